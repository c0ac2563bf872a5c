//! What a public copy adds up to is what the public part of its register adds up to.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

#[path = "figures/any.rs"]
mod any;
#[path = "figures/dsl.rs"]
mod dsl;

use any::{ALL, cases, gifts, make, purchases};
use dsl::{day, figure_of, register, said};
use muster::documents::public;
use muster::exchange::link::open;
use muster::exchange::{CopyScope, FreshCopy, Limits, Link, Lock, read_own};
use muster::figures::members;
use muster::register::{Kind, Now, Pen, Register, Shape};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const EXAMPLE: &str = include_str!("../src/app/example/it-coalition.muster.json");

/// All measures on some days, and how many belong.
fn print(register: &Register) -> Vec<String> {
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

/// What a reader of the link of a register's public copy counts.
fn counted(register: &Register) -> Vec<String> {
    let copy = FreshCopy::of(register, &CopyScope::default(), day("2024-08-01"));
    let link = Link::of(&copy).write(&Lock::Open).unwrap();
    print(&open(&link, Limits::default()).unwrap().copy.register())
}

/// Marks records and lines as internal, as the numbers say.
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

fn marked(register: &Register, numbers: &[u8]) -> Register {
    let mut numbers = numbers.iter().copied().cycle();
    let mut body = json!({});
    for key in register.keys() {
        let mut json = register.json(key);
        mark(key.collection.shape(), &mut json, &mut numbers);
        body[key.collection.word()][key.id.as_str()] = Value::Object(json);
    }
    let now = Now { millis: 1, at: "2024-01-01T00:00:00Z".to_owned() };
    Register::of([Pen::new("r").write(body.as_object().unwrap().clone(), &now)])
}

#[test]
fn the_example_adds_up_to_the_same() {
    let example = Register::of(read_own(EXAMPLE));
    assert_eq!(counted(&example), print(&example));
}

#[test]
fn a_party_that_is_internal_counts_without_its_name() {
    let internal = json!({"code": "RU", "internal": true});
    let register = register()
        .member("EE", "2024-01-01")
        .member("RU", "2024-01-01")
        .set(&["parties", "RU"], internal)
        .done();
    let public = print(&public(&register).register);
    assert!(public.contains(&"2024-01-31 members [2, 0, 0, 0]".to_owned()), "{public:?}");
    assert_eq!(counted(&register), public);
    let copy = FreshCopy::of(&register, &CopyScope::default(), day("2024-08-01"));
    assert!(copy.changes().iter().all(|change| !change.text().contains("RU")));
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn the_public_copy_adds_up_to_what_is_public(
        gifts in gifts(),
        purchases in purchases(),
        numbers in prop::collection::vec(0..12_u8, 17..40),
    ) {
        let register = marked(&make(&gifts, &purchases).done(), &numbers);
        prop_assert_eq!(counted(&register), print(&public(&register).register));
    }
}
