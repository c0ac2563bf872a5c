//! Sealing by example; what faults and other tabs do to it is in `tests/journal_faults.rs`.

use super::*;
use crate::journal::testing::{change, ids, names, open};
use crate::journal::{Aside, LineError, MemoryStore, OpenError, Places, Stretch, Taken, lost};

fn journal(store: &MemoryStore) -> Journal<&MemoryStore> {
    Journal::new(store, "it")
}

fn sealer<'a>(store: &'a MemoryStore, replica: &str) -> Sealer<&'a MemoryStore> {
    Sealer::new(journal(store), replica.into())
}

fn finish<S: Store>(sealer: &mut Sealer<S>) -> Result<(), SaveError> {
    let mut result = Ok(());
    while sealer.is_busy() {
        result = result.and(sealer.step());
    }
    result
}

/// Seals all single keys.
fn seal(store: &MemoryStore, replica: &str) {
    let mut sealer = sealer(store, replica);
    sealer.seal(1, 0);
    finish(&mut sealer).unwrap();
}

/// Does what an opening leaves to a sealer.
fn tidy(store: &MemoryStore) {
    let mut sealer = sealer(store, "tidy");
    sealer.tidy(open(store).doubles);
    finish(&mut sealer).unwrap();
}

fn written(replica: &str, count: u32) -> Vec<Change> {
    (1..=count).map(|number| change(replica, number, &format!("Party {number}"))).collect()
}

fn saved(store: &MemoryStore, replica: &str, count: u32) -> Vec<Change> {
    let changes = written(replica, count);
    changes.iter().for_each(|change| journal(store).append(change).unwrap());
    changes
}

fn keys(store: &MemoryStore, of: &str) -> Vec<String> {
    names(store).into_iter().filter(|name| name.starts_with(&format!("muster/it/{of}/"))).collect()
}

fn bytes(store: &MemoryStore) -> String {
    names(store).iter().map(|key| store.get(key).unwrap().unwrap()).collect()
}

fn has_all(store: &MemoryStore, changes: &[Change]) {
    let found = ids(store);
    assert!(changes.iter().all(|change| found.contains(&change.id)));
    assert_eq!(found.len(), changes.len());
}

#[test]
fn single_keys_become_a_segment() {
    let store = MemoryStore::new();
    let changes = [saved(&store, "r1", 30), saved(&store, "r2", 3)].concat();
    let before = bytes(&store).encode_utf16().count();
    seal(&store, "r2");
    assert_eq!((keys(&store, "c"), keys(&store, "s")), (vec![], vec!["muster/it/s/r2/1".to_owned()]));
    assert!(bytes(&store).encode_utf16().count() * 4 < before);
    has_all(&store, &changes);
    assert_eq!(open(&store).doubles, []);
    // Nothing to do is nothing done.
    seal(&store, "r2");
    assert_eq!(keys(&store, "s").len(), 1);
    // A page that cannot read it does not take the register for an empty one.
    assert_eq!(journal(&store).open(), Err(OpenError::Sealed));
}

#[test]
fn the_newest_stay_and_few_are_left_alone() {
    let store = MemoryStore::new();
    let changes = saved(&store, "r1", 20);
    let mut sealer = sealer(&store, "r1");
    sealer.seal(21, 4);
    finish(&mut sealer).unwrap();
    assert_eq!(keys(&store, "s").len(), 0);
    sealer.seal(20, 4);
    finish(&mut sealer).unwrap();
    let left: Vec<_> = (17..=20).map(|number| format!("muster/it/c/r1/{number}")).collect();
    assert_eq!(keys(&store, "c"), left);
    has_all(&store, &changes);
}

#[test]
fn what_cannot_be_read_is_not_sealed() {
    let store = MemoryStore::new();
    saved(&store, "r1", 3);
    store.set("muster/it/c/r1/2", "1 abc damaged").unwrap();
    seal(&store, "r1");
    assert_eq!(keys(&store, "c"), ["muster/it/c/r1/2"]);
}

#[test]
fn many_changes_are_cut_into_segments() {
    let store = MemoryStore::new();
    let mut sealer = sealer(&store, "r1");
    let changes = written("r9", 1_201);
    sealer.import(changes.clone());
    finish(&mut sealer).unwrap();
    assert_eq!((keys(&store, "s").len(), keys(&store, "c").len()), (3, 0));
    assert_eq!(sealer.failed(), []);
    has_all(&store, &changes);
}

#[test]
fn what_of_an_import_finds_no_room_is_told() {
    let store = MemoryStore::with_limit(9_000);
    let mut sealer = sealer(&store, "r1");
    let changes = written("r9", 1_201);
    sealer.import(changes.clone());
    assert_eq!(finish(&mut sealer), Err(SaveError::Store(StoreError::Full)));
    let failed = sealer.failed();
    assert!(!failed.is_empty() && failed.len() < 1_201);
    let is_kept = |change: &&Change| failed.iter().all(|not| not.number != change.header.number);
    has_all(&store, &changes.iter().filter(is_kept).cloned().collect::<Vec<_>>());
}

#[test]
fn a_full_store_is_sealed_in_smaller_pieces() {
    let store = MemoryStore::new();
    let changes = saved(&store, "r1", 200);
    let used =
        names(&store).iter().map(|key| key.len()).sum::<usize>() + bytes(&store).encode_utf16().count();
    let full = MemoryStore::with_limit(used + 600);
    names(&store).iter().for_each(|key| full.set(key, &store.get(key).unwrap().unwrap()).unwrap());
    seal(&full, "r1");
    assert_eq!(keys(&full, "c").len(), 0);
    has_all(&full, &changes);
}

#[test]
fn blanking_drops_the_content_out_of_a_segment() {
    let store = MemoryStore::new();
    let changes = saved(&store, "r1", 5);
    seal(&store, "r1");
    let segment = store.get("muster/it/s/r1/1").unwrap().unwrap();
    journal(&store).append_all([&changes[1].blanked()]).unwrap();
    assert_eq!(open(&store).changes.iter().filter(|change| change.is_blanked()).count(), 1);
    let mut sealer = sealer(&store, "r2");
    sealer.drop_blanked().unwrap();
    finish(&mut sealer).unwrap();
    assert_eq!(keys(&store, "s"), ["muster/it/s/r2/1"]);
    let held = |key: &str| sealer.changes(&Key::parse(key).unwrap()).unwrap();
    assert_eq!(held("muster/it/s/r2/1").iter().filter(|change| change.is_blanked()).count(), 1);
    has_all(&store, &changes);
    // A tab that read it before brings it back: the next opening sees to it that it goes again.
    store.set("muster/it/s/r1/1", &segment).unwrap();
    assert!(open(&store).changes.contains(&changes[1].blanked()));
    tidy(&store);
    assert_eq!(keys(&store, "s"), ["muster/it/s/r2/1"]);
    has_all(&store, &changes);
    // Nor does an import.
    assert_eq!(journal(&store).append_all([&changes[1]]), Ok(Taken { new: 0, known: 1 }));
}

#[test]
fn content_that_only_a_segment_calls_blanked_goes_too() {
    let store = MemoryStore::new();
    let changes = saved(&store, "r1", 3);
    seal(&store, "r1");
    let mut sealer = sealer(&store, "r2");
    sealer.import(vec![changes[0].blanked(), change("r3", 1, "Other")]);
    finish(&mut sealer).unwrap();
    tidy(&store);
    let whole = open(&store).changes.iter().filter(|change| !change.is_blanked()).count();
    assert_eq!((whole, keys(&store, "s").len()), (3, 2));
    for key in keys(&store, "s") {
        let held = sealer.changes(&Key::parse(&key).unwrap()).unwrap();
        assert!(held.iter().all(|change| change.id != changes[0].id || change.is_blanked()));
    }
}

#[test]
fn of_two_segments_with_the_same_changes_the_smaller_key_stays() {
    let store = MemoryStore::new();
    let changes = written("r9", 4);
    for replica in ["r2", "r1"] {
        let mut sealer = sealer(&store, replica);
        sealer.import(changes.clone());
        finish(&mut sealer).unwrap();
    }
    has_all(&store, &changes);
    tidy(&store);
    assert_eq!(keys(&store, "s"), ["muster/it/s/r1/1"]);
    // One that holds more stays, whatever its key.
    let mut sealer = sealer(&store, "r3");
    sealer.import([changes.clone(), written("r8", 1)].concat());
    finish(&mut sealer).unwrap();
    tidy(&store);
    assert_eq!(keys(&store, "s"), ["muster/it/s/r3/1"]);
}

#[test]
fn single_keys_that_were_left_behind_go() {
    let store = MemoryStore::new();
    let changes = saved(&store, "r1", 4);
    let line = store.get("muster/it/c/r1/2").unwrap().unwrap();
    seal(&store, "r1");
    store.set("muster/it/c/r1/2", &line).unwrap();
    assert_eq!(open(&store).doubles.len(), 1);
    tidy(&store);
    assert_eq!(keys(&store, "c").len(), 0);
    has_all(&store, &changes);
}

#[test]
fn numbers_of_segments_go_on() {
    let store = MemoryStore::new();
    for round in 1..4 {
        saved(&store, &format!("w{round}"), 2);
        seal(&store, "r1");
    }
    assert_eq!(keys(&store, "s"), ["muster/it/s/r1/1", "muster/it/s/r1/2", "muster/it/s/r1/3"]);
}

#[test]
fn a_damaged_segment_is_set_aside_and_goes_when_its_changes_are_here_again() {
    let store = MemoryStore::new();
    let changes = saved(&store, "r1", 9);
    seal(&store, "r1");
    let others = saved(&store, "r2", 2);
    let line: Vec<char> = store.get("muster/it/s/r1/1").unwrap().unwrap().chars().collect();
    let cut: String = line[..line.len() - 20].iter().collect();
    store.set("muster/it/s/r1/1", &cut).unwrap();

    let opened = open(&store);
    assert_eq!(opened.changes.len(), 2);
    assert_eq!(
        opened.aside,
        [Aside { key: "muster/it/s/r1/1".to_owned(), raw: cut, reason: LineError::Checksum }]
    );
    let stretch = |first, last| Stretch { replica: "r1".into(), first, last };
    let here = |store: &MemoryStore| -> Places {
        open(store)
            .changes
            .iter()
            .map(|change| (change.header.replica.clone(), change.header.number))
            .collect()
    };
    assert_eq!(lost(&opened.aside[0], &here(&store)), Some(vec![stretch(1, 9)]));
    assert_eq!(journal(&store).repair(&opened.aside, &here(&store)), Ok(vec![]));

    // Another store has most of it: what it has comes back, the damaged value waits for the rest.
    journal(&store).append_all(changes.iter().filter(|change| change.header.number != 4)).unwrap();
    assert_eq!(lost(&opened.aside[0], &here(&store)), Some(vec![stretch(4, 4)]));
    assert_eq!(journal(&store).repair(&opened.aside, &here(&store)), Ok(vec![]));
    journal(&store).append_all([&changes[3]]).unwrap();
    let mended = journal(&store).repair(&opened.aside, &here(&store));
    assert_eq!(mended, Ok(vec!["muster/it/s/r1/1".to_owned()]));
    assert_eq!(lost(&open(&store).aside[0], &here(&store)), Some(vec![]), "its copy stays");
    has_all(&store, &[changes, others].concat());
}

#[test]
fn a_removed_register_takes_no_segment() {
    let store = MemoryStore::new();
    saved(&store, "r1", 3);
    let mut sealer = sealer(&store, "r1");
    sealer.seal(1, 0);
    sealer.step().unwrap();
    sealer.step().unwrap();
    store.set("muster/it/removed", "x").unwrap();
    assert_eq!(finish(&mut sealer), Err(SaveError::Removed("it".into())));
    assert_eq!(keys(&store, "s").len(), 0);
}

#[test]
fn what_is_given_up_leaves_nothing_and_what_others_sealed_stays() {
    let store = MemoryStore::new();
    let kept = saved(&store, "r1", 5);
    seal(&store, "s1");
    let before = bytes(&store);
    let mut sealer = sealer(&store, "r2");
    sealer.import(written("r2", 1_200));
    for _ in 0..3 {
        sealer.step().unwrap();
    }
    assert_eq!(keys(&store, "s").len(), 3);
    sealer.give_up().unwrap();
    assert!(!sealer.is_busy());
    assert_eq!(bytes(&store), before);
    has_all(&store, &kept);
}
