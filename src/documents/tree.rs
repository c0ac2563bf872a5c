//! The document tree: what a document says, before anybody decides how it looks.

use rust_decimal::Decimal;

use crate::figures::{Figure, Open};
use crate::register::{Currency, Day, Id, Measure, RecordKey};
use crate::words::Language;
use crate::words::text::areas::documents::{SOURCE, SOURCES};
use crate::words::text::language;

/// A document.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// What kind of document of which coalition, over the title.
    pub over: String,
    /// Its title.
    pub title: String,
    /// The language of its texts, as a BCP 47 tag.
    pub language: String,
    /// The sentence that stands on everything made from the register.
    pub note: Option<String>,
    /// Its text, in order.
    pub blocks: Vec<Block>,
    /// The last line: from which state of the register it comes. Whoever knows that state puts it in.
    pub basis: Option<String>,
}

/// A run of text that stands as one.
pub type Text = Vec<Inline>;

/// One block.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading; all are of one level, below the title.
    Heading(String),
    /// A paragraph.
    Paragraph(Text),
    /// A list without numbers.
    List(Vec<Text>),
    /// A table.
    Table(Table),
    /// Somebody's own words.
    Quote {
        /// The words.
        words: String,
        /// Their language, as a BCP 47 tag, where it is known.
        language: Option<String>,
        /// Whose they are.
        by: Text,
    },
    /// The footnotes, last.
    Footnotes(Vec<Footnote>),
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each as long as the columns.
    pub rows: Vec<Vec<Text>>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its title.
    pub title: String,
    /// Whether it holds numbers, which stand to the right.
    pub numbers: bool,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Plain text.
    Plain(String),
    /// Text with emphasis.
    Emphasis(String),
    /// A figure of the register, with its footnote.
    Figure(Shown),
    /// The mark of a footnote to what stands before it.
    Note(usize),
    /// The name of a record, which leads to it.
    Record(String, RecordKey),
}

/// A figure as a document shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// How it reads.
    pub text: String,
    /// What it measures; nothing for a part of a figure or an amount as somebody stated it.
    pub measure: Option<Measure>,
    /// Its exact sum.
    pub amount: Decimal,
    /// In which currency.
    pub currency: Currency,
    /// On which day.
    pub date: Day,
    /// Or more, or less.
    pub open: Open,
    /// Whether it is only about right.
    pub about: bool,
    /// The number of its footnote.
    pub note: usize,
}

impl Shown {
    /// A whole figure.
    pub fn of(figure: &Figure, text: String, note: usize) -> Self {
        let Figure { measure, amount, currency, date, open, about, .. } = *figure;
        Shown { text, measure: Some(measure), amount, currency, date, open, about, note }
    }
}

/// A footnote: what makes a figure, or where a fact comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Footnote {
    /// Its number, from 1 in the order of the text.
    pub number: usize,
    /// What it says: the exact figure, its rule, its day and its currency.
    pub says: String,
    /// The entries that make it.
    pub entries: Vec<Made>,
    /// Where they come from.
    pub sources: Vec<Cited>,
}

impl Footnote {
    /// What goes before its sources, in the language that is spoken.
    pub fn lead(&self) -> String {
        let lead = if self.sources.len() == 1 { SOURCE } else { SOURCES };
        format!("{} ", lead.said())
    }

    /// What ends its sources. A date of theirs may end with a full stop of its own, as “р.” does; no date does in English,
    /// whose texts are kept and read again.
    pub fn stop(&self) -> &'static str {
        let is_stopped = self.sources.last().is_some_and(|source| source.text.ends_with('.'));
        if is_stopped && language() != Language::English { "" } else { "." }
    }
}

/// An entry that a figure is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// What it says.
    pub text: String,
    /// Its record; nothing in a text that was kept.
    pub key: Option<RecordKey>,
    /// Its line in the record, where it is one.
    pub line: Option<Id>,
}

/// A source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// Its record; nothing in a text that was kept.
    pub key: Option<RecordKey>,
    /// What it is called.
    pub text: String,
    /// Where it is, if that is an address of the web.
    pub address: Option<String>,
}

impl Document {
    /// The footnotes.
    pub fn footnotes(&self) -> &[Footnote] {
        let notes = self.blocks.iter().find_map(|block| match block {
            Block::Footnotes(notes) => Some(notes.as_slice()),
            _ => None,
        });
        notes.unwrap_or_default()
    }
}

/// Plain text as a text of its own.
pub fn plain(text: impl Into<String>) -> Text {
    vec![Inline::Plain(text.into())]
}

/// An address that a reader may be sent to: of the web, and nothing that a page would run.
pub fn web_address(address: &str) -> Option<String> {
    let address = address.trim();
    let scheme = address.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase())?;
    let plain = address.chars().all(|char| !char.is_whitespace() && !char.is_control());
    (plain && (scheme == "https" || scheme == "http")).then(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(address: &str, expected: bool) {
        assert_eq!(web_address(address).is_some(), expected, "{address}");
    }

    #[test]
    fn only_addresses_of_the_web() {
        check("https://example.org/a?b=c", true);
        check(" HTTP://example.org ", true);
        check("javascript://example.org/%0aalert(1)", false);
        check("javascript:alert(1)", false);
        check("example.org", false);
        check("https://example.org/\nalert", false);
    }
}
