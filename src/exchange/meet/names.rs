//! What their ids are called here.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::exchange::copy::keeps;
use crate::register::{Arrange, Collection, Id, Kind, RecordKey, Shape, canonical, is_gone, join};

/// Their ids and ours for them. Grows collection by collection while records are matched.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    pub records: HashMap<RecordKey, Id>,
    /// Areas, which are lines of the register's own record.
    pub areas: HashMap<String, Id>,
    /// Whether both sides come from one origin, so that an id is the same record.
    pub keeps_ids: bool,
}

impl Names {
    /// Our id of one of their records; none where that is not known, or not yet.
    pub fn record(&self, collection: Collection, id: &str) -> Option<Id> {
        let known = self.records.get(&RecordKey::new(collection, id)).cloned();
        // A code says what it is, be there a record or not.
        known.or_else(|| (self.keeps_ids || keeps(collection, id)).then(|| id.into()))
    }

    /// A leaf of theirs as it would stand here; none where it leads to what is not known.
    pub fn leaf(&self, kind: Kind, value: &Value) -> Option<Value> {
        let id = |id: Id| Value::from(id.as_str());
        match (kind, value) {
            (Kind::Ref(collection), Value::String(text)) => self.record(collection, text).map(id),
            (Kind::Area, Value::String(text)) => {
                let known = self.areas.get(text.as_str()).cloned();
                known.or_else(|| self.keeps_ids.then(|| text.as_str().into())).map(id)
            }
            _ => Some(value.clone()),
        }
    }
}

/// The kind of a leaf, where it is one. The value of an other reading is of the kind of the field that it reads.
pub(super) fn kind_of(
    above: Option<&Shape>,
    shape: &Shape,
    name: &str,
    line: &Map<String, Value>,
) -> Option<Kind> {
    match shape.field(name)?.kind {
        Kind::Any => {
            let read = line.get("field").and_then(Value::as_str).and_then(|field| above?.field(field));
            Some(read.map_or(Kind::Any, |field| field.kind))
        }
        kind => Some(kind),
    }
}

/// All that a record or line says, in order, without the ids of lines: what is left to compare where ids mean nothing.
/// Of theirs in our ids, as far as these are known.
pub(super) fn facets(
    above: Option<&Shape>,
    shape: &Shape,
    json: &Map<String, Value>,
    names: Option<&Names>,
) -> Vec<String> {
    let mut found = Vec::new();
    walk(above, shape, json, "", names, &mut found);
    found.arrange();
    found
}

fn walk(
    above: Option<&Shape>,
    shape: &Shape,
    json: &Map<String, Value>,
    path: &str,
    names: Option<&Names>,
    found: &mut Vec<String>,
) {
    for (name, value) in json.iter().filter(|(name, _)| !matches!(name.as_str(), "order" | "gone")) {
        let here = join(path, name);
        match (kind_of(above, shape, name, json), value) {
            (Some(Kind::Lines(below)), _) => {
                for (_, line) in live(value) {
                    walk(Some(shape), below, line, &here, names, found);
                }
            }
            (Some(kind), _) => {
                let value = names.map_or_else(|| Some(value.clone()), |names| names.leaf(kind, value));
                found.extend(value.map(|value| format!("{here}={}", canonical(&value))));
            }
            (None, _) => {}
        }
    }
}

/// The lines of a field that were not removed, by id.
pub(super) fn live(value: &Value) -> impl Iterator<Item = (&String, &Map<String, Value>)> {
    let lines = value.as_object().into_iter().flatten();
    lines.filter_map(|(id, line)| Some((id, line.as_object().filter(|line| !is_gone(line))?)))
}

/// The lines of a field that were not removed, in the order in which they are shown.
pub(super) fn in_order(value: &Value) -> Vec<(&String, &Map<String, Value>)> {
    let mut lines: Vec<_> = live(value).collect();
    lines.arrange_by_key(|(id, line)| (text(line, "order").unwrap_or_default(), *id));
    lines
}

/// The text of a leaf.
pub(super) fn text<'a>(json: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    json.get(name).and_then(Value::as_str)
}
