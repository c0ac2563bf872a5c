//! The key in the settings: made, saved, brought in, removed, and what a signature is good for; and whose were remembered.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::file::KeyFile;
use super::signers::{self, Signer};
use super::{Make, Mine, fingerprint};
use crate::app::browser::ed25519::{Pair, is_able};
use crate::app::browser::files::{self, Chosen};
use crate::app::desk::Desk;
use crate::app::keeping::stretch::{agreed, new_key, new_wrapping, random, wrapping};
use crate::app::parts::told::told;
use crate::app::parts::{say, titles};
use crate::said;
use crate::seal::Packed;
use crate::words::text::areas::shell;
use crate::words::text::areas::{common, keeping, signing as text, windows};

/// What a person does with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    BringIn,
    Save,
    Remove,
}

impl Deed {
    fn label(self) -> &'static str {
        match self {
            Deed::BringIn => text::BRING_IN_FILE.said(),
            Deed::Save => text::SAVE_AS_FILE.said(),
            Deed::Remove => text::REMOVE_KEY_ASKS.said(),
        }
    }

    fn button(self) -> &'static str {
        match self {
            Deed::BringIn => text::BRING_IN_KEY.said(),
            Deed::Save => text::SAVE_KEY.said(),
            Deed::Remove => text::REMOVE_KEY.said(),
        }
    }
}

/// What this browser has.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Has {
    /// Nobody knows yet.
    Unknown,
    /// It cannot sign, and why.
    Nothing(String),
    /// It can; the key, where there is one.
    Key(Option<Mine>),
}

async fn look() -> Has {
    if !is_able().await {
        return Has::Nothing(text::CANNOT_SIGN_HERE.said().to_owned());
    }
    match Pair::kept().await {
        Ok(pair) => Has::Key(pair.map(|pair| Mine { name: pair.name, key: pair.key })),
        Err(reason) => Has::Nothing(said!(text::KEEPS_NO_KEY, reason)),
    }
}

/// The section of the settings.
#[component]
pub fn Signing(
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    let has = RwSignal::new(Has::Unknown);
    let asked = RwSignal::new(None::<Deed>);
    let look_again = move || {
        spawn_local(async move {
            let _ = has.try_set(look().await);
        });
    };
    look_again();
    let done = Callback::new(move |said: String| {
        let _ = asked.try_set(None);
        desk.notice.set(said);
        look_again();
    });
    let state = move || {
        match has.get() {
        Has::Unknown => ().into_any(),
        Has::Nothing(reason) => view! { <p>{reason}</p> }.into_any(),
        Has::Key(None) => {
            let made = move |mine: Mine| done.run(said!(text::KEY_KEPT, name = mine.name));
            view! {
                <p>{text::NO_KEY.said()}</p>
                <Make made />
            }
            .into_any()
        }
        Has::Key(Some(mine)) => view! {
            <dl class="facts">
                <dt>{text::KEY_NAME.said()}</dt><dd><bdi>{mine.name}</bdi></dd>
                <dt>{text::THE_KEY.said()}</dt><dd><code data-signing="key">{fingerprint(&mine.key)}</code></dd>
            </dl>
        }
        .into_any(),
    }
    };
    let offers = move || match has.get() {
        Has::Key(None) => vec![Deed::BringIn],
        Has::Key(Some(_)) => vec![Deed::Save, Deed::Remove],
        _ => Vec::new(),
    };
    view! {
        <section id="signing">
            <h2>{text::SIGNING.said()}</h2>
            {state}
            <p class="tools">
                {move || offers().into_iter().map(|deed| view! {
                    <button on:click=move |_| asked.set(Some(deed))>{deed.label()}</button>
                }).collect_view()}
            </p>
            {move || asked.get().map(|deed| view! { <DeedForm deed asked done /> })}
            <Signers />
            <details>
                <summary>{text::SHOWS.said()}</summary>
                <ul>
                    <li>{text::SHOWS_UNCHANGED.said()}</li>
                    <li>{not_who()}</li>
                    <li>{text::SHOWS_NOT_TRUTH.said()}</li>
                    <li>{text::SHOWS_PROFILE.said()}</li>
                    <li>{text::SHOWS_NO_RECALL.said()}</li>
                </ul>
            </details>
        </section>
    }
}

/// Asks for what a deed needs.
#[component]
fn DeedForm(
    /// What is done.
    deed: Deed,
    /// Where the deed was chosen.
    asked: RwSignal<Option<Deed>>,
    /// Called with what was done, in words.
    done: Callback<String>,
) -> impl IntoView {
    let [word, again] = [(); 2].map(|()| RwSignal::new(String::new()));
    let (error, is_busy) = (RwSignal::new(String::new()), RwSignal::new(false));
    let input = NodeRef::<html::Input>::new();
    let file = StoredValue::new_local(None::<Chosen>);
    let chosen = RwSignal::new(String::new());
    let read = move |_| {
        let Some(input) = input.get_untracked() else { return };
        error.set(String::new());
        spawn_local(async move {
            match files::chosen(input).await {
                Some(Ok(found)) => {
                    let _ = chosen.try_set(said!(text::CHOSEN, name = found.name));
                    file.try_set_value(Some(found));
                }
                Some(Err(reason)) => drop(error.try_set(reason)),
                None => {}
            }
        });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        if deed == Deed::Save
            && let Err(reason) = agreed(&word.get_untracked(), &again.get_untracked())
        {
            return error.set(reason);
        }
        error.set(String::new());
        is_busy.set(true);
        spawn_local(async move {
            let word = word.get_untracked();
            let said = match deed {
                Deed::Save => save(&word).await,
                Deed::BringIn => {
                    let bytes = file.try_with_value(|file| file.as_ref().map(|file| file.bytes.clone()));
                    bring_in(&bytes.flatten().unwrap_or_default(), &word).await
                }
                Deed::Remove => Pair::remove().await.map(|()| text::KEY_REMOVED.said().to_owned()),
            };
            match said {
                Ok(said) => drop(done.try_run(said)),
                Err(reason) => {
                    let _ = error.try_set(reason);
                    let _ = is_busy.try_set(false);
                }
            }
        });
    };
    let secret = |label: &'static str, value: RwSignal<String>, kind: &'static str| {
        view! {
            <label class="field">
                <span>{label}</span>
                <input type="password" autocomplete=kind prop:value=value aria-describedby="signing-error"
                    on:input=move |event| value.set(event_target_value(&event)) />
            </label>
        }
    };
    let fields = match deed {
        Deed::Save => view! {
            {secret(keeping::NEW_PASSPHRASE.said(), word, "new-password")}
            {secret(windows::AGAIN.said(), again, "new-password")}
            <p class="hint">{text::FILE_MAY_SIGN.said()}</p>
        }
        .into_any(),
        Deed::BringIn => view! {
            <label class="field">
                <span>{text::KEY_FILE.said()}</span>
                <input type="file" node_ref=input accept=".muster-key" aria-describedby="signing-error" on:change=read />
            </label>
            <p class="hint" role="status">{move || chosen.get()}</p>
            {secret(text::FILE_PASSPHRASE.said(), word, "current-password")}
        }
        .into_any(),
        Deed::Remove => view! {
            <p class="say w">{text::REMOVING_MEANS.said()}</p>
        }
        .into_any(),
    };
    view! {
        <form class="form" on:submit=submit aria-label=deed.button() aria-busy=move || is_busy.get().to_string()>
            {fields}
            <p class="error" id="signing-error" role="alert">{move || error.get()}</p>
            <p class="tools">
                <button type="submit" class="go" disabled=move || is_busy.get()>{deed.button()}</button>
                <button type="button" disabled=move || is_busy.get() on:click=move |_| asked.set(None)>{common::CANCEL.said()}</button>
            </p>
        </form>
    }
}

/// That a signature does not show who made it, with what to do about that.
fn not_who() -> Vec<AnyView> {
    let compare = view! { <b>{text::COMPARE_DIGITS.said()}</b> }.into_any();
    told(text::SHOWS_NOT_WHO, &[], [("compare", compare)])
}

/// Saves the key as a file that only its passphrase opens.
async fn save(passphrase: &str) -> Result<String, String> {
    let pair = Pair::kept().await?.ok_or(text::KEY_GONE.said())?;
    let plain = KeyFile { seed: pair.seed().await?, name: pair.name }.write();
    let (wrapping, cost) = new_wrapping(passphrase).await?;
    let bytes = Packed::write(&plain, &new_key()?, &wrapping, cost, random()?);
    let bytes = bytes.map_err(|error| error.to_string())?;
    let name = format!("{}.muster-key", titles::file_stem(&KeyFile::read(&plain)?.name));
    files::download_bytes(&name, "application/octet-stream", &bytes)?;
    Ok(said!(text::KEY_SAVED, name))
}

/// Keeps the key of a file.
async fn bring_in(file: &[u8], passphrase: &str) -> Result<String, String> {
    if file.is_empty() {
        return Err(text::CHOOSE_KEY_FILE.said().to_owned());
    }
    let Ok(packed) = Packed::read(file) else {
        return Err(said!(text::NO_KEY_FILE, save = text::SAVE_AS_FILE));
    };
    let key = wrapping(passphrase, packed.vault.cost()).await?;
    let opened = packed.open(&key).map_err(|error| error.to_string())?;
    let KeyFile { name, seed } = KeyFile::read(&zeroize::Zeroizing::new(opened))?;
    let pair = Pair::of_seed(name, &seed).await?;
    pair.keep().await?;
    Ok(said!(text::KEY_KEPT, name = pair.name))
}

/// The keys that were remembered.
#[component]
fn Signers() -> impl IntoView {
    let known = RwSignal::new(signers::all());
    let error = RwSignal::new(String::new());
    let forget = move |key: [u8; 32]| {
        let done = signers::forget(&key);
        error.set(done.err().unwrap_or_default());
        known.set(signers::all());
    };
    let row = move |Signer { name, key, on }: Signer| {
        let label = said!(text::FORGET_KEY_OF, name);
        view! {
            <li>
                <bdi>{name}</bdi> " " <code>{fingerprint(&key)}</code> " " <small>{said!(shell::SINCE, date = say::day(on))}</small> " "
                <button class="link" aria-label=label on:click=move |_| forget(key)>{text::FORGET.said()}</button>
            </li>
        }
    };
    view! {
        <Show when=move || known.with(|known| !known.is_empty())>
            <h3>{text::KEYS_OF_OTHERS.said()}</h3>
            <ul class="plain" data-signing="known">{move || known.get().into_iter().map(row).collect_view()}</ul>
        </Show>
        <p class="error" role="alert">{move || error.get()}</p>
    }
}
