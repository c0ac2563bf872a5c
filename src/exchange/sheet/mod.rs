//! Tables of somebody else's: text with separators, spreadsheets and lists in JSON, and what their rows become.
//!
//! Data flows: bytes → [`Grid`] → [`Mapping`] (found, and changed by a person) → [`Rows`] → [`Taken`]: a register of its
//! own, which is compared with ours record by record ([`super::meet`]), so that the same table taken twice changes nothing.
//! Nothing is guessed: a cell that can mean two things is a [`Problem`] until somebody says for its column what it means.
//! A row with a problem stays out; the others come.

mod book;
mod fields;
mod grid;
mod header;
mod known;
mod list;
mod made;
mod ods;
mod parties;
mod put;
mod rows;
mod said;
mod text;
mod values;
mod words;
mod xlsx;
mod xml;

use thiserror::Error;

use crate::said;
use crate::words::text::areas::files as says;

pub use book::{has_sheet, read_book, read_book_exactly};
pub use fields::{Known, REFERENCE, Target};
pub use grid::{Cell, Grid, column_letters};
pub use header::{Column, Mapping};
pub use known::TARGETS;
pub use list::read_list;
pub use parties::Parties;
pub use rows::{Problem, Putting, Rows, Taken};
pub use text::{DELIMITERS, ENCODINGS, Reading, read_pasted};
pub use values::Sense;

/// Why a file gives no table. Each says what to do.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum SheetError {
    /// Nothing stands in it.
    #[error("{}", says::TABLE_EMPTY.said())]
    Empty,
    /// It is no text, or none in that encoding.
    #[error("{}", says::NO_TABLE.said())]
    NoTable,
    /// A quotation mark opens and does not close.
    #[error("{}", said!(says::OPEN_QUOTE, line = line.to_string()))]
    OpenQuote {
        /// The line.
        line: usize,
    },
    /// The reader of text with separators gave up in that line.
    #[error("{}", said!(says::CSV_UNREAD, line = .0.to_string()))]
    Csv(u64),
    /// It is a spreadsheet that only opens with a password.
    #[error("{}", says::BOOK_PROTECTED.said())]
    Protected,
    /// It is a spreadsheet of a kind that is not read.
    #[error("{}", says::NO_BOOK.said())]
    NoBook,
    /// It is as spreadsheets were until 2003, or another document of that time.
    #[error("{}", says::BOOK_OLD.said())]
    Old,
    /// Its end is missing, or it is damaged.
    #[error("{}", said!(says::BOOK_DAMAGED, reason = .0))]
    Damaged(String),
    /// It would unfold to more than fits.
    #[error("{}", said!(says::BOOK_TOO_LARGE, mebibytes = .0.to_string()))]
    TooLarge(u64),
    /// It is JSON, but no list of records.
    #[error("{}", said!(says::NO_LIST, reason = .0))]
    NoList(String),
}
