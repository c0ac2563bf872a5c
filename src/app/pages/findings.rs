//! What should be looked at: the findings of the checks, alike ones together, each leading to its record.

use crate::register::Few;
use leptos::prelude::*;

use crate::app::browser::clock;
use crate::app::desk::{Dialog, desk};
use crate::app::locale;
use crate::app::parts::titles;
use crate::app::route::Page;
use crate::register::checks::{Finding, Severity, check_all};

/// How many kinds of findings are shown at once.
const SHOWN: usize = 6;

/// The findings, what matters most first.
#[component]
pub fn Findings() -> impl IntoView {
    let desk = desk();
    let found = Memo::new(move |_| desk.read(|register| check_all(register, clock::today())));
    let groups = move || {
        let mut places: Few<&'static str, usize> = Few::new();
        let mut groups: Vec<Vec<Finding>> = Vec::new();
        for finding in found.get() {
            let place = *places.or_insert(finding.id, groups.len());
            match groups.get_mut(place) {
                Some(group) => group.push(finding),
                None => groups.push(vec![finding]),
            }
        }
        groups
    };
    move || {
        let groups = groups();
        if groups.is_empty() {
            return view! { <p class="q">"Nothing. Every fact has a source, and nothing stands against itself."</p> }.into_any();
        }
        let (first, rest): (Vec<_>, Vec<_>) =
            groups.into_iter().enumerate().partition(|(place, _)| *place < SHOWN);
        let more = (!rest.is_empty()).then(|| {
            let count: usize = rest.iter().map(|(_, group)| group.len()).sum();
            view! {
                <details>
                    <summary>{format!("{count} more")}</summary>
                    <ul class="plain">{rest.into_iter().map(|(_, group)| view! { <Group group /> }).collect_view()}</ul>
                </details>
            }
        });
        view! {
            <ul class="plain">{first.into_iter().map(|(_, group)| view! { <Group group /> }).collect_view()}</ul>
            {more}
        }
        .into_any()
    }
}

/// Findings of one rule: the first in its words, the others behind their number.
#[component]
fn Group(group: Vec<Finding>) -> impl IntoView {
    let mut findings = group.into_iter();
    let first = findings.next().map(|finding| view! { <One finding /> });
    let rest: Vec<_> = findings.collect();
    let rest = (!rest.is_empty()).then(|| {
        let count = rest.len();
        view! {
            <details>
                <summary>{format!("{count} like this")}</summary>
                <ul class="plain">{rest.into_iter().map(|finding| view! { <li><One finding /></li> }).collect_view()}</ul>
            </details>
        }
    });
    view! { <li>{first}{rest}</li> }
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
    let word = if mark == Some("chip bad") { "error" } else { "check" };
    let mark = mark.map(|class| view! { <span class=class>{word}</span>" " });
    let name = format!("Open the field: {}", finding.sentence);
    let edit = Dialog::Edit(finding.key.clone(), finding.path.clone());
    view! {
        <div class="finding">
            <div>{mark}{finding.sentence}<small><a href=move || desk.href(page.clone())>{title}</a>". "{finding.remedy}</small></div>
            <button class="small" aria-label=name disabled=move || desk.locked().is_some()
                on:click=move |_| desk.show(edit.clone())>"Settle"</button>
        </div>
    }
}
