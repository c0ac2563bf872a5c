//! The days that a register speaks of: from its first dated entry or meeting on, with the meetings among them.

use chrono::{Days as Many, NaiveDate};

use crate::register::{Day, Register};

use super::{Held, Ledger, held};

/// A run of days, counted from its first, with the meetings that were held in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
    /// The meetings, in their order.
    pub meetings: Vec<Held>,
}

impl Days {
    /// From the first day of which a register says something to the last that is asked for. Where nothing is dated
    /// before that, it is the day before it and that day.
    pub fn of(register: &Register, ledger: &Ledger, last: Day) -> Self {
        let meetings = held(register, None, last);
        let days = ledger.first_day().into_iter().chain(meetings.first().map(|held| held.day));
        let first = days.min().filter(|first| *first < last);
        let first = first.or_else(|| last.pred_opt()).unwrap_or(last);
        Days { first, last, meetings }
    }

    /// How many days after the first a day is; what lies outside is at that end.
    pub fn place(&self, day: Day) -> u32 {
        let past = day.min(self.last).signed_duration_since(self.first).num_days();
        u32::try_from(past.max(0)).unwrap_or_default()
    }

    /// The day that is so many days after the first, not after the last.
    pub fn at(&self, place: u32) -> Day {
        self.first.checked_add_days(Many::new(place.into())).unwrap_or(NaiveDate::MAX).min(self.last)
    }

    /// The day of the last meeting before a day.
    pub fn before(&self, day: Day) -> Option<Day> {
        self.meetings.iter().rev().map(|held| held.day).find(|held| *held < day)
    }

    /// The day of the first meeting after a day.
    pub fn after(&self, day: Day) -> Option<Day> {
        self.meetings.iter().map(|held| held.day).find(|held| day < *held)
    }
}

impl Ledger {
    /// The first day from which anything counts that has a date of its own.
    pub fn first_day(&self) -> Option<Day> {
        let counted = self.accounts.iter().filter(|account| !account.outside);
        let facts = counted.flat_map(|account| &account.facts).map(|fact| fact.dated.as_ref());
        let steps = self.purchases.iter().flat_map(|purchase| &purchase.steps).map(|(_, step)| step);
        let deliveries = self.purchases.iter().flat_map(|purchase| &purchase.deliveries);
        let dated = facts.chain(steps).chain(deliveries).filter(|dated| !dated.undated);
        dated.map(|dated| dated.from).min()
    }
}
