//! What the parts are shown with. Nothing of it is of any register.

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::Decimal;

use crate::app::parts::bars::Bar;
use crate::app::parts::grid::{Column, Grid};
use crate::app::parts::say;
use crate::figures::{Money, Open, Total, Unconverted};
use crate::register::{Currency, Date, Day, Measure};
use crate::words::text::Text;
use crate::words::text::areas::rates;
use crate::words::text::areas::{parts, samples as text};

/// Who gave how much: a name, and a sum where there is one.
type Row = (Text, Option<u32>);
const GIVERS: [Row; 4] = [
    (text::FIRST_GIVER, Some(12_500_000)),
    (text::SECOND_GIVER, Some(4_200_000)),
    (text::TWO_GIVERS, Some(900_000)),
    (text::FIFTH_GIVER, None),
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
        (text::IS_EXACT.said(), exact()),
        (text::IS_OR_MORE.said(), Total { open: Open::Above, ..exact() }),
        (text::IS_OR_LESS.said(), Total { open: Open::Below, ..exact() }),
        (text::IS_MORE_OR_LESS.said(), Total { open: Open::Both, ..exact() }),
        (text::IS_ABOUT.said(), Total { about: true, ..exact() }),
        (text::IS_WITHOUT.said(), Total { open: Open::Above, unvalued: 2, ..exact() }),
        (text::IS_NOT_CONVERTED.said(), Total { unconverted: crowns.into_iter().collect(), ..exact() }),
        (text::IS_POSSIBLE.said(), Total { possible: Decimal::from(900_000), ..exact() }),
        (text::IS_LOOSE.said(), Total { loose: 1, ..exact() }),
        (text::IS_NOTHING.said(), Total { amount: Decimal::ZERO, ..exact() }),
    ]
}

/// The bars of a chart; one has no figure.
pub fn bars() -> Vec<Bar> {
    let bar = |(label, sum): Row| {
        let value = sum.map(Decimal::from);
        let none = || parts::NO_FIGURE.said().to_owned();
        Bar {
            label: label.said().to_owned(),
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
        Column::text("who", parts::WHO.said(), |row: &Row| row.0.said().to_owned()),
        Column::date(
            "day",
            rates::FIXED_DAY.said(),
            move |_: &Row| day.as_ref().map(Date::first),
            move |_| shown.as_ref().map(say::date).unwrap_or_default(),
        ),
        Column::number("sum", "EUR", sum, move |row: &Row| {
            sum(row).map_or_else(|| parts::NO_FIGURE.said().to_owned(), |sum| say::number(sum, Currency::EUR))
        }),
    ];
    let total = Decimal::from(rows.iter().filter_map(|row| row.1).sum::<u32>());
    let foot = move |_| (text::TOGETHER.said().to_owned(), say::number(total, Currency::EUR).into_any());
    Grid::new(rows, |row: &Row| row.0.said().to_owned(), columns).foot("sum", foot)
}
