//! The list of any collection that has no page of its own kind: chosen fields as columns.

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Map, Value};

use crate::app::desk::{Desk, Dialog, desk};
use crate::app::locale;
use crate::app::parts::grid::{Column, Facet, Grid};
use crate::app::parts::table::ListTable;
use crate::app::parts::{records, say, titles};
use crate::app::route::Page;
use crate::exchange::block::Place;
use crate::register::{Amount, Collection, Date, Day, Kind, Leaf as _, RecordKey, Register};
use crate::said;
use crate::words::labels;
use crate::words::text::Text;
use crate::words::text::areas::{actions, cells, lists as text};

/// What a list shows of each record beside its title, what narrows it, and how it is sorted at first.
struct Plan {
    /// The fields of which the first that is there heads the row; without one, the title does.
    head: &'static [&'static str],
    /// The field that the title is, where it is one.
    title: Option<&'static str>,
    columns: &'static [&'static str],
    facets: &'static [(&'static str, Text)],
    sort: &'static str,
    add: Text,
    empty: Text,
}

fn plan(collection: Collection) -> Plan {
    let none = Plan {
        head: &[],
        title: None,
        columns: &[],
        facets: &[],
        sort: "title",
        add: text::ADD,
        empty: text::NOTHING_YET,
    };
    match collection {
        Collection::Outreach => Plan {
            head: &["party", "group"],
            columns: &["date", "direction", "by", "stage", "said", "next", "due"],
            facets: &[("stage", text::ALL_STAGES), ("direction", text::BOTH_DIRECTIONS)],
            sort: "-date",
            add: actions::ADD_OUTREACH,
            empty: text::NO_OUTREACH,
            ..none
        },
        Collection::Sources => Plan {
            title: Some("title"),
            columns: &["shown", "kind", "language", "address"],
            facets: &[("kind", text::ALL_KINDS), ("language", text::ALL_LANGUAGES)],
            sort: "-shown",
            add: actions::ADD_SOURCE,
            empty: text::NO_SOURCES,
            ..none
        },
        Collection::Agreements => Plan {
            title: Some("name"),
            columns: &["kind", "opened", "completed", "until"],
            add: actions::ADD_AGREEMENT,
            empty: text::NO_AGREEMENTS,
            ..none
        },
        Collection::Contacts => Plan {
            title: Some("name"),
            columns: &["office", "party", "address", "from", "until"],
            facets: &[("party", text::ALL_PARTIES)],
            add: actions::ADD_CONTACT,
            empty: text::NO_CONTACTS,
            ..none
        },
        Collection::Parties => Plan {
            title: Some("name"),
            columns: &["kind", "code"],
            facets: &[("kind", text::ALL_KINDS)],
            add: actions::ADD_PARTY,
            empty: text::NO_PARTIES,
            ..none
        },
        Collection::Rates => Plan {
            columns: &["rate", "day", "kind", "party"],
            sort: "-day",
            add: actions::ADD_RATE,
            empty: text::NO_RATES,
            ..none
        },
        Collection::Releases => Plan {
            columns: &["number", "day", "on", "signer"],
            sort: "-number",
            add: actions::PUBLISH,
            empty: text::NO_RELEASES,
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
    /// Which leaf its title is, or why it is none.
    heading: Place,
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
    let (_, many) = labels::collection_label(collection);
    let plan = plan(collection);
    let grid = Memo::new_with_compare(move |_| Arc::new(grid(&desk, collection)), |_, _| true);
    let point = move || {
        let n = desk.read_in(&[collection], |register| register.ids(collection).len());
        said!(text::ON_RECORD, records = records::counted(collection, n, &say::numeral(n)), n)
    };
    let add = move || {
        view! {
            <button class="go" disabled=move || desk.locked().is_some()
                on:click=move |_| desk.show(new(collection))>{plan.add.said()}</button>
        }
    };
    view! {
        <h1 tabindex="-1">{many}</h1>
        <p class="point">{point}</p>
        <ListTable grid=grid label=many sort=plan.sort tools=ViewFn::from(add)
            empty=ViewFn::from(move || view! { <p>{plan.empty.said()}</p> {add()} }) />
    }
}

/// The window in which one begins: a release is made, never typed.
fn new(collection: Collection) -> Dialog {
    match collection {
        Collection::Releases => Dialog::Publish,
        other => Dialog::New(other, Map::new()),
    }
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
                heading: heading(&plan, &key, &json),
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
    // What was published is never altered.
    if collection != Collection::Releases {
        columns = edited(columns, &plan);
    }
    let mut grid = Grid::new(Arc::clone(&rows), |row| row.key.id.to_string(), columns)
        .opens(&rows, |row| row.opens.clone());
    // A state is called by its code, which is its id: it is added by naming it.
    if !matches!(collection, Collection::Parties | Collection::Releases) {
        grid = grid.makes(collection);
    }
    for (name, all) in plan.facets {
        let Some(place) = plan.columns.iter().position(|column| column == name) else { continue };
        grid = grid.facet(
            &rows,
            Facet::new(name, all.said(), move |row: &Row| {
                row.cells.get(place).map(|cell| cell.words.clone()).unwrap_or_default()
            }),
        );
    }
    grid
}

/// The columns, with what each of their cells is a leaf of.
fn edited(columns: Vec<Column<Row>>, plan: &Plan) -> Vec<Column<Row>> {
    let names = std::iter::once(None).chain(plan.columns.iter().map(|name| Some(*name)));
    let edited = columns.into_iter().zip(names).map(|(column, name)| match name {
        None => {
            let column = column.edits(|row: &Row| row.heading.clone());
            match plan.head.first().copied().or(plan.title) {
                Some(name) => column.begins(name),
                None => column,
            }
        }
        Some(name) => column.field(name, |row: &Row| row.key.clone()),
    });
    edited.collect()
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

/// Which leaf heads a row. States are called by their code.
fn heading(plan: &Plan, key: &RecordKey, json: &Map<String, Value>) -> Place {
    let is_state = key.collection == Collection::Parties && json.get("kind") == Some(&"state".into());
    let head = plan.head.iter().find(|name| json.contains_key(**name)).or(plan.head.first()).copied();
    match head.or(plan.title).filter(|_| !is_state) {
        Some(name) => Place::of(key, name),
        None => Place::Fixed(cells::MADE_OF.said()),
    }
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_head_of_a_row_is_a_leaf_where_it_is_one() {
        let check = |collection: Collection, json: Value, expected: Result<&str, &str>| {
            let key = RecordKey::new(collection, "a");
            let found = heading(&plan(collection), &key, json.as_object().unwrap());
            match (found, expected) {
                (Place::Leaf(leaf), Ok(path)) => assert_eq!((leaf.key, leaf.path.as_str()), (key, path)),
                (Place::Fixed(why), Err(expected)) => assert_eq!(why, expected),
                (found, _) => panic!("{found:?}"),
            }
        };
        check(Collection::Sources, json!({}), Ok("title"));
        check(Collection::Outreach, json!({"group": "Nordics"}), Ok("group"));
        check(Collection::Outreach, json!({}), Ok("party"));
        check(Collection::Parties, json!({"kind": "supplier"}), Ok("name"));
        check(Collection::Parties, json!({"kind": "state"}), Err(cells::MADE_OF.english()));
        check(Collection::Rates, json!({}), Err(cells::MADE_OF.english()));
    }
}
