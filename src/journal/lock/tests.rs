//! What a lock promises: nothing plain in the end, and nothing lost on the way, wherever it stops.

use super::*;
use crate::journal::testing::{change, key, names};
use crate::journal::{
    Heard, Journal, LARGE, LockError, MemoryStore, NEWEST, OpenError, Opened, SaveError, SavedDraft, Sealer,
    Shelf, encode, segment,
};
use crate::register::Change;
use crate::seal::{Cost, DataKey, WrappingKey};

pub(super) fn data(of: u8) -> DataKey {
    DataKey::new([of; 32])
}

/// The header of a key under a passphrase.
pub(super) fn vault(of: u8, passphrase: u8) -> Vault {
    let wrapping = WrappingKey::new([passphrase; 32]);
    Vault::close("it", &data(of), &wrapping, Cost::light([passphrase; 16]), [passphrase; 24]).unwrap()
}

pub(super) fn locked<S: Store>(store: S, of: u8) -> Locked<S> {
    Locked::new(store, "it", &data(of))
}

pub(super) fn numbers() -> impl Iterator<Item = Change> {
    (1..4).map(|number| change("r1", number, "Estonia"))
}

/// A register with changes of here and elsewhere, a fork, a blanked one, a draft, and something damaged.
pub(super) fn filled() -> MemoryStore {
    let store = MemoryStore::new();
    let shelf = Shelf::new(&store);
    let journal = shelf.create(&"it".into(), Some("IT coalition"), 10).unwrap();
    numbers().for_each(|change| journal.append(&change).unwrap());
    let fork = change("r1", 2, "Latvia");
    journal.append_all([&fork, &change("r2", 1, "Lithuania").blanked()]).unwrap();
    journal.put_draft(&"r1".into(), "parties/EE", "Estoni").unwrap();
    store.set("muster/it/c/r1/9", "1 0123 Estonia").unwrap();
    journal.open().unwrap();
    shelf.create(&"other".into(), Some("Another"), 20).unwrap();
    shelf.journal("other").append(&change("r1", 1, "Finland")).unwrap();
    store
}

/// What of it may not be seen.
const WORDS: [&str; 6] = ["Estoni", "Latvia", "Lithuania", "parties", "IT coalition", "Mari"];

pub(super) fn seen(store: &MemoryStore) -> Vec<String> {
    let ours = |key: &String| key.starts_with("muster/it/") || key == "muster/index/it";
    let all = names(store).into_iter().filter(ours);
    let all = all.map(|key| format!("{key} = {}", store.get(&key).unwrap().unwrap_or_default()));
    all.filter(|line| WORDS.iter().any(|word| line.contains(word))).collect()
}

/// What somebody finds who knows some passphrases.
pub(super) fn found(store: &MemoryStore, passphrases: &[u8]) -> Opened {
    match Journal::new(store, "it").open() {
        Ok(opened) => opened,
        Err(OpenError::Locked(_)) => Journal::new(enter(store, passphrases), "it").open().unwrap(),
        Err(error) => panic!("{error}"),
    }
}

/// Opens a lock as the page does.
pub(super) fn enter<'a>(store: &'a MemoryStore, passphrases: &[u8]) -> Locked<&'a MemoryStore> {
    let headers = headers(store, &"it".into()).unwrap().into_iter().flatten();
    let mut opened = headers.filter_map(|vault| {
        let key =
            passphrases.iter().find_map(|word| vault.open("it", &WrappingKey::new([*word; 32])).ok())?;
        Some((Locked::new(store, "it", &key), vault))
    });
    let (locked, vault) = opened.next().expect("no header opens");
    let others: Vec<_> = opened.filter(|(_, other)| other.id() != vault.id()).collect();
    locked.tidy(&vault).unwrap();
    others.iter().for_each(|(other, vault)| locked.absorb(other, vault).unwrap());
    locked
}

#[track_caller]
pub(super) fn same(found: &Opened, expected: &Opened, when: &str) {
    assert_eq!(found.changes, expected.changes, "{when}");
    assert_eq!(found.drafts, expected.drafts, "{when}");
    // A store that gave half of a value once leaves a half aside as well.
    assert!(expected.aside.iter().all(|aside| found.aside.contains(aside)), "{when}: {:?}", found.aside);
    assert_eq!((&found.here, &found.read_only), (&expected.here, &expected.read_only), "{when}");
}

#[test]
fn a_locked_register_shows_nothing_and_opens_whole() {
    let store = filled();
    let before = found(&store, &[]);
    locked(&store, 1).lock(&vault(1, 1)).unwrap();
    assert_eq!(seen(&store), Vec::<String>::new());
    assert_eq!(Journal::new(&store, "it").open(), Err(OpenError::Locked("it".into())));
    same(&found(&store, &[1]), &before, "locked");
    let cards = Shelf::new(&store).list().unwrap();
    let titles: Vec<_> = cards.iter().map(|card| (card.register.as_str(), card.title.as_deref())).collect();
    assert_eq!(titles, [("other", Some("Another")), ("it", None)]);
    assert_eq!(Journal::new(&store, "other").open().unwrap().changes.len(), 1);
}

#[test]
fn work_goes_on_under_the_lock() {
    let store = filled();
    locked(&store, 1).lock(&vault(1, 1)).unwrap();
    let journal = Journal::new(locked(&store, 1), "it");
    let next = change("r1", 4, "Estonia");
    journal.append(&next).unwrap();
    journal.put_draft(&"r3".into(), "parties/EE", "Estoni").unwrap();
    Shelf::new(journal.store.clone())
        .note(&crate::journal::Card {
            register: "it".into(),
            title: Some("IT coalition".to_owned()),
            created: 1,
            opened: 2,
        })
        .unwrap();
    assert_eq!(seen(&store), Vec::<String>::new());
    let opened = found(&store, &[1]);
    assert!(opened.changes.contains(&next));
    assert!(opened.drafts.contains(&SavedDraft::new(&"r3".into(), "parties/EE", "Estoni")));
    assert_eq!(journal.take_draft(&"r3".into(), "parties/EE"), Ok(Some("Estoni".to_owned())));
    assert_eq!(journal.drafts().unwrap().len(), 1);
    // A blanked change takes the place of the whole one here, too.
    journal.append(&next.blanked()).unwrap();
    assert!(found(&store, &[1]).changes.contains(&next.blanked()));
}

#[test]
fn a_tab_that_does_not_know_of_the_lock_writes_nothing_and_hears_of_it() {
    let store = filled();
    let (plain, under) = (Journal::new(&store, "it"), Journal::new(locked(&store, 1), "it"));
    let next = change("r1", 4, "Estonia");
    assert_eq!(under.append(&next), Err(SaveError::OtherLock), "before it stands");
    locked(&store, 1).lock(&vault(1, 1)).unwrap();
    let header = store.get("muster/it/lock").unwrap();
    assert_eq!(plain.append(&next), Err(SaveError::OtherLock));
    assert_eq!(plain.put_draft(&"r1".into(), "form", "x"), Err(SaveError::OtherLock));
    assert_eq!(plain.absorb("muster/it/lock", header.as_deref()), Heard::Lock);
    assert_eq!(under.absorb("muster/it/lock", header.as_deref()), Heard::Nothing);
    assert_eq!(Journal::new(locked(&store, 2), "it").append(&next), Err(SaveError::OtherLock));
    under.append(&next).unwrap();
    let hidden = under.store.cover().hidden("muster/it/c/r1/4").unwrap();
    let value = store.get(&hidden).unwrap();
    assert_eq!(under.absorb(&hidden, value.as_deref()), Heard::Changes(vec![next]));
    assert_eq!(plain.absorb(&hidden, value.as_deref()), Heard::Nothing);
    assert!(matches!(under.absorb(&hidden, Some("e 一一")), Heard::Aside(_)));
    locked(&store, 1).unlock(&vault(1, 1)).unwrap();
    assert_eq!(under.absorb("muster/it/lock", None), Heard::Lock);
    assert_eq!(under.append(&change("r1", 5, "Estonia")), Err(SaveError::OtherLock));
}

#[test]
fn what_is_plain_beside_a_lock_is_taken_in() {
    let store = filled();
    locked(&store, 1).lock(&vault(1, 1)).unwrap();
    let before = found(&store, &[1]);
    // A change that is new, one that is there, a fork of one, and a newer draft.
    let (new, there, fork) =
        (change("r1", 5, "Estonia"), change("r1", 3, "Estonia"), change("r1", 1, "Latvia"));
    for change in [&new, &there, &fork] {
        let key = key("it", change);
        store.set(&key.to_string(), &encode(&key, change)).unwrap();
    }
    let draft = Key::In("it".into(), Place::Draft { replica: "r1".into(), form: "parties/EE".to_owned() });
    store.set(&draft.to_string(), &frame(&draft, "Estonia!")).unwrap();
    let opened = found(&store, &[1]);
    assert_eq!(seen(&store), Vec::<String>::new());
    assert_eq!(opened.changes.len(), before.changes.len() + 2);
    assert!([&new, &fork].iter().all(|change| opened.changes.contains(change)));
    assert_eq!(opened.drafts, [SavedDraft::new(&"r1".into(), "parties/EE", "Estonia!")]);
}

#[test]
fn a_lock_that_is_taken_away_leaves_nothing_behind() {
    let store = filled();
    let before = (names(&store), found(&store, &[]));
    locked(&store, 1).lock(&vault(1, 1)).unwrap();
    locked(&store, 1).unlock(&vault(1, 1)).unwrap();
    // Only that the lock is no more.
    let left: Vec<_> = names(&store).into_iter().filter(|key| !key.contains("/u/")).collect();
    assert_eq!(left, before.0);
    same(&found(&store, &[]), &before.1, "unlocked");
    locked(&store, 2).lock(&vault(2, 2)).unwrap();
    same(&found(&store, &[2]), &before.1, "locked anew");
    assert!(matches!(locked(&store, 3).lock(&vault(3, 3)), Err(LockError::Locked)));
}

#[test]
fn a_new_passphrase_changes_the_header_alone() {
    let store = filled();
    locked(&store, 1).lock(&vault(1, 1)).unwrap();
    let values = |store: &MemoryStore| -> Vec<_> {
        let sealed = names(store).into_iter().filter(|key| key.contains("/e/"));
        sealed.map(|key| (key.clone(), store.get(&key).unwrap())).collect()
    };
    let before = values(&store);
    locked(&store, 1).rewrap(&vault(1, 2)).unwrap();
    assert_eq!(values(&store), before);
    assert_eq!(headers(&store, &"it".into()).unwrap(), [Ok(vault(1, 2))]);
}

#[test]
fn where_there_is_not_room_for_all_twice_each_takes_the_place_of_the_plain_one() {
    let roomy = filled();
    let units: usize = names(&roomy)
        .iter()
        .map(|key| key.encode_utf16().count() + roomy.get(key).unwrap().unwrap().encode_utf16().count())
        .sum();
    let store = MemoryStore::with_limit(units + 1_200);
    names(&roomy).iter().for_each(|key| store.set(key, &roomy.get(key).unwrap().unwrap()).unwrap());
    locked(&store, 1).lock(&vault(1, 1)).unwrap();
    assert_eq!(seen(&store), Vec::<String>::new());
    same(&found(&store, &[1]), &found(&roomy, &[]), "locked in a narrow store");
    // Without room even for that, it stays as it was.
    let store = MemoryStore::with_limit(units + 10);
    names(&roomy).iter().for_each(|key| store.set(key, &roomy.get(key).unwrap().unwrap()).unwrap());
    assert!(locked(&store, 1).lock(&vault(1, 1)).is_err());
    assert_eq!(names(&store), names(&roomy));
}

#[test]
fn a_register_can_be_removed_without_its_passphrase() {
    let store = filled();
    locked(&store, 1).lock(&vault(1, 1)).unwrap();
    Shelf::new(&store).remove(&"it".into(), 50).unwrap();
    let left: Vec<_> = names(&store).into_iter().filter(|key| key.contains("/it")).collect();
    assert_eq!(left, ["muster/it/removed"]);
}

#[test]
fn segments_go_under_a_lock_and_are_made_under_it() {
    let store = MemoryStore::new();
    let seal = |journal: Journal<Locked<&MemoryStore>>, replica: &str| {
        let mut sealer = Sealer::new(journal, replica.into());
        sealer.seal(LARGE, NEWEST);
        while sealer.is_busy() {
            sealer.step().unwrap();
        }
    };
    let all = |of: &str| (1..400).map(|number| change(of, number, "Estonia")).collect::<Vec<_>>();
    let plain = Journal::new(&store, "it");
    plain.append_all(&all("r1")).unwrap();
    let mut sealer = Sealer::new(plain, "r8".into());
    sealer.seal(LARGE, NEWEST);
    while sealer.is_busy() {
        sealer.step().unwrap();
    }
    locked(&store, 1).lock(&vault(1, 1)).unwrap();
    Journal::new(locked(&store, 1), "it").append_all(&all("r2")).unwrap();
    seal(Journal::new(locked(&store, 1), "it"), "r9");
    assert_eq!(seen(&store), Vec::<String>::new());
    let sealed = names(&store).iter().filter(|key| key.contains("/s/r9/")).count();
    assert!(sealed > 0, "nothing was sealed under the lock");
    let under = Journal::new(enter(&store, &[1]), "it").reading(Some(segment::read)).open().unwrap();
    assert_eq!((under.changes.len(), under.aside.len()), (798, 0));
    locked(&store, 1).unlock(&vault(1, 1)).unwrap();
    let opened = Journal::new(&store, "it").reading(Some(segment::read)).open().unwrap();
    assert_eq!((opened.changes.len(), opened.aside.len()), (798, 0));
}
