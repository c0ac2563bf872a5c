//! A register that is opened from elsewhere: from beside the page, from inside it, or from a link. It is read in this
//! tab, beside the registers that are kept, and nothing of it is written to what stays until somebody keeps a copy.
//!
//! All of this belongs to wings. The frame knows one thing: the id of such a register has a slash in it, which no
//! kept one can have, and [`arrive`] brings it.

mod arrive;
mod bar;
mod hosted;
mod inside;
mod tab;

use std::cell::RefCell;
use std::sync::Arc;

use leptos::prelude::{GetUntracked, Set, untrack};

use super::browser::turn::Slice;
use super::browser::{clock, page, random};
use super::desk::Desk;
use super::held::{Held, Place, journal_of};
use super::incoming::{self, Incoming};
use super::locale;
use super::route::{Address, Page};
use crate::exchange::MusterFile;
use crate::journal::Opened;
use crate::register::{Change, Collection, Date, Day, Id, RecordKey, Register};
use crate::words::Length;

pub use arrive::arrive;
pub use bar::{arrival, show_bar};
pub use inside::{Choice, page_with};

/// Why nothing can be written to it.
const READ_ONLY: &str =
    "This register is only visited, so that nothing can be changed in it. Keep a copy to edit it.";
/// Under what it stands that is in the page itself.
const INSIDE: &str = "page/inside";
/// So many changes are folded at once.
const PORTION: usize = 250;

/// A register from elsewhere, with what is to be known of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Visit {
    /// The id by which its address finds it again; without one, only this tab has it.
    pub at: Option<Id>,
    /// Where it comes from, in words that go on after “from”.
    pub from: String,
    /// The id by which it knows itself, where it has one: with that it can be merged, and edited under it.
    pub origin: Option<Id>,
    /// Its name, where it does not name itself.
    pub title: Option<String>,
    /// Of which day it is; without one, that of its last change.
    pub day: Option<Day>,
    /// What it does not hold, in words: “3 internal records”.
    pub left_out: Vec<String>,
    /// Who signed it and whether that holds, as a sentence.
    pub signed: Option<String>,
    /// Whether whoever passed it on means it to be edited here.
    pub may_edit: bool,
    /// Its changes.
    pub changes: Vec<Arc<Change>>,
    /// Changes with a time too far ahead to be taken as they are.
    pub ahead: Vec<Arc<Change>>,
}

impl Visit {
    /// What a file is.
    fn of_file(at: Id, from: String, file: MusterFile) -> Self {
        let unread = file.problems.iter().filter(|trouble| trouble.left_out).count();
        Visit {
            at: Some(at),
            from,
            origin: Some(file.register),
            left_out: (unread > 0)
                .then(|| format!("{unread} changes that cannot be read"))
                .into_iter()
                .collect(),
            changes: file.changes,
            ahead: file.ahead,
            ..Visit::default()
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
    /// The one that was opened last, and under which id.
    static OPEN: RefCell<Option<(Id, Visit)>> = const { RefCell::new(None) };
}

/// Whether the register of that id lies elsewhere.
pub fn is_elsewhere(id: &Id) -> bool {
    id.as_str().contains('/')
}

/// What is visited now; tracked.
pub fn open(desk: &Desk) -> Option<Visit> {
    let id = Id::from(desk.open_id()?);
    OPEN.with_borrow(|open| open.as_ref().filter(|(of, _)| *of == id).map(|(_, visit)| visit.clone()))
}

/// Opens a register from elsewhere in this tab; the address then names it, and nothing else that came with it. It
/// survives a reload where it can be had again, or the tab has room for it.
pub async fn visit(desk: Desk, visit: Visit) {
    let id = visit.at.clone().unwrap_or_else(|| Id::from(format!("tab/{}", random::id(10))));
    let (mut register, mut slice) = (Register::default(), Slice::begin());
    for portion in visit.changes.chunks(PORTION).chain(visit.ahead.chunks(PORTION)) {
        register.add(portion.iter().cloned());
        slice.pause().await;
    }
    // What is in the page is there again after a reload.
    let is_kept = id.as_str() == INSIDE || tab::keep(&id, &visit, &register);
    let journal = journal_of(&id, Place::Session);
    let mut held = Held::of(Place::Session, journal, register, Opened::default());
    held.origin = Some(visit.file().register);
    held.close_for_writing(READ_ONLY.to_owned());
    if !is_kept {
        held.memory =
            Some("This tab has no room to keep it: after a reload it comes from where it came from.".into());
    }
    OPEN.set(Some((id.clone(), visit)));
    desk.lay(held);
    desk.sealed.set(None);
    let address = address_of(&desk.address.get_untracked(), &id);
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
    incoming::take_copy(desk, Incoming::whole(&visit.from, visit.file())).await
}

/// Keeps what is visited in this browser as the register that it is.
///
/// # Errors
/// A sentence; what is shown is what is kept.
pub async fn edit_here(desk: Desk) -> Result<String, String> {
    let visit = untrack(|| open(&desk)).ok_or_else(gone)?;
    incoming::take_in(desk, Incoming::whole(&visit.from, visit.file())).await
}

fn gone() -> String {
    "The register was closed meanwhile; open it again.".to_owned()
}

/// Leaves what is visited, for the registers of this browser.
pub fn leave(desk: Desk) {
    desk.clear();
    page::go(&Address::of(Page::Registers).to_string());
}

/// Of which day it is, in words: as it was passed on, else by its last change.
fn dated(visit: &Visit) -> Option<String> {
    let say = |day: Day| locale().date(&Date::from(day), Length::Long);
    let last = || visit.changes.iter().map(|change| change.header.stamp.millis).max();
    match visit.day {
        Some(day) => Some(format!("As it stood on {}.", say(day))),
        None => Some(format!("Last changed on {}.", say(clock::day_of(last()?).parse().ok()?))),
    }
}

/// What it is called: as it names itself, else as it was passed on.
fn title(desk: &Desk, visit: &Visit) -> String {
    let own = desk.read_in(&[Collection::Register], |register| {
        register.coalition.get(&RecordKey::own().id).and_then(|own| own.name.clone())
    });
    own.or_else(|| visit.title.clone()).unwrap_or_else(|| "Register without a name".to_owned())
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
        check("#/s/payload?on=2024-02-02", "tab/x1", "#/?on=2024-02-02&r=tab/x1");
        check("#/figures?r=page/inside", INSIDE, "#/figures?r=page/inside");
    }
}
