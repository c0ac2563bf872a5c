//! A map of few entries: a vector in the order of its keys.
//!
//! It does what a `BTreeMap` does for the lines of a record, in a tenth of the program: the standard library's tree
//! is some kilobytes for each type of entry, and the page loads all of them. Putting in moves what comes after, so
//! that it is not for thousands of entries put in one by one; collecting is as fast as for a tree.

use super::Arrange;

/// A map of few entries, in the order of its keys.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Few<K, V>(Vec<(K, V)>);

impl<K, V> Default for Few<K, V> {
    fn default() -> Self {
        Few(Vec::new())
    }
}

impl<K: Ord, V> Few<K, V> {
    /// No entries.
    pub fn new() -> Self {
        Self::default()
    }

    fn place(&self, key: &K) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| other.cmp(key))
    }

    /// The value of a key.
    pub fn get(&self, key: &K) -> Option<&V> {
        self.get_key_value(key).map(|(_, value)| value)
    }

    /// The entry of a key.
    pub fn get_key_value(&self, key: &K) -> Option<(&K, &V)> {
        self.nth(self.place(key).ok()?)
    }

    /// Whether a key has a value.
    pub fn contains_key(&self, key: &K) -> bool {
        self.place(key).is_ok()
    }

    /// Puts a value in and gives back the one before.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        let place = self.place(&key);
        if let Ok(place) = place
            && let Some((_, held)) = self.0.get_mut(place)
        {
            return Some(std::mem::replace(held, value));
        }
        self.0.insert(place.unwrap_or_else(|place| place), (key, value));
        None
    }

    /// The value of a key, put in by default where there is none; nothing never comes back.
    pub fn at(&mut self, key: K) -> Option<&mut V>
    where
        V: Default,
    {
        let place = self.place(&key).unwrap_or_else(|place| {
            self.0.insert(place, (key, V::default()));
            place
        });
        self.0.get_mut(place).map(|(_, value)| value)
    }

    /// Takes an entry out.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        let place = self.place(key).ok()?;
        Some(self.0.remove(place).1)
    }

    /// The entry at a place in the order of the keys.
    pub fn nth(&self, place: usize) -> Option<(&K, &V)> {
        self.0.get(place).map(|(key, value)| (key, value))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The entries in the order of their keys.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    /// The keys in their order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> {
        self.0.iter().map(|(key, _)| key)
    }

    /// The values in the order of their keys.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> {
        self.0.iter().map(|(_, value)| value)
    }
}

/// Of two entries with one key the later one stays.
impl<K: Ord, V> FromIterator<(K, V)> for Few<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut all = Vec::new();
        for entry in entries {
            all.push(entry);
        }
        all.arrange_by(|(a, _): &(K, V), (b, _)| a.cmp(b));
        all.dedup_by(|later, held| {
            let same = later.0 == held.0;
            if same {
                std::mem::swap(later, held);
            }
            same
        });
        Few(all)
    }
}

impl<K, V> IntoIterator for Few<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// It does what the standard library's tree does.
        #[test]
        fn like_a_tree(begun in prop::collection::vec((0u8..20, 0u8..9), 0..30), deeds in prop::collection::vec((0u8..3, 0u8..20, 0u8..9), 0..60)) {
            let mut tree: BTreeMap<_, _> = begun.iter().copied().collect();
            let mut few: Few<_, _> = begun.into_iter().collect();
            for (deed, key, value) in deeds {
                match deed {
                    0 => prop_assert_eq!(few.insert(key, value), tree.insert(key, value)),
                    1 => prop_assert_eq!(few.remove(&key), tree.remove(&key)),
                    _ => prop_assert_eq!(few.at(key).map(|value| *value), Some(*tree.entry(key).or_default())),
                }
                prop_assert_eq!(few.get(&key), tree.get(&key));
                prop_assert_eq!(few.len(), tree.len());
            }
            prop_assert!(few.iter().eq(tree.iter()));
            prop_assert!(few.into_iter().eq(tree));
        }
    }
}
