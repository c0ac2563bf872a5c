//! Exchange rates: found by day or period, in either direction, through the euro where there is no pair.

use chrono::Days;
use rust_decimal::Decimal;

use crate::register::{Currency, Date, Day, Few, Id, RateKind, RecordKey, Register};

use super::money::{over, round, times};
use super::{Money, When};

/// How many days before the wanted one a rate may lie: over a weekend and the longest run of holidays.
pub(super) const REACH: u64 = 7;

/// The day up to which a register's figures use the bank's rates, if it names one.
pub(super) fn last_rate_day(register: &Register) -> Option<Day> {
    let own = register.coalition.get(&RecordKey::own().id)?;
    own.last_rate_day.as_ref().map(Date::last)
}

/// One rate of a conversion: 1 base = value quote, the value above zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leg {
    /// One unit of which currency.
    pub base: Currency,
    /// In which currency it is expressed.
    pub quote: Currency,
    /// How much of it.
    pub value: Decimal,
    /// The day of the rate, or the last day of its period.
    pub day: Day,
    /// Where it comes from.
    pub kind: RateKind,
    /// The record, where it is one of the register.
    pub record: Option<Id>,
}

/// A rate that was found: one leg, or two through the euro.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// From which currency.
    pub from: Currency,
    /// To which currency.
    pub to: Currency,
    /// Its legs, in the order from the first currency to the second.
    pub legs: Vec<Leg>,
}

impl Found {
    /// The day of the rate; of two legs, the earlier.
    pub fn day(&self) -> Option<Day> {
        self.legs.iter().map(|leg| leg.day).min()
    }

    /// How much of the second currency one unit of the first is, to 28 digits: for showing, never for converting.
    pub fn value(&self) -> Option<Decimal> {
        self.apply(Decimal::ONE)
    }

    /// An amount in the second currency, not yet rounded. Multiplies before it divides.
    fn apply(&self, amount: Decimal) -> Option<Decimal> {
        let (mut at, mut factor, mut divisor) = (self.from, amount, Decimal::ONE);
        for leg in &self.legs {
            if leg.base == at {
                factor = times(factor, leg.value)?;
                at = leg.quote;
            } else {
                divisor = times(divisor, leg.value)?;
                at = leg.base;
            }
        }
        if divisor == Decimal::ONE { Some(factor) } else { over(factor, divisor) }
    }
}

/// Where rates come from: the register's own, or the shipped reference rates.
pub trait Rates {
    /// Whether they convert as they do once the register names this last day of the bank's rates, or none.
    fn is_same_until(&self, _: Option<Day>) -> bool {
        true
    }

    /// The one rate between two different currencies, in either direction, for a day or a period.
    fn leg(&self, a: Currency, b: Currency, when: When) -> Option<Leg>;

    /// The rate between two different currencies for a day or a period: of their pair, or through the euro where that
    /// is of a later day.
    fn rate(&self, from: Currency, to: Currency, when: When) -> Option<Found> {
        let direct = self.leg(from, to, when).map(|leg| Found { from, to, legs: vec![leg] });
        let through = Currency::EUR;
        if from == through || to == through {
            return direct;
        }
        let crossed = || {
            Some(Found { from, to, legs: vec![self.leg(from, through, when)?, self.leg(through, to, when)?] })
        };
        match (direct, crossed()) {
            (Some(direct), Some(crossed)) if crossed.day() > direct.day() => Some(crossed),
            (direct, crossed) => direct.or(crossed),
        }
    }
}

/// Converts a sum and rounds it once, half to even, to the digits of the currency. A sum that is in it already stays
/// as it is. The error says whether a rate was missing.
///
/// # Errors
/// [`NoValue`] when there is no rate, or when the result has too many digits.
pub fn convert(
    money: Money,
    to: Currency,
    when: When,
    rates: &dyn Rates,
) -> Result<(Decimal, Option<Found>), NoValue> {
    if money.currency == to {
        return Ok((money.value, None));
    }
    let found = rates.rate(money.currency, to, when).ok_or(NoValue::Rate)?;
    with(money, to, found)
}

pub(super) fn with(money: Money, to: Currency, found: Found) -> Result<(Decimal, Option<Found>), NoValue> {
    let value = found.apply(money.value).ok_or(NoValue::Digits)?;
    Ok((round(value, to.digits()), Some(found)))
}

/// Why a sum has no value in the reporting currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoValue {
    /// There is no rate.
    Rate,
    /// The result has more digits than can be kept exactly.
    Digits,
}

/// A pair of currencies, in the order of their codes.
type Pair = (Currency, Currency);

/// The rates on record in a register.
#[derive(Clone, Debug, Default)]
pub struct TypedRates {
    /// Those of one kind each, in the order in which they are asked.
    kinds: Vec<OfKind>,
}

/// Rates of one kind.
#[derive(Clone, Debug, Default)]
struct OfKind {
    days: Few<Pair, Few<Day, Leg>>,
    periods: Few<Pair, Vec<(Day, Leg)>>,
}

impl TypedRates {
    /// The reference and typed rates of a register. Rates that a party stated bind nobody else and are left out.
    pub fn of(register: &Register) -> Self {
        Self::of_kinds(register, &[RateKind::Ecb, RateKind::Typed])
    }

    /// The rates of some kinds: one of an earlier kind in the list, also of a day before, wins over one of a later
    /// kind; of the same kind, day and pair the one with the lower id.
    pub fn of_kinds(register: &Register, kinds: &[RateKind]) -> Self {
        let mut all = TypedRates::default();
        for wanted in kinds {
            let mut own = OfKind::default();
            for (id, record) in register.rates.live() {
                let kind = record.kind.unwrap_or(RateKind::Typed);
                let (Some(rate), Some(date)) = (&record.rate, &record.day) else { continue };
                if kind != *wanted {
                    continue;
                }
                let (base, quote, value) = (rate.base(), rate.quote(), rate.value());
                own.put(Leg { base, quote, value, day: date.last(), kind, record: Some(id.clone()) }, date);
            }
            all.kinds.push(own);
        }
        all
    }
}

impl OfKind {
    fn put(&mut self, leg: Leg, date: &Date) {
        let pair = (leg.base.min(leg.quote), leg.base.max(leg.quote));
        match When::of(date) {
            When::Day(day) => {
                self.days.or_default(pair).or_insert(day, leg);
            }
            When::Period { first, last } => {
                let held = self.periods.or_default(pair);
                if !held.iter().any(|(from, other)| *from == first && other.day == last) {
                    held.push((first, leg));
                }
            }
        }
    }

    fn leg(&self, a: Currency, b: Currency, when: When) -> Option<Leg> {
        let pair = (a.min(b), a.max(b));
        match when {
            When::Day(day) => {
                let from = day.checked_sub_days(Days::new(REACH))?;
                let (found, leg) = self.days.get(&pair)?.up_to(&day)?;
                (*found >= from).then(|| leg.clone())
            }
            When::Period { first, last } => {
                let held = self.periods.get(&pair)?;
                held.iter().find(|(from, leg)| *from == first && leg.day == last).map(|(_, leg)| leg.clone())
            }
        }
    }
}

impl Rates for TypedRates {
    fn leg(&self, a: Currency, b: Currency, when: When) -> Option<Leg> {
        self.kinds.iter().find_map(|kind| kind.leg(a, b, when))
    }
}
