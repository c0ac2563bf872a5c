//! The rates of a register over the reference rates that are shipped with the page.

use std::sync::Arc;

use crate::register::{Currency, Day, Register};

use super::rates::last_rate_day;
use super::{EcbRates, Leg, Rates, TypedRates, When};

/// What figures are converted by: the rates on record and, below them, the bank's up to the day that the register
/// names. Of two, the one of the later day serves; of one day, the one on record, which somebody entered for a reason.
#[derive(Clone, Debug, Default)]
pub struct Layered {
    own: TypedRates,
    ecb: Option<Arc<EcbRates>>,
    pinned: Option<Day>,
}

impl Layered {
    /// The rates of a register, and those of the bank as far as they are there.
    pub fn of(register: &Register, ecb: Option<Arc<EcbRates>>) -> Self {
        Layered { own: TypedRates::of(register), ecb, pinned: last_rate_day(register) }
    }

    /// The same with the bank's rates up to another day, for a preview; without a day, all that there are.
    #[must_use]
    pub fn pinned_to(self, day: Option<Day>) -> Self {
        Layered { pinned: day, ..self }
    }

    /// The last day of the bank's rates that figures use; nothing while none are there.
    pub fn last_day(&self) -> Option<Day> {
        self.until(self.pinned)
    }

    fn until(&self, day: Option<Day>) -> Option<Day> {
        let held = self.ecb.as_ref()?.last_day();
        Some(day.map_or(held, |day| day.min(held)))
    }

    /// The last day that the bank's rates could be used up to, where the register stands at an earlier one.
    pub fn newer(&self) -> Option<Day> {
        let held = self.ecb.as_ref()?.last_day();
        self.pinned.filter(|pinned| *pinned < held).map(|_| held)
    }

    /// The day that the register's figures were made with, where the bank's rates here do not reach it: some sums
    /// stand unconverted that are converted elsewhere.
    pub fn lacks(&self) -> Option<Day> {
        let held = self.ecb.as_ref().map(|ecb| ecb.last_day());
        self.pinned.filter(|pinned| held.is_none_or(|held| held < *pinned))
    }
}

impl Rates for Layered {
    fn is_same_until(&self, day: Option<Day>) -> bool {
        self.until(day) == self.last_day()
    }

    fn leg(&self, a: Currency, b: Currency, when: When) -> Option<Leg> {
        let own = self.own.leg(a, b, when);
        let ecb = self.ecb.as_ref().and_then(|ecb| ecb.leg_until(a, b, when, self.last_day()?));
        match (own, ecb) {
            (Some(own), Some(ecb)) if ecb.day > own.day => Some(ecb),
            (own, ecb) => own.or(ecb),
        }
    }
}
