//! A locked register that asks for its passphrase.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::locking;
use crate::app::browser::page;
use crate::app::desk::Desk;
use crate::app::route::Page;
use crate::words::text::areas::keeping as text;

/// Asks, and opens the register.
#[component]
pub fn Ask(
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let error = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (Some(id), Some(field)) = (desk.asks.get_untracked(), input.get_untracked()) else { return };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let opened = locking::open(desk, &id, &field.value()).await;
            // Where it opened, this view is gone.
            if let Err(reason) = opened {
                let _ = error.try_set(reason);
                let _ = busy.try_set(false);
                field.set_value("");
                page::focus("#passphrase");
            }
        });
    };
    page::focus("#passphrase");
    view! {
        <h1 tabindex="-1">{text::LOCKED.said()}</h1>
        <p class="point">{text::LOCKED_MEANS.said()}</p>
        <form class="form" on:submit=submit aria-busy=move || busy.get().to_string()>
            <label class="field">
                <span>{text::PASSPHRASE.said()}</span>
                <input id="passphrase" type="password" node_ref=input autocomplete="current-password"
                    aria-describedby="passphrase-error" />
            </label>
            <p class="error" id="passphrase-error" role="alert">{move || error.get()}</p>
            <p class="tools">
                <button type="submit" class="go" disabled=move || busy.get()>
                    {move || if busy.get() { text::OPENING.said() } else { text::OPEN_REGISTER.said() }}
                </button>
                <a href=move || desk.href(Page::Registers)>{text::OTHER_REGISTERS.said()}</a>
            </p>
        </form>
        <p class="hint">{text::LOST_PASSPHRASE.said()}</p>
    }
}
