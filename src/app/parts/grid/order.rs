//! The rows in the order of one column.

use std::cmp::Ordering;

use super::SortBy;
use crate::register::Arrange;

/// The places of all rows in the order of their values.
pub(super) struct Order {
    /// Upwards; what has the same value as it stands, and what has none behind all.
    places: Vec<u32>,
    /// Where each run of one value begins, and where the last ends.
    runs: Vec<u32>,
}

impl Order {
    /// Puts values in order: by one number each, and by more only where that is the same.
    #[expect(
        clippy::disallowed_methods,
        reason = "in a wing; keys of two words are sorted faster than values"
    )]
    pub(super) fn of(values: &[SortBy]) -> Self {
        let rough = values.iter().map(|value| value.rough().unwrap_or(i64::MAX));
        let mut keys: Vec<(i64, u32)> = rough.zip(0..).collect();
        keys.sort_unstable();
        let valued = keys.partition_point(|(rough, _)| *rough < i64::MAX);
        let mut places: Vec<u32> = keys.iter().map(|(_, place)| *place).collect();
        let compare = |a: u32, b: u32| match (values.get(a as usize), values.get(b as usize)) {
            (Some(a), Some(b)) => a.compare(b),
            _ => Ordering::Equal,
        };
        let mut runs = Vec::new();
        let mut begin = 0_usize;
        for alike in keys.get(..valued).unwrap_or_default().chunk_by(|(a, _), (b, _)| a == b) {
            let end = begin.saturating_add(alike.len());
            let run = places.get_mut(begin..end).unwrap_or_default();
            run.arrange_by(|a, b| compare(*a, *b));
            let mut before = None;
            for (at, place) in (begin..).zip(run.iter()) {
                if before.is_none_or(|before| compare(before, *place) != Ordering::Equal) {
                    runs.extend(u32::try_from(at));
                }
                before = Some(*place);
            }
            begin = end;
        }
        runs.extend(u32::try_from(valued));
        Order { places, runs }
    }

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
            a.rough().is_none().cmp(&b.rough().is_none()).then(order)
        });
        places
    }

    fn value() -> impl Strategy<Value = SortBy> {
        let number = (any::<i64>(), 0_u32..20).prop_map(|(digits, scale)| Decimal::new(digits, scale));
        let few = (0_i64..4).prop_map(Decimal::from);
        let number = prop_oneof![number, few];
        let day = (-800_000..800_000).prop_map(|days| Day::from_num_days_from_ce_opt(days).unwrap());
        (0..3, "[a-cЁ]{0,12}", prop::option::of(number), prop::option::of(day)).prop_map(
            |(which, text, number, day)| match which {
                0 => SortBy::Text(text),
                1 => SortBy::Number(number),
                _ => SortBy::Day(day),
            },
        )
    }

    proptest! {
        #[test]
        fn the_order_is_that_of_the_values(values in prop::collection::vec(value(), 0..60), down in any::<bool>()) {
            for which in 0..3 {
                let of = |value: &&SortBy| match value {
                    SortBy::Text(_) => which == 0,
                    SortBy::Number(_) => which == 1,
                    SortBy::Day(_) => which == 2,
                };
                let values: Vec<_> = values.iter().filter(of).cloned().collect();
                let order = Order::of(&values);
                prop_assert_eq!(order.walk(down).collect::<Vec<_>>(), plainly(&values, down));
            }
        }

        #[test]
        fn a_second_key_orders_what_the_first_leaves(
            few in prop::collection::vec(prop::option::of(0_i64..4), 0..60),
            (first_down, second_down) in any::<(bool, bool)>(),
        ) {
            let first: Vec<_> = few.iter().map(|one| SortBy::Number(one.map(Decimal::from))).collect();
            let second: Vec<_> = (0..few.len()).map(|at| SortBy::Text(["b", "", "a"][at % 3].to_owned())).collect();
            let lesser: Vec<usize> = Order::of(&second).walk(second_down).collect();
            let mut expected = plainly(&second, second_down);
            let rank = |at: usize| plainly(&first, first_down).iter().position(|place| first[*place] == first[at]);
            expected.sort_by_key(|at| rank(*at));
            prop_assert_eq!(Order::of(&first).arrange(&lesser, first_down), expected);
        }
    }
}
