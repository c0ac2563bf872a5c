//! A measure within the scope of a claim: what is in it, and what may be.

use rust_decimal::Decimal;

use crate::register::{Day, Each, Few, Form, Id, Measure, Scope, Step};

use super::super::by::{form, lies_within};
use super::super::money::{add, split, sub};
use super::super::raised::STEPS;
use super::super::{Count, Dated, Figure, Ledger, Of, Who};
use super::outcome::Lack;

/// Whether something lies in a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    In,
    /// Nobody knows how much of it.
    Partly,
    Out,
}

/// Which contributions a claim is about.
#[derive(Clone, Copy)]
pub(super) struct Within<'a> {
    pub named: Option<&'a Each<Id>>,
    pub scope: Scope,
}

impl Within<'_> {
    pub fn stands(&self, parties: &[Id], form: Option<Form>) -> Stands {
        let whose = match self.named {
            None => Stands::In,
            Some(_) if parties.is_empty() => Stands::Partly,
            Some(named) => match parties.iter().filter(|party| named.contains(*party)).count() {
                0 => Stands::Out,
                all if all == parties.len() => Stands::In,
                _ => Stands::Partly,
            },
        };
        let of_money = match form {
            Some(Form::Financial) => Some(true),
            Some(Form::InKind | Form::Services | Form::Training) => Some(false),
            Some(Form::Mixed) | None => None,
        };
        let what = match (self.scope, of_money) {
            (Scope::All, _) => Stands::In,
            (_, None) => Stands::Partly,
            (scope, Some(money)) if money == (scope == Scope::Money) => Stands::In,
            _ => Stands::Out,
        };
        match (whose, what) {
            (Stands::Out, _) | (_, Stands::Out) => Stands::Out,
            (Stands::In, Stands::In) => Stands::In,
            _ => Stands::Partly,
        }
    }
}

/// What is not known, of which record, in which line.
pub(super) type Gap = (Lack, Option<Of>, Option<Id>);

/// A measure within a scope.
pub(super) struct Seen {
    /// The whole figure.
    pub figure: Figure,
    /// What surely lies in the scope, by record.
    pub sums: Few<Option<Of>, Decimal>,
    /// What may lie in it, with its sum where that is known.
    pub open: Few<Gap, Option<Decimal>>,
    /// Whose it is, as far as it may lie in the scope.
    pub givers: Each<Id>,
}

impl Seen {
    /// A measure as counted.
    pub fn of(count: &Count<'_>, measure: Measure, within: Within<'_>) -> Self {
        let figure = count.figure(measure);
        let mut seen = Seen { figure, sums: Few::new(), open: Few::new(), givers: Each::new() };
        for (parties, of, value) in pieces(&seen.figure, count.ledger) {
            let stands = within.stands(&parties, of.as_ref().and_then(|of| form(count.ledger, of)));
            if stands != Stands::Out && !value.is_zero() {
                seen.givers.extend(parties);
            }
            match stands {
                Stands::In => {
                    let sum = seen.sums.or_default(of);
                    *sum = add(*sum, value).unwrap_or(*sum);
                }
                Stands::Partly if !value.is_zero() => seen.put((Lack::Split, of, None), Some(value)),
                _ => {}
            }
        }
        for one in seen.figure.without_figure.clone() {
            if within.stands(one.who.parties(), form(count.ledger, &one.of)) != Stands::Out {
                seen.givers.extend(one.who.parties().iter().cloned());
                seen.put((Lack::Figure, Some(one.of), None), None);
            }
        }
        seen.put_uncounted(count, measure, within);
        seen
    }

    /// What lies in the scope.
    pub fn amount(&self) -> Decimal {
        self.sums.values().try_fold(Decimal::ZERO, |sum, value| add(sum, *value)).unwrap_or_default()
    }

    /// What is new since another day.
    pub fn since(mut self, before: &Seen) -> Self {
        for (of, value) in &before.sums {
            let sum = self.sums.or_default(of.clone());
            *sum = sub(*sum, *value).unwrap_or(*sum);
        }
        for (gap, value) in &before.open {
            let Some(held) = self.open.get(gap).copied() else { continue };
            let rest = held.zip(*value).and_then(|(held, value)| sub(held, value));
            if held == *value {
                self.open.remove(gap);
            } else if rest.is_some() {
                self.open.insert(gap.clone(), rest);
            }
        }
        self
    }

    fn put(&mut self, gap: Gap, value: Option<Decimal>) {
        let sum = match (self.open.get(&gap), value) {
            (None, value) => value,
            (Some(held), value) => held.zip(value).and_then(|(held, value)| add(held, value)),
        };
        self.open.insert(gap, sum);
    }

    /// Entries without a dated source, with too loose a date, or without a rate.
    fn put_uncounted(&mut self, count: &Count<'_>, measure: Measure, within: Within<'_>) {
        let wanted = kinds(measure);
        for account in count.ledger.accounts.iter().filter(|account| !account.outside) {
            if within.stands(account.who.parties(), account.form) == Stands::Out {
                continue;
            }
            let of = Of::Contribution(account.id.clone());
            let entries = account.facts.iter().filter(|fact| fact.bought.is_none());
            for fact in entries.filter(|fact| wanted.contains(&fact.kind)) {
                self.put_fact(count, &of, &fact.dated);
            }
        }
        for purchase in count.ledger.purchases.iter().filter(|_| measure == Measure::Delivered) {
            let parties: Each<Id> = purchase
                .shares
                .iter()
                .flat_map(|share| &share.of)
                .filter_map(|place| count.ledger.accounts.get(*place))
                .flat_map(|account| account.who.parties().iter().cloned())
                .collect();
            if within.stands(&parties, None) == Stands::Out {
                continue;
            }
            for delivery in &purchase.deliveries {
                self.put_fact(count, &Of::Purchase(purchase.id.clone()), delivery);
            }
        }
    }

    fn put_fact(&mut self, count: &Count<'_>, of: &Of, dated: &Dated) {
        let on = count.query.on;
        let what = if dated.published.is_none() && count.query.published.is_some() {
            (dated.undated || dated.first <= on).then_some(Lack::Source)
        } else if !dated.was_public(count.query.published) {
            None
        } else if dated.from > on {
            (!dated.undated && dated.first <= on).then_some(Lack::Date)
        } else {
            Some(Lack::Rate)
        };
        let value = dated.money.and_then(|money| count.convert(money, dated.when, dated.stated).ok());
        let lacks_rate = dated.money.is_some() && value.is_none();
        if let Some(what) = what.filter(|what| *what != Lack::Rate || lacks_rate) {
            self.put((what, Some(of.clone()), Some(dated.id.clone())), value.map(|(value, _)| value));
        }
    }
}

/// The kinds of entries that a measure rests on.
pub(super) fn kinds(measure: Measure) -> &'static [Step] {
    match measure {
        Measure::Pledged | Measure::OpenPledge => &[Step::Pledge],
        Measure::Committed | Measure::Undelivered | Measure::ToBeAllocated => &[Step::Commitment],
        Measure::Paid => &[Step::Paid],
        Measure::Spent => &[Step::Expenditure],
        Measure::Delivered => &[Step::Delivery],
        Measure::Raised => &STEPS,
        Measure::Ordered | Measure::Allocated | Measure::Members => &[],
    }
}

/// A figure as sums of one giver, or of several of which nobody says how much is whose.
fn pieces(figure: &Figure, ledger: &Ledger) -> Vec<(Vec<Id>, Option<Of>, Decimal)> {
    let mut pieces = Vec::new();
    let mut covered = vec![false; figure.parts.len()];
    for spread in &figure.spreads {
        let mut sum = Decimal::ZERO;
        let many = spread.to.saturating_sub(spread.from);
        for (part, covered) in figure.parts.iter().zip(covered.iter_mut()).skip(spread.from).take(many) {
            *covered = true;
            sum = add(sum, part.converted).unwrap_or(sum);
        }
        let weights: Vec<_> = spread.weights.iter().map(|(.., weight)| *weight).collect();
        let shares = split(sum, &weights, figure.currency.digits()).unwrap_or_else(|| vec![sum]);
        for ((who, of, _), share) in spread.weights.iter().zip(shares).filter(|_| many > 0) {
            let known = spread.weights.iter().filter_map(|(other, part, weight)| match (who, other) {
                (Who::Together(_), Who::Party(id)) if !weight.is_zero() && lies_within(ledger, part, of) => {
                    Some(id)
                }
                _ => None,
            });
            let known: Each<Id> = known.cloned().collect();
            // Whose part is known has none in the rest.
            let rest: Vec<Id> = who.parties().iter().filter(|id| !known.contains(*id)).cloned().collect();
            let parties = if rest.is_empty() { who.parties().to_vec() } else { rest };
            pieces.push((parties, Some(of.clone()), share));
        }
    }
    for (part, _) in figure.parts.iter().zip(covered).filter(|(_, covered)| !covered) {
        pieces.push((part.who.parties().to_vec(), part.of.clone(), part.converted));
    }
    pieces
}

/// A day so many days later, or earlier.
pub(super) fn shifted(day: Day, days: i64) -> Day {
    let moved = chrono::TimeDelta::try_days(days).and_then(|days| day.checked_add_signed(days));
    moved.unwrap_or(day)
}
