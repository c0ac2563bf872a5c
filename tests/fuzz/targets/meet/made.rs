//! Two registers out of bytes: by a little program of writes, which no random text would reach, or from lines of JSON.

use std::sync::Arc;

use muster::exchange::meet::Settled;
use muster::register::{Change, Collection, Few, Kind, Now, Pen, RecordKey, Shape};
use serde_json::{Map, Value, json};

/// The ids of records and lines: few, so that writes meet.
const IDS: [&str; 7] = ["a", "b", "c", "EE", "LU", "s-1", "self"];

/// Texts that are one when they are folded, that cannot be paths, and that are long.
const TEXTS: [&str; 8] = ["Radios", "radios ", "Radiös!", "", "…", "a/b", "EE", "Радіо\nстанції"];

const DATES: [&str; 8] = [
    "2024-02-01",
    "2024-02",
    "2024-02-01~",
    "2024",
    "[2023-12-01,2024-02-01]",
    "2024-02-01/2025",
    "9999-12-31",
    "0000-01-01",
];

const SUMS: [&str; 6] = ["100", "100.00", "0", "-5", "79228162514264337593543950335", "7.4568"];

/// Values that are of the wrong kind nearly everywhere.
const WRONG: [&str; 6] = ["null", "7", "{}", "[]", "{\"value\":\"x\"}", "\"\""];

/// What was written by both, and then by each alone.
#[derive(Default)]
pub struct Made {
    pub both: Vec<Arc<Change>>,
    pub ours: Vec<Arc<Change>>,
    pub theirs: Vec<Arc<Change>>,
    pub settled: Few<RecordKey, Settled>,
}

/// Who writes.
#[derive(Clone, Copy)]
enum Side {
    Both,
    Ours,
    Theirs,
}

struct Making {
    made: Made,
    pens: [Pen; 3],
    /// The same moment for all, from which on lines without a date count.
    now: Now,
}

impl Making {
    fn new() -> Self {
        let now = Now { millis: 1, at: "2024-01-01T00:00:00Z".to_owned() };
        Making { made: Made::default(), pens: ["r0", "r1", "r2"].map(Pen::new), now }
    }

    /// Writes a change. One that no file could hold is none.
    fn write(&mut self, side: Side, body: Map<String, Value>) -> bool {
        if body.is_empty() {
            return false;
        }
        let change = self.pens[side as usize].write(body, &self.now);
        let Ok(change) = Change::from_json(&change.to_json()) else { return false };
        match side {
            Side::Both => self.made.both.push(change.into()),
            Side::Ours => self.made.ours.push(change.into()),
            Side::Theirs => self.made.theirs.push(change.into()),
        }
        true
    }

    fn settle(&mut self, collection: Collection, theirs: &str, ours: &str) {
        let settled = if ours.is_empty() { Settled::New } else { Settled::With(ours.into()) };
        self.made.settled.insert(RecordKey::new(collection, theirs), settled);
    }
}

/// By lines: `=`, `<` or `>` and the body of a change of both, ours or theirs; `?parties a b` settles, `?parties a` too.
pub fn by_lines(text: &str) -> Made {
    let mut making = Making::new();
    for line in text.lines() {
        let mut letters = line.chars();
        let side = match letters.next() {
            Some('=') => Side::Both,
            Some('<') => Side::Ours,
            Some('>') => Side::Theirs,
            Some('?') => {
                let mut words = letters.as_str().split(' ');
                if let (Some(word), Some(theirs)) = (words.next(), words.next())
                    && let Some(collection) = Collection::from_word(word)
                {
                    making.settle(collection, theirs, words.next().unwrap_or_default());
                }
                continue;
            }
            _ => continue,
        };
        if let Ok(Value::Object(body)) = serde_json::from_str(letters.as_str()) {
            making.write(side, body);
        }
    }
    making.made
}

/// By a program: each step of it writes one leaf, ends a change, or settles what a record is.
pub fn by_steps(bytes: &[u8]) -> Made {
    let (mut making, mut bytes) = (Making::new(), Bytes(bytes));
    let mut open: [Map<String, Value>; 3] = Default::default();
    while let Some(step) = bytes.next() {
        let side = [Side::Both, Side::Ours, Side::Theirs][usize::from(step) % 3];
        let place = usize::from(step / 3);
        let Some(collection) = Collection::ALL.get(place) else {
            if place % 2 == 0 {
                making.write(side, std::mem::take(&mut open[side as usize]));
            } else {
                let collection = bytes.of(Collection::ALL);
                let (theirs, ours) = (bytes.of(&IDS), bytes.of(&IDS));
                making.settle(*collection, theirs, if ours == &"self" { "" } else { ours });
            }
            continue;
        };
        let id = if *collection == Collection::Register { "self" } else { bytes.of(&IDS) };
        let records = open[side as usize].entry(collection.word()).or_insert_with(|| json!({}));
        let record = records.as_object_mut().unwrap().entry(id).or_insert_with(|| json!({}));
        leaf(collection.shape(), record, &mut bytes);
    }
    for (side, body) in [Side::Both, Side::Ours, Side::Theirs].into_iter().zip(open) {
        making.write(side, body);
    }
    making.made
}

/// Writes one leaf of a record or line, or of a line in it.
fn leaf(shape: &Shape, record: &mut Value, bytes: &mut Bytes) {
    let field = bytes.of(shape.fields);
    let Some(record) = record.as_object_mut() else { return };
    if let Kind::Lines(below) = field.kind {
        let lines = record.entry(field.name).or_insert_with(|| json!({}));
        let Some(lines) = lines.as_object_mut() else { return };
        return leaf(below, lines.entry(*bytes.of(&IDS)).or_insert_with(|| json!({})), bytes);
    }
    let which = bytes.next().unwrap_or_default();
    let value = match which {
        // A new field of every kind is covered by what is read of its words.
        240.. => serde_json::from_str(WRONG[usize::from(which) % WRONG.len()]).unwrap(),
        _ => value(field.kind, usize::from(which)),
    };
    record.insert(field.name.to_owned(), value);
}

fn value(kind: Kind, which: usize) -> Value {
    let text = |words: &[&str]| Value::from(words[which % words.len()]);
    let currency = ["EUR", "DKK", "JPY", "XXX"][which / 8 % 4];
    match kind {
        Kind::Flag => json!(which.is_multiple_of(2)),
        Kind::Count => json!(which),
        Kind::Number => text(&SUMS),
        Kind::Amount => json!({"value": text(&SUMS), "currency": currency}),
        Kind::Rate => json!({"base": "EUR", "quote": currency, "value": text(&SUMS)}),
        Kind::Quantity => json!({"value": text(&SUMS), "unit": currency}),
        Kind::Date => text(&DATES),
        Kind::Place => json!({"country": "EE"}),
        Kind::Currency => currency.into(),
        Kind::Choice(words) => text(words),
        Kind::Ref(_) | Kind::Area => text(&IDS),
        // What another source says of a field: the value of any kind.
        Kind::Any => match which % 4 {
            0 => text(&IDS),
            1 => text(&DATES),
            2 => json!({"value": text(&SUMS), "currency": currency}),
            _ => json!(which),
        },
        _ if which == 8 => "word ".repeat(400).into(),
        // The name of a field, which a reading names.
        _ if which > 200 => text(&["amount", "date", "from", "party", "name", "entries"]),
        _ => text(&TEXTS),
    }
}

/// What is left of the bytes.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[usize::from(self.next().unwrap_or_default()) % all.len()]
    }
}
