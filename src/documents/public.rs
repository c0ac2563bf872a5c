//! What of a register may be published, and how much of it may not.

use serde_json::{Map, Value};

use crate::register::{
    Collection, Draft, Kind, Now, Pen, RecordKey, Register, Shape, is_gone, is_internal, join,
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
    let mut draft = Draft::new();
    let (mut records, mut lines) = (0_usize, 0_usize);
    for key in register.keys() {
        let json = register.json(key);
        if is_gone(&json) {
            continue;
        }
        let shape = key.collection.shape();
        if is_internal(shape, &json) {
            draft.remove(key, "");
            records = records.saturating_add(usize::from(key.collection != Collection::Contacts));
        } else {
            lines = lines.saturating_add(remove_lines(&mut draft, key, shape, &json, ""));
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

fn remove_lines(
    draft: &mut Draft,
    key: &RecordKey,
    shape: &Shape,
    json: &Map<String, Value>,
    path: &str,
) -> usize {
    let mut removed = 0_usize;
    for field in shape.fields {
        let (Kind::Lines(below), Some(Value::Object(lines))) = (field.kind, json.get(field.name)) else {
            continue;
        };
        for (id, line) in lines {
            let Value::Object(line) = line else { continue };
            let here = join(&join(path, field.name), id);
            if is_gone(line) {
                continue;
            }
            if is_internal(below, line) {
                draft.remove(key, &here);
                removed = removed.saturating_add(1);
            } else {
                removed = removed.saturating_add(remove_lines(draft, key, below, line, &here));
            }
        }
    }
    removed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{Change, Id};
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
    fn a_register_without_internal_records_stays_as_it_is() {
        let left = check(json!({"contributions": {"one": {"purpose": "A"}}}), 0, 0);
        assert_eq!(left.size(), 1);
    }
}
