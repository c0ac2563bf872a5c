//! A measure over time.
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
use dsl::{currency, day, register};
use muster::figures::{Count, Ledger, Level, Query, Series, TypedRates};
use muster::register::{Day, Measure, Measure::*, Register};
use proptest::prelude::*;

fn series(register: &Register, measure: Measure, until: &str) -> Series {
    let query = Query { on: day(until), published: None, currency: currency("EUR") };
    Count::new(&Ledger::of(register), &TypedRates::of(register), query).series(measure)
}

fn print(level: Level) -> String {
    let mut words = vec![level.amount.normalize().to_string()];
    words.extend(level.open.word().map(str::to_owned));
    words.extend(level.about.then(|| "about".to_owned()));
    words.extend((level.unvalued > 0).then(|| format!("unvalued {}", level.unvalued)));
    words.join(" ")
}

fn check(register: &Register, measure: Measure, until: &str, expected: &[&str]) {
    let series = series(register, measure, until);
    let points: Vec<_> =
        series.points.iter().map(|point| format!("{} {}", point.day, print(point.level))).collect();
    assert_eq!(points, expected, "{measure:?} until {until}");
}

#[test]
fn points_only_where_it_changes() {
    let register = register()
        .contribution("a", &["EE"])
        .pledge("2024-02-01", "10 EUR")
        .commitment("2024-03-01", "10 EUR")
        .delivery("2024-04-01", "4 EUR")
        .contribution("b", &["LU"])
        .pledge("2024-02-01", "over 5 EUR")
        .contribution("c", &["NL"])
        .pledge("2024-05-01", "")
        .done();
    check(&register, Raised, "2024-12-31", &["2024-02-01 15 above", "2024-05-01 15 above unvalued 1"]);
    check(&register, Committed, "2024-12-31", &["2024-03-01 10"]);
    check(&register, Undelivered, "2024-12-31", &["2024-03-01 10", "2024-04-01 6"]);
    check(&register, Raised, "2024-01-31", &[]);
    check(&register, Members, "2024-12-31", &[]);
}

#[test]
fn a_repeat_and_what_may_be_the_same_money_are_no_step() {
    let register = register()
        .contribution("a", &["EE"])
        .pledge("2024-02-01", "10 EUR")
        .contribution("b", &["EE"])
        .pledge("2024-01-01", "10 EUR")
        .repeats("a")
        .contribution("c", &["EE"])
        .pledge("2024-03-01", "10 EUR")
        .possibly("same-as", "a")
        .done();
    // Said first, and left out as soon as what it repeats is there.
    check(&register, Pledged, "2024-12-31", &["2024-01-01 10"]);
}

#[test]
fn to_be_allocated_is_cut_off_at_zero_only_in_the_sum() {
    let register = register()
        .contribution("a", &["EE"])
        .commitment("2024-02-01", "10 EUR")
        .commitment("2024-04-01", "10 EUR")
        .purchase("p")
        .step("approved", "2024-03-01", "15 EUR")
        .funded(&["a"], "15 EUR")
        .done();
    check(&register, ToBeAllocated, "2024-12-31", &["2024-02-01 10", "2024-03-01 0", "2024-04-01 5"]);
    check(&register, Allocated, "2024-12-31", &["2024-03-01 15"]);
}

#[test]
fn what_is_dated_too_loosely_is_said_with_its_sum_and_number() {
    let register = register()
        .contribution("a", &["EE"])
        .pledge("2024-02", "10 EUR")
        .pledge("2023", "7 EUR")
        .pledge("[2024-03-01..2024-05-20]", "5 EUR")
        .pledge("", "3 EUR")
        .source("2024-06-01")
        .pledge("2025", "2 EUR")
        .pledge("2025", "2 NOK")
        .done();
    let series = series(&register, Pledged, "2025-03-01");
    let said = |apart: &muster::figures::Apart| (apart.count, apart.sum.to_string(), apart.unconverted.len());
    assert_eq!(said(&series.undated), (1, "3".to_owned(), 0));
    assert_eq!(said(&series.loose), (2, "12".to_owned(), 0));
    assert_eq!(said(&series.not_yet), (2, "2".to_owned(), 1));
    assert_eq!(series.on(day("2025-03-01")).unwrap().amount.to_string(), "25");
    assert_eq!(series.on(day("2023-12-30")), None);
}

#[test]
fn different_measures_and_currencies_are_never_one_line() {
    let register = register().contribution("a", &["EE"]).pledge("2024-02-01", "10 EUR").done();
    let [a, b] = [Raised, Pledged].map(|measure| series(&register, measure, "2024-12-31"));
    assert!(a.joins(&a.clone()) && !a.joins(&b));
    assert!(!a.joins(&Series { currency: currency("DKK"), ..a.clone() }));
}

#[test]
fn a_mean_of_a_period_serves_from_its_end_on() {
    let register = register()
        .contribution("a", &["DK"])
        .pledge("2024-02-10", "75 DKK")
        .with("value_date", "2024-02".into())
        .rate("2024-02", "EUR/DKK 7.5")
        .done();
    check(&register, Pledged, "2024-12-31", &["2024-02-29 10"]);
}

proptest! {
    #![proptest_config(cases(96))]

    /// On every day the series says what the figure of that day says.
    #[test]
    fn the_same_as_the_figure_of_each_day(gifts in gifts(), purchases in purchases(), more in prop::collection::vec(0..700_u64, 4)) {
        let register = make(&gifts, &purchases).done();
        let (ledger, rates) = (Ledger::of(&register), TypedRates::of(&register));
        let query = Query { on: day("2024-09-30"), published: None, currency: currency("EUR") };
        let count = Count::new(&ledger, &rates, query);
        for measure in ALL {
            let series = count.series(measure);
            let begin: Day = day("2023-01-01");
            let others = more.iter().map(|days| begin.checked_add_days(chrono::Days::new(*days)).unwrap());
            let days = series.points.iter().map(|point| point.day).chain(others.filter(|day| *day <= query.on));
            for day in days.chain([query.on]) {
                let figure = count.on(day).figure(measure);
                prop_assert_eq!(series.on(day).unwrap_or_default(), Level::of(&figure), "{:?} on {}", measure, day);
            }
        }
    }
}
