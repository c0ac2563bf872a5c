//! A store that shows a locked register as if it stood there in plain.

use super::Cover;
use crate::journal::{Key, Place, Store, StoreError};
use crate::register::{Each, Id};
use crate::seal::DataKey;

/// A store with the key of one of its registers. What a tab that did not yet know of the lock left beside it in plain is
/// shown as well, until [`Locked::tidy`] takes it in.
#[derive(Clone, Debug)]
pub struct Locked<S> {
    pub(super) inner: S,
    pub(super) cover: Cover,
}

impl<S: Store> Locked<S> {
    /// The store with the data key of a register.
    pub fn new(inner: S, register: impl Into<Id>, key: &DataKey) -> Self {
        Locked { inner, cover: Cover::new(register.into(), key) }
    }

    /// Names and lines as they stand in the store.
    pub fn cover(&self) -> &Cover {
        &self.cover
    }

    /// What stands sealed under a key: none where nothing does, an error's place where it does not open.
    pub(super) fn sealed(&self, key: &str) -> Result<Option<Result<String, String>>, StoreError> {
        let Some(hidden) = self.cover.hidden(key) else { return Ok(None) };
        let value = self.inner.get(&hidden)?;
        Ok(value.map(|value| self.cover.show(key, &value).ok_or(value)))
    }
}

impl<S: Store> Store for Locked<S> {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        match self.sealed(key)? {
            // As it is, so that it is set aside as what it is.
            Some(Ok(line) | Err(line)) => Ok(Some(line)),
            None => self.inner.get(key),
        }
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        let Some(hidden) = self.cover.hidden(key) else { return self.inner.set(key, value) };
        let sealed = self.cover.hide(key, value).map_err(|error| StoreError::Failed(error.to_string()))?;
        self.inner.set(&hidden, &sealed)
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        if let Some(hidden) = self.cover.hidden(key) {
            self.inner.remove(&hidden)?;
        }
        self.inner.remove(key)
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        let keys = self.inner.keys()?.into_iter();
        let keys: Each<String> = keys.map(|key| self.cover.shown(&key).unwrap_or(key)).collect();
        Ok(keys.into_iter().collect())
    }

    fn lock_of(&self, register: &Id) -> Option<&str> {
        (register == self.cover.register()).then(|| self.cover.id())
    }

    fn stored(&self, key: String, line: String) -> Option<(String, String)> {
        match self.cover.hidden(&key) {
            Some(hidden) => Some((hidden, self.cover.hide(&key, &line).ok()?)),
            None => self.inner.stored(key, line),
        }
    }

    fn heard(&self, key: &str, value: &str) -> Option<(String, String)> {
        match Key::parse(key) {
            Some(Key::In(_, Place::Sealed(_))) => {
                let plain = self.cover.shown(key)?;
                let line = self.cover.show(&plain, value).unwrap_or_else(|| value.to_owned());
                Some((plain, line))
            }
            _ => self.inner.heard(key, value),
        }
    }
}
