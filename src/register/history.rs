//! The changes of a register in their order, and which records each of them writes to.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::leaves::{forget_bodies, insert, leaves, patch_of, records};
use super::lift::lift;
use super::{Change, Each, Few, Hash, Id, Problem, RecordKey, Stamp};

/// The winning write to one leaf; a value of null is a cleared leaf.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    value: Value,
    by: Arc<Change>,
}

/// The leaves of a record by path. They are folded from its changes when they are wanted, and not held.
pub(super) type Leaves = Few<String, Slot>;

/// Records that are being written to.
pub(super) type Open = Few<RecordKey, Leaves>;

/// So many records are open at most while changes are taken in.
pub(super) const OPEN: usize = 1000;

#[derive(Clone, Debug, Default)]
pub(super) struct State {
    /// The changes that write to the record, in order.
    pub(super) touching: Vec<Arc<Change>>,
    pub(super) problems: Vec<Problem>,
}

impl State {
    pub(super) fn leaves(&self, key: &RecordKey) -> Leaves {
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
pub(super) type StepKey = (Id, u32, u32);

/// The changes held for each part; two for one part are a fork, and both count.
pub(super) type Parts = Few<u32, Each<Hash>>;

/// The changes, and what each of them touches.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    pub(super) changes: BTreeMap<(Stamp, Id, u32, Hash), Arc<Change>>,
    pub(super) known: BTreeMap<Hash, Arc<Change>>,
    pub(super) states: BTreeMap<RecordKey, State>,
    /// The parts held of each step of several changes.
    pub(super) steps: Few<StepKey, Parts>,
    /// What a change says about no record at all.
    pub(super) astray: Vec<(Hash, Problem)>,
    /// How many changes lost their body after they were taken in.
    pub(super) blanked: usize,
    /// Whether parts are taken as they come, since all of their step are coming.
    pub(super) is_eager: bool,
}

impl History {
    /// Takes a change in. The leaves of the records that it writes to are folded into the open ones; without those it
    /// is only noted what it touches.
    pub(super) fn take(&mut self, change: Arc<Change>, mut open: Option<&mut Open>) {
        let (stamp, replica, number, hash) = change.order();
        let order = (stamp, replica.clone(), number, hash);
        match self.known.get(&hash).cloned() {
            None => {
                self.known.insert(hash, Arc::clone(&change));
                self.changes.insert(order, Arc::clone(&change));
                for ready in self.complete(change) {
                    self.write(&ready, open.as_deref_mut());
                }
            }
            Some(held) if !held.is_blanked() && change.is_blanked() => {
                self.known.insert(hash, Arc::clone(&change));
                self.changes.insert(order, change);
                self.blanked += 1;
                self.forget(&held, open);
                forget_bodies();
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
        match (was_complete || self.is_eager, is_complete(&key, parts)) {
            (true, _) => vec![change],
            (false, true) => self.step(&change.id),
            (false, false) => Vec::new(),
        }
    }

    /// The change of that identity.
    pub(super) fn change(&self, id: &Hash) -> Option<&Arc<Change>> {
        self.known.get(id)
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
    pub(super) fn is_waiting(&self, change: &Change) -> bool {
        let Some((key, _)) = step_key(change) else { return false };
        self.steps.get(&key).is_some_and(|parts| !is_complete(&key, parts))
    }

    fn write(&mut self, change: &Arc<Change>, mut open: Option<&mut Open>) {
        let Some(body) = change.whole() else { return };
        let mut astray = Vec::new();
        for (key, patch) in records(lift(change.header.schema, body), &mut astray) {
            let state = self.states.entry(key.clone()).or_default();
            let mut held =
                open.as_deref_mut().map(|open| open.or_insert_with(key.clone(), || state.leaves(&key)));
            let place = state.touching.partition_point(|other| other.order() < change.order());
            state.touching.insert(place, Arc::clone(change));
            let mut problems = Vec::new();
            for (path, value) in leaves(key.collection.shape(), patch, &mut problems) {
                let Some(held) = &mut held else { continue };
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
    fn forget(&mut self, change: &Arc<Change>, mut open: Option<&mut Open>) {
        let Some(body) = change.whole() else { return };
        self.astray.retain(|(id, _)| *id != change.id);
        for (key, _) in records(lift(change.header.schema, body), &mut Vec::new()) {
            let Some(state) = self.states.get_mut(&key) else { continue };
            state.touching.retain(|other| other.id != change.id);
            if let Some(open) = &mut open {
                open.insert(key.clone(), state.leaves(&key));
            }
        }
    }
}

pub(super) fn step_key(change: &Change) -> Option<(StepKey, u32)> {
    let part = change.header.part?;
    Some(((change.header.replica.clone(), part.first, part.m), part.k))
}

/// Whether two changes that are here are the same or parts of one step.
pub(super) fn are_of_one_step(one: &Change, other: &Change) -> bool {
    one.id == other.id
        || step_key(one).is_some_and(|(key, _)| step_key(other).is_some_and(|(other, _)| key == other))
}

pub(super) fn is_complete((_, _, all): &StepKey, parts: &Parts) -> bool {
    u32::try_from(parts.len()) == Ok(*all)
}

/// The nested JSON of leaves; cleared ones, and lines of which all are cleared, are absent.
pub(super) fn unfold(leaves: Leaves) -> Map<String, Value> {
    let mut root = Map::new();
    for (path, slot) in leaves.into_iter().filter(|(_, slot)| !slot.value.is_null()) {
        insert(&mut root, &path, slot.value);
    }
    root
}
