use super::*;
use crate::register::{any_amount, print_decimal};
use crate::words::amount_text;
use proptest::prelude::*;

/// Readings joined by `|`, in the file's spelling; `!` before what is wrong, `?` before what is asked.
fn check(text: &str, expected: &str) {
    let show = |reading: &TypedAmount| {
        let qualifier =
            reading.qualifier.map(|qualifier| format!("{} ", qualifier.word())).unwrap_or_default();
        let currency = reading.currency.map(|currency| format!(" {currency}")).unwrap_or_default();
        format!("{qualifier}{}{currency}", print_decimal(reading.value))
    };
    let typed = read_amount(text, Some(Currency::EUR));
    let shown = typed.readings().iter().map(show).collect::<Vec<_>>().join("|");
    let shown = match typed {
        Typed::Understood(_) => shown,
        Typed::Ambiguous { question, .. } => {
            assert!(question.ends_with("Choose one."), "{question}");
            format!("?{shown}")
        }
        Typed::Wrong(sentence) => format!("!{sentence}"),
    };
    assert_eq!(shown, expected, "{text}");
}

fn refused(text: &str, why: &str) {
    match read_amount(text, None) {
        Typed::Wrong(sentence) => {
            assert!(sentence.contains(why) && sentence.ends_with('.'), "{text}: {sentence}")
        }
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn one_sense() {
    check("0", "0");
    check("1234", "1234");
    check("1 234,50", "1234.5");
    check("1.234,50", "1234.5");
    check("1,234.50", "1234.5");
    check("1'234.50", "1234.5");
    check("1’234,50", "1234.5");
    check("1\u{a0}234\u{a0}567", "1234567");
    check("1\u{2009}234\u{2009}567,8", "1234567.8");
    check("1\u{202f}234", "1234");
    check("1 234,567", "1234.567");
    check("1.234.567", "1234567");
    check("1,5", "1.5");
    check("1.50", "1.5");
    check("0.234", "0.234");
    check("0,234", "0.234");
    check("1234.567", "1234.567");
    check("1.2345", "1.2345");
    check("-5", "-5");
    check("−1 000", "-1000");
    check("10 000 000", "10000000");
}

#[test]
fn two_senses() {
    check("1.234", "?1234|1.234");
    check("1,234", "?1234|1.234");
    check("1.234*2", "?2468|2.468");
    check("1.234 EUR", "?1234 EUR|1.234 EUR");
    check("EUR 1.234m", "?1234000 EUR|1234000000 EUR");
    check("$5m", "?5000000 USD|5000000 CAD|5000000 AUD|5000000 NZD");
    check("500 kr", "?500 DKK|500 NOK|500 SEK|500 ISK");
    // The rest of the line settles it.
    check("1,234 + 0.5", "1234.5");
    check("1.234 + 1,5", "1235.5");
}

#[test]
fn the_question() {
    let question = |text, code| match read_amount(text, Currency::parse(code).ok()) {
        Typed::Ambiguous { question, .. } => question,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        question("1.234", "EUR"),
        "“1.234” can mean 1,234 EUR or 1.234 EUR; EUR has 2 decimals, which suits 1,234 EUR. Choose one."
    );
    assert_eq!(question("1.234", "BHD"), "“1.234” can mean 1.234 BHD or 1,234 BHD. Choose one.");
    assert_eq!(
        question("1,234 JPY", "EUR"),
        "“1,234 JPY” can mean 1,234 JPY or 1.234 JPY; JPY has no decimals, which suits 1,234 JPY. Choose one."
    );
    assert_eq!(question("1.234", ""), "“1.234” can mean 1.234 or 1,234. Choose one.");
}

#[test]
fn currencies_and_words() {
    check("EUR 5m", "5000000 EUR");
    check("5m eur", "5000000 EUR");
    check("€5 million", "5000000 EUR");
    check("5 million euros", "5000000 EUR");
    check("-€500", "-500 EUR");
    check("€-500", "-500 EUR");
    check("€ 5 EUR", "5 EUR");
    check("US$ 5", "5 USD");
    check("91 million DKK", "91000000 DKK");
    check("1.5bn", "1500000000");
    check("250k", "250000");
    check("1.5m + 300k", "1800000");
    check("2 x 500", "1000");
}

#[test]
fn qualifiers() {
    check("over 30 million EUR", "over 30000000 EUR");
    check("more than 30m", "over 30000000");
    check(">5", "over 5");
    check("~5m", "about 5000000");
    check("ca. 5", "about 5");
    check("about €5", "about 5 EUR");
    check("almost 2 000 000", "almost 2000000");
    check("at least 5", "at-least 5");
    check(">= 5", "at-least 5");
    check("5 EUR or more", "at-least 5 EUR");
    check("at most 5", "at-most 5");
    check("up to 5", "at-most 5");
    check("EUR up to 5", "at-most 5 EUR");
    check("exactly 5", "exact 5");
}

#[test]
fn arithmetic() {
    check("16.99*1.1", "18.689");
    check("16,99*1,1", "18.689");
    check("(100 + 20) / 8", "15");
    check("2*(3-(1+1))", "2");
    check("10 - -3", "13");
    check("1/8", "0.125");
    check("EUR 3 * 2m", "6000000 EUR");
}

#[test]
fn refusals() {
    refused("", "not understood");
    refused("EUR", "not understood");
    refused("five", "not understood");
    refused("1 23", "not understood");
    refused("12,34.5", "not understood");
    refused("1,234.567,8", "not understood");
    refused("1'234 567", "not understood");
    refused("0.123.456", "not understood");
    refused("5 6", "not understood");
    refused("5 apples", "not understood");
    refused("1e5", "not understood");
    refused("*5", "not understood");
    refused("(5", "does not close");
    refused("5)", "not understood");
    refused("1.", "not understood");
    refused("1/3", "come out even");
    refused("1/0", "divided by zero");
    refused("EUR 5 DKK", "two currencies");
    refused("over EUR 5 or less", "keep one of them");
    refused("99999999999999999999999999999", "more than 28 digits");
    refused(&"(".repeat(100_000), "too long");
    refused("1.000,50*1.1", "not understood");
}

#[test]
fn numbers() {
    assert_eq!(read_number("7.4568"), Typed::Understood(Decimal::new(74568, 4)));
    assert_eq!(read_number("7,4568"), Typed::Understood(Decimal::new(74568, 4)));
    assert_eq!(read_number("1.234").readings().len(), 2);
    assert_eq!(read_number("5 EUR").readings().len(), 0);
}

proptest! {
    #[test]
    fn printed_amounts_read_back(amount in any_amount()) {
        let typed = read_amount(&amount_text(&amount), None);
        let read = typed.readings().iter().map(|reading| reading.amount(Currency::EUR, Qualifier::Exact));
        prop_assert!(read.into_iter().any(|read| read == amount), "{} {:?}", amount_text(&amount), typed);
    }

    #[test]
    fn editable_numbers_have_one_sense(amount in any_amount()) {
        let typed = read_amount(&editable_number(amount.value), None);
        prop_assert_eq!(typed.understood().map(|typed| typed.value), Some(amount.value));
    }

    #[test]
    fn never_panics(text in "[0-9 .,'*/+()kmEUR€~-]{0,30}|\\PC{0,20}") {
        let _ = (read_amount(&text, None), read_number(&text));
    }
}
