//! What a change did: each leaf before and after it, and whether that still stands.

use std::collections::HashSet;
use std::sync::Arc;

use serde_json::Value;

use super::history::are_of_one_step;
use super::leaves::{leaves, patch_of, records};
use super::lift::lift;
use super::{Change, Each, Few, Hash, RecordKey, Register};

/// One leaf that becomes another. Absent and cleared are both none.
#[derive(Clone, Debug, PartialEq)]
pub struct LeafChange {
    /// Of which record.
    pub key: RecordKey,
    /// Which leaf, as names joined by `/`.
    pub path: String,
    /// What stood there before.
    pub before: Option<Value>,
    /// What stands there after.
    pub after: Option<Value>,
}

/// What a change did to one leaf.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// The leaf.
    pub leaf: LeafChange,
    /// Whether it still stands.
    pub standing: Standing,
}

/// Whether what a change wrote to a leaf still stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody wrote to the leaf since.
    Stands,
    /// This change wrote the same again.
    Again(Hash),
    /// This change wrote something else over it.
    Over(Hash),
}

/// A leaf while its writes are gone through, the oldest first.
#[derive(Default)]
struct Trace {
    /// What others wrote last.
    others: Option<Value>,
    last_is_mine: bool,
    /// Before and after, once the change has written.
    mine: Option<(Option<Value>, Option<Value>)>,
    last: Option<(Hash, Option<Value>)>,
}

impl Register {
    /// What the step did that a change belongs to, by record and leaf. Nothing where its content was blanked, and of a
    /// step of which not all parts are here.
    pub fn effects(&self, id: &Hash) -> Vec<Effect> {
        self.first_effects(id, usize::MAX)
    }

    /// What it did to the records that its first parts write to, as far as so many of these say.
    pub fn first_effects(&self, id: &Hash, parts: usize) -> Vec<Effect> {
        let step = self.step(id);
        let mut written = Vec::new();
        for change in step.iter().take(parts) {
            let Some(body) = change.whole() else { continue };
            for (key, patch) in records(lift(change.header.schema, body), &mut Vec::new()) {
                let leaves = leaves(key.collection.shape(), patch, &mut Vec::new());
                written.extend(leaves.into_iter().map(|(path, _)| (key.clone(), path)));
            }
        }
        let written: Each<(RecordKey, String)> = written.into_iter().collect();
        let mut effects = Vec::new();
        for of_one in written.chunk_by(|(one, _), (other, _)| one == other) {
            self.trace(of_one, &step, &mut effects);
        }
        effects
    }

    /// Traces leaves of one record.
    fn trace(&self, leaves: &[(RecordKey, String)], step: &[Arc<Change>], effects: &mut Vec<Effect>) {
        let (Some((key, _)), Some(first)) = (leaves.first(), step.first()) else { return };
        let mut traces: Few<&str, Trace> =
            leaves.iter().map(|(_, path)| (path.as_str(), Trace::default())).collect();
        for change in self.touching(key) {
            let is_mine = are_of_one_step(change, first);
            for (path, value) in writes(change, key) {
                let Some((_, place)) = leaves.iter().find(|(_, known)| *known == path) else { continue };
                let trace = traces.or_default(place.as_str());
                let value = Some(value).filter(|value| !value.is_null());
                trace.last = Some((change.id, value.clone()));
                match (is_mine, &mut trace.mine) {
                    (false, _) => trace.others = value,
                    (true, Some((_, after))) if trace.last_is_mine => *after = value,
                    (true, mine) => *mine = Some((trace.others.clone(), value)),
                }
                trace.last_is_mine = is_mine;
            }
        }
        for (path, trace) in &traces {
            let (Some((before, after)), Some((last, value))) = (&trace.mine, &trace.last) else { continue };
            let standing = match value == after {
                _ if trace.last_is_mine => Standing::Stands,
                true => Standing::Again(*last),
                false => Standing::Over(*last),
            };
            let (path, before, after) = ((*path).to_owned(), before.clone(), after.clone());
            effects.push(Effect { leaf: LeafChange { key: key.clone(), path, before, after }, standing });
        }
    }

    /// The changes of the step that a change belongs to, as far as they are here, in order.
    pub fn whole_step(&self, id: &Hash) -> Vec<Arc<Change>> {
        self.step(id)
    }

    /// The undone changes, each with the undo that is in force: one that is undone itself is not.
    pub fn undone(&self) -> Few<Hash, Hash> {
        let (mut undone, mut parts) = (Few::<Hash, Hash>::new(), HashSet::<Hash>::new());
        for change in self.changes().rev() {
            let Some(target) = change.header.undoes else { continue };
            if !parts.contains(&change.id) && !self.is_waiting(change) {
                // All parts of an undo name the same; the first of them stands for it.
                if undone.insert(target, change.id).is_none() {
                    parts.extend(self.step(&target).iter().map(|part| part.id));
                }
            }
        }
        let by = |(target, by): (Hash, Hash)| self.step(&target).into_iter().map(move |part| (part.id, by));
        undone.into_iter().flat_map(by).collect()
    }
}

/// The leaves that a change writes in one record; null for a cleared one.
pub(super) fn writes(change: &Change, key: &RecordKey) -> Vec<(String, Value)> {
    leaves(key.collection.shape(), patch_of(change, key), &mut Vec::new())
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, json};

    use super::super::{Now, Pen, canonical};
    use super::*;

    fn body(value: Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    fn name(name: Value) -> Map<String, Value> {
        body(json!({"parties": {"EE": {"name": name}}}))
    }

    fn now() -> Now {
        Now { millis: 1, at: String::new() }
    }

    /// What the change at a place did, a line a leaf.
    fn check(changes: &[Change], place: usize, expected: &[&str]) {
        let register = Register::of(changes.to_vec());
        let text = |value: &Option<Value>| value.as_ref().map_or("-".to_owned(), canonical);
        let number = |id: &Hash| changes.iter().position(|change| change.id == *id).unwrap();
        let said = |effect: Effect| {
            let standing = match effect.standing {
                Standing::Stands => "stands".to_owned(),
                Standing::Again(by) => format!("again by {}", number(&by)),
                Standing::Over(by) => format!("over by {}", number(&by)),
            };
            let LeafChange { key, path, before, after } = effect.leaf;
            format!("{} {path}: {} to {}, {standing}", key.id, text(&before), text(&after))
        };
        let effects: Vec<_> = register.effects(&changes[place].id).into_iter().map(said).collect();
        assert_eq!(effects, expected);
    }

    #[test]
    fn says_what_stood_before_and_after() {
        let mut pen = Pen::new("r1");
        let changes = [name(json!("Estonia")), name(json!("Eesti")), name(Value::Null), name(json!("Eesti"))]
            .map(|body| pen.write(body, &now()));
        check(&changes, 0, &[r#"EE name: - to "Estonia", over by 3"#]);
        check(&changes, 1, &[r#"EE name: "Estonia" to "Eesti", again by 3"#]);
        check(&changes, 2, &[r#"EE name: "Eesti" to -, over by 3"#]);
        check(&changes, 3, &[r#"EE name: - to "Eesti", stands"#]);
    }

    #[test]
    fn leaf_by_leaf_in_all_records_and_lines() {
        let mut pen = Pen::new("r1");
        let first = json!({"contributions": {"c": {"purpose": "Radios", "entries": {"e": {"act": "said"}}}}});
        let second = json!({
            "contributions": {"c": {"entries": {"e": {"act": "written", "gone": true}}}},
            "parties": {"EE": {"name": "Estonia"}},
        });
        let changes = [first, second].map(|value| pen.write(body(value), &now()));
        check(
            &changes,
            0,
            &[r#"c entries/e/act: - to "said", over by 1"#, r#"c purpose: - to "Radios", stands"#],
        );
        check(
            &changes,
            1,
            &[
                r#"EE name: - to "Estonia", stands"#,
                r#"c entries/e/act: "said" to "written", stands"#,
                "c entries/e/gone: - to true, stands",
            ],
        );
    }

    #[test]
    fn the_parts_of_a_step_are_one() {
        let mut pen = Pen::new("r1");
        let mut changes = vec![pen.write(name(json!("Estonia")), &now())];
        let code = body(json!({"parties": {"EE": {"code": "EE"}}}));
        changes.extend(pen.write_step(vec![name(json!("A")), code, name(json!("B"))], None, &now()));
        let expected = [r#"EE code: - to "EE", stands"#, r#"EE name: "Estonia" to "B", stands"#];
        for part in 1..4 {
            check(&changes, part, &expected);
        }
        changes.pop();
        check(&changes, 1, &[]);
    }

    #[test]
    fn what_was_blanked_did_nothing() {
        let mut pen = Pen::new("r1");
        let [first, second] =
            [name(json!("Estonia")), name(json!("Eesti"))].map(|body| pen.write(body, &now()));
        check(&[first.blanked(), second.clone()], 0, &[]);
        check(&[first.blanked(), second], 1, &[r#"EE name: - to "Eesti", stands"#]);
    }

    #[test]
    fn an_undo_that_is_undone_is_not_in_force() {
        let mut pen = Pen::new("r1");
        let first = pen.write(name(json!("Estonia")), &now());
        let undo = pen.undo(name(Value::Null), first.id, &now());
        let mut register = Register::of([first.clone(), undo.clone()]);
        let undone = |register: &Register| register.undone().into_iter().collect::<Vec<_>>();
        assert_eq!(undone(&register), [(first.id, undo.id)]);
        let redo = pen.undo(name(json!("Estonia")), undo.id, &now());
        register.add([redo.clone()]);
        assert_eq!(undone(&register), [(undo.id, redo.id)]);
    }
}
