//! Which chart the address asks for, of which measure and split by what.

use leptos::prelude::With;

use crate::app::desk::Desk;
use crate::app::route::Address;
use crate::figures::Splitting;
use crate::register::Measure;
use crate::words::text::Text;
use crate::words::text::areas::{charts as text, meeting, pages, record, shell};

/// A kind of chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A figure in parts.
    Split,
    /// A measure over time.
    Time,
    /// Members by meetings.
    Attendance,
    /// Needs by priority.
    Coverage,
    /// From members through areas to purchases and deliveries.
    Flow,
}

impl Kind {
    /// All of them, in the order in which the page offers them.
    pub const ALL: [Kind; 5] = [Kind::Split, Kind::Time, Kind::Attendance, Kind::Coverage, Kind::Flow];

    /// The word in the address.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Split => "split",
            Kind::Time => "time",
            Kind::Attendance => "attendance",
            Kind::Coverage => "coverage",
            Kind::Flow => "flow",
        }
    }

    /// What its link says.
    pub fn label(self) -> &'static str {
        let label = match self {
            Kind::Split => shell::CONTRIBUTIONS,
            Kind::Time => text::OVER_TIME,
            Kind::Attendance => meeting::ATTENDANCE,
            Kind::Coverage => record::NEEDS,
            Kind::Flow => text::MEMBERS_TO_DELIVERIES,
        };
        label.said()
    }

    /// Whether it shows one measure, which can be chosen.
    pub fn is_of_measure(self) -> bool {
        matches!(self, Kind::Split | Kind::Time)
    }
}

/// What a figure can be split by, with the word in the address and what the choice says.
pub const SPLITS: [(Splitting, &str, Text); 5] = [
    (Splitting::Member, "member", text::BY_MEMBER),
    (Splitting::Area, "area", text::BY_AREA),
    (Splitting::Form, "form", text::BY_FORM),
    (Splitting::Year, "year", text::BY_YEAR),
    (Splitting::Meeting, "meeting", text::BY_MEETING),
];

/// The measures of money.
pub const MEASURES: [Measure; 11] = [
    Measure::Raised,
    Measure::Pledged,
    Measure::Committed,
    Measure::Paid,
    Measure::Spent,
    Measure::Delivered,
    Measure::OpenPledge,
    Measure::Undelivered,
    Measure::Ordered,
    Measure::Allocated,
    Measure::ToBeAllocated,
];

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Which chart.
    pub kind: Kind,
    /// Of which measure.
    pub measure: Measure,
    /// Split by what.
    pub split: Splitting,
}

impl Asked {
    /// What the page's address asks for; followed.
    pub fn of(desk: &Desk) -> Self {
        desk.address.with(Self::read)
    }

    fn read(address: &Address) -> Self {
        let kind =
            address.param("chart").and_then(|word| Kind::ALL.into_iter().find(|kind| kind.word() == word));
        let measure = address.param("measure").and_then(Measure::from_word);
        let split =
            address.param("split").and_then(|word| SPLITS.iter().find(|(_, other, _)| *other == word));
        Asked {
            kind: kind.unwrap_or(Kind::Split),
            measure: measure.filter(|measure| MEASURES.contains(measure)).unwrap_or(Measure::Raised),
            split: split.map_or(Splitting::Member, |(split, ..)| *split),
        }
    }
}

/// The head of the column of what a figure is split by.
pub fn head(split: Splitting) -> &'static str {
    let head = match split {
        Splitting::Member => pages::MEMBER,
        Splitting::Area => text::AREA,
        Splitting::Form => text::FORM,
        Splitting::Year => text::YEAR,
        Splitting::Meeting => text::MEETING,
    };
    head.said()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_address_asks_for() {
        let check = |hash: &str, kind, measure, split| {
            assert_eq!(Asked::read(&Address::parse(hash)), Asked { kind, measure, split }, "{hash}");
        };
        check("#/charts", Kind::Split, Measure::Raised, Splitting::Member);
        check("#/charts?chart=time&measure=paid", Kind::Time, Measure::Paid, Splitting::Member);
        check(
            "#/charts?split=meeting&measure=open-pledge",
            Kind::Split,
            Measure::OpenPledge,
            Splitting::Meeting,
        );
        // What is no chart, no split and no money is the first.
        check(
            "#/charts?chart=pie&split=colour&measure=members",
            Kind::Split,
            Measure::Raised,
            Splitting::Member,
        );
    }
}
