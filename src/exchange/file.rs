//! The native file, `*.muster.json`. Its description for writers of other readers is `docs/format.md`.
//!
//! The same set of changes gives the same bytes: keys sorted, changes in the order of the register, one to a line
//! so that a comparison of two files shows whole changes, one line feed at the end.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Map, Value};
use thiserror::Error;

use super::chain::breaks;
use super::listed::{Beside, listed};
use super::sniff::{self, Sort};
use crate::register::{Arrange, Change, Hash, Id, Register, SCHEMA, canonical};
use crate::said;
use crate::words::text::Text;
use crate::words::text::areas::{files as says, inputs};

/// The word by which a file is known.
pub const FORMAT: &str = "muster";

/// The version of the file's form that this build writes.
pub const VERSION: u32 = 1;

/// Stamps so many milliseconds ahead of the reader's clock are not taken as they are.
pub const AHEAD: u64 = 24 * 60 * 60 * 1000;

/// A file that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct MusterFile {
    /// Which register it is of.
    pub register: Id,
    /// Its changes, in the order of the file, each once.
    pub changes: Vec<Arc<Change>>,
    /// Changes with a stamp more than a day ahead of this clock: to be offered as new ones, not taken as they are.
    pub ahead: Vec<Arc<Change>>,
    /// What is wrong with single changes.
    pub problems: Vec<Trouble>,
}

/// What is wrong with one change of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Its place in the list of changes, from 0.
    pub place: usize,
    /// Whether the change was left out for it.
    pub left_out: bool,
    /// A whole sentence.
    pub sentence: String,
}

/// Why a file cannot be read as a register.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum FileError {
    /// There is nothing in it.
    #[error("{}", says::FILE_EMPTY.said())]
    Empty,
    /// It is something else altogether.
    #[error("{}", said!(says::FILE_OTHER, sort = .0.to_string()))]
    OtherSort(Sort),
    /// It ends too early.
    #[error("{}", said!(says::FILE_CUT, line = line.to_string(), column = column.to_string()))]
    Cut {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// It is text, but not JSON.
    #[error("{}", said!(says::FILE_NOT_JSON, line = line.to_string(), column = column.to_string()))]
    NotJson {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// It is JSON of something else.
    #[error("{}", said!(says::FILE_OTHER_JSON, reason = .0))]
    OtherJson(String),
    /// A later version wrote it.
    #[error("{}", newer(what, *found, *known))]
    Newer {
        /// What is newer.
        what: &'static str,
        /// The number in the file.
        found: u64,
        /// The highest number known here.
        known: u32,
    },
    /// A field of the header is not as it must be.
    #[error("{}", said!(says::FILE_FIELD, field, expected = expected(field)))]
    Header {
        /// Which field.
        field: &'static str,
    },
}

fn newer(what: &str, found: u64, known: u32) -> String {
    let (found, known) = (found.to_string(), known.to_string());
    match what {
        "schema" => said!(says::FILE_NEWER_SCHEMA, found, known),
        _ => said!(says::FILE_NEWER_VERSION, found, known),
    }
}

/// What a field of the header must be.
fn expected(field: &str) -> Text {
    match field {
        "changes" => inputs::IS_LIST,
        "version" => inputs::EXPECT_COUNT,
        _ => says::EXPECT_ID,
    }
}

/// The file of a register: always the same bytes for the same set of changes.
pub fn write(register: &Id, changes: &Register) -> String {
    let mut out = String::from("{\"changes\":[");
    for (place, change) in changes.changes().enumerate() {
        out.push_str(if place > 0 { ",\n" } else { "\n" });
        out.push_str(&change.text());
    }
    let header = serde_json::json!({"format": FORMAT, "register": register.as_str(), "version": VERSION});
    out.push_str("\n],");
    out.extend(canonical(&header).chars().skip(1));
    out.push('\n');
    out
}

/// Reads a file. One bad change does not spoil the others: it is left out and named.
///
/// # Errors
/// When it is not a register of this or an earlier version.
pub fn read(bytes: &[u8], now_millis: u64) -> Result<MusterFile, FileError> {
    read_beside(bytes, now_millis, None)
}

/// Reads a file, most of which may be in a register already: that is taken from there, in a fraction of the time.
///
/// # Errors
/// As those of [`read`].
pub fn read_beside(bytes: &[u8], now_millis: u64, held: Option<&Register>) -> Result<MusterFile, FileError> {
    let text = sniff::text(bytes).map_err(FileError::OtherSort)?;
    if text.trim().is_empty() {
        return Err(FileError::Empty);
    }
    if let Some((header, lines)) = listed(text)
        && let Some(found) = by_line(lines, held)
    {
        return take(self::header(&header)?, found?, now_millis);
    }
    let json: Value = serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        if error.is_eof() { FileError::Cut { line, column } } else { FileError::NotJson { line, column } }
    })?;
    let Value::Object(mut file) = json else {
        return Err(FileError::OtherJson(said!(says::NO_OBJECT)));
    };
    let register = header(&file)?;
    let Some(Value::Array(listed)) = file.remove("changes") else {
        return Err(FileError::Header { field: "changes" });
    };
    let found: Result<_, _> = listed.iter().map(one).collect();
    take(register, found?, now_millis)
}

/// A change of a file, or a sentence that says why it is left out.
type Found = Result<Arc<Change>, String>;

/// The changes of lines; none where a line is no JSON by itself.
fn by_line<'a>(
    lines: impl Iterator<Item = &'a str>,
    held: Option<&Register>,
) -> Option<Result<Vec<Found>, FileError>> {
    let mut beside = Beside::new(held);
    let mut all = Vec::new();
    for line in lines {
        let found = match beside.same(line) {
            Some(change) => Ok(change),
            None => match one(&serde_json::from_str(line).ok()?) {
                Ok(found) => found.inspect(|change| beside.pass(change)),
                Err(newer) => return Some(Err(newer)),
            },
        };
        all.push(found);
    }
    Some(Ok(all))
}

/// The changes of a file that came with this program, which its tests have read in full.
pub fn read_own(text: &str) -> Vec<Arc<Change>> {
    let file: Value = serde_json::from_str(text).unwrap_or_default();
    let listed = file.get("changes").and_then(Value::as_array);
    listed.into_iter().flatten().filter_map(|json| Change::from_json(json).ok()).map(Arc::new).collect()
}

fn header(file: &Map<String, Value>) -> Result<Id, FileError> {
    match file.get("format") {
        Some(Value::String(format)) if format == FORMAT => {}
        Some(other) => {
            let reason = said!(says::OTHER_FORMAT, found = other.to_string(), own = FORMAT);
            return Err(FileError::OtherJson(reason));
        }
        None => return Err(FileError::OtherJson(said!(says::NO_FORMAT))),
    }
    match file.get("version").and_then(Value::as_u64) {
        Some(version) if version == u64::from(VERSION) => {}
        Some(found) if found > u64::from(VERSION) => {
            return Err(FileError::Newer { what: "version", found, known: VERSION });
        }
        _ => return Err(FileError::Header { field: "version" }),
    }
    let register = file.get("register").and_then(Value::as_str).filter(|id| is_id(id));
    register.map(Id::from).ok_or(FileError::Header { field: "register" })
}

fn take(register: Id, listed: Vec<Found>, now_millis: u64) -> Result<MusterFile, FileError> {
    let mut problems = Vec::new();
    // In order, as most files are, none can be there twice.
    let is_ordered = listed.iter().flatten().is_sorted_by(|a, b| a.order() < b.order());
    let mut seen: BTreeSet<Hash> = BTreeSet::new();
    let mut found = Vec::with_capacity(listed.len());
    for (place, one) in listed.into_iter().enumerate() {
        match one {
            Ok(change) if !is_ordered && !seen.insert(change.id) => {
                // The same change twice, of which one may be blanked: the union is the register's matter.
                if change.is_blanked() {
                    found.retain(|(_, other): &(usize, Arc<Change>)| other.id != change.id);
                    found.push((place, change));
                }
            }
            Ok(change) => found.push((place, change)),
            Err(sentence) => problems.push(Trouble { place, left_out: true, sentence }),
        }
    }
    let broken = breaks(&found);
    problems.extend(broken.into_iter().map(|(place, sentence)| Trouble { place, left_out: false, sentence }));
    problems.arrange_by_key(|problem| problem.place);
    let limit = now_millis.saturating_add(AHEAD);
    let changes = found.into_iter().map(|(_, change)| change);
    let (ahead, changes) = changes.partition(|change| change.header.stamp.millis > limit);
    Ok(MusterFile { register, changes, ahead, problems })
}

/// One change of a file. One of a later schema stops the reading.
fn one(json: &Value) -> Result<Found, FileError> {
    let schema = json.get("schema").and_then(Value::as_u64);
    if let Some(newer) = schema.filter(|schema| *schema > u64::from(SCHEMA)) {
        return Err(FileError::Newer { what: "schema", found: newer, known: SCHEMA });
    }
    Ok(change_of(json))
}

fn change_of(json: &Value) -> Found {
    let change = Change::from_json(json).map_err(|error| error.to_string())?;
    if !is_id(change.header.replica.as_str()) {
        return Err(said!(says::BAD_REPLICA, replica = change.header.replica.as_str()));
    }
    Ok(change.into())
}

pub(super) fn is_id(id: &str) -> bool {
    !id.is_empty()
        && id.len() <= 64
        && !id.contains(|c: char| c == '/' || c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests;
