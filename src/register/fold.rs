//! The fold: last writer wins for each leaf, in any order, and it never fails.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::{Bound, Deref};
use std::sync::{Arc, LazyLock};

use serde_json::{Map, Value};
use thiserror::Error;

use super::ahead::Ahead;
use super::history::{History, Leaves, OPEN, Open, is_complete, unfold};
use super::leaves::{leaves, patch_of};
use super::{Change, Hash, Id, Problem, RecordKey, Stamp, Tables};
use crate::said;
use crate::words::text::areas::inputs::NO_LEAF;

/// Why a write was refused before it became a change.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Refused {
    /// The path does not lead to a leaf.
    #[error("{}", said!(NO_LEAF, path, collection = key.collection.word(), id = key.id.as_str()))]
    NotALeaf {
        /// The record.
        key: RecordKey,
        /// The path in it.
        path: String,
    },
}

/// Which records a union changed.
pub type Touched = BTreeSet<RecordKey>;

/// The changes, or what reads them when they are asked for.
pub(super) type Reading = LazyLock<History, Box<dyn FnOnce() -> History + Send>>;

/// A register: a set of changes and their fold.
pub struct Register {
    pub(super) history: Reading,
    pub(super) tables: Tables,
    /// What it goes by until the changes behind its head start were read and held against it.
    pub(super) ahead: Option<Ahead>,
}

impl Default for Register {
    fn default() -> Self {
        Register { history: read(History::default()), tables: Tables::default(), ahead: None }
    }
}

/// A copy has read all changes.
impl Clone for Register {
    fn clone(&self) -> Self {
        Register { history: read(self.history.clone()), tables: self.tables.clone(), ahead: None }
    }
}

impl fmt::Debug for Register {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a register of {} changes", self.size())
    }
}

fn read(history: History) -> Reading {
    let reading: Reading = LazyLock::new(Box::new(move || history));
    LazyLock::force(&reading);
    reading
}

impl Deref for Register {
    type Target = Tables;
    fn deref(&self) -> &Tables {
        &self.tables
    }
}

impl Register {
    /// The fold of some changes.
    pub fn of<C: Into<Arc<Change>>>(changes: impl IntoIterator<Item = C>) -> Self {
        let mut register = Register::default();
        register.add(changes);
        register
    }

    /// The union with some changes; those that are known already change nothing, and blanked beats whole.
    pub fn add<C: Into<Arc<Change>>>(&mut self, changes: impl IntoIterator<Item = C>) -> Touched {
        self.unite(&mut changes.into_iter().map(Into::into))
    }

    /// Adds some of the parts of a new step. In between it is there in part, so that nobody may look before all are.
    pub fn add_parts(&mut self, parts: impl IntoIterator<Item = Arc<Change>>) -> Touched {
        LazyLock::force_mut(&mut self.history).is_eager = true;
        let touched = self.unite(&mut parts.into_iter());
        LazyLock::force_mut(&mut self.history).is_eager = false;
        touched
    }

    fn unite(&mut self, changes: &mut dyn Iterator<Item = Arc<Change>>) -> Touched {
        let (mut touched, mut open) = (Touched::new(), Open::new());
        for change in changes {
            if self.is_behind()
                && let Some(ahead) = &mut self.ahead
                && ahead.take(&change, &mut self.tables, &mut touched)
            {
                continue;
            }
            LazyLock::force_mut(&mut self.history).take(change, Some(&mut open));
            if open.len() > OPEN {
                self.close(&mut open, &mut touched);
            }
        }
        self.close(&mut open, &mut touched);
        touched
    }

    /// Lets go of some of what it holds; whether anything is left. To let go of a large one at once takes a second.
    pub fn wane(&mut self, many: usize) -> bool {
        let history = LazyLock::force_mut(&mut self.history);
        for _ in 0..many {
            history.changes.pop_first();
            history.known.pop_first();
            match history.states.pop_first() {
                Some((key, _)) => self.tables.drop(&key),
                None if history.changes.is_empty() => return false,
                None => {}
            }
        }
        true
    }

    /// Whether the changes behind a head start are still to be read. Asking for one of them reads them all.
    pub fn is_behind(&self) -> bool {
        LazyLock::get(&self.history).is_none()
    }

    /// Reads the records that were written to.
    fn close(&mut self, open: &mut Open, touched: &mut Touched) {
        for (key, leaves) in std::mem::take(open) {
            self.read(&key, leaves);
            touched.insert(key);
        }
    }

    fn read(&mut self, key: &RecordKey, leaves: Leaves) {
        let states = &mut LazyLock::force_mut(&mut self.history).states;
        // A record that nobody wrote to is the same as one that never was.
        if states.get(key).is_some_and(|state| state.touching.is_empty()) {
            states.remove(key);
        }
        let Some(state) = states.get_mut(key) else { return self.tables.drop(key) };
        let value = unfold(leaves);
        if value.is_empty() {
            state.problems.clear();
            self.tables.drop(key);
        } else {
            state.problems = self.tables.put(key, &value);
        }
    }

    /// All parts held of the step that a change belongs to, in order; the change alone where it is a whole step.
    pub(super) fn step(&self, id: &Hash) -> Vec<Arc<Change>> {
        self.history.step(id)
    }

    /// The parts held of the step that a change is a part of, which may itself not be here.
    pub(super) fn parts(&self, change: &Change) -> Vec<Arc<Change>> {
        self.history.parts(change)
    }

    /// Whether a change is part of a step of which not all parts are here.
    pub fn is_waiting(&self, change: &Change) -> bool {
        self.history.is_waiting(change)
    }

    /// All changes, in order.
    pub fn changes(&self) -> impl DoubleEndedIterator<Item = &Arc<Change>> {
        self.history.changes.values()
    }

    /// What it goes by while the changes are not read.
    pub(super) fn unread(&self) -> Option<&Ahead> {
        self.ahead.as_ref().filter(|_| self.is_behind())
    }

    /// How many changes it holds.
    pub fn size(&self) -> usize {
        self.unread().map_or_else(|| self.history.changes.len(), |ahead| ahead.size)
    }

    /// How many changes lost their body after they were taken in.
    pub fn blanked(&self) -> usize {
        self.unread().map_or_else(|| self.history.blanked, |ahead| ahead.blanked)
    }

    /// The change of that identity.
    pub fn change(&self, id: &Hash) -> Option<&Arc<Change>> {
        self.history.known.get(id)
    }

    /// The highest stamp that it holds.
    pub fn latest(&self) -> Stamp {
        if let Some(ahead) = self.unread() {
            return ahead.latest();
        }
        self.history.changes.keys().next_back().map_or(Stamp::default(), |(stamp, ..)| *stamp)
    }

    /// What the last of its changes is ordered by; none where it has none.
    pub fn last(&self) -> Option<(Stamp, Id, u32, Hash)> {
        self.history.changes.keys().next_back().cloned()
    }

    /// The changes with a higher stamp, the last first.
    pub fn since(&self, stamp: Stamp) -> Vec<Arc<Change>> {
        if let Some(newer) = self.unread().and_then(|ahead| ahead.since(stamp)) {
            return newer;
        }
        self.changes().rev().take_while(|change| change.header.stamp > stamp).cloned().collect()
    }

    /// Whether one change alone writes to a record.
    pub fn is_new(&self, key: &RecordKey) -> bool {
        match self.unread() {
            Some(ahead) => ahead.is_new(key),
            None => self.touching(key).len() == 1,
        }
    }

    /// The changes that write to a record, in order.
    pub fn touching(&self, key: &RecordKey) -> &[Arc<Change>] {
        self.history.states.get(key).map_or(&[], |state| &state.touching)
    }

    /// The JSON of a record as folded, without cleared leaves; removed ones included.
    pub fn json(&self, key: &RecordKey) -> Map<String, Value> {
        self.history.states.get(key).map(|state| unfold(state.leaves(key))).unwrap_or_default()
    }

    /// The value of one leaf and the change that wrote it.
    pub fn leaf(&self, key: &RecordKey, path: &str) -> Option<(Value, &Arc<Change>)> {
        let state = self.history.states.get(key)?;
        state.touching.iter().rev().find_map(|change| {
            let written = leaves(key.collection.shape(), patch_of(change, key), &mut Vec::new());
            // Of two of one name in a change the last one stands, as in any JSON.
            let (_, value) = written.into_iter().rfind(|(other, _)| other == path)?;
            Some((value, change))
        })
    }

    /// The change that first wrote to a line, by its path as in "entries/r.1"; later writes to it are of no matter.
    pub fn first_write(&self, key: &RecordKey, line: &str) -> Option<&Arc<Change>> {
        self.touching(key).iter().find(|change| {
            let written = leaves(key.collection.shape(), patch_of(change, key), &mut Vec::new());
            written.iter().any(|(path, _)| path.strip_prefix(line).is_some_and(|rest| rest.starts_with('/')))
        })
    }

    /// What did not parse, by record.
    pub fn problems(&self) -> impl Iterator<Item = (&RecordKey, &Problem)> {
        self.history
            .states
            .iter()
            .flat_map(|(key, state)| state.problems.iter().map(move |problem| (key, problem)))
    }

    /// What changes say that leads nowhere, with the change that says it.
    pub fn astray(&self) -> &[(Hash, Problem)] {
        &self.history.astray
    }

    /// What did not parse in one record.
    pub fn problems_of(&self, key: &RecordKey) -> &[Problem] {
        self.history.states.get(key).map_or(&[], |state| &state.problems)
    }

    /// Steps of which not all parts are here: replica, first number, parts held, parts in all.
    pub fn incomplete(&self) -> impl Iterator<Item = (&Id, u32, usize, u32)> {
        let missing = self.history.steps.iter().filter(|(key, parts)| !is_complete(key, parts));
        missing.map(|((replica, first, all), parts)| (replica, *first, parts.len(), *all))
    }

    /// All keys that were ever written to.
    pub fn keys(&self) -> impl Iterator<Item = &RecordKey> {
        self.history.states.keys()
    }

    /// The keys behind one of them; all of them behind none.
    pub fn keys_after(&self, key: Option<&RecordKey>) -> impl Iterator<Item = &RecordKey> {
        let from = key.map_or(Bound::Unbounded, Bound::Excluded);
        self.history.states.range((from, Bound::Unbounded)).map(|(key, _)| key)
    }
}

#[cfg(test)]
mod tests;
