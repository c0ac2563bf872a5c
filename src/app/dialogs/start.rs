//! A new register.

use leptos::prelude::*;

use crate::app::desk::desk;
use crate::app::registers;
use crate::register::{Coalition, Currency, Leaf, Prose};
use crate::said;
use crate::words::text::areas::{common, windows as text};

/// Asks for what a register needs to begin; the rest is under Settings.
#[component]
pub fn Start() -> impl IntoView {
    let desk = desk();
    let name = RwSignal::new(String::new());
    let purpose = RwSignal::new(String::new());
    let currency = RwSignal::new("EUR".to_owned());
    let error = RwSignal::new(String::new());
    let submit = move || {
        let title = name.get();
        if title.trim().is_empty() {
            error.set(said!(text::GIVE_NAME));
            return;
        }
        let code = match Currency::read(&currency.get().trim().to_ascii_uppercase().into()) {
            Ok(code) => code,
            Err(reason) => return error.set(reason),
        };
        let given = purpose.get();
        let coalition = Coalition {
            name: Some(title.trim().to_owned()),
            purpose: (!given.trim().is_empty()).then(|| Prose(given.trim().to_owned())),
            currency: Some(code),
            ..Coalition::default()
        };
        match registers::begin(desk, &coalition) {
            Ok(()) => desk.close(),
            Err(reason) => error.set(reason),
        }
    };
    view! {
        <form class="form" on:submit=move |event| { event.prevent_default(); submit(); }>
            <label class="field">
                <span>{text::NAME.said()}</span>
                <input type="text" autofocus=true prop:value=name aria-describedby="start-error"
                    on:input=move |event| name.set(event_target_value(&event)) />
            </label>
            <label class="field">
                <span>{text::WHAT_FOR.said()}</span>
                <input type="text" prop:value=purpose on:input=move |event| purpose.set(event_target_value(&event)) />
            </label>
            <label class="field">
                <span>{text::REPORTING_CURRENCY.said()}</span>
                <input type="text" prop:value=currency size="5" on:input=move |event| currency.set(event_target_value(&event)) />
            </label>
            <p class="hint">{text::STAYS_IN_BROWSER.said()}</p>
            <p class="error" id="start-error" role="alert">{move || error.get()}</p>
            <p class="tools">
                <button type="submit" class="go">{common::SAVE.said()}</button>
                <button type="button" on:click=move |_| desk.close()>{common::CANCEL.said()}</button>
            </p>
        </form>
    }
}
