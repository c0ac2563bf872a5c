//! Bodies taken apart: the shape of each, and the texts in them, each in the column of its place.
//!
//! A shape is the body with every text as `""`. A key that is more than small letters and `_` (an id, most often) is
//! taken out as well: `*0`, `*1` and so on stand for such keys of one object, in their order. Lists, numbers and
//! truths stay. Thousands of contributions have few shapes, and what stands in one column looks alike.

use serde_json::{Map, Value};

use super::columns::{Columns, Lines};
use crate::register::{Arrange, canonical, fraction};

/// The line of an id that counts on from the id taken out before it.
const COUNTED: &str = "\"+";

/// Takes bodies apart.
#[derive(Default)]
pub struct Apart {
    last: String,
}

impl Apart {
    /// The shape of a body; its texts go into columns.
    pub fn take(&mut self, body: &Map<String, Value>, columns: &mut Columns) -> String {
        let mut shape = String::new();
        self.object(body, "", columns, &mut shape);
        shape
    }

    fn value(&mut self, value: &Value, path: &str, columns: &mut Columns, shape: &mut String) {
        match value {
            Value::String(text) => {
                columns.text(path, text);
                shape.push_str("\"\"");
            }
            Value::Object(map) => self.object(map, path, columns, shape),
            other => shape.push_str(&canonical(other)),
        }
    }

    fn object(&mut self, map: &Map<String, Value>, path: &str, columns: &mut Columns, shape: &mut String) {
        let mut entries: Vec<(&String, &Value)> = map.iter().collect();
        entries.arrange_by_key(|(key, _)| *key);
        let mut taken = 0_usize;
        let mut named: Vec<(String, Option<&String>, &Value)> = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            if is_field(key) {
                named.push((key.clone(), None, value));
            } else {
                named.push((format!("*{taken}"), Some(key), value));
                taken = taken.saturating_add(1);
            }
        }
        named.arrange_by_key(|(name, _, _)| name.clone());
        shape.push('{');
        for (place, (name, id, value)) in named.into_iter().enumerate() {
            let below = below(path, id.map_or(name.as_str(), |_| "*"));
            if let Some(id) = id {
                match counted(&self.last).as_ref() == Some(id) {
                    true => columns.line(&below, COUNTED),
                    false => columns.text(&below, id),
                }
                self.last.clone_from(id);
            }
            if place > 0 {
                shape.push(',');
            }
            shape.push_str(&format!("\"{name}\":"));
            self.value(value, &below, columns, shape);
        }
        shape.push('}');
    }
}

fn below(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") }
}

fn is_field(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

/// The id after an id: the digits at its end are one more, in as many places at least.
fn counted(id: &str) -> Option<String> {
    let stem = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = id.get(stem.len()..)?;
    let next = digits.parse::<u64>().ok()?.checked_add(1)?;
    Some(format!("{stem}{next:0width$}", width = digits.len()))
}

/// A shape that was read, with the columns in which its texts stand.
pub enum Shape {
    /// A text of that column.
    Text(usize),
    /// Members in the order of their columns.
    Object(Vec<(Name, Shape)>),
    /// What stands as it is.
    Whole(Value),
}

/// The key of a member of a shape.
pub enum Name {
    /// As it is.
    Field(String),
    /// An id of that column.
    Id(usize),
}

impl Shape {
    /// Reads a shape.
    pub fn read(text: &str, columns: &Lines) -> Option<Self> {
        Shape::of(serde_json::from_str(text).ok().filter(Value::is_object)?, "", columns)
    }

    fn of(value: Value, path: &str, columns: &Lines) -> Option<Self> {
        match value {
            Value::String(_) => columns.place(path).map(Shape::Text),
            Value::Object(map) => {
                let mut members: Vec<(String, Value)> = map.into_iter().collect();
                members.arrange_by_key(|(name, _)| name.clone());
                let read = members.into_iter().map(|(name, value)| {
                    let is_id = name.starts_with('*');
                    let path = below(path, if is_id { "*" } else { &name });
                    let name = if is_id { Name::Id(columns.place(&path)?) } else { Name::Field(name) };
                    Some((name, Shape::of(value, &path, columns)?))
                });
                read.collect::<Option<_>>().map(Shape::Object)
            }
            other => fraction(&other).is_none().then_some(Shape::Whole(other)),
        }
    }
}

/// Puts bodies together again, in the order in which they were taken apart.
#[derive(Default)]
pub struct Together {
    last: String,
}

impl Together {
    /// The next body of a shape.
    pub fn body(&mut self, shape: &Shape, columns: &mut Lines) -> Option<Map<String, Value>> {
        match self.value(shape, columns)? {
            Value::Object(map) => Some(map),
            _ => None,
        }
    }

    fn value(&mut self, shape: &Shape, columns: &mut Lines) -> Option<Value> {
        match shape {
            Shape::Text(place) => columns.text(*place).map(Value::String),
            Shape::Whole(value) => Some(value.clone()),
            Shape::Object(members) => {
                let mut map = Map::new();
                for (name, shape) in members {
                    let key = match name {
                        Name::Field(name) => name.clone(),
                        Name::Id(place) => self.id(*place, columns)?,
                    };
                    map.insert(key, self.value(shape, columns)?);
                }
                Some(Value::Object(map))
            }
        }
    }

    fn id(&mut self, place: usize, columns: &mut Lines) -> Option<String> {
        let id = match columns.peek(place)? {
            COUNTED => {
                columns.line(place)?;
                counted(&self.last)?
            }
            _ => columns.text(place)?,
        };
        self.last.clone_from(&id);
        Some(id)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shape_of(value: Value) -> String {
        let (mut apart, mut columns) = (Apart::default(), Columns::default());
        let body = value.as_object().unwrap();
        let shape = apart.take(body, &mut columns);
        columns.line("shapes", &shape);
        let text = columns.into_text();
        let mut lines = Lines::read(&text).unwrap();
        let place = lines.place("shapes").unwrap();
        let read = Shape::read(lines.line(place).unwrap(), &lines).unwrap();
        assert_eq!(Together::default().body(&read, &mut lines).as_ref(), Some(body));
        assert!(lines.is_spent());
        shape
    }

    #[test]
    fn texts_and_ids_are_taken_out() {
        let check = |body: Value, shape: &str| assert_eq!(shape_of(body), shape);
        check(json!({}), "{}");
        check(json!({"parties": {"EE": {"name": "Eesti"}}}), r#"{"parties":{"*0":{"name":""}}}"#);
        check(
            json!({"a": {"r1.2": {"gone": true, "n": 3, "off": null}, "r1.1": "text", "b": [""]}}),
            r#"{"a":{"*0":"","*1":{"gone":true,"n":3,"off":null},"b":[""]}}"#,
        );
        check(json!({"*": {"": {}, "A\n\"": ""}}), r#"{"*0":{"*0":{},"*1":""}}"#);
        let many: Map<_, _> = (0..12).map(|n| (format!("r1.{n}"), json!({"text": n.to_string()}))).collect();
        shape_of(Value::Object(many));
    }

    #[test]
    fn a_shape_with_a_number_that_no_body_may_hold_is_refused() {
        let lines = Lines::read("0 a\n").unwrap();
        let check =
            |shape: &str, is_read| assert_eq!(Shape::read(shape, &lines).is_some(), is_read, "{shape}");
        check(r#"{"n":[1,-7]}"#, true);
        check(r#"{"n":1.5}"#, false);
        check(r#"{"n":[1e99]}"#, false);
    }

    #[test]
    fn ids_count_on() {
        let check = |id: &str, next: Option<&str>| assert_eq!(counted(id).as_deref(), next);
        check("r1.9", Some("r1.10"));
        check("c000099", Some("c000100"));
        check("7", Some("8"));
        check("EE", None);
        check("", None);
        check("x18446744073709551615", None);
    }
}
