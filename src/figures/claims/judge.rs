//! The verdict on a claimed sum.

use rust_decimal::Decimal;

use crate::register::{Arrange, Day, Each, Few, Id, Measure, Register, Span};

use super::super::money::{add, sub};
use super::super::{Count, Ledger, Of, Query, Rates};
use super::bounds::Bounds;
use super::narrowing::narrowing;
use super::outcome::{Another, Lack, Lacking, Nearest, Outcome, Verdict};
use super::seen::{Seen, Within, shifted};
use super::{Claim, Says, Time, parties};

/// Within how many days another day explains a claim.
pub(super) const NEAR_DAYS: i64 = 60;

/// What the register says of a claim. The ledger is that of the register.
pub fn reconcile(register: &Register, ledger: &Ledger, rates: &dyn Rates, claim: &Claim) -> Outcome {
    let tried = match (claim.says, claim.kept()) {
        (_, None) => None,
        (Says::Number(number), Some(_)) => parties::tried(register, claim, number),
        (Says::Sum(amount), Some(measure)) => {
            let judge = Judge {
                register,
                ledger,
                rates,
                claim,
                measure,
                bounds: Bounds::of(&amount, claim.stated_to),
            };
            best(judge.trials().into_iter().map(|trial| judge.tried(trial)).collect())
        }
    };
    tried.unwrap_or_else(|| Outcome {
        claim: claim.clone(),
        verdict: Verdict::NotKept,
        on: claim.date.last(),
        published: claim.date.last(),
        found: None,
        gap: None,
        figure: None,
        parties: Vec::new(),
    })
}

/// Of both ends of an uncertain date the one that says more: the earlier verdict, the smaller gap, the later end.
pub(super) fn best(mut tried: Vec<Outcome>) -> Option<Outcome> {
    let rank = |outcome: &Outcome| match outcome.verdict {
        Verdict::Holds { .. } => 0,
        Verdict::OtherMembers { .. } => 1,
        Verdict::HoldsForAnother(_) => 2,
        Verdict::CannotBeTold(_) => 3,
        Verdict::Differs { .. } => 4,
        Verdict::NotKept => 5,
    };
    tried.reverse();
    tried.arrange_by_key(|outcome| (rank(outcome), outcome.gap.map(|gap| gap.abs())));
    tried.into_iter().next()
}

/// When a claim is tried.
#[derive(Clone, Copy)]
pub(super) struct Trial {
    pub on: Day,
    /// Facts count that had been public by this day.
    pub by: Day,
    /// What was there on this day is not meant.
    pub before: Option<Day>,
}

/// One claimed sum and what it is held against.
pub(super) struct Judge<'a> {
    pub register: &'a Register,
    pub ledger: &'a Ledger,
    rates: &'a dyn Rates,
    pub claim: &'a Claim,
    pub measure: Measure,
    bounds: Bounds,
}

impl<'a> Judge<'a> {
    pub fn within(&self) -> Within<'a> {
        Within { named: self.claim.named(), scope: self.claim.scope }
    }

    pub fn count(&self, on: Day, by: Day) -> Count<'a> {
        let currency = match self.claim.says {
            Says::Sum(amount) => amount.currency,
            Says::Number(_) => crate::register::Currency::EUR,
        };
        Count::new(self.ledger, self.rates, Query { on, published: Some(by), currency })
    }

    pub fn seen(&self, measure: Measure, trial: Trial) -> Seen {
        self.seen_within(measure, trial, self.within())
    }

    fn seen_within(&self, measure: Measure, Trial { on, by, before }: Trial, within: Within<'_>) -> Seen {
        let seen = Seen::of(&self.count(on, by), measure, within);
        match before {
            Some(before) => seen.since(&Seen::of(&self.count(before, by), measure, within)),
            None => seen,
        }
    }

    fn trials(&self) -> Vec<Trial> {
        let ends = self.claim.ends();
        let date = &self.claim.date;
        let by = ends.last().map_or(date.last(), |(_, by)| *by);
        let over = |first: Day, on: Day, by: Day| vec![Trial { on, by, before: Some(shifted(first, -1)) }];
        match &self.claim.time {
            Time::ToDate => ends.into_iter().map(|(on, by)| Trial { on, by, before: None }).collect(),
            Time::Meeting(id) => {
                let meeting = id.as_ref().and_then(|id| self.register.meetings.get(id));
                let when = meeting.and_then(|meeting| meeting.date.as_ref()).unwrap_or(date);
                over(when.first(), when.last(), by.max(when.last()))
            }
            Time::Period(period) => over(period.first(), period.last().min(date.last()), by),
        }
    }

    fn tried(&self, trial: Trial) -> Outcome {
        let seen = self.seen(self.measure, trial);
        let found = seen.amount();
        let gap = sub(self.bounds.value, found).unwrap_or_default();
        Outcome {
            claim: self.claim.clone(),
            verdict: self.verdict(&seen, found, gap, trial),
            on: trial.on,
            published: trial.by,
            found: Some(found),
            gap: Some(gap),
            figure: Some(Box::new(seen.figure)),
            parties: Vec::new(),
        }
    }

    fn verdict(&self, seen: &Seen, found: Decimal, gap: Decimal, trial: Trial) -> Verdict {
        let named = self.claim.named();
        if self.bounds.hold(found) {
            let without = named.map(|named| beside(named, &seen.givers)).unwrap_or_default();
            if without.is_empty() {
                return Verdict::Holds { understates: self.bounds.understate(found) };
            }
            return Verdict::OtherMembers { without, others: Vec::new() };
        }
        if let Some(named) = named {
            let all = self.seen_within(self.measure, trial, Within { named: None, ..self.within() });
            let others = beside(&all.givers, named);
            if !others.is_empty() && self.bounds.are_near(all.amount()) {
                return Verdict::OtherMembers { without: beside(named, &all.givers), others };
            }
        }
        let another = self.another(trial);
        if !another.is_empty() {
            return Verdict::HoldsForAnother(another);
        }
        let lacking = self.lacking(seen, found);
        if !lacking.is_empty() {
            return Verdict::CannotBeTold(lacking);
        }
        Verdict::Differs { nearest: self.nearest(trial), narrowing: narrowing(self, seen, gap, trial) }
    }

    /// Another measure on that day; what was new at a meeting of that day, or what there was to date; the measure on
    /// another day.
    fn another(&self, trial: Trial) -> Vec<Another> {
        let span = match self.claim.time {
            Time::ToDate => Span::ToDate,
            Time::Meeting(_) => Span::Meeting,
            Time::Period(_) => Span::Period,
        };
        let mut found = Vec::new();
        let mut put = |measure: Measure, trial: Trial, span: Span, meeting: Option<&Id>| {
            let amount = self.seen(measure, trial).amount();
            let near = self.bounds.are_near(amount);
            if near {
                found.push(Another::Measure {
                    measure,
                    on: trial.on,
                    span,
                    meeting: meeting.cloned(),
                    amount,
                });
            }
            near
        };
        let own = match &self.claim.time {
            Time::Meeting(id) => id.as_ref(),
            _ => None,
        };
        for measure in others(self.measure) {
            put(measure, trial, span, own);
        }
        if trial.before.is_some() {
            put(self.measure, Trial { before: None, ..trial }, Span::ToDate, None);
            return found;
        }
        for (id, meeting) in self.register.meetings.live() {
            let Some(date) = meeting.date.as_ref().filter(|date| date.spans(trial.on)) else { continue };
            let new = Trial { on: date.last(), before: Some(shifted(date.first(), -1)), ..trial };
            put(self.measure, new, Span::Meeting, Some(id));
        }
        for on in self.days_around(trial.on) {
            if put(self.measure, Trial { on, ..trial }, Span::ToDate, None) {
                break;
            }
        }
        found
    }

    /// The days around one on which the figure can be another, the nearest first: between two on which something
    /// happened nothing changes.
    fn days_around(&self, on: Day) -> Vec<Day> {
        let accounts =
            self.ledger.accounts.iter().flat_map(|account| &account.facts).map(|fact| fact.dated.from);
        let purchases = self.ledger.purchases.iter().flat_map(|purchase| {
            purchase.steps.iter().map(|(_, step)| step).chain(&purchase.deliveries).map(|dated| dated.from)
        });
        let (first, last) = (shifted(on, -NEAR_DAYS), shifted(on, NEAR_DAYS));
        let changes = accounts.chain(purchases).filter(|day| first < *day && *day <= last);
        let days = changes.map(|day| if day <= on { shifted(day, -1) } else { day });
        let days: Each<Day> = days.collect();
        let mut days: Vec<Day> = days.into_iter().collect();
        days.arrange_by_key(|day| (day.signed_duration_since(on).num_days().abs(), *day));
        days
    }

    fn nearest(&self, trial: Trial) -> Option<Nearest> {
        let own = std::iter::once(self.measure);
        let sums = own
            .chain(others(self.measure))
            .map(|measure| Nearest { measure, amount: self.seen(measure, trial).amount() });
        // Of equals the first stands: the claimed measure itself.
        sums.min_by_key(|one| sub(self.bounds.value, one.amount).map_or(Decimal::MAX, |away| away.abs()))
    }

    /// What lies on the right side of the gap, if all of it together can make it up.
    fn lacking(&self, seen: &Seen, found: Decimal) -> Vec<Lacking> {
        let under = self.bounds.is_under(found);
        let zero = Decimal::ZERO;
        let right = |most: &Option<Decimal>| match most {
            None => under,
            Some(most) if under => *most > zero,
            Some(most) => *most < zero,
        };
        let lacking: Vec<_> = seen
            .open
            .iter()
            .filter(|(_, most)| right(most))
            .map(|((what, of, line), most)| Lacking {
                what: *what,
                of: of.clone(),
                line: line.clone(),
                most: *most,
            })
            .collect();
        // Without a figure it can be anything.
        let reaches = lacking.iter().any(|one| one.most.is_none()) || {
            let sum = self.most(&lacking).into_iter().try_fold(found, add);
            sum.is_some_and(
                |sum| if under { !self.bounds.is_under(sum) } else { !self.bounds.is_beyond(sum) },
            )
        };
        if reaches { lacking } else { Vec::new() }
    }

    /// How much each can be. In raised a step further on is not more money: each record once, at its largest.
    fn most(&self, lacking: &[Lacking]) -> Vec<Decimal> {
        let sums = lacking.iter().filter_map(|one| Some((one, one.most?)));
        if self.measure != Measure::Raised {
            return sums.map(|(_, most)| most).collect();
        }
        let mut largest: Few<(bool, Option<Of>), Decimal> = Few::new();
        for (one, most) in sums {
            let held = largest.or_insert((one.what == Lack::Split, one.of.clone()), most);
            if most.abs() > held.abs() {
                *held = most;
            }
        }
        largest.values().copied().collect()
    }
}

/// All measures of money but one.
fn others(own: Measure) -> impl Iterator<Item = Measure> {
    Measure::ALL.iter().copied().filter(move |measure| *measure != own && *measure != Measure::Members)
}

/// Those of the first that are not among the second.
pub(super) fn beside(these: &[Id], others: &Each<Id>) -> Vec<Id> {
    these.iter().filter(|id| !others.contains(*id)).cloned().collect()
}
