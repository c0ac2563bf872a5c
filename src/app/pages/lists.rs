//! The list of any collection that has no page of its own kind: chosen fields as columns.

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Map, Value};

use crate::app::desk::{Desk, Dialog, desk};
use crate::app::locale;
use crate::app::parts::grid::{Column, Facet, Grid};
use crate::app::parts::table::ListTable;
use crate::app::parts::{say, titles};
use crate::app::route::Page;
use crate::register::{Amount, Collection, Date, Day, Kind, Leaf, RecordKey, Register};
use crate::words::labels;

/// What a list shows of each record beside its title, what narrows it, and how it is sorted at first.
struct Plan {
    /// The fields of which the first that is there heads the row; without one, the title does.
    head: &'static [&'static str],
    columns: &'static [&'static str],
    facets: &'static [(&'static str, &'static str)],
    sort: &'static str,
    add: &'static str,
    empty: &'static str,
}

fn plan(collection: Collection) -> Plan {
    let none = Plan {
        head: &[],
        columns: &[],
        facets: &[],
        sort: "title",
        add: "Add",
        empty: "Nothing stands here yet.",
    };
    match collection {
        Collection::Outreach => Plan {
            head: &["party", "group"],
            columns: &["date", "direction", "by", "stage", "said", "next", "due"],
            facets: &[("stage", "All stages"), ("direction", "Both directions")],
            sort: "-date",
            add: "Add outreach",
            empty: "No outreach yet. Note whom the coalition would like to win, who spoke with them, and what comes next. It stays internal unless it has a public source.",
        },
        Collection::Sources => Plan {
            head: &[],
            columns: &["shown", "kind", "language", "address"],
            facets: &[("kind", "All kinds"), ("language", "All languages")],
            sort: "-shown",
            add: "Add source",
            empty: "No sources yet. A source is a text that facts rest on: its address, who published it, and when.",
        },
        Collection::Agreements => Plan {
            columns: &["kind", "opened", "completed", "until"],
            add: "Add agreement",
            empty: "No agreements yet. Signatures are acts of members and point to the agreement.",
            ..none
        },
        Collection::Contacts => Plan {
            columns: &["office", "party", "address", "from", "until"],
            facets: &[("party", "All parties")],
            add: "Add contact",
            empty: "No contacts yet. They are internal unless said otherwise.",
            ..none
        },
        Collection::Parties => Plan {
            columns: &["kind", "code"],
            facets: &[("kind", "All kinds")],
            add: "Add organisation",
            empty: "No parties yet. States come by their code when they are first named; add organisations and suppliers here.",
            ..none
        },
        Collection::Rates => Plan {
            columns: &["rate", "day", "kind", "party"],
            sort: "-day",
            add: "Add rate",
            empty: "No exchange rates yet. What has no rate stands in its own currency beside the total.",
            ..none
        },
        Collection::Releases => Plan {
            columns: &["number", "day", "on", "signer"],
            sort: "-number",
            add: "Publish…",
            empty: "No releases yet. A release freezes the public figures of a day under a number, and the next one lists what changed.",
            ..none
        },
        _ => none,
    }
}

/// A cell: what it says and what sorts it.
#[derive(Clone, Default)]
struct Cell {
    text: String,
    words: Vec<(String, String)>,
    number: Option<Decimal>,
    day: Option<Day>,
}

struct Row {
    key: RecordKey,
    title: String,
    cells: Vec<Cell>,
    opens: String,
}

/// The list of a collection.
#[component]
pub fn List(
    /// Which collection.
    collection: Collection,
) -> impl IntoView {
    let desk = desk();
    let (one, many) = labels::collection_label(collection);
    let plan = plan(collection);
    let grid = Memo::new_with_compare(move |_| Arc::new(grid(&desk, collection)), |_, _| true);
    let point = move || match desk.read_in(&[collection], |register| register.ids(collection).len()) {
        n if collection == Collection::Outreach => on_record(n, "approach", "approaches"),
        n => on_record(n, &one.to_ascii_lowercase(), &many.to_ascii_lowercase()),
    };
    let add = move || {
        view! {
            <button class="go" disabled=move || desk.locked().is_some()
                on:click=move |_| desk.show(new(collection))>{plan.add}</button>
        }
    };
    view! {
        <h1 tabindex="-1">{many}</h1>
        <p class="point">{point}</p>
        <ListTable grid=grid label=many sort=plan.sort tools=ViewFn::from(add)
            empty=ViewFn::from(move || view! { <p>{plan.empty}</p> {add()} }) />
    }
}

/// The window in which one begins: a release is made, never typed.
fn new(collection: Collection) -> Dialog {
    match collection {
        Collection::Releases => Dialog::Publish,
        other => Dialog::New(other, Map::new()),
    }
}

/// How many there are: “Three working groups are on record.”
fn on_record(number: usize, one: &str, many: &str) -> String {
    let counted = say::count(number, one, many);
    say::capital(&format!("{counted} {} on record.", if number == 1 { "is" } else { "are" }))
}

fn grid(desk: &Desk, collection: Collection) -> Grid {
    let plan = plan(collection);
    let shape = collection.shape();
    let here = desk.address.get_untracked();
    let rows: Arc<Vec<Row>> = Arc::new(desk.read(|register| {
        let keys = register.ids(collection).into_iter().map(|id| RecordKey { collection, id });
        keys.map(|key| {
            let json = register.json(&key);
            let cell = |name: &&str| {
                let kind = shape.field(name).map(|field| field.kind);
                kind.zip(json.get(*name)).map(|(kind, value)| cell(register, kind, value)).unwrap_or_default()
            };
            Row {
                title: head(register, &plan, &key, &json),
                cells: plan.columns.iter().map(cell).collect(),
                opens: here.to(Page::of(&key)).to_string(),
                key,
            }
        })
        .collect()
    }));
    let mut columns =
        vec![Column::text("title", labels::collection_label(collection).0, |row: &Row| row.title.clone())];
    for (place, name) in plan.columns.iter().enumerate() {
        let label = labels::field_label(shape.name, name);
        let text = move |row: &Row| row.cells.get(place).map(|cell| cell.text.clone()).unwrap_or_default();
        let column = match shape.field(name).map(|field| field.kind) {
            Some(Kind::Date) => Column::date(
                name,
                label,
                move |row: &Row| row.cells.get(place).and_then(|cell| cell.day),
                text,
            ),
            Some(Kind::Amount | Kind::Count | Kind::Number | Kind::Rate) => Column::number(
                name,
                label,
                move |row: &Row| row.cells.get(place).and_then(|cell| cell.number),
                text,
            ),
            Some(Kind::Link) => Column::text(name, label, text).code(),
            _ => Column::text(name, label, text),
        };
        columns.push(if place > 2 { column.less() } else { column });
    }
    let mut grid = Grid::new(Arc::clone(&rows), |row| row.key.id.to_string(), columns)
        .opens(&rows, |row| row.opens.clone());
    for (name, all) in plan.facets {
        let Some(place) = plan.columns.iter().position(|column| column == name) else { continue };
        grid = grid.facet(
            &rows,
            Facet::new(name, all, move |row: &Row| {
                row.cells.get(place).map(|cell| cell.words.clone()).unwrap_or_default()
            }),
        );
    }
    grid
}

/// What heads a row.
fn head(register: &Register, plan: &Plan, key: &RecordKey, json: &Map<String, Value>) -> String {
    let shape = key.collection.shape();
    let field = plan.head.iter().find_map(|name| Some((shape.field(name)?, json.get(*name)?)));
    field
        .and_then(|(field, value)| titles::leaf(field.kind, value, register, &*locale()))
        .map(|text| say::capital(&text))
        .unwrap_or_else(|| titles::title(register, key, &*locale()))
}

fn cell(register: &Register, kind: Kind, value: &Value) -> Cell {
    let text = titles::leaf(kind, value, register, &*locale()).unwrap_or_default();
    let word = value.as_str().unwrap_or_default().to_owned();
    Cell {
        words: if word.is_empty() { Vec::new() } else { vec![(word, text.clone())] },
        number: match kind {
            Kind::Amount => Amount::read(value).ok().map(|amount| amount.value),
            Kind::Count => value.as_u64().map(Decimal::from),
            _ => None,
        },
        day: if kind == Kind::Date { Date::read(value).ok().map(|date| date.first()) } else { None },
        text,
    }
}
