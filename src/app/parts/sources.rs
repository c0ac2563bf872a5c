//! Where facts come from: how many texts speak for one, and which.

use leptos::prelude::*;

use super::{say, titles};
use crate::app::desk::desk;
use crate::app::locale;
use crate::app::route::Page;
use crate::register::{Citation, Each, Id, Lines, RecordKey, Register, Source};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::parts as text;

/// How many independent texts stand behind some citations: copies of one origin count as one.
pub fn origins<'a>(register: &Register, cited: impl Iterator<Item = &'a Lines<Citation>>) -> usize {
    let sources = cited.flat_map(|lines| lines.0.values()).filter(|citation| !citation.gone);
    let ids = sources.filter_map(|citation| Some(citation.source.as_ref()?.id().clone()));
    ids.map(|id| origin(register, id)).collect::<Each<_>>().len()
}

/// The text that a source is a copy of, or itself.
fn origin(register: &Register, id: Id) -> Id {
    let mut here = id;
    // Copies that lead in a circle are a finding elsewhere; here they only must end.
    for _ in 0..16 {
        match register.sources.get(&here).and_then(|source| source.copy_of.as_ref()) {
            Some(copied) => here = copied.id().clone(),
            None => break,
        }
    }
    here
}

/// One source as it is cited.
#[derive(Clone, Debug, PartialEq)]
pub struct Cited {
    /// The source.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// Publisher, date, place in it and trust, in one line.
    pub about: String,
    /// Its address on the web, where it has one that a browser opens.
    pub address: Option<String>,
}

/// The sources of some citations, each once, in their order.
pub fn cited<'a>(register: &Register, lines: impl Iterator<Item = &'a Lines<Citation>>) -> Vec<Cited> {
    let mut seen = Each::new();
    let mut found = Vec::new();
    for citation in lines.flat_map(|lines| lines.values()) {
        let Some(id) = citation.source.as_ref().map(|source| source.id()) else { continue };
        if !seen.insert(id.clone()) {
            continue;
        }
        let source = register.sources.get(id);
        let title = titles::title(register, &RecordKey::of::<Source>(id), &*locale());
        // A source without a title of its own is called by its publisher and its date already.
        let publisher =
            source.and_then(|source| source.publisher.clone()).filter(|publisher| !title.contains(publisher));
        let date =
            source.and_then(|source| source.published()).map(say::date).filter(|date| !title.contains(date));
        let trust = citation
            .confidence
            .map(|word| said!(text::CONFIDENCE, word = labels::inside(labels::choice_label(word.word()))));
        let copied =
            source.is_some_and(|source| source.copy_of.is_some()).then(|| text::A_COPY.said().to_owned());
        let about: Vec<_> =
            [publisher, date, citation.place.clone(), copied, trust].into_iter().flatten().collect();
        let address =
            source.and_then(|source| source.address.as_deref()).filter(|link| link.starts_with("http"));
        found.push(Cited {
            id: id.clone(),
            title,
            about: about.join(" · "),
            address: address.map(str::to_owned),
        });
    }
    found
}

/// The sources of something, or the mark that it has none.
#[component]
pub fn SourceList(
    /// What is cited.
    cited: Vec<Cited>,
) -> impl IntoView {
    let desk = desk();
    if cited.is_empty() {
        return view! { <p><NoSource /></p> }.into_any();
    }
    let items = cited.into_iter().map(|one| {
        let page = Page::of(&RecordKey::of::<Source>(&one.id));
        let there = one.address.map(|address| {
            let name = said!(text::OPEN, title = one.title);
            view! { " " <a class="there" href=address rel="noreferrer" target="_blank" aria-label=name>"↗"</a> }
        });
        view! { <li><a href=move || desk.href(page.clone())>{one.title}</a>{there}<small>{one.about}</small></li> }
    });
    view! { <ol class="sources">{items.collect_view()}</ol> }.into_any()
}

/// The number of sources in a table, or the mark that there is none.
#[component]
pub fn SourceCount(
    /// How many.
    count: usize,
) -> impl IntoView {
    if count == 0 { view! { <NoSource /> }.into_any() } else { count.to_string().into_any() }
}

/// The mark of a fact without a source.
#[component]
pub fn NoSource() -> impl IntoView {
    view! { <span class="chip w">{text::NO_SOURCE.said()}</span> }
}
