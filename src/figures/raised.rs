//! Raised: each family once, at the furthest step that it reached by amount.

use rust_decimal::Decimal;

use crate::register::{Arrange, Day, Each, Few, Measure, Step};

use super::figure::Figure;
use super::money::{add, sub};
use super::weigh::{Absent, At, Rule, Unit, Weight};
use super::{Count, Fact, Money, Of, Part, Spread, Why};

/// The five steps that a sum can reach, from the first to the furthest.
pub(super) const STEPS: [Step; 5] =
    [Step::Pledge, Step::Commitment, Step::Paid, Step::Expenditure, Step::Delivery];

/// What does not count, by step.
type Absents = Few<Step, Absent>;

/// The largest of the five sums of a family.
struct Largest {
    /// Never below zero.
    value: Decimal,
    /// The furthest of the steps with that sum; nothing where no entry has an amount.
    step: Option<Step>,
    weights: Vec<(Step, Weight)>,
}

/// A family, the unit of its sums, and what of it does not count.
#[derive(Clone, Copy)]
struct Group<'a> {
    family: &'a [usize],
    unit: Unit,
    absents: &'a Absents,
    /// Which of the five steps it has entries of; the others weigh nothing.
    has: [bool; STEPS.len()],
}

impl Group<'_> {
    fn counts(&self, place: usize, fact: &Fact) -> bool {
        self.absents.get(&fact.kind).is_none_or(|absent| !absent.has(place))
    }
}

impl Largest {
    fn weight(&self) -> Option<&Weight> {
        self.weights.iter().find(|(step, _)| Some(*step) == self.step).map(|(_, weight)| weight)
    }
}

impl Count<'_> {
    /// The figure "raised".
    pub(super) fn raised(&self) -> Figure {
        let mut figure = self.empty(Measure::Raised);
        let maybe = self.absent(None, None).maybe;
        let absents: Absents = STEPS
            .iter()
            .map(|step| {
                (*step, Absent { repeats: self.absent(Some(*step), None).repeats, maybe: maybe.clone() })
            })
            .collect();
        let mut chosen = Each::new();
        let mut reached = Few::new();
        for family in &self.ledger.families {
            let largest = self.put_family(&mut figure, family, &absents);
            let pending = self.pending(&largest);
            self.put_pending(&mut figure, &pending);
            self.put_without(&mut figure, &self.bare_family(family, &absents, &largest));
            if let Some(weight) = largest.weight() {
                for at in &weight.counted {
                    let Some(fact) = self.fact(*at) else { continue };
                    self.slant(&mut figure, *at, fact.dated.tilt);
                }
                chosen.extend(weight.counted.iter().copied());
            }
            chosen.extend(pending);
            if let Some(step) = largest.step {
                for place in family {
                    reached.insert(*place, step);
                }
            }
        }
        let sure: Absents = absents.iter().map(|(step, absent)| (*step, absent.sure())).collect();
        for (place, other) in self.doubtful(&Absent { maybe, ..Absent::default() }) {
            let group = self.below(place);
            // What is the same for certain is not possible any more.
            let open = |(at, fact): (At, &Fact)| sure.get(&fact.kind).is_none_or(|sure| !sure.has(at.0));
            if !group.iter().any(|place| self.holding(*place).any(open)) {
                continue;
            }
            let mut alone = self.empty(Measure::Raised);
            self.put_family(&mut alone, &group, &sure);
            self.put_possible(&mut figure, place, other, alone.amount);
        }
        let none = Absent::default();
        let absent = |step| absents.get(&step).unwrap_or(&none);
        self.left_out(&mut figure, &chosen, |_| true, true, absent, &|place| reached.get(&place).copied());
        self.close(figure)
    }

    /// Adds each change of the largest sum of a family, at the rate of the day on which it changed.
    fn put_family(&self, figure: &mut Figure, family: &[usize], absents: &Absents) -> Largest {
        let mut group = Group { family, unit: Unit::Reporting, absents, has: [false; STEPS.len()] };
        group.unit = self.unit(family, |place, fact| group.counts(place, fact));
        let mut days: Vec<Day> = Vec::new();
        for (_, fact) in family.iter().flat_map(|place| self.holding(*place)) {
            days.push(fact.dated.from);
            for (step, has) in STEPS.iter().zip(&mut group.has) {
                *has |= *step == fact.kind;
            }
        }
        days.arrange();
        days.dedup();
        let from = figure.parts.len();
        let mut before = Decimal::ZERO;
        let mut last = Largest { value: Decimal::ZERO, step: None, weights: Vec::new() };
        for day in days {
            last = self.largest(group, day);
            let Some(delta) = sub(last.value, before).filter(|delta| !delta.is_zero()) else { continue };
            before = last.value;
            self.put_change(figure, group, &last, day, delta);
        }
        if group.unit == Unit::Reporting {
            self.put_unconverted(figure, &last);
        }
        if let (Some(weight), true) = (last.weight(), figure.parts.len() > from) {
            let weights = self.spread(weight, &last, group);
            figure.spreads.push(Spread { from, to: figure.parts.len(), weights });
        }
        last
    }

    fn largest(&self, group: Group, until: Day) -> Largest {
        let mut largest = Largest { value: Decimal::ZERO, step: None, weights: Vec::new() };
        for (kind, has) in STEPS.into_iter().zip(group.has) {
            let Some(absent) = group.absents.get(&kind).filter(|_| has) else { continue };
            let rule = Rule { kind, until, bought: true, unit: group.unit, absent };
            let weight = self.weigh_family(group.family, &rule);
            if weight.value.is_some_and(|value| value >= largest.value) {
                largest.value = weight.value.unwrap_or_default();
                largest.step = Some(kind);
            }
            largest.weights.push((kind, weight));
        }
        largest
    }

    /// One change: of the entries of its day, the largest gives the rate.
    fn put_change(&self, figure: &mut Figure, group: Group, largest: &Largest, day: Day, delta: Decimal) {
        let unit = group.unit;
        let counted = largest.weight().map_or(&[][..], |weight| weight.counted.as_slice());
        let of_day = |facts: &mut dyn Iterator<Item = At>| -> Vec<(At, &Fact)> {
            facts
                .filter_map(|at| Some((at, self.fact(at)?)))
                .filter(|(_, fact)| fact.dated.from == day && fact.dated.money.is_some())
                .collect()
        };
        let mut facts = of_day(&mut counted.iter().copied());
        if facts.is_empty() {
            // A cut of another step made this one the largest.
            let all = group.family.iter().flat_map(|place| self.holding(*place));
            facts = of_day(&mut all.filter(|(at, fact)| group.counts(at.0, fact)).map(|(at, _)| at));
        }
        let size = |fact: &Fact| self.value(fact, unit).unwrap_or_default().abs();
        facts.arrange_by(|(_, a), (_, b)| size(b).cmp(&size(a)).then_with(|| a.dated.id.cmp(&b.dated.id)));
        let Some((at, main)) = facts.first() else { return };
        // Cut to nothing and beyond, no step counts any more; the cut is of its own.
        let step = largest.step.unwrap_or(main.kind);
        let Some(account) = self.ledger.accounts.get(at.0) else { return };
        let original = match (unit, main.dated.money) {
            (Unit::Own(currency), _) => Money { value: delta, currency },
            (Unit::Reporting, Some(money)) if self.value(main, unit) == Some(delta) => money,
            (Unit::Reporting, _) => Money { value: delta, currency: self.query.currency },
        };
        let part = Part {
            of: Some(Of::Contribution(account.id.clone())),
            lines: facts.iter().map(|(_, fact)| fact.dated.id.clone()).collect(),
            who: account.who.clone(),
            day,
            year: self.year(&main.dated),
            original,
            converted: Decimal::ZERO,
            rate: None,
            why: Why::Furthest(step),
        };
        self.put(figure, part, main.dated.when, main.dated.stated);
    }

    /// With several currencies, what has no rate stands beside: of the step that counts, else of the furthest.
    fn put_unconverted(&self, figure: &mut Figure, largest: &Largest) {
        let missing = |weight: &Weight| -> Vec<At> {
            let lost =
                |at: &At| self.fact(*at).is_some_and(|fact| self.value(fact, Unit::Reporting).is_none());
            weight.counted.iter().copied().filter(lost).collect()
        };
        let first = largest.weight().map(missing).filter(|lost| !lost.is_empty());
        let lost = first.or_else(|| {
            largest.weights.iter().rev().map(|(_, weight)| missing(weight)).find(|lost| !lost.is_empty())
        });
        for at in lost.unwrap_or_default() {
            let (Some(account), Some(fact)) = (self.ledger.accounts.get(at.0), self.fact(at)) else {
                continue;
            };
            let Some(original) = fact.dated.money else { continue };
            let part = Part {
                of: Some(Of::Contribution(account.id.clone())),
                lines: vec![fact.dated.id.clone()],
                who: account.who.clone(),
                day: fact.dated.from,
                year: self.year(&fact.dated),
                original,
                converted: Decimal::ZERO,
                rate: None,
                why: Why::Furthest(fact.kind),
            };
            self.put(figure, part, fact.dated.when, fact.dated.stated);
        }
    }

    /// To whom the largest sum falls, by the contributions that make it.
    fn spread(&self, weight: &Weight, largest: &Largest, group: Group) -> Vec<(super::Who, Of, Decimal)> {
        let Some((step, absent)) = largest.step.and_then(|step| Some((step, group.absents.get(&step)?)))
        else {
            return Vec::new();
        };
        let unit = group.unit;
        let rule = Rule { kind: step, until: self.query.on, bought: true, unit, absent };
        let mut weights = Vec::new();
        for place in super::weigh::places(&weight.counted) {
            let own = weight.counted.iter().filter(|(other, _)| *other == place);
            let sum = own.filter_map(|at| self.value(self.fact(*at)?, unit)).try_fold(Decimal::ZERO, add);
            weights.extend(self.weights(place, sum.unwrap_or_default(), &rule));
        }
        weights
    }

    /// Entries without a figure of any step that no later figure of their contribution supersedes.
    fn pending(&self, largest: &Largest) -> Vec<At> {
        let all = largest.weights.iter().flat_map(|(_, weight)| weight.pending.iter().copied());
        all.filter(|(place, n)| {
            let Some(fact) = self.fact((*place, *n)) else { return false };
            let later = |other: &Fact| other.dated.money.is_some() && other.dated.from > fact.dated.from;
            fact.bought.is_some()
                || !self.holding(*place).any(|(_, other)| other.bought.is_none() && later(other))
        })
        .collect()
    }

    /// The contributions of a family that count and of which no entry of any step has an amount. What repeats or
    /// makes good another is one with it.
    fn bare_family(&self, family: &[usize], absents: &Absents, largest: &Largest) -> Vec<usize> {
        let figured = |place: &usize| {
            let counts = |fact: &Fact| absents.get(&fact.kind).is_some_and(|absent| !absent.has(*place));
            let mut entries = self.holding(*place).filter(|(_, fact)| fact.bought.is_none() && counts(fact));
            entries.any(|(_, fact)| fact.dated.money.is_some())
        };
        let without: Each<usize> =
            largest.weights.iter().flat_map(|(_, weight)| weight.without.iter().copied()).collect();
        if family.iter().any(|place| self.ledger.ties(*place).joined) {
            let valued = family.iter().any(figured);
            return without.into_iter().take(1).filter(|_| !valued).collect();
        }
        without.into_iter().filter(|place| !figured(place)).collect()
    }
}
