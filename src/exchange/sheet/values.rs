//! What a cell says, by the kind of its column; or why it does not.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::Cell;
use super::words::{choice, flag, is_nothing, plain};
use crate::register::{Amount, Currency, Date, Day, Kind, Leaf, Qualifier, Quantity, parse_decimal};
use crate::said;
use crate::words::text::areas::files as says;
use crate::words::{Typed, read_amount, read_date, read_number};

/// Days of a spreadsheet are counted from here; it takes 1900 for a leap year, so that this is right from March 1900 on.
const FIRST_DAY: (i32, u32, u32) = (1899, 12, 30);
/// Counted days that are taken for such: from 1927 to 2119.
const COUNTED: std::ops::Range<i64> = 10_000..80_000;

/// What was said of a column once, where its cells can be read in two ways.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sense {
    /// In `01/02/2024` the day stands first.
    pub day_first: Option<bool>,
    /// In `1.234` the comma, and not the point, stands before the decimals.
    pub decimal_comma: Option<bool>,
}

/// Why a cell is not understood: a whole sentence that says what to do.
pub(super) type Unread = String;

/// A date.
pub(super) fn date(cell: &Cell, sense: Sense) -> Result<Date, Unread> {
    let text = cell.text();
    if let Some(day) = counted(text) {
        return Date::parse(&day.to_string());
    }
    match read_date(text) {
        Typed::Understood(date) => Ok(date),
        Typed::Ambiguous { readings, question } => {
            // The first reading is the one with the day first.
            let chosen = sense.day_first.map(|first| if first { readings.first() } else { readings.last() });
            chosen.flatten().cloned().ok_or_else(|| said!(says::SAY_ORDER, question))
        }
        Typed::Wrong(reason) => Err(reason),
    }
}

/// The day that a spreadsheet means by a number.
fn counted(text: &str) -> Option<Day> {
    let days = text.split_once('.').map_or(text, |(days, _)| days).parse::<i64>().ok()?;
    let first = Day::from_ymd_opt(FIRST_DAY.0, FIRST_DAY.1, FIRST_DAY.2)?;
    COUNTED.contains(&days).then(|| first.checked_add_signed(chrono::Duration::days(days))).flatten()
}

/// What stands beside an amount, in cells of its own or for the whole table.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Beside {
    pub currency: Option<Currency>,
    pub qualifier: Option<Qualifier>,
}

/// An amount; none where the cell says that there is no figure.
pub(super) fn amount(cell: &Cell, beside: Beside, sense: Sense) -> Result<Option<Amount>, Unread> {
    let text = cell.text();
    if is_nothing(text) {
        return Ok(None);
    }
    let typed = match cell {
        Cell::Number(digits) => {
            let value = parse_decimal(digits).map_err(|_| said!(says::NO_MONEY, text = digits))?;
            return finished(value, None, None, beside, text).map(Some);
        }
        _ => match read_amount(text, beside.currency) {
            Typed::Understood(typed) => typed,
            Typed::Ambiguous { readings, question } => {
                let fits = |currency: Option<Currency>| {
                    currency.is_none() || beside.currency.is_none() || currency == beside.currency
                };
                let named: Vec<_> = readings.iter().filter(|one| fits(one.currency)).collect();
                let by_size = sense.decimal_comma.map(|comma| comma == text.contains(','));
                let decimal = named.iter().min_by_key(|one| one.value.abs());
                let grouped = named.iter().max_by_key(|one| one.value.abs());
                let chosen = match (named.as_slice(), by_size) {
                    ([one], _) => Some(**one),
                    (_, Some(true)) => decimal.map(|one| **one),
                    (_, Some(false)) => grouped.map(|one| **one),
                    _ => None,
                };
                chosen.ok_or_else(|| said!(says::SAY_DECIMALS, question))?
            }
            Typed::Wrong(reason) => return Err(reason),
        },
    };
    finished(typed.value, typed.currency, typed.qualifier, beside, text).map(Some)
}

fn finished(
    value: Decimal,
    currency: Option<Currency>,
    qualifier: Option<Qualifier>,
    beside: Beside,
    text: &str,
) -> Result<Amount, Unread> {
    if let (Some(said), Some(other)) = (currency, beside.currency)
        && said != other
    {
        return Err(said!(says::OTHER_CURRENCY, text, said = said.code(), other = other.code()));
    }
    let currency = currency.or(beside.currency).ok_or_else(|| said!(says::NO_CURRENCY, text))?;
    let amount = Amount::new(value, currency, qualifier.or(beside.qualifier).unwrap_or(Qualifier::Exact));
    if amount.is_too_fine() {
        return Err(said!(says::TOO_FINE, text, currency = currency.code()));
    }
    Ok(amount)
}

/// A qualifier.
pub(super) fn qualifier(text: &str) -> Result<Qualifier, Unread> {
    choice(Qualifier::WORDS, text)
        .and_then(Qualifier::from_word)
        .ok_or_else(|| said!(says::NO_QUALIFIER, text, words = Qualifier::WORDS.join(", ")))
}

/// A currency.
pub(super) fn currency(text: &str) -> Result<Currency, Unread> {
    let code = text.trim().to_ascii_uppercase();
    if let Ok(currency) = Currency::parse(&code) {
        return Ok(currency);
    }
    // “euro” and “€”, as beside a sum.
    let typed = read_amount(&format!("1 {}", text.trim()), None);
    let said = typed.understood().and_then(|typed| typed.currency);
    said.ok_or_else(|| said!(says::NO_CODE, text))
}

/// A leaf of any other kind, as it stands in a record.
pub(super) fn leaf(kind: Kind, cell: &Cell, sense: Sense) -> Result<Value, Unread> {
    let text = cell.text();
    match kind {
        Kind::Date => date(cell, sense).map(|date| Value::from(date.to_string())),
        Kind::Currency => currency(text).map(|currency| Value::from(currency.to_string())),
        Kind::Flag => flag(text).map(Value::from).ok_or_else(|| said!(says::NO_FLAG, text)),
        Kind::Count => whole(text),
        Kind::Choice(words) => choice(words, text)
            .map(Value::from)
            .ok_or_else(|| said!(says::NO_WORD, text, words = words.join(", "))),
        Kind::Link => match text.split_once("://") {
            Some(("http" | "https", rest)) if !rest.is_empty() && !text.contains(char::is_whitespace) => {
                Ok(Value::from(text))
            }
            _ => Err(said!(says::NO_ADDRESS, text)),
        },
        Kind::Place => match plain(text).as_str() {
            "online" | "онлайн" | "veebis" | "en ligne" => Ok(json!({"online": true})),
            _ => Ok(json!({"name": text})),
        },
        Kind::Quantity => quantity(text),
        _ => Ok(Value::from(text)),
    }
}

fn whole(text: &str) -> Result<Value, Unread> {
    let digits = text.strip_suffix(".0").unwrap_or(text);
    let number = digits.parse::<u32>().map(Value::from);
    number.map_err(|_| said!(says::NO_COUNT, text))
}

/// A number and its unit: “100 radios”.
fn quantity(text: &str) -> Result<Value, Unread> {
    let end = text.find(|c: char| c.is_alphabetic()).unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end).unwrap_or((text, ""));
    match read_number(number.trim()) {
        Typed::Understood(value) => Ok(Quantity { value, unit: unit.trim().to_owned() }.write()),
        Typed::Ambiguous { question, .. } => Err(question),
        Typed::Wrong(_) => Err(said!(says::NO_QUANTITY, text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EUR: Beside = Beside { currency: None, qualifier: None };

    fn text(text: &str) -> Cell {
        Cell::of_text(text)
    }

    #[test]
    fn dates_in_national_forms_and_counted_days() {
        let check = |cell: Cell, day_first: Option<bool>, expected: &str| {
            let sense = Sense { day_first, ..Sense::default() };
            assert_eq!(date(&cell, sense).map(|date| date.to_string()).as_deref(), Ok(expected), "{cell}");
        };
        check(text("2024-02-01"), None, "2024-02-01");
        check(text("13.2.2024"), None, "2024-02-13");
        check(text("Feb 2024"), None, "2024-02");
        check(text("45323"), None, "2024-02-01");
        check(Cell::Number("45323.5".into()), None, "2024-02-01");
        check(Cell::Number("2024".into()), None, "2024");
        check(text("01/02/2024"), Some(true), "2024-02-01");
        check(text("01/02/2024"), Some(false), "2024-01-02");
        let asked = date(&text("01/02/2024"), Sense::default()).unwrap_err();
        assert!(
            asked.contains("1 February 2024 or 2 January 2024") && asked.contains("for the column"),
            "{asked}"
        );
    }

    #[test]
    fn amounts_in_national_forms() {
        let check = |cell: Cell, decimal_comma: Option<bool>, expected: &str| {
            let sense = Sense { decimal_comma, ..Sense::default() };
            let beside = Beside { currency: Currency::parse("EUR").ok(), ..EUR };
            let found = amount(&cell, beside, sense).unwrap().map(|amount| amount.write().to_string());
            assert_eq!(found.unwrap_or_default(), expected, "{cell}");
        };
        check(text("1 234 567,50"), None, r#"{"currency":"EUR","value":"1234567.5"}"#);
        check(text("over 30 million"), None, r#"{"currency":"EUR","qualifier":"over","value":"30000000"}"#);
        check(text("~5m"), None, r#"{"currency":"EUR","qualifier":"about","value":"5000000"}"#);
        check(
            text("almost 2 000 000 EUR"),
            None,
            r#"{"currency":"EUR","qualifier":"almost","value":"2000000"}"#,
        );
        check(Cell::Number("1234.5".into()), None, r#"{"currency":"EUR","value":"1234.5"}"#);
        check(text("1.234"), Some(true), r#"{"currency":"EUR","value":"1234"}"#);
        check(text("1,234"), Some(false), r#"{"currency":"EUR","value":"1234"}"#);
        check(text("undisclosed"), None, "");
        check(text("–"), None, "");
        let refused = |cell: &str, beside: Beside, part: &str| {
            let reason = amount(&text(cell), beside, Sense::default()).unwrap_err();
            assert!(reason.contains(part), "{reason}");
        };
        refused("1.234", Beside { currency: Currency::parse("EUR").ok(), ..EUR }, "for the column");
        refused("5", EUR, "has no currency");
        refused(
            "5 DKK",
            Beside { currency: Currency::parse("EUR").ok(), ..EUR },
            "is in DKK, and the row says EUR",
        );
        refused("5.001", Beside { currency: Currency::parse("UAH").ok(), ..EUR }, "");
    }

    #[test]
    fn other_kinds() {
        let check = |kind: Kind, cell: &str, expected: Option<Value>| {
            assert_eq!(leaf(kind, &text(cell), Sense::default()).ok(), expected, "{cell}");
        };
        check(Kind::Quantity, "100 radios", Some(json!({"unit": "radios", "value": "100"})));
        check(Kind::Quantity, "many", None);
        check(Kind::Place, "Brussels", Some(json!({"name": "Brussels"})));
        check(Kind::Place, "Online", Some(json!({"online": true})));
        check(Kind::Link, "javascript:alert(1)", None);
        check(Kind::Link, "https://example.org/a", Some(json!("https://example.org/a")));
        check(Kind::Count, "2024", Some(json!(2024)));
        check(Kind::Flag, "jah", Some(json!(true)));
        assert_eq!(currency("€").map(|currency| currency.to_string()).as_deref(), Ok("EUR"));
        assert_eq!(qualifier("up to"), Ok(Qualifier::AtMost));
    }
}
