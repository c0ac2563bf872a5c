//! A member's own part of the register, as a file to be corrected and sent back.

use leptos::prelude::*;

use super::share::Told;
use crate::app::browser::{clock, files};
use crate::app::desk::desk;
use crate::app::parts::{say, titles};
use crate::app::registers;
use crate::exchange;
use crate::register::Id;

/// Says what goes and what stays, and saves the file.
#[component]
pub fn Ask(
    /// The party.
    party: Id,
) -> impl IntoView {
    let desk = desk();
    let (internal, error) = (RwSignal::new(false), RwSignal::new(String::new()));
    let name = desk.look(|register| say::party(register, &party));
    let request = Memo::new(move |_| {
        let id = desk.file_id().unwrap_or_else(|| "register".into());
        let asked =
            desk.look(|register| exchange::ask(register, &id, &party, clock::today(), internal.get()));
        asked.map_err(|error| error.to_string())
    });
    let save = move |_| {
        let Ok(request) = request.get_untracked() else { return };
        let stem = desk.look(|register| titles::file_stem(&registers::title(register)));
        let name = format!("{stem}-ask-{}-{}.muster.json", request.asked.party, request.asked.day);
        match files::download(&name, "application/json", &request.file()) {
            Ok(()) => {
                desk.close();
                desk.notice.set(format!("Saved: {name}. Send it to them; import what comes back."));
            }
            Err(reason) => error.set(reason),
        }
    };
    view! {
        <p>
            "What is on record of " <b>{name}</b> " goes out as a file of its own. They open it in Muster, correct it, and send "
            "it back. When you import that, each change of theirs is shown line by line, and nothing is taken in before you accept it."
        </p>
        <p><label class="tick">
            <input type="checkbox" prop:checked=internal on:change=move |event| internal.set(event_target_checked(&event)) />
            <span>"With what is internal of their own, and their contacts"</span>
        </label></p>
        {move || match request.get() {
            Ok(request) => view! { <Told copy=request.copy /> }.into_any(),
            Err(reason) => view! { <p class="error" role="alert">{reason}</p> }.into_any(),
        }}
        <p class="error" role="alert">{move || error.get()}</p>
        <p class="tools">
            <button class="go" disabled=move || request.with(Result::is_err) on:click=save>"Save the file"</button>
            <button on:click=move |_| desk.close()>"Cancel"</button>
        </p>
    }
}
