//! Families: how contributions hang together, with circles found and cut.

use crate::register::{Arrange, Each, Few, Id, RelationKind};

/// Contributions that point at each other in a circle: an error in the register. Each of them counts once, as if
/// the relations among them were not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Circle {
    /// Its members, by id.
    pub members: Vec<Id>,
}

/// A relation between two contributions by their places in the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Edge {
    pub from: usize,
    pub to: usize,
    /// Nothing for a relation that is only possible.
    pub certain: Option<Tie>,
}

/// The certain relations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tie {
    Repeats,
    PartOf,
    Fulfils,
}

impl Tie {
    pub fn of(kind: RelationKind) -> Option<Self> {
        match kind {
            RelationKind::Repeats => Some(Tie::Repeats),
            RelationKind::PartOf => Some(Tie::PartOf),
            RelationKind::Fulfils => Some(Tie::Fulfils),
            RelationKind::SameAs => None,
        }
    }
}

/// How one contribution hangs together with others, after circles were cut.
#[derive(Clone, Debug, Default)]
pub(super) struct Ties {
    /// What it repeats, directly or through another.
    pub repeats: Vec<usize>,
    /// The whole that it is part of; of several, the one with the lowest id.
    pub whole: Option<usize>,
    /// Its parts.
    pub parts: Vec<usize>,
    /// What it may be the same as.
    pub maybe: Vec<usize>,
    /// What may be the same as it.
    pub maybe_in: Vec<usize>,
    /// Whether money is shared with another record by "repeats" or "fulfils".
    pub joined: bool,
}

/// All relations of a ledger.
#[derive(Clone, Debug, Default)]
pub(super) struct Net {
    /// Only contributions that have relations are in it.
    pub ties: Few<usize, Ties>,
    /// Families of more than one, each in order of place.
    pub families: Vec<Vec<usize>>,
    /// Circles, by place.
    pub circles: Vec<Vec<usize>>,
}

impl Net {
    /// Cuts circles and joins families. `earlier` says whether the first entry of one contribution is before that of
    /// another, equal days decided by id.
    pub fn new(mut edges: Each<Edge>, earlier: impl Fn(usize, usize) -> bool) -> Self {
        let direct: Each<_> =
            edges.iter().filter(|edge| edge.certain.is_some()).map(|edge| (edge.from, edge.to)).collect();
        // What is certain makes a possible relation between the same two idle.
        edges.retain(|edge| {
            let known = direct.contains(&(edge.from, edge.to)) || direct.contains(&(edge.to, edge.from));
            edge.certain.is_some() || !known
        });
        // Where two may each be the other, the one that began later gives way.
        let possible: Each<_> =
            edges.iter().filter(|edge| edge.certain.is_none()).map(|edge| (edge.from, edge.to)).collect();
        edges.retain(|edge| {
            let both =
                edge.certain.is_none() && possible.contains(&(edge.to, edge.from)) && edge.from != edge.to;
            !(both && earlier(edge.from, edge.to))
        });
        let circles = circles(&edges);
        edges.retain(|edge| {
            !circles.iter().any(|circle| circle.contains(&edge.from) && circle.contains(&edge.to))
        });
        let mut net = Net { ties: Few::new(), families: families(&edges), circles };
        for edge in &edges {
            net.tie(*edge);
        }
        net.close_repeats();
        net
    }

    fn tie(&mut self, edge: Edge) {
        let joined = matches!(edge.certain, Some(Tie::Repeats | Tie::Fulfils));
        let from = self.ties.or_default(edge.from);
        from.joined |= joined;
        let mut is_part = false;
        match edge.certain {
            Some(Tie::Repeats) => from.repeats.push(edge.to),
            Some(Tie::PartOf) if from.whole.is_none() => {
                from.whole = Some(edge.to);
                is_part = true;
            }
            Some(_) => {}
            None => from.maybe.push(edge.to),
        }
        let to = self.ties.or_default(edge.to);
        to.joined |= joined;
        if is_part {
            to.parts.push(edge.from);
        }
        if edge.certain.is_none() {
            to.maybe_in.push(edge.from);
        }
    }

    /// What repeats a repeat repeats the first one too. There are no circles any more.
    fn close_repeats(&mut self) {
        let direct: Few<usize, Vec<usize>> =
            self.ties.iter().map(|(place, ties)| (*place, ties.repeats.clone())).collect();
        for ties in self.ties.values_mut() {
            let mut reached: Each<usize> = Each::new();
            let mut waiting = ties.repeats.clone();
            while let Some(place) = waiting.pop() {
                if reached.insert(place) {
                    waiting.extend(direct.get(&place).into_iter().flatten().copied());
                }
            }
            ties.repeats = reached.into_iter().collect();
        }
    }
}

/// The contributions that certain relations join, without those that stand alone.
fn families(edges: &Each<Edge>) -> Vec<Vec<usize>> {
    let mut beside: Few<usize, Vec<usize>> = Few::new();
    for edge in edges.iter().filter(|edge| edge.certain.is_some()) {
        beside.or_default(edge.from).push(edge.to);
        beside.or_default(edge.to).push(edge.from);
    }
    let mut seen = Each::new();
    let mut families = Vec::new();
    for start in beside.keys() {
        let mut family = Each::new();
        let mut waiting = vec![*start];
        while let Some(place) = waiting.pop() {
            if seen.insert(place) {
                family.insert(place);
                waiting.extend(beside.get(&place).into_iter().flatten().copied());
            }
        }
        if !family.is_empty() {
            families.push(family.into_iter().collect());
        }
    }
    families
}

/// The sets of places of which each reaches each other, and places that point at themselves.
fn circles(edges: &Each<Edge>) -> Vec<Vec<usize>> {
    let mut forth: Few<usize, Vec<usize>> = Few::new();
    let mut back: Few<usize, Vec<usize>> = Few::new();
    for edge in edges {
        forth.or_default(edge.from).push(edge.to);
        forth.or_default(edge.to);
        back.or_default(edge.to).push(edge.from);
    }
    // Two passes: places by the time they are finished, then what reaches each, from the last finished on.
    let mut seen = Each::new();
    let mut finished = Vec::new();
    for start in forth.keys() {
        let mut waiting = vec![(*start, false)];
        while let Some((place, done)) = waiting.pop() {
            if done {
                finished.push(place);
            } else if seen.insert(place) {
                waiting.push((place, true));
                waiting.extend(forth.get(&place).into_iter().flatten().map(|next| (*next, false)));
            }
        }
    }
    let mut taken = Each::new();
    let mut circles = Vec::new();
    while let Some(start) = finished.pop() {
        let mut circle = Each::new();
        let mut waiting = vec![start];
        while let Some(place) = waiting.pop() {
            if taken.insert(place) {
                circle.insert(place);
                waiting.extend(back.get(&place).into_iter().flatten().copied());
            }
        }
        let own = forth.get(&start).is_some_and(|next| next.contains(&start));
        if circle.len() > 1 || (own && !circle.is_empty()) {
            circles.push(circle.into_iter().collect());
        }
    }
    circles.arrange();
    circles
}

#[cfg(test)]
mod tests {
    use super::*;

    fn net(edges: &[(usize, usize, Option<Tie>)]) -> Net {
        let edges = edges.iter().map(|(from, to, certain)| Edge { from: *from, to: *to, certain: *certain });
        Net::new(edges.collect(), |a, b| a < b)
    }

    fn ties(net: &Net, place: usize) -> &Ties {
        net.ties.get(&place).unwrap()
    }

    #[test]
    fn a_circle_is_named_and_cut() {
        let part = Some(Tie::PartOf);
        let net = net(&[(1, 2, part), (2, 3, part), (3, 1, part), (4, 3, part), (5, 5, part)]);
        assert_eq!(net.circles, [vec![1, 2, 3], vec![5]]);
        assert_eq!(net.families, [vec![3, 4]]);
        assert!(!net.ties.contains_key(&1) && ties(&net, 3).parts == [4]);
    }

    #[test]
    fn repeats_reach_through_repeats() {
        let net = net(&[(3, 2, Some(Tie::Repeats)), (2, 1, Some(Tie::Repeats))]);
        assert_eq!((&ties(&net, 3).repeats, &net.families), (&vec![1, 2], &vec![vec![1, 2, 3]]));
    }

    #[test]
    fn of_two_possible_ones_the_later_gives_way() {
        let net = net(&[(1, 2, None), (2, 1, None)]);
        assert!(net.circles.is_empty() && net.families.is_empty());
        assert_eq!(
            (ties(&net, 2).maybe.as_slice(), ties(&net, 1).maybe.as_slice()),
            ([1].as_slice(), [].as_slice())
        );
    }

    #[test]
    fn a_certain_relation_makes_a_possible_one_idle() {
        let net = net(&[(2, 1, Some(Tie::PartOf)), (1, 2, None)]);
        assert!(net.circles.is_empty() && ties(&net, 1).maybe.is_empty());
    }
}
