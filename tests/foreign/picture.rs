//! What a register says, as far as a format carries it.

use std::collections::BTreeSet;

use muster::register::{Collection, Kind, RecordKey, Register, Shape, canonical, english_name, is_gone};
use serde_json::{Map, Value, json};

/// A text as a file can hold it.
fn printable(text: &str) -> String {
    let plain = text.replace("\r\n", "\n").replace('\r', "\n");
    let is_held = |one: char| {
        matches!(one, '\n' | '\t') || !(one.is_control() || matches!(one, '\u{FFFE}' | '\u{FFFF}'))
    };
    plain.chars().map(|one| if is_held(one) { one } else { '\u{FFFD}' }).collect()
}

/// A leaf as a file can hold it; what is exact is not said to be.
fn held(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(printable(text)),
        Value::Object(parts) => {
            let said = parts.iter().filter(|(_, part)| {
                **part != json!("exact") && !part.as_str().is_some_and(|text| text.trim().is_empty())
            });
            Value::Object(said.map(|(name, part)| (name.clone(), held(part))).collect())
        }
        value => value.clone(),
    }
}

/// What a register says in one record, for comparing: names in place of parties, live lines only, and only the fields
/// that are named (`list/field`). Lines are sorted by what they say.
struct Picture<'a> {
    register: &'a Register,
    fields: &'a [&'a str],
}

impl Picture<'_> {
    fn of(&self, key: &RecordKey) -> Value {
        self.node(key, key.collection.shape(), &self.register.json(key), "")
    }

    fn node(&self, key_of: &RecordKey, shape: &'static Shape, json: &Map<String, Value>, at: &str) -> Value {
        let mut out = Map::new();
        for (name, value) in json {
            let path = if at.is_empty() { name.clone() } else { format!("{at}/{name}") };
            let Some(field) = shape.field(name) else { continue };
            let inner = format!("{path}/");
            if !self.fields.iter().any(|field| **field == path || field.starts_with(&inner)) {
                continue;
            }
            let value = match (field.kind, value) {
                (Kind::Lines(shape), Value::Object(lines)) => {
                    let live = lines.iter().filter(|(_, line)| !is_gone(line.as_object().unwrap()));
                    let all = live.map(|(id, line)| {
                        (id.clone(), self.node(key_of, shape, line.as_object().unwrap(), &path))
                    });
                    let all: Vec<(String, Value)> = all.filter(|(_, line)| *line != json!({})).collect();
                    if all.is_empty() {
                        continue;
                    }
                    let mut lines: Vec<Value> = all.into_iter().map(|(_, line)| line).collect();
                    lines.sort_by_key(canonical);
                    Value::Array(lines)
                }
                (Kind::Ref(Collection::Parties), Value::String(id)) => Value::String(self.party(id)),
                (Kind::Ref(Collection::Contributions), Value::String(id)) if !self.is_here(id) => continue,
                (_, Value::String(text)) if text.trim().is_empty() => continue,
                (_, Value::String(text)) if name == "note" => {
                    // After it stands what is named and not in the file.
                    let named = ["Made known at: ", "Decided at: ", "Draws on: ", "Made at: ", "Closed at: "];
                    let text = format!("\n{}", printable(text));
                    let end = named.iter().filter_map(|name| text.find(&format!("\n{name}"))).min();
                    match &text[..end.unwrap_or(text.len())] {
                        kept if kept.trim().is_empty() => continue,
                        kept => Value::from(&kept[1..]),
                    }
                }
                (_, value) => held(value),
            };
            // A title that is the id stands for none.
            if name == "title" && at.is_empty() && value == key_of.id.as_str() {
                continue;
            }
            // What it is for is not said twice.
            if name == "need" && Some(&value) == json.get("title").map(held).as_ref() {
                continue;
            }
            out.insert(name.clone(), value);
        }
        Value::Object(out)
    }

    /// Whether a contribution is one of the coalition.
    fn is_here(&self, id: &str) -> bool {
        let held = self.register.contributions.live().find(|(held, _)| held.as_str() == id);
        held.is_some_and(|(_, one)| !one.outside)
    }

    fn party(&self, id: &str) -> String {
        let Some(party) = self.register.parties.get(&id.into()) else {
            return english_name(id).map_or_else(|| printable(id).trim().to_owned(), str::to_owned);
        };
        let code = party.code.as_deref().unwrap_or(id);
        let is_state = party.kind.is_some_and(|kind| kind.word() == "state");
        let state = if is_state { english_name(code) } else { None };
        let names = [party.name.as_deref(), state, party.code.as_deref(), Some(id)];
        let name = names.into_iter().flatten().find(|name| !name.trim().is_empty()).unwrap();
        // A text that is a code is read as the state.
        english_name(name).map_or_else(|| printable(name).trim().to_owned(), str::to_owned)
    }
}

/// Where two registers do not say the same of these records, field by field.
pub fn differences(ours: &Register, theirs: &Register, keys: &[RecordKey], fields: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for key in keys {
        let before = Picture { register: ours, fields }.of(key);
        let after = Picture { register: theirs, fields }.of(key);
        if before != after {
            let (before, after) = (before.as_object().unwrap(), after.as_object().unwrap());
            for name in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
                if before.get(name) != after.get(name) {
                    found.push(format!(
                        "{}/{} {name}:\n  {}\n  {}",
                        key.collection.word(),
                        key.id,
                        before.get(name).unwrap_or(&Value::Null),
                        after.get(name).unwrap_or(&Value::Null)
                    ));
                }
            }
        }
    }
    found
}
