//! A lock and everything that can go wrong meanwhile: a page that is closed, a store that fails, other tabs.

use std::cell::Cell;

use proptest::prelude::*;

use super::tests::{filled, found, locked, numbers, same, seen, vault};
use super::*;
use crate::journal::testing::{Fault, Troubled, change, names};
use crate::journal::{Journal, LockError, MemoryStore, Opened, StoreError};
use crate::register::Each;

/// A store that answers so many calls and then no more, as a page that is closed.
struct Dying<'a>(&'a MemoryStore, Cell<usize>);

impl Dying<'_> {
    fn live(&self) -> Result<(), StoreError> {
        let left = self.1.get().checked_sub(1).ok_or_else(|| StoreError::Failed("gone".to_owned()))?;
        self.1.set(left);
        Ok(())
    }
}

impl Store for Dying<'_> {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.live().and_then(|()| self.0.get(key))
    }
    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        self.live().and_then(|()| self.0.set(key, value))
    }
    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.live().and_then(|()| self.0.remove(key))
    }
    fn keys(&self) -> Result<Vec<String>, StoreError> {
        self.live().and_then(|()| self.0.keys())
    }
}

type Deed = fn(&dyn Store) -> Result<(), LockError>;

/// What is done to a lock, what stands before, and which passphrases are known afterwards.
const DEEDS: [(&str, Deed, bool, &[u8]); 3] = [
    ("locking", |store| locked(store, 1).lock(&vault(1, 1)), false, &[1]),
    ("changing the passphrase", |store| locked(store, 1).rewrap(&vault(1, 2)), true, &[2, 1]),
    ("unlocking", |store| locked(store, 1).unlock(&vault(1, 1)), true, &[1]),
];

fn prepared(is_locked: bool) -> MemoryStore {
    let store = filled();
    if is_locked {
        locked(&store, 1).lock(&vault(1, 1)).unwrap();
    }
    store
}

/// Nothing is lost, and the deed or its opposite can be brought to its end.
#[track_caller]
fn resumes(store: &MemoryStore, passphrases: &[u8], expected: &Opened, when: &str) {
    same(&found(store, passphrases), expected, when);
    if Journal::new(store, "it").open().is_ok() {
        assert!(headers(store, &"it".into()).unwrap().is_empty(), "{when}");
        locked(store, 7).lock(&vault(7, 7)).unwrap();
    }
    let known = [passphrases, &[7]].concat();
    same(&found(store, &known), expected, when);
    assert_eq!(seen(store), Vec::<String>::new(), "{when}");
    assert_eq!(headers(store, &"it".into()).unwrap().len(), 1, "{when}");
    let left = names(store).into_iter().filter(|key| key.contains("/e/"));
    let owners: Each<_> = left.map(|key| key.split('/').nth(3).unwrap_or_default().to_owned()).collect();
    assert_eq!(owners.len(), 1, "{when}: {owners:?}");
}

#[test]
fn whatever_call_was_the_last_nothing_is_lost_and_it_goes_on() {
    let expected = found(&filled(), &[]);
    for (name, deed, is_locked, passphrases) in DEEDS {
        let mut calls = 0;
        loop {
            let store = prepared(is_locked);
            let done = deed(&Dying(&store, Cell::new(calls)));
            resumes(&store, passphrases, &expected, &format!("{name} stopped after {calls} calls"));
            if done.is_ok() {
                break;
            }
            calls += 1;
        }
        assert!(calls > 15, "{name} is too short: {calls}");
    }
}

#[test]
fn whatever_call_fails_nothing_is_lost_and_it_goes_on() {
    let expected = found(&filled(), &[]);
    for (name, deed, is_locked, passphrases) in DEEDS {
        for fault in [Fault::Refused, Fault::DoneButRefused, Fault::Ignored, Fault::Torn] {
            let calm = Troubled::shared(&prepared(is_locked), |_| {});
            deed(&calm).unwrap();
            for call in 0..calm.calls() {
                let store = prepared(is_locked);
                let _ = deed(&Troubled::failing(&store, call, fault));
                resumes(&store, passphrases, &expected, &format!("{name}, {fault:?} at call {call}"));
            }
        }
    }
}

#[test]
fn another_tab_may_write_at_any_moment() {
    for (name, deed, is_locked, passphrases) in DEEDS {
        let calm = Troubled::shared(&prepared(is_locked), |_| {});
        deed(&calm).unwrap();
        for gap in 0..calm.calls() {
            for under in [false, true] {
                let store = prepared(is_locked);
                let next = change("r5", 1, "Estonia");
                let mut announced = false;
                let busy = Troubled::shared(&store, |call| {
                    if call == gap {
                        announced = match under {
                            true => Journal::new(locked(&store, 1), "it").append(&next).is_ok(),
                            false => Journal::new(&store, "it").append(&next).is_ok(),
                        };
                    }
                });
                let _ = deed(&busy);
                drop(busy);
                let when = format!("{name}, a tab writes at gap {gap}, under the lock: {under}");
                let opened = found(&store, passphrases);
                assert!(!announced || opened.changes.contains(&next), "{when}");
                assert!(numbers().all(|change| opened.changes.contains(&change)), "{when}");
            }
        }
    }
}

#[test]
fn the_lock_may_change_at_any_moment_while_a_tab_writes() {
    for (name, deed, is_locked, passphrases) in DEEDS {
        for gap in 0..14 {
            let store = prepared(is_locked);
            let next = change("r5", 1, "Estonia");
            let busy = Troubled::shared(&store, |call| {
                if call == gap {
                    deed(&store).unwrap();
                }
            });
            let announced = match is_locked {
                true => Journal::new(locked(&busy, 1), "it").append(&next).is_ok(),
                false => Journal::new(&busy, "it").append(&next).is_ok(),
            };
            drop(busy);
            let opened = found(&store, passphrases);
            assert!(!announced || opened.changes.contains(&next), "{name} at gap {gap}");
            if Journal::new(&store, "it").open().is_err() {
                assert_eq!(seen(&store), Vec::<String>::new(), "{name} at gap {gap}");
            }
        }
    }
}

#[test]
fn two_tabs_that_lock_at_once_lose_nothing() {
    let expected = found(&filled(), &[]);
    let calm = Troubled::shared(&filled(), |_| {});
    locked(&calm, 1).lock(&vault(1, 1)).unwrap();
    for gap in 0..calm.calls() {
        let store = filled();
        let busy = Troubled::shared(&store, |call| {
            if call == gap {
                let _ = locked(&store, 2).lock(&vault(2, 2));
            }
        });
        let _ = locked(&busy, 1).lock(&vault(1, 1));
        drop(busy);
        resumes(&store, &[1, 2], &expected, &format!("two locks, the second at gap {gap}"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_one_damaged_key_leaves_all_others_intact(
        which in any::<prop::sample::Index>(),
        other in any::<prop::sample::Index>(),
        how in 0..4u8,
        at in any::<prop::sample::Index>(),
        with in any::<char>(),
    ) {
        let store = prepared(true);
        let before = found(&store, &[1]);
        let keys: Vec<_> = names(&store).into_iter().filter(|key| key.starts_with("muster/it/")).collect();
        let (key, second) = (which.get(&keys), other.get(&keys));
        let (value, swapped) = (store.get(key).unwrap().unwrap(), store.get(second).unwrap().unwrap());
        let mut letters: Vec<char> = value.chars().collect();
        let place = at.index(letters.len());
        match how {
            0 => letters.truncate(place),
            1 => letters[place] = with,
            2 => {}
            _ => {
                store.set(second, &value).unwrap();
                letters = swapped.chars().collect();
            }
        }
        if how == 2 {
            store.remove(key).unwrap();
        } else {
            store.set(key, &letters.iter().collect::<String>()).unwrap();
        }
        let opened = found(&store, &[1]);
        let lost = before.changes.iter().filter(|change| !opened.changes.contains(change)).count();
        prop_assert!(lost <= if how > 2 { 2 } else { 1 }, "{key} {how}: {lost} lost");
        prop_assert!(opened.changes.iter().all(|change| before.changes.contains(change)), "made up");
    }
}
