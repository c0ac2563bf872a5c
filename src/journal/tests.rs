//! What the room promises, as examples and as properties.

use std::cell::RefCell;
use std::collections::BTreeSet;

use proptest::prelude::*;

use super::testing::{Fault, Troubled, change, ids, key, open};
use super::*;
use crate::register::{Change, Hash, Id};

fn journal(store: &MemoryStore) -> Journal<&MemoryStore> {
    Journal::new(store, "it")
}

fn sorted(mut ids: Vec<Hash>) -> Vec<Hash> {
    ids.sort();
    ids
}

fn names(store: &MemoryStore) -> Vec<String> {
    let mut keys = store.keys().unwrap();
    keys.sort();
    keys
}

#[test]
fn keeps_what_it_announces_under_the_keys_of_the_format() {
    let store = MemoryStore::new();
    let (own, other) = (change("r1", 1, "Estonia"), change("r2", 1, "Latvia"));
    journal(&store).append(&own).unwrap();
    assert_eq!(journal(&store).append_all([&own, &other]), Ok(Taken { new: 1, known: 1 }));
    journal(&store).put_draft(&"r1".into(), "parties/EE", "half").unwrap();
    let mark = Mark::of(&other.id);
    assert_eq!(
        names(&store),
        [
            "muster/format/1".to_owned(),
            "muster/it/c/r1/1".to_owned(),
            format!("muster/it/c/r2/1.{mark}"),
            "muster/it/d/r1/parties/EE".to_owned(),
            "muster/it/here/r1".to_owned(),
        ]
    );
    let opened = open(&store);
    assert_eq!(
        sorted(opened.changes.iter().map(|change| change.id).collect()),
        sorted(vec![own.id, other.id])
    );
    assert_eq!((opened.aside, opened.read_only), (vec![], None));
    assert_eq!(*opened.here, [Id::from("r1")]);
    assert_eq!(opened.drafts.len(), 1);
}

#[test]
fn saving_again_is_safe() {
    let store = MemoryStore::new();
    let own = change("r1", 1, "Estonia");
    for _ in 0..2 {
        journal(&store).append(&own).unwrap();
        journal(&store).append_all([&own]).unwrap();
    }
    assert_eq!(ids(&store), [own.id]);
}

#[test]
fn both_prongs_of_a_fork_are_kept() {
    let store = MemoryStore::new();
    let (one, two) = (change("r1", 1, "Estonia"), change("r1", 1, "Latvia"));
    journal(&store).append(&one).unwrap();
    journal(&store).append(&two).unwrap();
    assert_eq!(sorted(ids(&store)), sorted(vec![one.id, two.id]));
}

#[test]
fn a_blanked_change_takes_the_place_of_the_whole_one() {
    let store = MemoryStore::new();
    let (own, other) = (change("r1", 1, "Estonia"), change("r2", 1, "Latvia"));
    journal(&store).append(&own).unwrap();
    journal(&store).append_all([&other]).unwrap();
    let blanked = [own.blanked(), other.blanked()];
    assert_eq!(journal(&store).append_all(&blanked), Ok(Taken { new: 2, known: 0 }));
    // What was blanked does not come back with an older file.
    assert_eq!(journal(&store).append_all([&own, &other]), Ok(Taken { new: 0, known: 2 }));
    assert!(open(&store).changes.iter().all(|change| change.whole().is_none()));
    let values: Vec<_> = names(&store).iter().map(|key| store.get(key).unwrap().unwrap()).collect();
    assert!(!values.concat().contains("Estonia") && !values.concat().contains("Latvia"));
}

#[test]
fn an_interrupted_blanking_is_finished_at_the_next_opening() {
    let store = MemoryStore::new();
    let own = change("r1", 1, "Estonia");
    journal(&store).append(&own.blanked()).unwrap();
    let plain = key("it", &own);
    store.set(&plain.to_string(), &encode(&plain, &own)).unwrap();
    assert_eq!(open(&store).changes, [own.blanked()]);
    assert_eq!(store.get(&plain.to_string()), Ok(None));
}

#[test]
fn when_the_store_is_full_what_was_saved_is_intact() {
    let store = MemoryStore::with_limit(1_500);
    let all: Vec<_> = (1..10).map(|number| change("r1", number, "Estonia")).collect();
    let saved = all.iter().take_while(|change| journal(&store).append(change).is_ok()).count();
    assert!((1..9).contains(&saved));
    assert_eq!(journal(&store).append(&all[saved]), Err(SaveError::Store(StoreError::Full)));
    let failed = journal(&store).append_all(&all).unwrap_err();
    assert_eq!((failed.new, failed.known, failed.failed.len()), (0, saved, 9 - saved));
    assert_eq!(failed.failed[0].number as usize, saved + 1);
    assert!(
        failed.to_string().starts_with(&format!("{} of 9 changes were not saved. The first is", 9 - saved))
    );
    assert_eq!(sorted(ids(&store)), sorted(all[..saved].iter().map(|change| change.id).collect()));
}

#[test]
fn damage_is_set_aside_and_kept() {
    let store = MemoryStore::new();
    for number in 1..4 {
        journal(&store).append(&change("r1", number, "Estonia")).unwrap();
    }
    store.set("muster/it/c/r1/2", "1 0123 half").unwrap();
    let aside = open(&store).aside;
    assert_eq!(
        (aside.len(), aside[0].key.as_str(), aside[0].raw.as_str()),
        (1, "muster/it/c/r1/2", "1 0123 half")
    );
    assert_eq!(open(&store).aside, aside, "told once, also when the copy is there");
    // Its number can still be saved, and what stood there stays.
    let again = change("r1", 2, "Estonia");
    journal(&store).append(&again).unwrap();
    assert_eq!(ids(&store).len(), 3);
    assert_eq!(store.get("muster/it/c/r1/2"), Ok(Some("1 0123 half".to_owned())));
    // The copy outlives its original.
    store.remove("muster/it/c/r1/2").unwrap();
    assert_eq!(open(&store).aside, aside);
}

#[test]
fn a_store_of_a_newer_version_is_only_read() {
    let store = MemoryStore::new();
    let own = change("r1", 1, "Estonia");
    journal(&store).append(&own).unwrap();
    store.set("muster/it/c/r1/2", "2 what a newer version wrote").unwrap();
    store.set("muster/format/2", "").unwrap();
    let before = names(&store);
    let opened = open(&store);
    assert_eq!(opened.read_only, Some(ReadOnly::NewerFormat(2)));
    assert_eq!(opened.changes, [own]);
    assert_eq!(opened.aside[0].reason, LineError::Newer("2".to_owned()));
    let refused = journal(&store).append(&change("r1", 3, "Latvia"));
    assert_eq!(refused, Err(SaveError::ReadOnly(ReadOnly::NewerFormat(2))));
    assert!(journal(&store).put_draft(&"r1".into(), "a", "b").is_err());
    assert!(Shelf::new(&store).remove(&"it".into(), 5).is_err());
    Shelf::new(&store).list().unwrap();
    assert_eq!(names(&store), before, "nothing was written");
}

#[test]
fn changes_of_a_newer_schema_and_segments_make_it_read_only() {
    let store = MemoryStore::new();
    let mut header = change("r1", 1, "Estonia").header;
    header.schema = 2;
    let newer = Change::new(header, change("r1", 1, "Estonia").body);
    journal(&store).append(&newer).unwrap();
    assert_eq!(open(&store).read_only, Some(ReadOnly::NewerSchema(2)));
    let store = MemoryStore::new();
    store.set("muster/it/s/r1/1", "x").unwrap();
    assert_eq!(open(&store).read_only, Some(ReadOnly::Sealed));
}

#[test]
fn ids_that_cannot_stand_in_a_key_are_refused() {
    let store = MemoryStore::new();
    let bad = |result| assert!(matches!(result, Err(SaveError::BadId(_))));
    bad(journal(&store).append(&change("a/b", 1, "Estonia")));
    bad(Journal::new(&store, "index").append(&change("r1", 1, "Estonia")));
    bad(journal(&store).put_draft(&"a/b".into(), "form", "x"));
    bad(journal(&store).put_draft(&"r1".into(), "", "x"));
    assert!(Shelf::new(&store).create(&"a/b".into(), None, 1).is_err());
    assert_eq!(names(&store), Vec::<String>::new());
}

#[test]
fn drafts_come_and_go() {
    let store = MemoryStore::new();
    let (journal, replica) = (journal(&store), Id::from("r1"));
    journal.put_draft(&replica, "party", "Est").unwrap();
    journal.put_draft(&replica, "party", "Esto").unwrap();
    Journal::new(&store, "other").put_draft(&replica, "party", "Lat").unwrap();
    assert_eq!(journal.drafts(), Ok(vec![SavedDraft::new(&replica, "party", "Esto")]));
    assert_eq!(journal.take_draft(&replica, "party"), Ok(Some("Esto".to_owned())));
    assert_eq!(journal.take_draft(&replica, "party"), Ok(None));
    assert_eq!(journal.drafts(), Ok(vec![]));
}

#[test]
fn hears_what_other_tabs_save() {
    let store = MemoryStore::new();
    let own = change("r1", 1, "Estonia");
    let (key, journal) = (key("it", &own), journal(&store));
    let name = key.to_string();
    let line = encode(&key, &own);
    let check =
        |key: &str, value: Option<&str>, expected: Heard| assert_eq!(journal.absorb(key, value), expected);
    check(&name, Some(&line), Heard::Change(Box::new(own.clone())));
    check(&name, None, Heard::Nothing);
    check("theme", Some("dark"), Heard::Nothing);
    check("muster/other/c/r1/1", Some(&line), Heard::Nothing);
    check("muster/it/d/r1/form", Some("x"), Heard::Nothing);
    check("muster/it/removed", Some("x"), Heard::Removed);
    check("muster/it/removed", None, Heard::Nothing);
    check("muster/format/1", Some(""), Heard::Nothing);
    check("muster/format/2", Some(""), Heard::ReadOnly(ReadOnly::NewerFormat(2)));
    let cut = Aside { key: name.clone(), raw: "1 ab".to_owned(), reason: LineError::Checksum };
    check(&name, Some("1 ab"), Heard::Aside(cut));
}

#[test]
fn the_shelf_holds_registers_side_by_side() {
    let store = MemoryStore::new();
    let shelf = Shelf::new(&store);
    let one = shelf.create(&"it".into(), Some("IT coalition"), 10).unwrap();
    one.append(&change("r1", 1, "Estonia")).unwrap();
    shelf.create(&"drones".into(), None, 20).unwrap();
    assert_eq!(shelf.create(&"it".into(), None, 30).unwrap_err(), ShelfError::Exists("it".into()));
    let card = |register: &str, title: Option<&str>, created, opened| Card {
        register: register.into(),
        title: title.map(str::to_owned),
        created,
        opened,
    };
    let (it, drones) = (card("it", Some("IT coalition"), 10, 10), card("drones", None, 20, 20));
    assert_eq!(shelf.list(), Ok(vec![drones.clone(), it.clone()]));
    shelf.note(&card("it", Some("IT"), 10, 40)).unwrap();
    assert_eq!(shelf.list(), Ok(vec![card("it", Some("IT"), 10, 40), drones.clone()]));
    shelf.remove(&"it".into(), 50).unwrap();
    assert_eq!(shelf.list(), Ok(vec![drones]));
    assert!(shelf.is_removed(&"it".into()));
    assert_eq!(one.open(), Err(OpenError::Removed("it".into())));
    assert_eq!(one.append(&change("r1", 2, "Latvia")), Err(SaveError::Removed("it".into())));
    assert_eq!(
        names(&store),
        ["muster/format/1", "muster/index/drones", "muster/it/removed"].map(str::to_owned)
    );
    // An import brings it back.
    shelf.create(&"it".into(), Some("IT"), 60).unwrap();
    assert_eq!(open(&store), Opened::default());
}

#[test]
fn a_lost_or_damaged_card_is_made_again() {
    let store = MemoryStore::new();
    let mut named = change("r1", 1, "Estonia");
    let body = serde_json::json!({"register": {"self": {"name": "IT coalition"}}});
    named = Change::new(named.header, crate::register::Body::Whole(body.as_object().unwrap().clone()));
    journal(&store).append(&named).unwrap();
    let millis = named.header.stamp.millis;
    let expected = Card {
        register: "it".into(),
        title: Some("IT coalition".to_owned()),
        created: millis,
        opened: millis,
    };
    for _ in 0..2 {
        assert_eq!(Shelf::new(&store).list(), Ok(vec![expected.clone()]));
        store.set("muster/index/it", "rubbish").unwrap();
    }
}

#[test]
fn what_was_half_removed_goes_at_the_next_start() {
    let store = MemoryStore::new();
    Shelf::new(&store).create(&"it".into(), None, 1).unwrap();
    journal(&store).append(&change("r1", 1, "Estonia")).unwrap();
    store.set("muster/it/removed", "damaged or not, it counts").unwrap();
    assert_eq!(Shelf::new(&store).list(), Ok(vec![]));
    assert_eq!(names(&store), ["muster/format/1", "muster/it/removed"].map(str::to_owned));
}

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
        assert!(change.whole().is_some() || found.is_some_and(|found| found.whole().is_none()));
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
