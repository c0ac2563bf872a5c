//! When the last verified backup was made, beside the indicator of saving; and a reminder that stops after a backup.

use leptos::mount::mount_to;
use leptos::prelude::*;

use crate::app::backups::{self, Last};
use crate::app::browser::{clock, page};
use crate::app::desk::{Desk, Dialog};
use crate::register::{Id, Register};
use crate::said;
use crate::words::text::areas::{actions, keeping as text};

const STYLE: &str = ".badge { margin: 0; padding: 0 var(--s4); color: var(--soft); font-size: 13px; line-height: 1.4; } \
    .badge[data-backup=\"due\"] { color: var(--ink); font-weight: 600; } \
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
#[derive(Clone, Debug, PartialEq, Eq)]
enum Standing {
    /// There is none; whether it is time for one.
    None(bool),
    /// How many changes came since the last; whether it is time for another.
    Since(usize, bool),
}

fn standing(last: Option<&Last>, size: usize, now: u64) -> Standing {
    let Some(last) = last else { return Standing::None(size >= CHANGES) };
    let since = size.saturating_sub(last.count);
    Standing::Since(since, since > 0 && now.saturating_sub(last.at) > DAYS.saturating_mul(DAY))
}

fn words(standing: &Standing, day: &str) -> String {
    match standing {
        Standing::None(false) => text::NO_BACKUP_YET.said().to_owned(),
        Standing::None(true) => text::NO_BACKUP_DUE.said().to_owned(),
        Standing::Since(0, _) => said!(text::BACKED_UP_ON, day),
        Standing::Since(count, false) => said!(text::BACKED_UP_SINCE, day, n = count),
        Standing::Since(count, true) => said!(text::BACKED_UP_DUE, day, n = count),
    }
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
        let standing = standing(last.as_ref(), desk.read(Register::size), clock::now().millis);
        let day = last.map(|last| clock::day_of(last.at)).unwrap_or_default();
        let is_due = matches!(standing, Standing::None(true) | Standing::Since(_, true));
        Some((if is_due { "due" } else { "calm" }, words(&standing, &day)))
    });
    move || {
        told.get().map(|(state, words)| {
            view! {
                <p class="badge" data-backup=state>
                    {words} " "
                    <button class="link" on:click=move |_| desk.show(Dialog::Backup)>{actions::BACK_UP.said()}</button>
                </p>
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reminder_comes_in_time_and_stops_after_a_backup() {
        let last = |days: u64, count| Some(Last { at: 100 * DAY - days * DAY, count, place: String::new() });
        let check = |last: Option<Last>, size, expected| {
            assert_eq!(standing(last.as_ref(), size, 100 * DAY), expected);
        };
        check(None, 3, Standing::None(false));
        check(None, CHANGES, Standing::None(true));
        check(last(0, 30), 30, Standing::Since(0, false));
        check(last(90, 30), 30, Standing::Since(0, false));
        check(last(7, 30), 31, Standing::Since(1, false));
        check(last(8, 30), 31, Standing::Since(1, true));
        // A clock that was set back, and a register that was set back, remind nobody.
        check(Some(Last { at: 200 * DAY, count: 3, place: String::new() }), 9, Standing::Since(6, false));
        check(last(8, 30), 20, Standing::Since(0, false));
    }
}
