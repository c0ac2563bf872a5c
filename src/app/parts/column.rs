//! Columns and facets of a list: how they read a row, and what sorts them.

use std::cmp::Ordering;
use std::sync::Arc;

use chrono::Datelike as _;
use leptos::prelude::AnyView;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::grid::Alphabet;
use crate::exchange::block::Place;
use crate::figures::Tilt;
use crate::register::{Day, RecordKey};
use crate::words::text::areas::record;

type Of<R, T> = Arc<dyn Fn(&R) -> T + Send + Sync>;
/// A sum in words.
type Said = Arc<dyn Fn(Decimal) -> String + Send + Sync>;

/// What a row adds to the sum of a column, and in which directions that may miss.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Adds {
    /// How much; nothing where it adds nothing, or nobody knows how much.
    pub amount: Option<Decimal>,
    /// Or more, or less.
    pub tilt: Tilt,
}

impl Adds {
    /// Both together, exactly.
    pub fn and(self, other: Adds) -> Adds {
        let amount = match (self.amount, other.amount) {
            (Some(one), Some(other)) => Some(one.checked_add(other).unwrap_or(one)),
            (one, other) => one.or(other),
        };
        Adds { amount, tilt: self.tilt.or(other.tilt) }
    }
}

impl From<Option<Decimal>> for Adds {
    fn from(amount: Option<Decimal>) -> Self {
        Adds { amount, tilt: Tilt::default() }
    }
}

/// The sums of a column.
pub(super) struct Summed<R> {
    pub(super) of: Of<R, Adds>,
    pub(super) said: Said,
}

/// How a column is set and sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Words: to the left, by alphabet.
    Text,
    /// Addresses and codes: like words, and broken anywhere.
    Code,
    /// Numbers and amounts: to the right, by size.
    Number,
    /// Dates: on one line, by time.
    Date,
}

/// How many letters of a text stand in one word of what is sorted by.
const LETTERS: usize = 7;

/// What a cell is sorted by. What has no value stands last, upwards and downwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SortBy {
    /// Words, in the order of the language and without regard to case.
    Text(String),
    /// A number.
    Number(Option<Decimal>),
    /// A day.
    Day(Option<Day>),
}

impl SortBy {
    /// With words as a key that is compared letter by letter.
    pub(super) fn spelled(self, alphabet: &Alphabet) -> Self {
        match self {
            SortBy::Text(text) => SortBy::Text(alphabet.key(&text)),
            other => other,
        }
    }

    /// One of the words that it is sorted by: what differs in an earlier one needs no look at the next. None where
    /// there is no value.
    pub(super) fn word(&self, at: usize) -> Option<u64> {
        // Signed numbers in the order of those without a sign.
        let unsigned = |number: i64| number.cast_unsigned() ^ (1 << 63);
        match self {
            // Seven letters, and how many there are: a text stands before those that it begins.
            SortBy::Text(text) => {
                let letters = text.as_bytes().chunks(LETTERS).nth(at).unwrap_or_default();
                let mut word = [0; LETTERS + 1];
                word.iter_mut().zip(letters).for_each(|(place, letter)| *place = *letter);
                word[LETTERS] = letters.len() as u8;
                (!text.is_empty()).then(|| u64::from_be_bytes(word))
            }
            SortBy::Number(number) => {
                let whole = number.as_ref()?.floor();
                let beyond = if whole.is_sign_negative() { i64::MIN } else { i64::MAX };
                // The end is kept free, so that what has no value can stand behind all.
                Some(unsigned(whole.to_i64().unwrap_or(beyond).min(i64::MAX - 1)))
            }
            SortBy::Day(day) => day.map(|day| unsigned(day.num_days_from_ce().into())),
        }
    }

    /// Whether more words follow on one of it.
    pub(super) fn goes_on(&self, word: u64) -> bool {
        matches!(self, SortBy::Text(_)) && word.to_be_bytes()[LETTERS] as usize == LETTERS
    }

    pub(super) fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (SortBy::Text(a), SortBy::Text(b)) => a.cmp(b),
            (SortBy::Number(a), SortBy::Number(b)) => a.cmp(b),
            (SortBy::Day(a), SortBy::Day(b)) => a.cmp(b),
            _ => Ordering::Equal,
        }
    }
}

/// One column over rows of the type `R`.
pub struct Column<R> {
    pub(super) key: &'static str,
    pub(super) label: String,
    pub(super) kind: ColumnKind,
    pub(super) less: bool,
    pub(super) shown: Of<R, String>,
    pub(super) plain: Option<Of<R, String>>,
    pub(super) sort: Of<R, SortBy>,
    pub(super) view: Option<Of<R, AnyView>>,
    pub(super) summed: Option<Summed<R>>,
    pub(super) place: Option<Of<R, Place>>,
    pub(super) begins: Option<&'static str>,
}

impl<R: 'static> Column<R> {
    /// A column of words: its name in the address, its head, and the words of a row.
    pub fn text(
        key: &'static str,
        label: impl Into<String>,
        of: impl Fn(&R) -> String + Send + Sync + 'static,
    ) -> Self {
        let of: Of<R, String> = Arc::new(of);
        let sort = Arc::clone(&of);
        let sort = move |row: &R| SortBy::Text(sort(row));
        Column::of(key, label.into(), ColumnKind::Text, of, Arc::new(sort))
    }

    /// A column of numbers, sorted by `of` and shown as `shown` says. Copied is the number.
    pub fn number(
        key: &'static str,
        label: impl Into<String>,
        of: impl Fn(&R) -> Option<Decimal> + Send + Sync + 'static,
        shown: impl Fn(&R) -> String + Send + Sync + 'static,
    ) -> Self {
        let of: Of<R, Option<Decimal>> = Arc::new(of);
        let plain = Arc::clone(&of);
        let sort = move |row: &R| SortBy::Number(of(row));
        Column::of(key, label.into(), ColumnKind::Number, Arc::new(shown), Arc::new(sort))
            .plain(move |row| plain(row).map(|number| number.to_string()).unwrap_or_default())
    }

    /// A column of dates, sorted by the day `of` and shown as `shown` says.
    pub fn date(
        key: &'static str,
        label: impl Into<String>,
        of: impl Fn(&R) -> Option<Day> + Send + Sync + 'static,
        shown: impl Fn(&R) -> String + Send + Sync + 'static,
    ) -> Self {
        let sort = move |row: &R| SortBy::Day(of(row));
        Column::of(key, label.into(), ColumnKind::Date, Arc::new(shown), Arc::new(sort))
    }

    fn of(
        key: &'static str,
        label: String,
        kind: ColumnKind,
        shown: Of<R, String>,
        sort: Of<R, SortBy>,
    ) -> Self {
        Column {
            key,
            label,
            kind,
            less: false,
            shown,
            plain: None,
            sort,
            view: None,
            summed: None,
            place: None,
            begins: None,
        }
    }

    /// What is copied of a cell, where that is not what it shows.
    pub fn plain(mut self, plain: impl Fn(&R) -> String + Send + Sync + 'static) -> Self {
        self.plain = Some(Arc::new(plain));
        self
    }

    /// Tells what groups of rows come to: what each row adds, and the sum in words.
    pub fn summed<A: Into<Adds>>(
        mut self,
        of: impl Fn(&R) -> A + Send + Sync + 'static,
        said: impl Fn(Decimal) -> String + Send + Sync + 'static,
    ) -> Self {
        self.summed = Some(Summed { of: Arc::new(move |row| of(row).into()), said: Arc::new(said) });
        self
    }

    /// Says which leaf a cell shows, so that it can be edited in place, or why it is none.
    pub fn edits(mut self, of: impl Fn(&R) -> Place + Send + Sync + 'static) -> Self {
        self.place = Some(Arc::new(of));
        self
    }

    /// Says which field of a new record the column begins, where the list makes some.
    pub fn begins(mut self, name: &'static str) -> Self {
        self.begins = Some(name);
        self
    }

    /// Shows one field of one record: it is edited in place, and begins new ones.
    pub fn field(self, name: &'static str, of: impl Fn(&R) -> RecordKey + Send + Sync + 'static) -> Self {
        self.edits(move |row| Place::of(&of(row), name)).begins(name)
    }

    /// Draws the cell in another way than as its plain text, which still filters.
    pub fn view(mut self, view: impl Fn(&R) -> AnyView + Send + Sync + 'static) -> Self {
        self.view = Some(Arc::new(view));
        self
    }

    /// Sorts in an order of its own: roles by rank, say, and not by alphabet.
    pub fn sorted(mut self, sort: impl Fn(&R) -> SortBy + Send + Sync + 'static) -> Self {
        self.sort = Arc::new(sort);
        self
    }

    /// Breaks what has no words anywhere, such as an address.
    pub fn code(mut self) -> Self {
        self.kind = ColumnKind::Code;
        self
    }

    /// Leaves the column out where the window is narrow.
    pub fn less(mut self) -> Self {
        self.less = true;
        self
    }
}

/// A choice that narrows the list or groups it: its name in the address, what it is called when nothing is chosen, and
/// the word and label of what a row counts under, which may be several.
pub struct Facet<R> {
    pub(super) key: &'static str,
    pub(super) all: &'static str,
    pub(super) narrows: bool,
    pub(super) none: &'static str,
    pub(super) called: Option<&'static str>,
    pub(super) by: Option<&'static str>,
    pub(super) of: Of<R, Vec<(String, String)>>,
}

impl<R> Facet<R> {
    /// A facet.
    pub fn new(
        key: &'static str,
        all: &'static str,
        of: impl Fn(&R) -> Vec<(String, String)> + Send + Sync + 'static,
    ) -> Self {
        Facet {
            key,
            all,
            narrows: true,
            none: record::NOT_STATED.said(),
            called: None,
            by: None,
            of: Arc::new(of),
        }
    }

    /// One by which the list is only grouped, and what its choice says: “By giver”. Rows of several words stand under all of
    /// them together, each row once.
    pub fn group(
        key: &'static str,
        by: &'static str,
        of: impl Fn(&R) -> Vec<(String, String)> + Send + Sync + 'static,
    ) -> Self {
        Facet { narrows: false, ..Facet::new(key, "", of) }.by(by)
    }

    /// What the choice of a group by it says.
    pub fn by(mut self, by: &'static str) -> Self {
        self.by = Some(by);
        self
    }

    /// What a group by it is called, where no column of its key says so.
    pub fn called(mut self, called: &'static str) -> Self {
        self.called = Some(called);
        self
    }

    /// What the group of rows without a word is called.
    pub fn none(mut self, none: &'static str) -> Self {
        self.none = none;
        self
    }
}
