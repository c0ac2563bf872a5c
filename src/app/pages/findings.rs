//! What should be looked at: the findings of the checks, alike ones together, each leading to its record.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use crate::app::browser::clock;
use crate::app::desk::{Desk, Dialog, desk};
use crate::app::locale;
use crate::app::parts::titles;
use crate::app::route::Page;
use crate::register::Few;
use crate::register::checks::{Finding, Round, Severity};
use crate::said;
use crate::words::text::areas::findings as text;

/// How many kinds of findings are shown at once.
const SHOWN: usize = 6;
/// How many findings of one kind are shown at once.
const ALIKE: usize = 50;
/// How many records are checked in one go: a few milliseconds.
const SLICE: usize = 400;
/// How long a register of more records is left alone after an edit before it is checked again.
const PAUSE: Duration = Duration::from_millis(700);

/// Findings of one rule, in their order.
type Group = Arc<Vec<Finding>>;

/// The findings, what matters most first.
#[component]
pub fn Findings() -> impl IntoView {
    let groups = groups(desk());
    move || {
        let Some(groups) = groups.get() else {
            return view! { <p class="q" role="status">{text::CHECKING.said()}</p> }.into_any();
        };
        if groups.is_empty() {
            return view! { <p class="q">{text::NOTHING_FOUND.said()}</p> }.into_any();
        }
        let mut groups = groups.into_iter();
        let first = groups.by_ref().take(SHOWN).map(|group| view! { <Alike group /> }).collect_view();
        let rest: Vec<_> = groups.collect();
        let more = (!rest.is_empty()).then(|| {
            let count: usize = rest.iter().map(|group| group.len()).sum();
            view! {
                <details>
                    <summary>{said!(text::MORE_KINDS, n = count.to_string())}</summary>
                    <ul class="plain">{rest.into_iter().map(|group| view! { <Alike group /> }).collect_view()}</ul>
                </details>
            }
        });
        view! { <ul class="plain">{first}</ul>{more} }.into_any()
    }
}

/// What is found, checked again from the start whenever the register changes: at once where it is small, in slices
/// where it is large. Nothing until the first round is through; then the last round stands until the next is.
fn groups(desk: Desk) -> RwSignal<Option<Vec<Group>>> {
    let groups = RwSignal::new(None);
    let rounds = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let (is_large, is_settled) = desk.read(|register| (register.size() > SLICE, register.is_settled()));
        // What is behind a head start may say otherwise.
        if !is_settled {
            return;
        }
        rounds.update_value(|n| *n = n.wrapping_add(1));
        let this = rounds.get_value();
        let begin = move || check(desk, Round::new(clock::today()), (rounds, this), groups);
        if is_large { set_timeout(begin, PAUSE) } else { begin() }
    });
    on_cleanup(move || {
        rounds.try_update_value(|n| *n = n.wrapping_add(1));
    });
    groups
}

/// Goes on with a round, unless a newer one was begun.
fn check(
    desk: Desk,
    mut round: Round,
    (rounds, this): (StoredValue<u32>, u32),
    groups: RwSignal<Option<Vec<Group>>>,
) {
    if rounds.try_get_value() != Some(this) {
        return;
    }
    if desk.look(|register| round.go_on(register, SLICE)) {
        groups.set(Some(alike(round.found())));
    } else {
        set_timeout(move || check(desk, round, (rounds, this), groups), Duration::ZERO);
    }
}

/// Findings of one rule together, in the order of the first of each.
fn alike(found: Vec<Finding>) -> Vec<Group> {
    let mut places: Few<&'static str, usize> = Few::new();
    let mut groups: Vec<Vec<Finding>> = Vec::new();
    for finding in found {
        let place = *places.or_insert(finding.id, groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    groups.into_iter().map(Arc::new).collect()
}

/// Findings of one rule: the first in its words, the others behind their number, some at a time.
#[component]
fn Alike(group: Group) -> impl IntoView {
    let rest = group.len().saturating_sub(1);
    let first = group.first().cloned().map(|finding| view! { <One finding /> });
    let shown = RwSignal::new(0_usize);
    let others = move || (1..=rest.min(shown.get())).collect::<Vec<_>>();
    let left = move || rest.saturating_sub(shown.get());
    let open = move |_| shown.update(|shown| *shown = (*shown).max(ALIKE));
    view! {
        <li>
            {first}
            {(rest > 0).then(|| view! {
                <details on:toggle=open>
                    <summary>{said!(text::LIKE_THIS, n = rest.to_string())}</summary>
                    <ul class="plain">
                        <For each=others key=|at| *at let:at>
                            {group.get(at).cloned().map(|finding| view! { <li><One finding /></li> })}
                        </For>
                    </ul>
                    <Show when=move || { left() > 0 }>
                        <button class="small" on:click=move |_| shown.update(|shown| *shown += ALIKE)>
                            {move || said!(text::SHOW_OF, n = left().min(ALIKE).to_string(), left = left().to_string())}
                        </button>
                    </Show>
                </details>
            })}
        </li>
    }
}

#[component]
fn One(finding: Finding) -> impl IntoView {
    let desk = desk();
    let page = Page::of(&finding.key);
    let title = desk.look(|register| titles::title(register, &finding.key, &*locale()));
    let mark = match finding.severity {
        Severity::Critical | Severity::Error => Some("chip bad"),
        Severity::Warning => Some("chip w"),
        Severity::Info => None,
    };
    let word = if mark == Some("chip bad") { text::ERROR } else { text::TO_CHECK };
    let mark = mark.map(|class| view! { <span class=class>{word.said()}</span>" " });
    let name = said!(text::OPEN_FIELD, sentence = finding.sentence);
    let edit = Dialog::Edit(finding.key.clone(), finding.path.clone());
    view! {
        <div class="finding">
            <div>{mark}{finding.sentence}<small><a href=move || desk.href(page.clone())>{title}</a>". "{finding.remedy}</small></div>
            <button class="small" aria-label=name disabled=move || desk.locked().is_some()
                on:click=move |_| desk.show(edit.clone())>{text::SETTLE.said()}</button>
        </div>
    }
}
