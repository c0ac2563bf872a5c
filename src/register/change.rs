//! A change: the smallest thing that is kept. Identified by the hash of its bytes; never edited.

use serde_json::{Map, Value};

use super::change_error::{ChangeError, Expected};
use super::json::{canonical_map, fraction, quote};
use super::{Hash, Id, Stamp};
use crate::words::text::areas::inputs as says;

/// Everything about a change but what it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The schema in which it was written.
    pub schema: u32,
    /// Which page load wrote it.
    pub replica: Id,
    /// Its number there, from 1.
    pub number: u32,
    /// What orders it.
    pub stamp: Stamp,
    /// The author's wall clock with its offset, RFC 3339; shown, never used for order.
    pub at: String,
    /// Who wrote it.
    pub author: Option<String>,
    /// For which party.
    pub party: Option<String>,
    /// The change that this one undoes.
    pub undoes: Option<Hash>,
    /// The change, or a part of it, that this one takes over.
    pub from: Option<Hash>,
    /// The change before it in its replica.
    pub prev: Option<Hash>,
    /// For a step of several changes: which part this is.
    pub part: Option<Part>,
}

/// One part of a step that is too large for one change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The number of the step's first change in the same replica.
    pub first: u32,
    /// Which part, from 1.
    pub k: u32,
    /// Of how many.
    pub m: u32,
}

/// What a change does, or the hash of what it did before it was blanked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Merge patches: collection → record id → patch.
    Whole(Patches),
    /// Dropped, with the hash of its canonical bytes.
    Blanked(Hash),
}

/// Merge patches as canonical JSON. A tree of them takes ten times the memory, and is wanted once or never.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patches(Box<str>);

impl Patches {
    /// The canonical JSON.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The patches themselves.
    pub fn read(&self) -> Map<String, Value> {
        match serde_json::from_str(&self.0) {
            Ok(Value::Object(map)) => map,
            // It was written from an object.
            _ => Map::new(),
        }
    }
}

impl From<&Map<String, Value>> for Body {
    fn from(map: &Map<String, Value>) -> Self {
        Body::Whole(Patches(canonical_map(map).into()))
    }
}

impl Body {
    fn hash(&self) -> Hash {
        match self {
            Body::Whole(patches) => Hash::of(patches.0.as_bytes()),
            Body::Blanked(hash) => *hash,
        }
    }
}

/// A change with its identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Who, when, and where it stands in its chain.
    pub header: Header,
    /// What it does.
    pub body: Body,
    /// The hash of the header with the body's hash in place of the body.
    pub id: Hash,
}

impl Change {
    /// A change of that header and body.
    pub fn new(header: Header, body: Body) -> Self {
        let id = Hash::of(print(&header, Some(&quoted(&body.hash())), None).as_bytes());
        Change { header, body, id }
    }

    /// Its JSON, to be looked into.
    pub fn to_json(&self) -> Value {
        serde_json::from_str(&self.text()).unwrap_or_default()
    }

    /// Its canonical JSON.
    pub fn text(&self) -> String {
        match &self.body {
            Body::Whole(patches) => print(&self.header, Some(patches.text()), None),
            Body::Blanked(hash) => print(&self.header, None, Some(&quoted(hash))),
        }
    }

    /// Reads it; a body that cannot be understood is the fold's matter, not this one's.
    pub fn from_json(value: &Value) -> Result<Self, ChangeError> {
        let map = value.as_object().ok_or_else(|| ChangeError::NotAnObject(name_of(value).to_owned()))?;
        if let Some(unknown) = map.keys().find(|key| !FIELDS.contains(&key.as_str())) {
            return Err(ChangeError::Unknown(unknown.clone()));
        }
        let body = match (map.get("body"), map.get("blanked")) {
            (Some(Value::Object(body)), None) => match body.values().find_map(fraction) {
                Some(number) => return Err(ChangeError::Number(number.to_string())),
                None => body.into(),
            },
            (None, Some(hash)) => Body::Blanked(
                hash.as_str()
                    .and_then(Hash::parse)
                    .ok_or(ChangeError::Field { field: "blanked", expected: Expected::Hash })?,
            ),
            _ => {
                return Err(ChangeError::Field { field: "body", expected: Expected::Body });
            }
        };
        Ok(Change::new(read_header(map)?, body))
    }

    /// What decides between two writes to one leaf: the higher wins.
    pub fn order(&self) -> (Stamp, &Id, u32, Hash) {
        (self.header.stamp, &self.header.replica, self.header.number, self.id)
    }

    /// Its body, unless it was blanked.
    pub fn whole(&self) -> Option<Map<String, Value>> {
        match &self.body {
            Body::Whole(patches) => Some(patches.read()),
            Body::Blanked(_) => None,
        }
    }

    /// How many bytes its body has.
    pub fn size(&self) -> usize {
        match &self.body {
            Body::Whole(patches) => patches.text().len(),
            Body::Blanked(_) => 0,
        }
    }

    /// Whether its body was dropped.
    pub fn is_blanked(&self) -> bool {
        matches!(self.body, Body::Blanked(_))
    }

    /// The same change without its content: its place and its hash stay.
    pub fn blanked(&self) -> Change {
        Change { body: Body::Blanked(self.body.hash()), ..self.clone() }
    }
}

const FIELDS: [&str; 13] = [
    "at", "author", "blanked", "body", "from", "number", "part", "party", "prev", "replica", "schema",
    "stamp", "undoes",
];

fn name_of(value: &Value) -> &'static str {
    let name = match value {
        Value::Null => says::IS_NULL,
        Value::Bool(_) => says::IS_FLAG,
        Value::Number(_) => says::IS_NUMBER,
        Value::String(_) => says::EXPECT_TEXT,
        Value::Array(_) => says::IS_LIST,
        Value::Object(_) => says::IS_OBJECT,
    };
    name.said()
}

/// A header as canonical JSON, with what stands for its body, as JSON, under one name or another.
fn print(header: &Header, body: Option<&str>, blanked: Option<&str>) -> String {
    let mut out = String::with_capacity(320 + body.map_or(0, str::len));
    let text = |text: &str| {
        let mut quoted = String::with_capacity(text.len() + 2);
        quote(text, &mut quoted);
        quoted
    };
    let part = header.part.map(|part| format!(r#"{{"first":{},"k":{},"m":{}}}"#, part.first, part.k, part.m));
    // In the order of their names.
    put(&mut out, "at", Some(&text(&header.at)));
    put(&mut out, "author", header.author.as_deref().map(text).as_deref());
    put(&mut out, "blanked", blanked);
    put(&mut out, "body", body);
    put(&mut out, "from", header.from.as_ref().map(quoted).as_deref());
    put(&mut out, "number", Some(&header.number.to_string()));
    put(&mut out, "part", part.as_deref());
    put(&mut out, "party", header.party.as_deref().map(text).as_deref());
    put(&mut out, "prev", header.prev.as_ref().map(quoted).as_deref());
    put(&mut out, "replica", Some(&text(header.replica.as_str())));
    put(&mut out, "schema", Some(&header.schema.to_string()));
    put(&mut out, "stamp", Some(&format!("\"{}\"", header.stamp)));
    put(&mut out, "undoes", header.undoes.as_ref().map(quoted).as_deref());
    out.push('}');
    out
}

fn put(out: &mut String, name: &str, json: Option<&str>) {
    let Some(json) = json else { return };
    let before = if out.is_empty() { "{\"" } else { ",\"" };
    out.extend([before, name, "\":", json]);
}

fn quoted(hash: &Hash) -> String {
    format!("\"{hash}\"")
}

fn read_header(map: &Map<String, Value>) -> Result<Header, ChangeError> {
    let text = |field: &'static str| match map.get(field) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(ChangeError::Field { field, expected: Expected::Text }),
    };
    let hash = |field: &'static str| {
        text(field)?
            .map(|text| Hash::parse(&text).ok_or(ChangeError::Field { field, expected: Expected::Hash }))
            .transpose()
    };
    let count = |field: &'static str, value: Option<&Value>| {
        let number = value.and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok());
        number.filter(|n| *n > 0).ok_or(ChangeError::Field { field, expected: Expected::Count })
    };
    let need =
        |field: &'static str| text(field)?.ok_or(ChangeError::Field { field, expected: Expected::Present });
    let part = match map.get("part") {
        None => None,
        Some(value) => {
            let part = Part {
                first: count("part", value.get("first"))?,
                k: count("part", value.get("k"))?,
                m: count("part", value.get("m"))?,
            };
            if part.k > part.m {
                return Err(ChangeError::Field { field: "part", expected: Expected::Part });
            }
            Some(part)
        }
    };
    Ok(Header {
        schema: count("schema", map.get("schema"))?,
        replica: need("replica")?.into(),
        number: count("number", map.get("number"))?,
        stamp: Stamp::parse(&need("stamp")?)
            .ok_or(ChangeError::Field { field: "stamp", expected: Expected::Stamp })?,
        at: need("at")?,
        author: text("author")?,
        party: text("party")?,
        undoes: hash("undoes")?,
        from: hash("from")?,
        prev: hash("prev")?,
        part,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{Now, Pen, canonical};
    use super::*;

    fn now(millis: u64) -> Now {
        Now { millis, at: "2024-02-01T10:00:00+02:00".to_owned() }
    }

    fn body() -> Map<String, Value> {
        json!({"register": {"self": {"name": "IT coalition"}}}).as_object().unwrap().clone()
    }

    #[test]
    fn reads_back_and_keeps_its_identity() {
        let mut pen = Pen::new("r1");
        pen.author = Some("Mari".into());
        let first = pen.write(body(), &now(5));
        let second = pen.undo(body(), first.id, &now(5));
        assert_eq!(second.header.prev, Some(first.id));
        assert_eq!((second.header.number, second.header.stamp), (2, Stamp { millis: 5, count: 1 }));
        for change in [first, second] {
            assert_eq!(canonical(&change.to_json()), change.text());
            assert_eq!(Change::from_json(&change.to_json()), Ok(change));
        }
    }

    #[test]
    fn blanking_keeps_place_and_hash() {
        let change = Pen::new("r1").write(body(), &now(5));
        let blanked = change.blanked();
        assert_eq!(blanked.id, change.id);
        assert_eq!(Change::from_json(&blanked.to_json()), Ok(blanked.clone()));
        assert!(blanked.is_blanked() && blanked.is_blanked());
        assert!(!blanked.text().contains("IT coalition"));
    }

    #[test]
    fn every_byte_counts() {
        let change = Pen::new("r1").write(body(), &now(5));
        let mut altered = change.to_json();
        altered["at"] = "2024-02-01T10:00:01+02:00".into();
        assert_ne!(Change::from_json(&altered).unwrap().id, change.id);
    }

    #[test]
    fn says_what_is_wrong() {
        let check = |json: Value, expected: &str| {
            assert_eq!(Change::from_json(&json).unwrap_err().to_string(), expected);
        };
        let good = Pen::new("r1").write(body(), &now(5)).to_json();
        let with = |field: &str, value: Value| {
            let mut json = good.clone();
            json[field] = value;
            json
        };
        check(json!([]), "A change is a JSON object; this is a list.");
        check(with("number", json!(0)), "The field “number” of a change must be a whole number from 1.");
        check(with("number", json!(1.5)), "The field “number” of a change must be a whole number from 1.");
        check(with("stamp", json!("x")), "The field “stamp” of a change must be “milliseconds.count”.");
        check(
            with("colour", json!("x")),
            "A change has no field “colour”; the file is of another format or was altered.",
        );
        check(
            with("blanked", json!("x")),
            "The field “body” of a change must be an object, or absent beside “blanked”.",
        );
        check(
            with("body", json!({"parties": {"EE": {"size": [1.3333333333333336e116]}}})),
            "The body of a change holds the number 1.3333333333333336e+116; only whole numbers are numbers there, others are texts.",
        );
        check(with("prev", json!("x")), "The field “prev” of a change must be a SHA-256 hash.");
    }
}
