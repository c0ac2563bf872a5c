//! Reading a long list in portions: under what its rows count, what they say, and in which orders they stand.

use std::ops::Range;
use std::sync::{Arc, MutexGuard};

use super::cells::Cells;
use super::choices::Choices;
use super::order::Order;
use super::words::Words;
use super::{Grid, Narrow, held, sorts};

/// Of so many rows what they say is read at once while nobody waits, and of so many their values.
const PORTIONS: (usize, usize) = (50, 500);

/// What is read of a long list before anything else, since somebody waits for it.
#[derive(Clone, Copy)]
pub(super) enum Wanted {
    /// The order of a column.
    Order(usize),
    /// Under what the rows count in a facet.
    Choices(usize),
}

impl Grid {
    /// A column of an order in which the rows were not put yet.
    pub(super) fn lacks_order(&self, sort: &str) -> Option<Wanted> {
        let lacks = |key: sorts::SortKey| {
            let is_it = |column: &Cells| column.key == key.column && !column.has_order();
            self.columns.iter().position(is_it)
        };
        sorts::parse(sort).into_iter().find_map(lacks).map(Wanted::Order)
    }

    /// The facet of a group, if it is not read yet.
    pub(super) fn lacks_choices(&self, group: &str) -> Option<Wanted> {
        let lacks = |facet: &Narrow| facet.key == group && !self.has_choices(facet);
        self.facets.iter().position(lacks).map(Wanted::Choices)
    }

    /// Whether it is read what the facets offer.
    pub(in crate::app::parts) fn has_options(&self) -> bool {
        self.facets.iter().filter(|facet| facet.narrows).all(|facet| self.has_choices(facet))
    }

    fn has_choices(&self, facet: &Narrow) -> bool {
        held(&facet.choices).len() == self.count
    }

    /// Whether what somebody waits for is read.
    pub(in crate::app::parts) fn has_wanted(&self) -> bool {
        self.wanted().is_none()
    }

    /// What is still to be read of what somebody waits for.
    fn wanted(&self) -> Option<Wanted> {
        let wanted = *held(&self.wanted);
        wanted.filter(|wanted| match wanted {
            Wanted::Order(at) => self.columns.get(*at).is_some_and(|column| !column.has_order()),
            Wanted::Choices(at) => self.facets.get(*at).is_some_and(|facet| !self.has_choices(facet)),
        })
    }

    /// Whether it is read what a filter searches.
    pub(in crate::app::parts) fn is_searchable(&self) -> bool {
        held(&self.words).len() == self.count
    }

    /// Of each column how many letters its longest cell has, and in which row, once all are read.
    pub(in crate::app::parts) fn longest(&self) -> Option<Vec<(usize, usize)>> {
        let words = held(&self.words);
        (words.len() == self.count).then(|| words.longest())
    }

    /// Reads a portion more of what may be asked for; false when all is read.
    pub(in crate::app::parts) fn prepare(&self) -> bool {
        let (few, many) = PORTIONS;
        match self.next_to_read() {
            Some(Wanted::Choices(at)) => drop(self.facets.get(at).map(|facet| self.choices(facet, many))),
            Some(Wanted::Order(at)) => drop(self.columns.get(at).map(|column| self.arrange(column, many))),
            None if self.is_searchable() => return false,
            None => drop(self.words(few)),
        }
        true
    }

    /// What is read next: what somebody waits for, what the facets offer, what a filter searches (none here), and
    /// then the rest.
    fn next_to_read(&self) -> Option<Wanted> {
        let facet = |narrows: bool| {
            let lacks = |facet: &Narrow| facet.narrows == narrows && !self.has_choices(facet);
            self.facets.iter().position(lacks).map(Wanted::Choices)
        };
        let order = || self.columns.iter().position(|column| !column.has_order()).map(Wanted::Order);
        let first = self.wanted().or_else(|| facet(true));
        first.or_else(|| if self.is_searchable() { facet(false).or_else(order) } else { None })
    }

    /// Under what the rows count, so many more of them read than before.
    pub(super) fn choices<'a>(&self, facet: &'a Narrow, more: usize) -> MutexGuard<'a, Choices> {
        let mut choices = held(&facet.choices);
        let alphabet = self.alphabet();
        self.next(choices.len(), more).for_each(|place| choices.push((facet.of)(place), alphabet));
        choices
    }

    /// What the rows say, likewise.
    pub(super) fn words(&self, more: usize) -> MutexGuard<'_, Words> {
        let mut words = held(&self.words);
        for place in self.next(words.len(), more) {
            words.push(self.columns.iter().map(|column| (column.shown)(place)));
        }
        words
    }

    /// Goes on putting the rows in the order of a column, by so many of them.
    fn arrange(&self, column: &Cells, more: usize) {
        let alphabet = self.alphabet();
        held(&column.sorting).go_on(self.count, more, |place| (column.sort)(place).spelled(alphabet));
    }

    /// The rows in the order of a column.
    pub(super) fn order(&self, column: &Cells) -> Arc<Order> {
        loop {
            if let Some(order) = held(&column.sorting).order() {
                return Arc::clone(order);
            }
            self.arrange(column, usize::MAX);
        }
    }

    fn next(&self, read: usize, more: usize) -> Range<usize> {
        read..read.saturating_add(more).min(self.count)
    }
}
