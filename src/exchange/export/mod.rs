//! Exports in the formats of others: what they are made from, which there are, and what a register lacks for them.
//!
//! An export never shows more than the register that it is given: whoever publishes gives the public part and says
//! so. It asks no clock: the day is an argument, and moments are those of the changes.

mod registered;
mod said;
#[cfg(test)]
mod tests;
mod text;

pub use said::part_of_a_list;
pub(super) use said::{Said, dated, figure, instant, is_in_kind, is_plain, join, read_by, within};
pub(super) use text::{encoded, is_blank, printable, web_address};

use std::collections::HashSet;

use thiserror::Error;

#[cfg(feature = "formats")]
use super::ledger;
use super::{iati, ical, ocds};
use crate::register::{Collection, Day, Id, RecordKey, Register};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::lacking as says;

/// What an export is made from.
#[derive(Clone, Copy)]
pub struct Export<'a> {
    /// The records: all of them, or the public part that the caller made.
    pub register: &'a Register,
    /// The id of the register, which all identifiers in the file begin or end with.
    pub id: &'a Id,
    /// The day on which the file stands. What is dated later has not happened yet.
    pub on: Day,
    /// What was left out as internal; nothing where the register is whole. The file says which.
    pub left_out: Option<LeftOut>,
    /// What the publisher is registered as with the standard's keeper: an organisation identifier for IATI, a prefix
    /// for OCDS. Without it the file has one of its own, and [`ready`](Format::ready) says so.
    pub registered_as: Option<&'a str>,
    /// The records that are written, where the file is that of a list; nothing where all of them are. What
    /// these refer to is named as in a file of the whole.
    pub only: Option<&'a HashSet<RecordKey>>,
}

impl Export<'_> {
    /// Whether a record is written, and not only named where others refer to it.
    pub fn takes(&self, key: &RecordKey) -> bool {
        self.only.is_none_or(|only| only.contains(key))
    }
}

/// How much of a register is internal and was left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Records.
    pub records: usize,
    /// Lines of records that stay.
    pub lines: usize,
}

/// A format, with what has to be said to write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    /// IATI 2.03 activities, in XML.
    Iati(Perspective),
    /// OCDS 1.1, in JSON.
    Ocds(ocds::Package),
    /// iCalendar.
    Calendar,
    /// A journal of plain-text accounting.
    #[cfg(feature = "formats")]
    Ledger(ledger::Dialect),
}

/// From whose side money is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Perspective {
    /// From that of the coalition: money comes in.
    Register,
    /// From that of one of its parties: money goes out.
    Member(Id),
}

impl Format {
    /// Writes the file. The same changes, day and left-out numbers give the same bytes.
    pub fn write(&self, export: &Export<'_>) -> Result<String, ExportError> {
        match self {
            Format::Iati(perspective) => iati::write(export, perspective),
            Format::Ocds(package) => ocds::write(export, *package),
            Format::Calendar => ical::write(export),
            #[cfg(feature = "formats")]
            Format::Ledger(dialect) => ledger::write(export, *dialect),
        }
    }

    /// How the name of its files ends.
    pub fn ending(&self) -> &'static str {
        match self {
            Format::Iati(_) => "iati.xml",
            Format::Ocds(ocds::Package::Releases) => "ocds-releases.json",
            Format::Ocds(ocds::Package::Records) => "ocds-records.json",
            Format::Calendar => "ics",
            #[cfg(feature = "formats")]
            Format::Ledger(dialect) => dialect.ending(),
        }
    }

    /// The media type of its files.
    pub fn media_type(&self) -> &'static str {
        match self {
            Format::Iati(_) => "application/xml",
            Format::Ocds(_) => "application/json",
            Format::Calendar => "text/calendar",
            #[cfg(feature = "formats")]
            Format::Ledger(_) => "text/plain",
        }
    }

    /// What the register lacks for a valid, or for a complete, file: what is said of the file itself, and of
    /// the records that are written.
    pub fn ready(&self, export: &Export<'_>) -> Vec<Missing> {
        let mut found = match self {
            Format::Iati(perspective) => iati::ready(export, perspective),
            Format::Ocds(_) => ocds::ready(export),
            Format::Calendar => ical::ready(export),
            #[cfg(feature = "formats")]
            Format::Ledger(_) => ledger::ready(export),
        };
        let is_of_file = |one: &Missing| one.key == RecordKey::own() && one.path.is_empty();
        found.retain(|one| is_of_file(one) || export.takes(&one.key));
        found
    }
}

/// What a file cannot do without, or would be the fuller for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// The format has no place for the record without it, so that it is told in words or left out.
    Valid,
    /// The file is valid without it and says less than it could.
    Complete,
}

/// Something that a register lacks for a format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// How much it matters.
    pub need: Need,
    /// The record that lacks it.
    pub key: RecordKey,
    /// The field in it, as names joined by `/`; empty where it is the whole record or no field of it.
    pub path: String,
    /// What is missing and what follows, as whole sentences.
    pub sentence: String,
}

impl Missing {
    fn new(need: Need, key: RecordKey, path: &str, sentence: String) -> Self {
        Missing { need, key, path: path.to_owned(), sentence }
    }

    pub(super) fn valid(key: RecordKey, path: &str, sentence: String) -> Self {
        Missing::new(Need::Valid, key, path, sentence)
    }

    pub(super) fn complete(key: RecordKey, path: &str, sentence: String) -> Self {
        Missing::new(Need::Complete, key, path, sentence)
    }
}

/// Why there is no file.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ExportError {
    /// The format has no empty file.
    #[error("{}", said!(says::NO_RECORD_TO_WRITE, collection = called(*collection), format))]
    Nothing {
        /// The name of the format.
        format: &'static str,
        /// What it would be about.
        collection: Collection,
    },
    /// The party whose file it would be is not on record.
    #[error("{}", said!(says::NO_PARTY_TO_WRITE, id = .0.as_str()))]
    NoParty(Id),
}

/// What a collection is called inside a sentence.
fn called(collection: Collection) -> String {
    labels::inside(labels::collection_label(collection).1)
}
