//! What stops some of the rows, to be mended in place.

use leptos::prelude::*;

use super::State;
use crate::app::desk::desk;
use crate::exchange::sheet::{Grid, Mapping, Problem, column_letters};
use crate::said;
use crate::words::text::areas::tables as text;
use crate::words::whole;

/// So many problems are shown at once.
const SHOWN: usize = 50;

/// How many rows come, and why the others do not.
#[component]
pub(super) fn Problems(state: State) -> impl IntoView {
    let said = move || {
        let all = state
            .mapping
            .with(|mapping| mapping.as_ref().zip(state.grid()).map(|(of, grid)| of.rows(&grid).len()));
        let all = all.unwrap_or_default();
        match state.taken.get() {
            _ if all == 0 => text::NO_ROWS.said().to_owned(),
            None if state.progress.get() >= all => text::PUT_TOGETHER.said().to_owned(),
            None => said!(text::READING_ROWS, read = whole(state.progress.get()), n = all),
            Some(taken) => match (taken.rows.len(), all.saturating_sub(taken.rows.len())) {
                (n, 0) => said!(text::ROWS_COME, n),
                (n, m) => said!(text::ROWS_COME_BUT, n, m),
            },
        }
    };
    let list =
        move || {
            let (taken, grid, mapping) = (state.taken.get()?, state.grid()?, state.mapping.get()?);
            let rest = taken.problems.len().saturating_sub(SHOWN);
            let shown = taken.problems.iter().take(SHOWN).map(|problem| one(state, &grid, &mapping, problem));
            (!taken.problems.is_empty()).then(|| view! {
            <ul class="problems">{shown.collect_view()}</ul>
            {(rest > 0).then(|| view! { <p class="q">{said!(text::AND_MORE_PROBLEMS, n = rest)}</p> })}
        })
        };
    view! { <p class="point" role="status" data-rows="">{said}</p>{list} }
}

fn one(state: State, grid: &Grid, mapping: &Mapping, problem: &Problem) -> impl IntoView + use<> {
    let desk = desk();
    let (row, number) = (problem.row, grid.number(problem.row));
    let place = match problem.column.map(|column| (column, mapping.title(grid, column))) {
        None => said!(text::ROW_NUMBERED, number = number.to_string()),
        Some((column, "")) => {
            said!(text::ROW_AT_COLUMN, number = number.to_string(), letters = column_letters(column))
        }
        Some((_, title)) => said!(text::ROW_AT_TITLE, number = number.to_string(), title),
    };
    let mend = problem.column.map(|column| {
        let text = grid.cell(row, column).text().to_owned();
        view! {
            <input type="text" aria-label=said!(text::MENDED, place) prop:value=text
                on:change=move |event| state.mend(desk, row, column, &event_target_value(&event)) />
        }
    });
    view! { <li data-row=number><b>{place.clone()}</b>": "{problem.reason.clone()}" "{mend}</li> }
}
