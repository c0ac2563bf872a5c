//! iCalendar: meetings as events, actions as tasks.
//!
//! `docs/decisions/0103-icalendar.md` says what becomes of dates that are not days, times without a known zone, and
//! changes.

mod action;
mod lines;
mod meeting;
#[cfg(feature = "formats")]
mod read;
mod ready;
#[cfg(test)]
mod tests;
#[cfg(feature = "formats")]
mod unfold;
mod zone;

#[cfg(feature = "formats")]
pub(super) use read::read;
pub use ready::ready;
pub use zone::{ZONES, Zone};

use lines::Lines;

use super::export::{Export, ExportError, Said, encoded, instant};
use crate::register::{Action, Change, Collection, Day, Id, RecordKey};

/// What the components of a file are written from.
#[derive(Clone, Copy)]
struct Sheet<'a> {
    export: Export<'a>,
    said: Said<'a>,
}

/// Writes the meetings that have a date, and the actions, of a register. There is no file without one.
pub fn write(export: &Export<'_>) -> Result<String, ExportError> {
    let sheet = Sheet { export: *export, said: Said(*export) };
    let meetings: Vec<_> = sheet.meetings().collect();
    if meetings.is_empty() && sheet.actions().next().is_none() {
        return Err(ExportError::Nothing { format: "iCalendar", collection: Collection::Meetings });
    }
    let mut lines = Lines::default();
    lines.component("VCALENDAR", |lines| {
        lines.property("VERSION", "2.0");
        lines.property("PRODID", "-//Muster//Register of a coalition//EN");
        lines.property("CALSCALE", "GREGORIAN");
        lines.text("NAME", &sheet.said.coalition());
        lines.text("X-WR-CALNAME", &sheet.said.coalition());
        lines.text("DESCRIPTION", &sheet.said.preface());
        for zone in ZONES {
            if meetings.iter().any(|(_, meeting, _)| meeting::zone(meeting) == Some(zone)) {
                zone.write(lines);
            }
        }
        for (id, meeting, days) in meetings {
            sheet.meeting(lines, id, meeting, days);
        }
        for (id, action) in sheet.actions() {
            sheet.action(lines, id, action);
        }
    });
    Ok(lines.done())
}

impl<'a> Sheet<'a> {
    /// The actions of the file.
    fn actions(&self) -> impl Iterator<Item = (&'a Id, &'a Action)> {
        let all = self.export.register.actions.live().map(|(id, action)| (id, action.as_ref()));
        all.filter(|(id, _)| self.export.takes(&RecordKey::of::<Action>(id)))
    }

    /// What every component has: who it is, and in which version.
    fn head(&self, lines: &mut Lines, key: &RecordKey) {
        let changes: Vec<&Change> = self.said.changes(key).collect();
        let last = changes.last().map_or(0, |change| change.header.stamp.millis);
        lines.property("UID", &self.uid(key));
        lines.property("DTSTAMP", &instant(last).format("%Y%m%dT%H%M%SZ").to_string());
        // The first change makes version 0.
        lines.property("SEQUENCE", &changes.len().saturating_sub(1).to_string());
    }

    fn uid(&self, key: &RecordKey) -> String {
        let (id, register) = (encoded(key.id.as_str()), encoded(self.export.id.as_str()));
        format!("{}-{id}@{register}.muster", key.collection.word())
    }
}

/// A day as a value.
fn day(day: Day) -> String {
    day.format("%Y%m%d").to_string()
}
