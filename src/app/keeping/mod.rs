//! What is done behind the page for the safety of what is kept: a wing that comes by itself.

mod ask;
mod badge;
mod disk;
mod handed;
mod idle;
mod joining;
mod large;
mod lasting;
mod lock;
mod locking;
mod offers;
mod offline;
mod opening;
mod printing;
mod privacy;
mod sealing;
mod snapshots;
mod storage;
pub(super) mod stretch;
mod tabs;
mod undoing;
mod version;

use std::cell::Cell;

use leptos::prelude::*;

use super::browser::keep;
use super::desk::{Desk, undo_with};
use super::reference::Reference;
use super::signing;
use super::visit;
use crate::words::text::areas::keeping as text;

pub use disk::{Removing, removed_on_disk};
pub use large::{Step, Tell, Writing, write};
pub use sealing::{Importing, import};

/// What this wing shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A locked register asks for its passphrase.
    Ask,
    /// The lock of the open register, in the settings.
    Lock,
    /// The key of this browser's person, in the settings.
    Signing,
    /// What is kept where.
    Storage,
    /// How far a large register is read.
    Opening,
    /// What is to be known of a page that is opened from disk.
    FromDisk,
    /// Where a register comes in from elsewhere.
    Visit,
}

thread_local! {
    static PROGRESS: Cell<Option<opening::Progress>> = const { Cell::new(None) };
}

/// Begins, once for the page; what it gives draws the parts.
pub fn start(desk: Desk, reference: Reference) -> fn(Desk, Part) -> AnyView {
    // For as long as the page is: nothing that is shown owns it.
    let owner = Owner::new();
    owner.with(|| {
        undo_with(desk, undoing::turn);
        sealing::start(desk);
        PROGRESS.set(Some(opening::start(desk, reference)));
        snapshots::start(desk);
        disk::start(desk);
        lasting::start(desk);
        tabs::start(desk);
        idle::watch(desk);
        badge::show(desk);
        offline::start(desk);
        offers::show(desk);
        visit::start(desk);
        handed::start(desk);
        privacy::start(desk);
        printing::start(desk);
    });
    keep::be_counted();
    std::mem::forget(owner);
    draw
}

/// Draws a part.
fn draw(desk: Desk, part: Part) -> AnyView {
    super::parts::form::adopt_style();
    match part {
        Part::Visit => visit::meanwhile(desk),
        Part::Ask | Part::Opening if visit::is_awaited(&desk) => visit::meanwhile(desk),
        Part::Ask => view! { <ask::Ask desk /> }.into_any(),
        Part::Storage => storage::panel(desk),
        Part::Lock => view! { <lock::Lock desk /> }.into_any(),
        Part::Signing => view! { <signing::Signing desk /> }.into_any(),
        Part::Opening => opening::view(PROGRESS.get()),
        Part::FromDisk => {
            view! { <p class="hint" data-edition="file">{text::ONE_FILE.said()} " " {text::FROM_DISK.said()}</p> }
                .into_any()
        }
    }
}
