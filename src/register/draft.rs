//! Builds the body of a change: merge patches to one record or to several as one step.

use serde_json::{Map, Value};

use super::cut::cut;
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

    /// The bodies of a step: one, or where it is larger than `limit` in canonical bytes, several. They are cut by record,
    /// by line and by leaf; a single leaf above the limit is one by itself.
    pub fn into_bodies(self, limit: usize) -> Vec<Map<String, Value>> {
        cut(self.body, limit)
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
        let id = key.id.as_str();
        if id.is_empty() || id.contains('/') || !is_leaf(key.collection.shape(), path) {
            return Err(Refused::NotALeaf { key: key.clone(), path: path.to_owned() });
        }
        self.put(key, path, value.unwrap_or(Value::Null));
        Ok(())
    }

    /// Takes over all that another draft writes; where both write, the other one stands.
    pub fn absorb(&mut self, other: Draft) {
        for (collection, patches) in other.body {
            merge(self.body.entry(collection).or_insert_with(|| Value::Object(Map::new())), patches);
        }
    }

    /// Takes over a patch to one record, as a form made it.
    pub fn patch_with(&mut self, key: &RecordKey, patch: Map<String, Value>) {
        merge(self.patch(key), Value::Object(patch));
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
        (Some(Kind::Lines(lines)), Some((id, below))) => !id.is_empty() && is_leaf(lines, below),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{Collection, Contribution, Id};
    use super::*;

    fn check(path: &str, is_taken: bool) {
        let key = RecordKey::new(Collection::Contributions, "c1");
        let mut draft = Draft::new();
        assert_eq!(draft.set(&key, path, Some(json!("x"))).is_ok(), is_taken, "{path}");
        assert_eq!(draft.is_empty(), !is_taken, "{path}");
    }

    #[test]
    fn only_leaves_are_written() {
        check("purpose", true);
        check("entries/e1/act", true);
        check("entries/e1/sources/s1/place", true);
        check("", false);
        check("entries", false);
        check("entries/e1", false);
        check("entries//act", false);
        check("entries/e1/sources/s1", false);
        check("purpose/x", false);
        check("colour", false);
    }

    #[test]
    fn a_record_id_is_one_name() {
        for id in ["", "a/b"] {
            let key = RecordKey::new(Collection::Parties, id);
            assert!(Draft::new().set(&key, "name", None).is_err(), "{id:?}");
        }
    }

    #[test]
    fn one_body_holds_a_whole_step() {
        let mut draft = Draft::new();
        let record = Contribution { earmarked_for: Some("radios".into()), ..Default::default() };
        let key = draft.record(&Id::from("c1"), &record);
        draft.set(&key, "entries/e1/act", Some(json!("pledged"))).unwrap();
        draft.remove(&key, "entries/e2");
        draft.bring_back(&RecordKey::own(), "");
        let expected = json!({
            "contributions": {"c1": {
                "earmarked_for": "radios",
                "entries": {"e1": {"act": "pledged"}, "e2": {"gone": true}},
            }},
            "register": {"self": {"gone": null}},
        });
        assert_eq!(Value::Object(draft.into_body()), expected);
    }
}
