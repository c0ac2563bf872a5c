//! A ledger in pieces: what can have a bearing on a figure together, apart from everything else.
//!
//! A figure is the sum of the same figure of all pieces, so that a question about a few contributions, or about many
//! days, does not count the whole register again for each.

use super::family::{Net, Ties};
use super::ledger::Account;
use super::purchases::{Bought, Share};
use super::{Count, Ledger};
use crate::register::{Arrange, Day, Each, Id, Measure, Step};

/// Families that relations, certain or possible, join.
#[derive(Clone, Debug, Default)]
pub(super) struct Piece {
    pub families: Vec<Vec<usize>>,
}

/// The first of a run of places joined one to the next.
fn root(of: &[usize], mut place: usize) -> usize {
    while let Some(next) = of.get(place).copied().filter(|next| *next != place) {
        place = next;
    }
    place
}

/// Joins two runs under the lower of their firsts.
pub(super) fn join(of: &mut [usize], a: usize, b: usize) {
    let first = root(of, a).min(root(of, b));
    // Both and their firsts point at the new first, so that long runs stay short to walk.
    for place in [a, b, root(of, a), root(of, b)] {
        if let Some(held) = of.get_mut(place) {
            *held = first;
        }
    }
}

/// Which run each place belongs to: the places in each, in their order, by the first.
pub(super) fn runs(of: &[usize]) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = vec![Vec::new(); of.len()];
    // A place points at itself or at one before it, whose first is known by then.
    let mut firsts: Vec<usize> = Vec::with_capacity(of.len());
    for (place, next) in of.iter().enumerate() {
        let first = firsts.get(*next).copied().unwrap_or(place);
        firsts.push(first);
        if let Some(run) = runs.get_mut(first) {
            run.push(place);
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

impl Ledger {
    /// The pieces of its contributions. What lies outside the coalition is in none.
    pub(super) fn pieces(&self) -> Vec<Piece> {
        let mut home = vec![0; self.accounts.len()];
        for (n, family) in self.families.iter().enumerate() {
            for place in family {
                if let Some(home) = home.get_mut(*place) {
                    *home = n;
                }
            }
        }
        let mut joined: Vec<usize> = (0..self.families.len()).collect();
        for (place, ties) in &self.net.ties {
            for other in &ties.maybe {
                if let (Some(a), Some(b)) = (home.get(*place), home.get(*other)) {
                    join(&mut joined, *a, *b);
                }
            }
        }
        let families = |run: Vec<usize>| run.into_iter().filter_map(|n| self.families.get(n).cloned());
        runs(&joined).into_iter().map(|run| Piece { families: families(run).collect() }).collect()
    }

    /// A piece as a ledger of its own, without purchases. `keeps` says which facts it holds.
    pub(super) fn of_piece(&self, piece: &Piece, keeps: &dyn Fn(&super::Fact) -> bool) -> Ledger {
        let mut places: Vec<usize> = piece.families.iter().flatten().copied().collect();
        places.arrange();
        let new = |place: &usize| places.binary_search(place).ok();
        let all = |old: &[usize]| old.iter().filter_map(new).collect::<Vec<_>>();
        let account = |place: &usize| {
            let held = self.accounts.get(*place)?;
            let facts = held.facts.iter().filter(|fact| keeps(fact)).cloned().collect();
            Some(Account { facts, idle: held.idle.clone(), ..held.bare() })
        };
        let tied = |place: &usize| {
            let held = self.net.ties.get(place)?;
            let ties = Ties {
                repeats: all(&held.repeats),
                whole: held.whole.as_ref().and_then(new),
                parts: all(&held.parts),
                maybe: all(&held.maybe),
                maybe_in: all(&held.maybe_in),
                joined: held.joined,
            };
            Some((new(place)?, ties))
        };
        Ledger {
            accounts: places.iter().filter_map(account).collect(),
            index: Default::default(),
            net: Net { ties: places.iter().filter_map(tied).collect(), ..Net::default() },
            families: piece.families.iter().map(|family| all(family)).collect(),
            purchases: Vec::new(),
            policy: self.policy,
        }
    }

    /// All that can have a bearing on one contribution, as a ledger of its own: counted there, each of its entries adds
    /// what it adds in the whole, or is left out for the same reason.
    #[must_use]
    pub fn around(&self, id: &Id) -> Ledger {
        let mut piece = self.piece_of(id);
        let mut seen: Each<usize> = piece.families.iter().flatten().copied().collect();
        let mut open: Vec<usize> = piece.families.iter().flatten().copied().collect();
        while let Some(place) = open.pop() {
            let ties = self.ties(place);
            for other in ties.maybe.iter().chain(&ties.maybe_in).filter(|other| !seen.contains(*other)) {
                piece.families.push(self.family(*other));
            }
            for place in piece.families.iter().flatten() {
                if seen.insert(*place) {
                    open.push(*place);
                }
            }
        }
        // What lies outside the coalition is in no family.
        let outside = self.account(id).filter(|account| account.outside).cloned();
        let mut around = self.of_piece(&piece, &|_| true);
        around.accounts.extend(outside);
        around
    }

    /// A purchase as a ledger of its own, with the names of those whose money it is.
    pub(super) fn of_purchase(&self, purchase: &Bought) -> Ledger {
        let places: Each<usize> = purchase.shares.iter().flat_map(|share| share.of.iter().copied()).collect();
        let share = |share: &Share| Share {
            dated: share.dated.clone(),
            of: share.of.iter().filter_map(|place| places.binary_search(place).ok()).collect(),
        };
        let shares = purchase.shares.iter().map(share).collect();
        Ledger {
            accounts: places.iter().filter_map(|place| Some(self.accounts.get(*place)?.bare())).collect(),
            index: Default::default(),
            net: Net::default(),
            families: Vec::new(),
            purchases: vec![Bought { shares, ..purchase.clone() }],
            policy: self.policy,
        }
    }
}

impl Account {
    /// The same without its lines.
    pub(super) fn bare(&self) -> Account {
        Account {
            id: self.id.clone(),
            facts: Vec::new(),
            who: self.who.clone(),
            shares: self.shares.clone(),
            larger: self.larger.clone(),
            form: self.form,
            area: self.area.clone(),
            outside: self.outside,
            idle: Vec::new(),
        }
    }
}

impl<'a> Count<'a> {
    /// The same of another ledger.
    pub(super) fn with<'b>(&'b self, ledger: &'b Ledger) -> Count<'b> {
        Count { ledger, rates: self.rates, query: self.query, policy: self.policy }
    }

    /// The same on another day.
    #[must_use]
    pub fn on(self, day: Day) -> Self {
        Count { query: super::Query { on: day, ..self.query }, ..self }
    }
}

/// The steps that have a bearing on a measure.
pub(super) fn steps(measure: Measure) -> &'static [Step] {
    match measure {
        Measure::Pledged => &[Step::Pledge],
        Measure::Committed | Measure::ToBeAllocated => &[Step::Commitment],
        Measure::Paid => &[Step::Paid],
        Measure::Spent => &[Step::Expenditure],
        Measure::Delivered => &[Step::Delivery],
        Measure::OpenPledge => &[Step::Pledge, Step::Commitment],
        Measure::Undelivered => &[Step::Commitment, Step::Delivery],
        Measure::Raised => &super::raised::STEPS,
        Measure::Ordered | Measure::Allocated | Measure::Members => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(all: usize, pairs: &[(usize, usize)], expected: &[&[usize]]) {
        let mut of: Vec<usize> = (0..all).collect();
        for (a, b) in pairs {
            join(&mut of, *a, *b);
        }
        assert_eq!(runs(&of), expected);
    }

    #[test]
    fn places_that_are_joined_make_runs() {
        check(3, &[], &[&[0], &[1], &[2]]);
        check(5, &[(4, 3), (3, 2), (1, 0)], &[&[0, 1], &[2, 3, 4]]);
        check(5, &[(4, 3), (1, 0), (3, 1), (2, 2)], &[&[0, 1, 3, 4], &[2]]);
        check(4, &[(0, 3), (3, 0), (2, 3)], &[&[0, 2, 3], &[1]]);
    }
}
