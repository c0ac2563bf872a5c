//! What both forms have: their buttons, what is wrong as a whole, and an unfinished draft of before.

use leptos::prelude::*;
use serde_json::Value;

use super::target::Target;
use crate::app::browser::page;
use crate::app::desk::desk;
use crate::app::dialogs::OnCancel;
use crate::words::text::areas::{common, forms as text};

/// Puts the focus on the first field that is wrong.
pub fn focus_fault() {
    page::focus("dialog [aria-invalid=true]");
}

/// Says what Escape does in the window around the form.
pub fn on_escape(cancel: Callback<()>) {
    if let Some(OnCancel(on_cancel)) = use_context() {
        on_cancel.set_value(Some(cancel));
    }
}

/// The form with its buttons.
#[component]
pub fn Frame(
    /// What Save does.
    save: Callback<()>,
    /// What Cancel does.
    cancel: Callback<()>,
    /// What is wrong as a whole.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// More buttons before the two.
    #[prop(optional, into)]
    tools: Option<AnyView>,
    /// The fields.
    content: AnyView,
) -> AnyView {
    on_escape(cancel);
    view! {
        <form
            class="form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                save.run(());
            }
            // The mouse on a button must not first take the focus out of a field: what leaving it draws would move
            // the button away from under the mouse, and Cancel would write what it is to take back.
            on:mousedown=|event| {
                if page::is_on_button(&event) {
                    event.prevent_default();
                }
            }
        >
            {content}
            <div role="alert">{move || error.get().map(|error| view! { <p class="say bad">{error}</p> })}</div>
            <p class="tools">
                {tools} <span class="sp"></span> <button type="submit" class="go">{common::SAVE.said()}</button>
                <button type="button" on:click=move |_| cancel.run(())>{common::CANCEL.said()}</button>
            </p>
        </form>
    }
    .into_any()
}

/// Keeps a form as a draft and offers what was left unfinished in it before. `redraw` draws its fields again.
pub fn keep(target: Target, name: &str, redraw: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let before: Option<Value> = desk().drafts().remove(name);
    target.keep(name);
    let offered = RwSignal::new(before);
    let take_up = move |_| {
        if let Some(draft) = offered.get_untracked() {
            target.restore(&draft);
            offered.set(None);
            redraw();
        }
    };
    view! {
        {move || offered.with(Option::is_some).then(|| view! {
            <div class="say row" role="status">
                <span>{text::UNFINISHED.said()}</span>
                <button type="button" class="small" on:click=take_up>{text::GO_ON.said()}</button>
                <button type="button" class="small" on:click=move |_| offered.set(None)>{text::AFRESH.said()}</button>
            </div>
        })}
    }
    .into_any()
}
