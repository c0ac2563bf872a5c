//! A change in words: who, what, which leaf, and a leaf's value as the pages say it.

use serde_json::{Map, Value};

use crate::app::parts::titles;
use crate::register::{Change, Collection, Date, Each, Kind, Leaf, Number, RecordKey, Register, canonical};
use crate::said;
use crate::words::text::areas::{common, history as text};
use crate::words::{Length, Locale, labels};

/// What an absent leaf says.
pub fn nothing() -> &'static str {
    text::NOTHING.said()
}

/// Where a leaf stands, in words.
#[derive(Debug, PartialEq)]
pub struct Spot {
    /// The line that it belongs to, if it is not the record's own.
    pub line: String,
    /// The field, as the form calls it.
    pub field: String,
    kind: Option<Kind>,
    is_removal: bool,
}

/// An author's moment as a reader writes it: 23 Nov 2026, 00:20.
pub fn moment(at: &str, locale: &dyn Locale) -> String {
    let day = at.get(..10).and_then(|day| Date::parse(day).ok());
    match (day, at.get(11..16)) {
        (Some(day), Some(time)) => format!("{}, {time}", locale.date(&day, Length::Short)),
        _ => at.to_owned(),
    }
}

/// Who wrote a change, as it says of itself.
pub fn who(change: &Change) -> String {
    let said: Vec<_> = change.header.author.iter().chain(&change.header.party).cloned().collect();
    if said.is_empty() { text::NO_NAME.said().to_owned() } else { said.join(", ") }
}

/// What a record is called, also when it was removed.
pub fn name(register: &Register, key: &RecordKey, locale: &dyn Locale) -> String {
    if !register.is_live(key.collection, &key.id) && key.collection != Collection::Parties {
        let mut json = register.json(key);
        json.remove("gone");
        let said = titles::summary(key.collection.shape(), &json, register, locale);
        if !said.is_empty() {
            return titles::short(&said);
        }
    }
    titles::title(register, key, locale)
}

/// A record with its kind: Contribution: Luxembourg, 10,000,000 EUR.
pub fn titled(register: &Register, key: &RecordKey, locale: &dyn Locale) -> String {
    let label = labels::collection_label(key.collection).0;
    match key.collection {
        Collection::Register => label.to_owned(),
        _ => format!("{label}: {}", name(register, key, locale)),
    }
}

/// What some changes write to.
pub struct Written {
    /// The first record, and how many there are.
    first: Option<RecordKey>,
    count: usize,
    /// The names of fields, each once.
    pub fields: Vec<&'static str>,
    /// Of which kinds the records are.
    pub collections: Each<Collection>,
}

impl Written {
    /// Reads the changes.
    pub fn of<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Self {
        let (mut keys, mut fields) = (Vec::new(), Vec::new());
        for (word, records) in changes.into_iter().filter_map(Change::whole).flatten() {
            let (Some(collection), Value::Object(records)) = (Collection::from_word(&word), records) else {
                continue;
            };
            for (id, patch) in &records {
                keys.push(RecordKey::new(collection, id.as_str()));
                for name in patch.as_object().into_iter().flat_map(|patch| patch.keys()) {
                    let label = match name.as_str() {
                        "order" => continue,
                        name => labels::field_label(collection.shape().name, name),
                    };
                    if !fields.contains(&label) {
                        fields.push(label);
                    }
                }
            }
        }
        let keys: Each<RecordKey> = keys.into_iter().collect();
        let collections = keys.iter().map(|key| key.collection).collect();
        Written { first: keys.first().cloned(), count: keys.len(), fields, collections }
    }

    /// The record, where it is one.
    pub fn one(&self) -> Option<&RecordKey> {
        self.first.as_ref().filter(|_| self.count == 1)
    }
}

/// What a step is about, in one line: its first record, and how many others.
pub fn what<'a>(
    register: &Register,
    mut step: impl Iterator<Item = &'a Change> + Clone,
    written: &Written,
    locale: &dyn Locale,
) -> String {
    match (&written.first, written.count) {
        (Some(key), 1) => titled(register, key, locale),
        (Some(key), many) => {
            let (record, count) = (titled(register, key, locale), many.saturating_sub(1).to_string());
            said!(text::AND_OTHERS, record, count)
        }
        (None, _) if step.clone().any(Change::is_note) => text::BLANKED_A_CHANGE.said().to_owned(),
        (None, _) if step.all(|change| !change.is_blanked()) => text::NOTHING_TO_DO.said().to_owned(),
        (None, _) => text::IS_BLANKED.said().to_owned(),
    }
}

/// Where a leaf of a record stands. `json` is the record, from which a line has its name.
pub fn spot(
    register: &Register,
    key: &RecordKey,
    json: &Map<String, Value>,
    path: &str,
    locale: &dyn Locale,
) -> Spot {
    let (mut shape, mut here, mut line) = (key.collection.shape(), Some(json), String::new());
    let mut names = path.split('/');
    let mut spot = Spot { line: String::new(), field: String::new(), kind: None, is_removal: false };
    while let Some(name) = names.next() {
        spot.kind = shape.field(name).map(|field| field.kind);
        if let (Some(Kind::Lines(lines)), Some(id)) = (spot.kind, names.next()) {
            here = here.and_then(|node| node.get(name)?.get(id)?.as_object());
            let said = here.map(|node| titles::summary(lines, node, register, locale)).unwrap_or_default();
            let kind = labels::shape_label(lines.name);
            line =
                if said.is_empty() { kind.to_owned() } else { format!("{kind}: {}", titles::short(&said)) };
            shape = lines;
            continue;
        }
        spot.is_removal = name == "gone";
        // A field of a newer version has no other name.
        spot.field = match (name, spot.kind) {
            (name, None) if name != "gone" => name.to_owned(),
            (name, _) => labels::field_label(shape.name, name).to_owned(),
        };
    }
    spot.line = line;
    spot
}

impl Spot {
    /// A value of the leaf, as the pages say it.
    pub fn value(&self, value: Option<&Value>, register: &Register, locale: &dyn Locale) -> String {
        if self.is_removal {
            let is_gone = value == Some(&Value::Bool(true));
            return if is_gone { common::YES.said() } else { common::NO.said() }.to_owned();
        }
        let Some(value) = value else { return nothing().to_owned() };
        let said = match self.kind {
            Some(Kind::Prose) => value.as_str().map(str::to_owned),
            Some(Kind::Number) => Number::read(value).ok().map(|number| locale.number(number.0, 0)),
            Some(kind) => titles::leaf(kind, value, register, locale),
            None => None,
        };
        said.filter(|text| !text.is_empty())
            .unwrap_or_else(|| value.as_str().map_or_else(|| canonical(value), str::to_owned))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::register::{Now, Pen};
    use crate::words::English;

    fn register() -> Register {
        let body = json!({
            "contributions": {"c": {
                "entries": {"e": {"amount": {"currency": "EUR", "value": "10"}, "kind": "pledge"}},
                "purpose": "Radios",
            }},
            "meetings": {"m": {"gone": true, "title": "Steering group"}},
        });
        let body = body.as_object().cloned().unwrap_or_default();
        Register::of([Pen::new("r1").write(body, &Now { millis: 1, at: "2024-02-01T10:00:00Z".to_owned() })])
    }

    fn check(path: &str, value: Value, expected: (&str, &str, &str)) {
        let register = register();
        let key = RecordKey::new(Collection::Contributions, "c");
        let spot = spot(&register, &key, &register.json(&key), path, &English);
        let value = Some(value).filter(|value| !value.is_null());
        let said = spot.value(value.as_ref(), &register, &English);
        assert_eq!((spot.line.as_str(), spot.field.as_str(), said.as_str()), expected);
    }

    #[test]
    fn a_leaf_in_the_words_of_the_forms() {
        check("purpose", json!("Radios"), ("", "Purpose", "Radios"));
        check("purpose", Value::Null, ("", "Purpose", "nothing"));
        check("gone", json!(true), ("", "Removed", "yes"));
        check("gone", Value::Null, ("", "Removed", "no"));
        check("entries/e/kind", json!("pledge"), ("entry: Pledge, 10 EUR", "Step", "Pledge"));
        check("entries/x/kind", json!("pledge"), ("entry", "Step", "Pledge"));
        check("colour", json!({"red": 1}), ("", "colour", r#"{"red":1}"#));
    }

    #[test]
    fn a_removed_record_still_has_a_name() {
        let register = register();
        let key = RecordKey::new(Collection::Meetings, "m");
        assert_eq!(name(&register, &key, &English), "Steering group");
    }

    #[test]
    fn a_step_in_one_line() {
        let register = register();
        let step: Vec<_> = register.changes().map(std::convert::AsRef::as_ref).collect();
        let check = |step: &[&Change], expected: [&str; 2]| {
            let written = Written::of(step.iter().copied());
            let said = what(&register, step.iter().copied(), &written, &English);
            assert_eq!([said, written.fields.join(", ")], expected);
        };
        check(&step, ["Contribution: 10 EUR: Radios and 1 more", "Entries, Purpose, Removed, Title"]);
        let blanked: Vec<Change> = step.iter().map(|change| change.blanked()).collect();
        check(&blanked.iter().collect::<Vec<_>>(), ["Content blanked", ""]);
    }

    #[test]
    fn moments() {
        assert_eq!(moment("2024-02-01T10:00:00Z", &English), "1 Feb 2024, 10:00");
        assert_eq!(moment("then", &English), "then");
    }
}
