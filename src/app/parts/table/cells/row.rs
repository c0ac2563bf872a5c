//! A row whose cells are edited in place.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::super::head::width_of;
use super::super::{List, picks};
use super::keys::{Spot, lead, letter};
use super::{ABOVE, finish, go, is_edited, mark, near, open};
use crate::app::browser::pointer;
use crate::app::parts::cell::{Begins, Step};
use crate::app::parts::grid::{Cells, Grid, Lines};
use crate::app::wings::cell_view;
use crate::exchange::block::Place;

/// One row.
#[component]
pub fn CellRow(
    /// The list.
    list: List,
    /// Which line of the table it is.
    at: usize,
    /// Which of all rows it is.
    place: usize,
) -> impl IntoView {
    let (grid, look) = (list.grid.get_untracked(), list.look.get_untracked());
    let id = (grid.id)(place);
    let own = id.clone();
    let tab = Memo::new(move |_| list.cells.tab.get().filter(|spot| spot.line == at).map(|spot| spot.column));
    let edited = Memo::new(move |_| {
        list.cells.edit.with(|edit| edit.as_ref().filter(|edit| edit.id == own).map(|edit| edit.key))
    });
    let cells = look.columns.iter().enumerate().filter_map(|(column, (of, is_sized))| {
        let cells = grid.columns.get(*of)?;
        let class = look.class(cells);
        let class = if *is_sized { format!("{class} sized") } else { class.to_owned() };
        let sized = is_sized.then_some(*of);
        let cell = Cell { list, spot: Spot { line: at, column }, place, tab, edited, class, sized };
        Some(cell.draw(cells, look.is_picking))
    });
    let cells = cells.collect_view();
    let tick = look.is_picking.then(|| picks::tick(list, at, &grid, place));
    let picked = move || picks::has(list, place);
    let out = grid.is_out.as_ref().is_some_and(|is_out| is_out(place));
    view! {
        <tr data-id=id aria-rowindex=at.saturating_add(2).to_string() class:out=out class:picked=picked>{tick}{cells}</tr>
    }
}

/// What the first column says of a row.
pub fn name(grid: &Grid, place: usize) -> String {
    grid.columns.first().map(|column| (column.shown)(place)).unwrap_or_default()
}

/// A cell that is about to be drawn.
struct Cell {
    list: List,
    spot: Spot,
    /// Of which row.
    place: usize,
    /// The column of the row that Tab leads to, and the key of the one whose editor is open.
    tab: Memo<Option<usize>>,
    edited: Memo<Option<&'static str>>,
    class: String,
    /// Which of all columns it is, where that has a width of its own.
    sized: Option<usize>,
}

impl Cell {
    fn draw(self, column: &Cells, is_picking: bool) -> impl IntoView + use<> {
        let Cell { list, spot, place, tab, edited, class, sized } = self;
        let width = move || sized.and_then(|at| width_of(list, at));
        let text = (column.shown)(place);
        let is_blank = text.is_empty().then_some("");
        let content = match &column.view {
            Some(view) => view(place),
            None => text.into_any(),
        };
        let why = match column.place(place) {
            Place::Leaf(_) => None,
            Place::Fixed(why) => Some(why),
        };
        let (key, label) = (column.key, column.label.clone());
        let is_edited = move || edited.get() == Some(key);
        let editor = move || {
            let edit = is_edited().then(|| list.cells.edit.get_untracked()).flatten();
            edit.map(|edit| cell_view(edit.cell))
        };
        let index = spot.column.saturating_add(1).saturating_add(usize::from(is_picking)).to_string();
        let on_key = move |event: KeyboardEvent| {
            // A key in what stands in the cell is that one's own.
            if pointer::is_own(&event) && press_here(list, &event) {
                event.prevent_default();
                event.stop_propagation();
            }
        };
        view! {
            <td role="gridcell" class=class data-label=label data-blank=is_blank data-cell=mark(spot) style:max-width=width
                aria-colindex=index aria-readonly=why.map(|_| "true") title=why
                tabindex=move || if tab.get() == Some(spot.column) { "0" } else { "-1" }
                on:focus=move |_| super::enter(list, spot) on:keydown=on_key
                on:dblclick=move |_| open(list, spot, Begins::AsItIs, None)>
                {content}{editor}
            </td>
        }
    }
}

/// A key on a cell. Keys may be faster than the focus: they go on from where it is to be.
fn press_here(list: List, event: &KeyboardEvent) -> bool {
    list.cells.at.get_untracked().is_some_and(|spot| press(list, spot, is_edited(list, spot), event))
}

/// A key while no cell has the focus, since rows are being drawn or the cell is far away: it is brought into sight.
pub fn press_far(list: List, event: &KeyboardEvent) -> bool {
    let before = list.cells.at.get_untracked();
    let is_taken = press_here(list, event);
    if let Some(spot) = before.filter(|spot| is_taken && list.cells.at.get_untracked() == Some(*spot)) {
        go(list, spot);
    }
    is_taken
}

/// A key on a cell; the answer says whether it was taken.
fn press(list: List, spot: Spot, is_edited: bool, event: &KeyboardEvent) -> bool {
    let (key, held) = (event.key(), event.ctrl_key() || event.meta_key());
    let typed = letter(&key).filter(|_| !held && !event.alt_key());
    if is_edited {
        // The field of its editor gets the focus in a moment.
        match (key.as_str(), typed) {
            ("Escape", _) => finish(list, None),
            ("Enter", _) => list.cells.asked.set(Some(Step::Down)),
            ("Tab", _) if event.shift_key() => list.cells.asked.set(Some(Step::Left)),
            ("Tab", _) => list.cells.asked.set(Some(Step::Right)),
            (_, Some(letter)) => list.cells.more.update(|more| more.push(letter)),
            // What else a key does, as scrolling the page, it does not do to a field.
            _ => return !held,
        }
        return true;
    }
    let count = Spot {
        line: list.lines.with_untracked(Lines::len),
        column: list.look.with_untracked(|look| look.columns.len()),
    };
    let (_, height, row) = list.cells.seen.get_untracked();
    let page = ((height - ABOVE) / row).max(1.0) as usize;
    if let Some(to) = lead(&key, held, spot, count, page).filter(|_| !event.shift_key() && !event.alt_key()) {
        let line = list.lines.with_untracked(|lines| near(lines, to.line, to.line >= spot.line));
        line.into_iter().for_each(|line| go(list, Spot { line, ..to }));
        return true;
    }
    match (key.as_str(), typed) {
        ("Enter" | "F2", _) if !held => open(list, spot, Begins::AsItIs, None),
        ("Delete", _) if !held => open(list, spot, Begins::Emptied, None),
        (_, Some(letter)) => open(list, spot, Begins::Typed, Some(letter.to_string())),
        _ => return false,
    }
    true
}
