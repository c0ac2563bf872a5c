//! Putting a lock on, changing its passphrase, taking it away; and going on with what was interrupted.

use super::super::journal;
use super::{Locked, OPENING, copy_of, headers, lock_key, sweep};
use crate::journal::{
    Card, Journal, Key, LockError, Mark, Place, SaveError, Shelf, Store, StoreError, decode, encode, frame,
    unframe,
};
use crate::seal::Vault;

impl<S: Store> Locked<S> {
    /// Locks a register that has no lock: seals all of it, reads it back, writes the header, and takes away what is
    /// plain.
    ///
    /// # Errors
    /// When it could not. Before the header stands, the register is as it was; afterwards it is locked, and what is
    /// still plain is taken in at the next opening.
    pub fn lock(&self, vault: &Vault) -> Result<(), LockError> {
        self.journal().removable()?;
        self.is_free()?;
        let begun = match self.seal_all().and_then(|()| self.put_header(vault)) {
            // Without room for all of it twice, one after the other takes the place of the plain one.
            Err(LockError::Store(StoreError::Full) | LockError::Save(SaveError::Store(StoreError::Full))) => {
                self.withdraw()?;
                self.put_header(vault)
            }
            begun => begun,
        };
        if let Err(error) = begun {
            // Left behind, it goes with the next lock.
            let _ = self.withdraw();
            return Err(error);
        }
        self.tidy(vault)
    }

    /// The first copy of the header: from here on the register is locked.
    fn put_header(&self, vault: &Vault) -> Result<(), LockError> {
        self.is_free()?;
        let (copy, line) = copy_of(self.cover.register(), vault);
        self.put(&copy, &line).map_err(|error| {
            // Half a header must not stand: it would lock the register without a key.
            let _ = self.inner.remove(&copy.to_string());
            error.into()
        })
    }

    /// Takes away the sealed copies of what still stands in plain.
    fn withdraw(&self) -> Result<(), StoreError> {
        self.sealed_keys()?.iter().try_for_each(|key| self.inner.remove(key))
    }

    /// Takes in what is plain beside the lock, mends its header, and takes away what an interrupted change left.
    ///
    /// # Errors
    /// When something stays as it is until the next opening.
    pub fn tidy(&self, vault: &Vault) -> Result<(), LockError> {
        self.journal().removable()?;
        let register = self.cover.register();
        let (lock, (copy, line)) = (lock_key(register), copy_of(register, vault));
        for (key, line) in [(&copy, &line), (&lock, &frame(&lock, &vault.to_string()))] {
            if self.inner.get(&key.to_string())?.as_ref() != Some(line) {
                self.put(key, line)?;
            }
        }
        // The passphrase that was typed is the one that holds.
        let mut others = Vec::new();
        for header in headers(&self.inner, register)?.into_iter().flatten().filter(|other| other != vault) {
            if header.id() == vault.id() {
                self.inner.remove(&copy_of(register, &header).0.to_string())?;
            } else {
                others.push(header.id().to_owned());
            }
        }
        for key in self.plain_keys()? {
            self.take_under(&key)?;
        }
        self.hide_name()?;
        self.sweep_strangers(&others)
    }

    /// Wraps the key anew: another passphrase, and no other value changes.
    ///
    /// # Errors
    /// When it could not; then one of the two passphrases opens the register.
    pub fn rewrap(&self, vault: &Vault) -> Result<(), LockError> {
        self.journal().writable()?;
        let (copy, line) = copy_of(self.cover.register(), vault);
        self.put(&copy, &line)?;
        self.tidy(vault)
    }

    /// Takes the lock away for good: writes all of it in plain, reads it back, and only then takes away what is sealed.
    ///
    /// # Errors
    /// When it could not; then it is still locked and nothing is lost.
    pub fn unlock(&self, vault: &Vault) -> Result<(), LockError> {
        self.tidy(vault)?;
        let register = self.cover.register();
        let lock = lock_key(register);
        // From here on no tab writes under the lock.
        self.put(&lock, &frame(&lock, OPENING))?;
        for hidden in self.sealed_keys()? {
            let missing = || SaveError::NotKept { key: hidden.clone() };
            let value = self.inner.get(&hidden)?.ok_or_else(missing)?;
            // What follows takes it away: so it is read twice.
            if self.inner.get(&hidden)?.as_ref() != Some(&value) {
                return Err(missing().into());
            }
            // The name of a draft that does not open is not known any more.
            let plain = self.cover.shown(&hidden).unwrap_or_else(|| hidden.clone());
            match self.cover.show(&plain, &value) {
                Some(line) => self.put_plain(&plain, &line)?,
                None => self.put_aside_plain(&plain, &value)?,
            }
        }
        let over = Key::In(register.clone(), Place::Unlocked(self.cover.id().to_owned()));
        self.put(&over, &frame(&over, ""))?;
        Ok(sweep(&self.inner, register, self.cover.id())?)
    }

    /// Takes in all that another lock of the same register covers, which two tabs put on at once.
    ///
    /// # Errors
    /// When something stays under the other lock.
    pub fn absorb(&self, other: &Self, vault: &Vault) -> Result<(), LockError> {
        self.journal().writable()?;
        for hidden in other.sealed_keys()? {
            let Some(key) = other.cover.shown(&hidden) else { continue };
            if let Some(Ok(line)) = other.sealed(&key)? {
                self.take(&key, &line)?;
                self.inner.remove(&hidden)?;
            }
        }
        if other.sealed_keys()?.is_empty() {
            self.inner.remove(&copy_of(self.cover.register(), vault).0.to_string())?;
        }
        Ok(())
    }

    /// Refuses a register that has a lock.
    fn is_free(&self) -> Result<(), LockError> {
        let register = self.cover.register();
        let lock = self.inner.get(&lock_key(register).to_string())?;
        if lock.is_none() && headers(&self.inner, register)?.is_empty() {
            Ok(())
        } else {
            Err(LockError::Locked)
        }
    }

    fn journal(&self) -> Journal<&Self> {
        Journal::new(self, self.cover.register().clone())
    }

    /// The keys that stand in plain although the lock covers them.
    fn plain_keys(&self) -> Result<Vec<String>, StoreError> {
        let keys = self.inner.keys()?.into_iter();
        Ok(keys.filter(|key| self.cover.hidden(key).is_some()).collect())
    }

    fn seal_all(&self) -> Result<(), LockError> {
        for key in self.plain_keys()? {
            if let Some(line) = self.inner.get(&key)? {
                self.seal(&key, &line)?;
            }
        }
        Ok(())
    }

    /// The keys of the store that are sealed with this key.
    fn sealed_keys(&self) -> Result<Vec<String>, StoreError> {
        let prefix = self.cover.prefix();
        Ok(self.inner.keys()?.into_iter().filter(|key| key.starts_with(&prefix)).collect())
    }

    /// Seals a line under its key and reads it back; false where something else stands there sealed already.
    fn seal(&self, key: &str, line: &str) -> Result<bool, LockError> {
        let is_sound = |line: &str| Key::parse(key).is_some_and(|key| unframe(&key, line).is_ok());
        match self.sealed(key)? {
            Some(Ok(sealed)) if sealed == line => Ok(true),
            Some(Ok(sealed)) if is_sound(&sealed) || !is_sound(line) => Ok(false),
            // Nothing, or what cannot be read.
            _ => self.put_sealed(key, line).map(|()| true),
        }
    }

    /// Seals a line under its key, or where that is taken, under one of its own.
    fn take(&self, key: &str, line: &str) -> Result<(), LockError> {
        if self.seal(key, line)? {
            return Ok(());
        }
        let Some(parsed) = Key::parse(key) else { return Ok(()) };
        let (other, line) = match &parsed {
            // Written last, by a tab that did not know.
            Key::In(_, Place::Draft { .. }) if unframe(&parsed, line).is_ok() => {
                return self.put_sealed(key, line);
            }
            Key::In(register, Place::Change { replica, number, .. }) => match decode(&parsed, line) {
                Ok(change) => {
                    let mark = Some(Mark::of(&change.id));
                    let place = Place::Change { replica: replica.clone(), number: *number, mark };
                    let key = Key::In(register.clone(), place);
                    let line = encode(&key, &change);
                    (key, line)
                }
                Err(_) => journal::copy_of(register, key, line),
            },
            _ => journal::copy_of(self.cover.register(), key, line),
        };
        // Such a key has one possible content.
        self.seal(&other.to_string(), &line).map(drop)
    }

    /// Seals what stands in plain under a key, and then takes the plain one away.
    fn take_under(&self, key: &str) -> Result<(), LockError> {
        self.journal().fits_lock()?;
        let Some(plain) = self.inner.get(key)? else { return Ok(()) };
        self.take(key, &plain)?;
        // A draft may have gone on meanwhile; the next opening takes that in.
        if self.inner.get(key)?.is_some_and(|now| now == plain) {
            self.inner.remove(key)?;
        }
        Ok(())
    }

    fn put_sealed(&self, key: &str, line: &str) -> Result<(), LockError> {
        self.set(key, line)?;
        match self.sealed(key)? {
            Some(Ok(sealed)) if sealed == line => Ok(()),
            _ => Err(SaveError::NotKept { key: key.to_owned() }.into()),
        }
    }

    /// Writes, reads back, compares, past the lock.
    fn put(&self, key: &Key, line: &str) -> Result<(), SaveError> {
        let name = key.to_string();
        self.inner.set(&name, line)?;
        if self.inner.get(&name)?.as_deref() == Some(line) {
            Ok(())
        } else {
            Err(SaveError::NotKept { key: name })
        }
    }

    fn put_plain(&self, key: &str, line: &str) -> Result<(), LockError> {
        match self.inner.get(key)? {
            Some(there) if there == line => return Ok(()),
            Some(_) => return Err(SaveError::Occupied { key: key.to_owned() }.into()),
            None => self.inner.set(key, line)?,
        }
        let back = self.inner.get(key)?;
        if back.as_deref() == Some(line) {
            return Ok(());
        }
        // Ours alone: nothing stood there, and the sealed one still does.
        self.inner.remove(key)?;
        Err(SaveError::NotKept { key: key.to_owned() }.into())
    }

    /// What does not open is kept as it is.
    fn put_aside_plain(&self, key: &str, value: &str) -> Result<(), LockError> {
        let (copy, line) = journal::copy_of(self.cover.register(), key, value);
        self.put_plain(&copy.to_string(), &line)
    }

    /// Takes away what is sealed with keys that nobody has: what an interrupted locking left.
    fn sweep_strangers(&self, others: &[String]) -> Result<(), LockError> {
        let all = format!("{}e/", Key::prefix(self.cover.register()));
        for key in self.inner.keys()? {
            let owner = key.strip_prefix(&all).and_then(|rest| rest.split('/').next());
            if owner
                .is_some_and(|owner| owner != self.cover.id() && !others.iter().any(|other| other == owner))
            {
                // A lock that another tab put on meanwhile says so first.
                self.journal().fits_lock()?;
                self.inner.remove(&key)?;
            }
        }
        Ok(())
    }

    /// The card of a locked register has no name.
    fn hide_name(&self) -> Result<(), LockError> {
        let key = Key::Index(self.cover.register().clone());
        let line = self.inner.get(&key.to_string())?;
        match line.as_deref().map(|line| Card::read(self.cover.register(), line)) {
            None | Some(Some(Card { title: None, .. })) => Ok(()),
            Some(Some(card)) => Ok(Shelf::new(&self.inner).note(&card)?),
            // A name may stand in what cannot be read; the card is made again.
            Some(None) => Ok(self.inner.remove(&key.to_string())?),
        }
    }
}
