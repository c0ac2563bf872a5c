//! Patches taken apart: the records of a body, the leaves of a record, and what leads to neither.

use serde_json::{Map, Value};

use super::lift::lift;
use super::{Change, Collection, Kind, Problem, RecordKey, Shape};
use crate::said;
use crate::words::text::areas::inputs as says;

/// The records that a body patches.
pub(super) fn records(
    mut body: Map<String, Value>,
    astray: &mut Vec<Problem>,
) -> Vec<(RecordKey, Map<String, Value>)> {
    let mut found = Vec::new();
    for (word, patches) in &mut body {
        let (Some(collection), Value::Object(patches)) = (Collection::from_word(word), patches) else {
            let reason = said!(says::COLLECTION_UNKNOWN, word);
            astray.push(Problem { path: word.clone(), reason });
            continue;
        };
        for (id, patch) in patches {
            match patch.take() {
                Value::Object(patch) if !id.contains('/') && !id.is_empty() => {
                    found.push((RecordKey::new(collection, id.as_str()), patch));
                }
                _ => astray.push(Problem { path: format!("{word}/{id}"), reason: said!(says::NO_PATCH) }),
            }
        }
    }
    found
}

/// What a change says of one record, as a change of the present schema would say it.
pub(super) fn patch_of(change: &Change, key: &RecordKey) -> Map<String, Value> {
    let mut body = lift(change.header.schema, change.whole().unwrap_or_default());
    let patch = body.get_mut(key.collection.word()).and_then(|patches| patches.get_mut(key.id.as_str()));
    match patch.map(Value::take) {
        Some(Value::Object(patch)) => patch,
        _ => Map::new(),
    }
}

/// The leaves that a patch writes: path and value, null for a cleared one.
pub(super) fn leaves(
    shape: &Shape,
    mut patch: Map<String, Value>,
    problems: &mut Vec<Problem>,
) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    walk(shape, &mut patch, "", &mut found, problems);
    found
}

fn walk(
    shape: &Shape,
    patch: &mut Map<String, Value>,
    path: &str,
    found: &mut Vec<(String, Value)>,
    problems: &mut Vec<Problem>,
) {
    for (name, value) in patch {
        let here = super::join(path, name);
        if name.is_empty() || name.contains('/') {
            problems.push(Problem { path: here, reason: said!(says::NO_NAME) });
            continue;
        }
        match (shape.field(name).map(|field| field.kind), value) {
            (Some(Kind::Lines(lines)), Value::Object(entries)) => {
                for (id, line) in entries {
                    let here = super::join(&here, id);
                    match line {
                        Value::Object(line) if !id.is_empty() && !id.contains('/') => {
                            walk(lines, line, &here, found, problems);
                        }
                        _ => problems.push(refused(here)),
                    }
                }
            }
            (Some(Kind::Lines(_)), _) => problems.push(refused(here)),
            // A field of a newer version is kept whole.
            (_, value) => found.push((here, value.take())),
        }
    }
}

fn refused(path: String) -> Problem {
    Problem { path, reason: said!(says::LINES_REFUSED) }
}

/// Puts the value of a leaf into the JSON of its record.
pub(super) fn insert(map: &mut Map<String, Value>, path: &str, value: Value) {
    let Some((name, rest)) = path.split_once('/') else {
        map.insert(path.to_owned(), value);
        return;
    };
    if let Value::Object(below) = map.entry(name.to_owned()).or_insert_with(|| Value::Object(Map::new())) {
        insert(below, rest, value);
    }
}
