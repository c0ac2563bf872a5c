//! One register in a store: opening, saving, and hearing of what other tabs saved.

use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};

use serde_json::json;

use super::keys::is_id;
use super::{
    FORMAT, Key, LineError, Mark, NotTaken, OpenError, PartlySaved, Place, ReadOnly, SaveError, SavedDraft,
    Store, StoreError, decode, encode, frame, unframe,
};
use crate::register::{Change, Hash, Id, SCHEMA, canonical};

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
    pub here: BTreeSet<Id>,
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

/// How many changes of an import were saved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// So many were new.
    pub new: usize,
    /// So many were there before.
    pub known: usize,
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
    /// From now on it is only read.
    ReadOnly(ReadOnly),
    /// Nothing: a foreign key, a draft, a key that disappeared.
    Nothing,
}

/// Whose change it is that is saved.
#[derive(Clone, Copy, PartialEq)]
enum Origin {
    /// Written by this tab, which alone creates the keys of its replica.
    Own,
    /// From a file or a link; several tabs may save the same one, or forks of it, at once.
    Elsewhere,
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
        let hash = Hash::of(format!("{}\n{}", aside.key, aside.raw).as_bytes()).to_string();
        let key = self.key(Place::Aside(hash.chars().take(16).collect()));
        let text = canonical(&json!({"key": aside.key, "raw": aside.raw}));
        if let Ok(None) = self.store.get(&key.to_string()) {
            // Without room for it, the original still stands.
            let _ = self.put(&key, &frame(&key, &text));
        }
    }

    /// Saves a change that this tab wrote. When it returns, the change was read back from the store.
    ///
    /// # Errors
    /// When it is not saved; trying again is safe.
    pub fn append(&self, change: &Change) -> Result<(), SaveError> {
        self.writable()?;
        self.leave_marks(Some(checked(&change.header.replica)?))?;
        self.keep(change, Origin::Own)?;
        // A tab that removed the register meanwhile did not see this change.
        self.not_removed()
    }

    /// Saves changes that came from elsewhere; those that are there already are fine.
    ///
    /// # Errors
    /// With the name of each change that was not saved. What was saved stays; saving all again is safe.
    pub fn append_all<'a>(
        &self,
        changes: impl IntoIterator<Item = &'a Change>,
    ) -> Result<Taken, PartlySaved> {
        let mut taken = Taken::default();
        let mut failed: Vec<NotTaken> = Vec::new();
        let mut stop = self.writable().and_then(|()| self.leave_marks(None)).err();
        for change in changes {
            let kept = stop.clone().map_or_else(|| self.keep(change, Origin::Elsewhere), Err);
            match kept {
                Ok(true) => taken.new += 1,
                Ok(false) => taken.known += 1,
                Err(reason) => {
                    if matches!(reason, SaveError::Store(StoreError::Full | StoreError::Blocked(_))) {
                        stop = Some(reason.clone());
                    }
                    let Change { header, .. } = change;
                    failed.push(NotTaken { replica: header.replica.clone(), number: header.number, reason });
                }
            }
        }
        if failed.is_empty() {
            Ok(taken)
        } else {
            Err(PartlySaved { new: taken.new, known: taken.known, failed })
        }
    }

    /// What the storage event of another tab says: the key that changed and what stands there now.
    pub fn absorb(&self, key: &str, value: Option<&str>) -> Heard {
        let (Some(parsed), Some(value)) = (Key::parse(key), value) else { return Heard::Nothing };
        match &parsed {
            Key::Format(number) if *number > FORMAT => Heard::ReadOnly(ReadOnly::NewerFormat(*number)),
            Key::In(register, place) if *register == self.register => match place {
                Place::Removed => Heard::Removed,
                Place::Segment { .. } => Heard::ReadOnly(ReadOnly::Sealed),
                Place::Change { .. } | Place::Blanked { .. } => match decode(&parsed, value) {
                    Ok(change) => Heard::Change(Box::new(change)),
                    Err(reason) => Heard::Aside(Aside { key: key.to_owned(), raw: value.to_owned(), reason }),
                },
                _ => Heard::Nothing,
            },
            _ => Heard::Nothing,
        }
    }

    /// Whether something can be saved right now.
    ///
    /// # Errors
    /// Why not: a newer version is at work in this browser, or the register was removed.
    pub fn writable(&self) -> Result<(), SaveError> {
        if !super::is_register_id(self.register.as_str()) {
            return Err(SaveError::BadId(self.register.to_string()));
        }
        match self.newer()? {
            Some(newer) => Err(newer.into()),
            None => self.not_removed(),
        }
    }

    /// A version leaves a mark for each format up to its own, so that asking for one key is enough.
    fn newer(&self) -> Result<Option<ReadOnly>, StoreError> {
        let next = FORMAT + 1;
        let mark = self.store.get(&Key::Format(next).to_string())?;
        Ok(mark.map(|_| ReadOnly::NewerFormat(next)))
    }

    pub(super) fn not_removed(&self) -> Result<(), SaveError> {
        match self.store.get(&self.key(Place::Removed).to_string())? {
            Some(_) => Err(SaveError::Removed(self.register.clone())),
            None => Ok(()),
        }
    }

    fn leave_marks(&self, replica: Option<&Id>) -> Result<(), SaveError> {
        let here = replica.map(|replica| self.key(Place::Here(replica.clone())));
        for key in (1..=FORMAT).map(Key::Format).chain(here) {
            if self.store.get(&key.to_string())?.is_none() {
                self.put(&key, &frame(&key, ""))?;
            }
        }
        Ok(())
    }

    /// Saves one change; whether it was new. A key that holds something else is never written to.
    fn keep(&self, change: &Change, origin: Origin) -> Result<bool, SaveError> {
        let (replica, number, mark) =
            (checked(&change.header.replica)?, change.header.number, Mark::of(&change.id));
        let key = |mark| self.key(Place::Change { replica: replica.clone(), number, mark });
        let (plain, marked) = (key(None), key(Some(mark)));
        let blanked = self.key(Place::Blanked { replica: replica.clone(), number, mark });
        let in_blanked = self.holds(&blanked, change)?;
        if in_blanked == Holds::It {
            return Ok(false);
        }
        let (in_plain, in_marked) = (self.holds(&plain, change)?, self.holds(&marked, change)?);
        if change.whole().is_none() {
            self.put_change(&blanked, in_blanked, change)?;
            for (key, holds) in [(&plain, in_plain), (&marked, in_marked)] {
                if holds == Holds::It {
                    self.store.remove(&key.to_string())?;
                }
            }
            return Ok(true);
        }
        if in_plain == Holds::It || in_marked == Holds::It {
            return Ok(false);
        }
        // Only this tab creates plain keys of its replica, so that no other can write one at the same moment. A
        // marked key has one possible content, whoever writes it.
        if origin == Origin::Own && in_plain == Holds::Nothing {
            self.put_change(&plain, in_plain, change)?;
        } else {
            self.put_change(&marked, in_marked, change)?;
        }
        Ok(true)
    }

    fn holds(&self, key: &Key, change: &Change) -> Result<Holds, StoreError> {
        let line = match self.store.get(&key.to_string()) {
            Ok(line) => line,
            // It is taken, by what nobody can read.
            Err(StoreError::Damaged { .. }) => return Ok(Holds::Other),
            Err(error) => return Err(error),
        };
        Ok(match line.map(|line| decode(key, &line)) {
            None => Holds::Nothing,
            Some(Ok(held)) if held.id == change.id => Holds::It,
            Some(_) => Holds::Other,
        })
    }

    fn put_change(&self, key: &Key, holds: Holds, change: &Change) -> Result<(), SaveError> {
        match holds {
            Holds::Other => Err(SaveError::Occupied { key: key.to_string() }),
            _ => self.put(key, &encode(key, change)),
        }
    }

    /// Writes, reads back, compares.
    pub(super) fn put(&self, key: &Key, line: &str) -> Result<(), SaveError> {
        let name = key.to_string();
        self.store.set(&name, line)?;
        let back = self.store.get(&name)?;
        if back.as_deref() == Some(line) {
            return Ok(());
        }
        if back.is_some_and(|back| unframe(key, &back).is_err()) {
            // It stood free before, so that this is a torn piece of our own; the way is clear to try again.
            let _ = self.store.remove(&name);
        }
        Err(SaveError::NotKept { key: name })
    }

    pub(super) fn key(&self, place: Place) -> Key {
        Key::In(self.register.clone(), place)
    }
}

fn checked(replica: &Id) -> Result<&Id, SaveError> {
    if is_id(replica.as_str()) { Ok(replica) } else { Err(SaveError::BadId(replica.to_string())) }
}

/// What stands under a key, seen from one change.
#[derive(Clone, Copy, PartialEq)]
enum Holds {
    Nothing,
    It,
    Other,
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
