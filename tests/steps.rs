//! The laws of steps that are too large for one change: cut or whole, they write the same and are undone the same.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

mod common;

use std::collections::BTreeMap;

use common::{Wild, body, cases, changes, now, object, picture, records, written};
use muster::register::{
    BODY_LIMIT, Change, Collection, Draft, Hash, Header, Pen, RecordKey, Register, canonical,
};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn draft(body: &Map<String, Value>) -> Draft {
    let mut draft = Draft::new();
    for (word, patches) in body {
        for (id, patch) in patches.as_object().unwrap() {
            let key = RecordKey::new(Collection::from_word(word).unwrap(), id.as_str());
            draft.patch_with(&key, object(patch.clone()));
        }
    }
    draft
}

fn size(body: &Map<String, Value>) -> usize {
    canonical(&Value::Object(body.clone())).len()
}

/// Two bodies as one.
fn large() -> impl Strategy<Value = Map<String, Value>> {
    (body(Wild::Wild), body(Wild::Wild)).prop_map(|(one, other)| {
        let mut both = draft(&one);
        both.absorb(draft(&other));
        both.into_body()
    })
}

/// A step of somebody else, later than all that a register holds.
fn later_step(
    register: &Register,
    replica: &str,
    draft: Draft,
    limit: usize,
    undoes: Option<Hash>,
) -> Vec<Change> {
    let mut pen = Pen::new(replica);
    pen.clock.observe(register.latest());
    pen.write_step(draft.into_bodies(limit), undoes, &now(0))
}

/// How many leaves a body writes, those that lead nowhere included.
fn pieces(body: &Map<String, Value>) -> usize {
    fn below(value: &Value, deep: usize) -> usize {
        match value {
            // Collections and records; whatever stands further down is counted by its shape.
            Value::Object(map) if deep < 2 => map.values().map(|value| below(value, deep + 1)).sum(),
            _ => 1,
        }
    }
    written(body).len().max(below(&Value::Object(body.clone()), 0))
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn the_parts_write_what_the_whole_writes(set in changes(), body in large(), limit in 1_usize..1500) {
        let bodies = draft(&body).into_bodies(limit);
        prop_assert!(!bodies.is_empty());
        let mut leaves = BTreeMap::new();
        for part in &bodies {
            prop_assert!(size(part) <= limit || pieces(part) == 1, "{} bytes: {part:?}", size(part));
            for (leaf, value) in written(part) {
                prop_assert!(leaves.insert(leaf, value).is_none(), "a leaf in two parts");
            }
        }
        prop_assert_eq!(leaves, written(&body));
        prop_assert_eq!(bodies.len() == 1, size(&body) <= limit || pieces(&body) == 1);

        let before = Register::of(set);
        let (mut cut, mut whole) = (before.clone(), before.clone());
        let step = later_step(&before, "me", draft(&body), limit, None);
        cut.add(step.clone());
        whole.add(later_step(&before, "me", draft(&body), usize::MAX, None));
        prop_assert_eq!(records(&cut), records(&whole));
        prop_assert_eq!(cut.keys().collect::<Vec<_>>(), whole.keys().collect::<Vec<_>>());
        prop_assert_eq!(
            cut.problems().collect::<Vec<_>>(),
            whole.problems().collect::<Vec<_>>()
        );
        let astray = |register: &Register| {
            let mut paths: Vec<_> = register.astray().iter().map(|(_, problem)| problem.clone().path).collect();
            paths.sort();
            paths
        };
        prop_assert_eq!(astray(&cut), astray(&whole));

        // Without its last part a step writes nothing, and is listed.
        if step.len() > 1 {
            let mut waiting = before.clone();
            waiting.add(step[..step.len() - 1].to_vec());
            prop_assert_eq!(records(&waiting), records(&before));
            prop_assert_eq!(waiting.incomplete().count(), before.incomplete().count() + 1);
            waiting.add(step);
            prop_assert_eq!(picture(&waiting), picture(&cut));
        }
    }

    #[test]
    fn undo_takes_all_of_a_step_back(set in changes(), body in large(), limit in 1_usize..600) {
        let before = Register::of(set);
        let mut register = before.clone();
        let step = later_step(&register, "me", draft(&body), limit, None);
        let (first, mut last) = (step[0].id, step[0].id);
        register.add(step);
        let edited = records(&register);
        for (turn, expected) in [records(&before), edited.clone(), records(&before), edited].iter().enumerate() {
            let next = register.undoable(|change| change.header.replica.as_str().starts_with("me"));
            // Undone, done again, and so once more; each is named by its first change.
            let (target, named) = if turn % 2 == 0 { (next.undo, first) } else { (next.redo, last) };
            prop_assert_eq!(target, Some(named));
            let inverse = register.inverse(&named).unwrap();
            prop_assert!(inverse.kept.is_empty());
            let undo = later_step(&register, &format!("me{turn}"), inverse.draft, limit, target);
            last = undo[0].id;
            register.add(undo);
            prop_assert_eq!(&records(&register), expected);
        }
    }

    #[test]
    fn what_is_taken_over_says_the_same(body in large(), limit in 1_usize..600) {
        let far = later_step(&Register::default(), "far", draft(&body), limit, None);
        let there = Register::of(far.clone());
        let mut here = Register::default();
        let mut pen = Pen::new("here");
        for step in here.adoptable(&far).steps {
            // Cut anew, more finely.
            here.add(pen.adopt(&step, limit / 2 + 1, &now(1)));
        }
        prop_assert_eq!(records(&here), records(&there));
        prop_assert!(here.adoptable(&far).steps.is_empty());
    }
}

/// An import of many records: few parts, none above the limit, each read back from its own bytes.
#[test]
fn an_import_of_thousands_is_a_few_changes() {
    let mut all = Draft::new();
    for n in 0..3000 {
        let key = RecordKey::new(Collection::Contributions, format!("r.{n}").as_str());
        let amount = json!({"currency": "EUR", "value": n.to_string()});
        let entry = json!({"act": "announced", "amount": amount, "kind": "pledge"});
        all.patch_with(&key, object(json!({"entries": {"e": entry}, "purpose": "radios and cables"})));
    }
    let whole = size(&all.clone().into_body());
    let bodies = all.into_bodies(BODY_LIMIT);
    assert!(bodies.len() <= whole / BODY_LIMIT * 6 / 5 + 1, "{} parts of {whole} bytes", bodies.len());
    assert!(bodies.iter().all(|body| size(body) <= BODY_LIMIT));
    let step = Pen::new("r").write_step(bodies, None, &now(1));
    for change in &step {
        assert_eq!(Change::from_json(&change.to_json()).as_ref(), Ok(change));
    }
    assert_eq!(Register::of(step).contributions.len(), 3000);
}

/// A text longer than the limit is one leaf, and stays one.
#[test]
fn one_long_leaf_stays_one_part() {
    let key = RecordKey::new(Collection::Meetings, "m");
    let mut minutes = Draft::new();
    minutes.set(&key, "note", Some("long ".repeat(20_000).into())).unwrap();
    minutes.set(&key, "title", Some("Second meeting".into())).unwrap();
    let bodies = minutes.into_bodies(BODY_LIMIT);
    assert_eq!(bodies.iter().map(|body| size(body) > BODY_LIMIT).collect::<Vec<_>>(), [true, false]);
    let header = |change: &Change| Header { part: None, ..change.header.clone() };
    let step = Pen::new("r").write_step(bodies, None, &now(1));
    assert!(step.iter().all(|change| change.header.part.is_some()));
    // Without their marks they would be two edits.
    let edits = step.iter().map(|change| Change::new(header(change), (&change.whole().unwrap()).into()));
    assert_eq!(records(&Register::of(edits)), records(&Register::of(step)));
}
