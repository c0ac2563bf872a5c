//! Where things stand in a chart: bars, lines, matrices.
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
use dsl::{currency, day, figure_of, register};
use muster::figures::layout::{Frame, Scale, attendance, bars, cover, line, thousandths};
use muster::figures::{
    Count, Covered, Ledger, Members, Query, Series, Splitting, TypedRates, by, coverage, held,
};
use muster::register::{Id, Measure, Presence, Register, parse_decimal};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::json;

const FRAME: Frame = Frame { width: 100_000, height: 40_000 };

fn decimal(text: &str) -> Decimal {
    parse_decimal(text).unwrap()
}

fn series(register: &Register, measure: Measure, until: &str) -> Series {
    let query = Query { on: day(until), published: None, currency: currency("EUR") };
    Count::new(&Ledger::of(register), &TypedRates::of(register), query).series(measure)
}

#[test]
fn round_steps() {
    let check = |least: &str, most: &str, step: &str, below: u32, above: u32| {
        let expected = Scale { step: decimal(step), below, above };
        assert_eq!(Scale::of(decimal(least), decimal(most)), expected, "{least} to {most}");
    };
    check("0", "0", "1", 0, 1);
    check("0", "-5", "1", 0, 1);
    check("0", "12203626.22", "5000000", 0, 3);
    check("0", "10", "2", 0, 5);
    check("0", "3", "1", 0, 3);
    check("0", "0.4", "1", 0, 1);
    check("-3", "10", "2", 2, 5);
    check("-300", "10", "100", 3, 1);
    check("-4", "0", "1", 4, 0);
    let ticks = Scale::of(decimal("-3"), decimal("10")).ticks(700);
    let expected: Vec<_> =
        [(0, "-4"), (100, "-2"), (200, "0"), (300, "2")].map(|(at, value)| (at, decimal(value))).into();
    assert_eq!(ticks.iter().map(|tick| (tick.at, tick.value)).take(4).collect::<Vec<_>>(), expected);
    assert_eq!(ticks.len(), 8);
}

#[test]
fn parts_of_a_length() {
    assert_eq!(thousandths(decimal("5"), decimal("10"), 46_000), 23_000);
    assert_eq!(thousandths(decimal("-5"), decimal("10"), 46_000), 0);
    assert_eq!(thousandths(decimal("50"), decimal("10"), 46_000), 46_000);
    assert_eq!(thousandths(decimal("5"), decimal("0"), 46_000), 0);
    let huge = decimal("9999999999999999999999999999");
    assert_eq!(thousandths(huge, huge, 46_000), 46_000);
}

#[test]
fn bars_end_at_the_longest_line() {
    let laid = bars(&[Some(decimal("5")), None, Some(decimal("10")), Some(decimal("-1"))], 46_000);
    assert_eq!(laid.lengths, [Some(23_000), None, Some(46_000), Some(0)]);
    assert_eq!(
        laid.ticks.iter().map(|tick| tick.at).collect::<Vec<_>>(),
        [0, 9_200, 18_400, 27_600, 36_800, 46_000]
    );
    assert_eq!(bars(&[], 100).ticks.len(), 2);
}

#[test]
fn a_line_goes_to_the_right_before_it_rises() {
    let register = register()
        .meeting("m", "", "2024-01-06")
        .contribution("a", &["EE"])
        .pledge("2024-01-01", "5 EUR")
        .pledge("2024-01-06", "5 EUR")
        .done();
    let series = series(&register, Measure::Pledged, "2024-01-11");
    let laid = line(&series, &held(&register, None, day("2024-12-31")), None, FRAME).unwrap();
    assert_eq!(laid.path, [(0, 20_000), (50_000, 20_000), (50_000, 0), (100_000, 0)]);
    assert_eq!(laid.marks.iter().map(|mark| (mark.x, mark.lane)).collect::<Vec<_>>(), [(50_000, 0)]);
    assert_eq!(
        laid.dates.iter().map(|date| date.x).collect::<Vec<_>>(),
        [0, 20_000, 40_000, 60_000, 80_000, 100_000]
    );
    assert_eq!(laid.amounts.first().map(|tick| (tick.at, tick.value)), Some((40_000, Decimal::ZERO)));
    // From a later day on it begins with what was there.
    let later = line(&series, &[], Some(day("2024-01-03")), FRAME).unwrap();
    assert_eq!(later.corners.first().map(|corner| corner.level.amount), Some(decimal("5")));
    assert_eq!(line(&series, &[], Some(day("2024-01-12")), FRAME), None);
    // One day has no width.
    assert_eq!(line(&series, &[], Some(day("2024-01-11")), FRAME).unwrap().from, day("2024-01-10"));
}

#[test]
fn events_are_changes_and_meetings_by_day() {
    let register = register()
        .meeting("m", "", "2024-01-06")
        .meeting("n", "", "2024-01-08")
        .meeting("o", "", "2024-01-08")
        .contribution("a", &["EE"])
        .pledge("2024-01-01", "5 EUR")
        .pledge("2024-01-06", "-2 EUR")
        .done();
    let series = series(&register, Measure::Pledged, "2024-01-11");
    let check = |from: Option<&str>, expected: &[&str]| {
        let laid = line(&series, &held(&register, None, day("2024-12-31")), from.map(day), FRAME).unwrap();
        let events = laid.events();
        let said = events.iter().map(|event| {
            let met: Vec<_> = event.marks.iter().map(|mark| mark.meeting.as_str()).collect();
            let change = event.change.map_or("-".to_owned(), |change| change.normalize().to_string());
            format!("{} {change} {} {}", event.day, event.level.amount.normalize(), met.join("+"))
        });
        assert_eq!(said.collect::<Vec<_>>(), expected);
        let changes: Decimal = events.iter().filter_map(|event| event.change).sum();
        assert_eq!(changes, decimal("3"));
    };
    check(None, &["2024-01-01 5 5 ", "2024-01-06 -2 3 m", "2024-01-08 - 3 n+o"]);
    check(Some("2024-01-07"), &["2024-01-07 3 3 ", "2024-01-08 - 3 n+o"]);
}

#[test]
fn what_falls_below_zero_is_drawn_below() {
    let register = register()
        .contribution("a", &["EE"])
        .pledge("2024-01-01", "5 EUR")
        .pledge("2024-02-01", "-10 EUR")
        .done();
    let laid = line(&series(&register, Measure::Pledged, "2024-03-01"), &[], None, FRAME).unwrap();
    assert_eq!(laid.path.last(), Some(&(100_000, 40_000)));
}

#[test]
fn dates_stand_at_firsts() {
    let check = |from: &str, until: &str, expected: &[&str]| {
        let register = register().contribution("a", &["EE"]).pledge(from, "5 EUR").done();
        let laid = line(&series(&register, Measure::Pledged, until), &[], None, FRAME).unwrap();
        assert_eq!(laid.dates.iter().map(|date| date.day.to_string()).collect::<Vec<_>>(), expected);
    };
    check(
        "2023-09-19",
        "2024-05-31",
        &[
            "2023-10-01",
            "2023-11-01",
            "2023-12-01",
            "2024-01-01",
            "2024-02-01",
            "2024-03-01",
            "2024-04-01",
            "2024-05-01",
        ],
    );
    check(
        "2023-09-19",
        "2025-03-31",
        &["2023-10-01", "2024-01-01", "2024-04-01", "2024-07-01", "2024-10-01", "2025-01-01"],
    );
    check(
        "1990-05-05",
        "2024-01-01",
        &["1995-01-01", "2000-01-01", "2005-01-01", "2010-01-01", "2015-01-01", "2020-01-01"],
    );
    check("2024-02-10", "2024-02-12", &["2024-02-10", "2024-02-11", "2024-02-12"]);
}

#[test]
fn an_empty_cell_is_not_stated() {
    let line =
        |party: &str, presence: &str| json!({"party": party, "presence": presence, "capacity": "member"});
    let register = register()
        .meeting("m", "", "2024-01-15")
        .set(
            &["meetings", "m", "attendance"],
            json!({"a": line("EE", "present"), "b": line("LU", "absent"), "c": {"party": "XX"}}),
        )
        .set(&["meetings", "m", "list_complete"], "yes".into())
        .meeting("n", "", "2024-02-15")
        .set(
            &["meetings", "n", "attendance"],
            json!({"a": line("NL", "remote"), "b": line("EE", "excused"), "c": line("EE", "present")}),
        )
        .done();
    let parties = ["LU", "EE", "NL"].map(Id::from);
    let matrix = attendance(&register, &parties, &held(&register, None, day("2024-12-31")), 1_000);
    assert_eq!(matrix.parties.iter().map(Id::as_str).collect::<Vec<_>>(), ["LU", "EE", "NL", "XX"]);
    let word = |presence: Presence| presence.word();
    let rows: Vec<Vec<_>> =
        matrix.cells.iter().map(|row| row.iter().map(|cell| word(cell.presence)).collect()).collect();
    let expected = [
        ["absent", "not-stated"],
        ["present", "present"],
        ["not-stated", "remote"],
        ["not-stated", "not-stated"],
    ];
    assert_eq!(rows, expected);
    let listed: Vec<_> = matrix.cells.iter().map(|row| row[0].listed).collect();
    assert_eq!((listed, matrix.size), (vec![true, true, false, true], (2_000, 4_000)));
    assert_eq!(matrix.meetings.iter().map(|column| column.present).collect::<Vec<_>>(), [1, 2]);
    assert_eq!((matrix.cells[2][1].x, matrix.cells[2][1].y), (1_000, 2_000));
}

#[test]
fn stretches_of_a_need_follow_each_other() {
    let covered = Covered {
        value: decimal("10"),
        funded: decimal("4"),
        proposed: decimal("2"),
        to_fund: decimal("4"),
        delivered: decimal("1"),
        ..Covered::default()
    };
    let laid = cover(&[covered, Covered::default()], 1_000);
    let bar = laid.bars[0];
    assert_eq!(
        [bar.funded, bar.proposed, bar.whole, bar.value, bar.delivered],
        [400, 600, 1_000, 1_000, 100]
    );
    assert_eq!(laid.bars[1].whole, 0);
}

proptest! {
    #![proptest_config(cases(96))]

    /// A line ends at the figure of its last day, and nothing stands outside the frame or on another.
    #[test]
    fn a_line_is_the_series(gifts in gifts(), purchases in purchases(), from in 0..500_u64) {
        let register = make(&gifts, &purchases).meeting("a", "", "2024-03-01").meeting("b", "", "2024-03-02").done();
        let from = day("2023-06-01").checked_add_days(chrono::Days::new(from)).unwrap();
        for measure in ALL {
            let series = series(&register, measure, "2024-12-31");
            let laid = line(&series, &held(&register, None, day("2024-12-31")), Some(from), FRAME).unwrap();
            let last = laid.corners.last().map(|corner| corner.level.amount);
            prop_assert_eq!(last, Some(figure_of(&register, measure, "2024-12-31").amount));
            prop_assert!(laid.path.iter().all(|(x, y)| *x <= FRAME.width && *y <= FRAME.height));
            prop_assert!(laid.path.windows(2).all(|pair| pair[0].0 <= pair[1].0 && (pair[0].0 == pair[1].0 || pair[0].1 == pair[1].1)));
            prop_assert!(laid.dates.windows(2).all(|pair| pair[0].x < pair[1].x) && laid.dates.len() <= 8);
            for (n, mark) in laid.marks.iter().enumerate() {
                let near = laid.marks[..n].iter().filter(|other| other.lane == mark.lane);
                prop_assert!(near.map(|other| mark.x - other.x).all(|apart| apart >= FRAME.width / 40));
            }
        }
    }

    /// What the bars show adds up to the figure, and the longest is the largest.
    #[test]
    fn bars_show_the_split(gifts in gifts(), purchases in purchases()) {
        let register = make(&gifts, &purchases).done();
        for measure in ALL {
            let figure = figure_of(&register, measure, "2024-12-31");
            let rows = by::by(&figure, &Ledger::of(&register), Splitting::Member, &Members::default());
            let values: Vec<_> = rows.iter().map(|row| Some(row.amount)).collect();
            let laid = bars(&values, 46_000);
            prop_assert_eq!(values.iter().flatten().sum::<Decimal>(), figure.amount);
            for (a, first) in values.iter().zip(&laid.lengths) {
                prop_assert!(values.iter().zip(&laid.lengths).all(|(b, second)| a > b || first <= second));
            }
        }
    }

    /// Stretches of needs never run backwards, and bars of priorities show what bars of needs show.
    #[test]
    fn cover_bars_do_not_overlap(gifts in gifts(), purchases in purchases()) {
        let register = make(&gifts, &purchases).done();
        let query = Query { on: day("2024-12-31"), published: None, currency: currency("EUR") };
        let all = coverage(&register, &Count::new(&Ledger::of(&register), &TypedRates::of(&register), query));
        let rows: Vec<_> = all.needs.iter().map(|need| need.covered).collect();
        for bar in cover(&rows, 10_000).bars {
            prop_assert!(bar.funded <= bar.proposed && bar.proposed <= bar.whole && bar.whole <= 10_000);
        }
        let sums = |rows: &mut dyn Iterator<Item = Covered>| rows.map(|row| row.value + row.to_fund).sum::<Decimal>();
        prop_assert_eq!(sums(&mut rows.iter().copied()), sums(&mut all.priorities.iter().map(|row| row.covered)));
    }
}
