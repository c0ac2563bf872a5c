//! Keeping up with a register that is being edited.

use std::sync::Arc;

use crate::register::{Collection, Measure, Register, Seen};

use super::by::{Split, Splitting};
use super::{Count, Figure, Ledger, Query, Rates, Total};

/// What figures are made from.
pub const COUNTED: [Collection; 5] = [
    Collection::Register,
    Collection::Contributions,
    Collection::Purchases,
    Collection::Sources,
    Collection::Rates,
];

/// A ledger with its totals, through edits of the register.
pub trait Keep {
    /// Takes in what the same register learnt since. Where that does not do, the answer is false, and this and the
    /// rates are to be made anew.
    #[must_use]
    fn follow(&mut self, register: &Register, rates: &dyn Rates) -> bool;

    /// The ledger, for everything that totals do not tell.
    fn ledger(&self) -> &Arc<Ledger>;

    /// A figure, shared by those who ask for the same.
    fn figure(&mut self, rates: &dyn Rates, query: Query, measure: Measure) -> Arc<Figure>;

    /// What a figure says.
    fn total(&mut self, rates: &dyn Rates, query: Query, measure: Measure) -> Total;

    /// A figure, split.
    fn split(&mut self, rates: &dyn Rates, query: Query, measure: Measure, by: Splitting) -> Split;
}

/// Counts all anew when anything changed: short, and fast enough for a register of a few thousand records.
#[derive(Clone, Debug)]
pub struct Anew {
    ledger: Arc<Ledger>,
    seen: Seen,
}

impl Anew {
    /// Of a register and its ledger.
    pub fn over(register: &Register, ledger: Arc<Ledger>) -> Self {
        Anew { ledger, seen: Seen::of(register) }
    }
}

impl Keep for Anew {
    fn follow(&mut self, register: &Register, _: &dyn Rates) -> bool {
        self.seen == Seen::of(register)
    }

    fn ledger(&self) -> &Arc<Ledger> {
        &self.ledger
    }

    fn figure(&mut self, rates: &dyn Rates, query: Query, measure: Measure) -> Arc<Figure> {
        Arc::new(Count::new(&self.ledger, rates, query).figure(measure))
    }

    fn total(&mut self, rates: &dyn Rates, query: Query, measure: Measure) -> Total {
        self.figure(rates, query, measure).total()
    }

    fn split(&mut self, rates: &dyn Rates, query: Query, measure: Measure, by: Splitting) -> Split {
        Split::of(&self.figure(rates, query, measure), &self.ledger, by)
    }
}
