//! From when on something is new, and a figure on two days.
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
use muster::figures::{Compared, Count, Ledger, Query, Since, TypedRates, series_held};
use muster::register::Register;
use proptest::prelude::*;
use rust_decimal::Decimal;

fn meetings() -> Maker {
    let kind = |maker: Maker, id: &str, kind: &str| maker.set(&["meetings", id, "kind"], kind.into());
    let maker = register()
        .meeting("s1", "steering", "2024-01-15")
        .meeting("s2", "steering", "2024-05")
        .meeting("p1", "parent", "2024-02-14")
        .meeting("p2", "parent", "2024-03-19")
        .meeting("p3", "parent", "2024-06-13")
        .meeting("x", "", "2024-04-01");
    kind(kind(maker, "s1", "steering-group"), "p1", "parent-body")
}

fn said(since: Option<Since>) -> String {
    since.map_or("-".to_owned(), |one| match one.meeting {
        Some(id) => format!("{id} {}", one.day),
        None => one.day.to_string(),
    })
}

#[test]
fn the_last_meeting_is_of_the_main_series() {
    let register = meetings().done();
    let check = |on: &str, expected: &str| {
        assert_eq!(said(Since::last_meeting(&register, day(on))), expected, "{on}")
    };
    // A meeting on the day itself is what is compared, not what it is compared with.
    check("2024-05-31", "s1 2024-01-15");
    check("2024-06-01", "s2 2024-05-31");
    check("2024-12-31", "s2 2024-05-31");
    check("2024-01-15", "-");
    // Before the first of the main series, the last of any.
    let late = meetings().set(&["meetings", "s1", "date"], "2024-07-01".into()).done();
    assert_eq!(said(Since::last_meeting(&late, day("2024-04-15"))), "x 2024-04-01");
}

#[test]
fn as_it_is_asked_for() {
    let register = meetings().done();
    let check =
        |text: &str, expected: &str| assert_eq!(said(Since::read(&register, text)), expected, "{text}");
    check("s2", "s2 2024-05-31");
    check("2024-02-02", "2024-02-02");
    check("2024-02", "2024-02-29");
    check("nothing", "-");
    check("", "-");
}

#[test]
fn series_in_their_order() {
    let names = |register: &Register, until: &str| {
        let all = series_held(register, day(until));
        let one = |one: &muster::figures::SeriesHeld| {
            let main = if one.is_main { "*" } else { "" };
            format!("{}{main} {}", one.series.as_deref().unwrap_or("-"), one.held.len())
        };
        all.iter().map(one).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(names(&meetings().done(), "2024-12-31"), "steering* 2, parent 3, - 1");
    assert_eq!(names(&meetings().done(), "2024-02-29"), "steering* 1, parent 1");
    // Without a steering group the series with most meetings, and one before none.
    let plain = register().meeting("a", "", "2024-01-01").meeting("b", "", "2024-01-02").meeting(
        "c",
        "talks",
        "2024-01-03",
    );
    assert_eq!(names(&plain.done(), "2024-12-31"), "talks* 1, - 2");
    assert_eq!(names(&register().meeting("a", "", "2024-01-01").done(), "2024-12-31"), "-* 1");
    assert_eq!(names(&register().done(), "2024-12-31"), "");
}

proptest! {
    #![proptest_config(cases(96))]

    /// The change as a figure is what its parts add up to, and without a figure where something new has none.
    #[test]
    fn the_change_as_a_figure(gifts in gifts(), purchases in purchases()) {
        let register = make(&gifts, &purchases).done();
        let (ledger, rates) = (Ledger::of(&register), TypedRates::of(&register));
        let query = Query { on: day("2024-09-30"), published: None, currency: currency("EUR") };
        let count = Count::new(&ledger, &rates, query);
        for measure in ALL {
            let one = Compared::new(&count, day("2024-02-29"), measure);
            let own = one.difference();
            let sum: Decimal = own.parts.iter().map(|part| part.converted).sum();
            prop_assert_eq!(sum, one.after.amount - one.before.amount, "{:?}", measure);
            prop_assert_eq!(own.amount, one.changed.change);
            prop_assert_eq!(own.without_figure.len(), one.changed.rows.iter().filter(|row| row.is_new && row.without_figure).count());
            prop_assert_eq!(one.is_changed() && !one.is_any(), false);
        }
    }
}
