//! Why some JSON is not a change.

use thiserror::Error;

use crate::said;
use crate::words::text::Text;
use crate::words::text::areas::inputs as says;

/// What a field of a change must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A hash.
    Hash,
    /// A body.
    Body,
    /// A text.
    Text,
    /// A number from 1.
    Count,
    /// There.
    Present,
    /// A part of a step.
    Part,
    /// A stamp.
    Stamp,
}

impl Expected {
    fn text(self) -> Text {
        match self {
            Expected::Hash => says::EXPECT_HASH,
            Expected::Body => says::EXPECT_BODY,
            Expected::Text => says::EXPECT_TEXT,
            Expected::Count => says::EXPECT_COUNT,
            Expected::Present => says::EXPECT_PRESENT,
            Expected::Part => says::EXPECT_PART,
            Expected::Stamp => says::EXPECT_STAMP,
        }
    }
}

/// Why some JSON is not a change.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ChangeError {
    /// It is not an object.
    #[error("{}", said!(says::CHANGE_NO_OBJECT, what = .0))]
    NotAnObject(String),
    /// A field is missing or of the wrong kind.
    #[error("{}", said!(says::CHANGE_FIELD, field, expected = expected.text()))]
    Field {
        /// Which.
        field: &'static str,
        /// What it must be.
        expected: Expected,
    },
    /// A number that does not read back as the same bytes everywhere.
    #[error("{}", said!(says::CHANGE_NUMBER, number = .0))]
    Number(String),
    /// A field that no version of the format has.
    #[error("{}", said!(says::CHANGE_UNKNOWN, field = .0))]
    Unknown(String),
}
