//! What stops some of the rows, to be mended in place.

use leptos::prelude::*;

use super::State;
use crate::app::desk::desk;
use crate::app::parts::say;
use crate::exchange::sheet::{Grid, Mapping, Problem, column_letters};

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
            _ if all == 0 => "There is no row in it.".to_owned(),
            None if state.progress.get() >= all => "The records are being put together.".to_owned(),
            None => format!("Reading: {} of {}.", state.progress.get(), say::count(all, "row", "rows")),
            Some(taken) => {
                let good = say::capital(&say::count(taken.rows.len(), "row", "rows"));
                match all.saturating_sub(taken.rows.len()) {
                    0 => format!("{good} can come."),
                    stopped => format!(
                        "{good} can come; {} not, until they are mended.",
                        say::count(stopped, "row does", "rows do")
                    ),
                }
            }
        }
    };
    let list = move || {
        let (taken, grid, mapping) = (state.taken.get()?, state.grid()?, state.mapping.get()?);
        let rest = taken.problems.len().saturating_sub(SHOWN);
        let shown = taken.problems.iter().take(SHOWN).map(|problem| one(state, &grid, &mapping, problem));
        (!taken.problems.is_empty()).then(|| view! {
            <ul class="problems">{shown.collect_view()}</ul>
            {(rest > 0).then(|| view! { <p class="q">{format!("And {} more.", say::count(rest, "problem", "problems"))}</p> })}
        })
    };
    view! { <p class="point" role="status" data-rows="">{said}</p>{list} }
}

fn one(state: State, grid: &Grid, mapping: &Mapping, problem: &Problem) -> impl IntoView + use<> {
    let desk = desk();
    let (row, number) = (problem.row, grid.number(problem.row));
    let at = problem.column.map(|column| {
        let title = mapping.title(grid, column);
        if title.is_empty() { format!("column {}", column_letters(column)) } else { format!("“{title}”") }
    });
    let place = at.map_or(format!("Row {number}"), |at| format!("Row {number}, {at}"));
    let mend = problem.column.map(|column| {
        let text = grid.cell(row, column).text().to_owned();
        view! {
            <input type="text" aria-label=format!("{place}, mended") prop:value=text
                on:change=move |event| state.mend(desk, row, column, &event_target_value(&event)) />
        }
    });
    view! { <li data-row=number><b>{place.clone()}</b>": "{problem.reason.clone()}" "{mend}</li> }
}
