//! Tables by somebody, taken in beside a register.

use muster::exchange::meet::{Choice, Meet, Origin, Take};
use muster::exchange::sheet::{Grid, Mapping, Parties, Rows, Taken, read_pasted};
use muster::register::{Collection, Few, Id, Pen, Register, canonical};
use serde_json::{Value, json};

use crate::common::now;

/// A register of one change.
pub fn register(body: Value) -> Register {
    Register::of([Pen::new("r").write(body.as_object().unwrap().clone(), &now(1))])
}

/// Ours: a giver and what it gave.
pub fn ours() -> Register {
    register(json!({
        "register": {"self": {"name": "It", "currency": "EUR", "areas": {"it": {"name": "IT"}}}},
        "parties": {"EE": {"kind": "state", "code": "EE", "name": "Eesti Vabariik"}, "p": {"kind": "organisation", "name": "Radio Fund"}},
        "contributions": {"c": {
            "purpose": "Radios", "contributors": {"g": {"party": "EE"}},
            "entries": {"e": {"kind": "pledge", "date": "2024-02-01", "amount": {"value": "500", "currency": "EUR"}}},
        }},
    }))
}

/// The table as it is found, with what is fixed for all rows.
pub fn take(ours: &Register, text: &str, fixed: &[(&str, &str)]) -> (Grid, Taken) {
    let grid = read_pasted(text).unwrap();
    let parties = Parties::of(ours, |_| Vec::new());
    let mut mapping = Mapping::find(&grid, &parties);
    mapping.fixed = fixed.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let mut rows = Rows::of(&grid, &mapping, ours, &parties);
    rows.read(mapping.rows(&grid));
    let taken = rows.finish(&now(2));
    (grid, taken)
}

/// The records of one collection, without their ids.
pub fn records(register: &Register, collection: Collection) -> Vec<Value> {
    let lines = |value: Value| match value {
        Value::Object(lines) if lines.values().all(Value::is_object) && !lines.is_empty() => {
            Value::Array(lines.into_iter().map(|(_, line)| line).collect())
        }
        other => other,
    };
    let of = |id: Id| register.json(&muster::register::RecordKey { collection, id });
    let all = register.ids(collection).into_iter().map(of);
    let mut all: Vec<Value> = all
        .map(|record| {
            let fields = record.into_iter().map(|(name, value)| match name.as_str() {
                "entries" | "contributors" | "steps" | "items" | "acts" | "attendance" | "relations" => {
                    (name, lines(value))
                }
                _ => (name, value),
            });
            Value::Object(fields.collect())
        })
        .collect();
    all.sort_by_key(canonical);
    all
}

/// Our register after all of a table was taken in, and how much of it is offered again then.
pub fn after(ours: &Register, theirs: &Register) -> (Register, usize) {
    let meet = Meet::of(ours, theirs, Origin::Other, &Few::new());
    let after = meet.after(&meet.accept(&Choice::all(Take::Theirs)), &now(1_000));
    let again = Meet::of(&after, theirs, Origin::Other, &Few::new());
    let left = again.accept(&Choice::all(Take::Theirs)).size.0;
    (after, left)
}
