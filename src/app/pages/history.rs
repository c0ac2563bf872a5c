//! Every change: when, who, and what it wrote.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::{Map, Value};

use crate::app::desk::desk;
use crate::app::locale;
use crate::app::parts::grid::{Column, Grid};
use crate::app::parts::table::ListTable;
use crate::app::parts::titles;
use crate::app::route::{Address, Page};
use crate::register::{Change, Collection, Date, RecordKey, Register};
use crate::words::{Length, labels};

/// One change, as a row.
struct Row {
    id: String,
    at: String,
    who: String,
    what: String,
    fields: String,
    number: String,
    opens: String,
}

/// The list of all changes, the newest first.
#[component]
pub fn History() -> impl IntoView {
    let desk = desk();
    let grid = Memo::new_with_compare(
        move |_| {
            let here = desk.address.get_untracked();
            let rows = Arc::new(desk.read(|register| {
                register.changes().rev().map(|change| row(register, change, &here)).collect::<Vec<_>>()
            }));
            let columns = vec![
                Column::text("at", "When", |row: &Row| row.at.clone()).view(|row| {
                    view! { <time class="d" datetime=row.at.clone() title=row.at.clone()>{moment(&row.at)}</time> }.into_any()
                }),
                Column::text("who", "Who", |row: &Row| row.who.clone()),
                Column::text("what", "What", |row: &Row| row.what.clone()).view(|row| {
                    view! { <a href=row.opens.clone()>{row.what.clone()}</a> }.into_any()
                }),
                Column::text("fields", "Fields", |row: &Row| row.fields.clone()).less(),
                Column::text("number", "Change", |row: &Row| row.number.clone()).less(),
            ];
            Arc::new(
                Grid::new(Arc::clone(&rows), |row| row.id.clone(), columns)
                    .opens(&rows, |row| row.opens.clone()),
            )
        },
        |_, _| true,
    );
    let point = move || match desk.read(Register::size) {
        0 => "Nothing is written yet.".to_owned(),
        1 => "One change. Nothing is ever overwritten: undo writes another.".to_owned(),
        n => format!("{n} changes. Nothing is ever overwritten: undo writes another."),
    };
    view! {
        <h1 tabindex="-1">"History"</h1>
        <p class="point">{point}</p>
        <ListTable grid=grid label="Changes" empty=ViewFn::from(|| view! { <p>"The first edit will stand here."</p> }) />
    }
}

/// An author's moment as a reader writes it: 23 Nov 2026, 00:20.
pub fn moment(at: &str) -> String {
    let day = at.get(..10).and_then(|day| Date::parse(day).ok());
    match (day, at.get(11..16)) {
        (Some(day), Some(time)) => format!("{}, {time}", locale().date(&day, Length::Short)),
        _ => at.to_owned(),
    }
}

/// Who wrote a change, as it says of itself.
pub fn who(change: &Change) -> String {
    let said: Vec<_> = change.header.author.iter().chain(&change.header.party).cloned().collect();
    if said.is_empty() { "No name given".to_owned() } else { said.join(", ") }
}

fn row(register: &Register, change: &Change, here: &Address) -> Row {
    let keys = keys(change);
    let title = keys.first().map(|key| {
        let title = titles::title(register, key, &*locale());
        format!("{}: {title}", labels::collection_label(key.collection).0)
    });
    let more = keys.len().saturating_sub(1);
    let verb = if change.header.undoes.is_some() { "Undo · " } else { "" };
    let what = match (title, more) {
        (None, _) => "Content blanked".to_owned(),
        (Some(title), 0) => format!("{verb}{title}"),
        (Some(title), more) => format!("{verb}{title} and {more} more"),
    };
    Row {
        id: change.id.to_string(),
        at: change.header.at.clone(),
        who: who(change),
        what,
        fields: fields(change).join(", "),
        number: format!("{}/{}", change.header.replica, change.header.number),
        opens: here.to(keys.first().map_or(Page::History, Page::of)).to_string(),
    }
}

/// The patches of a change, collection by collection.
fn patches(change: &Change) -> impl Iterator<Item = (Collection, Map<String, Value>)> {
    change.whole().into_iter().flatten().filter_map(|(word, records)| match records {
        Value::Object(records) => Some((Collection::from_word(&word)?, records)),
        _ => None,
    })
}

fn keys(change: &Change) -> Vec<RecordKey> {
    let key = |collection| move |(id, _): (String, Value)| RecordKey::new(collection, id);
    patches(change).flat_map(|(collection, records)| records.into_iter().map(key(collection))).collect()
}

/// The names of the fields that a change writes, each once.
fn fields(change: &Change) -> Vec<String> {
    let mut names = Vec::new();
    for (collection, records) in patches(change) {
        for patch in records.values().filter_map(Value::as_object) {
            collect(patch, collection.shape().name, &mut names);
        }
    }
    names
}

fn collect(patch: &Map<String, Value>, shape: &'static str, names: &mut Vec<String>) {
    for name in patch.keys() {
        let label = match name.as_str() {
            "order" => continue,
            "gone" => "Removed".to_owned(),
            name => labels::field_label(shape, name).to_owned(),
        };
        if !names.contains(&label) {
            names.push(label);
        }
    }
}
