//! A day, a month or a year, how sure it is, and runs of them of which one is meant.

use std::fmt;

use chrono::{Datelike, Months};

use super::Day;
use crate::said;
use crate::words::text::areas::inputs as says;

/// The years that a date can lie in.
pub const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// The first day of [`YEARS`].
pub(super) fn earliest() -> Day {
    Day::from_ymd_opt(*YEARS.start(), 1, 1).unwrap_or(Day::MIN)
}

/// The last day of [`YEARS`].
pub(super) fn latest() -> Day {
    Day::from_ymd_opt(*YEARS.end(), 12, 31).unwrap_or(Day::MAX)
}

/// How much of a calendar date is known, from the finest to the coarsest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// The day.
    Day,
    /// The month.
    Month,
    /// Only the year.
    Year,
}

/// A day, a month or a year within [`YEARS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    first: Day,
    precision: Precision,
}

impl Period {
    /// One day, if its year can be kept.
    pub fn day(day: Day) -> Option<Self> {
        YEARS.contains(&day.year()).then_some(Period { first: day, precision: Precision::Day })
    }

    /// One day; one that cannot be kept becomes the nearest that can.
    pub(super) fn nearest_day(day: Day) -> Self {
        Period { first: day.clamp(earliest(), latest()), precision: Precision::Day }
    }

    /// One month, if it exists and its year can be kept.
    pub fn month(year: i32, month: u32) -> Option<Self> {
        let first = Day::from_ymd_opt(year, month, 1)?;
        YEARS.contains(&year).then_some(Period { first, precision: Precision::Month })
    }

    /// One year, if it can be kept.
    pub fn year(year: i32) -> Option<Self> {
        let first = Day::from_ymd_opt(year, 1, 1)?;
        YEARS.contains(&year).then_some(Period { first, precision: Precision::Year })
    }

    /// Its first day.
    pub fn first(self) -> Day {
        self.first
    }

    /// Its last day.
    pub fn last(self) -> Day {
        let months = match self.precision {
            Precision::Day => return self.first,
            Precision::Month => 1,
            Precision::Year => 12,
        };
        // Neither step can fail within YEARS.
        let next = self.first.checked_add_months(Months::new(months));
        next.and_then(|day| day.pred_opt()).unwrap_or(self.first)
    }

    /// Whether it is a day, a month or a year.
    pub fn precision(self) -> Precision {
        self.precision
    }

    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let not_a_date = || said!(says::NO_DATE, text);
        let mut parts = text.split('-');
        let year = parts.next().and_then(|part| digits(part, 4)).and_then(|year| i32::try_from(year).ok());
        let month = parts.next().map(|part| digits(part, 2).ok_or_else(not_a_date)).transpose()?;
        let day = parts.next().map(|part| digits(part, 2).ok_or_else(not_a_date)).transpose()?;
        let (Some(year), None) = (year, parts.next()) else { return Err(not_a_date()) };
        if !YEARS.contains(&year) {
            let (from, to) = (YEARS.start().to_string(), YEARS.end().to_string());
            return Err(said!(says::OUT_OF_REACH, text, from, to));
        }
        let period = match (month, day) {
            (None, _) => Period::year(year),
            (Some(month), None) => Period::month(year, month),
            (Some(month), Some(day)) => Day::from_ymd_opt(year, month, day).and_then(Period::day),
        };
        period.ok_or_else(|| said!(says::NO_SUCH_DAY, text))
    }
}

fn digits(text: &str, count: usize) -> Option<u32> {
    let plain = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.first.year(), self.first.month(), self.first.day());
        match self.precision {
            Precision::Day => write!(f, "{year:04}-{month:02}-{day:02}"),
            Precision::Month => write!(f, "{year:04}-{month:02}"),
            Precision::Year => write!(f, "{year:04}"),
        }
    }
}

/// How sure a period is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mark {
    /// As it stands.
    #[default]
    Sure,
    /// `~`: about then.
    Approximate,
    /// `?`: then, if the source is right.
    Uncertain,
    /// `%`: both.
    Both,
}

impl Mark {
    fn sign(self) -> &'static str {
        match self {
            Mark::Sure => "",
            Mark::Approximate => "~",
            Mark::Uncertain => "?",
            Mark::Both => "%",
        }
    }
}

/// A period and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Marked {
    /// When.
    pub period: Period,
    /// How sure.
    pub mark: Mark,
}

impl Marked {
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let marks = [Mark::Approximate, Mark::Uncertain, Mark::Both];
        let marked = marks.into_iter().find_map(|mark| Some((text.strip_suffix(mark.sign())?, mark)));
        let (period, mark) = marked.unwrap_or((text, Mark::Sure));
        Ok(Marked { period: Period::parse(period)?, mark })
    }
}

impl fmt::Display for Marked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.period, self.mark.sign())
    }
}

/// A run of days, months or years of which one is meant; a single one has equal ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Candidates {
    pub(super) from: Period,
    pub(super) to: Period,
}

impl Candidates {
    /// The earliest.
    pub fn from(self) -> Period {
        self.from
    }

    /// The latest: not before the earliest, and as precise.
    pub fn to(self) -> Period {
        self.to
    }

    /// Whether there is only one.
    pub fn is_single(self) -> bool {
        self.from == self.to
    }

    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let (from, to) = text.split_once("..").unwrap_or((text, text));
        if from.is_empty() || to.is_empty() {
            return Err(said!(says::GIVE_BOTH_ENDS, text));
        }
        if text.contains(['~', '?', '%']) {
            return Err(said!(says::MARK_INSIDE, text));
        }
        let run = Candidates { from: Period::parse(from)?, to: Period::parse(to)? };
        if run.from.precision != run.to.precision {
            return Err(said!(says::ENDS_DIFFER, text));
        }
        if run.from.first > run.to.first {
            return Err(said!(says::ENDS_BEFORE, text));
        }
        Ok(run)
    }
}

impl fmt::Display for Candidates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_single() { self.from.fmt(f) } else { write!(f, "{}..{}", self.from, self.to) }
    }
}
