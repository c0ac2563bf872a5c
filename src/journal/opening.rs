//! Reading what is kept of a register, key by key, so that a large one need not be read in one go.

use std::collections::btree_map::{BTreeMap, Entry};
use std::rc::Rc;

use super::journal::copied;
use super::{
    Aside, Double, Journal, Key, OpenError, Opened, Place, ReadOnly, SavedDraft, Store, decode, lock, unframe,
};
use crate::register::{Change, Each, Hash, SCHEMA};

/// A register that is being read.
pub struct Opening<S> {
    journal: Journal<S>,
    opened: Opened,
    /// How many changes were handed out and are in `opened` no more.
    given: usize,
    found: BTreeMap<Hash, Found>,
    copies: Vec<Aside>,
    /// What is still to be read, the next one last.
    names: Vec<String>,
    read: Each<String>,
    /// The newest schema of all changes found.
    newest: u32,
}

/// Where a change was found.
struct Found {
    /// Its place among all changes found.
    place: usize,
    is_blanked: bool,
    key: Rc<Key>,
}

impl<S: Store> Opening<S> {
    /// Begins: finds what there is to be read.
    ///
    /// # Errors
    /// When the register was removed, or the store cannot list its keys.
    pub fn begin(journal: Journal<S>) -> Result<Self, OpenError> {
        lock::check(&journal.store, &journal.register)?;
        let opened = Opened { read_only: journal.newer().unwrap_or_default(), ..Opened::default() };
        let mut opening = Opening {
            journal,
            opened,
            given: 0,
            found: BTreeMap::new(),
            copies: Vec::new(),
            names: Vec::new(),
            read: Each::new(),
            newest: 0,
        };
        opening.names = opening.more()?;
        Ok(opening)
    }

    /// The keys that are still to be read.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Puts last what is of no hurry.
    pub fn put_off(&mut self, is_late: impl Fn(&str) -> bool) {
        let (late, early): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.names).into_iter().partition(|name| is_late(name));
        self.names = late.into_iter().chain(early).collect();
    }

    /// Reads what stands under the next key; false when that was all.
    ///
    /// # Errors
    /// When there are segments and nothing that reads them, or the register was removed meanwhile.
    pub fn step(&mut self) -> Result<bool, OpenError> {
        let Some(name) = self.names.pop() else {
            // What came meanwhile is read too. A key that went may have been sealed: then its change stands in there.
            self.names = self.more()?;
            return Ok(!self.names.is_empty());
        };
        self.take(&name)?;
        self.read.insert(name);
        Ok(true)
    }

    /// The keys of the register that were not read yet, in the order of the store.
    fn more(&self) -> Result<Vec<String>, OpenError> {
        let Journal { store, register, .. } = &self.journal;
        let (prefix, removed) = (Key::prefix(register), self.journal.key(Place::Removed).to_string());
        let mut names = store.keys()?;
        if names.contains(&removed) {
            return Err(OpenError::Removed(register.clone()));
        }
        names.retain(|name| name.starts_with(&prefix) && !self.read.contains(name));
        names.reverse();
        Ok(names)
    }

    /// What was found up to now.
    pub fn opened(&self) -> &Opened {
        &self.opened
    }

    /// The changes that were found since the last time, and are still to be handed out.
    pub fn found(&self) -> &[Change] {
        &self.opened.changes
    }

    /// Hands out the changes that were found since the last time; one that comes again is blanked now.
    pub fn changes(&mut self) -> Vec<Change> {
        let some = std::mem::take(&mut self.opened.changes);
        self.given = self.given.saturating_add(some.len());
        some
    }

    /// What was found, without the changes that were handed out.
    pub fn finish(self) -> Opened {
        let Opening { journal, mut opened, mut copies, newest, .. } = self;
        if opened.read_only.is_none() && newest > SCHEMA {
            opened.read_only = Some(ReadOnly::NewerSchema(newest));
        }
        if opened.read_only.is_none() {
            for aside in &opened.aside {
                journal.set_aside(aside);
            }
        }
        // A copy whose original is still there is not told twice.
        copies.retain(|copy| {
            !opened.aside.iter().any(|aside| (&aside.key, &aside.raw) == (&copy.key, &copy.raw))
        });
        opened.aside.append(&mut copies);
        opened
    }

    /// Takes in what stands under a key.
    fn take(&mut self, name: &str) -> Result<(), OpenError> {
        let Some(key @ Key::In(..)) = Key::parse(name) else { return Ok(()) };
        let Some(read) = self.journal.read(&key) else { return Ok(()) };
        let key = Rc::new(key);
        let Key::In(_, place) = &*key else { return Ok(()) };
        let changes = match (place, &read) {
            (Place::Change { .. } | Place::Blanked { .. }, Ok(raw)) => decode(&key, raw).map(|one| vec![one]),
            (Place::Segment { .. }, Ok(raw)) => self.journal.segments.ok_or(OpenError::Sealed)?(&key, raw),
            (Place::Draft { replica, form }, Ok(raw)) => unframe(&key, raw).map(|words| {
                self.opened.drafts.push(SavedDraft::new(replica, form, words));
                Vec::new()
            }),
            (Place::Here(replica), _) => {
                self.opened.here.insert(replica.clone());
                return Ok(());
            }
            (Place::Aside(_), Ok(raw)) => {
                self.copies.push(copied(&key, raw.clone()));
                return Ok(());
            }
            (_, Err(reason)) => Err(reason.clone()),
            (Place::Removed | Place::Lock | Place::Vault(_) | Place::Unlocked(_) | Place::Sealed(_), _) => {
                return Ok(());
            }
        };
        match changes {
            Ok(changes) => changes.into_iter().for_each(|change| self.find(change, &key)),
            Err(reason) => {
                let raw = read.unwrap_or_default();
                self.opened.aside.push(Aside { key: name.to_owned(), raw, reason });
            }
        }
        Ok(())
    }

    /// Takes in a change that was read. Of two that are one the blanked stays, and the single key of the other goes,
    /// which finishes a blanking that was interrupted; where a segment is one of them, that is left to a sealer.
    fn find(&mut self, change: Change, key: &Rc<Key>) {
        let (id, is_blanked) = (change.id, change.is_blanked());
        self.newest = self.newest.max(change.header.schema);
        let place = self.given.saturating_add(self.opened.changes.len());
        let mut held = match self.found.entry(id) {
            Entry::Vacant(entry) => {
                entry.insert(Found { place, is_blanked, key: Rc::clone(key) });
                self.opened.changes.push(change);
                return;
            }
            Entry::Occupied(held) => held,
        };
        let held = held.get_mut();
        let is_same = is_blanked == held.is_blanked;
        let takes_over = is_blanked && !is_same || is_same && key.is_segment();
        let (spare, by) = match takes_over {
            true => (std::mem::replace(&mut held.key, Rc::clone(key)), Rc::clone(key)),
            false => (Rc::clone(key), Rc::clone(&held.key)),
        };
        if is_blanked && !is_same {
            held.is_blanked = true;
            match held.place.checked_sub(self.given).and_then(|place| self.opened.changes.get_mut(place)) {
                Some(whole) => *whole = change,
                None => self.opened.changes.push(change),
            }
        }
        if spare.is_segment() || is_same && by.is_segment() && !is_blanked {
            self.opened.doubles.push(Double { spare, by, id });
        } else if !is_same && self.opened.read_only.is_none() {
            // Left behind, it is found and taken away at the next opening.
            let _ = self.journal.store.remove(&spare.to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::MemoryStore;
    use crate::journal::testing::change;

    #[test]
    fn what_comes_while_it_is_read_is_read_too() {
        let store = MemoryStore::default();
        let journal = Journal::new(&store, "it");
        let [first, second, third] = [1, 2, 3].map(|number| change("r1", number, ""));
        journal.append(&first).unwrap();
        let mut opening = Opening::begin(Journal::new(&store, "it")).unwrap();
        let mut found = Vec::new();
        assert!(opening.step().unwrap());
        found.extend(opening.changes());
        journal.append_all([&second, &third]).unwrap();
        while opening.step().unwrap() {
            found.extend(opening.changes());
        }
        found.extend(opening.changes());
        found.sort_by_key(|change| change.header.number);
        assert_eq!(found, [first, second, third]);
        assert_eq!(opening.finish().changes, []);
    }
}
