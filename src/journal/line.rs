//! One stored value: `1 <checksum> <text>`.
//!
//! The checksum is the first 16 hexadecimal digits of SHA-256 over the key, a line feed and the text. It covers
//! the key, so that a value under another key than its own is found out as well as a changed or cut one.
//!
//! The first word says how the rest is written: `1` is plain text, `2` a sealed segment ([`super::segment`]), `e` any of
//! these that a lock has encrypted ([`super::lock`]). Other numbers are kept for later versions.

use serde_json::Value;
use thiserror::Error;

use super::keys::{Key, Mark, Place};
use crate::register::{Change, Hash};
use crate::said;
use crate::words::text::areas::errors as says;

const PLAIN: &str = "1";
const SEALED: &str = "2";
pub(super) const ENCRYPTED: &str = "e";
const DIGITS: usize = 16;

/// Why a stored value could not be read.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum LineError {
    /// The checksum is not that of the text under this key.
    #[error("{}", says::LINE_CHECKSUM.said())]
    Checksum,
    /// It does not begin as a value of this page does.
    #[error("{}", says::LINE_NOT_OURS.said())]
    NotOurs,
    /// It is of a later version.
    #[error("{}", said!(says::LINE_NEWER, form = .0))]
    Newer(String),
    /// It is encrypted, and the store that holds the key could not open it.
    #[error("{}", says::LINE_ENCRYPTED.said())]
    Encrypted,
    /// The text is intact, but is no JSON from that character on.
    #[error("{}", said!(says::LINE_NO_JSON, column = .0.to_string()))]
    NotJson(usize),
    /// The text is intact, but is no change.
    #[error("{}", said!(says::LINE_NO_CHANGE, reason = .0))]
    NotAChange(String),
    /// The change says that it is another one.
    #[error("{}", said!(says::LINE_ELSEWHERE, number = number.to_string(), replica))]
    Elsewhere {
        /// The replica inside.
        replica: String,
        /// The number inside.
        number: u32,
    },
    /// The checksum fits, but what is sealed cannot be unfolded to the changes that its heads name.
    #[error("{}", says::LINE_NO_SEGMENT.said())]
    NotASegment,
    /// The store itself could not give it.
    #[error("{0}")]
    Unreadable(String),
}

impl LineError {
    /// Why a value of that form cannot be read here.
    pub(super) fn of_form(form: &str) -> Self {
        match form {
            ENCRYPTED => LineError::Encrypted,
            newer if newer.parse::<u32>().is_ok_and(|form| form > 2) => LineError::Newer(newer.to_owned()),
            _ => LineError::NotOurs,
        }
    }
}

pub(super) fn checksum(key: &Key, text: &str) -> String {
    let hash = Hash::of(format!("{key}\n{text}").as_bytes());
    hash.to_string().chars().take(DIGITS).collect()
}

/// A text as it is stored under a key.
pub fn frame(key: &Key, text: &str) -> String {
    format!("{} {} {text}", form_of(key), checksum(key, text))
}

/// The text of a stored value.
///
/// # Errors
/// When it is not what was stored under this key.
pub fn unframe<'a>(key: &Key, line: &'a str) -> Result<&'a str, LineError> {
    let (form, rest) = line.split_once(' ').ok_or(LineError::NotOurs)?;
    if form != form_of(key) {
        return Err(LineError::of_form(form));
    }
    let (sum, text) = rest.split_once(' ').ok_or(LineError::Checksum)?;
    if sum == checksum(key, text) { Ok(text) } else { Err(LineError::Checksum) }
}

/// The first word of what stands under a key.
fn form_of(key: &Key) -> &'static str {
    if key.is_segment() { SEALED } else { PLAIN }
}

/// A change as it is stored under a key.
pub fn encode(key: &Key, change: &Change) -> String {
    frame(key, &change.text())
}

/// The change of a stored value.
///
/// # Errors
/// When it is not what was stored under this key, or is not the change that the key names.
pub fn decode(key: &Key, line: &str) -> Result<Change, LineError> {
    let json: Value =
        serde_json::from_str(unframe(key, line)?).map_err(|error| LineError::NotJson(error.column()))?;
    let change = Change::from_json(&json).map_err(|error| LineError::NotAChange(error.to_string()))?;
    if belongs(key, &change) {
        return Ok(change);
    }
    Err(LineError::Elsewhere { replica: change.header.replica.to_string(), number: change.header.number })
}

fn belongs(key: &Key, change: &Change) -> bool {
    let (replica, number, mark, whole) = match key {
        Key::In(_, Place::Change { replica, number, mark }) => (replica, number, *mark, true),
        Key::In(_, Place::Blanked { replica, number, mark }) => (replica, number, Some(*mark), false),
        _ => return false,
    };
    *replica == change.header.replica
        && *number == change.header.number
        && mark.is_none_or(|mark| mark == Mark::of(&change.id))
        && whole != change.is_blanked()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::testing::{change, key};

    #[test]
    fn reads_back() {
        let change = change("r1", 3, "Эстония\n“EE”");
        let key = key("it", &change);
        assert_eq!(decode(&key, &encode(&key, &change)), Ok(change));
    }

    #[test]
    fn is_what_the_format_says() {
        let key = Key::Index("it".into());
        // printf 'muster/index/it\n{}' | sha256sum
        assert_eq!(frame(&key, "{}"), "1 5ba3558c90e84173 {}");
    }

    #[test]
    fn every_altered_cut_or_lengthened_line_is_found_out() {
        let change = change("r1", 3, "Estonia");
        let key = key("it", &change);
        let line = encode(&key, &change);
        let whole: Vec<char> = line.chars().collect();
        for at in 0..whole.len() {
            let cut: String = whole[..at].iter().collect();
            assert!(decode(&key, &cut).is_err(), "cut at {at}");
            let mut altered = whole.clone();
            altered[at] = if altered[at] == '5' { '6' } else { '5' };
            assert!(decode(&key, &altered.iter().collect::<String>()).is_err(), "altered at {at}");
        }
        assert!(decode(&key, &format!("{line} ")).is_err());
    }

    #[test]
    fn says_what_is_wrong() {
        let one = change("r1", 1, "Estonia");
        let here = key("it", &one);
        let check = |line: &str, expected: LineError| assert_eq!(decode(&here, line), Err(expected));
        check("", LineError::NotOurs);
        check("{\"a\":1}", LineError::NotOurs);
        check("dark mode", LineError::NotOurs);
        check("3 x y", LineError::Newer("3".to_owned()));
        check("2 x y", LineError::NotOurs);
        check("e abc", LineError::Encrypted);
        check("1 abc", LineError::Checksum);
        check(&encode(&key("other", &one), &one), LineError::Checksum);
        check(&frame(&here, "{"), LineError::NotJson(1));
        check(
            &frame(&here, "[]"),
            LineError::NotAChange("A change is a JSON object; this is a list.".to_owned()),
        );
        let two = change("r1", 2, "Latvia");
        check(&encode(&here, &two), LineError::Elsewhere { replica: "r1".to_owned(), number: 2 });
    }

    #[test]
    fn a_mark_must_be_that_of_the_change() {
        let (one, other) = (change("r1", 1, "Estonia"), change("r1", 1, "Latvia"));
        let place = Place::Change { replica: "r1".into(), number: 1, mark: Some(Mark::of(&one.id)) };
        let key = Key::In("it".into(), place);
        assert_eq!(decode(&key, &encode(&key, &one)), Ok(one));
        assert!(decode(&key, &encode(&key, &other)).is_err());
    }
}
