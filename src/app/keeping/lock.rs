//! The lock in the settings: put on, changed, taken away, and what it is good for.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::stretch::agreed;
use super::{idle, locking};
use crate::app::desk::Desk;
use crate::register::Id;
use crate::said;
use crate::words::text::areas::{common, keeping as text, windows};

/// What a person does to the lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    PutOn,
    Change,
    TakeOff,
}

impl Deed {
    fn label(self) -> &'static str {
        match self {
            Deed::PutOn => text::LOCK_ON.said(),
            Deed::Change => text::LOCK_CHANGE.said(),
            Deed::TakeOff => text::LOCK_OFF.said(),
        }
    }

    fn button(self) -> &'static str {
        match self {
            Deed::PutOn => text::LOCK.said(),
            Deed::Change => text::CHANGE_IT.said(),
            Deed::TakeOff => text::REMOVE_LOCK.said(),
        }
    }

    fn asks_old(self) -> bool {
        self != Deed::PutOn
    }

    fn asks_new(self) -> bool {
        self != Deed::TakeOff
    }

    async fn run(self, desk: Desk, id: &Id, old: &str, new: &str) -> Result<&'static str, String> {
        match self {
            Deed::PutOn => {
                locking::put_on(desk, id, new).await?;
                Ok(text::IS_LOCKED_NOW.said())
            }
            Deed::Change => {
                locking::change(id, old, new).await?;
                Ok(text::PASSPHRASE_CHANGED.said())
            }
            Deed::TakeOff => {
                locking::take_off(desk, id, old).await?;
                Ok(text::LOCK_REMOVED.said())
            }
        }
    }
}

/// The section of the settings.
#[component]
pub fn Lock(
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    let asked = RwSignal::new(None::<Deed>);
    let state = move || match (desk.is_passing(), desk.is_under_lock()) {
        (true, _) => text::LOCK_NO_EXAMPLE.said(),
        (_, true) => text::LOCK_STANDS.said(),
        (_, false) => text::NO_LOCK.said(),
    };
    let offers = move || match (desk.is_passing(), desk.is_under_lock()) {
        (true, _) => Vec::new(),
        (_, true) => vec![Deed::Change, Deed::TakeOff],
        (_, false) => vec![Deed::PutOn],
    };
    view! {
        <section id="lock">
            <h2>{text::LOCK.said()}</h2>
            <p>{state}</p>
            <p class="tools">
                <Show when=move || desk.is_under_lock()>
                    <button on:click=move |_| locking::close(desk)>{text::LOCK_NOW.said()}</button>
                </Show>
                {move || offers().into_iter().map(|deed| view! {
                    <button on:click=move |_| asked.set(Some(deed))>{deed.label()}</button>
                }).collect_view()}
            </p>
            {move || asked.get().map(|deed| view! { <DeedForm desk deed asked /> })}
            <Show when=move || desk.is_under_lock()><Idle /></Show>
            <details>
                <summary>{text::LOCK_PROTECTS.said()}</summary>
                <ul>
                    <li>{text::LOCK_ENCRYPTS.said()}</li>
                    <li>{text::LOCK_WHILE_OPEN.said()}</li>
                    <li>{text::LOCK_OLDER_TEXT.said()}</li>
                    <li>{text::LOCK_NOT_FILES.said()}</li>
                    <li>{text::LOCK_NOT_REMOVAL.said()}</li>
                    <li><b>{text::LOST_IS_LOST.said()}</b>" " {text::LOST_IS_LOST_MEANS.said()}</li>
                </ul>
            </details>
        </section>
    }
}

/// Asks for what a deed needs.
#[component]
fn DeedForm(
    /// The desk.
    desk: Desk,
    /// What is done.
    deed: Deed,
    /// Where the deed was chosen.
    asked: RwSignal<Option<Deed>>,
) -> impl IntoView {
    let [old, new, again] = [(); 3].map(|()| RwSignal::new(String::new()));
    let error = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(id) = desk.open_id().map(Id::from).filter(|_| !busy.get_untracked()) else { return };
        if deed.asks_new()
            && let Err(reason) = agreed(&new.get_untracked(), &again.get_untracked())
        {
            return error.set(reason);
        }
        error.set(String::new());
        busy.set(true);
        spawn_local(async move {
            match deed.run(desk, &id, &old.get_untracked(), &new.get_untracked()).await {
                Ok(done) => {
                    let _ = asked.try_set(None);
                    desk.notice.set(done.to_owned());
                }
                Err(reason) => {
                    let _ = error.try_set(reason);
                    let _ = busy.try_set(false);
                }
            }
        });
    };
    let field = |label: &'static str, value: RwSignal<String>, kind: &'static str| {
        view! {
            <label class="field">
                <span>{label}</span>
                <input type="password" autocomplete=kind prop:value=value aria-describedby="lock-error"
                    on:input=move |event| value.set(event_target_value(&event)) />
            </label>
        }
    };
    view! {
        <form class="form" on:submit=submit aria-label=deed.button() aria-busy=move || busy.get().to_string()>
            {deed.asks_old().then(|| field(text::PRESENT_PASSPHRASE.said(), old, "current-password"))}
            {deed.asks_new().then(|| field(text::NEW_PASSPHRASE.said(), new, "new-password"))}
            {deed.asks_new().then(|| field(windows::AGAIN.said(), again, "new-password"))}
            {deed.asks_new().then(|| view! { <p class="hint">{text::LOST_KEEP_BACKUP.said()}</p> })}
            <p class="error" id="lock-error" role="alert">{move || error.get()}</p>
            <p class="tools">
                <button type="submit" class="go" disabled=move || busy.get()>
                    {move || if busy.get() { text::MAKING_KEY.said() } else { deed.button() }}
                </button>
                <button type="button" disabled=move || busy.get() on:click=move |_| asked.set(None)>{common::CANCEL.said()}</button>
            </p>
        </form>
    }
}

/// When the lock closes by itself.
#[component]
fn Idle() -> impl IntoView {
    let chosen = idle::minutes();
    view! {
        <label class="field">
            <span>{text::LOCK_WHEN_IDLE.said()}</span>
            <select on:change=move |event| {
                if let Ok(minutes) = event_target_value(&event).parse() {
                    idle::set_minutes(minutes);
                }
            }>
                {idle::CHOICES.into_iter().map(|minutes| {
                    let label = match minutes {
                        0 => text::NEVER.said().to_owned(),
                        n => said!(text::MINUTES_LONG, count = n.to_string(), n),
                    };
                    view! { <option value=minutes.to_string() selected=minutes == chosen>{label}</option> }
                }).collect_view()}
            </select>
        </label>
    }
}
