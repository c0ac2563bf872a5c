//! What becomes of an entry: a transaction, or words.

use std::collections::BTreeMap;

use crate::exchange::export::{Export, figure};
use crate::figures::{Count, Ledger, Of, Query, Reason, TypedRates, Why as Counts};
use crate::register::{
    Citation, Contribution, Currency, Date, Day, Entry, Id, Lines, RecordKey, Register, Step,
};

/// What an entry becomes. Each becomes one of these, once.
pub enum Carried {
    /// A transaction of a day.
    Moves(Day),
    /// Words, and why.
    Words(Why),
}

/// Why an entry is told in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    Statement,
    NoKind,
    NoFigure,
    NoDay,
    Later,
    SaidAgain,
}

impl Why {
    /// The reason as a sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Why::Statement => "A statement moves nothing.",
            Why::NoKind => "Which step it is is not on record.",
            Why::NoFigure => "There is no figure.",
            Why::NoDay => "There is no date.",
            Why::Later => "It can lie after the day of this journal.",
            Why::SaidAgain => "The same money stands, or may stand, with another contribution.",
        }
    }
}

/// The entries that figures count, by contribution and line, whether or not there is a rate for them; with
/// the day from which one without a date counts, where a figure says it.
pub struct Counted(BTreeMap<(Id, Id), Option<Day>>);

impl Counted {
    /// Asks the figures, with the rates on record.
    pub fn of(export: &Export<'_>, currency: Currency) -> Self {
        let (ledger, rates) = (Ledger::of(export.register), TypedRates::of(export.register));
        let count = Count::new(&ledger, &rates, Query { on: export.on, published: None, currency });
        let mut found = BTreeMap::new();
        for step in Step::ALL {
            let Some(measure) = step.measure() else { continue };
            let is_of_step = |id: &Id, line: &Id| {
                let record = export.register.contributions.get(id);
                record.and_then(|record| entry(record, line)).is_some_and(|entry| entry.kind == Some(*step))
            };
            let figure = count.figure(measure);
            let parts = figure.parts.into_iter().filter(|part| part.why == Counts::Entry);
            let parts = parts.flat_map(|part| {
                let (of, day) = (part.of, part.day);
                part.lines.into_iter().map(move |line| (of.clone(), line, Some(day)))
            });
            let beside = figure.left_out.into_iter();
            let beside = beside.filter(|one| matches!(one.reason, Reason::NoRate | Reason::TooManyDigits));
            let beside = beside.map(|one| (Some(one.of), one.line, None));
            for (of, line, day) in parts.chain(beside) {
                // A delivery of a purchase counts with the contribution that paid for it, and is no entry.
                if let Some(Of::Contribution(id)) = of
                    && is_of_step(&id, &line)
                {
                    found.insert((id, line), day);
                }
            }
        }
        Counted(found)
    }

    /// Whether figures count an entry.
    pub fn has(&self, id: &Id, line: &Id) -> bool {
        self.0.contains_key(&(id.clone(), line.clone()))
    }

    /// What becomes of an entry of a contribution.
    pub fn carried(
        &self,
        export: &Export<'_>,
        id: &Id,
        record: &Contribution,
        (line, entry): (&Id, &Entry),
    ) -> Carried {
        let why = match entry.kind {
            None => Some(Why::NoKind),
            Some(Step::Statement) => Some(Why::Statement),
            Some(_) => None,
        };
        if let Some(why) = why {
            return Carried::Words(why);
        }
        let counted = self.0.get(&(id.clone(), line.clone()));
        let day = match counted.copied().flatten().filter(|_| entry.date.is_none()) {
            Some(day) => Some(day),
            None => counts_on(export.register, id, record, (line, entry)),
        };
        let Some(day) = day else { return Carried::Words(Why::NoDay) };
        if day > export.on {
            return Carried::Words(Why::Later);
        }
        if figure(entry.amount.as_ref()).is_none() {
            return Carried::Words(Why::NoFigure);
        }
        if counted.is_some() { Carried::Moves(day) } else { Carried::Words(Why::SaidAgain) }
    }
}

fn entry<'a>(record: &'a Contribution, line: &Id) -> Option<&'a Entry> {
    record.entries.live().find(|(held, _)| *held == line).map(|(_, entry)| entry)
}

/// The day from which an entry counts: the last that its date can mean; without one, the day of its earliest
/// source, else that of its recording.
pub fn counts_on(
    register: &Register,
    id: &Id,
    record: &Contribution,
    (line, entry): (&Id, &Entry),
) -> Option<Day> {
    if let Some(date) = &entry.date {
        return Some(date.last());
    }
    let published = published(register, &entry.sources).or_else(|| published(register, &record.sources));
    published.or_else(|| {
        let first = register.first_write(&RecordKey::of::<Contribution>(id), &format!("entries/{line}"))?;
        Date::parse(first.header.at.get(..10)?).ok().filter(Date::is_day).map(|date| date.first())
    })
}

fn published(register: &Register, citations: &Lines<Citation>) -> Option<Day> {
    let sources = citations.values().filter_map(|one| register.sources.get(one.source.as_ref()?.id()));
    sources.filter_map(|source| source.published().filter(|date| !date.is_open()).map(Date::last)).min()
}
