//! A link in the making: how it is sealed and signed, how long it is, and what takes it.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::qr;
use super::sign::{Sign, Signs, signed};
use crate::app::browser::{files, page, picture, random};
use crate::app::desk::Desk;
use crate::app::keeping::stretch::{agreed, new_wrapping, random};
use crate::app::parts::titles;
use crate::app::registers;
use crate::exchange::ask::Request;
use crate::exchange::link::{Link, Lock};
use crate::exchange::{self, Asked, FreshCopy};
use crate::register::Id;
use crate::said;
use crate::words::text::Text;
use crate::words::text::areas::{common, sharing as text, windows};

/// What is typed is waited for.
const PAUSE: Duration = Duration::from_millis(150);

/// What takes a link of how many characters, by what is known of it.
fn channels() -> [(&'static str, usize); 4] {
    [
        (text::QR_CODE.said(), 1_273),
        ("Outlook", 2_000),
        ("Slack", 4_000),
        (text::ADDRESS_BAR.said(), 1_000_000),
    ]
}

/// Who can read a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Readers {
    All,
    Key,
    Passphrase,
}

const READERS: [(Readers, Text, Text); 3] = [
    (Readers::All, text::ANYONE, text::ANYONE_MEANS),
    (Readers::Key, text::KEY, text::KEY_MEANS),
    (Readers::Passphrase, text::PASSPHRASE, text::PASSPHRASE_MEANS),
];

/// Who may read it, which stays as it was chosen when something else is.
#[derive(Clone, Copy)]
pub struct Locked {
    readers: RwSignal<Readers>,
    word: RwSignal<String>,
    again: RwSignal<String>,
    signs: Signs,
}

impl Locked {
    /// Whoever has the link.
    pub fn new() -> Self {
        Locked {
            readers: RwSignal::new(Readers::All),
            word: RwSignal::new(String::new()),
            again: RwSignal::new(String::new()),
            signs: Signs::new(),
        }
    }
}

/// What is made a link of.
#[derive(Clone)]
pub enum Parcel {
    /// A copy.
    Copy(FreshCopy),
    /// A member's part, to be corrected.
    Request(Request),
}

impl Parcel {
    fn link(&self) -> Link {
        match self {
            Parcel::Copy(copy) => Link::of(copy),
            Parcel::Request(request) => Link::of_request(request),
        }
    }

    /// The same as a file: its name, after what the register is called, and its text.
    pub fn file(&self, stem: &str) -> (String, String) {
        match self {
            Parcel::Copy(copy) => {
                let kind = if copy.is_internal { "internal" } else { "public" };
                let text = exchange::write(&Id::from(random::id(16)), &copy.register());
                (format!("{stem}-{kind}.muster.json"), text)
            }
            Parcel::Request(request) => {
                let Asked { party, day, .. } = &request.asked;
                (format!("{stem}-ask-{party}-{day}.muster.json"), request.file())
            }
        }
    }
}

/// The link, with what can be done with it.
#[component]
pub fn Made(
    /// The desk.
    desk: Desk,
    /// What goes.
    parcel: Parcel,
    /// Who may read it.
    locked: Locked,
) -> impl IntoView {
    let Locked { readers, word, again, signs } = locked;
    let made = RwSignal::new(None::<Result<String, String>>);
    let parcel = StoredValue::new(parcel);
    let key = StoredValue::new(random::bytes::<32>());
    let round = StoredValue::new(0_u32);
    let make = move || {
        made.set(None);
        round.update_value(|round| *round = round.wrapping_add(1));
        let (readers, by, this) = (readers.get_untracked(), signs.by(), round.get_value());
        set_timeout(
            move || {
                spawn_local(async move {
                    let Some(link) = parcel.try_with_value(Parcel::link) else { return };
                    let text = async {
                        let link = match by {
                            Some(by) => signed(link, &by).await?,
                            None => link,
                        };
                        match readers {
                            Readers::All => link.write(&Lock::Open).map_err(|error| error.to_string()),
                            Readers::Key => {
                                let key = key.try_get_value().flatten();
                                let key = key.ok_or_else(|| text::NO_RANDOMNESS.said())?;
                                link.write(&Lock::Key(key)).map_err(|error| error.to_string())
                            }
                            Readers::Passphrase => {
                                sealed(&link, &word.get_untracked(), &again.get_untracked()).await
                            }
                        }
                    };
                    let text = text.await;
                    // What was chosen meanwhile is made by a later round.
                    if round.try_get_value() == Some(this) {
                        made.try_set(Some(text.map(|text| format!("{}{text}", page::address()))));
                    }
                });
            },
            PAUSE,
        );
    };
    // A passphrase takes its time, and is sealed with again only when that is asked for.
    let remake = move || match readers.get_untracked() {
        Readers::Passphrase => {
            round.update_value(|round| *round = round.wrapping_add(1));
            made.set(None);
        }
        _ => make(),
    };
    let choose = move |which: Readers| {
        readers.set(which);
        remake();
    };
    remake();
    let secret = |label: Text, value: RwSignal<String>| {
        view! {
            <label class="field">
                <span>{label.said()}</span>
                <input type="password" autocomplete="new-password" prop:value=value
                    on:input=move |event| value.set(event_target_value(&event)) />
            </label>
        }
    };
    view! {
        <fieldset class="ways">
            <legend>{text::WHO_CAN_READ.said()}</legend>
            {READERS.map(|(which, label, hint)| view! {
                <label class="tick">
                    <input type="radio" name="readers" prop:checked=move || readers.get() == which on:change=move |_| choose(which) />
                    <span>{label.said()}<small class="hint">{hint.said()}</small></span>
                </label>
            })}
            <Show when=move || readers.get() == Readers::Passphrase>
                {secret(text::LINK_PASSPHRASE, word)}
                {secret(windows::AGAIN, again)}
                <button type="button" on:click=move |_| make()>{text::SEAL.said()}</button>
            </Show>
        </fieldset>
        <Sign signs changed=move |()| remake() />
        {move || match made.get() {
            None if readers.get() == Readers::Passphrase => ().into_any(),
            None => view! { <p class="hint" role="status">{text::BEING_MADE.said()}</p> }.into_any(),
            Some(Err(reason)) => view! { <p class="error" role="alert">{reason}</p> }.into_any(),
            Some(Ok(link)) => view! { <Ready desk link parcel /> }.into_any(),
        }}
    }
}

/// Seals a link with a passphrase that was typed twice.
async fn sealed(link: &Link, word: &str, again: &str) -> Result<String, String> {
    agreed(word, again)?;
    let (wrapping, cost) = new_wrapping(word).await?;
    let lock = Lock::Passphrase { wrapping: &wrapping, cost, key: random()?, nonce: random()? };
    link.write(&lock).map_err(|error| error.to_string())
}

/// A link that is made.
#[component]
fn Ready(desk: Desk, link: String, parcel: StoredValue<Parcel>) -> impl IntoView {
    let length = link.chars().count();
    let channels = channels().map(|(name, most)| {
        let takes = if length <= most { text::TAKES_IT } else { text::CUTS_IT };
        view! { <tr><th scope="row">{name}</th><td class="n">{most.to_string()}</td><td>{takes.said()}</td></tr> }
    });
    let code = qr::picture(&link);
    let picture_of = code.clone();
    let said = RwSignal::new(String::new());
    let stored = StoredValue::new(link.clone());
    let take = move |_| {
        spawn_local(async move {
            let done = picture::copy_text(&stored.get_value()).await;
            said.try_set(done.map_or_else(|reason| reason, |()| said!(text::ON_CLIPBOARD)));
        });
    };
    let stem = StoredValue::new(desk.look(|register| titles::file_stem(&registers::title(register))));
    let file = move |_| {
        let (name, text) = parcel.with_value(|parcel| parcel.file(&stem.get_value()));
        let done = files::download(&name, "application/json", &text);
        said.set(done.map_or_else(|reason| reason, |()| said!(common::SAVED, name)));
    };
    let save_code = move |_| {
        if let Some(svg) = &code {
            let name = format!("{}-link.svg", stem.get_value());
            let done = files::download(&name, "image/svg+xml", svg);
            said.set(done.map_or_else(|reason| reason, |()| said!(common::SAVED, name)));
        }
    };
    let has_code = picture_of.is_some();
    // A request is saved by the window that it is made in.
    let is_copy = parcel.with_value(|parcel| matches!(parcel, Parcel::Copy(_)));
    view! {
        <label class="field">
            <span>{said!(text::LINK, n = length)}</span>
            <input type="text" readonly data-share="link" prop:value=link.clone() />
        </label>
        <p class="tools">
            <button type="button" class="go" on:click=take>{text::COPY_LINK.said()}</button>
            {is_copy.then(|| view! { <button type="button" on:click=file>{text::SAVE_COPY.said()}</button> })}
            {has_code.then(|| view! { <button type="button" on:click=save_code>{text::SAVE_QR.said()}</button> })}
        </p>
        <p role="status">{move || said.get()}</p>
        {picture_of.map(|svg| view! {
            <img class="qr" width="200" height="200" alt=text::QR_OF.said() src=qr::address(&svg) />
        })}
        <table>
            <thead><tr><th scope="col">{text::WAY.said()}</th><th scope="col" class="n">{text::CHARACTERS.said()}</th><th scope="col">{text::THIS_LINK.said()}</th></tr></thead>
            <tbody>{channels}</tbody>
        </table>
        <Show when=move || { length > 2_000 }>
            <p class="hint">{text::SHORTER.said()}</p>
        </Show>
    }
}
