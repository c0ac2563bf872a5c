//! Contributions that repeat, belong to, make good or may be the same as others.

use super::dsl::{check, figure_of, register, rows};
use muster::figures::{Ledger, Reason, Splitting};
use muster::register::Id;
use muster::register::Measure::*;
use serde_json::json;

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
    let bare = super::dsl::register()
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
