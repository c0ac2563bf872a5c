//! The register that tables are of.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::{Map, Value};

use super::plan::{self, Plan};
use super::{Cell, OTHERS, Table, leaf};
use crate::register::{Collection, Now, Pen, RecordKey, Register};
use crate::said;
use crate::words::text::Text;
use crate::words::text::areas::noted as says;

/// What tables say.
#[derive(Clone, Debug, Default)]
pub struct ReadBack {
    /// The records, by their own ids.
    pub register: Register,
    /// What is not in it, and why. A row with a problem stays out with all lines that hang on it; the others
    /// are here.
    pub problems: Vec<Problem>,
    /// How many more there are than are listed.
    pub unlisted: usize,
}

/// So many problems are listed; nobody mends more of them one by one.
const LISTED: usize = 10_000;

/// Why a row or a column is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The table, or its file.
    pub table: String,
    /// The line that the row begins in, from 1, which is the line of the names of the columns.
    pub line: usize,
    /// The name of the column, where it is one.
    pub column: Option<String>,
    /// A whole sentence that says what to do.
    pub reason: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = self.line.to_string();
        f.write_str(&match &self.column {
            Some(column) => said!(says::IN_COLUMN, table = self.table, line, column, reason = self.reason),
            None => said!(says::IN_TABLE, table = self.table, line, reason = self.reason),
        })
    }
}

/// The register that tables are of, whatever the order of their rows and columns. Columns that are not there
/// say nothing.
pub fn register(tables: &[Table], now: &Now) -> ReadBack {
    let sheets = tables.iter().map(|table| Sheet { table, file: &table.name, lines: &[] });
    read(&sheets.collect::<Vec<_>>(), now)
}

/// A table, and where its rows stand in which file.
pub(super) struct Sheet<'a> {
    pub table: &'a Table,
    pub file: &'a str,
    /// The line in which each row begins; none where they follow each other from the second on.
    pub lines: &'a [usize],
}

pub(super) fn read(sheets: &[Sheet<'_>], now: &Now) -> ReadBack {
    let given = sheets.iter().map(|sheet| sheet.table.name.clone()).collect();
    let mut reader = Reading { given, ..Reading::default() };
    let plans = plan::all();
    for sheet in sheets {
        let name = &sheet.table.name;
        if name != OTHERS && !plans.iter().any(|plan| plan.name == *name) {
            reader.note(sheet, None, None, says::NO_SUCH_TABLE.said());
        }
    }
    // What lines are of comes before them.
    for plan in &plans {
        for sheet in sheets.iter().filter(|sheet| sheet.table.name == plan.name) {
            reader.table(sheet, plan);
        }
    }
    for sheet in sheets.iter().filter(|sheet| sheet.table.name == OTHERS) {
        reader.others(sheet);
    }
    // One a record: each record is read for itself.
    let mut pen = Pen::new("tables");
    let changes = reader.records.into_iter().map(|(key, record)| {
        let records = Map::from_iter([(key.id.to_string(), Value::Object(record))]);
        pen.write(Map::from_iter([(key.collection.word().to_owned(), Value::Object(records))]), now)
    });
    ReadBack { register: Register::of(changes), problems: reader.problems, unlisted: reader.unlisted }
}

/// No field of a record lies below so many lists and ids.
const DEEPEST: usize = 16;

#[derive(Default)]
struct Reading {
    records: BTreeMap<RecordKey, Map<String, Value>>,
    /// The tables that are here. Lines whose own table is alone are taken as they are.
    given: BTreeSet<String>,
    /// The rows that are here, by table and ids.
    known: BTreeSet<(String, Vec<String>)>,
    problems: Vec<Problem>,
    unlisted: usize,
}

/// Why a row stays out, and the column.
type Refused = (Option<String>, String);

impl Reading {
    fn note(&mut self, sheet: &Sheet<'_>, row: Option<usize>, column: Option<String>, reason: &str) {
        if self.problems.len() >= LISTED {
            self.unlisted = self.unlisted.saturating_add(1);
            return;
        }
        let next = |row: usize| sheet.lines.get(row).copied().unwrap_or(row.saturating_add(2));
        let (table, line) = (sheet.file.to_owned(), row.map_or(1, next));
        self.problems.push(Problem { table, line, column, reason: reason.to_owned() });
    }

    fn table(&mut self, sheet: &Sheet<'_>, plan: &Plan) {
        let (table, whole) = (sheet.table, plan.table());
        for (place, column) in table.columns.iter().enumerate() {
            let reason = match (whole.place(&column.name), table.place(&column.name) == Some(place)) {
                (None, _) => says::NO_SUCH_COLUMN,
                (_, false) => says::COLUMN_AGAIN,
                _ => continue,
            };
            self.note(sheet, None, Some(column.name.clone()), reason.said());
        }
        let missing = whole.columns.iter().take(whole.keys).find(|key| table.place(&key.name).is_none());
        if let Some(missing) = missing {
            let reason = says::COLUMN_MISSING.said();
            return self.note(sheet, None, Some(missing.name.clone()), reason);
        }
        let keys: Vec<&str> =
            whole.columns.iter().take(whole.keys).map(|column| column.name.as_str()).collect();
        for (place, row) in table.rows.iter().enumerate() {
            if let Err((column, reason)) = self.row(table, plan, &keys, row) {
                self.note(sheet, Some(place), column, &reason);
            }
        }
    }

    fn row(&mut self, table: &Table, plan: &Plan, keys: &[&str], row: &[Cell]) -> Result<(), Refused> {
        let mut ids = Vec::new();
        for name in keys {
            match cell(table, row, name) {
                Some(id) if !id.is_empty() && !id.contains('/') => ids.push(id.to_owned()),
                _ => {
                    let reason = says::ID_IS.said().to_owned();
                    return Err((Some((*name).to_owned()), reason));
                }
            }
        }
        if let (Some(parent), Some((_, above))) = (table.parent(), ids.split_last())
            && self.given.contains(parent)
            && !self.known.contains(&(parent.to_owned(), above.to_vec()))
        {
            let reason = said!(says::NO_ROW_ABOVE, id = above.join("/"), table = parent);
            return Err((keys.first().map(|key| (*key).to_owned()), reason));
        }
        let mut leaves = Map::new();
        for field in plan.fields() {
            let columns: Vec<String> = plan::of_field(field).map(|column| column.name).collect();
            let cells: Vec<Option<&str>> = columns.iter().map(|name| cell(table, row, name)).collect();
            let value = leaf::value(field.kind, &cells)
                .map_err(|(place, reason)| (columns.get(place).cloned(), reason))?;
            if let Some(value) = value {
                leaves.insert(field.name.to_owned(), value);
            }
        }
        if !self.known.insert((plan.name.clone(), ids.clone())) {
            let reason = says::ROW_AGAIN.said().to_owned();
            return Err((keys.last().map(|key| (*key).to_owned()), reason));
        }
        let mut ids = ids.iter().map(String::as_str);
        let key = RecordKey::new(plan.collection, ids.next().unwrap_or_default());
        let below = plan.lists.iter().copied().zip(ids).flat_map(|(list, id)| [list, id]);
        if let Some(node) = descend(self.records.entry(key).or_default(), below) {
            node.extend(leaves);
        }
        Ok(())
    }

    fn others(&mut self, sheet: &Sheet<'_>) {
        for (place, row) in sheet.table.rows.iter().enumerate() {
            if let Err((column, reason)) = self.other(sheet.table, row) {
                self.note(sheet, Some(place), column, &reason);
            }
        }
    }

    fn other(&mut self, table: &Table, row: &[Cell]) -> Result<(), Refused> {
        let text = |name: &str| cell(table, row, name).unwrap_or_default();
        let refused = |name: &str, reason: Text| (Some(name.to_owned()), reason.said().to_owned());
        let collection = Collection::from_word(text("collection"))
            .ok_or_else(|| refused("collection", says::NO_SUCH_COLLECTION))?;
        let (id, key) = (text("record"), RecordKey::new(collection, text("record")));
        // Where the table of the records is not here, they are taken to be.
        if !self.given.contains(collection.word()) && !id.is_empty() && !id.contains('/') {
            self.records.entry(key.clone()).or_default();
        }
        let record = self.records.get_mut(&key);
        let record = record.ok_or_else(|| refused("record", says::NO_SUCH_RECORD))?;
        let value = serde_json::from_str(text("value")).map_err(|_| refused("value", says::NOT_JSON))?;
        let (above, name) = text("path").rsplit_once('/').unwrap_or(("", text("path")));
        let above = || above.split('/').filter(|name| !name.is_empty());
        let is_short = !name.is_empty() && above().nth(DEEPEST).is_none();
        match descend(record, above().filter(|_| is_short)).filter(|_| is_short) {
            Some(node) => node.insert(name.to_owned(), value),
            None => return Err(refused("path", says::NO_PATH)),
        };
        Ok(())
    }
}

fn cell<'a>(table: &Table, row: &'a [Cell], name: &str) -> Option<&'a str> {
    row.get(table.place(name)?)?.as_deref()
}

/// What stands below some names, made where it is not there yet.
fn descend<'a, 'b>(
    mut node: &'a mut Map<String, Value>,
    names: impl Iterator<Item = &'b str>,
) -> Option<&'a mut Map<String, Value>> {
    for name in names {
        node = node.entry(name).or_insert_with(|| Value::Object(Map::new())).as_object_mut()?;
    }
    Some(node)
}
