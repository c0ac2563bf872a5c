//! Figures as a careful press officer writes them: short, and never more than is known.
//!
//! A sum that is short already stands as it is. A longer one is cut, never raised, and says so: “more than 32 million
//! euros” is true of 32,703,626.22. What is “or more” is cut in the same way; what is “or less” gets the next step
//! above; “about” takes the nearest, unless it is “or more”.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::figures::{Figure, Open};
use crate::register::{Amount, Currency, Qualifier};
use crate::said;
use crate::words::text::areas::documents as says;
use crate::words::text::language;
use crate::words::{Language, Locale};

/// What is known of a sum beside its digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// It is exactly this.
    Exactly,
    /// It is more.
    MoreThan,
    /// It is this or more.
    AtLeast,
    /// It is about this.
    About,
    /// It is about this, and more may come.
    AboutOrMore,
    /// It is somewhat less.
    Almost,
    /// It is this or less.
    AtMost,
    /// It may be more or less.
    MoreOrLess,
}

impl Known {
    /// Of a sum as its source qualified it.
    pub fn of_amount(qualifier: Qualifier) -> Self {
        match qualifier {
            Qualifier::Exact => Known::Exactly,
            Qualifier::About => Known::About,
            Qualifier::Over => Known::MoreThan,
            Qualifier::AtLeast => Known::AtLeast,
            Qualifier::Almost => Known::Almost,
            Qualifier::AtMost => Known::AtMost,
        }
    }

    /// Of a figure.
    pub fn of_figure(open: Open, about: bool) -> Self {
        match (open, about) {
            (Open::No, false) => Known::Exactly,
            (Open::No, true) => Known::About,
            (Open::Above, false) => Known::AtLeast,
            (Open::Above, true) => Known::AboutOrMore,
            (Open::Below, _) => Known::AtMost,
            (Open::Both, _) => Known::MoreOrLess,
        }
    }
}

/// An amount in prose, as its source qualified it.
pub fn press_amount(amount: &Amount, locale: &dyn Locale) -> String {
    press(amount.value, amount.currency, Known::of_amount(amount.qualifier), locale)
}

/// A figure in prose.
pub fn press_figure(figure: &Figure, locale: &dyn Locale) -> String {
    press(figure.amount, figure.currency, Known::of_figure(figure.open, figure.about), locale)
}

/// A sum in prose.
pub fn press(value: Decimal, currency: Currency, known: Known, locale: &dyn Locale) -> String {
    let say = |value: Decimal| spelt(value, currency, locale);
    let Some(step) = step(value) else {
        // Small, negative or with few digits: nothing to cut.
        return known_as(known, say(value));
    };
    let below = value.checked_div(step).map(|steps| steps.trunc()).and_then(|steps| steps.checked_mul(step));
    let Some(below) = below else { return known_as(known, say(value)) };
    let above = below.checked_add(step).unwrap_or(below);
    match known {
        Known::Exactly if is_almost(value, above, step) => said!(says::ALMOST, sum = say(above)),
        Known::Exactly | Known::MoreThan | Known::AtLeast => said!(says::MORE_THAN, sum = say(below)),
        Known::Almost => said!(says::LESS_THAN, sum = say(above)),
        Known::AtMost => said!(says::AT_MOST, sum = say(above)),
        // A floor, too, is never raised.
        Known::AboutOrMore => known_as(known, say(below)),
        Known::About | Known::MoreOrLess => {
            let nearer =
                if above.saturating_sub(value) < value.saturating_sub(below) { above } else { below };
            known_as(known, say(nearer))
        }
    }
}

fn known_as(known: Known, sum: String) -> String {
    match known {
        Known::Exactly => sum,
        Known::MoreThan => said!(says::MORE_THAN, sum),
        Known::AtLeast => said!(says::AT_LEAST, sum),
        Known::About | Known::MoreOrLess => said!(says::ABOUT, sum),
        Known::AboutOrMore => said!(says::AT_LEAST_ABOUT, sum),
        Known::Almost => said!(says::ALMOST, sum),
        Known::AtMost => said!(says::AT_MOST, sum),
    }
}

/// The step to which a sum is cut; nothing for one that is short enough as it stands.
fn step(value: Decimal) -> Option<Decimal> {
    // From this sum on: short when it is a multiple of the first step, else cut to the second.
    const STEPS: [(u64, u64, u64); 6] = [
        (10_000_000_000, 100_000_000, 1_000_000_000),
        (1_000_000_000, 10_000_000, 100_000_000),
        (10_000_000, 100_000, 1_000_000),
        (1_000_000, 10_000, 100_000),
        (10_000, 100, 1_000),
        (1_000, 1, 100),
    ];
    let (_, short, cut) = STEPS.into_iter().find(|(from, ..)| value >= Decimal::from(*from))?;
    let is_short = value.checked_rem(Decimal::from(short)).is_some_and(|rest| rest.is_zero());
    (!is_short).then(|| Decimal::from(cut))
}

/// Whether an exact sum misses the next step by less than a tenth of a step.
fn is_almost(value: Decimal, above: Decimal, step: Decimal) -> bool {
    above.saturating_sub(value).checked_mul(Decimal::TEN).is_some_and(|missing| missing < step)
}

/// A sum with its currency: 32 million euros, 500,000 euros.
fn spelt(value: Decimal, currency: Currency, locale: &dyn Locale) -> String {
    let size = value.abs();
    let currency_name = currency_name(currency, size == Decimal::ONE);
    let scaled = |unit: u64| {
        let unit = Decimal::from(unit);
        let scaled = (size >= unit).then(|| size.checked_div(unit))??;
        let rounded = scaled.round_dp_with_strategy(2, RoundingStrategy::ToZero).normalize();
        (rounded == scaled).then(|| locale.number(rounded, 0))
    };
    let sum = match (scaled(1_000_000_000), scaled(1_000_000)) {
        (Some(number), _) => said!(says::BILLION, number, currency = currency_name),
        (None, Some(number)) => said!(says::MILLION, number, currency = currency_name),
        (None, None) => {
            let digits = if size.fract().is_zero() { 0 } else { currency.digits() };
            format!("{} {currency_name}", locale.number(size.normalize(), digits))
        }
    };
    if value.is_sign_negative() && !value.is_zero() { said!(says::MINUS, sum) } else { sum }
}

/// The name of a currency behind a number. Its code where its name is not one that readers know, and in other languages,
/// where the name would have to agree with the number.
fn currency_name(currency: Currency, one: bool) -> &'static str {
    if language() != Language::English {
        return currency.code();
    }
    const NAMES: [(&str, &str, &str); 20] = [
        ("AUD", "Australian dollar", "Australian dollars"),
        ("CAD", "Canadian dollar", "Canadian dollars"),
        ("CHF", "Swiss franc", "Swiss francs"),
        ("CZK", "Czech koruna", "Czech korunas"),
        ("DKK", "Danish krone", "Danish kroner"),
        ("EUR", "euro", "euros"),
        ("GBP", "pound sterling", "pounds sterling"),
        ("HUF", "Hungarian forint", "Hungarian forints"),
        ("ISK", "Icelandic króna", "Icelandic krónur"),
        ("JPY", "Japanese yen", "Japanese yen"),
        ("KRW", "South Korean won", "South Korean won"),
        ("MDL", "Moldovan leu", "Moldovan lei"),
        ("NOK", "Norwegian krone", "Norwegian kroner"),
        ("NZD", "New Zealand dollar", "New Zealand dollars"),
        ("PLN", "Polish zloty", "Polish zlotys"),
        ("RON", "Romanian leu", "Romanian lei"),
        ("SEK", "Swedish krona", "Swedish kronor"),
        ("TRY", "Turkish lira", "Turkish liras"),
        ("UAH", "Ukrainian hryvnia", "Ukrainian hryvnias"),
        ("USD", "US dollar", "US dollars"),
    ];
    let known = NAMES.iter().find(|(code, ..)| *code == currency.code());
    known.map_or(currency.code(), |(_, single, many)| if one { single } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::parse_decimal;
    use crate::words::English;
    use proptest::prelude::*;

    fn check(value: &str, code: &str, known: Known, expected: &str) {
        let (value, currency) = (parse_decimal(value).unwrap(), Currency::parse(code).unwrap());
        assert_eq!(press(value, currency, known, &English), expected);
    }

    #[test]
    fn short_sums_stand_as_they_are() {
        check("10000000", "EUR", Known::Exactly, "10 million euros");
        check("91000000", "DKK", Known::Exactly, "91 million Danish kroner");
        check("500000", "EUR", Known::Exactly, "500,000 euros");
        check("5200000", "EUR", Known::Exactly, "5.2 million euros");
        check("12200000", "EUR", Known::About, "about 12.2 million euros");
        check("2450000", "EUR", Known::Exactly, "2.45 million euros");
        check("1250000000", "JPY", Known::Exactly, "1.25 billion Japanese yen");
        check("999", "EUR", Known::Exactly, "999 euros");
        check("12.5", "EUR", Known::Exactly, "12.50 euros");
        check("1", "EUR", Known::Exactly, "1 euro");
        check("0", "EUR", Known::Exactly, "0 euros");
        check("1234", "XAF", Known::Exactly, "1,234 XAF");
        check("30000000", "EUR", Known::MoreThan, "more than 30 million euros");
        check("30000000", "EUR", Known::Almost, "almost 30 million euros");
        check("10000000", "EUR", Known::AtLeast, "at least 10 million euros");
        check("13000000", "EUR", Known::AtMost, "at most 13 million euros");
        check("500000", "EUR", Known::About, "about 500,000 euros");
    }

    #[test]
    fn long_sums_are_cut_and_say_so() {
        check("32703626.22", "EUR", Known::Exactly, "more than 32 million euros");
        check("32703626.22", "EUR", Known::AtLeast, "more than 32 million euros");
        check("32999999.99", "EUR", Known::AtLeast, "more than 32 million euros");
        check("12203626.22", "EUR", Known::Exactly, "more than 12 million euros");
        check("1960001", "EUR", Known::AtLeast, "more than 1.9 million euros");
        check("345678", "EUR", Known::Exactly, "more than 345,000 euros");
        check("9876.54", "EUR", Known::Exactly, "more than 9,800 euros");
        check("1234567890", "USD", Known::Exactly, "more than 1.2 billion US dollars");
        check("157300000001", "USD", Known::Exactly, "more than 157 billion US dollars");
    }

    #[test]
    fn what_all_but_reaches_a_step_is_almost_that() {
        check("29999999", "EUR", Known::Exactly, "almost 30 million euros");
        check("29900001", "EUR", Known::Exactly, "almost 30 million euros");
        check("29899999", "EUR", Known::Exactly, "more than 29 million euros");
        // What may be more is never almost anything.
        check("29999999", "EUR", Known::AtLeast, "more than 29 million euros");
        check("999999.99", "EUR", Known::Exactly, "almost 1 million euros");
    }

    #[test]
    fn what_may_be_less_gets_the_step_above() {
        check("29703626", "EUR", Known::Almost, "less than 30 million euros");
        check("29703626", "EUR", Known::AtMost, "at most 30 million euros");
    }

    #[test]
    fn about_takes_the_nearest() {
        check("12203626.22", "EUR", Known::About, "about 12 million euros");
        check("12703626.22", "EUR", Known::About, "about 13 million euros");
        check("54703626.22", "EUR", Known::AboutOrMore, "at least about 54 million euros");
        check("54303626.22", "EUR", Known::MoreOrLess, "about 54 million euros");
        check("54903626.22", "EUR", Known::AboutOrMore, "at least about 54 million euros");
    }

    #[test]
    fn cuts_are_never_rounded() {
        check("-1234567.89", "EUR", Known::Exactly, "minus 1,234,567.89 euros");
        check("-900000", "EUR", Known::Exactly, "minus 900,000 euros");
        check("-2000000", "EUR", Known::Exactly, "minus 2 million euros");
    }

    /// The number that a text says, with its million or billion.
    fn said(text: &str) -> Decimal {
        let digits: String = text.chars().filter(|char| char.is_ascii_digit() || *char == '.').collect();
        let unit = [("billion", 1_000_000_000_u64), ("million", 1_000_000)];
        let unit = unit.into_iter().find(|(name, _)| text.contains(name)).map_or(1, |(_, unit)| unit);
        parse_decimal(&digits).unwrap() * Decimal::from(unit)
    }

    proptest! {
        #[test]
        fn every_qualifier_is_true(cents in 1_i64..10_000_000_000_000) {
            let value = Decimal::new(cents, 2);
            for known in [Known::Exactly, Known::MoreThan, Known::AtLeast, Known::Almost, Known::AtMost] {
                let text = press(value, Currency::EUR, known, &English);
                let said = said(&text);
                let holds = match text.split(' ').next().unwrap() {
                    "more" => said <= value,
                    "at" if known == Known::AtLeast => said == value,
                    "at" | "almost" | "less" => said >= value,
                    _ => said == value,
                };
                prop_assert!(holds, "{value}: {text}");
                prop_assert!((said - value).abs() * Decimal::TEN <= value, "{value}: {text}");
            }
        }
    }
}
