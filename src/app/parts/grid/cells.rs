//! A column without the type of its rows.

use std::sync::{Arc, Mutex};

use leptos::prelude::AnyView;
use rust_decimal::Decimal;

use super::order::Order;
use super::{ByRow, over};
use crate::app::parts::column::{Column, ColumnKind, SortBy, Summed};

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
    /// What a row adds to the sum of the column, and that sum in words.
    pub(super) summed: Option<(ByRow<Option<Decimal>>, Summed)>,
}

/// What puts a column in order: the values, until they are.
#[derive(Default)]
pub(super) struct Sorting {
    pub(super) values: Vec<SortBy>,
    pub(super) order: Option<Arc<Order>>,
}

impl Cells {
    pub(super) fn of<R: Send + Sync + 'static>(rows: &Arc<Vec<R>>, column: Column<R>) -> Self {
        let Column { key, label, kind, less, shown, plain, sort, view, summed } = column;
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
            summed: summed.map(|(of, said)| (over(rows, move |row| of(row)) as ByRow<_>, said)),
        }
    }

    /// A sum of the column in words.
    pub(crate) fn sum_said(&self, sum: Decimal) -> String {
        self.summed.as_ref().map_or_else(|| sum.to_string(), |(_, said)| said(sum))
    }

    /// Whether sums of the column are told.
    pub(crate) fn is_summed(&self) -> bool {
        self.summed.is_some()
    }
}
