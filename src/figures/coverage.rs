//! Needs by priority: what each is worth, what is funded and delivered, and what is left to fund.

use rust_decimal::Decimal;

use crate::register::checks::{self, Finding};
use crate::register::{
    Arrange, Collection, Currency, Day, Few, Id, Measure, PurchaseStepKind, RecordKey, Register,
};

use super::money::{add, sub};
use super::purchases::{Bought, ORDERS};
use super::{Count, Dated, Figure, Money, Of, When, stage};

/// Sums of needs in one currency. Each is converted at the rate of its own day, so that a value less what is funded
/// need not be what is left to fund; what is left is of the value and has its rate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Covered {
    /// What the needs are worth, as far as it is known.
    pub value: Decimal,
    /// Shares of approved purchases.
    pub funded: Decimal,
    /// Shares of purchases that are not approved yet.
    pub proposed: Decimal,
    /// The value less all shares, for each need not below zero.
    pub to_fund: Decimal,
    /// Shares beyond the value.
    pub beyond: Decimal,
    /// What was delivered.
    pub delivered: Decimal,
    /// How many needs have no value.
    pub without_value: u32,
    /// How many shares have no sum: what is left to fund is this or less.
    pub without_sum: u32,
    /// How many sums have no rate and are in none of these.
    pub unconverted: u32,
}

impl Covered {
    /// Adds those of another need.
    pub(super) fn join(&mut self, other: &Covered) {
        let sums = [
            (&mut self.value, other.value),
            (&mut self.funded, other.funded),
            (&mut self.proposed, other.proposed),
            (&mut self.to_fund, other.to_fund),
            (&mut self.beyond, other.beyond),
            (&mut self.delivered, other.delivered),
        ];
        for (sum, value) in sums {
            match add(*sum, value) {
                Some(total) => *sum = total,
                // Too many digits: it is left out and told.
                None => self.unconverted = self.unconverted.saturating_add(1),
            }
        }
        self.without_value = self.without_value.saturating_add(other.without_value);
        self.without_sum = self.without_sum.saturating_add(other.without_sum);
        self.unconverted = self.unconverted.saturating_add(other.unconverted);
    }
}

/// A share of a need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeedShare {
    /// The line in the purchase.
    pub share: Id,
    /// The contributions that it draws on; none when not stated.
    pub of: Vec<Id>,
    /// How much, where that is stated.
    pub money: Option<Money>,
}

/// A purchase as a need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// Which purchase.
    pub purchase: Id,
    /// 1 comes first.
    pub priority: Option<u32>,
    /// How far it is.
    pub stage: Option<PurchaseStepKind>,
    /// What it is worth, in its own currency.
    pub value: Option<Money>,
    /// What is left to fund, in the currency of the value, where all shares are in it.
    pub left: Option<Money>,
    /// In the currency of the count.
    pub covered: Covered,
    /// Whose money it is.
    pub shares: Vec<NeedShare>,
}

/// The needs of one priority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PriorityRow {
    /// Which; nothing where none is on record.
    pub priority: Option<u32>,
    /// How many needs.
    pub count: u32,
    /// Their sums.
    pub covered: Covered,
}

/// All needs on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// In which currency.
    pub currency: Currency,
    /// On which day.
    pub date: Day,
    /// By priority, those without one last; then by id.
    pub needs: Vec<Need>,
    /// By priority. They add up to the total.
    pub priorities: Vec<PriorityRow>,
    /// All needs.
    pub total: Covered,
}

/// The needs on the day of the count, without what was cancelled by then. Funded is what the figure "allocated" says,
/// purchase by purchase, and delivered what "delivered" says of purchases.
pub fn coverage(register: &Register, count: &Count) -> Coverage {
    let query = count.query;
    let allocated = by_purchase(&count.figure(Measure::Allocated));
    let delivered = count.delivered_by_purchase();
    let mut needs = Vec::new();
    for purchase in &count.ledger.purchases {
        let Some(record) = register.purchases.get(&purchase.id) else { continue };
        let stage = stage(record, query.on);
        let mut lines = purchase.steps.iter().map(|(_, step)| step).chain(&purchase.deliveries).peekable();
        let begun = lines.peek().is_none() || lines.any(|line| count.not_yet(line).is_none());
        if !begun || purchase.cancelled(query.on, query.published) {
            continue;
        }
        let of = |sums: &Few<Id, Decimal>| sums.get(&purchase.id).copied().unwrap_or_default();
        let mut need = count.need(purchase, of(&allocated));
        (need.priority, need.stage) = (record.priority, stage);
        need.covered.delivered = of(&delivered);
        needs.push(need);
    }
    needs.arrange_by_key(|need| (rank(need.priority), need.purchase.clone()));
    let mut total = Covered::default();
    let mut priorities: Vec<PriorityRow> = Vec::new();
    for need in &needs {
        if priorities.last().is_none_or(|row| row.priority != need.priority) {
            priorities.push(PriorityRow { priority: need.priority, count: 0, covered: Covered::default() });
        }
        if let Some(row) = priorities.last_mut() {
            row.count = row.count.saturating_add(1);
            row.covered.join(&need.covered);
        }
        total.join(&need.covered);
    }
    Coverage { currency: query.currency, date: query.on, needs, priorities, total }
}

/// What has no priority comes last.
pub(super) fn rank(priority: Option<u32>) -> u64 {
    priority.map_or(u64::MAX, u64::from)
}

/// The sums of a figure by purchase.
fn by_purchase(figure: &Figure) -> Few<Id, Decimal> {
    let mut sums: Few<Id, Decimal> = Few::new();
    for part in &figure.parts {
        let Some(Of::Purchase(id)) = &part.of else { continue };
        let sum = sums.or_default(id.clone());
        *sum = add(*sum, part.converted).unwrap_or(*sum);
    }
    sums
}

impl Count<'_> {
    /// What a purchase is worth on the day: as "ordered" says, else its items, else the latest value of another step.
    pub(super) fn worth(&self, purchase: &Bought) -> Option<(Money, When)> {
        let steps = || purchase.steps.iter().rev().filter(|(_, step)| self.not_yet(step).is_none());
        let valued = |order: bool| {
            let mut steps = steps().filter(|(kind, _)| ORDERS.contains(kind) == order);
            steps.find_map(|(_, step)| Some((step.money?, step.when)))
        };
        let items = || {
            let when = steps().next().map_or(When::Day(self.query.on), |(_, step)| step.when);
            Some((purchase.items.as_ref()?.0, when))
        };
        valued(true).or_else(items).or_else(|| valued(false))
    }

    /// What was delivered of each purchase.
    pub(super) fn delivered_by_purchase(&self) -> Few<Id, Decimal> {
        let mut figure = self.empty(Measure::Delivered);
        self.put_deliveries(&mut figure);
        by_purchase(&figure)
    }

    fn need(&self, purchase: &Bought, allocated: Decimal) -> Need {
        let approval = purchase.approval(self.query.published);
        let approval = approval.filter(|approval| self.not_yet(approval).is_none());
        let worth = self.worth(purchase);
        let mut covered = Covered { funded: allocated, ..Covered::default() };
        let mut shared = Some(Decimal::ZERO);
        // In the currency of the value, as long as all shares are.
        let mut own = worth.map(|(money, _)| money);
        for share in &purchase.shares {
            let Some(money) = share.dated.money else {
                covered.without_sum = covered.without_sum.saturating_add(1);
                continue;
            };
            let when = approval.map_or(When::Day(self.query.on), |approval: &Dated| approval.when);
            let converted = self.convert(money, when, None).ok().map(|(value, _)| value);
            match converted {
                Some(value) if approval.is_none() => {
                    covered.proposed = add(covered.proposed, value).unwrap_or(covered.proposed);
                }
                Some(_) => {}
                None => covered.unconverted = covered.unconverted.saturating_add(1),
            }
            shared = shared.zip(converted).and_then(|(sum, value)| add(sum, value));
            own = own
                .filter(|own| own.currency == money.currency)
                .and_then(|own| Some(Money { value: sub(own.value, money.value)?, ..own }));
        }
        match worth {
            None => covered.without_value = 1,
            Some((money, when)) => {
                let value = self.convert(money, when, None).ok().map(|(value, _)| value);
                covered.value = value.unwrap_or_default();
                let rest = match own {
                    Some(own) if own == money => value,
                    Some(own) => self.convert(own, when, None).ok().map(|(value, _)| value),
                    None => value.zip(shared).and_then(|(value, shared)| sub(value, shared)),
                };
                if value.is_none() {
                    covered.unconverted = covered.unconverted.saturating_add(1);
                }
                let rest = rest.unwrap_or_default();
                covered.to_fund = rest.max(Decimal::ZERO);
                covered.beyond = super::money::negative(rest.min(Decimal::ZERO));
            }
        }
        let shares = purchase.shares.iter().map(|share| NeedShare {
            share: share.dated.id.clone(),
            of: self.ids(&share.of),
            money: share.dated.money,
        });
        Need {
            purchase: purchase.id.clone(),
            priority: None,
            stage: None,
            value: worth.map(|(money, _)| money),
            left: own.map(|own| Money { value: own.value.max(Decimal::ZERO), ..own }),
            covered,
            shares: shares.collect(),
        }
    }

    pub(super) fn ids(&self, places: &[usize]) -> Vec<Id> {
        let accounts = places.iter().filter_map(|place| self.ledger.accounts.get(*place));
        accounts.map(|account| account.id.clone()).collect()
    }
}

/// The findings on shares that concern a record, at either end: at the purchase, and at a contribution that the share
/// draws on.
pub fn findings_at<'a>(register: &Register, findings: &'a [Finding], of: &Of) -> Vec<&'a Finding> {
    let concerns = |finding: &&Finding| {
        let RecordKey { collection: Collection::Purchases, id } = &finding.key else { return false };
        let contribution = match of {
            Of::Purchase(purchase) => return purchase == id,
            Of::Contribution(contribution) => contribution,
        };
        let Some(purchase) = register.purchases.get(id) else { return false };
        purchase.shares.live().any(|(line, share)| {
            let mut of = share.of.values().filter_map(|of| of.contribution.as_ref());
            finding.path == format!("shares/{line}/amount") && of.any(|of| of.id() == contribution)
        })
    };
    findings.iter().filter(|finding| checks::is_about_funding(finding)).filter(concerns).collect()
}
