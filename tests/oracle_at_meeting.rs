//! What the oracle says was new at a meeting, held against raised of two registers: with its entries and without.
//!
//! The amounts of every register are those of `Count::new_at`. In registers in which every date is a day and no
//! relation is merely possible, the rule of `docs/decisions/0026-new-at-a-meeting.md` is no more than the difference of
//! two figures on one day, and that is held against it too.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

use std::io::Write;
use std::process::Command;

use muster::exchange::file;
use muster::figures::{Count, Ledger, Query, TypedRates};
use muster::register::{Collection, Currency, Day, Draft, Id, Measure, Now, Pen, RecordKey, Register};
use rust_decimal::Decimal;
use serde_json::Value;

/// Registers that are made, of which about one in nine is plain enough.
const REGISTERS: u64 = 160;
/// A clock that no change is ahead of, in milliseconds.
const LATER: u64 = 1_900_000_000_000;
/// The meeting of 31 May 2024 of the example, and what was new there.
const CONTROL: (&str, &str) = ("example.52", "22000000");

fn day(text: &str) -> Day {
    Day::parse_from_str(text, "%Y-%m-%d").unwrap()
}

/// The lines of a field of a record.
fn lines<'a>(record: &'a Value, field: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    record[field].as_object().into_iter().flatten()
}

fn contributions(register: &Register) -> impl Iterator<Item = (&RecordKey, Value)> {
    let keys = register.keys().filter(|key| key.collection == Collection::Contributions);
    keys.map(|key| (key, Value::Object(register.json(key))))
}

fn is_plain(register: &Register) -> bool {
    contributions(register).all(|(_, record)| {
        let is_day = |date: &Value| date.as_str().is_none_or(|text| text.len() == 10);
        lines(&record, "entries").all(|(_, entry)| is_day(&entry["date"]) && is_day(&entry["value_date"]))
            && lines(&record, "relations")
                .all(|(_, one)| one["kind"] != "same-as" && one["certainty"] != "possible")
    })
}

/// The same register without the entries that name a meeting.
fn without(register: &Register, meeting: &str) -> Register {
    let mut draft = Draft::new();
    for (key, record) in contributions(register) {
        for (line, _) in lines(&record, "entries").filter(|(_, entry)| entry["meeting"] == meeting) {
            draft.remove(key, &format!("entries/{line}"));
        }
    }
    let mut pen = Pen::new("without");
    pen.clock.observe(register.latest());
    let mut less = register.clone();
    less.add([pen.write(draft.into_body(), &Now { millis: 0, at: "2026-01-01T12:00:00Z".to_owned() })]);
    less
}

fn raised(register: &Register, query: Query) -> Decimal {
    Count::new(&Ledger::of(register), &TypedRates::of(register), query).figure(Measure::Raised).amount
}

/// Holds one line of the oracle against raised; gives how many sums were compared and how many were not nothing.
fn check(line: &str) -> (usize, usize) {
    let case: Value = serde_json::from_str(line).unwrap();
    let name = &case["name"];
    let read = file::read(case["file"].as_str().unwrap().as_bytes(), LATER).unwrap();
    let register = Register::of(read.changes);
    let plain = is_plain(&register);
    let ledger = Ledger::of(&register);
    let rates = TypedRates::of(&register);
    let (mut compared, mut full) = (0, 0);
    for asked in case["queries"].as_array().unwrap() {
        for (meeting, told) in asked["at_meetings"].as_object().unwrap() {
            let asked_for = Query {
                on: day(asked["on"].as_str().unwrap()),
                published: asked["published"].as_str().map(day),
                currency: Currency::parse(asked["currency"].as_str().unwrap()).unwrap(),
            };
            let ours = Count::new(&ledger, &rates, asked_for).new_at(&Id::from(meeting.as_str()));
            assert_eq!(
                told["amount"],
                ours.amount.normalize().to_string(),
                "{name}: {meeting} {asked_for:?}"
            );
            assert_eq!(told["day"].as_str().map(day), ours.day, "{name}: {meeting} {asked_for:?}");
            if !plain && name != "example" {
                continue;
            }
            if name == "example" {
                let is_control =
                    meeting == CONTROL.0 && asked["on"] == "2024-07-31" && asked["currency"] == "EUR";
                assert!(!is_control || told["amount"] == CONTROL.1, "{told}");
                compared += usize::from(is_control);
                continue;
            }
            let Some(last) = told["day"].as_str() else { continue };
            let query = Query {
                on: day(last),
                published: asked["published"].as_str().map(day),
                currency: Currency::parse(asked["currency"].as_str().unwrap()).unwrap(),
            };
            let found = raised(&register, query) - raised(&without(&register, meeting), query);
            assert_eq!(told["amount"], found.normalize().to_string(), "{name}: {meeting} {query:?}");
            compared += 1;
            full += usize::from(!found.is_zero());
        }
    }
    (compared, full)
}

#[test]
fn what_was_new_is_what_raised_would_lack() {
    let oracle = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oracle/answers.py");
    let run = Command::new("python3").args(["-B", oracle, "0", &REGISTERS.to_string()]).output();
    let Ok(run) = run else {
        // The harness does not swallow this.
        let _ = writeln!(std::io::stderr(), "Python 3 is not here: skipped what was new at a meeting.");
        return;
    };
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let text = String::from_utf8(run.stdout).unwrap();
    let (mut compared, mut full) = (0, 0);
    for line in text.lines() {
        let (more, some) = check(line);
        if line.contains("\"name\": \"example\"") {
            assert_eq!(more, 1, "the control was asked for once");
        }
        compared += more;
        full += some;
    }
    println!("{compared} sums agree, {full} of them not nothing");
    assert!(full >= 20, "{full} sums of {compared} say something");
}
