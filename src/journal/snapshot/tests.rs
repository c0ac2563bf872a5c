//! When a snapshot is a head start, and when it is not.

use super::*;
use crate::journal::testing::change;
use crate::journal::{MemoryStore, Sealer, segment};
use crate::register::{Header, Packing, Unpacking};

fn journal(store: &MemoryStore) -> Journal<&MemoryStore> {
    Journal::new(store, "it").reading(Some(segment::read))
}

fn keep(store: &MemoryStore, changes: &[Change]) {
    journal(store).append_all(changes).unwrap();
}

fn seal(store: &MemoryStore, newest: usize) {
    let mut sealer = Sealer::new(journal(store), "r9".into());
    sealer.seal(1, newest);
    while sealer.is_busy() {
        sealer.step().unwrap();
    }
}

fn fold(store: &MemoryStore) -> Register {
    Register::of(journal(store).open().unwrap().changes)
}

/// Six changes, four of them sealed; then something happens. The numbers of the changes that are newer than a
/// snapshot that was made before, if it is a head start.
fn check(happens: impl FnOnce(&MemoryStore), expected: Option<&[u32]>) {
    let store = MemoryStore::default();
    let changes: Vec<Change> = (1..=6).map(|number| change("r1", number, "first")).collect();
    keep(&store, &changes);
    seal(&store, 2);
    let base = fold(&store);
    let snapshot = Snapshot::of(&base, &journal(&store)).unwrap();
    assert_eq!(Snapshot::read(&snapshot.text()), Some(snapshot.clone()));
    happens(&store);
    let mut opening = Opening::begin(journal(&store)).unwrap();
    let newer = opening.newer_than(&snapshot).unwrap();
    let numbers = newer.as_ref().map(|newer| newer.iter().map(|one| one.header.number).collect::<Vec<_>>());
    assert_eq!(numbers.as_deref(), expected);
    let Some(newer) = newer else { return };

    // What it leads to is what is kept, and nothing is told twice or left out.
    let mut unpacking = Unpacking::default();
    let mut packing = Packing::of(&base);
    while let Some(piece) = packing.piece(50) {
        unpacking.piece(&piece).unwrap();
    }
    let mut portions = vec![opening.changes()];
    while opening.step().unwrap() {
        portions.push(opening.changes());
    }
    portions.reverse();
    let mut register =
        Register::ahead(snapshot.head_start(unpacking.tables()), Box::new(move || portions.pop()));
    register.add(newer);
    let whole = fold(&store);
    let name = |register: &Register| register.parties.get(&"EE".into()).unwrap().name.clone();
    assert_eq!((name(&register), register.size()), (name(&whole), whole.size()));
    while let Some(touched) = register.catch_up() {
        assert!(touched.is_empty(), "the snapshot was right");
    }
    assert!(register.is_settled());
    assert!(register.changes().eq(whole.changes()));
    let mut plain = journal(&store).open().unwrap();
    let mut late = opening.finish();
    (plain.changes, late.changes) = (Vec::new(), Vec::new());
    assert_eq!(late, plain);
}

#[test]
fn what_was_written_since_is_newer() {
    check(|_| {}, Some(&[]));
    check(|store| keep(store, &[change("r1", 7, "then"), change("r2", 8, "later")]), Some(&[7, 8]));
}

#[test]
fn what_was_sealed_since_is_known() {
    check(|store| seal(store, 0), Some(&[]));
    check(
        |store| {
            keep(store, &[change("r1", 7, "then")]);
            seal(store, 0);
        },
        Some(&[7]),
    );
}

#[test]
fn what_is_older_or_blanked_needs_the_changes() {
    let old = change("r2", 3, "other");
    check(|store| keep(store, std::slice::from_ref(&old)), None);
    check(|store| keep(store, &[change("r1", 6, "first").blanked()]), None);
    // A twin of what it holds at the same place.
    let header = Header { number: 6, ..change("r1", 5, "").header };
    let twin = Change::new(header, change("r1", 6, "twin").body);
    check(|store| keep(store, std::slice::from_ref(&twin)), None);
}

#[test]
fn what_went_makes_it_worthless() {
    for is_segment in [false, true] {
        let key = |store: &MemoryStore| {
            let names = store.keys().unwrap();
            let is_it = |name: &String| {
                let key = Key::parse(name).unwrap();
                if is_segment { key.is_segment() } else { single(&key).is_some() }
            };
            names.into_iter().find(is_it).unwrap()
        };
        check(|store| store.remove(&key(store)).unwrap(), None);
    }
}

#[test]
fn what_this_tab_has_not_heard_of_is_not_in_it() {
    let store = MemoryStore::default();
    keep(&store, &[change("r1", 1, "first")]);
    let base = fold(&store);
    let unheard = change("r2", 2, "unheard");
    keep(&store, std::slice::from_ref(&unheard));
    let snapshot = Snapshot::of(&base, &journal(&store)).unwrap();
    let mut opening = Opening::begin(journal(&store)).unwrap();
    assert_eq!(opening.newer_than(&snapshot).unwrap(), Some(vec![unheard]));
}

#[test]
fn a_fork_and_another_version_have_none() {
    let fork = Register::of([change("r1", 1, "one"), change("r1", 1, "other")]);
    let store = MemoryStore::default();
    assert_eq!(Snapshot::of(&fork, &journal(&store)), None);
    assert_eq!(Snapshot::of(&Register::default(), &journal(&store)), None);
    let of = Snapshot::of(&Register::of([change("r1", 1, "one")]), &journal(&store)).unwrap();
    assert_eq!(Snapshot::read(&of.text().replace("\"form\":\"", "\"form\":\"x")), None);
    assert_eq!(Snapshot::read(""), None);
}
