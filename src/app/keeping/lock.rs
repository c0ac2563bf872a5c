//! The lock in the settings: put on, changed, taken away, and what it is good for.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::stretch::agreed;
use super::{idle, locking};
use crate::app::desk::Desk;
use crate::register::Id;

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
            Deed::PutOn => "Lock this register with a passphrase…",
            Deed::Change => "Change the passphrase…",
            Deed::TakeOff => "Remove the lock…",
        }
    }

    fn button(self) -> &'static str {
        match self {
            Deed::PutOn => "Lock",
            Deed::Change => "Change",
            Deed::TakeOff => "Remove the lock",
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
                Ok("Locked. The passphrase is asked for at the next opening.")
            }
            Deed::Change => {
                locking::change(id, old, new).await?;
                Ok("The passphrase is changed.")
            }
            Deed::TakeOff => {
                locking::take_off(desk, id, old).await?;
                Ok("The lock is removed; the register is kept in plain again.")
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
        (true, _) => "The example is kept for this tab only and cannot be locked.",
        (_, true) => "This register is locked: what this browser keeps of it is encrypted.",
        (_, false) => "This register is not locked: whoever can use this browser profile can read it.",
    };
    let offers = move || match (desk.is_passing(), desk.is_under_lock()) {
        (true, _) => Vec::new(),
        (_, true) => vec![Deed::Change, Deed::TakeOff],
        (_, false) => vec![Deed::PutOn],
    };
    view! {
        <section id="lock">
            <h2>"Lock"</h2>
            <p>{state}</p>
            <p class="tools">
                <Show when=move || desk.is_under_lock()>
                    <button on:click=move |_| locking::close(desk)>"Lock now"</button>
                </Show>
                {move || offers().into_iter().map(|deed| view! {
                    <button on:click=move |_| asked.set(Some(deed))>{deed.label()}</button>
                }).collect_view()}
            </p>
            {move || asked.get().map(|deed| view! { <DeedForm desk deed asked /> })}
            <Show when=move || desk.is_under_lock()><Idle /></Show>
            <details>
                <summary>"What the lock protects against, and what not"</summary>
                <ul>
                    <li>"Everything of the register that this browser keeps for the page is encrypted: its changes, what is half typed, what was set aside, its name in the list of registers. Without the passphrase nobody reads it, here or in a copy of the disk."</li>
                    <li>"A register that is open can be read by whoever sits at the page, and by a program that controls the browser. Lock it: that locks it in all tabs."</li>
                    <li>"The browser's own files may keep older text until it tidies them, and its history keeps the addresses of pages. A register that is locked from its beginning leaves least."</li>
                    <li>"Files that were exported, and backups without a passphrase, are not locked. Neither are the name that stands on your changes, the look, and the exchange rates."</li>
                    <li>"A lock does not keep anybody from removing the register from this browser."</li>
                    <li><b>"A lost passphrase is lost."</b>" Nobody can find it again or open the register without it. Keep a backup."</li>
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
            {deed.asks_old().then(|| field("Present passphrase", old, "current-password"))}
            {deed.asks_new().then(|| field("New passphrase", new, "new-password"))}
            {deed.asks_new().then(|| field("The same again", again, "new-password"))}
            {deed.asks_new().then(|| view! { <p class="hint">"A lost passphrase is lost: nobody can open the register without it. Keep a backup."</p> })}
            <p class="error" id="lock-error" role="alert">{move || error.get()}</p>
            <p class="tools">
                <button type="submit" class="go" disabled=move || busy.get()>
                    {move || if busy.get() { "Making the key…" } else { deed.button() }}
                </button>
                <button type="button" disabled=move || busy.get() on:click=move |_| asked.set(None)>"Cancel"</button>
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
            <span>"Lock when nobody has touched the page, in any tab, for"</span>
            <select on:change=move |event| {
                if let Ok(minutes) = event_target_value(&event).parse() {
                    idle::set_minutes(minutes);
                }
            }>
                {idle::CHOICES.into_iter().map(|minutes| {
                    let label = if minutes == 0 { "never".to_owned() } else { format!("{minutes} minutes") };
                    view! { <option value=minutes.to_string() selected=minutes == chosen>{label}</option> }
                }).collect_view()}
            </select>
        </label>
    }
}
