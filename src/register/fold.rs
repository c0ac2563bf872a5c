//! The fold: last writer wins for each leaf, in any order, and it never fails.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::Arc;

use serde_json::{Map, Value};
use thiserror::Error;

use super::lift::lift;
use super::{Change, Collection, Hash, Id, Kind, Problem, RecordKey, Shape, Stamp, Tables};

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
pub(super) struct Slot {
    value: Value,
    by: Arc<Change>,
}

#[derive(Clone, Debug, Default)]
struct State {
    leaves: BTreeMap<String, Slot>,
    /// The changes that write to the record, in order.
    touching: Vec<Arc<Change>>,
    problems: Vec<Problem>,
}

/// What tells one step of several changes from another: replica, first number, parts in all.
type StepKey = (Id, u32, u32);

/// The changes held for each part; two for one part are a fork, and both count.
type Parts = BTreeMap<u32, BTreeSet<Hash>>;

/// Which records a union changed.
pub type Touched = BTreeSet<RecordKey>;

/// A register: a set of changes and their fold.
#[derive(Clone, Debug, Default)]
pub struct Register {
    changes: BTreeMap<(Stamp, Id, u32, Hash), Arc<Change>>,
    known: BTreeMap<Hash, (Stamp, Id, u32, Hash)>,
    states: BTreeMap<RecordKey, State>,
    tables: Tables,
    /// The parts held of each step of several changes.
    steps: BTreeMap<StepKey, Parts>,
    /// What a change says about no record at all.
    astray: Vec<(Hash, Problem)>,
}

impl Deref for Register {
    type Target = Tables;
    fn deref(&self) -> &Tables {
        &self.tables
    }
}

impl Register {
    /// The fold of some changes.
    pub fn of(changes: impl IntoIterator<Item = Change>) -> Self {
        let mut register = Register::default();
        register.add(changes);
        register
    }

    /// The union with some changes; those that are known already change nothing, and blanked beats whole.
    pub fn add(&mut self, changes: impl IntoIterator<Item = Change>) -> Touched {
        let mut touched = Touched::new();
        for change in changes {
            self.take(Arc::new(change), &mut touched);
        }
        for key in &touched {
            self.read(key);
        }
        touched
    }

    fn take(&mut self, change: Arc<Change>, touched: &mut Touched) {
        let (stamp, replica, number, hash) = change.order();
        let order = (stamp, replica.clone(), number, hash);
        let held = self.known.get(&hash).and_then(|order| self.changes.get(order)).cloned();
        match held {
            None => {
                self.known.insert(hash, order.clone());
                self.changes.insert(order, Arc::clone(&change));
                for ready in self.complete(change) {
                    self.write(&ready, touched);
                }
            }
            Some(held) if held.whole().is_some() && change.whole().is_none() => {
                self.changes.insert(order, change);
                self.forget(&held, touched);
            }
            Some(_) => {}
        }
    }

    /// The changes that a new one makes ready: itself, or all parts of its step, or none yet.
    fn complete(&mut self, change: Arc<Change>) -> Vec<Arc<Change>> {
        let Some((key, part)) = step_key(&change) else { return vec![change] };
        let parts = self.steps.entry(key.clone()).or_default();
        let was_complete = is_complete(&key, parts);
        parts.entry(part).or_default().insert(change.id);
        match (was_complete, is_complete(&key, parts)) {
            (true, _) => vec![change],
            (false, true) => self.step(&change.id),
            (false, false) => Vec::new(),
        }
    }

    /// All parts held of the step that a change belongs to, in order; the change alone where it is a whole step.
    pub(super) fn step(&self, id: &Hash) -> Vec<Arc<Change>> {
        let Some(change) = self.change(id) else { return Vec::new() };
        let Some(parts) = step_key(change).and_then(|(key, _)| self.steps.get(&key)) else {
            return vec![Arc::clone(change)];
        };
        parts.values().flatten().filter_map(|id| self.change(id)).cloned().collect()
    }

    fn write(&mut self, change: &Arc<Change>, touched: &mut Touched) {
        let Some(body) = change.whole() else { return };
        let mut astray = Vec::new();
        for (key, patch) in records(&lift(change.header.schema, body), &mut astray) {
            let state = self.states.entry(key.clone()).or_default();
            let place = state.touching.partition_point(|other| other.order() < change.order());
            state.touching.insert(place, Arc::clone(change));
            let mut problems = Vec::new();
            for (path, value) in leaves(key.collection.shape(), &patch, &mut problems) {
                match state.leaves.get(&path) {
                    Some(slot) if slot.by.order() > change.order() => {}
                    _ => {
                        state.leaves.insert(path, Slot { value, by: Arc::clone(change) });
                    }
                }
            }
            let record = format!("{}/{}", key.collection.word(), key.id);
            astray.extend(
                problems
                    .into_iter()
                    .map(|problem| Problem { path: super::join(&record, &problem.path), ..problem }),
            );
            touched.insert(key);
        }
        // By identity, so that the order of arrival leaves no trace.
        let place = self.astray.partition_point(|(id, _)| *id < change.id);
        self.astray.splice(place..place, astray.into_iter().map(|problem| (change.id, problem)));
    }

    /// Takes out what a blanked change wrote, by folding the records again that it touched.
    fn forget(&mut self, change: &Arc<Change>, touched: &mut Touched) {
        let Some(body) = change.whole() else { return };
        self.astray.retain(|(id, _)| *id != change.id);
        for (key, _) in records(&lift(change.header.schema, body), &mut Vec::new()) {
            let Some(state) = self.states.remove(&key) else { continue };
            let mut fresh = State::default();
            for other in state.touching.into_iter().filter(|other| other.id != change.id) {
                let Some(body) = other.whole() else { continue };
                let lifted = lift(other.header.schema, body);
                let patch = patch_of(&lifted, &key);
                for (path, value) in leaves(key.collection.shape(), &patch, &mut Vec::new()) {
                    fresh.leaves.insert(path, Slot { value, by: Arc::clone(&other) });
                }
                fresh.touching.push(other);
            }
            // A record that nobody wrote to is the same as one that never was.
            if !fresh.touching.is_empty() {
                self.states.insert(key.clone(), fresh);
            }
            touched.insert(key);
        }
    }

    fn read(&mut self, key: &RecordKey) {
        let Some(state) = self.states.get_mut(key) else { return self.tables.drop(key) };
        let value = unfold(&state.leaves);
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

    /// The change of that identity.
    pub fn change(&self, id: &Hash) -> Option<&Arc<Change>> {
        self.changes.get(self.known.get(id)?)
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
        self.states.get(key).map(|state| unfold(&state.leaves)).unwrap_or_default()
    }

    /// The value of one leaf and the change that wrote it.
    pub fn leaf(&self, key: &RecordKey, path: &str) -> Option<(&Value, &Arc<Change>)> {
        let slot = self.states.get(key)?.leaves.get(path)?;
        Some((&slot.value, &slot.by))
    }

    /// The change that first wrote to a line, by its path as in "entries/r.1"; later writes to it are of no matter.
    pub fn first_write(&self, key: &RecordKey, line: &str) -> Option<&Arc<Change>> {
        self.touching(key).iter().find(|change| {
            let Some(body) = change.whole() else { return false };
            let patch = patch_of(&lift(change.header.schema, body), key);
            let written = leaves(key.collection.shape(), &patch, &mut Vec::new());
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

    /// All keys that were ever written to, with the fold's JSON; for comparing folds.
    pub fn keys(&self) -> impl Iterator<Item = &RecordKey> {
        self.states.keys()
    }
}

fn step_key(change: &Change) -> Option<(StepKey, u32)> {
    let part = change.header.part?;
    Some(((change.header.replica.clone(), part.first, part.m), part.k))
}

fn is_complete((_, _, all): &StepKey, parts: &Parts) -> bool {
    u32::try_from(parts.len()) == Ok(*all)
}

/// The records that a body patches.
pub(super) fn records(
    body: &Map<String, Value>,
    astray: &mut Vec<Problem>,
) -> Vec<(RecordKey, Map<String, Value>)> {
    let mut found = Vec::new();
    for (word, patches) in body {
        let (Some(collection), Value::Object(patches)) = (Collection::from_word(word), patches) else {
            let reason = format!("“{word}” is not a collection of records that this version knows.");
            astray.push(Problem { path: word.clone(), reason });
            continue;
        };
        for (id, patch) in patches {
            match patch {
                Value::Object(patch) if !id.contains('/') && !id.is_empty() => {
                    found.push((RecordKey::new(collection, id.as_str()), patch.clone()));
                }
                _ => astray.push(Problem {
                    path: format!("{word}/{id}"),
                    reason: "A patch to a record is an object under an id without “/”.".to_owned(),
                }),
            }
        }
    }
    found
}

pub(super) fn patch_of(body: &Map<String, Value>, key: &RecordKey) -> Map<String, Value> {
    let patch = body.get(key.collection.word()).and_then(|patches| patches.get(key.id.as_str()));
    patch.and_then(Value::as_object).cloned().unwrap_or_default()
}

/// The leaves that a patch writes: path and value, null for a cleared one.
pub(super) fn leaves(
    shape: &Shape,
    patch: &Map<String, Value>,
    problems: &mut Vec<Problem>,
) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    walk(shape, patch, "", &mut found, problems);
    found
}

fn walk(
    shape: &Shape,
    patch: &Map<String, Value>,
    path: &str,
    found: &mut Vec<(String, Value)>,
    problems: &mut Vec<Problem>,
) {
    for (name, value) in patch {
        let here = super::join(path, name);
        if name.is_empty() || name.contains('/') {
            problems
                .push(Problem { path: here, reason: "A name must not be empty or hold “/”.".to_owned() });
            continue;
        }
        match (shape.field(name).map(|field| field.kind), value) {
            (Some(Kind::Lines(lines)), Value::Object(entries)) => {
                for (id, line) in entries {
                    let here = super::join(&here, id);
                    match line {
                        Value::Object(line) if !id.is_empty() && !id.contains('/') => {
                            walk(lines, line, &here, found, problems);
                        }
                        _ => problems.push(refused(here)),
                    }
                }
            }
            (Some(Kind::Lines(_)), _) => problems.push(refused(here)),
            // A field of a newer version is kept whole.
            _ => found.push((here, value.clone())),
        }
    }
}

fn refused(path: String) -> Problem {
    let reason = "Lines are removed one by one with “gone”; a value over them is not taken.".to_owned();
    Problem { path, reason }
}

/// The nested JSON of leaves; cleared ones, and lines of which all are cleared, are absent.
fn unfold(leaves: &BTreeMap<String, Slot>) -> Map<String, Value> {
    let mut root = Map::new();
    for (path, slot) in leaves.iter().filter(|(_, slot)| !slot.value.is_null()) {
        insert(&mut root, path, &slot.value);
    }
    root
}

fn insert(map: &mut Map<String, Value>, path: &str, value: &Value) {
    let Some((name, rest)) = path.split_once('/') else {
        map.insert(path.to_owned(), value.clone());
        return;
    };
    if let Value::Object(below) = map.entry(name.to_owned()).or_insert_with(|| Value::Object(Map::new())) {
        insert(below, rest, value);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{Now, Pen};
    use super::*;

    fn body(value: Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    fn now(millis: u64) -> Now {
        Now { millis, at: String::new() }
    }

    fn contribution(patch: Value) -> Map<String, Value> {
        body(json!({"contributions": {"c": patch}}))
    }

    fn key() -> RecordKey {
        RecordKey::new(Collection::Contributions, "c")
    }

    /// What stands in contribution c after these patches, taken in any order.
    fn check(patches: &[Value], expected: Value) {
        let mut pen = Pen::new("r");
        let mut changes: Vec<_> =
            patches.iter().map(|patch| pen.write(contribution(patch.clone()), &now(1))).collect();
        assert_eq!(Value::Object(Register::of(changes.clone()).json(&key())), expected);
        changes.reverse();
        assert_eq!(Value::Object(Register::of(changes).json(&key())), expected);
    }

    #[test]
    fn the_last_writer_wins_for_each_leaf() {
        check(
            &[
                json!({"purpose": "radios", "entries": {"e": {"act": "said", "kind": "pledge"}}}),
                json!({"purpose": "cables", "entries": {"e": {"act": null}}}),
            ],
            json!({"purpose": "cables", "entries": {"e": {"kind": "pledge"}}}),
        );
    }

    #[test]
    fn a_leaf_is_replaced_whole() {
        let of = |amount: Value| json!({"entries": {"e": {"amount": amount}}});
        check(
            &[
                of(json!({"value": "1", "currency": "EUR", "qualifier": "over"})),
                of(json!({"value": "2", "currency": "DKK"})),
            ],
            of(json!({"value": "2", "currency": "DKK"})),
        );
    }

    #[test]
    fn nothing_is_taken_over_lines() {
        check(
            &[
                json!({"entries": {"e": {"act": "said"}}}),
                json!({"entries": null}),
                json!({"entries": {"e": null}}),
                json!({"entries": {"e": "x", "": {"act": "a"}, "a/b": {"act": "b"}}}),
            ],
            json!({"entries": {"e": {"act": "said"}}}),
        );
    }

    #[test]
    fn what_a_newer_version_wrote_is_kept() {
        check(&[json!({"colour": {"a": 1}}), json!({"colour": {"b": 2}})], json!({"colour": {"b": 2}}));
    }

    #[test]
    fn what_leads_nowhere_is_named() {
        let mut pen = Pen::new("r");
        let register = Register::of([
            pen.write(body(json!({"planets": {}})), &now(1)),
            pen.write(contribution(json!({"entries": null})), &now(1)),
            pen.write(body(json!({"parties": {"a/b": {}}})), &now(1)),
        ]);
        let mut paths: Vec<_> = register.astray().iter().map(|(_, problem)| problem.path.as_str()).collect();
        paths.sort_unstable();
        assert_eq!(paths, ["contributions/c/entries", "parties/a/b", "planets"]);
    }

    #[test]
    fn what_does_not_parse_is_absent_and_named() {
        let mut pen = Pen::new("r");
        let mut register =
            Register::of([pen.write(contribution(json!({"form": 7, "outside": true})), &now(1))]);
        assert_eq!(register.contributions.get(&key().id).unwrap().form, None);
        assert_eq!(register.problems_of(&key())[0].path, "form");
        register.add([pen.write(contribution(json!({"form": "training"})), &now(2))]);
        assert_eq!(register.problems().count(), 0);
    }

    #[test]
    fn a_removed_record_comes_back_with_its_leaves() {
        let mut pen = Pen::new("r");
        let mut register = Register::default();
        register.add([pen.write(contribution(json!({"purpose": "radios"})), &now(1))]);
        register.add([pen.write(contribution(json!({"gone": true})), &now(2))]);
        assert_eq!((register.contributions.len(), register.contributions.gone().count()), (0, 1));
        register.add([pen.write(contribution(json!({"gone": null})), &now(3))]);
        let purpose = register.contributions.get(&key().id).unwrap().purpose.clone();
        assert_eq!(purpose.as_deref(), Some("radios"));
    }

    /// A step of two parts, a fork of its first part, and a blanked copy.
    fn step() -> [Change; 3] {
        let mut pen = Pen::new("r");
        let mut fork = pen.clone();
        let bodies = |purpose: &str| {
            vec![contribution(json!({"purpose": purpose})), contribution(json!({"outside": true}))]
        };
        let parts = pen.write_step(bodies("radios"), None, &now(1));
        let forked = fork.write_step(bodies("cables"), None, &now(1));
        [parts[0].clone(), parts[1].clone(), forked[0].clone()]
    }

    #[test]
    fn a_step_waits_for_all_its_parts() {
        let [first, second, _] = step();
        let mut register = Register::of([second]);
        assert!(register.json(&key()).is_empty());
        let waiting: Vec<_> = register.incomplete().map(|(_, first, held, all)| (first, held, all)).collect();
        assert_eq!(waiting, [(1, 1, 2)]);
        register.add([first]);
        assert_eq!(register.incomplete().count(), 0);
        assert_eq!(Value::Object(register.json(&key())), json!({"purpose": "radios", "outside": true}));
    }

    #[test]
    fn a_forked_part_counts_in_any_order() {
        let [a, b, fork] = step();
        let folds: Vec<_> = [[&a, &fork, &b], [&a, &b, &fork], [&fork, &b, &a]]
            .into_iter()
            .map(|order| {
                let register = Register::of(order.into_iter().cloned());
                assert_eq!(register.incomplete().count(), 0);
                register.json(&key())
            })
            .collect();
        assert!(folds.iter().all(|fold| *fold == folds[0]));
    }

    #[test]
    fn a_part_blanked_while_it_waits_stays_blanked() {
        let [first, second, _] = step();
        let register = Register::of([first.clone(), first.blanked(), second, first]);
        assert_eq!(Value::Object(register.json(&key())), json!({"outside": true}));
    }

    #[test]
    fn blanking_the_only_write_leaves_no_trace_of_the_record() {
        let change = Pen::new("r").write(contribution(json!({"purpose": "radios"})), &now(1));
        let mut register = Register::of([change.clone()]);
        register.add([change.blanked()]);
        assert_eq!((register.keys().count(), register.contributions.len()), (0, 0));
        assert_eq!(register.size(), 1);
    }
}
