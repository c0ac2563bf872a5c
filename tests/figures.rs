//! Vectors of the counting rules: small registers and what they add up to.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

#[path = "figures/control.rs"]
mod control;
#[path = "figures/currencies.rs"]
mod currencies;
#[path = "figures/dsl.rs"]
mod dsl;
#[path = "figures/relations.rs"]
mod relations;

use dsl::{Maker, check, currency, day, figure_of, register, rows, said};
use muster::figures::{
    Count, Ledger, Query, Reason, Splitting, TypedRates, members, open_actions, reached, signatories, stage,
    valid_on,
};
use muster::register::Measure::*;
use muster::register::{Capacity, Id, PurchaseStepKind, Register, Step};
use serde_json::json;

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
fn a_split_by_meeting_follows_the_entries() {
    let register = register()
        .meeting("m", "", "2024-02-02")
        .meeting("n", "", "2024-05-31")
        .contribution("a", &["EE"])
        .pledge("2024-02-02", "5 EUR")
        .met("m")
        .commitment("2024-05-31", "8 EUR")
        .met("n")
        .contribution("b", &["SE"])
        .pledge("2024-01-01", "2 EUR")
        .contribution("c", &["LV"])
        .pledge("2024-02-02", "")
        .met("m")
        .purchase("p")
        .step("ordered", "2024-06-01", "3 EUR")
        .done();
    let check = |measure, on: &str, expected: &[&str]| {
        assert_eq!(rows(&register, measure, on, Splitting::Meeting), expected, "{measure:?} on {on}");
    };
    // What has no figure makes its meeting "or more".
    check(Pledged, "2024-12-31", &["- 2", "m 5 above"]);
    // Raised: each change at the meeting whose entry brought it.
    check(Raised, "2024-03-01", &["- 2", "m 5 above"]);
    check(Raised, "2024-12-31", &["- 2", "m 5 above", "n 3"]);
    // The steps of purchases name no meeting.
    check(Ordered, "2024-12-31", &["- 3"]);
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
