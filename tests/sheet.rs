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
#[path = "sheet/taking.rs"]
mod taking;

use common::{cases, now};
use muster::exchange::meet::{Choice, Meet, Origin, Take};
use muster::exchange::sheet::{Mapping, Parties, Rows, read_pasted};
use muster::register::{Collection, Few, Register};
use proptest::prelude::*;
use serde_json::{Value, json};
use taking::{after, ours, records, take};

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
    prop_oneof![3 => gifts(), 1 => joint(), 1 => attendance()]
}

/// Rows under the names of their columns; no cell breaks its row.
fn rows<const N: usize>(
    names: &'static str,
    row: impl Strategy<Value = [String; N]>,
) -> impl Strategy<Value = String> {
    let row = row.prop_map(|cells| cells.map(|cell| cell.replace(['\t', '"', '\n', '\r'], " ")).join("\t"));
    prop::collection::vec(row, 1..8).prop_map(move |rows| format!("{names}\n{}", rows.join("\n")))
}

fn words(words: &'static [&'static str]) -> BoxedStrategy<String> {
    prop_oneof![8 => prop::sample::select(words).prop_map(str::to_owned), 1 => "\\PC{0,8}"].boxed()
}

fn gifts() -> impl Strategy<Value = String> {
    let giver = words(&["EE", "LU, IS", "Radio Fund"]);
    let step = words(&["pledge", "pledge", "paid"]);
    let date = words(&["2024-02-01", "Feb 2024", ""]);
    let amount = words(&["5 EUR", "over 3m DKK", ""]);
    let row = (giver, "[a-c]{0,2}", step, date, amount, "\\PC{0,6}");
    rows("Giver\tPurpose\tStep\tDate\tAmount\tOther", row.prop_map(|(a, b, c, d, e, f)| [a, b, c, d, e, f]))
}

/// Contributions of several givers, with what others say of them and how they hang together.
fn joint() -> impl Strategy<Value = String> {
    let giver = words(&["EE", "LU", "IS", "EE, LU"]);
    let amount = words(&["5 EUR", "9 EUR", "30 EUR", ""]);
    let share = words(&["5 EUR", "3", "", "2 DKK"]);
    let other = words(&["6 EUR", "", "", "7 DKK"]);
    let source = words(&["", "Letter", "Report"]);
    let to = || words(&["", "", "", "a", "b", "c", "a, b"]);
    let row =
        (words(&["a", "b", "c", "d"]), giver, words(&["pledge"]), amount, share, other, source, to(), to());
    let row = row.prop_map(|(a, b, c, d, e, f, g, h, i)| [a, b, c, d, e, f, g, h, i]);
    rows("Reference\tGiver\tStep\tAmount\tShare\tOther amount\tOther source\tRepeats\tPart of", row)
}

fn attendance() -> impl Strategy<Value = String> {
    let meeting = words(&["Steering group", "Kick-off", ""]);
    let date = words(&["2024-02-01", "2024-03-01", ""]);
    let presence = words(&["present", "online", "absent", ""]);
    let row = (meeting, date, words(&["EE", "LV", "LU, IS"]), presence, "[A-C]{0,2}", "\\PC{0,6}");
    rows(
        "Meeting\tDate\tParty\tAttendance\tRepresented by\tOther",
        row.prop_map(|(a, b, c, d, e, f)| [a, b, c, d, e, f]),
    )
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
            let mapping = Mapping::with(&grid, found.target, None, &parties);
            let mut rows = Rows::of(&grid, &mapping, &ours, &parties);
            rows.read(mapping.rows(&grid));
            rows.finish(&now(3));
        }
    }
}
