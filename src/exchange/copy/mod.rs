//! A copy of a register, or of a part of it, written anew: what is handed out as a link.
//!
//! It holds one change for each record as it stands, without authors, history, removed records or ids of writers, and,
//! unless it is asked to, without anything internal. Records and lines have new ids that count through the copy;
//! references follow them. Parties with a code keep it as their id. What the copy adds up to is counted by its reader.

pub(super) mod choose;
mod letter;
mod node;
mod scope;

pub use node::{Held, Node};
pub(super) use node::{id_of, keeps};
pub use scope::{Chosen, CopyScope, Detail};

use std::sync::Arc;

use crate::register::{
    Arrange, BODY_LIMIT, Change, Collection, Day, Hash, Header, RecordKey, Register, SCHEMA, Stamp, StepPart,
    canonical_map, cut,
};
use serde_json::{Map, Value};

/// Milliseconds of a day.
const DAY: u64 = 24 * 60 * 60 * 1000;

/// A copy written anew.
#[derive(Clone, Debug, PartialEq)]
pub struct FreshCopy {
    /// The day on which it was made.
    pub day: Day,
    /// Whether what is internal is in it.
    pub is_internal: bool,
    /// What was left out.
    pub omitted: Omitted,
    /// The schema in which its records are written.
    pub(super) schema: u32,
    /// The records in the order of their keys.
    pub(super) records: Vec<(RecordKey, Node)>,
}

/// How much a copy does not hold of its register.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Omitted {
    /// Internal records, but for contacts.
    pub internal_records: u32,
    /// Internal entries and other lines of the records that are in it.
    pub internal_lines: u32,
    /// Contacts.
    pub contacts: u32,
    /// Records that were not asked for.
    pub other_records: u32,
    /// Lines of the records that are in it, of another time than was asked for.
    pub other_lines: u32,
    /// Fields that were left out, and those that this version does not know.
    pub fields: u32,
}

impl Omitted {
    /// The counts, in the order in which a link gives them.
    pub(super) fn counts(&self) -> [u32; 6] {
        let Omitted { internal_records, internal_lines, contacts, other_records, other_lines, fields } =
            *self;
        [internal_records, internal_lines, contacts, other_records, other_lines, fields]
    }

    pub(super) fn of_counts(counts: [u32; 6]) -> Self {
        let [internal_records, internal_lines, contacts, other_records, other_lines, fields] = counts;
        Omitted { internal_records, internal_lines, contacts, other_records, other_lines, fields }
    }

    pub(super) fn add(&mut self, other: &Omitted) {
        let mut sums = self.counts();
        sums.iter_mut().zip(other.counts()).for_each(|(sum, more)| *sum = sum.saturating_add(more));
        *self = Omitted::of_counts(sums);
    }
}

impl FreshCopy {
    /// A copy of a register as it stands, made on that day. The same register, scope and day give the same copy.
    pub fn of(register: &Register, scope: &CopyScope, day: Day) -> Self {
        let choice = choose::choose(register, scope);
        FreshCopy {
            day,
            is_internal: scope.with_internal,
            omitted: choice.omitted,
            schema: SCHEMA,
            records: letter::letter(choice),
        }
    }

    /// Its records.
    pub fn records(&self) -> impl Iterator<Item = (&RecordKey, Map<String, Value>)> {
        self.records.iter().map(|(key, node)| (key, node.json()))
    }

    /// How many records it holds.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The name of the register that it is of.
    pub fn title(&self) -> Option<&str> {
        self.own("name")
    }

    /// The day up to which the register says that it is complete, as EDTF.
    pub fn complete_to(&self) -> Option<&str> {
        self.own("complete_to")
    }

    fn own(&self, field: &str) -> Option<&str> {
        self.records.iter().find(|(key, _)| *key == RecordKey::own())?.1.text(field)
    }

    /// Its changes: one for each record, by nobody, at midnight (UTC) of its day; entries and other steps without a date
    /// are in one of their own, of the day from which they count; what is too large for one is in parts. Their replica is named after what they hold, so that
    /// two copies never write under the same numbers.
    pub fn changes(&self) -> Vec<Arc<Change>> {
        let bodies: Vec<(String, Map<String, Value>)> =
            self.records.iter().flat_map(|one| self.bodies(one)).collect();
        let all: Vec<String> =
            bodies.iter().map(|(at, body)| format!("{at} {}\n", canonical_map(body))).collect();
        let hash = Hash::of(all.concat().as_bytes()).to_string();
        let replica = format!("copy-{}", hash.get(..16).unwrap_or_default());
        let days = self.day.signed_duration_since(Day::default()).num_days();
        let millis = u64::try_from(days).unwrap_or_default().saturating_mul(DAY);
        let mut changes: Vec<Arc<Change>> = Vec::with_capacity(bodies.len());
        for (at, body) in bodies {
            let parts = cut(body, BODY_LIMIT);
            let first = number_after(&changes);
            let m = u32::try_from(parts.len()).unwrap_or(u32::MAX);
            for (k, body) in (1_u32..).zip(parts) {
                let number = number_after(&changes);
                let header = Header {
                    schema: self.schema,
                    replica: replica.as_str().into(),
                    number,
                    stamp: Stamp { millis, count: number.saturating_sub(1) },
                    at: at.clone(),
                    author: None,
                    party: None,
                    undoes: None,
                    from: None,
                    prev: changes.last().map(|change| change.id),
                    part: (m > 1).then_some(StepPart { first, k, m }),
                };
                changes.push(Change::new(header, (&body).into()).into());
            }
        }
        changes
    }

    /// The bodies that make a record, each with the moment that it is of.
    fn bodies(&self, (key, node): &(RecordKey, Node)) -> Vec<(String, Map<String, Value>)> {
        let mut bodies = Vec::new();
        for (day, part) in node.parts() {
            let at = match day {
                None => format!("{}T00:00:00Z", self.day),
                Some(day) if day.is_empty() => day,
                Some(day) => format!("{day}T00:00:00Z"),
            };
            let record = Map::from_iter([(key.id.to_string(), Value::Object(part))]);
            bodies.push((at, Map::from_iter([(key.collection.word().to_owned(), Value::Object(record))])));
        }
        bodies
    }

    /// The register that it is, folded; every figure is counted from this.
    pub fn register(&self) -> Register {
        Register::of(self.changes())
    }
}

/// The hash of what a register says, without its releases: one line for each live record, in the order of their keys.
pub fn content(register: &Register) -> Hash {
    let mut keys: Vec<&RecordKey> = register
        .keys()
        .filter(|key| key.collection != Collection::Releases && register.is_live(key.collection, &key.id))
        .collect();
    keys.arrange();
    let line = |key: &RecordKey| {
        format!("{}/{} {}\n", key.collection.word(), key.id, canonical_map(&register.json(key)))
    };
    Hash::of(keys.into_iter().map(line).collect::<String>().as_bytes())
}

/// The number of the next change.
fn number_after(changes: &[Arc<Change>]) -> u32 {
    u32::try_from(changes.len()).unwrap_or(u32::MAX).saturating_add(1)
}

#[cfg(test)]
mod tests;
