//! The known parts of sums that several give together, as figures tell them apart by giver.

use std::collections::BTreeSet;

use super::counted::{Counted, counts_on};
use super::exact::difference;
use super::item::Sum;
use crate::exchange::export::Export;
use crate::figures::{Count, Ledger, Of, Part, Query, TypedRates, Who};
use crate::register::{Contribution, Currency, Day, Each, Id, RelationKind, Step};
use rust_decimal::Decimal;

/// A part of a sum that is known to be somebody's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Known {
    pub day: Day,
    /// The contribution that the sum is of.
    pub of: Id,
    /// The contribution that says the part; the same where a share is published.
    pub told_by: Id,
    /// Whose the part is.
    pub whose: Vec<Id>,
    pub step: Step,
    pub value: Decimal,
    pub currency: Currency,
}

impl Known {
    pub fn sum(&self) -> Sum {
        Sum { value: self.value, currency: self.currency }
    }
}

/// All known parts. Each currency is asked for by itself, so that no rate is needed.
pub fn parts(export: &Export<'_>, counted: &Counted) -> Vec<Known> {
    let asked = asked(export);
    if asked.is_empty() {
        return Vec::new();
    }
    let (ledger, rates) = (Ledger::of(export.register), TypedRates::of(export.register));
    let mut found = BTreeSet::new();
    for (currency, step) in asked {
        let Some(measure) = step.measure() else { continue };
        let query = Query { on: export.on, published: None, currency };
        let figure = Count::new(&ledger, &rates, query).figure(measure);
        for spread in &figure.spreads {
            let parts = figure.parts.get(spread.from..spread.to).unwrap_or_default();
            found.extend(of_spread(export, counted, step, currency, parts, &spread.weights));
        }
    }
    found.into_iter().collect()
}

/// The currencies and steps of contributions of which a part can be known.
fn asked(export: &Export<'_>) -> BTreeSet<(Currency, Step)> {
    let all = || export.register.contributions.live().filter(|(_, record)| !record.outside);
    let relations = all().flat_map(|(_, record)| record.relations.values());
    let wholes: BTreeSet<&Id> = relations
        .filter(|relation| relation.kind == Some(RelationKind::PartOf))
        .filter_map(|relation| Some(relation.to.as_ref()?.id()))
        .collect();
    let has_parts = |id: &Id, record: &Contribution| {
        wholes.contains(id) || record.contributors.values().any(|giver| giver.share.is_some())
    };
    let entries =
        all().filter(|(id, record)| has_parts(id, record)).flat_map(|(_, record)| record.entries.values());
    entries.filter_map(|entry| Some((entry.amount?.currency, entry.kind?))).collect()
}

fn of_spread(
    export: &Export<'_>,
    counted: &Counted,
    step: Step,
    currency: Currency,
    parts: &[Part],
    weights: &[(Who, Of, Decimal)],
) -> Vec<Known> {
    let Some((first, Of::Contribution(of))) = parts.first().and_then(|part| Some((part, part.of.as_ref()?)))
    else {
        return Vec::new();
    };
    let is_told = |part: &Part| {
        part.original.currency == currency && part.lines.iter().all(|line| counted.has(of, line))
    };
    // Weights that are no sums in this currency add up to something else.
    let mut left =
        parts.iter().map(|part| -part.original.value).chain(weights.iter().map(|(.., weight)| *weight));
    let left = left.try_fold(Decimal::ZERO, |left, value| difference(left, -value));
    if !parts.iter().all(is_told) || left != Some(Decimal::ZERO) {
        return Vec::new();
    }
    let day = parts.iter().map(|part| part.day).max().unwrap_or(export.on);
    let known = weights.iter().filter(|(who, ..)| *who != first.who);
    let known = known.filter_map(|(who, told_by, value)| {
        let Of::Contribution(told_by) = told_by else { return None };
        let record = export.register.contributions.get(told_by)?;
        let told = record.entries.live().filter(|(_, entry)| entry.kind == Some(step));
        let told = told.filter_map(|entry| counts_on(export.register, told_by, record, entry));
        let day = told.filter(|day| *day <= export.on).max().unwrap_or(day).max(day);
        Some(Known {
            day,
            of: of.clone(),
            told_by: told_by.clone(),
            whose: who.parties().iter().cloned().collect::<Each<_>>().into_iter().collect(),
            step,
            value: *value,
            currency,
        })
    });
    known.collect()
}
