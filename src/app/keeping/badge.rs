//! When the last verified backup was made, beside the indicator of saving; and a reminder that stops after a backup.

use leptos::mount::mount_to;
use leptos::prelude::*;

use crate::app::backups::{self, Last};
use crate::app::browser::{clock, page};
use crate::app::desk::{Desk, Dialog};
use crate::app::parts::say;
use crate::register::Id;

const STYLE: &str = ".badge { margin: 0; padding: 0 var(--s4); color: var(--soft); font-size: 13px; line-height: 1.4; } \
    .badge[data-backup=\"due\"] { color: var(--ink); } \
    @media (max-width: 760px), print { .badge { display: none; } }";

/// A reminder comes after so many days with something new.
const DAYS: u64 = 7;
/// Or when so many changes were never backed up.
const CHANGES: usize = 20;
const DAY: u64 = 24 * 60 * 60 * 1000;

/// Puts the badge where the indicator is.
pub fn show(desk: Desk) {
    page::adopt_style(STYLE);
    if let Some(side) = page::find(".side") {
        mount_to(side, move || view! { <Badge desk /> }).forget();
    }
}

/// How it stands with the backups of a register.
fn standing(last: Option<&Last>, size: usize, now: u64) -> (&'static str, String) {
    let Some(last) = last else {
        let state = if size >= CHANGES { "due" } else { "none" };
        return (state, "No verified backup yet.".to_owned());
    };
    let since = size.saturating_sub(last.count);
    let day = clock::day_of(last.at);
    let is_due = since > 0 && now.saturating_sub(last.at) > DAYS.saturating_mul(DAY);
    match (since, is_due) {
        (0, _) => ("done", format!("Backed up {day}.")),
        (since, false) => ("done", format!("Backed up {day}; {} since.", changes(since))),
        (since, true) => ("due", format!("Backed up {day}; {} since: time for a backup.", changes(since))),
    }
}

fn changes(count: usize) -> String {
    say::count(count, "change", "changes")
}

#[component]
fn Badge(
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    let told = Memo::new(move |_| {
        desk.shelf_revision.track();
        let id = desk.open_id().filter(|_| !desk.is_passing())?;
        let last = backups::last(&Id::from(id));
        Some(standing(last.as_ref(), desk.read(crate::register::Register::size), clock::now().millis))
    });
    move || {
        told.get().map(|(state, words)| {
            view! {
                <p class="badge" data-backup=state>
                    {words} " "
                    <button class="link" on:click=move |_| desk.show(Dialog::Backup)>"Back up…"</button>
                </p>
            }
        })
    }
}
