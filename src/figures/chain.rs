//! From a decision to goods in hand, walked both ways: what money became, and where money came from.

use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::register::{
    Arrange, Currency, Day, Id, Measure, OutcomeKind, PurchaseStepKind, Receipt, Register, Step,
};

use super::money::{add, sub};
use super::pieces::Piece;
use super::purchases::Bought;
use super::{Count, Money, Query, Who, stage};

/// Where a decision is written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecidedIn {
    /// At a step of the purchase.
    Step(Id),
    /// In the outcome of an agenda item of the meeting.
    Outcome {
        /// The agenda item.
        item: Id,
        /// The outcome.
        outcome: Id,
    },
}

/// A decision on a purchase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// On which purchase.
    pub purchase: Id,
    /// The meeting that took it, where that is on record.
    pub meeting: Option<Id>,
    /// When: the day of the step, else of the meeting.
    pub day: Option<Day>,
    /// The decision in words.
    pub words: Option<String>,
    /// Where it stands.
    pub written: DecidedIn,
}

/// Money of contributions in a purchase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShareLink {
    /// The line in the purchase.
    pub share: Id,
    /// The contributions that it draws on; none when not stated.
    pub of: Vec<Id>,
    /// Whose money it is.
    pub who: Who,
    /// How much, where that is stated.
    pub money: Option<Money>,
}

/// A delivery of a purchase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryLink {
    /// The line in the purchase.
    pub delivery: Id,
    /// The day from which it counts.
    pub day: Day,
    /// What it was worth; seen from a contribution, the part that it is known to have paid for.
    pub money: Option<Money>,
    /// Whether the receipt was confirmed.
    pub confirmed: bool,
}

/// A purchase with what it hangs on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PurchaseChain {
    /// Which.
    pub purchase: Id,
    /// How far it is.
    pub stage: Option<PurchaseStepKind>,
    /// From which day its shares are allocated; until then they are proposed.
    pub approved: Option<Day>,
    /// Who decided, in the order of days.
    pub decisions: Vec<Decision>,
    /// Whose money it is; seen from a contribution, only the shares that draw on it.
    pub shares: Vec<ShareLink>,
    /// What arrived, in the order of days.
    pub deliveries: Vec<DeliveryLink>,
}

/// What of a contribution no purchase has taken. Contributions that certain relations join are the same money, and
/// what is free is free once for all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Free {
    /// The contributions that share it.
    pub family: Vec<Id>,
    /// The currency of these sums: their own where there is one, else that of the count.
    pub currency: Currency,
    /// What they raised.
    pub raised: Decimal,
    /// What of it is committed.
    pub committed: Decimal,
    /// Shares of purchases that draw on them.
    pub taken: Decimal,
    /// What is raised and not taken.
    pub left: Decimal,
    /// What is committed and not taken.
    pub left_committed: Decimal,
    /// What was taken beyond what was raised.
    pub beyond: Decimal,
    /// Shares that take an unknown sum of them, by purchase and line: what is left is this or less.
    pub unknown: Vec<(Id, Id)>,
    /// Whether no sum of them is known, so that what is left is this or more.
    pub without_figure: bool,
    /// How many sums have no rate and are in none of these.
    pub unconverted: u32,
}

/// What a contribution became.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContributionChain {
    /// Which.
    pub contribution: Id,
    /// Whose it is.
    pub who: Who,
    /// The purchases that draw on it, by id.
    pub purchases: Vec<PurchaseChain>,
    /// Its own entries of deliveries, without a purchase between.
    pub handed_over: Vec<DeliveryLink>,
    /// What is free of it.
    pub free: Free,
}

/// A count with its purchases and decisions in reach from either end: make it once and walk it often.
pub struct Chains<'a> {
    register: &'a Register,
    count: Count<'a>,
    /// Shares by the place of the contribution: the places of the purchase and of the share.
    drawn: HashMap<usize, Vec<(usize, usize)>>,
    decisions: Vec<Decision>,
}

impl<'a> Chains<'a> {
    /// All that hangs together on the day of a count.
    pub fn new(register: &'a Register, count: Count<'a>) -> Self {
        let mut drawn: HashMap<usize, Vec<(usize, usize)>> = HashMap::new();
        for (n, purchase) in count.ledger.purchases.iter().enumerate() {
            for (share, line) in purchase.shares.iter().enumerate() {
                for place in &line.of {
                    drawn.entry(*place).or_default().push((n, share));
                }
            }
        }
        let mut decisions = decisions(register, count.query.on);
        decisions.arrange_by(|a, b| (&a.purchase, a.day).cmp(&(&b.purchase, b.day)));
        Chains { register, count, drawn, decisions }
    }

    /// What a contribution became.
    pub fn contribution(&self, id: &Id) -> Option<ContributionChain> {
        let place = *self.count.ledger.index.get(id)?;
        let account = self.count.ledger.accounts.get(place)?;
        let mut purchases: Vec<PurchaseChain> = Vec::new();
        for (n, _) in self.drawn.get(&place).into_iter().flatten() {
            let Some(purchase) = self.count.ledger.purchases.get(*n) else { continue };
            if purchases.last().is_some_and(|chain| chain.purchase == purchase.id) {
                continue;
            }
            let mut chain = self.chain(purchase);
            chain.shares.retain(|share| share.of.contains(id));
            for delivery in &mut chain.deliveries {
                let mut facts =
                    account.facts.iter().filter(|fact| fact.bought.as_ref() == Some(&purchase.id));
                let part = facts.find(|fact| fact.dated.id == delivery.delivery);
                delivery.money = part.and_then(|fact| fact.dated.money);
            }
            purchases.push(chain);
        }
        let own = self.count.holding(place).map(|(_, fact)| fact);
        let own = own.filter(|fact| fact.kind == Step::Delivery && fact.bought.is_none());
        let handed_over = own.map(|fact| DeliveryLink {
            delivery: fact.dated.id.clone(),
            day: fact.dated.from,
            money: fact.dated.money,
            confirmed: false,
        });
        let (contribution, who) = (id.clone(), account.who.clone());
        let handed_over = handed_over.collect();
        Some(ContributionChain { contribution, who, purchases, handed_over, free: self.free(place) })
    }

    /// All contributions of a party, alone or with others, by id.
    pub fn member(&self, party: &Id) -> Vec<ContributionChain> {
        let accounts = self.count.ledger.accounts.iter();
        let own = accounts.filter(|account| !account.outside && account.who.parties().contains(party));
        own.filter_map(|account| self.contribution(&account.id)).collect()
    }

    /// Where the money of a purchase comes from, and who decided.
    pub fn purchase(&self, id: &Id) -> Option<PurchaseChain> {
        Some(self.chain(self.count.ledger.bought(id)?))
    }

    /// What a meeting decided, with what came of it.
    pub fn meeting(&self, id: &Id) -> Vec<PurchaseChain> {
        let here = self.decisions.iter().filter(|decision| decision.meeting.as_ref() == Some(id));
        let mut purchases: Vec<&Id> = here.map(|decision| &decision.purchase).collect();
        purchases.dedup();
        purchases.into_iter().filter_map(|id| self.purchase(id)).collect()
    }

    fn chain(&self, purchase: &Bought) -> PurchaseChain {
        let record = self.register.purchases.get(&purchase.id);
        let on = self.count.query.on;
        let decided = self.decisions.partition_point(|decision| decision.purchase < purchase.id);
        let decided = self.decisions.iter().skip(decided);
        let shares = purchase.shares.iter().map(|share| ShareLink {
            share: share.dated.id.clone(),
            of: self.count.ids(&share.of),
            who: self.count.givers(&share.of),
            money: share.dated.money,
        });
        let held = purchase.deliveries.iter().filter(|one| self.count.not_yet(one).is_none());
        let confirmed = |line: &Id| {
            let line = record.and_then(|record| record.deliveries.0.get(line));
            line.is_some_and(|line| line.receipt == Some(Receipt::Confirmed))
        };
        let deliveries = held.map(|dated| DeliveryLink {
            delivery: dated.id.clone(),
            day: dated.from,
            money: dated.money,
            confirmed: confirmed(&dated.id),
        });
        let approval = purchase.approval(self.count.query.published);
        let approval = approval.filter(|approval| self.count.not_yet(approval).is_none());
        PurchaseChain {
            purchase: purchase.id.clone(),
            stage: record.and_then(|record| stage(record, on)),
            approved: approval.map(|approval| approval.from),
            decisions: decided.take_while(|one| one.purchase == purchase.id).cloned().collect(),
            shares: shares.collect(),
            deliveries: deliveries.collect(),
        }
    }

    /// What is free of a contribution and of those that are the same money.
    pub(super) fn free(&self, place: usize) -> Free {
        let (count, ledger) = (&self.count, self.count.ledger);
        let joined = ledger.net.families.iter().find(|family| family.contains(&place));
        let family = joined.cloned().unwrap_or_else(|| vec![place]);
        let query = count.query;
        let mut drawn: Vec<(usize, usize)> =
            family.iter().filter_map(|place| self.drawn.get(place)).flatten().copied().collect();
        drawn.arrange();
        drawn.dedup();
        let shares: Vec<_> = drawn
            .iter()
            .filter_map(|(n, share)| {
                let purchase = ledger.purchases.get(*n)?;
                Some((purchase, purchase.shares.get(*share)?))
            })
            .filter(|(purchase, _)| !purchase.cancelled(query.on, query.published))
            .collect();
        let facts =
            family.iter().flat_map(|place| count.holding(*place)).filter_map(|(_, fact)| fact.dated.money);
        let mut all = facts.chain(shares.iter().filter_map(|(_, share)| share.dated.money));
        let own =
            all.next().map(|money| money.currency).filter(|own| all.all(|money| money.currency == *own));
        let currency = own.unwrap_or(query.currency);
        let alone = ledger.of_piece(&Piece { families: vec![family.clone()] }, &|_| true);
        let alone = Count { query: Query { currency, ..query }, ..count.with(&alone) };
        let [raised, committed] = [Measure::Raised, Measure::Committed].map(|measure| alone.figure(measure));
        let mut free = Free {
            family: count.ids(&family),
            currency,
            raised: raised.amount,
            committed: committed.amount,
            taken: Decimal::ZERO,
            left: Decimal::ZERO,
            left_committed: Decimal::ZERO,
            beyond: Decimal::ZERO,
            unknown: Vec::new(),
            without_figure: raised.unvalued > 0,
            unconverted: raised.unconverted_count(),
        };
        for (purchase, share) in shares {
            let all_here = share.of.iter().all(|place| family.contains(place));
            let Some(money) = share.dated.money.filter(|_| all_here) else {
                free.unknown.push((purchase.id.clone(), share.dated.id.clone()));
                continue;
            };
            let approval = purchase.approval(query.published);
            let when = approval.map_or(super::When::Day(query.on), |approval| approval.when);
            match alone.convert(money, when, None) {
                Ok((value, _)) => free.taken = add(free.taken, value).unwrap_or(free.taken),
                Err(_) => free.unconverted = free.unconverted.saturating_add(1),
            }
        }
        let left = |of: Decimal| sub(of, free.taken).unwrap_or_default();
        (free.left, free.left_committed) =
            (left(free.raised).max(Decimal::ZERO), left(free.committed).max(Decimal::ZERO));
        free.beyond = super::money::negative(left(free.raised).min(Decimal::ZERO));
        free
    }
}

/// Decisions on purchases up to a day, at their steps and in the outcomes of meetings.
fn decisions(register: &Register, on: Day) -> Vec<Decision> {
    let day_of = |id: &Id| Some(register.meetings.get(id)?.date.as_ref()?.last());
    let mut all = Vec::new();
    for (purchase, record) in register.purchases.live() {
        for (line, step) in
            record.steps.live().filter(|(_, step)| step.meeting.is_some() || step.decision.is_some())
        {
            let meeting = step.meeting.as_ref().map(|meeting| meeting.id().clone());
            all.push(Decision {
                purchase: purchase.clone(),
                day: step.date.as_ref().map(|date| date.last()).or_else(|| day_of(meeting.as_ref()?)),
                meeting,
                words: step.decision.clone(),
                written: DecidedIn::Step(line.clone()),
            });
        }
    }
    for (id, meeting) in register.meetings.live() {
        for (item, point) in meeting.agenda.live() {
            for (outcome, line) in point.outcomes.live() {
                let Some(purchase) =
                    line.purchase.as_ref().filter(|_| line.kind == Some(OutcomeKind::Decision))
                else {
                    continue;
                };
                all.push(Decision {
                    purchase: purchase.id().clone(),
                    meeting: Some(id.clone()),
                    day: day_of(id),
                    words: line.text.as_ref().map(|text| text.to_string()),
                    written: DecidedIn::Outcome { item: item.clone(), outcome: outcome.clone() },
                });
            }
        }
    }
    all.retain(|decision| decision.day.is_none_or(|day| day <= on));
    all
}
