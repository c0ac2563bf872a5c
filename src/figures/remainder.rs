//! What remains: pledges that are open, commitments not delivered, commitments not allocated.

use rust_decimal::Decimal;

use crate::register::{Arrange, Each, Measure, Step};

use super::fact::Tilt;
use super::figure::Figure;
use super::money::{negative, sub};
use super::weigh::{Absent, At, Rule, Unit, Weight};
use super::{Count, Money, Of, Part, Spread, Who, Why, count};

impl Count<'_> {
    /// Pledged less committed, committed less delivered: for each family, not below zero.
    pub(super) fn remainder(&self, measure: Measure, from: Step, less: Step) -> Figure {
        let mut figure = self.empty(measure);
        let (given, taken) = (self.absent(Some(from), Some(from)), self.absent(Some(less), Some(less)));
        let mut chosen = Each::new();
        for family in self.having(from) {
            chosen.extend(self.put_remainder(&mut figure, family, [(from, &given), (less, &taken)]));
        }
        let (sure, known) = (given.sure(), taken.sure());
        for (place, other) in self.doubtful(&given).into_iter().filter(|(place, _)| !sure.has(*place)) {
            let mut alone = self.empty(measure);
            self.put_remainder(&mut alone, &self.below(place), [(from, &sure), (less, &known)]);
            self.put_possible(&mut figure, place, other, alone.amount);
        }
        let absent = |_| &given;
        self.left_out(&mut figure, &chosen, |step| step == from, false, absent, &|_| Some(less));
        self.close(figure)
    }

    /// What remains of one family, of the first step after the second: each with what does not count of it. Gives the
    /// entries that it rests on.
    fn put_remainder(
        &self,
        figure: &mut Figure,
        family: &[usize],
        [(from, given), (less, taken)]: [(Step, &Absent); 2],
    ) -> Vec<At> {
        let unit = self.unit(family, |place, fact| {
            fact.kind == from && !given.has(place) || fact.kind == less && !taken.has(place)
        });
        let rule = Rule { kind: from, until: self.query.on, bought: false, unit, absent: given };
        let first = self.weigh_family(family, &rule);
        let second = self.weigh_family(family, &Rule { kind: less, bought: true, absent: taken, ..rule });
        self.put_pending(figure, &first.pending);
        self.put_without(figure, &first.without);
        let rest =
            first.value.and_then(|value| sub(value, second.value.unwrap_or_default().max(Decimal::ZERO)));
        let rest = rest.unwrap_or_default();
        // Of what was never pledged nothing remains. Where nothing remains, it can only be more.
        let begun = !first.counted.is_empty() || !first.pending.is_empty();
        let open = rest > Decimal::ZERO;
        let tilt = |at: &At| self.fact(*at).map_or(Tilt::default(), |fact| fact.dated.tilt);
        let left = first.counted.iter().map(|at| (at, tilt(at)));
        let lost = second.counted.iter().chain(&second.pending).map(|at| (at, tilt(at).inverse()));
        for (at, tilt) in left.chain(lost.filter(|_| begun)) {
            let tilt = if open { tilt } else { Tilt { below: false, about: false, ..tilt } };
            self.slant(figure, *at, tilt);
        }
        let mut chosen = self.put_rest(figure, &first, rest, unit);
        chosen.extend(first.pending);
        chosen
    }

    /// What remains is of the latest entries, each at its own rate. Gives the entries of which something remains, and
    /// those without a rate.
    fn put_rest(&self, figure: &mut Figure, first: &Weight, mut rest: Decimal, unit: Unit) -> Vec<At> {
        let mut lots: Vec<_> = first.counted.iter().filter_map(|at| Some((*at, self.fact(*at)?))).collect();
        lots.arrange_by(|(_, a), (_, b)| (b.dated.from, &b.dated.id).cmp(&(a.dated.from, &a.dated.id)));
        let mut used = Vec::new();
        for (at, fact) in lots {
            let (Some(account), Some(money)) = (self.ledger.accounts.get(at.0), fact.dated.money) else {
                continue;
            };
            let value = self.value(fact, unit);
            let take = value.map(|value| value.min(rest));
            if take.is_some_and(|take| take <= Decimal::ZERO) {
                continue;
            }
            rest = take.and_then(|take| sub(rest, take)).unwrap_or(rest);
            used.push(at);
            let original = match (take, unit) {
                (Some(take), _) if Some(take) == value => money,
                (Some(value), Unit::Own(currency)) => Money { value, currency },
                (Some(value), Unit::Reporting) => Money { value, currency: self.query.currency },
                (None, _) => money,
            };
            let of = Of::Contribution(account.id.clone());
            let part = Part {
                of: Some(of.clone()),
                lines: vec![fact.dated.id.clone()],
                who: account.who.clone(),
                day: fact.dated.from,
                year: self.year(&fact.dated),
                original,
                converted: Decimal::ZERO,
                rate: None,
                why: Why::Remainder,
            };
            let from = figure.parts.len();
            self.put(figure, part, fact.dated.when, fact.dated.stated);
            let weights = vec![(account.who.clone(), of, Decimal::ONE)];
            figure.spreads.push(Spread { from, to: figure.parts.len(), weights });
        }
        used
    }

    /// Committed less allocated over all time, clamped at zero only here; the excess stands beside.
    pub(super) fn left_to_allocate(&self) -> Figure {
        let mut figure = self.of_kind(Measure::Committed, Step::Commitment);
        figure.measure = Measure::ToBeAllocated;
        let mut taken = self.allocated();
        let shift = figure.parts.len();
        for mut part in taken.parts {
            let Some(rest) = sub(figure.amount, part.converted) else { continue };
            figure.amount = rest;
            part.converted = negative(part.converted);
            part.original.value = negative(part.original.value);
            part.why = Why::TakenAway;
            figure.parts.push(part);
        }
        for mut spread in taken.spreads {
            (spread.from, spread.to) = (spread.from.saturating_add(shift), spread.to.saturating_add(shift));
            figure.spreads.push(spread);
        }
        for slant in &mut taken.slants {
            slant.tilt = slant.tilt.inverse();
        }
        figure.slants.extend(taken.slants);
        for one in taken.unconverted {
            let value = negative(one.sum.value);
            count::unconverted(&mut figure, Money { value, ..one.sum }, one.count);
        }
        figure.too_loose.extend(taken.too_loose);
        figure.left_out.extend(taken.left_out);
        if figure.amount < Decimal::ZERO {
            figure.excess = negative(figure.amount);
            figure.amount = Decimal::ZERO;
            figure.parts.push(Part {
                of: None,
                lines: Vec::new(),
                who: Who::NotStated,
                day: self.query.on,
                year: None,
                original: Money { value: figure.excess, currency: self.query.currency },
                converted: figure.excess,
                rate: None,
                why: Why::AgainstPledges,
            });
        }
        // Closed a second time, with what was taken away.
        figure.possible = Decimal::ZERO;
        self.close(figure)
    }
}
