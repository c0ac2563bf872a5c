//! Two days side by side.
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

use any::{ALL, cases, gifts, make, purchases};
use dsl::{Maker, currency, day, register};
use muster::figures::{
    Between, Changed, Count, Ledger, Level, Query, TypedRates, between, changed, held, meeting_before,
};
use muster::register::{Id, Measure, Measure::*, Register};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::json;

fn compared(register: &Register, from: &str, until: &str) -> Between {
    compared_by(register, from, until, None)
}

/// By what had been published by a day.
fn compared_by(register: &Register, from: &str, until: &str, by: Option<&str>) -> Between {
    let query = Query { on: day(until), published: by.map(day), currency: currency("EUR") };
    let (ledger, rates) = (Ledger::of(register), TypedRates::of(register));
    between(register, &Count::new(&ledger, &rates, query), day(from), &ALL)
}

fn print(changed: &Changed) -> String {
    let row = |row: &muster::figures::Added| {
        let of = row.of.as_ref().map_or("-", |of| of.id().as_str());
        let new = if row.is_new { " new" } else { "" };
        let bare = if row.without_figure { " no figure" } else { "" };
        format!("{of} {}{new}{bare}", row.change.normalize())
    };
    let rows: Vec<_> = changed.rows.iter().map(row).collect();
    format!("{}: {}", changed.change.normalize(), rows.join(", "))
}

fn check(maker: Maker, measure: Measure, expected: &str) {
    let all = compared(&maker.done(), "2024-03-31", "2024-09-30");
    let changed = all.money.iter().find(|changed| changed.measure == measure).unwrap();
    assert_eq!(print(changed), expected, "{measure:?}");
}

#[test]
fn new_money_by_contribution() {
    let maker = register()
        .contribution("a", &["EE"])
        .pledge("2024-01-01", "10 EUR")
        .pledge("2024-05-01", "5 EUR")
        .contribution("b", &["LU"])
        .pledge("2024-02-01", "7 EUR")
        .contribution("c", &["NL"])
        .pledge("2024-04-01", "")
        .contribution("d", &["DK"])
        .commitment("2024-04-02", "3 EUR")
        .contribution("e", &["DK"])
        .pledge("2024-10-01", "3 EUR");
    check(maker.clone(), Pledged, "5: a 5, c 0 new no figure");
    check(maker.clone(), Raised, "8: a 5, c 0 new no figure, d 3 new");
    check(maker.clone(), Committed, "3: d 3 new");
    check(maker, Paid, "0: ");
}

#[test]
fn a_sum_that_gives_way_is_taken_out() {
    // A pledge that turns out to be on record already.
    let maker = register()
        .contribution("a", &["EE"])
        .pledge("2024-05-01", "10 EUR")
        .contribution("b", &["EE"])
        .pledge("2024-01-01", "10 EUR")
        .repeats("a");
    check(maker, Pledged, "0: a 10 new, b -10");
    let maker = register()
        .contribution("a", &["EE"])
        .commitment("2024-01-01", "10 EUR")
        .purchase("p")
        .step("approved", "2024-05-01", "12 EUR")
        .funded(&["a"], "12 EUR");
    check(maker, ToBeAllocated, "-10: - 2 new, p -12 new");
}

#[test]
fn a_rate_that_comes_is_a_change() {
    let maker = register()
        .contribution("a", &["DK"])
        .pledge("2024-03-10", "75 DKK")
        .with("value_date", "2024-05".into())
        .rate("2024-05", "EUR/DKK 7.5");
    let all = compared(&maker.done(), "2024-03-31", "2024-09-30");
    let pledged = &all.money[0];
    assert_eq!(print(pledged), "10: a 10 new");
    assert_eq!(pledged.unconverted.iter().map(|one| one.sum.value.to_string()).collect::<Vec<_>>(), ["-75"]);
}

fn ids(all: &[Id]) -> Vec<&str> {
    all.iter().map(Id::as_str).collect()
}

#[test]
fn who_came_and_went() {
    let until = |party: &str, from: &str, until: &str| json!({"party": party, "role": "member", "from": from, "until": until});
    let register = register()
        .member("EE", "2023-09-19")
        .member("LU", "2024-04-01")
        .set(&["memberships", "x"], until("NL", "2023-09-19", "2024-05-01"))
        .member("BE", "2023-09-19")
        .role("BE", "observer", "2024-06-01")
        .member("JP", "2023-09-19")
        .set(
            &["memberships", "y"],
            json!({"party": "JP", "role": "observer", "from": "2023-09-19", "until": "2024-06-01"}),
        )
        .done();
    let members = compared(&register, "2024-03-31", "2024-09-30").members;
    assert_eq!((members.before, members.after), (3, 3));
    assert_eq!((ids(&members.joined), ids(&members.left)), (vec!["JP", "LU"], vec!["NL"]));
    assert_eq!(members.disputed, [(Id::from("BE"), true)]);
    assert_eq!(members.settled, [(Id::from("JP"), true)]);
}

#[test]
fn purchases_that_moved() {
    let register = register()
        .purchase("p")
        .step("need", "2024-01-01", "")
        .step("approved", "2024-05-01", "10 EUR")
        .purchase("q")
        .step("ordered", "2024-01-01", "")
        .purchase("r")
        .step("need", "2024-07-01", "")
        .delivered("2024-08-01", "")
        .done();
    let all = compared(&register, "2024-03-31", "2024-09-30");
    let word = |stage: Option<muster::register::PurchaseStepKind>| stage.map_or("-", |stage| stage.word());
    let moved = all.purchases.iter().map(|one| (one.purchase.as_str(), word(one.then), word(one.now)));
    assert_eq!(moved.collect::<Vec<_>>(), [("p", "need", "approved"), ("r", "-", "delivered")]);
}

fn meetings() -> Maker {
    register()
        .meeting("m1", "steering", "2024-01-15")
        .meeting("m2", "steering", "2024-04-15")
        .meeting("x", "", "2024-05-01")
        .meeting("m3", "steering", "2024-05-31")
        .meeting("m4", "steering", "2024-12-01")
        .meeting("m0", "steering", "2024-01")
}

#[test]
fn actions_and_meetings() {
    let action =
        |made: &str, closed: &str, state: &str| json!({"made_at": made, "closed_at": closed, "state": state});
    let register = meetings()
        .set(&["actions", "a"], json!({"made_at": "m1"}))
        .set(&["actions", "b"], action("m1", "m2", "done"))
        .set(&["actions", "c"], action("m2", "m3", "dropped"))
        .set(&["actions", "d"], action("m2", "m4", "done"))
        .set(&["actions", "e"], json!({"state": "done"}))
        .done();
    let all = compared(&register, "2024-03-31", "2024-09-30");
    assert_eq!(ids(&all.opened), ["c", "d"]);
    let closed = all.closed.iter().map(|one| (one.action.as_str(), one.state.word(), one.meeting.as_str()));
    assert_eq!(closed.collect::<Vec<_>>(), [("b", "done", "m2"), ("c", "dropped", "m3")]);
    assert_eq!(all.meetings.iter().map(|one| one.meeting.as_str()).collect::<Vec<_>>(), ["m2", "x", "m3"]);
    assert_eq!(held(&register, None, day("2024-01-31")).len(), 2);
}

#[test]
fn the_meeting_before_is_of_the_same_series() {
    let register = meetings().meeting("y", "", "2024-06-01").done();
    let before = |id: &str| meeting_before(&register, &Id::from(id)).map(|held| held.meeting.to_string());
    assert_eq!(before("m3").as_deref(), Some("m2"));
    assert_eq!(before("m2").as_deref(), Some("m0"));
    assert_eq!(before("y").as_deref(), Some("x"));
    assert_eq!((before("x"), before("m1"), before("none")), (None, None, None));
}

proptest! {
    #![proptest_config(cases(96))]

    /// Rows add up to the change of each figure, to the cent; and two stretches to the whole.
    #[test]
    fn rows_add_up(gifts in gifts(), purchases in purchases()) {
        let register = make(&gifts, &purchases).done();
        let (ledger, rates) = (Ledger::of(&register), TypedRates::of(&register));
        let query = Query { on: day("2024-09-30"), published: None, currency: currency("EUR") };
        let count = Count::new(&ledger, &rates, query);
        for measure in ALL {
            let all = changed(&count, day("2024-02-29"), measure);
            let sum: Decimal = all.rows.iter().map(|row| row.change).sum();
            prop_assert_eq!(sum, all.change, "{:?}", all);
            prop_assert_eq!(all.after, Level::of(&count.figure(measure)));
            let middle = day("2024-05-31");
            let first = changed(&count.on(middle), day("2024-02-29"), measure);
            let second = changed(&count, middle, measure);
            prop_assert_eq!(first.change + second.change, all.change);
        }
    }
}

/// What was made public after the day of publication is not in; what no dated source speaks of is.
#[test]
fn what_had_been_published() {
    let cites = |source: &str| json!({"s": {"source": source}});
    let source = |maker: Maker, id: &str, date: &str| maker.set(&["sources", id], json!({"shown": date}));
    let maker = source(source(register(), "may", "2024-05-31"), "july", "2024-07-31")
        .meeting("m", "", "2024-05-20")
        .meeting("n", "", "2024-05-21")
        .set(&["meetings", "n", "sources"], cites("july"))
        .set(
            &["memberships", "e"],
            json!({"party": "EE", "role": "member", "from": "2024-05-01", "sources": cites("may")}),
        )
        .set(
            &["memberships", "l"],
            json!({"party": "LU", "role": "member", "from": "2024-05-01", "sources": cites("july")}),
        )
        .set(&["actions", "a"], json!({"text": "a", "made_at": "m", "sources": cites("may")}))
        .set(&["actions", "b"], json!({"text": "b", "made_at": "m", "sources": cites("july")}))
        .purchase("p")
        .step("need", "2024-05-01", "")
        .step("ordered", "2024-05-02", "")
        .line_with("steps", "sources", cites("july"))
        .purchase("q")
        .purchase_field("sources", cites("july"))
        .delivered("2024-05-02", "");
    let said = |by: Option<&str>| {
        let all = compared_by(&maker.clone().done(), "2024-03-31", "2024-09-30", by);
        let ids = |ids: Vec<&Id>| ids.into_iter().map(Id::as_str).collect::<Vec<_>>().join("+");
        let moved = all.purchases.iter().map(|one| format!("{} {}", one.purchase, one.now.unwrap().word()));
        [
            ids(all.members.joined.iter().collect()),
            moved.collect::<Vec<_>>().join("+"),
            ids(all.opened.iter().collect()),
            ids(all.meetings.iter().map(|held| &held.meeting).collect()),
        ]
        .join(", ")
    };
    assert_eq!(said(None), "EE+LU, p ordered+q delivered, a+b, m+n");
    assert_eq!(said(Some("2024-08-01")), said(None));
    assert_eq!(said(Some("2024-06-30")), "EE, p need, a, m");
    assert_eq!(said(Some("2024-05-30")), ", p need, , m");
}
