//! What depends on the reader's language and that an engine knows better than this program.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::Length;
use super::number_words::qualifier_words;
use crate::register::{Amount, Currency, Date};

/// A reader's language: names, numbers, dates and order.
pub trait Locale {
    /// Its BCP 47 tag, for the document's language.
    fn tag(&self) -> &str;

    /// The name of a state, if the code has one.
    fn state_name(&self, code: &str) -> Option<String>;

    /// The name of a currency.
    fn currency_name(&self, currency: Currency) -> String;

    /// A number with all its digits, grouped, with at least so many decimals.
    fn number(&self, value: Decimal, decimals: u32) -> String;

    /// A date in words.
    fn date(&self, date: &Date, length: Length) -> String;

    /// Which of two texts stands first in a list.
    fn compare(&self, a: &str, b: &str) -> Ordering;

    /// The words before a qualified amount, with the amount after them.
    fn qualified(&self, amount: &Amount, text: String) -> String {
        match qualifier_words(amount.qualifier) {
            "" => text,
            words => format!("{words} {text}"),
        }
    }

    /// An amount as its source qualified it, with its currency's code.
    fn amount(&self, amount: &Amount) -> String {
        let decimals = if amount.value.fract().is_zero() { 0 } else { amount.currency.digits() };
        self.qualified(amount, format!("{} {}", self.number(amount.value, decimals), amount.currency))
    }
}
