//! Vectors of purchases and remainders, as `docs/decisions/0024-held-against-an-oracle.md` says and the oracle found.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

#[path = "figures/dsl.rs"]
mod dsl;

use dsl::{check, currency, day, register, rows, said};
use muster::figures::{Count, Ledger, Query, Splitting, TypedRates};
use muster::register::Measure::*;
use serde_json::json;

#[test]
fn a_delivery_of_a_purchase_is_no_entry() {
    let maker = register()
        .contribution("c", &["EE"])
        .pledge("2024-01-01", "")
        .delivery("2024-01-02", "")
        .purchase("p")
        .funded(&["c"], "");
    let valued = maker.clone().delivered("2024-02-01", "8 EUR").done();
    check(&valued, Raised, "2024-12-31", "8 above unvalued 1");
    // One without a figure is part of what was delivered, however much that is.
    let bare = maker.commitment("2024-03-01", "").done();
    check(&bare, Raised, "2024-12-31", "0 above unvalued 1");
    let open = dsl::register()
        .contribution("c", &["EE"])
        .commitment("2024-01-01", "10 EUR")
        .purchase("p")
        .funded(&["c"], "")
        .delivered("2024-02-01", "");
    check(&open.clone().done(), Raised, "2024-12-31", "10 above");
    check(&open.clone().done(), Undelivered, "2024-12-31", "10 below");
    let open = open.delivered("2024-03-01", "4 EUR").done();
    check(&open, Raised, "2024-12-31", "10");
    check(&open, Undelivered, "2024-12-31", "6");
}

#[test]
fn where_nothing_remains_it_can_only_be_more() {
    let with = |pledged: &str, committed: &str| {
        let maker = register().contribution("c", &["EE"]).pledge("2024-01-01", pledged);
        maker.commitment("2024-02-01", committed).done()
    };
    check(&with("10 EUR", "over 10 EUR"), OpenPledge, "2024-12-31", "0");
    check(&with("10 EUR", "almost 10 EUR"), OpenPledge, "2024-12-31", "0 above");
    check(&with("over 10 EUR", "about 10 EUR"), OpenPledge, "2024-12-31", "0 above");
    check(&with("10 EUR", "about 4 EUR"), OpenPledge, "2024-12-31", "6 about");
}

#[test]
fn what_is_allocated_without_a_rate_is_taken_from_what_is_committed_without_one() {
    let register = register()
        .contribution("c", &["EE"])
        .commitment("2024-01-01", "10 NOK")
        .purchase("p")
        .step("approved", "2024-02-01", "")
        .funded(&["c"], "4 NOK")
        .done();
    check(&register, ToBeAllocated, "2024-12-31", "0 and 6 NOK (2)");
}

#[test]
fn an_order_stands_for_an_approval_that_was_not_public() {
    let shown = |date: &str| json!({"shown": date});
    let cited = |source: &str| json!({"s": {"source": source}});
    let register = register()
        .set(&["sources", "late"], shown("2024-06-01"))
        .set(&["sources", "soon"], shown("2024-03-01"))
        .purchase("p")
        .step("approved", "2024-01-01", "")
        .set(&["purchases", "p", "steps", "l0001", "sources"], cited("late"))
        .step("ordered", "2024-02-01", "")
        .set(&["purchases", "p", "steps", "l0002", "sources"], cited("soon"))
        .funded(&[], "4 EUR")
        .done();
    let published = Some(day("2024-04-01"));
    let query = Query { on: day("2024-12-31"), published, currency: currency("EUR") };
    let (ledger, rates) = (Ledger::of(&register), TypedRates::of(&register));
    assert_eq!(said(&Count::new(&ledger, &rates, query).figure(Allocated)), "4");
}

#[test]
fn items_stand_for_the_value_of_an_order_with_their_qualifiers() {
    let with = |order: &str, item: &str, qualifier: &str| {
        let value = |text: &str, qualifier: &str| json!({"what": "things", "value": {"value": text, "currency": "EUR", "qualifier": qualifier}});
        let items = json!({"a": value("5", "exact"), "b": value(item, qualifier)});
        let maker = register().purchase("p").set(&["purchases", "p", "items"], items);
        maker.step("ordered", "2024-01-01", order).step("contracted", "2024-02-01", "").done()
    };
    check(&with("", "2", "over"), Ordered, "2024-12-31", "7 above");
    check(&with("at-most 9 EUR", "2", "exact"), Ordered, "2024-12-31", "7");
    let limited = with("at-most 9 EUR", "2", "at-most");
    check(&limited, Ordered, "2024-12-31", "0 above unvalued 1");
    assert_eq!(dsl::figure_of(&limited, Ordered, "2024-12-31").ceilings.len(), 1);
}

#[test]
fn shares_with_sums_are_in_proportion_also_where_several_give_one_together() {
    let register = register()
        .contribution("a", &["EE"])
        .commitment("2024-01-01", "100 EUR")
        .contribution("b", &["LU"])
        .contribution("c", &["NL"])
        .purchase("p")
        .funded(&["a"], "30 EUR")
        .funded(&["b", "c"], "10 EUR")
        .delivered("2024-05-01", "20 EUR")
        .done();
    let given = rows(&register, Delivered, "2024-12-31", Splitting::Member);
    assert_eq!(given, ["EE 15", "LU 0 above", "NL 0 above", "LU+NL 5"]);
    check(&register, Undelivered, "2024-12-31", "85");
}

#[test]
fn what_remains_of_what_may_be_the_same_money_stands_beside() {
    let register = register()
        .contribution("a", &["EE"])
        .pledge("2024-01-01", "10 EUR")
        .contribution("b", &["EE"])
        .pledge("2024-02-01", "10 EUR")
        .commitment("2024-03-01", "4 EUR")
        .possibly("same-as", "a")
        .done();
    check(&register, OpenPledge, "2024-12-31", "10 possible 6");
    check(&register, ToBeAllocated, "2024-12-31", "4");
}

#[test]
fn what_one_gave_alone_says_nothing_of_its_part_in_another_sum() {
    let register = register()
        .contribution("a", &["EE", "LU"])
        .pledge("2024-01-01", "10 EUR")
        .contribution("b", &["EE"])
        .pledge("2024-01-02", "5 EUR")
        .fulfils("a")
        .purchase("p")
        .funded(&["a"], "10 EUR")
        .funded(&["b"], "10 EUR")
        .delivered("2024-05-01", "20 EUR")
        .done();
    let given = |measure| rows(&register, measure, "2024-12-31", Splitting::Member);
    assert_eq!(given(Raised), ["EE 10 above", "LU 0 above", "EE+LU 10"]);
    assert_eq!(given(Delivered), ["EE 10 above", "LU 0 above", "EE+LU 10"]);
}
