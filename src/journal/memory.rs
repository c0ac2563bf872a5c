//! A store that lasts as long as the page: for tests, and for browsers that keep nothing.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Store, StoreError};
use crate::register::Few;

type Values = Few<String, String>;

/// Values in memory. Clones share them, as tabs of one browser do.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore {
    values: Arc<Mutex<Values>>,
    limit: Option<usize>,
}

impl MemoryStore {
    /// An empty store without a limit.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty store that holds so many UTF-16 units, keys included, as browsers count them.
    pub fn with_limit(units: usize) -> Self {
        MemoryStore { limit: Some(units), ..Self::default() }
    }

    fn values(&self) -> MutexGuard<'_, Values> {
        // A panic of another holder leaves whole entries behind, so that the map is still good.
        self.values.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn units(key: &str, value: &str) -> usize {
    key.encode_utf16().count().saturating_add(value.encode_utf16().count())
}

impl Store for MemoryStore {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(self.values().get(key).cloned())
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        let mut values = self.values();
        if let Some(limit) = self.limit {
            let others = values.iter().filter(|(other, _)| *other != key);
            let held: usize = others.map(|(key, value)| units(key, value)).sum();
            if held.saturating_add(units(key, value)) > limit {
                return Err(StoreError::Full);
            }
        }
        values.insert(key.to_owned(), value.to_owned());
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.values().remove(key);
        Ok(())
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        Ok(self.values().keys().cloned().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clones_are_one_store() {
        let one = MemoryStore::new();
        let two = one.clone();
        one.set("a", "1").unwrap();
        assert_eq!(two.get("a"), Ok(Some("1".to_owned())));
        two.remove("a").unwrap();
        assert_eq!(one.keys(), Ok(vec![]));
    }

    #[test]
    fn a_full_store_keeps_what_it_has() {
        let store = MemoryStore::with_limit(6);
        store.set("ab", "cd").unwrap();
        assert_eq!(store.set("ab", "cdefg"), Err(StoreError::Full));
        assert_eq!(store.set("x", "yz"), Err(StoreError::Full));
        assert_eq!(store.get("ab"), Ok(Some("cd".to_owned())));
        store.set("ab", "жцфы").unwrap();
    }
}
