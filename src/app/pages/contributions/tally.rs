//! How many contributions there are, and by how many parties: kept through edits.

use std::collections::HashMap;

use super::party_of;
use crate::register::{Contribution, Id};

/// How many contributions are of the coalition, and by whom: each party with how many it gave to.
#[derive(Clone, Default)]
pub(super) struct Tally {
    pub(super) all: usize,
    givers: HashMap<Id, usize>,
}

impl Tally {
    /// Of so many contributions.
    pub(super) fn of<'a>(all: impl Iterator<Item = &'a Contribution>) -> Self {
        let mut tally = Tally::default();
        all.for_each(|one| tally.put(one, 1));
        tally
    }

    /// Takes one in, or `-1` of it out.
    pub(super) fn put(&mut self, one: &Contribution, times: isize) {
        if one.outside {
            return;
        }
        self.all = self.all.saturating_add_signed(times);
        for giver in one.contributors.any().filter_map(party_of) {
            let count = self.givers.entry(giver.clone()).or_default();
            *count = count.saturating_add_signed(times);
        }
    }

    /// How many parties gave.
    pub(super) fn givers(&self) -> usize {
        self.givers.values().filter(|count| **count > 0).count()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::register::{Now, Pen, Register};

    /// Givers a contribution; one of nobody is outside.
    fn register(of: &[&[&str]]) -> Register {
        let one = |(at, givers): (usize, &&[&str])| {
            let givers =
                givers.iter().enumerate().map(|(at, party)| (format!("g{at}"), json!({ "party": party })));
            let record =
                json!({ "contributors": givers.collect::<serde_json::Map<_, _>>(), "outside": at == 0 });
            (format!("c{at}"), record)
        };
        let records: serde_json::Map<_, _> = of.iter().enumerate().map(one).collect();
        let body = json!({ "contributions": records }).as_object().cloned().unwrap();
        Register::of([Pen::new("r1").write(body, &Now { millis: 1, at: "2024-02-01T10:00:00Z".to_owned() })])
    }

    fn check(of: &[&[&str]], all: usize, givers: usize) {
        let register = register(of);
        let tally = Tally::of(register.contributions.live().map(|(_, one)| &**one));
        assert_eq!((tally.all, tally.givers()), (all, givers));
    }

    #[test]
    fn each_party_counts_once_and_what_is_outside_not_at_all() {
        check(&[], 0, 0);
        check(&[&["EE"]], 0, 0);
        check(&[&["LV"], &["EE", "LU"], &["EE"], &[]], 3, 2);
    }

    #[test]
    fn what_was_exchanged_counts_as_it_is_now() {
        let (before, after) =
            (register(&[&[], &["EE", "EE"], &["LU"]]), register(&[&[], &["LU"], &["LU", "LV"]]));
        let all = |register: &Register| {
            register.contributions.live().map(|(_, one)| one.clone()).collect::<Vec<_>>()
        };
        let mut tally = Tally::of(all(&before).iter().map(|one| &**one));
        for (old, new) in all(&before).iter().zip(all(&after)) {
            tally.put(old, -1);
            tally.put(&new, 1);
        }
        assert_eq!((tally.all, tally.givers()), (2, 2));
    }
}
