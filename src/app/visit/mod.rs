//! A register that is opened from elsewhere: from beside the page, from inside it, or from a link. It is read in this
//! tab, beside the registers that are kept, and nothing of it is written to what stays until somebody keeps a copy.
//!
//! All of this belongs to wings. The frame knows one thing: the id of such a register has a slash in it, which no
//! kept one can have, and [`arrive`] brings it.

mod arrive;
mod bar;
mod followed;
mod hosted;
mod inside;
mod link;
mod meanwhile;
mod signed;
mod tab;

use std::cell::RefCell;
use std::sync::Arc;

use leptos::prelude::{Effect, GetUntracked, Set, With, untrack};

use super::browser::turn::Slice;
use super::browser::{clock, page, random};
use super::desk::Desk;
use super::held::{Held, Place, journal_of};
use super::incoming::{self, Incoming};
use super::parts::say;
use super::registers;
use super::route::{Address, Page};
use crate::exchange::MusterFile;
use crate::journal::Opened;
use crate::register::{Change, Id, Register};
use crate::said;
use crate::words::text::areas::visit as text;

pub use arrive::arrive;
pub use inside::{Choice, Inside, page_with};
pub use meanwhile::meanwhile;
pub use signed::SignedBy;

/// Under what it stands that is in the page itself.
const INSIDE: &str = "page/inside";
/// So many changes are folded at once.
const PORTION: usize = 250;

/// A register from elsewhere, with what is to be known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Visit {
    /// The id by which its address finds it again.
    pub id: Id,
    /// Where it comes from, in a sentence.
    pub from: String,
    /// Of which day it is, and what it does not hold, in sentences.
    pub about: String,
    /// Who signed it, and whether that fits.
    pub signed: Option<SignedBy>,
    /// The id by which it knows itself, where it has one: with that it can be merged, and edited under it.
    pub origin: Option<Id>,
    /// Whether whoever passed it on means it to be edited here.
    pub may_edit: bool,
    /// Whether it is found again after a reload.
    pub lasts: bool,
    /// Its changes.
    pub changes: Vec<Arc<Change>>,
    /// Changes with a time too far ahead to be taken as they are.
    pub ahead: Vec<Arc<Change>>,
}

impl Visit {
    /// What a file is.
    fn of_file(id: Id, from: String, file: MusterFile) -> Self {
        let last = file.changes.iter().map(|change| change.header.stamp.millis).max();
        let day = last.and_then(|last| clock::day_of(last).parse().ok());
        let day = day.map(|day| said!(text::LAST_CHANGED, day = say::day(day)));
        let unread = file.problems.iter().filter(|trouble| trouble.left_out).count();
        let unread = (unread > 0).then(|| said!(text::NOT_IN_IT, n = unread));
        let about: Vec<String> = day.into_iter().chain(unread).collect();
        Visit {
            id,
            from,
            about: about.join(" "),
            signed: None,
            origin: Some(file.register),
            may_edit: false,
            lasts: true,
            changes: file.changes,
            ahead: file.ahead,
        }
    }

    /// The file that it is; without an id of its own it gets a new one.
    pub fn file(&self) -> MusterFile {
        MusterFile {
            register: self.origin.clone().unwrap_or_else(|| Id::from(random::id(16))),
            changes: self.changes.clone(),
            ahead: self.ahead.clone(),
            problems: Vec::new(),
        }
    }
}

thread_local! {
    /// The one that was opened last.
    static OPEN: RefCell<Option<Visit>> = const { RefCell::new(None) };
}

/// Begins, once for the page.
pub fn start(desk: Desk) {
    bar::show(desk);
    // Whoever goes on from a register that does not open, goes to what is kept here.
    Effect::new(move |_| {
        let is_halted = desk.asks.with(|asks| asks.as_ref().is_some_and(is_elsewhere));
        if is_halted && desk.address.with(Address::register).is_none() {
            desk.clear();
            registers::open(desk);
        }
    });
}

/// Whether the register of that id lies elsewhere.
pub fn is_elsewhere(id: &Id) -> bool {
    id.as_str().contains('/')
}

/// The register that is not open yet: it comes, or waits for its reader.
fn awaited(desk: &Desk) -> Option<Id> {
    desk.sealed.get_untracked().or_else(|| desk.asks.get_untracked())
}

/// Whether one from elsewhere is awaited.
pub fn is_awaited(desk: &Desk) -> bool {
    awaited(desk).as_ref().is_some_and(is_elsewhere)
}

/// What is visited now; tracked.
pub fn open(desk: &Desk) -> Option<Visit> {
    let id = desk.open_id()?;
    OPEN.with_borrow(|open| open.as_ref().filter(|visit| visit.id.as_str() == id).cloned())
}

/// Opens a register from elsewhere in this tab, unless another is asked for meanwhile. The address then names it, on
/// the page where the reader is, and nothing else that came with it.
pub async fn visit(desk: Desk, visit: Visit) {
    let (mut register, mut slice) = (Register::default(), Slice::begin());
    for portion in visit.changes.chunks(PORTION).chain(visit.ahead.chunks(PORTION)) {
        register.add(portion.iter().cloned());
        slice.pause().await;
    }
    let mut visit = visit;
    if visit.signed.is_none() {
        visit.signed = SignedBy::of_release(&register).await;
    }
    if awaited(&desk).as_ref() != Some(&visit.id) {
        return;
    }
    let journal = journal_of(&visit.id, Place::Session);
    let mut held = Held::of(Place::Session, journal, register, Opened::default());
    held.origin = Some(visit.file().register);
    held.close_for_writing(text::ONLY_VISITED.said().to_owned());
    if !visit.lasts {
        held.memory = Some(text::TAB_HAS_NO_ROOM.said().into());
    }
    let address = address_of(&desk.address.get_untracked(), &visit.id);
    OPEN.set(Some(visit));
    desk.lay(held);
    desk.sealed.set(None);
    page::replace(&address.to_string());
    desk.address.set(address);
}

/// The address of a register from elsewhere, on the same page where that is one of a register.
fn address_of(present: &Address, id: &Id) -> Address {
    let address = match present.page {
        Page::Open | Page::Shared(_) => present.to(Page::Overview),
        _ => present.clone(),
    };
    match id.as_str().strip_prefix("open/") {
        Some(path) => address.with("src", path).with("r", ""),
        None => address.with("r", id.as_str()).with("src", ""),
    }
}

/// Makes what is visited a register of its own, in this browser and under a new id.
///
/// # Errors
/// A sentence; what is shown is what is kept.
pub async fn keep_copy(desk: Desk) -> Result<String, String> {
    let visit = untrack(|| open(&desk)).ok_or_else(gone)?;
    incoming::take_copy(desk, Incoming::whole("", visit.file())).await?;
    Ok(said!(text::COPY_KEPT, name = desk.look(registers::title)))
}

/// Keeps what is visited in this browser as the register that it is.
///
/// # Errors
/// A sentence; what is shown is what is kept.
pub async fn edit_here(desk: Desk) -> Result<String, String> {
    let visit = untrack(|| open(&desk)).ok_or_else(gone)?;
    incoming::take_in(desk, Incoming::whole("", visit.file())).await
}

fn gone() -> String {
    text::CLOSED_MEANWHILE.said().to_owned()
}

/// Leaves what is visited, for the registers of this browser.
pub fn leave(desk: Desk) {
    desk.clear();
    page::go(&Address::of(Page::Registers).to_string());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_what_is_visited_and_nothing_else() {
        let check = |present, id: &str, expected: &str| {
            let address = address_of(&Address::parse(present), &Id::from(id));
            assert_eq!(address.to_string(), expected);
            assert_eq!(address.register().as_deref(), Some(id));
        };
        check("#/open?src=a/b.json", "open/a/b.json", "#/?src=a/b.json");
        check("#/members?q=x&src=a.json&r=own", "open/a.json", "#/members?q=x&src=a.json");
        check("#/s/payload?on=2024-02-02", "link/x1", "#/?on=2024-02-02&r=link/x1");
        check("#/figures?r=page/inside", INSIDE, "#/figures?r=page/inside");
    }
}
