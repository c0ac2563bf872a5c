//! Saving: written, read back, compared, and only then announced.

use super::keys::is_id;
use super::{
    FORMAT, Journal, Key, Mark, NotTaken, PartlySaved, Place, ReadOnly, SaveError, Store, StoreError, decode,
    encode, frame, unframe,
};
use crate::register::{Change, Id};

/// How many changes of an import were saved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// So many were new.
    pub new: usize,
    /// So many were there before.
    pub known: usize,
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
    /// Saves a change that this tab wrote. When it returns, the change was read back from the store.
    ///
    /// # Errors
    /// When it is not saved; trying again is safe.
    pub fn append(&self, change: &Change) -> Result<(), SaveError> {
        self.writable()?;
        self.leave_marks(Some(checked(&change.header.replica)?))?;
        self.keep(change, Origin::Own)?;
        // A tab that removed the register, or changed its lock, meanwhile did not see this change.
        self.not_removed()?;
        self.fits_lock()
    }

    /// Notes that a replica of this browser is going to write, be it by segments.
    ///
    /// # Errors
    /// Why it must not.
    pub fn begin(&self, replica: &Id) -> Result<(), SaveError> {
        self.writable()?;
        self.leave_marks(Some(checked(replica)?))
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

    /// The lines of changes that this tab wrote, for a store that has room where this one has none.
    pub fn lines(&self, changes: &[Change]) -> Vec<(String, String)> {
        let line = |change: &Change| {
            let (replica, number) = (change.header.replica.clone(), change.header.number);
            let key = self.key(Place::Change { replica, number, mark: None });
            self.store.stored(key.to_string(), encode(&key, change))
        };
        changes.iter().filter_map(line).collect()
    }

    /// Whether something can be saved right now.
    ///
    /// # Errors
    /// Why not: a newer version is at work in this browser, or the register was removed.
    pub fn writable(&self) -> Result<(), SaveError> {
        self.removable()?;
        self.fits_lock()
    }

    /// As [`Self::writable`], whether the register is locked or not.
    pub(super) fn removable(&self) -> Result<(), SaveError> {
        if !super::is_register_id(self.register.as_str()) {
            return Err(SaveError::BadId(self.register.to_string()));
        }
        match self.newer()? {
            Some(newer) => Err(newer.into()),
            None => self.not_removed(),
        }
    }

    /// Whether the lock that holds now is the one under which this journal works, or neither is there.
    pub(super) fn fits_lock(&self) -> Result<(), SaveError> {
        let now = self.store.get(&self.key(Place::Lock).to_string())?;
        let fits = match (self.store.lock_of(&self.register), now) {
            (None, None) => true,
            (Some(id), Some(line)) => line.contains(&format!(" id={id} ")),
            _ => false,
        };
        if fits { Ok(()) } else { Err(SaveError::OtherLock) }
    }

    /// A version leaves a mark for each format up to its own, so that asking for one key is enough.
    pub(super) fn newer(&self) -> Result<Option<ReadOnly>, StoreError> {
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

    pub(super) fn leave_marks(&self, replica: Option<&Id>) -> Result<(), SaveError> {
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
        if change.is_blanked() {
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
        let (key, holds) = match (origin, in_plain) {
            (Origin::Own, Holds::Nothing) => (&plain, in_plain),
            _ => (&marked, in_marked),
        };
        match self.put_change(key, holds, change) {
            // Another tab blanked it at this very moment and took the key away: it is kept, without its content.
            Err(SaveError::NotKept { .. }) if self.holds(&blanked, change)? == Holds::It => Ok(false),
            kept => kept.map(|()| true),
        }
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
}

pub(super) fn checked(replica: &Id) -> Result<&Id, SaveError> {
    if is_id(replica.as_str()) { Ok(replica) } else { Err(SaveError::BadId(replica.to_string())) }
}

/// What stands under a key, seen from one change.
#[derive(Clone, Copy, PartialEq)]
enum Holds {
    Nothing,
    It,
    Other,
}
