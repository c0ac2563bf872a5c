//! The lines of a table: rows, and the heads of groups.

use std::sync::Arc;

use leptos::either::Either;
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use super::head::width_of;
use super::look::Look;
use super::{List, picks};
use crate::app::browser::page;
use crate::app::parts::grid::{Cells, Grid, Lines, Section};
use crate::words::whole;

/// The mark of a line, by which the focus finds it.
fn mark(list: List, at: usize) -> String {
    let line = list.lines.with_untracked(|lines| lines.get(at));
    let of = line.map(|line| list.grid.with_untracked(|grid| grid.drawn_as(line)));
    format!("{}-{at}", of.unwrap_or_default())
}

fn focus(list: List, at: usize) {
    page::focus(&format!("[data-row=\"{}\"]", mark(list, at)));
}

/// Moves the focus to the line that an arrow leads to.
fn step(list: List, at: usize, key: &str) -> Option<usize> {
    let last = list.lines.with_untracked(Lines::len).saturating_sub(1);
    let to = match key {
        "ArrowDown" => at.saturating_add(1).min(last),
        "ArrowUp" => at.saturating_sub(1),
        _ => return None,
    };
    focus(list, to);
    Some(to)
}

/// One row. The arrows move the focus between rows, Enter opens, Space chooses, arrows with Shift choose more.
#[component]
pub fn Row(
    /// The list.
    list: List,
    /// Which line of the table it is.
    at: usize,
    /// Which of all rows it is.
    place: usize,
    /// The line that Tab leads to.
    active: RwSignal<usize>,
) -> impl IntoView {
    let (grid, look) = (list.grid.get_untracked(), list.look.get_untracked());
    let id = (grid.id)(place);
    let opens = grid.opens.as_ref().map(|opens| opens(place));
    let target = opens.clone();
    let element = NodeRef::<html::Tr>::new();
    let on_key = move |event: KeyboardEvent| {
        // A key inside a cell's link or button is that one's own.
        let on_row = element.get_untracked().is_some_and(|row| page::is_focused(&row));
        match event.key().as_str() {
            " " if on_row => {
                picks::press(list, at, place, event.shift_key());
                // With its first tick the row is drawn anew.
                focus(list, at);
            }
            "Enter" if on_row => return target.iter().for_each(|target| page::go(target)),
            key => {
                let Some(to) = step(list, at, key) else { return };
                active.set(to);
                if event.shift_key() {
                    picks::reach(list, at, to);
                }
            }
        }
        event.prevent_default();
    };
    let out = grid.is_out.as_ref().is_some_and(|is_out| is_out(place));
    let cells = look.columns.iter().filter_map(|(column, sized)| {
        let cells = grid.columns.get(*column)?;
        Some(cell(list, &look, cells, (*column, *sized), place, opens.as_ref()))
    });
    let cells = cells.collect_view();
    let tick = look.is_picking.then(|| picks::tick(list, at, &grid, place));
    let picked = move || picks::has(list, place);
    view! {
        <tr node_ref=element data-id=id data-row=mark(list, at) aria-rowindex=at.saturating_add(2).to_string()
            class:out=out class:picked=picked tabindex=move || if active.get() == at { "0" } else { "-1" }
            on:focus=move |_| active.set(at) on:keydown=on_key>
            {tick}{cells}
        </tr>
    }
}

fn cell(
    list: List,
    look: &Look,
    column: &Cells,
    (at, is_sized): (usize, bool),
    place: usize,
    opens: Option<&String>,
) -> impl IntoView + use<> {
    let text = (column.shown)(place);
    let is_blank = text.is_empty().then_some("");
    let content = match (&column.view, opens) {
        (Some(view), _) => view(place),
        (None, Some(opens)) if at == 0 => view! { <a href=opens.clone()>{text}</a> }.into_any(),
        _ => text.into_any(),
    };
    let (class, label) = (look.class(column), column.label.clone());
    if is_sized {
        let width = move || width_of(list, at);
        let sized = format!("{class} sized");
        Either::Left(
            view! { <td class=sized data-label=label data-blank=is_blank style:max-width=width>{content}</td> },
        )
    } else {
        Either::Right(view! { <td class=class data-label=label data-blank=is_blank>{content}</td> })
    }
}

/// The head of a group: its name folds it, and what its rows come to stands under their columns.
#[component]
pub fn Head(
    /// The list.
    list: List,
    /// Which line of the table it is.
    at: usize,
    /// Which section it heads.
    section: usize,
    /// The line that Tab leads to.
    active: RwSignal<usize>,
) -> impl IntoView {
    let of = Memo::new(move |_| list.shown.with(|shown| shown.sections.get(section).cloned()));
    let ask = move |ask: fn(&Section) -> String| of.with(|of| of.as_ref().map(ask).unwrap_or_default());
    let word = move || ask(|section| section.word.clone());
    let is_open = move || list.folded.with(|folded| !folded.contains(&word()));
    let has_rows = Memo::new(move |_| of.with(|of| of.as_ref().is_some_and(|of| of.rows.is_some())));
    let fold = move |_| {
        list.folded.update(|folded| {
            let word = word();
            if !folded.remove(&word) {
                folded.insert(word);
            }
        });
    };
    let on_key = move |event: KeyboardEvent| {
        if let Some(to) = step(list, at, &event.key()) {
            active.set(to);
            event.prevent_default();
        }
    };
    let label = move || ask(|section| section.label.clone());
    let name = move || {
        match has_rows.get() {
        true => view! {
            <span class="name">
                <button class="fold" data-row=mark(list, at) aria-expanded=move || is_open().to_string() on:click=fold>
                    {label}
                </button>
                <small>{move || ask(|section| whole(section.count()))}</small>
            </span>
        }
        .into_any(),
        false => view! { <span class="rest" tabindex="-1" data-row=mark(list, at)>{label}</span> }.into_any(),
    }
    };
    let (grid, look) = (list.grid.get_untracked(), list.look.get_untracked());
    let columns: Vec<&(usize, bool)> = look.columns.iter().collect();
    let is_plain =
        |at: usize| grid.columns.get(at).is_some_and(|column| !look.is_less(column) && !column.is_summed());
    let span = columns.iter().take_while(|(at, _)| is_plain(*at)).count().max(1);
    let cells = columns.iter().skip(span).filter_map(|(column, _)| {
        let cells = grid.columns.get(*column)?;
        Some(sum(list.grid, of, *column, look.class(cells)))
    });
    let cells = cells.collect_view();
    let span = span.saturating_add(usize::from(look.is_picking)).to_string();
    view! {
        <tr class="section" data-group=word aria-rowindex=at.saturating_add(2).to_string() on:keydown=on_key>
            <th scope="row" colspan=span>{name}</th>
            {cells}
        </tr>
    }
}

/// What the rows of a group come to in one column.
fn sum(
    grid: Signal<Arc<Grid>>,
    of: Memo<Option<Section>>,
    at: usize,
    class: &'static str,
) -> impl IntoView + use<> {
    let sum = Memo::new(move |_| {
        of.with(|of| of.as_ref()?.totals.iter().find(|(column, _)| *column == at).map(|(_, sum)| *sum))
    });
    let said = move || {
        let sum = sum.get()?;
        grid.with(|grid| grid.columns.get(at).map(|column| column.sum_said(sum)))
    };
    let exact = move || sum.get()?.amount.map(|sum| sum.to_string());
    let open = move || sum.get()?.tilt.open().word();
    let label = grid.with_untracked(|grid| grid.columns.get(at).map(|column| column.label.clone()));
    view! { <td class=class data-label=label data-subtotal=exact data-open=open>{said}</td> }
}
