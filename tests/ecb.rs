//! The shipped reference rates, what a register makes of them, and newer tables of the bank.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

#[path = "figures/dsl.rs"]
mod dsl;

use std::sync::Arc;

use dsl::{Maker, currency, day, register, said};
use muster::exchange::ecb_csv;
use muster::figures::{Count, EcbRates, Found, Layered, Ledger, Money, Query, Rates, When, convert};
use muster::register::{Date, Day, Measure, RateKind, Register};
use rust_decimal::Decimal;
use serde_json::json;

const FILE: &[u8] = include_bytes!("../src/figures/ecb/ecb-rates.bin");

fn shipped() -> EcbRates {
    EcbRates::read(FILE).unwrap()
}

fn number(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

fn when(date: &str) -> When {
    When::of(&Date::parse(date).unwrap())
}

/// "7.4568 of 2024-01-24", each leg of a rate.
fn legs(found: Option<Found>) -> Vec<String> {
    let legs = found.map(|found| found.legs).unwrap_or_default();
    legs.iter().map(|leg| format!("{} of {}", leg.value.normalize(), leg.day)).collect()
}

#[test]
fn the_file_is_small() {
    // 60,319 bytes, and 44,889 packed by brotli 11; at most 120 kB packed.
    assert!(FILE.len() < 70_000, "{} bytes", FILE.len());
    assert_eq!(shipped().write(), FILE);
}

#[test]
fn as_published() {
    let rates = shipped();
    let check = |code: &str, on: &str, expected: Option<&str>| {
        assert_eq!(rates.published(currency(code), day(on)), expected.map(number), "{code} on {on}");
    };
    check("DKK", "2024-01-24", Some("7.4568"));
    check("USD", "2022-01-03", Some("1.1355"));
    check("RUB", "2022-03-01", Some("117.201"));
    check("RUB", "2022-03-02", None);
    check("HRK", "2022-12-30", Some("7.5365"));
    check("HRK", "2023-01-02", None);
    check("IDR", "2025-12-31", Some("19640.83"));
    check("BGN", "2025-12-31", Some("1.9558"));
    check("BGN", "2026-01-02", None);
    check("ISK", "2024-05-31", Some("149.1"));
    check("DKK", "2024-01-27", None);
    check("DKK", "2021-12-31", None);
    assert_eq!((rates.first_day(), rates.days()[0]), (day("2022-01-01"), day("2022-01-03")));
    assert!(rates.last_day() >= day("2026-10-30"));
}

#[test]
fn a_day_takes_the_last_published_rate_before_it() {
    let rates = shipped();
    let check = |code: &str, date: &str, expected: &[&str]| {
        assert_eq!(legs(rates.rate(currency(code), currency("EUR"), when(date))), expected, "{code} {date}");
        assert_eq!(legs(rates.rate(currency("EUR"), currency(code), when(date))), expected, "{code} {date}");
    };
    check("DKK", "2024-01-24", &["7.4568 of 2024-01-24"]);
    // A Saturday, a Sunday, Easter Monday.
    check("DKK", "2024-01-27", &["7.4549 of 2024-01-26"]);
    check("DKK", "2024-01-28", &["7.4549 of 2024-01-26"]);
    check("SEK", "2024-04-01", &["11.525 of 2024-03-28"]);
    check("RUB", "2022-03-08", &["117.201 of 2022-03-01"]);
    check("RUB", "2022-03-09", &[]);
    check("DKK", "2022-01-02", &[]);
    check("UAH", "2024-01-24", &[]);
    let last = rates.last_day();
    check("DKK", &last.succ_opt().unwrap().to_string(), &[]);
    check("EUR", "2024-01-24", &[]);
}

#[test]
fn the_mean_of_a_month_or_year() {
    let rates = shipped();
    // The exact sum divided once, worked out to 28 digits by another program from the bank's table.
    let check = |code: &str, date: &str, expected: Option<&str>| {
        let found = rates.rate(currency("EUR"), currency(code), when(date));
        let mean = found.map(|found| found.legs[0].value.round_dp(22));
        assert_eq!(mean, expected.map(|mean| number(mean).round_dp(22)), "{code} in {date}");
    };
    check("DKK", "2024-01", Some("7.4572"));
    check("SEK", "2024-02", Some("11.24998095238095238095238095"));
    check("USD", "2023", Some("1.081268627450980392156862745"));
    check("JPY", "2022", Some("138.0273929961089494163424125"));
    check("NOK", "2026-09", Some("10.80033181818181818181818182"));
    check("ISK", "2024-05", Some("150"));
    check("RUB", "2022-03", Some("117.201"));
    check("RUB", "2022-04", None);
    check("DKK", "2021-12", None);
    check("DKK", "2021", None);
    let in_danish = Money { value: number("91000000"), currency: currency("DKK") };
    let (value, found) = convert(in_danish, currency("EUR"), when("2024-01"), &rates).unwrap();
    assert_eq!((value, found.unwrap().day()), (number("12202971.62"), Some(day("2024-01-31"))));
}

#[test]
fn a_period_that_is_not_over_has_no_mean() {
    let all = shipped();
    let rates = until(&all, day("2024-03-28"));
    let mean = |date: &str| rates.rate(currency("EUR"), currency("DKK"), when(date)).is_some();
    assert!(mean("2024-02") && mean("2023"));
    assert!(!mean("2024-03") && !mean("2024"));
    // Nor has one that began before the rates do.
    let began = |first: &str| When::Period { first: day(first), last: day("2022-01-31") };
    assert!(rates.rate(currency("EUR"), currency("DKK"), began("2022-01-01")).is_some());
    assert!(rates.rate(currency("EUR"), currency("DKK"), began("2021-12-31")).is_none());
    assert!(until(&all, day("2024-04-02")).rate(currency("EUR"), currency("DKK"), when("2024-03")).is_some());
}

#[test]
fn other_pairs_go_through_the_euro() {
    let rates = shipped();
    let found = rates.rate(currency("DKK"), currency("SEK"), when("2024-01-24"));
    assert_eq!(legs(found), ["7.4568 of 2024-01-24", "11.3585 of 2024-01-24"]);
    let money = Money { value: number("91000000"), currency: currency("DKK") };
    let (value, _) = convert(money, currency("SEK"), when("2024-01-24"), &rates).unwrap();
    assert_eq!(value, number("138614888.42"));
}

/// The first days of a table.
fn until(all: &EcbRates, last: Day) -> EcbRates {
    let mut rates = EcbRates::none();
    for day in all.days().iter().filter(|day| **day <= last) {
        let of_day: Vec<_> =
            all.currencies().filter_map(|code| Some((code, all.published(code, *day)?))).collect();
        assert!(rates.add(*day, &of_day));
    }
    rates
}

fn layered(register: &Register) -> Layered {
    Layered::of(register, Some(Arc::new(shipped())))
}

#[test]
fn a_rate_on_record_comes_before_a_shipped_one_of_the_same_day() {
    let maker = register()
        .rate("2024-01-24", "EUR/DKK 7.5")
        .rate("2024-02", "EUR/DKK 8")
        .rate("2024-01-25", "USD/SEK 10")
        .rate("2024-01-24", "EUR/UAH 40");
    let rates = layered(&maker.done());
    let check = |from: &str, to: &str, date: &str, expected: &[&str]| {
        assert_eq!(
            legs(rates.rate(currency(from), currency(to), when(date))),
            expected,
            "{from} {to} {date}"
        );
    };
    check("DKK", "EUR", "2024-01-24", &["7.5 of 2024-01-24"]);
    // Of a later day, the bank's.
    check("DKK", "EUR", "2024-01-25", &["7.456 of 2024-01-25"]);
    check("DKK", "EUR", "2024-01-23", &["7.4574 of 2024-01-23"]);
    check("DKK", "EUR", "2024-02", &["8 of 2024-02-29"]);
    check("DKK", "EUR", "2024-01", &["7.4572 of 2024-01-31"]);
    // One leg on record, the other shipped.
    check("DKK", "SEK", "2024-01-24", &["7.5 of 2024-01-24", "11.3585 of 2024-01-24"]);
    check("DKK", "UAH", "2024-01-24", &["7.5 of 2024-01-24", "40 of 2024-01-24"]);
    // A pair on record, unless the way through the euro is of a later day.
    check("USD", "SEK", "2024-01-25", &["10 of 2024-01-25"]);
    assert_eq!(rates.rate(currency("USD"), currency("SEK"), when("2024-01-26")).unwrap().legs.len(), 2);
    let found = rates.rate(currency("DKK"), currency("EUR"), when("2024-01-24")).unwrap();
    assert_eq!((found.legs[0].kind, found.legs[0].record.is_some()), (RateKind::Typed, true));
    let found = rates.rate(currency("SEK"), currency("EUR"), when("2024-01-24")).unwrap();
    assert_eq!((found.legs[0].kind, found.legs[0].record.is_some()), (RateKind::Ecb, false));
}

fn sweden() -> Maker {
    register().contribution("c", &["SE"]).pledge("2024-01-24", "113585 SEK").pledge("2024-01", "1000 SEK")
}

fn pledged(register: &Register, rates: &dyn Rates) -> String {
    let query = Query { on: day("2024-12-31"), published: None, currency: currency("EUR") };
    said(&Count::new(&Ledger::of(register), rates, query).figure(Measure::Pledged))
}

#[test]
fn a_register_uses_rates_up_to_the_day_that_it_names() {
    let last = shipped().last_day();
    let check = |pinned: Option<&str>, expected: &str, used: Day, newer: Option<Day>, lacks: Option<&str>| {
        let maker = sweden();
        let register = match pinned {
            Some(day) => maker.own("last_rate_day", json!(day)).done(),
            None => maker.done(),
        };
        let rates = layered(&register);
        assert_eq!(pledged(&register, &rates), expected, "{pinned:?}");
        assert_eq!((rates.last_day(), rates.newer(), rates.lacks()), (Some(used), newer, lacks.map(day)));
    };
    check(None, "10088.63", last, None, None);
    check(Some("2024-01-31"), "10088.63", day("2024-01-31"), Some(last), None);
    check(Some("2024-01-30"), "10000 and 1000 SEK (1)", day("2024-01-30"), Some(last), None);
    check(Some("2024-01-23"), "0 and 114585 SEK (2)", day("2024-01-23"), Some(last), None);
    check(Some("2090-01-02"), "10088.63", last, None, Some("2090-01-02"));
    let pinned = sweden().own("last_rate_day", json!("2024-01-23")).done();
    assert_eq!(pledged(&pinned, &layered(&pinned).pinned_to(Some(day("2024-01-31")))), "10088.63");
    let without = Layered::of(&pinned, None);
    assert_eq!(pledged(&pinned, &without), "0 and 114585 SEK (2)");
    assert_eq!((without.last_day(), without.newer(), without.lacks()), (None, None, Some(day("2024-01-23"))));
}

#[test]
fn the_control_figure_needs_no_rate_on_record() {
    let maker = register().contribution("c04", &["DK"]).pledge("2024-01-24", "91000000 DKK").done();
    assert_eq!(pledged(&maker, &layered(&maker)), "12203626.22");
    assert_eq!(pledged(&maker, &Layered::of(&maker, None)), "0 and 91000000 DKK (1)");
}

/// The table as the bank writes it, the newest day first, with the last day before it.
fn table(rates: &EcbRates) -> String {
    let codes: Vec<_> = rates.currencies().collect();
    let mut text = String::from("Date,");
    text.extend(codes.iter().map(|code| format!("{code},")));
    for day in rates.days().iter().rev() {
        text += &format!("\n{day},");
        for code in &codes {
            let rate = rates.published(*code, *day);
            text += &rate.map_or("N/A,".to_owned(), |rate| format!("{},", rate.normalize()));
        }
    }
    text + "\n2021-12-31," + &"1,".repeat(codes.len()) + "\n"
}

#[test]
fn a_newer_table_adds_its_days() {
    let all = shipped();
    let text = table(&all);
    let check = |held: &EcbRates, text: &str, first: &str| {
        let read = ecb_csv::read(text.as_bytes(), held).unwrap();
        assert_eq!((read.rates.write(), read.first), (FILE.to_vec(), day(first)));
        assert_eq!((read.days + held.days().len(), read.unknown.len()), (all.days().len(), 0));
    };
    check(&until(&all, day("2024-03-28")), &text, "2024-04-02");
    check(&until(&all, day("2026-10-29")), &text, "2026-10-30");
    check(&EcbRates::none(), &text, "2022-01-03");
    // Line ends and a byte order mark do not matter, nor the order of the days.
    check(&until(&all, day("2026-01-02")), &format!("\u{feff}{}", text.replace('\n', "\r\n")), "2026-01-05");
    let mut lines: Vec<_> = text.lines().collect();
    lines[1..].reverse();
    check(&until(&all, day("2026-01-02")), &lines.join("\n"), "2026-01-05");
}

fn held() -> EcbRates {
    let mut rates = EcbRates::none();
    assert!(rates.add(day("2022-01-03"), &[(currency("USD"), number("1.13"))]));
    assert!(rates.add(day("2022-01-04"), &[(currency("USD"), number("1.12"))]));
    rates
}

#[test]
fn a_currency_that_is_not_known_is_named() {
    let text = "Date,USD,QQQ,SEK,\n2022-01-05,1.11,5,10.2,\n2022-01-04,1.12,5,N/A,\n";
    let read = ecb_csv::read(text.as_bytes(), &held()).unwrap();
    assert_eq!(read.unknown, ["QQQ"]);
    assert_eq!(read.rates.published(currency("SEK"), day("2022-01-05")), Some(number("10.2")));
    assert_eq!(read.rates.published(currency("SEK"), day("2022-01-04")), None);
}

#[test]
fn a_table_that_is_not_right_is_refused_whole() {
    let check = |bytes: &[u8], expected: &str| {
        let said = ecb_csv::read(bytes, &held()).unwrap_err().to_string();
        assert!(said.contains(expected) && said.ends_with('.'), "{said}");
    };
    let of = |lines: &[&str]| ["Date,USD,SEK,\n", &lines.join("\n"), "\n"].concat();
    let rows = |lines: &[&str], expected: &str| check(of(lines).as_bytes(), expected);
    check(b"", "The file is empty.");
    check(b" \n ", "The file is empty.");
    check(b"PK\x03\x04more", "ZIP archive or a spreadsheet. Unpack it");
    check(b"<html>", "a web page, not a table of rates");
    check(b"name;sum\nEE;5\n", "Line 1, column 1: “Date” should stand there, not “name;sum”");
    check(b"Date\n", "Line 1, column 2: a currency code");
    check(b"Date,\n", "Line 1, column 2: a currency code");
    check(b"Date,USD,dollar,\n", "Line 1, column 3: a currency code of three capital letters should");
    check(b"Date,USD,,SEK\n", "Line 1, column 3: a currency code");
    check(b"Date,USD,USD\n", "Line 1, column 3: a currency that has no column yet");
    rows(&["05/01/2022,1.1,10,", "2022-01-04,1.12,10,"], "Line 2, column 1: “05/01/2022” is not a day");
    rows(&["2022-1-5,1.1,10,", "2022-01-04,1.12,10,"], "Line 2, column 1: “2022-1-5” is not a day");
    rows(&["2022-02-30,1.1,10,", "2022-01-04,1.12,10,"], "Line 2, column 1: “2022-02-30” is not a day");
    for wrong in
        ["x", "1e3", "-1", "0", "1.", ".5", "1_0", "+1", "", "1 1", "n/a", "1000000000", "0.1234567891"]
    {
        let line = format!("2022-01-05,1.1,{wrong},");
        let expected = format!("Line 2, column 3 (SEK): “{wrong}” is not a rate");
        rows(&[&line, "2022-01-04,1.12,N/A,"], &expected);
    }
    rows(&["2022-01-05,1.1,10,", "2022-01-04,1.12,"], "ends too early, in column 3 of line 3");
    rows(&["2022-01-05,1.1,10,", "2022-0"], "ends too early, in column 1 of line 3");
    rows(&["2022-01-05,1.1,", "2022-01-04,1.12,N/A,"], "Line 2 has 3 columns, the first line 4");
    rows(&["2022-01-05,1.1,10,7", "2022-01-04,1.12,N/A,"], "Line 2, column 4 (): “7” is not a rate");
    rows(&["2022-01-05,1,1,10,", "2022-01-04,1.12,N/A,"], "Line 2 has 5 columns");
    rows(
        &["2022-01-05,1.1,10,", "2022-01-05,1.1,10,", "2022-01-04,1.12,N/A,"],
        "Line 3, column 1: 2022-01-05 stands in another line",
    );
    rows(
        &["2022-01-05,1.1,10,", "2022-01-04,1.13,N/A,"],
        "Line 3, column 2 (USD): the rate of 2022-01-04 is 1.13 there and 1.12 in the rates in use",
    );
    rows(&["2022-01-05,1.1,10,", "2022-01-04,N/A,N/A,"], "is N/A there and 1.12 in the rates in use");
    rows(
        &["2022-01-05,1.1,10,", "2022-01-04,1.12,N/A,", "2022-01-02,1,N/A,"],
        "Line 4, column 1: the European Central Bank published no rates on 2022-01-02",
    );
    rows(&["2022-01-06,1.1,10,", "2022-01-05,1.1,10,"], "no day between 2022-01-04 and 2022-01-05");
    rows(&["2022-01-13,1.1,10,", "2022-01-04,1.12,N/A,"], "no day between 2022-01-04 and 2022-01-13");
    rows(&["2022-01-04,1.12,N/A,", "2022-01-03,1.13,N/A,"], "holds no day after 2022-01-04");
    rows(&["2021-12-31,1,1,"], "holds no day after 2022-01-04");
}

#[test]
fn a_table_cut_anywhere_never_gives_other_rates() {
    let all = shipped();
    let text = table(&all);
    let held = until(&all, day("2026-10-20"));
    for length in (0..text.len().min(9_000)).step_by(7) {
        let said = ecb_csv::read(&text.as_bytes()[..length], &held);
        assert!(said.is_err() || said.unwrap().rates == all, "the first {length} bytes");
    }
}
