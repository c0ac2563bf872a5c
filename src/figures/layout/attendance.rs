//! Who was at which meeting. A cell that nobody filled is not stated, never absent.

use super::super::Held;
use crate::register::{Attendance, Capacity, Each, Id, ListComplete, Presence, Register};

/// One party at one meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttendanceCell {
    /// From the left.
    pub x: u32,
    /// From the top.
    pub y: u32,
    /// Whether it was there.
    pub presence: Presence,
    /// As what.
    pub capacity: Option<Capacity>,
    /// Whether the meeting names it at all.
    pub listed: bool,
}

/// One meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttendanceColumn {
    /// Which.
    pub held: Held,
    /// From the left.
    pub x: u32,
    /// Whether its list is complete, as far as that is stated.
    pub complete: Option<ListComplete>,
    /// How many were there, in the room or from afar.
    pub present: u32,
}

/// Members by meetings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttendanceMatrix {
    /// The rows: those that were asked for, then others that a meeting names, by id.
    pub parties: Vec<Id>,
    /// The columns, in the order of the meetings.
    pub meetings: Vec<AttendanceColumn>,
    /// Row by row.
    pub cells: Vec<Vec<AttendanceCell>>,
    /// How wide and high it is.
    pub size: (u32, u32),
}

/// The matrix of some parties and meetings, each cell a square of a size.
pub fn attendance(register: &Register, parties: &[Id], meetings: &[Held], cell: u32) -> AttendanceMatrix {
    let mut all: Vec<Id> = parties.to_vec();
    let lists: Vec<_> = meetings
        .iter()
        .filter_map(|held| Some((held, register.meetings.get(&held.meeting)?)))
        .map(|(held, record)| {
            (held, record, record.attendance.live().map(|(_, line)| line).collect::<Vec<_>>())
        })
        .collect();
    let named = lists.iter().flat_map(|(.., lines)| lines).filter_map(|line| line.party.as_ref());
    let named: Each<Id> = named.map(|party| party.id().clone()).filter(|id| !parties.contains(id)).collect();
    all.extend(named);
    let at = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).saturating_mul(cell);
    let columns = lists.iter().enumerate().map(|(n, (held, record, lines))| {
        let there: Each<&Id> = lines
            .iter()
            .filter(|line| is_there(line))
            .filter_map(|line| line.party.as_ref().map(|party| party.id()))
            .collect();
        AttendanceColumn {
            held: (*held).clone(),
            x: at(n),
            complete: record.list_complete,
            present: u32::try_from(there.len()).unwrap_or(u32::MAX),
        }
    });
    let meetings: Vec<_> = columns.collect();
    let cells = all.iter().enumerate().map(|(row, party)| {
        let of_row = lists.iter().enumerate().map(|(n, (.., lines))| {
            let mut own =
                lines.iter().filter(|line| line.party.as_ref().is_some_and(|other| other.id() == party));
            // Named twice, it was there if one of the lines says so.
            let line = own.clone().find(|line| is_there(line)).or_else(|| own.next());
            let stated = line.and_then(|line| line.presence);
            AttendanceCell {
                x: at(n),
                y: at(row),
                presence: stated.unwrap_or(Presence::NotStated),
                capacity: line.and_then(|line| line.capacity),
                listed: line.is_some(),
            }
        });
        of_row.collect()
    });
    let cells = cells.collect();
    AttendanceMatrix { size: (at(meetings.len()), at(all.len())), parties: all, meetings, cells }
}

fn is_there(line: &Attendance) -> bool {
    matches!(line.presence, Some(Presence::Present | Presence::Remote))
}
