//! The fold by example.

use serde_json::json;

use super::super::{Collection, Now, Pen};
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
    let mut register = Register::of([pen.write(contribution(json!({"form": 7, "outside": true})), &now(1))]);
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

#[test]
fn a_register_is_let_go_of_in_portions() {
    let bodies = (0..7).map(|n| body(json!({"parties": {format!("p{n}"): {"name": "x"}}})));
    let mut pen = Pen::new("r");
    let mut register = Register::of(bodies.map(|body| pen.write(body, &now(1))));
    assert!(register.wane(5));
    assert_eq!((register.size(), register.parties.len()), (2, 2));
    assert!(!register.wane(5));
    assert_eq!((register.size(), register.parties.len()), (0, 0));
}

#[test]
fn a_step_that_is_added_in_portions_is_the_same_step() {
    let bodies = (0..7).map(|n| contribution(json!({"entries": {format!("e{n}"): {"act": "said"}}})));
    let step: Vec<_> =
        Pen::new("r").write_step(bodies.collect(), None, &now(1)).into_iter().map(Arc::new).collect();
    let at_once = Register::of(step.iter().cloned());
    let mut portions = Register::default();
    for parts in step.chunks(3) {
        assert_eq!(portions.add_parts(parts.iter().cloned()), [key()].into());
    }
    assert_eq!(portions.json(&key()), at_once.json(&key()));
    assert_eq!(portions.incomplete().count(), 0);
    // What is added later waits again for all of its parts.
    let later = Pen::new("s").write_step(
        vec![contribution(json!({"purpose": "a"})), contribution(json!({}))],
        None,
        &now(2),
    );
    assert!(portions.add(later.into_iter().take(1)).is_empty());
}
