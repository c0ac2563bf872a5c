//! The counting rules held against an oracle: a program in another language, written from the rules alone.
//!
//! `tests/oracle/answers.py` makes registers from seeds and says what each adds up to; here the same files are read,
//! folded and counted, and everything is compared.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use muster::exchange::file;
use muster::figures::{
    Count, Figure, Key, Ledger, Members, Query, Row, Splitting, Standing, TypedRates, by, members,
};
use muster::register::Measure::{self, *};
use muster::register::{Currency, Day, Id, Register};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

/// Registers that are made and compared.
const REGISTERS: u64 = 1000;
/// A clock that no change is ahead of, in milliseconds.
const LATER: u64 = 1_900_000_000_000;
/// How many differences are printed at most.
const SHOWN: usize = 60;

const MEASURES: [Measure; 11] = [
    Pledged,
    Committed,
    Paid,
    Spent,
    Delivered,
    Raised,
    OpenPledge,
    Undelivered,
    Ordered,
    Allocated,
    ToBeAllocated,
];

/// A sum as the oracle writes it: without zeros at the end.
fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

fn ids(all: &[Id]) -> Vec<&str> {
    all.iter().map(Id::as_str).collect()
}

fn key(key: &Key) -> String {
    match key {
        Key::Party(id) => id.to_string(),
        Key::Together(all) => ids(all).join("+"),
        Key::NotStated => "?".to_owned(),
        Key::Area(area) => area.clone().unwrap_or("-".to_owned()),
        Key::Form(form) => form.map_or("-", |form| form.word()).to_owned(),
        Key::Year(year) => year.map_or("-".to_owned(), |year| year.to_string()),
        Key::Meeting(meeting) => meeting.as_ref().map_or("-".to_owned(), |id| id.to_string()),
    }
}

fn rows(figure: &Figure, ledger: &Ledger, splitting: Splitting) -> Value {
    let rows = by::by(figure, ledger, splitting, &Members::default());
    let total: Decimal = rows.iter().map(|row| row.amount).sum();
    assert_eq!(total, figure.amount, "{splitting:?} of {:?}", figure.measure);
    let full = rows.iter().filter(|row| !row.amount.is_zero());
    let of = |row: &Row| (key(&row.key), plain(row.amount));
    let mut rows: Vec<_> = full.map(of).collect();
    rows.sort();
    json!(rows)
}

/// The rows of givers by whether all, some or none of them were members that day.
fn headings(figure: &Figure, ledger: &Ledger, members: &Members) -> Value {
    let mut sums: BTreeMap<&str, Decimal> = BTreeMap::new();
    for row in by::by(figure, ledger, Splitting::Member, members) {
        let heading = match row.standing.unwrap() {
            Standing::Members => "members",
            Standing::SomeMembers => "some members",
            Standing::Others => "others",
            Standing::NotStated => "not stated",
        };
        *sums.entry(heading).or_default() += row.amount;
    }
    let full = sums.into_iter().filter(|(_, sum)| !sum.is_zero());
    json!(full.map(|(heading, sum)| (heading, plain(sum))).collect::<Vec<_>>())
}

/// The parties that gave more than their rows say, together with others.
fn joint(figure: &Figure, ledger: &Ledger) -> Value {
    let rows = by::by(figure, ledger, Splitting::Member, &Members::default());
    let mut more: Vec<_> = rows.iter().filter(|row| !row.joint.is_empty()).map(|row| key(&row.key)).collect();
    more.sort();
    json!(more)
}

/// A figure in the words of the oracle.
fn told(figure: &Figure, ledger: &Ledger, members: &Members) -> Value {
    let unconverted: Vec<_> = figure
        .unconverted
        .iter()
        .filter(|one| !one.sum.value.is_zero())
        .map(|one| (one.sum.currency.to_string(), plain(one.sum.value)))
        .collect();
    let mut ceilings: Vec<_> =
        figure.ceilings.iter().map(|one| (one.limit.currency.to_string(), plain(one.limit.value))).collect();
    ceilings.sort();
    let again = |one: &muster::figures::Said| {
        (one.contribution.to_string(), one.beyond.currency.to_string(), plain(one.beyond.value))
    };
    let mut said: Vec<_> = figure.said.iter().map(again).collect();
    said.sort();
    json!({
        "amount": plain(figure.amount),
        "open": figure.open.word().unwrap_or_default(),
        "about": figure.about,
        "unvalued": figure.unvalued,
        "unconverted": unconverted,
        "possible": plain(figure.possible),
        "excess": plain(figure.excess),
        "ceilings": ceilings,
        "too_loose": figure.too_loose.len(),
        "said": said,
        "by_year": rows(figure, ledger, Splitting::Year),
        "by_area": rows(figure, ledger, Splitting::Area),
        "by_form": rows(figure, ledger, Splitting::Form),
        "by_member": rows(figure, ledger, Splitting::Member),
        "by_heading": headings(figure, ledger, members),
        "joint": joint(figure, ledger),
    })
}

/// All that the oracle says of a register on a day, as the register itself counts it.
fn answer(register: &Register, query: Query) -> Map<String, Value> {
    let ledger = Ledger::of(register);
    let rates = TypedRates::of(register);
    let count = Count::new(&ledger, &rates, query);
    let held = members(register, query.on);
    let figures = MEASURES
        .iter()
        .map(|measure| (measure.word().to_owned(), told(&count.figure(*measure), &ledger, &held)));
    let mut all: Map<_, _> = figures.collect();
    let undated: Vec<_> = held.undated.iter().map(|one| one.membership.as_str()).collect();
    all.insert(
        "members".to_owned(),
        json!({
            "counted": ids(&held.counted),
            "leads": ids(&held.leads),
            "observers": ids(&held.observers),
            "partners": ids(&held.partners),
            "invited": ids(&held.invited),
            "undated": undated,
            "beneficiaries": ids(&held.beneficiaries),
            "disputed": ids(&held.disputed),
        }),
    );
    let circles: Vec<_> = ledger.circles().into_iter().map(|circle| circle.members).collect();
    all.insert("circles".to_owned(), json!(circles.iter().map(|members| ids(members)).collect::<Vec<_>>()));
    all
}

/// What the pledges of the example come to, by the public facts that it was made from.
const CONTROL: [(&str, &str, &str, &str, u32); 13] = [
    ("2024-02-02", "pledged", "32703626.22", "above", 2),
    ("2024-02-02", "raised", "32703626.22", "above", 2),
    ("2024-03-19", "pledged", "32703626.22", "above", 2),
    ("2024-03-19", "raised", "32703626.22", "above", 2),
    ("2024-04-03", "pledged", "32703626.22", "above", 4),
    ("2024-04-03", "raised", "32703626.22", "above", 4),
    ("2024-05-31", "pledged", "54703626.22", "above", 2),
    ("2024-05-31", "raised", "54703626.22", "above", 2),
    ("2024-01-28", "committed", "0", "", 0),
    ("2024-01-29", "committed", "10000000", "", 0),
    ("2024-05-16", "committed", "10000000", "", 0),
    ("2024-05-17", "committed", "10000000", "above", 1),
    ("2024-05-31", "delivered", "900000", "above", 2),
];

/// Holds an answer in euros against the control; gives how many of its figures were there.
fn check_control(on: &str, answer: &Map<String, Value>) -> usize {
    let rows = CONTROL.iter().filter(|(day, ..)| *day == on);
    let check = |(_, measure, amount, open, unvalued): &(&str, &str, &str, &str, u32)| {
        let figure = &answer[*measure];
        let told = (&figure["amount"], &figure["open"], &figure["unvalued"]);
        assert_eq!(told, (&json!(amount), &json!(open), &json!(unvalued)), "{measure} on {on}");
    };
    rows.map(check).count()
}

fn day(text: &str) -> Day {
    Day::parse_from_str(text, "%Y-%m-%d").unwrap()
}

/// One line of the oracle: where it and the register differ.
fn differences(line: &str) -> Vec<(String, String)> {
    let case: Value = serde_json::from_str(line).unwrap();
    let name = &case["name"];
    let read = file::read(case["file"].as_str().unwrap().as_bytes(), LATER).unwrap();
    assert!(read.problems.is_empty() && read.ahead.is_empty(), "{name}: {:?}", read.problems);
    let register = Register::of(read.changes);
    assert_eq!(register.problems().collect::<Vec<_>>(), [], "{name}");
    let mut found = Vec::new();
    let mut controlled = 0;
    for asked in case["queries"].as_array().unwrap() {
        let query = Query {
            on: day(asked["on"].as_str().unwrap()),
            published: asked["published"].as_str().map(day),
            currency: Currency::parse(asked["currency"].as_str().unwrap()).unwrap(),
        };
        let ours = answer(&register, query);
        let theirs = asked["answer"].as_object().unwrap();
        if name == "example" && query.currency == Currency::EUR {
            let on = asked["on"].as_str().unwrap();
            controlled += check_control(on, &ours).min(check_control(on, theirs));
        }
        assert_eq!(ours.keys().collect::<Vec<_>>(), theirs.keys().collect::<Vec<_>>());
        for (measure, expected) in theirs {
            let counted = &ours[measure];
            let fields = match expected {
                Value::Object(fields) => {
                    fields.iter().map(|(field, value)| (field.as_str(), value)).collect()
                }
                whole => vec![("", whole)],
            };
            for (field, expected) in fields {
                let counted = if field.is_empty() { counted } else { &counted[field] };
                // Nothing: the rules do not say.
                if !expected.is_null() && expected != counted {
                    let Query { on, published, currency } = query;
                    let asked = format!("{name} on {on} in {currency}, published {published:?}");
                    let what = format!("{measure} {field}");
                    found.push((
                        what.clone(),
                        format!("{asked}: {what}: expected {expected}, found {counted}"),
                    ));
                }
            }
        }
    }
    assert!(name != "example" || controlled == CONTROL.len(), "{controlled} control figures were asked for");
    found
}

/// Runs the oracle over some seeds and compares line by line as it speaks.
fn compare(from: u64, to: u64) -> (usize, Vec<(String, String)>) {
    let mut oracle = Command::new("python3")
        .args(["-B", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oracle/answers.py")])
        .args([from.to_string(), to.to_string()])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(oracle.stdout.take().unwrap()).lines();
    let mut agreeing = 0;
    let mut found = Vec::new();
    for line in lines {
        let more = differences(&line.unwrap());
        agreeing += usize::from(more.is_empty());
        found.extend(more);
    }
    assert!(oracle.wait().unwrap().success(), "the oracle stopped");
    (agreeing, found)
}

#[test]
fn the_oracle_and_the_register_count_alike() {
    if Command::new("python3").arg("--version").output().is_err() {
        // The harness does not swallow this.
        let words = "Python 3 is not here: skipped whether the oracle and the register count alike.";
        let _ = writeln!(std::io::stderr(), "{words}");
        return;
    }
    let half = REGISTERS / 2;
    let halves = [(0, half), (half, REGISTERS)];
    let threads = halves.map(|(from, to)| std::thread::spawn(move || compare(from, to)));
    let mut agreeing = 0;
    let mut found = Vec::new();
    for thread in threads {
        let (more, differing) = thread.join().unwrap();
        agreeing += more;
        found.extend(differing);
    }
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for (what, line) in &found {
        let times = kinds.entry(what).or_default();
        *times += 1;
        if *times <= SHOWN / 10 {
            println!("{line}");
        }
    }
    println!("{agreeing} registers agree");
    assert!(kinds.is_empty(), "{} differences: {kinds:?}", found.len());
    // The example comes with the first.
    assert_eq!(agreeing as u64, REGISTERS + 1);
}
