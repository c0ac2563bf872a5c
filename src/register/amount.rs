//! Amounts as their source gives them: an exact decimal, a currency, and whether it is exact.

use std::fmt;

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::{Currency, Kind, Leaf, Packer, Unpacker, text};
use crate::said;
use crate::words::text::Text;
use crate::words::text::areas::inputs as says;

mod number;

pub use number::{Number, Quantity, StatedRate};

choice! {
    /// How the source qualified a figure.
    pub enum Qualifier {
        /// It is the figure.
        Exact = "exact",
        /// Near it.
        About = "about",
        /// More than it.
        Over = "over",
        /// It or more.
        AtLeast = "at-least",
        /// A little less than it.
        Almost = "almost",
        /// It or less.
        AtMost = "at-most",
    }
}

/// An amount of money. No figure is an absent amount, never zero; a cut is negative.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Amount {
    /// How much.
    pub value: Decimal,
    /// Of what.
    pub currency: Currency,
    /// As the source qualified it.
    pub qualifier: Qualifier,
}

impl Amount {
    /// An amount as qualified.
    pub fn new(value: Decimal, currency: Currency, qualifier: Qualifier) -> Self {
        Amount { value, currency, qualifier }
    }

    /// An amount without a qualifier.
    pub fn exact(value: Decimal, currency: Currency) -> Self {
        Amount::new(value, currency, Qualifier::Exact)
    }

    /// Whether it has more decimals than the minor unit of its currency.
    pub fn is_too_fine(&self) -> bool {
        self.value.normalize().scale() > self.currency.digits()
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.qualifier != Qualifier::Exact {
            write!(f, "{} ", self.qualifier.word())?;
        }
        write!(f, "{} {}", print_decimal(self.value), self.currency)
    }
}

impl fmt::Debug for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Leaf for Amount {
    const KIND: Kind = Kind::Amount;
    fn read(value: &Value) -> Result<Self, String> {
        let map = object(value, says::AN_AMOUNT, &["currency", "qualifier", "value"])?;
        let qualifier = map.get("qualifier").map(Qualifier::read).transpose()?;
        let value = parse_decimal(text(member(map, says::AN_AMOUNT, "value")?)?)?;
        let currency = Currency::read(member(map, says::AN_AMOUNT, "currency")?)?;
        Ok(Amount { value, currency, qualifier: qualifier.unwrap_or(Qualifier::Exact) })
    }
    fn write(&self) -> Value {
        let mut map = Map::new();
        map.insert("currency".to_owned(), self.currency.write());
        if self.qualifier != Qualifier::Exact {
            map.insert("qualifier".to_owned(), self.qualifier.write());
        }
        map.insert("value".to_owned(), print_decimal(self.value).into());
        Value::Object(map)
    }
    fn pack(&self, packer: &mut Packer) {
        packer.bytes(&self.value.serialize());
        self.currency.pack(packer);
        self.qualifier.pack(packer);
    }
    fn unpack(unpacker: &mut Unpacker<'_>) -> Option<Self> {
        let value = Decimal::deserialize(unpacker.bytes(16)?.try_into().ok()?);
        Some(Amount::new(value, Currency::unpack(unpacker)?, Qualifier::unpack(unpacker)?))
    }
}

/// The most digits that a decimal can have and still be exact whatever they are.
const MOST_DIGITS: usize = 28;

/// Reads a decimal exactly: plain digits, a point where there are decimals, a minus sign where it is negative.
/// The error is a whole sentence.
pub fn parse_decimal(text: &str) -> Result<Decimal, String> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let plain = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !plain(whole) || !plain(decimals) {
        return Err(said!(says::NOT_PLAIN, text));
    }
    let (whole, decimals) = (whole.trim_start_matches('0'), decimals.trim_end_matches('0'));
    if whole.len().saturating_add(decimals.len()) > MOST_DIGITS {
        return Err(said!(says::TOO_MANY_DIGITS, text, most = MOST_DIGITS.to_string()));
    }
    let sign = if unsigned.len() < text.len() { "-" } else { "" };
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if decimals.is_empty() { "" } else { "." };
    let exact = Decimal::from_str_exact(&format!("{sign}{whole}{point}{decimals}"));
    exact.map(canonical_decimal).map_err(|_| said!(says::NOT_EXACT, text))
}

/// The one text of a decimal: no trailing zeros, no exponent, no negative zero.
pub fn print_decimal(value: Decimal) -> String {
    canonical_decimal(value).to_string()
}

fn canonical_decimal(value: Decimal) -> Decimal {
    if value.is_zero() { Decimal::ZERO } else { value.normalize() }
}

/// The members of a leaf that is written as a JSON object; a member that is not among `known` is refused, since it
/// would be lost when the leaf is written again.
pub(super) fn object<'a>(
    value: &'a Value,
    what: Text,
    known: &[&str],
) -> Result<&'a Map<String, Value>, String> {
    let members = known.join(", ");
    let Value::Object(map) = value else {
        return Err(said!(says::MEMBERS_ARE, what, members, value = value.to_string()));
    };
    match map.keys().find(|name| !known.contains(&name.as_str())) {
        Some(name) => Err(said!(says::NO_MEMBER, what, name, members)),
        None => Ok(map),
    }
}

/// A member that must be there.
fn member<'a>(map: &'a Map<String, Value>, what: Text, name: &str) -> Result<&'a Value, String> {
    map.get(name).ok_or_else(|| said!(says::LACKS_MEMBER, what, name))
}

#[cfg(test)]
pub(crate) use tests::any_amount;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn check(value: Value, expected: &str) {
        let amount = Amount::read(&value).unwrap();
        assert_eq!(amount.to_string(), expected);
        assert_eq!(Amount::read(&amount.write()), Ok(amount));
    }

    #[test]
    fn amounts() {
        check(json!({"currency": "EUR", "value": "10000000"}), "10000000 EUR");
        check(json!({"currency": "EUR", "value": "10.50"}), "10.5 EUR");
        check(json!({"currency": "DKK", "value": "-500"}), "-500 DKK");
        check(json!({"currency": "EUR", "value": "30000000", "qualifier": "over"}), "over 30000000 EUR");
        check(json!({"currency": "EUR", "value": "1", "qualifier": "exact"}), "1 EUR");
        assert_eq!(
            Amount::exact(Decimal::new(1050, 2), Currency::EUR).write(),
            json!({"currency": "EUR", "value": "10.5"})
        );
        assert_eq!(
            Amount::new(Decimal::TEN, Currency::EUR, Qualifier::AtMost).write(),
            json!({"currency": "EUR", "qualifier": "at-most", "value": "10"})
        );
    }

    fn refused(value: Value, why: &str) {
        let error = Amount::read(&value).unwrap_err();
        assert!(error.contains(why) && error.ends_with('.'), "{error}");
    }

    #[test]
    fn refusals() {
        refused(json!("10 EUR"), "currency, qualifier, value");
        refused(json!({"currency": "EUR"}), "lacks its member “value”");
        refused(json!({"value": "1"}), "lacks its member “currency”");
        refused(json!({"currency": "EUR", "value": 1}), "text was expected");
        refused(json!({"currency": "EUR", "value": null}), "text was expected");
        refused(json!({"currency": "EUR", "value": "1", "note": "x"}), "no member “note”");
        refused(json!({"currency": "EUR", "value": "1", "qualifier": "some"}), "choose one of");
        refused(json!({"currency": "E", "value": "1"}), "not a currency code");
    }

    fn decimal(text: &str, expected: &str) {
        assert_eq!(parse_decimal(text).map(print_decimal).as_deref(), Ok(expected));
    }

    #[test]
    fn decimals() {
        decimal("0", "0");
        decimal("-0.00", "0");
        decimal("007.10", "7.1");
        decimal("100", "100");
        decimal("-12.5", "-12.5");
        decimal("0.0001", "0.0001");
        decimal("9999999999999999999999999999", "9999999999999999999999999999");
        decimal("0.9999999999999999999999999999", "0.9999999999999999999999999999");
        decimal("1.00000000000000000000000000000000000000", "1");
        for text in
            ["", "-", ".5", "5.", "+5", "1e3", "1 000", "1_000", "1,5", "--1", "1.2.3", "٣", "NaN", "0x1"]
        {
            assert!(parse_decimal(text).unwrap_err().contains("plain number"), "{text}");
        }
        for text in ["12345678901234567890123456789", "0.12345678901234567890123456789"] {
            assert!(parse_decimal(text).unwrap_err().contains("more than 28 digits"), "{text}");
        }
    }

    #[test]
    fn fineness() {
        let fine = |value, code| Amount::exact(parse_decimal(value).unwrap(), Currency::parse(code).unwrap());
        assert!(!fine("1.50", "EUR").is_too_fine() && fine("1.505", "EUR").is_too_fine());
        assert!(fine("1.5", "JPY").is_too_fine() && !fine("1.505", "BHD").is_too_fine());
        assert!(!Amount::exact(Decimal::new(1000, 3), Currency::EUR).is_too_fine());
    }

    /// Any amount that can be kept.
    pub(crate) fn any_amount() -> impl Strategy<Value = Amount> {
        let value =
            (-9_999_999_999_999_999_999_999_999_999_i128..=9_999_999_999_999_999_999_999_999_999, 0..=28_u32);
        let qualifier = prop::sample::select(Qualifier::ALL);
        (value, prop::sample::select(Currency::all()), qualifier).prop_map(
            |((digits, scale), currency, qualifier)| Amount {
                value: Decimal::from_i128_with_scale(digits, scale),
                currency,
                qualifier,
            },
        )
    }

    proptest! {
        #[test]
        fn reads_back(amount in any_amount()) {
            let written = amount.write();
            prop_assert_eq!(Amount::read(&written), Ok(amount));
            prop_assert_eq!(Amount::read(&written).unwrap().write(), written);
        }

        #[test]
        fn never_panics(text in "[0-9.-]{0,40}|\\PC{0,12}") {
            if let Ok(value) = parse_decimal(&text) {
                prop_assert_eq!(parse_decimal(&print_decimal(value)), Ok(value));
            }
        }
    }
}
