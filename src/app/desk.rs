//! The desk: the open register with everything that a person does to it, as signals.
//!
//! One revision per collection: a page that reads one collection is not redrawn by a change to another.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::{Map, Value};

use super::browser::{clock, page};
use super::held::{Held, Place};
use super::route::{Address, Page};
use crate::figures::valid_on;
use crate::register::{
    Collection, Currency, Date, Day, Draft, Each, Few, Hash, Id, Inverse, Kind, RecordKey, Register, Touched,
    Undoable, canonical,
};
use crate::words::labels;

/// Where the last edit is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// In memory only, with the reason.
    Memory(String),
    /// In this browser's storage.
    Browser,
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
    /// Import of a file.
    Import,
    /// Export of this register.
    Export,
    /// The shortcuts.
    Keys,
    /// The command palette.
    Palette,
    /// What a figure is made of.
    Figure(crate::register::Measure),
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
    /// Grows with every change to the list of registers.
    pub shelf_revision: RwSignal<u64>,
    held: StoredValue<Option<Held>, LocalStorage>,
    open: RwSignal<Option<String>>,
    revision: RwSignal<u64>,
    collections: StoredValue<Few<Collection, RwSignal<u64>>>,
    known: Memo<Option<Arc<Register>>>,
    today: RwSignal<Day>,
    /// The parameters `on`, `pub` and `cur`, each followed by itself: a letter typed into a filter moves none.
    asked: [Memo<Option<String>>; 3],
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
        Desk {
            address,
            dialog: RwSignal::new(None),
            saved: RwSignal::new(Saved::Browser),
            written: RwSignal::new(0),
            notice: RwSignal::new(String::new()),
            shelf_revision: RwSignal::new(0),
            held,
            open: RwSignal::new(None),
            revision,
            collections: StoredValue::new(
                Collection::ALL.iter().map(|collection| (*collection, RwSignal::new(0))).collect(),
            ),
            known,
            today: RwSignal::new(clock::today()),
            asked: ["on", "pub", "cur"].map(|name| {
                Memo::new(move |_| address.with(|address| address.param(name).map(str::to_owned)))
            }),
        }
    }

    /// Reads the register, again whenever anything in it changes. With “known on” set it is the register as it
    /// was written by then.
    pub fn read<T>(&self, read: impl FnOnce(&Register) -> T) -> T {
        self.revision.track();
        self.known.track();
        self.look(read)
    }

    /// Reads the register, again whenever one of these collections changes.
    pub fn read_in<T>(&self, collections: &[Collection], read: impl FnOnce(&Register) -> T) -> T {
        self.collections.with_value(|all| {
            collections.iter().filter_map(|collection| all.get(collection)).for_each(|signal| signal.track());
        });
        self.open.track();
        self.known.track();
        self.look(read)
    }

    /// Reads the register once.
    pub fn look<T>(&self, read: impl FnOnce(&Register) -> T) -> T {
        if let Some(known) = self.known.get_untracked() {
            return read(&known);
        }
        self.held.with_value(|held| match held {
            Some(held) => read(&held.register),
            None => read(&Register::default()),
        })
    }

    /// The register's name as it is now, whatever day the page looks back from.
    pub fn name(&self) -> String {
        self.collections.with_value(|all| {
            if let Some(signal) = all.get(&Collection::Register) {
                signal.track();
            }
        });
        self.open.track();
        self.held.with_value(|held| {
            held.as_ref().map(|held| super::registers::title(&held.register)).unwrap_or_default()
        })
    }

    /// The id of the open register.
    pub fn open_id(&self) -> Option<String> {
        self.open.get()
    }

    /// Whether a register is open.
    pub fn is_open(&self) -> bool {
        self.open.with(Option::is_some)
    }

    /// Whether the open register is one that is thrown away with the tab, such as the example.
    pub fn is_passing(&self) -> bool {
        self.open.track();
        self.held.with_value(|held| held.as_ref().is_some_and(|held| held.place == Place::Session))
    }

    /// Puts a register on the desk in place of the one before.
    pub(super) fn lay(&self, held: Held) {
        let id = held.id.to_string();
        self.saved.set(held.saved());
        self.written.set(0);
        self.held.set_value(Some(held));
        self.open.set(Some(id));
        self.bump(Collection::ALL.iter().copied());
    }

    /// Takes the register off the desk.
    pub fn clear(&self) {
        self.held.set_value(None);
        self.open.set(None);
        self.bump(Collection::ALL.iter().copied());
    }

    /// Why nothing can be edited now, if so.
    pub fn locked(&self) -> Option<String> {
        if self.address.with(|address| address.param("known").is_some()) {
            return Some(
                "You see the register as it was known at an earlier time. Take “known on” away to edit."
                    .into(),
            );
        }
        self.open.track();
        self.held.with_value(|held| held.as_ref().and_then(|held| held.read_only()))
    }

    /// A new id for a record or a line.
    pub fn new_id(&self) -> Id {
        self.held
            .try_update_value(|held| held.as_mut().map(|held| held.pen.id()))
            .flatten()
            .unwrap_or_else(|| "?".into())
    }

    /// Writes a change: kept first, then shown. The answer is its identity.
    ///
    /// # Errors
    /// A sentence for the person who typed it; nothing is lost of what the form holds.
    pub fn write(&self, draft: Draft) -> Result<Hash, String> {
        self.put(draft, None)
    }

    fn put(&self, draft: Draft, undoes: Option<Hash>) -> Result<Hash, String> {
        if let Some(reason) = self.locked() {
            return Err(reason);
        }
        let result = self.held.try_update_value(|held| {
            let held = held.as_mut().ok_or("No register is open.")?;
            Ok::<_, String>(held.write(draft, undoes, &clock::now()))
        });
        let (id, touched, saved) = result.unwrap_or_else(|| Err("The page is being closed.".into()))?;
        self.saved.set(saved);
        self.written.update(|n| *n += 1);
        self.bump_touched(&touched);
        Ok(id)
    }

    /// Takes in changes of another tab or a file.
    pub(super) fn absorb(&self, touched: &Touched) {
        self.bump_touched(touched);
    }

    /// Works on what is held, untracked.
    pub(super) fn hold<T>(&self, work: impl FnOnce(&mut Held) -> T) -> Option<T> {
        self.held.try_update_value(|held| held.as_mut().map(work)).flatten()
    }

    /// What can be undone and done again.
    pub fn undoable(&self) -> Undoable {
        self.revision.track();
        self.held.with_value(|held| {
            held.as_ref()
                .map(|held| held.register.undoable(|change| held.is_mine(change)))
                .unwrap_or_default()
        })
    }

    /// Undoes the last change made here.
    pub fn undo(&self) {
        if let Some(id) = self.undoable().undo {
            self.invert(&id, "Undone.");
        }
    }

    /// Does again what was undone last.
    pub fn redo(&self) {
        if let Some(id) = self.undoable().redo {
            self.invert(&id, "Done again.");
        }
    }

    fn invert(&self, id: &Hash, done: &str) {
        let Some(Inverse { draft, kept }) = self.look(|register| register.inverse(id)) else { return };
        let done = if draft.is_empty() && !kept.is_empty() { "" } else { done };
        let mut names: Vec<_> = kept.iter().map(|(key, path)| leaf_name(key, path)).collect();
        names.dedup();
        let left = match names.as_slice() {
            [] => String::new(),
            [one] => format!("{one} was written to later and stays as it is."),
            several => format!("{} were written to later and stay as they are.", several.join(", ")),
        };
        // Written even when nothing is left to do, so that the next undo goes on to the change before.
        match self.put(draft, Some(*id)) {
            Ok(_) => self.notice.set(format!("{done} {left}").trim().to_owned()),
            Err(reason) => self.notice.set(reason),
        }
    }

    /// Keeps what is half typed in a form; nothing takes it away. A refusal is no matter: the form still holds it.
    pub fn keep_draft(&self, form: &str, typed: Option<&Value>) {
        self.hold(|held| {
            let replica = held.pen.replica().clone();
            match typed {
                Some(typed) => {
                    let _ = held.journal().put_draft(&replica, form, &canonical(typed));
                }
                None => {
                    let _ = held.journal().take_draft(&replica, form);
                    for draft in held.drafts.iter().filter(|draft| draft.form == form) {
                        let _ = held.journal().take_draft(&draft.replica, form);
                    }
                    held.drafts.retain(|draft| draft.form != form);
                }
            }
        });
    }

    /// What was half typed when the register was left last, by form.
    pub fn drafts(&self) -> Few<String, Value> {
        self.hold(|held| {
            let read = |draft: &crate::journal::SavedDraft| {
                Some((draft.form.clone(), serde_json::from_str(&draft.text).ok()?))
            };
            held.drafts.iter().filter_map(read).collect()
        })
        .unwrap_or_default()
    }

    /// Undoes several changes of one form in one step.
    pub fn take_back(&self, ids: &[Hash]) {
        let mut all = Draft::new();
        for id in ids.iter().rev() {
            if let Some(inverse) = self.look(|register| register.inverse(id)) {
                all.absorb(inverse.draft);
            }
        }
        if !all.is_empty() {
            match self.put(all, None) {
                Ok(_) => self.notice.set("What was changed here is undone.".into()),
                Err(reason) => self.notice.set(reason),
            }
        }
    }

    /// Opens a window, after asking once whose name stands on changes.
    pub fn show(&self, dialog: Dialog) {
        let edits = matches!(dialog, Dialog::New(..) | Dialog::Edit(..) | Dialog::Start);
        if edits && let Some(reason) = self.locked() {
            self.notice.set(reason);
            return;
        }
        let asked = super::held::identity().is_some();
        let dialog = if edits && !asked { Dialog::Identity(Some(Box::new(dialog))) } else { dialog };
        self.dialog.set(Some(dialog));
    }

    /// Closes the window.
    pub fn close(&self) {
        self.dialog.set(None);
    }

    /// Today in the reader's time zone.
    pub fn today(&self) -> Day {
        self.today.get()
    }

    /// The day on which figures stand: `?on`, else the earlier of today and “complete to”.
    pub fn on(&self) -> Day {
        let [on, ..] = self.asked;
        let today = self.today();
        match on.get().as_deref().and_then(date) {
            Some(date) => date.last(),
            None => self.read_in(&[Collection::Register], |register| valid_on(register, today)),
        }
    }

    /// The day of publication up to which facts are taken, if one is asked for.
    pub fn published(&self) -> Option<Day> {
        let [_, published, _] = self.asked;
        published.get().as_deref().and_then(date).map(|date| date.last())
    }

    /// The reporting currency: `?cur`, else the register's own, else the euro.
    pub fn currency(&self) -> Currency {
        let [.., currency] = self.asked;
        currency.get().and_then(|code| Currency::parse(&code).ok()).unwrap_or_else(|| {
            self.read_in(&[Collection::Register], |register| {
                let own = register.coalition.get(&RecordKey::own().id);
                own.and_then(|own| own.currency).unwrap_or(Currency::EUR)
            })
        })
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

/// What a leaf is called, by its path in a record.
fn leaf_name(key: &RecordKey, path: &str) -> &'static str {
    let mut shape = key.collection.shape();
    let mut names = path.split('/');
    let mut label = "";
    while let Some(name) = names.next() {
        label = if name == "gone" { "The removal" } else { labels::field_label(shape.name, name) };
        if let Some(Kind::Lines(lines)) = shape.field(name).map(|field| field.kind) {
            shape = lines;
            names.next();
        }
    }
    label
}

/// The desk of this page.
pub fn desk() -> Desk {
    expect_context()
}

fn date(text: &str) -> Option<Date> {
    Date::parse(text).ok()
}

/// The register as it was written by an instant, by the authors' clocks.
fn written_by(register: &Register, millis: u64) -> Register {
    let by_then = |change: &&Arc<crate::register::Change>| {
        clock::instant(&change.header.at).is_none_or(|at| at <= millis)
    };
    Register::of(register.changes().filter(by_then).map(|change| change.as_ref().clone()))
}
