//! Two copies of one register that went on apart, by record: what is offered is what a union would change, and what it
//! says of both sides is what a union decides by.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

mod common;

use common::{cases, changes, now};
use muster::exchange::meet::{Choice, Difference, Kind, Match, Meet, Origin, Take};
use muster::register::{Few, Now, Pen, RecordKey, Register};
use proptest::prelude::*;
use serde_json::{Value, json};

fn meet<'a>(ours: &'a Register, theirs: &'a Register) -> Meet<'a> {
    Meet::of(ours, theirs, Origin::Same, &Few::new())
}

/// Two copies of a set, of which each lacks some steps.
fn copies() -> impl Strategy<Value = [Register; 2]> {
    let copies = (changes(), prop::collection::vec(0..4_u8, 40)).prop_map(|(set, sides)| {
        [0, 1].map(|lacks| {
            let kept = set.iter().zip(sides.iter().cycle()).filter(|(_, side)| **side != lacks);
            Register::of(kept.map(|(change, _)| change.clone()))
        })
    });
    // Of a step that is there in part, a union may show what neither side does; so it does of what is blanked.
    copies.prop_filter("whole", |copies| {
        copies.iter().all(|copy| {
            copy.incomplete().next().is_none() && !copy.changes().any(|change| change.is_blanked())
        })
    })
}

fn union(one: &Register, other: &Register) -> Register {
    Register::of(one.changes().chain(other.changes()).cloned())
}

fn leaf(register: &Register, key: &RecordKey, path: &str) -> Option<Value> {
    register.leaf(key, path).map(|(value, _)| value).filter(|value| !value.is_null())
}

/// Leaves at the place where both sides have them.
fn in_place(meet: &Meet<'_>) -> Vec<(Match, Difference)> {
    let all = meet.matches().iter().filter(|one| one.theirs == one.ours);
    let leaves = all.flat_map(|one| one.leaves.iter().map(move |leaf| (one.clone(), leaf.clone())));
    leaves.filter(|(_, leaf)| leaf.path == leaf.their_path).collect()
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn the_later_is_what_a_union_takes([ours, theirs] in copies()) {
        let whole = union(&ours, &theirs);
        for (one, difference) in in_place(&meet(&ours, &theirs)) {
            let path = difference.path.as_str();
            // Where ours was written and cleared again, nothing changed; a union goes by who wrote last all the same.
            if ours.leaf(&one.ours, path).is_some_and(|(value, _)| value.is_null()) {
                continue;
            }
            let said = difference.theirs.clone().map(|said| said.value).filter(|value| !value.is_null());
            let is_theirs = !difference.since || difference.is_later;
            let expected = if is_theirs { said } else { leaf(&ours, &one.ours, path) };
            prop_assert_eq!(leaf(&whole, &one.ours, path), expected, "{:?} {:?}", one.ours, difference);
        }
    }

    #[test]
    fn what_a_union_would_change_is_offered([ours, theirs] in copies()) {
        let whole = union(&ours, &theirs);
        let meet = meet(&ours, &theirs);
        let is_in_both = |key: &&RecordKey| [&ours, &theirs].iter().all(|one| one.is_live(key.collection, &key.id));
        for key in theirs.keys().filter(is_in_both) {
            let fields = key.collection.shape().fields.iter().map(|field| field.name).filter(|name| *name != "order");
            for name in fields.filter(|name| leaf(&ours, key, name) != leaf(&whole, key, name)) {
                let offered = meet.get(key).and_then(|one| one.leaves.iter().find(|leaf| leaf.path == name));
                // What does not parse is no value, and the same sum in other digits is no other sum.
                let is_read = |register: &Register| register.problems_of(key).is_empty();
                prop_assert!(offered.is_some() || !is_read(&ours) || !is_read(&theirs), "{:?} {}", key, name);
            }
        }
    }

    #[test]
    fn nothing_is_offered_after_a_union([ours, theirs] in copies()) {
        let whole = union(&ours, &theirs);
        prop_assert!(meet(&whole, &theirs).matches().is_empty());
    }
}

/// What both have, and what each of two desks wrote since; theirs later than ours.
fn apart(base: Value, ours: Value, theirs: Value) -> [Register; 2] {
    let write = |replica: &str, millis: u64, body: Value| {
        Pen::new(replica).write(body.as_object().unwrap().clone(), &now(millis))
    };
    let base = write("a", 1, base);
    [write("b", 2, ours), write("c", 3, theirs)].map(|since| Register::of([base.clone(), since]))
}

fn after(ours: &Register, theirs: &Register, take: Take) -> Value {
    let meet = meet(ours, theirs);
    let later = Now { millis: 10, ..now(0) };
    Value::Object(
        meet.after(&meet.accept(&Choice::all(take)), &later)
            .json(&RecordKey::new(muster::register::Collection::Parties, "p")),
    )
}

#[test]
fn each_rule_says_what_stands_where_both_wrote() {
    let party = |body: Value| json!({"parties": {"p": body}});
    let base = party(json!({"name": "A", "note": "a", "code": "x"}));
    let [ours, theirs] =
        apart(base, party(json!({"name": "B"})), party(json!({"name": "C", "note": "c", "code": null})));
    let check = |take: Take, [ours, theirs]: [&Register; 2], expected: Value| {
        assert_eq!(after(ours, theirs, take), expected, "{take:?}")
    };
    let both = [&ours, &theirs];
    check(Take::Nothing, both, json!({"name": "B", "note": "a", "code": "x"}));
    check(Take::Additions, both, json!({"name": "B", "note": "a", "code": "x"}));
    check(Take::Unopposed, both, json!({"name": "B", "note": "c"}));
    check(Take::Later, both, json!({"name": "C", "note": "c"}));
    check(Take::Theirs, both, json!({"name": "C", "note": "c"}));
    // The other way round ours is the later.
    let back = [&theirs, &ours];
    check(Take::Later, back, json!({"name": "C", "note": "c"}));
    check(Take::Theirs, back, json!({"name": "B", "note": "c"}));
}

#[test]
fn what_was_removed_there_is_offered_and_what_was_removed_here_stays_so() {
    let base = json!({"parties": {"p": {"name": "A"}, "q": {"name": "Q"}}});
    let [ours, theirs] =
        apart(base, json!({"parties": {"q": {"gone": true}}}), json!({"parties": {"p": {"gone": true}}}));
    let found: Vec<_> = meet(&ours, &theirs)
        .matches()
        .iter()
        .flat_map(|one| one.leaves.clone())
        .map(|leaf| (leaf.path, leaf.kind, leaf.since))
        .collect();
    assert_eq!(found, [("gone".to_owned(), Kind::Removed, false)]);
}
