//! The three streams that a copy is taken apart into: names of fields, texts, and numbers.
//!
//! A name or text ends with a line feed. A line feed in it is written as the byte 255, which no UTF-8 holds. A number is 1
//! to 10 bytes of seven bits.

use super::LinkError;
use super::frame::{put_number, take_number};
use crate::register::Few;

/// The byte behind a text, and the one for the same byte in a text.
const END: u8 = b'\n';
const END_WITHIN: u8 = 0xff;

/// About how many bytes a value takes in memory beside its text.
const VALUE: usize = 64;

/// Streams that are being written.
#[derive(Default)]
pub(super) struct Out {
    pub names: Vec<u8>,
    pub texts: Vec<u8>,
    pub numbers: Vec<u8>,
    /// Dates that were said before, of all columns, by their place.
    dates: Few<String, u64>,
    last: i64,
}

impl Out {
    pub fn name(&mut self, name: &str) {
        put_text(&mut self.names, name);
    }

    pub fn text(&mut self, text: &str) {
        put_text(&mut self.texts, text);
    }

    pub fn number(&mut self, number: u64) {
        put_number(&mut self.numbers, number);
    }

    pub fn count(&mut self, count: usize) {
        self.number(count as u64);
    }

    pub fn signed(&mut self, number: i64) {
        self.number(folded(number));
    }

    /// A date: 0 and how far it lies from the last new one, 1 for a text that is no day, or from 2 on the place among
    /// those that were said before.
    pub fn date(&mut self, text: &str) {
        if let Some(place) = self.dates.get(text) {
            return self.number(place.saturating_add(2));
        }
        match day_number(text) {
            Some(day) => {
                self.number(0);
                self.signed(day.saturating_sub(self.last));
                self.last = day;
            }
            None => {
                self.number(1);
                self.text(text);
            }
        }
        let place = self.dates.len() as u64;
        self.dates.insert(text.to_owned(), place);
    }

    /// All of it: the lengths of names and texts, then names, texts and numbers.
    pub fn pieces(self) -> [Vec<u8>; 2] {
        let mut words = Vec::new();
        put_number(&mut words, self.names.len() as u64);
        put_number(&mut words, self.texts.len() as u64);
        words.extend(self.names);
        words.extend(self.texts);
        [words, self.numbers]
    }
}

/// Streams that are being read.
pub(super) struct In<'a> {
    names: &'a [u8],
    texts: &'a [u8],
    numbers: &'a [u8],
    dates: Vec<String>,
    last: i64,
    most: usize,
    room: usize,
}

impl<'a> In<'a> {
    /// Reads at most so many bytes into memory.
    pub fn new(mut bytes: &'a [u8], most: usize) -> Result<Self, LinkError> {
        let mut length = || usize::try_from(take_number(&mut bytes)?).ok();
        let (names, texts) = length().zip(length()).ok_or(LinkError::Altered)?;
        let (names, rest) = bytes.split_at_checked(names).ok_or(LinkError::Altered)?;
        let (texts, numbers) = rest.split_at_checked(texts).ok_or(LinkError::Altered)?;
        Ok(In { names, texts, numbers, dates: Vec::new(), last: 0, most, room: most })
    }

    pub fn name(&mut self) -> Result<String, LinkError> {
        let name = take_text(&mut self.names)?;
        self.charge(1, name.len())?;
        Ok(name)
    }

    pub fn text(&mut self) -> Result<String, LinkError> {
        let text = take_text(&mut self.texts)?;
        self.charge(1, text.len())?;
        Ok(text)
    }

    pub fn number(&mut self) -> Result<u64, LinkError> {
        take_number(&mut self.numbers).ok_or(LinkError::Altered)
    }

    /// A count of things that each take memory.
    pub fn count(&mut self) -> Result<usize, LinkError> {
        let count = usize::try_from(self.number()?).map_err(|_| LinkError::TooLarge(self.most))?;
        self.charge(count, 0)?;
        Ok(count)
    }

    pub fn bytes(&mut self, length: usize) -> Result<&'a [u8], LinkError> {
        let (bytes, rest) = self.numbers.split_at_checked(length).ok_or(LinkError::Altered)?;
        self.numbers = rest;
        Ok(bytes)
    }

    pub fn signed(&mut self) -> Result<i64, LinkError> {
        Ok(unfolded(self.number()?))
    }

    pub fn date(&mut self) -> Result<String, LinkError> {
        let date = match self.number()? {
            0 => {
                self.last = self.last.checked_add(self.signed()?).ok_or(LinkError::Altered)?;
                day_text(self.last).ok_or(LinkError::Altered)?
            }
            1 => self.text()?,
            place => {
                let place = usize::try_from(place.saturating_sub(2)).map_err(|_| LinkError::Altered)?;
                let date = self.dates.get(place).ok_or(LinkError::Altered)?.clone();
                self.charge(1, date.len())?;
                return Ok(date);
            }
        };
        self.charge(2, date.len())?;
        self.dates.push(date.clone());
        Ok(date)
    }

    /// Takes note of memory; a small link can say the same thing very often.
    pub fn charge(&mut self, values: usize, bytes: usize) -> Result<(), LinkError> {
        let cost = values.saturating_mul(VALUE).saturating_add(bytes);
        self.room = self.room.checked_sub(cost).ok_or(LinkError::TooLarge(self.most))?;
        Ok(())
    }

    /// Whether all was read.
    pub fn is_spent(&self) -> bool {
        self.names.is_empty() && self.texts.is_empty() && self.numbers.is_empty()
    }
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    out.extend(text.bytes().map(|byte| if byte == END { END_WITHIN } else { byte }));
    out.push(END);
}

fn take_text(bytes: &mut &[u8]) -> Result<String, LinkError> {
    let end = bytes.iter().position(|byte| *byte == END).ok_or(LinkError::Altered)?;
    let (text, rest) = bytes.split_at_checked(end).ok_or(LinkError::Altered)?;
    *bytes = rest.get(1..).unwrap_or_default();
    let text = text.iter().map(|byte| if *byte == END_WITHIN { END } else { *byte }).collect();
    String::from_utf8(text).map_err(|_| LinkError::Altered)
}

/// A number whose sign stands in its lowest bit.
pub(super) fn folded(number: i64) -> u64 {
    (number.cast_unsigned() << 1) ^ (number >> 63).cast_unsigned()
}

pub(super) fn unfolded(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}

/// Years have 12 months of 31 days each here, so that a date needs no calendar.
const YEAR: i64 = 12 * 31;

/// The number of a date that is written `2024-02-01`.
pub(super) fn day_number(text: &str) -> Option<i64> {
    let mut parts = text.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let number = year
        .checked_mul(YEAR)?
        .checked_add(month.checked_sub(1)?.checked_mul(31)?)?
        .checked_add(day.checked_sub(1)?)?;
    (day_text(number)? == text).then_some(number)
}

/// The date of a number; none before the year 0 or after 9999.
pub(super) fn day_text(number: i64) -> Option<String> {
    let (year, rest) = (number.div_euclid(YEAR), number.rem_euclid(YEAR));
    (0..=9999).contains(&year).then(|| format!("{year:04}-{:02}-{:02}", rest / 31 + 1, rest % 31 + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_read_back() {
        let check = |text: &str, is_day: bool| {
            let number = day_number(text);
            assert_eq!(number.is_some(), is_day, "{text}");
            assert_eq!(number.and_then(day_text).as_deref(), is_day.then_some(text));
        };
        for text in ["2024-02-29", "0000-01-01", "9999-12-31", "2023-02-31"] {
            check(text, true);
        }
        for text in [
            "2024",
            "2024-02",
            "2024-2-1",
            "2024-13-01",
            "2024-01-32",
            "12024-01-01",
            "-001-01-01",
            "2024-02-01~",
            "",
            "2024-9223372036854775807-01",
        ] {
            check(text, false);
        }
    }

    #[test]
    fn signs_fold() {
        for (number, expected) in [(0, 0), (-1, 1), (1, 2), (i64::MIN, u64::MAX), (i64::MAX, u64::MAX - 1)] {
            assert_eq!((folded(number), unfolded(expected)), (expected, number));
        }
    }

    #[test]
    fn dates_are_said_once() {
        let dates = ["2024-02-02", "2024-02", "2024-02-02", "2024-01-31", "2024-02"];
        let mut out = Out::default();
        dates.iter().for_each(|date| out.date(date));
        assert_eq!(out.numbers.len(), 9);
        let bytes = out.pieces().concat();
        let mut read = In::new(&bytes, 2000).unwrap();
        assert_eq!(dates.map(|_| read.date().unwrap()), dates);
        assert!(read.is_spent());
    }
}
