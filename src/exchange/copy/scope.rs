//! What goes into a copy.

use crate::register::{Collection, Date, Day, RecordKey, Shape};

/// What of a register goes into a copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CopyScope {
    /// Which records.
    pub which: Chosen,
    /// From the first to the last of these days: what is dated outside, or not at all, stays out. It is asked of entries
    /// and planned entries, of the steps and deliveries of purchases, and of meetings, outreach and reported figures.
    pub period: Option<(Day, Day)>,
    /// What of them stays out.
    pub without: Vec<Detail>,
    /// Whether what is internal goes, too, and contacts. Such a copy is not for the public.
    pub with_internal: bool,
}

/// Which records go into a copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Chosen {
    /// All.
    #[default]
    Whole,
    /// These, with the parties, sources and agreements that they refer to, all rates, and the register's own record.
    Only(Vec<RecordKey>),
}

/// Fields that can stay out of a copy: no sum of money needs them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Notes, on whatever they are.
    Notes,
    /// Of meetings, the minutes. The agenda stays: purchases follow from its decisions.
    Minutes,
    /// Of meetings, who came.
    Attendance,
    /// Of meetings, what was said.
    Statements,
    /// Of contributions, what is planned for later years.
    Plans,
    /// Of purchases and deliveries, what and how many.
    Items,
}

impl Detail {
    /// All of them.
    pub const ALL: [Detail; 6] = [
        Detail::Notes,
        Detail::Minutes,
        Detail::Attendance,
        Detail::Statements,
        Detail::Plans,
        Detail::Items,
    ];

    /// Whether a field is one of these.
    fn has(self, shape: &Shape, field: &str) -> bool {
        let is_of = |collection: Collection| shape.name == collection.shape().name;
        match self {
            Detail::Notes => field == "note",
            Detail::Minutes => is_of(Collection::Meetings) && matches!(field, "minutes" | "versions"),
            Detail::Attendance => {
                is_of(Collection::Meetings) && matches!(field, "attendance" | "list_complete" | "counts")
            }
            Detail::Statements => is_of(Collection::Meetings) && field == "statements",
            Detail::Plans => is_of(Collection::Contributions) && field == "planned",
            Detail::Items => field == "items",
        }
    }
}

impl CopyScope {
    /// Whether a field stays out.
    pub(super) fn leaves_out(&self, shape: &Shape, field: &str) -> bool {
        self.without.iter().any(|detail| detail.has(shape, field))
    }

    /// Whether a date, as folded, may lie in the period.
    pub(super) fn spans(&self, date: Option<&str>) -> bool {
        let Some((from, to)) = self.period else { return true };
        let date = date.and_then(|text| Date::parse(text).ok());
        date.is_some_and(|date| date.first() <= to && date.last() >= from)
    }
}
