//! The days that a register speaks of.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

#[path = "figures/dsl.rs"]
mod dsl;

use dsl::{day, register};
use muster::figures::Ledger;
use muster::figures::days::Days;
use muster::register::Register;

fn days(register: &Register, last: &str) -> Days {
    Days::of(register, &Ledger::of(register), day(last))
}

fn two_meetings() -> Register {
    register()
        .meeting("m", "", "2024-02-02")
        .meeting("n", "", "2024-03")
        .contribution("a", &["EE"])
        .pledge("2024-01-20", "5 EUR")
        .done()
}

#[test]
fn they_begin_with_the_first_entry_or_meeting() {
    let check = |register: &Register, last: &str, expected: &str| {
        assert_eq!(days(register, last).first, day(expected), "to {last}");
    };
    check(&two_meetings(), "2024-12-31", "2024-01-20");
    check(&register().meeting("m", "", "2024-02-02").done(), "2024-12-31", "2024-02-02");
    // Nothing is dated before the last day: there is still a day to go back to.
    check(&two_meetings(), "2024-01-20", "2024-01-19");
    check(&register().done(), "2024-01-20", "2024-01-19");
}

#[test]
fn places_and_days_are_each_other() {
    let days = days(&two_meetings(), "2024-02-01");
    let check = |at: &str, place: u32, back: &str| {
        assert_eq!((days.place(day(at)), days.at(days.place(day(at)))), (place, day(back)), "{at}");
    };
    check("2024-01-20", 0, "2024-01-20");
    check("2024-02-01", 12, "2024-02-01");
    check("2023-01-01", 0, "2024-01-20");
    check("2025-01-01", 12, "2024-02-01");
    assert_eq!(days.at(u32::MAX), day("2024-02-01"));
}

#[test]
fn from_meeting_to_meeting() {
    let days = days(&two_meetings(), "2024-12-31");
    let check = |at: &str, before: Option<&str>, after: Option<&str>| {
        assert_eq!((days.before(day(at)), days.after(day(at))), (before.map(day), after.map(day)), "{at}");
    };
    check("2024-01-20", None, Some("2024-02-02"));
    check("2024-02-02", None, Some("2024-03-31"));
    // A meeting known to the month stands at its last day.
    check("2024-03-30", Some("2024-02-02"), Some("2024-03-31"));
    check("2024-12-31", Some("2024-03-31"), None);
}
