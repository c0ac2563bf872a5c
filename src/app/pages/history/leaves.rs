//! Leaves before and after, as a table.

use leptos::prelude::*;

use super::said::{self, nothing};
use crate::app::desk::desk;
use crate::app::locale;
use crate::app::parts::here::here;
use crate::app::route::Page;
use crate::register::{LeafChange, Register, Standing};
use crate::said;
use crate::words::text::areas::{history as text, parts};

/// So many are shown at first.
const SHOWN: usize = 100;

/// A row, in words.
#[derive(Clone)]
struct Line {
    page: Page,
    record: String,
    line: String,
    field: String,
    before: String,
    after: String,
    /// Whether it still stands, and the change that wrote over it.
    standing: Option<(&'static str, Option<Page>)>,
}

/// A table of leaves: what stood there, what comes in its place, and, for a change that was made, whether it still
/// stands.
#[component]
pub fn Leaves(
    /// The leaves.
    leaves: Vec<(LeafChange, Option<Standing>)>,
    /// What the table is, read aloud before it.
    label: &'static str,
    /// The heads over before and after.
    heads: [&'static str; 2],
) -> impl IntoView {
    let (desk, here) = (desk(), here());
    let all = RwSignal::new(false);
    let count = leaves.len();
    let has_standing = leaves.iter().any(|(_, standing)| standing.is_some());
    let lines = move || {
        let shown = if all.get() { count } else { SHOWN.min(count) };
        desk.look(|register| {
            leaves
                .iter()
                .take(shown)
                .map(|(leaf, standing)| line(register, leaf, *standing))
                .collect::<Vec<_>>()
        })
    };
    let [before, after] = heads;
    let rows = move || {
        let mut last = String::new();
        lines().into_iter().map(|line| {
            // The name of a record stands at its first leaf.
            let is_new = line.record != last;
            last.clone_from(&line.record);
            let (page, target) = (line.page, line.standing.clone().and_then(|(_, page)| page));
            view! {
                <tr>
                    <td data-label=parts::RECORD.said() class:again=!is_new><a href=move || here.href(page.clone())>{line.record}</a></td>
                    <td data-label=text::FIELD.said()>{line.field} {(!line.line.is_empty()).then(|| view! { <small class="block">{line.line}</small> })}</td>
                    <td data-label=before><span class="prose" class:q=line.before == nothing()>{line.before.clone()}</span></td>
                    <td data-label=after><span class="prose" class:q=line.after == nothing()>{line.after.clone()}</span></td>
                    {line.standing.map(|(said, _)| view! {
                        <td data-label=text::NOW.said()>
                            {match target {
                                Some(page) => view! { <a href=move || here.href(page.clone())>{said}</a> }.into_any(),
                                None => said.into_any(),
                            }}
                        </td>
                    })}
                </tr>
            }
        }).collect_view()
    };
    view! {
        <table class="list leaves" aria-label=label aria-rowcount=count.saturating_add(1).to_string()>
            <thead>
                <tr>
                    <th scope="col">{parts::RECORD.said()}</th><th scope="col">{text::FIELD.said()}</th>
                    <th scope="col">{before}</th><th scope="col">{after}</th>
                    {has_standing.then(|| view! { <th scope="col">{text::NOW.said()}</th> })}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <Show when=move || !all.get() && (count > SHOWN)>
            <p class="tools">
                <button on:click=move |_| all.set(true)>{said!(text::SHOW_ALL_FIELDS, n = count)}</button>
            </p>
        </Show>
    }
}

fn line(register: &Register, leaf: &LeafChange, standing: Option<Standing>) -> Line {
    let locale = locale();
    let spot = said::spot(register, &leaf.key, &register.json(&leaf.key), &leaf.path, &*locale);
    let by = |id: crate::register::Hash| Some(Page::Change(id.to_string()));
    Line {
        page: Page::of(&leaf.key),
        record: said::titled(register, &leaf.key, &*locale),
        before: spot.value(leaf.before.as_ref(), register, &*locale),
        after: spot.value(leaf.after.as_ref(), register, &*locale),
        line: spot.line,
        field: spot.field,
        standing: standing.map(|standing| match standing {
            Standing::Stands => (text::STANDS.said(), None),
            Standing::Again(id) => (text::WRITTEN_AGAIN.said(), by(id)),
            Standing::Over(id) => (text::WRITTEN_OVER.said(), by(id)),
        }),
    }
}
