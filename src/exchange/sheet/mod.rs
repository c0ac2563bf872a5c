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
    #[error("There is nothing in this table. Choose another file, or another sheet of it.")]
    Empty,
    /// It is no text, or none in that encoding.
    #[error("This is no table in text. Choose another encoding, or save the table as CSV or XLSX.")]
    NoTable,
    /// A quotation mark opens and does not close.
    #[error(
        "The quotation mark in the row that begins in line {line} is never closed. Close it, or take it away."
    )]
    OpenQuote {
        /// The line.
        line: usize,
    },
    /// The reader of text with separators gave up.
    #[error("The text cannot be read as a table: {0}.")]
    Csv(String),
    /// It is a spreadsheet that only opens with a password.
    #[error("This spreadsheet is protected with a password. Save it without one, then import it.")]
    Protected,
    /// It is a spreadsheet of a kind that is not read.
    #[error("This is not a spreadsheet that can be read here. Save it as XLSX, ODS or CSV.")]
    NoBook,
    /// It is as spreadsheets were until 2003, or another document of that time.
    #[error(
        "This is a file as Excel and Word wrote them until 2003 (XLS, DOC). Open it in a spreadsheet program and save it as \
         XLSX, ODS or CSV."
    )]
    Old,
    /// Its end is missing, or it is damaged.
    #[error("This spreadsheet is cut or damaged ({0}). Ask for it again, or save it anew.")]
    Damaged(String),
    /// It would unfold to more than fits.
    #[error(
        "What is packed in this spreadsheet takes more than {0} MiB. Save the sheet that is meant as CSV."
    )]
    TooLarge(u64),
    /// It is JSON, but no list of records.
    #[error("This is no list of records: {0}. A list begins with “[” and has an object for each row.")]
    NoList(String),
}
