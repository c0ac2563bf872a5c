//! A backup: to a folder, where the browser can, else as a download; verified before it counts.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::backups::{self, Backup, folder, set_folder};
use crate::app::browser::folder::{self as browser_folder, Folder};
use crate::app::browser::{clock, files};
use crate::app::desk::{Desk, desk};
use crate::app::keeping::stretch::agreed;
use crate::register::Id;
use crate::said;
use crate::words::text::areas::{common, windows as text};

/// Where a backup goes.
enum To {
    /// To a folder that is known, or to one that is chosen now.
    Folder(Option<Folder>),
    Download,
}

/// How it stands with the backup.
#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    Asked,
    Busy(&'static str),
    /// It was offered as a download, and waits to be shown again.
    Downloaded,
}

/// Makes one.
#[component]
pub fn BackUp() -> impl IntoView {
    let desk = desk();
    let [word, again] = [(); 2].map(|()| RwSignal::new(String::new()));
    let state = RwSignal::new(State::Asked);
    let error = RwSignal::new(String::new());
    let made = StoredValue::new_local(None::<Backup>);
    let is_busy = move || matches!(state.get(), State::Busy(_));
    // The folder of before, and whether the browser asks once more.
    let known = RwSignal::new_local(None::<(Folder, bool)>);
    if browser_folder::can_choose() {
        spawn_local(async move {
            if let Some(folder) = folder().await {
                let will_ask = folder.will_ask().await;
                let _ = known.try_set(Some((folder, will_ask)));
            }
        });
    }
    let last = move || {
        let last = desk.open_id().and_then(|id| backups::last(&Id::from(id)));
        last.map_or_else(
            || said!(text::NO_BACKUP),
            |last| said!(text::LAST_BACKUP, day = clock::day_of(last.at).to_string(), place = last.place()),
        )
    };
    let is_known = move || known.with(Option::is_some);
    let run = move |to: To| {
        let (word, again) = (word.get_untracked(), again.get_untracked());
        if !(word.is_empty() && again.is_empty())
            && let Err(reason) = agreed(&word, &again)
        {
            return error.set(reason);
        }
        error.set(String::new());
        spawn_local(async move {
            let done = match to {
                To::Folder(folder) => into_folder(desk, &word, state, folder).await,
                To::Download => as_download(desk, &word, state, made).await,
            };
            if let Err(reason) = done {
                let _ = error.try_set(reason);
                let _ = state.try_set(State::Asked);
            }
        });
    };
    view! {
        <form class="form" on:submit=move |event| event.prevent_default()>
            <p>{last}</p>
            <p>{text::BACKUP_MEANS.said()}</p>
            <details>
                <summary>{text::ENCRYPT.said()}</summary>
                {[(text::BACKUP_PASSPHRASE, word), (text::AGAIN, again)].map(|(label, value)| view! {
                    <label class="field">
                        <span>{label.said()}</span>
                        <input type="password" autocomplete="new-password" prop:value=value aria-describedby="backup-error"
                            on:input=move |event| value.set(event_target_value(&event)) />
                    </label>
                })}
                <p class="hint">{text::PASSPHRASE_MEANS.said()}</p>
            </details>
            <p class="error" id="backup-error" role="alert">{move || error.get()}</p>
            <p role="status">{move || match state.get() {
                State::Busy(what) => what,
                _ => "",
            }}</p>
            <Show when=move || state.get() == State::Downloaded><Check desk error made /></Show>
            <p class="tools">
                <Show when=browser_folder::can_choose>
                    {move || known.get().map(|(folder, _)| {
                        let label = said!(text::BACK_UP_TO, folder = folder.name());
                        let to = move |_| run(To::Folder(Some(folder.clone())));
                        view! { <button type="button" class="go" disabled=is_busy on:click=to>{label}</button> }
                    })}
                    <button type="button" class:go=move || !is_known() disabled=is_busy on:click=move |_| run(To::Folder(None))>
                        {move || if is_known() { text::OTHER_FOLDER.said() } else { text::FOLDER.said() }}
                    </button>
                </Show>
                <button type="button" class:go=!browser_folder::can_choose() disabled=is_busy on:click=move |_| run(To::Download)>{text::DOWNLOAD.said()}</button>
                <button type="button" on:click=move |_| desk.close()>{common::CANCEL.said()}</button>
            </p>
            {move || known.get().filter(|(_, will_ask)| *will_ask).map(|(folder, _)| view! {
                <p class="hint">{said!(text::WILL_ASK, folder = folder.name())}</p>
            })}
            <Show when=browser_folder::can_choose>
                <p class="hint">{text::FIVE_STAY.said()}</p>
            </Show>
        </form>
    }
}

async fn into_folder(
    desk: Desk,
    word: &str,
    state: RwSignal<State>,
    known: Option<Folder>,
) -> Result<(), String> {
    // First of all: browsers ask only right after a click.
    let chosen = match known {
        Some(folder) => {
            folder.ask().await?;
            folder
        }
        None => match browser_folder::choose().await? {
            Some(folder) => folder,
            None => return Ok(()),
        },
    };
    state.set(State::Busy(text::BEING_WRITTEN.said()));
    let remembered = set_folder(&chosen).await;
    let mut backup = Backup::make(desk, word).await?;
    backup.put_into(&chosen).await?;
    let mut done = said!(text::BACKED_UP, name = backup.name.to_string(), folder = chosen.name());
    if let Err(reason) = remembered {
        done.push(' ');
        done.push_str(&said!(text::NOT_REMEMBERED, reason));
    }
    finish(desk, &done);
    Ok(())
}

async fn as_download(
    desk: Desk,
    word: &str,
    state: RwSignal<State>,
    made: StoredValue<Option<Backup>, LocalStorage>,
) -> Result<(), String> {
    state.set(State::Busy(text::BEING_MADE.said()));
    let backup = Backup::make(desk, word).await?;
    backup.download()?;
    let _ = made.try_set_value(Some(backup));
    let _ = state.try_set(State::Downloaded);
    Ok(())
}

fn finish(desk: Desk, said: &str) {
    desk.close();
    desk.notice.set(said.to_owned());
    // The badge tells of it.
    desk.shelf_revision.update(|revision| *revision += 1);
}

/// A page does not learn what became of a download: it asks for the file.
#[component]
fn Check(
    /// The desk.
    desk: Desk,
    /// What is wrong.
    error: RwSignal<String>,
    /// What was downloaded.
    made: StoredValue<Option<Backup>, LocalStorage>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let read = move |_| {
        let Some(input) = input.get_untracked() else { return };
        spawn_local(async move {
            let Some(file) = files::chosen(input).await else { return };
            let checked = file.and_then(|file| {
                let backup = made.get_value().ok_or_else(|| text::MAKE_AGAIN.said())?;
                backup.verify(&file.bytes, None)?;
                Ok(file.name)
            });
            match checked {
                Ok(name) => finish(desk, &said!(text::VERIFIED, name)),
                Err(reason) => error.set(said!(text::NOT_VERIFIED, reason)),
            }
        });
    };
    view! {
        <div class="say">
            <p><b>{text::NOT_VERIFIED_YET.said()}</b>" "{text::CHOOSE_SAVED.said()}</p>
            <label class="field">
                <span>{text::SAVED_FILE.said()}</span>
                <input type="file" node_ref=input accept=".json,.sealed" on:change=read />
            </label>
        </div>
    }
}
