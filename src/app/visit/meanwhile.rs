//! What stands in the page while a register comes in: that it comes, what is asked first, and why it does not open.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::arrive::{Halt, go_on, halted, unseal};
use super::{is_elsewhere, leave};
use crate::app::browser::page;
use crate::app::desk::Desk;
use crate::app::locale;
use crate::app::registers;
use crate::app::route::{Address, Page};
use crate::register::Id;
use crate::said;
use crate::words::text::areas::{keeping, pages, sharing, visit as text};

/// What stands in the place of a register that comes in from elsewhere.
pub fn meanwhile(desk: Desk) -> AnyView {
    let shown = move || {
        if let Some(id) = desk.asks.get().filter(is_elsewhere) {
            let halt = halted(&id).unwrap_or(Halt::Failed(String::new()));
            return match halt {
                Halt::Long(length) => view! { <Long desk id length /> }.into_any(),
                Halt::Sealed => view! { <Sealed desk id /> }.into_any(),
                Halt::Failed(reason) => view! { <Failed desk id=Some(id) reason /> }.into_any(),
            };
        }
        if desk.sealed.with(Option::is_some) {
            return view! {
                <h1 tabindex="-1">{pages::SHARED.said()}</h1>
                <p class="hint" role="status">{text::BEING_OPENED.said()}</p>
            }
            .into_any();
        }
        if desk.is_open() && desk.open_id() == desk.address.with(Address::register) {
            return view! {
                <h1 tabindex="-1">{pages::SHARED.said()}</h1>
                <p><a href=move || desk.href(Page::Overview)>{pages::TO_OVERVIEW.said()}</a></p>
            }
            .into_any();
        }
        let reason = text::NAMES_NO_REGISTER.said().to_owned();
        view! { <Failed desk id=None reason /> }.into_any()
    };
    shown.into_any()
}

#[component]
fn Leave(
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    view! { <button type="button" class="link" on:click=move |_| leave(desk)>{text::BACK_TO_MINE.said()}</button> }
}

#[component]
fn Failed(
    /// The desk.
    desk: Desk,
    /// Which, where the address names one.
    id: Option<Id>,
    /// Why it does not open.
    reason: String,
) -> impl IntoView {
    // A link stays as it is; a server may be there again.
    let again = id.filter(|id| id.as_str().starts_with("open/")).map(
        |id| view! { <button on:click=move |_| registers::show(desk, &id)>{text::TRY_AGAIN.said()}</button> },
    );
    view! {
        <h1 tabindex="-1">{text::NOT_OPENED.said()}</h1>
        <p class="error" role="alert">{reason}</p>
        <p class="tools">{again}<Leave desk /></p>
    }
}

#[component]
fn Long(
    /// The desk.
    desk: Desk,
    /// The link.
    id: Id,
    /// Its characters.
    length: usize,
) -> impl IntoView {
    let open = move |_| spawn_local(go_on(desk, id.clone()));
    view! {
        <h1 tabindex="-1">{pages::SHARED.said()}</h1>
        <p>{said!(text::LINK_IS_LONG, count = locale().number(length.into(), 0), n = length)}</p>
        <p class="tools"><button class="go" on:click=open>{text::OPEN_IT.said()}</button><Leave desk /></p>
    }
}

#[component]
fn Sealed(
    /// The desk.
    desk: Desk,
    /// The link.
    id: Id,
) -> impl IntoView {
    let word = RwSignal::new(String::new());
    let (wrong, is_busy) = (RwSignal::new(String::new()), RwSignal::new(false));
    let open = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        wrong.set(String::new());
        let id = id.clone();
        spawn_local(async move {
            // Where it opened, this view is gone.
            if let Err(reason) = unseal(desk, id, &word.get_untracked()).await {
                let _ = wrong.try_set(reason);
                let _ = is_busy.try_set(false);
            }
        });
    };
    page::focus("#link-passphrase");
    view! {
        <h1 tabindex="-1">{text::LINK_IS_SEALED.said()}</h1>
        <p>{text::LINK_IS_SEALED_MEANS.said()}</p>
        <form class="form" on:submit=open aria-busy=move || is_busy.get().to_string()>
            <label class="field">
                <span>{sharing::LINK_PASSPHRASE.said()}</span>
                <input id="link-passphrase" type="password" autocomplete="off" aria-describedby="link-error"
                    prop:value=word on:input=move |event| word.set(event_target_value(&event)) />
            </label>
            <p class="error" id="link-error" role="alert">{move || wrong.get()}</p>
            <p class="tools">
                <button type="submit" class="go" disabled=move || is_busy.get()>
                    {move || if is_busy.get() { keeping::OPENING.said() } else { text::OPEN_IT.said() }}
                </button>
                <Leave desk />
            </p>
        </form>
    }
}
