//! Which of our records one of theirs is: how sure, why, and what else it could be.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

use muster::exchange::meet::{Found, Meet, Origin, Settled, Why};
use muster::register::{Collection, Few, Now, Pen, RecordKey, Register};
use serde_json::{Value, json};

fn register(body: &Value) -> Register {
    let now = Now { millis: 1, at: "2024-06-01T10:00:00Z".to_owned() };
    Register::of([Pen::new("r").write(body.as_object().unwrap().clone(), &now)])
}

/// What a record of theirs is here, in a few words: `X likely Party Sum | Y`, with what else it could be.
fn said(meet: &Meet<'_>, key: &RecordKey) -> String {
    let one = meet.get(key).unwrap_or_else(|| panic!("{key:?} is not compared"));
    let others: Vec<&str> = one.others.iter().map(|id| id.as_str()).collect();
    let others = if others.is_empty() { String::new() } else { format!(" | {}", others.join(" ")) };
    match one.found {
        Found::New => format!("new{others}"),
        Found::Paired(sure, why) => {
            let why = match why {
                Why::InCommon(signs) => signs.iter().map(|sign| format!(" {sign:?}")).collect(),
                other => format!(" {other:?}"),
            };
            format!("{} {sure:?}{why}{others}", one.ours.id).replace("Certain", "certain")
        }
    }
}

fn check_in(collection: Collection, ours: Value, theirs: Value, expected: &str) {
    let word = collection.word();
    let mut parties = json!({"EE": {"kind": "state"}, "LU": {"kind": "state"}});
    if collection == Collection::Parties {
        parties = json!({});
    }
    let whole = |records: Value| {
        let mut body = json!({"parties": parties});
        body[word] = records;
        register(&body)
    };
    let (ours, theirs) = (whole(ours), whole(json!({"t": theirs})));
    let meet = Meet::of(&ours, &theirs, Origin::Other, &Few::new());
    assert_eq!(said(&meet, &RecordKey::new(collection, "t")), expected);
}

/// A contribution: its giver, its purpose, and entries as `pledge 2024-01-01 EUR 5`.
fn gift(giver: &str, purpose: &str, entries: &[&str]) -> Value {
    let mut record = json!({"contributors": {"g": {"party": giver}}});
    if !purpose.is_empty() {
        record["purpose"] = purpose.into();
    }
    for (place, entry) in entries.iter().enumerate() {
        let words: Vec<&str> = entry.split(' ').collect();
        let mut line = json!({"kind": words[0], "date": words[1]});
        if let [_, _, currency, value] = words.as_slice() {
            line["amount"] = json!({"currency": currency, "value": value});
        }
        record["entries"][format!("e{place}")] = line;
    }
    record
}

fn check(ours: &[(&str, Value)], theirs: Value, expected: &str) {
    let ours: Value = ours.iter().map(|(id, one)| ((*id).to_owned(), one.clone())).collect();
    check_in(Collection::Contributions, ours, theirs, expected);
}

#[test]
fn contributions_by_likeness() {
    let ours = gift("EE", "Développement du registre Oberih", &["pledge 2024-05-31 EUR 2000000"]);
    let x = [("X", ours)];
    let theirs = |purpose: &str, entries: &[&str]| gift("EE", purpose, entries);
    // Case, accents and punctuation are no difference; nor is the way in which a sum is written.
    let same = theirs("DEVELOPPEMENT DU REGISTRE “OBERIH”", &["pledge 2024-05-31 EUR 2000000.00"]);
    check(&x, same, "X Likely Party Text Step");
    // Another purpose, the same step.
    check(&x, theirs("Other words", &["pledge 2024-05-31 EUR 2000000"]), "X Likely Party Step");
    // Announced again later.
    check(&x, theirs("Other words", &["pledge 2024-09-01 EUR 2000000"]), "X Possible Party Sum");
    // So much later that it is other money.
    check(&x, theirs("Other words", &["pledge 2026-09-01 EUR 2000000"]), "new");
    // Confirmed under the same purpose.
    let committed = theirs("Développement du registre Oberih", &["commitment 2024-07-01 EUR 2000000"]);
    check(&x, committed, "X Likely Party Text Sum");
    // The same purpose with another sum: corrected, or more of it.
    let more = theirs("Développement du registre Oberih", &["pledge 2024-05-31 EUR 3000000"]);
    check(&x, more, "X Possible Party Text");
    // Another sum on the same day is another gift; without a sum on one side it may be the same.
    check(&x, theirs("Other words", &["pledge 2024-05-31 EUR 3000000"]), "new");
    check(&x, theirs("Other words", &["pledge 2024-05-31"]), "X Possible Party Moment");
    // Another giver's is another one, whatever it says.
    check(&x, gift("LU", "Développement du registre Oberih", &["pledge 2024-05-31 EUR 2000000"]), "new");
    // A giver that is not told may be ours.
    let mut unnamed = gift("EE", "Développement du registre Oberih", &["pledge 2024-05-31 EUR 2000000"]);
    unnamed.as_object_mut().unwrap().remove("contributors");
    check(&x, unnamed, "X Possible Text Step");
    // What was only said counts nowhere, and is no sign.
    check(&x, theirs("Other words", &["statement 2024-05-31 EUR 2000000"]), "new");
}

#[test]
fn a_sum_that_another_source_gives_in_another_currency() {
    let mut ours = gift("LU", "Radios", &["pledge 2023-09-19 EUR 10000000"]);
    ours["entries"]["e0"]["readings"] =
        json!({"r": {"field": "amount", "value": {"currency": "USD", "value": "10000000"}}});
    let theirs = gift("LU", "Funkgeräte", &["pledge 2023-09-20 USD 10000000"]);
    check(&[("X", ours)], theirs, "X Possible Party Sum");
}

#[test]
fn two_that_are_alike_are_both_named() {
    let one = |purpose: &str| gift("EE", purpose, &["pledge 2024-05-31 EUR 2000000"]);
    let both = [("X", one("Radios")), ("Y", one("Servers"))];
    check(&both, one("Trucks"), "X Likely Party Step | Y");
    // One of them says the very same.
    check(&both, one("Servers"), "Y Likely Party Text Step");
    // Both do, and it does not matter which.
    check(&[("X", one("Radios")), ("Y", one("Radios"))], one("Radios"), "X Likely Party Text Step");
}

#[test]
fn other_records() {
    let parties = json!({"p": {"kind": "organisation", "code": "NSPA"}, "q": {"name": "Radios OÜ", "kind": "supplier"}});
    check_in(
        Collection::Parties,
        parties.clone(),
        json!({"kind": "organisation", "code": "nspa"}),
        "p certain Code",
    );
    check_in(Collection::Parties, parties.clone(), json!({"name": "RADIOS OU"}), "q Likely Name");
    check_in(Collection::Parties, parties, json!({"name": "Others"}), "new");
    let state = json!({"EE": {"kind": "state"}});
    check_in(Collection::Parties, state.clone(), json!({"kind": "state", "code": "EE"}), "EE certain Code");
    check_in(Collection::Parties, state, json!({"name": "Estonia"}), "EE Likely Name");

    let sources = json!({
        "a": {"address": "https://www.example.org/a/", "title": "One"},
        "b": {"title": "Press release", "shown": "2024-01-01"},
    });
    check_in(
        Collection::Sources,
        sources.clone(),
        json!({"address": "http://example.org/a", "title": "Two"}),
        "a Likely Address",
    );
    check_in(
        Collection::Sources,
        sources.clone(),
        json!({"title": "Press Release!", "shown": "2024-01-01"}),
        "b Likely Title Day",
    );
    check_in(Collection::Sources, sources, json!({"title": "Press release", "shown": "2024-02-01"}), "new");

    let meetings = json!({"m": {"title": "Steering group", "date": "[2024-02-01,2024-02-02]"}});
    check_in(
        Collection::Meetings,
        meetings.clone(),
        json!({"title": "steering group", "date": "2024-02-02"}),
        "m Possible Title",
    );
    check_in(Collection::Meetings, meetings, json!({"title": "Steering group", "date": "2024-03-02"}), "new");

    let roles = json!({"x": {"party": "EE", "role": "observer"}, "y": {"party": "EE", "role": "member"}});
    check_in(
        Collection::Memberships,
        roles.clone(),
        json!({"party": "EE", "role": "member", "from": "2024"}),
        "y Likely Party Role",
    );
    check_in(Collection::Memberships, roles, json!({"party": "LU", "role": "member"}), "new");

    let bought = json!({"p": {"title": "Radios", "steps": {"s": {"kind": "ordered", "date": "2024", "value": {"currency": "EUR", "value": "5"}}}}});
    check_in(Collection::Purchases, bought.clone(), json!({"title": "RADIOS"}), "p Likely Title");
    let step = json!({"title": "x", "steps": {"s": {"kind": "ordered", "date": "2024", "value": {"currency": "EUR", "value": "5"}}}});
    check_in(Collection::Purchases, bought, step, "p Possible Step");

    let rates = json!({"r": {"rate": {"base": "EUR", "quote": "DKK", "value": "7.4"}, "day": "2024-01-01", "kind": "ecb"}});
    check_in(
        Collection::Rates,
        rates.clone(),
        json!({"rate": {"base": "EUR", "quote": "DKK", "value": "7.5"}, "day": "2024-01-01", "kind": "ecb"}),
        "r certain Kind Day Form",
    );
    check_in(
        Collection::Rates,
        rates,
        json!({"rate": {"base": "EUR", "quote": "USD", "value": "7.5"}, "day": "2024-01-01"}),
        "new",
    );

    let figures = json!({"f": {"measure": "pledged", "amount": {"currency": "EUR", "value": "30", "qualifier": "over"}, "date": "2024-02-02", "by": "A minister"}});
    check_in(
        Collection::Reported,
        figures,
        json!({"measure": "pledged", "amount": {"currency": "EUR", "value": "30"}, "date": "2024-02-02"}),
        "f Likely Figure Day",
    );
}

#[test]
fn what_a_person_says_counts() {
    let gifts = |ids: &[&str]| -> Value {
        let gift = gift("EE", "Radios", &["pledge 2024-05-31 EUR 2000000"]);
        json!({"contributions": ids.iter().map(|id| ((*id).to_owned(), gift.clone())).collect::<Value>()})
    };
    let (ours, theirs) = (register(&gifts(&["X", "Y"])), register(&gifts(&["t", "u"])));
    let key = |id: &str| RecordKey::new(Collection::Contributions, id);
    let check = |settled: &[(&str, Settled)], expected: [&str; 2]| {
        let settled: Few<_, _> = settled.iter().map(|(id, what)| (key(id), what.clone())).collect();
        let meet = Meet::of(&ours, &theirs, Origin::Other, &settled);
        assert_eq!(["t", "u"].map(|id| said(&meet, &key(id))), expected);
    };
    let by_rule = "Likely Party Text Step";
    check(&[], [&format!("X {by_rule}"), &format!("Y {by_rule}")]);
    check(&[("t", Settled::With("Y".into()))], ["Y certain ByHand", &format!("X {by_rule}")]);
    check(&[("t", Settled::New)], ["new", &format!("X {by_rule}")]);
    // What is not here, or is another one already, is passed over.
    check(&[("t", Settled::With("Z".into()))], [&format!("X {by_rule}"), &format!("Y {by_rule}")]);
    let twice = [("t", Settled::With("Y".into())), ("u", Settled::With("Y".into()))];
    check(&twice, ["Y certain ByHand", &format!("X {by_rule}")]);
}
