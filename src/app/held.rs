//! The open register with what it takes to write to it: its journal, its pen, and the replicas of this browser.

mod choices;
mod step;

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use serde_json::{Map, json};

use super::browser::{random, shelf};
use super::desk::Saved;
use super::united::United;
use crate::exchange::{Accepted, Asked};
use crate::journal::{Aside, Double, Journal, OpenError, Opened, Places, ReadSegment, SavedDraft};
use crate::register::{
    BODY_LIMIT, Change, Day, Draft, Each, Hash, Id, Now, Pen, RecordKey, Register, Touched, Undoable,
};
use crate::words::text::areas::desk as text;

pub use choices::*;

/// Where a register is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In this browser.
    Lasting,
    /// In this tab.
    Session,
}

/// The open register.
pub struct Held {
    pub(super) id: Id,
    pub(super) place: Place,
    pub(super) register: Register,
    pub(super) pen: Pen,
    pub(super) aside: Vec<Aside>,
    pub(super) drafts: Vec<SavedDraft>,
    /// What is kept twice, for whoever seals.
    pub(super) doubles: Vec<Double>,
    journal: Journal<shelf::Shelf>,
    here: Each<Id>,
    /// What it calls itself, where it is only visited and has another id here.
    pub(super) origin: Option<Id>,
    read_only: Option<String>,
    /// Why it is in memory only.
    pub(super) memory: Option<String>,
    /// How many changes the snapshot has that it was opened from.
    pub(super) snapshot: usize,
    /// The unions that undo can take back.
    pub(super) united: United,
    /// Changes that the store refused; tried again with the next one.
    pub(super) unsaved: Vec<Change>,
}

/// The store of a place, and why it is only memory.
pub fn store(place: Place) -> (shelf::Shelf, Option<String>) {
    thread_local! {
        static STORES: [(shelf::Shelf, Option<String>); 2] = [shelf::lasting(), shelf::passing()];
    }
    STORES.with(|[lasting, passing]| match place {
        Place::Lasting => lasting.clone(),
        Place::Session => passing.clone(),
    })
}

thread_local! {
    /// What reads segments, once it is here.
    static SEGMENTS: Cell<Option<ReadSegment>> = const { Cell::new(None) };
    /// The locked register that was opened last, and the store that has its key.
    static OPENED: RefCell<Option<(Id, shelf::Shelf)>> = const { RefCell::new(None) };
}

/// From now on a locked register is seen through a store that has its key, or through none.
pub fn see_through(opened: Option<(Id, shelf::Shelf)>) {
    OPENED.set(opened);
}

/// The locked register whose key this tab has.
pub fn seen_through() -> Option<Id> {
    OPENED.with_borrow(|opened| opened.as_ref().map(|(id, _)| id.clone()))
}

/// From now on segments are read.
pub fn read_segments_with(read: ReadSegment) {
    SEGMENTS.set(Some(read));
}

/// The journal of a register, seen through its lock where that is open.
pub fn journal_of(id: &Id, place: Place) -> Journal<shelf::Shelf> {
    let opened = OPENED.with_borrow(|opened| {
        opened.as_ref().filter(|(of, _)| of == id && place == Place::Lasting).map(|(_, store)| store.clone())
    });
    Journal::new(opened.unwrap_or_else(|| store(place).0), id.clone()).reading(SEGMENTS.get())
}

impl Held {
    /// Opens a register from where it is kept, in one go.
    pub fn open(id: &Id, place: Place) -> Result<Self, OpenError> {
        let journal = journal_of(id, place);
        let opened = journal.open()?;
        Ok(Held::whole(place, journal, opened))
    }

    /// The same, unless it has segments: those are read in portions.
    pub fn open_small(id: &Id, place: Place) -> Result<Self, OpenError> {
        let journal = journal_of(id, place);
        let opened = journal.clone().reading(None).open()?;
        Ok(Held::whole(place, journal, opened))
    }

    fn whole(place: Place, journal: Journal<shelf::Shelf>, mut opened: Opened) -> Self {
        let register = Register::of(std::mem::take(&mut opened.changes));
        Held::of(place, journal, register, opened)
    }

    /// A register with what was found when it was opened, beside its changes.
    pub fn of(place: Place, journal: Journal<shelf::Shelf>, register: Register, opened: Opened) -> Self {
        let mut pen = Pen::new(random::id(10));
        let mut here = opened.here;
        here.insert(pen.replica().clone());
        pen.clock.observe(register.latest());
        let mut held = Held {
            id: journal.register().clone(),
            place,
            register,
            pen,
            aside: opened.aside,
            drafts: opened.drafts,
            doubles: opened.doubles,
            journal,
            here,
            origin: None,
            read_only: opened.read_only.map(|reason| reason.to_string()),
            memory: store(place).1,
            snapshot: 0,
            united: United::default(),
            unsaved: Vec::new(),
        };
        held.sign(&identity().unwrap_or_default());
        held
    }

    /// Takes note of what was found behind a head start.
    pub fn settle(&mut self, opened: Opened) {
        self.aside = opened.aside;
        self.doubles = opened.doubles;
        self.read_only = self.read_only.take().or_else(|| opened.read_only.map(|reason| reason.to_string()));
    }

    /// Puts a name on the changes to come.
    pub fn sign(&mut self, person: &Identity) {
        self.pen.author.clone_from(&person.name);
        self.pen.party.clone_from(&person.party);
    }

    /// Whether a change was made in this browser by the present author, so that undo may take it.
    fn is_mine(&self, change: &Change) -> bool {
        self.here.contains(&change.header.replica) && change.header.author == self.pen.author
    }

    /// What can be undone and done again; nothing before the changes are read.
    pub fn undoable(&self) -> Undoable {
        if self.register.is_behind() {
            return Undoable::default();
        }
        self.united.next(self.own_undoable())
    }

    fn own_undoable(&self) -> Undoable {
        self.register.undoable(|change| self.is_mine(change))
    }

    /// Notes a union, so that undo takes it back next.
    pub fn note_union(&mut self, id: Hash, back: Box<dyn Fn(&Register) -> Draft>) {
        self.united.note(self.own_undoable(), id, back);
    }

    /// Why nothing can be written to it.
    pub fn read_only(&self) -> Option<String> {
        self.read_only.clone()
    }

    /// Where the last edit is.
    pub fn saved(&self) -> Saved {
        match (&self.memory, self.place) {
            (Some(reason), _) => Saved::Memory(reason.clone()),
            (None, Place::Session) => Saved::Memory(text::UNTIL_TAB_CLOSES.said().to_owned()),
            (None, Place::Lasting) => Saved::Browser(String::new()),
        }
    }

    /// Writes a step: one change, or several where it is too large for one. It is shown even where the store refuses
    /// it or a part of it, and says so. The answer names its first change.
    pub fn write(&mut self, draft: Draft, undoes: Option<Hash>, now: &Now) -> (Hash, Touched, Saved) {
        let draft = if undoes.is_none() { self.with_rate_day(draft) } else { draft };
        let step = self.pen.write_step(draft.into_bodies(BODY_LIMIT), undoes, now);
        self.put(step)
    }

    /// Writes a step that takes over what was written elsewhere, in bodies that each name the change that they are from.
    pub fn take_over(&mut self, accepted: Accepted, now: &Now) -> (Hash, Touched, Saved) {
        let step = self.pen.take_over(accepted.bodies, now);
        self.put(step)
    }

    fn put(&mut self, step: Vec<Change>) -> (Hash, Touched, Saved) {
        // There is always one.
        let id = step.first().map_or(Hash::of(b""), |first| first.id);
        self.unsaved.extend(step.iter().cloned());
        let saved = self.save();
        let touched = self.register.add(step);
        (id, touched, saved)
    }

    /// A draft that also records up to which day the register's figures use the bank's rates, where that is not on
    /// record and they are in use: rates that come later then change no figure by themselves.
    fn with_rate_day(&self, draft: Draft) -> Draft {
        let own = self.register.coalition.get(&RecordKey::own().id);
        // By which rates a coalition counts is no part of what a member sends back.
        let is_open = own.is_some_and(|own| own.last_rate_day.is_none())
            && self.place == Place::Lasting
            && !Asked::is_like(&self.id);
        let Some(day) = RATES_UNTIL.get().filter(|_| is_open) else { return draft };
        let mut both = Draft::new();
        let mut patch = Map::new();
        patch.insert("last_rate_day".to_owned(), day.to_string().into());
        both.patch_with(&RecordKey::own(), patch);
        both.absorb(draft);
        both
    }

    /// Takes the content of a step out of the store and out of the register, and notes who did it. The store comes
    /// first: what it refuses to let go of is still shown.
    ///
    /// # Errors
    /// A sentence that says what is still kept; doing it again goes on with it.
    pub fn blank(&mut self, id: &Hash, now: &Now) -> Result<(Touched, Saved), String> {
        let mut blanked = self.register.to_blank(id);
        let Some(first) = blanked.first().map(|first| first.id) else {
            return Err(text::NOTHING_TO_BLANK.said().to_owned());
        };
        self.journal.append_all(&blanked).map_err(|error| error.to_string())?;
        self.unsaved.retain(|change| blanked.iter().all(|one| one.id != change.id));
        let note = self.pen.note_blanked(first, now);
        self.unsaved.push(note.clone());
        let saved = self.save();
        blanked.push(note);
        Ok((self.register.add(blanked), saved))
    }

    /// Saves what is not saved yet, the oldest first.
    pub fn save(&mut self) -> Saved {
        while let Some(change) = self.unsaved.first() {
            match self.journal.append(change) {
                Ok(()) => {
                    self.unsaved.remove(0);
                }
                Err(error) => return Saved::Unsaved(error.to_string()),
            }
        }
        self.saved()
    }

    /// Keeps changes from a file and takes them in. Those that are kept already may stand in a segment and are not
    /// written again.
    ///
    /// # Errors
    /// A sentence that says what was not saved; then nothing is taken in that is not kept.
    pub fn import(&mut self, changes: &[Arc<Change>]) -> Result<(usize, Touched), String> {
        let new: Vec<_> = changes.iter().filter(|change| !self.keeps(change)).cloned().collect();
        let taken =
            self.journal.append_all(new.iter().map(Arc::as_ref)).map_err(|error| error.to_string())?;
        Ok((taken.new, self.take(new)))
    }

    /// Where the changes stand that are kept.
    pub fn places(&self) -> Places {
        let kept = self.register.changes().filter(|change| self.keeps(change));
        kept.map(|change| (change.header.replica.clone(), change.header.number)).collect()
    }

    /// Whether a change is kept, as it is or blanked.
    pub fn keeps(&self, change: &Change) -> bool {
        let held = self.register.change(&change.id);
        held.is_some_and(|held| held.is_blanked() || !change.is_blanked())
            && !self.unsaved.iter().any(|unsaved| unsaved.id == change.id)
    }

    /// Writes anew, stamped now, what changes say whose stamps are too far ahead to be taken as they are; each
    /// names its original, and one that was taken before is not taken again. The answer says how many were taken, and
    /// how many stay outside since other parts of their step are missing.
    ///
    /// # Errors
    /// A sentence that says what was not saved; a step is taken in when all of it is kept.
    pub fn adopt(&mut self, ahead: &[Arc<Change>], now: &Now) -> Result<(usize, usize, Touched), String> {
        let found = self.register.adoptable(ahead);
        let (mut count, mut touched) = (0_usize, Touched::new());
        for original in &found.steps {
            let step = self.pen.adopt(original, BODY_LIMIT, now);
            for change in &step {
                self.journal.append(change).map_err(|error| error.to_string())?;
            }
            touched.extend(self.register.add(step));
            count = count.saturating_add(original.len());
        }
        Ok((count, found.waiting, touched))
    }

    /// Takes in changes that are kept already.
    pub fn take<C: Into<Arc<Change>>>(&mut self, changes: Vec<C>) -> Touched {
        let touched = self.register.add(changes);
        self.pen.clock.observe(self.register.latest());
        touched
    }

    /// The journal, for drafts and for what other tabs write.
    pub fn journal(&self) -> &Journal<shelf::Shelf> {
        &self.journal
    }

    /// From now on its journal reads segments, if anything does.
    pub fn read_segments(&mut self) {
        self.journal = self.journal.clone().reading(SEGMENTS.get());
    }

    /// From now on it is only read.
    pub fn close_for_writing(&mut self, reason: String) {
        self.read_only = Some(reason);
    }
}

thread_local! {
    /// The last day of the bank's rates in use.
    static RATES_UNTIL: Cell<Option<Day>> = const { Cell::new(None) };
}

/// From now on figures use the bank's rates up to a day.
pub fn use_rates_until(day: Day) {
    RATES_UNTIL.set(Some(day));
}

/// Whose name stands on changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// The person's name.
    pub name: Option<String>,
    /// The party that the person speaks for.
    pub party: Option<String>,
}

const IDENTITY: &str = "muster-identity";

/// Who was named in this browser; nothing when nobody was asked yet.
pub fn identity() -> Option<Identity> {
    let text = store(Place::Lasting).0.get(IDENTITY).ok()??;
    let json: serde_json::Value = serde_json::from_str(&text).ok()?;
    let field = |name: &str| json.get(name)?.as_str().map(str::to_owned);
    Some(Identity { name: field("name"), party: field("party") })
}

/// Remembers who was named. Where nothing can be kept, the question comes again after a reload.
pub fn set_identity(person: &Identity) {
    let json = json!({"name": person.name, "party": person.party});
    let _ = store(Place::Lasting).0.set(IDENTITY, &json.to_string());
}
