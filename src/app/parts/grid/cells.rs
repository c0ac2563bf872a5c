//! A column without the type of its rows.

use std::sync::{Arc, Mutex, OnceLock};

use leptos::prelude::AnyView;
use rust_decimal::Decimal;

use super::order::Sorting;
use super::{ByRow, held, over};
use crate::app::parts::column::{Adds, Column, ColumnKind, SortBy};
use crate::app::parts::say;
use crate::exchange::block::Place;
use crate::figures::Tilt;
use crate::register::RecordKey;
use crate::words::text::areas::{cells as text, parts};

type Said = Arc<dyn Fn(Decimal) -> String + Send + Sync>;

/// A column without the type of its rows.
pub(crate) struct Cells {
    pub(crate) key: &'static str,
    pub(crate) label: String,
    pub(crate) kind: ColumnKind,
    pub(crate) less: bool,
    pub(crate) shown: ByRow<String>,
    /// What is copied of a cell.
    pub(crate) plain: ByRow<String>,
    pub(super) sort: ByRow<SortBy>,
    pub(super) sorting: Mutex<Sorting>,
    pub(crate) view: Option<ByRow<AnyView>>,
    summed: Option<Summed>,
    /// Which leaf a cell shows.
    place: Option<ByRow<Place>>,
    begins: Option<&'static str>,
}

/// What the rows add to the sum of a column, and that sum in words.
struct Summed {
    of: ByRow<Adds>,
    said: Said,
    /// What each adds, side by side: for each group they are read in another order.
    all: OnceLock<Vec<Adds>>,
}

impl Cells {
    pub(super) fn of<R: Send + Sync + 'static>(rows: &Arc<Vec<R>>, column: Column<R>) -> Self {
        let Column { key, label, kind, less, shown, plain, sort, view, summed, place, begins } = column;
        let all = Arc::clone(rows);
        let sort = Arc::new(move |place: usize| all.get(place).map_or(SortBy::Day(None), |row| sort(row)));
        let view = view.map(|view| {
            let rows = Arc::clone(rows);
            let draw = move |place: usize| match rows.get(place) {
                Some(row) => view(row),
                None => leptos::prelude::IntoAny::into_any(()),
            };
            Arc::new(draw) as ByRow<AnyView>
        });
        let plain = plain.unwrap_or_else(|| Arc::clone(&shown));
        Cells {
            key,
            label,
            kind,
            less,
            shown: over(rows, move |row| shown(row)),
            plain: over(rows, move |row| plain(row)),
            sort,
            sorting: Mutex::default(),
            view,
            summed: summed.map(|summed| {
                let of = summed.of;
                Summed { of: over(rows, move |row| of(row)), said: summed.said, all: OnceLock::new() }
            }),
            place: place.map(|place| over(rows, move |row| place(row)) as ByRow<_>),
            begins,
        }
    }

    /// A sum of the column in words, with “or more” where something in it has no figure.
    pub(crate) fn sum_said(&self, sum: Adds) -> String {
        let tilt = say::tilt(sum.tilt.open(), sum.tilt.about);
        match sum.amount {
            Some(amount) => {
                let amount =
                    self.summed.as_ref().map_or_else(|| amount.to_string(), |summed| (summed.said)(amount));
                format!("{amount} {tilt}").trim_end().to_owned()
            }
            None if sum.tilt == Tilt::default() => "–".to_owned(),
            None => parts::NO_FIGURE.said().to_owned(),
        }
    }

    /// What each of so many rows adds to the sum of the column, if it has one.
    pub(super) fn sums(&self, count: usize) -> Option<&[Adds]> {
        let Summed { of, all, .. } = self.summed.as_ref()?;
        Some(all.get_or_init(|| (0..count).map(|place| of(place)).collect()))
    }

    /// Which leaf the cell of a row shows, or why it shows none that could be edited.
    pub(crate) fn place(&self, row: usize) -> Place {
        self.place.as_ref().map_or_else(|| Place::Fixed(text::WORKED_OUT.said()), |place| place(row))
    }

    /// What stands in it of a new record: the field that it begins, or why it begins none.
    pub(crate) fn begun(&self, key: &RecordKey) -> Place {
        match self.begins {
            Some(name) => Place::of(key, name),
            None if self.is_edited() => Place::Fixed(text::MADE_OF.said()),
            None => Place::Fixed(text::WORKED_OUT.said()),
        }
    }

    /// Whether cells of it may be edited in place.
    pub(crate) fn is_edited(&self) -> bool {
        self.place.is_some()
    }

    /// Whether the rows were put in the order of the column.
    pub(super) fn has_order(&self) -> bool {
        held(&self.sorting).order().is_some()
    }

    /// Whether sums of the column are told.
    pub(crate) fn is_summed(&self) -> bool {
        self.summed.is_some()
    }
}
