//! The one way to write a value as bytes, so that the same set of changes gives the same file.

use crate::register::Arrange;
use serde_json::{Map, Number, Value};

/// Writes a value without spaces, keys sorted by their UTF-8 bytes.
pub fn canonical(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

/// The same of an object.
pub fn canonical_map(map: &Map<String, Value>) -> String {
    let mut out = String::new();
    write_map(map, &mut out);
    out
}

/// The first number that different programs could print differently.
pub fn fraction(value: &Value) -> Option<&Number> {
    const LARGEST: u64 = 1 << 53;
    match value {
        Value::Number(number) => {
            let size = number.as_i64().map(i64::unsigned_abs).or(number.as_u64());
            size.is_none_or(|size| size > LARGEST).then_some(number)
        }
        Value::Array(items) => items.iter().find_map(fraction),
        Value::Object(map) => map.values().find_map(fraction),
        _ => None,
    }
}

/// Writes a text in its quotation marks.
pub(super) fn quote(text: &str, out: &mut String) {
    let is_plain = text.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\');
    if is_plain {
        out.extend(["\"", text, "\""]);
    } else {
        out.push_str(&Value::from(text).to_string());
    }
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Object(map) => write_map(map, out),
        Value::Array(items) => write_all(out, '[', ']', items, write),
        Value::String(text) => quote(text, out),
        leaf => out.push_str(&leaf.to_string()),
    }
}

fn write_map(map: &Map<String, Value>, out: &mut String) {
    let entry = |(key, value): (&String, &Value), out: &mut String| {
        quote(key, out);
        out.push(':');
        write(value, out);
    };
    if map.keys().is_sorted() {
        return write_all(out, '{', '}', map, entry);
    }
    let mut entries: Vec<_> = map.iter().collect();
    entries.arrange_by_key(|(key, _)| *key);
    write_all(out, '{', '}', entries, entry);
}

fn write_all<T>(
    out: &mut String,
    open: char,
    close: char,
    items: impl IntoIterator<Item = T>,
    mut each: impl FnMut(T, &mut String),
) {
    out.push(open);
    for (place, item) in items.into_iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        each(item, out);
    }
    out.push(close);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(value: Value, expected: &str) {
        assert_eq!(canonical(&value), expected);
    }

    #[test]
    fn keys_are_sorted_by_bytes() {
        check(json!({"b": 1, "a": {"я": true, "z": null}}), r#"{"a":{"z":null,"я":true},"b":1}"#);
    }

    #[test]
    fn text_stays_as_typed() {
        check(json!(["e\u{301}", "\"\\\n\u{1}", "/"]), "[\"e\u{301}\",\"\\\"\\\\\\n\\u0001\",\"/\"]");
    }
}
