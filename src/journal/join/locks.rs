//! A lock in two stores of which one may be some edits behind: put on in one and not yet in the other, or taken away.

use super::{Deed, Join, Lines};
use crate::journal::lock::key_of;
use crate::journal::{Key, Place};
use crate::register::{Each, Id};

/// What the stores together know of the locks of a register.
pub(super) struct Locks<'a> {
    prefix: String,
    stores: [&'a Lines; 2],
    /// Those that were taken away.
    over: Each<String>,
    /// Those that hold.
    held: Each<String>,
}

impl<'a> Locks<'a> {
    /// Of a register, in browser and disk.
    pub(super) fn of(register: &Id, stores: [&'a Lines; 2]) -> Self {
        let prefix = Key::prefix(register);
        let lines = || stores.iter().flat_map(|lines| lines.iter());
        let over: Each<String> = lines()
            .filter_map(|(key, _)| key.strip_prefix(&format!("{prefix}u/")))
            .map(str::to_owned)
            .collect();
        let is_header = |key: &str| {
            key.strip_prefix(&prefix).is_some_and(|place| place == "lock" || place.starts_with("k/"))
        };
        let ids = lines().filter(|(key, _)| is_header(key)).filter_map(|(_, line)| key_of(line));
        let held = ids.filter(|id| !over.iter().any(|over| over == id)).map(str::to_owned).collect();
        Locks { prefix, stores, over, held }
    }

    /// Decides over a key what has to do with locks; whether nothing else is to be done with it.
    pub(super) fn decide(&self, name: &str, join: &mut Join) -> bool {
        let [here, there] = self.stores.map(|lines| lines.get(name));
        if self.is_over(name, here) || self.is_over(name, there) {
            if here.is_some() {
                join.browser.push(Deed::Remove(name.to_owned()));
            }
            if there.is_some() {
                join.disk.push(Deed::Remove(name.to_owned()));
            }
            return true;
        }
        if self.held.is_empty() || !self.is_plain(name) {
            return false;
        }
        // Under a lock what is plain is on its way out, and what the browser has of it is taken in at the next opening.
        match (here, there) {
            (Some(_), None) => true,
            (here, Some(_)) if here == there || here.is_none() && self.is_sealed(name) => {
                join.disk.push(Deed::Remove(name.to_owned()));
                true
            }
            _ => false,
        }
    }

    /// Whether a line belongs to a lock that was taken away.
    fn is_over(&self, name: &str, line: Option<&String>) -> bool {
        let over = |id: Option<&str>| id.is_some_and(|id| self.over.iter().any(|over| over == id));
        match Key::parse(name) {
            Some(Key::In(_, Place::Sealed(rest))) => over(rest.split('/').next()),
            Some(Key::In(_, Place::Lock | Place::Vault(_))) => over(line.and_then(|line| key_of(line))),
            _ => false,
        }
    }

    /// Whether it says in plain what a lock covers. The card of a locked register has no name, and is made again.
    fn is_plain(&self, name: &str) -> bool {
        match Key::parse(name) {
            Some(Key::In(_, place)) => place.is_covered(),
            _ => false,
        }
    }

    /// Whether the same place stands sealed in one of the stores.
    fn is_sealed(&self, name: &str) -> bool {
        let Some(place) = name.strip_prefix(&self.prefix) else { return false };
        let mut hidden = self.held.iter().map(|id| format!("{}e/{id}/{place}", self.prefix));
        hidden.any(|hidden| self.stores.iter().any(|lines| lines.contains_key(&hidden)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Lines, join, join_with};
    use super::*;
    use crate::journal::lock::{Locked, headers};
    use crate::journal::testing::change;
    use crate::journal::{Journal, MemoryStore, Shelf, Store};
    use crate::seal::{Cost, DataKey, Vault, WrappingKey};

    const KEY: [u8; 32] = [1; 32];

    fn filled() -> MemoryStore {
        let store = MemoryStore::new();
        let shelf = Shelf::new(&store);
        let journal = shelf.create(&"it".into(), Some("IT coalition"), 10).unwrap();
        (1..4).for_each(|number| journal.append(&change("r1", number, "Estonia")).unwrap());
        store
    }

    fn locked(store: &MemoryStore) -> Locked<MemoryStore> {
        Locked::new(store.clone(), "it", &DataKey::new(KEY))
    }

    fn vault() -> Vault {
        let wrapping = WrappingKey::new([2; 32]);
        Vault::close("it", &DataKey::new(KEY), &wrapping, Cost::light([3; 16]), [4; 24]).unwrap()
    }

    fn lines(store: &MemoryStore) -> Lines {
        store
            .keys()
            .unwrap()
            .into_iter()
            .map(|key| (key.clone(), store.get(&key).unwrap().unwrap()))
            .collect()
    }

    fn copy(store: &MemoryStore) -> MemoryStore {
        let copy = MemoryStore::new();
        lines(store).iter().for_each(|(key, line)| copy.set(key, line).unwrap());
        copy
    }

    fn do_all(deeds: &[Deed], store: &MemoryStore) {
        for deed in deeds {
            match deed {
                Deed::Put(key, line) => store.set(key, line).unwrap(),
                Deed::Remove(key) => store.remove(key).unwrap(),
            }
        }
    }

    /// Joins, opens with the key where there is a lock, joins again; both stores then hold the same three changes.
    #[track_caller]
    fn settle(browser: &MemoryStore, disk: &MemoryStore, is_locked: bool, count: usize) {
        for _ in 0..2 {
            let join = join(&"it".into(), &lines(browser), &lines(disk), &|_| false);
            assert_eq!(join.aside, vec![]);
            do_all(&join.browser, browser);
            do_all(&join.disk, disk);
            assert_eq!(!headers(browser, &"it".into()).unwrap().is_empty(), is_locked);
            if is_locked {
                locked(browser).tidy(&vault()).unwrap();
            }
        }
        assert_eq!(lines(browser), lines(disk));
        let opened = if is_locked {
            assert!(!format!("{:?}", lines(disk)).contains("Estonia"));
            Journal::new(locked(disk), "it").open()
        } else {
            Journal::new(disk, "it").open()
        };
        assert_eq!(opened.unwrap().changes.len(), count);
    }

    #[test]
    fn whichever_store_is_behind_a_lock_holds_in_both() {
        let plain = filled();
        let sealed = copy(&plain);
        locked(&sealed).lock(&vault()).unwrap();
        settle(&copy(&sealed), &copy(&plain), true, 3);
        settle(&copy(&plain), &copy(&sealed), true, 3);
        settle(&copy(&sealed), &MemoryStore::new(), true, 3);
        settle(&MemoryStore::new(), &copy(&sealed), true, 3);
        // An edit after it, which only one of them has.
        let later = copy(&sealed);
        Journal::new(locked(&later), "it").append(&change("r1", 4, "Estonia")).unwrap();
        settle(&copy(&plain), &copy(&later), true, 4);
        settle(&copy(&later), &copy(&plain), true, 4);
        settle(&copy(&sealed), &copy(&later), true, 4);
        // One that the disk has in plain alone.
        let more = copy(&plain);
        Journal::new(&more, "it").append(&change("r2", 1, "Estonia")).unwrap();
        settle(&copy(&sealed), &more, true, 4);
    }

    #[test]
    fn what_does_not_open_is_mended_from_the_other_store() {
        let sealed = filled();
        locked(&sealed).lock(&vault()).unwrap();
        let hidden = locked(&sealed).cover().hidden("muster/it/c/r1/2").unwrap();
        let line = sealed.get(&hidden).unwrap().unwrap();
        let damaged = copy(&sealed);
        damaged.set(&hidden, &format!("{line}一")).unwrap();
        let journal = Journal::new(locked(&sealed), "it");
        let opens = |key: &str, line: &str| journal.opens(key, line);
        assert!(Journal::new(&damaged, "it").opens(&hidden, "e 一"), "who has no key cannot tell");
        for (browser, disk) in [(&damaged, &sealed), (&sealed, &damaged)] {
            let join = join_with(&"it".into(), &lines(browser), &lines(disk), &|_| false, &opens);
            let deeds = [join.browser, join.disk].concat();
            assert_eq!(deeds, [Deed::Put(hidden.clone(), line.clone())]);
        }
    }

    #[test]
    fn a_lock_that_was_taken_away_does_not_come_back() {
        let sealed = filled();
        locked(&sealed).lock(&vault()).unwrap();
        let plain = copy(&sealed);
        locked(&plain).unlock(&vault()).unwrap();
        settle(&copy(&plain), &copy(&sealed), false, 3);
        settle(&copy(&sealed), &copy(&plain), false, 3);
        let later = copy(&plain);
        Journal::new(&later, "it").append(&change("r1", 4, "Estonia")).unwrap();
        settle(&copy(&sealed), &later, false, 4);
    }
}
