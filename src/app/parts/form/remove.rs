//! What may not be removed: a record that others point to.

use serde_json::{Map, Value};

use crate::app::locale;
use crate::app::parts::titles;
use crate::app::route::Page;
use crate::register::{Collection, Kind, RecordKey, Register, Shape};
use crate::said;
use crate::words::text::areas::forms as text;
use crate::words::whole;

/// How many of those that point to it are named.
const NAMED: usize = 3;

/// Why a record must not be removed, if so: what points to it would point to nothing.
pub fn refusal(register: &Register, key: &RecordKey) -> Option<String> {
    let pointing: Vec<_> = Collection::ALL
        .iter()
        .flat_map(|collection| {
            register.ids(*collection).into_iter().map(|id| RecordKey { collection: *collection, id })
        })
        .filter(|other| other != key && points(other.collection.shape(), &register.json(other), key))
        .collect();
    if pointing.is_empty() {
        return None;
    }
    let locale = locale();
    let named: Vec<_> =
        pointing.iter().take(NAMED).map(|other| titles::title(register, other, &*locale)).collect();
    let more = pointing.len().saturating_sub(NAMED);
    let names = named.join("; ");
    let used = match more {
        0 => said!(text::IN_USE, names),
        more => said!(text::IN_USE_AND_MORE, names, n = whole(more)),
    };
    let instead = match key.collection {
        Collection::Parties => text::PARTY_STAYS,
        _ => text::TAKE_OUT_FIRST,
    };
    Some(format!("{used} {}", instead.said()))
}

/// Whether something live in a record points to another.
fn points(shape: &Shape, json: &Map<String, Value>, key: &RecordKey) -> bool {
    if json.get("gone").and_then(Value::as_bool) == Some(true) {
        return false;
    }
    shape.fields.iter().any(|field| match (field.kind, json.get(field.name)) {
        (Kind::Ref(collection), Some(Value::String(id))) => {
            collection == key.collection && id == key.id.as_str()
        }
        (Kind::Lines(lines), Some(Value::Object(below))) => {
            below.values().filter_map(Value::as_object).any(|line| points(lines, line, key))
        }
        _ => false,
    })
}

/// The list in which a record stood.
pub fn list_of(key: &RecordKey) -> Page {
    match key.collection {
        Collection::Memberships | Collection::Parties => Page::Members,
        collection => Page::List(collection),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_pointed_to_is_found_at_any_depth() {
        let meeting = json!({"agenda": {"a": {"outcomes": {"b": {"action": "x.1"}}}}});
        let shape = Collection::Meetings.shape();
        let check = |json: &Value, collection, id: &str| {
            points(shape, json.as_object().unwrap(), &RecordKey::new(collection, id))
        };
        assert!(check(&meeting, Collection::Actions, "x.1"));
        assert!(!check(&meeting, Collection::Purchases, "x.1"));
        assert!(!check(&meeting, Collection::Actions, "x.2"));
        let gone = json!({"agenda": {"a": {"gone": true, "outcomes": {"b": {"action": "x.1"}}}}});
        assert!(!check(&gone, Collection::Actions, "x.1"));
    }
}
