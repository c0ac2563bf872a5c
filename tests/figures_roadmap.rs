//! What is planned, what will be needed, and what lapses.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

#[path = "figures/any.rs"]
mod any;
#[path = "figures/dsl.rs"]
mod dsl;

use any::ALL;
use dsl::{Maker, currency, day, figure_of, register};
use muster::figures::{Count, Lapse, Ledger, Query, Roadmap, TypedRates, Who, roadmap};
use muster::register::Register;

fn planned(register: &Register, on: &str) -> Roadmap {
    let query = Query { on: day(on), published: None, currency: currency("EUR") };
    roadmap(register, &Count::new(&Ledger::of(register), &TypedRates::of(register), query))
}

fn year(year: Option<i32>) -> String {
    year.map_or("-".to_owned(), |year| year.to_string())
}

fn check_years(maker: Maker, expected: &[&str]) {
    let all = planned(&maker.done(), "2024-12-31");
    let rows = all.years.iter().map(|one| {
        let rows = one.rows.iter().map(|row| {
            let who = match &row.who {
                Who::Party(id) => id.to_string(),
                Who::Together(ids) => ids.iter().map(|id| id.as_str()).collect::<Vec<_>>().join("+"),
                Who::NotStated => "?".to_owned(),
            };
            format!("{who} {} {}", row.kind.map_or("-", |kind| kind.word()), row.amount.normalize())
        });
        let mut words: Vec<_> = rows.collect();
        words.extend((one.without_sum > 0).then(|| format!("without sum {}", one.without_sum)));
        words.extend(one.unconverted.iter().map(|one| format!("and {} {}", one.sum.value, one.sum.currency)));
        format!("{}: {}", year(one.year), words.join(", "))
    });
    assert_eq!(rows.collect::<Vec<_>>(), expected);
}

#[test]
fn planned_by_year_and_giver() {
    let maker = register()
        .contribution("a", &["EE"])
        .planned("paid", "2025", "10 EUR")
        .planned("paid", "2025-06", "5 EUR")
        .planned("commitment", "2025", "15 EUR")
        .planned("paid", "", "1 EUR")
        .planned("paid", "2026", "")
        .contribution("b", &["LU", "NL"])
        .planned("paid", "2025", "7 EUR")
        .planned("paid", "2026", "3 NOK");
    let expected = [
        "2025: EE commitment 15, EE paid 15, LU+NL paid 7",
        "2026: without sum 1, and 3 NOK",
        "-: EE paid 1",
    ];
    check_years(maker, &expected);
}

#[test]
fn what_lies_ahead_has_the_rate_of_the_day() {
    let rated = register().rate("2023-06-30", "EUR/DKK 7.4").rate("2024-12-31", "EUR/DKK 7.5");
    let maker = rated.contribution("a", &["DK"]).planned("paid", "2027", "75 DKK").planned(
        "paid",
        "2023-06-30",
        "74 DKK",
    );
    check_years(maker, &["2023: DK paid 10", "2027: DK paid 10"]);
}

#[test]
fn what_repeats_another_plans_nothing() {
    let maker = register()
        .contribution("a", &["EE"])
        .planned("paid", "2025", "10 EUR")
        .contribution("b", &["EE"])
        .planned("paid", "2025", "10 EUR")
        .repeats("a");
    check_years(maker.clone(), &["2025: EE paid 10"]);
    assert_eq!(planned(&maker.done(), "2024-12-31").repeats.len(), 1);
}

#[test]
fn needs_by_the_year_by_which_they_are_needed() {
    let need = |maker: Maker, id: &str, by: &str, sum: &str| {
        let maker = maker.purchase(id).step("need", "2024-01-01", sum);
        if by.is_empty() { maker } else { maker.purchase_field("by_when", by.into()) }
    };
    let maker = need(register(), "a", "2026", "4 EUR");
    let maker = need(maker, "b", "", "1 EUR");
    let maker = need(maker, "c", "2025-03", "2 EUR");
    let maker = need(maker, "d", "2026-06-30", "8 EUR");
    let all = planned(&maker.done(), "2024-12-31");
    let rows = all
        .needs
        .iter()
        .map(|one| format!("{} {} {}", year(one.year), one.purchases.len(), one.covered.to_fund));
    assert_eq!(rows.collect::<Vec<_>>(), ["2025 1 2", "2026 2 12", "- 1 1"]);
}

/// What lapsed by the middle of 2025.
fn check_lapsed(maker: Maker, expected: &[&str]) {
    let all = planned(&maker.done(), "2025-06-30");
    let rows = all.lapsed.iter().map(|one| {
        let why = if one.why == Lapse::Planned { "planned" } else { "unspent" };
        let or_less = if one.or_less { " or less" } else { "" };
        let beside = if one.converted.is_none() { " no rate" } else { "" };
        format!(
            "{} {} {why} {} {}{or_less}{beside}",
            one.contribution, one.year, one.money.value, one.money.currency
        )
    });
    assert_eq!(rows.collect::<Vec<_>>(), expected);
}

#[test]
fn planned_money_whose_year_has_passed() {
    let a = || register().contribution("a", &["EE"]).planned("paid", "2024", "10 EUR");
    check_lapsed(a(), &["a 2024 planned 10 EUR"]);
    check_lapsed(a().entry("paid", "2024-05-01", "10 EUR"), &[]);
    check_lapsed(a().entry("paid", "2024-05-01", "4 EUR"), &["a 2024 planned 6 EUR"]);
    check_lapsed(a().delivery("2024-05-01", "12 EUR"), &[]);
    // A pledge is no payment, and next year is not this one.
    check_lapsed(a().pledge("2024-05-01", "10 EUR"), &["a 2024 planned 10 EUR"]);
    check_lapsed(a().entry("paid", "2025-01-02", "10 EUR"), &["a 2024 planned 10 EUR"]);
    let late = a().entry("paid", "2025-01-02", "10 EUR").with("counts_for", 2024.into());
    check_lapsed(late, &[]);
    check_lapsed(a().entry("paid", "2024-05-01", ""), &["a 2024 planned 10 EUR or less"]);
    check_lapsed(a().planned("commitment", "2024", "12 EUR"), &["a 2024 planned 12 EUR"]);
    check_lapsed(a().planned("paid", "2025", "12 EUR"), &["a 2024 planned 10 EUR"]);
    let made_good = a().contribution("b", &["EE"]).entry("paid", "2024-05-01", "10 EUR").fulfils("a");
    check_lapsed(made_good, &[]);
    let foreign = register().contribution("a", &["NO"]).planned("paid", "2024", "10 NOK");
    check_lapsed(foreign, &["a 2024 planned 10 NOK no rate"]);
}

#[test]
fn commitments_of_a_year_that_were_not_spent() {
    let a = || {
        register()
            .contribution("a", &["EE"])
            .commitment("2024-03-01", "10 EUR")
            .with("counts_for", 2024.into())
    };
    check_lapsed(a(), &["a 2024 unspent 10 EUR"]);
    check_lapsed(register().contribution("a", &["EE"]).commitment("2024-03-01", "10 EUR"), &[]);
    check_lapsed(a().entry("expenditure", "2024-05-01", "4 EUR"), &["a 2024 unspent 6 EUR"]);
    check_lapsed(a().delivery("2024-05-01", "7 EUR"), &["a 2024 unspent 3 EUR"]);
    check_lapsed(a().delivery("2024-05-01", ""), &["a 2024 unspent 10 EUR or less"]);
    // What is spent uses the earlier commitment first.
    let next = a().commitment("2024-12-01", "20 EUR").with("counts_for", 2025.into());
    check_lapsed(next.clone().entry("expenditure", "2024-12-05", "10 EUR"), &[]);
    check_lapsed(next, &["a 2024 unspent 10 EUR"]);
    let foreign = register()
        .contribution("a", &["NO"])
        .commitment("2024-03-01", "10 NOK")
        .with("counts_for", 2024.into());
    check_lapsed(foreign, &["a 2024 unspent 10 NOK no rate"]);
}

#[test]
fn what_is_planned_is_in_no_figure() {
    let register = register().contribution("a", &["EE"]).planned("paid", "2024-01-01", "10 EUR").done();
    for measure in ALL {
        let figure = figure_of(&register, measure, "2026-12-31");
        assert!(figure.amount.is_zero() && figure.parts.is_empty() && figure.unvalued == 0, "{measure:?}");
    }
}

/// Year, planned, to fund and gap.
fn check_ahead(maker: Maker, expected: &[&str]) {
    let all = planned(&maker.done(), "2024-12-31").ahead(day("2024-12-31"));
    let rows = all.iter().map(|one| {
        let sums = [one.planned, one.covered.to_fund, one.gap].map(|sum| sum.normalize().to_string());
        format!("{}: {}, not in {}, needs {}", year(one.year), sums.join(" "), one.not_in, one.needs)
    });
    assert_eq!(rows.collect::<Vec<_>>(), expected);
}

#[test]
fn planned_money_beside_needs() {
    let maker = register()
        .contribution("a", &["EE"])
        .planned("paid", "2025", "10 EUR")
        .planned("paid", "2025-06", "5 EUR")
        .planned("commitment", "2025", "12 EUR")
        .planned("paid", "2026", "")
        .contribution("b", &["LU"])
        .planned("commitment", "2025", "7 EUR")
        .planned("paid", "2027", "3 NOK");
    let need = |maker: Maker, id: &str, by: &str, sum: &str| {
        maker.purchase(id).step("need", "2024-01-01", sum).purchase_field("by_when", by.into())
    };
    let maker = need(maker, "p", "2025-03", "30 EUR");
    let maker = need(maker, "q", "2025-12", "1 EUR");
    let maker = need(maker, "r", "2028", "").purchase("s").step("need", "2024-01-01", "4 EUR");
    let expected = [
        "2025: 22 31 9, not in 0, needs 2",
        "2026: 0 0 0, not in 1, needs 0",
        "2027: 0 0 0, not in 1, needs 0",
        "2028: 0 0 0, not in 0, needs 1",
        "-: 0 4 4, not in 0, needs 1",
    ];
    check_ahead(maker, &expected);
    let more = register().contribution("a", &["EE"]).planned("paid", "2025", "10 EUR");
    check_ahead(more, &["2025: 10 0 -10, not in 0, needs 0"]);
    // What was planned for a year that has passed cannot come any more.
    let late = register().contribution("a", &["EE"]).planned("paid", "2023", "10 EUR");
    check_ahead(need(late, "p", "2023-06", "4 EUR"), &["2023: 10 4 4, not in 0, needs 1"]);
}
