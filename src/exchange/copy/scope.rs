//! What goes into a copy.

use crate::register::{Date, Day, RecordKey};

/// What of a register goes into a copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CopyScope {
    /// Which records.
    pub which: Chosen,
    /// From the first to the last of these days: what is dated outside, or not at all, stays out. It is asked of entries
    /// and planned entries, of the steps and deliveries of purchases, and of meetings, outreach and reported figures.
    pub period: Option<(Day, Day)>,
    /// Whether notes stay out.
    pub without_notes: bool,
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

impl CopyScope {
    /// Whether a date, as folded, may lie in the period.
    pub(super) fn spans(&self, date: Option<&str>) -> bool {
        let Some((from, to)) = self.period else { return true };
        let date = date.and_then(|text| Date::parse(text).ok());
        date.is_some_and(|date| date.first() <= to && date.last() >= from)
    }
}
