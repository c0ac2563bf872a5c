//! A ledger on one day in one currency, and the figures that it gives.

use chrono::Datelike;
use rust_decimal::Decimal;

use crate::register::{Arrange, Currency, Day, Measure, RecordKey, Register, StatedRate, Step};

use super::fact::Tilt;
use super::figure::Figure;
use super::money::add;
use super::rates::{self, NoValue};
use super::{
    Dated, Found, Ledger, LeftOut, Leg, Money, Open, Part, Policy, Rates, Reason, Unconverted, When,
};

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Query {
    /// Figures are valid on this day, inclusive.
    pub on: Day,
    /// Only facts of which a source was public by this day.
    pub published: Option<Day>,
    /// The currency in which figures stand.
    pub currency: Currency,
}

/// One figure of a register. Those who ask for several make a [`Ledger`] once instead.
pub fn figure(register: &Register, rates: &dyn Rates, measure: Measure, query: &Query) -> Figure {
    Count::new(&Ledger::of(register), rates, *query).figure(measure)
}

/// The day on which figures stand unless another is asked for: the earlier of today and the day up to which the
/// register is complete.
pub fn valid_on(register: &Register, today: Day) -> Day {
    let own = register.coalition.get(&RecordKey::own().id);
    let complete = own.and_then(|own| own.complete_to.as_ref()).map(|date| date.last());
    complete.map_or(today, |complete| complete.min(today))
}

/// A ledger on one day in one currency.
#[derive(Clone, Copy)]
pub struct Count<'a> {
    pub(super) ledger: &'a Ledger,
    pub(super) rates: &'a dyn Rates,
    pub(super) query: Query,
    pub(super) policy: Policy,
}

impl<'a> Count<'a> {
    /// A ledger as asked.
    pub fn new(ledger: &'a Ledger, rates: &'a dyn Rates, query: Query) -> Self {
        Count { ledger, rates, query, policy: ledger.policy }
    }

    /// The same under another policy of rates.
    #[must_use]
    pub fn under(self, policy: Policy) -> Self {
        Count { policy, ..self }
    }

    /// The figure of a measure. The number of members is not money: it comes from [`members`](super::members), and
    /// the figure asked for here is empty.
    pub fn figure(&self, measure: Measure) -> Figure {
        match measure {
            Measure::Pledged => self.of_kind(measure, Step::Pledge),
            Measure::Committed => self.of_kind(measure, Step::Commitment),
            Measure::Paid => self.of_kind(measure, Step::Paid),
            Measure::Spent => self.of_kind(measure, Step::Expenditure),
            Measure::Delivered => self.of_kind(measure, Step::Delivery),
            Measure::Raised => self.raised(),
            Measure::OpenPledge => self.remainder(measure, Step::Pledge, Step::Commitment),
            Measure::Undelivered => self.remainder(measure, Step::Commitment, Step::Delivery),
            Measure::Ordered => self.ordered(),
            Measure::Allocated => self.allocated(),
            Measure::ToBeAllocated => self.left_to_allocate(),
            Measure::Members => self.empty(measure),
        }
    }

    pub(super) fn empty(&self, measure: Measure) -> Figure {
        Figure {
            measure,
            currency: self.query.currency,
            date: self.query.on,
            amount: Decimal::ZERO,
            open: Open::No,
            about: false,
            unvalued: 0,
            without_figure: Vec::new(),
            unconverted: Vec::new(),
            possible: Decimal::ZERO,
            possibles: Vec::new(),
            ceilings: Vec::new(),
            too_loose: Vec::new(),
            said: Vec::new(),
            excess: Decimal::ZERO,
            parts: Vec::new(),
            left_out: Vec::new(),
            spreads: Vec::new(),
            slants: Vec::new(),
        }
    }

    /// Sets what follows from the lists of a figure.
    pub(super) fn close(&self, mut figure: Figure) -> Figure {
        let tilt = figure.slants.iter().fold(Tilt::default(), |all, slant| all.or(slant.tilt));
        figure.open = Open::of(tilt);
        figure.about = tilt.about;
        figure.unvalued = u32::try_from(figure.without_figure.len()).unwrap_or(u32::MAX);
        for one in &figure.possibles {
            figure.possible = add(figure.possible, one.converted).unwrap_or(figure.possible);
        }
        figure
    }

    /// Why a fact is not in on the day, if it is not.
    pub(super) fn not_yet(&self, dated: &Dated) -> Option<Reason> {
        let Query { on, published, .. } = self.query;
        if dated.from <= on {
            (!dated.was_public(published)).then_some(Reason::NotPublished)
        } else if dated.first <= on && dated.was_public(published) {
            Some(Reason::TooLoose)
        } else {
            Some(Reason::AfterDate)
        }
    }

    /// The year for which a fact counts; nothing where it has no date.
    pub(super) fn year(&self, dated: &Dated) -> Option<i32> {
        dated.year.or_else(|| (!dated.undated).then(|| dated.from.year()))
    }

    /// A sum in the currency of the query, rounded once.
    pub(super) fn convert(
        &self,
        money: Money,
        when: When,
        stated: Option<StatedRate>,
    ) -> Result<(Decimal, Option<Found>), NoValue> {
        let to = self.query.currency;
        let when = match self.policy {
            Policy::DayOfEntry => when,
            Policy::FixedDay(day) => When::Day(day),
            Policy::Stated => match stated.filter(|_| money.currency != to) {
                Some(rate)
                    if [(rate.base(), rate.quote()), (rate.quote(), rate.base())]
                        .contains(&(money.currency, to)) =>
                {
                    let day = match when {
                        When::Day(day) => day,
                        When::Period { last, .. } => last,
                    };
                    let leg = Leg {
                        base: rate.base(),
                        quote: rate.quote(),
                        value: rate.value(),
                        day,
                        kind: crate::register::RateKind::PartyStated,
                        record: None,
                    };
                    return rates::with(money, to, Found { from: money.currency, to, legs: vec![leg] });
                }
                _ => when,
            },
        };
        // A period that is not over has no mean yet.
        if matches!(when, When::Period { last, .. } if last > self.query.on) && money.currency != to {
            return Err(NoValue::Rate);
        }
        rates::convert(money, to, when, self.rates)
    }

    /// Converts a part and adds it, or says why it cannot be added.
    pub(super) fn put(&self, figure: &mut Figure, mut part: Part, when: When, stated: Option<StatedRate>) {
        let total = self.convert(part.original, when, stated).and_then(|(value, rate)| {
            let total = add(figure.amount, value).ok_or(NoValue::Digits)?;
            Ok((value, rate, total))
        });
        match total {
            Ok((value, rate, total)) => {
                figure.amount = total;
                part.converted = value;
                part.rate = rate;
                figure.parts.push(part);
            }
            Err(why) => leave_out(figure, &part, why),
        }
    }
}

/// Names what a figure cannot hold: it stands beside it, never in it.
fn leave_out(figure: &mut Figure, part: &Part, why: NoValue) {
    let reason = match why {
        NoValue::Rate => Reason::NoRate,
        NoValue::Digits => Reason::TooManyDigits,
    };
    if why == NoValue::Rate {
        let lines = u32::try_from(part.lines.len().max(1)).unwrap_or(u32::MAX);
        unconverted(figure, part.original, lines);
    }
    let Some(of) = &part.of else { return };
    for line in &part.lines {
        let (of, line, amount) = (of.clone(), line.clone(), Some(part.original));
        figure.left_out.push(LeftOut { of, line, amount, reason: reason.clone() });
    }
}

/// Puts what has no rate beside, with what is there of its currency.
pub(super) fn unconverted(figure: &mut Figure, money: Money, count: u32) {
    let held = figure.unconverted.iter_mut().find(|one| one.sum.currency == money.currency);
    match held {
        Some(held) => {
            if let Some(sum) = add(held.sum.value, money.value) {
                held.sum.value = sum;
                held.count = held.count.saturating_add(count);
            }
        }
        None => {
            figure.unconverted.push(Unconverted { sum: money, count });
            figure.unconverted.arrange_by_key(|one| one.sum.currency);
        }
    }
}
