//! Who goes with whom, where several on both sides are alike: one to one, the least different first, and the same
//! whatever the order in which they were given.

use crate::register::Arrange;

/// One of theirs and one of ours that are alike, by their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edge {
    pub theirs: usize,
    pub ours: usize,
    /// How much of theirs ours does not say, and then how much more it says.
    pub apart: (usize, usize),
}

/// The edges that stand: each of theirs and each of ours is in one of them at most.
pub(super) fn pair_up(mut edges: Vec<Edge>) -> Vec<Edge> {
    edges.arrange_by_key(|edge| (edge.apart, edge.theirs, edge.ours));
    let most = |place: fn(&Edge) -> usize| edges.iter().map(place).max().map_or(0, |most| most + 1);
    let (mut theirs, mut ours) = (vec![false; most(|edge| edge.theirs)], vec![false; most(|edge| edge.ours)]);
    edges.retain(|edge| match (theirs.get_mut(edge.theirs), ours.get_mut(edge.ours)) {
        (Some(one @ false), Some(other @ false)) => {
            (*one, *other) = (true, true);
            true
        }
        _ => false,
    });
    edges
}

/// How many of the first are not among the second, and the other way round. Both are in order.
pub(super) fn apart(one: &[String], other: &[String]) -> (usize, usize) {
    let (mut left, mut right) = (one.iter().peekable(), other.iter().peekable());
    let (mut missing, mut more) = (0, 0);
    loop {
        match (left.peek(), right.peek()) {
            (None, None) => return (missing, more),
            (Some(a), Some(b)) if a == b => drop((left.next(), right.next())),
            (Some(a), Some(b)) if a < b => {
                missing += 1;
                left.next();
            }
            (Some(_), None) => {
                missing += 1;
                left.next();
            }
            _ => {
                more += 1;
                right.next();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(edges: &[(usize, usize, usize)], expected: &[(usize, usize)]) {
        let made = |edges: &mut dyn Iterator<Item = &(usize, usize, usize)>| {
            let edges =
                edges.map(|(theirs, ours, apart)| Edge { theirs: *theirs, ours: *ours, apart: (*apart, 0) });
            pair_up(edges.collect()).iter().map(|edge| (edge.theirs, edge.ours)).collect::<Vec<_>>()
        };
        assert_eq!(made(&mut edges.iter()), expected);
        assert_eq!(made(&mut edges.iter().rev()), expected);
    }

    #[test]
    fn the_least_different_first() {
        check(&[(0, 0, 3), (1, 0, 1), (1, 1, 0)], &[(1, 1), (0, 0)]);
        check(&[(0, 0, 0), (0, 1, 0), (1, 0, 0), (1, 1, 0)], &[(0, 0), (1, 1)]);
        check(&[], &[]);
    }

    #[test]
    fn what_is_missing_and_what_is_more() {
        let list = |words: &str| words.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(apart(&list("a b c"), &list("b d")), (2, 1));
        assert_eq!(apart(&list("a a"), &list("a")), (1, 0));
    }
}
