//! The records that rows name: parties, areas and sources. Their ids are made of what they are called, be they on record or
//! not, so that a table gives the same records before and after it was taken in.

use serde_json::{Map, Value};

use super::parties::Named;
use super::rows::{Rows, hash};
use super::words::plain;
use crate::register::{Collection, Id, RecordKey, is_code_allowed};

impl Rows<'_> {
    /// The party of that name, with its code as its id, or what is made of its name.
    pub(super) fn party_of(&self, named: &Named) -> (Id, Map<String, Value>) {
        let (id, record) = match named.clone() {
            Named::Known(id) if is_code_allowed(id.as_str()) => {
                (id.clone(), vec![("kind", "state".to_owned()), ("code", id.to_string())])
            }
            Named::Known(id) => {
                let there = self.ours.json(&RecordKey { collection: Collection::Parties, id });
                let text =
                    |name: &str| there.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
                let fields = ["kind", "name", "code"].map(|name| (name, text(name)));
                let id = hash(&["party", &plain(&text("name"))]);
                (id.into(), fields.into_iter().filter(|(_, text)| !text.is_empty()).collect())
            }
            Named::Other(name) => {
                let id = hash(&["party", &plain(&name)]);
                (id.into(), vec![("kind", "organisation".to_owned()), ("name", name)])
            }
        };
        (id, record.into_iter().map(|(name, text)| (name.to_owned(), text.into())).collect())
    }

    /// That party, put on record.
    pub(super) fn party(&mut self, named: &Named) -> Id {
        let (id, record) = self.party_of(named);
        self.records.entry(RecordKey { collection: Collection::Parties, id: id.clone() }).or_insert(record);
        id
    }

    /// The area of that name, under an id that is made of it.
    pub(super) fn area(&mut self, name: &str) -> Id {
        let own = self.ours.coalition.get(&RecordKey::own().id);
        let names = own.into_iter().flat_map(|own| own.areas.0.values()).filter_map(|area| area.name.clone());
        let name =
            names.into_iter().find(|other| plain(other) == plain(name)).unwrap_or_else(|| name.to_owned());
        let id = hash(&["area", &plain(&name)]);
        let line = Map::from_iter([("name".to_owned(), Value::from(name))]);
        self.line(&RecordKey::own(), "areas", &id, line);
        id.into()
    }

    /// The source: one for all rows that name the same.
    pub(super) fn source(&mut self, source: Map<String, Value>) -> Id {
        let text = |name: &str| source.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let id = Id::from(hash(&["source", &text("address"), &text("title")]));
        self.records.entry(RecordKey { collection: Collection::Sources, id: id.clone() }).or_insert(source);
        id
    }
}
