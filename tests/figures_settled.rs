//! Vectors of what `docs/decisions/0024-held-against-an-oracle.md` says, and of what the oracle found.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

#[path = "figures/dsl.rs"]
mod dsl;

use dsl::{check, register, rows};
use muster::figures::Splitting;
use muster::register::Measure::*;
use muster::register::{Now, Pen, Register};
use serde_json::json;

#[test]
fn a_later_edit_does_not_move_what_has_no_date() {
    let first = register().contribution("c", &["EE"]).pledge("", "5 EUR").change();
    let mut pen = Pen::new("r2");
    pen.clock.observe(Register::of([first.clone()]).latest());
    let body = json!({"contributions": {"c": {"entries": {"l0001": {"kind": "pledge", "act": "said"}}}}});
    let now = Now { millis: 2, at: "2026-09-09T12:00:00Z".to_owned() };
    let later = pen.write(body.as_object().unwrap().clone(), &now);
    let register = Register::of([later, first]);
    check(&register, Pledged, "2026-03-01", "5");
    check(&register, Pledged, "2026-02-28", "0");
}

#[test]
fn what_lasted_to_a_month_takes_the_mean_of_its_last() {
    let with = |date: &str| {
        let maker = register().rate("2024-03-31", "EUR/USD 2").rate("2024-03", "EUR/USD 4");
        maker.contribution("c", &["EE"]).pledge(date, "8 USD").done()
    };
    check(&with("2024-01/2024-03"), Pledged, "2024-12-31", "2");
    check(&with("2024-01/2024-03-31"), Pledged, "2024-12-31", "4");
}

#[test]
fn a_reference_rate_of_some_days_before_wins_over_a_typed_one() {
    let typed =
        json!({"rate": {"base": "EUR", "quote": "USD", "value": "4"}, "day": "2024-01-05", "kind": "typed"});
    let reference =
        json!({"rate": {"base": "EUR", "quote": "USD", "value": "2"}, "day": "2024-01-03", "kind": "ecb"});
    let maker = || {
        let maker = register().set(&["rates", "a"], typed.clone()).set(&["rates", "b"], reference.clone());
        maker.contribution("c", &["EE"])
    };
    check(&maker().pledge("2024-01-05", "8 USD").done(), Pledged, "2024-12-31", "4");
    check(&maker().pledge("2024-01-11", "8 USD").done(), Pledged, "2024-12-31", "2");
}

#[test]
fn a_period_that_is_not_over_has_no_mean() {
    let maker = register().rate("2024", "EUR/USD 2").contribution("c", &["EE"]).pledge("2024-02-01", "8 USD");
    let register = maker.with("value_date", json!("2024")).done();
    check(&register, Pledged, "2024-12-30", "0 and 8 USD (1)");
    check(&register, Pledged, "2024-12-31", "4");
}

#[test]
fn parts_go_with_a_whole_that_is_said_again() {
    let register = register()
        .contribution("a", &["EE"])
        .pledge("2024-01-01", "10 EUR")
        .contribution("b", &["EE"])
        .commitment("2024-01-02", "4 EUR")
        .repeats("a")
        .contribution("p", &["EE"])
        .pledge("2024-01-03", "10 EUR")
        .part_of("b")
        .done();
    check(&register, Pledged, "2024-12-31", "10");
    check(&register, Committed, "2024-12-31", "4");
    check(&register, Raised, "2024-12-31", "10");
}

#[test]
fn a_whole_has_the_entries_of_its_parts() {
    let register = register()
        .contribution("a", &["EE", "LU"])
        .contribution("p", &["EE"])
        .pledge("2024-01-01", "10 EUR")
        .part_of("a")
        .contribution("b", &["EE", "LU"])
        .pledge("2024-02-01", "10 EUR")
        .repeats("a")
        .contribution("c", &["EE", "LU"])
        .pledge("2024-02-01", "12 EUR")
        .possibly("same-as", "a")
        .done();
    check(&register, Pledged, "2024-12-31", "10 possible 12");
    check(&register, Raised, "2024-12-31", "10 possible 12");
    // A part that repeats its own whole does not stand in its own way.
    let odd = dsl::register()
        .contribution("a", &["EE", "LU"])
        .contribution("p", &["EE"])
        .pledge("2024-01-01", "10 EUR")
        .part_of("a")
        .repeats("a")
        .done();
    check(&odd, Pledged, "2024-12-31", "10");
}

#[test]
fn what_may_be_the_same_money_is_told_once_and_whole() {
    let register = register()
        .contribution("a", &["EE"])
        .pledge("2024-01-01", "10 EUR")
        .contribution("w", &["EE", "LU"])
        .pledge("2024-02-01", "10 EUR")
        .possibly("same-as", "a")
        .contribution("p", &["EE"])
        .pledge("2024-02-02", "3 EUR")
        .commitment("2024-03-01", "12 EUR")
        .part_of("w")
        .possibly("same-as", "a")
        .done();
    check(&register, Pledged, "2024-12-31", "10 possible 10");
    check(&register, Raised, "2024-12-31", "10 possible 12");
    // What is said again for one step may be the same as another for a further one.
    let again = dsl::register()
        .contribution("a", &["EE"])
        .pledge("2024-01-01", "10 EUR")
        .contribution("b", &["EE"])
        .pledge("2024-02-01", "10 EUR")
        .commitment("2024-03-01", "9 EUR")
        .repeats("a")
        .possibly("same-as", "c")
        .contribution("c", &["EE"])
        .commitment("2024-02-15", "9 EUR")
        .done();
    check(&again, Raised, "2024-12-31", "19 possible 9");
}

#[test]
fn the_first_entry_says_which_gives_way_not_the_first_delivery() {
    let register = register()
        .contribution("a", &["EE"])
        .pledge("2024-01-02", "10 EUR")
        .possibly("same-as", "b")
        .contribution("b", &["EE"])
        .pledge("2024-02-01", "9 EUR")
        .possibly("same-as", "a")
        .purchase("p")
        .funded(&["b"], "9 EUR")
        .delivered("2024-01-01", "1 EUR")
        .done();
    check(&register, Pledged, "2024-12-31", "10 possible 9");
}

#[test]
fn what_a_whole_says_later_without_a_figure_can_still_be_more() {
    let register = register()
        .contribution("w", &["EE", "LU"])
        .pledge("2024-01-01", "3 EUR")
        .pledge("2024-03-01", "")
        .contribution("p", &["EE"])
        .pledge("2024-01-01", "4 EUR")
        .part_of("w")
        .done();
    check(&register, Pledged, "2024-02-01", "4");
    check(&register, Pledged, "2024-12-31", "4 above");
}

#[test]
fn those_without_a_figure_are_the_same_in_raised_as_in_each_step() {
    let register = register()
        .contribution("w", &["EE", "LU"])
        .pledge("2024-01-01", "")
        .contribution("p", &["EE"])
        .pledge("2024-01-01", "5 EUR")
        .part_of("w")
        .contribution("q", &["LU"])
        .pledge("2024-01-01", "")
        .part_of("w")
        .done();
    check(&register, Pledged, "2024-12-31", "5 above unvalued 2");
    check(&register, Raised, "2024-12-31", "5 above unvalued 2");
}

#[test]
fn a_larger_sum_stands_beside_once() {
    let maker = register().contribution("c", &["EE"]).pledge("2024-01-01", "").pledge("2024-02-01", "");
    let register = maker.commitment("2024-03-01", "").inside("13 EUR", "a package").done();
    assert_eq!(dsl::figure_of(&register, Pledged, "2024-12-31").ceilings.len(), 1);
    assert_eq!(dsl::figure_of(&register, Raised, "2024-12-31").ceilings.len(), 1);
}

#[test]
fn raised_falls_to_nothing_when_more_is_cut_than_was_pledged() {
    let register = register()
        .contribution("c", &["EE"])
        .pledge("2024-01-01", "5 EUR")
        .pledge("2024-02-01", "-9 EUR")
        .commitment("2024-03-01", "3 EUR")
        .done();
    check(&register, Raised, "2024-01-31", "5");
    check(&register, Raised, "2024-02-28", "0");
    check(&register, Raised, "2024-12-31", "3");
}

#[test]
fn a_source_with_an_open_end_dates_nothing() {
    let maker = register().contribution("c", &["EE"]).pledge("", "5 EUR").source("2024-01-01/..");
    let cited = json!({"a": {"source": "dated"}});
    let register =
        maker.field("sources", cited).set(&["sources", "dated"], json!({"shown": "2024-02-01"})).done();
    check(&register, Pledged, "2024-01-31", "0");
    check(&register, Pledged, "2024-02-01", "5");
}

#[test]
fn known_parts_stand_in_their_own_area_and_form() {
    let register = register()
        .contribution("w", &["EE", "LU"])
        .pledge("2024-01-01", "22 EUR")
        .contribution("p", &["EE"])
        .pledge("2024-01-01", "2 EUR")
        .field("form", json!("training"))
        .part_of("w")
        .contribution("q", &["EE"])
        .pledge("2024-01-01", "6 EUR")
        .field("form", json!("financial"))
        .part_of("w")
        .contribution("r", &["LU"])
        .pledge("2024-01-01", "1 EUR")
        .part_of("q")
        .done();
    assert_eq!(
        rows(&register, Pledged, "2024-12-31", Splitting::Form),
        ["- 15", "financial 5", "training 2"]
    );
    assert_eq!(rows(&register, Pledged, "2024-12-31", Splitting::Member), ["EE 7", "LU 1", "EE+LU 14"]);
}

#[test]
fn a_repeat_is_held_against_all_that_it_repeats() {
    let register = register()
        .contribution("a", &["EE"])
        .pledge("2024-01-01", "10 EUR")
        .contribution("b", &["EE"])
        .pledge("2024-01-02", "5 EUR")
        .contribution("c", &["EE"])
        .pledge("2024-02-01", "16 EUR")
        .repeats("a")
        .repeats("b")
        .contribution("d", &["EE"])
        .pledge("2024-02-01", "16 EUR")
        .repeats("c")
        .done();
    let beyond: Vec<_> = dsl::figure_of(&register, Pledged, "2024-12-31")
        .said
        .iter()
        .map(|said| (said.contribution.to_string(), said.beyond.value.to_string()))
        .collect();
    assert_eq!(beyond, [("c".to_owned(), "1".to_owned()), ("d".to_owned(), "1".to_owned())]);
}

#[test]
fn a_joint_sum_that_comes_to_nothing_opens_no_row() {
    let pledge = || {
        let maker = register().rate("2024-01-05", "EUR/USD 2");
        maker.contribution("c", &["EE", "LV"]).pledge("2024-01-05", "8 USD")
    };
    let of = |register| rows(&register, Raised, "2024-12-31", Splitting::Member);
    assert_eq!(of(pledge().done()), ["EE 0 above", "LV 0 above", "EE+LV 4"]);
    // What was cut and then promised anew has no rate: it stands beside the whole figure, in nobody's row.
    let anew = pledge().pledge("2024-01-06", "-8 USD").commitment("2024-06-01", "4 USD").done();
    assert_eq!(of(anew), ["EE+LV 0"]);
}
