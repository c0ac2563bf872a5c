//! One register in a store: opening it, and hearing of what other tabs saved.

use std::collections::btree_map::{BTreeMap, Entry};

use serde_json::json;

use super::{
    FORMAT, Key, LineError, OpenError, Place, ReadOnly, SavedDraft, Store, decode, frame, lock, unframe,
};
use crate::register::{Change, Each, Hash, Id, SCHEMA, canonical};

/// Keeps one register.
#[derive(Clone, Debug)]
pub struct Journal<S> {
    pub(super) store: S,
    pub(super) register: Id,
}

/// What was found when a register was opened.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Opened {
    /// Its changes, in no order; each once, and blanked if it was blanked.
    pub changes: Vec<Change>,
    /// What could not be read.
    pub aside: Vec<Aside>,
    /// Why nothing can be saved to it, if that is so.
    pub read_only: Option<ReadOnly>,
    /// What was half typed, of all replicas.
    pub drafts: Vec<SavedDraft>,
    /// The replicas that wrote in this browser; undo takes changes of these.
    pub here: Each<Id>,
}

/// A value that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// The key under which it stood.
    pub key: String,
    /// The value as it is; empty when the store itself could not give it.
    pub raw: String,
    /// Why it could not be read.
    pub reason: LineError,
}

/// What the storage event of another tab means for this register.
#[derive(Clone, Debug, PartialEq)]
pub enum Heard {
    /// A change, which may be known already.
    Change(Box<Change>),
    /// Something that cannot be read.
    Aside(Aside),
    /// The register was removed.
    Removed,
    /// It was locked, or its lock was taken away.
    Lock,
    /// From now on it is only read.
    ReadOnly(ReadOnly),
    /// Nothing: a foreign key, a draft, a key that disappeared.
    Nothing,
}

impl<S: Store> Journal<S> {
    /// The journal of a register.
    pub fn new(store: S, register: impl Into<Id>) -> Self {
        Journal { store, register: register.into() }
    }

    /// Which register it keeps.
    pub fn register(&self) -> &Id {
        &self.register
    }

    /// Whether what it keeps is under a lock whose key the store has.
    pub fn is_locked(&self) -> bool {
        self.store.lock_of(&self.register).is_some()
    }

    /// Reads all that is kept. Damage never stops it: what cannot be read is set aside, everything else loads.
    ///
    /// # Errors
    /// When the register was removed, or the store cannot list its keys.
    pub fn open(&self) -> Result<Opened, OpenError> {
        let prefix = Key::prefix(&self.register);
        let all = self.store.keys()?;
        let ours: Vec<&String> = all.iter().filter(|text| text.starts_with(&prefix)).collect();
        if all.contains(&self.key(Place::Removed).to_string()) {
            return Err(OpenError::Removed(self.register.clone()));
        }
        lock::check(&self.store, &self.register, &all)?;
        let mut opened = Opened { read_only: self.newer().unwrap_or_default(), ..Opened::default() };
        let mut found: BTreeMap<Hash, (Change, Key)> = BTreeMap::new();
        let mut copies = Vec::new();
        for text in ours {
            let Some(key) = Key::parse(text) else { continue };
            let Some(read) = self.read(&key) else { continue };
            match (&key, read) {
                (Key::In(_, Place::Change { .. } | Place::Blanked { .. }), Ok(raw)) => {
                    match decode(&key, &raw) {
                        Ok(change) => self.find(change, key, &mut found, opened.read_only.is_some()),
                        Err(reason) => opened.aside.push(Aside { key: text.clone(), raw, reason }),
                    }
                }
                (Key::In(_, Place::Draft { replica, form }), Ok(raw)) => match unframe(&key, &raw) {
                    Ok(words) => opened.drafts.push(SavedDraft::new(replica, form, words)),
                    Err(reason) => opened.aside.push(Aside { key: text.clone(), raw, reason }),
                },
                (Key::In(_, Place::Here(replica)), _) => {
                    opened.here.insert(replica.clone());
                }
                (Key::In(_, Place::Segment { .. }), _) => {
                    opened.read_only.get_or_insert(ReadOnly::Sealed);
                }
                (Key::In(_, Place::Aside(_)), Ok(raw)) => copies.push(copied(&key, raw)),
                (_, Err(reason)) => {
                    opened.aside.push(Aside { key: text.clone(), raw: String::new(), reason })
                }
                _ => {}
            }
        }
        opened.changes = found.into_values().map(|(change, _)| change).collect();
        let newest = opened.changes.iter().map(|change| change.header.schema).max();
        if let (None, Some(newest)) = (&opened.read_only, newest.filter(|newest| *newest > SCHEMA)) {
            opened.read_only = Some(ReadOnly::NewerSchema(newest));
        }
        if opened.read_only.is_none() {
            opened.aside.iter().for_each(|aside| self.set_aside(aside));
        }
        // A copy whose original is still there is not told twice.
        copies.retain(|copy| {
            !opened.aside.iter().any(|aside| (&aside.key, &aside.raw) == (&copy.key, &copy.raw))
        });
        opened.aside.append(&mut copies);
        Ok(opened)
    }

    /// Takes in a change that was read; of two that are one, the blanked stays and the other's key goes, which
    /// finishes a blanking that was interrupted.
    fn find(&self, change: Change, key: Key, found: &mut BTreeMap<Hash, (Change, Key)>, read_only: bool) {
        let spare = match found.entry(change.id) {
            Entry::Vacant(place) => {
                place.insert((change, key));
                return;
            }
            Entry::Occupied(mut held) => match (held.get().0.whole(), change.whole()) {
                (Some(_), None) => held.insert((change, key)).1,
                (None, Some(_)) => key,
                _ => return,
            },
        };
        if !read_only {
            // Left behind, it is found and taken away at the next opening.
            let _ = self.store.remove(&spare.to_string());
        }
    }

    /// The value under a key: none when it is gone by now.
    fn read(&self, key: &Key) -> Option<Result<String, LineError>> {
        match self.store.get(&key.to_string()) {
            Ok(value) => value.map(Ok),
            Err(error) => Some(Err(LineError::Unreadable(error.to_string()))),
        }
    }

    /// Copies what could not be read, so that it outlives whatever happens to its key. The name follows from
    /// what it is, so that tabs that do this at once do the same.
    fn set_aside(&self, aside: &Aside) {
        if aside.raw.is_empty() {
            return;
        }
        let (key, line) = copy_of(&self.register, &aside.key, &aside.raw);
        if let Ok(None) = self.store.get(&key.to_string()) {
            // Without room for it, the original still stands.
            let _ = self.put(&key, &line);
        }
    }

    /// What the storage event of another tab says: the key that changed and what stands there now.
    pub fn absorb(&self, key: &str, value: Option<&str>) -> Heard {
        let is_lock = |key: &Key| matches!(key, Key::In(register, Place::Lock) if *register == self.register);
        if Key::parse(key).is_some_and(|key| is_lock(&key)) {
            return if self.fits_lock().is_ok() { Heard::Nothing } else { Heard::Lock };
        }
        let Some((key, value)) = value.and_then(|value| self.store.heard(key, value)) else {
            return Heard::Nothing;
        };
        let Some(parsed) = Key::parse(&key) else { return Heard::Nothing };
        match &parsed {
            Key::Format(number) if *number > FORMAT => Heard::ReadOnly(ReadOnly::NewerFormat(*number)),
            Key::In(register, place) if *register == self.register => match place {
                Place::Removed => Heard::Removed,
                Place::Segment { .. } => Heard::ReadOnly(ReadOnly::Sealed),
                Place::Change { .. } | Place::Blanked { .. } => match decode(&parsed, &value) {
                    Ok(change) => Heard::Change(Box::new(change)),
                    Err(reason) => Heard::Aside(Aside { key, raw: value, reason }),
                },
                _ => Heard::Nothing,
            },
            _ => Heard::Nothing,
        }
    }

    pub(super) fn key(&self, place: Place) -> Key {
        Key::In(self.register.clone(), place)
    }
}

/// Key and line of a copy of what could not be read.
pub(super) fn copy_of(register: &Id, key: &str, raw: &str) -> (Key, String) {
    let hash = Hash::of(format!("{key}\n{raw}").as_bytes()).to_string();
    let copy = Key::In(register.clone(), Place::Aside(hash.chars().take(16).collect()));
    let line = frame(&copy, &canonical(&json!({"key": key, "raw": raw})));
    (copy, line)
}

/// A copy of what could not be read, with the reason as its key gives it today.
fn copied(key: &Key, raw: String) -> Aside {
    let read = |raw: &str| {
        let json: serde_json::Value = serde_json::from_str(unframe(key, raw).ok()?).ok()?;
        let part = |name: &str| json.get(name).and_then(|text| text.as_str()).map(str::to_owned);
        Some((part("key")?, part("raw")?))
    };
    match read(&raw) {
        Some((at, raw)) => {
            let reason =
                Key::parse(&at).and_then(|key| unframe(&key, &raw).err()).unwrap_or(LineError::NotOurs);
            Aside { key: at, raw, reason }
        }
        None => Aside { key: key.to_string(), raw, reason: LineError::Checksum },
    }
}
