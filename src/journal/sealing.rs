//! Sealing: old single keys into segments, in steps that are each short enough for a page that is being used.
//!
//! Nothing goes before what covers it was read back. *To cover* is to hold the same change, blanked where the other is
//! blanked; a segment covers another when it covers each of its changes, and of two that cover each other the one with
//! the smaller key stays. So whatever tabs do at once, the best holder of a change is never taken away: only a better
//! one could be the reason, and there is none.

use std::collections::VecDeque;
use std::rc::Rc;

use super::save::checked;
use super::{Journal, Key, Mark, NotTaken, Place, SaveError, Store, StoreError, decode, segment};
use crate::register::{Arrange, Change, Each, Hash, Id};

/// An import of so many changes is written as segments at once, and so many single keys are worth a segment.
pub const LARGE: usize = 256;

/// So many of the newest single keys stay: another tab may be writing them at this moment.
pub const NEWEST: usize = 64;

/// How much a segment holds at most, so that making and reading it stays below a blink: changes, and bytes of bodies.
const MOST: usize = 500;
const MOST_BYTES: usize = 256 * 1024;

/// How many single keys are read in one step.
const SLICE: usize = 200;

/// A change that stands under two keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Double {
    /// The key that may be able to go.
    pub spare: Rc<Key>,
    /// The one that holds the change as well.
    pub by: Rc<Key>,
    /// Which change.
    pub id: Hash,
}

/// Seals changes of one register in steps.
#[derive(Debug)]
pub struct Sealer<S> {
    journal: Journal<S>,
    replica: Id,
    /// The number of the last segment of this replica; none before the keys were looked through.
    last: Option<u32>,
    todo: VecDeque<Work>,
    failed: Vec<NotTaken>,
}

/// One step of sealing.
#[derive(Debug)]
enum Work {
    /// Find single keys, if there are so many, and leave the newest.
    List { from: usize, newest: usize },
    /// Read some of them.
    Read { left: Vec<Key>, found: Vec<(Key, Change)>, newest: usize },
    /// Write a segment in place of these keys.
    Write { changes: Vec<Change>, spares: Vec<Key> },
    /// Read it back; what it covers may go.
    Settle { key: Key, changes: Vec<Change>, spares: Vec<Key> },
    /// Read a holder; what it covers may go.
    Clear { by: Key, spares: Vec<(Key, Hash)> },
    /// Look in these for the content of blanked changes; some are known to be.
    Seek { segments: Vec<Key>, blanked: Each<Hash> },
}

impl<S: Store> Sealer<S> {
    /// A sealer for a register; its segments stand under a replica that nobody else has.
    pub fn new(journal: Journal<S>, replica: Id) -> Self {
        let journal = journal.reading(Some(segment::read));
        Sealer { journal, replica, last: None, todo: VecDeque::new(), failed: Vec::new() }
    }

    /// Seals single keys if there are so many, the newest excepted: [`LARGE`] and [`NEWEST`], or fewer where room is short.
    pub fn seal(&mut self, from: usize, newest: usize) {
        self.todo.push_back(Work::List { from, newest });
    }

    /// Takes away what an opening found twice.
    pub fn tidy(&mut self, doubles: Vec<Double>) {
        type Spares = Vec<(Key, Hash)>;
        let mut by: Vec<(Rc<Key>, Spares)> = Vec::new();
        for double in doubles {
            let spare = (Key::clone(&double.spare), double.id);
            match by.iter_mut().find(|(key, _)| *key == double.by) {
                Some((_, spares)) => spares.push(spare),
                None => by.push((double.by, vec![spare])),
            }
        }
        for (by, spares) in by {
            self.todo.push_back(Work::Clear { by: Key::clone(&by), spares });
        }
    }

    /// Looks for the content of blanked changes in all segments, and seals those anew without it.
    ///
    /// # Errors
    /// When the store cannot list its keys.
    pub fn drop_blanked(&mut self) -> Result<(), StoreError> {
        let segments = self.keys()?.into_iter().filter(Key::is_segment).collect();
        self.todo.push_back(Work::Seek { segments, blanked: Each::new() });
        Ok(())
    }

    /// Saves new changes as segments. Which of them were not saved is told by [`Sealer::failed`] when all steps are done.
    pub fn import(&mut self, changes: Vec<Change>) {
        for changes in portions(changes, |change| change) {
            self.todo.push_back(Work::Write { changes, spares: Vec::new() });
        }
    }

    /// Takes away all that stands under its replica, since a step that cannot be saved whole is none.
    ///
    /// # Errors
    /// When the store refuses.
    pub fn give_up(&mut self) -> Result<(), StoreError> {
        self.todo.clear();
        let is_own =
            |key: &Key| matches!(key, Key::In(_, Place::Segment { replica, .. }) if *replica == self.replica);
        for key in self.keys()?.iter().filter(|key| is_own(key)) {
            self.journal.store.remove(&key.to_string())?;
        }
        Ok(())
    }

    /// What was not saved of what was imported; it is told once.
    pub fn failed(&mut self) -> Vec<NotTaken> {
        std::mem::take(&mut self.failed)
    }

    /// Whether something is left to do.
    pub fn is_busy(&self) -> bool {
        !self.todo.is_empty()
    }

    /// Does the next thing. Whatever goes wrong, nothing is lost, and the rest can go on.
    ///
    /// # Errors
    /// Why this step was not done.
    pub fn step(&mut self) -> Result<(), SaveError> {
        let Some(work) = self.todo.pop_front() else { return Ok(()) };
        match work {
            Work::List { from, newest } => self.list(from, newest),
            Work::Read { left, found, newest } => self.read(left, found, newest),
            Work::Write { changes, spares } => self.write(changes, spares),
            Work::Settle { key, changes, spares } => self.settle(key, changes, spares),
            Work::Clear { by, spares } => self.clear(&by, spares),
            Work::Seek { segments, blanked } => self.seek(segments, blanked),
        }
    }

    fn keys(&self) -> Result<Vec<Key>, StoreError> {
        let prefix = Key::prefix(self.journal.register());
        let all = self.journal.store.keys()?;
        Ok(all.iter().filter(|key| key.starts_with(&prefix)).filter_map(|key| Key::parse(key)).collect())
    }

    fn list(&mut self, from: usize, newest: usize) -> Result<(), SaveError> {
        let is_single = |key: &Key| matches!(key, Key::In(_, Place::Change { .. }));
        let singles: Vec<Key> = self.keys()?.into_iter().filter(is_single).collect();
        if singles.len() >= from {
            self.todo.push_front(Work::Read { left: singles, found: Vec::new(), newest });
        }
        Ok(())
    }

    fn read(
        &mut self,
        mut left: Vec<Key>,
        mut found: Vec<(Key, Change)>,
        newest: usize,
    ) -> Result<(), SaveError> {
        let rest = left.split_off(left.len().min(SLICE));
        for key in left {
            // What cannot be read stays where it is.
            if let Ok(Some(line)) = self.journal.store.get(&key.to_string())
                && let Ok(change) = decode(&key, &line)
            {
                found.push((key, change));
            }
        }
        if !rest.is_empty() {
            self.todo.push_front(Work::Read { left: rest, found, newest });
            return Ok(());
        }
        found.arrange_by_key(|(_, change)| change.header.stamp);
        found.truncate(found.len().saturating_sub(newest));
        for portion in portions(found, |(_, change)| change) {
            let (spares, changes) = portion.into_iter().unzip();
            self.todo.push_back(Work::Write { changes, spares });
        }
        Ok(())
    }

    fn write(&mut self, changes: Vec<Change>, spares: Vec<Key>) -> Result<(), SaveError> {
        let key = match self.put(&changes) {
            Ok(key) => key,
            // Half of it may find room, and makes some.
            Err(SaveError::Store(StoreError::Full)) if spares.len() == changes.len() && spares.len() > 1 => {
                let (mut changes, mut spares) = (changes, spares);
                let half = changes.len().div_ceil(2);
                let (more, others) = (changes.split_off(half), spares.split_off(half));
                self.todo.push_front(Work::Write { changes: more, spares: others });
                self.todo.push_front(Work::Write { changes, spares });
                return Ok(());
            }
            Err(error) => return self.refuse(changes, &spares, error),
        };
        self.todo.push_front(Work::Settle { key, changes, spares });
        Ok(())
    }

    /// Writes a segment under a key that none ever stood under.
    fn put(&mut self, changes: &[Change]) -> Result<Key, SaveError> {
        self.journal.writable()?;
        self.journal.leave_marks(None)?;
        checked(&self.replica)?;
        for change in changes {
            checked(&change.header.replica)?;
        }
        let last = match self.last {
            Some(last) => last,
            None => self.highest()?,
        };
        let number = last.saturating_add(1);
        self.last = Some(number);
        let key = self.journal.key(Place::Segment { replica: self.replica.clone(), number });
        self.journal.store.set(&key.to_string(), &segment::seal(&key, changes))?;
        Ok(key)
    }

    fn highest(&self) -> Result<u32, StoreError> {
        let numbers = self.keys()?.into_iter().filter_map(|key| match key {
            Key::In(_, Place::Segment { replica, number }) if replica == self.replica => Some(number),
            _ => None,
        });
        Ok(numbers.max().unwrap_or(0))
    }

    fn settle(&mut self, key: Key, changes: Vec<Change>, spares: Vec<Key>) -> Result<(), SaveError> {
        let held = self.held(&key);
        let wanted: Each<_> = changes.iter().map(entry).collect();
        if held.as_ref().is_none_or(|held| **held != *wanted) {
            // What it was to replace stands. It is left: had only the reading failed, another tab might count on it.
            return self.refuse(changes, &spares, SaveError::NotKept { key: key.to_string() });
        }
        // A tab that removed the register meanwhile did not see this segment.
        if let Err(error) = self.journal.not_removed() {
            return self.refuse(changes, &spares, error);
        }
        for spare in spares {
            self.journal.store.remove(&spare.to_string())?;
        }
        // One of them may have been blanked while it was being sealed.
        if !self.blanked_of(&changes)?.is_empty() {
            self.todo.push_front(Work::Seek { segments: vec![key], blanked: Each::new() });
        }
        Ok(())
    }

    /// Changes that were not saved. Those that still stand under single keys are no matter.
    fn refuse(&mut self, changes: Vec<Change>, spares: &[Key], reason: SaveError) -> Result<(), SaveError> {
        if spares.is_empty() {
            let not = |change: Change| {
                let Change { header, .. } = change;
                NotTaken { replica: header.replica, number: header.number, reason: reason.clone() }
            };
            self.failed.extend(changes.into_iter().map(not));
        }
        Err(reason)
    }

    /// Takes away what a holder covers; a segment that holds what the holder has blanked is sealed anew.
    fn clear(&mut self, by: &Key, spares: Vec<(Key, Hash)>) -> Result<(), SaveError> {
        self.journal.writable()?;
        let Some(held) = self.held(by) else { return Ok(()) };
        let mut seen = Each::new();
        for (spare, id) in spares {
            if !spare.is_segment() {
                if covers(&held, &[(id, true)]) {
                    self.journal.store.remove(&spare.to_string())?;
                }
                continue;
            }
            if !seen.insert(spare.clone()) {
                continue;
            }
            let Some(inside) = self.held(&spare) else { continue };
            let is_better = covers(&held, &inside) && (!covers(&inside, &held) || *by < spare);
            let is_worse = covers(&inside, &held) && (!covers(&held, &inside) || spare < *by);
            if by.is_segment() && is_better {
                self.journal.store.remove(&spare.to_string())?;
            } else if by.is_segment() && is_worse {
                self.journal.store.remove(&by.to_string())?;
                return Ok(());
            } else {
                let blanked = held.iter().filter(|(_, whole)| !whole).map(|(id, _)| *id).collect();
                self.todo.push_back(Work::Seek { segments: vec![spare], blanked });
            }
        }
        Ok(())
    }

    /// What stands under a key: ids, and whether whole. None when it cannot be read.
    fn held(&self, key: &Key) -> Option<Each<(Hash, bool)>> {
        Some(self.changes(key)?.iter().map(entry).collect())
    }

    fn changes(&self, key: &Key) -> Option<Vec<Change>> {
        let line = self.journal.store.get(&key.to_string()).ok()??;
        match key.is_segment() {
            true => segment::read(key, &line).ok(),
            false => decode(key, &line).ok().map(|change| vec![change]),
        }
    }

    /// Seals the first of these segments anew if content stands in it that was blanked.
    fn seek(&mut self, mut segments: Vec<Key>, known: Each<Hash>) -> Result<(), SaveError> {
        let Some(key) = segments.pop() else { return Ok(()) };
        let inside = self.changes(&key);
        if !segments.is_empty() {
            self.todo.push_back(Work::Seek { segments, blanked: known.clone() });
        }
        let Some(changes) = inside else { return Ok(()) };
        let blanked = self.blanked_of(&changes)?;
        let is_blanked = |id: &Hash| blanked.contains(id) || known.contains(id);
        if !changes.iter().any(|change| !change.is_blanked() && is_blanked(&change.id)) {
            return Ok(());
        }
        let anew = |change: Change| if is_blanked(&change.id) { change.blanked() } else { change };
        let changes = changes.into_iter().map(anew).collect();
        self.todo.push_front(Work::Write { changes, spares: vec![key] });
        Ok(())
    }

    /// Those of these changes that are whole and were blanked.
    fn blanked_of(&self, changes: &[Change]) -> Result<Each<Hash>, StoreError> {
        let blanked: Each<Key> =
            self.keys()?.into_iter().filter(|key| matches!(key, Key::In(_, Place::Blanked { .. }))).collect();
        let is_blanked = |change: &&Change| {
            let (replica, number) = (change.header.replica.clone(), change.header.number);
            let key = self.journal.key(Place::Blanked { replica, number, mark: Mark::of(&change.id) });
            // Only a line that can be read speaks for dropping content.
            !change.is_blanked()
                && blanked.contains(&key)
                && self.held(&key).is_some_and(|held| covers(&held, &[entry(change)]))
        };
        Ok(changes.iter().filter(is_blanked).map(|change| change.id).collect())
    }
}

/// A change, and whether it is whole.
pub(super) fn entry(change: &Change) -> (Hash, bool) {
    (change.id, !change.is_blanked())
}

/// Whether the first list holds all of the second: whole or blanked for what is whole, blanked for what is blanked.
pub(super) fn covers(one: &Each<(Hash, bool)>, other: &[(Hash, bool)]) -> bool {
    other.iter().all(|(id, whole)| one.contains(&(*id, false)) || *whole && one.contains(&(*id, true)))
}

/// Things with changes in portions for one segment each.
fn portions<T>(all: Vec<T>, change: impl Fn(&T) -> &Change) -> Vec<Vec<T>> {
    let mut portions: Vec<Vec<T>> = Vec::new();
    let mut bytes = 0_usize;
    for one in all {
        let body = change(&one).size();
        let is_full = |portion: &Vec<T>| portion.len() >= MOST || bytes.saturating_add(body) > MOST_BYTES;
        match portions.last_mut().filter(|portion| !is_full(portion)) {
            Some(portion) => portion.push(one),
            None => {
                portions.push(vec![one]);
                bytes = 0;
            }
        }
        bytes = bytes.saturating_add(body);
    }
    portions
}

#[cfg(test)]
mod tests;
