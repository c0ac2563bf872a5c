//! What copies of registers are held against: all that a register adds up to, and registers of which some is internal.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

use muster::figures::members;
use muster::register::{Kind, Now, Pen, Register, Shape};
use serde_json::{Map, Value, json};

use super::any::ALL;
use super::dsl::{day, figure_of, said};

pub const EXAMPLE: &str = include_str!("../../src/app/example/it-coalition.muster.json");

/// All measures on some days, and how many belong.
pub fn print(register: &Register) -> Vec<String> {
    let mut all = Vec::new();
    for on in ["2024-01-31", "2024-06-30", "2026-12-31"] {
        all.extend(
            ALL.iter()
                .map(|measure| format!("{on} {measure:?} {}", said(&figure_of(register, *measure, on)))),
        );
        let members = members(register, day(on));
        let counts = [&members.counted, &members.leads, &members.observers, &members.disputed].map(Vec::len);
        all.push(format!("{on} members {counts:?}"));
    }
    all
}

/// The register that says what another one says, with some records and lines marked as internal, written on a day from
/// which lines without a date count in any case.
pub fn marked(register: &Register, numbers: &[u8]) -> Register {
    let mut numbers = numbers.iter().copied().cycle();
    let mut body = json!({});
    for key in register.keys() {
        let mut json = register.json(key);
        mark(key.collection.shape(), &mut json, &mut numbers);
        body[key.collection.word()][key.id.as_str()] = Value::Object(json);
    }
    Register::of([Pen::new("r").write(body.as_object().unwrap().clone(), &now())])
}

fn mark(shape: &Shape, json: &mut Map<String, Value>, numbers: &mut dyn Iterator<Item = u8>) {
    if shape.field("internal").is_some() && numbers.next() == Some(0) {
        json.insert("internal".to_owned(), true.into());
    }
    for (name, value) in json {
        if let (Some(Kind::Lines(below)), Value::Object(lines)) =
            (shape.field(name).map(|field| field.kind), value)
        {
            lines.values_mut().filter_map(Value::as_object_mut).for_each(|line| mark(below, line, numbers));
        }
    }
}

/// The moment at which all is written.
pub fn now() -> Now {
    Now { millis: 1, at: "2024-01-01T00:00:00Z".to_owned() }
}
