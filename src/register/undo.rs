//! Undo is one more change: it writes back what stood before, where nobody wrote since.

use std::collections::HashSet;
use std::sync::Arc;

use serde_json::Value;

use super::history::are_of_one_step;
use super::leaves::{leaves, patch_of, records};
use super::lift::lift;
use super::{Change, Draft, Hash, RecordKey, Register, Touched};

/// What undoes a change.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inverse {
    /// What to write. Written even when it is empty: otherwise the change would stay the next one to undo.
    pub draft: Draft,
    /// The leaves that it leaves alone, since somebody wrote to them later.
    pub kept: Vec<(RecordKey, String)>,
}

/// What can be undone or done again next.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Undoable {
    /// The last change that is not undone; of a step of several changes the first.
    pub undo: Option<Hash>,
    /// The last undo with no later change, not itself undone; of one of several changes the first.
    pub redo: Option<Hash>,
}

/// Makes what undoes a step.
pub struct Inverting {
    first: Arc<Change>,
    seen: Touched,
    parts: std::vec::IntoIter<Arc<Change>>,
}

impl Inverting {
    /// What undoes the next part. A record that several parts write to is in the first of them.
    pub fn next(&mut self, register: &Register) -> Option<Inverse> {
        let change = self.parts.next()?;
        let mut inverse = Inverse::default();
        let body = lift(change.header.schema, change.whole().unwrap_or_default());
        let is_mine = |write: &Write| are_of_one_step(&self.first, &write.by);
        for (key, _) in records(body, &mut Vec::new()) {
            if !self.seen.insert(key.clone()) {
                continue;
            }
            // Parts of a step that is still incomplete wrote nothing yet.
            let writes = register.writes(&key).into_iter().filter(|(_, writes)| writes.iter().any(is_mine));
            for (path, writes) in writes {
                if register.stands(&writes, is_mine) {
                    let before = below(&writes, is_mine).first();
                    let before = before.map_or(Value::Null, |write| write.value.clone());
                    inverse.draft.put(&key, &path, before);
                } else {
                    inverse.kept.push((key.clone(), path));
                }
            }
        }
        Some(inverse)
    }

    /// How many parts are left.
    pub fn left(&self) -> usize {
        self.parts.len()
    }
}

/// One write to one leaf.
struct Write {
    by: Arc<Change>,
    value: Value,
}

impl Register {
    /// What undoes the step that the change of that identity belongs to; with an undo, what does it again.
    /// None when the change is not here or nothing of it is left to read.
    pub fn inverse(&self, id: &Hash) -> Option<Inverse> {
        let mut inverting = self.inverting(id)?;
        let mut all = Inverse::default();
        while let Some(Inverse { draft, kept }) = inverting.next(self) {
            all.draft.absorb(draft);
            all.kept.extend(kept);
        }
        Some(all)
    }

    /// The same part by part, for steps of thousands. The register must stay what it is until the end.
    pub fn inverting(&self, id: &Hash) -> Option<Inverting> {
        let step = self.step(id);
        let is_readable = step.iter().any(|change| !change.is_blanked());
        let first = Arc::clone(step.first()?);
        is_readable.then(|| Inverting { first, seen: Touched::new(), parts: step.into_iter() })
    }

    /// Whether a leaf has its value from one of these writes. An undo that put back the value from before the
    /// undone step gives the leaf back to the write below that step.
    fn stands(&self, mut writes: &[Write], is_mine: impl Fn(&Write) -> bool) -> bool {
        while let Some((top, rest)) = writes.split_first() {
            if is_mine(top) {
                return true;
            }
            let Some(undone) = top.by.header.undoes else { return false };
            let undone = self.change(&undone);
            let is_undone = |write: &Write| undone.is_some_and(|undone| are_of_one_step(undone, &write.by));
            let before = below(rest, is_undone);
            let value = before.first().map_or(&Value::Null, |write| &write.value);
            if !rest.iter().any(is_undone) || value != &top.value {
                return false;
            }
            writes = before;
        }
        false
    }

    /// The writes to each leaf of a record, the winner first.
    fn writes(&self, key: &RecordKey) -> Vec<(String, Vec<Write>)> {
        let mut writes: Vec<(String, Vec<Write>)> = Vec::new();
        for change in self.touching(key).iter().rev() {
            for (path, value) in leaves(key.collection.shape(), patch_of(change, key), &mut Vec::new()) {
                let write = Write { by: Arc::clone(change), value };
                match writes.iter_mut().find(|(known, _)| *known == path) {
                    // Of two of one name in a change one counts.
                    Some((_, held)) if held.last().is_some_and(|last| last.by.id == change.id) => {}
                    Some((_, held)) => held.push(write),
                    None => writes.push((path, vec![write])),
                }
            }
        }
        writes
    }

    /// What comes next for undo and redo among the changes that are `mine`.
    pub fn undoable(&self, mine: impl Fn(&Change) -> bool) -> Undoable {
        // From the last change back: an undo that is itself undone does not count.
        let mut undone: HashSet<Hash> = HashSet::new();
        let mut result = Undoable::default();
        for change in self.changes().rev() {
            // A step that lacks a part wrote nothing: it neither undoes nor is there to be undone.
            if self.is_waiting(change) {
                continue;
            }
            let is_undone = undone.contains(&change.id);
            // All parts of an undo name the same.
            if let (Some(target), false) = (change.header.undoes, is_undone)
                && !undone.contains(&target)
            {
                undone.extend(self.step(&target).iter().map(|change| change.id));
            }
            if is_undone || !mine(change) || change.is_blanked() || change.is_note() {
                continue;
            }
            let first = || self.step(&change.id).first().map_or(change.id, |first| first.id);
            match change.header.undoes {
                None => {
                    result.undo = Some(first());
                    break;
                }
                Some(target) if !self.is_undo(&target) => {
                    result.redo.get_or_insert_with(first);
                }
                Some(_) => {}
            }
        }
        result
    }

    fn is_undo(&self, id: &Hash) -> bool {
        self.change(id).is_some_and(|change| change.header.undoes.is_some())
    }
}

/// The writes below the topmost of those that match, without the others that match.
fn below(writes: &[Write], matches: impl Fn(&Write) -> bool) -> &[Write] {
    let from = writes.iter().position(&matches).unwrap_or(writes.len());
    let rest = writes.get(from..).unwrap_or_default();
    let next = rest.iter().position(|write| !matches(write)).unwrap_or(rest.len());
    rest.get(next..).unwrap_or_default()
}

#[cfg(test)]
mod tests;
