//! A leaf in columns, and back.

use serde_json::{Map, Value};

use super::{Cell, ColumnKind};
use crate::register::{
    Amount, Currency, Date, Kind, Leaf, Number, Place, Qualifier, Quantity, StatedRate, canonical,
    parse_decimal, place_of_value,
};
use crate::said;
use crate::words::text::areas::noted as says;

/// The columns of a kind of leaf: what stands behind the field's name, and what each holds. Lines have none.
pub(super) fn parts(kind: Kind) -> Vec<(&'static str, ColumnKind)> {
    match kind {
        Kind::Text | Kind::Prose | Kind::Link | Kind::Area | Kind::Currency => vec![("", ColumnKind::Text)],
        Kind::Flag => vec![("", ColumnKind::Boolean)],
        Kind::Count => vec![("", ColumnKind::Integer)],
        Kind::Number => vec![("", ColumnKind::Decimal)],
        Kind::Date => vec![("", ColumnKind::Date)],
        Kind::Choice(words) => vec![("", ColumnKind::Choice(words))],
        Kind::Ref(collection) => vec![("", ColumnKind::Reference(collection))],
        Kind::Any => vec![("", ColumnKind::Json)],
        Kind::Amount => vec![
            ("value", ColumnKind::Decimal),
            ("currency", ColumnKind::Text),
            ("qualifier", ColumnKind::Choice(Qualifier::WORDS)),
        ],
        Kind::Rate => {
            vec![("base", ColumnKind::Text), ("quote", ColumnKind::Text), ("value", ColumnKind::Decimal)]
        }
        Kind::Quantity => vec![("value", ColumnKind::Decimal), ("unit", ColumnKind::Text)],
        Kind::Place => {
            vec![("name", ColumnKind::Text), ("country", ColumnKind::Text), ("online", ColumnKind::Boolean)]
        }
        Kind::Lines(_) => Vec::new(),
    }
}

/// The cells of a leaf; none where it does not read as its kind.
pub(super) fn cells(kind: Kind, value: &Value) -> Option<Vec<Cell>> {
    let value = in_form(kind, value).ok()?;
    let mut cells: Vec<Cell> = Vec::new();
    for (name, part) in parts(kind) {
        let member = if name.is_empty() { Some(&value) } else { value.get(name) };
        cells.push(member.map(|member| match (part, member) {
            (ColumnKind::Json, any) => canonical(any),
            (_, Value::String(text)) => text.clone(),
            (_, other) => other.to_string(),
        }));
    }
    if let (Kind::Amount, Some(cell), Ok(amount)) = (kind, cells.first_mut(), Amount::read(&value)) {
        *cell = Some(with_digits(&amount));
    }
    Some(cells)
}

/// The value with all digits of its currency's minor unit, and more where it has more.
fn with_digits(amount: &Amount) -> String {
    let value = amount.value.normalize();
    let digits = value.scale().max(amount.currency.digits());
    format!("{value:.*}", usize::try_from(digits).unwrap_or_default())
}

/// The leaf that cells say, and nothing where they are empty. The error is the place of the part and a whole
/// sentence.
pub(super) fn value(kind: Kind, cells: &[Option<&str>]) -> Result<Option<Value>, (usize, String)> {
    let (mut whole, mut first) = (Map::new(), None);
    for (place, ((name, part), text)) in parts(kind).into_iter().zip(cells).enumerate() {
        let Some(text) = text else { continue };
        let value = of_text(part, text).map_err(|reason| (place, reason))?;
        first = first.or(Some(place));
        whole.insert(name.to_owned(), value);
    }
    let Some(first) = first else { return Ok(None) };
    let value = whole.remove("").unwrap_or(Value::Object(whole));
    in_form(kind, &value).map(Some).map_err(|reason| (first, reason))
}

fn of_text(kind: ColumnKind, text: &str) -> Result<Value, String> {
    match kind {
        ColumnKind::Boolean => match text.to_ascii_lowercase().as_str() {
            "true" => Ok(true.into()),
            "false" => Ok(false.into()),
            _ => Err(said!(says::NEITHER_TRUE_NOR_FALSE, text)),
        },
        ColumnKind::Integer => {
            text.parse::<u64>().map(Value::from).map_err(|_| said!(says::NO_WHOLE_NUMBER, text))
        }
        ColumnKind::Decimal => parse_decimal(text).map(|_| text.into()),
        ColumnKind::Json => serde_json::from_str(text).map_err(|_| said!(says::CELL_NOT_JSON, text)),
        _ => Ok(text.into()),
    }
}

/// A leaf in its one form, read as its kind.
fn in_form(kind: Kind, value: &Value) -> Result<Value, String> {
    fn read<T: Leaf>(value: &Value) -> Result<Value, String> {
        T::read(value).map(|leaf| leaf.write())
    }
    match kind {
        Kind::Text | Kind::Prose | Kind::Link | Kind::Area | Kind::Ref(_) => read::<String>(value),
        Kind::Flag => read::<bool>(value),
        Kind::Count => read::<u32>(value),
        Kind::Number => read::<Number>(value),
        Kind::Amount => read::<Amount>(value),
        Kind::Rate => read::<StatedRate>(value),
        Kind::Quantity => read::<Quantity>(value),
        Kind::Date => read::<Date>(value),
        Kind::Place => read::<Place>(value),
        Kind::Currency => read::<Currency>(value),
        Kind::Choice(words) => place_of_value(value, words).map(|_| value.clone()),
        Kind::Any => Ok(value.clone()),
        Kind::Lines(_) => Err(says::LINES_APART.said().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(kind: Kind, leaf: Value, expected: &[Option<&str>]) {
        let cells = cells(kind, &leaf).unwrap();
        let texts: Vec<Option<&str>> = cells.iter().map(Option::as_deref).collect();
        assert_eq!(texts, expected);
        assert_eq!(value(kind, &texts), Ok(Some(leaf)));
    }

    #[test]
    fn leaves_stand_in_their_columns() {
        let amount = |value: &str, currency: &str| json!({"value": value, "currency": currency});
        check(Kind::Amount, amount("10.5", "EUR"), &[Some("10.50"), Some("EUR"), None]);
        check(Kind::Amount, amount("-3", "JPY"), &[Some("-3"), Some("JPY"), None]);
        check(Kind::Amount, amount("0.125", "EUR"), &[Some("0.125"), Some("EUR"), None]);
        let over = json!({"value": "1", "currency": "BHD", "qualifier": "over"});
        check(Kind::Amount, over, &[Some("1.000"), Some("BHD"), Some("over")]);
        check(Kind::Place, json!({"online": true}), &[None, None, Some("true")]);
        check(Kind::Quantity, json!({"value": "4", "unit": "pcs"}), &[Some("4"), Some("pcs")]);
        check(Kind::Text, json!(""), &[Some("")]);
        check(Kind::Any, json!({"b": [1, "x"]}), &[Some("{\"b\":[1,\"x\"]}")]);
        check(Kind::Flag, json!(false), &[Some("false")]);
        check(Kind::Date, json!("2024-02~"), &[Some("2024-02~")]);
    }

    fn refused(kind: Kind, cells: &[Option<&str>], place: usize, why: &str) {
        let (at, reason) = value(kind, cells).unwrap_err();
        assert_eq!(at, place, "{reason}");
        assert!(reason.contains(why) && reason.ends_with('.'), "{reason}");
    }

    #[test]
    fn what_does_not_read_says_why() {
        assert_eq!(cells(Kind::Amount, &json!(7)), None);
        assert_eq!(value(Kind::Amount, &[None, None, None]), Ok(None));
        refused(Kind::Amount, &[Some("1"), None, None], 0, "lacks its member “currency”");
        refused(Kind::Amount, &[None, Some("EUR"), None], 1, "lacks its member “value”");
        refused(Kind::Amount, &[Some("1,5"), Some("EUR"), None], 0, "plain number");
        refused(Kind::Flag, &[Some("yes")], 0, "neither true nor false");
        refused(Kind::Count, &[Some("-1")], 0, "whole number");
        refused(Kind::Any, &[Some("{")], 0, "not JSON");
        refused(Kind::Choice(&["a", "b"]), &[Some("c")], 0, "choose one of: a, b");
    }
}
