//! The measures of one kind of entry, what remains of them, and what they leave out.

use rust_decimal::Decimal;

use crate::register::{Each, Measure, Step};

use super::fact::Tilt;
use super::figure::{Figure, Slant};
use super::ledger::Account;
use super::money::{add, sub};
use super::weigh::{Absent, At, Rule, Unit, Weight, places};
use super::{Ceiling, Count, LeftOut, Loose, Money, Of, Part, Possible, Reason, Said, Spread, Unvalued, Why};

impl Count<'_> {
    /// Pledged, committed, paid, spent, delivered.
    pub(super) fn of_kind(&self, measure: Measure, kind: Step) -> Figure {
        let mut figure = self.empty(measure);
        let absent = self.absent(Some(kind), Some(kind));
        let mut chosen = Each::new();
        for family in self.having(kind) {
            let rule = self.rule(family, kind, false, &absent);
            let weight = self.weigh_family(family, &rule);
            self.put_weight(&mut figure, &weight, &rule);
            chosen.extend(weight.counted);
            chosen.extend(weight.pending);
        }
        let sure = absent.sure();
        for (place, other) in self.doubtful(&absent) {
            let weight = self.weigh(place, &self.rule(&self.below(place), kind, false, &sure));
            let sums = weight.counted.iter().filter_map(|at| {
                let fact = self.fact(*at)?;
                Some(self.convert(fact.dated.money?, fact.dated.when, fact.dated.stated).ok()?.0)
            });
            let sum = sums.fold(Decimal::ZERO, |sum, value| add(sum, value).unwrap_or(sum));
            // What is the same for certain is not possible any more.
            if !sure.has(place) {
                self.put_possible(&mut figure, place, other, sum);
            }
        }
        self.said(&mut figure, &absent, kind);
        if kind == Step::Delivery {
            self.put_deliveries(&mut figure);
        }
        self.left_out(&mut figure, &chosen, |step| step == kind, false, |_| &absent, &|_| None);
        self.close(figure)
    }

    /// The families with an entry of a kind; the others add nothing to its sum.
    pub(super) fn having(&self, kind: Step) -> impl Iterator<Item = &Vec<usize>> {
        let has = move |place: &usize| self.holding(*place).any(|(_, fact)| fact.kind == kind);
        self.ledger.families.iter().filter(move |family| family.iter().any(has))
    }

    pub(super) fn rule<'a>(
        &self,
        family: &[usize],
        kind: Step,
        bought: bool,
        absent: &'a Absent,
    ) -> Rule<'a> {
        let unit = self.unit(family, |place, fact| {
            fact.kind == kind && (bought || fact.bought.is_none()) && !absent.has(place)
        });
        Rule { kind, until: self.query.on, bought, unit, absent }
    }

    /// What may be the same as another, without the parts that go with it.
    pub(super) fn doubtful(&self, absent: &Absent) -> Vec<(usize, usize)> {
        let alone = |place: &usize| {
            let whole = self.ledger.ties(*place).whole;
            !whole.is_some_and(|whole| absent.maybe.contains_key(&whole))
        };
        absent.maybe.iter().filter(|(place, _)| alone(place)).map(|(place, other)| (*place, *other)).collect()
    }

    /// The entries of a weight as parts, contribution by contribution.
    fn put_weight(&self, figure: &mut Figure, weight: &Weight, rule: &Rule) {
        for place in places(&weight.counted) {
            let from = figure.parts.len();
            let mut total = Some(Decimal::ZERO);
            for at in weight.counted.iter().filter(|(other, _)| *other == place) {
                let (Some(account), Some(fact)) = (self.ledger.accounts.get(place), self.fact(*at)) else {
                    continue;
                };
                let Some(original) = fact.dated.money else { continue };
                total = total.and_then(|total| add(total, self.value(fact, rule.unit).unwrap_or_default()));
                let part = Part {
                    of: Some(Of::Contribution(account.id.clone())),
                    lines: vec![fact.dated.id.clone()],
                    who: account.who.clone(),
                    day: fact.dated.from,
                    year: self.year(&fact.dated),
                    original,
                    converted: Decimal::ZERO,
                    rate: None,
                    why: Why::Entry,
                };
                self.put(figure, part, fact.dated.when, fact.dated.stated);
                self.slant(figure, *at, fact.dated.tilt);
            }
            let weights = self.weights(place, total.unwrap_or_default(), rule);
            figure.spreads.push(Spread { from, to: figure.parts.len(), weights });
        }
        self.put_pending(figure, &weight.pending);
        self.put_without(figure, &weight.without);
    }

    pub(super) fn slant(&self, figure: &mut Figure, at: At, tilt: Tilt) {
        let (Some(account), Some(fact)) = (self.ledger.accounts.get(at.0), self.fact(at)) else { return };
        if tilt != Tilt::default() {
            let of = Of::Contribution(account.id.clone());
            let (who, year) = (account.who.clone(), self.year(&fact.dated));
            figure.slants.push(Slant { of, who, year, meeting: fact.dated.meeting.clone(), tilt });
        }
    }

    /// Entries without a figure: the result is this or more, and a limit stands beside where one is known.
    pub(super) fn put_pending(&self, figure: &mut Figure, pending: &[At]) {
        // A larger sum stands beside once, however often its unknown part was spoken of.
        let mut named = Each::new();
        for at in pending {
            self.slant(figure, *at, Tilt::ABOVE);
            let (Some(account), Some(fact)) = (self.ledger.accounts.get(at.0), self.fact(*at)) else {
                continue;
            };
            let limits = match fact.dated.ceiling {
                Some(limit) => vec![(limit, None)],
                None if fact.bought.is_none() && named.insert(at.0) => account.larger.clone(),
                None => Vec::new(),
            };
            for (limit, what) in limits {
                let ceiling = Ceiling {
                    of: Of::Contribution(account.id.clone()),
                    line: fact.dated.id.clone(),
                    limit,
                    what,
                };
                figure.ceilings.push(ceiling);
            }
        }
    }

    pub(super) fn put_without(&self, figure: &mut Figure, without: &[usize]) {
        let accounts = without.iter().filter_map(|place| self.ledger.accounts.get(*place));
        figure.without_figure.extend(
            accounts.map(|account| Unvalued {
                of: Of::Contribution(account.id.clone()),
                who: account.who.clone(),
            }),
        );
    }

    pub(super) fn put_possible(&self, figure: &mut Figure, place: usize, other: usize, sum: Decimal) {
        let accounts = &self.ledger.accounts;
        let (Some(account), Some(other)) = (accounts.get(place), accounts.get(other)) else { return };
        let (contribution, same_as) = (account.id.clone(), other.id.clone());
        figure.possibles.push(Possible { contribution, same_as, converted: sum });
    }

    /// Repeats that say more than the sum of what they repeat, where all of it is in one currency.
    fn said(&self, figure: &mut Figure, absent: &Absent, kind: Step) {
        let none = Absent::default();
        let weigh = |place: usize| {
            let rule = self.rule(&self.below(place), kind, false, &none);
            match (rule.unit, self.weigh(place, &rule).value) {
                (Unit::Own(currency), Some(value)) => Some(Some(Money { value, currency })),
                // Nothing was said, or in several currencies.
                (_, None) => Some(None),
                (Unit::Reporting, _) => None,
            }
        };
        for place in absent.repeats.keys() {
            let Some(Some(again)) = weigh(*place) else { continue };
            // What is itself a repeat says nothing that the first does not say.
            let first =
                self.ledger.ties(*place).repeats.iter().filter(|first| !absent.repeats.contains_key(first));
            let first: Option<Vec<_>> = first.map(|first| weigh(*first)).collect();
            let first: Vec<Money> = first.into_iter().flatten().flatten().collect();
            if first.is_empty() || first.iter().any(|money| money.currency != again.currency) {
                continue;
            }
            let beyond = first.iter().try_fold(again.value, |left, money| sub(left, money.value));
            let beyond = beyond.filter(|beyond| *beyond > Decimal::ZERO);
            if let (Some(value), Some(account)) = (beyond, self.ledger.accounts.get(*place)) {
                let beyond = Money { value, ..again };
                figure.said.push(Said { contribution: account.id.clone(), beyond });
            }
        }
    }

    /// Names every entry of the kinds that the figure does not rest on. `other` says which step goes further.
    pub(super) fn left_out<'a>(
        &self,
        figure: &mut Figure,
        chosen: &Each<At>,
        wanted: impl Fn(Step) -> bool,
        bought: bool,
        absent: impl Fn(Step) -> &'a Absent,
        other: &dyn Fn(usize) -> Option<Step>,
    ) {
        let named: Each<_> =
            figure.left_out.iter().map(|left| (left.of.clone(), left.line.clone())).collect();
        for (place, account) in self.ledger.accounts.iter().enumerate() {
            let of = || Of::Contribution(account.id.clone());
            let mut push = |line: &crate::register::Id, amount, reason| {
                if named.is_empty() || !named.contains(&(of(), line.clone())) {
                    figure.left_out.push(LeftOut { of: of(), line: line.clone(), amount, reason });
                }
            };
            for (line, amount, reason) in &account.idle {
                push(line, *amount, reason.clone());
            }
            for (n, fact) in account.facts.iter().enumerate().filter(|(_, fact)| wanted(fact.kind)) {
                if chosen.contains(&(place, n)) || fact.bought.is_some() && !bought {
                    continue;
                }
                let reason = if account.outside {
                    Some(Reason::Outside)
                } else if let Some(reason) = self.not_yet(&fact.dated) {
                    if reason == Reason::TooLoose {
                        let (line, amount) = (fact.dated.id.clone(), fact.dated.money);
                        figure.too_loose.push(Loose { of: of(), line, amount });
                    }
                    Some(reason)
                } else {
                    self.why_not(
                        place,
                        account,
                        absent(fact.kind),
                        other(place).filter(|step| *step != fact.kind),
                    )
                };
                let superseded =
                    fact.dated.money.is_none() && matches!(reason, None | Some(Reason::AnotherStep(_)));
                let reason = if superseded { Some(Reason::Superseded) } else { reason };
                push(&fact.dated.id, fact.dated.money, reason.unwrap_or(Reason::TooManyDigits));
            }
        }
    }

    fn why_not(
        &self,
        place: usize,
        account: &Account,
        absent: &Absent,
        other: Option<Step>,
    ) -> Option<Reason> {
        let id = |place: &usize| self.ledger.accounts.get(*place).map(|account| account.id.clone());
        if let Some(first) = absent.repeats.get(&place).and_then(id) {
            return Some(Reason::Repeats(first));
        }
        if let Some(first) = absent.maybe.get(&place).and_then(id) {
            return Some(Reason::PossiblySame(first));
        }
        if let Some(step) = other {
            return Some(Reason::AnotherStep(step));
        }
        let ties = self.ledger.ties(place);
        if let Some(whole) = ties.whole.as_ref().and_then(id) {
            return Some(Reason::Within(whole));
        }
        debug_assert!(!account.outside);
        (!ties.parts.is_empty()).then_some(Reason::PartsAreMore)
    }
}
