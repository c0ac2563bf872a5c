//! Purchases: whose money they are, what of them was ordered, approved and delivered.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::register::{
    Amount, AreaId, Citation, Date, Day, Id, Lines, Measure, Purchase, PurchaseStepKind, RecordKey, Register,
    Step,
};

use super::fact::{Line, Tilt};
use super::figure::{Figure, Slant};
use super::money::{add, split};
use super::{Count, Dated, Fact, LeftOut, Loose, Money, Of, Part, Reason, Spread, Unvalued, Who, Why};

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
    /// The value of all items, where each has one in the same currency.
    pub items: Option<Money>,
}

/// Whose money a purchase is.
pub(super) enum Funding {
    /// That of these contributions together; none when not stated.
    Joint(BTreeSet<usize>),
    /// Shares with known sums in one currency; a share without a contribution has no stated funder.
    Split(Vec<(Option<usize>, Decimal)>),
}

impl Bought {
    pub fn of(register: &Register, id: &Id, record: &Arc<Purchase>, index: &HashMap<Id, usize>) -> Self {
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
        steps.sort_by(|(a, x), (b, y)| (x.from, a, &x.id).cmp(&(y.from, b, &y.id)));
        let mut deliveries: Vec<_> = record
            .deliveries
            .live()
            .filter_map(|(line, delivery)| {
                read("deliveries", line, delivery.date.as_ref(), delivery.value.as_ref(), &delivery.sources)
            })
            .collect();
        deliveries.sort_by(|a, b| (a.from, &a.id).cmp(&(b.from, &b.id)));
        // A share has no day of its own: it holds from the approval on. Any day will do to read its sum.
        let any_day = Date::from_day(Day::MIN);
        let shares = record
            .shares
            .live()
            .filter_map(|(line, share)| {
                let of: BTreeSet<usize> = share
                    .of
                    .values()
                    .filter_map(|of| index.get(of.contribution.as_ref()?.id()).copied())
                    .collect();
                let dated = read("shares", line, Some(&any_day), share.amount.as_ref(), &share.sources)?;
                Some(Share { dated, of: of.into_iter().collect() })
            })
            .collect();
        let mut items: Option<Money> = None;
        let mut complete = true;
        for item in record.items.values() {
            let sum = match (item.value, items) {
                (Some(value), None) => Some(value.value).map(|sum| (sum, value.currency)),
                (Some(value), Some(held)) if value.currency == held.currency => {
                    add(held.value, value.value).map(|sum| (sum, value.currency))
                }
                _ => None,
            };
            complete &= sum.is_some();
            items = sum.map(|(value, currency)| Money { value, currency }).or(items);
        }
        let items = items.filter(|_| complete);
        Bought { id: id.clone(), area: record.area.clone(), steps, shares, deliveries, items }
    }

    /// Whose money it is.
    pub fn funding(&self) -> Funding {
        let joint: BTreeSet<usize> = self.shares.iter().flat_map(|share| share.of.iter().copied()).collect();
        let stated = self.shares.iter().all(|share| !share.of.is_empty());
        if joint.is_empty() || (joint.len() == 1 && stated) {
            return Funding::Joint(joint);
        }
        let mut currencies = BTreeSet::new();
        let known = self.shares.iter().map(|share| match (share.of.as_slice(), share.dated.money) {
            ([], Some(money)) => Some((None, money)),
            ([only], Some(money)) => Some((Some(*only), money)),
            _ => None,
        });
        let known: Option<Vec<_>> = known.collect();
        let known = known.map(|known| {
            known
                .into_iter()
                .map(|(of, money)| {
                    currencies.insert(money.currency);
                    (of, money.value)
                })
                .collect::<Vec<_>>()
        });
        match known {
            Some(known) if currencies.len() == 1 => Funding::Split(known),
            // A giver that is not stated beside stated ones: nobody knows whose a delivery is.
            _ if !stated => Funding::Joint(BTreeSet::new()),
            _ => Funding::Joint(joint),
        }
    }

    /// What its deliveries add to the deliveries of the contributions that are known to have paid for them.
    pub fn paid_for(&self) -> Vec<(usize, Fact)> {
        let mut facts = Vec::new();
        let funding = self.funding();
        for delivery in &self.deliveries {
            let Some(money) = delivery.money else { continue };
            let fact = |value: Decimal| Fact {
                kind: Step::Delivery,
                bought: Some(self.id.clone()),
                dated: Arc::new(Dated { money: Some(Money { value, ..money }), ..delivery.clone() }),
            };
            match &funding {
                Funding::Joint(joint) => {
                    if let (1, Some(only)) = (joint.len(), joint.first()) {
                        facts.push((*only, fact(money.value)));
                    }
                }
                Funding::Split(known) => {
                    let weights: Vec<_> = known.iter().map(|(_, weight)| *weight).collect();
                    let values = split(money.value, &weights, money.currency.digits()).unwrap_or_default();
                    let paid = known.iter().zip(values).filter_map(|((of, _), value)| Some(((*of)?, value)));
                    facts.extend(paid.map(|(of, value)| (of, fact(value))));
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

    /// The day of approval; without one, an order or a contract stands for it.
    fn approval(&self) -> Option<&Dated> {
        let first = |wanted: &[PurchaseStepKind]| {
            self.steps.iter().find(|(kind, _)| wanted.contains(kind)).map(|(_, step)| step)
        };
        first(&[PurchaseStepKind::Approved]).or_else(|| first(&ORDERS))
    }
}

const ORDERS: [PurchaseStepKind; 2] = [PurchaseStepKind::Ordered, PurchaseStepKind::Contracted];

impl Count<'_> {
    fn givers(&self, places: &[usize]) -> Who {
        let accounts = places.iter().filter_map(|place| self.ledger.accounts.get(*place));
        Who::of(accounts.flat_map(|account| account.who.parties().iter().cloned()))
    }

    /// Who paid for a purchase, as weights of one sum.
    fn payers(&self, purchase: &Bought) -> Vec<(Who, Of, Decimal)> {
        let of = || Of::Purchase(purchase.id.clone());
        match purchase.funding() {
            Funding::Joint(joint) => {
                let places: Vec<_> = joint.into_iter().collect();
                vec![(self.givers(&places), of(), Decimal::ONE)]
            }
            Funding::Split(known) => {
                known.iter().map(|(place, weight)| (self.givers(place.as_slice()), of(), *weight)).collect()
            }
        }
    }

    /// Adds one sum of a purchase to a figure, with its directions.
    fn put_purchase(
        &self,
        figure: &mut Figure,
        purchase: &Bought,
        dated: &Dated,
        weights: Vec<(Who, Of, Decimal)>,
        why: Why,
    ) -> bool {
        let of = Of::Purchase(purchase.id.clone());
        let who = match weights.as_slice() {
            [(who, ..)] => who.clone(),
            several => Who::of(several.iter().flat_map(|(who, ..)| who.parties().iter().cloned())),
        };
        let slant = |tilt: Tilt| Slant { of: of.clone(), who: who.clone(), year: self.year(dated), tilt };
        figure.slants.push(slant(dated.tilt));
        if let Some(limit) = dated.ceiling {
            figure.ceilings.push(super::Ceiling {
                of: of.clone(),
                line: dated.id.clone(),
                limit,
                what: None,
            });
        }
        let Some(money) = dated.money else { return false };
        let part = Part {
            of: Some(of),
            lines: vec![dated.id.clone()],
            who: who.clone(),
            day: dated.from,
            year: self.year(dated),
            original: money,
            converted: Decimal::ZERO,
            rate: None,
            why,
        };
        let from = figure.parts.len();
        self.put(figure, part, dated.when, dated.stated);
        figure.spreads.push(Spread { from, to: figure.parts.len(), weights });
        true
    }

    /// Whether a line holds on the day; if not, the figure says why.
    fn is_in(&self, figure: &mut Figure, purchase: &Bought, dated: &Dated) -> bool {
        let Some(reason) = self.not_yet(dated) else { return true };
        let (of, line, amount) = (Of::Purchase(purchase.id.clone()), dated.id.clone(), dated.money);
        if reason == Reason::TooLoose {
            figure.too_loose.push(Loose { of: of.clone(), line: line.clone(), amount });
        }
        figure.left_out.push(LeftOut { of, line, amount, reason });
        false
    }

    fn no_figure(&self, figure: &mut Figure, purchase: &Bought) {
        let who = match purchase.funding() {
            Funding::Joint(joint) => self.givers(&joint.into_iter().collect::<Vec<_>>()),
            Funding::Split(known) => {
                self.givers(&known.iter().filter_map(|(place, _)| *place).collect::<Vec<_>>())
            }
        };
        figure.without_figure.push(Unvalued { of: Of::Purchase(purchase.id.clone()), who });
    }

    /// Deliveries of purchases.
    pub(super) fn put_deliveries(&self, figure: &mut Figure) {
        for purchase in &self.ledger.purchases {
            let mut any = false;
            let mut valued = false;
            for delivery in &purchase.deliveries {
                if !self.is_in(figure, purchase, delivery) {
                    continue;
                }
                any = true;
                // A later figure says what an earlier delivery without one could not.
                let said = purchase.deliveries.iter().any(|other| {
                    other.money.is_some() && other.from > delivery.from && self.not_yet(other).is_none()
                });
                if delivery.money.is_some() || !said {
                    let payers = self.payers(purchase);
                    valued |= self.put_purchase(figure, purchase, delivery, payers, Why::Delivery);
                }
            }
            if any && !valued {
                self.no_figure(figure, purchase);
            }
        }
    }

    /// Values of purchases with an order or a contract.
    pub(super) fn ordered(&self) -> Figure {
        let mut figure = self.empty(Measure::Ordered);
        for purchase in &self.ledger.purchases {
            let mut orders = Vec::new();
            for (_, step) in purchase.steps.iter().filter(|(kind, _)| ORDERS.contains(kind)) {
                if self.is_in(&mut figure, purchase, step) {
                    orders.push(step);
                }
            }
            if self.cancelled(&mut figure, purchase, &orders) {
                continue;
            }
            // The latest value stands; steps without one add nothing to it.
            let Some(value) = orders.iter().rev().find(|step| step.money.is_some()).or(orders.last()) else {
                continue;
            };
            for earlier in orders.iter().filter(|step| step.money.is_some() && step.id != value.id) {
                let (of, line) = (Of::Purchase(purchase.id.clone()), earlier.id.clone());
                figure.left_out.push(LeftOut { of, line, amount: earlier.money, reason: Reason::LaterStep });
            }
            let mut value: Dated = (*value).clone();
            if value.money.is_none() && value.ceiling.is_none() && purchase.items.is_some() {
                value.money = purchase.items;
                value.tilt = Tilt::default();
            }
            let payers = self.payers(purchase);
            if !self.put_purchase(&mut figure, purchase, &value, payers, Why::Order) {
                self.no_figure(&mut figure, purchase);
            }
        }
        self.close(figure)
    }

    /// Funding shares of approved purchases, each at the rate of the approval day.
    pub(super) fn allocated(&self) -> Figure {
        let mut figure = self.empty(Measure::Allocated);
        for purchase in &self.ledger.purchases {
            let Some(approval) = purchase.approval() else { continue };
            if !self.is_in(&mut figure, purchase, approval)
                || self.cancelled(&mut figure, purchase, &[approval])
            {
                continue;
            }
            let mut any = false;
            let mut valued = false;
            for share in &purchase.shares {
                let dated = Dated {
                    from: approval.from,
                    when: approval.when,
                    undated: approval.undated,
                    ..share.dated.clone()
                };
                let contributions = share.of.as_slice();
                let weights =
                    vec![(self.givers(contributions), Of::Purchase(purchase.id.clone()), Decimal::ONE)];
                any = true;
                valued |= self.put_purchase(&mut figure, purchase, &dated, weights, Why::Share);
            }
            if any && !valued {
                self.no_figure(&mut figure, purchase);
            }
        }
        self.close(figure)
    }

    fn cancelled(&self, figure: &mut Figure, purchase: &Bought, lines: &[&Dated]) -> bool {
        let cancelled = purchase.cancelled(self.query.on, self.query.published);
        for line in lines.iter().filter(|_| cancelled) {
            let of = Of::Purchase(purchase.id.clone());
            let (line, amount) = (line.id.clone(), line.money);
            figure.left_out.push(LeftOut { of, line, amount, reason: Reason::Cancelled });
        }
        cancelled
    }
}
