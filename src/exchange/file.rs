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
    #[error("The file is empty. Export the register again, or choose another file.")]
    Empty,
    /// It is something else altogether.
    #[error("The file is {0}, not a register. Choose a file whose name ends in “.muster.json”.")]
    OtherSort(Sort),
    /// It ends too early.
    #[error(
        "The file ends too early, at line {line}, column {column}. It was cut while it was copied or sent; ask for it again."
    )]
    Cut {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// It is text, but not JSON.
    #[error(
        "The file is not JSON: line {line}, column {column} cannot be read. Choose a file whose name ends in “.muster.json”, or ask for it again if it was edited."
    )]
    NotJson {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// It is JSON of something else.
    #[error("The file is JSON, but not a register: {0}. Choose a file whose name ends in “.muster.json”.")]
    OtherJson(String),
    /// A later version wrote it.
    #[error(
        "A newer version of Muster wrote this file ({what} {found}, this version reads up to {known}). Reload the page to get the newer version, then import the file again."
    )]
    Newer {
        /// What is newer.
        what: &'static str,
        /// The number in the file.
        found: u64,
        /// The highest number known here.
        known: u32,
    },
    /// A field of the header is not as it must be.
    #[error(
        "The file is a register, but its “{field}” must be {expected}. It was altered; ask for it again."
    )]
    Header {
        /// Which field.
        field: &'static str,
        /// What it must be.
        expected: &'static str,
    },
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
        return Err(FileError::OtherJson("it holds no object".to_owned()));
    };
    let register = header(&file)?;
    let Some(Value::Array(listed)) = file.remove("changes") else {
        return Err(FileError::Header { field: "changes", expected: "a list" });
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
        Some(other) => return Err(FileError::OtherJson(format!("its format is {other}, not “{FORMAT}”"))),
        None => return Err(FileError::OtherJson("it names no format".to_owned())),
    }
    match file.get("version").and_then(Value::as_u64) {
        Some(version) if version == u64::from(VERSION) => {}
        Some(found) if found > u64::from(VERSION) => {
            return Err(FileError::Newer { what: "version", found, known: VERSION });
        }
        _ => return Err(FileError::Header { field: "version", expected: "a whole number from 1" }),
    }
    let register = file.get("register").and_then(Value::as_str).filter(|id| is_id(id));
    let expected = "an id of 1 to 64 bytes without “/”, blanks or control characters";
    register.map(Id::from).ok_or(FileError::Header { field: "register", expected })
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
        let replica = &change.header.replica;
        return Err(format!(
            "The replica “{replica}” of a change must be 1 to 64 bytes without “/” or blanks."
        ));
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
