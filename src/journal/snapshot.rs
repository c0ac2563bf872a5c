//! What a snapshot says of itself: the records of a register as they were folded once, kept beside its changes.
//!
//! It is derived and may go at any time. It is a head start only where each key that it was made from still stands, or
//! what stood there was sealed since, and where all else that is kept is newer than it.

use serde_json::{Value, json};

use super::{Journal, Key, OpenError, Opening, Place, Store, Stretch, segment};
use crate::register::{
    Arrange, Change, Each, Few, Hash, HeadStart, Id, Register, Stamp, Tables, packed_form,
};

/// What a snapshot says of itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// How many changes it was folded from.
    pub changes: usize,
    blanked: usize,
    last: (Stamp, Id, u32, Hash),
    runs: Vec<Stretch>,
    keys: Each<String>,
}

impl Snapshot {
    /// What a snapshot of a register would say that is kept in this journal; none where none can be made: under a lock,
    /// after a fork, where a record was cleared, or without changes.
    pub fn of<S: Store>(register: &Register, journal: &Journal<S>) -> Option<Self> {
        if journal.is_locked() || register.has_cleared() {
            return None;
        }
        let (runs, blanked) = runs(register)?;
        let keys = journal.store.keys().ok()?.into_iter().filter(|name| {
            let Some(key @ Key::In(of, place)) = &Key::parse(name) else { return false };
            let is_held = |held: &Stretch| is_in(&runs, &held.replica, held.first, held.last);
            *of == journal.register
                && match place {
                    Place::Change { replica, number, .. } => is_in(&runs, replica, *number, *number),
                    Place::Blanked { replica, number, .. } => blanked.contains(&(replica.clone(), *number)),
                    Place::Segment { .. } => {
                        let line = journal.store.get(name).ok().flatten();
                        let held = line.and_then(|line| segment::contents(key, &line));
                        held.is_some_and(|held| held.iter().all(is_held))
                    }
                    _ => false,
                }
        });
        let keys = keys.collect();
        Some(Snapshot {
            changes: register.size(),
            blanked: register.blanked(),
            last: register.last()?,
            runs,
            keys,
        })
    }

    /// Whether it was made from all these keys, which are of one register.
    pub fn covers(&self, name: &str) -> bool {
        self.keys.contains(name)
    }

    /// Its text; only the version that wrote it reads it.
    pub fn text(&self) -> String {
        let (stamp, replica, number, hash) = &self.last;
        let run = |run: &Stretch| json!([run.replica.as_str(), run.first, run.last]);
        let runs: Vec<_> = self.runs.iter().map(run).collect();
        json!({
            "form": packed_form(), "changes": self.changes, "blanked": self.blanked, "runs": runs, "keys": &*self.keys,
            "last": [stamp.to_string(), replica.as_str(), number, hash.to_string()],
        })
        .to_string()
    }

    /// Reads its text; none where another version wrote it.
    pub fn read(text: &str) -> Option<Self> {
        let json: Value = serde_json::from_str(text).ok()?;
        if json.get("form")?.as_str()? != packed_form() {
            return None;
        }
        let count = |value: &Value| usize::try_from(value.as_u64()?).ok();
        let short = |value: &Value| u32::try_from(value.as_u64()?).ok();
        let [stamp, replica, number, hash] = json.get("last")?.as_array()?.as_slice() else { return None };
        let last = (
            Stamp::parse(stamp.as_str()?)?,
            replica.as_str()?.into(),
            short(number)?,
            Hash::parse(hash.as_str()?)?,
        );
        let run = |run: &Value| match run.as_array()?.as_slice() {
            [replica, first, last] => {
                Some(Stretch { replica: replica.as_str()?.into(), first: short(first)?, last: short(last)? })
            }
            _ => None,
        };
        Some(Snapshot {
            changes: count(json.get("changes")?)?,
            blanked: count(json.get("blanked")?)?,
            last,
            runs: json.get("runs")?.as_array()?.iter().map(run).collect::<Option<_>>()?,
            keys: json
                .get("keys")?
                .as_array()?
                .iter()
                .map(|key| key.as_str().map(str::to_owned))
                .collect::<Option<_>>()?,
        })
    }

    /// The head start that it is with its records.
    pub fn head_start(self, tables: Tables) -> HeadStart {
        HeadStart { tables, changes: self.changes, blanked: self.blanked, last: self.last }
    }

    fn holds(&self, replica: &Id, number: u32) -> bool {
        is_in(&self.runs, replica, number, number)
    }

    fn precedes(&self, change: &Change) -> bool {
        let (stamp, replica, number, hash) = &self.last;
        (*stamp, replica, *number, *hash) < change.order()
    }
}

impl<S: Store> Opening<S> {
    /// Reads what is kept beside what a snapshot was made from, and puts the rest off. Gives the changes that are newer
    /// than the snapshot; none where it is no head start for this register.
    ///
    /// # Errors
    /// Those of [`Opening::step`].
    pub fn newer_than(&mut self, snapshot: &Snapshot) -> Result<Option<Vec<Change>>, OpenError> {
        let here: Each<&String> = self.names().iter().collect();
        let early: Vec<Key> =
            here.iter().filter(|name| !snapshot.covers(name)).filter_map(|name| Key::parse(name)).collect();
        let gone: Vec<Key> = snapshot
            .keys
            .iter()
            .filter(|name| !here.contains(name))
            .filter_map(|name| Key::parse(name))
            .collect();
        // What stands singly where the snapshot has a change already is another one.
        let is_twin =
            |key: &Key| single(key).is_some_and(|(replica, number)| snapshot.holds(replica, number));
        if early.iter().any(is_twin) {
            return Ok(None);
        }
        self.put_off(|name| snapshot.covers(name));
        for _ in &early {
            self.step()?;
        }
        let found = self.found();
        let is_sealed = |key: &Key| {
            single(key).is_some_and(|place| {
                found.iter().any(|change| place == (&change.header.replica, change.header.number))
            })
        };
        let is_known = |change: &Change| {
            !change.is_blanked()
                && (snapshot.precedes(change) || snapshot.holds(&change.header.replica, change.header.number))
        };
        if !gone.iter().all(is_sealed) || !found.iter().all(is_known) {
            return Ok(None);
        }
        Ok(Some(found.iter().filter(|change| snapshot.precedes(change)).cloned().collect()))
    }
}

/// Places of changes: replica and number.
type Places = Each<(Id, u32)>;

/// The runs of numbers that a register holds, and the places of its blanked changes; none where two changes stand at
/// one place.
fn runs(register: &Register) -> Option<(Vec<Stretch>, Places)> {
    let (mut runs, mut blanked) = (Few::<Id, Vec<Stretch>>::new(), Places::new());
    for change in register.changes() {
        let (replica, number) = (&change.header.replica, change.header.number);
        let of = runs.or_default(replica.clone());
        match of.last_mut() {
            Some(run) if run.last.checked_add(1) == Some(number) => run.last = number,
            _ => of.push(Stretch::one(replica, number)),
        }
        if change.is_blanked() {
            blanked.insert((replica.clone(), number));
        }
    }
    let mut all: Vec<Stretch> = runs.into_iter().flat_map(|(_, of)| of).collect();
    all.arrange_by(|a, b| (&a.replica, a.first).cmp(&(&b.replica, b.first)));
    let meet = |pair: &[Stretch]| matches!(pair, [a, b] if a.replica == b.replica && b.first <= a.last);
    (!all.windows(2).any(meet)).then_some((all, blanked))
}

/// The place of a single change.
fn single(key: &Key) -> Option<(&Id, u32)> {
    match key {
        Key::In(_, Place::Change { replica, number, .. }) => Some((replica, *number)),
        _ => None,
    }
}

fn is_in(runs: &[Stretch], replica: &Id, first: u32, last: u32) -> bool {
    runs.iter().any(|run| run.replica == *replica && run.first <= first && last <= run.last)
}

#[cfg(test)]
mod tests;
