//! Figures of purchases: what was ordered, allocated and delivered, and whose money it was.

use rust_decimal::Decimal;

use crate::register::Measure;

use super::fact::Tilt;
use super::figure::{Figure, Slant};
use super::purchases::{Bought, Funding, ORDERS};
use super::{Ceiling, Count, Dated, LeftOut, Loose, Of, Part, Reason, Spread, Unvalued, Who, Why};

impl Count<'_> {
    pub(super) fn givers(&self, places: &[usize]) -> Who {
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
                known.iter().map(|(places, weight)| (self.givers(places), of(), *weight)).collect()
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
        // In which direction the sum may miss is told at each giver of it, not at a row of all of them.
        for (who, ..) in weights.iter().filter(|_| dated.tilt != Tilt::default()) {
            let (of, who, year) = (of.clone(), who.clone(), self.year(dated));
            figure.slants.push(Slant { of, who, year, meeting: None, tilt: dated.tilt });
        }
        if let Some(limit) = dated.ceiling {
            figure.ceilings.push(Ceiling { of: of.clone(), line: dated.id.clone(), limit, what: None });
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
                self.givers(&known.iter().flat_map(|(places, _)| places.clone()).collect::<Vec<_>>())
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
            let latest = |is: fn(&Dated) -> bool| orders.iter().rev().find(|step| is(step)).copied();
            let Some(value) = latest(|step| step.money.is_some())
                .or_else(|| latest(|step| step.ceiling.is_some()).filter(|_| purchase.items.is_none()))
                .or_else(|| orders.last().copied())
            else {
                continue;
            };
            for earlier in orders.iter().filter(|step| step.money.is_some() && step.id != value.id) {
                let (of, line) = (Of::Purchase(purchase.id.clone()), earlier.id.clone());
                figure.left_out.push(LeftOut { of, line, amount: earlier.money, reason: Reason::LaterStep });
            }
            let mut value: Dated = value.clone();
            if let (None, Some((items, tilt))) = (value.money, purchase.items) {
                (value.money, value.ceiling, value.tilt) = (Some(items), None, tilt);
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
            let Some(approval) = purchase.approval(self.query.published) else { continue };
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
