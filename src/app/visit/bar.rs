//! What stands above every page of a visited register, and of the part of one that is to be corrected.

use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::followed::followed;
use super::signed::Told;
use super::{Visit, edit_here, keep_copy, leave, open};
use crate::app::browser::page;
use crate::app::desk::{Desk, Dialog};
use crate::app::parts::say;
use crate::app::registers;
use crate::exchange::Asked;
use crate::register::{Collection, Id};
use crate::said;
use crate::words::text::areas::{actions, pages, visit as text};

const STYLE: &str = ".visit { margin-bottom: var(--s4); padding: var(--s3) var(--s4); border: 1px solid var(--rule); \
    border-left: 3px solid var(--accent); border-radius: var(--round); background: var(--tint); font-size: 14px; } \
    .visit p { margin: 0 0 var(--s2); max-width: none; } .visit .tools:last-child { margin: 0; } \
    .visit .chip { margin-left: var(--s2); } @media print { .visit .tools { display: none; } }";

/// Puts the bar above the page, where it shows itself while something is visited.
pub fn show(desk: Desk) {
    page::adopt_style(STYLE);
    if let Some(above) = page::find("#above") {
        let bar = move || match open(&desk) {
            Some(visit) => Some(view! { <Bar desk visit /> }.into_any()),
            None => desk
                .file_id()
                .and_then(|id| Asked::read(&id))
                .map(|asked| view! { <Part desk asked /> }.into_any()),
        };
        mount_to(above, move || bar).forget();
    }
}

/// What is visited, and what can be done with it.
#[component]
fn Bar(
    /// The desk.
    desk: Desk,
    /// What is visited.
    visit: Visit,
) -> impl IntoView {
    let is_busy = RwSignal::new(false);
    let run = move |work: fn(Desk) -> Kept| {
        is_busy.set(true);
        spawn_local(async move {
            let said = work(desk).await;
            desk.notice.set(said.unwrap_or_else(|reason| reason));
            let _ = is_busy.try_set(false);
        });
    };
    let may_edit = visit.may_edit && visit.origin.as_ref().is_some_and(|origin| !is_here(origin));
    let facts = format!("{} {}", visit.from, visit.about);
    let chip = visit.signed.as_ref().map(|signed| {
        let (class, words) = signed.chip();
        view! { <span class=class>{words}</span> }
    });
    view! {
        <div class="visit" role="region" aria-label=pages::SHARED.said()>
            <p><b>{move || desk.name()}</b><span class="chip">{text::READ_ONLY.said()}</span>{chip}</p>
            <p>{facts}</p>
            {followed(desk, &visit.id)}
            {visit.signed.map(|signed| view! { <Told signed /> })}
            <p class="tools">
                {may_edit.then(|| view! {
                    <button disabled=move || is_busy.get() on:click=move |_| run(|desk| Box::pin(edit_here(desk)))>{text::EDIT_HERE.said()}</button>
                })}
                <button id="keep-copy" disabled=move || is_busy.get() on:click=move |_| run(|desk| Box::pin(keep_copy(desk)))>{actions::KEEP_COPY.said()}</button>
                <button disabled=move || is_busy.get() on:click=move |_| desk.dialog.set(Some(Dialog::Merge))>{text::MERGE_INTO_ASKS.said()}</button>
                <button class="link" on:click=move |_| leave(desk)>{text::BACK_TO_MINE.said()}</button>
            </p>
        </div>
    }
}

/// What a member has to correct, and sends back.
#[component]
fn Part(
    /// The desk.
    desk: Desk,
    /// What it was asked.
    asked: Asked,
) -> impl IntoView {
    let party = move || desk.read_in(&[Collection::Parties], |register| say::party(register, &asked.party));
    let day = say::day(asked.day);
    view! {
        <div class="visit" role="region" aria-label=text::PART_OF.said()>
            <p><b>{move || said!(text::YOUR_PART, name = desk.name())}</b></p>
            <p>{move || said!(text::YOUR_PART_MEANS, party = party(), day)}</p>
            <p class="tools">
                <button class="go" on:click=move |_| desk.show(Dialog::Export)>{text::SEND_BACK.said()}</button>
            </p>
        </div>
    }
}

/// What keeping gives, in the end.
type Kept = std::pin::Pin<Box<dyn Future<Output = Result<String, String>>>>;

/// Whether a register of that id is kept in this browser.
fn is_here(id: &Id) -> bool {
    registers::list().iter().any(|card| card.register == *id)
}
