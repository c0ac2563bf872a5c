//! A member's own part of the register, as a file or link to be corrected and sent back.

use leptos::prelude::*;

use super::share::{Locked, Made, Parcel, Told};
use crate::app::browser::{clock, files};
use crate::app::desk::desk;
use crate::app::parts::told::told;
use crate::app::parts::{say, titles};
use crate::app::registers;
use crate::exchange;
use crate::register::Id;
use crate::said;
use crate::words::text::areas::{common, windows as text};

/// Says what goes and what stays, and makes the file or the link.
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
        let (name, text) = Parcel::Request(request).file(&stem);
        match files::download(&name, "application/json", &text) {
            Ok(()) => {
                desk.close();
                desk.notice.set(said!(text::SAVED_TO_SEND, name));
            }
            Err(reason) => error.set(reason),
        }
    };
    let (by_link, locked) = (RwSignal::new(false), Locked::new());
    view! {
        <p>{told(text::ASK_LEAD, &[], [("name", view! { <b>{name}</b> }.into_any())])}</p>
        <p><label class="tick">
            <input type="checkbox" prop:checked=internal on:change=move |event| internal.set(event_target_checked(&event)) />
            <span>{text::ASK_INTERNAL.said()}</span>
        </label></p>
        {move || match request.get() {
            Ok(request) => view! { <Told copy=request.copy /> }.into_any(),
            Err(reason) => view! { <p class="error" role="alert">{reason}</p> }.into_any(),
        }}
        {move || request.get().ok().filter(|_| by_link.get()).map(|request| view! {
            <Made desk parcel=Parcel::Request(request) locked />
        })}
        <p class="error" role="alert">{move || error.get()}</p>
        <p class="tools">
            <button class="go" disabled=move || request.with(Result::is_err) on:click=save>{text::SAVE_FILE.said()}</button>
            <button disabled=move || request.with(Result::is_err) aria-expanded=move || by_link.get().to_string()
                on:click=move |_| by_link.update(|by_link| *by_link = !*by_link)>{text::AS_LINK.said()}</button>
            <button on:click=move |_| desk.close()>{common::CANCEL.said()}</button>
        </p>
    }
}
