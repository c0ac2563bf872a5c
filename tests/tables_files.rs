//! The files of tables for other people's programs: written to `target/validators/tables`, each with what the
//! register itself says that they hold. `tests/validators/tables_package.py` and `tables_workbook.py` hold
//! them against it.
#![cfg(feature = "formats")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

mod common;

use std::fs;
use std::path::Path;

use common::{cases, changes, now};
use muster::documents::public;
use muster::exchange::file;
use muster::exchange::tables::{About, Audience, SUMMED, Sums, of, package, read_package, workbook};
use muster::figures::{Query, TypedRates, figure};
use muster::register::{Currency, Day, Kind, Pen, Register, Shape, print_decimal};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use serde_json::{Map, Value, json};

const EXAMPLE: &str = include_str!("../src/app/example/it-coalition.muster.json");
/// How many registers are made by chance.
const MADE: usize = 20;

/// Texts that some program takes for something else.
const HOSTILE: [&str; 14] = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx\ry\r\nz",
    "'=1",
    "",
    "a,\"b\";c\n",
    "_x000D_",
    "\u{0}\u{1}\u{fffe}",
    "<&>\"'😀 \u{202e}",
    "  around  ",
    "#REF!",
];

fn hostile() -> Register {
    let texts = || HOSTILE.iter().enumerate();
    let lines = |field: &str| -> Map<String, Value> {
        texts().map(|(place, text)| (format!("={place}"), json!({field: text}))).collect()
    };
    let entry = |value: &str, currency: &str, date: &str| json!({"kind": "pledge", "date": date, "amount": {"value": value, "currency": currency}});
    let body = json!({
        "register": {"self": {"name": "=Register", "currency": "EUR"}},
        "parties": lines("name"),
        "sources": lines("title"),
        "contributions": {"-c": {"purpose": "@", "contributors": lines("note"), "entries": {
            "a": entry("0.1", "EUR", "2024-02-01"), "b": entry("0.2", "EUR", "2024-02"),
            "c": entry("-123456789012.34", "EUR", "2024-01-31"), "d": entry("7", "XXX", "2024-01-31"),
        }}, "+d": {"entries": {"e": entry("9999999999999.99", "EUR", "2024-01-31")}}},
        "meetings": {"m": {"unknown": {"of": "a newer version"}, "title": 7}},
    });
    Register::of([Pen::new("r").write(common::object(body), &now(1))])
}

/// Each leaf of a record: the collection, lists and ids on the way, its field, its value, and whether it is
/// known and reads.
fn leaves(shape: &Shape, node: &Map<String, Value>, way: &[&str], unread: &[String], found: &mut Vec<Value>) {
    for (name, value) in node.iter().filter(|(name, value)| *name != "gone" || !value.is_boolean()) {
        match (shape.field(name).map(|field| field.kind), value) {
            (Some(Kind::Lines(below)), Value::Object(lines)) => {
                for (id, line) in lines {
                    let line = line.as_object().unwrap();
                    if line.get("gone") != Some(&json!(true)) {
                        let way: Vec<&str> = way.iter().copied().chain([name.as_str(), id]).collect();
                        leaves(below, line, &way, unread, found);
                    }
                }
            }
            (kind, _) => {
                let path = way.iter().skip(2).chain([&name.as_str()]).copied().collect::<Vec<_>>().join("/");
                let reads = kind.is_some() && !unread.contains(&path);
                found.push(json!({"way": way, "field": name, "value": value, "reads": reads}));
            }
        }
    }
}

fn write(name: &str, register: &Register, audience: Audience) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/validators/tables").join(name);
    fs::create_dir_all(&folder).unwrap();
    let day = Day::from_ymd_opt(2024, 5, 31).unwrap();
    let query = Query { on: day, published: None, currency: Currency::EUR };
    let rates = TypedRates::of(register);
    let about = About { name: name.to_owned(), part: None, day, audience };
    let all = of(register);
    let zip = package(&all, &about).unwrap();
    assert_eq!(read_package(&zip, &now(1)).unwrap().problems, []);
    fs::write(folder.join("package.zip"), &zip).unwrap();
    let figures = Sums::of(register, &rates, query);
    fs::write(folder.join("tables.xlsx"), workbook(&all, &figures, &about).unwrap()).unwrap();
    let mut found = Vec::new();
    for key in register.keys() {
        let record = register.json(key);
        if record.get("gone") != Some(&json!(true)) {
            let unread: Vec<String> =
                register.problems_of(key).iter().map(|problem| problem.path.clone()).collect();
            let way = [key.collection.word(), key.id.as_str()];
            leaves(key.collection.shape(), &record, &way, &unread, &mut found);
        }
    }
    let totals: Map<String, Value> = SUMMED
        .iter()
        .map(|measure| {
            let figure = figure(register, &rates, *measure, &query);
            (format!("{} (EUR)", measure.word()), print_decimal(figure.amount).into())
        })
        .collect();
    let expected = json!({"leaves": found, "totals": totals, "is_public": about.is_public()});
    fs::write(folder.join("expected.json"), expected.to_string()).unwrap();
}

#[test]
fn the_files_for_the_validators_are_written() {
    let example = Register::of(file::read_own(EXAMPLE));
    let without = public(&example);
    let audience = Audience::Public { records: without.records, lines: without.lines };
    write("example", &without.register, audience);
    write("example-inside", &example, Audience::Inside);
    write("empty", &Register::default(), Audience::Inside);
    write("hostile", &hostile(), Audience::Inside);
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[24; 32]);
    let (mut runner, any) = (TestRunner::new_with_rng(cases(1), rng), changes());
    for number in 0..MADE {
        let register = Register::of(any.new_tree(&mut runner).unwrap().current());
        write(&format!("made-{number:02}"), &register, Audience::Inside);
    }
}
