//! A copy of the register as a link: what goes into it, how it is sealed, and who can take a link of that length.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::browser::{clock, files, page, picture, random};
use crate::app::desk::{Desk, desk};
use crate::app::keeping::stretch::{agreed, new_wrapping, random};
use crate::app::parts::{say, table, titles};
use crate::app::registers;
use crate::app::route::Page;
use crate::exchange::link::{Link, Lock};
use crate::exchange::{self, Chosen, CopyScope, FreshCopy};
use crate::register::{Day, Id, RecordKey};

mod qr;
mod sign;
mod told;

use sign::signed;

pub(super) use sign::{Sign, Signs};
pub(super) use told::Told;

/// A register of more records is no matter for a link.
const MANY: usize = 5_000;
/// What is typed is waited for.
const PAUSE: Duration = Duration::from_millis(150);

/// What takes a link of how many characters, by what is known of it.
const CHANNELS: [(&str, usize); 4] = [
    ("A QR code", 1_273),
    ("Outlook", 2_000),
    ("Slack", 4_000),
    ("The address bar of any browser", 1_000_000),
];

/// Who can read a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Readers {
    All,
    Key,
    Passphrase,
}

const READERS: [(Readers, &str, &str); 3] = [
    (Readers::All, "Whoever has it", "The content stands in the link itself, packed and not sealed."),
    (
        Readers::Key,
        "Whoever has all of it",
        "Sealed, with the key at the end of the link: who sees only its beginning reads nothing.",
    ),
    (
        Readers::Passphrase,
        "Whoever knows a passphrase",
        "Sealed. Tell the passphrase in another way than the link; without it nobody opens the link.",
    ),
];

/// What was asked for, as signals.
#[derive(Clone, Copy)]
struct Asked {
    only_view: RwSignal<bool>,
    from: RwSignal<String>,
    to: RwSignal<String>,
    notes: RwSignal<bool>,
    internal: RwSignal<bool>,
}

impl Asked {
    fn scope(self, view: &[RecordKey]) -> Result<CopyScope, String> {
        let day = |text: String, other: Day| match text.as_str() {
            "" => Ok(other),
            text => text.parse::<Day>().map_err(|_| format!("“{text}” is no day; write it as 2024-02-01.")),
        };
        let (from, to) = (self.from.get(), self.to.get());
        let period = match (from.as_str(), to.as_str()) {
            ("", "") => None,
            _ => Some((day(from, Day::MIN)?, day(to, Day::MAX)?)),
        };
        if period.is_some_and(|(from, to)| to < from) {
            return Err("The period ends before it begins.".to_owned());
        }
        Ok(CopyScope {
            which: if self.only_view.get() { Chosen::Only(view.to_vec()) } else { Chosen::Whole },
            period,
            without_notes: !self.notes.get(),
            with_internal: self.internal.get(),
        })
    }
}

/// Who may read it, which stays as it was chosen when something else is.
#[derive(Clone, Copy)]
struct Locked {
    readers: RwSignal<Readers>,
    word: RwSignal<String>,
    again: RwSignal<String>,
    signs: Signs,
}

/// The window.
#[component]
pub fn Share() -> impl IntoView {
    let desk = desk();
    let view = StoredValue::new(in_view(&desk));
    let asked = Asked {
        only_view: RwSignal::new(false),
        from: RwSignal::new(String::new()),
        to: RwSignal::new(String::new()),
        notes: RwSignal::new(true),
        internal: RwSignal::new(false),
    };
    let locked = Locked {
        readers: RwSignal::new(Readers::All),
        word: RwSignal::new(String::new()),
        again: RwSignal::new(String::new()),
        signs: Signs::new(),
    };
    let copy = Memo::new(move |_| {
        let scope = view.with_value(|view| asked.scope(view))?;
        let count = desk.look(|register| register.keys().count());
        if count > MANY {
            return Err(format!(
                "{count} records are too many for a link. Choose a list first, or export the register as a file."
            ));
        }
        Ok(desk.look(|register| FreshCopy::of(register, &scope, clock::today())))
    });
    let check = |label: &'static str, value: RwSignal<bool>| {
        view! {
            <label class="tick">
                <input type="checkbox" prop:checked=value on:change=move |event| value.set(event_target_checked(&event)) />
                <span>{label}</span>
            </label>
        }
    };
    let date = |label: &'static str, value: RwSignal<String>| {
        view! {
            <label class="field">
                <span>{label}</span>
                <input type="date" prop:value=value on:change=move |event| value.set(event_target_value(&event)) />
            </label>
        }
    };
    let view_label = view.with_value(|view| {
        (!view.is_empty())
            .then(|| format!("Only what this list shows ({})", say::count(view.len(), "record", "records")))
    });
    view! {
        <form class="form" on:submit=move |event| event.prevent_default()>
            <p>"The link holds a copy, written anew: no history, no authors of changes. It is sent to nobody by this page."</p>
            <fieldset class="ways">
                <legend>"What goes into it"</legend>
                {view_label.map(|label| view! {
                    <label class="tick">
                        <input type="checkbox" prop:checked=asked.only_view
                            on:change=move |event| asked.only_view.set(event_target_checked(&event)) />
                        <span>{label}", with what it refers to"</span>
                    </label>
                })}
                {check("Notes", asked.notes)}
                {check("What is internal, and contacts: not for the public", asked.internal)}
                <div class="pair">{date("Dated from", asked.from)}{date("to", asked.to)}</div>
            </fieldset>
            {move || match copy.get() {
                Err(reason) => view! { <p class="error" role="alert">{reason}</p> }.into_any(),
                Ok(copy) => view! { <Told copy=copy.clone() /><Made desk copy locked /> }.into_any(),
            }}
            <p class="tools"><button type="button" on:click=move |_| desk.close()>"Close"</button></p>
        </form>
    }
}

/// The records of the list on the page, as it is filtered.
fn in_view(desk: &Desk) -> Vec<RecordKey> {
    let Page::List(collection) = desk.address.with_untracked(|address| address.page.clone()) else {
        return Vec::new();
    };
    table::ids_in_view().into_iter().map(|id| RecordKey { collection, id: id.as_str().into() }).collect()
}

/// The link of a copy, with what can be done with it.
#[component]
fn Made(desk: Desk, copy: FreshCopy, locked: Locked) -> impl IntoView {
    let Locked { readers, word, again, signs } = locked;
    let made = RwSignal::new(None::<Result<String, String>>);
    let copy = StoredValue::new(copy);
    let key = StoredValue::new(random::bytes::<32>());
    let round = StoredValue::new(0_u32);
    let make = move || {
        made.set(None);
        round.update_value(|round| *round = round.wrapping_add(1));
        let (readers, by, this) = (readers.get_untracked(), signs.by(), round.get_value());
        set_timeout(
            move || {
                spawn_local(async move {
                    let Some(link) = copy.try_with_value(Link::of) else { return };
                    let text = async {
                        let link = match by {
                            Some(by) => signed(link, &by).await?,
                            None => link,
                        };
                        match readers {
                            Readers::All => link.write(&Lock::Open).map_err(|error| error.to_string()),
                            Readers::Key => {
                                let key = key.try_get_value().flatten();
                                let key =
                                    key.ok_or("This browser gives no randomness that is fit for a key.")?;
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
    let secret = |label: &'static str, value: RwSignal<String>| {
        view! {
            <label class="field">
                <span>{label}</span>
                <input type="password" autocomplete="new-password" prop:value=value
                    on:input=move |event| value.set(event_target_value(&event)) />
            </label>
        }
    };
    view! {
        <fieldset class="ways">
            <legend>"Who can read it"</legend>
            {READERS.map(|(which, label, hint)| view! {
                <label class="tick">
                    <input type="radio" name="readers" prop:checked=move || readers.get() == which on:change=move |_| choose(which) />
                    <span>{label}<small class="hint">{hint}</small></span>
                </label>
            })}
            <Show when=move || readers.get() == Readers::Passphrase>
                {secret("Passphrase of the link", word)}
                {secret("The same again", again)}
                <button type="button" on:click=move |_| make()>"Seal the link"</button>
            </Show>
        </fieldset>
        <Sign signs changed=move |()| remake() />
        {move || match made.get() {
            None if readers.get() == Readers::Passphrase => ().into_any(),
            None => view! { <p class="hint" role="status">"The link is being made…"</p> }.into_any(),
            Some(Err(reason)) => view! { <p class="error" role="alert">{reason}</p> }.into_any(),
            Some(Ok(link)) => view! { <Ready desk link copy /> }.into_any(),
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
fn Ready(desk: Desk, link: String, copy: StoredValue<FreshCopy>) -> impl IntoView {
    let length = link.chars().count();
    let channels = CHANNELS.map(|(name, most)| {
        let takes = if length <= most { "takes it" } else { "is too small for it, or cuts it" };
        view! { <tr><th scope="row">{name}</th><td class="n">{most.to_string()}</td><td>{takes}</td></tr> }
    });
    let code = qr::picture(&link);
    let picture_of = code.clone();
    let said = RwSignal::new(String::new());
    let stored = StoredValue::new(link.clone());
    let take = move |_| {
        spawn_local(async move {
            let done = picture::copy_text(&stored.get_value()).await;
            said.try_set(done.map_or_else(|reason| reason, |()| "The link is on the clipboard.".to_owned()));
        });
    };
    let stem = StoredValue::new(desk.look(|register| titles::file_stem(&registers::title(register))));
    let file = move |_| {
        let text = copy.with_value(|copy| exchange::write(&Id::from(random::id(16)), &copy.register()));
        let kind = copy.with_value(|copy| if copy.is_internal { "internal" } else { "public" });
        let name = format!("{}-{kind}.muster.json", stem.get_value());
        let done = files::download(&name, "application/json", &text);
        said.set(done.map_or_else(|reason| reason, |()| format!("Saved: {name}.")));
    };
    let save_code = move |_| {
        if let Some(svg) = &code {
            let name = format!("{}-link.svg", stem.get_value());
            let done = files::download(&name, "image/svg+xml", svg);
            said.set(done.map_or_else(|reason| reason, |()| format!("Saved: {name}.")));
        }
    };
    let has_code = picture_of.is_some();
    view! {
        <label class="field">
            <span>{format!("The link, {}", say::count(length, "character", "characters"))}</span>
            <input type="text" readonly data-share="link" prop:value=link.clone() />
        </label>
        <p class="tools">
            <button type="button" class="go" on:click=take>"Copy the link"</button>
            <button type="button" on:click=file>"Save the copy as a file"</button>
            {has_code.then(|| view! { <button type="button" on:click=save_code>"Save the QR code"</button> })}
        </p>
        <p role="status">{move || said.get()}</p>
        {picture_of.map(|svg| view! {
            <img class="qr" width="200" height="200" alt="QR code of the link" src=qr::address(&svg) />
        })}
        <table>
            <thead><tr><th scope="col">"Way"</th><th scope="col" class="n">"Characters"</th><th scope="col">"This link"</th></tr></thead>
            <tbody>{channels}</tbody>
        </table>
        <Show when=move || { length > 2_000 }>
            <p class="hint">"A list that is filtered first, a period, or leaving out notes makes a shorter link. A file has no such limits."</p>
        </Show>
    }
}
