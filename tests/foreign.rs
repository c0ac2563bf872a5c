//! The formats of others, read: what was exported comes back, what others wrote becomes records, and the same file twice
//! changes nothing.
#![cfg(feature = "formats")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::unreachable,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that cannot go on stops"
)]

mod common;
#[path = "validators/made.rs"]
#[allow(dead_code, reason = "the validators use the rest")]
mod made;

use common::{cases, now};
use muster::documents::public;
use muster::exchange::foreign::{Foreign, read};
use muster::exchange::meet::{Choice, Meet, Origin, Take};
use muster::exchange::ocds::Package;
use muster::exchange::{Export, ExportError, Format, Perspective, file};
use muster::register::{
    Collection, Few, Id, Kind, RecordKey, Register, Shape, canonical, english_name, is_gone,
};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const EXAMPLE: &str = include_str!("../src/app/example/it-coalition.muster.json");

fn taken(text: &str) -> Foreign {
    let foreign = read(text.as_bytes(), &now(5)).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(foreign.register.problems().count(), 0, "what was read is read again");
    foreign
}

fn export(register: &Register, format: &Format) -> Option<String> {
    let id = Id::from("theirs");
    let on = "2025-03-31".parse().unwrap();
    match format.write(&Export { register, id: &id, on, left_out: None, registered_as: None }) {
        Ok(text) => Some(text),
        Err(ExportError::Nothing { .. }) => None,
        Err(error) => panic!("{error}"),
    }
}

fn registers() -> Vec<Register> {
    let example = public(&Register::of(file::read_own(EXAMPLE))).register;
    std::iter::once(example).chain((0..50).map(|seed| made::Maker::new(seed).register())).collect()
}

/// A text as a file can hold it.
fn printable(text: &str) -> String {
    let plain = text.replace("\r\n", "\n").replace('\r', "\n");
    let is_held = |one: char| {
        matches!(one, '\n' | '\t') || !(one.is_control() || matches!(one, '\u{FFFE}' | '\u{FFFF}'))
    };
    plain.chars().map(|one| if is_held(one) { one } else { '\u{FFFD}' }).collect()
}

/// A leaf as a file can hold it; what is exact is not said to be.
fn held(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(printable(text)),
        Value::Object(parts) => {
            let said = parts.iter().filter(|(_, part)| {
                **part != json!("exact") && !part.as_str().is_some_and(|text| text.trim().is_empty())
            });
            Value::Object(said.map(|(name, part)| (name.clone(), held(part))).collect())
        }
        value => value.clone(),
    }
}

/// What a register says in one record, for comparing: names in place of parties, live lines only, and only the fields
/// that are named (`list/field`). Lines are sorted by what they say.
struct Picture<'a> {
    register: &'a Register,
    fields: &'a [&'a str],
}

impl Picture<'_> {
    fn of(&self, key: &RecordKey) -> Value {
        self.node(key, key.collection.shape(), &self.register.json(key), "")
    }

    fn node(&self, key_of: &RecordKey, shape: &'static Shape, json: &Map<String, Value>, at: &str) -> Value {
        let mut out = Map::new();
        for (name, value) in json {
            let path = if at.is_empty() { name.clone() } else { format!("{at}/{name}") };
            let Some(field) = shape.field(name) else { continue };
            let inner = format!("{path}/");
            if !self.fields.iter().any(|field| **field == path || field.starts_with(&inner)) {
                continue;
            }
            let value = match (field.kind, value) {
                (Kind::Lines(shape), Value::Object(lines)) => {
                    let live = lines.iter().filter(|(_, line)| !is_gone(line.as_object().unwrap()));
                    let all = live.map(|(id, line)| {
                        (id.clone(), self.node(key_of, shape, line.as_object().unwrap(), &path))
                    });
                    let all: Vec<(String, Value)> = all.filter(|(_, line)| *line != json!({})).collect();
                    if all.is_empty() {
                        continue;
                    }
                    let mut lines: Vec<Value> = all.into_iter().map(|(_, line)| line).collect();
                    lines.sort_by_key(canonical);
                    Value::Array(lines)
                }
                (Kind::Ref(Collection::Parties), Value::String(id)) => Value::String(self.party(id)),
                (Kind::Ref(Collection::Contributions), Value::String(id)) if !self.is_here(id) => continue,
                (_, Value::String(text)) if text.trim().is_empty() => continue,
                (_, Value::String(text)) if name == "note" => {
                    // After it stands what is named and not in the file.
                    let named = ["Made known at: ", "Decided at: ", "Draws on: ", "Made at: ", "Closed at: "];
                    let text = format!("\n{}", printable(text));
                    let end = named.iter().filter_map(|name| text.find(&format!("\n{name}"))).min();
                    match &text[..end.unwrap_or(text.len())] {
                        kept if kept.trim().is_empty() => continue,
                        kept => Value::from(&kept[1..]),
                    }
                }
                (_, value) => held(value),
            };
            // A title that is the id stands for none.
            if name == "title" && at.is_empty() && value == key_of.id.as_str() {
                continue;
            }
            // What it is for is not said twice.
            if name == "need" && Some(&value) == json.get("title").map(held).as_ref() {
                continue;
            }
            out.insert(name.clone(), value);
        }
        Value::Object(out)
    }

    /// Whether a contribution is one of the coalition.
    fn is_here(&self, id: &str) -> bool {
        let held = self.register.contributions.live().find(|(held, _)| held.as_str() == id);
        held.is_some_and(|(_, one)| !one.outside)
    }

    fn party(&self, id: &str) -> String {
        let Some(party) = self.register.parties.get(&id.into()) else {
            return english_name(id).map_or_else(|| printable(id).trim().to_owned(), str::to_owned);
        };
        let code = party.code.as_deref().unwrap_or(id);
        let is_state = party.kind.is_some_and(|kind| kind.word() == "state");
        let state = if is_state { english_name(code) } else { None };
        let names = [party.name.as_deref(), state, party.code.as_deref(), Some(id)];
        let name = names.into_iter().flatten().find(|name| !name.trim().is_empty()).unwrap();
        // A text that is a code is read as the state.
        english_name(name).map_or_else(|| printable(name).trim().to_owned(), str::to_owned)
    }
}

/// What comes back of IATI.
const IATI: &[&str] = &[
    "contributors/party",
    "contributors/share",
    "split",
    "purpose",
    "form",
    "earmark",
    "earmarked_for",
    "entries/kind",
    "entries/act",
    "entries/date",
    "entries/amount",
    "entries/value_date",
    "entries/stated_rate",
    "entries/basis",
    "entries/counts_for",
    "planned/kind",
    "planned/date",
    "planned/amount",
    "larger/what",
    "larger/amount",
    "larger/shared_by",
    "relations/kind",
    "title",
    "need",
    "needed_by",
    "by_when",
    "priority",
    "agent",
    "supplier",
    "steps/kind",
    "steps/date",
    "steps/value",
    "steps/decision",
    "items/what",
    "items/quantity",
    "items/value",
    "shares/amount",
    "shares/split",
    "shares/period",
    "shares/of/contribution",
    "deliveries/date",
    "deliveries/value",
    "deliveries/receipt",
    "deliveries/received_by",
    "deliveries/items/what",
    "deliveries/items/quantity",
    "deliveries/items/value",
    "founded",
    "parent_body",
    "keeper",
    "name",
    "beneficiary",
    "note",
    "entries/note",
    "planned/note",
    "steps/note",
    "shares/note",
    "deliveries/note",
];

fn differences(ours: &Register, theirs: &Register, keys: &[RecordKey], fields: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for key in keys {
        let before = Picture { register: ours, fields }.of(key);
        let after = Picture { register: theirs, fields }.of(key);
        if before != after {
            let (before, after) = (before.as_object().unwrap(), after.as_object().unwrap());
            for name in before.keys().chain(after.keys()).collect::<std::collections::BTreeSet<_>>() {
                if before.get(name) != after.get(name) {
                    found.push(format!(
                        "{}/{} {name}:\n  {}\n  {}",
                        key.collection.word(),
                        key.id,
                        before.get(name).unwrap_or(&Value::Null),
                        after.get(name).unwrap_or(&Value::Null)
                    ));
                }
            }
        }
    }
    found
}

fn keys(register: &Register, collection: Collection) -> Vec<RecordKey> {
    let all = register.ids(collection).into_iter().map(|id| RecordKey { collection, id });
    all.filter(|key| register.is_live(key.collection, &key.id)).collect()
}

#[test]
fn what_iati_carries_comes_back() {
    for (at, register) in registers().iter().enumerate() {
        let text = export(register, &Format::Iati(Perspective::Register)).unwrap();
        let foreign = taken(&text);
        let mut all = keys(register, Collection::Register);
        all.extend(keys(register, Collection::Contributions));
        all.extend(keys(register, Collection::Purchases));
        all.retain(|key| !register.contributions.get(&key.id).is_some_and(|one| one.outside));
        let found = differences(register, &foreign.register, &all, IATI);
        assert!(found.is_empty(), "register {at}\n{}\n{:?}", found.join("\n"), foreign.problems);
    }
}

/// What comes back of OCDS.
const OCDS: &[&str] = &[
    "title",
    "need",
    "needed_by",
    "by_when",
    "priority",
    "agent",
    "note",
    "steps/kind",
    "steps/date",
    "steps/value",
    "steps/decision",
    "steps/note",
    "items/what",
    "items/quantity",
    "items/value",
    "shares/amount",
    "shares/split",
    "shares/period",
    "shares/note",
    "deliveries/date",
    "deliveries/value",
    "deliveries/receipt",
    "deliveries/received_by",
    "deliveries/note",
];

#[test]
fn what_ocds_carries_comes_back() {
    for (at, register) in registers().iter().enumerate() {
        for package in [Package::Releases, Package::Records] {
            let Some(text) = export(register, &Format::Ocds(package)) else { continue };
            let foreign = taken(&text);
            let all = keys(register, Collection::Purchases);
            let found = differences(register, &foreign.register, &all, OCDS);
            assert!(found.is_empty(), "register {at}\n{}\n{:?}", found.join("\n"), foreign.problems);
        }
    }
}

/// What comes back of calendars.
const CALENDAR: &[&str] = &[
    "title",
    "kind",
    "series",
    "date",
    "time",
    "zone",
    "list_complete",
    "priorities/text",
    "minutes",
    "text",
    "owner",
    "due",
    "state",
    "priority",
    "note",
];

#[test]
fn what_a_calendar_carries_comes_back() {
    for (at, register) in registers().iter().enumerate() {
        let Some(text) = export(register, &Format::Calendar) else { continue };
        let foreign = taken(&text);
        let mut all = keys(register, Collection::Actions);
        all.extend(keys(register, Collection::Meetings));
        all.retain(|key| {
            let meeting = register.meetings.get(&key.id).filter(|_| key.collection == Collection::Meetings);
            meeting.is_none_or(|meeting| meeting.date.as_ref().is_some_and(|date| !date.is_open()))
        });
        let found = differences(register, &foreign.register, &all, CALENDAR);
        assert!(found.is_empty(), "register {at}\n{}\n{:?}", found.join("\n"), foreign.problems);
    }
}

#[test]
fn a_file_again_changes_nothing() {
    let example = public(&Register::of(file::read_own(EXAMPLE))).register;
    for register in std::iter::once(example).chain((0..6).map(|seed| made::Maker::new(seed).register())) {
        let formats =
            [Format::Iati(Perspective::Register), Format::Ocds(Package::Releases), Format::Calendar];
        for format in formats {
            let Some(text) = export(&register, &format) else { continue };
            again(&text);
        }
    }
}

/// After all of a file was taken in, none of it is offered again.
fn again(text: &str) {
    let theirs = taken(text).register;
    assert_eq!(common::picture(&theirs), common::picture(&taken(text).register));
    let ours = Register::default();
    let meet = Meet::of(&ours, &theirs, Origin::Other, &Few::new());
    let after = meet.after(&meet.accept(&Choice::all(Take::Theirs)), &now(1_000));
    let meet = Meet::of(&after, &theirs, Origin::Other, &Few::new());
    assert_eq!(meet.accept(&Choice::all(Take::Theirs)).size, (0, 0));
}

proptest! {
    #![proptest_config(cases(64))]

    /// A file of ours in which a piece is another text: it is read, or refused with a sentence.
    #[test]
    fn no_text_stops_the_reader(which in 0..3_usize, at in 0..5_000_usize, cut in 0..40_usize, other in "\\PC{0,20}") {
        static FILES: std::sync::LazyLock<Vec<String>> = std::sync::LazyLock::new(|| {
            let register = made::Maker::new(1).register();
            let formats =
                [Format::Iati(Perspective::Register), Format::Ocds(Package::Releases), Format::Calendar];
            formats.iter().map(|format| export(&register, format).unwrap()).collect()
        });
        let file: Vec<char> = FILES[which].chars().collect();
        let at = at.min(file.len());
        let rest = file.iter().skip(at + cut);
        let text: String = file[..at].iter().chain(other.chars().collect::<Vec<_>>().iter()).chain(rest).collect();
        match read(text.as_bytes(), &now(5)) {
            Ok(foreign) => prop_assert_eq!(foreign.register.problems().count(), 0),
            Err(error) => prop_assert!(error.to_string().ends_with('.')),
        }
    }
}
