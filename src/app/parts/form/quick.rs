//! The short forms of a new record: its first fields and its source; the rest under “More”.

use leptos::prelude::*;

use super::attendance::AttendanceField;
use super::field::field;
use super::fields::{HIDDEN, disclosed, first, some};
use super::lines::LinesField;
use super::source::SourceField;
use super::target::Target;
use crate::app::desk::{Desk, desk};
use crate::register::{Citation, Collection, Node, Shape, join};
use crate::words::labels;
use crate::words::text::areas::forms as text;

/// The path of the source that a short form asks for; the first of the sources where there are some.
pub fn source_line(target: Target, desk: &Desk, above: &str) -> String {
    let sources = join(above, "sources");
    let there = untrack(|| target.lines(&sources));
    let id = there.first().map_or_else(|| desk.new_id(), |(id, _)| id.clone());
    join(&sources, id.as_str())
}

/// The field for that source.
pub fn source(target: Target, line: &str) -> AnyView {
    let label = labels::field_label(Citation::shape().name, "source");
    view! { <SourceField target path=join(line, "source") label /> }.into_any()
}

/// All fields of a shape but some, under “More”; of the sources the one that stands above is left out.
pub fn rest(
    target: Target,
    shape: &'static Shape,
    above: &str,
    but: &'static [&'static str],
    source: &str,
) -> AnyView {
    let (above, source) = (above.to_owned(), source.to_owned());
    disclosed(false, move || {
        let names = shape.fields.iter().map(|field| field.name);
        let names = names.filter(|name| !but.contains(name) && !HIDDEN.contains(name) && *name != "sources");
        let names: Vec<_> = names.collect();
        view! {
            {some(target, shape, &above, &names)}
            {other_sources(target, &above, &source)}
        }
        .into_any()
    })
}

/// The sources beside the one that stands above.
pub fn other_sources(target: Target, above: &str, source: &str) -> AnyView {
    let but = source.rsplit_once('/').map_or("", |(_, id)| id).to_owned();
    let label = text::MORE_SOURCES.said();
    view! { <LinesField target path=join(above, "sources") label shape=Citation::shape() but /> }.into_any()
}

/// The first fields of a record, its source, and the rest.
pub fn sourced(target: Target, collection: Collection) -> AnyView {
    let (shape, first) = (collection.shape(), first(collection));
    let line = source_line(target, &desk(), "");
    view! {
        {some(target, shape, "", first)}
        <div class="fields">{source(target, &line)}</div>
        {rest(target, shape, "", first, &line)}
    }
    .into_any()
}

/// A meeting: what it was, who was there, what came of it.
pub fn meeting(target: Target) -> AnyView {
    let first = first(Collection::Meetings);
    let shape = Collection::Meetings.shape();
    let line = source_line(target, &desk(), "");
    let agenda = shape.field("agenda").map(|agenda| field(target, shape, "", agenda));
    view! {
        {some(target, shape, "", &["title", "kind", "series", "date", "place"])}
        <div class="fields">{source(target, &line)}</div>
        <AttendanceField target path="attendance" />
        {agenda}
        {rest(target, shape, "", first, &line)}
    }
    .into_any()
}
