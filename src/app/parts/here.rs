//! Where one is: the day, the currency and the register of the address, followed without the state of a list.
//!
//! What a person types into a filter stands in the address too. Reading the day through here keeps figures and
//! links still while it changes.

use std::cell::RefCell;
use std::sync::Arc;

use leptos::prelude::*;

use super::counted::{Books, Counted, State};
use crate::app::desk::{Desk, desk};
use crate::app::reference::{Reference, reference};
use crate::app::route::{Address, Page};
use crate::figures::{Figure, Members, Query, members_public};
use crate::register::{Collection, Day, Measure};

thread_local! {
    /// The last ledger made; kept beyond the page that asked for it.
    static LAST: RefCell<Option<(State, Books)>> = const { RefCell::new(None) };
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
        let open = self.desk.open_id();
        let reference = self.reference;
        let books = self.desk.read_in(&super::counted::COUNTED, |register| {
            let state = State::of(open, register, reference);
            LAST.with_borrow_mut(|last| match last {
                Some((known, books)) if *known == state => books.clone(),
                _ => {
                    let books = super::counted::books(register, reference);
                    *last = Some((state, books.clone()));
                    books
                }
            })
        });
        Counted::new(books, reference, self.query())
    }

    /// One figure, worked out again when it changes.
    pub fn figure(&self, measure: Measure) -> Memo<Arc<Figure>> {
        let here = *self;
        Memo::new(move |_| Arc::new(here.counted().figure(measure)))
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
