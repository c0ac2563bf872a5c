//! Purchases, reduced to what counting needs, and whose money they are.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::register::{
    Amount, AreaId, Arrange, Citation, Date, Day, Each, Few, Id, Lines, Purchase, PurchaseStepKind,
    Qualifier, RecordKey, Register, Step,
};

use super::fact::{Line, Tilt};
use super::money::{add, split};
use super::{Dated, Fact, Money};

/// A funding share.
#[derive(Clone, Debug)]
pub(super) struct Share {
    pub dated: Dated,
    /// The contributions that it draws on; none when the funder is not stated.
    pub of: Vec<usize>,
}

/// One purchase.
#[derive(Clone, Debug)]
pub(super) struct Bought {
    pub id: Id,
    pub area: Option<AreaId>,
    /// By the day from which they count.
    pub steps: Vec<(PurchaseStepKind, Dated)>,
    pub shares: Vec<Share>,
    pub deliveries: Vec<Dated>,
    /// The value of all items, where each has a figure in the same currency, and in which direction it may miss.
    pub items: Option<(Money, Tilt)>,
}

/// Whose money a purchase is.
pub(super) enum Funding {
    /// That of these contributions together; none when not stated.
    Joint(Each<usize>),
    /// Shares with known sums in one currency, each of one contribution or of several together; a share without any
    /// has no stated funder.
    Split(Vec<(Vec<usize>, Decimal)>),
}

impl Bought {
    pub fn of(register: &Register, id: &Id, record: &Arc<Purchase>, index: &Few<Id, usize>) -> Self {
        let key = RecordKey::of::<Purchase>(id);
        let read = |field: &'static str,
                    line: &Id,
                    date: Option<&Date>,
                    amount: Option<&Amount>,
                    sources: &Lines<Citation>| {
            let record_sources = &record.sources;
            Line { key: &key, field, id: line, date, value_date: None, amount, sources, record_sources }
                .dated(register)
        };
        let mut steps: Vec<_> = record
            .steps
            .live()
            .filter_map(|(line, step)| {
                Some((
                    step.kind?,
                    read("steps", line, step.date.as_ref(), step.value.as_ref(), &step.sources)?,
                ))
            })
            .collect();
        steps.arrange_by(|(a, x), (b, y)| (x.from, a, &x.id).cmp(&(y.from, b, &y.id)));
        let mut deliveries: Vec<_> = record
            .deliveries
            .live()
            .filter_map(|(line, delivery)| {
                read("deliveries", line, delivery.date.as_ref(), delivery.value.as_ref(), &delivery.sources)
            })
            .collect();
        deliveries.arrange_by(|a, b| (a.from, &a.id).cmp(&(b.from, &b.id)));
        // A share has no day of its own: it holds from the approval on. Any day will do to read its sum.
        let any_day = Date::from_day(Day::MIN);
        let shares = record
            .shares
            .live()
            .filter_map(|(line, share)| {
                let of: Each<usize> = share
                    .of
                    .values()
                    .filter_map(|of| index.get(of.contribution.as_ref()?.id()).copied())
                    .collect();
                let dated = read("shares", line, Some(&any_day), share.amount.as_ref(), &share.sources)?;
                Some(Share { dated, of: of.into_iter().collect() })
            })
            .collect();
        let items = items(record);
        Bought { id: id.clone(), area: record.area.clone(), steps, shares, deliveries, items }
    }

    /// Whose money it is.
    pub fn funding(&self) -> Funding {
        let joint: Each<usize> = self.shares.iter().flat_map(|share| share.of.iter().copied()).collect();
        let stated = self.shares.iter().all(|share| !share.of.is_empty());
        if joint.is_empty() || (joint.len() == 1 && stated) {
            return Funding::Joint(joint);
        }
        let mut currencies = Each::new();
        let known = self.shares.iter().map(|share| {
            let money = share.dated.money?;
            currencies.insert(money.currency);
            Some((share.of.clone(), money.value))
        });
        match known.collect::<Option<Vec<_>>>() {
            Some(known) if currencies.len() == 1 => Funding::Split(known),
            // A giver that is not stated beside stated ones: nobody knows whose a delivery is.
            _ if !stated => Funding::Joint(Each::new()),
            _ => Funding::Joint(joint),
        }
    }

    /// What its deliveries add to the deliveries of the contributions that are known to have paid for them.
    pub fn paid_for(&self) -> Vec<(usize, Fact)> {
        let mut facts = Vec::new();
        let funding = self.funding();
        for delivery in &self.deliveries {
            let fact = |money: Option<Money>| Fact {
                kind: Step::Delivery,
                bought: Some(self.id.clone()),
                dated: Arc::new(Dated { money, ..delivery.clone() }),
            };
            match &funding {
                Funding::Joint(joint) => {
                    if let (1, Some(only)) = (joint.len(), joint.first()) {
                        facts.push((*only, fact(delivery.money)));
                    }
                }
                Funding::Split(known) => {
                    let weights: Vec<_> = known.iter().map(|(_, weight)| *weight).collect();
                    let values = match delivery.money {
                        Some(money) => split(money.value, &weights, money.currency.digits())
                            .unwrap_or_default()
                            .into_iter()
                            .map(|value| Some(Money { value, ..money }))
                            .collect(),
                        // What nobody knows is unknown in each part.
                        None => vec![None; known.len()],
                    };
                    for ((of, _), value) in known.iter().zip(values) {
                        if let [only] = of.as_slice() {
                            facts.push((*only, fact(value)));
                        }
                    }
                }
            }
        }
        facts
    }

    /// Whether it was cancelled by a day.
    pub fn cancelled(&self, on: Day, published: Option<Day>) -> bool {
        self.steps
            .iter()
            .any(|(kind, step)| *kind == PurchaseStepKind::Cancelled && step.holds(on, published))
    }

    /// The day of approval; without one, an order or a contract stands for it. Only steps that were public.
    pub fn approval(&self, published: Option<Day>) -> Option<&Dated> {
        let first = |wanted: &[PurchaseStepKind]| {
            let mut steps = self.steps.iter().filter(|(kind, _)| wanted.contains(kind));
            steps.find(|(_, step)| step.was_public(published)).map(|(_, step)| step)
        };
        first(&[PurchaseStepKind::Approved]).or_else(|| first(&ORDERS))
    }
}

fn items(record: &Purchase) -> Option<(Money, Tilt)> {
    let mut all: Option<(Money, Tilt)> = None;
    for item in record.items.values() {
        let amount = item.value.filter(|amount| amount.qualifier != Qualifier::AtMost)?;
        let (value, tilt) = match all {
            Some((held, _)) if held.currency != amount.currency => return None,
            Some((held, tilt)) => (add(held.value, amount.value)?, tilt),
            None => (amount.value, Tilt::default()),
        };
        all = Some((Money { value, currency: amount.currency }, tilt.or(Tilt::of(&amount))));
    }
    all
}

/// The steps that bind the buyer.
pub(super) const ORDERS: [PurchaseStepKind; 2] = [PurchaseStepKind::Ordered, PurchaseStepKind::Contracted];
