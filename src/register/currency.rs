//! Currencies by their ISO 4217 code, with the digits of their minor unit.

use std::cmp::Ordering;
use std::fmt;

use iso_currency::IntoEnumIterator;
use serde_json::Value;

use super::{Arrange, Kind, Leaf, Packer, Unpacker, text};
use crate::said;
use crate::words::text::areas::inputs as says;

/// An ISO 4217 currency. Units that are no money of a country (gold, test codes) can be read and are not offered.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// The euro, which exchange rates go through.
    pub const EUR: Currency = Currency(iso_currency::Currency::EUR);

    /// Reads a code of three capital letters. The error is a whole sentence.
    pub fn parse(code: &str) -> Result<Self, String> {
        let known = iso_currency::Currency::from_code(code).map(Currency);
        known.ok_or_else(|| match iso_currency::Currency::from_code(&code.trim().to_ascii_uppercase()) {
            Some(known) => said!(says::CURRENCY_SMALL, code, right = known.code()),
            None => said!(says::NO_CURRENCY, code),
        })
    }

    /// Its code of three letters.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// How many digits its minor unit has; two where ISO 4217 names none (special drawing rights, gold).
    pub fn digits(self) -> u32 {
        self.0.exponent().map_or(2, u32::from)
    }

    /// Its name in English.
    pub fn english_name(self) -> String {
        self.0.name().to_owned()
    }

    /// The currencies that forms offer, by code: what states pay in or paid in lately.
    pub fn all() -> Vec<Currency> {
        let mut all: Vec<_> = iso_currency::Currency::iter()
            .filter(|one| !one.is_fund() && !one.is_special())
            .map(Currency)
            .collect();
        all.arrange();
        all
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// By code.
impl Ord for Currency {
    fn cmp(&self, other: &Self) -> Ordering {
        self.code().cmp(other.code())
    }
}

impl PartialOrd for Currency {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Leaf for Currency {
    const KIND: Kind = Kind::Currency;
    fn read(value: &Value) -> Result<Self, String> {
        Currency::parse(text(value)?)
    }
    fn write(&self) -> Value {
        self.code().into()
    }
    fn pack(&self, packer: &mut Packer) {
        packer.text(self.code());
    }
    fn unpack(unpacker: &mut Unpacker<'_>) -> Option<Self> {
        iso_currency::Currency::from_code(unpacker.text()?).map(Currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(code: &str, digits: u32) {
        assert_eq!(Currency::parse(code).map(Currency::digits), Ok(digits), "{code}");
    }

    #[test]
    fn digits() {
        check("EUR", 2);
        check("DKK", 2);
        check("ISK", 0);
        check("JPY", 0);
        check("KRW", 0);
        check("HUF", 2);
        check("BHD", 3);
        check("KWD", 3);
        check("CLF", 4);
        check("XDR", 2);
        check("BGN", 2);
    }

    fn refused(code: &str, why: &str) {
        let error = Currency::parse(code).unwrap_err();
        assert!(error.contains(why) && error.ends_with('.'), "{error}");
    }

    #[test]
    fn refusals() {
        refused("", "not a currency code");
        refused("EURO", "not a currency code");
        refused("ABC", "not a currency code");
        refused("eur", "write EUR");
        refused(" EUR", "write EUR");
    }

    #[test]
    fn offered() {
        let all = Currency::all();
        assert!(all.is_sorted() && all.len() > 150, "{}", all.len());
        assert!(
            all.contains(&Currency::EUR) && all.iter().all(|one| Currency::parse(one.code()) == Ok(*one))
        );
        // The currencies of all members of the example, and those that states give aid in.
        for code in "EUR DKK NOK SEK ISK GBP USD CAD JPY CHF PLN CZK UAH AUD NZD KRW RON HUF".split(' ') {
            assert!(all.iter().any(|one| one.code() == code), "{code}");
        }
        assert!(all.iter().all(|one| !["XAU", "XXX", "XTS", "CHE"].contains(&one.code())));
        assert_eq!(Currency::EUR.english_name(), "Euro");
    }
}
