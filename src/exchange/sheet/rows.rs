//! What the rows become: records, in a register of their own that is then compared with ours.

use std::collections::{BTreeMap, HashMap, HashSet, btree_map};

use serde_json::{Map, Value};

use super::Grid;
use super::fields::Target;
use super::header::Mapping;
use super::parties::Parties;
use super::said::Said;
use crate::register::{Arrange, Change, Hash, Id, Now, Pen, RecordKey, Register};
use crate::said;
use crate::words::text::areas::files::ROW_STAYS_OUT;

/// Why a row does not become anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The place of the row in the table.
    pub row: usize,
    /// The place of the column, where it is one.
    pub column: Option<usize>,
    /// A whole sentence that says what to do.
    pub reason: String,
}

/// What a table becomes.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    /// Its records, as a register of their own.
    pub register: Register,
    /// Which record each row is in; a row with a problem is in none.
    pub rows: Vec<(usize, RecordKey)>,
    /// What stops the other rows.
    pub problems: Vec<Problem>,
}

/// Reads the rows of a table, one after the other. `ours` is the register that they are for.
pub struct Rows<'a> {
    pub(super) grid: &'a Grid,
    pub(super) mapping: &'a Mapping,
    pub(super) target: &'static Target,
    pub(super) ours: &'a Register,
    pub(super) parties: &'a Parties,
    pub(super) records: BTreeMap<RecordKey, Map<String, Value>>,
    /// How often rows were there that say the same.
    pub(super) same: HashMap<Hash, usize>,
    /// What was said of a party in a record, by the mark of that, the list and the party.
    pub(super) lines: HashMap<(String, &'static str, Id), Map<String, Value>>,
    /// Entries of which rows gave the shares.
    pub(super) shared: HashMap<RecordKey, Vec<String>>,
    /// What rows are called, where some refer to others.
    pub(super) references: HashSet<&'a str>,
    /// Rows that come if those do that they refer to.
    waiting: Vec<(usize, Said)>,
    pub(super) taken: Vec<(usize, RecordKey)>,
    problems: Vec<Problem>,
}

impl<'a> Rows<'a> {
    /// The reader of a table.
    pub fn of(grid: &'a Grid, mapping: &'a Mapping, ours: &'a Register, parties: &'a Parties) -> Self {
        let mut rows = Rows {
            grid,
            mapping,
            target: mapping.target,
            ours,
            parties,
            records: BTreeMap::new(),
            same: HashMap::new(),
            lines: HashMap::new(),
            shared: HashMap::new(),
            references: HashSet::new(),
            waiting: Vec::new(),
            taken: Vec::new(),
            problems: Vec::new(),
        };
        if rows.has_relations() {
            rows.references = mapping.rows(grid).filter_map(|row| rows.reference(row)).collect();
        }
        rows
    }

    /// Whether rows may refer to others.
    fn has_relations(&self) -> bool {
        let mut paths = self.mapping.columns.iter().filter_map(|column| column.path);
        paths.any(|path| path.starts_with("relations/"))
    }

    /// Reads some rows.
    pub fn read(&mut self, rows: std::ops::Range<usize>) {
        let has_relations = self.has_relations();
        for row in rows {
            let said = self.row(row).and_then(|said| self.agree(row, &said).map(|()| said));
            match said {
                Ok(said) if has_relations => self.waiting.push((row, said)),
                Ok(said) => self.put(row, said),
                Err(problems) => self.problems.extend(problems),
            }
        }
    }

    /// What was read, as changes made at one time: one a record, since each of them is read for its record alone.
    pub fn finish(self, now: &Now) -> Taken {
        let mut putting = self.put_together();
        while putting.step(usize::MAX, now) {}
        putting.taken()
    }

    /// The same in steps, so that others have their turn in between.
    pub fn put_together(mut self) -> Putting {
        let waiting = std::mem::take(&mut self.waiting);
        let out = self.held_up(&waiting);
        for (place, (row, said)) in waiting.into_iter().enumerate() {
            if !out.contains(&place) {
                self.put(row, said);
            }
        }
        self.problems.arrange_by_key(|problem| problem.row);
        let taken = Taken { register: Register::default(), rows: self.taken, problems: self.problems };
        Putting { taken, records: self.records.into_iter(), pen: Pen::new("table") }
    }

    /// Which of the rows that wait do not come, since a row that they refer to does not; says so of each.
    fn held_up(&mut self, waiting: &[(usize, Said)]) -> HashSet<usize> {
        let mut coming: HashMap<&str, usize> = HashMap::new();
        let mut needing: HashMap<&str, Vec<usize>> = HashMap::new();
        for (place, (row, said)) in waiting.iter().enumerate() {
            if let Some(reference) = self.reference(*row) {
                let count = coming.entry(reference).or_default();
                *count = count.saturating_add(1);
            }
            said.relations.iter().for_each(|one| needing.entry(&one.to).or_default().push(place));
        }
        let mut out: HashSet<usize> = HashSet::new();
        let mut open: Vec<&str> = needing.keys().copied().filter(|to| !coming.contains_key(to)).collect();
        while let Some(gone) = open.pop() {
            for place in needing.get(gone).into_iter().flatten().copied() {
                let Some((row, _)) = waiting.get(place).filter(|_| out.insert(place)) else { continue };
                let Some(reference) = self.reference(*row) else { continue };
                if let Some(count) = coming.get_mut(reference) {
                    *count = count.saturating_sub(1);
                    if *count == 0 {
                        open.push(reference);
                    }
                }
            }
        }
        coming.retain(|_, count| *count > 0);
        for (_, (row, said)) in waiting.iter().enumerate().filter(|(place, _)| out.contains(place)) {
            let gone = said.relations.iter().filter(|one| !coming.contains_key(one.to.as_str()));
            self.problems.extend(gone.map(|one| Problem {
                row: *row,
                column: Some(one.column),
                reason: said!(ROW_STAYS_OUT, row = one.to),
            }));
        }
        out
    }
}

/// Makes a register of records.
pub struct Putting {
    taken: Taken,
    records: btree_map::IntoIter<RecordKey, Map<String, Value>>,
    pen: Pen,
}

impl Putting {
    /// Puts so many records more into it; whether any were left.
    pub fn step(&mut self, many: usize, now: &Now) -> bool {
        let changes: Vec<Change> = self
            .records
            .by_ref()
            .take(many)
            .map(|(key, record)| {
                let records = Map::from_iter([(key.id.to_string(), Value::Object(record))]);
                let body = Map::from_iter([(key.collection.word().to_owned(), Value::Object(records))]);
                self.pen.write(body, now)
            })
            .collect();
        let is_any = !changes.is_empty();
        self.taken.register.add(changes);
        is_any
    }

    /// What the table becomes, once none is left.
    pub fn taken(self) -> Taken {
        self.taken
    }
}

/// So many digits of a hash tell texts apart.
const DIGITS: usize = 20;

pub(super) fn hash(texts: &[&str]) -> String {
    let said = texts.join("\u{1f}");
    let hash = Hash::of(said.as_bytes()).to_string();
    hash.get(..DIGITS).unwrap_or_default().to_owned()
}
