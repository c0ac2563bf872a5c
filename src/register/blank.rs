//! Blanking: which changes lose their content, who did it, and where the same words still stand.

use std::sync::Arc;

use serde_json::Value;

use super::effect::writes;
use super::leaves::records;
use super::lift::lift;
use super::{Body, Change, Hash, Kind, RecordKey, Register, Shape};

/// Shorter texts are initials and units, which stand everywhere.
const TELLING: usize = 4;

impl Change {
    /// Whether it only notes that the content of the change that it comes from was blanked.
    pub fn is_note(&self) -> bool {
        self.header.from.is_some() && matches!(&self.body, Body::Whole(patches) if patches.text() == "{}")
    }
}

impl Register {
    /// The changes of a step as they are without their content; those that have none any more are left out.
    pub fn to_blank(&self, id: &Hash) -> Vec<Change> {
        self.step(id).iter().filter(|change| !change.is_blanked()).map(|change| change.blanked()).collect()
    }

    /// What a step says in words that somebody typed.
    pub fn texts_of(&self, id: &Hash) -> Vec<String> {
        let mut texts = Vec::new();
        for change in &self.step(id) {
            let Some(body) = change.whole() else { continue };
            for (key, _) in records(lift(change.header.schema, body), &mut Vec::new()) {
                texts.extend(texts_of(change, &key));
            }
        }
        texts
    }

    /// The note on the blanking of a change: who did it and when.
    pub fn blanking_of(&self, id: &Hash) -> Option<&Arc<Change>> {
        let step = self.step(id);
        let is_on = |note: &&Arc<Change>| step.iter().any(|change| note.header.from == Some(change.id));
        self.changes().find(|change| change.is_note() && is_on(change))
    }

    /// The other changes that write a text of this one's to the same record: an undo that was undone holds what it
    /// brought back, and so does a return. Blanking this one alone leaves the words there.
    pub fn echoes(&self, id: &Hash) -> Vec<Arc<Change>> {
        let step = self.step(id);
        let mut found: Vec<Arc<Change>> = Vec::new();
        for change in &step {
            let Some(body) = change.whole() else { continue };
            for (key, _) in records(lift(change.header.schema, body), &mut Vec::new()) {
                let texts = texts_of(change, &key);
                for other in self.touching(&key) {
                    let said = texts_of(other, &key);
                    let is_known = |list: &[Arc<Change>]| list.iter().any(|known| known.id == other.id);
                    if !is_known(&step) && !is_known(&found) && said.iter().any(|text| texts.contains(text)) {
                        found.push(Arc::clone(other));
                    }
                }
            }
        }
        found
    }
}

/// What a change says in a record in words that somebody typed.
fn texts_of(change: &Change, key: &RecordKey) -> Vec<String> {
    let mut texts = Vec::new();
    for (path, value) in writes(change, key) {
        if is_typed(key.collection.shape(), &path) {
            note_texts(&value, &mut texts);
        }
    }
    texts
}

/// Whether a leaf holds what somebody typed, and not a word of the format, a code or an id.
fn is_typed(shape: &Shape, path: &str) -> bool {
    let (name, rest) = path.split_once('/').unwrap_or((path, ""));
    match (shape.field(name).map(|field| field.kind), rest.split_once('/')) {
        (Some(Kind::Lines(lines)), Some((_, below))) => is_typed(lines, below),
        (Some(Kind::Text | Kind::Prose | Kind::Link | Kind::Place | Kind::Any) | None, _) => true,
        _ => false,
    }
}

/// The texts in a leaf that say something.
fn note_texts(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) if text.chars().count() >= TELLING && text.contains(char::is_alphabetic) => {
            texts.push(text.clone());
        }
        Value::Object(map) => map.values().for_each(|value| note_texts(value, texts)),
        Value::Array(items) => items.iter().for_each(|value| note_texts(value, texts)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, json};

    use super::super::{Now, Pen, Undoable};
    use super::*;

    fn body(value: Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    fn now(at: &str) -> Now {
        Now { millis: 1, at: at.to_owned() }
    }

    fn contact(name: &str) -> Map<String, Value> {
        body(json!({"contacts": {"c": {"name": name, "party": "EE"}}}))
    }

    #[test]
    fn a_blanked_change_names_who_blanked_it() {
        let mut pen = Pen::new("r1");
        let change = pen.write(contact("Private Person"), &now("first"));
        pen.author = Some("Kadri".into());
        let note = pen.note_blanked(change.id, &now("then"));
        assert_eq!(Change::from_json(&note.to_json()), Ok(note.clone()));
        let mut register = Register::of([change.clone()]);
        let blanked = register.to_blank(&change.id);
        assert_eq!((blanked.len(), register.blanking_of(&change.id)), (1, None));
        register.add(blanked);
        register.add([note.clone()]);
        assert_eq!(register.blanking_of(&change.id).map(|note| note.header.at.as_str()), Some("then"));
        assert_eq!(register.contacts.len(), 0);
        assert!(register.to_blank(&change.id).is_empty());
        assert!(note.is_note() && !change.is_note());
    }

    #[test]
    fn a_note_is_nothing_to_undo() {
        let mut pen = Pen::new("r1");
        let kept = pen.write(body(json!({"parties": {"EE": {"name": "Estonia"}}})), &now(""));
        let change = pen.write(contact("Private Person"), &now(""));
        let note = pen.note_blanked(change.id, &now(""));
        let register = Register::of([kept.clone(), change.blanked(), note]);
        assert_eq!(register.undoable(|_| true), Undoable { undo: Some(kept.id), redo: None });
    }

    #[test]
    fn all_parts_of_a_step_lose_their_content() {
        let mut pen = Pen::new("r1");
        let step = pen.write_step(vec![contact("A"), contact("B")], None, &now(""));
        let mut register = Register::of(step.clone());
        let blanked = register.to_blank(&step[1].id);
        assert_eq!(blanked.len(), 2);
        register.add(blanked);
        assert_eq!(register.contacts.len(), 0);
    }

    #[test]
    fn finds_the_same_words_in_later_changes() {
        let mut pen = Pen::new("r1");
        let change = pen.write(contact("Private Person"), &now(""));
        let other = pen.write(contact("Somebody"), &now(""));
        let undo = pen.undo(contact("Private Person"), other.id, &now(""));
        let register = Register::of([change.clone(), other.clone(), undo.clone()]);
        let ids = |id| register.echoes(id).iter().map(|change| change.id).collect::<Vec<_>>();
        assert_eq!(ids(&change.id), [undo.id]);
        assert_eq!(ids(&other.id), []);
    }
}
