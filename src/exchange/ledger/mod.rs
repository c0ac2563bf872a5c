//! Journals of plain-text accounting, for hledger and for beancount: written, and read back where they are
//! our own.
//!
//! One list of items is made from the register; each dialect prints and reads it in its own way.
//! `docs/decisions/0107-journals.md` says which entries become transactions, and what the accounts are.

mod accounts;
mod back;
mod beancount;
mod blocks;
mod counted;
mod exact;
mod hledger;
mod item;
mod known;
mod leaf;
mod make;
mod read;
mod ready;
#[cfg(test)]
mod tests;

pub(super) use read::{is_journal, read};
pub use ready::ready;

use super::export::{Export, ExportError};
use item::Journal;

/// Whose language a journal is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// That of hledger.
    Hledger,
    /// That of beancount.
    Beancount,
}

impl Dialect {
    /// Both.
    pub const ALL: [Dialect; 2] = [Dialect::Hledger, Dialect::Beancount];

    /// The name of the program, which is also how the first line of a journal names it.
    pub fn word(self) -> &'static str {
        match self {
            Dialect::Hledger => "hledger",
            Dialect::Beancount => "beancount",
        }
    }

    /// How the name of a journal ends.
    pub fn ending(self) -> &'static str {
        match self {
            Dialect::Hledger => "journal",
            Dialect::Beancount => "beancount",
        }
    }

    fn first_line(self) -> String {
        format!("{MARK}{VERSION} for {}", self.word())
    }
}

/// What the first line of each journal of ours begins with; the version follows.
const MARK: &str = "; Muster journal ";
const VERSION: &str = "1";
/// The last line, by which a journal that was cut is known.
const END: &str = "; End of the journal";

/// Writes what figures count as transactions, and all else that is said of contributions as words.
pub fn write(export: &Export<'_>, dialect: Dialect) -> Result<String, ExportError> {
    let journal = Journal::of(export);
    let body = match dialect {
        Dialect::Hledger => hledger::print(&journal),
        Dialect::Beancount => beancount::print(&journal),
    };
    Ok(format!("{}\n{body}\n{END}\n", dialect.first_line()))
}
