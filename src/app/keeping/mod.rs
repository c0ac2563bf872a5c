//! What is done behind the page for the safety of what is kept: a wing that comes by itself.

mod disk;
mod joining;
mod lasting;
mod sealing;
mod storage;

use leptos::prelude::*;

use super::browser::keep;
use super::desk::Desk;

pub use sealing::{Importing, import};
pub use storage::panel;

/// Begins, once for the page.
pub fn start(desk: Desk) {
    // For as long as the page is: nothing that is shown owns it.
    let owner = Owner::new();
    owner.with(|| {
        sealing::start(desk);
        disk::start(desk);
        lasting::start(desk);
    });
    keep::be_counted();
    std::mem::forget(owner);
}
