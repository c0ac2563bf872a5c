//! The heads of the columns: a press sorts, a press with Shift sorts by one more, the edge makes wider or narrower.

use leptos::ev::{KeyboardEvent, MouseEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;

use super::List;
use crate::app::browser::pointer;
use crate::app::parts::grid::layout::WIDTHS;
use crate::app::parts::grid::sorts::{self, SortKey};
use crate::app::parts::grid::{Cells, ColumnKind};
use crate::said;
use crate::words::text::areas::lists as text;

/// The row of heads. A head stays while its edge is dragged and its place changes.
pub fn heads(list: List) -> impl IntoView {
    let order = Memo::new(move |_| {
        let grid = list.grid.with(|grid| grid.number);
        list.look.with(|look| look.columns.iter().map(|(at, _)| (grid, *at)).collect::<Vec<_>>())
    });
    let is_picking = Memo::new(move |_| list.look.with(|look| look.is_picking));
    let draw = move |(_, at): (usize, usize)| {
        list.grid.with_untracked(|grid| grid.columns.get(at).map(|column| head(list, at, column)))
    };
    view! {
        <thead><tr aria-rowindex="1">
            {move || is_picking.get().then(|| super::picks::all_tick(list))}
            <For each=move || order.get() key=|column| *column children=draw />
        </tr></thead>
    }
}

fn head(list: List, at: usize, column: &Cells) -> impl IntoView + use<> {
    let key = column.key;
    // Numbers and dates are wanted from the top first, words from A.
    let down = matches!(column.kind, ColumnKind::Number | ColumnKind::Date);
    let press = move |as_well: bool| {
        let new = SortKey { column: key.to_owned(), down };
        list.sort(&list.sorts.with_untracked(|keys| sorts::pressed(keys, new, as_well)));
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && event.shift_key() {
            event.prevent_default();
            press(true);
        }
    };
    let standing = Memo::new(move |_| list.sorts.with(|keys| Standing::of(keys, key)));
    let state = move || standing.get().filter(|standing| standing.place == 0).map(Standing::word);
    let aloud = move || standing.get().filter(|standing| standing.place > 0).map(Standing::aloud);
    let mark = move || standing.get().map(Standing::mark);
    let number =
        move || standing.get().and_then(Standing::number).map(|number| view! { <sup>{number}</sup> });
    let element = NodeRef::<html::Th>::new();
    let width = move || width_of(list, at);
    let class = move || {
        list.grid.with_untracked(|grid| {
            grid.columns.get(at).map(|column| list.look.with(|look| look.class(column)))
        })
    };
    view! {
        <th scope="col" node_ref=element class=class aria-sort=state style:width=width style:min-width=width>
            <button on:click=move |event: MouseEvent| press(pointer::is_held(&event, "shiftKey")) on:keydown=on_key>
                {column.label.clone()}
                <span class="aloud">{aloud}</span>
                <span aria-hidden="true">{mark}{number}</span>
            </button>
            {edge(list, at, element)}
        </th>
    }
}

/// The width that was chosen for a column.
pub fn width_of(list: List, at: usize) -> Option<String> {
    let width = list.layout.with(|layout| layout.spots().iter().find(|spot| spot.at == at)?.width);
    width.map(|width| format!("{width}px"))
}

/// The edge of a head that a pointer moves; by keyboard the width is a number under “Columns”.
fn edge(list: List, at: usize, head: NodeRef<html::Th>) -> impl IntoView + use<> {
    // Where the pointer began, and how wide the column was.
    let grip = RwSignal::new(None::<(f64, f64)>);
    let begin = move |event: PointerEvent| {
        event.prevent_default();
        pointer::hold(&event);
        let width = head.get_untracked().map_or(0.0, |head| pointer::width(&head));
        grip.set(Some((pointer::across(&event), width)));
    };
    let follow = move |event: PointerEvent| {
        if let Some((from, width)) = grip.get_untracked() {
            let width = width + pointer::across(&event) - from;
            let width = width.clamp(f64::from(*WIDTHS.start()), f64::from(*WIDTHS.end()));
            list.sizing.set(Some((at, width as u16)));
        }
    };
    let done = move |_: PointerEvent| {
        grip.set(None);
        if list.sizing.with_untracked(Option::is_some) {
            list.lay_out(&list.layout.get_untracked());
            list.sizing.set(None);
        }
    };
    let as_it_was = move |_| list.lay_out(&list.layout.get_untracked().sized(at, None));
    view! {
        <span class="edge" aria-hidden="true" class:held=move || grip.with(Option::is_some)
            on:pointerdown=begin on:pointermove=follow on:pointerup=done on:pointercancel=done on:dblclick=as_it_was></span>
    }
}

/// A column among those that sort the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Standing {
    place: usize,
    down: bool,
    of: usize,
}

impl Standing {
    fn of(keys: &[SortKey], column: &str) -> Option<Self> {
        let (place, key) = keys.iter().enumerate().find(|(_, key)| key.column == column)?;
        Some(Standing { place, down: key.down, of: keys.len() })
    }

    fn word(self) -> &'static str {
        if self.down { "descending" } else { "ascending" }
    }

    fn mark(self) -> &'static str {
        if self.down { " ↓" } else { " ↑" }
    }

    /// Its number, where several sort.
    fn number(self) -> Option<usize> {
        (self.of > 1).then(|| self.place.saturating_add(1))
    }

    fn aloud(self) -> String {
        let place = self.place.saturating_add(1).to_string();
        if self.down { said!(text::SORTED_DOWN, place) } else { said!(text::SORTED_UP, place) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_says_its_place_in_the_order() {
        let check = |sort: &str, mark: Option<&str>, number: Option<usize>| {
            let standing = Standing::of(&sorts::parse(sort), "sum");
            assert_eq!((standing.map(Standing::mark), standing.and_then(Standing::number)), (mark, number));
        };
        check("who", None, None);
        check("-sum", Some(" ↓"), None);
        check("-who,sum", Some(" ↑"), Some(2));
        check("sum,who", Some(" ↑"), Some(1));
    }
}
