//! Undo is one more change: it writes back what stood before, where nobody wrote since.

use std::collections::HashSet;
use std::sync::Arc;

use super::fold::{leaves, patch_of, records};
use super::lift::lift;
use super::{Change, Draft, Hash, RecordKey, Register};

/// What undoes a change.
#[derive(Clone, Debug, PartialEq)]
pub struct Inverse {
    /// What to write.
    pub draft: Draft,
    /// The leaves that it leaves alone, since somebody wrote to them later.
    pub kept: Vec<(RecordKey, String)>,
}

/// What can be undone or done again next.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Undoable {
    /// The last change that is not undone.
    pub undo: Option<Hash>,
    /// The last undo with no later change, not itself undone.
    pub redo: Option<Hash>,
}

impl Register {
    /// What undoes the change of that identity; with an undo, what does it again.
    pub fn inverse(&self, id: &Hash) -> Option<Inverse> {
        let mut inverse = Inverse { draft: Draft::new(), kept: Vec::new() };
        for change in self.step(id) {
            let body = change.whole()?;
            for (key, patch) in records(&lift(change.header.schema, body), &mut Vec::new()) {
                for (path, _) in leaves(key.collection.shape(), &patch, &mut Vec::new()) {
                    self.invert(&change, &key, &path, &mut inverse);
                }
            }
        }
        Some(inverse)
    }

    /// All parts of the step that a change belongs to.
    fn step(&self, id: &Hash) -> Vec<Arc<Change>> {
        let Some(change) = self.change(id) else { return Vec::new() };
        let Some(part) = change.header.part else { return vec![Arc::clone(change)] };
        let same = |other: &&Arc<Change>| {
            other.header.replica == change.header.replica
                && other.header.part.is_some_and(|other| other.first == part.first)
        };
        self.changes().filter(same).cloned().collect()
    }

    fn invert(&self, change: &Arc<Change>, key: &RecordKey, path: &str, inverse: &mut Inverse) {
        let writes = self.writes(key, path);
        let place = writes.iter().position(|(other, _)| other.id == change.id);
        let Some(place) = place else { return };
        let (later, mine) = writes.split_at(place);
        // A write and the undo of it cancel each other; any other later write stands.
        let mut cancelled = HashSet::new();
        for (other, _) in later {
            if !cancelled.contains(&other.id) {
                match other.header.undoes {
                    Some(target) => {
                        cancelled.insert(target);
                    }
                    None => return inverse.kept.push((key.clone(), path.to_owned())),
                }
            }
        }
        if cancelled.contains(&change.id) {
            return inverse.kept.push((key.clone(), path.to_owned()));
        }
        let before = mine.get(1).map_or(serde_json::Value::Null, |(_, value)| value.clone());
        inverse.draft.put(key, path, before);
    }

    /// The writes to one leaf, the winner first.
    fn writes(&self, key: &RecordKey, path: &str) -> Vec<(Arc<Change>, serde_json::Value)> {
        let mut writes = Vec::new();
        for change in self.touching(key).iter().rev() {
            let Some(body) = change.whole() else { continue };
            let patch = patch_of(&lift(change.header.schema, body), key);
            let leaf = leaves(key.collection.shape(), &patch, &mut Vec::new());
            if let Some((_, value)) = leaf.into_iter().find(|(other, _)| other == path) {
                writes.push((Arc::clone(change), value));
            }
        }
        writes
    }

    /// What comes next for undo and redo among the changes that are `mine`.
    pub fn undoable(&self, mine: impl Fn(&Change) -> bool) -> Undoable {
        // From the last change back: an undo that is itself undone does not count.
        let mut undone: HashSet<Hash> = HashSet::new();
        let mut result = Undoable::default();
        let mut newer_edit = false;
        for change in self.changes().rev() {
            let is_undone = undone.contains(&change.id);
            if let (Some(target), false) = (change.header.undoes, is_undone) {
                undone.insert(target);
            }
            if is_undone || !mine(change) || change.whole().is_none() {
                continue;
            }
            match change.header.undoes {
                None => {
                    newer_edit = true;
                    result.undo.get_or_insert(self.first_part(change));
                }
                Some(target) if !newer_edit && !self.is_undo(&target) => {
                    result.redo.get_or_insert(change.id);
                }
                Some(_) => {}
            }
            if newer_edit && result.undo.is_some() {
                break;
            }
        }
        result
    }

    fn first_part(&self, change: &Arc<Change>) -> Hash {
        self.step(&change.id).first().map_or(change.id, |first| first.id)
    }

    fn is_undo(&self, id: &Hash) -> bool {
        self.change(id).is_some_and(|change| change.header.undoes.is_some())
    }
}
