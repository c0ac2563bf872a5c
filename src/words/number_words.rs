//! Numbers and amounts in English.

use rust_decimal::Decimal;

use super::text::areas::amounts as text;
use crate::register::{Amount, Qualifier, print_decimal};

/// A number with all its digits, in groups of three, with at least so many decimals: `1,234.50`.
pub fn number_text(value: Decimal, decimals: u32) -> String {
    grouped(value, decimals, ",")
}

/// An amount as its source qualified it: `over 30,000,000 EUR`, `1,234.50 EUR`. Decimals stand only where there are
/// any, and then all of the currency's.
pub fn amount_text(amount: &Amount) -> String {
    let decimals = if amount.value.fract().is_zero() { 0 } else { amount.currency.digits() };
    let number = number_text(amount.value, decimals);
    match qualifier_words(amount.qualifier) {
        "" => format!("{number} {}", amount.currency),
        words => format!("{words} {number} {}", amount.currency),
    }
}

/// The words before an amount; none before an exact one.
pub fn qualifier_words(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::Exact => "",
        Qualifier::About => text::ABOUT.said(),
        Qualifier::Over => text::OVER.said(),
        Qualifier::AtLeast => text::AT_LEAST.said(),
        Qualifier::Almost => text::ALMOST.said(),
        Qualifier::AtMost => text::AT_MOST.said(),
    }
}

/// A number for a field in which it can be changed: it reads back in one way only, whatever the reader's habits.
pub fn editable_number(value: Decimal) -> String {
    let text = print_decimal(value);
    // With exactly three decimals the point could be taken for a mark between groups.
    match text.split_once('.') {
        Some((_, decimals)) if decimals.len() == 3 => grouped(value, 4, " "),
        _ => grouped(value, 0, " "),
    }
}

fn grouped(value: Decimal, decimals: u32, mark: &str) -> String {
    let text = print_decimal(value);
    let (sign, unsigned) = text.strip_prefix('-').map_or(("", text.as_str()), |unsigned| ("-", unsigned));
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let mut out = String::from(sign);
    let count = whole.len();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && count.saturating_sub(at).is_multiple_of(3) {
            out.push_str(mark);
        }
        out.push(digit);
    }
    let width = usize::try_from(decimals).unwrap_or(0);
    if width > 0 || !fraction.is_empty() {
        out.push_str(&format!(".{fraction:0<width$}"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{Currency, parse_decimal};

    fn check(value: &str, decimals: u32, expected: &str) {
        assert_eq!(number_text(parse_decimal(value).unwrap(), decimals), expected);
    }

    #[test]
    fn numbers() {
        check("0", 0, "0");
        check("0", 2, "0.00");
        check("999", 0, "999");
        check("1000", 0, "1,000");
        check("91000000", 0, "91,000,000");
        check("-1234.5", 2, "-1,234.50");
        check("-100", 0, "-100");
        check("1234.567", 2, "1,234.567");
    }

    fn amount(value: &str, code: &str, qualifier: Qualifier, expected: &str) {
        let currency = Currency::parse(code).unwrap();
        assert_eq!(amount_text(&Amount::new(parse_decimal(value).unwrap(), currency, qualifier)), expected);
    }

    #[test]
    fn amounts() {
        amount("91000000", "DKK", Qualifier::Exact, "91,000,000 DKK");
        amount("30000000", "EUR", Qualifier::Over, "over 30,000,000 EUR");
        amount("1234.5", "EUR", Qualifier::AtLeast, "at least 1,234.50 EUR");
        amount("1234.5", "BHD", Qualifier::Almost, "almost 1,234.500 BHD");
        amount("0.5", "JPY", Qualifier::AtMost, "at most 0.5 JPY");
        amount("-500", "ISK", Qualifier::About, "about -500 ISK");
    }

    fn editable(value: &str, expected: &str) {
        assert_eq!(editable_number(parse_decimal(value).unwrap()), expected);
    }

    #[test]
    fn for_fields() {
        editable("1234", "1 234");
        editable("1234.5", "1 234.5");
        editable("1.234", "1.2340");
        editable("-10000000", "-10 000 000");
    }
}
