//! What the two stores of one browser owe each other: each takes in what it lacks.
//!
//! Both hold the same keys with the same lines, drafts and set-aside copies excepted. Either may have been cleared,
//! damaged, or have stopped some edits ago.
//!
//! - **What one store lacks, it gets**, if it can be read; what cannot be read is mended from the other store.
//! - **Blanked beats whole**, wherever the one and the other stand.
//! - **A removed register stays removed**, unless it was taken in again after that: its card says when.
//! - **A lock that was taken away stays away**, and under one that holds nothing plain is put on the disk.
//! - **Two changes under one key are both kept**, under keys that name their hashes.

mod locks;
#[cfg(test)]
mod tests;

use self::locks::Locks;
use super::line::{LineError, decode, encode, unframe};
use super::sealing::{covers, entry};
use super::{Aside, Card, Key, Mark, Place, is_register_id, segment};
use crate::register::{Change, Each, Few, Hash, Id};

/// What stands under the keys of one register in one store: all keys, those too that stay in it alone.
pub type Lines = Few<String, String>;

/// What is to be done in a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Put a line under a key.
    Put(String, String),
    /// Take a key away.
    Remove(String),
}

/// What each store has to do, in this order, for both to hold the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Join {
    /// What the browser's storage has to do.
    pub browser: Vec<Deed>,
    /// What the disk has to do, all of it at once or nothing.
    pub disk: Vec<Deed>,
    /// What only the disk has, and nobody can read.
    pub aside: Vec<Aside>,
    /// The register is removed in both from now on.
    pub removed: bool,
}

impl Key {
    /// Whether it stands in both stores. Drafts and copies of what could not be read stay where they are.
    pub fn is_in_both(&self) -> bool {
        match self {
            Key::In(_, Place::Draft { .. } | Place::Aside(_)) => false,
            Key::In(_, Place::Sealed(rest)) => !matches!(rest.split('/').nth(1), Some("d" | "x")),
            _ => true,
        }
    }
}

/// What stands in segments that can be read.
#[derive(Clone, Debug, Default)]
pub struct Sealed(Each<(Hash, bool)>);

impl Sealed {
    /// Reads the segments among these lines.
    pub fn of<'a>(lines: impl Iterator<Item = (&'a String, &'a String)>) -> Self {
        let changes = lines.filter_map(|(name, line)| {
            let key = Key::parse(name).filter(Key::is_segment)?;
            segment::read(&key, line).ok()
        });
        Sealed(changes.flatten().map(|change| entry(&change)).collect())
    }

    /// Whether a single line of this change can be spared. That of a blanked one cannot, where only its content is sealed.
    pub fn covers(&self, change: &Change) -> bool {
        covers(&self.0, &[entry(change)])
    }
}

/// Joins what two stores hold of a register. `sealed` says which changes a segment [covers](Sealed::covers): a single
/// line of such a change is put nowhere, and goes from the disk.
pub fn join(register: &Id, browser: &Lines, disk: &Lines, sealed: &dyn Fn(&Change) -> bool) -> Join {
    join_with(register, browser, disk, sealed, &|_, _| true)
}

/// The same for a register whose lock is open: `opens` says of a sealed line under a key of the store whether it opens, so
/// that one that does not is mended from the other store.
pub fn join_with(
    register: &Id,
    browser: &Lines,
    disk: &Lines,
    sealed: &dyn Fn(&Change) -> bool,
    opens: &dyn Fn(&str, &str) -> bool,
) -> Join {
    let removed = Key::In(register.clone(), Place::Removed).to_string();
    let mut join = Join::default();
    match removal(register, &removed, browser, disk) {
        Removal::Stands(line) => {
            join.removed = true;
            for (lines, deeds) in [(browser, &mut join.browser), (disk, &mut join.disk)] {
                if !lines.contains_key(&removed) {
                    deeds.push(Deed::Put(removed.clone(), line.clone()));
                }
                deeds.extend(lines.keys().filter(|key| **key != removed).cloned().map(Deed::Remove));
            }
            return join;
        }
        Removal::Over => {
            for (lines, deeds) in [(browser, &mut join.browser), (disk, &mut join.disk)] {
                if lines.contains_key(&removed) {
                    deeds.push(Deed::Remove(removed.clone()));
                }
            }
        }
        Removal::None => {}
    }
    let locks = Locks::of(register, [browser, disk]);
    let whole = Whole { browser, disk, blanked: blanked(browser.iter().chain(disk)), sealed, opens };
    let all: Each<&String> = browser.keys().chain(disk.keys()).filter(|key| **key != removed).collect();
    for name in &all {
        if locks.decide(name, &mut join) {
            continue;
        }
        let is_same = browser.get(*name) == disk.get(*name);
        if is_same && whole.blanked.is_empty() {
            continue;
        }
        let Some(key) = Key::parse(name).filter(Key::is_in_both) else { continue };
        if !is_same || whole.may_be_blanked(&key) {
            whole.join(name, &key, &mut join);
        }
    }
    // A line goes only when what takes its place stands.
    for deeds in [&mut join.browser, &mut join.disk] {
        let (puts, removals): (Vec<_>, Vec<_>) =
            deeds.drain(..).partition(|deed| matches!(deed, Deed::Put(..)));
        deeds.extend(puts.into_iter().chain(removals));
    }
    join
}

/// The registers that keys speak of.
pub fn registers_in<'a>(keys: impl Iterator<Item = &'a String>) -> Each<Id> {
    let register = |name: &'a String| match name.strip_prefix("muster/")?.split_once('/')? {
        ("format", _) => None,
        ("index", register) | (register, _) => Some(register),
    };
    let mut names: Vec<&str> = keys.filter_map(register).collect();
    names.dedup();
    names.into_iter().filter(|name| is_register_id(name)).map(Id::from).collect()
}

/// Joins what two stores hold beside the registers: marks of versions, and what was chosen for this browser, where
/// the browser's storage is the one that counts.
pub fn join_rest(browser: &Lines, disk: &Lines) -> Join {
    let put = |(name, line): (&String, &String)| Deed::Put(name.clone(), line.clone());
    let lacking = disk.iter().filter(|(name, _)| !browser.contains_key(*name));
    let differing = browser.iter().filter(|(name, line)| disk.get(*name) != Some(line));
    Join { browser: lacking.map(put).collect(), disk: differing.map(put).collect(), ..Join::default() }
}

/// Whether a register is removed.
enum Removal {
    None,
    /// It is, and its mark says so in this line.
    Stands(String),
    /// It was, and was taken in again.
    Over,
}

fn removal(register: &Id, removed: &str, browser: &Lines, disk: &Lines) -> Removal {
    let index = Key::Index(register.clone());
    let back = |lines: &Lines, line: &str| {
        let at = Key::parse(removed).and_then(|key| unframe(&key, line).ok()?.parse::<u64>().ok());
        let card = lines.get(&index.to_string()).and_then(|line| Card::read(register, line));
        card.is_some_and(|card| at.is_some_and(|at| card.created > at))
    };
    match (browser.get(removed), disk.get(removed)) {
        (None, None) => Removal::None,
        (Some(line), Some(_)) => Removal::Stands(line.clone()),
        (Some(line), None) if !back(disk, line) => Removal::Stands(line.clone()),
        (None, Some(line)) if !back(browser, line) => Removal::Stands(line.clone()),
        _ => Removal::Over,
    }
}

/// The changes that are blanked in one of the stores.
fn blanked<'a>(lines: impl Iterator<Item = (&'a String, &'a String)>) -> Each<(Id, u32, Mark)> {
    lines
        .filter_map(|(name, line)| {
            let key = Key::parse(name)?;
            let Key::In(_, Place::Blanked { replica, number, mark }) = &key else { return None };
            decode(&key, line).ok()?;
            Some((replica.clone(), *number, *mark))
        })
        .collect()
}

/// What stands under a key in one of the stores.
enum Side<'a> {
    Nothing,
    /// It can be read, here or by whoever may; the change in it, if it holds one that is read here.
    Sound(&'a String, Option<Box<Change>>),
    Damaged(&'a String, LineError),
    /// The whole line of a change that is blanked.
    Blanked,
}

/// Both stores as they are before.
struct Whole<'a> {
    browser: &'a Lines,
    disk: &'a Lines,
    blanked: Each<(Id, u32, Mark)>,
    sealed: &'a dyn Fn(&Change) -> bool,
    opens: &'a dyn Fn(&str, &str) -> bool,
}

impl Whole<'_> {
    /// Whether a change of this replica and number is blanked.
    fn may_be_blanked(&self, key: &Key) -> bool {
        let Key::In(_, Place::Change { replica, number, .. }) = key else { return false };
        self.blanked.iter().any(|(other, at, _)| other == replica && at == number)
    }

    fn join(&self, name: &str, key: &Key, join: &mut Join) {
        let put = |line: &String| Deed::Put(name.to_owned(), line.clone());
        let remove = || Deed::Remove(name.to_owned());
        match (self.side(key, self.browser.get(name)), self.side(key, self.disk.get(name))) {
            (Side::Blanked, Side::Blanked) => {
                join.browser.push(remove());
                join.disk.push(remove());
            }
            // What else stands under this key stays where it is until the next joining.
            (Side::Blanked, _) => join.browser.push(remove()),
            (_, Side::Blanked) => join.disk.push(remove()),
            // The tab that sealed it takes it away.
            (Side::Sound(_, Some(change)), Side::Nothing) if (self.sealed)(&change) => {}
            (Side::Nothing, Side::Sound(_, Some(change))) if (self.sealed)(&change) => {
                join.disk.push(remove());
            }
            (Side::Sound(line, _), Side::Nothing | Side::Damaged(..)) => join.disk.push(put(line)),
            (Side::Nothing | Side::Damaged(..), Side::Sound(line, _)) => join.browser.push(put(line)),
            (Side::Sound(_, Some(here)), Side::Sound(_, Some(there))) => {
                self.keep_both(key, [here, there], join)
            }
            // A card is written anew at each opening, here first.
            (Side::Sound(line, None), Side::Sound(..))
                if matches!(key, Key::Index(_) | Key::In(_, Place::Lock)) =>
            {
                join.disk.push(put(line))
            }
            (Side::Nothing, Side::Damaged(raw, reason)) => {
                join.aside.push(Aside { key: name.to_owned(), raw: raw.clone(), reason });
            }
            (Side::Sound(..), Side::Sound(..)) | (Side::Damaged(..) | Side::Nothing, _) => {}
        }
    }

    fn side<'a>(&self, key: &Key, line: Option<&'a String>) -> Side<'a> {
        let Some(line) = line else { return Side::Nothing };
        let read = match key {
            Key::In(_, Place::Change { .. } | Place::Blanked { .. }) => {
                decode(key, line).map(|change| Some(Box::new(change)))
            }
            // Only who has its key can tell more.
            Key::In(_, Place::Sealed(_)) if line.starts_with("e ") => {
                if (self.opens)(&key.to_string(), line) { Ok(None) } else { Err(LineError::Checksum) }
            }
            _ => unframe(key, line).map(|_| None),
        };
        if let Key::In(_, Place::Change { replica, number, mark }) = key {
            let own = read.as_ref().ok().and_then(Option::as_ref).map(|change| Mark::of(&change.id));
            if mark.or(own).is_some_and(|mark| self.blanked.contains(&(replica.clone(), *number, mark))) {
                return Side::Blanked;
            }
        }
        match read {
            Ok(change) => Side::Sound(line, change),
            // It goes with the others as it is; only its key, or a later version, can tell whether it is whole.
            Err(LineError::Encrypted | LineError::Newer(_)) => Side::Sound(line, None),
            Err(reason) => Side::Damaged(line, reason),
        }
    }

    /// Two changes under one key: each store gets both under keys that name them, so that either is enough.
    fn keep_both(&self, key: &Key, changes: [Box<Change>; 2], join: &mut Join) {
        let Key::In(register, Place::Change { replica, number, mark: None }) = key else { return };
        let [here, there] = &changes;
        if here.id == there.id {
            return;
        }
        for change in &changes {
            let place =
                Place::Change { replica: replica.clone(), number: *number, mark: Some(Mark::of(&change.id)) };
            let key = Key::In(register.clone(), place);
            let (name, line) = (key.to_string(), encode(&key, change));
            for (lines, deeds) in [(self.browser, &mut join.browser), (self.disk, &mut join.disk)] {
                if !matches!(self.side(&key, lines.get(&name)), Side::Sound(..)) {
                    deeds.push(Deed::Put(name.clone(), line.clone()));
                }
            }
        }
    }
}
