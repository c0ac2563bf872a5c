//! The lock that closes by itself when nobody has touched the page for some time.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use super::locking;
use crate::app::browser::{clock, page};
use crate::app::desk::Desk;
use crate::app::held::{Place, store};

/// Where this browser keeps the choice.
const KEY: &str = "muster-idle";

/// Minutes from which a person chooses; 0 is never.
pub const CHOICES: [u32; 5] = [5, 15, 30, 60, 0];

/// How often the time is looked at.
const LOOK: Duration = Duration::from_secs(5);

/// After how many minutes an open lock closes.
pub fn minutes() -> u32 {
    let kept = store(Place::Lasting).0.get(KEY).ok().flatten();
    kept.and_then(|text| text.parse().ok()).unwrap_or(15)
}

/// Remembers the choice. Where nothing can be kept, it holds until the page is closed.
pub fn set_minutes(minutes: u32) {
    let _ = store(Place::Lasting).0.set(KEY, &minutes.to_string());
}

/// Watches for as long as the page is there. A device that slept counts as one that nobody touched.
pub fn watch(desk: Desk) {
    let touched = Rc::new(Cell::new(clock::now().millis));
    let at = touched.clone();
    page::on_touch(move || at.set(clock::now().millis));
    page::every(LOOK, move || {
        let minutes = u64::from(minutes());
        let idle = clock::now().millis.saturating_sub(touched.get());
        if minutes > 0 && idle >= minutes.saturating_mul(60_000) {
            locking::close(desk);
        }
    });
}
