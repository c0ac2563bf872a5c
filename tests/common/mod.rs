//! Generators for any record, change and set of changes, made from the shapes, so that a new field is covered by
//! itself.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "each test file uses a part of it, and a test that cannot go on stops"
)]

mod cases;

use std::collections::BTreeMap;

pub use cases::cases;
use muster::register::{
    COUNTRIES, Change, Collection, Currency, Hash, Header, Kind, Now, Pen, Qualifier, RecordKey, Register,
    Shape, Tables,
};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// The ids of the records and lines that generated patches write to: few, so that writes meet.
pub const IDS: [&str; 3] = ["a", "b", "EE"];

/// A decimal that can be kept exactly, in its canonical text.
pub fn decimal() -> impl Strategy<Value = String> {
    let digits = prop_oneof![
        4 => 0_i128..1_000_000_000,
        1 => -1_000_000_i128..0,
        1 => -9_999_999_999_999_999_999_999_999_999_i128..=9_999_999_999_999_999_999_999_999_999,
    ];
    (digits, prop_oneof![4 => 0_usize..3, 1 => 0_usize..=28])
        .prop_map(|(digits, scale)| print_decimal(digits, scale))
}

/// The canonical text of `digits` with the point moved, worked out on the text alone.
pub fn print_decimal(digits: i128, scale: usize) -> String {
    let text = format!("{:0>width$}", digits.unsigned_abs(), width = scale + 1);
    let (whole, decimals) = text.split_at(text.len() - scale);
    let decimals = decimals.trim_end_matches('0');
    let sign = if digits < 0 { "-" } else { "" };
    let point = if decimals.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{decimals}")
}

/// A date as the file writes it.
pub fn date() -> impl Strategy<Value = String> {
    let day = (2020_i32..2027, 1_u32..=12, 1_u32..=28);
    (day, 0_u8..7).prop_map(|((year, month, day), form)| {
        let full = format!("{year}-{month:02}-{day:02}");
        match form {
            0 => format!("{year}"),
            1 => format!("{year}-{month:02}"),
            2 => format!("{year}-{month:02}~"),
            3 => format!("[{full},{}-01-01]", year + 1),
            4 => format!("{full}/{}", year + 1),
            _ => full,
        }
    })
}

/// Text of a pattern, read once: a bare pattern is read again for each value.
fn text(pattern: &str) -> impl Strategy<Value = String> + use<> {
    prop::string::string_regex(pattern).unwrap()
}

fn currency() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec!["EUR", "DKK", "JPY"]).prop_map(str::to_owned),
        1 => prop::sample::select(Currency::all()).prop_map(|one| one.to_string()),
    ]
}

/// A leaf of a kind, as the file writes it.
pub fn leaf(kind: Kind) -> BoxedStrategy<Value> {
    match kind {
        Kind::Text | Kind::Prose | Kind::Link | Kind::Area => text("\\PC{0,8}").prop_map(Value::from).boxed(),
        Kind::Flag => Just(json!(true)).boxed(),
        Kind::Count => any::<u32>().prop_map(Value::from).boxed(),
        Kind::Number => decimal().prop_map(Value::from).boxed(),
        Kind::Amount => (decimal(), currency(), prop::sample::select(Qualifier::WORDS))
            .prop_map(|(value, currency, qualifier)| match qualifier {
                "exact" => json!({"value": value, "currency": currency}),
                _ => json!({"value": value, "currency": currency, "qualifier": qualifier}),
            })
            .boxed(),
        Kind::Rate => (1_i128..1_000_000_000, 0_usize..7)
            .prop_map(|(digits, scale)| {
                json!({"base": "EUR", "quote": "DKK", "value": print_decimal(digits, scale)})
            })
            .boxed(),
        Kind::Quantity => (decimal(), text("[a-z]{0,4}"))
            .prop_map(|(value, unit)| match unit.as_str() {
                "" => json!({"value": value}),
                unit => json!({"value": value, "unit": unit}),
            })
            .boxed(),
        Kind::Date => date().prop_map(Value::from).boxed(),
        Kind::Place => (prop::sample::select(COUNTRIES), any::<bool>())
            .prop_map(|((code, name), online)| match online {
                true => json!({"country": code, "name": name, "online": true}),
                false => json!({"country": code}),
            })
            .boxed(),
        Kind::Currency => currency().prop_map(Value::from).boxed(),
        Kind::Choice(words) => prop::sample::select(words).prop_map(Value::from).boxed(),
        Kind::Ref(_) => prop::sample::select(&IDS[..]).prop_map(Value::from).boxed(),
        Kind::Any => prop_oneof![date().prop_map(Value::from), any::<u32>().prop_map(Value::from)].boxed(),
        Kind::Lines(_) => panic!("lines are no leaf"),
    }
}

/// What a generated patch may hold beside values.
#[derive(Clone, Copy, PartialEq)]
pub enum Wild {
    /// Values that read back, and nothing else; every line holds at least one.
    Tame,
    /// Also cleared leaves, values of a wrong kind, values over lines, and fields that nobody knows.
    Wild,
}

/// A patch to a record or line of that shape.
pub fn patch(shape: &'static Shape, wild: Wild) -> BoxedStrategy<Map<String, Value>> {
    // A line without any leaf is no line, so that one leaf is always there.
    let sure = shape.fields.iter().find(|field| field.kind.is_leaf()).map(|field| field.name);
    let fields: Vec<BoxedStrategy<Option<(String, Value)>>> = shape
        .fields
        .iter()
        .map(|field| {
            let name = field.name.to_owned();
            let value = match field.kind {
                Kind::Lines(lines) => prop::collection::btree_map(
                    prop::sample::select(&IDS[..]).prop_map(str::to_owned),
                    patch(lines, wild).prop_map(Value::Object),
                    1..3,
                )
                .prop_map(|lines| Value::Object(lines.into_iter().collect()))
                .boxed(),
                kind => leaf(kind),
            };
            let value = match wild {
                Wild::Tame => value,
                Wild::Wild => prop_oneof![8 => value, 1 => Just(Value::Null), 1 => Just(json!(7))].boxed(),
            };
            if Some(field.name) == sure {
                return value.prop_map(move |value| Some((name.clone(), value))).boxed();
            }
            let chance = match field.kind {
                Kind::Lines(_) => 0.2,
                _ if field.name == "gone" => 0.1,
                _ => 0.35,
            };
            prop::option::weighted(chance, value).prop_map(move |value| Some((name.clone(), value?))).boxed()
        })
        .collect();
    let strange = match wild {
        Wild::Tame => Just(None).boxed(),
        Wild::Wild => prop::option::weighted(0.1, Just(("colour".to_owned(), json!({"red": 1})))).boxed(),
    };
    (fields, strange)
        .prop_map(|(fields, strange)| fields.into_iter().flatten().chain(strange).collect())
        .boxed()
}

/// The body of a change: patches to one or two records.
pub fn body(wild: Wild) -> BoxedStrategy<Map<String, Value>> {
    let of = |collection: &Collection| {
        let word = collection.word();
        let id = match collection {
            Collection::Register => Just("self").boxed(),
            _ => prop::sample::select(&IDS[..]).boxed(),
        };
        (id, patch(collection.shape(), wild)).prop_map(move |(id, patch)| (word, id, patch)).boxed()
    };
    let one = prop::strategy::Union::new(Collection::ALL.iter().map(of));
    prop::collection::vec(one, 1..3)
        .prop_map(|patches| {
            let mut body = json!({});
            for (word, id, patch) in patches {
                body[word][id] = Value::Object(patch);
            }
            object(body)
        })
        .boxed()
}

/// The map of a JSON object.
pub fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        other => panic!("{other} is no object"),
    }
}

/// The leaves that a body writes, found without the fold: collection, record and path, and the value.
pub fn written(body: &Map<String, Value>) -> BTreeMap<(RecordKey, String), Value> {
    fn walk(
        shape: &Shape,
        patch: &Map<String, Value>,
        at: &str,
        key: &RecordKey,
        out: &mut BTreeMap<(RecordKey, String), Value>,
    ) {
        for (name, value) in patch {
            match (shape.field(name).map(|field| field.kind), value) {
                (Some(Kind::Lines(lines)), Value::Object(entries)) => {
                    for (id, line) in entries.iter().filter_map(|(id, line)| Some((id, line.as_object()?))) {
                        walk(lines, line, &format!("{at}{name}/{id}/"), key, out);
                    }
                }
                (Some(Kind::Lines(_)), _) => {}
                _ => {
                    out.insert((key.clone(), format!("{at}{name}")), value.clone());
                }
            }
        }
    }
    let mut out = BTreeMap::new();
    for (word, patches) in body {
        let collection = Collection::from_word(word).unwrap();
        for (id, patch) in patches.as_object().unwrap() {
            let key = RecordKey::new(collection, id.as_str());
            walk(collection.shape(), patch.as_object().unwrap(), "", &key, &mut out);
        }
    }
    out
}

/// A moment of writing.
pub fn now(millis: u64) -> Now {
    Now { millis, at: format!("2024-02-01T10:00:00.{:03}Z", millis % 1000) }
}

/// What a desk does.
#[derive(Clone, Debug)]
enum Deed {
    Write(Map<String, Value>),
    Step(Vec<Map<String, Value>>),
    /// Writes, and afterwards blanks it; both copies are in the set.
    Blank(Map<String, Value>),
    /// Two changes under one number.
    Fork(Map<String, Value>, Map<String, Value>),
    /// Two steps of two parts under the same numbers.
    ForkedStep([Map<String, Value>; 4]),
}

/// A set of changes by three desks whose clocks disagree, in some order: single ones, steps in parts (one of which
/// may be missing), forks, and whole and blanked copies of one change.
pub fn changes() -> impl Strategy<Value = Vec<Change>> {
    let any_body = body(Wild::Wild);
    let body = || any_body.clone();
    let deed = prop_oneof![
        6 => body().prop_map(Deed::Write),
        2 => prop::collection::vec(body(), 2..4).prop_map(Deed::Step),
        1 => body().prop_map(Deed::Blank),
        1 => (body(), body()).prop_map(|(one, other)| Deed::Fork(one, other)),
        1 => [body(), body(), body(), body()].prop_map(Deed::ForkedStep),
    ];
    let deeds = prop::collection::vec((0_usize..3, 0_u64..40, deed), 1..10);
    (deeds, any::<prop::sample::Index>(), any::<bool>()).prop_map(|(deeds, lost, loses)| {
        let mut pens = ["r1", "r2", "r3"].map(Pen::new);
        let mut all = Vec::new();
        for (desk, millis, deed) in deeds {
            let pen = &mut pens[desk];
            match deed {
                Deed::Write(body) => all.push(pen.write(body, &now(millis))),
                Deed::Step(bodies) => all.extend(pen.write_step(bodies, None, &now(millis))),
                Deed::Blank(body) => {
                    let change = pen.write(body, &now(millis));
                    all.extend([change.blanked(), change]);
                }
                Deed::Fork(one, other) => {
                    let mut twin = pen.clone();
                    all.extend([pen.write(one, &now(millis)), twin.write(other, &now(millis))]);
                }
                Deed::ForkedStep([a, b, c, d]) => {
                    let mut twin = pen.clone();
                    all.extend(pen.write_step(vec![a, b], None, &now(millis)));
                    all.extend(twin.write_step(vec![c, d], None, &now(millis)));
                }
            }
        }
        if loses {
            all.remove(lost.index(all.len()));
        }
        all
    })
}

/// Everything that a register shows, for comparing two: records, typed tables, what did not parse, what leads
/// nowhere, what is missing, and the bytes of its changes.
pub fn picture(register: &Register) -> String {
    let mut out = records(register);
    out.push_str(&tables(register));
    out.push_str(&format!("{:?}\n", register.problems().collect::<Vec<_>>()));
    out.push_str(&format!("{:?}\n", register.astray()));
    out.push_str(&format!("{:?}\n", register.incomplete().collect::<Vec<_>>()));
    out.push_str(&bytes(register));
    out
}

/// The typed records, told from each other by all their fields.
pub fn tables(tables: &Tables) -> String {
    let mut out = String::new();
    macro_rules! each {
        ($($field:ident)*) => {$(
            let live: Vec<_> = tables.$field.live().collect();
            let gone: Vec<_> = tables.$field.gone().collect();
            out.push_str(&format!("{} {live:?} {gone:?}\n", stringify!($field)));
        )*};
    }
    each!(coalition parties memberships agreements contacts contributions meetings actions purchases outreach reported groups rates sources);
    out
}

/// The records of a register that hold anything, a line each.
pub fn records(register: &Register) -> String {
    let json = |key: &RecordKey| (key.clone(), register.json(key));
    let held = register.keys().map(json).filter(|(_, json)| !json.is_empty());
    held.map(|(key, json)| format!("{key:?} {}\n", Value::Object(json))).collect()
}

/// The canonical bytes of all changes of a register.
pub fn bytes(register: &Register) -> String {
    muster::register::canonical(&register.changes().map(|change| change.to_json()).collect())
}

/// A change of nobody else, later than all that a register holds.
pub fn later(register: &Register, replica: &str, body: Map<String, Value>, undoes: Option<Hash>) -> Change {
    let mut pen = Pen::new(replica);
    pen.clock.observe(register.latest());
    let change = pen.write(body.clone(), &now(0));
    Change::new(Header { undoes, ..change.header }, (&body).into())
}
