//! Returning to a moment: one more change, which writes what stood then.

use serde_json::{Map, Value};

use super::effect::LeafChange;
use super::leaves::insert;
use super::{Change, Draft, Each, Hash, Kind, RecordKey, Register, Shape, join};

/// What returns a record, or all, to what it was.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Back {
    /// What to write.
    pub draft: Draft,
    /// The leaves that it writes, by record: what they are now, and what they were then.
    pub leaves: Vec<LeafChange>,
}

impl Back {
    /// How many records it writes to.
    pub fn records(&self) -> usize {
        self.leaves.chunk_by(|one, next| one.key == next.key).count()
    }
}

impl Register {
    /// What returns one record, or the whole register, to what it was when only those changes were written that fit.
    /// What came since is removed, not cleared, so that undo and whoever wrote to it meanwhile find it again.
    pub fn back_to(&self, record: Option<&RecordKey>, then: impl Fn(&Change) -> bool) -> Back {
        let keys: Vec<RecordKey> = match record {
            Some(key) => vec![key.clone()],
            None => self.keys().cloned().collect(),
        };
        let mut back = Back::default();
        // Most records are what they were, since nobody else wrote to them.
        for key in keys.iter().filter(|key| !self.touching(key).iter().all(|change| then(change))) {
            let (now, was) = (self.json(key), self.json_then(key, &then));
            let mut way = Way { key, back: &mut back };
            // The register's own record is never removed.
            if *key == RecordKey::own() {
                way.fields(key.collection.shape(), "", &now, &was);
            } else {
                way.node(key.collection.shape(), "", &now, &was);
            }
        }
        back
    }

    /// What tells the changes up to one and its whole step, in the register's order, from later ones.
    pub fn up_to(&self, id: &Hash) -> impl Fn(&Change) -> bool + use<> {
        let last = self.step(id).last().map(|change| {
            (change.header.stamp, change.header.replica.clone(), change.header.number, change.id)
        });
        move |change| {
            let (stamp, replica, number, id) = change.order();
            last.as_ref()
                .is_some_and(|last| (stamp, replica, number, id) <= (last.0, &last.1, last.2, last.3))
        }
    }

    /// The JSON of a record as the changes fold that fit. Those that touch it belong to complete steps.
    fn json_then(&self, key: &RecordKey, then: &impl Fn(&Change) -> bool) -> Map<String, Value> {
        let mut json = Map::new();
        let leaves = self.leaves(key, then);
        for (path, value) in leaves.into_iter().filter(|(_, value)| !value.is_null()) {
            insert(&mut json, &path, value);
        }
        json
    }
}

/// The way back of one record.
struct Way<'a> {
    key: &'a RecordKey,
    back: &'a mut Back,
}

impl Way<'_> {
    /// A record or a line: what is gone or was not there yet is removed, without a look at what lies below.
    fn node(&mut self, shape: &Shape, path: &str, now: &Map<String, Value>, was: &Map<String, Value>) {
        match (is_live(now), is_live(was)) {
            (_, true) => self.fields(shape, path, now, was),
            (true, false) => {
                self.leaf(&join(path, "gone"), now.get("gone"), Some(&Value::Bool(true)));
            }
            (false, false) => {}
        }
    }

    fn fields(&mut self, shape: &Shape, path: &str, now: &Map<String, Value>, was: &Map<String, Value>) {
        for name in both(now, was) {
            let here = join(path, name);
            match shape.field(name).map(|field| field.kind) {
                Some(Kind::Lines(lines)) => {
                    let (now, was) = (below(now, name), below(was, name));
                    for id in both(&now, &was) {
                        self.node(lines, &join(&here, id), &below(&now, id), &below(&was, id));
                    }
                }
                _ => self.leaf(&here, now.get(name), was.get(name)),
            }
        }
    }

    fn leaf(&mut self, path: &str, now: Option<&Value>, was: Option<&Value>) {
        if now == was {
            return;
        }
        self.back.draft.put(self.key, path, was.cloned().unwrap_or_default());
        let (key, path) = (self.key.clone(), path.to_owned());
        self.back.leaves.push(LeafChange { key, path, before: now.cloned(), after: was.cloned() });
    }
}

fn is_live(node: &Map<String, Value>) -> bool {
    !node.is_empty() && node.get("gone") != Some(&Value::Bool(true))
}

/// The names in either.
fn both<'a>(one: &'a Map<String, Value>, other: &'a Map<String, Value>) -> Each<&'a str> {
    one.keys().chain(other.keys()).map(String::as_str).collect()
}

fn below(node: &Map<String, Value>, name: &str) -> Map<String, Value> {
    node.get(name).and_then(Value::as_object).cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{Now, Pen, canonical};
    use super::*;

    fn body(value: &Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    /// What is written to return from all of these bodies to the first.
    fn check(bodies: &[Value], record: Option<&RecordKey>, expected: &Value) {
        let mut pen = Pen::new("r1");
        let now = Now { millis: 1, at: String::new() };
        let changes: Vec<_> = bodies.iter().map(|value| pen.write(body(value), &now)).collect();
        let register = Register::of(changes.clone());
        let back = register.back_to(record, register.up_to(&changes[0].id));
        assert_eq!(canonical(&Value::Object(back.draft.into_body())), canonical(expected));
    }

    #[test]
    fn writes_only_what_differs() {
        check(
            &[
                json!({"parties": {"EE": {"code": "EE", "name": "Estonia"}, "LV": {"name": "Latvia"}}}),
                json!({"parties": {"EE": {"code": null, "name": "Eesti", "note": "new"}}}),
            ],
            None,
            &json!({"parties": {"EE": {"code": "EE", "name": "Estonia", "note": null}}}),
        );
    }

    #[test]
    fn what_came_since_is_removed_and_what_went_comes_back() {
        check(
            &[
                json!({"contributions": {"c": {"entries": {"a": {"act": "said"}}}}}),
                json!({"contributions": {"c": {"entries": {"a": {"act": "x", "gone": true}, "b": {"act": "new"}}}}}),
                json!({"parties": {"EE": {"name": "Estonia"}}, "register": {"self": {"name": "IT"}}}),
            ],
            None,
            &json!({
                "contributions": {"c": {"entries": {"a": {"act": "said", "gone": null}, "b": {"gone": true}}}},
                "parties": {"EE": {"gone": true}},
                "register": {"self": {"name": null}},
            }),
        );
    }

    #[test]
    fn what_was_and_is_gone_is_left_alone() {
        check(
            &[
                json!({"parties": {"EE": {"gone": true, "name": "Estonia"}}}),
                json!({"parties": {"EE": {"name": "Eesti"}, "LV": {"gone": true}}}),
            ],
            None,
            &json!({}),
        );
    }

    #[test]
    fn one_record_alone() {
        let first = json!({"parties": {"EE": {"name": "Estonia"}, "LV": {"name": "Latvia"}}});
        let second = json!({"parties": {"EE": {"name": "Eesti"}, "LV": {"name": "Latvija"}}});
        let key = RecordKey::new(super::super::Collection::Parties, "LV");
        check(&[first, second], Some(&key), &json!({"parties": {"LV": {"name": "Latvia"}}}));
    }
}
