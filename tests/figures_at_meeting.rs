//! What was new at a meeting.
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
use muster::figures::{Count, Ledger, NewAtMeeting, Query, TypedRates};
use muster::register::{Id, Measure, Register};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn new_at(register: &Register, on: &str) -> NewAtMeeting {
    let query = Query { on: day(on), published: None, currency: currency("EUR") };
    Count::new(&Ledger::of(register), &TypedRates::of(register), query).new_at(&Id::from("m"))
}

/// "15 of 10+5 first 5 unvalued 1 possible 1": what was new on the last day of 2024.
fn check(maker: Maker, expected: &str) {
    let new = new_at(&maker.done(), "2024-12-31");
    let rows: Vec<_> =
        new.rows.iter().map(|row| format!("{}={}", row.of.id(), row.amount.normalize())).collect();
    let mut words = vec![new.amount.normalize().to_string(), rows.join(" ")];
    words.extend((!new.first_figures.is_zero()).then(|| format!("first {}", new.first_figures.normalize())));
    words.extend((!new.without_figure.is_empty()).then(|| format!("unvalued {}", new.without_figure.len())));
    words.extend((!new.possibles.is_empty()).then(|| format!("possible {}", new.possibles.len())));
    words.extend(new.unconverted.iter().map(|one| format!("and {} {}", one.sum.value, one.sum.currency)));
    words.retain(|word| !word.is_empty());
    assert_eq!(words.join(" "), expected);
    assert_eq!(new.rows.iter().map(|row| row.amount).sum::<Decimal>(), new.amount);
    let first = new.rows.iter().filter(|row| row.first_figure).map(|row| row.amount);
    assert_eq!(first.sum::<Decimal>(), new.first_figures);
}

fn ee() -> Maker {
    register().meeting("m", "", "2024-05-31").contribution("a", &["EE"])
}

#[test]
fn entries_count_that_name_the_meeting_whatever_their_day() {
    check(ee().pledge("2024-05-31", "10 EUR").met("m"), "10 a=10");
    check(ee().pledge("2024-06-07", "10 EUR").met("m"), "10 a=10");
    check(ee().pledge("2024-05-31", "10 EUR"), "0");
    check(ee().pledge("2025-05-31", "10 EUR").met("m"), "0");
    check(ee().pledge("2024-01-31", "10 EUR").pledge("2024-05-31", "5 EUR").met("m"), "5 a=5");
    check(ee().pledge("2024-01-31", "10 EUR").pledge("2024-05-31", "-4 EUR").met("m"), "-4 a=-4");
}

#[test]
fn what_was_raised_before_is_not_new() {
    // A commitment makes good a pledge; only what goes beyond it is new.
    check(ee().pledge("2024-01-31", "10 EUR").commitment("2024-05-31", "10 EUR").met("m"), "0");
    check(ee().pledge("2024-01-31", "10 EUR").commitment("2024-05-31", "12 EUR").met("m"), "2 a=2");
    let fulfils =
        ee().pledge("2024-01-31", "10 EUR").contribution("b", &["EE"]).commitment("2024-05-31", "12 EUR");
    check(fulfils.met("m").fulfils("a"), "2 b=2");
    let part = ee().pledge("2024-01-31", "10 EUR").contribution("b", &["EE"]).pledge("2024-05-31", "4 EUR");
    check(part.met("m").part_of("a"), "0");
}

#[test]
fn a_repeat_is_never_new() {
    let again = ee()
        .pledge("2024-01-31", "10 EUR")
        .contribution("b", &["EE"])
        .pledge("2024-05-31", "12 EUR")
        .met("m");
    check(again.clone().repeats("a"), "0");
    check(again.clone().possibly("same-as", "a"), "0 possible 1");
    check(again, "12 b=12");
    // Both said there: once.
    let both = ee()
        .pledge("2024-05-31", "10 EUR")
        .met("m")
        .contribution("b", &["EE"])
        .pledge("2024-05-31", "10 EUR");
    check(both.met("m").repeats("a"), "10 a=10");
}

#[test]
fn a_first_figure_stands_apart() {
    check(ee().pledge("2024-01-31", "").pledge("2024-05-31", "5 EUR").met("m"), "5 a=5 first 5");
    check(ee().pledge("2024-05-31", "").met("m"), "0 unvalued 1");
    check(ee().pledge("2024-01-31", "").pledge("2024-05-31", "").met("m"), "0");
    check(ee().pledge("2024-01-31", "1 EUR").pledge("2024-05-31", "5 EUR").met("m"), "5 a=5");
    let two = ee().pledge("2024-01-31", "").pledge("2024-05-31", "5 EUR").met("m");
    check(two.contribution("b", &["LU"]).pledge("2024-05-31", "7 EUR").met("m"), "12 a=5 b=7 first 5");
}

#[test]
fn converted_as_raised_is() {
    let dkk = |maker: Maker| maker.rate("2024-05-31", "EUR/DKK 7.5");
    check(dkk(ee().pledge("2024-05-31", "75 DKK").met("m")), "10 a=10");
    check(ee().pledge("2024-05-31", "75 DKK").met("m"), "0 and 75 DKK");
}

#[test]
fn the_public_example() {
    // Twenty-two million were new at the meeting; two of them are Estonia's part.
    let register = register()
        .meeting("m", "", "2024-05-31")
        .contribution("a", &["LU"])
        .pledge("2023-09-19", "10000000 EUR")
        .contribution("b", &["BE", "EE", "IS", "LU"])
        .pledge("2024-05-31", "22000000 EUR")
        .met("m")
        .contribution("c", &["EE"])
        .pledge("2024-05-31", "2000000 EUR")
        .met("m")
        .part_of("b");
    check(register, "22000000 b=22000000");
}

proptest! {
    #![proptest_config(cases(128))]

    /// Raised less raised of the same register without the entries of the meeting; no entry of it, nothing new.
    #[test]
    fn the_difference_of_two_registers(gifts in gifts(), purchases in purchases()) {
        let on = "2024-09-30";
        let mut plain = gifts.clone();
        for gift in &mut plain {
            // What may be the same both ways is decided by who began first, in the whole register.
            gift.relations.retain(|(kind, _, possible)| *kind != "same-as" && !possible);
        }
        let mut without = plain.clone();
        for gift in &mut without {
            gift.lines.retain(|line| !line.met);
        }
        let with = make(&plain, &[]).done();
        let new = new_at(&with, on);
        // What follows later takes nothing of what was new.
        let on = new.day.map_or(on.to_owned(), |day| day.to_string());
        let before = figure_of(&make(&without, &[]).done(), Measure::Raised, &on).amount;
        let after = figure_of(&with, Measure::Raised, &on).amount;
        prop_assert!(new.amount == after - before, "{} - {} is not {}", after, before, new.amount);
        let any = new_at(&make(&gifts, &purchases).done(), "2024-09-30");
        prop_assert_eq!(any.rows.iter().map(|row| row.amount).sum::<Decimal>(), any.amount);
    }
}
