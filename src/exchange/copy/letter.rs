//! New ids for what goes into a copy, and references that follow them.

use serde_json::Value;

use super::choose::{Choice, read_as};
use super::node::{Held, Node, id_of, keeps};
use crate::register::{Collection, Few, Id, Kind, RecordKey, Shape, id_of_missing};

/// The records with new ids, in the order of these.
pub(super) fn letter(choice: Choice) -> Vec<(RecordKey, Node)> {
    let Choice { mut records, hidden, beside, .. } = choice;
    let names = names(&records);
    let mut areas = Few::new();
    let mut agenda = Few::new();
    for (key, node) in &mut records {
        let before = lines_of(node);
        node.number_lines(names.get(key).unwrap_or(&key.id));
        for ((field, old), (_, new)) in before.into_iter().zip(lines_of(node)) {
            match (key.collection, field.as_str()) {
                (Collection::Register, "areas") => drop(areas.insert(old, new)),
                (Collection::Meetings, "agenda") => drop(agenda.insert((key.id.clone(), old), new)),
                _ => {}
            }
        }
    }
    let mut missing: Few<RecordKey, Id> = Few::new();
    let mut letters = Letters {
        record: &mut |key| {
            if let Some(name) = names.get(key) {
                return Some(name.clone());
            }
            // A record that was not asked for is none of the reader's business; where one is internal, or is gone,
            // it shows that something is missing.
            if beside.contains(key) {
                return None;
            }
            if keeps(key.collection, key.id.as_str()) && !hidden.contains(key) {
                return Some(key.id.clone());
            }
            let place = missing.keys().filter(|other| other.collection == key.collection).count();
            Some(missing.or_insert_with(key.clone(), || id_of_missing(key.collection, place)).clone())
        },
        area: &|old| areas.get(old).cloned(),
        point: &|meeting, old| agenda.get(&(meeting.into(), old.into())).cloned(),
    };
    for (key, node) in &mut records {
        letters.node(key.collection.shape(), node);
    }
    let renamed = records.into_iter().map(|(key, node)| {
        let id = names.get(&key).cloned().unwrap_or(key.id);
        (RecordKey { collection: key.collection, id }, node)
    });
    let all: Few<RecordKey, Node> = renamed.collect();
    all.into_iter().collect()
}

/// The new id of each record.
fn names(records: &[(RecordKey, Node)]) -> Few<RecordKey, Id> {
    let mut names = Vec::new();
    for collection in Collection::ALL {
        let of: Vec<&RecordKey> =
            records.iter().map(|(key, _)| key).filter(|key| key.collection == *collection).collect();
        let (kept, others): (Vec<&RecordKey>, Vec<&RecordKey>) =
            of.into_iter().partition(|key| keeps(*collection, key.id.as_str()));
        let count = others.len();
        names.extend(kept.into_iter().map(|key| (key.clone(), key.id.clone())));
        let numbered = others.into_iter().enumerate();
        names.extend(numbered.map(|(place, key)| (key.clone(), id_of(*collection, place, count))));
    }
    names.into_iter().collect()
}

/// The ids of a record's own lines, each with the field that it is in.
fn lines_of(node: &Node) -> Vec<(String, Id)> {
    let mut found = Vec::new();
    for (name, held) in &node.0 {
        if let Held::Lines(lines) = held {
            found.extend(lines.iter().map(|(id, _)| (name.clone(), id.clone())));
        }
    }
    found
}

/// Gives what a reference becomes; none where it goes.
struct Letters<'a> {
    record: &'a mut dyn FnMut(&RecordKey) -> Option<Id>,
    area: &'a dyn Fn(&Id) -> Option<Id>,
    /// A point of the agenda, by its meeting's old id and its own.
    point: &'a dyn Fn(&str, &str) -> Option<Id>,
}

impl Letters<'_> {
    fn node(&mut self, shape: &Shape, node: &mut Node) {
        // “continues” names a line of another meeting's agenda.
        let from = node.text("carried_from").map(str::to_owned);
        for (name, mut held) in std::mem::take(&mut node.0) {
            let kind = shape.field(&name).map(|field| field.kind);
            let stays = match (&mut held, kind) {
                (Held::Lines(lines), Some(Kind::Lines(below))) => {
                    // One that is left without a leaf keeps its place, by which the others have their ids.
                    for (_, line) in lines.iter_mut() {
                        self.reading(shape, line);
                        self.node(below, line);
                    }
                    true
                }
                (Held::Leaf(Value::String(old)), _) if shape.name == "AgendaItem" && name == "continues" => {
                    let point = from.as_deref().and_then(|meeting| (self.point)(meeting, old));
                    put(old, point)
                }
                (Held::Leaf(value), Some(kind)) => self.leaf(kind, value),
                _ => true,
            };
            if stays {
                node.0.insert(name, held);
            }
        }
    }

    /// The value of an other reading of a reference.
    fn reading(&mut self, above: &Shape, line: &mut Node) {
        let Some(kind) = read_as(above, line) else { return };
        if let Some(Held::Leaf(mut value)) = line.0.remove("value")
            && self.leaf(kind, &mut value)
        {
            line.0.insert("value".to_owned(), Held::Leaf(value));
        }
    }

    fn leaf(&mut self, kind: Kind, value: &mut Value) -> bool {
        let Value::String(old) = value else { return true };
        match kind {
            Kind::Ref(collection) => {
                let new = (self.record)(&RecordKey::new(collection, old.as_str()));
                put(old, new)
            }
            Kind::Area => {
                let new = (self.area)(&old.as_str().into());
                put(old, new)
            }
            _ => true,
        }
    }
}

fn put(old: &mut String, new: Option<Id>) -> bool {
    let Some(new) = new else { return false };
    *old = new.to_string();
    true
}
