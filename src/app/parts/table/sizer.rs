//! A line that nobody sees: the longest cell of each column, so that the columns of a long list stay as wide as they are
//! while its lines come and go.

use leptos::prelude::*;

use super::List;

/// Up to so many letters are shown whole; what is longer takes what room there is.
const SHORT: usize = 18;

/// Whether it is known which cells those are.
pub fn is_measured(list: List) -> bool {
    list.read.track();
    list.grid.with(|grid| grid.longest().is_some())
}

/// That line.
pub fn sizer(list: List) -> impl IntoView {
    move || {
        let (grid, look) = (list.grid.get(), list.look.get());
        let longest = grid.longest()?;
        let cells = look.columns.iter().filter_map(|(at, is_sized)| {
            let (column, (letters, row)) = (grid.columns.get(*at)?, *longest.get(*at)?);
            let is_long = letters > SHORT;
            let content = match &column.view {
                _ if *is_sized => ().into_any(),
                Some(view) => view(row),
                None => (column.shown)(row).into_any(),
            };
            Some(view! { <td class=look.class(column) class:long=is_long>{content}</td> })
        });
        let cells = cells.collect_view();
        let tick = look.is_picking.then(|| view! { <td class="pick"></td> });
        Some(view! { <tr class="sizer" aria-hidden="true">{tick}{cells}</tr> })
    }
}
