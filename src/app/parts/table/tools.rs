//! What stands over a table: the filter, the facets, the groups, and the number of rows.

use std::collections::HashSet;

use leptos::prelude::*;

use super::columns::{ColumnsButton, Panel};
use super::views::ViewChoice;
use super::{List, cells, picks};
use crate::said;
use crate::words::text::areas::lists as text;
use crate::words::whole;

/// The tools of a list.
#[component]
pub fn Tools(
    /// The list.
    list: List,
    /// The words that rows must have.
    filter: Memo<String>,
    /// The facet by which they are grouped.
    group: Memo<String>,
    /// The page's own.
    tools: ViewFn,
) -> impl IntoView {
    let desk = list.desk;
    let count = move || {
        let (rows, so_far, waits) = list.shown.with(|shown| (shown.rows.len(), shown.so_far, shown.waits));
        let count = whole(rows);
        match (so_far, waits) {
            (true, _) => said!(text::ROWS_SO_FAR, count, n = rows),
            (false, true) => said!(text::ROWS_IN_ORDER, count, n = rows),
            (false, false) => said!(text::ROWS, count, n = rows),
        }
    };
    let facets = Memo::new(move |_| {
        list.grid.with(|grid| {
            let facets = grid.facets.iter().enumerate().filter(|(_, facet)| facet.narrows);
            facets.map(|(at, facet)| (at, facet.key, facet.all)).collect::<Vec<_>>()
        })
    });
    let is_open = RwSignal::new(false);
    view! {
        <div class="tools of-list">
            <input type="search" placeholder=text::FILTER.said() aria-label=text::FILTER.said() data-search="" autocomplete="off"
                prop:value=filter on:input=move |event| desk.set_param("q", &event_target_value(&event)) />
            <For each=move || facets.get() key=|facet| *facet let((at, key, all))>
                <Choice list at key all />
            </For>
            <Group list group />
            <ViewChoice views=list.views />
            <span class="count" aria-live="polite">{count}</span>
            <div class="row acts">
                {picks::switch(list)}
                {cells::switch(list)}
                <ColumnsButton is_open />
                {tools.run()}
            </div>
        </div>
        {picks::tools(list)}
        {cells::hint(list)}
        <Show when=move || is_open.get()><Panel list is_open /></Show>
    }
}

/// A facet.
#[component]
fn Choice(list: List, at: usize, key: &'static str, all: &'static str) -> impl IntoView {
    let desk = list.desk;
    let options = Memo::new(move |before: Option<&Vec<(String, String)>>| {
        list.read.track();
        // A long list that is being read anew offers what it did before.
        list.grid.with(|grid| grid.options(at)).or_else(|| before.cloned()).unwrap_or_default()
    });
    let chosen = move |word: &str| {
        desk.address.with(|address| address.param(key).is_some_and(|chosen| chosen == word))
    };
    view! {
        <select aria-label=all on:change=move |event| desk.set_param(key, &event_target_value(&event))>
            <option value="">{all}</option>
            <For each=move || options.get() key=|option| option.clone() let((word, label))>
                <option value=word.clone() selected=move || chosen(&word)>{label}</option>
            </For>
        </select>
    }
}

/// By what the rows are grouped.
#[component]
fn Group(list: List, group: Memo<String>) -> impl IntoView {
    let options = Memo::new(move |_| list.grid.with(|grid| grid.groupings()));
    let choose = move |event: leptos::ev::Event| {
        list.folded.set(HashSet::new());
        list.desk.set_param("group", &event_target_value(&event));
    };
    view! {
        <Show when=move || options.with(|options| !options.is_empty())>
            <select aria-label=text::GROUP_BY.said() on:change=choose>
                <option value="">{text::NO_GROUPS.said()}</option>
                <For each=move || options.get() key=|option| option.clone() let((key, called))>
                    <option value=key selected=move || group.with(|group| group == key)>{called}</option>
                </For>
            </select>
        </Show>
    }
}
