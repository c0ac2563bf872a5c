//! Which columns a list shows, in what order and how wide.

use leptos::ev::{Event, KeyboardEvent};
use leptos::prelude::*;

use super::List;
use super::head::width_of;
use super::views::Naming;
use crate::app::browser::page;
use crate::app::parts::grid::layout::{Layout, WIDTHS};
use crate::app::parts::say;
use crate::said;
use crate::words::text::areas::lists as text;

/// Opens the choice of columns.
#[component]
pub fn ColumnsButton(
    /// Whether it is open.
    is_open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <button type="button" id="columns-button" aria-expanded=move || is_open.get().to_string()
            on:click=move |_| is_open.update(|open| *open = !*open)>{text::COLUMNS.said()}</button>
    }
}

/// The choice of columns.
#[component]
pub fn Panel(
    /// The list.
    list: List,
    /// Whether it is open.
    is_open: RwSignal<bool>,
) -> impl IntoView {
    let order = Memo::new(move |_| list.layout.with(in_order));
    let left_out = move || {
        let layout = list.layout.get();
        let names = list.grid.with(|grid| {
            let less = grid.columns.iter().filter(|column| column.less && !layout.is_chosen());
            less.map(|column| column.label.clone()).collect::<Vec<_>>()
        });
        let names = say::and(&names);
        (!names.is_empty()).then(|| view! { <p class="hint narrow">{said!(text::NARROW, names)}</p> })
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            is_open.set(false);
            page::focus("#columns-button");
        }
    };
    let reset = move |_| list.desk.set_param("cols", "");
    view! {
        <section class="columns-panel" aria-label=text::COLUMNS.said() on:keydown=on_key>
            <ul>
                <For each=move || order.get() key=|at| *at let(at)><Choice list at /></For>
            </ul>
            {left_out}
            <div class="row">
                <button type="button" class="small" aria-disabled=move || (!list.layout.with(Layout::is_chosen)).to_string()
                    on:click=reset>{text::AS_THEY_WERE.said()}</button>
                <span class="hint">{text::HEADS_MEAN.said()}</span>
            </div>
            <Naming list />
        </section>
    }
}

/// All columns: those that are shown in their order, then the others.
fn in_order(layout: &Layout) -> Vec<usize> {
    layout.spots().iter().map(|spot| spot.at).chain(layout.hidden()).collect()
}

/// One column.
#[component]
fn Choice(list: List, at: usize) -> impl IntoView {
    let label = list.grid.with_untracked(|grid| grid.columns.get(at).map(|column| column.label.clone()));
    let label = StoredValue::new(label.unwrap_or_default());
    let column = move || label.get_value();
    let is_shown = move || list.layout.with(|layout| layout.spots().iter().any(|spot| spot.at == at));
    let show = move |event: Event| {
        let is_shown = event_target_checked(&event);
        list.lay_out(&list.layout.get_untracked().with(at, is_shown));
    };
    let can = move |right: bool| list.layout.with(|layout| layout.can_move(at, right));
    let shift = move |right: bool| {
        list.lay_out(&list.layout.get_untracked().moved(at, right));
        // The row has moved in the panel, and the focus with it.
        page::focus(&format!("[data-move=\"{}-{at}\"]", if right { "right" } else { "left" }));
    };
    let arrow = |right: bool, sign: &'static str| {
        let (side, name) = match right {
            true => ("right", said!(text::MOVE_RIGHT, column = column())),
            false => ("left", said!(text::MOVE_LEFT, column = column())),
        };
        view! {
            <button type="button" class="small" data-move=format!("{side}-{at}") aria-label=name
                aria-disabled=move || (!can(right)).to_string() on:click=move |_| shift(right)>{sign}</button>
        }
    };
    let size = move |event: Event| {
        let width = event_target_value(&event).parse::<f64>().ok().map(|width| width as u16);
        list.lay_out(&list.layout.get_untracked().sized(at, width));
    };
    let width =
        move || width_of(list, at).map(|width| width.trim_end_matches("px").to_owned()).unwrap_or_default();
    view! {
        <li>
            <label>
                <input type="checkbox" prop:checked=is_shown disabled=at == 0 on:change=show />
                " " {label.get_value()}
            </label>
            <Show when=is_shown>
                <input type="number" aria-label=said!(text::WIDTH_OF, column = column()) placeholder=text::WIDTH.said() step="8"
                    min=WIDTHS.start().to_string() max=WIDTHS.end().to_string() prop:value=width on:change=size />
            </Show>
            {arrow(false, "←")}
            {arrow(true, "→")}
        </li>
    }
}
