//! Records that come into being in the same step as what points to them: a state, an organisation, a source.

use leptos::prelude::*;
use serde_json::{Map, Value};

use super::target::Target;
use super::tree;
use crate::register::{Collection, Draft, Kind, RecordKey};
use crate::words::text::areas::forms as text;

impl Target {
    /// A record that comes into being with the change that points to it.
    pub fn bring(&self, key: RecordKey, fields: Map<String, Value>) {
        self.beside.update(|beside| {
            beside.insert(key, fields);
        });
    }

    /// The records that are about to come into being, of one collection; tracked.
    pub fn brought(&self, collection: Collection) -> Vec<(RecordKey, Map<String, Value>)> {
        self.beside.with(|beside| {
            let of_it = beside.iter().filter(|(key, _)| key.collection == collection);
            of_it.map(|(key, fields)| (key.clone(), fields.clone())).collect()
        })
    }

    /// Adds lines of another record to a change, with the records that they bring along.
    ///
    /// # Errors
    /// When something in them is not a field of such lines.
    pub fn add_lines(
        &self,
        draft: &mut Draft,
        key: &RecordKey,
        path: &str,
        lines: &Value,
    ) -> Result<(), String> {
        let shape = tree::shape_at(key.collection.shape(), path).ok_or_else(|| text::NO_LINES.said())?;
        self.add_brought(draft, lines)?;
        tree::write(draft, key, path, Kind::Lines(shape), lines)
    }

    /// Adds the records to a change that it points to and that are not there yet.
    pub(super) fn add_brought(&self, draft: &mut Draft, value: &Value) -> Result<(), String> {
        let needed = self.beside.with_untracked(|beside| {
            let mut needed = Vec::new();
            tree::needed(value, beside, &mut needed);
            needed
        });
        for (key, fields) in needed {
            let removed = self.desk.look(|register| {
                register.leaf(&key, "gone").is_some_and(|(gone, _)| gone.as_bool() == Some(true))
            });
            if removed {
                draft.bring_back(&key, "");
            }
            if !self.desk.look(|register| register.is_live(key.collection, &key.id)) {
                tree::write_record(draft, &key, &Value::Object(fields))?;
            }
        }
        Ok(())
    }
}
