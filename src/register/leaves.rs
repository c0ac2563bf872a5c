//! Patches taken apart: the records of a body, the leaves of a record, and what leads to neither.

use std::cell::RefCell;

use serde_json::{Map, Value};

use super::lift::lift;
use super::{Change, Collection, Hash, Kind, Problem, RecordKey, Shape};
use crate::said;
use crate::words::text::areas::inputs as says;

/// A body of so many bytes is not read anew for each of its records.
const LARGE: usize = 4_096;

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

thread_local! {
    /// The large body that was read last, by its change: records are looked at in turn, and many stand in one body.
    static READ: RefCell<Option<(Hash, Map<String, Value>)>> = const { RefCell::new(None) };
}

/// What a change says of one record, as a change of the present schema would say it.
pub(super) fn patch_of(change: &Change, key: &RecordKey) -> Map<String, Value> {
    let read = || lift(change.header.schema, change.whole().unwrap_or_default());
    if change.size() < LARGE {
        return patch_in(&read(), key);
    }
    READ.with_borrow_mut(|kept| {
        if kept.as_ref().is_none_or(|(id, _)| *id != change.id) {
            *kept = Some((change.id, read()));
        }
        kept.as_ref().map(|(_, body)| patch_in(body, key)).unwrap_or_default()
    })
}

fn patch_in(body: &Map<String, Value>, key: &RecordKey) -> Map<String, Value> {
    let patch = body.get(key.collection.word()).and_then(|patches| patches.get(key.id.as_str()));
    patch.and_then(Value::as_object).cloned().unwrap_or_default()
}

/// Forgets what was read: of a change that is blanked nothing is held.
pub(super) fn forget_bodies() {
    READ.take();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{Now, Pen};
    use serde_json::json;

    #[test]
    fn records_of_large_bodies_are_told_apart() {
        let mut pen = Pen::new("r");
        let mut write = |mark: &str| {
            let records: Map<_, _> =
                (0..200).map(|n| (format!("c{n}"), json!({"purpose": format!("{mark} {n}")}))).collect();
            let body = json!({"contributions": records});
            pen.write(
                body.as_object().unwrap().clone(),
                &Now { millis: 1, at: "2024-01-01T00:00:00Z".into() },
            )
        };
        let changes: Vec<Change> = (0..6).map(|n| write(&format!("change {n}"))).collect();
        assert!(changes.iter().all(|change| change.size() > LARGE));
        let check = |change: usize, record: usize| {
            let key = RecordKey::new(Collection::Contributions, format!("c{record}").as_str());
            let expected = json!({"purpose": format!("change {change} {record}")});
            assert_eq!(Value::Object(patch_of(&changes[change], &key)), expected);
        };
        // In turn, and one alone.
        (0..3).for_each(|record| (0..6).for_each(|change| check(change, record)));
        check(5, 199);
        let key = RecordKey::new(Collection::Contributions, "c0");
        assert_eq!(patch_of(&changes[5].blanked(), &key), Map::new());
    }
}
