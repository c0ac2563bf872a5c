//! One register in a store: opening it, and hearing of what other tabs saved.

use serde_json::json;

use super::{
    Double, FORMAT, Key, LineError, OpenError, Opening, Place, ReadOnly, SavedDraft, Store, decode, frame,
    unframe,
};
use crate::register::{Change, Each, Hash, Id, canonical};

/// What reads segments: [`super::segment::read`], which is no part of a page that has none.
pub type ReadSegment = fn(&Key, &str) -> Result<Vec<Change>, LineError>;

/// Keeps one register.
#[derive(Clone, Debug)]
pub struct Journal<S> {
    pub(super) store: S,
    pub(super) register: Id,
    pub(super) segments: Option<ReadSegment>,
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
    /// What is kept twice, or whole beside a blanked one, and has to do with segments: for a [`super::Sealer`].
    pub doubles: Vec<Double>,
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
    /// Changes, which may be known already.
    Changes(Vec<Change>),
    /// Sealed changes, and nothing here reads them.
    Sealed,
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
    /// The journal of a register. It opens none that has segments until it is told what reads them.
    pub fn new(store: S, register: impl Into<Id>) -> Self {
        Journal { store, register: register.into(), segments: None }
    }

    /// The same, with what reads segments.
    #[must_use]
    pub fn reading(self, segments: Option<ReadSegment>) -> Self {
        Journal { segments, ..self }
    }

    /// Which register it keeps.
    pub fn register(&self) -> &Id {
        &self.register
    }

    /// Whether what it keeps is under a lock whose key the store has.
    pub fn is_locked(&self) -> bool {
        self.store.lock_of(&self.register).is_some()
    }

    /// Whether a line that stands sealed in the browser opens, as far as this journal can tell.
    pub fn opens(&self, key: &str, line: &str) -> bool {
        !self.is_locked() || self.store.heard(key, line).is_none_or(|(_, line)| !line.starts_with("e "))
    }

    /// Reads all that is kept. Damage never stops it: what cannot be read is set aside, everything else loads.
    ///
    /// # Errors
    /// When the register was removed, the store cannot list its keys, or there are segments and nothing that reads
    /// them.
    pub fn open(&self) -> Result<Opened, OpenError>
    where
        S: Clone,
    {
        let mut opening = Opening::begin(self.clone())?;
        while opening.step()? {}
        Ok(opening.finish())
    }

    /// The value under a key: none when it is gone by now.
    pub(super) fn read(&self, key: &Key) -> Option<Result<String, LineError>> {
        match self.store.get(&key.to_string()) {
            Ok(value) => value.map(Ok),
            Err(error) => Some(Err(LineError::Unreadable(error.to_string()))),
        }
    }

    /// Copies what could not be read, so that it outlives whatever happens to its key; whether the copy stands. The
    /// name follows from what it is, so that tabs that do this at once do the same.
    pub fn set_aside(&self, aside: &Aside) -> bool {
        if aside.raw.is_empty() {
            return true;
        }
        let (key, line) = copy_of(&self.register, &aside.key, &aside.raw);
        match self.store.get(&key.to_string()) {
            // Without room for it, the original still stands.
            Ok(None) => self.put(&key, &line).is_ok(),
            copied => copied.is_ok(),
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
        let heard = |read: Result<Vec<Change>, LineError>| match read {
            Ok(changes) => Heard::Changes(changes),
            Err(reason) => Heard::Aside(Aside { key: key.clone(), raw: value.clone(), reason }),
        };
        match &parsed {
            Key::Format(number) if *number > FORMAT => Heard::ReadOnly(ReadOnly::NewerFormat(*number)),
            Key::In(register, place) if *register == self.register => match place {
                Place::Removed => Heard::Removed,
                Place::Segment { .. } => {
                    self.segments.map_or(Heard::Sealed, |read| heard(read(&parsed, &value)))
                }
                Place::Change { .. } | Place::Blanked { .. } => {
                    heard(decode(&parsed, &value).map(|change| vec![change]))
                }
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
pub(super) fn copied(key: &Key, raw: String) -> Aside {
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
