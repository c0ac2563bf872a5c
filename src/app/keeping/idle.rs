//! The lock that closes by itself when nobody has touched the page for some time, in whatever tab.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::Set;

use super::locking;
use super::tabs::{self, Told};
use crate::app::browser::{clock, page};
use crate::app::desk::Desk;
use crate::app::held::{Place, seen_through, store};

/// Where this browser keeps the choice.
const KEY: &str = "muster-idle";

/// Minutes from which a person chooses; 0 is never.
pub const CHOICES: [u32; 5] = [5, 15, 30, 60, 0];

/// How often the time is looked at.
const LOOK: Duration = Duration::from_secs(5);

/// The other tabs are told of touches at most once in so many milliseconds.
const TELL: u64 = 1_000;

/// After how many minutes an open lock closes.
pub fn minutes() -> u32 {
    let kept = store(Place::Lasting).0.get(KEY).ok().flatten();
    kept.and_then(|text| text.parse().ok()).unwrap_or(15)
}

/// Remembers the choice. Where nothing can be kept, it holds until the page is closed.
pub fn set_minutes(minutes: u32) {
    let _ = store(Place::Lasting).0.set(KEY, &minutes.to_string());
}

thread_local! {
    /// When somebody touched one of the tabs last, in milliseconds since 1970.
    static TOUCHED: Cell<u64> = const { Cell::new(0) };
}

/// Somebody touches a tab.
pub fn touched() {
    TOUCHED.set(clock::now().millis);
}

/// Whether nobody touched any tab for as long as was chosen, or will not have by the next look.
pub fn is_nearly_over() -> bool {
    is_over(LOOK)
}

fn is_over(sooner: Duration) -> bool {
    let minutes = u128::from(minutes());
    let idle = clock::now().millis.saturating_sub(TOUCHED.get());
    let counted = u128::from(idle).saturating_add(sooner.as_millis());
    minutes > 0 && counted >= minutes.saturating_mul(60_000)
}

/// Watches for as long as the page is there. A device that slept counts as one that nobody touched.
pub fn watch(desk: Desk) {
    touched();
    let told = Rc::new(Cell::new(0));
    page::on_touch(move || {
        touched();
        let now = TOUCHED.get();
        if now.saturating_sub(told.get()) >= TELL {
            told.set(now);
            tabs::tell(&Told::Touch);
        }
    });
    let has_refused = Cell::new(false);
    page::every(LOOK, move || {
        let Some(id) = seen_through().filter(|_| is_over(Duration::ZERO)) else {
            return has_refused.set(false);
        };
        match locking::let_go(desk, &id) {
            Ok(()) => tabs::tell(&Told::Rest(id)),
            Err(reason) if !has_refused.replace(true) => desk.notice.set(reason),
            Err(_) => {}
        }
    });
}
