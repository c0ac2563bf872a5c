//! What of a register may be published, and how much of it may not.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::register::{
    Collection, Draft, Id, Kind, Now, Pen, RecordKey, Register, Shape, id_of_missing, is_gone, is_internal,
    join,
};

/// A register without what is internal.
#[derive(Clone, Debug)]
pub struct Public {
    /// The register in which internal records and lines are removed.
    pub register: Register,
    /// How many records were left out; contacts are not counted, since no document speaks of them.
    pub records: usize,
    /// How many entries and other lines of the records that stay.
    pub lines: usize,
}

/// The public part of a register. Figures that are made from it know nothing of what is internal.
pub fn public(register: &Register) -> Public {
    without(register, Hidden::default())
}

/// The same for programs, which would read the id of an internal record wherever something refers to it: that says that one
/// is missing, and not which.
pub fn unnamed(register: &Register) -> Public {
    without(register, Hidden { hides: true, ..Hidden::default() })
}

fn without(register: &Register, mut hidden: Hidden) -> Public {
    let mut draft = Draft::new();
    let (mut records, mut lines) = (0_usize, 0_usize);
    for key in register.keys() {
        let json = register.json(key);
        if is_internal(key.collection.shape(), &json) {
            hidden.ids.insert(key.clone(), None);
            if !is_gone(&json) {
                draft.remove(key, "");
                records = records.saturating_add(usize::from(key.collection != Collection::Contacts));
            }
        }
    }
    for key in register.keys().filter(|key| register.is_live(key.collection, &key.id)) {
        if !hidden.ids.contains_key(key) {
            let (shape, json) = (key.collection.shape(), register.json(key));
            lines = lines.saturating_add(hidden.strip(&mut draft, key, None, shape, &json, ""));
        }
    }
    let mut register = register.clone();
    if !draft.is_empty() {
        // A change in this copy only, later than all others.
        let mut pen = Pen::new("public");
        pen.clock.observe(register.latest());
        let change = pen.write(draft.into_body(), &Now { millis: 0, at: String::new() });
        register.add([change]);
    }
    Public { register, records, lines }
}

/// The internal records, with what stands for those that something refers to.
#[derive(Default)]
struct Hidden {
    ids: BTreeMap<RecordKey, Option<Id>>,
    /// How many have something that stands for them.
    counts: BTreeMap<Collection, usize>,
    /// Whether references are hidden at all.
    hides: bool,
}

impl Hidden {
    /// What stands for a record that is internal.
    fn stand_in(&mut self, key: &RecordKey) -> Option<Id> {
        let known = self.ids.get_mut(key).filter(|_| self.hides)?;
        let count = self.counts.entry(key.collection).or_default();
        let id = known.get_or_insert_with(|| {
            let id = id_of_missing(key.collection, *count);
            *count = count.saturating_add(1);
            id
        });
        Some(id.clone())
    }

    /// Takes internal lines out of a record or line, and hides what leads to internal records; how many lines that were.
    fn strip(
        &mut self,
        draft: &mut Draft,
        key: &RecordKey,
        above: Option<&Shape>,
        shape: &Shape,
        json: &Map<String, Value>,
        path: &str,
    ) -> usize {
        let mut removed = 0_usize;
        for field in shape.fields {
            let here = join(path, field.name);
            // The value of an other reading is of the kind of the field that it reads.
            let read = || json.get("field").and_then(Value::as_str).and_then(|field| above?.field(field));
            let kind = if field.kind == Kind::Any {
                read().map_or(Kind::Any, |field| field.kind)
            } else {
                field.kind
            };
            match (kind, json.get(field.name)) {
                (Kind::Lines(below), Some(Value::Object(lines))) => {
                    for (id, line) in lines {
                        let Value::Object(line) = line else { continue };
                        let here = join(&here, id);
                        if is_gone(line) {
                            continue;
                        }
                        if is_internal(below, line) {
                            draft.remove(key, &here);
                            removed = removed.saturating_add(1);
                        } else {
                            let of = self.strip(draft, key, Some(shape), below, line, &here);
                            removed = removed.saturating_add(of);
                        }
                    }
                }
                (Kind::Ref(collection), Some(Value::String(id))) => {
                    if let Some(id) = self.stand_in(&RecordKey::new(collection, id.as_str())) {
                        // The path was made from the shapes.
                        let _ = draft.set(key, &here, Some(id.as_str().into()));
                    }
                }
                _ => {}
            }
        }
        removed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::Change;
    use serde_json::json;

    fn register(body: Value) -> Register {
        let change: Change =
            Pen::new("r").write(body.as_object().unwrap().clone(), &Now { millis: 1, at: String::new() });
        Register::of([change])
    }

    fn check(body: Value, records: usize, lines: usize) -> Register {
        let public = public(&register(body));
        assert_eq!((public.records, public.lines), (records, lines));
        public.register
    }

    #[test]
    fn internal_records_and_lines_are_left_out_and_counted() {
        let entries = json!({
            "a": {"kind": "pledge", "amount": {"currency": "EUR", "value": "1"}},
            "b": {"kind": "pledge", "internal": true},
            "c": {"kind": "pledge", "internal": true, "gone": true},
        });
        let left = check(
            json!({
                "contributions": {"one": {"entries": entries}, "two": {"internal": true}},
                "contacts": {"x": {"name": "A"}, "y": {"name": "B", "internal": false}},
                "outreach": {
                    "x": {"said": "A"},
                    "y": {"said": "B", "sources": {"s": {"source": "s"}}},
                    "z": {"said": "C", "internal": true, "sources": {"s": {"source": "s"}}},
                },
            }),
            3,
            1,
        );
        let ids = |collection| left.ids(collection).into_iter().collect::<Vec<Id>>();
        assert_eq!(ids(Collection::Contributions), ["one".into()]);
        assert_eq!(ids(Collection::Contacts), ["y".into()]);
        assert_eq!(ids(Collection::Outreach), ["y".into()]);
        assert_eq!(left.contributions.get(&"one".into()).unwrap().entries.values().count(), 1);
    }

    #[test]
    fn what_refers_to_an_internal_record_does_not_say_which() {
        let body = json!({
            "parties": {"RU": {"kind": "state", "code": "RU", "internal": true}, "EE": {"code": "EE"}},
            "memberships": {"m": {"party": "RU", "role": "member"}},
            "contributions": {
                "one": {
                    "contributors": {"g": {"party": "RU"}, "h": {"party": "EE"}},
                    "relations": {"r": {"to": "two"}},
                    "readings": {"x": {"field": "area", "value": "RU"}},
                },
                "two": {"internal": true},
            },
        });
        let left = unnamed(&register(body.clone())).register;
        // People read a document, and its writer knows whom not to name.
        let read = check(body, 2, 0).json(&RecordKey::new(Collection::Memberships, "m"));
        assert_eq!(read.get("party"), Some(&json!("RU")));
        let text =
            |collection, id: &str| Value::Object(left.json(&RecordKey::new(collection, id))).to_string();
        assert!(text(Collection::Memberships, "m").contains(r#""party":"p-1""#));
        let one = text(Collection::Contributions, "one");
        assert!(
            one.contains(r#""party":"p-1""#) && one.contains(r#""to":"c-1""#) && one.contains(r#""EE""#),
            "{one}"
        );
    }

    #[test]
    fn a_register_without_internal_records_stays_as_it_is() {
        let left = check(json!({"contributions": {"one": {"purpose": "A"}}}), 0, 0);
        assert_eq!(left.size(), 1);
    }
}
