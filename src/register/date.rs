//! Dates as a source gives them: a day, a month, a year, one of several, or a time that lasted (EDTF, ISO 8601-2).

use std::cmp::Ordering;
use std::fmt;

use chrono::Datelike;
use serde_json::Value;

use super::{Arrange, Kind, Leaf, Packer, Unpacker, text};
use crate::said;
use crate::words::text::areas::inputs as says;

mod period;

pub use period::{Candidates, Mark, Marked, Period, Precision, YEARS};
use period::{earliest, latest};

/// A calendar day without a time zone.
pub type Day = chrono::NaiveDate;

/// The parts of a date, for those who print it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum DateForm {
    /// One period.
    One(Marked),
    /// One day, month or year among these, in their order; never a single one alone.
    OneOf(Vec<Candidates>),
    /// What lasted; an end that is open is absent, and at least one is there. The two may overlap: `2024/2024-02-01`
    /// began in 2024 and was over on 1 February, so that only [`Date::first`] and [`Date::last`] bound it.
    Lasted(Option<Marked>, Option<Marked>),
}

/// A date as its source gives it. Equal dates have equal texts.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Date(DateForm);

impl Date {
    /// Reads EDTF, as far as this register uses it. The error is a whole sentence.
    pub fn parse(text: &str) -> Result<Self, String> {
        if let Some(inner) = text.strip_prefix('[') {
            let inner = inner.strip_suffix(']').ok_or_else(|| said!(says::OPEN_BRACKET, text))?;
            return inner.split(',').map(Candidates::parse).collect::<Result<Vec<_>, _>>().map(Date::one_of);
        }
        let Some((from, until)) = text.split_once('/') else {
            return Marked::parse(text).map(|one| Date(DateForm::One(one)));
        };
        let end = |end: &str| match end {
            ".." => Ok(None),
            "" => Err(said!(says::LACKS_END, text)),
            end => Marked::parse(end).map(Some),
        };
        match (end(from)?, end(until)?) {
            (None, None) => Err(said!(says::BOTH_OPEN)),
            (Some(from), Some(until)) if from.period.first() > until.period.last() => {
                Err(said!(says::ENDS_BEFORE, text))
            }
            (from, until) => Ok(Date(DateForm::Lasted(from, until))),
        }
    }

    fn one_of(mut runs: Vec<Candidates>) -> Self {
        runs.arrange_by_key(|run| (run.from.first(), run.to.last(), run.from.precision()));
        runs.dedup();
        match runs.as_slice() {
            [only] if only.is_single() => Date(DateForm::One(Marked { period: only.from, mark: Mark::Sure })),
            _ => Date(DateForm::OneOf(runs)),
        }
    }

    /// One day; a day outside [`YEARS`] becomes the nearest one inside.
    pub fn from_day(day: Day) -> Self {
        Date(DateForm::One(Marked { period: Period::nearest_day(day), mark: Mark::Sure }))
    }

    /// Its parts.
    pub fn form(&self) -> &DateForm {
        &self.0
    }

    /// The earliest day that it can mean. What lasted with an open beginning starts on the first day of [`YEARS`].
    pub fn first(&self) -> Day {
        match &self.0 {
            DateForm::One(one) => one.period.first(),
            DateForm::OneOf(runs) => runs.iter().map(|run| run.from.first()).min().unwrap_or(earliest()),
            DateForm::Lasted(from, _) => from.map_or(earliest(), |from| from.period.first()),
        }
    }

    /// The latest day that it can mean, from which an entry counts. What lasts with an open end runs to the last day
    /// of [`YEARS`].
    pub fn last(&self) -> Day {
        match &self.0 {
            DateForm::One(one) => one.period.last(),
            DateForm::OneOf(runs) => runs.iter().map(|run| run.to.last()).max().unwrap_or(latest()),
            DateForm::Lasted(_, until) => until.map_or(latest(), |until| until.period.last()),
        }
    }

    /// Both ends of what it can mean, for a question that is tried at each.
    pub fn ends(&self) -> [Day; 2] {
        [self.first(), self.last()]
    }

    /// Whether a day lies between its ends.
    pub fn spans(&self, day: Day) -> bool {
        self.first() <= day && day <= self.last()
    }

    /// Whether it names one day and no other, even if the source is not sure of it.
    pub fn is_day(&self) -> bool {
        matches!(&self.0, DateForm::One(one) if one.period.precision() == Precision::Day)
    }

    /// Whether one day, month or year is meant among several.
    pub fn is_one_of(&self) -> bool {
        matches!(self.0, DateForm::OneOf(_))
    }

    /// Whether it is a time that lasted.
    pub fn is_lasting(&self) -> bool {
        matches!(self.0, DateForm::Lasted(..))
    }

    /// Whether it is a time that lasted and one of its ends is open.
    pub fn is_open(&self) -> bool {
        matches!(self.0, DateForm::Lasted(None, _) | DateForm::Lasted(_, None))
    }

    /// How precise it is; of several periods, the least precise.
    pub fn precision(&self) -> Precision {
        self.parts().map(|part| part.period.precision()).max().unwrap_or(Precision::Year)
    }

    /// Whether any part of it is marked as approximate.
    pub fn is_approximate(&self) -> bool {
        self.parts().any(|part| matches!(part.mark, Mark::Approximate | Mark::Both))
    }

    /// Whether any part of it is marked as uncertain.
    pub fn is_uncertain(&self) -> bool {
        self.parts().any(|part| matches!(part.mark, Mark::Uncertain | Mark::Both))
    }

    /// The year, if all days that it can mean lie in one.
    pub fn year(&self) -> Option<i32> {
        let [first, last] = self.ends().map(|day| day.year());
        (first == last).then_some(first)
    }

    /// The year and the month, if all days that it can mean lie in one.
    pub fn month(&self) -> Option<(i32, u32)> {
        let [first, last] = self.ends().map(|day| (day.year(), day.month()));
        (first == last).then_some(first)
    }

    fn parts(&self) -> impl Iterator<Item = Marked> {
        let (marked, runs): (_, &[Candidates]) = match &self.0 {
            DateForm::One(one) => ([Some(*one), None], &[]),
            DateForm::OneOf(runs) => ([None, None], runs),
            DateForm::Lasted(from, until) => ([*from, *until], &[]),
        };
        let sure = |period| Marked { period, mark: Mark::Sure };
        marked.into_iter().flatten().chain(runs.iter().flat_map(move |run| [sure(run.from), sure(run.to)]))
    }
}

impl From<Day> for Date {
    fn from(day: Day) -> Self {
        Date::from_day(day)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            DateForm::One(one) => one.fmt(f),
            DateForm::OneOf(runs) => {
                let runs: Vec<_> = runs.iter().map(Candidates::to_string).collect();
                write!(f, "[{}]", runs.join(","))
            }
            DateForm::Lasted(from, until) => {
                let [from, until] =
                    [from, until].map(|end| end.map_or("..".to_owned(), |end| end.to_string()));
                write!(f, "{from}/{until}")
            }
        }
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// By first day, then last day, then text, so that only equal dates rank as equal.
impl Ord for Date {
    fn cmp(&self, other: &Self) -> Ordering {
        if self == other {
            return Ordering::Equal;
        }
        self.ends().cmp(&other.ends()).then_with(|| self.to_string().cmp(&other.to_string()))
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Leaf for Date {
    const KIND: Kind = Kind::Date;
    fn read(value: &Value) -> Result<Self, String> {
        Date::parse(text(value)?)
    }
    fn write(&self) -> Value {
        self.to_string().into()
    }
    fn pack(&self, packer: &mut Packer) {
        packer.text(&self.to_string());
    }
    fn unpack(unpacker: &mut Unpacker<'_>) -> Option<Self> {
        Date::parse(unpacker.text()?).ok()
    }
}

#[cfg(test)]
pub(crate) use tests::any_date;

#[cfg(test)]
mod tests;
