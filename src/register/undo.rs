//! Undo is one more change: it writes back what stood before, where nobody wrote since.

use crate::register::Each;
use std::collections::HashSet;
use std::sync::Arc;

use serde_json::Value;

use super::leaves::{leaves, patch_of, records};
use super::lift::lift;
use super::{Change, Draft, Hash, RecordKey, Register};

/// What undoes a change.
#[derive(Clone, Debug, PartialEq)]
pub struct Inverse {
    /// What to write. Written even when it is empty: otherwise the change would stay the next one to undo.
    pub draft: Draft,
    /// The leaves that it leaves alone, since somebody wrote to them later.
    pub kept: Vec<(RecordKey, String)>,
}

/// What can be undone or done again next.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Undoable {
    /// The last change that is not undone; of a step of several changes the first.
    pub undo: Option<Hash>,
    /// The last undo with no later change, not itself undone; of one of several changes the first.
    pub redo: Option<Hash>,
}

/// One write to one leaf.
struct Write {
    by: Arc<Change>,
    value: Value,
}

impl Register {
    /// What undoes the step that the change of that identity belongs to; with an undo, what does it again.
    /// None when the change is not here or nothing of it is left to read.
    pub fn inverse(&self, id: &Hash) -> Option<Inverse> {
        let step = self.step(id);
        if step.iter().all(|change| change.whole().is_none()) {
            return None;
        }
        let mut written = Each::new();
        for change in &step {
            let Some(body) = change.whole() else { continue };
            for (key, patch) in records(&lift(change.header.schema, body), &mut Vec::new()) {
                for (path, _) in leaves(key.collection.shape(), &patch, &mut Vec::new()) {
                    written.insert((key.clone(), path));
                }
            }
        }
        let mut inverse = Inverse { draft: Draft::new(), kept: Vec::new() };
        for (key, path) in written {
            let writes = self.writes(&key, &path);
            let is_mine = |write: &Write| step.iter().any(|change| change.id == write.by.id);
            // Parts of a step that is still incomplete wrote nothing yet.
            if !writes.iter().any(is_mine) {
                continue;
            }
            if self.stands(&writes, is_mine) {
                let before = below(&writes, is_mine).first();
                let before = before.map_or(Value::Null, |write| write.value.clone());
                inverse.draft.put(&key, &path, before);
            } else {
                inverse.kept.push((key, path));
            }
        }
        Some(inverse)
    }

    /// Whether a leaf has its value from one of these writes. An undo that put back the value from before the
    /// undone step gives the leaf back to the write below that step.
    fn stands(&self, mut writes: &[Write], is_mine: impl Fn(&Write) -> bool) -> bool {
        while let Some((top, rest)) = writes.split_first() {
            if is_mine(top) {
                return true;
            }
            let Some(undone) = top.by.header.undoes else { return false };
            let step = self.step(&undone);
            let is_undone = |write: &Write| step.iter().any(|change| change.id == write.by.id);
            let before = below(rest, is_undone);
            let value = before.first().map_or(&Value::Null, |write| &write.value);
            if !rest.iter().any(is_undone) || value != &top.value {
                return false;
            }
            writes = before;
        }
        false
    }

    /// The writes to one leaf, the winner first.
    fn writes(&self, key: &RecordKey, path: &str) -> Vec<Write> {
        let mut writes = Vec::new();
        for change in self.touching(key).iter().rev() {
            let Some(body) = change.whole() else { continue };
            let patch = patch_of(&lift(change.header.schema, body), key);
            let leaf = leaves(key.collection.shape(), &patch, &mut Vec::new());
            if let Some((_, value)) = leaf.into_iter().find(|(other, _)| other == path) {
                writes.push(Write { by: Arc::clone(change), value });
            }
        }
        writes
    }

    /// What comes next for undo and redo among the changes that are `mine`.
    pub fn undoable(&self, mine: impl Fn(&Change) -> bool) -> Undoable {
        // From the last change back: an undo that is itself undone does not count.
        let mut undone: HashSet<Hash> = HashSet::new();
        let mut result = Undoable::default();
        for change in self.changes().rev() {
            // A step that lacks a part wrote nothing: it neither undoes nor is there to be undone.
            if self.is_waiting(change) {
                continue;
            }
            let is_undone = undone.contains(&change.id);
            if let (Some(target), false) = (change.header.undoes, is_undone) {
                undone.extend(self.step(&target).iter().map(|change| change.id));
            }
            if is_undone || !mine(change) || change.whole().is_none() {
                continue;
            }
            let first = || self.step(&change.id).first().map_or(change.id, |first| first.id);
            match change.header.undoes {
                None => {
                    result.undo = Some(first());
                    break;
                }
                Some(target) if !self.is_undo(&target) => {
                    result.redo.get_or_insert_with(first);
                }
                Some(_) => {}
            }
        }
        result
    }

    fn is_undo(&self, id: &Hash) -> bool {
        self.change(id).is_some_and(|change| change.header.undoes.is_some())
    }
}

/// The writes below the topmost of those that match, without the others that match.
fn below(writes: &[Write], matches: impl Fn(&Write) -> bool) -> &[Write] {
    let from = writes.iter().position(&matches).unwrap_or(writes.len());
    let rest = writes.get(from..).unwrap_or_default();
    let next = rest.iter().position(|write| !matches(write)).unwrap_or(rest.len());
    rest.get(next..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, json};

    use super::super::{Collection, Now, Pen};
    use super::*;

    /// A register and the pens of two desks.
    struct Desk {
        register: Register,
        pens: [Pen; 2],
        millis: u64,
    }

    fn party(name: Value) -> Map<String, Value> {
        json!({"parties": {"x": {"name": name}}}).as_object().unwrap().clone()
    }

    impl Desk {
        fn new() -> Self {
            Desk { register: Register::default(), pens: [Pen::new("r1"), Pen::new("r2")], millis: 0 }
        }

        fn now(&mut self) -> Now {
            self.millis += 1;
            Now { millis: self.millis, at: String::new() }
        }

        fn edit(&mut self, pen: usize, name: &str) -> Hash {
            let now = self.now();
            let change = self.pens[pen].write(party(name.into()), &now);
            self.take(vec![change])
        }

        fn take(&mut self, changes: Vec<Change>) -> Hash {
            let id = changes[0].id;
            self.register.add(changes);
            id
        }

        fn undo(&mut self, pen: usize, id: Hash) -> (Hash, Vec<String>) {
            let inverse = self.register.inverse(&id).unwrap();
            let now = self.now();
            let change = self.pens[pen].undo(inverse.draft.into_body(), id, &now);
            (self.take(vec![change]), inverse.kept.into_iter().map(|(_, path)| path).collect())
        }

        fn next(&self, pen: usize) -> Undoable {
            let replica = self.pens[pen].replica().clone();
            self.register.undoable(|change| change.header.replica == replica)
        }

        fn check(&self, expected: Option<&str>) {
            let name = self.register.parties.get(&"x".into()).and_then(|party| party.name.clone());
            assert_eq!(name.as_deref(), expected);
        }
    }

    #[test]
    fn back_and_forth_through_a_chain() {
        let mut desk = Desk::new();
        let names = ["one", "two", "three"];
        let edits: Vec<Hash> = names.iter().map(|name| desk.edit(0, name)).collect();
        for _ in 0..2 {
            for (place, edit) in edits.iter().enumerate().rev() {
                assert_eq!(desk.next(0).undo, Some(*edit));
                desk.undo(0, *edit);
                desk.check(place.checked_sub(1).map(|place| names[place]));
            }
            assert_eq!(desk.next(0).undo, None);
            for name in names {
                let redo = desk.next(0).redo.unwrap();
                desk.undo(0, redo);
                desk.check(Some(name));
            }
            assert_eq!(desk.next(0).redo, None);
        }
    }

    #[test]
    fn a_later_write_stands_and_is_named() {
        let mut desk = Desk::new();
        let mine = desk.edit(0, "mine");
        desk.edit(1, "theirs");
        let (_, kept) = desk.undo(0, mine);
        assert_eq!(kept, ["name"]);
        desk.check(Some("theirs"));
        assert_eq!(desk.next(0).undo, None, "an undo that could write nothing is still one");
    }

    #[test]
    fn a_later_write_that_was_undone_is_no_hindrance() {
        let mut desk = Desk::new();
        let mine = desk.edit(0, "mine");
        let theirs = desk.edit(1, "theirs");
        desk.undo(1, theirs);
        let (_, kept) = desk.undo(0, mine);
        assert_eq!(kept, [""; 0]);
        desk.check(None);
    }

    #[test]
    fn undone_twice_is_undone_once() {
        let mut desk = Desk::new();
        let first = desk.edit(0, "one");
        desk.undo(0, first);
        assert_eq!(desk.undo(1, first).1, ["name"]);
        desk.check(None);
    }

    /// Desk 1 undoes "two" without having seen "three", which is written at the same time; then "three" is
    /// undone. The value that desk 1 put back stands.
    #[test]
    fn an_undo_that_crossed_a_write_stands() {
        let mut desk = Desk::new();
        desk.edit(0, "one");
        let two = desk.edit(0, "two");
        let inverse = desk.register.inverse(&two).unwrap();
        let three = desk.edit(0, "three");
        let now = desk.now();
        let crossed = desk.pens[1].undo(inverse.draft.into_body(), two, &now);
        desk.register.add([crossed]);
        desk.check(Some("one"));
        assert_eq!(desk.undo(0, three).1, ["name"]);
        desk.check(Some("one"));
    }

    #[test]
    fn a_step_of_several_changes_is_undone_as_one() {
        let mut desk = Desk::new();
        desk.edit(0, "before");
        let now = desk.now();
        let second = json!({"parties": {"x": {"name": "b", "code": "X"}}}).as_object().unwrap().clone();
        let parts = desk.pens[0].write_step(vec![party("a".into()), second], None, &now);
        let last = parts[1].id;
        let first = desk.take(parts);
        assert_eq!(desk.next(0).undo, Some(first));
        // Named by any of its parts.
        let (undo, kept) = desk.undo(0, last);
        assert_eq!(kept, [""; 0]);
        desk.check(Some("before"));
        let key = RecordKey::new(Collection::Parties, "x");
        assert!(!desk.register.json(&key).contains_key("code"));
        assert_eq!(desk.next(0).redo, Some(undo));
        assert_eq!(desk.undo(0, first).1, ["code", "name"], "once only");
        desk.undo(0, undo);
        desk.check(Some("b"));
    }

    /// An undo that is itself too large for one change.
    #[test]
    fn an_undo_of_several_changes_is_one() {
        let mut desk = Desk::new();
        desk.edit(0, "before");
        let now = desk.now();
        let all = json!({"parties": {"x": {"name": "a", "code": "X"}, "y": {"name": "b"}}});
        let mut draft = Draft::new();
        for (key, patch) in records(all.as_object().unwrap(), &mut Vec::new()) {
            draft.patch_with(&key, patch);
        }
        let step = desk.pens[0].write_step(draft.into_bodies(40), None, &now);
        assert_eq!(step.len(), 3);
        let first = desk.take(step);
        let inverse = desk.register.inverse(&first).unwrap();
        let now = desk.now();
        let undo = desk.pens[0].write_step(inverse.draft.into_bodies(40), Some(first), &now);
        assert_eq!(undo.len(), 3);
        // One part of the undo alone undoes nothing.
        desk.register.add([undo[0].clone()]);
        assert_eq!(desk.next(0).undo, Some(first));
        let undo = desk.take(undo);
        desk.check(Some("before"));
        assert_eq!(desk.register.parties.len(), 1);
        assert_eq!(desk.next(0).redo, Some(undo));
        desk.undo(0, undo);
        desk.check(Some("a"));
        assert_eq!(desk.register.parties.len(), 2);
    }

    #[test]
    fn a_step_that_lacks_a_part_is_not_there_to_be_undone() {
        let mut desk = Desk::new();
        let one = desk.edit(0, "one");
        let now = desk.now();
        let step = desk.pens[0].write_step(vec![party("a".into()), party("b".into())], None, &now);
        desk.register.add([step[1].clone()]);
        assert_eq!(desk.next(0).undo, Some(one));
    }

    #[test]
    fn a_new_edit_ends_redo() {
        let mut desk = Desk::new();
        let one = desk.edit(0, "one");
        desk.undo(0, one);
        let two = desk.edit(0, "two");
        assert_eq!(desk.next(0), Undoable { undo: Some(two), redo: None });
    }

    #[test]
    fn what_others_wrote_is_theirs_to_undo() {
        let mut desk = Desk::new();
        desk.edit(0, "one");
        assert_eq!(desk.next(1), Undoable::default());
    }

    #[test]
    fn what_was_blanked_cannot_be_undone() {
        let mut desk = Desk::new();
        let one = desk.edit(0, "one");
        let blanked = desk.register.change(&one).unwrap().blanked();
        desk.register.add([blanked]);
        assert_eq!(desk.register.inverse(&one), None);
        assert_eq!(desk.next(0), Undoable::default());
    }
}
