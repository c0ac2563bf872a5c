//! The one rule of what stays out of public copies.

use serde_json::{Map, Value};

use super::Shape;

/// Whether a record or line, as folded, stays out of public copies. As marked; without a mark, contacts are internal, and
/// outreach is unless it has a source.
pub fn is_internal(shape: &Shape, json: &Map<String, Value>) -> bool {
    if let Some(Value::Bool(said)) = json.get("internal") {
        return *said;
    }
    let sourced = || match json.get("sources") {
        Some(Value::Object(lines)) => {
            lines.values().any(|line| line.as_object().is_some_and(|line| !is_gone(line)))
        }
        _ => false,
    };
    match shape.name {
        "Contact" => true,
        "Outreach" => !sourced(),
        _ => false,
    }
}

/// Whether a record or line, as folded, was removed.
pub fn is_gone(json: &Map<String, Value>) -> bool {
    json.get("gone") == Some(&Value::Bool(true))
}
