//! What the rows become: records, in a register of their own that is then compared with ours.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value};

use super::fields::{REFERENCE, Target, field_at};
use super::header::Mapping;
use super::parties::{Named, Parties};
use super::values::{self, Beside};
use super::words::plain;
use super::{Cell, Grid};
use crate::register::{
    Collection, Hash, Id, Kind, Leaf, Now, Pen, RecordKey, Register, Shape, is_code_allowed,
};

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
    grid: &'a Grid,
    mapping: &'a Mapping,
    target: &'static Target,
    ours: &'a Register,
    parties: &'a Parties,
    records: BTreeMap<RecordKey, Map<String, Value>>,
    /// How often rows were there that say the same.
    same: HashMap<Hash, usize>,
    taken: Vec<(usize, RecordKey)>,
    problems: Vec<Problem>,
}

/// What a row says: fields of the record, and for each list one line.
#[derive(Default)]
struct Said {
    record: Map<String, Value>,
    lines: BTreeMap<&'static str, Map<String, Value>>,
    sources: BTreeMap<&'static str, Map<String, Value>>,
    givers: Vec<(&'static str, Named)>,
    notes: Vec<String>,
}

impl<'a> Rows<'a> {
    /// None where rows of that collection are not read.
    pub fn of(
        grid: &'a Grid,
        mapping: &'a Mapping,
        ours: &'a Register,
        parties: &'a Parties,
    ) -> Option<Self> {
        let target = Target::of(mapping.collection)?;
        Some(Rows {
            grid,
            mapping,
            target,
            ours,
            parties,
            records: BTreeMap::new(),
            same: HashMap::new(),
            taken: Vec::new(),
            problems: Vec::new(),
        })
    }

    /// Reads some rows.
    pub fn read(&mut self, rows: std::ops::Range<usize>) {
        for row in rows {
            match self.row(row) {
                Ok(said) => self.put(row, said),
                Err(problems) => self.problems.extend(problems),
            }
        }
    }

    /// What was read, as changes made at one time: one a record, since each of them is read for its record alone.
    pub fn finish(self, now: &Now) -> Taken {
        let mut pen = Pen::new("table");
        let changes = self.records.into_iter().map(|(key, record)| {
            let records = Map::from_iter([(key.id.to_string(), Value::Object(record))]);
            pen.write(Map::from_iter([(key.collection.word().to_owned(), Value::Object(records))]), now)
        });
        Taken { register: Register::of(changes), rows: self.taken, problems: self.problems }
    }

    fn row(&self, row: usize) -> Result<Said, Vec<Problem>> {
        let (mut said, mut problems) = (Said::default(), Vec::new());
        let wrong = |column: Option<usize>, reason: String| Problem { row, column, reason };
        for (column, of) in self.mapping.columns.iter().enumerate() {
            let cell = self.grid.cell(row, column);
            if cell.is_empty() {
                continue;
            }
            match of.path {
                None => {
                    let title = self.mapping.title(self.grid, column);
                    let title =
                        if title.is_empty() { super::column_letters(column) } else { title.to_owned() };
                    said.notes.push(format!("{title}: {cell}"));
                }
                Some(REFERENCE) => {}
                Some(path) => {
                    if let Err(reason) = self.cell(row, path, cell, of.sense, &mut said) {
                        problems.push(wrong(Some(column), reason));
                    }
                }
            }
        }
        for (path, text) in &self.mapping.fixed {
            let Some(known) = self.target.column(path) else { continue };
            if self.at(row, known.path).is_none_or(Cell::is_empty)
                && let Err(reason) =
                    self.cell(row, known.path, &Cell::of_text(text), values::Sense::default(), &mut said)
            {
                problems.push(wrong(None, reason));
            }
        }
        if problems.is_empty() {
            problems.extend(self.missing(&said).map(|reason| wrong(None, reason)));
        }
        if problems.is_empty() { Ok(said) } else { Err(problems) }
    }

    /// What a row lacks to say anything.
    fn missing(&self, said: &Said) -> Option<String> {
        let has = |path: &str| {
            let (list, name) = path.split_once('/').map_or(("", path), |(list, name)| (list, name));
            let is_given = said.givers.iter().any(|(of, _)| *of == path);
            is_given
                || if list.is_empty() {
                    said.record.contains_key(name)
                } else {
                    said.lines.get(list).is_some_and(|line| line.contains_key(name))
                }
        };
        let name = |path: &str| self.target.column(path).and_then(|known| known.names.first()).copied();
        if !self.target.needs.iter().any(|path| has(path)) {
            let needs: Vec<&str> = self.target.needs.iter().filter_map(|path| name(path)).collect();
            return Some(format!(
                "The row has no {}; without that it is {} of nobody.",
                needs.join(" and no "),
                self.target.row
            ));
        }
        // A line that counts has to say as what.
        let kinds = [("entries", "entries/kind"), ("steps", "steps/kind"), ("", "role")];
        let lacks = kinds.into_iter().find(|(list, path)| {
            self.target.column(path).is_some()
                && !has(path)
                && (list.is_empty() || said.lines.get(list).is_some_and(|line| !line.is_empty()))
        });
        lacks.map(|(_, path)| {
            format!(
                "The row has no {}; choose one for all such rows, or write it.",
                name(path).unwrap_or(path)
            )
        })
    }

    /// The cell of a row in the column of that path.
    fn at(&self, row: usize, path: &str) -> Option<&Cell> {
        let column = self.mapping.columns.iter().position(|column| column.path == Some(path))?;
        Some(self.grid.cell(row, column))
    }

    fn cell(
        &self,
        row: usize,
        path: &'static str,
        cell: &Cell,
        sense: values::Sense,
        said: &mut Said,
    ) -> Result<(), String> {
        let Some((lists, field)) = field_at(self.target.collection.shape(), path) else { return Ok(()) };
        let list = lists.first().copied().unwrap_or_default();
        if let Some((_, part)) = path.split_once('.') {
            if lists.last() == Some(&"sources") {
                return source(list, part, cell, sense, said);
            }
            // A part of an amount is read with it; by itself it says nothing, but has to be one.
            return match part {
                "currency" => values::currency(cell.text()).map(drop),
                _ => values::qualifier(cell.text()).map(drop),
            };
        }
        let value = match field.kind {
            Kind::Ref(Collection::Parties) => {
                let named = match lists.is_empty() {
                    true => vec![self.parties.one(cell.text())],
                    false => self.parties.several(cell.text()),
                };
                said.givers.extend(named.into_iter().map(|one| (path, one)));
                return Ok(());
            }
            Kind::Amount => match values::amount(cell, self.beside(row, path)?, sense)? {
                Some(amount) => amount.write(),
                None => return Ok(()),
            },
            kind => values::leaf(kind, cell, sense)?,
        };
        let into = if list.is_empty() { &mut said.record } else { said.lines.entry(list).or_default() };
        into.insert(field.name.to_owned(), value);
        Ok(())
    }

    /// What the row, or the whole table, says beside an amount.
    fn beside(&self, row: usize, path: &str) -> Result<Beside, String> {
        let said = |part: &str| {
            let path = format!("{path}.{part}");
            let cell = self.at(row, &path).filter(|cell| !cell.is_empty()).map(|cell| cell.text().to_owned());
            cell.or_else(|| self.mapping.fixed(&path).map(str::to_owned))
        };
        let currency = said("currency").map(|text| values::currency(&text)).transpose()?;
        let qualifier = said("qualifier").map(|text| values::qualifier(&text)).transpose()?;
        Ok(Beside { currency, qualifier })
    }

    /// Puts what a row says into its record.
    fn put(&mut self, row: usize, said: Said) {
        let Said { mut record, mut lines, sources, givers, notes } = said;
        let mark = self.mark(row);
        let key = RecordKey::new(self.target.collection, mark.as_str());
        for (path, named) in givers {
            let id = self.party(named);
            match path.split_once('/') {
                None => drop(record.insert(path.to_owned(), id.as_str().into())),
                Some((list, name)) => {
                    let line = Map::from_iter([(name.to_owned(), Value::from(id.as_str()))]);
                    self.line(&key, list, &format!("g{id}"), line);
                }
            }
        }
        if let Some(Value::String(area)) = record.get("area").cloned() {
            record.insert("area".to_owned(), self.area(&area).as_str().into());
        }
        for (list, source) in sources {
            let id = self.source(source);
            let citation = Value::Object(Map::from_iter([("source".to_owned(), Value::from(id.as_str()))]));
            let citations = Value::Object(Map::from_iter([("c".to_owned(), citation)]));
            // Where the row has no such line, its source is the record's.
            match lines.get_mut(list).filter(|line| !line.is_empty()) {
                Some(line) => drop(line.insert("sources".to_owned(), citations)),
                None => self.line_map(&key, "sources", &format!("c{row}"), &citations),
            }
        }
        if !notes.is_empty() {
            let line = ["entries", "steps"].into_iter().find(|list| lines.contains_key(list));
            let into = match line.and_then(|list| lines.get_mut(list)) {
                Some(line) => line,
                None => &mut record,
            };
            add_note(into, &notes.join("\n"));
        }
        for (list, line) in lines.into_iter().filter(|(_, line)| !line.is_empty()) {
            self.line(&key, list, &format!("l{row:07}"), line);
        }
        let held = self.records.entry(key.clone()).or_default();
        for (name, value) in record {
            match (name.as_str(), value.as_str()) {
                ("note", Some(note)) => add_note(held, note),
                _ => drop(held.entry(name).or_insert(value)),
            }
        }
        self.taken.push((row, key));
    }

    /// The id of a row's record: of its reference, or of all that it says, so that the same table gives the same ids.
    fn mark(&mut self, row: usize) -> String {
        let reference = self.at(row, REFERENCE).filter(|cell| !cell.is_empty());
        if let Some(reference) = reference {
            return hash(&["reference", reference.text()]);
        }
        let texts: Vec<&str> =
            (0..self.mapping.columns.len()).map(|column| self.grid.cell(row, column).text()).collect();
        let said = hash(&texts);
        let nth = self.same.entry(Hash::of(said.as_bytes())).or_default();
        *nth = nth.saturating_add(1);
        if *nth == 1 { said } else { format!("{said}.{nth}") }
    }

    fn line(&mut self, key: &RecordKey, list: &str, id: &str, line: Map<String, Value>) {
        let held = self.records.entry(key.clone()).or_default();
        let lines = held.entry(list).or_insert_with(|| Value::Object(Map::new()));
        if let Value::Object(lines) = lines {
            lines.insert(id.to_owned(), Value::Object(line));
        }
    }

    fn line_map(&mut self, key: &RecordKey, list: &str, id: &str, lines: &Value) {
        let first = lines.as_object().and_then(|lines| lines.values().next()).and_then(Value::as_object);
        if let Some(line) = first.cloned() {
            self.line(key, list, id, line);
        }
    }

    /// The party of that name. Its id is its code or is made of its name, be it on record or not: so a table gives the same
    /// records before and after it was taken in.
    fn party(&mut self, named: Named) -> Id {
        let (id, record) = match named {
            Named::Known(id) if is_code_allowed(id.as_str()) => {
                (id.clone(), vec![("kind", "state".to_owned()), ("code", id.to_string())])
            }
            Named::Known(id) => {
                let there = self.ours.json(&RecordKey { collection: Collection::Parties, id });
                let text =
                    |name: &str| there.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
                let fields = ["kind", "name", "code"].map(|name| (name, text(name)));
                let id = hash(&["party", &plain(&text("name"))]);
                (id.into(), fields.into_iter().filter(|(_, text)| !text.is_empty()).collect())
            }
            Named::Other(name) => {
                let id = hash(&["party", &plain(&name)]);
                (id.into(), vec![("kind", "organisation".to_owned()), ("name", name)])
            }
        };
        let record = record.into_iter().map(|(name, text)| (name.to_owned(), text.into())).collect();
        self.records.entry(RecordKey { collection: Collection::Parties, id: id.clone() }).or_insert(record);
        id
    }

    /// The area of that name, under an id that is made of it.
    fn area(&mut self, name: &str) -> Id {
        let own = self.ours.coalition.get(&RecordKey::own().id);
        let names = own.into_iter().flat_map(|own| own.areas.0.values()).filter_map(|area| area.name.clone());
        let name =
            names.into_iter().find(|other| plain(other) == plain(name)).unwrap_or_else(|| name.to_owned());
        let id = hash(&["area", &plain(&name)]);
        let line = Map::from_iter([("name".to_owned(), Value::from(name))]);
        self.line(&RecordKey::own(), "areas", &id, line);
        id.into()
    }

    /// The source: one for all rows that name the same.
    fn source(&mut self, source: Map<String, Value>) -> Id {
        let text = |name: &str| source.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let id = Id::from(hash(&["source", &text("address"), &text("title")]));
        self.records.entry(RecordKey { collection: Collection::Sources, id: id.clone() }).or_insert(source);
        id
    }
}

/// A field of the source of what a row says.
fn source(
    list: &'static str,
    part: &str,
    cell: &Cell,
    sense: values::Sense,
    said: &mut Said,
) -> Result<(), String> {
    let shape: &'static Shape = Collection::Sources.shape();
    let Some(field) =
        part.split_once('.').and_then(|(_, name)| shape.field(name)).or_else(|| shape.field(part))
    else {
        return Ok(());
    };
    let list = if list == "sources" { "" } else { list };
    let value = values::leaf(field.kind, cell, sense)?;
    said.sources.entry(list).or_default().insert(field.name.to_owned(), value);
    Ok(())
}

/// Adds to a note what it does not say yet.
fn add_note(into: &mut Map<String, Value>, note: &str) {
    let had = into.get("note").and_then(Value::as_str).unwrap_or_default().to_owned();
    let is_new = |line: &&str| !had.lines().any(|other| other == *line);
    let more: Vec<&str> = note.lines().filter(is_new).collect();
    let all: Vec<&str> = had.lines().chain(more).collect();
    into.insert("note".to_owned(), all.join("\n").into());
}

/// So many digits of a hash tell texts apart.
const DIGITS: usize = 20;

fn hash(texts: &[&str]) -> String {
    let said = texts.join("\u{1f}");
    let hash = Hash::of(said.as_bytes()).to_string();
    hash.get(..DIGITS).unwrap_or_default().to_owned()
}
