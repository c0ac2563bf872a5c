//! The sources and the lines of a record, as lists and tables.

use leptos::prelude::*;
use serde_json::{Map, Value};

use super::APART;
use super::facts::{readings, shown};
use crate::app::desk::{Desk, Dialog, desk};
use crate::app::locale;
use crate::app::parts::records::add_line;
use crate::app::parts::titles;
use crate::app::route::Page;
use crate::register::{Arrange, Collection, Field, Kind, RecordKey, Register, Shape};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::{common, parts, record as text};

/// The sources of a record and its lines, one table for each kind of line.
#[component]
pub fn Sections(
    /// Which record.
    key: RecordKey,
    /// Lines that the page shows itself.
    #[prop(optional)]
    except: &'static [&'static str],
) -> impl IntoView {
    let desk = desk();
    let at = key.clone();
    let json = Memo::new(move |_| desk.read(|register| register.json(&at)));
    move || {
        let shape = key.collection.shape();
        json.with(|json| {
            let hidden = |name: &str| except.contains(&name) || APART.contains(&name);
            let lines = shape.fields.iter().filter(|field| !field.kind.is_leaf() && !hidden(field.name));
            view! {
                <Citations key=key.clone() json=json.clone() />
                {lines.map(|field| section(desk, &key, shape, field, json)).collect_view()}
            }
        })
    }
}

/// The sources of a record, or that it has none.
#[component]
fn Citations(
    /// Which record.
    key: RecordKey,
    /// The record as folded.
    json: Map<String, Value>,
) -> impl IntoView {
    let desk = desk();
    if key.collection.shape().field("sources").is_none() || key.collection == Collection::Sources {
        return ().into_any();
    }
    let cited = desk.read(|register| citations(register, &json));
    let add = key.clone();
    view! {
        <h2>{text::SOURCES.said()}</h2>
        {if cited.is_empty() {
            view! { <p class="q">{text::NO_SOURCES.said()}</p> }.into_any()
        } else {
            view! {
                <ol class="src">
                    {cited.into_iter().map(|(id, title, said)| {
                        let page = Page::Record(RecordKey::new(Collection::Sources, id));
                        view! { <li><a href=move || desk.href(page.clone())>{title}</a> {said}</li> }
                    }).collect_view()}
                </ol>
            }.into_any()
        }}
        <p class="tools">
            <button class="small" disabled=move || desk.locked().is_some()
                on:click=move |_| desk.show(Dialog::Edit(add.clone(), "sources".to_owned()))>{text::CITE.said()}</button>
        </p>
    }
    .into_any()
}

/// The sources of a record or line: id, title, and the place in it with the trust put in it.
fn citations(register: &Register, json: &Map<String, Value>) -> Vec<(String, String, String)> {
    let Some(Value::Object(all)) = json.get("sources") else { return Vec::new() };
    let live = all.values().filter(|citation| citation.get("gone").is_none());
    live.filter_map(|citation| {
        let id = citation.get("source")?.as_str()?.to_owned();
        let title = titles::title(register, &RecordKey::new(Collection::Sources, id.as_str()), &*locale());
        let part = |name: &str| citation.get(name).and_then(Value::as_str);
        let trust = part("confidence")
            .map(|word| said!(parts::CONFIDENCE, word = labels::inside(labels::choice_label(word))));
        let said: Vec<_> = part("place").map(str::to_owned).into_iter().chain(trust).collect();
        let said = if said.is_empty() { String::new() } else { format!(" ({})", said.join("; ")) };
        Some((id, title, said))
    })
    .collect()
}

/// A collection of lines as a table, with a column for each leaf that any line has.
fn section(
    desk: Desk,
    key: &RecordKey,
    shape: &'static Shape,
    field: &Field,
    json: &Map<String, Value>,
) -> impl IntoView + use<> {
    let Kind::Lines(lines) = field.kind else { return ().into_any() };
    let empty = Map::new();
    let all = json.get(field.name).and_then(Value::as_object).unwrap_or(&empty);
    let mut live: Vec<_> = all
        .iter()
        .filter_map(|(id, line)| Some((id, line.as_object()?)))
        .filter(|(_, line)| line.get("gone").is_none())
        .collect();
    let order =
        |line: &Map<String, Value>| line.get("order").and_then(Value::as_str).unwrap_or_default().to_owned();
    let date =
        |line: &Map<String, Value>| line.get("date").and_then(Value::as_str).unwrap_or_default().to_owned();
    live.arrange_by_key(|(id, line)| (order(line), date(line), id.to_string()));
    let said = |line: &Map<String, Value>, field: &Field| {
        line.get(field.name).and_then(|value| match (field.name, field.kind) {
            ("sources", _) => value.as_object().map(|sources| sources.len().to_string()),
            (_, kind) => shown(&desk, kind, value),
        })
    };
    let columns: Vec<&Field> = lines
        .fields
        .iter()
        .filter(|column| !matches!(column.name, "order" | "gone" | "readings"))
        .filter(|column| live.iter().any(|(_, line)| said(line, column).is_some()))
        .collect();
    let at = |id: &str| Dialog::Edit(key.clone(), crate::register::join(field.name, id));
    let label = labels::field_label(shape.name, field.name);
    let rows = live
        .iter()
        .map(|(id, line)| {
            let cells = columns.iter().map(|column| {
                let text = said(line, column).unwrap_or_default();
                let others = readings(&desk, lines, column.name, line);
                let number = matches!(column.kind, Kind::Amount | Kind::Count | Kind::Number) || column.name == "sources";
                view! {
                    <td class:n=number data-label=labels::field_label(lines.name, column.name)>
                        {text}
                        {others.into_iter().map(|other| view! { <small>{other}</small> }).collect_view()}
                    </td>
                }
            });
            let edit = at(id);
            let name = desk.read(|register| titles::summary(lines, line, register, &*locale()));
            view! {
                <tr data-id=id.to_string()>
                    {cells.collect_view()}
                    <td class="n">
                        <button class="small" aria-label=said!(text::EDIT_NAMED, name) disabled=move || desk.locked().is_some()
                            on:click=move |_| desk.show(edit.clone())>{common::EDIT.said()}</button>
                    </td>
                </tr>
            }
        })
        .collect_view();
    let add = Dialog::Edit(key.clone(), field.name.to_owned());
    let heads = columns.iter().map(|column| {
        let number =
            matches!(column.kind, Kind::Amount | Kind::Count | Kind::Number) || column.name == "sources";
        view! { <th scope="col" class:n=number>{labels::field_label(lines.name, column.name)}</th> }
    });
    view! {
        <h2>{label}</h2>
        {(!live.is_empty()).then(|| view! {
            <table class="list" aria-label=label aria-rowcount=(live.len() + 1).to_string()>
                <thead><tr>{heads.collect_view()}<th scope="col"><span class="aloud">{text::TOOLS.said()}</span></th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        })}
        <p class="tools">
            <button class="small" disabled=move || desk.locked().is_some() on:click=move |_| desk.show(add.clone())>
                {add_label(lines.name)}
            </button>
        </p>
    }
    .into_any()
}

/// What the button says that adds a line.
pub fn add_label(shape: &str) -> &'static str {
    add_line(shape).said()
}
