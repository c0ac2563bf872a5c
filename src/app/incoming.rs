//! A file that comes in: what it is, what it would change, and the three ways to take it in.

use std::sync::Arc;

use leptos::prelude::{GetUntracked, Set, Update, untrack};

use super::browser::{clock, random};
use super::desk::Desk;
use super::held::{Held, Place, identity, store};
use super::keeping::{Step, Tell};
use super::parts::here::Here;
use super::parts::{say, titles};
use super::registers::{lay, list, note, overview, title};
use super::route::Page;
use super::visit;
use super::wings::{import_sealed, write_step};
use crate::app::{in_english, locale};
use crate::exchange::meet::{AtOnce, Pace, at_once};
use crate::exchange::{self, Accepted, Asked, MusterFile, Preview};
use crate::figures::{Query, Total, members_public};
use crate::journal::{LARGE, Shelf};
use crate::register::{Body, Change, Draft, Each, Hash, Id, Measure, RecordKey, Register, Touched};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::desk as text;
use crate::words::text::areas::parts;
use crate::words::text::areas::shell;

/// The totals that are told before a merge. For a larger file they are not: that counts everything twice.
const TOLD: [Measure; 8] = [
    Measure::Pledged,
    Measure::Committed,
    Measure::Raised,
    Measure::Delivered,
    Measure::Paid,
    Measure::Spent,
    Measure::Ordered,
    Measure::Allocated,
];
const COUNTED_TWICE: usize = 5_000;
/// So many records are named before a merge.
const RECORDS: usize = 20;

/// A file that was read and not yet taken in.
#[derive(Clone, Debug, PartialEq)]
pub struct Incoming {
    name: String,
    file: MusterFile,
    /// What it would change, if the register is here.
    preview: Option<Preview>,
    /// What that does to totals, in words.
    totals: Vec<String>,
    /// Which records it writes to, in words; the first of them.
    written: Vec<String>,
    /// How many fields of how many records returning to its state would write.
    back: (usize, usize),
}

/// Reads a file and holds it against what is here.
///
/// # Errors
/// A sentence that names the file for what it is.
pub fn inspect(here: Here, name: &str, bytes: &[u8]) -> Result<Incoming, String> {
    let (desk, now) = (here.desk, clock::now().millis);
    // Most of it may be on the desk, and is taken from there.
    let beside = desk.hold(|held| exchange::read_beside(bytes, now, Some(&held.register)));
    let file = beside.unwrap_or_else(|| exchange::read(bytes, now));
    weigh(here, name, file.map_err(|error| said!(parts::TABLE_WRONG, name, error = error.to_string()))?)
}

/// Holds what was read against what is here.
///
/// # Errors
/// A sentence when what is here does not open.
pub fn weigh(here: Here, name: &str, file: MusterFile) -> Result<Incoming, String> {
    let (desk, query) = (here.desk, untrack(|| here.query()));
    let mut incoming = Incoming::whole(name, file);
    let file = &incoming.file;
    if list().iter().any(|card| card.register == file.register) {
        let mut goal = Goal::of(desk, &file.register)?;
        // The totals of a visit are on the screen, too.
        let is_shown = matches!(goal, Goal::Desk(_)) || untrack(|| visit::open(&desk)).is_some();
        let (preview, totals, written, back) = goal.hold(|held| {
            let preview = exchange::merge_preview(&held.register, &file.changes);
            let back = exchange::return_preview(&held.register, &file.changes, &preview);
            let is_small = !preview.is_empty() && file.changes.len() <= COUNTED_TWICE;
            let after = is_small.then(|| {
                let mut after = held.register.clone();
                after.add(file.changes.iter().cloned());
                after
            });
            let totals = match after.as_ref().filter(|_| is_shown) {
                Some(after) => effect(
                    [&held.register, after]
                        .map(|register| at_once(standing(here, query, register, &mut AtOnce))),
                ),
                None => Vec::new(),
            };
            let written = written(&preview, &held.register, after.as_ref());
            (preview, totals, written, (back.leaves.len(), back.records()))
        })?;
        (incoming.preview, incoming.totals, incoming.written, incoming.back) =
            (Some(preview), totals, written, back);
    }
    Ok(incoming)
}

/// The first records that a merge writes to, each with the name that it has here, else with the one that it brings.
fn written(preview: &Preview, here: &Register, after: Option<&Register>) -> Vec<String> {
    let told = preview.by_record.iter().take(RECORDS).map(|(key, leaves)| {
        let known = here.is_live(key.collection, &key.id);
        let register = after.filter(|_| !known).unwrap_or(here);
        let (kind, n) = (labels::collection_label(key.collection).0, leaves.len());
        let (title, count) = (titles::title(register, key, &*locale()), say::whole(n));
        said!(text::RECORD_WRITTEN, kind, title, count, n)
    });
    told.collect()
}

/// What a register comes to by the day and currency of the page: its members, and its totals.
pub async fn standing(
    here: Here,
    query: Query,
    register: &Register,
    pace: &mut impl Pace,
) -> (usize, Vec<Total>) {
    let members = members_public(register, query.on, query.published).counted.len();
    (members, here.totals_of(register, query, &TOLD, pace).await)
}

/// What becomes of what a register comes to, in words.
pub fn effect([before, after]: [(usize, Vec<Total>); 2]) -> Vec<String> {
    let becomes = |what: &str, before: String, after: String| said!(text::BECOMES, what, before, after);
    let members = (before.0 != after.0)
        .then(|| becomes(shell::MEMBERS.said(), before.0.to_string(), after.0.to_string()));
    let both = before.1.iter().zip(&after.1).filter(|(before, after)| before != after);
    let totals = both.map(|(before, after)| {
        let what = say::capital(say::measure(before.measure));
        becomes(&what, say::total(before), say::total(after))
    });
    let said: Vec<String> = members.into_iter().chain(totals).collect();
    if said.is_empty() { vec![text::NO_TOTAL_CHANGES.said().to_owned()] } else { said }
}

/// The register that a file goes into: the one on the desk, or one that is opened for it.
pub enum Goal {
    /// On the desk.
    Desk(Box<Desk>),
    /// Opened for it.
    Opened(Box<Held>),
}

impl Goal {
    /// Finds it, or opens it.
    ///
    /// # Errors
    /// A sentence when it does not open.
    pub fn of(desk: Desk, id: &Id) -> Result<Self, String> {
        let is_there = desk.hold(|held| held.id == *id && held.place == Place::Lasting);
        if is_there == Some(true) {
            return Ok(Goal::Desk(Box::new(desk)));
        }
        let held = Held::open(id, Place::Lasting).map_err(|error| error.to_string())?;
        Ok(Goal::Opened(Box::new(held)))
    }

    /// Works on it.
    ///
    /// # Errors
    /// A sentence when it is gone.
    pub fn hold<T>(&mut self, work: impl FnOnce(&mut Held) -> T) -> Result<T, String> {
        match self {
            Goal::Desk(desk) => desk.hold(work).ok_or_else(|| text::CLOSED_MEANWHILE.said().to_owned()),
            Goal::Opened(held) => Ok(work(held)),
        }
    }

    /// Puts it on the desk as it is now, where it is not there, and writes to it what was accepted; of much it is told how
    /// far it is.
    ///
    /// # Errors
    /// A sentence; then nothing is written.
    pub async fn take_over(self, desk: Desk, accepted: Accepted, tell: Tell) -> Result<(), String> {
        if let Goal::Opened(held) = self {
            if let Some(reason) = held.read_only() {
                return Err(reason);
            }
            desk.set_param("known", "");
            lay(desk, *held);
            overview(desk);
        }
        // The name may have been given after it was opened.
        desk.sign(&identity().unwrap_or_default());
        match desk.locked() {
            Some(reason) => Err(reason),
            None if accepted.bodies.len() >= LARGE => write_step(desk, Step::Accepted(accepted, tell)).await,
            None => desk.take_over(accepted).map(drop),
        }
    }

    /// Shows what was taken in.
    fn show(self, desk: Desk, touched: &Touched) {
        match self {
            Goal::Opened(held) => lay(desk, *held),
            Goal::Desk(desk) => {
                let saved = desk.hold(|held| {
                    note(held);
                    held.save()
                });
                desk.absorb(touched);
                desk.saved.set(saved.unwrap_or_else(|| desk.saved.get_untracked()));
                desk.shelf_revision.update(|n| *n += 1);
            }
        }
    }
}

/// What tells the changes of a file from those that came since.
fn in_file(changes: &[Arc<Change>]) -> impl Fn(&Change) -> bool + use<> {
    let ids: Each<Hash> = changes.iter().map(|change| change.id).collect();
    move |change| ids.contains(&change.id)
}

impl Incoming {
    /// What was read, as a register of its own.
    pub fn whole(name: &str, file: MusterFile) -> Self {
        let (totals, written) = (Vec::new(), Vec::new());
        Incoming { name: name.to_owned(), file, preview: None, totals, written, back: (0, 0) }
    }

    /// What was read.
    pub fn file(&self) -> &MusterFile {
        &self.file
    }

    /// Whether the register is here already.
    pub fn is_merge(&self) -> bool {
        self.preview.is_some()
    }

    /// What the register is called in the file.
    pub fn title(&self) -> String {
        let names = |change: &&Arc<Change>| match &change.body {
            Body::Whole(body) => change.header.part.is_some() || body.text().contains(r#""register":{"#),
            Body::Blanked(_) => false,
        };
        title(&Register::of(self.file.changes.iter().filter(names).cloned()))
    }

    /// What returning to the state of the file would write.
    pub fn says_back(&self) -> String {
        let (n, m) = self.back;
        match n {
            0 => text::IN_STATE_ALREADY.said().to_owned(),
            _ => said!(text::WOULD_WRITE_BACK, fields = say::whole(n), n, records = say::whole(m), m),
        }
    }

    /// What the file is and what taking it in does.
    pub fn says(&self) -> String {
        let (name, title, n) = (&self.name, self.title(), self.file.changes.len());
        if let Some(asked) = Asked::read(&self.file.register).filter(|_| !self.is_merge()) {
            let party = say::party(&Register::of(self.file.changes.iter().cloned()), &asked.party);
            let day = say::day(asked.day);
            return said!(text::IS_PART_ASKED, name, party, title, day);
        }
        let Some(preview) = &self.preview else {
            return said!(text::IS_NEW_REGISTER, name, title, count = say::whole(n), n);
        };
        let new = say::whole(preview.news.len());
        said!(text::IS_REGISTER_HERE, name, title, new, count = say::whole(n), n)
    }

    /// What is to be known before it is taken in.
    pub fn remarks(&self) -> Vec<String> {
        let problems = self.file.problems.iter().map(|trouble| trouble.sentence.clone());
        let ahead = (!self.file.ahead.is_empty()).then(|| {
            let n = self.file.ahead.len();
            said!(text::STAMPED_ANEW, count = say::whole(n), n)
        });
        let effects = self.totals.iter().chain(&self.written).cloned();
        problems.chain(ahead).chain(effects).collect()
    }
}

/// Takes a file in as a register of its own under a new id, whose name says that it is a copy.
///
/// # Errors
/// A sentence; what is shown is what is kept.
pub async fn take_copy(desk: Desk, incoming: Incoming) -> Result<String, String> {
    let mut copy = incoming;
    copy.file.register = Id::from(random::id(16));
    copy.preview = None;
    let said = take_in(desk, copy).await?;
    let name = format!("{} (copy of {})", in_english(|| desk.look(title)), clock::today());
    let mut draft = Draft::new();
    if draft.set(&RecordKey::own(), "name", Some(name.into())).is_ok() {
        desk.write(draft)?;
    }
    Ok(said)
}

/// Adds what is missing, and then returns to the state of a file: one step, which can be undone.
///
/// # Errors
/// A sentence; what is shown is what is kept.
pub async fn return_to(desk: Desk, incoming: Incoming) -> Result<String, String> {
    let then = in_file(&incoming.file.changes);
    take_in(desk, incoming).await?;
    let back = desk.look(|register| register.back_to(None, then));
    let (n, m) = (back.leaves.len(), back.records());
    if n == 0 {
        return Ok(text::IN_STATE_OF_FILE.said().to_owned());
    }
    desk.write(back.draft)?;
    Ok(said!(text::WROTE_BACK, fields = say::whole(n), n, records = say::whole(m), m))
}

/// Takes a file in: as a register of its own id, or by union with the one that is here. Many new changes are written as
/// segments at once.
///
/// # Errors
/// A sentence; what is shown is what is kept.
pub async fn take_in(desk: Desk, incoming: Incoming) -> Result<String, String> {
    let (file, is_merge) = (&incoming.file, incoming.is_merge());
    if !is_merge {
        let (store, _) = store(Place::Lasting);
        Shelf::new(store)
            .create(&file.register, Some(&incoming.title()), clock::now().millis)
            .map_err(|error| error.to_string())?;
    }
    let changes = incoming.preview.as_ref().map_or_else(|| file.changes.clone(), Preview::to_take);
    let mut goal = Goal::of(desk, &file.register)?;
    let (many, journal, replica) = goal.hold(|held| {
        let is_new = |change: &&Arc<Change>| !change.is_blanked() && !held.keeps(change);
        let many: Vec<Change> = changes.iter().filter(is_new).map(|change| (**change).clone()).collect();
        (many, held.journal().clone(), held.pen.replica().clone())
    })?;
    let (mut touched, mut sealed) = (Touched::new(), 0_usize);
    if many.len() >= LARGE {
        sealed = many.len();
        import_sealed(journal, replica, many.clone()).await?;
        touched = goal.hold(|held| held.take(many))?;
    }
    let taken = goal.hold(|held| {
        let (new, imported) = held.import(&changes)?;
        touched.extend(imported);
        let (adopted, waiting, written) = held.adopt(&file.ahead, &clock::now())?;
        touched.extend(written);
        Ok::<_, String>((new.saturating_add(sealed).saturating_add(adopted), waiting))
    })?;
    let was_on_desk = matches!(goal, Goal::Desk(_));
    let news = incoming.preview.map(|preview| preview.news).unwrap_or_default();
    if let Some(first) = news.first().map(|change| change.id) {
        let is_news = in_file(&news);
        let back = move |register: &Register| register.back_to(None, |change| !is_news(change)).draft;
        goal.hold(|held| held.note_union(first, Box::new(back)))?;
    }
    // What was taken in on the desk is kept, also where it was not all.
    if taken.is_ok() || was_on_desk {
        goal.show(desk, &touched);
    }
    let (new, waiting) = taken?;
    // Whoever looks at a register goes on looking at the same day.
    if was_on_desk {
        desk.go(Page::Overview)
    } else {
        overview(desk)
    }
    let outside = match waiting {
        0 => String::new(),
        n => format!(" {}", said!(text::PARTS_STAY_OUTSIDE, count = say::whole(n), n)),
    };
    let taken = match (is_merge, new) {
        (true, 0) => text::NOTHING_NEW.said().to_owned(),
        (true, n) => said!(text::MERGED, count = say::whole(n), n),
        (false, n) => said!(text::IMPORTED, count = say::whole(n), n),
    };
    Ok(taken + &outside)
}
