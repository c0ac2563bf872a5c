//! The table itself, of which only the lines in sight are drawn when there are many.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::cells::{self, CellRow};
use super::foot::foot;
use super::head::heads;
use super::row::{Head, Row};
use super::sight::{PRINTED, in_sight, on_paper};
use super::sizer::{self, sizer};
use super::{DRAWN_WHOLE, List};
use crate::app::browser::page;
use crate::app::browser::turn::idle;
use crate::app::parts::grid::{Line, Lines};

/// How many lines are drawn beyond what is in sight, at first and a moment later.
const MARGINS: (usize, usize) = (4, 14);

/// A table with its heads, its lines and its totals.
#[component]
pub fn Body(
    /// The list.
    list: List,
    /// What it is called.
    label: String,
) -> impl IntoView {
    let body = NodeRef::<html::Tbody>::new();
    let seen = list.cells.seen;
    let look = move || {
        if let Some(body) = body.get_untracked() {
            let (above, height) = page::seen(&body);
            // Where no row is drawn they are as high as before: another height would move the page, and with it what is in sight.
            let before = seen.with_untracked(|(.., row)| *row);
            let row = page::height_of(&body, "tr[data-id]").unwrap_or(before).max(20.0);
            seen.set((above, height, row));
        }
    };
    let watch = page::on_scroll(look);
    on_cleanup(move || watch.into_iter().for_each(|watch| watch.remove()));
    let count = Memo::new(move |_| list.lines.with(Lines::len));
    let is_long = Memo::new(move |_| count.get() > DRAWN_WHOLE);
    let is_measured = Memo::new(move |_| is_long.get() && sizer::is_measured(list));
    let version = Memo::new(move |_| list.look.with(|look| look.version));
    // The lines and the look that are drawn with all of their margin.
    let settled = RwSignal::new(None::<(Lines, u32)>);
    Effect::new(move |_| {
        let drawn = (list.lines.get(), version.get());
        spawn_local(async move {
            idle().await;
            settled.try_set(Some(drawn));
        });
    });
    let is_settled = Memo::new(move |_| {
        let is_it =
            |(lines, look): &(Lines, u32)| *look == version.get() && list.lines.with(|now| lines.is(now));
        settled.with(|settled| settled.as_ref().is_some_and(is_it))
    });
    let prints = list.desk.prints;
    let range = Memo::new(move |_| match (is_settled.get(), is_long.get()) {
        _ if prints.get() => 0..count.get().min(PRINTED),
        (true, false) => 0..count.get(),
        (true, true) => in_sight(count.get(), seen.get(), MARGINS.1),
        (false, _) => in_sight(count.get(), seen.get(), MARGINS.0),
    });
    let drawn = Memo::new(move |_| {
        let (grid, version) = (list.grid.get(), version.get());
        let line = |lines: &Lines, at| lines.get(at).map(|line| (grid.drawn_as(line), version, at, line));
        list.lines.with(|lines| range.get().filter_map(|at| line(lines, at)).collect::<Vec<_>>())
    });
    Effect::new(move |_| list.cells.drawn.set(range.get()));
    cells::follow(list);
    let active = RwSignal::new(0_usize);
    let draw = move |(_, _, at, line): (usize, u32, usize, Line)| match line {
        Line::Head(section) => view! { <Head list at section active /> }.into_any(),
        Line::Row(place) if list.look.with_untracked(|look| look.is_editing) => {
            view! { <CellRow list at place /> }.into_any()
        }
        Line::Row(place) => view! { <Row list at place active /> }.into_any(),
    };
    // Where nothing but the place on the page is another, nothing is drawn.
    let height = Memo::new(move |_| seen.get().2);
    let blank = move |lines: usize| {
        let lines = if prints.get() { 0 } else { lines };
        let tall = format!("{}px", lines as f64 * height.get());
        let columns = list.look.with(|look| look.width()).to_string();
        (lines > 0).then(|| view! { <tr class="spacer" aria-hidden="true"><td colspan=columns style:height=tall></td></tr> })
    };
    // While rows are drawn anew the page is no shorter than before: it would be scrolled to where it ends. Lines may
    // differ somewhat from each other, so a few are left open.
    let reach = move || {
        let lines = count.get().saturating_sub(MARGINS.0) as f64;
        (is_long.get() && !prints.get()).then(|| format!("{}px", lines * height.get()))
    };
    view! {
        <div class="tall" style=("--tall", reach)>
        <table class="list" class:windowed=is_long class:measured=is_measured class:picking=move || list.look.with(|look| look.is_picking)
            aria-label=label aria-rowcount=move || count.get().saturating_add(1).to_string()
            role=move || list.cells.is_on().then_some("grid") aria-describedby=move || list.cells.is_on().then_some(cells::HOW)
            aria-colcount=move || list.cells.is_on().then(|| list.look.with(|look| look.width().to_string()))
            tabindex=move || list.cells.is_on().then_some("-1")
            on:focusout=move |event| list.cells.leave(&event)
            on:paste=move |event| cells::paste(list, &event)>
            {heads(list)}
            <tbody node_ref=body>
                {move || is_measured.get().then(|| sizer(list))}
                {move || blank(range.get().start)}
                <For each=move || drawn.get() key=|line| *line children=draw />
                {move || blank(count.get().saturating_sub(range.get().end))}
            </tbody>
            {foot(list)}
        </table>
        </div>
        {move || on_paper(prints.get(), count.get()).map(|said| view! { <p class="hint">{said}</p> })}
    }
}
