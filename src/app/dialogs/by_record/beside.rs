//! Two registers beside each other, and what was found.

use std::collections::HashMap;
use std::sync::Arc;

use crate::app::browser::clock;
use crate::app::desk::Desk;
use crate::app::locale;
use crate::app::parts::{say, titles};
use crate::app::registers;
use crate::exchange::meet::{Found, Kind, Match, Pace, Settled, Sure, Take, Why};
use crate::exchange::{Choice, Meet, MusterFile, Origin, returned};
use crate::figures::Total;
use crate::register::{Few, Id, RecordKey, Register};
use crate::said;
use crate::words::text::Text;
use crate::words::text::areas::{by_record as text, common};

const NONE: (Take, Text) = (Take::Nothing, text::CHOOSE_NOTHING);

/// The rules for another register: what each says, and what it means.
const OTHER: [(Take, Text); 3] =
    [(Take::Additions, text::ONLY_MISSING), (Take::Theirs, text::THEIRS_IF_DIFFERENT), NONE];

/// For a copy that went on apart.
const APART: [(Take, Text); 4] = [
    (Take::Unopposed, text::OURS_STANDS),
    (Take::Later, text::LATER_STANDS),
    (Take::Theirs, text::THEIRS_STANDS),
    NONE,
];

/// For what comes back: nothing is taken by itself.
const RETURNED: [(Take, Text); 3] =
    [NONE, (Take::Unopposed, text::UNOPPOSED), (Take::Theirs, text::ALL_THEIRS)];

/// So many places of a record are named.
const PLACES: usize = 3;

/// What the rows of a table become.
#[derive(Clone, Debug)]
pub struct Table {
    /// What its file is called.
    pub name: String,
    /// Its records.
    pub register: Arc<Register>,
    /// The number of each row in its file, with the record that it is in.
    pub rows: Vec<(RecordKey, usize)>,
    /// Where else in its file a record comes from, in words.
    pub places: Vec<(RecordKey, String)>,
    /// Whether its records have the ids that they had in the register that it was written from.
    pub keeps_ids: bool,
}

/// Another register, and the one of this browser that takes of it.
#[derive(Clone, Debug)]
pub struct Beside {
    /// The register of this browser.
    pub into: Id,
    /// The other one.
    pub theirs: Arc<Register>,
    /// What was sent, where it comes back, and to whom.
    sent: Option<(Arc<Register>, Id)>,
    /// Whether it is a copy of that register, which went on apart.
    is_own: bool,
    /// The table that it is.
    table: Option<Arc<Table>>,
}

impl Beside {
    /// A file, beside a register of this browser.
    pub fn of(file: &MusterFile, into: Id) -> Self {
        let theirs = Register::of(file.changes.iter().chain(&file.ahead).cloned());
        let sent = returned(file).filter(|returned| returned.asked.register == into);
        let sent = sent.map(|returned| (Arc::new(returned.sent), returned.asked.party));
        let is_own = file.register == into;
        Beside { into, theirs: Arc::new(theirs), sent, is_own, table: None }
    }

    /// A table, beside a register of this browser.
    pub fn of_table(table: Table, into: Id) -> Self {
        let theirs = Arc::clone(&table.register);
        Beside { into, theirs, sent: None, is_own: false, table: Some(Arc::new(table)) }
    }

    /// Whether it is what a member sends back.
    pub fn is_return(&self) -> bool {
        self.sent.is_some()
    }

    /// The rules that there are to choose from, the first of them to begin with.
    pub fn rules(&self) -> &'static [(Take, Text)] {
        match (&self.sent, self.is_own) {
            (Some(_), _) => &RETURNED,
            (None, true) => &APART,
            (None, false) => &OTHER,
        }
    }

    /// Whether it is known what both had before, so that one side's change is told from both sides'.
    pub fn has_base(&self) -> bool {
        self.is_own || self.is_return()
    }

    /// What it is, beside what.
    pub fn heading(&self, desk: Desk) -> String {
        let card = registers::list().into_iter().find(|card| card.register == self.into);
        let ours = card.and_then(|card| card.title).unwrap_or_else(|| desk.look(registers::title));
        match &self.sent {
            Some((_, party)) => {
                let party = titles::party(&self.theirs, party, &*locale());
                said!(text::RETURNED_BY, party, ours)
            }
            None if let Some(table) = &self.table => {
                said!(text::BESIDE, name = table.name, ours)
            }
            None if self.is_own => said!(text::WENT_APART, ours),
            None => said!(text::BESIDE, name = registers::title(&self.theirs), ours),
        }
    }

    /// Compares; whether the two come from one origin.
    pub async fn meet(
        &self,
        ours: Register,
        settled: &Few<RecordKey, Settled>,
        pace: &mut impl Pace,
    ) -> (Meet<'static>, bool) {
        let keeps_ids = self.table.as_ref().is_some_and(|table| table.keeps_ids);
        let is_same =
            self.is_own || keeps_ids || self.theirs.changes().any(|change| ours.change(&change.id).is_some());
        let origin = match &self.sent {
            Some((sent, _)) => Origin::Return(sent),
            None if is_same => Origin::Same,
            None => Origin::Other,
        };
        let meet = Meet::paced(ours, &self.theirs, origin, settled, pace).await;
        (meet, is_same || self.is_return())
    }
}

/// What was found.
pub struct Met {
    /// Record by record.
    pub meet: Meet<'static>,
    /// The other register, from which its records have their titles.
    pub theirs: Arc<Register>,
    /// Ours with all of theirs, from which values of theirs have their words.
    pub whole: Register,
    /// What ours comes to.
    pub before: (usize, Vec<Total>),
    /// Whether ids mean the same on both sides.
    is_same: bool,
    table: Option<Arc<Table>>,
    /// The rows of each record of it.
    rows: HashMap<RecordKey, Vec<usize>>,
}

impl Met {
    /// What was found, with what it is told by.
    pub async fn of(
        beside: &Beside,
        meet: Meet<'static>,
        is_same: bool,
        before: (usize, Vec<Total>),
        pace: &mut impl Pace,
    ) -> Self {
        let all = meet.accept_paced(&Choice::all(Take::Theirs), pace).await;
        let whole = meet.after_paced(&all, &clock::now(), pace).await;
        let (theirs, table) = (Arc::clone(&beside.theirs), beside.table.clone());
        let mut rows: HashMap<RecordKey, Vec<usize>> = HashMap::new();
        for (key, row) in table.iter().flat_map(|table| &table.rows) {
            rows.entry(key.clone()).or_default().push(*row);
        }
        Met { whole, meet, theirs, before, is_same, table, rows }
    }

    /// Lets go of some of what it holds; whether anything is left.
    pub fn wane(&mut self, many: usize) -> bool {
        let is_left = self.meet.wane(many);
        self.whole.wane(many) || is_left
    }

    /// What a record of theirs is called.
    pub fn title(&self, one: &Match) -> String {
        titles::title(&self.theirs, &one.theirs, &*locale())
    }

    /// The rows of a table, or the places of a file, that a record of theirs is made of.
    pub fn rows(&self, one: &Match) -> Option<String> {
        let table = self.table.as_ref()?;
        let is_it = |key: &RecordKey| *key == one.theirs;
        let rows = self.rows.get(&one.theirs).into_iter().flatten();
        let rows: Vec<String> = rows.map(|row| row.to_string()).collect();
        match rows.as_slice() {
            [] => places(table.places.iter().filter(|(key, _)| is_it(key)).map(|(_, place)| place.as_str())),
            [one] => Some(said!(text::ROW, row = one)),
            several => Some(said!(text::ROWS, rows = say::and(several))),
        }
    }

    /// How many rows of a table say what is here already.
    pub fn same_rows(&self) -> usize {
        let rows = self.table.iter().flat_map(|table| &table.rows);
        let is_same =
            |key: &RecordKey| self.meet.get(key).is_none_or(|one| one.leaves.is_empty() && !one.is_maimed);
        rows.filter(|(key, _)| is_same(key)).count()
    }

    /// Whether it is not sure what one of their records is here.
    pub fn is_undecided(&self, one: &Match, settled: &Few<RecordKey, Settled>) -> bool {
        let is_open = match one.found {
            Found::New => !one.others.is_empty(),
            Found::Paired(_, Why::ByHand) => false,
            Found::Paired(sure, _) => sure == Sure::Possible || !one.others.is_empty(),
        };
        is_open && !settled.contains_key(&one.theirs)
    }

    /// The records that there is something to say on, with their places. What another register says differently of itself
    /// is what it is, and no matter of this one.
    pub fn shown(&self) -> impl Iterator<Item = (usize, &Match)> {
        let is_own = |one: &Match| {
            !self.is_same
                && one.theirs == RecordKey::own()
                && one.leaves.iter().all(|leaf| leaf.kind != Kind::Added)
        };
        let all = self.meet.matches().iter().enumerate();
        all.filter(move |(_, one)| !one.leaves.is_empty() && !is_own(one))
    }

    /// The records of which it is not sure what they are.
    pub fn undecided(&self, settled: &Few<RecordKey, Settled>) -> Vec<RecordKey> {
        let open = self.shown().filter(|(_, one)| self.is_undecided(one, settled));
        open.map(|(_, one)| one.theirs.clone()).collect()
    }

    /// The records that stay out unless somebody says otherwise: those, and the register's own of another origin, which
    /// says what another register is.
    pub fn stays_out(&self, settled: &Few<RecordKey, Settled>) -> Vec<RecordKey> {
        let own = (!self.is_same).then(RecordKey::own);
        self.undecided(settled).into_iter().chain(own).collect()
    }
}

/// Places of a file, each once and the first of them by name.
fn places<'a>(all: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut named: Vec<&str> = Vec::new();
    for place in all {
        if !named.contains(&place) {
            named.push(place);
        }
    }
    let more = named.len().saturating_sub(PLACES);
    let more = (more > 0).then(|| said!(common::AND_MORE, n = say::whole(more)));
    let first: Vec<&str> = named.into_iter().take(PLACES).chain(more.as_deref()).collect();
    (!first.is_empty()).then(|| say::capital(&first.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_a_file_are_named_once() {
        let check = |all: &[&str], expected: Option<&str>| {
            assert_eq!(places(all.iter().copied()).as_deref(), expected);
        };
        check(&[], None);
        check(&["activity 1, line 4", "activity 1, line 4"], Some("Activity 1, line 4"));
        check(&["a", "b", "c", "d", "e"], Some("A; b; c; and 2 more"));
    }
}
