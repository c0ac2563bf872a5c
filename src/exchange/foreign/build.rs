//! The register that a file becomes, while it is read.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Foreign, ForeignFormat, Problem, Spot};
use crate::exchange::sheet::Parties;
use crate::register::{
    Collection, Contribution, Hash, Id, Leaf, Link, Now, Pen, RecordKey, Register, is_code_allowed,
};

/// Records as JSON, with what is to be said of them.
pub struct Build {
    known: Parties,
    records: BTreeMap<RecordKey, Map<String, Value>>,
    places: Vec<(RecordKey, String)>,
    problems: Vec<Problem>,
}

impl Default for Build {
    fn default() -> Self {
        Build {
            known: Parties::of(&Register::default(), |_| Vec::new()),
            records: BTreeMap::new(),
            places: Vec::new(),
            problems: Vec::new(),
        }
    }
}

impl Build {
    /// Begins a record, or goes on with it, and says where it stands.
    pub fn record(&mut self, key: &RecordKey, place: String) {
        self.records.entry(key.clone()).or_default();
        self.places.push((key.clone(), place));
    }

    /// Sets a field, unless nothing is said or it is set already.
    pub fn set(&mut self, key: &RecordKey, field: &str, value: Option<Value>) {
        if let Some(value) = value {
            self.records.entry(key.clone()).or_default().entry(field.to_owned()).or_insert(value);
        }
    }

    /// Sets a text, unless it is blank.
    pub fn text(&mut self, key: &RecordKey, field: &str, text: Option<&str>) {
        self.set(key, field, text.filter(|text| !text.trim().is_empty()).map(Value::from));
    }

    /// Puts a line into a list of a record; an id that is taken gets the next free number.
    pub fn line(&mut self, key: &RecordKey, list: &str, id: &str, line: Map<String, Value>) {
        let held = self.records.entry(key.clone()).or_default();
        let lines = held.entry(list).or_insert_with(|| Value::Object(Map::new()));
        let Value::Object(lines) = lines else { return };
        let mut free = id.to_owned();
        let mut number = lines.len();
        while lines.contains_key(&free) {
            number = number.saturating_add(1);
            free = format!("{id}.{number}");
        }
        lines.insert(free, Value::Object(line));
    }

    /// Adds to the note of a record.
    pub fn note(&mut self, key: &RecordKey, text: &str) {
        add_note(self.records.entry(key.clone()).or_default(), text);
    }

    /// Says what was not understood, and where.
    pub fn problem(&mut self, at: Spot, sentence: impl Into<String>) {
        self.problems.push(Problem { line: at.line, column: at.column, sentence: sentence.into() });
    }

    /// The party of that name; a state where its name or code is one, or where the file says so.
    pub fn party(&mut self, name: &str, kind: Option<&str>) -> Id {
        let state = self.known.find(name).filter(|id| is_code_allowed(id.as_str()));
        let (id, record) = match state {
            Some(code) => {
                let record = [("kind", Value::from("state")), ("code", code.as_str().into())];
                (code, record)
            }
            None => {
                let record = [("kind", kind.unwrap_or("organisation").into()), ("name", name.trim().into())];
                (Id::from(hash(&["party", name.trim()])), record)
            }
        };
        let key = RecordKey::new(Collection::Parties, id.as_str());
        let held = self.records.entry(key).or_default();
        for (field, value) in record {
            // A kind that is said later is more than the one that was supposed.
            if field == "kind" && kind.is_none() {
                held.entry(field).or_insert(value);
            } else {
                held.insert(field.to_owned(), value);
            }
        }
        id
    }

    /// Says who a field of a record is.
    pub fn party_in(&mut self, key: &RecordKey, field: &str, name: Option<&str>, kind: Option<&str>) {
        if let Some(name) = name.filter(|name| !name.trim().is_empty()) {
            let id = self.party(name, kind);
            self.set(key, field, Some(id.as_str().into()));
        }
    }

    /// A giver of a contribution, with its share.
    pub fn giver(&mut self, key: &RecordKey, name: Option<&str>, kind: Option<&str>, share: Option<Value>) {
        let mut line = Map::new();
        let id = name.map(|name| self.party(name, kind));
        if let Some(id) = &id {
            line.insert("party".to_owned(), id.as_str().into());
        }
        line.extend(share.map(|share| ("share".to_owned(), share)));
        // In the order of the file, in which the givers are named everywhere.
        let held =
            self.records.get(key).and_then(|record| record.get("contributors")).and_then(Value::as_object);
        let id = format!("g{:04}", held.map_or(0, Map::len));
        self.line(key, "contributors", &id, line);
    }

    /// The area of the coalition's work of that name.
    pub fn area(&mut self, key: &RecordKey, id: &str, name: &str) {
        let own = RecordKey::own();
        let held = self.records.entry(own.clone()).or_default();
        let is_new = held.get("areas").and_then(Value::as_object).is_none_or(|areas| !areas.contains_key(id));
        if is_new {
            self.line(&own, "areas", id, lines([("name", Some(name.into()))]));
        }
        self.set(key, "area", Some(id.into()));
    }

    /// A source of a record, by its address.
    pub fn source(&mut self, key: &RecordKey, id: Option<&str>, address: &str, more: Map<String, Value>) {
        let Some(link) = leaf::<Link>(address) else {
            return self.note(key, &format!("Document: {address}"));
        };
        let id = id.map_or_else(|| hash(&["source", address]), str::to_owned);
        let source = RecordKey::new(Collection::Sources, id.as_str());
        self.set(&source, "address", Some(link));
        for (field, value) in more {
            self.set(&source, &field, Some(value));
        }
        let cited = self.records.get(key).and_then(|record| record.get("sources")).and_then(Value::as_object);
        let line = format!("c{id}");
        if cited.is_none_or(|cited| !cited.contains_key(&line)) {
            self.line(key, "sources", &line, lines([("source", Some(id.into()))]));
        }
    }

    /// What was read, as changes made at one time: one a record.
    pub fn finish(mut self, format: ForeignFormat, now: &Now) -> Foreign {
        // A record or line that says nothing is none.
        self.records.values_mut().for_each(prune);
        self.records.retain(|_, record| !record.is_empty());
        let records = &self.records;
        self.places.retain(|(key, _)| records.contains_key(key));
        let mut pen = Pen::new("foreign");
        let changes = self.records.into_iter().map(|(key, record)| {
            let records = Map::from_iter([(key.id.to_string(), Value::Object(record))]);
            pen.write(Map::from_iter([(key.collection.word().to_owned(), Value::Object(records))]), now)
        });
        let register = Register::of(changes);
        Foreign { format, register, problems: self.problems, places: self.places }
    }

    /// Whether a contribution of that id was begun.
    pub fn is_held(&self, id: &str) -> bool {
        self.records.contains_key(&RecordKey::of::<Contribution>(&id.into()))
    }
}

/// Takes away lines that say nothing.
fn prune(fields: &mut Map<String, Value>) {
    fields.retain(|_, value| match value {
        Value::Object(inner) => {
            prune(inner);
            !inner.is_empty()
        }
        _ => true,
    });
}

/// A line of the fields that are said.
pub fn lines<const N: usize>(fields: [(&str, Option<Value>); N]) -> Map<String, Value> {
    let said = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    said.collect()
}

/// Adds to a note what it does not say yet.
pub fn add_note(into: &mut Map<String, Value>, text: &str) {
    if text.trim().is_empty() {
        return;
    }
    let note = match into.get("note").and_then(Value::as_str) {
        Some(had) if !had.is_empty() => format!("{had}\n{text}"),
        _ => text.to_owned(),
    };
    into.insert("note".to_owned(), note.into());
}

/// A text as a leaf of its kind, if it is one.
pub fn leaf<T: Leaf>(text: &str) -> Option<Value> {
    T::read(&Value::from(text)).ok().map(|leaf| leaf.write())
}

/// So many digits of a hash tell texts apart.
const DIGITS: usize = 20;

/// An id that is made of texts.
pub fn hash(texts: &[&str]) -> String {
    let hash = Hash::of(texts.join("\u{1f}").as_bytes()).to_string();
    hash.get(..DIGITS).unwrap_or_default().to_owned()
}
