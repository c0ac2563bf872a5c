//! What is typed into a form and not written yet: texts that are not understood, what is wrong with them, and the
//! draft in which they are kept.

use leptos::prelude::*;
use serde_json::{Map, Value, json};

use super::target::{Target, is_in};
use crate::register::{Arrange, Collection, RecordKey};

/// Called before a form is saved; false when the field holds something that cannot be understood.
pub type Guard = Callback<(), bool>;

impl Target {
    /// What stands in a text field; nothing when it shows its leaf. Tracked.
    pub fn typed(&self, path: &str) -> Option<String> {
        self.typed.with(|typed| typed.get(path).cloned())
    }

    /// Notes what is typed; nothing when it was understood and written.
    pub fn set_typed(&self, path: &str, text: Option<String>) {
        self.typed.update(|typed| match text {
            Some(text) => {
                typed.insert(path.to_owned(), text);
            }
            None => {
                typed.remove(path);
            }
        });
        self.set_fault(path, None);
    }

    /// What is wrong at a field; tracked.
    pub fn fault(&self, path: &str) -> Option<String> {
        self.faults.with(|faults| faults.get(path).cloned())
    }

    /// Says what is wrong at a field, or that nothing is.
    pub fn set_fault(&self, path: &str, fault: Option<String>) {
        if self.faults.with_untracked(|faults| faults.get(path) != fault.as_ref()) {
            self.faults.update(|faults| match fault {
                Some(fault) => {
                    faults.insert(path.to_owned(), fault);
                }
                None => {
                    faults.remove(path);
                }
            });
        }
    }

    /// Writes a leaf and forgets what was typed; where that is refused, both stay and the field says why.
    pub fn commit(&self, path: &str, read: Result<Option<Value>, String>) -> bool {
        match read.and_then(|value| self.set(path, value)) {
            Ok(()) => {
                self.set_typed(path, None);
                true
            }
            Err(reason) => {
                self.set_fault(path, Some(reason));
                false
            }
        }
    }

    /// Has a field called before saving, as long as it is shown.
    pub fn guard(&self, path: &str, guard: Guard) {
        let (guards, path) = (self.guards, path.to_owned());
        guards.update_value(|guards| {
            guards.insert(path.clone(), guard);
        });
        on_cleanup(move || {
            let _ = guards.try_update_value(|guards| guards.remove(&path));
        });
    }

    /// Calls the fields at or under a path; false when one of them cannot be understood. Those deepest down come
    /// first, so that a line is put in with all that was typed into it.
    pub fn settle(&self, under: &str) -> bool {
        let mut guards: Vec<_> = self.guards.with_value(|guards| {
            let inside = guards.iter().filter(|(path, _)| under.is_empty() || is_in(path, under));
            inside.map(|(path, guard)| (path.clone(), *guard)).collect()
        });
        guards.arrange_by_key(|(path, _)| std::cmp::Reverse(path.matches('/').count()));
        guards.into_iter().fold(true, |sound, (_, guard)| guard.try_run(()).unwrap_or(true) && sound)
    }

    /// Forgets what was typed under a path.
    pub(super) fn forget(&self, under: &str) {
        self.typed.update(|typed| typed.retain(|path, _| !is_in(path, under)));
        self.faults.update(|faults| faults.retain(|path, _| !is_in(path, under)));
    }

    /// Keeps what is composed and typed under a name, until [`Target::close`].
    pub fn keep(&self, name: &str) {
        let target = *self;
        target.draft.set_value(Some(name.to_owned()));
        Effect::new(move |before: Option<()>| {
            let (tree, typed, fresh) = (target.tree.get(), target.typed.get(), target.fresh.get());
            let beside: Vec<_> = target.beside.with(|beside| {
                let all = beside.iter();
                all.map(|(key, fields)| json!([key.collection.word(), key.id.as_str(), fields])).collect()
            });
            if before.is_some()
                && let Some(name) = target.draft.get_value()
            {
                let mut texts = Map::new();
                for (path, text) in typed {
                    texts.insert(path, text.into());
                }
                let draft = json!({"beside": beside, "fresh": *fresh, "tree": tree, "typed": texts});
                target.desk.keep_draft(&name, Some(&draft));
            }
        });
    }

    /// Takes up a draft of before.
    pub fn restore(&self, draft: &Value) {
        if let Some(Value::Object(tree)) = draft.get("tree") {
            self.tree.set(tree.clone());
        }
        let texts = |value: &Value| value.as_str().map(str::to_owned);
        if let Some(Value::Object(typed)) = draft.get("typed") {
            self.typed
                .set(typed.iter().filter_map(|(path, text)| Some((path.clone(), texts(text)?))).collect());
        }
        if let Some(Value::Array(fresh)) = draft.get("fresh") {
            self.fresh.set(fresh.iter().filter_map(texts).collect());
        }
        for one in draft.get("beside").and_then(Value::as_array).into_iter().flatten() {
            let part = |at: usize| one.get(at);
            let collection = part(0).and_then(Value::as_str).and_then(Collection::from_word);
            if let (Some(collection), Some(Value::String(id)), Some(Value::Object(fields))) =
                (collection, part(1), part(2))
            {
                self.bring(RecordKey::new(collection, id.as_str()), fields.clone());
            }
        }
    }

    /// Drops the draft, on Save and on Cancel.
    pub fn close(&self) {
        if let Some(name) = self.draft.get_value() {
            self.draft.set_value(None);
            self.desk.keep_draft(&name, None);
        }
    }
}
