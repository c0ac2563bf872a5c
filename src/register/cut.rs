//! Cutting a body that is too large for one change: by record, inside a record by line, inside a line by leaf.

use serde_json::{Map, Value};

use super::{Collection, Kind, Shape, canonical};

/// How many canonical bytes the body of one change holds at most, where it is more than one leaf.
pub const BODY_LIMIT: usize = 64_000;

/// What the values of an object are, and so where it can be cut.
#[derive(Clone, Copy)]
enum Level {
    /// Of a body: collections.
    Body,
    /// Of a collection: records of that shape.
    Records(&'static Shape),
    /// Of a record or a line: fields.
    Fields(&'static Shape),
    /// Of a field of lines: lines of that shape.
    Lines(&'static Shape),
}

impl Level {
    /// What the values under one of its names are; none where that is a leaf, or what nobody knows, and stays whole.
    fn below(self, name: &str) -> Option<Level> {
        match self {
            Level::Body => Collection::from_word(name).map(|collection| Level::Records(collection.shape())),
            Level::Records(shape) | Level::Lines(shape) => Some(Level::Fields(shape)),
            Level::Fields(shape) => match shape.field(name)?.kind {
                Kind::Lines(lines) => Some(Level::Lines(lines)),
                _ => None,
            },
        }
    }
}

/// A body in bodies of at most `limit` canonical bytes, in its order. A single leaf above the limit is one by itself.
/// There is always one, and together they write what the whole writes.
pub fn cut(body: Map<String, Value>, limit: usize) -> Vec<Map<String, Value>> {
    let whole = Value::Object(body);
    let mut parts = Parts { limit, done: Vec::new(), open: Map::new(), size: 0 };
    parts.put(Some(Level::Body), &mut Vec::new(), &whole);
    let mut done = parts.done;
    done.push(parts.open);
    done
}

/// The parts in the making: one is open, the others are full.
struct Parts {
    limit: usize,
    done: Vec<Map<String, Value>>,
    open: Map<String, Value>,
    /// What the pieces of the open part take, each in a body of its own: never less than they take together.
    size: usize,
}

impl Parts {
    /// Puts what stands at a path into the open part or the next; what is too large for one, piece by piece.
    fn put<'a>(&mut self, level: Option<Level>, path: &mut Vec<&'a str>, value: &'a Value) {
        // Around it, each name is written with a colon and the brackets of an object.
        let names = path.iter().map(|name| canonical(&Value::from(*name)).len().saturating_add(3));
        let size = canonical(value).len().saturating_add(names.sum());
        match (level, value) {
            (Some(level), Value::Object(below)) if size > self.limit && !below.is_empty() => {
                for (name, value) in below {
                    path.push(name);
                    self.put(level.below(name), path, value);
                    path.pop();
                }
            }
            _ => {
                if self.size.saturating_add(size) > self.limit && !self.open.is_empty() {
                    self.done.push(std::mem::take(&mut self.open));
                    self.size = 0;
                }
                insert(&mut self.open, path, value);
                self.size = self.size.saturating_add(size);
            }
        }
    }
}

fn insert(map: &mut Map<String, Value>, path: &[&str], value: &Value) {
    match (path, value) {
        ([], Value::Object(all)) => map.extend(all.clone()),
        ([], _) => {}
        ([name], value) => {
            map.insert((*name).to_owned(), value.clone());
        }
        ([name, rest @ ..], value) => {
            if let Value::Object(below) = map.entry(*name).or_insert_with(|| Value::Object(Map::new())) {
                insert(below, rest, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The parts of a body at a limit, as text.
    fn check(body: Value, limit: usize, expected: &[&str]) {
        let parts = cut(body.as_object().unwrap().clone(), limit);
        let parts: Vec<_> = parts.into_iter().map(|part| canonical(&Value::Object(part))).collect();
        assert_eq!(parts, expected);
    }

    #[test]
    fn what_fits_stays_whole() {
        check(json!({}), 1, &["{}"]);
        let body = json!({"parties": {"EE": {"name": "Estonia"}}});
        check(body.clone(), 36, &[r#"{"parties":{"EE":{"name":"Estonia"}}}"#]);
        assert_eq!(canonical(&body).len(), 37);
        check(body, 37, &[r#"{"parties":{"EE":{"name":"Estonia"}}}"#]);
    }

    #[test]
    fn by_record_first() {
        check(
            json!({"parties": {"A": {"name": "a"}, "B": {"name": "b"}}, "sources": {"S": {"title": "s"}}}),
            64,
            &[r#"{"parties":{"A":{"name":"a"},"B":{"name":"b"}}}"#, r#"{"sources":{"S":{"title":"s"}}}"#],
        );
    }

    #[test]
    fn inside_a_record_by_line_and_inside_a_line_by_leaf() {
        let entry = |act: &str| json!({"act": act, "note": "n"});
        check(
            json!({"contributions": {"c": {"entries": {"e1": entry("said"), "e2": entry("written and read")}}}}),
            75,
            &[
                r#"{"contributions":{"c":{"entries":{"e1":{"act":"said","note":"n"}}}}}"#,
                r#"{"contributions":{"c":{"entries":{"e2":{"act":"written and read"}}}}}"#,
                r#"{"contributions":{"c":{"entries":{"e2":{"note":"n"}}}}}"#,
            ],
        );
    }

    /// An amount, and what a newer version wrote, are one leaf; what is misplaced stays as it is.
    #[test]
    fn a_leaf_is_never_cut() {
        let body = json!({
            "contributions": {"c": {"colour": {"a": 1, "b": 2}, "entries": {"e": null}, "relations": null}, "d": 7},
            "planets": {"x": {"y": 1}, "z": {}},
        });
        check(
            body,
            10,
            &[
                r#"{"contributions":{"c":{"colour":{"a":1,"b":2}}}}"#,
                r#"{"contributions":{"c":{"entries":{"e":null}}}}"#,
                r#"{"contributions":{"c":{"relations":null}}}"#,
                r#"{"contributions":{"d":7}}"#,
                r#"{"planets":{"x":{"y":1},"z":{}}}"#,
            ],
        );
    }

    #[test]
    fn a_record_that_only_is_there_is_not_lost() {
        check(
            json!({"parties": {"A": {}, "B": {}}, "sources": {}}),
            20,
            &[r#"{"parties":{"A":{}}}"#, r#"{"parties":{"B":{}}}"#, r#"{"sources":{}}"#],
        );
    }
}
