//! Rows that are chosen, to be copied together: by ticks, by Space and arrows, or all of them.

use std::collections::HashSet;
use std::sync::Arc;

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::List;
use crate::app::browser::{page, picture, pointer};
use crate::app::desk::Dialog;
use crate::app::parts::grid::{Grid, Line, Lines, Shown};
use crate::app::route::Page;
use crate::register::{Collection, RecordKey};
use crate::said;
use crate::words::text::areas::lists as text;
use crate::words::whole;

/// The rows that are chosen, of one state of a list.
#[derive(Debug, Default, PartialEq, Eq)]
struct Chosen {
    /// Which state: the number of its grid.
    grid: usize,
    /// Whether each row is, by its place, up to the last that was chosen.
    is_in: Vec<bool>,
}

impl Chosen {
    fn has(&self, grid: &Grid, place: usize) -> bool {
        self.grid == grid.number && self.is_in.get(place) == Some(&true)
    }

    fn put(&mut self, grid: &Grid, places: impl Iterator<Item = usize>, is_in: bool) {
        if self.grid != grid.number {
            *self = Chosen { grid: grid.number, is_in: Vec::new() };
        }
        for place in places {
            if self.is_in.len() <= place {
                self.is_in.resize(place.saturating_add(1), false);
            }
            self.is_in.get_mut(place).into_iter().for_each(|of| *of = is_in);
        }
    }

    /// The same rows in the next state of the list, by their ids.
    fn moved(&self, from: &Grid, to: &Grid) -> Chosen {
        let chosen = (0..from.count).filter(|place| self.has(from, *place));
        let ids: HashSet<String> = chosen.map(|place| (from.id)(place)).collect();
        let mut moved = Chosen::default();
        if !ids.is_empty() {
            moved.put(to, (0..to.count).filter(|place| ids.contains(&(to.id)(*place))), true);
        }
        moved
    }
}

/// The rows of a list that are chosen; an edit or a filter loses none.
#[derive(Clone, Copy)]
pub struct Picks {
    is_on: RwSignal<bool>,
    chosen: RwSignal<Chosen>,
    /// The line that was chosen last, from which a range reaches.
    anchor: RwSignal<Option<usize>>,
}

impl Picks {
    /// None.
    pub fn new() -> Self {
        Picks {
            is_on: RwSignal::new(false),
            chosen: RwSignal::new(Chosen::default()),
            anchor: RwSignal::new(None),
        }
    }

    /// Whether rows have a tick; tracked.
    pub fn is_on(&self) -> bool {
        self.is_on.get()
    }

    /// The chosen among the rows shown; tracked.
    pub fn among(&self, grid: &Grid, shown: &Shown) -> Vec<usize> {
        let is_in =
            |chosen: &Chosen| shown.rows.iter().filter(|row| chosen.has(grid, **row)).copied().collect();
        self.chosen.with(is_in)
    }

    /// Shows the ticks, or takes them and the choice away.
    pub fn switch(&self, is_on: bool) {
        self.is_on.set(is_on);
        self.clear();
    }

    fn clear(&self) {
        self.chosen.set(Chosen::default());
        self.anchor.set(None);
    }

    fn set(&self, grid: &Grid, places: impl Iterator<Item = usize>, is_in: bool) {
        self.is_on.set(true);
        self.chosen.update(|chosen| chosen.put(grid, places, is_in));
    }
}

/// Chooses a row or leaves it out; with `far` so also all from the last one to this.
pub fn press(list: List, at: usize, place: usize, far: bool) {
    let grid = list.grid.get_untracked();
    let is_in = !list.picks.chosen.with_untracked(|chosen| chosen.has(&grid, place));
    match list.picks.anchor.get_untracked().filter(|_| far) {
        Some(from) => list.picks.set(&grid, places(list, from.min(at), from.max(at)).into_iter(), is_in),
        None => list.picks.set(&grid, [place].into_iter(), is_in),
    }
    list.picks.anchor.set(Some(at));
}

/// Chooses two rows beside each other, as an arrow with Shift does.
pub fn reach(list: List, from: usize, to: usize) {
    let places = places(list, from.min(to), from.max(to)).into_iter();
    list.picks.set(&list.grid.get_untracked(), places, true);
    list.picks.anchor.set(Some(to));
}

/// Chooses all rows shown.
fn all(list: List) {
    let grid = list.grid.get_untracked();
    let rows = list.shown.with_untracked(|shown| Arc::clone(&shown.rows));
    list.picks.set(&grid, rows.iter().copied(), true);
}

/// The places of the rows from one line to another.
fn places(list: List, from: usize, to: usize) -> Vec<usize> {
    let place = |lines: &Lines, at: usize| match lines.get(at)? {
        Line::Row(place) => Some(place),
        Line::Head(_) => None,
    };
    list.lines.with_untracked(|lines| (from..=to).filter_map(|at| place(lines, at)).collect())
}

/// Whether a row is chosen, in the state that the list is in by then; tracked.
pub fn has(list: List, place: usize) -> bool {
    list.picks.chosen.with(|chosen| list.grid.with_untracked(|grid| chosen.has(grid, place)))
}

/// The tick of a row.
pub fn tick(list: List, at: usize, grid: &Grid, place: usize) -> impl IntoView + use<> {
    let name = grid.columns.first().map(|column| (column.shown)(place)).unwrap_or_default();
    let checked = move || has(list, place);
    let on_click = move |event: MouseEvent| press(list, at, place, pointer::is_held(&event, "shiftKey"));
    view! {
        <td class="pick"><input type="checkbox" tabindex="-1" aria-label=said!(text::SELECT_ROW, name) prop:checked=checked on:click=on_click /></td>
    }
}

/// The tick of all rows.
pub fn all_tick(list: List) -> impl IntoView + use<> {
    let is_all = move || {
        let picked = list.picked.with(|picked| picked.len());
        picked > 0 && picked == list.shown.with(|shown| shown.rows.len())
    };
    let on_click = move |_| if is_all() { list.picks.clear() } else { all(list) };
    view! {
        <td class="pick"><input type="checkbox" aria-label=text::SELECT_ALL.said() prop:checked=is_all on:click=on_click /></td>
    }
}

/// Shows the ticks of rows, or takes them away.
pub fn switch(list: List) -> impl IntoView {
    let is_on = move || list.picks.is_on();
    view! {
        <button type="button" aria-pressed=move || is_on().to_string()
            on:click=move |_| list.picks.switch(!list.picks.is_on.get_untracked())>{text::SELECT.said()}</button>
    }
}

/// What is chosen, and what can be done with it.
pub fn tools(list: List) -> impl IntoView {
    let count = move || list.picked.with(|picked| picked.len());
    let none = move || (count() == 0).to_string();
    let chosen = move || said!(text::SELECTED, count = whole(count()));
    let can_edit =
        move || list.desk.address.with(|here| is_editable(&here.page)) && list.desk.locked().is_none();
    view! {
        <Show when=move || list.picks.is_on()>
            <div class="tools chosen" role="group" aria-label=text::SELECTED_ROWS.said()>
                <span aria-live="polite" data-selected=move || count().to_string()>{chosen}</span>
                <button type="button" class="small" aria-disabled=none on:click=move |_| copy(list)>{text::COPY.said()}</button>
                <Show when=can_edit>
                    <button type="button" class="small" aria-disabled=none on:click=move |_| edit(list)>{text::EDIT_MANY.said()}</button>
                </Show>
            </div>
        </Show>
    }
}

/// Whether the rows of a page are records that can be edited together: a release never changes.
fn is_editable(page: &Page) -> bool {
    matches!(page, Page::List(collection) if *collection != Collection::Releases)
}

/// Opens the window in which the chosen records are edited together.
fn edit(list: List) {
    let Page::List(collection) = list.desk.address.with_untracked(|here| here.page.clone()) else { return };
    let (grid, rows) = (list.grid.get_untracked(), list.picked.get_untracked());
    let key = |row: &usize| RecordKey { collection, id: (grid.id)(*row).as_str().into() };
    if !rows.is_empty() {
        list.desk.show(Dialog::Many(rows.iter().map(key).collect()));
    }
}

/// Keeps the choice through edits, and listens to the keys of a list in which rows are chosen: Ctrl+A all, Ctrl+C copies,
/// Escape leaves them.
pub fn listen(list: List) {
    Effect::new(move |before: Option<Arc<Grid>>| {
        let grid = list.grid.get();
        if let Some(before) = before.filter(|before| before.number != grid.number) {
            list.picks.chosen.update(|chosen| *chosen = chosen.moved(&before, &grid));
        }
        grid
    });
    let handle = page::while_keys(move |event| {
        let is_on = list.picks.is_on.try_get_untracked().unwrap_or_default();
        is_on && !pointer::is_in_text() && !pointer::is_covered() && key(list, event)
    });
    on_cleanup(move || handle.remove());
}

fn key(list: List, event: &KeyboardEvent) -> bool {
    let is_any = list.picked.with_untracked(|picked| !picked.is_empty());
    let held = event.ctrl_key() || event.meta_key();
    match event.key().as_str() {
        "a" if held => all(list),
        "c" if held && is_any && !pointer::has_marked() => copy(list),
        "Escape" if is_any => list.picks.clear(),
        "Escape" => list.picks.switch(false),
        _ => return false,
    }
    true
}

/// Puts the chosen rows on the clipboard: the columns shown, the heads first.
fn copy(list: List) {
    let rows = list.picked.get_untracked();
    if rows.is_empty() {
        return;
    }
    let text = copied(&list.grid.get_untracked(), &list.look.get_untracked().columns, &rows);
    spawn_local(async move {
        let said = match picture::copy_text(&text).await {
            Ok(()) => said!(text::COPIED, n = rows.len()),
            Err(reason) => said!(text::NOT_COPIED, reason),
        };
        list.desk.notice.set(said);
    });
}

fn copied(grid: &Grid, columns: &[(usize, bool)], rows: &[usize]) -> String {
    let columns: Vec<_> = columns.iter().filter_map(|(at, _)| grid.columns.get(*at)).collect();
    let heads = line(columns.iter().map(|column| column.label.clone()));
    let rows = rows.iter().map(|row| line(columns.iter().map(|column| (column.plain)(*row))));
    std::iter::once(heads).chain(rows).collect()
}

/// A line of a table as spreadsheets take it, in which no cell breaks out of its place.
fn line(cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<_> = cells.map(|cell| cell.replace(['\t', '\n', '\r'], " ")).collect();
    format!("{}\n", cells.join("\t"))
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::app::parts::grid::Column;

    #[test]
    fn what_is_chosen_stays_chosen_through_an_edit() {
        let grid = |ids: &[&'static str]| {
            let columns = vec![Column::text("who", "Who", |row: &&str| (*row).to_owned())];
            Grid::new(Arc::new(ids.to_vec()), |row| (*row).to_owned(), columns)
        };
        let (before, after) = (grid(&["a", "b", "c", "d"]), grid(&["d", "c", "new", "a"]));
        let mut chosen = Chosen::default();
        chosen.put(&before, [1, 2, 3].into_iter(), true);
        chosen.put(&before, [3].into_iter(), false);
        let all =
            |chosen: &Chosen, grid: &Grid| (0..5).filter(|at| chosen.has(grid, *at)).collect::<Vec<_>>();
        assert_eq!((all(&chosen, &before), all(&chosen, &after)), (vec![1, 2], vec![]));
        let moved = chosen.moved(&before, &after);
        assert_eq!((all(&moved, &before), all(&moved, &after)), (vec![], vec![1]));
        assert_eq!(moved.moved(&before, &after), Chosen::default());
    }

    #[test]
    fn rows_are_copied_with_their_heads_and_plain_numbers() {
        let rows = Arc::new(vec![("Denmark", 1_220_362_622), ("A\tB\nC", 0)]);
        let columns = vec![
            Column::text("who", "Who", |row: &(&str, i64)| row.0.to_owned()),
            Column::number(
                "sum",
                "EUR",
                |row: &(&str, i64)| Some(Decimal::new(row.1, 2)),
                |_: &(&str, i64)| "12,203,626".to_owned(),
            ),
        ];
        let grid = Grid::new(Arc::clone(&rows), |row| row.0.to_owned(), columns);
        assert_eq!(
            copied(&grid, &[(1, false), (0, true)], &[1, 0]),
            "EUR\tWho\n0.00\tA B C\n12203626.22\tDenmark\n"
        );
    }
}
