//! Several parties in one field: those chosen stand before the text as chips.

use leptos::prelude::*;
use serde_json::{Map, Value};

use super::combo::{Combo, Offer, Offers};
use super::party::{choose, find, lost, name};
use super::target::Target;
use crate::app::desk::desk;
use crate::register::{Id, join};
use crate::said;
use crate::words::text::areas::forms as text;

/// Several parties, each a line with the leaf `party`.
#[component]
pub fn PartiesField(
    /// Where it writes.
    target: Target,
    /// The path of the lines.
    #[prop(into)]
    path: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// What helps to fill it in.
    #[prop(optional)]
    hint: &'static str,
) -> AnyView {
    let desk = desk();
    let at = StoredValue::new(path.clone());
    let take = move |offer: Offer| {
        let id = choose(&desk, target, &offer);
        at.with_value(|path| {
            let there = untrack(|| target.lines(path));
            if there.iter().any(|(_, line)| party_of(line) == Some(id.as_str())) {
                return Ok(());
            }
            let line = Map::from_iter([("party".to_owned(), Value::from(id.as_str()))]);
            target.put_line(path, &desk.new_id(), line)
        })
    };
    let offers = Offers {
        find: Callback::new(move |typed: String| find(&desk, target, &typed)),
        shown: Signal::derive(String::new),
        take: Callback::new(take),
        clear: Callback::new(|()| Ok(())),
        free: false,
        lost,
    };
    let chips = move || {
        let lines = at.with_value(|path| target.lines(path));
        let parties = lines.into_iter().filter_map(|(id, line)| {
            let name = name(&desk, target, party_of(&line)?);
            Some(view! { <Chip target path=at.with_value(|path| join(path, id.as_str())) name /> })
        });
        parties.collect_view()
    };
    let before = view! { <span class="chips">{chips}</span> }.into_any();
    view! { <Combo target path label hint offers before /> }.into_any()
}

fn party_of(line: &Map<String, Value>) -> Option<&str> {
    line.get("party").and_then(Value::as_str)
}

/// The ids of the parties of some lines.
pub fn chosen(target: Target, path: &str) -> Vec<Id> {
    let lines = untrack(|| target.lines(path));
    lines.iter().filter_map(|(_, line)| party_of(line)).map(Id::from).collect()
}

/// One that was chosen, and how to take it out again.
#[component]
fn Chip(target: Target, path: String, name: String) -> impl IntoView {
    let remove = said!(text::TAKE_OUT, name);
    view! {
        <span class="chip">
            {name}
            <button type="button" class="bare" aria-label=remove
                on:click=move |_| {
                    if let Err(reason) = target.remove_line(&path) {
                        target.set_fault(path.rsplit_once('/').map_or("", |(lines, _)| lines), Some(reason));
                    }
                }>"×"</button>
        </span>
    }
}
