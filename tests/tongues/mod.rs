//! Languages as a browser writes them, for tests that have none: what `Intl` says stands in a table
//! (`intl.tsv`).

use std::cmp::Ordering;
use std::fs;
use std::path::Path;

use muster::register::{Currency, Date, Period, Precision};
use muster::words::text::Spoken;
use muster::words::{English, Language, Length, Locale, date_said};
use rust_decimal::Decimal;

const TABLE: &str = include_str!("intl.tsv");

/// A language with its names, months and marks.
pub struct Tongue(pub Language);

impl Tongue {
    /// The rows of the language of a kind: key and text.
    fn rows(&self, kind: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
        let tag = self.0.tag();
        TABLE.lines().filter_map(move |line| {
            let cells: Vec<&str> = line.split('\t').collect();
            (cells[0] == tag && cells[1] == kind).then(|| (cells[2], cells[3]))
        })
    }

    fn text(&self, kind: &'static str, key: &str) -> Option<&'static str> {
        self.rows(kind).find(|(of, _)| *of == key).map(|(_, text)| text)
    }

    /// What stands in the table; a test that names something else extends the table.
    fn known(&self, kind: &'static str, key: &str) -> &'static str {
        let text = self.text(kind, key);
        text.unwrap_or_else(|| panic!("{} {kind} {key} is not in intl.tsv", self.0.tag()))
    }

    fn period(&self, period: Period, length: Length) -> String {
        let length = if length == Length::Long { "long" } else { "short" };
        let first = period.first().to_string();
        let parts: Vec<&str> = first.split('-').collect();
        let number = |part: &str| part.parse::<u32>().unwrap().to_string();
        let (year, month, day) = (number(parts[0]), number(parts[1]), number(parts[2]));
        let (kind, month) = match period.precision() {
            Precision::Day => ("day", month),
            Precision::Month => ("month", month),
            Precision::Year => ("year", "1".to_owned()),
        };
        let text = self.known(kind, &format!("{length} {month}"));
        text.replace("{day}", &day).replace("{year}", &year)
    }
}

impl Locale for Tongue {
    fn tag(&self) -> &str {
        self.0.tag()
    }
    fn state_name(&self, code: &str) -> Option<String> {
        self.text("name", code).map(str::to_owned)
    }
    fn currency_name(&self, currency: Currency) -> String {
        self.known("currency", currency.code()).to_owned()
    }
    fn number(&self, value: Decimal, decimals: u32) -> String {
        let marks = ["group", "decimal"].map(|mark| self.known("mark", mark));
        let english = English.number(value, decimals);
        english
            .chars()
            .map(|sign| match sign {
                ',' => marks[0].to_owned(),
                '.' => marks[1].to_owned(),
                other => other.to_string(),
            })
            .collect()
    }
    fn date(&self, date: &Date, length: Length) -> String {
        date_said(date, &|period| self.period(period, length))
    }
    /// The names stand in the table in the order of the language.
    fn compare(&self, a: &str, b: &str) -> Ordering {
        let place = |name: &str| self.rows("name").position(|(_, of)| of == name);
        match (place(a), place(b)) {
            (Some(a), Some(b)) => a.cmp(&b),
            _ => English.compare(a, b),
        }
    }
}

/// The texts of a language, as its file has them now.
pub fn spoken(language: Language) -> &'static Spoken {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/words/languages");
    let file = fs::read_to_string(folder.join(format!("{}.txt", language.tag()))).unwrap();
    Spoken::read(language, file).unwrap()
}
