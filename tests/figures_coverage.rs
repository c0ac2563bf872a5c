//! Needs by priority.
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

use any::{cases, gifts, make, purchases};
use dsl::{Maker, currency, day, figure_of, register};
use muster::figures::{Count, Coverage, Covered, Ledger, Of, Query, TypedRates, coverage, findings_at};
use muster::register::checks::check_all;
use muster::register::{Id, Measure, Register};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::Value;

fn covered(register: &Register, on: &str) -> Coverage {
    let query = Query { on: day(on), published: None, currency: currency("EUR") };
    coverage(register, &Count::new(&Ledger::of(register), &TypedRates::of(register), query))
}

/// "100 funded 60 proposed 5 to fund 40 delivered 20": what is not zero.
fn print(covered: &Covered) -> String {
    let sums = [
        ("funded", covered.funded),
        ("proposed", covered.proposed),
        ("to fund", covered.to_fund),
        ("beyond", covered.beyond),
        ("delivered", covered.delivered),
    ];
    let mut words = vec![covered.value.normalize().to_string()];
    words.extend(
        sums.iter()
            .filter(|(_, sum)| !sum.is_zero())
            .map(|(name, sum)| format!("{name} {}", sum.normalize())),
    );
    let counts = [
        ("without value", covered.without_value),
        ("without sum", covered.without_sum),
        ("unconverted", covered.unconverted),
    ];
    words
        .extend(counts.iter().filter(|(_, count)| *count > 0).map(|(name, count)| format!("{name} {count}")));
    words.join(" ")
}

fn check(maker: Maker, expected: &[&str]) {
    let all = covered(&maker.done(), "2024-12-31");
    let needs = all.needs.iter().map(|need| format!("{}: {}", need.purchase, print(&need.covered)));
    assert_eq!(needs.collect::<Vec<_>>(), expected);
}

fn money() -> Maker {
    register().contribution("c", &["EE"]).commitment("2024-01-01", "1000 EUR")
}

#[test]
fn what_is_funded_and_what_is_left() {
    let p = || money().purchase("p").step("need", "2024-01-01", "100 EUR");
    check(p(), &["p: 100 to fund 100"]);
    check(p().funded(&["c"], "60 EUR"), &["p: 100 proposed 60 to fund 40"]);
    let approved = || p().step("approved", "2024-02-01", "").funded(&["c"], "60 EUR");
    check(approved(), &["p: 100 funded 60 to fund 40"]);
    check(approved().delivered("2024-03-01", "20 EUR"), &["p: 100 funded 60 to fund 40 delivered 20"]);
    check(approved().funded(&["c"], ""), &["p: 100 funded 60 to fund 40 without sum 1"]);
    check(approved().funded(&[], "50 EUR"), &["p: 100 funded 110 beyond 10"]);
    check(approved().step("cancelled", "2024-03-01", ""), &[]);
    check(approved().step("ordered", "2024-03-01", "80 EUR"), &["p: 80 funded 60 to fund 20"]);
    check(approved().step("received", "2024-03-01", "80 EUR"), &["p: 80 funded 60 to fund 20"]);
}

#[test]
fn what_is_not_known_is_told() {
    check(money().purchase("p"), &["p: 0 without value 1"]);
    check(money().purchase("p").step("need", "2025-01-01", "100 EUR"), &[]);
    let foreign = money().purchase("p").step("need", "2024-01-01", "100 NOK").funded(&["c"], "1 EUR");
    check(foreign, &["p: 0 proposed 1 unconverted 1"]);
    // A step without a date stands from its recording on.
    let undated = register()
        .purchase("p")
        .step("need", "2024-01-01", "9 EUR")
        .set(&["purchases", "p", "steps", "l0001", "date"], Value::Null);
    assert_eq!(covered(&undated.clone().done(), "2026-12-31").needs.len(), 1);
    check(undated, &[]);
}

#[test]
fn what_is_left_is_of_the_value_and_has_its_rate() {
    let maker = money()
        .rate("2024-01-01", "EUR/DKK 7.5")
        .rate("2024-02-01", "EUR/DKK 7.4")
        .purchase("p")
        .step("need", "2024-01-01", "150 DKK")
        .step("approved", "2024-02-01", "")
        .funded(&["c"], "74 DKK");
    check(maker.clone(), &["p: 20 funded 10 to fund 10.13"]);
    // In several currencies the comparison is made in that of the count.
    check(maker.funded(&["c"], "5 EUR"), &["p: 20 funded 15 to fund 5"]);
}

#[test]
fn by_priority_those_without_one_last() {
    let need = |maker: Maker, id: &str, priority: Option<u32>, sum: &str| {
        let maker = maker.purchase(id).step("need", "2024-01-01", sum);
        priority.map_or(maker.clone(), |priority| maker.purchase_field("priority", priority.into()))
    };
    let maker = need(money(), "a", None, "1 EUR");
    let maker = need(maker, "b", Some(2), "2 EUR");
    let maker = need(maker, "c", Some(1), "4 EUR");
    let maker = need(maker, "d", Some(2), "8 EUR");
    let all = covered(&maker.done(), "2024-12-31");
    let rows = all.priorities.iter().map(|row| (row.priority, row.count, row.covered.to_fund.to_string()));
    let expected = [(Some(1), 1, "4"), (Some(2), 2, "10"), (None, 1, "1")];
    assert_eq!(
        rows.collect::<Vec<_>>(),
        expected.map(|(priority, count, sum)| (priority, count, sum.to_owned()))
    );
    assert_eq!(all.total.to_fund.to_string(), "15");
    assert_eq!(all.needs.iter().map(|need| need.purchase.as_str()).collect::<Vec<_>>(), ["c", "b", "d", "a"]);
}

#[test]
fn shares_are_checked_at_both_ends() {
    let register = register()
        .contribution("c", &["EE"])
        .pledge("2024-01-01", "50 EUR")
        .contribution("d", &["EE"])
        .pledge("2024-01-01", "50 EUR")
        .purchase("p")
        .step("need", "2024-01-01", "55 EUR")
        .funded(&["c"], "60 EUR")
        .purchase("q")
        .step("need", "2024-01-01", "9 EUR")
        .done();
    let findings = check_all(&register, day("2024-12-31"));
    let found = |of: &Of| findings_at(&register, &findings, of).iter().map(|one| one.id).collect::<Vec<_>>();
    assert_eq!(found(&Of::Purchase(Id::from("p"))), ["shares-beyond-purchase", "shares-beyond-contribution"]);
    assert_eq!(found(&Of::Contribution(Id::from("c"))), ["shares-beyond-contribution"]);
    assert!(
        found(&Of::Contribution(Id::from("d"))).is_empty() && found(&Of::Purchase(Id::from("q"))).is_empty()
    );
}

proptest! {
    #![proptest_config(cases(128))]

    /// Funded is allocated, delivered is what was delivered of purchases, and rows add up to the total.
    #[test]
    fn the_same_sums_as_the_figures(gifts in gifts(), purchases in purchases()) {
        let register = make(&gifts, &purchases).done();
        let on = "2024-09-30";
        let all = covered(&register, on);
        let sum = |get: fn(&Covered) -> Decimal| all.priorities.iter().map(|row| get(&row.covered)).sum::<Decimal>();
        for get in [|c: &Covered| c.value, |c: &Covered| c.funded, |c: &Covered| c.to_fund, |c: &Covered| c.delivered] {
            prop_assert_eq!(sum(get), get(&all.total));
        }
        prop_assert_eq!(all.total.funded, figure_of(&register, Measure::Allocated, on).amount);
        let cancelled = purchases.iter().any(|one| one.steps.iter().any(|(kind, ..)| kind == &"cancelled"));
        let delivered = figure_of(&register, Measure::Delivered, on).parts;
        let delivered = delivered.iter().filter(|part| matches!(part.of, Some(Of::Purchase(_))));
        prop_assert!(cancelled || all.total.delivered == delivered.map(|part| part.converted).sum::<Decimal>());
        for need in &all.needs {
            prop_assert!(need.covered.to_fund.is_zero() || need.covered.beyond.is_zero());
        }
    }
}
