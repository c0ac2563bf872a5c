//! Who took part in a meeting: as sentences for a communiqué, as a table for minutes.

use super::scribe::Scribe;
use super::tree::{Block, Column, Inline, Table, plain};
use crate::register::{
    Attendance, Capacity, Citation, Id, Lines, ListComplete, Meeting, Party, PartyKind, Presence, RecordKey,
};
use crate::said;
use crate::words::text::Text;
use crate::words::text::areas::communique as says;
use crate::words::text::areas::documents::HEAD_REPRESENTED;
use crate::words::text::areas::meeting::{CAPACITY, PARTICIPANTS, PARTY, PRESENCE};
use crate::words::text::areas::record::NOT_STATED;
use crate::words::text::language;
use crate::words::{Language, and, labels, numeral};

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
            let (n, names) = (leads.len(), self.all_in_prose(&leads));
            said.push(match joined.as_slice() {
                [] => said!(says::LEADS, n, names),
                others => said!(says::LEADS_JOINED, n, names, others = and(others)),
            });
        } else if !joined.is_empty() {
            said.push(said!(says::TOOK_PART, names = and(&joined)));
        }
        let (n, m) = (guests.len(), observers.len());
        match (self.all_in_prose(&guests), self.all_in_prose(&observers)) {
            (_, _) if n == 0 && m == 0 => {}
            (names, _) if m == 0 => said.push(said!(says::GUESTS, n, names)),
            (_, names) if n == 0 => said.push(said!(says::OBSERVERS, n = m, names)),
            (guests, observers) => said.push(said!(says::GUESTS_AND_OBSERVERS, n, guests, m, observers)),
        }
        let beneficiaries = of(Some(Capacity::Beneficiary));
        if !beneficiaries.is_empty() {
            said.push(said!(says::BENEFICIARY, names = self.all_in_prose(&beneficiaries)));
        }
        for presence in [Presence::Remote, Presence::Excused, Presence::Absent, Presence::NotStated] {
            let own = lines.iter().filter(|line| line.presence == Some(presence));
            let parties: Vec<Id> = own.filter_map(|line| Some(line.party.as_ref()?.id().clone())).collect();
            let (n, names) = (parties.len(), self.all_in_prose(&parties));
            match presence {
                _ if n == 0 => {}
                Presence::Present => {}
                Presence::Remote => said.push(said!(says::FROM_AFAR, names)),
                Presence::Excused => said.push(said!(says::APOLOGIES, names)),
                Presence::Absent => said.push(said!(says::NOT_THERE, names)),
                Presence::NotStated => said.push(said!(says::NAMED_ONLY, n, names)),
            }
        }
        said.extend(self.counted(meeting));
        said
    }

    /// How complete the list is, and the numbers that were reported.
    fn counted(&self, meeting: &Meeting) -> Vec<String> {
        let mut said = Vec::new();
        let counts: Vec<String> = meeting
            .counts
            .values()
            .filter_map(|one| {
                let number = usize::try_from(one.count?).ok()?;
                let number =
                    if language() == Language::English { numeral(number) } else { number.to_string() };
                Some(format!("{number} {}", one.of.as_deref().unwrap_or(PARTICIPANTS.said())))
            })
            .collect();
        if !counts.is_empty() {
            said.push(said!(says::REPORTED_NUMBERS, counts = and(&counts)));
        }
        if meeting.list_complete == Some(ListComplete::No) {
            said.push(said!(says::LIST_NOT_COMPLETE));
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
            self.sentence(said!(says::NOT_ON_RECORD), None);
            return;
        }
        crate::register::Arrange::arrange_by(lines.as_mut_slice(), |a, b| {
            let name = |line: &Attendance| {
                line.party.as_ref().map_or_else(String::new, |party| self.party(party.id()))
            };
            let by_capacity = (a.capacity.is_none(), a.capacity).cmp(&(b.capacity.is_none(), b.capacity));
            by_capacity.then_with(|| self.locale.compare(&name(a), &name(b)))
        });
        let column = |title: Text| Column { title: title.said().to_owned(), numbers: false };
        let mut table = Table {
            columns: [PARTY, CAPACITY, PRESENCE, HEAD_REPRESENTED].map(column).into(),
            rows: Vec::new(),
        };
        for line in lines {
            let Some(party) = &line.party else { continue };
            let word =
                |word: Option<&'static str>| plain(word.map_or(NOT_STATED.said(), labels::choice_label));
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

    /// Whether several parties are all of one kind.
    pub fn all_are(&self, parties: &[Id], kind: PartyKind) -> bool {
        parties.iter().all(|id| self.register.parties.get(id).is_some_and(|one| one.kind == Some(kind)))
    }
}

/// The sources of a meeting and of what its lines say of those present.
pub(super) fn sources_of(meeting: &Meeting) -> Vec<&Lines<Citation>> {
    let lines = meeting.attendance.values().map(|line| &line.sources);
    std::iter::once(&meeting.sources).chain(lines).collect()
}
