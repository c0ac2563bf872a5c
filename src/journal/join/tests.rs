use proptest::prelude::*;

use super::*;
use crate::journal::testing::change;
use crate::journal::{MemoryStore, Shelf, Store, frame};

mod sealed;

const REMOVED: &str = "muster/it/removed";

/// What a store holds of the register "it".
fn lines(store: &MemoryStore) -> Lines {
    store.keys().unwrap().into_iter().map(|key| (key.clone(), store.get(&key).unwrap().unwrap())).collect()
}

fn act(store: &MemoryStore, deeds: &[Deed]) {
    for deed in deeds {
        match deed {
            Deed::Put(key, line) => store.set(key, line).unwrap(),
            Deed::Remove(key) => store.remove(key).unwrap(),
        }
    }
}

/// Joins two stores as long as there is something to join; gives what the last round had to say.
fn joined(browser: &MemoryStore, disk: &MemoryStore) -> Join {
    for _ in 0..3 {
        let (ours, theirs) = (lines(browser), lines(disk));
        let sealed = Sealed::of(ours.iter().chain(theirs.iter()));
        let join = join(&"it".into(), &ours, &theirs, &|change| sealed.covers(change));
        if join.browser.is_empty() && join.disk.is_empty() {
            return join;
        }
        act(browser, &join.browser);
        act(disk, &join.disk);
    }
    panic!("joining does not come to an end")
}

fn put(store: &MemoryStore, change: &Change, marked: bool) {
    let (replica, number) = (change.header.replica.clone(), change.header.number);
    let mark = Mark::of(&change.id);
    let place = match (change.whole(), marked) {
        (None, _) => Place::Blanked { replica, number, mark },
        (Some(_), true) => Place::Change { replica, number, mark: Some(mark) },
        (Some(_), false) => Place::Change { replica, number, mark: None },
    };
    let key = Key::In("it".into(), place);
    store.set(&key.to_string(), &encode(&key, change)).unwrap();
}

fn put_text(store: &MemoryStore, key: &Key, text: &str) {
    store.set(&key.to_string(), &frame(key, text)).unwrap();
}

fn put_card(store: &MemoryStore, created: u64) {
    let card = Card { register: "it".into(), title: Some("IT".to_owned()), created, opened: created };
    Shelf::new(store.clone()).note(&card).unwrap();
}

fn put_removed(store: &MemoryStore, at: u64) {
    put_text(store, &Key::In("it".into(), Place::Removed), &at.to_string());
}

/// Both stores, with what the first and what the second is given.
fn pair(first: impl Fn(&MemoryStore), second: impl Fn(&MemoryStore)) -> (MemoryStore, MemoryStore) {
    let (browser, disk) = (MemoryStore::new(), MemoryStore::new());
    first(&browser);
    second(&disk);
    (browser, disk)
}

fn estonia(number: u32) -> Change {
    change("r1", number, "Estonia")
}

#[test]
fn each_gets_what_it_lacks() {
    let (browser, disk) =
        pair(|store| put(store, &estonia(1), false), |store| put(store, &change("r2", 1, "Latvia"), true));
    put_text(&browser, &Key::In("it".into(), Place::Here("r1".into())), "");
    joined(&browser, &disk);
    assert_eq!(lines(&browser), lines(&disk));
    assert_eq!(lines(&browser).len(), 3);
}

#[test]
fn a_store_that_was_cleared_is_filled_again() {
    let full = |store: &MemoryStore| {
        put_card(store, 5);
        (1..9).for_each(|number| put(store, &estonia(number), false));
        put(store, &change("r2", 1, "Latvia").blanked(), true);
    };
    for (browser, disk) in [pair(full, |_| {}), pair(|_| {}, full)] {
        joined(&browser, &disk);
        assert_eq!(lines(&browser), lines(&disk));
        assert_eq!(lines(&browser).len(), 10);
    }
}

#[test]
fn drafts_and_copies_of_damage_stay_where_they_are() {
    let draft = Key::In("it".into(), Place::Draft { replica: "r1".into(), form: "party".to_owned() });
    let copy = Key::In("it".into(), Place::Aside("00ff".to_owned()));
    let (browser, disk) = pair(|store| put_text(store, &draft, "Est"), |store| put_text(store, &copy, "x"));
    assert_eq!(joined(&browser, &disk), Join::default());
    assert_eq!((lines(&browser).len(), lines(&disk).len()), (1, 1));
}

#[test]
fn a_later_version_is_left_alone() {
    let (browser, disk) = pair(|store| store.set("muster/it/later/1", "x").unwrap(), |_| {});
    assert_eq!(joined(&browser, &disk), Join::default());
    assert_eq!(lines(&disk).len(), 0);
}

#[test]
fn damage_is_mended_from_the_other_store() {
    let whole = |store: &MemoryStore| put(store, &estonia(1), false);
    let cut = |store: &MemoryStore| store.set("muster/it/c/r1/1", "1 00ff {").unwrap();
    for (browser, disk) in [pair(whole, cut), pair(cut, whole)] {
        joined(&browser, &disk);
        assert_eq!(lines(&browser), lines(&disk));
        assert_eq!(lines(&browser), lines(&pair(whole, cut).0));
    }
    // In neither can it be read: it stays, and what only the disk has is told.
    let (browser, disk) = pair(cut, cut);
    assert_eq!(joined(&browser, &disk), Join::default());
    let (browser, disk) = pair(|_| {}, cut);
    let told = joined(&browser, &disk).aside;
    assert_eq!(told.iter().map(|aside| aside.key.as_str()).collect::<Vec<_>>(), ["muster/it/c/r1/1"]);
}

#[test]
fn blanked_beats_whole_in_both() {
    let forms: [&dyn Fn(&MemoryStore); 2] =
        [&|store| put(store, &estonia(1), false), &|store| put(store, &estonia(1), true)];
    for whole in forms {
        let blank = |store: &MemoryStore| put(store, &estonia(1).blanked(), true);
        let both = |store: &MemoryStore| {
            whole(store);
            blank(store);
        };
        for (browser, disk) in [pair(whole, blank), pair(blank, whole), pair(both, |_| {}), pair(both, both)]
        {
            joined(&browser, &disk);
            assert_eq!(lines(&browser), lines(&disk));
            assert_eq!(lines(&browser).keys().count(), 1);
            assert!(lines(&browser).values().all(|line| !line.contains("Estonia")));
        }
    }
}

#[test]
fn a_blanked_prong_takes_no_other_with_it() {
    let other = change("r1", 1, "Latvia");
    let (browser, disk) = pair(
        |store| {
            put(store, &estonia(1), false);
            put(store, &estonia(1).blanked(), true);
        },
        |store| put(store, &other, false),
    );
    joined(&browser, &disk);
    assert_eq!(lines(&browser), lines(&disk));
    let held: Vec<_> = lines(&disk).keys().cloned().collect();
    assert_eq!(held.len(), 2, "{held:?}");
    assert!(lines(&disk).values().any(|line| line.contains("Latvia")));
}

#[test]
fn two_changes_under_one_key_are_both_in_both() {
    let (browser, disk) =
        pair(|store| put(store, &estonia(1), false), |store| put(store, &change("r1", 1, "Latvia"), false));
    joined(&browser, &disk);
    for store in [&browser, &disk] {
        for name in ["Estonia", "Latvia"] {
            assert!(lines(store).values().any(|line| line.contains(name)), "{name}");
        }
    }
}

#[test]
fn a_damaged_line_is_not_in_the_way_of_the_second_of_two_changes() {
    let latvia = change("r1", 1, "Latvia");
    let damaged = |store: &MemoryStore| {
        put(store, &latvia, true);
        let key = store.keys().unwrap().remove(0);
        store.set(&key, "1 00ff {").unwrap();
    };
    let (browser, disk) = pair(
        |store| {
            damaged(store);
            put(store, &estonia(1), false);
        },
        |store| {
            damaged(store);
            put(store, &latvia, false);
        },
    );
    joined(&browser, &disk);
    for store in [&browser, &disk] {
        assert!(lines(store).values().any(|line| line.contains("Latvia")));
        assert!(lines(store).values().any(|line| line.contains("Estonia")));
    }
}

#[test]
fn what_is_removed_stays_removed() {
    let here = |store: &MemoryStore| {
        put_card(store, 5);
        put(store, &estonia(1), false);
        put_text(
            store,
            &Key::In("it".into(), Place::Draft { replica: "r1".into(), form: "party".to_owned() }),
            "Est",
        );
    };
    let removed = |store: &MemoryStore| put_removed(store, 6);
    for (browser, disk) in [pair(here, removed), pair(removed, here), pair(removed, removed)] {
        assert!(joined(&browser, &disk).removed);
        for store in [&browser, &disk] {
            assert_eq!(store.keys().unwrap(), [REMOVED]);
        }
    }
}

#[test]
fn what_was_taken_in_again_is_not_removed_by_an_old_mark() {
    let back = |store: &MemoryStore| {
        put_card(store, 7);
        put(store, &estonia(1), false);
    };
    let removed = |store: &MemoryStore| put_removed(store, 6);
    for (browser, disk) in [pair(back, removed), pair(removed, back)] {
        assert!(!joined(&browser, &disk).removed);
        assert_eq!(lines(&browser), lines(&disk));
        assert_eq!(lines(&browser).keys().count(), 2);
    }
}

#[test]
fn what_is_encrypted_goes_as_it_is_and_replaces_nothing_that_can_be_read() {
    let single = |store: &MemoryStore| put(store, &estonia(1), false);
    let locked = |store: &MemoryStore| store.set("muster/it/c/r1/1", "e 00ff").unwrap();
    for (browser, disk) in [pair(locked, |_| {}), pair(|_| {}, locked)] {
        joined(&browser, &disk);
        assert_eq!(lines(&browser), lines(&disk));
        assert_eq!(lines(&browser).len(), 1);
    }
    let (browser, disk) = pair(single, locked);
    assert_eq!(joined(&browser, &disk), Join::default());
}

#[test]
fn marks_of_versions_and_what_was_chosen_stand_in_both() {
    let (browser, disk) = pair(
        |store| {
            put_text(store, &Key::Format(1), "");
            store.set("muster-look", "dark").unwrap();
        },
        |store| {
            put_text(store, &Key::Format(2), "");
            store.set("muster-look", "light").unwrap();
            store.set("muster-identity", "{}").unwrap();
        },
    );
    let join = join_rest(&lines(&browser), &lines(&disk));
    act(&browser, &join.browser);
    act(&disk, &join.disk);
    assert_eq!(lines(&browser), lines(&disk));
    assert_eq!(lines(&browser).len(), 4);
    assert_eq!(browser.get("muster-look"), Ok(Some("dark".to_owned())));
}

#[test]
fn finds_the_registers_that_keys_speak_of() {
    let keys = [
        "muster/format/1",
        "muster/index/it",
        "muster/it/c/r1/1",
        "muster/drones/removed",
        "muster-look",
        "x",
    ];
    let found = registers_in(keys.map(str::to_owned).iter());
    assert_eq!(found.iter().map(Id::as_str).collect::<Vec<_>>(), ["drones", "it"]);
}

/// What happened to one store and not, or not yet, to the other.
#[derive(Clone, Debug)]
enum Event {
    Change { replica: u8, number: u32, name: u8, marked: bool },
    Blank { replica: u8, number: u32, name: u8 },
    Card(u64),
    Removed(u64),
    Damage(usize),
}

fn event() -> impl Strategy<Value = Event> {
    let one = (0..2u8, 1..4u32, 0..2u8);
    prop_oneof![
        12 => (one.clone(), any::<bool>())
            .prop_map(|((replica, number, name), marked)| Event::Change { replica, number, name, marked }),
        3 => one.prop_map(|(replica, number, name)| Event::Blank { replica, number, name }),
        1 => (1..9u64).prop_map(Event::Card),
        1 => (1..9u64).prop_map(Event::Removed),
        2 => (0..9usize).prop_map(Event::Damage),
    ]
}

fn made(replica: u8, number: u32, name: u8) -> Change {
    change(if replica == 0 { "r1" } else { "r2" }, number, if name == 0 { "Estonia" } else { "Latvia" })
}

fn happen(store: &MemoryStore, event: &Event) {
    match event {
        Event::Change { replica, number, name, marked } => {
            put(store, &made(*replica, *number, *name), *marked);
        }
        Event::Blank { replica, number, name } => put(store, &made(*replica, *number, *name).blanked(), true),
        Event::Card(created) if !lines(store).contains_key(REMOVED) => put_card(store, *created),
        Event::Card(_) => {}
        Event::Removed(at) => {
            for key in store.keys().unwrap() {
                store.remove(&key).unwrap();
            }
            put_removed(store, *at);
        }
        Event::Damage(at) => {
            let keys: Vec<_> = store.keys().unwrap();
            if let Some(key) = keys.get(at % keys.len().max(1)) {
                let line = store.get(key).unwrap().unwrap();
                store.set(key, &line.replace(' ', "-")).unwrap();
            }
        }
    }
}

/// The changes that a store holds, each with its name, or without one if it is blanked.
fn held(store: &Lines) -> Vec<(Hash, bool)> {
    let changes = store.iter().filter_map(|(name, line)| decode(&Key::parse(name)?, line).ok());
    let mut held: Vec<_> = changes.map(|change| (change.id, !change.is_blanked())).collect();
    held.sort();
    held.dedup();
    held
}

proptest! {
    #[test]
    fn nothing_that_either_held_is_lost_and_both_hold_the_same(
        first in prop::collection::vec(event(), 0..14),
        second in prop::collection::vec(event(), 0..14),
    ) {
        let (browser, disk) = pair(
            |store| first.iter().for_each(|event| happen(store, event)),
            |store| second.iter().for_each(|event| happen(store, event)),
        );
        let before = (lines(&browser), lines(&disk));
        let last = joined(&browser, &disk);
        let (browser, disk) = (lines(&browser), lines(&disk));
        prop_assert_eq!(held(&browser), held(&disk));
        if last.removed {
            prop_assert!(before.0.contains_key(REMOVED) || before.1.contains_key(REMOVED));
            prop_assert_eq!(browser.keys().collect::<Vec<_>>(), [REMOVED]);
            return Ok(());
        }
        prop_assert!(!browser.contains_key(REMOVED) && !disk.contains_key(REMOVED));
        let all: Vec<_> = held(&before.0).into_iter().chain(held(&before.1)).collect();
        for (id, whole) in &all {
            let blanked = all.contains(&(*id, false));
            prop_assert!(held(&browser).contains(&(*id, *whole && !blanked)), "lost {id}");
            prop_assert!(!(blanked && held(&browser).contains(&(*id, true))), "came back {id}");
        }
    }
}
