//! Whatever call fails, whatever another tab does in between: nothing announced is lost.

use std::cell::RefCell;
use std::collections::BTreeSet;

use proptest::prelude::*;

use super::testing::{Fault, Troubled, change, ids, names, open};
use super::*;
use crate::register::{Change, Hash, Id};

/// One journey through the room; gives the ids of what was announced as saved.
fn journey(store: &dyn Store, announced: &RefCell<Vec<Hash>>) {
    let journal = Journal::new(store, "it");
    let _ = Shelf::new(store).create(&"it".into(), Some("IT"), 1);
    for number in 1..4 {
        let change = change("r1", number, "Estonia");
        if journal.append(&change).is_ok() {
            announced.borrow_mut().push(change.id);
        }
    }
    let _ = journal.put_draft(&"r1".into(), "party", "Lat");
    let others: Vec<_> = (1..4).map(|number| change("r2", number, "Latvia")).collect();
    let failed = journal.append_all(&others).err().map_or_else(Vec::new, |partly| partly.failed);
    let is_failed = |change: &&Change| failed.iter().any(|not| not.number == change.header.number);
    announced.borrow_mut().extend(others.iter().filter(|change| !is_failed(change)).map(|change| change.id));
    let blanked = change("r1", 1, "Estonia").blanked();
    if journal.append(&blanked).is_ok() {
        announced.borrow_mut().push(blanked.id);
    }
    let _ = journal.open();
    let _ = Shelf::new(store).list();
}

#[test]
fn whatever_call_fails_nothing_is_announced_that_is_not_there() {
    let calm = Troubled::shared(&MemoryStore::new(), |_| {});
    journey(&calm, &RefCell::default());
    assert!(calm.calls() > 80, "the journey is too short: {} calls", calm.calls());
    for fault in [Fault::Refused, Fault::DoneButRefused, Fault::Ignored, Fault::Torn] {
        for call in 0..calm.calls() {
            let store = MemoryStore::new();
            let announced = RefCell::default();
            journey(&Troubled::failing(&store, call, fault), &announced);
            let announced = announced.into_inner();
            let found = ids(&store);
            assert!(announced.len() >= 4, "{fault:?} at {call} stopped everything");
            for id in announced {
                assert!(found.contains(&id), "{fault:?} at call {call}: an announced change is not there");
            }
        }
    }
}

/// What a tab does in the race.
#[derive(Clone, Debug)]
enum Deed {
    Write(u8),
    Import(Vec<(u8, bool)>),
    Blank(u8),
    Draft,
    Open,
    List,
}

fn deed() -> impl Strategy<Value = Deed> {
    let number = 1..4u8;
    prop_oneof![
        4 => number.clone().prop_map(Deed::Write),
        3 => prop::collection::vec((number.clone(), any::<bool>()), 1..4).prop_map(Deed::Import),
        1 => number.prop_map(Deed::Blank),
        1 => Just(Deed::Draft),
        1 => Just(Deed::Open),
        1 => Just(Deed::List),
    ]
}

/// Changes of a third replica, with a fork at each number.
fn foreign(number: u8, fork: bool) -> Change {
    change("r3", number.into(), if fork { "Latvia" } else { "Estonia" })
}

fn act(store: &dyn Store, replica: &str, deed: &Deed, announced: &RefCell<Vec<Change>>) {
    let journal = Journal::new(store, "it");
    let saved = match deed {
        Deed::Write(number) => {
            let change = change(replica, (*number).into(), "Estonia");
            journal.append(&change).map(|()| vec![change]).unwrap()
        }
        Deed::Import(changes) => {
            let changes: Vec<_> = changes.iter().map(|(number, fork)| foreign(*number, *fork)).collect();
            journal.append_all(&changes).map(|_| changes).unwrap()
        }
        Deed::Blank(number) => {
            let blanked = foreign(*number, true).blanked();
            journal.append_all([&blanked]).map(|_| vec![blanked]).unwrap()
        }
        Deed::Draft => journal.put_draft(&replica.into(), "party", "x").map(|()| vec![]).unwrap(),
        Deed::Open => journal.open().map(|_| vec![]).unwrap(),
        Deed::List => Shelf::new(store).list().map(|_| vec![]).unwrap(),
    };
    announced.borrow_mut().extend(saved);
}

/// Two tabs at once: the second does its next deed between two store calls of the first, at each gap.
fn race(first: &[Deed], second: &[Deed], gaps: &BTreeSet<usize>) {
    let store = MemoryStore::new();
    let announced = RefCell::default();
    let mut left = second.iter();
    let busy = Troubled::shared(&store, |call| {
        if gaps.contains(&call)
            && let Some(deed) = left.next()
        {
            act(&store, "r2", deed, &announced);
        }
    });
    first.iter().for_each(|deed| act(&busy, "r1", deed, &announced));
    drop(busy);
    left.for_each(|deed| act(&store, "r2", deed, &announced));
    let opened = open(&store);
    assert_eq!(opened.aside, vec![]);
    for change in announced.into_inner() {
        let found = opened.changes.iter().find(|found| found.id == change.id);
        assert!(found.is_some(), "lost {change:?}");
        assert!(!change.is_blanked() || found.is_some_and(|found| found.is_blanked()));
    }
}

#[test]
fn what_is_blanked_while_it_is_being_saved_is_kept_blanked() {
    for gap in 0..40 {
        race(&[Deed::Import(vec![(2, false), (1, true)])], &[Deed::Blank(1)], &BTreeSet::from([gap]));
    }
}

proptest! {
    #[test]
    fn two_tabs_lose_nothing_that_either_announced(
        first in prop::collection::vec(deed(), 1..6),
        second in prop::collection::vec(deed(), 1..6),
        gaps in prop::collection::btree_set(0..120usize, 6),
    ) {
        race(&first, &second, &gaps);
    }

    #[test]
    fn any_one_damaged_key_leaves_all_others_intact(
        which in any::<prop::sample::Index>(),
        other in any::<prop::sample::Index>(),
        how in 0..4u8,
        at in any::<prop::sample::Index>(),
        with in any::<char>(),
    ) {
        let store = MemoryStore::new();
        let shelf = Shelf::new(&store);
        shelf.create(&"it".into(), Some("IT"), 1).unwrap();
        let own: Vec<_> = (1..6).map(|number| change("r1", number, "Эстония")).collect();
        own.iter().for_each(|change| shelf.journal("it").append(change).unwrap());
        shelf.journal("it").append_all([&foreign(1, true), &foreign(1, false).blanked()]).unwrap();
        shelf.journal("it").put_draft(&"r1".into(), "party", "Lat").unwrap();
        shelf.journal("copy").append_all(&own).unwrap();
        let before = open(&store);

        let keys = names(&store);
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
        let hit = |change: &Change| {
            let name = |key: &str| {
                let (place, number) = key.rsplit_once('/').unwrap_or_default();
                key.starts_with("muster/it/") && place.ends_with(change.header.replica.as_str())
                    && number.split('.').next() == Some(change.header.number.to_string().as_str())
            };
            name(key) || (how > 2 && name(second))
        };
        let opened = open(&store);
        prop_assert_eq!(opened.read_only, None);
        for change in &before.changes {
            prop_assert!(hit(change) || opened.changes.contains(change), "{} {how} lost {change:?}", key);
        }
        for change in &opened.changes {
            prop_assert!(before.changes.contains(change), "made up {change:?}");
        }
        prop_assert!(shelf.list().unwrap().iter().any(|card| card.register == Id::from("it")));
    }
}
