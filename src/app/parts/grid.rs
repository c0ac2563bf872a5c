//! What a list shows, as data: rows, columns, facets; and which rows stand in which order under a filter.
//!
//! A page gives its rows in a type of its own and says how each column reads them. The type is forgotten here, so
//! that the table is drawn by one piece of code for all lists. What rows say, under what they count and how they are
//! sorted is read of long lists in portions while nobody waits (`prepare`).

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use leptos::prelude::{AnyView, Memo};

use crate::figures::Tilt;
use crate::register::{Arrange, Collection};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::lists as text;

mod after;
mod alphabet;
mod cells;
mod choices;
pub(super) mod layout;
mod order;
mod reading;
mod sections;
pub(super) mod sorts;
mod words;

pub use super::column::{Adds, Column, ColumnKind, Facet, SortBy};
pub use alphabet::Alphabet;
pub(super) use cells::Cells;
use choices::Choices;
use reading::Wanted;
pub use sections::{Line, Lines, Section};
use words::Words;

/// Up to so many rows are read at once.
const SMALL: usize = 1_000;

type ByRow<T> = Arc<dyn Fn(usize) -> T + Send + Sync>;
type MakeFoot = Arc<dyn Fn(Memo<Shown>) -> (String, AnyView) + Send + Sync>;
type Beside = Arc<dyn Fn() -> Adds + Send + Sync>;

/// The row of totals: the key of the column that it stands under, and what it says.
#[derive(Clone)]
pub(super) struct Foot {
    pub(super) under: &'static str,
    pub(super) make: MakeFoot,
}

/// What is in the total and in no row: what it is called, and how much it is.
struct Rest {
    label: &'static str,
    adds: Beside,
}

/// A facet without the type of its rows.
pub(super) struct Narrow {
    pub(super) key: &'static str,
    pub(super) all: &'static str,
    /// Whether it is offered to narrow the list, and not only to group it.
    pub(super) narrows: bool,
    /// What a group without a word is called.
    none: &'static str,
    called: Option<&'static str>,
    by: Option<&'static str>,
    of: ByRow<Vec<(String, String)>>,
    choices: Mutex<Choices>,
}

/// What is asked of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Words that each row has, in any order.
    pub filter: String,
    /// The key of each facet with the word that is chosen, which may be empty.
    pub facets: Vec<(&'static str, String)>,
    /// The keys of columns, each with `-` before it for downwards.
    pub sort: String,
    /// The key of the facet under whose words the rows stand, or nothing.
    pub group: String,
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
    /// Whether it is still being read how they are to stand; so long they stand as before.
    pub waits: bool,
    /// The order that they stand in, and the facet under whose words.
    sort: String,
    group: String,
    /// The parts that the rows stand in, where they are grouped.
    pub(super) sections: Arc<Vec<Section>>,
    pub(super) grid: usize,
}

/// The content of a list.
pub struct Grid {
    pub(super) number: usize,
    /// The number of the list in which its rows were read, and by place of those that were read again since.
    read: (usize, HashMap<usize, usize>),
    pub(super) count: usize,
    pub(super) columns: Vec<Cells>,
    pub(super) facets: Vec<Narrow>,
    pub(super) id: ByRow<String>,
    pub(super) opens: Option<ByRow<String>>,
    pub(super) is_out: Option<ByRow<bool>>,
    /// Of which kind the records are that come into being in it.
    pub(super) makes: Option<Collection>,
    pub(super) foot: Option<Foot>,
    rest: Option<Rest>,
    words: Mutex<Words>,
    alphabet: OnceLock<Arc<Alphabet>>,
    wanted: Mutex<Option<Wanted>>,
}

impl Grid {
    /// A list over some rows, each with its identity. Every change of the data makes a new one.
    pub fn new<R: Send + Sync + 'static>(
        rows: Arc<Vec<R>>,
        id: impl Fn(&R) -> String + Send + Sync + 'static,
        columns: Vec<Column<R>>,
    ) -> Self {
        static MADE: AtomicUsize = AtomicUsize::new(0);
        let columns = columns.into_iter().map(|column| Cells::of(&rows, column)).collect();
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        Grid {
            number,
            read: (number, HashMap::new()),
            count: rows.len(),
            columns,
            facets: Vec::new(),
            id: over(&rows, id),
            opens: None,
            is_out: None,
            makes: None,
            foot: None,
            rest: None,
            words: Mutex::default(),
            alphabet: OnceLock::new(),
            wanted: Mutex::default(),
        }
    }

    /// By what it is told whether a line is still drawn as it is: the number of the list in which it was read.
    pub(super) fn drawn_as(&self, line: Line) -> usize {
        match line {
            Line::Row(place) => self.read.1.get(&place).copied().unwrap_or(self.read.0),
            Line::Head(_) => self.number,
        }
    }

    /// In which order letters stand. Where nobody says so, by their numbers.
    pub fn spelled(&self, alphabet: impl FnOnce() -> Arc<Alphabet>) {
        self.alphabet.get_or_init(alphabet);
    }

    fn alphabet(&self) -> &Alphabet {
        self.alphabet.get_or_init(Arc::default)
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
            narrows: facet.narrows,
            none: facet.none,
            called: facet.called,
            by: facet.by,
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

    /// Makes new records of that kind, where rows are pasted beyond its end.
    pub fn makes(mut self, collection: Collection) -> Self {
        self.makes = Some(collection);
        self
    }

    /// The row of totals under the rows shown: its label, and the total under the column of that key.
    pub fn foot(
        mut self,
        under: &'static str,
        make: impl Fn(Memo<Shown>) -> (String, AnyView) + Send + Sync + 'static,
    ) -> Self {
        self.foot = Some(Foot { under, make: Arc::new(make) });
        self
    }

    /// What is in the total and in no row of the list, so that the sums of groups add up to the total.
    pub fn rest(mut self, label: &'static str, adds: impl Fn() -> Adds + Send + Sync + 'static) -> Self {
        self.rest = Some(Rest { label, adds: Arc::new(adds) });
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
        let mut options: Vec<_> =
            choices.options().map(|(word, label)| (self.alphabet().key(label), word, label)).collect();
        options.arrange();
        Some(options.into_iter().map(|(_, word, label)| (word.to_owned(), label.to_owned())).collect())
    }

    /// The rows that are asked for. A long list that is still being read answers with what it knows so far, and in
    /// the order of before, where rows of it were shown `before`.
    pub fn select(&self, asked: &Asked, before: Option<&Shown>) -> Shown {
        let before = before.filter(|before| before.grid == self.number && self.count > SMALL);
        let wanted: Vec<String> = asked.filter.split_whitespace().map(str::to_lowercase).collect();
        let chosen: Vec<_> = asked
            .facets
            .iter()
            .filter(|(_, word)| !word.is_empty())
            .filter_map(|(key, word)| Some((self.facets.iter().find(|facet| facet.key == *key)?, word)))
            .collect();
        let (order, choices) = (self.lacks_order(&asked.sort), self.lacks_choices(&asked.group));
        let sort = before.filter(|_| order.is_some()).map_or(&asked.sort, |before| &before.sort).clone();
        let group = before.filter(|_| choices.is_some()).map_or(&asked.group, |before| &before.group).clone();
        *held(&self.wanted) = order.or(choices);
        let (mut rows, mut so_far) = (self.sorted(&sort), false);
        let all = wanted.is_empty() && chosen.is_empty();
        if !all {
            let mut hits = vec![0_u8; self.count];
            for (facet, word) in &chosen {
                self.choices(facet, usize::MAX).mark(word, &mut hits);
            }
            let mut is_shown: Vec<bool> =
                hits.iter().map(|hits| usize::from(*hits) == chosen.len()).collect();
            if !wanted.is_empty() {
                let words = self.words(if before.is_some() { 0 } else { usize::MAX });
                wanted.iter().for_each(|word| words.keep(word, &mut is_shown));
                so_far = words.len() < self.count;
            }
            rows.retain(|place| is_shown.get(*place) == Some(&true));
        }
        let sections = Arc::new(self.sections(&group, &mut rows, all));
        let waits = sort != asked.sort || group != asked.group;
        Shown { rows: Arc::new(rows), all, so_far, waits, sort, group, sections, grid: self.number }
    }

    /// All rows in an order, of which unknown columns are no part.
    fn sorted(&self, sort: &str) -> Vec<usize> {
        let keys = sorts::parse(sort).into_iter();
        let keys = keys.filter_map(|key| Some((self.order(self.column(&key.column)?), key.down)));
        let keys: Vec<_> = keys.collect();
        let Some(((last, down), before)) = keys.split_last() else { return (0..self.count).collect() };
        let last = last.walk(*down).collect();
        before.iter().rev().fold(last, |places: Vec<usize>, (order, down)| order.arrange(&places, *down))
    }

    /// Puts the rows under the words of a facet, with what each part comes to.
    fn sections(&self, group: &str, rows: &mut Vec<usize>, all: bool) -> Vec<Section> {
        let Some(facet) = self.facets.iter().find(|facet| facet.key == group) else { return Vec::new() };
        let choices = self.choices(facet, usize::MAX);
        let mut sections = sections::under(&choices, self.alphabet(), facet.none, rows);
        for section in &mut sections {
            let rows = section.rows.clone().and_then(|of| rows.get(of)).unwrap_or_default();
            section.totals = self.summed().map(|(at, sum)| (at, total(rows, sum))).collect();
        }
        let rest = self.rest.as_ref().filter(|_| all).map(|rest| (rest.label, (rest.adds)()));
        let is_some =
            |adds: Adds| adds.amount.is_some_and(|amount| !amount.is_zero()) || adds.tilt != Tilt::default();
        if let Some(((label, adds), (at, _))) = rest.zip(self.summed().next())
            && is_some(adds)
        {
            let (word, label) = ("\n".to_owned(), label.to_owned());
            sections.push(Section { word, label, rows: None, totals: vec![(at, adds)] });
        }
        sections
    }

    fn summed(&self) -> impl Iterator<Item = (usize, &[Adds])> {
        let columns = self.columns.iter().enumerate();
        columns.filter_map(|(at, column)| Some((at, column.sums(self.count)?)))
    }

    /// Whether any of its cells may be edited in place.
    pub(super) fn is_edited(&self) -> bool {
        self.columns.iter().any(Cells::is_edited)
    }

    /// The column of that key.
    pub(super) fn column(&self, key: &str) -> Option<&Cells> {
        self.columns.iter().find(|column| column.key == key)
    }

    /// The keys of all columns.
    pub(super) fn keys(&self) -> Vec<&'static str> {
        self.columns.iter().map(|column| column.key).collect()
    }

    /// By what the list can be grouped: the keys of facets, each with what its choice says.
    pub(super) fn groupings(&self) -> Vec<(&'static str, String)> {
        let called = |facet: &Narrow| {
            let column = self.column(facet.key).map(|column| column.label.as_str());
            let plural = facet.all.split_once(' ').map_or(facet.all, |(_, plural)| plural);
            let what = labels::inside(facet.called.or(column).unwrap_or(plural));
            facet.by.map_or_else(|| said!(text::BY, what), str::to_owned)
        };
        self.facets.iter().map(|facet| (facet.key, called(facet))).collect()
    }
}

/// What rows come to, exactly.
fn total(rows: &[usize], sums: &[Adds]) -> Adds {
    rows.iter().filter_map(|row| sums.get(*row)).copied().fold(Adds::default(), Adds::and)
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
mod tests;
