//! What the parts are shown with. Nothing of it is of any register.

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::Decimal;

use crate::app::parts::bars::Bar;
use crate::app::parts::grid::{Column, Grid};
use crate::app::parts::say;
use crate::figures::{Money, Open, Total, Unconverted};
use crate::register::{Currency, Date, Day, Measure};

/// Who gave how much: a name, and a sum where there is one.
type Row = (&'static str, Option<u32>);
const GIVERS: [Row; 4] = [
    ("First member", Some(12_500_000)),
    ("Second member", Some(4_200_000)),
    ("Third member and fourth member together", Some(900_000)),
    ("Fifth member", None),
];

/// A figure in each of its states, by what the state is called.
pub fn totals(on: Day) -> Vec<(&'static str, Total)> {
    let exact = || Total {
        measure: Measure::Pledged,
        currency: Currency::EUR,
        date: on,
        amount: Decimal::from(17_600_000),
        open: Open::No,
        about: false,
        unvalued: 0,
        unconverted: Vec::new(),
        possible: Decimal::ZERO,
        ceilings: Vec::new(),
        loose: 0,
        excess: Decimal::ZERO,
        givers: 3,
    };
    let crowns = Currency::parse("DKK").ok().map(|currency| {
        let sum = Money { value: Decimal::from(91_000_000), currency };
        Unconverted { sum, count: 1 }
    });
    vec![
        ("Exact", exact()),
        ("Or more", Total { open: Open::Above, ..exact() }),
        ("Or less", Total { open: Open::Below, ..exact() }),
        ("More or less", Total { open: Open::Both, ..exact() }),
        ("About", Total { about: true, ..exact() }),
        ("Without a figure", Total { open: Open::Above, unvalued: 2, ..exact() }),
        ("Not converted", Total { unconverted: crowns.into_iter().collect(), ..exact() }),
        ("Possible duplicate", Total { possible: Decimal::from(900_000), ..exact() }),
        ("Dated too loosely", Total { loose: 1, ..exact() }),
        ("Nothing", Total { amount: Decimal::ZERO, ..exact() }),
    ]
}

/// The bars of a chart; one has no figure.
pub fn bars() -> Vec<Bar> {
    let bar = |(label, sum): Row| {
        let value = sum.map(Decimal::from);
        let none = || "no figure".to_owned();
        Bar {
            label: label.to_owned(),
            href: None,
            value,
            short: value.map_or_else(none, |value| say::short_money(value, Currency::EUR, Open::No)),
            full: value.map_or_else(none, |value| say::number(value, Currency::EUR)),
            note: String::new(),
        }
    };
    GIVERS.map(bar).into_iter().collect()
}

/// A list with a row of totals; without rows it is empty.
pub fn grid(rows: usize) -> Grid {
    let rows: Arc<Vec<Row>> = Arc::new(GIVERS.into_iter().take(rows).collect());
    let sum = |row: &Row| row.1.map(Decimal::from);
    let day = Date::parse("2024-02-02").ok();
    let shown = day.clone();
    let columns = vec![
        Column::text("who", "Who", |row: &Row| row.0.to_owned()),
        Column::date(
            "day",
            "Day",
            move |_: &Row| day.as_ref().map(Date::first),
            move |_| shown.as_ref().map(say::date).unwrap_or_default(),
        ),
        Column::number("sum", "EUR", sum, move |row: &Row| {
            sum(row).map_or_else(|| "no figure".to_owned(), |sum| say::number(sum, Currency::EUR))
        }),
    ];
    let total = Decimal::from(rows.iter().filter_map(|row| row.1).sum::<u32>());
    let foot = move |_| ("Together, or more".to_owned(), say::number(total, Currency::EUR).into_any());
    Grid::new(rows, |row: &Row| row.0.to_owned(), columns).foot("sum", foot)
}
