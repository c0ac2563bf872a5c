//! What a list shows, as data: rows, columns, facets; and which rows stand in which order under a filter.
//!
//! A page gives its rows in a type of its own and says how each column reads them. The type is forgotten here, so
//! that the table is drawn by one piece of code for all lists. What rows say, under what they count and how they are
//! sorted is read of long lists in portions while nobody waits (`prepare`).

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use leptos::prelude::AnyView;
use leptos::prelude::Memo;

use crate::register::Arrange;

mod choices;
mod order;
mod words;

pub use super::column::{Column, ColumnKind, Facet, SortBy};
use choices::Choices;
use order::Order;
use words::Words;

/// Up to so many rows are read at once.
const SMALL: usize = 1_000;
/// Of so many rows what they say is read at once while nobody waits, and of so many their values.
const PORTIONS: (usize, usize) = (50, 500);

type ByRow<T> = Arc<dyn Fn(usize) -> T + Send + Sync>;
type Foot = Arc<dyn Fn(Memo<Shown>) -> AnyView + Send + Sync>;

/// A column without the type of its rows.
pub(super) struct Cells {
    pub(super) key: &'static str,
    pub(super) label: String,
    pub(super) kind: ColumnKind,
    pub(super) less: bool,
    pub(super) shown: ByRow<String>,
    sort: ByRow<SortBy>,
    sorting: Mutex<Sorting>,
    pub(super) view: Option<ByRow<AnyView>>,
}

/// A facet without the type of its rows.
pub(super) struct Narrow {
    pub(super) key: &'static str,
    pub(super) all: &'static str,
    of: ByRow<Vec<(String, String)>>,
    choices: Mutex<Choices>,
}

/// What puts a column in order: the values, until they are.
#[derive(Default)]
struct Sorting {
    values: Vec<SortBy>,
    order: Option<Arc<Order>>,
}

/// What is asked of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Words that each row has, in any order.
    pub filter: String,
    /// The key of each facet with the word that is chosen, which may be empty.
    pub facets: Vec<(&'static str, String)>,
    /// The key of a column, or `-` and the key for downwards.
    pub sort: String,
}

/// The rows that are shown, by their place among all, and whether that is all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Places in the order shown.
    pub rows: Arc<Vec<usize>>,
    /// Whether no filter and no facet holds.
    pub all: bool,
    /// Whether there may be more, in rows that were not read yet.
    pub so_far: bool,
    pub(super) grid: usize,
}

/// The content of a list.
pub struct Grid {
    pub(super) number: usize,
    pub(super) count: usize,
    pub(super) columns: Vec<Cells>,
    pub(super) facets: Vec<Narrow>,
    pub(super) id: ByRow<String>,
    pub(super) opens: Option<ByRow<String>>,
    pub(super) is_out: Option<ByRow<bool>>,
    pub(super) foot: Option<Foot>,
    words: Mutex<Words>,
}

impl Grid {
    /// A list over some rows, each with its identity. Every change of the data makes a new one.
    pub fn new<R: Send + Sync + 'static>(
        rows: Arc<Vec<R>>,
        id: impl Fn(&R) -> String + Send + Sync + 'static,
        columns: Vec<Column<R>>,
    ) -> Self {
        static MADE: AtomicUsize = AtomicUsize::new(0);
        let columns = columns
            .into_iter()
            .map(|Column { key, label, kind, less, shown, sort, view }| Cells {
                key,
                label,
                kind,
                less,
                shown: over(&rows, move |row| shown(row)),
                sort: Arc::new({
                    let rows = Arc::clone(&rows);
                    move |place| rows.get(place).map_or(SortBy::Day(None), |row| sort(row))
                }),
                sorting: Mutex::default(),
                view: view.map(|view| {
                    let rows = Arc::clone(&rows);
                    let draw = move |place: usize| match rows.get(place) {
                        Some(row) => view(row),
                        None => leptos::prelude::IntoAny::into_any(()),
                    };
                    Arc::new(draw) as ByRow<AnyView>
                }),
            })
            .collect();
        Grid {
            number: MADE.fetch_add(1, Ordering::Relaxed),
            count: rows.len(),
            columns,
            facets: Vec::new(),
            id: over(&rows, id),
            opens: None,
            is_out: None,
            foot: None,
            words: Mutex::default(),
        }
    }

    /// Where a row leads: the address behind its first cell and the Enter key.
    pub fn opens<R: Send + Sync + 'static>(
        mut self,
        rows: &Arc<Vec<R>>,
        address: impl Fn(&R) -> String + Send + Sync + 'static,
    ) -> Self {
        self.opens = Some(over(rows, address));
        self
    }

    /// Adds a facet.
    pub fn facet<R: Send + Sync + 'static>(mut self, rows: &Arc<Vec<R>>, facet: Facet<R>) -> Self {
        let of = facet.of;
        self.facets.push(Narrow {
            key: facet.key,
            all: facet.all,
            of: over(rows, move |row| of(row)),
            choices: Mutex::default(),
        });
        self
    }

    /// Which rows are kept but never counted; they are drawn softer.
    pub fn out<R: Send + Sync + 'static>(
        mut self,
        rows: &Arc<Vec<R>>,
        is_out: impl Fn(&R) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.is_out = Some(over(rows, is_out));
        self
    }

    /// The row of totals under the rows shown: all its cells.
    pub fn foot(mut self, foot: impl Fn(Memo<Shown>) -> AnyView + Send + Sync + 'static) -> Self {
        self.foot = Some(Arc::new(foot));
        self
    }

    /// What can be chosen in a facet, word and label, by its label; none while a long list is not read for it.
    pub(super) fn options(&self, facet: usize) -> Option<Vec<(String, String)>> {
        let facet = self.facets.get(facet)?;
        let more = if self.count <= SMALL { usize::MAX } else { 0 };
        let choices = self.choices(facet, more);
        if choices.len() < self.count {
            return None;
        }
        let owned = |(word, label): (&str, &str)| (word.to_owned(), label.to_owned());
        let mut options: Vec<_> = choices.options().map(owned).collect();
        options.arrange_by(|(_, a), (_, b)| a.cmp(b));
        Some(options)
    }

    /// The rows that are asked for. A long list that is still being read answers with what it knows so far, unless it
    /// is to be `whole`.
    pub fn select(&self, asked: &Asked, whole: bool) -> Shown {
        let wanted: Vec<String> = asked.filter.split_whitespace().map(str::to_lowercase).collect();
        let chosen: Vec<_> = asked
            .facets
            .iter()
            .filter(|(_, word)| !word.is_empty())
            .filter_map(|(key, word)| Some((self.facets.iter().find(|facet| facet.key == *key)?, word)))
            .collect();
        let mut hits = vec![0_u8; self.count];
        for (facet, word) in &chosen {
            self.choices(facet, usize::MAX).mark(word, &mut hits);
        }
        let mut is_shown: Vec<bool> = hits.iter().map(|hits| usize::from(*hits) == chosen.len()).collect();
        let mut so_far = false;
        if !wanted.is_empty() {
            let words = self.words(if whole || self.count <= SMALL { usize::MAX } else { 0 });
            wanted.iter().for_each(|word| words.keep(word, &mut is_shown));
            so_far = words.len() < self.count;
        }
        let fits = |place: &usize| is_shown.get(*place) == Some(&true);
        let sort = asked.sort.as_str();
        let (key, down) = sort.strip_prefix('-').map_or((sort, false), |key| (key, true));
        let rows = match self.columns.iter().find(|column| column.key == key) {
            Some(column) => self.order(column).walk(down).filter(fits).collect(),
            None => (0..self.count).filter(fits).collect(),
        };
        Shown { rows: Arc::new(rows), all: wanted.is_empty() && chosen.is_empty(), so_far, grid: self.number }
    }

    /// Whether it is read what the facets offer.
    pub(super) fn has_options(&self) -> bool {
        self.facets.iter().all(|facet| held(&facet.choices).len() == self.count)
    }

    /// Whether it is read what a filter searches.
    pub(super) fn is_searchable(&self) -> bool {
        held(&self.words).len() == self.count
    }

    /// Reads a portion more of what may be asked for; false when all is read.
    pub(super) fn prepare(&self) -> bool {
        let (few, many) = PORTIONS;
        let lacks = |facet: &&Narrow| held(&facet.choices).len() < self.count;
        if let Some(facet) = self.facets.iter().find(lacks) {
            drop(self.choices(facet, many));
        } else if !self.is_searchable() {
            drop(self.words(few));
        } else if let Some(column) = self.columns.iter().find(|column| held(&column.sorting).order.is_none())
        {
            if self.values(column, many).values.len() < self.count {
                return true;
            }
            self.order(column);
        } else {
            return false;
        }
        true
    }

    /// Under what the rows count, so many more of them read than before.
    fn choices<'a>(&self, facet: &'a Narrow, more: usize) -> MutexGuard<'a, Choices> {
        let mut choices = held(&facet.choices);
        self.next(choices.len(), more).for_each(|place| choices.push((facet.of)(place)));
        choices
    }

    /// What the rows say, likewise.
    fn words(&self, more: usize) -> MutexGuard<'_, Words> {
        let mut words = held(&self.words);
        for place in self.next(words.len(), more) {
            words.push(self.columns.iter().map(|column| (column.shown)(place)));
        }
        words
    }

    /// What sorts the rows by a column, likewise.
    fn values<'a>(&self, column: &'a Cells, more: usize) -> MutexGuard<'a, Sorting> {
        let mut sorting = held(&column.sorting);
        let read = sorting.values.len();
        sorting.values.extend(self.next(read, more).map(|place| (column.sort)(place)));
        sorting
    }

    /// The rows in the order of a column; put in order when that is first asked for.
    fn order(&self, column: &Cells) -> Arc<Order> {
        if let Some(order) = &held(&column.sorting).order {
            return Arc::clone(order);
        }
        let mut sorting = self.values(column, usize::MAX);
        let order = Arc::new(Order::of(&std::mem::take(&mut sorting.values)));
        sorting.order = Some(Arc::clone(&order));
        order
    }

    fn next(&self, read: usize, more: usize) -> Range<usize> {
        read..read.saturating_add(more).min(self.count)
    }
}

fn held<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

fn over<R: Send + Sync + 'static, T: Default>(
    rows: &Arc<Vec<R>>,
    of: impl Fn(&R) -> T + Send + Sync + 'static,
) -> ByRow<T> {
    let rows = Arc::clone(rows);
    Arc::new(move |place| rows.get(place).map(&of).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;

    type Row = (&'static str, Option<i64>);

    fn grid() -> Grid {
        let rows: Arc<Vec<Row>> =
            Arc::new(vec![("Denmark", Some(12)), ("estonia", None), ("Belgium", Some(3))]);
        let columns = vec![
            Column::text("who", "Who", |row: &Row| row.0.to_owned()),
            Column::number(
                "sum",
                "Sum",
                |row: &Row| row.1.map(Decimal::from),
                |row| row.1.map(|sum| sum.to_string()).unwrap_or_default(),
            ),
        ];
        let facet = Facet::new("figure", "All", |row: &Row| {
            let word = if row.1.is_some() { "yes" } else { "no" };
            vec![(word.to_owned(), word.to_owned())]
        });
        Grid::new(Arc::clone(&rows), |row| row.0.to_owned(), columns).facet(&rows, facet)
    }

    fn asked(filter: &str, facet: &str, sort: &str) -> Asked {
        let facets = vec![("figure", facet.to_owned())];
        Asked { filter: filter.to_owned(), facets, sort: sort.to_owned() }
    }

    fn check(filter: &str, facet: &str, sort: &str, expected: &[usize]) {
        assert_eq!(*grid().select(&asked(filter, facet, sort), true).rows, expected);
    }

    #[test]
    fn filters_and_sorts() {
        check("", "", "", &[0, 1, 2]);
        check("", "", "who", &[2, 0, 1]);
        check("", "", "-who", &[1, 0, 2]);
        check("BEL", "", "", &[2]);
        check("mark 12", "", "", &[0]);
        check("", "no", "", &[1]);
        check("", "other", "", &[]);
        check("", "", "nothing", &[0, 1, 2]);
    }

    #[test]
    fn what_has_no_value_stands_last() {
        check("", "", "sum", &[2, 0, 1]);
        check("", "", "-sum", &[0, 2, 1]);
    }

    #[test]
    fn a_row_that_counts_twice_under_a_word_is_one() {
        let rows = Arc::new(vec![()]);
        let word = || ("a".to_owned(), "A".to_owned());
        let facet = Facet::new("figure", "All", move |()| vec![word(), word()]);
        let columns = vec![Column::text("who", "Who", |()| String::new())];
        let grid = Grid::new(Arc::clone(&rows), |()| String::new(), columns).facet(&rows, facet);
        assert_eq!(*grid.select(&asked("", "a", ""), true).rows, [0]);
        assert_eq!(grid.options(0), Some(vec![word()]));
    }

    #[test]
    fn a_long_list_that_is_being_read_answers_so_far() {
        let rows: Arc<Vec<usize>> = Arc::new((0..SMALL + 500).collect());
        let grid = || {
            let columns = vec![Column::text("who", "Who", |row: &usize| format!("row {row}"))];
            let facet = Facet::new("odd", "All", |row: &usize| {
                let word = if row % 2 == 1 { "odd" } else { "even" };
                vec![(word.to_owned(), word.to_owned())]
            });
            Grid::new(Arc::clone(&rows), usize::to_string, columns).facet(&rows, facet)
        };
        let (reading, asked) = (grid(), asked("row", "", "-who"));
        assert_eq!(reading.options(0), None);
        let mut counts = Vec::new();
        while reading.prepare() {
            let shown = reading.select(&asked, false);
            assert_eq!(shown.so_far, shown.rows.len() < rows.len());
            counts.push(shown.rows.len());
        }
        assert!(counts.is_sorted() && counts.first() == Some(&0) && counts.last() == Some(&rows.len()));
        assert_eq!(reading.options(0).map(|options| options.len()), Some(2));
        assert_eq!(reading.select(&asked, false).rows, grid().select(&asked, true).rows);
    }
}
