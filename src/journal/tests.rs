//! What the room promises, by example.

use super::testing::{change, ids, key, names, open};
use super::*;
use crate::register::{Change, Hash, Id};

fn journal(store: &MemoryStore) -> Journal<&MemoryStore> {
    Journal::new(store, "it")
}

fn sorted(mut ids: Vec<Hash>) -> Vec<Hash> {
    ids.sort();
    ids
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
            "muster/format/2".to_owned(),
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
    assert!(open(&store).changes.iter().all(|change| change.is_blanked()));
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
    let store = MemoryStore::with_limit(1_535);
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
    store.set("muster/it/c/r1/2", "3 what a newer version wrote").unwrap();
    store.set("muster/format/3", "").unwrap();
    let before = names(&store);
    let opened = open(&store);
    assert_eq!(opened.read_only, Some(ReadOnly::NewerFormat(3)));
    assert_eq!(opened.changes, [own]);
    assert_eq!(opened.aside[0].reason, LineError::Newer("3".to_owned()));
    let refused = journal(&store).append(&change("r1", 3, "Latvia"));
    assert_eq!(refused, Err(SaveError::ReadOnly(ReadOnly::NewerFormat(3))));
    assert!(journal(&store).put_draft(&"r1".into(), "a", "b").is_err());
    assert!(Shelf::new(&store).remove(&"it".into(), 5).is_err());
    Shelf::new(&store).list().unwrap();
    assert_eq!(names(&store), before, "nothing was written");
}

#[test]
fn changes_of_a_newer_schema_make_it_read_only() {
    let store = MemoryStore::new();
    let mut header = change("r1", 1, "Estonia").header;
    header.schema = 2;
    let newer = Change::new(header, change("r1", 1, "Estonia").body);
    journal(&store).append(&newer).unwrap();
    assert_eq!(open(&store).read_only, Some(ReadOnly::NewerSchema(2)));
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
    check(&name, Some(&line), Heard::Changes(vec![own.clone()]));
    check(&name, None, Heard::Nothing);
    check("theme", Some("dark"), Heard::Nothing);
    check("muster/other/c/r1/1", Some(&line), Heard::Nothing);
    check("muster/it/d/r1/form", Some("x"), Heard::Nothing);
    check("muster/it/removed", Some("x"), Heard::Removed);
    check("muster/it/removed", None, Heard::Nothing);
    check("muster/format/1", Some(""), Heard::Nothing);
    check("muster/format/3", Some(""), Heard::ReadOnly(ReadOnly::NewerFormat(3)));
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
        ["muster/format/1", "muster/format/2", "muster/index/drones", "muster/it/removed"].map(str::to_owned)
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
    named = Change::new(named.header, body.as_object().unwrap().into());
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
fn a_register_comes_after_its_removal_whatever_the_clock_says() {
    let store = MemoryStore::new();
    let shelf = Shelf::new(&store);
    shelf.create(&"it".into(), Some("IT"), 9).unwrap();
    shelf.remove(&"it".into(), 2).unwrap();
    let key = Key::In("it".into(), Place::Removed);
    let line = store.get(&key.to_string()).unwrap().unwrap();
    assert_eq!(unframe(&key, &line), Ok("9"));
    shelf.create(&"it".into(), Some("IT"), 3).unwrap();
    assert_eq!(shelf.list().unwrap()[0].created, 10);
}

#[test]
fn what_was_half_removed_goes_at_the_next_start() {
    let store = MemoryStore::new();
    Shelf::new(&store).create(&"it".into(), None, 1).unwrap();
    journal(&store).append(&change("r1", 1, "Estonia")).unwrap();
    store.set("muster/it/removed", "damaged or not, it counts").unwrap();
    assert_eq!(Shelf::new(&store).list(), Ok(vec![]));
    assert_eq!(names(&store), ["muster/format/1", "muster/format/2", "muster/it/removed"].map(str::to_owned));
}
