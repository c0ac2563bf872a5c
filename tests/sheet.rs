//! Tables of somebody else's: what their rows become beside a register, that good rows come though others fail, and that
//! the same table taken twice changes nothing.
#![cfg(feature = "formats")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

mod common;

use common::{cases, now};
use muster::exchange::meet::{Choice, Meet, Origin, Take};
use muster::exchange::sheet::{Grid, Mapping, Parties, Rows, Taken, Target, read_pasted};
use muster::register::{Collection, Few, Id, Pen, Register, canonical};
use proptest::prelude::*;
use serde_json::{Value, json};

fn register(body: Value) -> Register {
    Register::of([Pen::new("r").write(body.as_object().unwrap().clone(), &now(1))])
}

fn ours() -> Register {
    register(json!({
        "register": {"self": {"name": "It", "currency": "EUR", "areas": {"it": {"name": "IT"}}}},
        "parties": {"EE": {"kind": "state", "code": "EE", "name": "Eesti Vabariik"}, "p": {"kind": "organisation", "name": "Radio Fund"}},
        "contributions": {"c": {
            "purpose": "Radios", "contributors": {"g": {"party": "EE"}},
            "entries": {"e": {"kind": "pledge", "date": "2024-02-01", "amount": {"value": "500", "currency": "EUR"}}},
        }},
    }))
}

/// The table as it is found, with what is fixed for all rows.
fn take(ours: &Register, text: &str, fixed: &[(&str, &str)]) -> (Grid, Taken) {
    let grid = read_pasted(text).unwrap();
    let parties = Parties::of(ours, |_| Vec::new());
    let mut mapping = Mapping::find(&grid, &parties);
    mapping.fixed = fixed.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let mut rows = Rows::of(&grid, &mapping, ours, &parties).unwrap();
    rows.read(mapping.rows(&grid));
    let taken = rows.finish(&now(2));
    (grid, taken)
}

/// The records of one collection, without their ids.
fn records(register: &Register, collection: Collection) -> Vec<Value> {
    let lines = |value: Value| match value {
        Value::Object(lines) if lines.values().all(Value::is_object) && !lines.is_empty() => {
            Value::Array(lines.into_iter().map(|(_, line)| line).collect())
        }
        other => other,
    };
    let of = |id: Id| register.json(&muster::register::RecordKey { collection, id });
    let all = register.ids(collection).into_iter().map(of);
    let mut all: Vec<Value> = all
        .map(|record| {
            let fields = record.into_iter().map(|(name, value)| match name.as_str() {
                "entries" | "contributors" | "steps" | "items" | "acts" => (name, lines(value)),
                _ => (name, value),
            });
            Value::Object(fields.collect())
        })
        .collect();
    all.sort_by_key(canonical);
    all
}

/// Our register after all of a table was taken in, and how much of it is offered again then.
fn after(ours: &Register, theirs: &Register) -> (Register, usize) {
    let meet = Meet::of(ours, theirs, Origin::Other, &Few::new());
    let after = meet.after(&meet.accept(&Choice::all(Take::Theirs)), &now(1_000));
    let again = Meet::of(&after, theirs, Origin::Other, &Few::new());
    let left = again.accept(&Choice::all(Take::Theirs)).size.0;
    (after, left)
}

#[test]
fn rows_become_contributions() {
    let text = "Giver\tPurpose\tStep\tDate\tAmount\tArea\tRemarks of ours\n\
        LU, IS and Eesti Vabariik\tNetwork\tpledged\tFeb 2024\tover 30 million EUR\tIT\tby phone\n";
    let (_, taken) = take(&ours(), text, &[]);
    assert_eq!(taken.problems, []);
    let area = |register: &Register| {
        let (id, area) = register.coalition.get(&"self".into()).unwrap().areas.0.iter().next().unwrap();
        assert_eq!(area.name.as_deref(), Some("IT"));
        id.to_string()
    };
    assert_eq!(
        records(&taken.register, Collection::Contributions),
        [json!({
            "purpose": "Network", "area": area(&taken.register),
            "contributors": [{"party": "EE"}, {"party": "IS"}, {"party": "LU"}],
            "entries": [{
                "kind": "pledge", "date": "2024-02", "note": "Remarks of ours: by phone",
                "amount": {"value": "30000000", "currency": "EUR", "qualifier": "over"},
            }],
        })]
    );
}

#[test]
fn rows_of_one_reference_are_one_record_and_one_source() {
    let text = "Ref;Giver;Step;Date;Amount;Currency;Source;Link\n\
        A1;Latvia;pledge;2024-01-02;5;EUR;Letter;https://a.example/1\n\
        A1;;paid;2024-03-02;5;EUR;Letter;https://a.example/1\n";
    let (_, taken) = take(&ours(), text, &[]);
    // The second row has no giver of its own.
    assert_eq!(taken.problems.len(), 1);
    let text = text.replace("A1;;", "A1;LV;");
    let (_, taken) = take(&ours(), &text, &[]);
    let all = records(&taken.register, Collection::Contributions);
    assert_eq!(all.len(), 1);
    assert_eq!(all[0]["entries"].as_array().unwrap().len(), 2);
    assert_eq!(all[0]["contributors"], json!([{"party": "LV"}]));
    assert_eq!(
        records(&taken.register, Collection::Sources),
        [json!({"title": "Letter", "address": "https://a.example/1"})]
    );
}

#[test]
fn good_rows_come_though_others_fail_and_each_problem_says_where() {
    let text = "Giver,Step,Date,Amount\nEE,pledge,2024-02-01,5 EUR\nEE,pledge,01/02/2024,6 EUR\nEE,perhaps,2024,7 EUR\n,pledge,2024,8 EUR\nEE,pledge,2024,9\n";
    let (grid, taken) = take(&ours(), text, &[]);
    assert_eq!(taken.rows.len(), 1);
    let found: Vec<(usize, Option<usize>)> =
        taken.problems.iter().map(|one| (grid.number(one.row), one.column)).collect();
    assert_eq!(found, [(3, Some(2)), (4, Some(1)), (5, None), (6, Some(3))]);
    assert!(
        taken.problems[0].reason.contains("1 February 2024 or 2 January 2024"),
        "{:?}",
        taken.problems[0]
    );
    // What holds for all rows mends what none of them says.
    let (_, taken) =
        take(&ours(), text, &[("entries/amount.currency", "EUR"), ("contributors/party", "Latvia")]);
    assert_eq!(taken.problems.len(), 2);
}

#[test]
fn a_row_that_is_here_is_the_same_and_another_sum_is_a_difference() {
    let ours = ours();
    let offered = |text: &str| {
        let (_, taken) = take(&ours, text, &[]);
        assert_eq!(taken.problems, []);
        let meet = Meet::of(&ours, &taken.register, Origin::Other, &Few::new());
        let all = meet.differing().flat_map(|one| one.leaves.iter().map(|leaf| leaf.path.clone()));
        all.collect::<Vec<_>>()
    };
    let row = |amount: &str| {
        format!("Giver\tPurpose\tStep\tDate\tAmount\nEE\tRadios\tpledge\t2024-02-01\t{amount}")
    };
    assert_eq!(offered(&row("500 EUR")), Vec::<String>::new());
    assert_eq!(offered(&row("about 600 EUR")), ["entries/e/amount"]);
}

#[test]
fn memberships_purchases_and_meetings_come_from_tables() {
    let check = |text: &str, collection: Collection, expected: Value| {
        let (_, taken) = take(&ours(), text, &[]);
        assert_eq!(taken.problems, [], "{text}");
        assert_eq!(Value::Array(records(&taken.register, collection)), expected, "{text}");
    };
    check(
        "Riik;Roll;Alates\nLatvia;liige;19.09.2023\nEE;juhtriik;2023-09-19",
        Collection::Memberships,
        json!([{"from": "2023-09-19", "party": "EE", "role": "lead"}, {"from": "2023-09-19", "party": "LV", "role": "member"}]),
    );
    check(
        "Title,Step,Date,Value,Currency,Item,Quantity\nRadios,ordered,2024-03-01,\"1 000,50\",EUR,Radio,100 pieces",
        Collection::Purchases,
        json!([{
            "title": "Radios", "items": [{"what": "Radio", "quantity": {"value": "100", "unit": "pieces"}}],
            "steps": [{"kind": "ordered", "date": "2024-03-01", "value": {"value": "1000.5", "currency": "EUR"}}],
        }]),
    );
    check(
        "Meeting\tDate\tPlace\nSteering group\t1 or 2 February 2024\tTallinn",
        Collection::Meetings,
        json!([{"title": "Steering group", "date": "[2024-02-01,2024-02-02]", "place": {"name": "Tallinn"}}]),
    );
}

/// A table by somebody: some cells are right, others are anything.
fn table() -> impl Strategy<Value = String> {
    let giver = prop_oneof![
        Just("EE".to_owned()),
        Just("LU, IS".to_owned()),
        Just("Radio Fund".to_owned()),
        "\\PC{0,12}"
    ];
    let step = prop_oneof![4 => Just("pledge".to_owned()), 1 => Just("paid".to_owned()), 1 => "\\PC{0,6}"];
    let date = prop_oneof![
        Just("2024-02-01".to_owned()),
        Just("Feb 2024".to_owned()),
        Just(String::new()),
        "\\PC{0,8}"
    ];
    let amount = prop_oneof![
        Just("5 EUR".to_owned()),
        Just("over 3m DKK".to_owned()),
        Just(String::new()),
        "\\PC{0,8}"
    ];
    let row = (giver, "[a-c]{0,2}", step, date, amount, "\\PC{0,6}").prop_map(|(a, b, c, d, e, f)| {
        [a, b, c, d, e, f].map(|cell| cell.replace(['\t', '"', '\n', '\r'], " ")).join("\t")
    });
    prop::collection::vec(row, 1..8)
        .prop_map(|rows| format!("Giver\tPurpose\tStep\tDate\tAmount\tOther\n{}", rows.join("\n")))
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn the_same_table_again_changes_nothing(text in table()) {
        let ours = ours();
        let (_, taken) = take(&ours, &text, &[]);
        let (after, left) = after(&ours, &taken.register);
        prop_assert_eq!(left, 0);
        // Read beside what it became, it is still the same.
        let (_, again) = take(&after, &text, &[]);
        let meet = Meet::of(&after, &again.register, Origin::Other, &Few::new());
        prop_assert_eq!(meet.accept(&Choice::all(Take::Theirs)).size, (0, 0));
    }

    #[test]
    fn each_row_becomes_something_or_says_why(text in table()) {
        let (grid, taken) = take(&ours(), &text, &[]);
        for row in 1..grid.rows.len() {
            let is_taken = taken.rows.iter().any(|(other, _)| *other == row);
            let is_refused = taken.problems.iter().any(|one| one.row == row);
            prop_assert!(is_taken != is_refused, "{}", row);
        }
        for (_, key) in &taken.rows {
            prop_assert!(taken.register.is_live(key.collection, &key.id) && taken.register.problems_of(key).is_empty());
        }
    }

    #[test]
    fn no_text_stops_the_reader(text in "\\PC{0,200}") {
        if let Ok(grid) = read_pasted(&text) {
            let ours = ours();
            let parties = Parties::of(&ours, |_| Vec::new());
            let found = Mapping::find(&grid, &parties);
            if let Some(target) = Target::of(found.collection) {
                let mapping = Mapping::with(&grid, target, None, &parties);
                let mut rows = Rows::of(&grid, &mapping, &ours, &parties).unwrap();
                rows.read(mapping.rows(&grid));
                rows.finish(&now(3));
            }
        }
    }
}
