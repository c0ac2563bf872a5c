//! The laws of the history: a return gives back what was known then and undo gives back what stood before it, the
//! effect of a change is what the fold says before and after it, and blanking leaves no word behind.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

mod common;

use common::{Wild, body, bytes, cases, changes, later, now, records};
use muster::exchange::{self, held_against};
use muster::register::{Change, Pen, RecordKey, Register, Standing, canonical};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// What is live of a record: without what was removed, and without what is left empty.
fn live(node: &Map<String, Value>) -> Option<Value> {
    if node.get("gone") == Some(&json!(true)) {
        return None;
    }
    let below = |value: &Value| match value {
        // A line and a collection of lines look alike here, and both are dropped when nothing in them is live.
        Value::Object(map) if map.values().any(Value::is_object) || map.contains_key("gone") => live(map),
        leaf => Some(leaf.clone()),
    };
    let kept: Map<_, _> =
        node.iter().filter_map(|(name, value)| Some((name.clone(), below(value)?))).collect();
    (!kept.is_empty()).then_some(Value::Object(kept))
}

fn live_of(register: &Register, keys: &[RecordKey]) -> Vec<Option<String>> {
    keys.iter().map(|key| live(&register.json(key)).map(|json| canonical(&json))).collect()
}

/// The changes of a register that fit.
fn part(register: &Register, fits: impl Fn(&Change) -> bool) -> Register {
    Register::of(register.changes().filter(|change| fits(change)).map(|change| (**change).clone()))
}

/// Returns all or one record, and holds the outcome against what was written by then.
fn check(register: &Register, record: Option<&RecordKey>, then: impl Fn(&Change) -> bool) {
    let keys: Vec<RecordKey> = register.keys().cloned().collect();
    let back = register.back_to(record, &then);
    let count = back.leaves.len();
    let change = later(register, "back", back.draft.into_body(), None);
    let mut returned = register.clone();
    returned.add([change.clone()]);
    let was = part(register, &then);
    for key in &keys {
        let expected = if record.is_none_or(|one| one == key) { &was } else { register };
        assert_eq!(
            live_of(&returned, std::slice::from_ref(key)),
            live_of(expected, std::slice::from_ref(key)),
            "{key:?}"
        );
    }
    // What is there already is not written again.
    assert_eq!(returned.back_to(record, returned.up_to(&change.id)).leaves, vec![]);
    assert_eq!(returned.effects(&change.id).len(), count);
    let inverse = returned.inverse(&change.id).unwrap();
    assert_eq!(inverse.kept, vec![]);
    let undo = later(&returned, "undo", inverse.draft.into_body(), Some(change.id));
    returned.add([undo]);
    assert_eq!(records(&returned), records(register));
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn a_return_gives_back_what_was_known_then(set in changes(), millis in 0_u64..40, which in any::<prop::sample::Index>()) {
        let register = Register::of(set);
        let moment = now(millis).at;
        let by_then = |change: &Change| change.header.at <= moment;
        check(&register, None, by_then);
        let keys: Vec<_> = register.keys().cloned().collect();
        if !keys.is_empty() {
            check(&register, Some(which.get(&keys)), by_then);
        }
    }

    #[test]
    fn a_return_to_a_change_is_one_to_what_stood_after_it(set in changes(), which in any::<prop::sample::Index>()) {
        let register = Register::of(set);
        let all: Vec<_> = register.changes().cloned().collect();
        prop_assume!(!all.is_empty());
        let target = which.get(&all);
        // Steps of several changes that were still being written then are not taken apart here: each was written at once.
        let up_to = register.up_to(&target.id);
        let is_whole = |change: &Change| {
            register.whole_step(&change.id).iter().all(|part| up_to(part) == up_to(change))
        };
        prop_assume!(register.changes().all(|change| is_whole(change)));
        check(&register, None, &up_to);
    }

    #[test]
    fn an_effect_is_what_the_fold_says_before_and_after(set in changes(), edit in body(Wild::Wild)) {
        let before = Register::of(set);
        let change = later(&before, "me", edit.clone(), None);
        let mut after = before.clone();
        after.add([change.clone()]);
        let effects = after.effects(&change.id);
        prop_assert_eq!(effects.len(), common::written(&edit).len());
        for effect in effects {
            let value = |register: &Register| {
                register.leaf(&effect.leaf.key, &effect.leaf.path).map(|(value, _)| value.clone()).filter(|value| !value.is_null())
            };
            prop_assert_eq!(value(&before), effect.leaf.before.clone());
            prop_assert_eq!(value(&after), effect.leaf.after.clone());
            prop_assert_eq!(effect.standing, Standing::Stands);
        }
    }

    #[test]
    fn a_register_holds_against_any_older_part_of_it(set in changes(), millis in 0_u64..40) {
        let register = Register::of(set);
        let older: Vec<Change> = part(&register, |change| change.header.stamp.millis <= millis).changes().map(|change| (**change).clone()).collect();
        let against = held_against(&register, &older);
        // A fork that came later is the one thing to tell.
        prop_assert!(against.faults.iter().all(|fault| fault.kind == exchange::FaultKind::Forked));
        prop_assert_eq!((against.same, against.newer), (older.len(), register.size() - older.len()));
    }
}

#[test]
fn what_is_blanked_is_in_no_file() {
    let mut pen = Pen::new("r1");
    let body = json!({"contacts": {"c": {"name": "Private Person"}}}).as_object().unwrap().clone();
    let change = pen.write(body, &now(1));
    let mut register = Register::of([change.clone()]);
    let before = exchange::digest(&register);
    register.add(register.to_blank(&change.id));
    assert_eq!(exchange::digest(&register), before);
    register.add([pen.note_blanked(change.id, &now(2))]);
    let file = exchange::write(&"it".into(), &register);
    assert!(!file.contains("Private") && !bytes(&register).contains("Private"));
    let back = exchange::read(file.as_bytes(), 2).unwrap();
    assert_eq!((back.changes.len(), back.problems.len()), (2, 0));
    // A whole copy that comes back brings nothing back.
    let mut merged = Register::of(back.changes);
    merged.add([change.clone()]);
    assert_eq!(merged.contacts.len(), 0);
    assert_eq!(merged.blanking_of(&change.id).map(|note| note.header.number), Some(2));
}
