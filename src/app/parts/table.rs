//! The list: a real table that filters as one types, sorts by any columns, stands in groups, shows the columns that are
//! wanted, and keeps its state in the address.
//!
//! With more than [`DRAWN_WHOLE`] lines only those in sight are drawn, with a margin that comes a moment later; a blank
//! row above and below stands for the others, and each row takes one line.

use std::cell::Cell;
use std::collections::HashSet;
use std::sync::{Arc, Weak};

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::grid::layout::Layout;
use super::grid::sorts::{self, SortKey};
use super::grid::{Asked, Grid, Lines, Shown};
use crate::app::browser::page;
use crate::app::browser::turn::{Slice, idle};
use crate::app::desk::{Desk, desk};

mod body;
mod cells;
mod columns;
mod foot;
mod head;
mod letters;
mod look;
mod picks;
mod row;
mod sight;
mod sizer;
mod tools;
mod views;

use body::Body;
use cells::Editing;
use look::Look;
use picks::Picks;
use tools::Tools;
use views::Views;

/// Up to so many lines are all drawn.
pub const DRAWN_WHOLE: usize = 200;
/// So many slices of reading may pass before more of what was found is shown.
const NEWS: u32 = 24;

const STYLE: &str = include_str!("../../../style/lists.css");

type InView = (Signal<Arc<Grid>>, Memo<Shown>);

thread_local! {
    /// The list of the page, and what it shows.
    static IN_VIEW: Cell<Option<InView>> = const { Cell::new(None) };
}

/// The ids of the rows that the list of the page shows, in its order.
pub fn ids_in_view() -> Vec<String> {
    let Some((grid, shown)) = IN_VIEW.get() else { return Vec::new() };
    let ids = |shown: &Shown| {
        grid.try_with_untracked(|grid| shown.rows.iter().map(|row| (grid.id)(*row)).collect())
    };
    shown.try_with_untracked(ids).flatten().unwrap_or_default()
}

/// What the parts of one list have in common.
#[derive(Clone, Copy)]
struct List {
    desk: Desk,
    grid: Signal<Arc<Grid>>,
    shown: Memo<Shown>,
    /// What stands in the table.
    lines: Memo<Lines>,
    /// The sections of which only the head is shown.
    folded: RwSignal<HashSet<String>>,
    /// By what it is sorted.
    sorts: Memo<Vec<SortKey>>,
    /// Its columns.
    layout: Memo<Layout>,
    /// A column that is being drawn wider or narrower.
    sizing: RwSignal<Option<(usize, u16)>>,
    look: Memo<Look>,
    picks: Picks,
    /// The rows that are chosen, in the order shown.
    picked: Memo<Arc<Vec<usize>>>,
    /// Its cells, as far as they are edited in place.
    cells: Editing,
    /// Its states that have a name.
    views: Views,
    /// Grows when more of a long list was read.
    read: RwSignal<u32>,
    /// The order, where it does not stand in the address.
    own: Option<RwSignal<String>>,
}

impl List {
    /// Writes an order into the address, or where it stands.
    fn sort(&self, keys: &[SortKey]) {
        match self.own {
            Some(own) => own.set(sorts::print(keys)),
            None => self.desk.set_param("sort", &sorts::print(keys)),
        }
    }

    /// Writes the columns into the address.
    fn lay_out(&self, layout: &Layout) {
        if self.own.is_some() {
            return;
        }
        let keys = self.grid.with_untracked(|grid| grid.keys());
        self.desk.set_param("cols", &layout.print(&keys));
    }
}

/// A list with its tools. The page gives the rows; the table does the rest.
#[component]
pub fn ListTable(
    /// What is shown; a new grid whenever the data changes.
    #[prop(into)]
    grid: Signal<Arc<Grid>>,
    /// What the table is, read aloud before it.
    #[prop(into)]
    label: String,
    /// The order at first: keys of columns, each with `-` before it for downwards.
    #[prop(optional)]
    sort: &'static str,
    /// What stands in place of a table without rows: what belongs here, and how to add it.
    #[prop(optional, into)]
    empty: ViewFn,
    /// Buttons at the right end of the tools.
    #[prop(optional, into)]
    tools: ViewFn,
    /// Whether it is one of several on its page: without tools, and with nothing of it in the address.
    #[prop(optional)]
    still: bool,
) -> impl IntoView {
    page::adopt_style(STYLE);
    let desk = desk();
    // Whatever asks first, it is read in the order of the language.
    let grid = Signal::derive(move || {
        let grid = grid.get();
        grid.spelled(letters::alphabet);
        grid
    });
    let param = move |name: &'static str| {
        Memo::new(move |_| desk.address.with(|address| address.param(name).unwrap_or_default().to_owned()))
    };
    let own = still.then(|| RwSignal::new(String::new()));
    let of = |name: &'static str| if still { Memo::new(|_| String::new()) } else { param(name) };
    let (filter, group, cols) = (of("q"), of("group"), of("cols"));
    let order = own.map_or_else(|| param("sort"), |own| Memo::new(move |_| own.get()));
    let sorts = Memo::new(move |_| grid.with(|grid| order.with(|order| known_keys(grid, order, sort))));
    let asked = Memo::new(move |_| {
        let of = |key| desk.address.with(|address| address.param(key).unwrap_or_default().to_owned());
        let keys = |grid: &Arc<Grid>| {
            grid.facets.iter().filter(|facet| facet.narrows).map(|facet| facet.key).collect::<Vec<_>>()
        };
        let facets = grid.with(keys).into_iter().map(|key| (key, of(key))).collect();
        let sort = sorts.with(|keys| sorts::print(keys));
        Asked { filter: filter.get(), facets, sort, group: group.get() }
    });
    let read = RwSignal::new(0_u32);
    let shown = Memo::new(move |before: Option<&Shown>| {
        let grid = grid.get();
        // Rows that stood here stay, whatever else was edited.
        let shown = asked.with(|asked| grid.select(asked, before));
        if shown.so_far || shown.waits {
            read.track();
        }
        shown
    });
    if !still {
        IN_VIEW.set(Some((grid, shown)));
    }
    Effect::new(move |_| {
        let grid = grid.get();
        if grid.count > DRAWN_WHOLE {
            spawn_local(prepare(Arc::downgrade(&grid), shown, read));
        }
    });
    let folded = RwSignal::new(HashSet::new());
    let lines = Memo::new(move |_| {
        shown.with(|shown| folded.with(|folded| Lines::of(&shown.rows, &shown.sections, folded)))
    });
    let sizing = RwSignal::new(None::<(usize, u16)>);
    let layout = Memo::new(move |_| {
        let layout = grid.with(|grid| cols.with(|cols| Layout::parse(cols, &grid.keys())));
        match sizing.get() {
            Some((at, width)) => layout.sized(at, Some(width)),
            None => layout,
        }
    });
    let picks = Picks::new();
    let edits = Editing::asked(desk, still, grid);
    let look =
        Memo::new(move |before| layout.with(|layout| Look::of(layout, picks.is_on(), edits.get(), before)));
    let cells = Editing::new(edits, lines, look);
    let picked = Memo::new(move |_| Arc::new(shown.with(|shown| picks.among(&grid.get(), shown))));
    let views = Views::new(desk);
    let list = List {
        desk,
        grid,
        shown,
        lines,
        folded,
        sorts,
        layout,
        sizing,
        look,
        picks,
        picked,
        cells,
        views,
        read,
        own,
    };
    if !still {
        picks::listen(list);
    }
    let is_empty = Memo::new(move |_| grid.with(|grid| grid.count == 0));
    view! {
        <Show when=move || !is_empty.get() fallback=move || view! { <div class="empty">{empty.run()}</div> }>
            {(!still).then(|| view! { <Tools list filter group tools=tools.clone() /> })}
            <Body list label=label.clone() />
        </Show>
    }
}

/// The keys of an order that are of the list; those of its first order where none is.
fn known_keys(grid: &Grid, order: &str, first: &str) -> Vec<SortKey> {
    let known = |text: &str| {
        let keys = sorts::parse(text).into_iter();
        keys.filter(|key| grid.column(&key.column).is_some()).collect::<Vec<_>>()
    };
    let asked = known(order);
    if asked.is_empty() { known(first) } else { asked }
}

/// Reads a long list in slices while nobody waits: what its facets offer, what a filter searches, and its orders.
async fn prepare(grid: Weak<Grid>, shown: Memo<Shown>, read: RwSignal<u32>) {
    let (mut slices, mut has_options) = (0_u32, false);
    loop {
        let asks = shown.try_with_untracked(|shown| (shown.so_far, shown.waits));
        let (filters, arranges) = asks.unwrap_or_default();
        // Whoever has typed already, or has asked for another order, waits for what is read.
        let mut slice = Slice::begin();
        if filters || arranges {
            slice.rest().await;
        } else {
            slice = idle().await;
        }
        // A newer list is read for itself.
        let Some(grid) = grid.upgrade() else { return };
        let mut goes_on = grid.prepare();
        while goes_on && !slice.is_over() {
            goes_on = grid.prepare();
        }
        slices = slices.wrapping_add(1);
        let is_news = filters && (slices.is_multiple_of(NEWS) || grid.is_searchable());
        if is_news || !goes_on || arranges && grid.has_wanted() || !has_options && grid.has_options() {
            has_options = grid.has_options();
            read.try_update(|read| *read = read.wrapping_add(1));
        }
        if !goes_on {
            return;
        }
    }
}
