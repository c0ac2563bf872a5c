//! What somebody claimed, made from a record with its other readings, or from parts of a sentence.

use rust_decimal::Decimal;

use crate::register::{
    Amount, Date, Day, Each, Id, Kept, Leaf, Measure, Node, ReportedFigure, Scope, Span, Whose,
};

use crate::register::Register;

/// How much or how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// A sum of money.
    Sum(Amount),
    /// A number of parties.
    Number(u32),
}

/// Which time a claim is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Time {
    /// From the beginning to its date.
    ToDate,
    /// New at a meeting; at one of its own day where none is named.
    Meeting(Option<Id>),
    /// A period.
    Period(Date),
}

/// A claim: one figure as somebody made it public.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The reported figure on record.
    pub record: Option<Id>,
    /// The line of the other reading that this is; nothing for what is adopted.
    pub reading: Option<Id>,
    /// What it measures; nothing where the register keeps no such measure.
    pub measure: Option<Measure>,
    /// The source's own word for what it measures.
    pub word: Option<String>,
    /// How much or how many.
    pub says: Says,
    /// The step to which it was stated.
    pub stated_to: Option<Decimal>,
    /// Whether it is about the contributions of all or of the named parties.
    pub whose: Whose,
    /// The parties that it names.
    pub parties: Each<Id>,
    /// Which forms it is about.
    pub scope: Scope,
    /// Which time it is about.
    pub time: Time,
    /// The day at which it stands.
    pub date: Date,
    /// When it was made public, where a source says so.
    pub published: Option<Date>,
    /// Who said so.
    pub by: Option<String>,
}

impl Claim {
    /// A claim about all that there is to date, said on that date.
    pub fn new(measure: Option<Measure>, says: Says, date: Date) -> Self {
        Claim {
            record: None,
            reading: None,
            measure,
            word: None,
            says,
            stated_to: None,
            whose: Whose::All,
            parties: Each::new(),
            scope: Scope::All,
            time: Time::ToDate,
            date,
            published: None,
            by: None,
        }
    }

    /// The measure that the register keeps for what is claimed: one of money for a sum, members for a number.
    pub(super) fn kept(&self) -> Option<Measure> {
        let sum = matches!(self.says, Says::Sum(_));
        self.measure.filter(|measure| (*measure == Measure::Members) != sum)
    }

    /// The parties to whose contributions it is limited.
    pub(super) fn named(&self) -> Option<&Each<Id>> {
        (self.whose == Whose::Named).then_some(&self.parties)
    }

    /// Both ends of the day at which it stands, each with the day up to which facts count.
    pub(super) fn ends(&self) -> Vec<(Day, Day)> {
        let said = self.published.as_ref().unwrap_or(&self.date);
        let mut ends = vec![(self.date.first(), said.first()), (self.date.last(), said.last())];
        ends.dedup();
        ends.into_iter().map(|(on, by)| (on, by.max(on))).collect()
    }
}

/// The claims of a reported figure: what is adopted, then each other reading of its sum, number, date or measure.
/// Without a sum and a number, or without any date, there is nothing to be held against the register.
pub fn claims(register: &Register, id: &Id) -> Vec<Claim> {
    let Some(record) = register.reported.get(id) else { return Vec::new() };
    let published = said(register, record);
    let mut all = of_record(id, record, &published, None);
    for (line, reading) in record.readings.0.iter().filter(|(_, reading)| !reading.is_gone()) {
        let (Some(field), Some(value)) = (&reading.field, &reading.value) else { continue };
        let mut other = ReportedFigure::clone(record);
        let read = match field.as_str() {
            "amount" => Leaf::read(&value.0).map(|value| (other.amount, other.count) = (Some(value), None)),
            "count" => Leaf::read(&value.0).map(|value| (other.amount, other.count) = (None, Some(value))),
            "date" => Leaf::read(&value.0).map(|value| other.date = Some(value)),
            "measure" => {
                other.kept = Some(Kept::Ours);
                Leaf::read(&value.0).map(|value| other.measure = Some(value))
            }
            _ => continue,
        };
        if read.is_ok() {
            all.extend(of_record(id, &other, &published, Some(line)));
        }
    }
    all
}

fn of_record(id: &Id, record: &ReportedFigure, published: &Option<Date>, reading: Option<&Id>) -> Vec<Claim> {
    let Some(date) = record.date.clone().or_else(|| published.clone()) else { return Vec::new() };
    let sum = record.amount.map(Says::Sum);
    let number = record.count.map(Says::Number);
    let ours = record.kept != Some(Kept::Other);
    let parties = record.parties.values().filter_map(|one| Some(one.party.as_ref()?.id().clone()));
    let parties: Each<Id> = parties.collect();
    let time = match record.span {
        Some(Span::Meeting) => Time::Meeting(record.meeting.as_ref().map(|meeting| meeting.id().clone())),
        Some(Span::Period) => Time::Period(record.period.clone().unwrap_or_else(|| date.clone())),
        _ => Time::ToDate,
    };
    let claim = |says: Says| {
        // A number without a measure counts members; of a sum nobody knows what it measures.
        let measure = match says {
            Says::Number(_) => record.measure.or(Some(Measure::Members)),
            Says::Sum(_) => record.measure,
        };
        Claim {
            record: Some(id.clone()),
            reading: reading.cloned(),
            measure: measure.filter(|_| ours),
            word: record.word.clone(),
            stated_to: record.stated_to.map(|step| step.0),
            whose: record.whose.unwrap_or(Whose::All),
            parties: parties.clone(),
            scope: record.scope.unwrap_or(Scope::All),
            time: time.clone(),
            published: published.clone(),
            by: record.by.clone(),
            ..Claim::new(None, says, date.clone())
        }
    };
    [sum, number].into_iter().flatten().map(claim).collect()
}

/// The date of the earliest source of a record, by the day on which each was surely public.
fn said(register: &Register, record: &ReportedFigure) -> Option<Date> {
    let sources = record.sources.values().filter_map(|one| register.sources.get(one.source.as_ref()?.id()));
    sources.filter_map(|source| source.published()).min_by_key(|date| date.last()).cloned()
}
