//! The formats of others, read: IATI 2.03 activities, OCDS 1.1 releases and records, iCalendar; and our own journals.
//!
//! What a file says becomes a register of its own, which is compared with ours record by record ([`super::meet`]), as a
//! table does ([`super::sheet`]). Files that were written here say by their marks which record and line an element is;
//! of all others the identifiers of the file make the ids, so that the same file gives the same register each time.
//! What has no place in a register stands in the note of its record.

mod build;
mod json;
mod spot;
mod told;
mod xml;

pub(super) use build::{Build, add_note, hash, leaf, lines};
pub(super) use json::{At, Node};
pub(super) use spot::Spot;
pub(super) use told::*;
pub(super) use xml::Element;

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use thiserror::Error;

use super::{Sort, iati, ical, ledger, ocds, sniff};

use crate::register::{Now, RecordKey, Register};
use crate::said;
use crate::words::text::areas::{files as says, noted};
pub use ledger::Dialect;

/// A format that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForeignFormat {
    /// IATI activities.
    Iati,
    /// OCDS releases or records.
    Ocds,
    /// iCalendar.
    Calendar,
    /// A journal of plain-text accounting that was written here.
    Ledger(Dialect),
}

/// What of a file was not understood, or was understood with a loss.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line of the file, from 1.
    pub line: usize,
    /// The column in it, from 1, in characters.
    pub column: usize,
    /// A whole sentence that says what became of it.
    pub sentence: String,
}

/// What a file becomes.
#[derive(Clone, Debug)]
pub struct Foreign {
    /// What it is.
    pub format: ForeignFormat,
    /// Its records, as a register of their own.
    pub register: Register,
    /// What was not understood.
    pub problems: Vec<Problem>,
    /// Where in the file each record comes from, in words.
    pub places: Vec<(RecordKey, String)>,
}

/// Why a file is not read. Each says what to do; nothing of the file is taken then.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ForeignError {
    /// Nothing stands in it.
    #[error("{}", says::FOREIGN_EMPTY.said())]
    Empty,
    /// It is another sort of file.
    #[error("{}", said!(says::FOREIGN_OTHER, sort = .0.to_string()))]
    Other(Sort),
    /// It is text, but none of the formats.
    #[error("{}", said!(says::FOREIGN_NOT_KNOWN, reason = .0))]
    NotKnown(&'static str),
    /// It is text in an encoding that is not known, or not in the one that it names.
    #[error("{0}")]
    Letters(&'static str),
    /// It is a journal of accounting that somebody else keeps.
    #[error("{}", said!(says::OTHERS_JOURNAL, program = .0))]
    OthersJournal(&'static str),
    /// It begins as one of the formats and is not well formed.
    #[error("{}", said!(says::FOREIGN_BROKEN, line = line.to_string(), column = column.to_string(), what))]
    Broken {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
        /// What is wrong there.
        what: String,
    },
    /// It ends before it is complete.
    #[error("{}", said!(says::FOREIGN_CUT, line = line.to_string(), what))]
    Cut {
        /// The last line.
        line: usize,
        /// What is still open.
        what: String,
    },
    /// It declares a type or entities, by which a small text unfolds to a large one or reads other files.
    #[error("{}", said!(says::FOREIGN_ENTITIES, line = line.to_string(), column = column.to_string()))]
    Entities {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
    },
    /// More than is read.
    #[error("{sentence}")]
    TooMuch {
        /// The line.
        line: usize,
        /// How many of what are read, in a whole sentence.
        sentence: String,
    },
}

/// No file of more bytes is read.
pub const MOST_BYTES: usize = 64 << 20;
/// How deep elements, objects and components may stand in one another.
pub(super) const DEPTH: usize = 64;
/// How many of them a file may have.
pub(super) const COUNT: usize = 2_000_000;

/// Reads a file of any of the formats; which it is says its content. `now` is when it was read.
pub fn read(bytes: &[u8], now: &Now) -> Result<Foreign, ForeignError> {
    if bytes.len() > MOST_BYTES {
        let sentence = said!(noted::TOO_MANY_BYTES, line = "1", most = MOST_BYTES.to_string());
        return Err(ForeignError::TooMuch { line: 1, sentence });
    }
    let text = text(bytes)?;
    let begins = text.trim_start();
    if begins.is_empty() {
        return Err(ForeignError::Empty);
    }
    let mut build = Build::default();
    let format = if begins.starts_with('<') {
        if let Some(named) = also_named(bytes) {
            build.problem(Spot::default(), said!(noted::OTHER_ENCODING, encoding = named));
        }
        iati::read(&text, &mut build)?;
        ForeignFormat::Iati
    } else if begins.starts_with(['{', '[']) {
        ocds::read(&text, &mut build)?;
        ForeignFormat::Ocds
    } else if begins.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("BEGIN:")) {
        ical::read(&text, &mut build)?;
        ForeignFormat::Calendar
    } else {
        ForeignFormat::Ledger(ledger::read(&text, &mut build)?)
    };
    Ok(build.finish(format, now))
}

/// Whether a text is a journal of accounting, of ours or of others.
pub fn is_journal(text: &str) -> bool {
    ledger::is_journal(text)
}

/// The text of a file: UTF-8, UTF-16, or what an XML declaration names.
fn text(bytes: &[u8]) -> Result<Cow<'_, str>, ForeignError> {
    if let Some(wide) = wide(bytes) {
        // A letter that is cut in two at the end: reading on tells that the file ends too early.
        let whole = bytes.get(..bytes.len() & !1).unwrap_or(bytes);
        let (text, _, is_broken) = wide.decode(whole);
        let is_text = !is_broken && !text.contains('\0');
        return is_text.then_some(text).ok_or(ForeignError::Letters(noted::LETTERS_CUT.said()));
    }
    match sniff::text(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(Sort::Page) => Ok(std::str::from_utf8(bytes).map_or_else(
            |error| String::from_utf8_lossy(bytes.get(..error.valid_up_to()).unwrap_or_default()),
            |text| Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text)),
        )),
        Err(Sort::Binary) if begins_as_text(bytes) && !bytes.contains(&0) => {
            let named = declared(bytes).ok_or(ForeignError::Letters(noted::LETTERS_UNNAMED.said()))?;
            let text = named.filter(|named| *named != UTF_8).map(|named| named.decode(bytes));
            let text = text.filter(|(_, _, is_broken)| !is_broken).map(|(text, ..)| text);
            text.ok_or(ForeignError::Letters(noted::LETTERS_OTHER.said()))
        }
        Err(sort) => Err(ForeignError::Other(sort)),
    }
}

/// UTF-16, where a file has its mark or every other of its first bytes is zero, as all that is read here begins.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xff, 0xfe, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] => Some(UTF_16BE),
        [1..=127, 0, 1..=127, 0, ..] => Some(UTF_16LE),
        [0, 1..=127, 0, 1..=127, ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether a file begins as one in text of the formats does.
fn begins_as_text(bytes: &[u8]) -> bool {
    let bytes = bytes.trim_ascii_start();
    let is_calendar = bytes.get(..6).is_some_and(|word| word.eq_ignore_ascii_case(b"BEGIN:"));
    is_calendar || matches!(bytes.first(), Some(b'<' | b'{' | b'['))
}

/// The other encoding that a file in UTF-8 names: it was written anew, or reads as UTF-8 by chance.
fn also_named(bytes: &[u8]) -> Option<&'static str> {
    let named = declared(bytes)?.filter(|named| ![UTF_8, UTF_16LE, UTF_16BE].contains(named))?;
    (wide(bytes).is_none() && !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok()).then(|| named.name())
}

/// The encoding that an XML declaration names, if it is one that is known; none where it names none.
fn declared(bytes: &[u8]) -> Option<Option<&'static Encoding>> {
    let head = bytes.get(..200).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head);
    let head = head.trim_start().strip_prefix("<?xml")?.split_once("?>")?.0.split_once("encoding")?.1;
    let label = head.trim_start_matches([' ', '=']).strip_prefix(['"', '\''])?.split(['"', '\'']).next()?;
    Some(Encoding::for_label(label.as_bytes()))
}
