//! Why tables cannot be written or read. Each says what to do.

use thiserror::Error;

use crate::said;
use crate::words::text::areas::files as says;

/// Why tables cannot be written or read.
#[derive(Debug, Error)]
pub enum TablesError {
    /// The archive cannot be made.
    #[error("{}", said!(says::TABLES_NOT_PACKED, reason = .0.to_string()))]
    Pack(#[from] zip::result::ZipError),
    /// A part cannot be written.
    #[error("{}", said!(says::TABLES_NOT_WRITTEN, reason = .0.to_string()))]
    Write(#[from] std::io::Error),
    /// A spreadsheet has no room for so many rows.
    #[error("{}", said!(says::TABLES_TOO_LONG, table, rows = rows.to_string()))]
    TooLong {
        /// Which table.
        table: String,
        /// How many.
        rows: usize,
    },
    /// It is no package of tables that was exported here.
    #[error("{}", said!(says::NO_PACKAGE, reason = .0))]
    NoPackage(String),
    /// It is of a newer version.
    #[error("{}", said!(says::PACKAGE_NEWER, form = .0.to_string()))]
    Newer(u64),
    /// Its end is missing, or it is damaged.
    #[error("{}", said!(says::PACKAGE_DAMAGED, reason = .0))]
    Damaged(String),
    /// It would unfold to more than fits.
    #[error("{}", said!(says::PACKAGE_TOO_LARGE, mebibytes = .0.to_string()))]
    TooLarge(u64),
    /// It has too many files.
    #[error("{}", said!(says::PACKAGE_TOO_MANY, files = .0.to_string()))]
    TooMany(usize),
    /// Its tables have more rows or cells than fit.
    #[error("{}", said!(says::PACKAGE_ROWS, table = .0))]
    TooManyRows(String),
    /// A table is no text.
    #[error("{}", said!(says::PACKAGE_NO_TEXT, file = .0))]
    NoText(String),
    /// A table cannot be read.
    #[error("{}", said!(says::PACKAGE_ROW, file, line = line.to_string()))]
    Csv {
        /// Which file.
        file: String,
        /// Its line, from 1.
        line: u64,
    },
    /// Several tables have the columns that a file names.
    #[error("{}", said!(says::PACKAGE_SEVERAL, file, tables))]
    Several {
        /// Which file.
        file: String,
        /// The tables.
        tables: String,
    },
}
