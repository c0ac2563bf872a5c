//! Where one is: the day, the currency and the register of the address, followed without the state of a list.
//!
//! What a person types into a filter stands in the address too. Reading the day through here keeps figures and
//! links still while it changes.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use leptos::prelude::*;

use super::counted::{COUNTED, Counted};
use crate::app::desk::{Desk, desk};
use crate::app::reference::{AnyRates, Reference, reference};
use crate::app::route::{Address, Page};
use crate::exchange::meet::Pace;
use crate::figures::by::{Split, Splitting};
use crate::figures::{Anew, Count, Figure, Keep, Ledger, Members, Query, Total, members_public};
use crate::register::{Collection, Day, Measure, Register};

/// What keeps totals through the edits of a register.
pub type MakeKeep = fn(&Register, Arc<Ledger>) -> Box<dyn Keep>;

thread_local! {
    /// The last ledger made; kept beyond the page that asked for it.
    static LAST: RefCell<Option<Kept>> = const { RefCell::new(None) };
    /// What keeps it. The frame counts anew with each change until something better is here.
    static KEEP: Cell<MakeKeep> = const { Cell::new(|register, ledger| Box::new(Anew::over(register, ledger))) };
    /// Whether that is new.
    static IS_NEW: Cell<bool> = const { Cell::new(false) };
}

/// Keeps totals in another way from the next question on.
pub fn keep_with(make: MakeKeep) {
    KEEP.set(make);
    IS_NEW.set(true);
}

/// The ledger of a register with the rates that convert.
struct Kept {
    open: Option<String>,
    revision: u32,
    ledger: Box<dyn Keep>,
    rates: AnyRates,
}

/// The desk with the lasting part of its address.
#[derive(Clone, Copy)]
pub struct Here {
    /// The desk.
    pub desk: Desk,
    lasting: Memo<Address>,
    query: Memo<Query>,
    reference: Reference,
}

/// Where the component that asks stands.
pub fn here() -> Here {
    let desk = desk();
    let query =
        Memo::new(move |_| Query { on: desk.on(), published: desk.published(), currency: desk.currency() });
    let lasting = Memo::new(move |_| desk.address.with(|address| address.to(Page::Overview)));
    Here { desk, lasting, query, reference: reference() }
}

impl Here {
    /// The day on which figures stand.
    pub fn on(&self) -> Day {
        self.query.get().on
    }

    /// The day, the day of publication and the currency.
    pub fn query(&self) -> Query {
        self.query.get()
    }

    /// The address of another page, followed.
    pub fn href(&self, page: Page) -> String {
        self.lasting.with(|address| address.to(page).to_string())
    }

    /// The address of another page as of now.
    pub fn href_now(&self, page: Page) -> String {
        self.lasting.with_untracked(|address| address.to(page).to_string())
    }

    /// The register counted as the address asks; again whenever something changes that figures are made from.
    pub fn counted(&self) -> Counted {
        let (ledger, rates) = self.kept(|kept| (Arc::clone(kept.ledger.ledger()), Arc::clone(&kept.rates)));
        Counted::new(ledger, rates, self.reference, self.query())
    }

    fn kept<T>(&self, read: impl FnOnce(&mut Kept) -> T) -> T {
        let (open, revision) = (self.desk.open_id(), self.reference.revision());
        self.desk.read_in(&COUNTED, |register| {
            LAST.with_borrow_mut(|last| {
                let known = last.take().filter(|kept| kept.open == open && kept.revision == revision);
                let followed =
                    known.and_then(|mut kept| kept.ledger.follow(register, &*kept.rates).then_some(kept));
                let anew = || Kept {
                    open,
                    revision,
                    ledger: KEEP.get()(register, Arc::new(Ledger::of(register))),
                    rates: self.reference.rates(register),
                };
                let kept = last.insert(followed.unwrap_or_else(anew));
                if IS_NEW.take() {
                    kept.ledger = KEEP.get()(register, Arc::clone(kept.ledger.ledger()));
                }
                read(kept)
            })
        })
    }

    /// What a figure says, kept up through edits. Where it lacks a rate, the bank's are asked for.
    pub fn total(&self, measure: Measure) -> Memo<Total> {
        let here = *self;
        Memo::new(move |_| here.total_now(measure))
    }

    /// What a figure says; tracked.
    pub fn total_now(&self, measure: Measure) -> Total {
        let query = self.query();
        let total = self.kept(|kept| kept.ledger.total(&*kept.rates, query, measure));
        if !total.unconverted.is_empty() {
            self.reference.fetch();
        }
        total
    }

    /// A figure, split, kept up through edits; tracked.
    pub fn split(&self, measure: Measure, by: Splitting) -> Split {
        let query = self.query();
        self.kept(|kept| kept.ledger.split(&*kept.rates, query, measure, by))
    }

    /// One figure, worked out again when it changes.
    pub fn figure(&self, measure: Measure) -> Memo<Arc<Figure>> {
        let here = *self;
        Memo::new(move |_| here.figure_now(measure))
    }

    /// One figure, shared with all who ask for the same; tracked.
    pub fn figure_now(&self, measure: Measure) -> Arc<Figure> {
        let query = self.query();
        let figure = self.kept(|kept| kept.ledger.figure(&*kept.rates, query, measure));
        if !figure.unconverted.is_empty() {
            self.reference.fetch();
        }
        figure
    }

    /// What any register comes to by the rates of this page; untracked.
    pub async fn totals_of(
        &self,
        register: &Register,
        query: Query,
        measures: &[Measure],
        pace: &mut impl Pace,
    ) -> Vec<Total> {
        let rates = untrack(|| self.reference.rates(register));
        let ledger = Ledger::of(register);
        let count = Count::new(&ledger, &*rates, query);
        let mut totals = Vec::new();
        for measure in measures {
            pace.turn(1, 1).await;
            totals.push(count.figure(*measure).total());
        }
        totals
    }

    /// Who belongs on the day.
    pub fn members(&self) -> Members {
        self.members_on(self.on())
    }

    /// Who belongs on a day, by what had been published by then where that is asked.
    pub fn members_on(&self, on: Day) -> Members {
        let reads = [Collection::Register, Collection::Memberships, Collection::Parties, Collection::Sources];
        let published = self.query().published;
        self.desk.read_in(&reads, |register| members_public(register, on, published))
    }
}

/// One figure for a component, worked out again when it changes.
pub fn figure_of(_desk: Desk, measure: Measure) -> Memo<Arc<Figure>> {
    here().figure(measure)
}
