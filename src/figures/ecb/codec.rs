//! The file of reference rates: small when it is packed, and refused whole when a byte of it is wrong.
//!
//! ```text
//! muster-ecb-rates 1 60277 5904e09fbde39f83⏎    version, bytes that follow, first 16 digits of their SHA-256
//! 2022-01-01 2026-10-30⏎                        the day from which no rate is missing, the last day
//! ```
//!
//! Numbers follow, seven bits a byte from the low ones on, the eighth bit set where more come: how many days; for each
//! the days since the one before; how many currencies; for each, by code, three letters, how many decimals its rates
//! are kept to, how many unbroken runs, for each run the days passed over and the days in it, and last the rates of
//! all its runs, each as its difference from the one before: 2n, or -2n - 1 where it is negative.

use std::fmt::Write as _;

use chrono::Days;
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::register::{Currency, Day};
use crate::said;
use crate::words::text::areas::errors as says;

use super::{Column, DECIMALS, EcbRates, LIMIT};

/// The version of the form that this build reads and writes.
pub const VERSION: u32 = 1;

const NAME: &str = "muster-ecb-rates";

/// Days beyond which a file cannot be meant, so that a wrong one asks for no memory.
const MOST: u64 = 100_000;

/// Why a file of reference rates cannot be used.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum EcbError {
    /// It is something else.
    #[error("{}", says::NO_RATES.said())]
    NotRates,
    /// A later version wrote it.
    #[error("{}", said!(says::RATES_NEWER, found = found.to_string(), own = VERSION.to_string()))]
    Newer {
        /// The number in the file.
        found: u32,
    },
    /// It is shorter than it says.
    #[error("{}", said!(says::RATES_CUT, held = held.to_string(), wanted = wanted.to_string()))]
    Cut {
        /// How many bytes are there.
        held: usize,
        /// How many there should be.
        wanted: usize,
    },
    /// Its bytes are not those that were written.
    #[error("{}", says::RATES_DAMAGED.said())]
    Damaged,
}

/// Reads a file.
pub(super) fn read(bytes: &[u8]) -> Result<EcbRates, EcbError> {
    let (line, body) = cut_line(bytes).ok_or(EcbError::NotRates)?;
    let mut words = line.split(' ');
    if words.next() != Some(NAME) {
        return Err(EcbError::NotRates);
    }
    let mut number = || words.next().and_then(|word| word.parse::<u32>().ok());
    let version = number().ok_or(EcbError::Damaged)?;
    if version > VERSION {
        return Err(EcbError::Newer { found: version });
    }
    if version < VERSION {
        return Err(EcbError::Damaged);
    }
    let wanted = number().and_then(|wanted| usize::try_from(wanted).ok()).ok_or(EcbError::Damaged)?;
    if body.len() < wanted {
        return Err(EcbError::Cut { held: body.len(), wanted });
    }
    if body.len() != wanted || words.next() != Some(checksum(body).as_str()) || words.next().is_some() {
        return Err(EcbError::Damaged);
    }
    unpack(body).ok_or(EcbError::Damaged)
}

/// Writes a file: the same bytes for the same rates.
pub(super) fn write(rates: &EcbRates) -> Vec<u8> {
    let mut body = format!("{} {}\n", rates.from, rates.last_day()).into_bytes();
    put(&mut body, rates.days.len() as u64);
    let mut before = rates.from;
    for day in &rates.days {
        put(&mut body, day.signed_duration_since(before).num_days().unsigned_abs());
        before = *day;
    }
    put(&mut body, rates.columns.len() as u64);
    for column in &rates.columns {
        body.extend(column.currency.code().bytes());
        put(&mut body, u64::from(column.scale));
        let runs = runs(&column.values);
        put(&mut body, runs.len() as u64);
        for (skip, many) in runs {
            put(&mut body, skip);
            put(&mut body, many);
        }
        let mut before = 0;
        for value in column.values.iter().copied().filter(|value| *value > 0) {
            put(&mut body, zigzag(value.wrapping_sub(before).cast_signed()));
            before = value;
        }
    }
    let mut file = format!("{NAME} {VERSION} {} {}\n", body.len(), checksum(&body)).into_bytes();
    file.extend(body);
    file
}

fn checksum(body: &[u8]) -> String {
    let mut text = String::new();
    for byte in Sha256::digest(body).iter().take(8) {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The first line and what follows; nothing where no short line of text begins the file.
fn cut_line(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let end = bytes.iter().take(100).position(|byte| *byte == b'\n')?;
    let (line, rest) = bytes.split_at_checked(end)?;
    Some((std::str::from_utf8(line).ok()?, rest.get(1..)?))
}

fn unpack(body: &[u8]) -> Option<EcbRates> {
    let (line, mut rest) = cut_line(body)?;
    let (from, last) = line.split_once(' ')?;
    let day = |text: &str| Day::parse_from_str(text, "%Y-%m-%d").ok();
    let mut rates = EcbRates { from: day(from)?, days: Vec::new(), columns: Vec::new() };
    let mut before = rates.from;
    for place in 0..take(&mut rest).filter(|days| *days <= MOST)? {
        let step = take(&mut rest).filter(|step| *step > 0 || place == 0)?;
        before = before.checked_add_days(Days::new(step))?;
        rates.days.push(before);
    }
    for _ in 0..take(&mut rest)? {
        let (code, after) = rest.split_at_checked(3)?;
        rest = after;
        let column = column(rates.days.len(), &mut rest)?;
        // No register can hold an amount in a currency that this build does not know.
        let Ok(currency) = Currency::parse(std::str::from_utf8(code).ok()?) else { continue };
        if rates.columns.last().is_some_and(|other| other.currency >= currency) {
            return None;
        }
        rates.columns.push(Column { currency, ..column });
    }
    (rest.is_empty() && Some(rates.last_day()) == day(last)).then_some(rates)
}

/// A column without the name of its currency.
fn column(days: usize, rest: &mut &[u8]) -> Option<Column> {
    let scale = take(rest).and_then(|scale| u32::try_from(scale).ok()).filter(|scale| *scale <= DECIMALS)?;
    let mut values: Vec<u64> = Vec::with_capacity(days);
    let mut there = Vec::new();
    for _ in 0..take(rest)? {
        for published in [false, true] {
            let many = usize::try_from(take(rest)?).ok()?;
            let until = there.len().checked_add(many).filter(|until| *until <= days)?;
            there.resize(until, published);
        }
    }
    there.resize(days, false);
    let mut before = 0_u64;
    for published in there {
        if published {
            let step = take(rest)?;
            let half = step >> 1;
            before = before.wrapping_add(if step & 1 == 0 { half } else { !half });
            values.push(Some(before).filter(|value| (1..LIMIT).contains(value))?);
        } else {
            values.push(0);
        }
    }
    Some(Column { currency: Currency::EUR, scale, values })
}

/// Unbroken runs of published rates: how many days are passed over, and how many follow.
fn runs(values: &[u64]) -> Vec<(u64, u64)> {
    let mut runs = Vec::new();
    for chunk in values.chunk_by(|a, b| (*a == 0) == (*b == 0)) {
        let many = chunk.len() as u64;
        match (chunk.first(), runs.last_mut()) {
            (Some(0), _) => runs.push((many, 0)),
            (_, Some((_, run @ 0))) => *run = many,
            _ => runs.push((0, many)),
        }
    }
    // What is passed over at the end needs no word.
    if runs.last().is_some_and(|(_, many)| *many == 0) {
        runs.pop();
    }
    runs
}

fn zigzag(number: i64) -> u64 {
    (number.wrapping_shl(1) ^ (number >> 63)).cast_unsigned()
}

fn put(out: &mut Vec<u8>, mut number: u64) {
    while number > 0x7f {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn take(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for place in 0..9_u32 {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        number |= u64::from(*byte & 0x7f).wrapping_shl(place.wrapping_mul(7));
        if *byte < 0x80 {
            return Some(number);
        }
    }
    None
}
