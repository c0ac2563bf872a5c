//! Vectors of the counting rules: small registers and what they add up to.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

#[path = "figures/dsl.rs"]
mod dsl;

use dsl::{Maker, check, currency, day, figure_in, figure_of, register, rows, said};
use muster::figures::{
    Count, EffectRow, Key, Ledger, Policy, Query, Reason, Row, Splitting, TypedRates, effect_of_policy,
    members, open_actions, reached, signatories, stage, valid_on,
};
use muster::register::Measure::*;
use muster::register::{Capacity, Id, PurchaseStepKind, Register, Step};
use rust_decimal::Decimal;
use serde_json::json;

/// The pledges, the commitments and the first delivery of the IT coalition.
fn coalition() -> Register {
    it_coalition().done()
}

fn it_coalition() -> Maker {
    let maker = register()
        .role("EE", "lead", "2023-09-19")
        .role("LU", "lead", "2023-09-19")
        .member("BE", "2024-02-02")
        .member("NL", "2024-01-23")
        .member("DK", "2024-01-24")
        .member("LT", "2024-01-27")
        .member("LV", "2024-01-27")
        .member("IS", "2024-02-02")
        .rate("2024-01-24", "EUR/DKK 7.4568");
    let maker = maker
        .contribution("c01", &["LU"])
        .pledge("2023-09-19", "10000000 EUR")
        .contribution("c02", &["EE"])
        .pledge("2023-11-22", "500000 EUR")
        .contribution("c03", &["NL"])
        .pledge("2024-01-23", "10000000 EUR")
        .commitment("2024-01-29", "10000000 EUR")
        .contribution("c04", &["DK"])
        .pledge("2024-01-24", "91000000 DKK");
    let maker = maker
        .contribution("c05", &["LT"])
        .pledge("2024-01-27", "")
        .delivery("2024-01-27", "")
        .contribution("c06", &["LV"])
        .pledge("2024-01-27", "")
        .delivery("2024-01-27", "")
        .contribution("c01b", &["LU"])
        .pledge("2024-04-03", "")
        .possibly("part-of", "c09")
        .contribution("c02b", &["EE"])
        .pledge("2024-04-03", "")
        .possibly("part-of", "c09");
    let maker = maker
        .contribution("c08", &["BE"])
        .commitment("2024-05-17", "")
        .possibly("part-of", "c09")
        .inside("13000000 EUR", "the 26th package")
        .contribution("c09", &["LU", "IS", "EE", "BE"])
        .pledge("2024-05-31", "22000000 EUR")
        .contribution("c10", &["EE"])
        .pledge("2024-05-31", "2000000 EUR")
        .part_of("c09");
    maker.purchase("p01").delivered("[2024-04-03..2024-05-20]", "900000 EUR").purchase("p02").step(
        "ordered",
        "2024-05-20",
        "5200000 EUR",
    )
}

#[test]
fn control_of_the_pledges() {
    let register = coalition();
    for (on, expected) in [
        ("2024-02-02", "32703626.22 above unvalued 2"),
        ("2024-03-19", "32703626.22 above unvalued 2"),
        ("2024-04-03", "32703626.22 above unvalued 4"),
    ] {
        check(&register, Pledged, on, expected);
        check(&register, Raised, on, expected);
    }
    check(&register, Pledged, "2024-05-31", "54703626.22 above unvalued 2");
    check(&register, Raised, "2024-05-31", "54703626.22 above unvalued 2");
    check(&register, Raised, "2023-09-18", "0");
    check(&register, Raised, "2024-01-26", "32703626.22");
    let danish = figure_of(&register, Pledged, "2024-02-02");
    let part = danish.parts.iter().find(|part| part.original.currency == currency("DKK")).unwrap();
    let rate = part.rate.as_ref().unwrap();
    assert_eq!((part.converted.to_string().as_str(), rate.day()), ("12203626.22", Some(day("2024-01-24"))));
}

#[test]
fn control_of_commitments_and_deliveries() {
    let register = coalition();
    check(&register, Committed, "2024-01-28", "0");
    check(&register, Committed, "2024-01-29", "10000000");
    check(&register, Committed, "2024-05-17", "10000000 above unvalued 1");
    check(&register, Committed, "2024-05-31", "10000000 above unvalued 1");
    let committed = figure_of(&register, Committed, "2024-05-31");
    let ceiling = &committed.ceilings[0];
    assert_eq!(
        (ceiling.limit.value.to_string().as_str(), ceiling.what.as_deref()),
        ("13000000", Some("the 26th package"))
    );
    check(&register, Delivered, "2024-05-31", "900000 above unvalued 2");
    check(&register, Delivered, "2024-05-19", "0 above unvalued 2");
    assert_eq!(figure_of(&register, Delivered, "2024-05-19").too_loose.len(), 1);
    check(&register, Ordered, "2024-05-31", "5200000");
    check(&register, OpenPledge, "2024-03-19", "22703626.22 above unvalued 2");
    // The unsplit 22 million stay together; Estonia's known part stands at Estonia.
    assert_eq!(
        rows(&register, Raised, "2024-05-31", Splitting::Member),
        [
            "BE 0 above",
            "DK 12203626.22",
            "EE 2500000",
            "IS 0 above",
            "LT 0 above unvalued 1",
            "LU 10000000 above",
            "LV 0 above unvalued 1",
            "NL 10000000",
            "BE+EE+IS+LU 20000000",
        ]
    );
}

#[test]
fn an_entry_counts_from_the_last_day_of_its_date() {
    let with = |date: &str| register().contribution("c", &["EE"]).pledge(date, "5 EUR").done();
    for (date, before, from) in [
        ("2024-02-10", "2024-02-09", "2024-02-10"),
        ("2024-02", "2024-02-28", "2024-02-29"),
        ("2024", "2024-12-30", "2024-12-31"),
        ("[2024-02-01,2024-02-03]", "2024-02-02", "2024-02-03"),
        ("[2024-04-03..2024-05-20]", "2024-05-19", "2024-05-20"),
    ] {
        check(&with(date), Pledged, before, "0");
        check(&with(date), Pledged, from, "5");
    }
    assert_eq!(figure_of(&with("2024"), Pledged, "2024-06-01").left_out[0].reason, Reason::TooLoose);
    assert_eq!(figure_of(&with("2024"), Pledged, "2023-06-01").left_out[0].reason, Reason::AfterDate);
}

#[test]
fn without_a_date_the_source_counts_then_the_recording() {
    let sourced = register().contribution("c", &["EE"]).pledge("", "5 EUR").source("2024-03").done();
    check(&sourced, Pledged, "2024-03-30", "0");
    check(&sourced, Pledged, "2024-03-31", "5");
    let bare = register().contribution("c", &["EE"]).pledge("", "5 EUR").done();
    check(&bare, Pledged, "2026-02-28", "0");
    check(&bare, Pledged, "2026-03-01", "5");
    assert_eq!(rows(&bare, Pledged, "2026-03-01", Splitting::Year), ["- 5"]);
}

#[test]
fn only_what_was_public() {
    let register = register()
        .contribution("a", &["EE"])
        .pledge("2024-01-01", "5 EUR")
        .source("2024-01-02")
        .contribution("b", &["EE"])
        .pledge("2024-01-01", "7 EUR")
        .source("2024-05")
        .contribution("c", &["EE"])
        .pledge("2024-01-01", "9 EUR")
        .done();
    let ledger = Ledger::of(&register);
    let rates = TypedRates::of(&register);
    let at = |published: &str| {
        let query =
            Query { on: day("2024-12-31"), published: Some(day(published)), currency: currency("EUR") };
        said(&Count::new(&ledger, &rates, query).figure(Raised))
    };
    assert_eq!([at("2024-01-01"), at("2024-05-30"), at("2024-05-31")], ["0", "5", "12"]);
}

#[test]
fn each_contribution_once_at_its_furthest_step() {
    let register = register()
        .contribution("c", &["EE"])
        .pledge("2024-01-01", "10 EUR")
        .commitment("2024-02-01", "6 EUR")
        .commitment("2024-03-01", "6 EUR")
        .entry("paid", "2024-04-01", "5 EUR")
        .entry("statement", "2024-04-02", "99 EUR")
        .done();
    check(&register, Raised, "2024-01-31", "10");
    check(&register, Raised, "2024-02-28", "10");
    check(&register, Raised, "2024-12-31", "12");
    check(&register, Committed, "2024-12-31", "12");
    check(&register, Paid, "2024-12-31", "5");
    check(&register, OpenPledge, "2024-02-28", "4");
    check(&register, OpenPledge, "2024-12-31", "0");
    check(&register, Undelivered, "2024-12-31", "12");
    let raised = figure_of(&register, Raised, "2024-12-31");
    assert!(raised.left_out.iter().any(|left| left.reason == Reason::Statement));
}

#[test]
fn cuts_are_negative_entries() {
    let register = register()
        .contribution("c", &["EE"])
        .pledge("2024-01-01", "10 EUR")
        .pledge("2024-02-01", "-4 EUR")
        .contribution("d", &["LU"])
        .pledge("2024-01-01", "3 EUR")
        .pledge("2024-02-01", "-3 EUR")
        .done();
    check(&register, Pledged, "2024-01-31", "13");
    check(&register, Pledged, "2024-02-01", "6");
    check(&register, Raised, "2024-02-01", "6");
    let c = register.contributions.get(&Id::from("c")).unwrap();
    let d = register.contributions.get(&Id::from("d")).unwrap();
    assert!(reached(c, day("2024-02-01")).reduced && !reached(c, day("2024-02-01")).withdrawn);
    assert!(reached(d, day("2024-02-01")).withdrawn && !reached(d, day("2024-01-31")).reduced);
}

#[test]
fn qualifiers() {
    let one = |sum: &str| register().contribution("c", &["EE"]).pledge("2024-01-01", sum).done();
    for (sum, expected) in [
        ("5 EUR", "5"),
        ("about 5 EUR", "5 about"),
        ("over 5 EUR", "5 above"),
        ("at-least 5 EUR", "5 above"),
        ("almost 5 EUR", "5 below"),
        ("at-most 5 EUR", "0 above unvalued 1"),
        ("over -5 EUR", "-5 below"),
        ("", "0 above unvalued 1"),
    ] {
        check(&one(sum), Pledged, "2024-01-01", expected);
    }
    let both = register()
        .contribution("c", &["EE"])
        .pledge("2024-01-01", "over 5 EUR")
        .contribution("d", &["EE"])
        .pledge("2024-01-01", "almost 5 EUR")
        .done();
    check(&both, Raised, "2024-01-01", "10 both");
}

#[test]
fn a_figure_supersedes_an_earlier_entry_without_one() {
    let register = register()
        .contribution("c", &["EE"])
        .pledge("2024-01-01", "")
        .pledge("2024-02-01", "5 EUR")
        .pledge("2024-03-01", "")
        .done();
    check(&register, Pledged, "2024-01-31", "0 above unvalued 1");
    check(&register, Pledged, "2024-02-01", "5");
    // What comes later without a figure makes it more, and is no contribution without any.
    check(&register, Pledged, "2024-03-01", "5 above");
}

#[test]
fn repeats() {
    let maker = register().contribution("a", &["EE"]).pledge("2024-02-01", "5 EUR");
    let maker = maker.contribution("b", &["EE"]).pledge("2024-01-01", "over 7 EUR").repeats("a");
    let maker = maker.contribution("c", &["EE"]).pledge("2024-03-01", "5 EUR").repeats("b");
    let register = maker.done();
    check(&register, Pledged, "2024-01-31", "7 above");
    check(&register, Pledged, "2024-03-01", "5");
    check(&register, Raised, "2024-03-01", "5");
    let figure = figure_of(&register, Pledged, "2024-03-01");
    assert_eq!(figure.said[0].beyond.value.to_string(), "2");
    assert!(figure.left_out.iter().any(|left| left.reason == Reason::Repeats(Id::from("a"))));
}

#[test]
fn parts_and_wholes() {
    let small = register()
        .contribution("w", &["EE", "LU"])
        .pledge("2024-02-01", "22 EUR")
        .contribution("p", &["EE"])
        .pledge("2024-01-01", "2 EUR")
        .delivery("2024-03-01", "1 EUR")
        .part_of("w");
    check(&small.clone().done(), Pledged, "2024-01-31", "2");
    check(&small.clone().done(), Pledged, "2024-02-01", "22");
    check(&small.clone().done(), Delivered, "2024-03-01", "1");
    check(&small.clone().done(), Raised, "2024-03-01", "22");
    assert_eq!(
        rows(&small.done(), Raised, "2024-03-01", Splitting::Member),
        ["EE 2", "LU 0 above", "EE+LU 20"]
    );
    let large = register()
        .contribution("w", &["EE", "LU"])
        .pledge("2024-02-01", "3 EUR")
        .contribution("p", &["EE"])
        .pledge("2024-01-01", "2 EUR")
        .part_of("w")
        .contribution("q", &["LU"])
        .pledge("2024-01-01", "2 EUR")
        .part_of("w")
        .done();
    check(&large, Pledged, "2024-02-01", "4");
    let unknown = register()
        .contribution("w", &["EE", "LU"])
        .pledge("2024-02-01", "")
        .contribution("p", &["EE"])
        .pledge("2024-01-01", "2 EUR")
        .part_of("w")
        .done();
    check(&unknown, Pledged, "2024-02-01", "2 above unvalued 1");
}

#[test]
fn a_commitment_makes_good_a_pledge() {
    let register = register()
        .contribution("a", &["EE"])
        .pledge("2024-01-01", "10 EUR")
        .contribution("b", &["EE"])
        .commitment("2024-02-01", "4 EUR")
        .fulfils("a")
        .done();
    check(&register, Raised, "2024-02-01", "10");
    check(&register, OpenPledge, "2024-02-01", "6");
}

#[test]
fn possible_relations_stand_beside() {
    let register = register()
        .contribution("a", &["EE"])
        .pledge("2024-01-01", "10 EUR")
        .possibly("same-as", "b")
        .contribution("b", &["EE"])
        .pledge("2024-02-01", "9 EUR")
        .possibly("same-as", "a")
        .done();
    check(&register, Pledged, "2024-01-31", "10");
    check(&register, Pledged, "2024-02-01", "10 possible 9");
    check(&register, Raised, "2024-02-01", "10 possible 9");
    // One without an amount never displaces one with it.
    let bare = dsl::register()
        .contribution("a", &["EE"])
        .pledge("2024-01-01", "10 EUR")
        .possibly("same-as", "b")
        .contribution("b", &["EE"])
        .pledge("2024-02-01", "")
        .done();
    check(&bare, Pledged, "2024-02-01", "10");
}

#[test]
fn circles_count_each_once_and_are_named() {
    let register = register()
        .contribution("a", &["EE"])
        .pledge("2024-01-01", "1 EUR")
        .part_of("b")
        .contribution("b", &["EE"])
        .pledge("2024-01-01", "2 EUR")
        .part_of("c")
        .contribution("c", &["EE"])
        .pledge("2024-01-01", "4 EUR")
        .repeats("a")
        .contribution("d", &["EE"])
        .pledge("2024-01-01", "8 EUR")
        .part_of("d")
        .done();
    check(&register, Raised, "2024-01-01", "15");
    let circles = Ledger::of(&register).circles();
    let names: Vec<Vec<_>> =
        circles.iter().map(|circle| circle.members.iter().map(Id::as_str).collect()).collect();
    assert_eq!(names, [vec!["a", "b", "c"], vec!["d"]]);
}

#[test]
fn outside_is_never_counted() {
    let register = register()
        .contribution("a", &["EE"])
        .pledge("2024-01-01", "1 EUR")
        .field("outside", json!(true))
        .contribution("b", &["EE"])
        .pledge("2024-01-01", "2 EUR")
        .repeats("a")
        .done();
    check(&register, Raised, "2024-01-01", "2");
    let figure = figure_of(&register, Raised, "2024-01-01");
    assert_eq!(figure.left_out[0].reason, Reason::Outside);
}

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
    let open = dsl::register()
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

#[test]
fn purchases() {
    let register = register()
        .contribution("a", &["EE"])
        .commitment("2024-01-01", "100 EUR")
        .contribution("b", &["LU"])
        .commitment("2024-01-01", "20 EUR")
        .purchase("p")
        .step("approved", "2024-02-01", "")
        .step("ordered", "2024-03-01", "50 EUR")
        .step("contracted", "2024-04-01", "45 EUR")
        .funded(&["a"], "50 EUR")
        .delivered("2024-05-01", "30 EUR")
        .purchase("q")
        .step("approved", "2024-02-01", "")
        .funded(&["a"], "10 EUR")
        .funded(&["b"], "30 EUR")
        .delivered("2024-05-01", "20 EUR")
        .purchase("r")
        .step("approved", "2024-02-01", "")
        .funded(&["a", "b"], "60 EUR")
        .delivered("2024-05-01", "7 EUR")
        .purchase("s")
        .step("ordered", "2024-02-01", "9 EUR")
        .step("cancelled", "2024-06-01", "")
        .done();
    check(&register, Ordered, "2024-03-15", "59");
    check(&register, Ordered, "2024-04-15", "54");
    check(&register, Ordered, "2024-06-15", "45");
    check(&register, Allocated, "2024-02-01", "150");
    check(&register, ToBeAllocated, "2024-01-31", "120");
    check(&register, ToBeAllocated, "2024-02-01", "0 excess 30");
    check(&register, Delivered, "2024-05-01", "57");
    assert_eq!(
        rows(&register, Delivered, "2024-05-01", Splitting::Member),
        ["EE 35 above", "LU 15 above", "EE+LU 7"]
    );
    // 100 less the 30 of p and its quarter of q; 20 less the rest of q.
    check(&register, Undelivered, "2024-05-01", "70");
    check(&register, Raised, "2024-05-01", "120");
    let purchase = register.purchases.get(&Id::from("p")).unwrap();
    assert_eq!(stage(purchase, day("2024-03-31")), Some(PurchaseStepKind::Ordered));
    assert_eq!(stage(purchase, day("2024-05-01")), Some(PurchaseStepKind::Delivered));
    let cancelled = register.purchases.get(&Id::from("s")).unwrap();
    assert_eq!(stage(cancelled, day("2024-06-01")), Some(PurchaseStepKind::Cancelled));
}

#[test]
fn who_belongs() {
    let maker = register()
        .role("EE", "lead", "2023-09-19")
        .role("LU", "lead", "2023-09")
        .member("BE", "2024-02-02")
        .role("UA", "member", "2023-09-19")
        .role("UA", "beneficiary", "2023-09-19")
        .role("JP", "observer", "2024-01-01")
        .member("JP", "2024-05-01")
        .role("EU", "observer", "")
        .set(
            &["memberships", "gb"],
            json!({"party": "GB", "from": "2024-01-01",
            "readings": {"r": {"field": "role", "value": "member"}}}),
        )
        .set(
            &["memberships", "nl"],
            json!({"party": "NL", "role": "member", "until": "2024-06-01",
            "acts": {"a": {"kind": "agreement-signed", "date": "2024-02-01", "agreement": "moi"},
                     "b": {"kind": "first-listed", "date": "2024-01-20"}}}),
        )
        .own("beneficiary", json!("UA"));
    let on = |maker: &Maker, date: &str| {
        let all = members(&maker.clone().done(), day(date));
        let text = |ids: &[Id]| ids.iter().map(Id::as_str).collect::<Vec<_>>().join(" ");
        format!(
            "{} | {} | {} | {}",
            text(&all.counted),
            text(&all.leads),
            text(&all.observers),
            text(&all.disputed)
        )
    };
    assert_eq!(on(&maker, "2023-09-29"), "EE | EE | EU | ");
    assert_eq!(on(&maker, "2024-01-20"), "EE LU NL | EE LU | EU JP | GB");
    assert_eq!(on(&maker, "2024-06-01"), "BE EE LU NL | EE LU | EU | GB JP");
    let sits = |party: &str| members(&maker.clone().done(), day("2024-06-01")).capacity(&Id::from(party));
    let capacities = ["EE", "NL", "EU", "UA", "PL", "JP"].map(sits);
    let [lead, member, observer] = [Capacity::Lead, Capacity::Member, Capacity::Observer].map(Some);
    let (beneficiary, guest) = (Some(Capacity::Beneficiary), Some(Capacity::Guest));
    assert_eq!(capacities, [lead, member, observer, beneficiary, guest, None]);
    let counts = maker.clone().own("beneficiary_counts", json!(true));
    assert_eq!(on(&counts, "2024-06-02"), "BE EE LU UA | EE LU | EU | GB JP");
    let signed = signatories(&maker.done(), &Id::from("moi"), day("2024-02-01"));
    assert_eq!((signed[0].party.as_str(), signed[0].since), ("NL", day("2024-02-01")));
}

#[test]
fn splits() {
    let register = register()
        .member("EE", "2023-01-01")
        .own("areas", json!({"it": {"name": "IT"}}))
        .contribution("a", &["EE"])
        .pledge("2023-01-01", "1 EUR")
        .field("area", json!("it"))
        .field("form", json!("financial"))
        .contribution("b", &["SE"])
        .pledge("2024-01-01", "2 EUR")
        .with("counts_for", json!(2025))
        .contribution("c", &["EE", "SE"])
        .pledge("2024-01-01", "7 EUR")
        .share("EE", "3 EUR")
        .done();
    assert_eq!(rows(&register, Pledged, "2024-12-31", Splitting::Member), ["EE 4", "EE+SE 4", "SE 2 above"]);
    assert_eq!(rows(&register, Pledged, "2024-12-31", Splitting::Area), ["- 9", "it 1"]);
    assert_eq!(rows(&register, Pledged, "2024-12-31", Splitting::Form), ["- 9", "financial 1"]);
    assert_eq!(rows(&register, Pledged, "2024-12-31", Splitting::Year), ["2023 1", "2024 7", "2025 2"]);
}

#[test]
fn what_cannot_be_held_exactly_is_left_out_by_name() {
    let register = register()
        .contribution("a", &["EE"])
        .pledge("2024-01-01", "9999999999999999999999999999 EUR")
        .pledge("2024-01-02", "0.01 EUR")
        .contribution("b", &["EE"])
        .pledge("2024-01-03", "0.02 EUR")
        .done();
    check(&register, Pledged, "2024-12-31", "9999999999999999999999999999");
    let figure = figure_of(&register, Pledged, "2024-12-31");
    assert_eq!(figure.left_out.iter().filter(|left| left.reason == Reason::TooManyDigits).count(), 2);
}

#[test]
fn the_day_of_figures() {
    let register = register().own("complete_to", json!("2024-07-31")).done();
    assert_eq!(valid_on(&register, day("2024-05-01")), day("2024-05-01"));
    assert_eq!(valid_on(&register, day("2026-05-01")), day("2024-07-31"));
    assert_eq!(valid_on(&Register::default(), day("2026-05-01")), day("2026-05-01"));
}

#[test]
fn actions_and_steps() {
    let register = register()
        .set(&["meetings", "m1"], json!({"date": "2024-02-01"}))
        .set(&["meetings", "m2"], json!({"date": "2024-05-01"}))
        .set(&["actions", "a"], json!({"made_at": "m1", "closed_at": "m2", "state": "done"}))
        .set(&["actions", "b"], json!({"made_at": "m2", "due": "2024-06-01"}))
        .contribution("c", &["EE"])
        .pledge("2024-01-01", "")
        .commitment("2024-02", "")
        .done();
    let open =
        |on: &str| open_actions(&register, day(on)).iter().map(Id::to_string).collect::<Vec<_>>().join(" ");
    assert_eq!([open("2024-01-31"), open("2024-04-30"), open("2024-05-01")], ["", "a", "b"]);
    let contribution = register.contributions.get(&Id::from("c")).unwrap();
    assert_eq!(reached(contribution, day("2024-02-28")).step, Some(Step::Pledge));
    assert_eq!(reached(contribution, day("2024-02-29")).step, Some(Step::Commitment));
}
