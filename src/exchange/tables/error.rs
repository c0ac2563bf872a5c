//! Why tables cannot be written or read. Each says what to do.

use thiserror::Error;

/// Why tables cannot be written or read.
#[derive(Debug, Error)]
pub enum TablesError {
    /// The archive cannot be made.
    #[error("The tables could not be packed: {0}.")]
    Pack(#[from] zip::result::ZipError),
    /// A part cannot be written.
    #[error("The tables could not be written: {0}.")]
    Write(#[from] std::io::Error),
    /// A spreadsheet has no room for so many rows.
    #[error(
        "The table {table} has {rows} rows, more than a spreadsheet holds. Export the data package instead."
    )]
    TooLong {
        /// Which table.
        table: String,
        /// How many.
        rows: usize,
    },
    /// It is no package of tables that was exported here.
    #[error(
        "This is no data package of this program: {0}. Choose a ZIP that was exported as tables, or import its CSV \
         files one by one."
    )]
    NoPackage(String),
    /// It is of a newer version.
    #[error(
        "This data package is of form {0}, which a newer version writes. Load the newest version, then import it \
         again."
    )]
    Newer(u64),
    /// Its end is missing, or it is damaged.
    #[error("This data package is cut or damaged ({0}). Ask for it again, or export it anew.")]
    Damaged(String),
    /// It would unfold to more than fits.
    #[error("What is packed in this file takes more than {0} MiB. Import its tables one by one.")]
    TooLarge(u64),
    /// It has too many files.
    #[error("This ZIP holds {0} files, more than any data package has. Take out what does not belong to it.")]
    TooMany(usize),
    /// Its tables have more rows or cells than fit.
    #[error(
        "{0} and the tables before it have more rows than fit here at once. Import its tables one by one."
    )]
    TooManyRows(String),
    /// A table is no text.
    #[error("{0} is not text in UTF-8. Save it as CSV in UTF-8, then import it again.")]
    NoText(String),
    /// A table cannot be read.
    #[error("{file}, line {line}: the row cannot be read ({reason}). Mend it, then import the file again.")]
    Csv {
        /// Which file.
        file: String,
        /// Its line, from 1.
        line: u64,
        /// What the reader says.
        reason: String,
    },
    /// Several tables have the columns that a file names.
    #[error(
        "{file} has columns that several tables have: {tables}. Name the file after the one that it is, with .csv \
         behind it, then import it again."
    )]
    Several {
        /// Which file.
        file: String,
        /// The tables.
        tables: String,
    },
}
