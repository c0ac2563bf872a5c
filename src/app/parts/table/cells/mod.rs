//! Cells that are edited in place, as in a spreadsheet: one has the focus, keys move it and open its editor, a block is
//! pasted from it on. Only with “Edit cells”, which stands in the address: otherwise rows open and links lead.
//!
//! The editor is the field of the form, in a wing of its own; the list says which leaf a cell shows and where the focus goes.

mod keys;
mod paste;
mod row;

use std::ops::Range;
use std::sync::Arc;

use super::List;
use super::look::Look;
use crate::app::browser::heard::Heard;
use crate::app::browser::{page, pointer};
use crate::app::desk::{Desk, Dialog};
use crate::app::held;
use crate::app::parts::cell::{Begins, CellEdit, Step};
use crate::app::parts::grid::{Grid, Line, Lines};
use crate::exchange::block::Place;
use crate::words::text::areas::cells as text;
use leptos::ev::{Event, FocusEvent, KeyboardEvent};
use leptos::prelude::*;
use serde_json::Value;

pub use keys::Spot;
pub use paste::paste;
pub use row::CellRow;
use row::press_far;

/// The id of what says how cells are edited.
pub const HOW: &str = "cells-how";
/// Up to so many pixels of the window are no lines of the table: its head, and what stands above.
const ABOVE: f64 = 120.0;

/// A cell whose editor is open.
#[derive(Clone)]
struct Edit {
    /// The row, whatever line it stands in meanwhile, and the one below it.
    id: String,
    below: Option<String>,
    /// Where it stood, and the key of its column.
    spot: Spot,
    key: &'static str,
    cell: CellEdit,
}

/// The cells of one list.
#[derive(Clone, Copy)]
pub struct Editing {
    is_on: Memo<bool>,
    /// The cell that had the focus last.
    at: RwSignal<Option<Spot>>,
    /// The row of that cell, by its id: an edit may move it.
    row: StoredValue<Option<String>>,
    /// The cell that Tab leads to: it is always drawn.
    tab: Memo<Option<Spot>>,
    /// Whether the focus is in a cell, or was in one that was drawn anew.
    is_held: StoredValue<bool>,
    edit: RwSignal<Option<Edit>>,
    began: StoredValue<Option<Value>>,
    typed: RwSignal<Option<String>>,
    more: RwSignal<String>,
    asked: RwSignal<Option<Step>>,
    /// Where the page stands: pixels of the table above the window, the window's height, the height of a row.
    pub seen: RwSignal<(f64, f64, f64)>,
    /// The lines that are drawn.
    pub drawn: RwSignal<Range<usize>>,
}

impl Editing {
    /// Whether cells of a list are edited in place: asked for in the address, and possible.
    pub fn asked(desk: Desk, still: bool, grid: Signal<Arc<Grid>>) -> Memo<bool> {
        let is_asked = move || desk.address.with(|address| address.param("cells") == Some("on"));
        Memo::new(move |_| {
            !still && is_asked() && desk.locked().is_none() && grid.with(|grid| grid.is_edited())
        })
    }

    /// Those of a list with these lines.
    pub fn new(is_on: Memo<bool>, lines: Memo<Lines>, look: Memo<Look>) -> Self {
        let (at, drawn) = (RwSignal::new(None::<Spot>), RwSignal::new(0..0));
        let tab = Memo::new(move |_| {
            let (at, drawn) = (at.get().unwrap_or_default(), drawn.get());
            let line = if drawn.contains(&at.line) { at.line } else { drawn.start };
            let last = look.with(|look| look.columns.len()).saturating_sub(1);
            let line = lines.with(|lines| near(lines, line, true))?;
            Some(Spot { line, column: at.column.min(last) })
        });
        Editing {
            is_on,
            at,
            row: StoredValue::new(None),
            tab,
            is_held: StoredValue::new(false),
            edit: RwSignal::new(None),
            began: StoredValue::new(None),
            typed: RwSignal::new(None),
            more: RwSignal::new(String::new()),
            asked: RwSignal::new(None),
            seen: RwSignal::new((0.0, 1000.0, 38.0)),
            drawn,
        }
    }

    /// Whether cells are edited in place; tracked.
    pub fn is_on(&self) -> bool {
        self.is_on.get()
    }

    /// The focus goes elsewhere. To nothing it goes where its cell is drawn anew, which then takes it back.
    pub fn leave(&self, event: &FocusEvent) {
        if pointer::leaves(event, "[role=grid]") {
            self.is_held.try_set_value(false);
        }
    }
}

/// The row nearest to a line: below it first, or above it.
fn near(lines: &Lines, line: usize, down: bool) -> Option<usize> {
    let last = lines.len().checked_sub(1)?;
    let line = line.min(last);
    let is_row = |at: &usize| matches!(lines.get(*at), Some(Line::Row(_)));
    let below = || (line..=last).find(is_row);
    let above = || (0..=line).rev().find(is_row);
    if down { below().or_else(above) } else { above().or_else(below) }
}

/// The cell of a spot in the page.
fn selector(spot: Spot) -> String {
    format!("[data-cell=\"{}\"]", mark(spot))
}

fn mark(spot: Spot) -> String {
    format!("{}-{}", spot.line, spot.column)
}

/// Puts the focus on a cell. One far away is first scrolled to, and takes the focus when it is drawn.
fn go(list: List, to: Spot) {
    let cells = list.cells;
    cells.is_held.set_value(true);
    cells.row.set_value(id_at(list, to.line));
    cells.at.set(Some(to));
    if !cells.drawn.with_untracked(|drawn| drawn.contains(&to.line)) {
        let (above, height, row) = cells.seen.get_untracked();
        page::scroll_by(to.line as f64 * row - above - height / 3.0);
    }
    // Once it is drawn; meanwhile it may be elsewhere, or have an editor, which has a focus of its own.
    page::soon(move || {
        let at = cells.at.try_get_untracked().flatten().filter(|at| !is_edited(list, *at));
        if let Some(cell) = at.and_then(|at| page::find(&selector(at))) {
            let _ = cell.focus();
        }
    });
}

/// Whether the editor of a cell is open, wherever its row stood when it was.
fn is_edited(list: List, spot: Spot) -> bool {
    let is_it =
        |edit: &Edit| edit.spot.column == spot.column && id_at(list, spot.line).as_ref() == Some(&edit.id);
    list.cells.edit.with_untracked(|edit| edit.as_ref().is_some_and(is_it))
}

/// Where the list is drawn anew under the focus, it comes back to its cell, wherever that stands now.
pub fn follow(list: List) {
    let cells = list.cells;
    let held = move || {
        let spot = cells.at.try_get_untracked().flatten().zip(cells.row.try_get_value().flatten());
        spot.filter(|_| cells.is_on.get_untracked() && cells.is_held.get_value())
    };
    // Rows that are moved in the page lose the focus, and get it back; so does one that is only drawn now, and until
    // then the grid has it.
    Effect::new(move |_| {
        cells.drawn.track();
        list.look.track();
        let back = move || {
            if let Some((at, _)) = held().filter(|(at, id)| id_at(list, at.line).as_ref() == Some(id)) {
                let cell = selector(at);
                let field = format!("{cell} .cell-editor :is(input, textarea, select)");
                page::take_back(&[&field, &cell, "[role=grid]"], "[data-cell], [role=grid]");
            }
        };
        back();
        page::soon(back);
    });
    // Keys may be faster. Nothing has the focus meanwhile, and the page would take them for its own.
    let press = move |key: &KeyboardEvent| {
        let is_far = page::focused().is_none_or(|now| now.matches("body, [role=grid]").unwrap_or_default());
        is_far && !pointer::is_covered() && held().is_some() && press_far(list, key)
    };
    let point = move |event: &Event| {
        if !pointer::is_in(event, "[role=grid], dialog") {
            cells.is_held.try_set_value(false);
        }
    };
    StoredValue::new_local([Heard::keys(press), Heard::of("mousedown", point)]);
    // An edit may have moved the row.
    Effect::new(move |_| {
        list.lines.track();
        page::soon(move || {
            let Some((at, id)) = held() else { return };
            let is_there = page::find(&selector(at)).is_some_and(|cell| page::is_focused(&cell));
            if (page::is_free() || is_there)
                && let Some(line) = line_of(list, &id, at.line)
            {
                let spot = Spot { line, ..at };
                go(list, spot);
                page::bring_into_sight(&selector(spot));
            }
        });
    });
}

/// A cell gets the focus: what is typed in another one is kept.
fn enter(list: List, spot: Spot) {
    let cells = list.cells;
    cells.is_held.set_value(true);
    cells.row.set_value(id_at(list, spot.line));
    if cells.at.get_untracked() != Some(spot) {
        cells.at.set(Some(spot));
    }
    if cells.edit.with_untracked(Option::is_some) && !is_edited(list, spot) {
        cells.asked.set(Some(Step::Gone));
    }
}

/// The id of the row in a line.
fn id_at(list: List, line: usize) -> Option<String> {
    match list.lines.with_untracked(|lines| lines.get(line))? {
        Line::Row(place) => Some(list.grid.with_untracked(|grid| (grid.id)(place))),
        Line::Head(_) => None,
    }
}

/// The line in which a row stands; most stand where they stood, or beside it.
fn line_of(list: List, id: &str, before: usize) -> Option<usize> {
    let is_it = |line: &usize| id_at(list, *line).is_some_and(|other| other == id);
    let close = [before, before.saturating_add(1), before.saturating_sub(1)].into_iter().find(is_it);
    close.or_else(|| (0..list.lines.with_untracked(Lines::len)).find(is_it))
}

/// Whether no editor is open. What is typed in one that is gets kept first; where that cannot be, it is shown.
fn is_free(list: List) -> bool {
    let cells = list.cells;
    let Some(edit) = cells.edit.get_untracked() else { return true };
    let Some(line) = line_of(list, &edit.id, edit.spot.line) else {
        // Its row is no longer in the list.
        cells.edit.set(None);
        return true;
    };
    cells.asked.set(Some(Step::Gone));
    if !cells.drawn.with_untracked(|drawn| drawn.contains(&line)) {
        go(list, Spot { line, ..edit.spot });
    }
    false
}

/// Opens the editor of a cell; of one that shows no leaf it is said why.
fn open(list: List, spot: Spot, begins: Begins, typed: Option<String>) {
    let cells = list.cells;
    if !is_free(list) {
        return;
    }
    let Some(Line::Row(row)) = list.lines.with_untracked(|lines| lines.get(spot.line)) else { return };
    let (grid, look) = (list.grid.get_untracked(), list.look.get_untracked());
    let column = look.columns.get(spot.column).and_then(|(at, _)| grid.columns.get(*at));
    let Some(column) = column else { return };
    let leaf = match column.place(row) {
        Place::Leaf(leaf) => leaf,
        Place::Fixed(why) => return list.desk.notice.set(why.to_owned()),
    };
    cells.began.set_value(list.desk.look(|register| {
        register.leaf(&leaf.key, &leaf.path).map(|(value, _)| value).filter(|value| !value.is_null())
    }));
    cells.typed.set(typed);
    cells.more.set(String::new());
    // What is emptied is kept at once, if it may be empty.
    cells.asked.set((begins == Begins::Emptied).then_some(Step::Stay));
    let below = list.lines.with_untracked(|lines| near(lines, spot.line.saturating_add(1), true));
    let cell = CellEdit {
        leaf,
        column: column.label.clone(),
        row: row::name(&grid, row),
        begins,
        began: cells.began,
        typed: cells.typed,
        more: cells.more,
        asked: cells.asked,
        done: Callback::new(move |step| finish(list, step)),
    };
    let id = (grid.id)(row);
    let below = below.and_then(|line| id_at(list, line));
    cells.edit.set(Some(Edit { id, below, spot, key: column.key, cell }));
}

/// Closes the editor, and goes on. Where the edit moved the row, the focus goes to where the rows are now.
fn finish(list: List, step: Option<Step>) {
    let Some(edit) = list.cells.edit.try_get_untracked().flatten() else { return };
    list.cells.edit.set(None);
    list.cells.typed.set(None);
    let Spot { line, column } = edit.spot;
    let last = list.look.with_untracked(|look| look.columns.len()).saturating_sub(1);
    let (id, column) = match step {
        Some(Step::Gone) => return,
        Some(Step::Down) => (edit.below.unwrap_or(edit.id), column),
        Some(Step::Right) => (edit.id, column.saturating_add(1).min(last)),
        Some(Step::Left) => (edit.id, column.saturating_sub(1)),
        Some(Step::Stay) | None => (edit.id, column),
    };
    // Under a filter it may be gone from the list.
    let line =
        line_of(list, &id, line).or_else(|| list.lines.with_untracked(|lines| near(lines, line, true)));
    if let Some(line) = line {
        go(list, Spot { line, column });
    }
}

/// Begins to edit cells in place, or ends it.
pub fn switch(list: List) -> impl IntoView {
    let desk = list.desk;
    let can =
        move || list.own.is_none() && desk.locked().is_none() && list.grid.with(|grid| grid.is_edited());
    let press = move |_| {
        let is_on = !list.cells.is_on.get_untracked();
        desk.set_param("cells", if is_on { "on" } else { "" });
        if is_on && let Some(spot) = list.cells.tab.get_untracked() {
            go(list, spot);
        }
        // Once, before the first edit: whose name stands on it.
        if is_on && held::identity().is_none() {
            desk.show(Dialog::Identity(None));
        }
    };
    view! {
        <Show when=can>
            <button type="button" id="edit-cells" aria-pressed=move || list.cells.is_on().to_string() on:click=press>
                {text::EDIT_CELLS.said()}
            </button>
        </Show>
    }
}

/// How cells are edited.
pub fn hint(list: List) -> impl IntoView {
    view! { <Show when=move || list.cells.is_on()><p class="hint" id=HOW>{text::HOW.said()}</p></Show> }
}
