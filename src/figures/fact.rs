//! One dated fact of the register, reduced to what counting needs.

use std::sync::Arc;

use crate::register::{
    Amount, Citation, Date, DateForm, Day, Id, Lines, Node, Precision, Qualifier, RecordKey, Register,
    StatedRate, Step,
};

use super::Money;
use super::figure::{Figure, Of, Open};

/// The day or the period whose rate converts a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// A day: its rate, or the last one before.
    Day(Day),
    /// A month or a year: the mean of its rates.
    Period {
        /// Its first day.
        first: Day,
        /// Its last day.
        last: Day,
    },
}

impl When {
    /// For a date known to the day, the day; to the month or year, that period; of several, and of what lasted, the
    /// last.
    pub fn of(date: &Date) -> Self {
        let period = match date.form() {
            DateForm::One(one) => Some(one.period),
            DateForm::OneOf(runs) => runs.iter().map(|run| run.to()).max_by_key(|period| period.last()),
            DateForm::Lasted(_, end) => end.map(|end| end.period),
        };
        match period.filter(|period| period.precision() != Precision::Day) {
            Some(period) => When::Period { first: period.first(), last: period.last() },
            None => When::Day(date.last()),
        }
    }
}

/// In which direction a figure may miss.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tilt {
    /// It may be more.
    pub above: bool,
    /// It may be less.
    pub below: bool,
    /// It is about right.
    pub about: bool,
}

impl Tilt {
    pub(super) const ABOVE: Tilt = Tilt { above: true, below: false, about: false };

    /// Of a qualified sum; a cut of more than its figure makes the result less.
    pub(super) fn of(amount: &Amount) -> Self {
        let up = matches!(amount.qualifier, Qualifier::Over | Qualifier::AtLeast);
        let down = amount.qualifier == Qualifier::Almost;
        let about = amount.qualifier == Qualifier::About;
        let tilt = Tilt { above: up, below: down, about };
        if amount.value.is_sign_negative() { tilt.inverse() } else { tilt }
    }

    /// Of what is taken away.
    pub(super) fn inverse(self) -> Self {
        Tilt { above: self.below, below: self.above, about: self.about }
    }

    /// One for each direction that it has: above, below, about.
    pub(super) fn counts(self) -> [i64; 3] {
        [self.above, self.below, self.about].map(i64::from)
    }

    /// “Or more” and “or less”, for short.
    pub fn open(self) -> Open {
        Open::of(self)
    }

    /// In the directions of both.
    pub fn or(self, other: Tilt) -> Self {
        Tilt {
            above: self.above || other.above,
            below: self.below || other.below,
            about: self.about || other.about,
        }
    }
}

impl Figure {
    /// In which directions the sums of records may miss; one of several lines may stand there several times.
    pub fn tilts(&self) -> impl Iterator<Item = (&Of, Tilt)> {
        self.slants.iter().map(|slant| (&slant.of, slant.tilt))
    }
}

/// When something happened, how much it was, and when it was public.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated {
    /// The line in its record.
    pub id: Id,
    /// The earliest day that its date can mean.
    pub first: Day,
    /// The day from which it counts: the latest that its date can mean.
    pub from: Day,
    /// Whether it has no date of its own, so that its source or its recording stands for it.
    pub undated: bool,
    /// The earliest day by which a source of it was certainly public.
    pub published: Option<Day>,
    /// How much, where a figure counts.
    pub money: Option<Money>,
    /// The most that it can be, where that is all that is known.
    pub ceiling: Option<Money>,
    /// Which rate converts it.
    pub when: When,
    /// The rate that the party stated.
    pub stated: Option<StatedRate>,
    /// The year that it counts for, where the source says so.
    pub year: Option<i32>,
    /// The meeting at which it was made known.
    pub meeting: Option<Id>,
    pub(super) tilt: Tilt,
}

impl Dated {
    /// Whether it had happened on a day and, where that is asked, had been published by another.
    pub fn holds(&self, on: Day, published: Option<Day>) -> bool {
        self.from <= on && self.was_public(published)
    }

    /// Whether it had been published by a day; true where none is asked for.
    pub fn was_public(&self, by: Option<Day>) -> bool {
        by.is_none_or(|by| self.published.is_some_and(|published| published <= by))
    }
}

/// An entry of a contribution, or a purchase's delivery that it paid for.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Which step; never a statement.
    pub kind: Step,
    /// The purchase that was delivered, where this is not an entry.
    pub bought: Option<Id>,
    /// When and how much.
    pub dated: Arc<Dated>,
}

/// What a line of a record says about its date, its sum and its sources.
pub(super) struct Line<'a> {
    pub key: &'a RecordKey,
    /// The name of the lines that it belongs to.
    pub field: &'a str,
    pub id: &'a Id,
    pub date: Option<&'a Date>,
    pub value_date: Option<&'a Date>,
    pub amount: Option<&'a Amount>,
    pub sources: &'a Lines<Citation>,
    /// The sources of the record, which stand in for a line without any.
    pub record_sources: &'a Lines<Citation>,
}

impl Line<'_> {
    /// The fact; nothing when neither a date nor a source nor its recording gives a day.
    pub fn dated(&self, register: &Register) -> Option<Dated> {
        let published =
            published(register, self.sources).or_else(|| published(register, self.record_sources));
        let (first, from, undated) = match self.date {
            Some(date) => (date.first(), date.last(), false),
            None => {
                let day = published.or_else(|| self.recorded(register))?;
                (day, day, true)
            }
        };
        let at_most = self.amount.is_some_and(|amount| amount.qualifier == Qualifier::AtMost);
        let money = self.amount.map(|amount| Money { value: amount.value, currency: amount.currency });
        Some(Dated {
            id: self.id.clone(),
            first,
            from,
            undated,
            published,
            money: money.filter(|_| !at_most),
            ceiling: money.filter(|_| at_most),
            when: self.value_date.or(self.date).map_or(When::Day(from), When::of),
            stated: None,
            year: None,
            meeting: None,
            tilt: match self.amount {
                Some(amount) if !at_most => Tilt::of(amount),
                _ => Tilt::ABOVE,
            },
        })
    }

    /// The day on which the line was first written, by its author's calendar.
    fn recorded(&self, register: &Register) -> Option<Day> {
        let by = register.first_write(self.key, &format!("{}/{}", self.field, self.id))?;
        Date::parse(by.header.at.get(..10)?).ok().filter(Date::is_day).map(|date| date.first())
    }
}

/// Whether a fact was surely made public after a day: its sources say so, or else those of its record.
pub(super) fn is_later(
    register: &Register,
    own: &Lines<Citation>,
    record: &Lines<Citation>,
    by: Option<Day>,
) -> bool {
    let Some(by) = by else { return false };
    published(register, own).or_else(|| published(register, record)).is_some_and(|day| day > by)
}

/// The earliest day by which one of some sources was certainly public.
pub(super) fn published(register: &Register, citations: &Lines<Citation>) -> Option<Day> {
    let cited = citations.0.values().filter(|citation| !citation.is_gone());
    let sources = cited.filter_map(|citation| register.sources.get(citation.source.as_ref()?.id()));
    // Of one with an open end nobody knows by when it was public.
    let ends = |date: &Date| !matches!(date.form(), DateForm::Lasted(_, None));
    let days = sources.filter_map(|source| source.published().filter(|date| ends(date)).map(Date::last));
    days.min()
}
