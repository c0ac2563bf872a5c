//! A split that can be kept: what each key has, so that one contribution can be taken out of it and put back.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use crate::register::{Arrange, Few, Id};

use super::by::{Joint, Key, Row, Splitting, standing};
use super::fact::Tilt;
use super::money::{add, negative};
use super::{Members, Open, Part};

/// A figure split by key, before its rows are put in order.
#[derive(Clone, Debug, Default)]
pub struct Split {
    tallies: Few<Key, Tally>,
    largest: Option<Part>,
}

/// What one key has.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    amount: Decimal,
    /// How many directions of each kind its sums have: above, below, about.
    lean: [i64; 3],
    pub unvalued: i64,
    pub joint: Vec<Joint>,
    pub known: Vec<(Id, Decimal)>,
    /// How often it was named; what is not named any more has no row.
    named: i64,
}

impl Split {
    /// Its rows, in the order of their keys; those of givers by heading first.
    pub fn rows(&self, splitting: Splitting, members: &Members) -> Vec<Row> {
        let heading = |key: &Key| (splitting == Splitting::Member).then(|| standing(key, members));
        let mut rows: Vec<Row> = self
            .tallies
            .iter()
            .map(|(key, tally)| Row { standing: heading(key), ..tally.row(key) })
            .collect();
        rows.arrange_by(|a, b| a.standing.cmp(&b.standing).then_with(|| a.key.cmp(&b.key)));
        rows
    }

    /// The largest part that needed a rate.
    pub fn largest(&self) -> Option<&Part> {
        self.largest.as_ref()
    }

    pub(super) fn with_largest<'a>(self, converted: impl Iterator<Item = &'a Part>) -> Self {
        Split { largest: converted.max_by(|a, b| by_size(a, b)).cloned(), ..self }
    }

    pub(super) fn at(&mut self, key: Key) -> &mut Tally {
        let tally = self.tallies.or_default(key);
        tally.named = tally.named.saturating_add(1);
        tally
    }

    pub(super) fn put(&mut self, key: Key, amount: Decimal) {
        let tally = self.at(key);
        // A part of a sum that could be held can be held.
        tally.amount = add(tally.amount, amount).unwrap_or(tally.amount);
    }

    /// Takes out what a part of it was and puts in what it is; false where that cannot be told exactly.
    pub(super) fn exchange(&mut self, old: Split, new: Split) -> bool {
        let larger = self.largest.iter().chain(&new.largest).max_by(|a, b| by_size(a, b)).cloned();
        // Without the largest, the next largest is not known.
        if old.largest.is_some() && old.largest == self.largest && new.largest != larger {
            return false;
        }
        self.largest = larger;
        let mut is_exact = true;
        for (key, tally) in old.tallies {
            is_exact &= self.tallies.or_default(key).take(tally);
        }
        for (key, tally) in new.tallies {
            is_exact &= self.tallies.or_default(key).join(tally);
        }
        self.tallies.retain(|_, tally| tally.named > 0);
        is_exact
    }
}

impl Tally {
    pub fn lean(&mut self, tilt: Tilt) {
        self.count(tilt.counts(), 0, 0);
    }

    fn row(&self, key: &Key) -> Row {
        let [above, below, about] = self.lean.map(|count| count > 0);
        let (mut joint, mut known) = (self.joint.clone(), self.known.clone());
        joint.arrange();
        joint.dedup();
        known.arrange();
        Row {
            key: key.clone(),
            standing: None,
            amount: self.amount,
            open: Open::of(Tilt { above: above || !joint.is_empty(), below, about }),
            about,
            unvalued: u32::try_from(self.unvalued).unwrap_or_default(),
            joint,
            known,
        }
    }

    fn join(&mut self, other: Tally) -> bool {
        self.count(other.lean, other.unvalued, other.named);
        self.joint.extend(other.joint);
        self.known.extend(other.known);
        self.add(other.amount)
    }

    fn take(&mut self, other: Tally) -> bool {
        let less = i64::saturating_neg;
        self.count(other.lean.map(less), less(other.unvalued), less(other.named));
        other.joint.iter().for_each(|joint| drop_one(&mut self.joint, joint));
        other.known.iter().for_each(|known| drop_one(&mut self.known, known));
        self.add(negative(other.amount))
    }

    fn count(&mut self, lean: [i64; 3], unvalued: i64, named: i64) {
        for (held, more) in self.lean.iter_mut().zip(lean) {
            *held = held.saturating_add(more);
        }
        self.unvalued = self.unvalued.saturating_add(unvalued);
        self.named = self.named.saturating_add(named);
    }

    fn add(&mut self, amount: Decimal) -> bool {
        let sum = add(self.amount, amount);
        self.amount = sum.unwrap_or(self.amount);
        sum.is_some()
    }
}

/// By amount; of equal ones the order of their records decides.
fn by_size(a: &Part, b: &Part) -> Ordering {
    (a.converted, &a.of, &a.lines).cmp(&(b.converted, &b.of, &b.lines))
}

fn drop_one<T: PartialEq>(all: &mut Vec<T>, one: &T) {
    if let Some(place) = all.iter().position(|held| held == one) {
        all.swap_remove(place);
    }
}
