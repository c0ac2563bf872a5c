//! Undo by example: two desks, chains, crossings, and steps of several changes.

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
    for (key, patch) in records(all.as_object().unwrap().clone(), &mut Vec::new()) {
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

#[test]
fn a_step_is_undone_part_by_part_as_it_is_at_once() {
    let mut desk = Desk::new();
    let record = |id: &str, name: &str| {
        json!({"parties": {id: {"name": name, "note": "n"}}}).as_object().unwrap().clone()
    };
    let bodies = vec![record("x", "a"), record("y", "b"), record("x", "c"), record("z", "d")];
    let now = desk.now();
    let step = desk.pens[0].write_step(bodies, None, &now);
    let id = desk.take(step);
    desk.edit(1, "later");
    let whole = desk.register.inverse(&id).unwrap();
    let mut inverting = desk.register.inverting(&id).unwrap();
    assert_eq!(inverting.left(), 4);
    let (mut draft, mut kept) = (Draft::new(), Vec::new());
    while let Some(part) = inverting.next(&desk.register) {
        draft.absorb(part.draft);
        kept.extend(part.kept);
    }
    assert_eq!(Inverse { draft, kept }, whole);
    let x = RecordKey::new(Collection::Parties, "x");
    assert_eq!(whole.kept, [(x, "name".to_owned())]);
}
