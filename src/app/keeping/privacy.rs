//! Amounts are hidden where others look on, in all tabs of this browser.

use leptos::prelude::*;

use crate::app::browser::page;
use crate::app::browser::veil::Veil;
use crate::app::desk::Desk;
use crate::app::held::{HIDES, HIDING};

/// From now on the amounts of the page are hidden while that is asked for.
pub fn start(desk: Desk) {
    page::adopt_style(include_str!("../../../style/veil.css"));
    page::on_storage(move |key, value| {
        if key == HIDES {
            desk.hides.set(value.as_deref() == Some(HIDING));
        }
    });
    let Some(veil) = Veil::new() else { return };
    Effect::new(move |was: Option<bool>| {
        let hides = desk.hides.get();
        match (was.unwrap_or_default(), hides) {
            (false, true) => veil.draw(),
            (true, false) => veil.lift(),
            _ => {}
        }
        hides
    });
}
