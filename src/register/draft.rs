//! Builds the body of a change: merge patches to one record or to several as one step.

use serde_json::{Map, Value};

use super::{Kind, Record, RecordKey, Refused, Shape};

/// A body in the making.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    body: Map<String, Value>,
}

impl Draft {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether it would change nothing.
    pub fn is_empty(&self) -> bool {
        self.body.is_empty()
    }

    /// The body of a change.
    pub fn into_body(self) -> Map<String, Value> {
        self.body
    }

    /// Sets one leaf, or clears it. The path is the names from the record down, joined by `/`.
    ///
    /// # Errors
    /// [`Refused`] when the path is not that of a leaf.
    pub fn set(&mut self, key: &RecordKey, path: &str, value: Option<Value>) -> Result<(), Refused> {
        if !is_leaf(key.collection.shape(), path) {
            return Err(Refused::NotALeaf { key: key.clone(), path: path.to_owned() });
        }
        self.put(key, path, value.unwrap_or(Value::Null));
        Ok(())
    }

    /// Writes all of a new record.
    pub fn record<T: Record>(&mut self, id: &super::Id, record: &T) -> RecordKey {
        let key = RecordKey::of::<T>(id);
        merge(self.patch(&key), Value::Object(record.write()));
        key
    }

    /// Removes a record (empty path) or a line.
    pub fn remove(&mut self, key: &RecordKey, path: &str) {
        self.put(key, &super::join(path, "gone"), Value::Bool(true));
    }

    /// Brings back what was removed.
    pub fn bring_back(&mut self, key: &RecordKey, path: &str) {
        self.put(key, &super::join(path, "gone"), Value::Null);
    }

    /// Writes a leaf whose path is known to be one.
    pub(super) fn put(&mut self, key: &RecordKey, path: &str, value: Value) {
        let mut names: Vec<&str> = path.split('/').collect();
        let last = names.pop().unwrap_or_default();
        let mut node = self.patch(key);
        for name in names {
            node = entry(node, name);
        }
        if let Value::Object(map) = node {
            map.insert(last.to_owned(), value);
        }
    }

    fn patch(&mut self, key: &RecordKey) -> &mut Value {
        let collection =
            self.body.entry(key.collection.word().to_owned()).or_insert_with(|| Value::Object(Map::new()));
        entry(collection, key.id.as_str())
    }
}

fn entry<'a>(node: &'a mut Value, name: &str) -> &'a mut Value {
    if !node.is_object() {
        *node = Value::Object(Map::new());
    }
    match node {
        Value::Object(map) => map.entry(name.to_owned()).or_insert_with(|| Value::Object(Map::new())),
        other => other,
    }
}

fn merge(target: &mut Value, patch: Value) {
    match (target, patch) {
        (Value::Object(target), Value::Object(patch)) => {
            for (name, value) in patch {
                match target.get_mut(&name) {
                    Some(below) if below.is_object() && value.is_object() => merge(below, value),
                    _ => {
                        target.insert(name, value);
                    }
                }
            }
        }
        (target, patch) => *target = patch,
    }
}

fn is_leaf(shape: &Shape, path: &str) -> bool {
    let Some((name, rest)) = path.split_once('/') else {
        return shape.field(path).is_some_and(|field| field.kind.is_leaf());
    };
    match (shape.field(name).map(|field| field.kind), rest.split_once('/')) {
        (Some(Kind::Lines(lines)), Some((_, below))) => is_leaf(lines, below),
        _ => false,
    }
}
