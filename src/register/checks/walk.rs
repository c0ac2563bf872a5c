//! The live nodes of a record: itself and its lines, with their shapes and paths.

use serde_json::{Map, Value};

use crate::register::{Kind, Leaf, Shape, join};

/// A record or a line that was not removed, nor anything above it.
pub(super) struct Spot<'a> {
    /// Its path inside the record; empty for the record itself.
    pub path: String,
    /// Its fields.
    pub shape: &'static Shape,
    /// What stands in it.
    pub json: &'a Map<String, Value>,
}

impl<'a> Spot<'a> {
    /// The path of one of its fields.
    pub fn at(&self, name: &str) -> String {
        join(&self.path, name)
    }

    /// One of its leaves, if it is there and reads.
    pub fn leaf<T: Leaf>(&self, name: &str) -> Option<T> {
        self.json.get(name).and_then(|value| T::read(value).ok())
    }

    /// The text of a leaf.
    pub fn text(&self, name: &str) -> Option<&'a str> {
        self.json.get(name).and_then(Value::as_str)
    }

    /// The live lines of one of its fields.
    pub fn lines(&self, name: &str) -> impl Iterator<Item = (&'a String, &'a Map<String, Value>)> + use<'a> {
        let lines = self.json.get(name).and_then(Value::as_object);
        let objects = lines.into_iter().flatten().filter_map(|(id, line)| Some((id, line.as_object()?)));
        objects.filter(|(_, line)| !is_gone(line))
    }

    /// Whether a field is empty and nothing waits there to be adopted.
    pub fn lacks(&self, name: &str) -> bool {
        !self.json.contains_key(name)
            && !self
                .lines("readings")
                .any(|(_, reading)| reading.get("field").is_some_and(|field| field == name))
    }

    /// The leaves that have a value, with their kinds.
    pub fn leaves(&self) -> impl Iterator<Item = (&'static str, Kind, &'a Value)> {
        let fields = self.shape.fields.iter().filter(|field| field.kind.is_leaf());
        fields.filter_map(|field| Some((field.name, field.kind, self.json.get(field.name)?)))
    }
}

fn is_gone(json: &Map<String, Value>) -> bool {
    json.get("gone") == Some(&Value::Bool(true))
}

/// The record and its live lines, the record first; nothing when it was removed.
pub(super) fn spots<'a>(shape: &'static Shape, json: &'a Map<String, Value>) -> Vec<Spot<'a>> {
    let mut found = Vec::new();
    walk(shape, json, String::new(), &mut found);
    found
}

fn walk<'a>(shape: &'static Shape, json: &'a Map<String, Value>, path: String, found: &mut Vec<Spot<'a>>) {
    if is_gone(json) {
        return;
    }
    let below = found.len();
    found.push(Spot { path, shape, json });
    for field in shape.fields {
        let (Kind::Lines(lines), Some(Value::Object(map))) = (field.kind, json.get(field.name)) else {
            continue;
        };
        let Some(here) = found.get(below).map(|spot| spot.at(field.name)) else { continue };
        for (id, line) in map.iter().filter_map(|(id, line)| Some((id, line.as_object()?))) {
            walk(lines, line, join(&here, id), found);
        }
    }
}
