//! The list: a real table that filters as one types, sorts by any column and keeps its state in the address.
//!
//! With more than [`DRAWN_WHOLE`] rows only those in sight are drawn, with a margin that comes a moment later; a blank
//! row above and below stands for the others, and each row takes one line.

mod sight;

use std::cell::Cell;
use std::sync::{Arc, Weak};

use gloo_timers::future::TimeoutFuture;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use self::sight::{PRINTED, in_sight, on_paper};
use super::grid::{Asked, Cells, ColumnKind, Grid, Shown};
use crate::app::browser::page;
use crate::app::browser::turn::{Slice, idle};
use crate::app::desk::{Desk, desk};

/// Up to so many rows are all drawn.
pub const DRAWN_WHOLE: usize = 200;
/// How many rows are drawn beyond what is in sight, at first and a moment later.
const MARGINS: (usize, usize) = (4, 30);
/// So many slices of reading may pass before more of what was found is shown.
const NEWS: u32 = 24;

type List = (Signal<Arc<Grid>>, Memo<Shown>);

thread_local! {
    /// The list of the page, and what it shows.
    static IN_VIEW: Cell<Option<List>> = const { Cell::new(None) };
}

/// The ids of the rows that the list of the page shows, in its order.
pub fn ids_in_view() -> Vec<String> {
    let Some((grid, shown)) = IN_VIEW.get() else { return Vec::new() };
    let ids = |shown: &Shown| {
        grid.try_with_untracked(|grid| shown.rows.iter().map(|row| (grid.id)(*row)).collect())
    };
    shown.try_with_untracked(ids).flatten().unwrap_or_default()
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
    /// The order at first: a column's key, with `-` before it for downwards.
    #[prop(optional)]
    sort: &'static str,
    /// Without filter and facets, its order kept out of the address: for a table beside others on a page.
    #[prop(optional)]
    still: bool,
    /// What stands in place of a table without rows: what belongs here, and how to add it.
    #[prop(optional, into)]
    empty: ViewFn,
    /// Buttons at the right end of the tools.
    #[prop(optional, into)]
    tools: ViewFn,
) -> impl IntoView {
    let desk = desk();
    let own_sort = RwSignal::new(String::new());
    let param = move |name: &'static str| {
        Memo::new(move |_| desk.address.with(|address| address.param(name).unwrap_or_default().to_owned()))
    };
    let filter = if still { Memo::new(|_| String::new()) } else { param("q") };
    let order = if still { Memo::new(move |_| own_sort.get()) } else { param("sort") };
    let sorted = Memo::new(move |_| {
        order.with(|order| if order.is_empty() { sort.to_owned() } else { order.clone() })
    });
    let asked = Memo::new(move |_| {
        let of = |key| desk.address.with(|address| address.param(key).unwrap_or_default().to_owned());
        let keys = |grid: &Arc<Grid>| grid.facets.iter().map(|facet| facet.key).collect::<Vec<_>>();
        let facets = grid.with(keys).into_iter().map(|key| (key, of(key))).collect();
        Asked { filter: filter.get(), facets, sort: sorted.get() }
    });
    // Grows when more of a long list was read.
    let read = RwSignal::new(0_u32);
    let shown = Memo::new(move |before: Option<&Shown>| {
        let grid = grid.get();
        // Rows that stood here stay, whatever else was edited.
        let whole = before.is_none_or(|before| before.grid != grid.number);
        let shown = asked.with(|asked| grid.select(asked, whole));
        if shown.so_far {
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
    let set_sort =
        move |value: String| if still { own_sort.set(value) } else { desk.set_param("sort", &value) };
    let is_empty = Memo::new(move |_| grid.with(|grid| grid.count == 0));
    view! {
        <Show when=move || !is_empty.get() fallback=move || view! { <div class="empty">{empty.run()}</div> }>
            {(!still).then(|| view! { <Tools desk grid shown filter read tools=tools.clone() /> })}
            <Body grid shown sorted label=label.clone() set_sort=Callback::new(set_sort) />
        </Show>
    }
}

/// Reads a long list in slices while nobody waits: what its facets offer, what a filter searches, and its orders.
async fn prepare(grid: Weak<Grid>, shown: Memo<Shown>, read: RwSignal<u32>) {
    let (mut slices, mut has_options) = (0_u32, false);
    loop {
        let waits = shown.try_with_untracked(|shown| shown.so_far) == Some(true);
        // Whoever has typed already waits for what is read.
        if waits {
            TimeoutFuture::new(0).await;
        } else {
            idle().await;
        }
        let slice = Slice::begin();
        // A newer list is read for itself.
        let Some(grid) = grid.upgrade() else { return };
        let mut goes_on = grid.prepare();
        while goes_on && !slice.is_over() {
            goes_on = grid.prepare();
        }
        slices = slices.wrapping_add(1);
        let is_news = waits && (slices.is_multiple_of(NEWS) || grid.is_searchable());
        if is_news || !has_options && grid.has_options() {
            has_options = grid.has_options();
            read.try_update(|read| *read = read.wrapping_add(1));
        }
        if !goes_on {
            return;
        }
    }
}

/// The filter, the facets and the number of rows.
#[component]
fn Tools(
    desk: Desk,
    grid: Signal<Arc<Grid>>,
    shown: Memo<Shown>,
    filter: Memo<String>,
    read: RwSignal<u32>,
    tools: ViewFn,
) -> impl IntoView {
    let count = move || {
        let (rows, so_far) = shown.with(|shown| (shown.rows.len(), shown.so_far));
        match (rows, so_far) {
            (rows, true) => format!("{rows} rows so far"),
            (1, false) => "1 row".to_owned(),
            (rows, false) => format!("{rows} rows"),
        }
    };
    let facets = Memo::new(move |_| {
        grid.with(|grid| {
            grid.facets.iter().map(|facet| (facet.key, facet.all)).enumerate().collect::<Vec<_>>()
        })
    });
    view! {
        <div class="tools">
            <input type="search" placeholder="Filter" aria-label="Filter" data-search="" autocomplete="off"
                prop:value=filter on:input=move |event| desk.set_param("q", &event_target_value(&event)) />
            <For each=move || facets.get() key=|facet| *facet let((at, (key, all)))>
                <Choice desk grid read at key all />
            </For>
            <span class="sp"></span>
            <span aria-live="polite">{count}</span>
            {tools.run()}
        </div>
    }
}

/// A facet.
#[component]
fn Choice(
    desk: Desk,
    grid: Signal<Arc<Grid>>,
    read: RwSignal<u32>,
    at: usize,
    key: &'static str,
    all: &'static str,
) -> impl IntoView {
    let options = Memo::new(move |before: Option<&Vec<(String, String)>>| {
        read.track();
        // A long list that is being read anew offers what it did before.
        grid.with(|grid| grid.options(at)).or_else(|| before.cloned()).unwrap_or_default()
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

#[component]
fn Body(
    grid: Signal<Arc<Grid>>,
    shown: Memo<Shown>,
    sorted: Memo<String>,
    label: String,
    set_sort: Callback<String>,
) -> impl IntoView {
    let body = NodeRef::<html::Tbody>::new();
    // Where the page stands: pixels of the table above the window, the window's height, the height of a row.
    let seen = RwSignal::new((0.0_f64, 1000.0_f64, 38.0_f64));
    let look = move || {
        if let Some(body) = body.get_untracked() {
            let (above, height) = page::seen(&body);
            let row = page::height_of(&body, "tr[data-id]").unwrap_or(38.0).max(20.0);
            seen.set((above, height, row));
        }
    };
    let watch = page::on_scroll(look);
    on_cleanup(move || watch.into_iter().for_each(|watch| watch.remove()));
    let is_long = Memo::new(move |_| shown.with(|shown| shown.rows.len() > DRAWN_WHOLE));
    // The rows that are drawn with all of their margin.
    let settled = RwSignal::new(None::<Arc<Vec<usize>>>);
    Effect::new(move |_| {
        let rows = shown.with(|shown| Arc::clone(&shown.rows));
        spawn_local(async move {
            idle().await;
            settled.try_set(Some(rows));
        });
    });
    let prints = desk().prints;
    let range = Memo::new(move |_| {
        let rows = shown.with(|shown| Arc::clone(&shown.rows));
        if prints.get() {
            return 0..rows.len().min(PRINTED);
        }
        let is_settled =
            settled.with(|settled| settled.as_ref().is_some_and(|settled| Arc::ptr_eq(settled, &rows)));
        match (is_settled, is_long.get()) {
            (true, false) => 0..rows.len(),
            (true, true) => in_sight(rows.len(), seen.get(), MARGINS.1),
            (false, _) => in_sight(rows.len(), seen.get(), MARGINS.0),
        }
    });
    let drawn = Memo::new(move |_| {
        let range = range.get();
        shown.with(|shown| {
            let rows = shown.rows.iter().enumerate().skip(range.start).take(range.len());
            rows.map(|(at, place)| (shown.grid, at, *place)).collect::<Vec<_>>()
        })
    });
    let active = RwSignal::new(0_usize);
    let blank = move |rows: usize| {
        let rows = if prints.get() { 0 } else { rows };
        let height = format!("{}px", rows as f64 * seen.get().2);
        let columns = grid.with(|grid| grid.columns.len()).to_string();
        (rows > 0).then(|| view! { <tr class="spacer" aria-hidden="true"><td colspan=columns style:height=height></td></tr> })
    };
    let foot = move || {
        let foot = grid.with(|grid| grid.foot.clone())?;
        Some(view! { <tfoot><tr>{foot(shown)}</tr></tfoot> })
    };
    let left_out = move || {
        let said = on_paper(prints.get(), shown.with(|shown| shown.rows.len()))?;
        Some(view! { <p class="hint">{said}</p> })
    };
    view! {
        <table class="list" class:windowed=is_long aria-label=label
            aria-rowcount=move || shown.with(|shown| shown.rows.len().saturating_add(1).to_string())>
            <thead><tr aria-rowindex="1">{move || grid.get().columns.iter().map(|column| head(column, sorted, set_sort)).collect_view()}</tr></thead>
            <tbody node_ref=body>
                {move || blank(range.get().start)}
                <For each=move || drawn.get() key=|row| *row let((_, at, place))>
                    <Row grid=grid.get_untracked() shown at place active />
                </For>
                {move || blank(shown.with(|shown| shown.rows.len()).saturating_sub(range.get().end))}
            </tbody>
            {foot}
        </table>
        {left_out}
    }
}

fn head(column: &Cells, sorted: Memo<String>, set_sort: Callback<String>) -> impl IntoView + use<> {
    let key = column.key;
    // Numbers and dates are wanted from the top first, words from A.
    let first = match column.kind {
        ColumnKind::Text | ColumnKind::Code => key.to_owned(),
        ColumnKind::Number | ColumnKind::Date => format!("-{key}"),
    };
    let state = move || {
        sorted.with(|sorted| match sorted.strip_prefix('-') {
            Some(down) if down == key => Some("descending"),
            None if sorted == key => Some("ascending"),
            _ => None,
        })
    };
    let mark = move || match state() {
        Some("descending") => " ↓",
        Some(_) => " ↑",
        None => "",
    };
    let turn = move |_| {
        set_sort.run(match state() {
            Some("descending") => key.to_owned(),
            Some(_) => format!("-{key}"),
            None => first.clone(),
        })
    };
    view! {
        <th scope="col" class=class_of(column) aria-sort=state>
            <button on:click=turn>{column.label.clone()}<span aria-hidden="true">{mark}</span></button>
        </th>
    }
}

fn class_of(column: &Cells) -> &'static str {
    match (column.kind, column.less) {
        (ColumnKind::Text, false) => "",
        (ColumnKind::Text, true) => "less",
        (ColumnKind::Code, false) => "code",
        (ColumnKind::Code, true) => "code less",
        (ColumnKind::Number, false) => "n",
        (ColumnKind::Number, true) => "n less",
        (ColumnKind::Date, false) => "d",
        (ColumnKind::Date, true) => "d less",
    }
}

/// One row. The arrows move the focus between rows, Enter opens.
#[component]
fn Row(
    grid: Arc<Grid>,
    shown: Memo<Shown>,
    at: usize,
    place: usize,
    active: RwSignal<usize>,
) -> impl IntoView {
    let (id, list) = ((grid.id)(place), shown.with_untracked(|shown| shown.grid));
    let opens = grid.opens.as_ref().map(|opens| opens(place));
    let target = opens.clone();
    let element = NodeRef::<html::Tr>::new();
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        // A key inside a cell's link or button is that one's own.
        let on_row = element.get_untracked().is_some_and(|row| page::is_focused(&row));
        let last = shown.with_untracked(|shown| shown.rows.len()).saturating_sub(1);
        let to = match event.key().as_str() {
            "ArrowDown" => at.saturating_add(1).min(last),
            "ArrowUp" => at.saturating_sub(1),
            "Enter" if on_row => {
                if let Some(target) = &target {
                    page::go(target);
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        active.set(to);
        page::focus(&format!("[data-row=\"{list}-{to}\"]"));
    };
    let out = grid.is_out.as_ref().is_some_and(|is_out| is_out(place));
    let cells = grid.columns.iter().enumerate().map(|(number, column)| {
        let text = (column.shown)(place);
        let is_blank = text.is_empty().then_some("");
        let content = match (&column.view, &opens) {
            (Some(view), _) => view(place),
            (None, Some(opens)) if number == 0 => view! { <a href=opens.clone()>{text}</a> }.into_any(),
            _ => text.into_any(),
        };
        view! { <td class=class_of(column) data-label=column.label.clone() data-blank=is_blank>{content}</td> }
    }).collect_view();
    view! {
        <tr node_ref=element data-id=id data-row=format!("{list}-{at}") aria-rowindex=at.saturating_add(2).to_string() class:out=out
            tabindex=move || if active.get() == at { "0" } else { "-1" }
            on:focus=move |_| active.set(at) on:keydown=on_key>
            {cells}
        </tr>
    }
}
