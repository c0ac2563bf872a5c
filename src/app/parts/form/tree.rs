//! A record in the making as JSON: reading, setting and writing its leaves by path.

use serde_json::{Map, Value};

use crate::register::{Arrange, Draft, Few, Id, Kind, RecordKey, Shape, join};

/// The value at a path.
pub fn leaf<'a>(tree: &'a Map<String, Value>, path: &str) -> Option<&'a Value> {
    match path.rsplit_once('/') {
        Some((above, name)) => node(tree, above)?.get(name),
        None => tree.get(path),
    }
}

/// The object at a path; the whole tree for an empty one.
pub fn node<'a>(tree: &'a Map<String, Value>, path: &str) -> Option<&'a Map<String, Value>> {
    let names = path.split('/').filter(|name| !name.is_empty());
    names.into_iter().try_fold(tree, |node, name| node.get(name)?.as_object())
}

/// Sets the value at a path, or takes it out.
pub fn set(tree: &mut Map<String, Value>, path: &str, value: Option<Value>) {
    let Some((name, rest)) = path.split_once('/') else {
        match value {
            Some(value) => tree.insert(path.to_owned(), value),
            None => tree.remove(path),
        };
        return;
    };
    if value.is_none() && !tree.contains_key(name) {
        return;
    }
    if let Value::Object(below) = tree.entry(name.to_owned()).or_insert_with(|| Value::Object(Map::new())) {
        set(below, rest, value);
    }
}

/// The key of order of a line; empty when it has none.
pub fn order(line: &Map<String, Value>) -> String {
    line.get("order").and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The lines of a map that were not removed, in their order.
pub fn ordered(lines: &Map<String, Value>) -> Vec<(Id, Map<String, Value>)> {
    let live = lines.iter().filter_map(|(id, line)| Some((Id::from(id.as_str()), line.as_object()?)));
    let live = live.filter(|(_, line)| line.get("gone").and_then(Value::as_bool) != Some(true));
    let mut lines: Vec<_> = live.map(|(id, line)| (id, line.clone())).collect();
    lines.arrange_by(|(a, x), (b, y)| order(x).cmp(&order(y)).then_with(|| a.cmp(b)));
    lines
}

/// The shape of the record or the lines at a path.
pub fn shape_at(shape: &'static Shape, path: &str) -> Option<&'static Shape> {
    let names: Vec<_> = path.split('/').filter(|name| !name.is_empty()).collect();
    // Names and line ids take turns.
    names.iter().step_by(2).try_fold(shape, |shape, name| match shape.field(name)?.kind {
        Kind::Lines(lines) => Some(lines),
        _ => None,
    })
}

/// Takes out lines that hold nothing but their place.
pub fn prune(tree: &mut Map<String, Value>, shape: &Shape) {
    for field in shape.fields {
        let Kind::Lines(below) = field.kind else { continue };
        let Some(Value::Object(lines)) = tree.get_mut(field.name) else { continue };
        lines.retain(|_, line| {
            line.as_object_mut().is_some_and(|line| {
                prune(line, below);
                line.keys().any(|name| name != "order")
            })
        });
        if lines.is_empty() {
            tree.remove(field.name);
        }
    }
}

/// Adds a whole record to a change.
///
/// # Errors
/// When something in it is not a field of such a record.
pub fn write_record(draft: &mut Draft, key: &RecordKey, record: &Value) -> Result<(), String> {
    write_node(draft, key, "", key.collection.shape(), record)
}

fn write_node(
    draft: &mut Draft,
    key: &RecordKey,
    path: &str,
    shape: &Shape,
    node: &Value,
) -> Result<(), String> {
    for (name, value) in node.as_object().into_iter().flatten() {
        let kind = shape.field(name).map_or(Kind::Text, |field| field.kind);
        write(draft, key, &join(path, name), kind, value)?;
    }
    Ok(())
}

/// Adds a leaf or lines to a change.
///
/// # Errors
/// When something in it is not a field of such a record.
pub fn write(
    draft: &mut Draft,
    key: &RecordKey,
    path: &str,
    kind: Kind,
    value: &Value,
) -> Result<(), String> {
    let Kind::Lines(shape) = kind else {
        return draft.set(key, path, Some(value.clone())).map_err(|refused| refused.to_string());
    };
    for (id, line) in value.as_object().into_iter().flatten() {
        write_node(draft, key, &join(path, id), shape, line)?;
    }
    Ok(())
}

/// The records among `beside` that a value points to, and those that these point to.
pub fn needed(
    value: &Value,
    beside: &Few<RecordKey, Map<String, Value>>,
    found: &mut Vec<(RecordKey, Map<String, Value>)>,
) {
    match value {
        Value::String(text) => {
            for (key, fields) in beside.iter().filter(|(key, _)| key.id.as_str() == text) {
                if found.iter().all(|(other, _)| other != key) {
                    found.push((key.clone(), fields.clone()));
                    needed(&Value::Object(fields.clone()), beside, found);
                }
            }
        }
        Value::Object(map) => map.values().for_each(|value| needed(value, beside, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::register::Collection;

    fn tree(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap_or_default()
    }

    #[test]
    fn sets_and_reads_by_path() {
        let mut made = Map::new();
        set(&mut made, "entries/a/date", Some("2024".into()));
        set(&mut made, "purpose", Some("Radios".into()));
        assert_eq!(leaf(&made, "entries/a/date"), Some(&"2024".into()));
        assert_eq!(leaf(&made, "purpose"), Some(&"Radios".into()));
        assert_eq!(node(&made, "entries").map(Map::len), Some(1));
        set(&mut made, "entries/a/date", None);
        set(&mut made, "planned/x/date", None);
        assert_eq!(Value::Object(made), json!({"entries": {"a": {}}, "purpose": "Radios"}));
    }

    #[test]
    fn empty_lines_are_dropped() {
        let shape = Collection::Meetings.shape();
        let mut made = tree(json!({
            "agenda": {"a": {"order": "i", "outcomes": {"b": {"order": "i"}}}, "c": {"title": "Opening"}},
            "attendance": {"d": {"order": "i"}},
        }));
        prune(&mut made, shape);
        assert_eq!(Value::Object(made), json!({"agenda": {"c": {"title": "Opening"}}}));
    }

    #[test]
    fn a_record_becomes_a_patch_with_what_it_points_to() {
        let key = RecordKey::new(Collection::Contributions, "x.1");
        let record = json!({"contributors": {"a": {"party": "EE"}}, "purpose": "Radios"});
        let beside = Few::from_iter([
            (RecordKey::new(Collection::Parties, "EE"), tree(json!({"code": "EE", "kind": "state"}))),
            (RecordKey::new(Collection::Parties, "LU"), tree(json!({"code": "LU", "kind": "state"}))),
        ]);
        let mut found = Vec::new();
        needed(&record, &beside, &mut found);
        let mut draft = Draft::new();
        for (key, fields) in found {
            write_record(&mut draft, &key, &Value::Object(fields)).unwrap();
        }
        write_record(&mut draft, &key, &record).unwrap();
        assert_eq!(
            Value::Object(draft.into_body()),
            json!({"contributions": {"x.1": record}, "parties": {"EE": {"code": "EE", "kind": "state"}}})
        );
        assert!(write_record(&mut Draft::new(), &key, &json!({"colour": "red"})).is_err());
    }

    #[test]
    fn the_shape_below() {
        let shape = Collection::Meetings.shape();
        assert_eq!(shape_at(shape, "agenda/a/outcomes").map(|shape| shape.name), Some("Outcome"));
        assert_eq!(shape_at(shape, "").map(|shape| shape.name), Some("Meeting"));
        assert!(shape_at(shape, "title").is_none());
    }
}
