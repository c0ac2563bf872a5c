//! The register counted: one ledger for every figure, list and chart of the page.

use std::sync::Arc;

pub use super::here::figure_of;
use crate::app::reference::{AnyRates, Reference};
pub use crate::figures::COUNTED;
use crate::figures::{Count, Figure, Ledger, Query, Rates};
use crate::register::{Day, Id, Measure};

/// The ledger with its rates and what is asked of it by the address.
#[derive(Clone)]
pub struct Counted {
    ledger: Arc<Ledger>,
    rates: AnyRates,
    reference: Reference,
    /// The day, the day of publication and the currency.
    pub query: Query,
}

impl Counted {
    /// A ledger as asked.
    pub(super) fn new(ledger: Arc<Ledger>, rates: AnyRates, reference: Reference, query: Query) -> Self {
        Counted { ledger, rates, reference, query }
    }

    /// The same on another day.
    #[must_use]
    pub fn on(self, day: Day) -> Self {
        Counted { query: Query { on: day, ..self.query }, ..self }
    }

    /// Only what has a bearing on one contribution.
    #[must_use]
    pub fn around(self, id: &Id) -> Self {
        Counted { ledger: Arc::new(self.ledger.around(id)), ..self }
    }

    /// To ask several things of it.
    pub fn count(&self) -> Count<'_> {
        Count::new(&self.ledger, &*self.rates, self.query)
    }

    /// One figure. Where it lacks a rate, the bank's are asked for.
    pub fn figure(&self, measure: Measure) -> Figure {
        let figure = self.count().figure(measure);
        self.lacks_rate(!figure.unconverted.is_empty());
        figure
    }

    /// Asks for the bank's rates where something lacks one.
    pub fn lacks_rate(&self, lacks: bool) {
        if lacks {
            self.reference.fetch();
        }
    }

    /// The rates that convert.
    pub fn rates(&self) -> &dyn Rates {
        &*self.rates
    }

    /// The ledger itself.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }
}
