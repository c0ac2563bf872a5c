//! The key in the settings: made, saved, brought in, removed, and what a signature is good for; and whose were remembered.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::file::KeyFile;
use super::signers::{self, Signer};
use super::{Make, Mine, fingerprint};
use crate::app::browser::ed25519::{Pair, UNABLE, is_able};
use crate::app::browser::files::{self, Chosen};
use crate::app::desk::Desk;
use crate::app::keeping::stretch::{agreed, new_key, new_wrapping, random, wrapping};
use crate::app::parts::{say, titles};
use crate::seal::Packed;

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
            Deed::BringIn => "Bring in a key from a file…",
            Deed::Save => "Save the key as a file…",
            Deed::Remove => "Remove the key…",
        }
    }

    fn button(self) -> &'static str {
        match self {
            Deed::BringIn => "Bring in the key",
            Deed::Save => "Save the key",
            Deed::Remove => "Remove the key",
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
        return Has::Nothing(UNABLE.to_owned());
    }
    match Pair::kept().await {
        Ok(pair) => Has::Key(pair.map(|pair| Mine { name: pair.name, key: pair.key })),
        Err(reason) => Has::Nothing(format!("This browser keeps no key for the page. {reason}")),
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
    let state = move || match has.get() {
        Has::Unknown => ().into_any(),
        Has::Nothing(reason) => view! { <p>{reason}</p> }.into_any(),
        Has::Key(None) => {
            let made =
                move |mine: Mine| done.run(format!("The key of “{}” is kept in this browser.", mine.name));
            view! {
                <p>"There is no key in this browser. With one you can sign links that you share."</p>
                <Make made />
            }
            .into_any()
        }
        Has::Key(Some(mine)) => view! {
            <dl class="facts">
                <dt>"Name"</dt><dd><bdi>{mine.name}</bdi></dd>
                <dt>"Key"</dt><dd><code data-signing="key">{fingerprint(&mine.key)}</code></dd>
            </dl>
        }
        .into_any(),
    };
    let offers = move || match has.get() {
        Has::Key(None) => vec![Deed::BringIn],
        Has::Key(Some(_)) => vec![Deed::Save, Deed::Remove],
        _ => Vec::new(),
    };
    view! {
        <section id="signing">
            <h2>"Signing"</h2>
            {state}
            <p class="tools">
                {move || offers().into_iter().map(|deed| view! {
                    <button on:click=move |_| asked.set(Some(deed))>{deed.label()}</button>
                }).collect_view()}
            </p>
            {move || asked.get().map(|deed| view! { <DeedForm deed asked done /> })}
            <Signers />
            <details>
                <summary>"What a signature shows, and what not"</summary>
                <ul>
                    <li>"It shows that whoever has the key signed, and that nothing was changed since: neither the content nor the name and the time beside it."</li>
                    <li>"It does not show who that is. The name is what the signer typed, the time is what their clock said. "<b>"Compare the digits of the key in another way"</b>", by telephone or in person, before you rely on it."</li>
                    <li>"It does not show that what is signed is true, and hides nothing: seal a link for that."</li>
                    <li>"Whoever can use this browser profile can sign with the key that is kept in it, and so can a program that controls the browser."</li>
                    <li>"A key cannot be called back. When it is lost or came into other hands, make another and tell those who know the old one."</li>
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
                    let _ = chosen.try_set(format!("Chosen: {}.", found.name));
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
                Deed::Remove => {
                    Pair::remove().await.map(|()| "The key is removed from this browser.".to_owned())
                }
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
            {secret("New passphrase", word, "new-password")}
            {secret("The same again", again, "new-password")}
            <p class="hint">"Whoever has the file and its passphrase can sign in your name. Without the passphrase nobody opens the file."</p>
        }
        .into_any(),
        Deed::BringIn => view! {
            <label class="field">
                <span>"File of the key"</span>
                <input type="file" node_ref=input accept=".muster-key" aria-describedby="signing-error" on:change=read />
            </label>
            <p class="hint" role="status">{move || chosen.get()}</p>
            {secret("Passphrase of the file", word, "current-password")}
        }
        .into_any(),
        Deed::Remove => view! {
            <p class="say w">"What is signed stays signed. But from then on nobody can sign with this key in this browser, and without a file of it nobody brings it back: whoever remembered the key will be warned of the next one."</p>
        }
        .into_any(),
    };
    view! {
        <form class="form" on:submit=submit aria-label=deed.button() aria-busy=move || is_busy.get().to_string()>
            {fields}
            <p class="error" id="signing-error" role="alert">{move || error.get()}</p>
            <p class="tools">
                <button type="submit" class="go" disabled=move || is_busy.get()>{deed.button()}</button>
                <button type="button" disabled=move || is_busy.get() on:click=move |_| asked.set(None)>"Cancel"</button>
            </p>
        </form>
    }
}

/// Saves the key as a file that only its passphrase opens.
async fn save(passphrase: &str) -> Result<String, String> {
    let pair = Pair::kept().await?.ok_or("The key was removed meanwhile.")?;
    let plain = KeyFile { seed: pair.seed().await?, name: pair.name }.write();
    let (wrapping, cost) = new_wrapping(passphrase).await?;
    let bytes = Packed::write(&plain, &new_key()?, &wrapping, cost, random()?);
    let bytes = bytes.map_err(|error| error.to_string())?;
    let name = format!("{}.muster-key", titles::file_stem(&KeyFile::read(&plain)?.name));
    files::download_bytes(&name, "application/octet-stream", &bytes)?;
    Ok(format!("Saved: {name}. Keep it where others do not reach it."))
}

/// Keeps the key of a file.
async fn bring_in(file: &[u8], passphrase: &str) -> Result<String, String> {
    if file.is_empty() {
        return Err("Choose the file of the key.".to_owned());
    }
    let Ok(packed) = Packed::read(file) else {
        return Err(
            "This is no file of a key. Choose the file that “Save the key as a file…” gave.".to_owned()
        );
    };
    let key = wrapping(passphrase, packed.vault.cost()).await?;
    let opened = packed.open(&key).map_err(|error| error.to_string())?;
    let KeyFile { name, seed } = KeyFile::read(&zeroize::Zeroizing::new(opened))?;
    let pair = Pair::of_seed(name, &seed).await?;
    pair.keep().await?;
    Ok(format!("The key of “{}” is kept in this browser.", pair.name))
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
        let label = format!("Forget the key of {name}");
        view! {
            <li>
                <bdi>{name}</bdi> " " <code>{fingerprint(&key)}</code> " " <small>{format!("since {}", say::day(on))}</small> " "
                <button class="link" aria-label=label on:click=move |_| forget(key)>"Forget"</button>
            </li>
        }
    };
    view! {
        <Show when=move || known.with(|known| !known.is_empty())>
            <h3>"Keys of others that are remembered"</h3>
            <ul class="plain" data-signing="known">{move || known.get().into_iter().map(row).collect_view()}</ul>
        </Show>
        <p class="error" role="alert">{move || error.get()}</p>
    }
}
