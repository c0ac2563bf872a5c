//! How the program is used and what its words mean, in topics that can be searched.

mod topics;

use leptos::prelude::*;

use self::topics::{Beside, TOPICS, Topic};
use crate::app::browser::page;
use crate::app::desk::desk;
use crate::app::parts::told::told;
use crate::app::route::Page;
use crate::said;
use crate::words::text::areas::{help as text, pages};

/// The topics, with a table of contents and a search.
#[component]
pub fn Help() -> impl IntoView {
    let desk = desk();
    let typed = RwSignal::new(String::new());
    let found = Memo::new(move |_| typed.with(|typed| TOPICS.map(|topic| topic.has(typed))));
    let is_shown = move |place: usize| found.with(|found| found.get(place) == Some(&true));
    let count = move || match found.with(|found| found.iter().filter(|is_found| **is_found).count()) {
        0 => text::NOT_FOUND.said().to_owned(),
        n => said!(text::TOPICS_FOUND, count = n.to_string(), n),
    };
    let parts = view! { <a href=move || desk.href(Page::Parts)>{text::THE_PARTS.said()}</a> };
    view! {
        <h1 tabindex="-1">{pages::HELP.said()}</h1>
        <p class="point">{text::POINT.said()}</p>
        <div class="tools">
            <input type="search" placeholder=text::SEARCH_HELP.said() aria-label=text::SEARCH_HELP.said() data-search="" autocomplete="off"
                prop:value=typed on:input=move |event| typed.set(event_target_value(&event)) />
            <span aria-live="polite">{count}</span>
        </div>
        <nav aria-label=text::CONTENTS.said()>
            <ul class="plain columns contents">
                {TOPICS.into_iter().enumerate().map(|(place, topic)| view! {
                    <li hidden=move || !is_shown(place)>
                        <button type="button" class="link" on:click=move |_| page::focus(&format!("#help-{}", topic.id))>{topic.title.said()}</button>
                    </li>
                }).collect_view()}
            </ul>
        </nav>
        {TOPICS.into_iter().enumerate().map(|(place, topic)| view! {
            <section hidden=move || !is_shown(place)><Told topic /></section>
        }).collect_view()}
        <p class="hint">
            {told(text::FOR_BUILDERS, &[], [("parts", parts.into_any())])}
        </p>
    }
}

#[component]
fn Told(
    /// What is told of.
    topic: Topic,
) -> impl IntoView {
    let pairs = topic.beside.pairs();
    let beside = match topic.beside {
        Beside::None => ().into_any(),
        Beside::Keys => view! {
            <table>
                <thead><tr><th scope="col">{pages::WHAT_IT_DOES.said()}</th><th scope="col">{pages::KEYS.said()}</th></tr></thead>
                <tbody>
                    {pairs.into_iter().map(|(label, keys)| view! { <tr><td>{label}</td><td><kbd>{keys}</kbd></td></tr> }).collect_view()}
                </tbody>
            </table>
        }
        .into_any(),
        Beside::Measures | Beside::Marks => view! {
            <dl class="facts">
                {pairs.into_iter().map(|(word, said)| view! { <dt>{word}</dt><dd>{said}</dd> }).collect_view()}
            </dl>
        }
        .into_any(),
    };
    view! {
        <h2 id=format!("help-{}", topic.id) tabindex="-1">{topic.title.said()}</h2>
        {topic.says.iter().map(|text| view! { <p>{text.said()}</p> }).collect_view()}
        {beside}
    }
}
