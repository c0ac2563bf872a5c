//! The desk: the open register with everything that a person does to it, as signals.
//!
//! One revision per collection: a page that reads one collection is not redrawn by a change to another.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::{Map, Value};

pub(super) use writing::undo_with;

use super::browser::{clock, page};
use super::held::{Held, Place};
use super::route::{Address, Page};
use crate::exchange::block::Block;
use crate::register::{Collection, Day, Each, Few, Id, RecordKey, Register, Touched, Undoable};

mod reading;
mod writing;

/// Where the last edit is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// In memory only, with the reason.
    Memory(String),
    /// In this browser's storage, with the reason why it is not on the disk, if there is one.
    Browser(String),
    /// On the disk, with the reason why it is there alone, if it is.
    Disk(String),
    /// Nowhere but on the screen, with the reason.
    Unsaved(String),
}

/// A window over the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Dialog {
    /// Whose name stands on changes; then the next dialog.
    Identity(Option<Box<Dialog>>),
    /// A new register.
    Start,
    /// A new record with some fields filled in.
    New(Collection, Map<String, Value>),
    /// The record, at one of its leaves or lines.
    Edit(RecordKey, String),
    /// One field of many records of a collection.
    Many(Vec<RecordKey>),
    /// A block of a spreadsheet, over cells of a list.
    Paste(Arc<Block>),
    /// Import of a file.
    Import,
    /// What is visited, into a register of this browser.
    Merge,
    /// Export of this register.
    Export,
    /// A copy of this register as a link.
    Share,
    /// A release of this register.
    Publish,
    /// A party's own part, to be corrected by it.
    Ask(Id),
    /// A backup of this register.
    Backup,
    /// The shortcuts.
    Keys,
    /// The command palette.
    Palette,
    /// The pages that a telephone's bar has no room for.
    More,
    /// What a figure is made of, on its day.
    Figure(crate::register::Measure, Day),
}

/// Everything the page works on. Copy it freely; it is a handful of handles.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The address.
    pub address: RwSignal<Address>,
    /// The window over the page.
    pub dialog: RwSignal<Option<Dialog>>,
    /// Where the last edit is.
    pub saved: RwSignal<Saved>,
    /// How many changes this tab has written.
    pub written: RwSignal<u32>,
    /// What is said aloud: saved, undone, refused.
    pub notice: RwSignal<String>,
    /// The register that waits for what reads its segments, or brings it from elsewhere.
    pub sealed: RwSignal<Option<Id>>,
    /// Whether the disk is looked at for what is not in the browser's storage; none before it is asked for.
    pub looks: RwSignal<Option<bool>>,
    /// Grows with every change to the list of registers.
    pub shelf_revision: RwSignal<u64>,
    /// The register that waits for its reader: for a passphrase, or an answer.
    pub asks: RwSignal<Option<Id>>,
    /// Whether the page is on its way to paper.
    pub prints: RwSignal<bool>,
    /// Whether amounts are hidden on the screen.
    pub hides: RwSignal<bool>,
    held: StoredValue<Option<Held>, LocalStorage>,
    open: RwSignal<Option<String>>,
    revision: RwSignal<u64>,
    collections: StoredValue<Few<Collection, RwSignal<u64>>>,
    known: Memo<Option<Arc<Register>>>,
    undoable: Memo<Undoable>,
    today: RwSignal<Day>,
    /// The parameters `on`, `pub` and `cur`, each followed by itself: a letter typed into a filter moves none.
    asked: StoredValue<[Memo<Option<String>>; 3]>,
}

impl Desk {
    /// An empty desk at the present address.
    pub fn new() -> Self {
        let address = RwSignal::new(Address::parse(&page::hash()));
        let held = StoredValue::new_local(None::<Held>);
        let revision = RwSignal::new(0);
        let known_at = Memo::new(move |_| address.with(|address| address.param("known").map(str::to_owned)));
        let known = Memo::new_with_compare(
            move |_| {
                let at = clock::instant(&known_at.get()?)?;
                revision.track();
                held.with_value(|held| held.as_ref().map(|held| Arc::new(written_by(&held.register, at))))
            },
            |a, b| match (a, b) {
                (Some(Some(a)), Some(Some(b))) => Arc::ptr_eq(a, b),
                (Some(None), Some(None)) => false,
                _ => true,
            },
        );
        let open = RwSignal::new(None);
        let undoable = Memo::new(move |_| {
            open.track();
            revision.track();
            held.with_value(|held| held.as_ref().map(Held::undoable).unwrap_or_default())
        });
        Desk {
            address,
            dialog: RwSignal::new(None),
            saved: RwSignal::new(Saved::Browser(String::new())),
            written: RwSignal::new(0),
            notice: RwSignal::new(String::new()),
            sealed: RwSignal::new(None),
            looks: RwSignal::new(None),
            shelf_revision: RwSignal::new(0),
            asks: RwSignal::new(None),
            prints: RwSignal::new(false),
            hides: RwSignal::new(super::held::hides()),
            held,
            open,
            revision,
            collections: StoredValue::new(
                Collection::ALL.iter().map(|collection| (*collection, RwSignal::new(0))).collect(),
            ),
            known,
            undoable,
            today: RwSignal::new(clock::today()),
            asked: StoredValue::new(["on", "pub", "cur"].map(|name| {
                Memo::new(move |_| address.with(|address| address.param(name).map(str::to_owned)))
            })),
        }
    }

    /// The id of the open register.
    pub fn open_id(&self) -> Option<String> {
        self.open.get()
    }

    /// The id by which files know the open register.
    pub fn file_id(&self) -> Option<Id> {
        self.open.track();
        self.held
            .with_value(|held| held.as_ref().map(|held| held.origin.as_ref().unwrap_or(&held.id).clone()))
    }

    /// Whether a register is open.
    pub fn is_open(&self) -> bool {
        self.open.with(Option::is_some)
    }

    /// Whether the open register is under a lock.
    pub fn is_under_lock(&self) -> bool {
        self.open.track();
        self.held.with_value(|held| held.as_ref().is_some_and(|held| held.journal().is_locked()))
    }

    /// Whether the open register is one that is thrown away with the tab, such as the example.
    pub fn is_passing(&self) -> bool {
        self.open.track();
        self.held.with_value(|held| held.as_ref().is_some_and(|held| held.place == Place::Session))
    }

    /// Whether the open register lies elsewhere and is only visited: its id has a slash in it.
    pub fn is_visited(&self) -> bool {
        self.open.with(|open| open.as_ref().is_some_and(|id| id.contains('/')))
    }

    /// Puts a register on the desk in place of the one before.
    pub(super) fn lay(&self, held: Held) {
        let id = held.id.to_string();
        self.saved.set(held.saved());
        self.written.set(0);
        self.asks.set(None);
        self.held.set_value(Some(held));
        self.open.set(Some(id));
        self.bump(Collection::ALL.iter().copied());
    }

    /// Takes the register off the desk.
    pub fn clear(&self) {
        self.asks.set(None);
        self.held.set_value(None);
        self.open.set(None);
        self.bump(Collection::ALL.iter().copied());
    }

    /// Opens a window, after asking once whose name stands on changes.
    pub fn show(&self, dialog: Dialog) {
        let edits = matches!(
            dialog,
            Dialog::New(..) | Dialog::Edit(..) | Dialog::Many(_) | Dialog::Paste(_) | Dialog::Start
        );
        if edits && let Some(reason) = self.locked() {
            self.notice.set(reason);
            return;
        }
        let asked = super::held::identity().is_some();
        let dialog = if edits && !asked { Dialog::Identity(Some(Box::new(dialog))) } else { dialog };
        self.dialog.set(Some(dialog));
    }

    /// Hides amounts on the screen, or shows them.
    pub fn hide_amounts(&self, hides: bool) {
        super::held::set_hides(hides);
        self.hides.set(hides);
    }

    /// Closes the window.
    pub fn close(&self) {
        self.dialog.set(None);
    }

    /// The address of another page, with the dates, the currency and the register of this one.
    pub fn href(&self, to: Page) -> String {
        self.address.with(|address| address.to(to).to_string())
    }

    /// Goes to another page.
    pub fn go(&self, to: Page) {
        page::go(&self.address.with_untracked(|address| address.to(to).to_string()));
    }

    /// Sets one parameter of the address, without a step in the browser's history.
    pub fn set_param(&self, name: &str, value: &str) {
        let address = self.address.get_untracked().with(name, value);
        page::replace(&address.to_string());
        self.address.set(address);
    }

    fn bump_touched(&self, touched: &Touched) {
        self.bump(touched.iter().map(|key| key.collection));
    }

    fn bump(&self, collections: impl Iterator<Item = Collection>) {
        let touched: Each<_> = collections.collect();
        self.collections.with_value(|all| {
            touched
                .iter()
                .filter_map(|collection| all.get(collection))
                .for_each(|signal| signal.update(|n| *n += 1));
        });
        self.revision.update(|n| *n += 1);
    }
}

impl Default for Desk {
    fn default() -> Self {
        Self::new()
    }
}

/// The desk of this page.
pub fn desk() -> Desk {
    expect_context()
}

/// The register as it was written by an instant, by the authors' clocks.
fn written_by(register: &Register, millis: u64) -> Register {
    let by_then = |change: &&Arc<crate::register::Change>| {
        clock::instant(&change.header.at).is_none_or(|at| at <= millis)
    };
    Register::of(register.changes().filter(by_then).map(|change| change.as_ref().clone()))
}
