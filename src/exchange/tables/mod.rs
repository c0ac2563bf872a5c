//! A register as tables: one for each collection and one for each list of lines, made from the shapes, so
//! that a new field is in them by itself.
//!
//! Data flows: register → [`of`] → [`Table`]s → [`csv`], [`csv_alone`], [`package`] or [`workbook`]; and back:
//! a package → [`read_package`], a table → [`read_alone`], a spreadsheet → [`read_workbook`], or tables → [`register`] → a
//! register of one change.
//!
//! What stands in a register comes back exactly, in the canonical form of its leaves. What was removed, the
//! history and the authors are not in tables; the native file has them ([`super::file`]).

mod about;
mod alone;
mod back;
mod csv;
mod csvw;
mod described;
mod error;
mod leaf;
mod of;
mod package;
mod plan;
mod sums;
mod unpack;
mod workbook;

pub use about::{About, Audience};
pub use alone::{csv_alone, read_alone};
pub use back::{Problem, ReadBack, register};
pub use csv::csv;
pub use error::TablesError;
pub use of::{of, of_chosen, template};
pub use package::package;
pub use sums::{SUMMED, SumRow, SumTotal, Sums};
pub use unpack::{read_package, read_table};
pub use workbook::{read_workbook, workbook};

use crate::register::Collection;

/// The table of what this version does not know or cannot read: collection, record, path in it, and the value
/// as JSON. It is in nothing that is public, since nobody can say what it tells.
pub const OTHERS: &str = "others";

/// The number of the form of these tables; it rises when a reader of before would misread them.
pub(super) const FORM: u64 = 1;

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text, of one or of several lines.
    Text,
    /// A whole number from 0.
    Integer,
    /// An exact decimal number in digits, with a point where there are decimals.
    Decimal,
    /// A calendar date as EDTF: `2024-02-01`, `2024-02`, `[2024-02-01,2024-02-02]`.
    Date,
    /// `true` or `false`.
    Boolean,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// The id of a record of another table.
    Reference(Collection),
    /// A value of any kind, as canonical JSON.
    Json,
}

impl ColumnKind {
    /// Whether anything can be written in it.
    pub(super) fn is_free(self) -> bool {
        matches!(self, ColumnKind::Text | ColumnKind::Reference(_) | ColumnKind::Json)
    }
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The field's name in the file format; of a leaf in several columns with the part behind a point, as in
    /// `amount.value`.
    pub name: String,
    /// What stands in it.
    pub kind: ColumnKind,
}

/// A cell: the text of its value, or nothing.
pub type Cell = Option<String>;

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The collection, and the lists on the way to its lines: `contributions-entries-sources`.
    pub name: String,
    /// So many of the first columns say which row is meant: the record, and the lines on the way.
    pub keys: usize,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows in the order of their keys, each with a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// The table of what its rows are lines of.
    pub fn parent(&self) -> Option<&str> {
        self.name.rsplit_once('-').map(|(parent, _)| parent)
    }

    /// The place of a column.
    pub(super) fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|other| other.name == column)
    }
}
