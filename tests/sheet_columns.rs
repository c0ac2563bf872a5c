//! Tables of somebody else's that say more than steps: who was at a meeting, whose share of a sum is how much, what
//! another source says, and how contributions hang together.
#![cfg(feature = "formats")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

#[allow(unused_imports, reason = "nothing here is asked of many cases")]
mod common;
#[path = "sheet/taking.rs"]
#[allow(dead_code, reason = "the other tests of tables use the rest")]
mod taking;

use muster::register::Collection;
use serde_json::{Value, json};
use taking::{after, ours, records, register, take};

/// All rows come; what they become in one collection.
fn check(text: &str, collection: Collection, expected: &Value) {
    let (_, taken) = take(&ours(), text, &[]);
    assert_eq!(taken.problems, [], "{text}");
    assert_eq!(&Value::Array(records(&taken.register, collection)), expected, "{text}");
}

/// What stops rows: the row in the file, the column, and a part of the reason. The other rows come.
fn stopped(text: &str, expected: &[(usize, Option<usize>, &str)]) {
    let (grid, taken) = take(&ours(), text, &[]);
    let found: Vec<_> =
        taken.problems.iter().map(|one| (grid.number(one.row), one.column, one.reason.as_str())).collect();
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for (found, expected) in found.iter().zip(expected) {
        assert_eq!((found.0, found.1), (expected.0, expected.1), "{found:?}");
        assert!(found.2.contains(expected.2), "{found:?}");
    }
    assert_eq!(taken.rows.len() + found.len(), grid.rows.len() - 1);
}

#[test]
fn rows_of_one_meeting_are_its_attendance() {
    let text = "Meeting\tDate\tParty\tAttendance\tRepresented by\tCapacity\tSeat\n\
        Steering group\t1 February 2024\tEE\tpresent\tMari Maasikas\tlead\t1\n\
        steering  group\t2024-02-01\tEE\tpresent\tJüri Juurikas\t\t\n\
        Steering group\t2024-02-01\tLV, LT\tonline\t\t\t\n\
        Kick-off\t2023-09-19\tEE\tvabandas\t\t\t\n";
    check(
        text,
        Collection::Meetings,
        &json!([
            {
                "date": "2024-02-01", "title": "Steering group",
                "attendance": [
                    {
                        "party": "EE", "presence": "present", "capacity": "lead", "note": "Seat: 1",
                        "delegates": "Mari Maasikas, Jüri Juurikas",
                    },
                    {"party": "LT", "presence": "remote"},
                    {"party": "LV", "presence": "remote"},
                ],
            },
            {
                "date": "2023-09-19", "title": "Kick-off",
                "attendance": [{"party": "EE", "presence": "excused"}],
            },
        ]),
    );
    for names in [
        "Зустріч;Дата;Сторона;Присутність;Представник",
        "Kohtumine;Kuupäev;Osapool;Osalemine;Esindaja",
        "Réunion;Date;Partie;Présence;Représenté par",
        "Sitzung;Datum;Partei;Anwesenheit;Vertreten durch",
    ] {
        check(
            &format!("{names}\nKick-off;19.9.2023;EE;x;A"),
            Collection::Meetings,
            &json!([{
                "title": "Kick-off", "date": "2023-09-19",
                "attendance": [{"party": "EE", "presence": "present", "delegates": "A"}],
            }]),
        );
    }
}

#[test]
fn attendance_is_held_against_meetings_that_are_here() {
    let ours = register(json!({
        "meetings": {"m": {"title": "Steering group", "date": "2024-02-01", "attendance": {"a": {"party": "EE"}}}},
    }));
    let text = "Meeting\tDate\tParty\tAttendance\n\
        Steering group\t2024-02-01\tEE\tpresent\nSteering group\t2024-02-01\tLV\tabsent\n";
    let (_, taken) = take(&ours, text, &[]);
    let (after, again) = after(&ours, &taken.register);
    assert_eq!(again, 0);
    assert_eq!(
        records(&after, Collection::Meetings),
        [json!({
            "title": "Steering group", "date": "2024-02-01",
            "attendance": [{"party": "EE", "presence": "present"}, {"party": "LV", "presence": "absent"}],
        })]
    );
}

#[test]
fn attendance_that_is_not_understood_stops_its_row() {
    stopped(
        "Meeting\tDate\tParty\tAttendance\tRepresented by\n\
         Kick-off\t2023-09-19\tEE\tperhaps\t\n\
         Kick-off\t2023-09-19\t\tpresent\t\n\
         \t\tEE\tpresent\t\n\
         Kick-off\t2023-09-19\tLV, LT\tpresent\tMari\n\
         Kick-off\t2023-09-19\tLV\tpresent\t\n\
         Kick-off\t2023-09-19\tLV\tabsent\t\n",
        &[
            (2, Some(3), "none of the words"),
            (3, None, "no Party"),
            (4, None, "no Meeting and no Date"),
            (5, Some(4), "write a row for each"),
            (7, Some(3), "A row above says this"),
        ],
    );
}

#[test]
fn givers_of_one_reference_have_their_shares() {
    let text = "Ref;Giver;Purpose;Step;Date;Amount;Share;Source\n\
        J1;LU;Network;pledge;2024-05-31;22 million EUR;10 000 000;Letter\n\
        J1;EE;Network;pledge;2024-05-31;22 million EUR;2 000 000 EUR;Report\n\
        J1;IS;Network;pledge;;;;\n\
        J1;EE;Network;paid;2024-06-30;2 000 000 EUR;2 000 000 EUR;\n";
    let (_, taken) = take(&ours(), text, &[]);
    assert_eq!(taken.problems, []);
    let all = records(&taken.register, Collection::Contributions);
    assert_eq!(all.len(), 1);
    let eur = |value: &str| json!({"value": value, "currency": "EUR"});
    assert_eq!(
        all[0]["contributors"],
        json!([
            {"party": "EE", "share": eur("2000000")},
            {"party": "IS"},
            {"party": "LU", "share": eur("10000000")},
        ])
    );
    let entries = all[0]["entries"].as_array().unwrap();
    let said: Vec<(&str, Option<&str>, usize)> = entries
        .iter()
        .map(|entry| {
            let sources = entry["sources"].as_object().map_or(0, serde_json::Map::len);
            (entry["kind"].as_str().unwrap(), entry["amount"]["value"].as_str(), sources)
        })
        .collect();
    // The row of Iceland has no share, so that its step is its own.
    assert_eq!(said, [("pledge", Some("22000000"), 2), ("pledge", None, 0), ("paid", Some("2000000"), 0)]);
    for name in ["Частка", "Osakaal", "Part", "Anteil"] {
        let text = format!("Ref;Giver;Step;Amount;{name}\nA;EE;pledge;9 EUR;5\nA;LV;pledge;9 EUR;4\n");
        let (_, taken) = take(&ours(), &text, &[]);
        let all = records(&taken.register, Collection::Contributions);
        assert_eq!((all.len(), all[0]["entries"].as_array().unwrap().len()), (1, 1), "{name}");
        assert_eq!(all[0]["contributors"][1]["share"], eur("4"));
    }
    // Each gave as much as its own row says.
    let text = "Ref;Giver;Step;Amount;Share\nA;EE;pledge;5 EUR;5 EUR\nA;LV;pledge;5 EUR;5 EUR\n";
    let (_, taken) = take(&ours(), text, &[]);
    let all = records(&taken.register, Collection::Contributions);
    assert_eq!(all[0]["entries"].as_array().unwrap().len(), 2);
}

#[test]
fn shares_that_are_no_sums_stop_their_rows() {
    stopped(
        "Ref;Giver;Step;Amount;Share\n\
         A;EE;pledge;9 EUR;50 %\n\
         A;EE;pledge;9 EUR;0.25\n\
         A;EE, LV;pledge;9 EUR;4 EUR\n\
         A;EE;pledge;9 EUR;4 DKK\n\
         A;EE;pledge;9 EUR;4 EUR\n\
         A;EE;pledge;9 EUR;5 EUR\n\
         A;EE;pledge;;5\n",
        &[
            (2, Some(4), "a part of a hundred"),
            (3, Some(4), "may be a part of one"),
            (4, Some(4), "write a row for each"),
            (5, Some(4), "and the row says EUR"),
            (7, Some(4), "A row above says this"),
            (8, Some(4), "has no currency"),
        ],
    );
    stopped("Giver;Step;Amount;Share (%)\nEE;pledge;9 EUR;50\n", &[(2, Some(3), "a part of a hundred")]);
}

#[test]
fn what_another_source_says_is_another_reading() {
    let text = "Giver;Step;Date;Amount;Other amount;Other date;Other source;Other link;Why not adopted\n\
        EE;pledge;2024-02-01;5 EUR;over 6 EUR;Feb 2024;Letter;https://a.example;older\n";
    let (_, taken) = take(&ours(), text, &[]);
    assert_eq!(taken.problems, []);
    let sources = taken.register.ids(Collection::Sources);
    let [source] = sources.as_slice() else { panic!("one source") };
    let all = records(&taken.register, Collection::Contributions);
    let more = json!({"source": source.as_str(), "reason": "older"});
    let reading = |field: &str, value: Value| {
        let mut one = more.clone();
        one["field"] = field.into();
        one["value"] = value;
        one
    };
    assert_eq!(
        all[0]["entries"][0]["readings"],
        json!({
            "ramount": reading("amount", json!({"value": "6", "currency": "EUR", "qualifier": "over"})),
            "rdate": reading("date", json!("2024-02")),
        })
    );
    assert_eq!(all[0]["entries"][0].get("sources"), None);
    check(
        "Title,Supplier,Step,Value,Currency,Other value\nRadios,,ordered,5,EUR,6 DKK",
        Collection::Purchases,
        &json!([{"title": "Radios", "steps": [{
            "kind": "ordered", "value": {"value": "5", "currency": "EUR"},
            "readings": {"rvalue": {"field": "value", "value": {"value": "6", "currency": "DKK"}}},
        }]}]),
    );
    stopped(
        "Giver;Step;Amount;Other amount;Other source\n\
         EE;pledge;5 EUR;many;Letter\nEE;pledge;5 EUR;;Letter\nEE;;;6 EUR;\n",
        &[(2, Some(3), "many"), (3, Some(3), "and not what"), (4, None, "no Step")],
    );
}

#[test]
fn rows_refer_to_others_by_their_reference() {
    let text = "Reference;Giver;Purpose;Step;Amount;Repeats;Part of;Fulfils;Same as\n\
        A1;EE;Network;pledge;5 EUR;;W;;\n\
        A2;EE;Network;commitment;5 EUR;;;A1;\n\
        A3;EE;Network again;pledge;5 EUR;A1, A2;;;A1\n\
        W;EE, LV;All;pledge;50 EUR;;;;\n";
    let (_, taken) = take(&ours(), text, &[]);
    assert_eq!(taken.problems, []);
    let all = records(&taken.register, Collection::Contributions);
    let kinds = |purpose: &str, step: &str| {
        let one = all.iter().find(|one| one["purpose"] == purpose && one["entries"][0]["kind"] == step);
        let lines = one.unwrap().get("relations").and_then(Value::as_array).cloned().unwrap_or_default();
        lines.iter().map(|line| line["kind"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(kinds("Network", "pledge"), ["part-of"]);
    assert_eq!(kinds("Network", "commitment"), ["fulfils"]);
    assert_eq!(kinds("Network again", "pledge"), ["repeats", "repeats", "same-as"]);
    assert_eq!(kinds("All", "pledge"), [""; 0]);
    let (after, again) = after(&ours(), &taken.register);
    assert_eq!(again, 0);
    assert_eq!(after.contributions.live().filter(|(_, one)| !one.relations.0.is_empty()).count(), 3);
    for names in
        ["Повторює;Частина від", "Kordab;Osa millest", "Répète;Fait partie de", "Wiederholt;Teil von"]
    {
        let text = format!("Ref;Giver;Step;Amount;{names}\nA;EE;pledge;5 EUR;;\nB;EE;pledge;5 EUR;A;A\n");
        let (_, taken) = take(&ours(), &text, &[]);
        let all = taken.register.contributions.live().map(|(_, one)| one.relations.0.len());
        assert_eq!(all.sum::<usize>(), 2, "{names}");
    }
}

#[test]
fn a_reference_to_what_does_not_come_stops_its_row() {
    stopped(
        "Reference;Giver;Step;Amount;Repeats\n\
         A;EE;pledge;5 EUR;Z\n\
         B;EE;pledge;5 EUR;B\n\
         C;EE;pledge;5 EUR;D\n\
         D;EE;perhaps;5 EUR;\n\
         E;EE;pledge;5 EUR;C\n\
         F;EE;pledge;5 EUR;G\n\
         G;EE;pledge;5 EUR;F\n",
        &[
            (2, Some(4), "“Z” is the Reference of no row"),
            (3, Some(4), "this row itself"),
            (4, Some(4), "“D” is a row that does not come"),
            (5, Some(2), "none of the words"),
            (6, Some(4), "“C” is a row that does not come"),
        ],
    );
    stopped(
        "Giver;Step;Amount;Repeats\nEE;pledge;5 EUR;A\n",
        &[(2, Some(3), "which column is the Reference")],
    );
}
