//! A map and a set of few entries: vectors in order.
//!
//! [`Few`] does what a `BTreeMap` does for the lines of a record, in a tenth of the program: the standard library's tree
//! is some kilobytes for each type of entry, and the page loads all of them. Putting in moves what comes after, so
//! that it is not for thousands of entries put in one by one; collecting is as fast as for a tree.

use std::borrow::Borrow;
use std::ops::Deref;

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

    fn place<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        self.0.binary_search_by(|(other, _)| other.borrow().cmp(key))
    }

    /// Of entries that stand in the order of their keys already, each key once: what that takes less than
    /// collecting is a sort for each type.
    pub fn in_order(entries: Vec<(K, V)>) -> Self {
        debug_assert!(entries.is_sorted_by(|(a, _), (b, _)| a < b));
        Few(entries)
    }

    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.get_key_value(key).map(|(_, value)| value)
    }

    /// The entry of a key.
    pub fn get_key_value<Q: Ord + ?Sized>(&self, key: &Q) -> Option<(&K, &V)>
    where
        K: Borrow<Q>,
    {
        self.nth(self.place(key).ok()?)
    }

    /// Whether a key has a value.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
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

    /// The value of a key, put in where there is none.
    #[expect(clippy::indexing_slicing, reason = "the place was found or made in the line above")]
    pub fn or_insert_with(&mut self, key: K, value: impl FnOnce() -> V) -> &mut V {
        let place = self.place(&key).unwrap_or_else(|place| {
            self.0.insert(place, (key, value()));
            place
        });
        &mut self.0[place].1
    }

    /// The value of a key, put in where there is none.
    pub fn or_insert(&mut self, key: K, value: V) -> &mut V {
        self.or_insert_with(key, || value)
    }

    /// The value of a key, put in by default where there is none.
    pub fn or_default(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        self.or_insert_with(key, V::default)
    }

    /// Takes an entry out.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let place = self.place(key).ok()?;
        Some(self.0.remove(place).1)
    }

    /// The entry at a place in the order of the keys.
    pub fn nth(&self, place: usize) -> Option<(&K, &V)> {
        self.0.get(place).map(|(key, value)| (key, value))
    }

    /// The last entry whose key is not above this one.
    pub fn up_to(&self, key: &K) -> Option<(&K, &V)> {
        let place = self.place(key).map_or_else(|after| after.checked_sub(1), Some)?;
        self.nth(place)
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

    /// The values in the order of their keys, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.0.iter_mut().map(|(_, value)| value)
    }

    /// Keeps the entries that fit.
    pub fn retain(&mut self, mut fits: impl FnMut(&K, &mut V) -> bool) {
        self.0.retain_mut(|(key, value)| fits(key, value));
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

impl<'a, K, V> IntoIterator for &'a Few<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = std::iter::Map<std::slice::Iter<'a, (K, V)>, fn(&'a (K, V)) -> (&'a K, &'a V)>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().map(|(key, value)| (key, value))
    }
}

/// Values, each once, in their order: what a `BTreeSet` is, in a tenth of the program.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Each<T>(Vec<T>);

impl<T> Default for Each<T> {
    fn default() -> Self {
        Each(Vec::new())
    }
}

impl<T: Ord> Each<T> {
    /// None.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a value in; false when it is there already.
    pub fn insert(&mut self, value: T) -> bool {
        match self.place(&value) {
            Ok(_) => false,
            Err(place) => {
                self.0.insert(place, value);
                true
            }
        }
    }

    fn place<Q: Ord + ?Sized>(&self, value: &Q) -> Result<usize, usize>
    where
        T: Borrow<Q>,
    {
        self.0.binary_search_by(|other| other.borrow().cmp(value))
    }

    /// Whether a value is there.
    pub fn contains<Q: Ord + ?Sized>(&self, value: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.place(value).is_ok()
    }

    /// Takes a value out; false when it is not there.
    pub fn remove<Q: Ord + ?Sized>(&mut self, value: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        let place = self.place(value);
        place.is_ok_and(|place| {
            self.0.remove(place);
            true
        })
    }

    /// Keeps the values that fit.
    pub fn retain(&mut self, fits: impl FnMut(&T) -> bool) {
        self.0.retain(fits);
    }
}

impl<T> Deref for Each<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T: Ord> FromIterator<T> for Each<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut all = Vec::new();
        for value in values {
            all.push(value);
        }
        all.arrange();
        all.dedup();
        Each(all)
    }
}

impl<T: Ord> Extend<T> for Each<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, values: I) {
        for value in values {
            self.insert(value);
        }
    }
}

impl<T> IntoIterator for Each<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Each<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
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
    use std::collections::{BTreeMap, BTreeSet};

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
                    _ => prop_assert_eq!(few.or_default(key), tree.entry(key).or_default()),
                }
                prop_assert_eq!(few.get(&key), tree.get(&key));
                prop_assert_eq!(few.up_to(&key), tree.range(..=key).next_back());
                prop_assert_eq!(few.len(), tree.len());
            }
            prop_assert!(few.iter().eq(tree.iter()));
            prop_assert!(few.into_iter().eq(tree));
        }

        /// It does what the standard library's set does.
        #[test]
        fn like_a_set(begun in prop::collection::vec(0u8..20, 0..30), deeds in prop::collection::vec((any::<bool>(), 0u8..20), 0..60)) {
            let mut set: BTreeSet<_> = begun.iter().copied().collect();
            let mut each: Each<_> = begun.into_iter().collect();
            for (puts_in, value) in deeds {
                if puts_in {
                    prop_assert_eq!(each.insert(value), set.insert(value));
                } else {
                    prop_assert_eq!(each.remove(&value), set.remove(&value));
                }
                prop_assert_eq!(each.contains(&value), set.contains(&value));
            }
            prop_assert!(each.into_iter().eq(set));
        }
    }
}
