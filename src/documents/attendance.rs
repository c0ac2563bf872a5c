//! Who took part in a meeting: as sentences for a communiqué, as a table for minutes.

use super::scribe::{Scribe, so_many};
use super::tree::{Block, Column, Inline, Table, plain};
use crate::register::checks::capital;
use crate::register::{
    Attendance, Capacity, Citation, Id, Lines, ListComplete, Meeting, Party, PartyKind, Presence, RecordKey,
};
use crate::words::{and, labels, numeral};

impl Scribe<'_> {
    /// The sentences on who took part, by capacity.
    pub fn who_attended(&mut self, meeting: &Meeting) -> Vec<String> {
        let lines: Vec<&Attendance> = meeting.attendance.values().collect();
        let there = |line: &&&Attendance| matches!(line.presence, Some(Presence::Present | Presence::Remote));
        let of = |wanted: Option<Capacity>| -> Vec<Id> {
            let own = lines.iter().filter(there).filter(|line| line.capacity == wanted);
            own.filter_map(|line| Some(line.party.as_ref()?.id().clone())).collect()
        };
        let (leads, members) = (of(Some(Capacity::Lead)), of(Some(Capacity::Member)));
        let (guests, observers) = (of(Some(Capacity::Guest)), of(Some(Capacity::Observer)));
        let mut said = Vec::new();
        let mut joined = vec![self.all_in_prose(&of(None)), self.all_in_prose(&members)];
        joined.retain(|names| !names.is_empty());
        if !leads.is_empty() {
            let lead = if leads.len() == 1 { "which leads" } else { "which lead" };
            let were = match (joined.is_empty(), leads.len()) {
                (true, _) => "took part".to_owned(),
                (false, 1) => format!("was joined by {}", and(&joined)),
                (false, _) => format!("were joined by {}", and(&joined)),
            };
            said.push(format!("{}, {lead} the coalition, {were}.", self.all_in_prose(&leads)));
        } else if !joined.is_empty() {
            said.push(format!("{} took part.", and(&joined)));
        }
        let mut others: Vec<String> = Vec::new();
        for (parties, one, many) in
            [(&guests, "as a guest", "as guests"), (&observers, "as an observer", "as observers")]
        {
            if !parties.is_empty() {
                let took_part = if others.is_empty() { " took part" } else { "" };
                let capacity = if parties.len() == 1 { one } else { many };
                others.push(format!("{}{took_part} {capacity}", self.all_in_prose(parties)));
            }
        }
        if !others.is_empty() {
            said.push(format!("{}.", others.join(", ")));
        }
        let beneficiaries = of(Some(Capacity::Beneficiary));
        if !beneficiaries.is_empty() {
            let names = self.all_in_prose(&beneficiaries);
            said.push(format!("{names}, for which the coalition works, took part as well."));
        }
        let remote = |presence: Presence| -> Vec<Id> {
            let own = lines.iter().filter(|line| line.presence == Some(presence));
            own.filter_map(|line| Some(line.party.as_ref()?.id().clone())).collect()
        };
        for (presence, words) in [
            (Presence::Remote, "took part from afar"),
            (Presence::Excused, "sent apologies"),
            (Presence::Absent, "did not take part"),
            (Presence::NotStated, "are named in the reports, which do not say whether they were in the room"),
        ] {
            let parties = remote(presence);
            let words = match (presence, parties.len()) {
                (_, 0) => continue,
                (Presence::NotStated, 1) => {
                    "is named in the reports, which do not say whether it was in the room"
                }
                _ => words,
            };
            said.push(format!("{} {words}.", self.all_in_prose(&parties)));
        }
        said.extend(self.counted(meeting));
        said.into_iter().map(|text| capital(&text)).collect()
    }

    /// How complete the list is, and the numbers that were reported.
    fn counted(&self, meeting: &Meeting) -> Vec<String> {
        let mut said = Vec::new();
        let counts: Vec<String> = meeting
            .counts
            .values()
            .filter_map(|one| {
                let number = usize::try_from(one.count?).ok()?;
                Some(format!("{} {}", numeral(number), one.of.as_deref().unwrap_or("participants")))
            })
            .collect();
        if !counts.is_empty() {
            said.push(format!("Reported were {}.", and(&counts)));
        }
        if meeting.list_complete == Some(ListComplete::No) {
            said.push("The list of those present is not complete.".to_owned());
        }
        said
    }

    /// How many delegations took part.
    pub fn delegations(&self, meeting: &Meeting) -> usize {
        let there = |line: &&Attendance| matches!(line.presence, Some(Presence::Present | Presence::Remote));
        meeting.attendance.values().filter(there).count()
    }

    /// The table of those who took part, by capacity.
    pub fn attendance_table(&mut self, meeting: &Meeting) {
        let mut lines: Vec<&Attendance> = meeting.attendance.values().collect();
        if lines.is_empty() {
            self.sentence("Who was there is not on record.".to_owned(), None);
            return;
        }
        crate::register::Arrange::arrange_by(lines.as_mut_slice(), |a, b| {
            let name = |line: &Attendance| {
                line.party.as_ref().map_or_else(String::new, |party| self.party(party.id()))
            };
            let by_capacity = (a.capacity.is_none(), a.capacity).cmp(&(b.capacity.is_none(), b.capacity));
            by_capacity.then_with(|| self.locale.compare(&name(a), &name(b)))
        });
        let column = |title: &str| Column { title: title.to_owned(), numbers: false };
        let mut table = Table {
            columns: ["Party", "Capacity", "Presence", "Represented by"].map(column).into(),
            rows: Vec::new(),
        };
        for line in lines {
            let Some(party) = &line.party else { continue };
            let word =
                |word: Option<&'static str>| {
                    plain(word.map_or_else(
                        || "Not stated".to_owned(),
                        |word| labels::choice_label(word).to_owned(),
                    ))
                };
            table.rows.push(vec![
                vec![Inline::Record(self.party(party.id()), RecordKey::of::<Party>(party.id()))],
                word(line.capacity.map(Capacity::word)),
                word(line.presence.map(Presence::word)),
                plain(line.delegates.clone().unwrap_or_default()),
            ]);
        }
        let delegated = table.rows.iter().any(|row| row.last().is_some_and(|cell| cell != &plain("")));
        if !delegated {
            table.columns.pop();
            table.rows.iter_mut().for_each(|row| drop(row.pop()));
        }
        self.blocks.push(Block::Table(table));
        let said = self.counted(meeting).join(" ");
        if !said.is_empty() {
            self.sentence(said, None);
        }
    }

    /// What several parties are called together: states, organisations, or parties.
    pub fn kind_of(&self, parties: &[Id]) -> (&'static str, &'static str) {
        let is = |kind: PartyKind| {
            parties.iter().all(|id| self.register.parties.get(id).is_some_and(|one| one.kind == Some(kind)))
        };
        match () {
            () if is(PartyKind::State) => ("state", "states"),
            () if is(PartyKind::Organisation) => ("organisation", "organisations"),
            () => ("party", "parties"),
        }
    }

    /// “Six states”, at the beginning of a sentence.
    pub fn so_many(&self, parties: &[Id]) -> String {
        let (one, many) = self.kind_of(parties);
        so_many(parties.len(), one, many)
    }
}

/// The sources of a meeting and of what its lines say of those present.
pub(super) fn sources_of(meeting: &Meeting) -> Vec<&Lines<Citation>> {
    let lines = meeting.attendance.values().map(|line| &line.sources);
    std::iter::once(&meeting.sources).chain(lines).collect()
}
