//! Where a form writes: into a new record that is still a draft, or leaf by leaf into one on record.
//!
//! Fields know nothing else. What is composed but not yet put in (a new record, a new line of one on record) lives
//! in a tree of its own; what was typed and is not understood lives beside it. Both are kept as a draft.

use std::sync::atomic::{AtomicU32, Ordering};

use leptos::prelude::*;
use serde_json::{Map, Value};

use super::tree;
use super::typing::Guard;
use crate::app::desk::{Desk, desk};
use crate::register::{Collection, Draft, Each, Few, Hash, Id, Kind, RecordKey, Shape, join};

/// Numbers the forms of a page, so that the ids of their fields differ.
static FORMS: AtomicU32 = AtomicU32::new(0);

/// Where a form writes. Copy it freely; it is a handful of handles.
#[derive(Clone, Copy)]
pub struct Target {
    pub(super) desk: Desk,
    shape: &'static Shape,
    number: u32,
    /// The record, unless it is new.
    key: StoredValue<Option<RecordKey>>,
    /// What is composed and not yet put in.
    pub(super) tree: RwSignal<Map<String, Value>>,
    /// The lines of a record on record that are being composed.
    pub(super) fresh: RwSignal<Each<String>>,
    /// The changes that this form wrote.
    made: RwSignal<Vec<Hash>>,
    /// The leaf that this form set last, and to what.
    set_last: StoredValue<(String, Option<Value>)>,
    /// Records that come into being in the same step, when something points to them.
    pub(super) beside: RwSignal<Few<RecordKey, Map<String, Value>>>,
    pub(super) typed: RwSignal<Few<String, String>>,
    pub(super) faults: RwSignal<Few<String, String>>,
    pub(super) guards: StoredValue<Few<String, Guard>>,
    /// The name of the draft; none keeps none.
    pub(super) draft: StoredValue<Option<String>>,
}

impl Target {
    fn new(shape: &'static Shape, key: Option<RecordKey>, filled: Map<String, Value>) -> Self {
        Target {
            desk: desk(),
            shape,
            number: FORMS.fetch_add(1, Ordering::Relaxed),
            key: StoredValue::new(key),
            tree: RwSignal::new(filled),
            fresh: RwSignal::default(),
            made: RwSignal::default(),
            set_last: StoredValue::default(),
            beside: RwSignal::default(),
            typed: RwSignal::default(),
            faults: RwSignal::default(),
            guards: StoredValue::default(),
            draft: StoredValue::new(None),
        }
    }

    /// A new record with some fields filled in. Nothing is written before [`Target::draft_for`].
    pub fn local(collection: Collection, filled: Map<String, Value>) -> Self {
        Target::new(collection.shape(), None, filled)
    }

    /// Fields that belong to no record, such as those of a quick entry.
    pub fn loose(shape: &'static Shape) -> Self {
        Target::new(shape, None, Map::new())
    }

    /// A record on record.
    pub fn record(key: RecordKey) -> Self {
        Target::new(key.collection.shape(), Some(key), Map::new())
    }

    /// The fields of the record.
    pub fn shape(&self) -> &'static Shape {
        self.shape
    }

    /// The record, unless it is new.
    pub fn key(&self) -> Option<RecordKey> {
        self.key.get_value()
    }

    /// Whether a leaf is still only composed here.
    pub fn is_composed(&self, path: &str) -> bool {
        self.key.with_value(Option::is_none)
            || self.fresh.with(|fresh| fresh.iter().any(|line| is_in(path, line)))
    }

    /// The id of the field of that path in the document.
    pub fn dom_id(&self, path: &str) -> String {
        let path: String = path.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        format!("form{}-{path}", self.number)
    }

    /// The value of a leaf; tracked.
    pub fn get(&self, path: &str) -> Option<Value> {
        if self.is_composed(path) {
            return self.tree.with(|tree| tree::leaf(tree, path).cloned());
        }
        let key = self.key()?;
        self.desk.read_in(&[key.collection], |register| {
            let (value, _) = register.leaf(&key, path)?;
            (!value.is_null()).then(|| value.clone())
        })
    }

    /// The value of a leaf as a signal that only follows this leaf.
    pub fn value(&self, path: &str) -> Memo<Option<Value>> {
        let (target, path) = (*self, path.to_owned());
        Memo::new(move |_| target.get(&path))
    }

    /// The text of a leaf that is a text, or nothing.
    pub fn text(&self, path: &str) -> String {
        self.get(path).as_ref().and_then(Value::as_str).unwrap_or_default().to_owned()
    }

    /// The folded or composed JSON of the record or of a line; tracked.
    pub fn json(&self, path: &str) -> Map<String, Value> {
        if self.is_composed(path) {
            return self.tree.with(|tree| tree::node(tree, path).cloned().unwrap_or_default());
        }
        let Some(key) = self.key() else { return Map::new() };
        self.desk.read_in(&[key.collection], |register| {
            tree::node(&register.json(&key), path).cloned().unwrap_or_default()
        })
    }

    /// The lines at a path that were not removed, in their order; tracked.
    pub fn lines(&self, path: &str) -> Vec<(Id, Map<String, Value>)> {
        let mut lines = self.json(path);
        if !self.is_composed(path) {
            self.tree.with(|tree| lines.extend(tree::node(tree, path).cloned().unwrap_or_default()));
        }
        tree::ordered(&lines)
    }

    /// The JSON of everything that is composed here, without lines that hold nothing.
    pub fn composed(&self) -> Map<String, Value> {
        let mut tree = self.tree.get_untracked();
        tree::prune(&mut tree, self.shape);
        tree
    }

    /// Sets a leaf, or clears it.
    ///
    /// # Errors
    /// A sentence that says why it was not written.
    pub fn set(&self, path: &str, value: Option<Value>) -> Result<(), String> {
        self.set_last.set_value((path.to_owned(), value.clone()));
        if self.is_composed(path) {
            self.tree.update(|tree| tree::set(tree, path, value));
            return Ok(());
        }
        if untrack(|| self.get(path)) == value {
            return Ok(());
        }
        let Some(key) = self.key() else { return Ok(()) };
        let mut draft = Draft::new();
        if let Some(value) = &value {
            self.add_brought(&mut draft, value)?;
        }
        draft.set(&key, path, value).map_err(|refused| refused.to_string())?;
        self.write(draft)
    }

    /// Whether a leaf has its value from this form.
    pub(super) fn is_own(&self, path: &str, value: Option<&Value>) -> bool {
        untrack(|| self.is_composed(path))
            || self.set_last.with_value(|(last, set)| last == path && set.as_ref() == value)
    }

    /// Sets several leaves as one step.
    ///
    /// # Errors
    /// A sentence that says why they were not written.
    pub fn set_all(&self, leaves: Vec<(String, Value)>) -> Result<(), String> {
        let mut draft = Draft::new();
        for (path, value) in leaves {
            match self.key() {
                Some(key) if !self.is_composed(&path) => {
                    draft.set(&key, &path, Some(value)).map_err(|refused| refused.to_string())?;
                }
                _ => self.tree.update(|tree| tree::set(tree, &path, Some(value))),
            }
        }
        if draft.is_empty() { Ok(()) } else { self.write(draft) }
    }

    /// Puts a whole line in, as one step.
    ///
    /// # Errors
    /// A sentence that says why it was not written.
    pub fn put_line(&self, path: &str, id: &Id, fields: Map<String, Value>) -> Result<(), String> {
        self.put_lines(path, vec![(id.clone(), fields)])
    }

    /// Puts several lines in, as one step. Those without a key of order come last.
    ///
    /// # Errors
    /// A sentence that says why they were not written.
    pub fn put_lines(&self, path: &str, lines: Vec<(Id, Map<String, Value>)>) -> Result<(), String> {
        let mut last =
            untrack(|| self.lines(path)).last().map(|(_, line)| tree::order(line)).unwrap_or_default();
        let mut ordered = Map::new();
        for (id, mut fields) in lines {
            if !fields.contains_key("order") {
                last = super::order::between(&last, None);
                fields.insert("order".to_owned(), last.as_str().into());
            }
            ordered.insert(id.to_string(), Value::Object(fields));
        }
        match self.key() {
            Some(key) if !self.is_composed(path) => {
                let all = Value::Object(ordered);
                let mut draft = Draft::new();
                self.add_brought(&mut draft, &all)?;
                tree::write(&mut draft, &key, path, Kind::Lines(self.lines_shape(path)), &all)?;
                self.write(draft)
            }
            _ => {
                self.tree.update(|tree| {
                    for (id, fields) in ordered {
                        tree::set(tree, &join(path, &id), Some(fields));
                    }
                });
                Ok(())
            }
        }
    }

    /// Removes a line. One on record keeps its leaves and can be brought back.
    ///
    /// # Errors
    /// A sentence that says why it was not removed.
    pub fn remove_line(&self, path: &str) -> Result<(), String> {
        self.forget(path);
        if self.is_composed(path) {
            self.tree.update(|tree| tree::set(tree, path, None));
            self.fresh.update(|fresh| {
                fresh.remove(path);
            });
            return Ok(());
        }
        let Some(key) = self.key() else { return Ok(()) };
        let mut draft = Draft::new();
        draft.remove(&key, path);
        self.write(draft)
    }

    /// Begins a new line and gives its path. In a record on record it is composed until [`Target::finish_line`].
    pub fn begin_line(&self, path: &str) -> String {
        let line = join(path, self.desk.new_id().as_str());
        let last = untrack(|| self.lines(path)).last().map(|(_, line)| tree::order(line)).unwrap_or_default();
        let order = super::order::between(&last, None);
        if !untrack(|| self.is_composed(path)) {
            self.fresh.update(|fresh| {
                fresh.insert(line.clone());
            });
        }
        self.tree.update(|tree| tree::set(tree, &join(&line, "order"), Some(order.into())));
        line
    }

    /// Whether a line is composed on its own, to be put in as one step.
    pub fn is_fresh(&self, line: &str) -> bool {
        self.fresh.with(|fresh| fresh.contains(line))
    }

    /// Puts a line in that was begun; one without content is dropped.
    ///
    /// # Errors
    /// A sentence that says why it was not written.
    pub fn finish_line(&self, line: &str) -> Result<(), String> {
        if !untrack(|| self.is_composed(line)) {
            return Ok(());
        }
        let (path, id) = line.rsplit_once('/').unwrap_or(("", line));
        let mut fields = self.tree.with_untracked(|tree| tree::node(tree, line).cloned().unwrap_or_default());
        tree::prune(&mut fields, self.lines_shape(path));
        if fields.keys().all(|name| name == "order") {
            return self.remove_line(line);
        }
        if untrack(|| self.is_fresh(line)) {
            self.put_lines(path, vec![(id.into(), fields)])?;
            self.fresh.update(|fresh| {
                fresh.remove(line);
            });
            self.tree.update(|tree| tree::set(tree, line, None));
        }
        Ok(())
    }

    /// Writes a new record with what comes into being beside it, as one step, under a new id or its code.
    ///
    /// # Errors
    /// A sentence that says why it was not written.
    pub fn draft_for(&self, key: &RecordKey) -> Result<Draft, String> {
        let all = Value::Object(self.composed());
        let mut draft = Draft::new();
        self.add_brought(&mut draft, &all)?;
        tree::write_record(&mut draft, key, &all)?;
        Ok(draft)
    }

    /// Writes a change of this form.
    ///
    /// # Errors
    /// A sentence that says why it was not written.
    pub fn write(&self, draft: Draft) -> Result<(), String> {
        let id = self.desk.write(draft)?;
        self.made.update(|made| made.push(id));
        Ok(())
    }

    /// The changes that this form wrote.
    pub fn made(&self) -> Vec<Hash> {
        self.made.get_untracked()
    }

    fn lines_shape(&self, path: &str) -> &'static Shape {
        tree::shape_at(self.shape, path).unwrap_or(self.shape)
    }
}

/// Whether a path is that of a line or lies in it.
pub(super) fn is_in(path: &str, line: &str) -> bool {
    path.strip_prefix(line).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
