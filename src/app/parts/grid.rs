//! What a list shows, as data: rows, columns, facets; and which rows stand in which order under a filter.
//!
//! A page gives its rows in a type of its own and says how each column reads them. The type is forgotten here, so
//! that the table is drawn by one piece of code for all lists.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering as Atomic};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use leptos::prelude::AnyView;
use memchr::memmem::Finder;

use crate::register::{Arrange, Few};

pub use super::column::{Column, ColumnKind, Facet, SortBy};

type ByRow<T> = Arc<dyn Fn(usize) -> T + Send + Sync>;
type Foot = Arc<dyn Fn(&Shown) -> AnyView + Send + Sync>;

/// A column without the type of its rows.
pub(super) struct Cells {
    pub(super) key: &'static str,
    pub(super) label: String,
    pub(super) kind: ColumnKind,
    pub(super) less: bool,
    pub(super) shown: ByRow<String>,
    sort: ByRow<SortBy>,
    ranks: OnceLock<Ranks>,
    pub(super) view: Option<ByRow<AnyView>>,
}

/// A facet without the type of its rows.
pub(super) struct Narrow {
    pub(super) key: &'static str,
    pub(super) all: &'static str,
    of: ByRow<Vec<(String, String)>>,
}

/// The rows that are shown, by their place among all, and whether that is all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Places in the order shown.
    pub rows: Arc<Vec<usize>>,
    /// Whether no filter and no facet holds.
    pub all: bool,
    pub(super) grid: usize,
}

/// The content of a list.
pub struct Grid {
    number: usize,
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
                ranks: OnceLock::new(),
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
            number: MADE.fetch_add(1, Atomic::Relaxed),
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
        self.facets.push(Narrow { key: facet.key, all: facet.all, of: over(rows, move |row| of(row)) });
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
    pub fn foot(mut self, foot: impl Fn(&Shown) -> AnyView + Send + Sync + 'static) -> Self {
        self.foot = Some(Arc::new(foot));
        self
    }

    /// Adds the words and labels of a facet that some rows have, each once.
    pub(super) fn add_options(&self, facet: &Narrow, rows: Range<usize>, options: &mut Few<String, String>) {
        for (word, label) in rows.flat_map(|place| (facet.of)(place)) {
            options.or_insert(word, label);
        }
    }

    /// The rows under a filter, some facets (key and word), in an order (`key`, or `-key` for downwards).
    pub fn select(&self, filter: &str, facets: &[(&'static str, String)], sort: &str) -> Shown {
        let wanted: Vec<String> = filter.split_whitespace().map(str::to_lowercase).collect();
        let chosen: Vec<_> = facets
            .iter()
            .filter(|(_, word)| !word.is_empty())
            .filter_map(|(key, word)| Some((self.facets.iter().find(|facet| facet.key == *key)?, word)))
            .collect();
        let mut is_shown: Vec<bool> = (0..self.count)
            .map(|place| {
                chosen.iter().all(|(facet, word)| (facet.of)(place).iter().any(|(is, _)| is == *word))
            })
            .collect();
        if !wanted.is_empty() {
            self.with_words(usize::MAX, |words| {
                wanted.iter().for_each(|word| words.keep(word, &mut is_shown))
            });
        }
        let fits = |place: &usize| is_shown.get(*place) == Some(&true);
        let (key, down) = sort.strip_prefix('-').map_or((sort, false), |key| (key, true));
        let rows = match self.columns.iter().find(|column| column.key == key) {
            Some(column) => column.in_order(self.count, down).iter().copied().filter(fits).collect(),
            None => (0..self.count).filter(fits).collect(),
        };
        Shown { rows: Arc::new(rows), all: wanted.is_empty() && chosen.is_empty(), grid: self.number }
    }

    /// Reads what so many rows more say, so that a filter finds it read; false when that was all.
    pub(super) fn prepare(&self, rows: usize) -> bool {
        self.with_words(rows, |words| words.ends.len() < self.count)
    }

    /// What the rows say, so many more of them read than before.
    fn with_words<T>(&self, more: usize, work: impl FnOnce(&mut Words) -> T) -> T {
        let mut words = self.words.lock().unwrap_or_else(PoisonError::into_inner);
        let read = words.ends.len();
        for place in read..read.saturating_add(more).min(self.count) {
            for column in &self.columns {
                words.text.push_str(&(column.shown)(place).to_lowercase());
                words.text.push(' ');
            }
            let end = words.text.len();
            words.ends.push(end);
        }
        work(&mut words)
    }
}

/// The places of all rows in the order of one column, upwards and downwards; what has no value stands last in both.
#[derive(Default)]
struct Ranks {
    up: OnceLock<Vec<usize>>,
    down: OnceLock<Vec<usize>>,
}

impl Cells {
    /// The places of so many rows in order; put in order when that is first asked for.
    fn in_order(&self, count: usize, down: bool) -> &[usize] {
        let ranks = self.ranks.get_or_init(Ranks::default);
        let held = if down { &ranks.down } else { &ranks.up };
        held.get_or_init(|| in_order(&(0..count).map(|place| (self.sort)(place)).collect::<Vec<_>>(), down))
    }
}

/// The places of some values in order, what has none last: by one number each, and by more only where that is the same.
fn in_order(values: &[SortBy], down: bool) -> Vec<usize> {
    let turned = |rough: i64| if down { !rough } else { rough };
    let rough: Vec<_> = values.iter().map(|value| value.rough().map_or(i64::MAX, turned)).collect();
    let mut places: Vec<usize> = (0..values.len()).collect();
    places.arrange_by(|a, b| {
        rough.get(*a).cmp(&rough.get(*b)).then_with(|| match (values.get(*a), values.get(*b)) {
            (Some(a), Some(b)) if down => b.compare(a),
            (Some(a), Some(b)) => a.compare(b),
            _ => Ordering::Equal,
        })
    });
    places
}

/// What all rows say in small letters, one after the other: one text is searched faster than many.
#[derive(Default)]
struct Words {
    text: String,
    ends: Vec<usize>,
}

impl Words {
    /// Takes out the rows that do not have a word.
    fn keep(&self, word: &str, is_shown: &mut [bool]) {
        let finder = Finder::new(word);
        let find = |from: usize| {
            let rest = self.text.as_bytes().get(from..)?;
            finder.find(rest).map(|at| from.saturating_add(at))
        };
        let (mut begins, mut found) = (0, find(0));
        for (end, is_shown) in self.ends.iter().zip(is_shown) {
            if found.is_some_and(|at| at < begins) {
                found = find(begins);
            }
            *is_shown &= found.is_some_and(|at| at < *end);
            begins = *end;
        }
    }
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
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    use super::*;
    use crate::register::Day;

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

    /// The plain way: by the values alone.
    fn plainly(values: &[SortBy], down: bool) -> Vec<usize> {
        let mut places: Vec<usize> = (0..values.len()).collect();
        places.sort_by(|a, b| {
            let (a, b) = (&values[*a], &values[*b]);
            let order = a.compare(b);
            let order = if down { order.reverse() } else { order };
            a.rough().is_none().cmp(&b.rough().is_none()).then(order)
        });
        places
    }

    fn value() -> impl Strategy<Value = SortBy> {
        let number = (any::<i64>(), 0_u32..20).prop_map(|(digits, scale)| Decimal::new(digits, scale));
        let day = (-800_000..800_000).prop_map(|days| Day::from_num_days_from_ce_opt(days).unwrap());
        (0..3, "[a-cЁ]{0,12}", prop::option::of(number), prop::option::of(day)).prop_map(
            |(which, text, number, day)| match which {
                0 => SortBy::Text(text),
                1 => SortBy::Number(number),
                _ => SortBy::Day(day),
            },
        )
    }

    proptest! {
        #[test]
        fn the_order_is_that_of_the_values(values in prop::collection::vec(value(), 0..60), down in any::<bool>()) {
            for which in 0..3 {
                let of = |value: &&SortBy| match value {
                    SortBy::Text(_) => which == 0,
                    SortBy::Number(_) => which == 1,
                    SortBy::Day(_) => which == 2,
                };
                let values: Vec<_> = values.iter().filter(of).cloned().collect();
                prop_assert_eq!(in_order(&values, down), plainly(&values, down));
            }
        }
    }

    fn check(filter: &str, facet: &str, sort: &str, expected: &[usize]) {
        assert_eq!(*grid().select(filter, &[("figure", facet.to_owned())], sort).rows, expected);
    }

    #[test]
    fn filters_and_sorts() {
        check("", "", "", &[0, 1, 2]);
        check("", "", "who", &[2, 0, 1]);
        check("", "", "-who", &[1, 0, 2]);
        check("BEL", "", "", &[2]);
        check("mark 12", "", "", &[0]);
        check("", "no", "", &[1]);
        check("", "", "nothing", &[0, 1, 2]);
    }

    #[test]
    fn what_was_read_before_is_found_too() {
        let grid = grid();
        assert!(grid.prepare(1) && grid.prepare(1) && !grid.prepare(1) && !grid.prepare(1));
        assert_eq!(*grid.select("bel", &[], "").rows, [2]);
        let some = self::grid();
        assert!(some.prepare(2));
        assert_eq!(*some.select("e", &[], "").rows, [0, 1, 2]);
    }

    #[test]
    fn a_word_is_found_in_its_row_alone() {
        let rows: Arc<Vec<&str>> = Arc::new(vec!["ab", "b", "ba ab", "", "xab"]);
        let columns = vec![Column::text("who", "Who", |row: &&str| (*row).to_owned())];
        let grid = Grid::new(Arc::clone(&rows), |row| (*row).to_owned(), columns);
        let check = |filter: &str, expected: &[usize]| {
            assert_eq!(*grid.select(filter, &[], "").rows, expected, "{filter}");
        };
        check("ab", &[0, 2, 4]);
        check("b", &[0, 1, 2, 4]);
        check("ab ba", &[2]);
        check("bb", &[]);
    }

    #[test]
    fn what_has_no_value_stands_last() {
        check("", "", "sum", &[2, 0, 1]);
        check("", "", "-sum", &[0, 2, 1]);
    }
}
