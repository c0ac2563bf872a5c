//! One short sort for everything that is put in order.
//!
//! The standard library's sorts are laid out for speed: four kilobytes of program for each type and order, and the
//! page loads all of them. Here the merging is one function for all types, which works on places; each type only adds
//! its comparison.

use std::cmp::Ordering;
use std::mem;

/// Putting a slice in order; what compares equal stays in its order.
pub trait Arrange<T> {
    /// By a comparison.
    fn arrange_by(&mut self, compare: impl Fn(&T, &T) -> Ordering);

    /// By a key of each.
    fn arrange_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K) {
        self.arrange_by(|a, b| key(a).cmp(&key(b)));
    }

    /// By their own order.
    fn arrange(&mut self)
    where
        T: Ord,
    {
        self.arrange_by(T::cmp);
    }
}

impl<T> Arrange<T> for [T] {
    fn arrange_by(&mut self, compare: impl Fn(&T, &T) -> Ordering) {
        let places = places(self.len(), &|a, b| {
            self.get(a).zip(self.get(b)).is_some_and(|(a, b)| compare(a, b) == Ordering::Greater)
        });
        let Some(mut places) = places else { return };
        for at in 0..places.len() {
            // Each swap puts one into its place for good.
            while let Some(place) = places.get(at).copied().filter(|place| *place != at) {
                self.swap(at, place);
                places.swap(at, place);
            }
        }
    }
}

/// Where each goes; nothing when all are in order. The answer to `is_after` must hold for two places of before.
fn places(count: usize, is_after: &dyn Fn(usize, usize) -> bool) -> Option<Vec<usize>> {
    if (1..count).all(|at| !is_after(at.saturating_sub(1), at)) {
        return None;
    }
    let mut sorted: Vec<usize> = (0..count).collect();
    let mut merged = Vec::with_capacity(count);
    let mut width = 1_usize;
    while width < count {
        merged.clear();
        for two in sorted.chunks(width.saturating_mul(2)) {
            let (mut left, mut right) = two.split_at(width.min(two.len()));
            while let (Some((a, behind_a)), Some((b, behind_b))) = (left.split_first(), right.split_first()) {
                if is_after(*a, *b) {
                    merged.push(*b);
                    right = behind_b;
                } else {
                    merged.push(*a);
                    left = behind_a;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        mem::swap(&mut sorted, &mut merged);
        width = width.saturating_mul(2);
    }
    // So far each place says who comes there; asked for is where each goes.
    merged.resize(count, 0);
    for (place, from) in sorted.into_iter().enumerate() {
        if let Some(goes) = merged.get_mut(from) {
            *goes = place;
        }
    }
    Some(merged)
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// The same as the standard library's stable sort.
        #[test]
        fn stable_and_in_order(items in prop::collection::vec((0u8..9, any::<u16>()), 0..80)) {
            let mut expected = items.clone();
            expected.sort_by_key(|(key, _)| *key);
            let mut found = items;
            found.arrange_by_key(|(key, _)| *key);
            prop_assert_eq!(&found, &expected);
            expected.sort_by_key(|(key, _)| Reverse(*key));
            found.arrange_by_key(|(key, _)| Reverse(*key));
            prop_assert_eq!(&found, &expected);
            expected.sort();
            found.arrange();
            prop_assert_eq!(&found, &expected);
        }
    }
}
