//! The fields of one text: text, prose, numbers, quantities, rates, currencies and addresses.

use leptos::prelude::*;
use serde_json::Value;

use super::date;
use super::target::Target;
use super::typed::{Reading, TypedField};
use crate::app::locale;
use crate::register::{Collection, Currency, Each, Kind, Leaf, Number, Quantity, StatedRate, print_decimal};
use crate::said;
use crate::words::text::areas::forms as text;
use crate::words::{Typed, editable_number, read_number};

/// A field that is a typed field with one way of reading.
macro_rules! typed_fields {
    ($($(#[$doc:meta])* $name:ident, $reading:expr, $tall:literal, $mode:literal;)*) => {$(
        $(#[$doc])*
        #[component]
        pub fn $name(
            /// Where it writes.
            target: Target,
            /// The path of the leaf.
            #[prop(into)]
            path: String,
            /// Its label.
            #[prop(into)]
            label: String,
            /// What helps to fill it in.
            #[prop(optional)]
            hint: &'static str,
        ) -> AnyView {
            view! { <TypedField target path label hint reading=$reading tall=$tall mode=$mode /> }.into_any()
        }
    )*};
}

typed_fields! {
    /// One line of text.
    TextField, Reading::plain(|text| Ok(text.into()), print_text), false, "text";
    /// Text of several lines; the field grows with it.
    ProseField, Reading::plain(|text| Ok(text.into()), print_text), true, "text";
    /// A web address.
    LinkField, Reading::plain(read_link, print_text), false, "url";
    /// A whole number.
    CountField, Reading::plain(read_count, print_text), false, "numeric";
    /// An exact number.
    NumberField, numeric(|number| Ok(Number(number).write()), print_number, echo_number), false, "decimal";
    /// A number with its unit.
    QuantityField, quantity(), false, "text";
    /// A rate between two currencies.
    RateField, rate(), false, "text";
}

/// A currency, with the codes of ISO 4217 to choose from.
#[component]
pub fn CurrencyField(
    /// Where it writes.
    target: Target,
    /// The path of the leaf.
    #[prop(into)]
    path: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// What helps to fill it in.
    #[prop(optional)]
    hint: &'static str,
) -> AnyView {
    let reading = currency();
    let list = format!("{}-list", target.dom_id(&path));
    let id = list.clone();
    view! {
        <TypedField target path label hint reading list />
        <CurrencyList id />
    }
    .into_any()
}

/// The series of a meeting, with those on record to choose from.
#[component]
pub fn SeriesField(
    /// Where it writes.
    target: Target,
    /// The path of the leaf.
    #[prop(into)]
    path: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// What helps to fill it in.
    #[prop(optional)]
    hint: &'static str,
) -> AnyView {
    let reading = Reading::plain(|text| Ok(text.into()), print_text);
    let list = format!("{}-list", target.dom_id(&path));
    let id = list.clone();
    let known = move || {
        let all = target.desk.read_in(&[Collection::Meetings], |register| {
            register.meetings.live().filter_map(|(_, meeting)| meeting.series.clone()).collect::<Each<_>>()
        });
        all.into_iter().map(|series| view! { <option value=series></option> }).collect_view()
    };
    view! {
        <TypedField target path label hint reading list />
        <datalist id=id>{known}</datalist>
    }
    .into_any()
}

/// The codes of all currencies with their names, as proposals for a field.
#[component]
pub fn CurrencyList(
    /// Its id.
    id: String,
) -> impl IntoView {
    let options = Currency::all().into_iter().map(|currency| {
        view! { <option value=currency.code()>{currency.english_name()}</option> }
    });
    view! { <datalist id=id>{options.collect_view()}</datalist> }
}

fn currency() -> Reading {
    let mut reading =
        Reading::plain(|text| Ok(Currency::parse(&text.to_ascii_uppercase())?.write()), print_text);
    reading.echo = Some(|value| Currency::read(value).map(Currency::english_name).unwrap_or_default());
    reading
}

/// How the field of some kind reads its text; nothing where it is no field of one text alone.
pub(super) fn reading(kind: Kind) -> Option<Reading> {
    Some(match kind {
        Kind::Text | Kind::Prose => Reading::plain(|text| Ok(text.into()), print_text),
        Kind::Link => Reading::plain(read_link, print_text),
        Kind::Count => Reading::plain(read_count, print_text),
        Kind::Number => numeric(|number| Ok(Number(number).write()), print_number, echo_number),
        Kind::Quantity => quantity(),
        Kind::Rate => rate(),
        Kind::Currency => currency(),
        Kind::Date => date::reading(),
        _ => return None,
    })
}

fn print_text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn read_link(typed: &str) -> Result<Value, String> {
    let is_web = ["https://", "http://"].iter().any(|start| typed.to_ascii_lowercase().starts_with(start));
    match (is_web, typed.contains(char::is_whitespace)) {
        (true, false) => Ok(typed.into()),
        (true, true) => Err(said!(text::SPACE_IN_ADDRESS, typed)),
        _ => Err(said!(text::NO_ADDRESS, typed)),
    }
}

fn read_count(typed: &str) -> Result<Value, String> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let count: Result<u32, _> = digits.parse();
    count.map(Value::from).map_err(|_| said!(text::NOT_WHOLE, typed))
}

/// Reads a number and asks where it could mean two.
fn numeric(
    leaf: fn(rust_decimal::Decimal) -> Result<Value, String>,
    print: fn(&Value) -> String,
    echo: fn(&Value) -> String,
) -> Reading {
    let read = move |text: String| each(read_number(&text), leaf);
    Reading { read: Callback::new(read), print, echo: Some(echo) }
}

/// Makes leaves of the readings of a number.
fn each<T>(typed: Typed<T>, leaf: impl Fn(T) -> Result<Value, String>) -> Typed<Value> {
    match typed {
        Typed::Understood(one) => leaf(one).map_or_else(Typed::Wrong, Typed::Understood),
        Typed::Ambiguous { readings, question } => {
            let readings: Result<Vec<_>, _> = readings.into_iter().map(leaf).collect();
            readings.map_or_else(Typed::Wrong, |readings| Typed::Ambiguous { readings, question })
        }
        Typed::Wrong(reason) => Typed::Wrong(reason),
    }
}

fn print_number(value: &Value) -> String {
    Number::read(value).map_or_else(|_| print_text(value), |number| editable_number(number.0))
}

fn echo_number(value: &Value) -> String {
    Number::read(value).map_or_else(|_| String::new(), |number| locale().number(number.0, 0))
}

fn quantity() -> Reading {
    let read = |text: String| {
        // The number ends where the first letter of the unit stands.
        let unit_at = text.find(|c: char| c.is_alphabetic()).unwrap_or(text.len());
        let (number, unit) = text.split_at_checked(unit_at).unwrap_or((&text, ""));
        if number.trim().is_empty() {
            return Typed::Wrong(said!(text::NO_NUMBER, typed = text));
        }
        let unit = unit.trim().to_owned();
        each(read_number(number), |value| Ok(Quantity { value, unit: unit.clone() }.write()))
    };
    Reading { read: Callback::new(read), print: print_quantity, echo: Some(echo_quantity) }
}

fn print_quantity(value: &Value) -> String {
    quantity_text(value, editable_number)
}

fn echo_quantity(value: &Value) -> String {
    quantity_text(value, |number| locale().number(number, 0))
}

fn quantity_text(value: &Value, number: fn(rust_decimal::Decimal) -> String) -> String {
    match Quantity::read(value) {
        Ok(quantity) => format!("{} {}", number(quantity.value), quantity.unit).trim_end().to_owned(),
        Err(_) => value.to_string(),
    }
}

/// A rate as it can be read again, whatever the marks of the reader's language.
fn plain_rate(value: &Value) -> String {
    let plain =
        |rate: StatedRate| format!("1 {} = {} {}", rate.base(), print_decimal(rate.value()), rate.quote());
    StatedRate::read(value).map_or_else(|_| value.to_string(), plain)
}

fn rate() -> Reading {
    Reading {
        read: Callback::new(|text: String| read_rate(&text)),
        print: plain_rate,
        echo: Some(plain_rate),
    }
}

/// Reads `1 EUR = 7.4568 DKK`, `EUR/DKK 7.4568` and `7.4568 DKK per EUR`.
fn read_rate(typed: &str) -> Typed<Value> {
    let words: Vec<&str> = typed
        .split(|c: char| c.is_whitespace() || "=/".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    let codes: Vec<Currency> =
        words.iter().filter_map(|word| Currency::parse(&word.to_ascii_uppercase()).ok()).collect();
    let numbers: Vec<&str> =
        words.iter().filter(|word| word.starts_with(|c: char| c.is_ascii_digit())).copied().collect();
    let [first, second] = codes.as_slice() else {
        return Typed::Wrong(said!(text::NO_CURRENCIES, typed));
    };
    let is_per = words.iter().any(|word| word.eq_ignore_ascii_case("per"));
    let (base, quote) = if is_per { (*second, *first) } else { (*first, *second) };
    let number = match numbers.as_slice() {
        [number] => *number,
        ["1", number] => *number,
        _ => return Typed::Wrong(said!(text::NOT_ONE_RATE, typed)),
    };
    each(read_number(number), |value| Ok(StatedRate::new(base, quote, value)?.write()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check_rate(text: &str, base: &str, quote: &str, value: &str) {
        let expected = json!({"base": base, "quote": quote, "value": value});
        assert_eq!(read_rate(text), Typed::Understood(expected), "{text}");
    }

    #[test]
    fn rates_as_people_write_them() {
        check_rate("1 EUR = 7.4568 DKK", "EUR", "DKK", "7.4568");
        check_rate("EUR/DKK 7,4568", "EUR", "DKK", "7.4568");
        check_rate("7.4568 dkk per eur", "EUR", "DKK", "7.4568");
        check_rate("EUR = 7.4568 DKK", "EUR", "DKK", "7.4568");
        for wrong in ["7.4568", "EUR DKK", "2 EUR = 14 DKK", "1 EUR = 1 EUR", "1 EUR = 0 DKK"] {
            assert!(
                matches!(read_rate(wrong), Typed::Wrong(reason) if reason.ends_with(['.', '”'])),
                "{wrong}"
            );
        }
    }

    #[test]
    fn addresses_are_those_of_the_web() {
        assert!(read_link("https://example.org/a").is_ok());
        assert!(read_link("javascript:alert(1)").is_err());
        assert!(read_link("example.org").is_err());
        assert!(read_link("https://example.org/a b").is_err());
    }

    #[test]
    fn counts() {
        assert_eq!(read_count("1 200"), Ok(json!(1200)));
        assert!(read_count("-1").is_err() && read_count("1.5").is_err() && read_count("many").is_err());
    }
}
