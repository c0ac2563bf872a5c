//! Whose name stands on changes: asked once in a browser, may be left empty.

use leptos::prelude::*;

use crate::app::desk::{Dialog, desk};
use crate::app::held::{self, Identity as Person};
use crate::words::text::areas::{common, windows as text};

/// Asks for name and party, then goes on to what was to be done.
#[component]
pub fn Identity(
    /// The window that comes next.
    then: Option<Dialog>,
) -> impl IntoView {
    let desk = desk();
    let known = held::identity().unwrap_or_default();
    let name = RwSignal::new(known.name.unwrap_or_default());
    let party = RwSignal::new(known.party.unwrap_or_default());
    let then = StoredValue::new(then);
    let keep = move |person: Person| {
        held::set_identity(&person);
        desk.sign(&person);
        desk.dialog.set(then.get_value());
    };
    view! {
        <form class="form" on:submit=move |event| {
            event.prevent_default();
            let given = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
            keep(Person { name: given(name.get()), party: given(party.get()) });
        }>
            <p>{text::SAYS_WHO.said()}</p>
            <label class="field">
                <span>{text::YOUR_NAME.said()}</span>
                <input type="text" autocomplete="name" prop:value=name
                    on:input=move |event| name.set(event_target_value(&event)) />
            </label>
            <label class="field">
                <span>{text::YOUR_PARTY.said()}</span>
                <input type="text" placeholder=text::PARTY_LIKE.said() prop:value=party
                    on:input=move |event| party.set(event_target_value(&event)) />
            </label>
            <p class="tools">
                <button type="submit" class="go">{text::CONTINUE.said()}</button>
                <button type="button" on:click=move |_| desk.close()>{common::CANCEL.said()}</button>
            </p>
        </form>
    }
}
