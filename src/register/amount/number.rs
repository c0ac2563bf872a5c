//! Exact numbers that are not an amount of money: bare, with a unit, or a rate between two currencies.

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::{member, object, parse_decimal, print_decimal};
use crate::register::{Currency, Kind, Leaf, text};
use crate::said;
use crate::words::text::areas::inputs as says;

/// An exact decimal number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(pub Decimal);

impl Leaf for Number {
    const KIND: Kind = Kind::Number;
    fn read(value: &Value) -> Result<Self, String> {
        parse_decimal(text(value)?).map(Number)
    }
    fn write(&self) -> Value {
        print_decimal(self.0).into()
    }
}

/// How many of what.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Quantity {
    /// How many.
    pub value: Decimal,
    /// Of what, as typed; empty for things that are counted.
    pub unit: String,
}

impl Leaf for Quantity {
    const KIND: Kind = Kind::Quantity;
    fn read(value: &Value) -> Result<Self, String> {
        let map = object(value, says::A_QUANTITY, &["unit", "value"])?;
        let unit = map.get("unit").map(text).transpose()?.unwrap_or_default().to_owned();
        Ok(Quantity { value: parse_decimal(text(member(map, says::A_QUANTITY, "value")?)?)?, unit })
    }
    fn write(&self) -> Value {
        let mut map = Map::new();
        if !self.unit.is_empty() {
            map.insert("unit".to_owned(), self.unit.as_str().into());
        }
        map.insert("value".to_owned(), print_decimal(self.value).into());
        Value::Object(map)
    }
}

/// A rate: one unit of `base` is `value` units of `quote`. Above zero, between two currencies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StatedRate {
    base: Currency,
    quote: Currency,
    value: Decimal,
}

impl StatedRate {
    /// The rate, if it is one. The error is a whole sentence.
    pub fn new(base: Currency, quote: Currency, value: Decimal) -> Result<Self, String> {
        if base == quote {
            return Err(said!(says::RATE_OF_ONE, base = base.code()));
        }
        if value <= Decimal::ZERO {
            let value = print_decimal(value);
            return Err(said!(says::RATE_NOT_ABOVE, base = base.code(), value, quote = quote.code()));
        }
        Ok(StatedRate { base, quote, value })
    }

    /// The currency of which one unit is meant.
    pub fn base(self) -> Currency {
        self.base
    }

    /// The currency that the value counts.
    pub fn quote(self) -> Currency {
        self.quote
    }

    /// How many units of the quote currency one unit of the base is.
    pub fn value(self) -> Decimal {
        self.value
    }
}

impl Leaf for StatedRate {
    const KIND: Kind = Kind::Rate;
    fn read(value: &Value) -> Result<Self, String> {
        let map = object(value, says::A_RATE, &["base", "quote", "value"])?;
        let part = |name| member(map, says::A_RATE, name);
        let value = parse_decimal(text(part("value")?)?)?;
        StatedRate::new(Currency::read(part("base")?)?, Currency::read(part("quote")?)?, value)
    }
    fn write(&self) -> Value {
        let mut map = Map::new();
        map.insert("base".to_owned(), self.base.write());
        map.insert("quote".to_owned(), self.quote.write());
        map.insert("value".to_owned(), print_decimal(self.value).into());
        Value::Object(map)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check<T: Leaf>(value: Value, expected: Value) {
        assert_eq!(T::read(&value).map(|leaf| leaf.write()), Ok(expected));
    }

    fn refused<T: Leaf>(value: Value, why: &str) {
        let error = T::read(&value).err().unwrap();
        assert!(error.contains(why) && error.ends_with('.'), "{error}");
    }

    #[test]
    fn numbers() {
        check::<Number>(json!("12.50"), json!("12.5"));
        refused::<Number>(json!(12), "text was expected");
        refused::<Number>(json!("1e5"), "plain number");
    }

    #[test]
    fn quantities() {
        check::<Quantity>(json!({"value": "50.0", "unit": "kg"}), json!({"unit": "kg", "value": "50"}));
        check::<Quantity>(json!({"value": "50", "unit": ""}), json!({"value": "50"}));
        refused::<Quantity>(json!({"unit": "kg"}), "lacks its member “value”");
        refused::<Quantity>(json!({"value": "many"}), "plain number");
    }

    #[test]
    fn rates() {
        let rate = json!({"base": "EUR", "quote": "DKK", "value": "7.4568"});
        check::<StatedRate>(rate.clone(), rate);
        refused::<StatedRate>(
            json!({"base": "EUR", "quote": "EUR", "value": "1"}),
            "EUR stands on both sides",
        );
        refused::<StatedRate>(json!({"base": "EUR", "quote": "DKK", "value": "0"}), "above zero");
        refused::<StatedRate>(json!({"base": "EUR", "quote": "DKK", "value": "-7"}), "“1 EUR = -7 DKK”");
        refused::<StatedRate>(json!({"base": "EUR", "value": "7"}), "lacks its member “quote”");
    }
}
