//! How a leaf of the example says what a field of the fact file says.

use std::collections::{BTreeMap, BTreeSet};

use muster::register::{Collection, RecordKey, Register, canonical};
use serde_json::Value;

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

/// One row of the table.
pub struct Row {
    pub fact: String,
    pub value: String,
    pub place: String,
    pub how: String,
}

impl Row {
    /// The name of the field: the last step of its path that is not a number.
    fn field(&self) -> &str {
        self.fact.rsplit('/').find(|step| step.parse::<usize>().is_err()).unwrap()
    }
}

/// A value as the table prints it.
pub fn shown(value: &Value) -> String {
    match value {
        Value::String(text) if !text.is_empty() => text.clone(),
        other => canonical(other),
    }
}

/// The example, and what the table says of it.
pub struct Example {
    register: Register,
    /// The record of each fact that has a label: `c01` → its key.
    records: BTreeMap<String, RecordKey>,
}

impl Example {
    pub fn new(register: Register, rows: &[Row]) -> Self {
        let labelled = rows.iter().filter(|row| row.how == "record");
        Example { register, records: labelled.map(|row| (row.value.clone(), key(&row.place).0)).collect() }
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

    pub fn text(&self, place: &str) -> Option<String> {
        self.leaf(place).map(|leaf| shown(&leaf))
    }

    /// Whether a row's leaf holds its value.
    pub fn holds(&self, row: &Row) -> bool {
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
