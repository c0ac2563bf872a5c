//! The table that says where each field of each public fact went, held against the example.
//!
//! `tests/fixtures/facts.tsv` names for every field of the fact file a leaf of the example and how the two compare,
//! or says in words why the field has no place. Both are written by `src/app/example/make.py`. The table carries the
//! values, so that the leaves are checked without the fact file; with it, that no field is missing or altered.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

#[path = "facts/compare.rs"]
mod compare;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

use compare::{Example, Row, shown};
use muster::register::{Change, Register, canonical};
use serde_json::Value;

const EXAMPLE: &str = "src/app/example/it-coalition.muster.json";
const TABLE: &str = "tests/fixtures/facts.tsv";
const SCRIPT: &str = "src/app/example/make.py";
const NO_PLACE: &str = "no place";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn table() -> Vec<Row> {
    let text = read(TABLE);
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("fact\tvalue\tplace\thow"));
    lines
        .map(|line| {
            let cells: Vec<_> = line.split('\t').map(str::to_owned).collect();
            let [fact, value, place, how] = <[String; 4]>::try_from(cells).expect("four cells a line");
            Row { fact, value, place, how }
        })
        .collect()
}

fn changes() -> Vec<Change> {
    let file: Value = serde_json::from_str(&read(EXAMPLE)).unwrap();
    file["changes"].as_array().unwrap().iter().map(|change| Change::from_json(change).unwrap()).collect()
}

/// The fact file, where it is at hand.
fn facts(skipped: &str) -> Option<(PathBuf, Value)> {
    let path = std::env::var_os("MUSTER_FACTS")
        .map_or_else(|| root().join("../shared/data/it-coalition-facts.json"), PathBuf::from);
    let Ok(text) = fs::read_to_string(&path) else {
        say(&format!("The fact file is not here (MUSTER_FACTS names it): skipped {skipped}."));
        return None;
    };
    Some((path, serde_json::from_str(&text).unwrap()))
}

/// Says something that the test harness does not swallow.
fn say(words: &str) {
    let _ = writeln!(std::io::stderr(), "{words}");
}

/// Every field below a value with its path; an item of a list is named by its own label, else by its number.
fn flatten(value: &Value, path: &str, found: &mut BTreeMap<String, String>) {
    let below: Vec<(String, &Value)> = match value {
        Value::Object(map) if !map.is_empty() => map.iter().map(|(name, v)| (name.clone(), v)).collect(),
        Value::Array(items) if !items.is_empty() => {
            items.iter().enumerate().map(|(place, item)| (name_of(place, item), item)).collect()
        }
        leaf => {
            assert_eq!(found.insert(path.to_owned(), shown(leaf)), None, "{path} occurs twice");
            return;
        }
    };
    for (name, value) in below {
        let path = if path.is_empty() { name } else { format!("{path}/{name}") };
        flatten(value, &path, found);
    }
}

fn name_of(place: usize, item: &Value) -> String {
    let label = ["id", "code"].into_iter().find_map(|label| item.get(label)?.as_str());
    label.map_or_else(|| place.to_string(), str::to_owned)
}

#[test]
fn every_leaf_holds_its_fact() {
    let rows = table();
    let example = Example::new(Register::of(changes()), &rows);
    let wrong: Vec<_> = rows
        .iter()
        .filter(|row| row.place != NO_PLACE && !example.holds(row))
        .map(|row| {
            let leaf = example.text(&row.place);
            format!("{} “{}” is not ({}) at {}: {leaf:?}", row.fact, row.value, row.how, row.place)
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {} rows:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn every_field_has_a_place_or_a_reason() {
    let mut placed = BTreeSet::new();
    let mut reasons = BTreeSet::new();
    for row in table() {
        if row.place == NO_PLACE {
            assert!(row.how.len() > 20 && row.how.ends_with('.'), "{} needs a reason in words", row.fact);
            reasons.insert(row.fact);
        } else {
            placed.insert(row.fact);
        }
    }
    let both: Vec<_> = placed.intersection(&reasons).collect();
    assert!(both.is_empty(), "both a place and none: {both:?}");

    let Some((_, facts)) = facts("whether the table holds every field of it") else { return };
    let mut fields = BTreeMap::new();
    flatten(&facts, "", &mut fields);
    let told: BTreeMap<_, _> = table().into_iter().map(|row| (row.fact, row.value)).collect();
    let missing: Vec<_> = fields.iter().filter(|(path, value)| told.get(*path) != Some(*value)).collect();
    assert!(missing.is_empty(), "missing from the table, or another value there: {missing:#?}");
    let invented: Vec<_> = told.keys().filter(|path| !fields.contains_key(*path)).collect();
    assert!(invented.is_empty(), "not in the fact file: {invented:#?}");
}

#[test]
fn a_wrong_leaf_is_noticed() {
    let rows = table();
    let example = Example::new(Register::of(changes()), &rows);
    let slipped: Vec<_> = rows
        .iter()
        .filter(|row| row.place != NO_PLACE && !matches!(row.how.as_str(), "record"))
        .map(|row| Row {
            fact: row.fact.clone(),
            value: format!("{} altered", row.value),
            place: row.place.clone(),
            how: row.how.clone(),
        })
        .filter(|row| row.how != "part" && example.holds(row))
        .map(|row| row.fact)
        .collect();
    assert!(slipped.is_empty(), "{slipped:?}");
}

#[test]
fn the_script_makes_these_files() {
    let skipped = "whether the script makes the same example again";
    let Some((path, _)) = facts(skipped) else { return };
    match Command::new("python3").arg(root().join(SCRIPT)).arg(path).arg("--check").output() {
        Ok(run) => assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr)),
        Err(_) => say(&format!("Python 3 is not here: skipped {skipped}.")),
    }
}

#[test]
fn the_example_is_sound() {
    let changes = changes();
    let register = Register::of(changes.iter().cloned());
    assert_eq!(register.problems().collect::<Vec<_>>(), []);
    assert!(register.astray().is_empty(), "{:?}", register.astray());
    assert_eq!(register.size(), changes.len());
    for (before, after) in changes.iter().zip(changes.iter().skip(1)) {
        assert_eq!(
            after.header.prev,
            Some(before.id),
            "change {} hangs on the one before",
            after.header.number
        );
        assert!(before.order() < after.order());
    }
    for change in &changes {
        let bytes = canonical(&change.to_json());
        assert!(bytes.len() <= 64_000 && read(EXAMPLE).contains(&bytes));
    }
}
