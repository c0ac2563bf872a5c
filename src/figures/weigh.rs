//! What a family weighs: for each kind of entry the larger of a whole and of its parts, without what repeats.

use rust_decimal::Decimal;

use crate::register::{Currency, Day, Each, Few, Id, Step};

use super::money::{add, sub};
use super::{Count, Fact, Of, Who};

/// In which unit the sums of a family are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// All its sums are in this currency.
    Own(Currency),
    /// They are in several: each is converted first.
    Reporting,
}

/// What does not count for a measure, and because of which other contribution.
#[derive(Clone, Debug, Default)]
pub(super) struct Absent {
    pub repeats: Few<usize, usize>,
    pub maybe: Few<usize, usize>,
}

impl Absent {
    pub fn has(&self, place: usize) -> bool {
        self.repeats.contains_key(&place) || self.maybe.contains_key(&place)
    }

    /// What surely does not count.
    pub fn sure(&self) -> Self {
        Absent { repeats: self.repeats.clone(), maybe: Few::new() }
    }
}

/// What is weighed.
#[derive(Clone, Copy)]
pub(super) struct Rule<'a> {
    pub kind: Step,
    /// Entries up to this day, and not later than the day of the figure.
    pub until: Day,
    /// Whether deliveries of purchases count with those of the contributions that paid for them.
    pub bought: bool,
    pub unit: Unit,
    pub absent: &'a Absent,
}

/// A fact by the place of its account and its place there.
pub(super) type At = (usize, usize);

/// The sum of one kind in a family, and what it rests on.
#[derive(Clone, Debug, Default)]
pub(super) struct Weight {
    /// Nothing where no entry has an amount.
    pub value: Option<Decimal>,
    /// The entries with an amount that make it.
    pub counted: Vec<At>,
    /// The entries without one that no later figure supersedes.
    pub pending: Vec<At>,
    /// Contributions that have entries and no amount.
    pub without: Vec<usize>,
}

impl Weight {
    fn join(&mut self, other: Weight) {
        let value = match (self.value, other.value) {
            (Some(a), Some(b)) => match add(a, b) {
                Some(sum) => Some(sum),
                // Too many digits: the other stays out, and the figure names it.
                None => return,
            },
            (a, b) => a.or(b),
        };
        self.value = value;
        self.counted.extend(other.counted);
        self.pending.extend(other.pending);
        self.without.extend(other.without);
    }
}

impl Count<'_> {
    pub(super) fn fact(&self, (place, fact): At) -> Option<&Fact> {
        self.ledger.accounts.get(place)?.facts.get(fact)
    }

    /// The facts of a contribution that hold on the day of the figure.
    pub(super) fn holding(&self, place: usize) -> impl Iterator<Item = (At, &Fact)> {
        let facts = self.ledger.accounts.get(place).map_or(&[][..], |account| account.facts.as_slice());
        let holds = |fact: &Fact| fact.dated.holds(self.query.on, self.query.published);
        facts.iter().enumerate().filter(move |(_, fact)| holds(fact)).map(move |(n, fact)| ((place, n), fact))
    }

    /// Whether a contribution has entries of a kind, or of any, and whether one of them has an amount.
    fn stands(&self, place: usize, kind: Option<Step>) -> Option<bool> {
        let mut of_kind =
            self.holding(place).filter(|(_, fact)| kind.is_none_or(|kind| kind == fact.kind)).peekable();
        of_kind.peek()?;
        Some(of_kind.any(|(_, fact)| fact.dated.money.is_some()))
    }

    /// The same of a contribution and its parts, but for one of them and what is part of that.
    fn standing(&self, place: usize, kind: Option<Step>, but: Option<usize>) -> Option<bool> {
        if but == Some(place) {
            return None;
        }
        let parts = self.ledger.ties(place).parts.iter();
        let parts = parts.filter_map(|part| self.standing(*part, kind, but));
        parts.chain(self.stands(place, kind)).reduce(|a, b| a || b)
    }

    /// A contribution and all its parts.
    pub(super) fn below(&self, place: usize) -> Vec<usize> {
        let mut found = vec![place];
        for part in &self.ledger.ties(place).parts {
            found.extend(self.below(*part));
        }
        found
    }

    /// What does not count: what repeats another with an entry of the kind, and what may be the same as another with
    /// one, or with any; each with its parts.
    pub(super) fn absent(&self, kind: Option<Step>, maybe: Option<Step>) -> Absent {
        let mut absent = Absent::default();
        for (place, ties) in &self.ledger.net.ties {
            let said = |other: &&usize| self.standing(**other, kind, Some(*place)).is_some();
            if let Some(other) = ties.repeats.iter().find(said) {
                absent.repeats.insert(*place, *other);
            }
            let Some(own) = self.standing(*place, maybe, None) else { continue };
            for other in &ties.maybe {
                match self.standing(*other, maybe, Some(*place)) {
                    None => {}
                    // What has no amount never displaces what has one.
                    Some(false) if own => {
                        absent.maybe.or_insert(*other, *place);
                    }
                    Some(_) => {
                        absent.maybe.or_insert(*place, *other);
                    }
                }
            }
        }
        for left in [&mut absent.repeats, &mut absent.maybe] {
            for (place, other) in left.clone() {
                for part in self.below(place) {
                    left.or_insert(part, other);
                }
            }
        }
        absent
    }

    /// The unit in which the sums of a family are compared, by the currencies of the facts that count.
    pub(super) fn unit(&self, family: &[usize], counts: impl Fn(usize, &Fact) -> bool) -> Unit {
        let mut currency = None;
        for place in family {
            for (_, fact) in self.holding(*place).filter(|(_, fact)| counts(*place, fact)) {
                let Some(money) = fact.dated.money else { continue };
                match currency {
                    Some(held) if held != money.currency => return Unit::Reporting,
                    _ => currency = Some(money.currency),
                }
            }
        }
        currency.map_or(Unit::Reporting, Unit::Own)
    }

    /// The value of a fact in the unit of its family; nothing where there is no rate.
    pub(super) fn value(&self, fact: &Fact, unit: Unit) -> Option<Decimal> {
        let money = fact.dated.money?;
        match unit {
            Unit::Own(_) => Some(money.value),
            Unit::Reporting => Some(self.convert(money, fact.dated.when, fact.dated.stated).ok()?.0),
        }
    }

    /// The roots of a family: what is no part of another in it.
    pub(super) fn weigh_family(&self, family: &[usize], rule: &Rule) -> Weight {
        let mut weight = Weight::default();
        let inside = |whole: usize| family.contains(&whole);
        for place in family.iter().filter(|place| !self.ledger.ties(**place).whole.is_some_and(inside)) {
            weight.join(self.weigh(*place, rule));
        }
        weight
    }

    /// A contribution: the larger of its own sum and of the sum of its parts.
    pub(super) fn weigh(&self, place: usize, rule: &Rule) -> Weight {
        if rule.absent.has(place) {
            return Weight::default();
        }
        let own = self.own(place, rule);
        let ties = self.ledger.ties(place);
        if ties.parts.is_empty() {
            return own;
        }
        let mut parts = Weight::default();
        for part in &ties.parts {
            parts.join(self.weigh(*part, rule));
        }
        match (own.value, parts.value) {
            (Some(whole), Some(sum)) if sum <= whole => own,
            (Some(_), None) => own,
            (None, None) if !own.pending.is_empty() => own,
            // What the whole said without a figure can still be more.
            _ => {
                parts.pending.extend(own.pending);
                parts.without.extend(own.without);
                parts
            }
        }
    }

    /// The entries of one contribution alone.
    fn own(&self, place: usize, rule: &Rule) -> Weight {
        let mut weight = Weight::default();
        let mut any = false;
        // The last figure of the entries, and of the deliveries of each purchase: one says nothing of the other.
        let mut last_figure: Few<Option<&Id>, Day> = Few::new();
        let wanted = |fact: &Fact| {
            fact.kind == rule.kind && fact.dated.from <= rule.until && (rule.bought || fact.bought.is_none())
        };
        for (at, fact) in self.holding(place).filter(|(_, fact)| wanted(fact)) {
            any |= fact.bought.is_none();
            if fact.dated.money.is_none() {
                weight.pending.push(at);
                continue;
            }
            let last = last_figure.or_insert(fact.bought.as_ref(), fact.dated.from);
            *last = fact.dated.from.max(*last);
            let sum = match (weight.value, self.value(fact, rule.unit)) {
                (sum, None) => Some(sum.unwrap_or_default()),
                (sum, Some(value)) => add(sum.unwrap_or_default(), value),
            };
            // With too many digits it stays out, and the figure names it.
            if sum.is_some() {
                weight.value = sum;
                weight.counted.push(at);
            }
        }
        let superseded = |fact: &Fact| Some(&fact.dated.from) < last_figure.get(&fact.bought.as_ref());
        weight.pending.retain(|at| !self.fact(*at).is_some_and(superseded));
        if any && !last_figure.contains_key(&None) {
            weight.without.push(place);
        }
        weight
    }

    /// To whom the sum of a contribution falls: known parts of its givers, and the rest to all of them together.
    pub(super) fn weights(&self, place: usize, total: Decimal, rule: &Rule) -> Vec<(Who, Of, Decimal)> {
        let Some(account) = self.ledger.accounts.get(place) else { return Vec::new() };
        let of = Of::Contribution(account.id.clone());
        let whole = vec![(account.who.clone(), of.clone(), total)];
        let parts = &self.ledger.ties(place).parts;
        if account.shares.is_empty() && parts.is_empty()
            || matches!(account.who, Who::Party(_)) && parts.is_empty()
        {
            return whole;
        }
        let mut known: Few<(Who, Of), Decimal> = Few::new();
        for part in parts {
            let Some(value) = self.weigh(*part, rule).value else { continue };
            for (who, of, value) in self.weights(*part, value, rule) {
                let held = known.or_default((who, of));
                *held = add(*held, value).unwrap_or(*held);
            }
        }
        let currency = match rule.unit {
            Unit::Own(currency) => currency,
            Unit::Reporting => self.query.currency,
        };
        for (party, share) in account.shares.iter().filter(|(_, share)| share.currency == currency) {
            // A part on record lies within the share of its giver.
            let who = Who::Party(party.clone());
            let own = known.iter().filter(|((other, _), _)| *other == who).map(|(_, value)| *value);
            let beyond = own.fold(share.value, |left, value| sub(left, value).unwrap_or_default());
            if beyond > Decimal::ZERO {
                let held = known.or_default((who, of.clone()));
                *held = add(*held, beyond).unwrap_or(*held);
            }
        }
        let sum = known.values().try_fold(Decimal::ZERO, |sum, value| add(sum, *value));
        let rest = sum.and_then(|sum| sub(total, sum));
        match rest {
            Some(rest) if rest >= Decimal::ZERO && known.values().all(|value| *value >= Decimal::ZERO) => {
                let known = known.into_iter().map(|((who, of), value)| (who, of, value));
                known
                    .chain([(account.who.clone(), of, rest)])
                    .filter(|(.., value)| !value.is_zero())
                    .collect()
            }
            // The known parts were of more than this.
            _ => whole,
        }
    }
}

/// The places of some facts.
pub(super) fn places(facts: &[At]) -> Each<usize> {
    facts.iter().map(|(place, _)| *place).collect()
}
