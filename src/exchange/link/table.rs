//! A copy taken apart: records and lines as tables, of which every field is a column of its own.

use std::borrow::Cow;

use serde_json::Value;

use super::super::copy::{FreshCopy, Held, Node, keeps};
use super::column::{Around, Form, Places};
use super::stream::{Out, day_number};
use crate::register::{Collection, Few, Id};

/// How deep tables stand in each other.
pub(super) const DEPTH: usize = 10;

/// Words, then numbers.
pub(super) fn write(copy: &FreshCopy) -> [Vec<u8>; 2] {
    let mut out = Out::default();
    out.number(u64::from(copy.schema));
    out.signed(day_number(&copy.day.to_string()).unwrap_or_default());
    copy.omitted.counts().into_iter().for_each(|count| out.number(u64::from(count)));
    let of =
        |collection: Collection| copy.records.iter().filter(move |(key, _)| key.collection == collection);
    let count = |collection| of(collection).count();
    let used: Vec<Collection> =
        Collection::ALL.iter().copied().filter(|collection| count(*collection) > 0).collect();
    let placed = used.iter().flat_map(|one| of(*one).enumerate().map(|(at, (key, _))| (*one, at, &key.id)));
    let places = Places::of(placed);
    out.count(used.len());
    let ids = |collection| -> Vec<Id> { of(collection).map(|(key, _)| key.id.clone()).collect() };
    for collection in &used {
        out.name(collection.word());
        out.count(count(*collection));
        let ids = ids(*collection);
        let kept: Vec<&Id> = ids.iter().filter(|id| keeps(*collection, id.as_str())).collect();
        out.count(kept.len());
        kept.into_iter().for_each(|id| out.text(id.as_str()));
    }
    for collection in used {
        let rows: Vec<&Node> = of(collection).map(|(_, node)| node).collect();
        let around = Around { places: &places, count: &count, own: Some(&ids(collection)) };
        table(&rows, &around, 0, &mut out);
    }
    out.pieces()
}

/// A column: its name, form, leaves, the rows that have one, and, where it has lines or values with members, how many
/// each has and all of them.
struct Column<'a> {
    name: &'a str,
    form: Form,
    values: Vec<&'a Value>,
    counts: Vec<usize>,
    below: Vec<Cow<'a, Node>>,
}

impl<'a> Column<'a> {
    fn of(name: &'a str, rows: &[&'a Node], around: &Around, depth: usize) -> Self {
        let mut column =
            Column { name, form: Form::Lines, values: Vec::new(), counts: Vec::new(), below: Vec::new() };
        let mut places = Vec::new();
        for (place, row) in rows.iter().enumerate() {
            match row.0.get(name) {
                Some(Held::Leaf(value)) => {
                    column.values.push(value);
                    places.push(place);
                }
                Some(Held::Lines(lines)) => {
                    column.counts.push(lines.len());
                    column.below.extend(lines.iter().map(|(_, line)| Cow::Borrowed(line)));
                }
                None => {}
            }
        }
        if !column.counts.is_empty() {
            return column;
        }
        let members = column.values.iter().map(|value| members(value).map(Cow::Owned));
        match members.collect::<Option<Vec<_>>>().filter(|_| depth < DEPTH - 2) {
            Some(members) => {
                column.form = Form::Members;
                column.below = members;
            }
            None => column.form = around.form(&column.values, &places),
        }
        column
    }
}

fn table(rows: &[&Node], around: &Around, depth: usize, out: &mut Out) {
    let names: Few<&str, ()> =
        rows.iter().flat_map(|row| row.0.keys().map(|name| (name.as_str(), ()))).collect();
    let columns: Vec<Column> = names.keys().map(|name| Column::of(name, rows, around, depth)).collect();
    out.count(columns.len());
    columns.iter().for_each(|column| out.name(&column.form.head(column.name)));
    sets(rows, &names, out);
    for Column { form, values, counts, below, .. } in columns {
        match form {
            Form::Lines | Form::Members => {
                counts.into_iter().for_each(|count| out.count(count));
                let below: Vec<&Node> = below.iter().map(Cow::as_ref).collect();
                table(&below, &Around { own: None, ..*around }, depth.saturating_add(1), out);
            }
            _ => around.write(form, &values, out),
        }
    }
}

fn members(value: &Value) -> Option<Node> {
    let members = value.as_object()?.iter();
    Some(Node(members.map(|(name, value)| (name.clone(), Held::Leaf(value.clone()))).collect()))
}

/// Which row has which fields: 1 where all have all; else 0, and for each row 0 and the bits of its fields where they are
/// new, or the place of a row's fields that were there.
fn sets(rows: &[&Node], names: &Few<&str, ()>, out: &mut Out) {
    if rows.iter().all(|row| row.0.len() == names.len()) {
        return out.number(1);
    }
    out.number(0);
    let mut known: Few<Vec<u8>, usize> = Few::new();
    for row in rows {
        let has: Vec<bool> = names.keys().map(|name| row.0.contains_key(*name)).collect();
        let bits: Vec<u8> = has
            .chunks(8)
            .map(|eight| eight.iter().rev().fold(0, |bits, has| bits << 1 | u8::from(*has)))
            .collect();
        match known.get(&bits) {
            Some(place) => out.count(place.saturating_add(1)),
            None => {
                out.number(0);
                out.numbers.extend(&bits);
                let place = known.len();
                known.insert(bits, place);
            }
        }
    }
}
