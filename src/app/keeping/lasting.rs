//! Asks the browser, once, not to clear what is kept here when it needs room.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::browser::keep;
use crate::app::desk::Desk;
use crate::app::held::{Place, store};
use crate::journal::Store;

/// Says that it was asked. Some browsers ask the person, and nobody wants to be asked twice.
const ASKED: &str = "muster-asked-to-last";

/// Begins, once for the page: asks at the next press of a key or a button after the first edit that is kept.
pub fn start(desk: Desk) {
    let has_begun = Rc::new(Cell::new(false));
    Effect::new(move |_| {
        let is_real = desk.written.get() > 0 && !untrack(|| desk.is_passing());
        if is_real && !has_begun.replace(true) && !was_asked() {
            let is_over = Rc::new(Cell::new(false));
            keep::on_gesture(move || {
                if !is_over.replace(true) {
                    spawn_local(async {
                        ask().await;
                    });
                }
            });
        }
    });
}

fn was_asked() -> bool {
    // Without a place to remember it, it is asked once for each page.
    store(Place::Lasting).0.get(ASKED).is_ok_and(|asked| asked.is_some())
}

/// Asks now; what the browser answers.
pub async fn ask() -> Option<bool> {
    let _ = store(Place::Lasting).0.set(ASKED, "1");
    match keep::is_lasting().await {
        Some(true) => Some(true),
        _ => keep::ask_to_last().await,
    }
}
