//! What is taken over: by rule, by record, by leaf; with what it cannot be understood without.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

use muster::exchange::meet::{Choice, Meet, Origin, Settled, Take};
use muster::register::{Collection, Few, Id, Now, Pen, RecordKey, Register, canonical};
use serde_json::{Value, json};

fn now() -> Now {
    Now { millis: 1, at: "2024-06-01T10:00:00Z".to_owned() }
}

fn register(bodies: &[Value]) -> Register {
    let mut pen = Pen::new("r");
    Register::of(
        bodies.iter().map(|body| pen.write(body.as_object().unwrap().clone(), &now())).collect::<Vec<_>>(),
    )
}

/// The records of one collection after a choice, without the ids that are made.
fn after(ours: &Register, theirs: &Register, choice: &Choice, collection: Collection) -> Vec<String> {
    let meet = Meet::of(ours, theirs, Origin::Other, &Few::new());
    let after = meet.after(&meet.accept(choice), &now());
    let mut all: Vec<String> = after
        .ids(collection)
        .into_iter()
        .map(|id| canonical(&Value::Object(after.json(&RecordKey { collection, id }))))
        .collect();
    all.sort();
    all
}

fn key(collection: Collection, id: &str) -> RecordKey {
    RecordKey::new(collection, id)
}

fn ours() -> Register {
    register(&[json!({"parties": {"EE": {"kind": "state", "name": "Estonia", "note": "ours"}}})])
}

fn theirs() -> Register {
    register(&[json!({
        "parties": {"EE": {"kind": "state", "name": "Eesti"}, "p": {"kind": "supplier", "name": "Radios OÜ"}},
        "sources": {"s": {"title": "A letter"}},
        "purchases": {"b": {"title": "Radios", "supplier": "p", "sources": {"c": {"source": "s"}}}},
    })])
}

#[test]
fn by_rule_by_record_and_by_leaf() {
    let ee = key(Collection::Parties, "EE");
    let check = |choice: Choice, expected: &str| {
        let found = after(&ours(), &theirs(), &choice, Collection::Parties);
        assert!(found.iter().any(|one| one == expected), "{found:?}");
    };
    let stays = r#"{"kind":"state","name":"Estonia","note":"ours"}"#;
    let comes = r#"{"kind":"state","name":"Eesti","note":"ours"}"#;
    check(Choice::all(Take::Nothing), stays);
    check(Choice::all(Take::Additions), stays);
    // What theirs lacks is not cleared.
    check(Choice::all(Take::Theirs), comes);
    let records = [(ee.clone(), Take::Nothing)].into_iter().collect();
    check(Choice { take: Take::Theirs, records, ..Choice::default() }, stays);
    let leaves = [((ee, "name".to_owned()), true)].into_iter().collect();
    check(Choice { leaves, ..Choice::default() }, comes);
}

#[test]
fn parties_and_sources_come_along() {
    let (ours, theirs) = (ours(), theirs());
    let meet = Meet::of(&ours, &theirs, Origin::Other, &Few::new());
    let records = [(key(Collection::Purchases, "b"), Take::Theirs)].into_iter().collect();
    let accepted = meet.accept(&Choice { records, ..Choice::default() });
    assert_eq!(accepted.along, [key(Collection::Parties, "p"), key(Collection::Sources, "s")]);
    let after = meet.after(&accepted, &now());
    assert_eq!([after.parties.len(), after.sources.len(), after.purchases.len()], [2, 1, 1]);
    let (_, bought) = after.purchases.live().next().unwrap();
    assert!(after.parties.get(bought.supplier.as_ref().unwrap().id()).is_some());
    // The record that differs, and that nobody chose, is as it was.
    assert_eq!(after.parties.get(&"EE".into()).unwrap().name.as_deref(), Some("Estonia"));
    // One step, which undo takes back whole.
    assert!(after.undoable(|change| change.header.replica.as_str() == "preview").undo.is_some());
}

#[test]
fn money_never_comes_along() {
    let theirs = register(&[json!({
        "parties": {"EE": {"kind": "state"}},
        "contributions": {
            "c": {"purpose": "Radios", "contributors": {"g": {"party": "EE"}}},
            "d": {"purpose": "Said again", "contributors": {"g": {"party": "EE"}}, "relations": {"r": {"kind": "repeats", "to": "c"}}},
        },
        "purchases": {"b": {"title": "Radios", "shares": {
            "s": {"amount": {"currency": "EUR", "value": "5"}, "of": {"x": {"contribution": "c"}, "y": {"contribution": "d"}}},
        }}},
    })]);
    let ours = Register::default();
    let meet = Meet::of(&ours, &theirs, Origin::Other, &Few::new());
    let [c, d, b] = [
        key(Collection::Contributions, "c"),
        key(Collection::Contributions, "d"),
        key(Collection::Purchases, "b"),
    ];
    let taken = |keys: &[&RecordKey]| {
        let records = keys.iter().map(|key| ((*key).clone(), Take::Theirs)).collect();
        let accepted = meet.accept(&Choice { records, ..Choice::default() });
        (meet.after(&accepted, &now()), accepted)
    };
    let (after, accepted) = taken(&[&b, &d]);
    assert_eq!(after.contributions.len(), 1);
    let left: Vec<_> = accepted.left.iter().map(|left| (&left.theirs, &left.to)).collect();
    assert_eq!(left, [(&d, &c), (&b, &c)]);
    // A share of two is not given to one of them; without the other record the relation says nothing.
    assert!(after.purchases.live().all(|(_, one)| one.shares.is_empty()));
    assert!(after.contributions.live().all(|(_, one)| one.relations.is_empty()));
    // It is offered again when the other one is here.
    let again = Meet::of(&after, &theirs, Origin::Other, &Few::new());
    let all = again.after(&again.accept(&Choice::all(Take::Additions)), &now());
    assert!(
        all.purchases.live().all(|(_, one)| one.shares.values().all(|share| share.of.values().count() == 2))
    );
    assert_eq!((all.contributions.len(), all.purchases.len()), (2, 1));
    assert_eq!(taken(&[&b, &c, &d]).1.left, []);
}

#[test]
fn what_leads_nowhere_makes_no_record_that_says_something_else() {
    let theirs = register(&[json!({
        "parties": {"EE": {"kind": "state"}, "x": {"name": "Gone", "gone": true}},
        "contributions": {"c": {"purpose": "Radios", "contributors": {"g": {"party": "EE"}, "h": {"party": "x"}}}},
        "memberships": {"m": {"role": "member", "party": "x"}},
        "purchases": {"b": {"title": "Radios", "supplier": "x"}},
    })]);
    let ours = Register::default();
    let meet = Meet::of(&ours, &theirs, Origin::Other, &Few::new());
    let maimed: Vec<&str> =
        meet.matches().iter().filter(|one| one.is_maimed).map(|one| one.theirs.id.as_str()).collect();
    assert_eq!(maimed, ["m", "c"]);
    let after = meet.after(&meet.accept(&Choice::all(Take::Theirs)), &now());
    assert_eq!((after.contributions.len(), after.memberships.len(), after.purchases.len()), (0, 0, 1));
    // Here already, it is compared in what is told of it.
    let ours = register(&[json!({
        "parties": {"EE": {"kind": "state"}},
        "contributions": {"c": {"purpose": "Radios", "contributors": {"g": {"party": "EE"}, "h": {"party": "LU"}}}},
    })]);
    let meet = Meet::of(&ours, &theirs, Origin::Other, &Few::new());
    let one = meet.get(&key(Collection::Contributions, "c")).unwrap();
    assert_eq!((one.is_maimed, one.leaves.len(), one.hidden.len()), (false, 0, 1));
}

#[test]
fn what_was_taken_and_removed_since_is_offered_again() {
    let (ours, theirs) = (Register::default(), theirs());
    let meet = Meet::of(&ours, &theirs, Origin::Other, &Few::new());
    let mut after = meet.after(&meet.accept(&Choice::all(Take::Theirs)), &now());
    let (id, _) = after.purchases.live().next().unwrap();
    let id = id.clone();
    let mut pen = Pen::new("later");
    pen.clock.observe(after.latest());
    after.add([
        pen.write(json!({"purchases": {id.as_str(): {"gone": true}}}).as_object().unwrap().clone(), &now())
    ]);
    let again = Meet::of(&after, &theirs, Origin::Other, &Few::new());
    let offered: Vec<_> =
        again.differing().flat_map(|one| &one.leaves).map(|leaf| leaf.path.as_str()).collect();
    assert_eq!(offered, ["gone"]);
    assert!(again.accept(&Choice::all(Take::Additions)).is_empty());
    let back = again.after(&again.accept(&Choice::all(Take::Theirs)), &now());
    assert!(back.purchases.get(&id).is_some());
}

#[test]
fn lines_are_not_doubled() {
    let entries = |lines: Value| json!({"contributions": {"c": {"purpose": "Radios", "contributors": {"g": {"party": "EE"}}, "entries": lines}}});
    let sum = |value: &str| json!({"currency": "EUR", "value": value});
    let ours = register(&[entries(json!({
        "a": {"kind": "pledge", "date": "2024-01-01", "amount": sum("5")},
        "b": {"kind": "paid", "date": "2024-02-01", "amount": sum("1")},
        "c": {"kind": "paid", "date": "2024-04-01", "amount": sum("1")},
    }))]);
    let check = |theirs: Value, expected: &[&str]| {
        let theirs = register(&[entries(theirs)]);
        let meet = Meet::of(&ours, &theirs, Origin::Other, &Few::new());
        let leaves: Vec<String> = meet
            .differing()
            .flat_map(|one| &one.leaves)
            .map(|leaf| {
                let (start, end) = leaf.path.rsplit_once('/').unwrap();
                let line = start.strip_prefix("entries/").unwrap();
                format!("{} {end} {:?}", if line.len() > 1 { "new" } else { line }, leaf.kind)
            })
            .collect();
        assert_eq!(leaves, expected);
    };
    // The same in another order and another way to write a sum.
    check(json!({"z": {"kind": "pledge", "date": "2024-01-01", "amount": sum("5.00")}}), &[]);
    // A pledge of the same sum has another date: one of the two is wrong.
    check(json!({"z": {"kind": "pledge", "date": "2024-01-02", "amount": sum("5")}}), &["a date Differs"]);
    // A payment of the same sum in another month is another payment.
    check(
        json!({"z": {"kind": "paid", "date": "2024-03-01", "amount": sum("1")}}),
        &["new amount Added", "new date Added", "new kind Added"],
    );
    check(json!({"z": {"kind": "paid", "date": "2024-02", "amount": sum("1")}}), &["b date Differs"]);
    check(json!({"z": {"kind": "paid", "date": "2024-02-01", "amount": sum("2")}}), &["b amount Differs"]);
}

#[test]
fn references_follow_the_pairs() {
    let ours = register(&[json!({
        "register": {"self": {"areas": {"x": {"name": "IT"}}}},
        "meetings": {"m": {"title": "First", "date": "2024-01-01", "agenda": {"p": {"title": "Radios"}}}},
    })]);
    let theirs = register(&[json!({
        "register": {"self": {"areas": {"a1": {"name": "it"}, "a2": {"name": "Cyber"}}}},
        "meetings": {
            "m1": {"title": "First", "date": "2024-01-01", "agenda": {"p1": {"title": "radios"}}},
            "m2": {"title": "Second", "date": "2024-02-01", "agenda": {"q": {"title": "Again", "carried_from": "m1", "continues": "p1"}}},
        },
        "purchases": {"b": {"title": "Radios", "area": "a1"}, "c": {"title": "Scanner", "area": "a2"}},
    })]);
    let meet = Meet::of(&ours, &theirs, Origin::Other, &Few::new());
    let records =
        [key(Collection::Purchases, "b"), key(Collection::Purchases, "c"), key(Collection::Meetings, "m2")];
    let accepted = meet.accept(&Choice {
        records: records.iter().map(|key| (key.clone(), Take::Theirs)).collect(),
        ..Choice::default()
    });
    let after = meet.after(&accepted, &now());
    let (_, second) = after.meetings.live().find(|(_, one)| one.title.as_deref() == Some("Second")).unwrap();
    let point = second.agenda.values().next().unwrap();
    assert_eq!(
        (point.carried_from.as_ref().unwrap().id().as_str(), point.continues.as_deref()),
        ("m", Some("p"))
    );
    let own = after.coalition.get(&"self".into()).unwrap();
    let mut areas: Vec<_> = own.areas.values().filter_map(|area| area.name.as_deref()).collect();
    areas.sort();
    assert_eq!(areas, ["Cyber", "IT"]);
    let area = |title: &str| {
        after
            .purchases
            .live()
            .find(|(_, one)| one.title.as_deref() == Some(title))
            .unwrap()
            .1
            .area
            .clone()
            .unwrap()
    };
    assert_eq!(&*area("Radios"), "x");
    assert!(own.areas.0.contains_key(&Id::from(&*area("Scanner"))));
}

#[test]
fn a_large_step_is_cut_and_names_what_it_is_from() {
    let text = "x".repeat(40_000);
    let theirs = register(&[
        json!({"parties": {"a": {"name": "A", "note": text}, "b": {"name": "B", "note": text}}}),
        json!({"parties": {"a": {"kind": "supplier"}}}),
    ]);
    let ours = Register::default();
    let meet = Meet::of(&ours, &theirs, Origin::Other, &Few::new());
    let accepted = meet.accept(&Choice::all(Take::Theirs));
    let from: Vec<_> = accepted.bodies.iter().map(|(_, from)| from.unwrap()).collect();
    let theirs: Vec<_> = theirs.changes().map(|change| change.id).collect();
    assert_eq!(from, [theirs[1], theirs[0], theirs[0]]);
    assert_eq!(meet.after(&accepted, &now()).parties.len(), 2);
}

#[test]
fn two_parties_of_one_code_stay_two() {
    let theirs = register(&[
        json!({"parties": {"EE": {"kind": "state", "name": "Estonia"}, "x": {"kind": "state", "code": "EE", "name": "Eesti"}}}),
    ]);
    let ours = Register::default();
    let meet = Meet::of(&ours, &theirs, Origin::Other, &Few::new());
    let after = meet.after(&meet.accept(&Choice::all(Take::Theirs)), &now());
    assert_eq!(
        (after.parties.len(), after.parties.get(&"EE".into()).unwrap().name.as_deref()),
        (2, Some("Estonia"))
    );
    let again = Meet::of(&after, &theirs, Origin::Other, &Few::new());
    assert_eq!(again.differing().count(), 0);
}

/// Wherever a person says that one of theirs is a record whose id another one of theirs has.
#[test]
fn no_two_of_theirs_become_one_record() {
    let check = |ours: &Register, theirs: &Register, origin: Origin, settled: &Few<RecordKey, Settled>| {
        let meet = Meet::of(ours, theirs, origin, settled);
        let mut places: Vec<&RecordKey> = meet.matches().iter().map(|one| &one.ours).collect();
        places.sort();
        places.dedup();
        assert_eq!(places.len(), meet.matches().len(), "{:?}", meet.matches());
        let after = meet.after(&meet.accept(&Choice::all(Take::Theirs)), &now());
        let again = Meet::of(&after, theirs, origin, settled);
        assert_eq!(again.differing().count(), 0);
    };
    let settle = |ours: &str| -> Few<RecordKey, Settled> {
        [(key(Collection::Meetings, "b"), Settled::With(ours.into()))].into_iter().collect()
    };
    let ours = register(&[json!({"meetings": {"a": {"title": "Spring"}}})]);
    let theirs = register(&[json!({"meetings": {"a": {"title": "Autumn"}, "b": {"title": "Summer"}}})]);
    check(&ours, &theirs, Origin::Same, &settle("a"));
    check(&ours, &theirs, Origin::Return(&ours), &settle("a"));
    // The record that one of theirs became before is another one.
    let records = [(key(Collection::Meetings, "a"), Take::Theirs)].into_iter().collect();
    let meet = Meet::of(&ours, &theirs, Origin::Other, &Few::new());
    let taken = meet.after(&meet.accept(&Choice { records, ..Choice::default() }), &now());
    let new = taken.ids(Collection::Meetings).into_iter().find(|id| id.as_str() != "a").unwrap();
    check(&taken, &theirs, Origin::Other, &settle(new.as_str()));
}

/// What was taken makes it less like the one that it went into than it is like the other.
#[test]
fn a_line_that_went_into_one_of_two_alike_is_not_offered_again() {
    let role = |id: &str| json!({"memberships": {id: {"party": "EE", "readings": {"l": {"field": "from", "reason": "rounded"}}}}});
    let ours = register(&[role("a"), role("b")]);
    let theirs =
        register(&[json!({"memberships": {"k": {"party": "EE", "readings": {"l": {"reason": "rounded"}}}}})]);
    let meet = Meet::of(&ours, &theirs, Origin::Other, &Few::new());
    let accepted = meet.accept(&Choice::all(Take::Theirs));
    assert!(!accepted.is_empty());
    let after = meet.after(&accepted, &now());
    assert_eq!(Meet::of(&after, &theirs, Origin::Other, &Few::new()).differing().count(), 0);
}
