//! The register counted, once for each revision: every figure, list and chart of the page asks the same ledger.

use std::cell::RefCell;
use std::sync::Arc;

use leptos::prelude::*;

use crate::app::desk::Desk;
use crate::figures::{Count, Figure, Ledger, Members, Query, TypedRates, members};
use crate::register::{Collection, Measure, Register, Stamp};

/// What figures are made from.
pub const COUNTED: [Collection; 6] = [
    Collection::Register,
    Collection::Contributions,
    Collection::Purchases,
    Collection::Sources,
    Collection::Rates,
    Collection::Memberships,
];

/// The ledger with its rates and what is asked of it by the address.
#[derive(Clone)]
pub struct Counted {
    ledger: Arc<Ledger>,
    rates: Arc<TypedRates>,
    /// The day, the day of publication and the currency.
    pub query: Query,
}

impl Counted {
    /// To ask several things of it.
    pub fn count(&self) -> Count<'_> {
        Count::new(&self.ledger, &*self.rates, self.query)
    }

    /// One figure.
    pub fn figure(&self, measure: Measure) -> Figure {
        self.count().figure(measure)
    }

    /// The ledger itself.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }
}

/// What tells one state of a register from another.
#[derive(Clone, PartialEq)]
struct State {
    open: Option<String>,
    size: usize,
    latest: Stamp,
    revisions: Vec<u64>,
}

impl State {
    fn of(open: Option<String>, register: &Register) -> Self {
        let revisions = COUNTED.iter().map(|collection| register.revision(*collection)).collect();
        State { open, size: register.size(), latest: register.latest(), revisions }
    }
}

type Books = (Arc<Ledger>, Arc<TypedRates>);

thread_local! {
    /// The last ledger made; kept beyond the page that asked for it.
    static LAST: RefCell<Option<(State, Books)>> = const { RefCell::new(None) };
}

/// The register counted as the address asks; again whenever something changes that figures are made from.
pub fn counted(desk: &Desk) -> Counted {
    let query = Query { on: desk.on(), published: desk.published(), currency: desk.currency() };
    let open = desk.open_id();
    let (ledger, rates) = desk.read_in(&COUNTED, |register| {
        let state = State::of(open, register);
        LAST.with_borrow_mut(|last| match last {
            Some((known, books)) if *known == state => books.clone(),
            _ => {
                let books = (Arc::new(Ledger::of(register)), Arc::new(TypedRates::of(register)));
                *last = Some((state, books.clone()));
                books
            }
        })
    });
    Counted { ledger, rates, query }
}

/// One figure, worked out again when it changes.
pub fn figure_of(desk: Desk, measure: Measure) -> Memo<Arc<Figure>> {
    Memo::new(move |_| Arc::new(counted(&desk).figure(measure)))
}

/// Who belongs on the day of the page.
pub fn members_of(desk: &Desk) -> Members {
    let on = desk.on();
    desk.read_in(&[Collection::Register, Collection::Memberships, Collection::Parties], |register| members(register, on))
}
