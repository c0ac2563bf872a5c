//! A leaf as one text, and back.

use serde_json::Value;

use crate::exchange::foreign::{amount, leaf, number, rate};
use crate::register::{Amount, Currency, Date, Kind, Leaf, Link, Number, StatedRate, print_decimal};

/// The text of a leaf; none for kinds that have no place in a journal.
pub fn text(kind: Kind, value: &Value) -> Option<String> {
    match kind {
        Kind::Flag => value.as_bool().map(|is_so| is_so.to_string()),
        Kind::Count => value.as_u64().map(|count| count.to_string()),
        Kind::Amount => Amount::read(value).ok().map(|amount| amount.to_string()),
        Kind::Rate => StatedRate::read(value)
            .ok()
            .map(|rate| format!("1 {} = {} {}", rate.base(), print_decimal(rate.value()), rate.quote())),
        Kind::Quantity | Kind::Place | Kind::Any | Kind::Lines(_) => None,
        _ => value.as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned),
    }
}

/// The leaf that a text is; none where it is no leaf of that kind.
pub fn value(kind: Kind, text: &str) -> Option<Value> {
    match kind {
        Kind::Text | Kind::Prose | Kind::Area | Kind::Ref(_) => Some(text.into()),
        Kind::Flag => text.parse::<bool>().ok().map(Value::Bool),
        Kind::Count => number(text),
        Kind::Number => leaf::<Number>(text),
        Kind::Amount => amount(text),
        Kind::Rate => rate(text),
        Kind::Date => leaf::<Date>(text),
        Kind::Currency => leaf::<Currency>(text),
        Kind::Link => leaf::<Link>(text),
        Kind::Choice(words) => words.contains(&text).then(|| text.into()),
        Kind::Quantity | Kind::Place | Kind::Any | Kind::Lines(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(kind: Kind, leaf: Value, expected: Option<&str>) {
        let said = text(kind, &leaf);
        assert_eq!(said.as_deref(), expected);
        if let Some(said) = said {
            assert_eq!(value(kind, &said), Some(leaf));
        }
    }

    #[test]
    fn leaves_are_texts() {
        check(
            Kind::Amount,
            json!({"value": "-10.5", "currency": "EUR", "qualifier": "over"}),
            Some("over -10.5 EUR"),
        );
        check(
            Kind::Rate,
            json!({"base": "EUR", "quote": "DKK", "value": "7.4568"}),
            Some("1 EUR = 7.4568 DKK"),
        );
        check(Kind::Flag, json!(true), Some("true"));
        check(Kind::Flag, json!(false), Some("false"));
        check(Kind::Count, json!(2024), Some("2024"));
        check(Kind::Date, json!("2024-02~"), Some("2024-02~"));
        check(Kind::Text, json!(" "), None);
        check(Kind::Choice(&["a"]), json!("a"), Some("a"));
        assert_eq!(value(Kind::Choice(&["a"]), "b"), None);
        assert_eq!(value(Kind::Amount, "five"), None);
    }
}
