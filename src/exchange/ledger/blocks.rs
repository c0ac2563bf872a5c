//! What a journal of ours says, read line by line and not yet understood.

use super::item::Sum;
use crate::exchange::foreign::{COUNT, ForeignError};
use crate::register::{Currency, Day, parse_decimal};
use crate::said;
use crate::words::text::areas::noted as says;

/// No line of a journal is longer.
const LONGEST: usize = 1 << 20;

/// A dated entry of a journal, with what stands under it.
#[derive(Debug, PartialEq)]
pub struct Block {
    pub line: usize,
    pub day: Day,
    /// Name, text and line.
    pub fields: Vec<(String, String, usize)>,
    pub postings: Vec<Posted>,
}

/// A posting.
#[derive(Debug, PartialEq)]
pub struct Posted {
    pub line: usize,
    pub account: String,
    pub sum: Sum,
}

impl Block {
    pub fn new(line: usize, day: Day) -> Self {
        Block { line, day, fields: Vec::new(), postings: Vec::new() }
    }

    pub fn field(&mut self, line: usize, name: &str, text: String) {
        self.fields.push((name.to_owned(), text, line));
    }

    /// The text of a field.
    pub fn told(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(held, ..)| held == name).map(|(_, text, _)| text.as_str())
    }
}

/// The lines of a journal without their ends, numbered from 1; one that is too long, or one too many, is an
/// error.
pub fn numbered(text: &str) -> impl Iterator<Item = (usize, Result<&str, ForeignError>)> {
    text.split('\n').enumerate().map(|(at, line)| {
        let number = at.saturating_add(1);
        let too_much = |sentence| Err(ForeignError::TooMuch { line: number, sentence });
        let line = line.strip_suffix('\r').unwrap_or(line);
        if line.len() > LONGEST {
            let (line, most) = (number.to_string(), LONGEST.to_string());
            return (number, too_much(said!(says::TOO_MANY_IN_LINE, line, most)));
        }
        if number > COUNT {
            let (line, most) = (number.to_string(), COUNT.to_string());
            return (number, too_much(said!(says::TOO_MANY_LINES, line, most)));
        }
        (number, Ok(line))
    })
}

/// An error in a line, at its first character that is no space.
pub fn broken(number: usize, line: &str, what: &str) -> ForeignError {
    let spaces = line.chars().take_while(|one| one.is_whitespace()).count();
    ForeignError::Broken { line: number, column: spaces.saturating_add(1), what: what.to_owned() }
}

/// A line that begins with a day, and what follows it.
pub fn dated(line: &str) -> Option<(Day, &str)> {
    let (day, rest) = line.split_once(' ').unwrap_or((line, ""));
    let parsed = day.parse::<Day>().ok().filter(|_| day.len() == 10)?;
    Some((parsed, rest.trim_start()))
}

/// An account, two spaces or more, and a sum. What it costs is not looked at: the rate stands in words.
pub fn posting(text: &str) -> Option<(String, Sum)> {
    let (account, rest) = text.split_once("  ")?;
    let mut words = rest.split_whitespace();
    let (value, currency) = (words.next()?, words.next()?);
    let sum = Sum { value: parse_decimal(value).ok()?, currency: Currency::parse(currency).ok()? };
    matches!(words.next(), None | Some("@" | ";")).then(|| (account.to_owned(), sum))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postings_and_days() {
        let check = |text: &str, expected: Option<&str>| {
            let found = posting(text).map(|(account, sum)| format!("{account}|{sum}"));
            assert_eq!(found.as_deref(), expected);
        };
        check("Equity:Pledged:EE  5 EUR", Some("Equity:Pledged:EE|5.00 EUR"));
        check("Equity:Pledged:EE   -5.25 EUR @ 7.4568 DKK", Some("Equity:Pledged:EE|-5.25 EUR"));
        check("Equity:Pledged:EE 5 EUR", None);
        check("Equity:Pledged:EE  five EUR", None);
        check("Equity:Pledged:EE  5 EUR 6", None);
        check("Equity:Pledged:EE", None);
        assert_eq!(
            dated("2024-02-01 * x").map(|(day, rest)| (day.to_string(), rest)),
            Some(("2024-02-01".into(), "* x"))
        );
        assert_eq!(dated("2024-02 x"), None);
        assert_eq!(dated("2024-02-31 x"), None);
    }
}
