//! The fold: last writer wins for each leaf, in any order, and it never fails.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Bound, Deref};
use std::sync::Arc;

use serde_json::{Map, Value};
use thiserror::Error;

use super::leaves::{insert, leaves, patch_of, records};
use super::lift::lift;
use super::{Change, Each, Few, Hash, Id, Problem, RecordKey, Stamp, Tables};

/// Why a write was refused before it became a change.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Refused {
    /// The path does not lead to a leaf.
    #[error("“{path}” of {} {} is not a leaf that can be written.", key.collection.word(), key.id)]
    NotALeaf {
        /// The record.
        key: RecordKey,
        /// The path in it.
        path: String,
    },
}

/// The winning write to one leaf; a value of null is a cleared leaf.
#[derive(Clone, Debug)]
struct Slot {
    value: Value,
    by: Arc<Change>,
}

/// The leaves of a record by path. They are folded from its changes when they are wanted, and not held.
type Leaves = Few<String, Slot>;

/// Records that are being written to.
type Open = Few<RecordKey, Leaves>;

/// So many records are open at most while changes are taken in.
const OPEN: usize = 1000;

#[derive(Clone, Debug, Default)]
struct State {
    /// The changes that write to the record, in order.
    touching: Vec<Arc<Change>>,
    problems: Vec<Problem>,
}

impl State {
    fn leaves(&self, key: &RecordKey) -> Leaves {
        let mut found = Leaves::new();
        for change in &self.touching {
            for (path, value) in leaves(key.collection.shape(), patch_of(change, key), &mut Vec::new()) {
                found.insert(path, Slot { value, by: Arc::clone(change) });
            }
        }
        found
    }
}

/// What tells one step of several changes from another: replica, first number, parts in all.
type StepKey = (Id, u32, u32);

/// The changes held for each part; two for one part are a fork, and both count.
type Parts = Few<u32, Each<Hash>>;

/// Which records a union changed.
pub type Touched = BTreeSet<RecordKey>;

/// A register: a set of changes and their fold.
#[derive(Clone, Debug, Default)]
pub struct Register {
    changes: BTreeMap<(Stamp, Id, u32, Hash), Arc<Change>>,
    known: BTreeMap<Hash, Arc<Change>>,
    states: BTreeMap<RecordKey, State>,
    tables: Tables,
    /// The parts held of each step of several changes.
    steps: Few<StepKey, Parts>,
    /// What a change says about no record at all.
    astray: Vec<(Hash, Problem)>,
    /// How many changes lost their body after they were taken in.
    blanked: usize,
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
        let mut touched = Touched::new();
        let mut open = Open::new();
        for change in changes {
            self.take(change.into(), &mut open);
            if open.len() > OPEN {
                self.close(&mut open, &mut touched);
            }
        }
        self.close(&mut open, &mut touched);
        touched
    }

    fn take(&mut self, change: Arc<Change>, open: &mut Open) {
        let (stamp, replica, number, hash) = change.order();
        let order = (stamp, replica.clone(), number, hash);
        match self.known.get(&hash).cloned() {
            None => {
                self.known.insert(hash, Arc::clone(&change));
                self.changes.insert(order, Arc::clone(&change));
                for ready in self.complete(change) {
                    self.write(&ready, open);
                }
            }
            Some(held) if !held.is_blanked() && change.is_blanked() => {
                self.known.insert(hash, Arc::clone(&change));
                self.changes.insert(order, change);
                self.blanked += 1;
                self.forget(&held, open);
            }
            Some(_) => {}
        }
    }

    /// The changes that a new one makes ready: itself, or all parts of its step, or none yet.
    fn complete(&mut self, change: Arc<Change>) -> Vec<Arc<Change>> {
        let Some((key, part)) = step_key(&change) else { return vec![change] };
        let parts = self.steps.or_default(key.clone());
        let was_complete = is_complete(&key, parts);
        parts.or_default(part).insert(change.id);
        match (was_complete, is_complete(&key, parts)) {
            (true, _) => vec![change],
            (false, true) => self.step(&change.id),
            (false, false) => Vec::new(),
        }
    }

    /// All parts held of the step that a change belongs to, in order; the change alone where it is a whole step.
    pub(super) fn step(&self, id: &Hash) -> Vec<Arc<Change>> {
        let Some(change) = self.change(id) else { return Vec::new() };
        let parts = self.parts(change);
        if parts.is_empty() { vec![Arc::clone(change)] } else { parts }
    }

    /// The parts held of the step that a change is a part of, which may itself not be here.
    pub(super) fn parts(&self, change: &Change) -> Vec<Arc<Change>> {
        let parts = step_key(change).and_then(|(key, _)| self.steps.get(&key));
        let ids = parts.into_iter().flat_map(Few::values).flatten();
        ids.filter_map(|id| self.change(id)).cloned().collect()
    }

    /// Whether a change is part of a step of which not all parts are here.
    pub fn is_waiting(&self, change: &Change) -> bool {
        let Some((key, _)) = step_key(change) else { return false };
        self.steps.get(&key).is_some_and(|parts| !is_complete(&key, parts))
    }

    fn write(&mut self, change: &Arc<Change>, open: &mut Open) {
        let Some(body) = change.whole() else { return };
        let mut astray = Vec::new();
        for (key, patch) in records(lift(change.header.schema, body), &mut astray) {
            let state = self.states.entry(key.clone()).or_default();
            let held = open.or_insert_with(key.clone(), || state.leaves(&key));
            let place = state.touching.partition_point(|other| other.order() < change.order());
            state.touching.insert(place, Arc::clone(change));
            let mut problems = Vec::new();
            for (path, value) in leaves(key.collection.shape(), patch, &mut problems) {
                if held.get(&path).is_none_or(|slot| slot.by.order() <= change.order()) {
                    held.insert(path, Slot { value, by: Arc::clone(change) });
                }
            }
            let record = format!("{}/{}", key.collection.word(), key.id);
            astray.extend(
                problems
                    .into_iter()
                    .map(|problem| Problem { path: super::join(&record, &problem.path), ..problem }),
            );
        }
        // By identity, so that the order of arrival leaves no trace.
        let place = self.astray.partition_point(|(id, _)| *id < change.id);
        self.astray.splice(place..place, astray.into_iter().map(|problem| (change.id, problem)));
    }

    /// Takes out what a blanked change wrote, by folding the records again that it touched.
    fn forget(&mut self, change: &Arc<Change>, open: &mut Open) {
        let Some(body) = change.whole() else { return };
        self.astray.retain(|(id, _)| *id != change.id);
        for (key, _) in records(lift(change.header.schema, body), &mut Vec::new()) {
            let Some(state) = self.states.get_mut(&key) else { continue };
            state.touching.retain(|other| other.id != change.id);
            open.insert(key.clone(), state.leaves(&key));
        }
    }

    /// Reads the records that were written to.
    fn close(&mut self, open: &mut Open, touched: &mut Touched) {
        for (key, leaves) in std::mem::take(open) {
            self.read(&key, leaves);
            touched.insert(key);
        }
    }

    fn read(&mut self, key: &RecordKey, leaves: Leaves) {
        // A record that nobody wrote to is the same as one that never was.
        if self.states.get(key).is_some_and(|state| state.touching.is_empty()) {
            self.states.remove(key);
        }
        let Some(state) = self.states.get_mut(key) else { return self.tables.drop(key) };
        let value = unfold(leaves);
        if value.is_empty() {
            state.problems.clear();
            self.tables.drop(key);
        } else {
            state.problems = self.tables.put(key, &value);
        }
    }

    /// All changes, in order.
    pub fn changes(&self) -> impl DoubleEndedIterator<Item = &Arc<Change>> {
        self.changes.values()
    }

    /// How many changes it holds.
    pub fn size(&self) -> usize {
        self.changes.len()
    }

    /// How many changes lost their body after they were taken in.
    pub fn blanked(&self) -> usize {
        self.blanked
    }

    /// The change of that identity.
    pub fn change(&self, id: &Hash) -> Option<&Arc<Change>> {
        self.known.get(id)
    }

    /// The highest stamp that it holds.
    pub fn latest(&self) -> Stamp {
        self.changes.keys().next_back().map_or(Stamp::default(), |(stamp, ..)| *stamp)
    }

    /// The changes that write to a record, in order.
    pub fn touching(&self, key: &RecordKey) -> &[Arc<Change>] {
        self.states.get(key).map_or(&[], |state| &state.touching)
    }

    /// The JSON of a record as folded, without cleared leaves; removed ones included.
    pub fn json(&self, key: &RecordKey) -> Map<String, Value> {
        self.states.get(key).map(|state| unfold(state.leaves(key))).unwrap_or_default()
    }

    /// The value of one leaf and the change that wrote it.
    pub fn leaf(&self, key: &RecordKey, path: &str) -> Option<(Value, &Arc<Change>)> {
        let state = self.states.get(key)?;
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
        self.states.iter().flat_map(|(key, state)| state.problems.iter().map(move |problem| (key, problem)))
    }

    /// What changes say that leads nowhere, with the change that says it.
    pub fn astray(&self) -> &[(Hash, Problem)] {
        &self.astray
    }

    /// What did not parse in one record.
    pub fn problems_of(&self, key: &RecordKey) -> &[Problem] {
        self.states.get(key).map_or(&[], |state| &state.problems)
    }

    /// Steps of which not all parts are here: replica, first number, parts held, parts in all.
    pub fn incomplete(&self) -> impl Iterator<Item = (&Id, u32, usize, u32)> {
        let missing = self.steps.iter().filter(|(key, parts)| !is_complete(key, parts));
        missing.map(|((replica, first, all), parts)| (replica, *first, parts.len(), *all))
    }

    /// All keys that were ever written to.
    pub fn keys(&self) -> impl Iterator<Item = &RecordKey> {
        self.states.keys()
    }

    /// The keys behind one of them; all of them behind none.
    pub fn keys_after(&self, key: Option<&RecordKey>) -> impl Iterator<Item = &RecordKey> {
        let from = key.map_or(Bound::Unbounded, Bound::Excluded);
        self.states.range((from, Bound::Unbounded)).map(|(key, _)| key)
    }
}

fn step_key(change: &Change) -> Option<(StepKey, u32)> {
    let part = change.header.part?;
    Some(((change.header.replica.clone(), part.first, part.m), part.k))
}

fn is_complete((_, _, all): &StepKey, parts: &Parts) -> bool {
    u32::try_from(parts.len()) == Ok(*all)
}

/// The nested JSON of leaves; cleared ones, and lines of which all are cleared, are absent.
fn unfold(leaves: Leaves) -> Map<String, Value> {
    let mut root = Map::new();
    for (path, slot) in leaves.into_iter().filter(|(_, slot)| !slot.value.is_null()) {
        insert(&mut root, &path, slot.value);
    }
    root
}

#[cfg(test)]
mod tests;
