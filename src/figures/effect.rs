//! What a change of rates or of their policy does to a figure, before anybody makes it.

use super::by::{Row, Splitting, by};
use super::{Count, Figure, Key, Members, Policy};
use crate::register::Measure;

/// One measure before and after, for the whole and by giver.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// As it stands.
    pub before: Figure,
    /// As it would stand.
    pub after: Figure,
    /// By giver: those that stand, in their order, then those that only would.
    pub rows: Vec<EffectRow>,
}

/// One giver's part of a figure before and after; a side is absent where the figure has no row of it.
#[derive(Clone, Debug, PartialEq)]
pub struct EffectRow {
    /// Whose.
    pub key: Key,
    /// As it stands.
    pub before: Option<Row>,
    /// As it would stand.
    pub after: Option<Row>,
}

impl EffectRow {
    /// Whether the sum of it, or its "or more", would be another.
    pub fn changes(&self) -> bool {
        let said =
            |row: &Option<Row>| row.as_ref().map(|row| (row.amount, row.open, row.about, row.unvalued));
        said(&self.before) != said(&self.after)
    }
}

/// A measure counted in two ways: under two policies, or with two sets of rates.
pub fn effect(before: &Count, after: &Count, measure: Measure, members: &Members) -> Effect {
    let (old, new) = (before.figure(measure), after.figure(measure));
    let mut left = by(&new, after.ledger, Splitting::Member, members);
    let mut rows = Vec::new();
    for row in by(&old, before.ledger, Splitting::Member, members) {
        let place = left.iter().position(|other| other.key == row.key);
        let after = place.map(|place| left.remove(place));
        rows.push(EffectRow { key: row.key.clone(), before: Some(row), after });
    }
    rows.extend(left.into_iter().map(|row| EffectRow {
        key: row.key.clone(),
        before: None,
        after: Some(row),
    }));
    Effect { before: old, after: new, rows }
}

/// What another policy of rates would do to a measure.
pub fn effect_of_policy(count: &Count, policy: Policy, measure: Measure, members: &Members) -> Effect {
    effect(count, &count.under(policy), measure, members)
}
