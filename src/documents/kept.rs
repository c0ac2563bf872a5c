//! The texts of minutes that were kept: circulated, approved, and once more after a change.

use crate::register::{Arrange, Id, Meeting, MinutesState, MinutesVersion};

/// A text of minutes that was kept.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kept<'a> {
    /// The line of the meeting.
    pub id: &'a Id,
    /// The text with its state, date and hash.
    pub version: &'a MinutesVersion,
    /// Its number among those of its state, from 1.
    pub number: usize,
}

impl Kept<'_> {
    /// What names it in an address: `2` for the second that was approved, `circulated-1` for the first that was circulated.
    pub fn word(&self) -> String {
        match self.version.state {
            Some(MinutesState::Approved) => self.number.to_string(),
            state => format!("{}-{}", state.unwrap_or(MinutesState::Draft).word(), self.number),
        }
    }
}

/// The texts of the minutes of a meeting in the order in which they were kept.
pub fn kept(meeting: &Meeting) -> Vec<Kept<'_>> {
    let with_text = meeting.versions.live().filter(|(_, version)| version.text.is_some());
    let mut all: Vec<(&Id, &MinutesVersion)> = with_text.collect();
    all.arrange_by_key(|(_, version)| version.date.as_ref().map(|date| date.last()));
    let mut found: Vec<Kept<'_>> = Vec::new();
    for (id, version) in all {
        let before = found.iter().filter(|kept| kept.version.state == version.state).count();
        found.push(Kept { id, version, number: before.saturating_add(1) });
    }
    found
}
