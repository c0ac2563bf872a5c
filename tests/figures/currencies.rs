//! Several currencies, and by which day's rate they are converted.

use super::dsl::{check, currency, day, figure_in, register, said};
use muster::figures::{
    Count, EffectRow, Key, Ledger, Policy, Query, Row, TypedRates, effect_of_policy, members,
};
use muster::register::Measure::*;
use rust_decimal::Decimal;
use serde_json::json;

#[test]
fn currencies() {
    let maker = || {
        register()
            .rate("2024-01-05", "EUR/USD 1.25")
            .rate("2024-01-05", "NOK/EUR 0.1")
            .rate("2024-02", "EUR/USD 2")
    };
    let with = |date: &str, sum: &str| maker().contribution("c", &["EE"]).pledge(date, sum).done();
    check(&with("2024-01-05", "10 USD"), Pledged, "2024-12-31", "8");
    check(&with("2024-01-12", "10 USD"), Raised, "2024-12-31", "8");
    check(&with("2024-01-13", "10 USD"), Raised, "2024-12-31", "0 and 10 USD (1)");
    check(&with("2024-01-04", "10 USD"), Pledged, "2024-12-31", "0 and 10 USD (1)");
    check(&with("2024-02", "10 USD"), Pledged, "2024-12-31", "5");
    check(&with("2024-03", "10 USD"), Pledged, "2024-12-31", "0 and 10 USD (1)");
    check(&with("2024-01-05", "10 NOK"), Pledged, "2024-12-31", "1");
    // Through the euro.
    assert_eq!(said(&figure_in(&with("2024-01-05", "10 NOK"), Pledged, "2024-12-31", "USD")), "1.25");
    // The value date fixes the rate.
    let valued = maker()
        .contribution("c", &["EE"])
        .pledge("2024-06-01", "10 USD")
        .with("value_date", json!("2024-02"));
    check(&valued.done(), Pledged, "2024-12-31", "5");
}

#[test]
fn raised_converts_each_change_on_its_day() {
    let register = register()
        .rate("2024-01-01", "EUR/USD 1")
        .rate("2024-02-01", "EUR/USD 2")
        .rate("2024-03-01", "EUR/USD 4")
        .contribution("c", &["EE"])
        .pledge("2024-01-01", "10 USD")
        .commitment("2024-02-01", "14 USD")
        .entry("paid", "2024-03-01", "14 USD")
        .done();
    check(&register, Raised, "2024-12-31", "12");
    check(&register, Committed, "2024-12-31", "7");
    check(&register, Undelivered, "2024-12-31", "7");
    // What remains of a pledge stands at the rate of the pledge.
    let open = super::dsl::register()
        .rate("2024-01-01", "EUR/USD 1")
        .rate("2024-02-01", "EUR/USD 2")
        .contribution("c", &["EE"])
        .pledge("2024-01-01", "10 USD")
        .commitment("2024-02-01", "4 USD")
        .done();
    check(&open, OpenPledge, "2024-12-31", "6");
}

#[test]
fn several_currencies_are_compared_in_the_reporting_one() {
    let register = register()
        .rate("2024-01-01", "EUR/USD 2")
        .contribution("c", &["EE"])
        .pledge("2024-01-01", "10 USD")
        .commitment("2024-01-02", "4 EUR")
        .done();
    check(&register, Raised, "2024-12-31", "5");
    check(&register, OpenPledge, "2024-12-31", "1");
    assert_eq!(said(&figure_in(&register, Raised, "2024-12-31", "USD")), "10");
}

#[test]
fn policies() {
    let maker = register()
        .rate("2024-01-01", "EUR/USD 2")
        .rate("2024-06-01", "EUR/USD 5")
        .contribution("c", &["EE"])
        .pledge("2024-01-01", "10 USD")
        .with("stated_rate", json!({"base": "EUR", "quote": "USD", "value": "4"}));
    check(&maker.clone().done(), Pledged, "2024-12-31", "5");
    check(&maker.clone().own("rate_policy", json!("stated")).done(), Pledged, "2024-12-31", "2.5");
    let fixed = maker.own("rate_policy", json!("fixed-day")).own("rate_day", json!("2024-06-01"));
    check(&fixed.done(), Pledged, "2024-12-31", "2");
}

#[test]
fn a_policy_serves_its_days_and_no_others() {
    let maker = register()
        .rate("2024-01-01", "EUR/USD 2")
        .rate("2024-06-01", "EUR/USD 5")
        .rate("2024-01", "EUR/USD 8")
        .contribution("c", &["EE"])
        .pledge("2024-01-01", "10 USD")
        .pledge("2024-01", "10 USD")
        .pledge("2024-03-01", "10 USD");
    check(&maker.clone().done(), Pledged, "2024-12-31", "6.25 and 10 USD (1)");
    let with = |policy: &str| maker.clone().own("rate_policy", json!(policy));
    // One day for all: for months, and for days without a rate of their own.
    check(&with("fixed-day").own("rate_day", json!("2024-06-03")).done(), Pledged, "2024-12-31", "6");
    check(
        &with("fixed-day").own("rate_day", json!("2024-05-31")).done(),
        Pledged,
        "2024-12-31",
        "0 and 30 USD (3)",
    );
    // Without a day, and for an entry without a stated rate, the day of the entry.
    check(&with("fixed-day").done(), Pledged, "2024-12-31", "6.25 and 10 USD (1)");
    check(&with("stated").done(), Pledged, "2024-12-31", "6.25 and 10 USD (1)");
    let stated = |base: &str, quote: &str| {
        with("stated").with("stated_rate", json!({"base": base, "quote": quote, "value": "4"})).done()
    };
    check(&stated("EUR", "USD"), Pledged, "2024-12-31", "8.75");
    check(&stated("USD", "EUR"), Pledged, "2024-12-31", "46.25");
    check(&stated("USD", "DKK"), Pledged, "2024-12-31", "6.25 and 10 USD (1)");
}

#[test]
fn the_effect_of_a_policy_before_it_is_chosen() {
    let register = register()
        .member("EE", "2023-01-01")
        .member("LU", "2023-01-01")
        .rate("2024-01-01", "EUR/USD 2")
        .rate("2024-06-01", "EUR/USD 5")
        .contribution("a", &["EE"])
        .pledge("2024-01-01", "10 USD")
        .contribution("b", &["LU"])
        .pledge("2024-01-01", "7 EUR")
        .contribution("c", &["NO"])
        .pledge("2024-03-01", "100 USD")
        .done();
    let (ledger, rates) = (Ledger::of(&register), TypedRates::of(&register));
    let on = day("2024-12-31");
    let count = Count::new(&ledger, &rates, Query { on, published: None, currency: currency("EUR") });
    let check = |policy: Policy, whole: [&str; 2], expected: &[&str]| {
        let effect = effect_of_policy(&count, policy, Pledged, &members(&register, on));
        assert_eq!([said(&effect.before), said(&effect.after)], whole);
        let side =
            |row: &Option<Row>| row.as_ref().map_or("-".to_owned(), |row| row.amount.normalize().to_string());
        let rows = effect.rows.iter().map(|row| {
            let Key::Party(id) = &row.key else { panic!("{row:?}") };
            let mark = if row.changes() { " *" } else { "" };
            format!("{id} {} {}{mark}", side(&row.before), side(&row.after))
        });
        assert_eq!(rows.collect::<Vec<_>>(), expected);
        // The rows add up to both sides.
        let sum = |side: fn(&EffectRow) -> &Option<Row>| -> Decimal {
            effect.rows.iter().filter_map(|row| side(row).as_ref()).map(|row| row.amount).sum()
        };
        assert_eq!(sum(|row| &row.before), effect.before.amount);
        assert_eq!(sum(|row| &row.after), effect.after.amount);
    };
    let now = "12 and 100 USD (1)";
    check(Policy::FixedDay(day("2024-06-01")), [now, "29"], &["EE 5 2 *", "LU 7 7", "NO - 20 *"]);
    check(Policy::FixedDay(day("2024-05-01")), [now, "7 and 110 USD (2)"], &["EE 5 - *", "LU 7 7"]);
    check(Policy::Stated, [now, now], &["EE 5 5", "LU 7 7"]);
    // Nothing was changed by asking.
    assert_eq!(said(&count.figure(Pledged)), now);
}
