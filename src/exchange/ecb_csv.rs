//! A newer table of reference rates, `eurofxref-hist.csv` as the European Central Bank publishes it.
//!
//! A table adds the days after the last one held. It never changes a day that is held: figures were made with it.

use rust_decimal::Decimal;
use thiserror::Error;

use super::sniff::{self, Sort};
use crate::figures::EcbRates;
use crate::register::{Arrange, Currency, Day};
use crate::said;
use crate::words::text::areas::files as says;

/// The bank is never closed for more days in a row.
const LONGEST_BREAK: i64 = 7;

/// What should stand in the first line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    /// “Date”.
    Date,
    /// The code of a currency.
    Code,
    /// The code of a currency that no column before has.
    Another,
}

fn wrong_head(expected: &Head, column: usize, found: &str) -> String {
    let column = column.to_string();
    match expected {
        Head::Date => said!(says::RATES_NO_DATE, column, found),
        Head::Code => said!(says::RATES_NO_CODE, column, found),
        Head::Another => said!(says::RATES_CODE_TWICE, column, found),
    }
}

/// Why a table was not taken. Then nothing of it was.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum EcbCsvError {
    /// There is nothing in it.
    #[error("{}", says::RATES_EMPTY.said())]
    Empty,
    /// It is packed.
    #[error("{}", says::RATES_PACKED.said())]
    Packed,
    /// It is something else altogether.
    #[error("{}", said!(says::RATES_OTHER, sort = .0.to_string()))]
    OtherSort(Sort),
    /// The first line is not that of the bank's table.
    #[error("{}", wrong_head(expected, *column, found))]
    Header {
        /// From 1.
        column: usize,
        /// What should stand there.
        expected: Head,
        /// What stands there.
        found: String,
    },
    /// A line has too few or too many columns.
    #[error("{}", said!(says::RATES_COLUMNS, line = line.to_string(), found = found.to_string(), expected = expected.to_string()))]
    Columns {
        /// From 1.
        line: usize,
        /// How many it has.
        found: usize,
        /// How many the first line has.
        expected: usize,
    },
    /// It ends in the middle of a line.
    #[error("{}", said!(says::RATES_CUT, line = line.to_string(), column = column.to_string()))]
    Cut {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// A line does not begin with a day.
    #[error("{}", said!(says::RATES_NO_DAY, line = line.to_string(), found))]
    Date {
        /// From 1.
        line: usize,
        /// What stands there.
        found: String,
    },
    /// A day stands there twice.
    #[error("{}", said!(says::RATES_AGAIN, line = line.to_string(), day = day.to_string()))]
    Again {
        /// From 1.
        line: usize,
        /// Which day.
        day: Day,
    },
    /// A rate is no rate.
    #[error("{}", said!(says::RATES_NO_RATE, line = line.to_string(), column = column.to_string(), code, found))]
    Number {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// Of which currency.
        code: String,
        /// What stands there.
        found: String,
    },
    /// A day that is held has another rate there.
    #[error("{}", said!(says::RATES_DIFFER, line = line.to_string(), column = column.to_string(), code, day = day.to_string(), found, held))]
    Differs {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// Of which currency.
        code: String,
        /// Of which day.
        day: Day,
        /// The rate in the file.
        found: String,
        /// The rate in use.
        held: String,
    },
    /// A day that the bank was closed on.
    #[error("{}", said!(says::RATES_NO_SUCH_DAY, line = line.to_string(), day = day.to_string()))]
    NoSuchDay {
        /// From 1.
        line: usize,
        /// Which day.
        day: Day,
    },
    /// Days are missing before those that it adds.
    #[error("{}", said!(says::RATES_GAP, after = after.to_string(), before = before.to_string()))]
    Gap {
        /// The last day before the gap.
        after: Day,
        /// The first day after it.
        before: Day,
    },
    /// It ends where the rates in use end, or before.
    #[error("{}", said!(says::RATES_NOTHING_NEW, day = .0.to_string()))]
    NothingNew(Day),
}

/// A table that was read: the rates held, and its days after them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EcbImport {
    /// All rates, to be used and to be kept from now on.
    pub rates: EcbRates,
    /// The first day that was added.
    pub first: Day,
    /// How many days were added.
    pub days: usize,
    /// Columns with rates in a currency that this build does not know; no amount can be in one of them.
    pub unknown: Vec<String>,
}

/// A day of the table.
struct Row {
    day: Day,
    line: usize,
    rates: Vec<(Currency, Decimal)>,
}

/// Reads a table and adds its days after the last one held.
///
/// # Errors
/// When any line of it is not as the bank writes it, or when days would be missing. Then nothing is added.
pub fn read(bytes: &[u8], held: &EcbRates) -> Result<EcbImport, EcbCsvError> {
    let text = sniff::text(bytes).map_err(|sort| match sort {
        Sort::Zip => EcbCsvError::Packed,
        sort => EcbCsvError::OtherSort(sort),
    })?;
    let text = text.trim_end();
    let mut lines = text.lines().enumerate().map(|(place, text)| (place.saturating_add(1), text)).peekable();
    let head = lines.next().filter(|(_, head)| !head.trim().is_empty());
    let head = header(head.ok_or(EcbCsvError::Empty)?.1)?;
    let mut table = Table { head, held, unknown: Vec::new() };
    let mut all = Vec::new();
    let mut rows = Vec::new();
    while let Some((line, text)) = lines.next() {
        let fields: Vec<&str> = text.split(',').map(str::trim).collect();
        let (found, expected) = (fields.len(), table.head.len());
        if found != expected {
            let cut = found < expected && lines.peek().is_none();
            return Err(if cut {
                EcbCsvError::Cut { line, column: found }
            } else {
                EcbCsvError::Columns { line, found, expected }
            });
        }
        let found = fields.first().copied().unwrap_or_default();
        let day = Day::parse_from_str(found, "%Y-%m-%d").ok().filter(|day| day.to_string() == found);
        let day = day.ok_or_else(|| EcbCsvError::Date { line, found: short(found) })?;
        all.push((day, line));
        if day >= held.first_day() {
            rows.extend(table.row(day, line, &fields)?);
        }
    }
    all.arrange();
    if let Some((_, (day, line))) = all.iter().zip(all.iter().skip(1)).find(|((a, _), (b, _))| a == b) {
        return Err(EcbCsvError::Again { line: *line, day: *day });
    }
    rows.arrange_by_key(|row| row.day);
    let last = held.last_day();
    let first = rows.first().ok_or(EcbCsvError::NothingNew(last))?.day;
    // Only a table that reaches back to what is held shows that no day lies between.
    let reaches = all.first().is_some_and(|(oldest, _)| *oldest <= last);
    let mut after = last;
    let mut rates = held.clone();
    for Row { day, line, rates: new } in &rows {
        if !reaches || day.signed_duration_since(after).num_days() > LONGEST_BREAK {
            return Err(EcbCsvError::Gap { after, before: *day });
        }
        if !rates.add(*day, new) {
            return Err(EcbCsvError::NoSuchDay { line: *line, day: *day });
        }
        after = *day;
    }
    Ok(EcbImport { rates, first, days: rows.len(), unknown: table.unknown })
}

/// The columns by their place: a currency code each, and the empty one with which the bank ends each line.
fn header(line: &str) -> Result<Vec<String>, EcbCsvError> {
    let head: Vec<String> = line.split(',').map(|field| field.trim().to_owned()).collect();
    for (place, field) in head.iter().enumerate() {
        let last = place > 1 && place.saturating_add(1) == head.len();
        let code = field.len() == 3 && field.bytes().all(|byte| byte.is_ascii_uppercase());
        let expected = match place {
            0 if field == "Date" => continue,
            0 => Head::Date,
            _ if last && field.is_empty() => continue,
            _ if !code => Head::Code,
            _ if head.iter().take(place).any(|other| other == field) => Head::Another,
            _ => continue,
        };
        return Err(EcbCsvError::Header { column: place.saturating_add(1), expected, found: short(field) });
    }
    // “Date” alone is the beginning of anything.
    if head.len() < 2 {
        let expected = Head::Code;
        return Err(EcbCsvError::Header { column: 2, expected, found: String::new() });
    }
    Ok(head)
}

struct Table<'a> {
    head: Vec<String>,
    held: &'a EcbRates,
    unknown: Vec<String>,
}

impl Table<'_> {
    /// A day that is new; nothing for one that is held and is the same here.
    fn row(&mut self, day: Day, line: usize, fields: &[&str]) -> Result<Option<Row>, EcbCsvError> {
        let known = self.held.days();
        let new = known.last().is_none_or(|last| *last < day);
        if !new && known.binary_search(&day).is_err() {
            return Err(EcbCsvError::NoSuchDay { line, day });
        }
        let mut rates = Vec::new();
        for (place, (code, field)) in self.head.iter().zip(fields).enumerate().skip(1) {
            let column = place.saturating_add(1);
            let rate = match *field {
                "N/A" => None,
                "" if code.is_empty() => None,
                field => Some(number(field).filter(|_| !code.is_empty()).ok_or_else(|| {
                    EcbCsvError::Number { line, column, code: code.clone(), found: short(field) }
                })?),
            };
            let Ok(currency) = Currency::parse(code) else {
                if rate.is_some() && !self.unknown.contains(code) {
                    self.unknown.push(code.clone());
                }
                continue;
            };
            let held = self.held.published(currency, day);
            if !new && held != rate {
                let print = |rate: Option<Decimal>| {
                    rate.map_or("N/A".to_owned(), |rate| rate.normalize().to_string())
                };
                let (found, held) = (print(rate), print(held));
                return Err(EcbCsvError::Differs { line, column, code: code.clone(), day, found, held });
            }
            rates.extend(rate.map(|rate| (currency, rate)));
        }
        Ok(new.then_some(Row { day, line, rates }))
    }
}

fn number(text: &str) -> Option<Decimal> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let ends = [text.bytes().next(), text.bytes().next_back()].iter().all(|end| *end != Some(b'.'));
    let rate = Decimal::from_str_exact(text).ok().filter(|_| digits && ends)?;
    EcbRates::fits(rate).then_some(rate)
}

/// So much of a field as a sentence can hold.
fn short(field: &str) -> String {
    let mut short: String = field.chars().take(30).collect();
    if short.len() < field.len() {
        short.push('…');
    }
    short
}
