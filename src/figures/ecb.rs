//! The euro reference rates of the European Central Bank, day by day since 2022.
//!
//! `ecb/ecb-rates.bin` lies beside the page, which fetches it when a sum has to be converted; it is no part of the
//! program. `ecb/make.py` makes it anew from the bank's own table, and a reader can bring a newer table along
//! ([`exchange::ecb_csv`](crate::exchange::ecb_csv)). Source of the rates: European Central Bank.

use chrono::Days;
use rust_decimal::Decimal;

use crate::register::{Currency, Day, RateKind};

use super::money::add;
use super::rates::REACH;
use super::{Leg, Rates, When};

mod codec;
#[cfg(test)]
mod tests;

pub use codec::EcbError;

/// The most decimals of a rate.
const DECIMALS: u32 = 9;

/// Rates are below a thousand million, so that each with its decimals is below this.
const LIMIT: u64 = 1_000_000_000_000_000_000;

/// The rates of one currency: 1 EUR is so many.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Column {
    currency: Currency,
    /// How many decimals its numbers have.
    scale: u32,
    /// One number a day; zero where the bank published none.
    values: Vec<u64>,
}

impl Column {
    /// The rate at the place of a day.
    fn at(&self, place: usize) -> Option<Decimal> {
        let value = self.values.get(place).filter(|value| **value > 0)?;
        Decimal::try_new(i64::try_from(*value).ok()?, self.scale).ok()
    }
}

/// The reference rates of a run of days, each as the bank published it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EcbRates {
    /// From this day on no day of the bank is missing.
    from: Day,
    /// Rising.
    days: Vec<Day>,
    /// By code.
    columns: Vec<Column>,
}

impl EcbRates {
    /// No rates at all, to be filled from the beginning of 2022.
    pub fn none() -> Self {
        EcbRates {
            from: Day::from_ymd_opt(2022, 1, 1).unwrap_or_default(),
            days: Vec::new(),
            columns: Vec::new(),
        }
    }

    /// Reads the file of rates.
    ///
    /// # Errors
    /// When a byte of it is not as it was written: then none of it is used.
    pub fn read(bytes: &[u8]) -> Result<Self, EcbError> {
        codec::read(bytes)
    }

    /// The file of these rates: the same bytes for the same rates.
    pub fn write(&self) -> Vec<u8> {
        codec::write(self)
    }

    /// The day from which no rate is missing.
    pub fn first_day(&self) -> Day {
        self.from
    }

    /// The last day of the bank; after it nothing is known, and nothing is guessed.
    pub fn last_day(&self) -> Day {
        self.days.last().copied().unwrap_or(self.from)
    }

    /// The days on which the bank published rates.
    pub fn days(&self) -> &[Day] {
        &self.days
    }

    /// The currencies that have a rate on any day, by code.
    pub fn currencies(&self) -> impl Iterator<Item = Currency> {
        self.columns.iter().map(|column| column.currency)
    }

    /// How much one euro is, as published on this very day.
    pub fn published(&self, currency: Currency, day: Day) -> Option<Decimal> {
        self.column(currency)?.at(self.days.binary_search(&day).ok()?)
    }

    /// Whether a rate can be held: above zero, below a thousand million, with at most nine decimals.
    pub fn fits(rate: Decimal) -> bool {
        let rate = rate.normalize();
        rate.scale() <= DECIMALS && rate > Decimal::ZERO && rate < Decimal::from(1_000_000_000)
    }

    /// Adds a day after the last. Nothing is added, and the answer is no, where the day is not later or a rate does
    /// not [fit](Self::fits).
    #[must_use]
    pub fn add(&mut self, day: Day, rates: &[(Currency, Decimal)]) -> bool {
        let later = self.days.last().map_or(day >= self.from, |last| *last < day);
        if !later || !rates.iter().all(|(_, rate)| Self::fits(*rate)) {
            return false;
        }
        let before = self.days.len();
        self.days.push(day);
        for column in &mut self.columns {
            column.values.push(0);
        }
        for (currency, rate) in rates {
            let rate = rate.normalize();
            let place = self.columns.binary_search_by(|column| column.currency.cmp(currency));
            let place = place.unwrap_or_else(|place| {
                let values = vec![0; before.saturating_add(1)];
                self.columns.insert(place, Column { currency: *currency, scale: 0, values });
                place
            });
            let Some(column) = self.columns.get_mut(place) else { continue };
            let number = u64::try_from(rate.mantissa()).unwrap_or_default();
            if rate.scale() > column.scale {
                let factor = tens(rate.scale().saturating_sub(column.scale));
                for value in &mut column.values {
                    *value = value.saturating_mul(factor);
                }
                column.scale = rate.scale();
            }
            if let Some(value) = column.values.last_mut() {
                *value = number.saturating_mul(tens(column.scale.saturating_sub(rate.scale())));
            }
        }
        true
    }

    fn column(&self, currency: Currency) -> Option<&Column> {
        let place = self.columns.binary_search_by(|column| column.currency.cmp(&currency)).ok()?;
        self.columns.get(place)
    }

    /// The rate between the euro and another currency as it was known when `until` was the last day of the bank.
    pub(super) fn leg_until(&self, a: Currency, b: Currency, when: When, until: Day) -> Option<Leg> {
        let quote = match (a == Currency::EUR, b == Currency::EUR) {
            (true, false) => b,
            (false, true) => a,
            _ => return None,
        };
        let column = self.column(quote)?;
        let until = until.min(self.last_day());
        let (value, day) = match when {
            When::Day(day) if day <= until => self.on(column, day)?,
            When::Period { first, last } if self.from <= first && last <= until => {
                (self.mean(column, first, last)?, last)
            }
            _ => return None,
        };
        Some(Leg { base: Currency::EUR, quote, value, day, kind: RateKind::Ecb, record: None })
    }

    /// The rate of a day, or of the last published one within reach before it.
    fn on(&self, column: &Column, day: Day) -> Option<(Decimal, Day)> {
        let earliest = day.checked_sub_days(Days::new(REACH))?;
        let after = self.days.partition_point(|held| *held <= day);
        for (place, held) in self.days.iter().enumerate().take(after).rev() {
            if *held < earliest {
                break;
            }
            if let Some(rate) = column.at(place) {
                return Some((rate, *held));
            }
        }
        None
    }

    /// The mean of the rates published from one day to another: their exact sum, divided once and kept to the 28
    /// digits of a decimal. It is not rounded to the decimals of the rates.
    fn mean(&self, column: &Column, first: Day, last: Day) -> Option<Decimal> {
        let from = self.days.partition_point(|held| *held < first);
        let to = self.days.partition_point(|held| *held <= last);
        let (mut sum, mut many) = (Decimal::ZERO, 0_u32);
        for rate in (from..to).filter_map(|place| column.at(place)) {
            sum = add(sum, rate)?;
            many = many.saturating_add(1);
        }
        sum.checked_div(Decimal::from(many))
    }
}

/// Ten to the power of a number of decimals.
fn tens(decimals: u32) -> u64 {
    10_u64.saturating_pow(decimals)
}

impl Rates for EcbRates {
    fn leg(&self, a: Currency, b: Currency, when: When) -> Option<Leg> {
        self.leg_until(a, b, when, self.last_day())
    }
}
