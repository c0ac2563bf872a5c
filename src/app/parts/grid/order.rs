//! The rows in the order of one column.

use std::ops::Range;
use std::sync::Arc;

use super::SortBy;
use crate::register::Arrange;

/// What puts a column in order: the values, what becomes of them, and the order.
pub(super) enum Sorting {
    Reading(Vec<SortBy>),
    Arranging(Arranging),
    Done(Arc<Order>),
}

impl Default for Sorting {
    fn default() -> Self {
        Sorting::Reading(Vec::new())
    }
}

impl Sorting {
    /// The order, once it stands.
    pub(super) fn order(&self) -> Option<&Arc<Order>> {
        match self {
            Sorting::Done(order) => Some(order),
            _ => None,
        }
    }

    /// Goes on by some of so many rows.
    pub(super) fn go_on(&mut self, count: usize, more: usize, value: impl Fn(usize) -> SortBy) {
        *self = match std::mem::take(self) {
            Sorting::Reading(mut values) if values.len() < count => {
                let read = values.len();
                values.extend((read..read.saturating_add(more).min(count)).map(value));
                Sorting::Reading(values)
            }
            Sorting::Reading(values) => Sorting::Arranging(Arranging::of(values)),
            Sorting::Arranging(arranging) => arranging.go_on(more),
            done @ Sorting::Done(_) => done,
        }
    }
}

/// A word of a value, and the place of its row.
type Key = (u64, u32);

/// Instead of the first word of what has no value: behind all words.
const NOTHING: u64 = u64::MAX;

/// Values on their way into an order: by one word of each after the other, and by the next only where they are alike.
pub(super) struct Arranging {
    values: Vec<SortBy>,
    keys: Vec<Key>,
    /// Where another value begins than stands before.
    begins: Vec<bool>,
    /// What is alike in the words looked at, with their number.
    alike: Vec<(Range<usize>, usize)>,
}

impl Arranging {
    fn of(values: Vec<SortBy>) -> Self {
        let keys: Vec<_> = std::iter::repeat_n(0, values.len()).zip(0..).collect();
        let begins = vec![false; values.len()];
        let alike = vec![(0..values.len(), 0)];
        Arranging { values, keys, begins, alike }
    }

    /// Looks at so many rows, and at what is alike with them.
    fn go_on(mut self, many: usize) -> Sorting {
        let mut seen = 0_usize;
        while seen < many {
            let Some((range, words)) = self.alike.pop() else { return Sorting::Done(Arc::new(self.done())) };
            seen = seen.saturating_add(range.len());
            self.tell_apart(range, words);
        }
        Sorting::Arranging(self)
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "in a wing; keys of two words are sorted faster than values"
    )]
    fn tell_apart(&mut self, range: Range<usize>, words: usize) {
        let Arranging { values, keys, begins, alike } = self;
        let value = |key: &Key| values.get(key.1 as usize).unwrap_or(&SortBy::Day(None));
        let keys = keys.get_mut(range.clone()).unwrap_or_default();
        keys.iter_mut().for_each(|key| key.0 = value(key).word(words).unwrap_or(NOTHING));
        keys.sort_unstable();
        let mut begin = range.start;
        for run in keys.chunk_by_mut(|(a, _), (b, _)| a == b) {
            let end = begin.saturating_add(run.len());
            begins.get_mut(begin).into_iter().for_each(|begins| *begins = true);
            match run {
                [first, _, ..] if value(first).goes_on(first.0) => {
                    alike.push((begin..end, words.saturating_add(1)))
                }
                [first, _, ..] if matches!(value(first), SortBy::Number(Some(_))) => {
                    // Whole numbers are alike, and few have more digits.
                    run.arrange_by(|a, b| value(a).compare(value(b)));
                    let others = begins.iter_mut().skip(begin).skip(1);
                    for (begins, (a, b)) in others.zip(run.iter().zip(run.iter().skip(1))) {
                        *begins = value(a) != value(b);
                    }
                }
                _ => {}
            }
            begin = end;
        }
    }

    fn done(self) -> Order {
        let is_valued = |value: &SortBy| value.word(0).is_some();
        let valued =
            self.keys.partition_point(|(_, place)| self.values.get(*place as usize).is_some_and(is_valued));
        let begins = (0_u32..).zip(self.begins.iter().take(valued));
        let runs = begins.filter_map(|(at, begins)| begins.then_some(at)).chain(u32::try_from(valued));
        Order { runs: runs.collect(), places: self.keys.iter().map(|(_, place)| *place).collect() }
    }
}

/// The places of all rows in the order of their values.
pub(super) struct Order {
    /// Upwards; what has the same value as it stands, and what has none behind all.
    places: Vec<u32>,
    /// Where each run of one value begins, and where the last ends.
    runs: Vec<u32>,
}

impl Order {
    /// The places in order, upwards or downwards; what has no value stands last in both.
    pub(super) fn walk(&self, down: bool) -> impl Iterator<Item = usize> + '_ {
        let turned = if down { self.runs.as_slice() } else { &[] };
        let runs = turned.windows(2).rev().flat_map(|run| match run {
            [begin, end] => self.places.get(*begin as usize..*end as usize).unwrap_or_default(),
            _ => &[],
        });
        let rest = turned.last().map_or(0, |valued| *valued as usize);
        runs.chain(self.places.iter().skip(rest)).map(|place| *place as usize)
    }

    /// Brings all places, which stand in an order of less weight, into this one; what is alike here stays as it
    /// stands. Nothing is compared: each place goes to the next free one of its run.
    pub(super) fn arrange(&self, places: &[usize], down: bool) -> Vec<usize> {
        let run_of = self.run_of();
        let valued = self.runs.last().copied().unwrap_or_default();
        let mut next = self.runs.clone();
        if down {
            for (next, run) in next.iter_mut().zip(self.runs.windows(2)) {
                *next = valued.saturating_sub(run.last().copied().unwrap_or_default());
            }
        }
        let mut arranged = vec![0; places.len()];
        for place in places {
            let Some(next) = run_of.get(*place).and_then(|run| next.get_mut(*run as usize)) else { continue };
            arranged.get_mut(*next as usize).into_iter().for_each(|free| *free = *place);
            *next = next.saturating_add(1);
        }
        arranged
    }

    /// The run of each place; what has no value is in the last.
    fn run_of(&self) -> Vec<u32> {
        let mut run_of = vec![0; self.places.len()];
        let ends = self.runs.iter().skip(1).copied().chain([u32::MAX]);
        let mut begin = 0_usize;
        for (run, end) in (0_u32..).zip(ends) {
            let end = (end as usize).min(self.places.len());
            for place in self.places.get(begin..end).unwrap_or_default() {
                run_of.get_mut(*place as usize).into_iter().for_each(|of| *of = run);
            }
            begin = end;
        }
        run_of
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    use super::*;
    use crate::register::Day;

    /// The plain way: by the values alone.
    fn plainly(values: &[SortBy], down: bool) -> Vec<usize> {
        let mut places: Vec<usize> = (0..values.len()).collect();
        places.sort_by(|a, b| {
            let (a, b) = (&values[*a], &values[*b]);
            let order = a.compare(b);
            let order = if down { order.reverse() } else { order };
            a.word(0).is_none().cmp(&b.word(0).is_none()).then(order)
        });
        places
    }

    /// In portions of so many rows.
    fn order(values: &[SortBy], portion: usize) -> Arc<Order> {
        let mut sorting = Sorting::default();
        while sorting.order().is_none() {
            sorting.go_on(values.len(), portion, |place| values[place].clone());
        }
        Arc::clone(sorting.order().unwrap())
    }

    fn value() -> impl Strategy<Value = SortBy> {
        let number = (any::<i64>(), 0_u32..20).prop_map(|(digits, scale)| Decimal::new(digits, scale));
        let few = (0_i64..4).prop_map(Decimal::from);
        let number = prop_oneof![number, few];
        let day = (-800_000..800_000).prop_map(|days| Day::from_num_days_from_ce_opt(days).unwrap());
        (0..3, "[aЁ\0]{0,18}", prop::option::of(number), prop::option::of(day)).prop_map(
            |(which, text, number, day)| match which {
                0 => SortBy::Text(text),
                1 => SortBy::Number(number),
                _ => SortBy::Day(day),
            },
        )
    }

    proptest! {
        #[test]
        fn the_order_is_that_of_the_values(
            values in prop::collection::vec(value(), 0..60), down in any::<bool>(), portion in 1_usize..30,
        ) {
            for which in 0..3 {
                let of = |value: &&SortBy| match value {
                    SortBy::Text(_) => which == 0,
                    SortBy::Number(_) => which == 1,
                    SortBy::Day(_) => which == 2,
                };
                let values: Vec<_> = values.iter().filter(of).cloned().collect();
                prop_assert_eq!(order(&values, portion).walk(down).collect::<Vec<_>>(), plainly(&values, down));
            }
        }

        #[test]
        fn a_second_key_orders_what_the_first_leaves(
            few in prop::collection::vec(prop::option::of(0_i64..4), 0..60),
            (first_down, second_down) in any::<(bool, bool)>(),
        ) {
            let first: Vec<_> = few.iter().map(|one| SortBy::Number(one.map(Decimal::from))).collect();
            let second: Vec<_> = (0..few.len()).map(|at| SortBy::Text(["b", "", "a"][at % 3].to_owned())).collect();
            let lesser: Vec<usize> = order(&second, 7).walk(second_down).collect();
            let mut expected = plainly(&second, second_down);
            let rank = |at: usize| plainly(&first, first_down).iter().position(|place| first[*place] == first[at]);
            expected.sort_by_key(|at| rank(*at));
            prop_assert_eq!(order(&first, 7).arrange(&lesser, first_down), expected);
        }
    }
}
