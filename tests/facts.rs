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

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

use muster::register::{Change, Collection, RecordKey, Register, canonical};
use serde_json::Value;

const EXAMPLE: &str = "src/app/example/it-coalition.muster.json";
const TABLE: &str = "tests/fixtures/facts.tsv";
const SCRIPT: &str = "src/app/example/make.py";
const NO_PLACE: &str = "no place";

/// What a word of the fact file becomes in the register, where the two differ: field, word, leaf.
const CODES: &[(&str, &str, &str)] = &[
    ("role", "beneficiary and member", "member"),
    ("role", "beneficiary and member", "beneficiary"),
    ("status", "member", "lead"),
    ("joined_act", "declaration of intent; later cooperation agreement", "declaration-of-intent"),
    ("joined_act", "declaration of intent; later cooperation agreement", "agreement-signed"),
    (
        "joined_act",
        "announcement by the Ministry for Foreign Affairs; later cooperation agreement",
        "agreement-signed",
    ),
    ("joined_act", "not found; listed as a member from December 2023", "first-listed"),
    ("joined_act", "intention announced before 2023-12-23; cooperation agreement by 2024-02-12", "intention"),
    (
        "joined_act",
        "intention announced before 2023-12-23; cooperation agreement by 2024-02-12",
        "agreement-signed",
    ),
    ("joined_act", "declaration of intent; no cooperation agreement found", "declaration-of-intent"),
    ("joined_act", "present at the first steering group meeting", "present"),
    ("joined_act", "represented at steering group meetings", "present"),
    ("date_kind", "first_listed", "first-listed"),
    ("date_kind", "first_present", "present"),
    ("status", "announced", "pledge"),
    ("status", "approved", "commitment"),
    ("status", "confirmed", "pledge"),
    ("status", "provided", "delivery"),
    ("status", "delivered", "delivery"),
    ("form", "money", "financial"),
    ("form", "in_kind", "in-kind"),
    ("form", "money_and_experts", "mixed"),
    ("form", "mixed", "all"),
    ("qualifier", "approx", "about"),
    ("amount_qualifier", "approx", "about"),
    ("split", "not published", "not-published"),
    ("kind", "udcg", "parent-body"),
    ("kind", "kick_off", "kick-off"),
    ("kind", "steering_group", "steering-group"),
    ("kind", "confirmed", "pledged"),
    ("kind", "money", "pledged"),
    ("kind", "contributions", "pledged"),
    ("kind", "reference", "other"),
    ("place", "online", "true"),
    ("decisions", "new contributions announced by Estonia and Luxembourg, without figures", "pledge"),
    ("area", "laptops, communications", "Communications"),
    ("area", "ICT equipment", "IT"),
    ("area", "data centres, cyber defence", "Cybersecurity"),
    ("area", "cyber defence", "Cybersecurity"),
    ("area", "registers", "IT"),
    ("stage", "planned", "need"),
    ("to", "coalition", "inward"),
];

/// What is said by a leaf that is not there.
const SAID_BY_ABSENCE: &[(&str, &str)] = &[
    ("amount", "null"),
    ("currency", "null"),
    ("amount_qualifier", "unknown"),
    ("amount_qualifier", "exact"),
    ("qualifier", "exact"),
    ("joined_act", "none found"),
    ("attendees", "[]"),
    ("decisions", "[]"),
    ("funders", "[]"),
    ("items", "[]"),
    ("procurement_agent", "null"),
    ("supplier", "null"),
    ("place", "not stated"),
    ("place", "not established"),
    ("place", "not found"),
    ("result", "\"\""),
];

/// What is said by a leaf's being there at all.
const SAID_BY_PRESENCE: &[(&str, &str)] =
    &[("date_kind", "joined"), ("date_kind", "reported"), ("status", "disputed")];

struct Row {
    fact: String,
    value: String,
    place: String,
    how: String,
}

impl Row {
    /// The name of the field: the last step of its path that is not a number.
    fn field(&self) -> &str {
        self.fact.rsplit('/').find(|step| step.parse::<usize>().is_err()).unwrap()
    }
}

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

/// A value as the table prints it.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) if !text.is_empty() => text.clone(),
        other => canonical(other),
    }
}

/// The example, and what the table says of it.
struct Example {
    register: Register,
    /// The record of each fact that has a label: `c01` → its key.
    records: BTreeMap<String, RecordKey>,
}

impl Example {
    fn new(rows: &[Row]) -> Self {
        let labelled = rows.iter().filter(|row| row.how == "record");
        Example {
            register: Register::of(changes()),
            records: labelled.map(|row| (row.value.clone(), key(&row.place).0)).collect(),
        }
    }

    /// The leaf of a place, or the part of it after `#`.
    fn leaf(&self, place: &str) -> Option<Value> {
        let (key, path) = key(place);
        let (path, part) = path.split_once('#').map_or((path, None), |(path, part)| (path, Some(part)));
        let mut value = Value::Object(self.register.json(&key));
        for step in path.split('/').filter(|step| !step.is_empty()) {
            value = value.get(step)?.clone();
        }
        match part {
            Some(part) => value.get(part).cloned(),
            None => Some(value),
        }
    }

    fn text(&self, place: &str) -> Option<String> {
        self.leaf(place).map(|leaf| shown(&leaf))
    }

    /// Whether a row's leaf holds its value.
    fn holds(&self, row: &Row) -> bool {
        let value = row.value.as_str();
        if row.how == "absent" {
            let parent = row.place.split_once(['/', '#']).is_some_and(|_| {
                let (key, path) = key(&row.place);
                let above = path.rsplit_once(['/', '#']).map_or("", |(above, _)| above);
                self.leaf(&format!("{}/{} {above}", key.collection.word(), key.id)).is_some()
            });
            return parent
                && self.leaf(&row.place).is_none()
                && SAID_BY_ABSENCE.contains(&(row.field(), value));
        }
        let Some(leaf) = self.text(&row.place) else { return false };
        match row.how.as_str() {
            "same" => leaf == value,
            "text" => plain(&leaf) == plain(value),
            "contains" => plain(&leaf).contains(&plain(value)),
            "part" => plain(value).contains(&plain(&leaf)),
            "words" => words(value).is_subset(&words(&leaf)),
            "from" => leaf.starts_with(&format!("[{value}..")),
            "to" => leaf.ends_with(&format!("..{value}]")),
            "within" => ends(&leaf).is_some_and(|ends| ends.iter().all(|end| end.starts_with(value))),
            "precision" => precision(&leaf) == Some(value),
            "code" => {
                let word = if row.field() == "area" { self.area(&leaf) } else { leaf };
                CODES.contains(&(row.field(), value, word.as_str()))
            }
            "source" => self.text(&format!("sources/{leaf} address")).as_deref() == Some(value),
            "record" => true,
            "record-of" => self.records.get(value).is_some_and(|key| key.id.as_str() == leaf),
            "statement" => leaf == "statement" && self.records.get(value) == Some(&key(&row.place).0),
            "giver" => self.gives(&leaf, value),
            "present" => SAID_BY_PRESENCE.contains(&(row.field(), value)),
            other => panic!("“{other}” is no way to compare"),
        }
    }

    fn area(&self, id: &str) -> String {
        self.text(&format!("register/self areas/{id}/name")).unwrap_or_default()
    }

    fn gives(&self, contribution: &str, party: &str) -> bool {
        let givers = self.leaf(&format!("contributions/{contribution} contributors"));
        givers.is_some_and(|givers| givers.as_object().unwrap().values().any(|giver| giver["party"] == party))
    }
}

/// The record of a place, and the path in it.
fn key(place: &str) -> (RecordKey, &str) {
    let (record, path) = place.split_once(' ').unwrap_or((place, ""));
    let (word, id) = record.split_once('/').expect("collection/id");
    let collection = Collection::from_word(word).unwrap_or_else(|| panic!("no collection {word}"));
    (RecordKey::new(collection, id), path)
}

/// A phrase without the capital and the full stop that make it a sentence.
fn plain(text: &str) -> String {
    text.trim_end_matches('.').to_lowercase()
}

/// The words of a text without those short or with a digit, which may be labels of the fact file.
fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3);
    words.map(str::to_lowercase).collect()
}

/// The two ends of “some day between”.
fn ends(date: &str) -> Option<[&str; 2]> {
    let (from, to) = date.strip_prefix('[')?.strip_suffix(']')?.split_once("..")?;
    Some([from, to])
}

/// The precision of a date; some day between two of one year is known to the year.
fn precision(date: &str) -> Option<&'static str> {
    if let Some([from, to]) = ends(date) {
        return (from.get(..4)? == to.get(..4)?).then_some("year");
    }
    match date.split('-').count() {
        1 => Some("year"),
        2 => Some("month"),
        3 => Some("day"),
        _ => None,
    }
}

#[test]
fn every_leaf_holds_its_fact() {
    let rows = table();
    let example = Example::new(&rows);
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
    let example = Example::new(&rows);
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
