//! What the cells of a row say, each by the kind of its column.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::Cell;
use super::fields::{Known, REFERENCE, field_at};
use super::parties::Named;
use super::rows::{Problem, Rows};
use super::values::{self, Beside, Sense};
use crate::register::{Amount, Collection, Currency, Kind, Leaf, Shape};
use crate::said;
use crate::words::text::areas::{files as says, noted};

/// What a row says: fields of the record, and for each list one line.
#[derive(Default)]
pub(super) struct Said {
    pub record: Map<String, Value>,
    pub lines: BTreeMap<&'static str, Map<String, Value>>,
    pub sources: BTreeMap<&'static str, Map<String, Value>>,
    /// What another source says of the line of a list instead.
    pub readings: BTreeMap<&'static str, Reading>,
    pub givers: Vec<(&'static str, Named)>,
    pub relations: Vec<Related>,
    pub notes: Vec<String>,
}

/// What another source says.
#[derive(Default)]
pub(super) struct Reading {
    /// Leaves by the name of their field.
    pub values: Map<String, Value>,
    pub source: Map<String, Value>,
    pub reason: Option<Value>,
}

/// How the record of a row hangs together with that of another one.
pub(super) struct Related {
    /// The kind of the relation.
    pub kind: &'static str,
    /// The reference of the other row.
    pub to: String,
    /// In which column that stands.
    pub column: usize,
}

impl<'a> Rows<'a> {
    /// What a row says, or what stops it.
    pub(super) fn row(&self, row: usize) -> Result<Said, Vec<Problem>> {
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
                    self.cell(row, known.path, &Cell::of_text(text), Sense::default(), &mut said)
            {
                problems.push(wrong(None, reason));
            }
        }
        if problems.is_empty() {
            let missing = self.missing(&said).map(|reason| (None, reason)).or_else(|| self.against(&said));
            problems.extend(missing.map(|(column, reason)| wrong(column, reason)));
        }
        if problems.is_empty() { Ok(said) } else { Err(problems) }
    }

    /// What a row lacks to say anything.
    fn missing(&self, said: &Said) -> Option<String> {
        let is_said = |list: &str| {
            said.lines.get(list).is_some_and(|line| !line.is_empty()) || said.readings.contains_key(list)
        };
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
        let name = |path: &str| self.target.column(path).map(Known::name);
        if !self.target.needs.iter().any(|path| has(path)) {
            let mut needs = self.target.needs.iter().filter_map(|path| name(path));
            let (column, row) = (needs.next().unwrap_or_default(), self.target.row);
            return Some(match needs.next() {
                Some(other) => said!(noted::ROW_LACKS_BOTH, column, other, row),
                None => said!(noted::ROW_LACKS, column, row),
            });
        }
        // A line that counts has to say as what.
        let kinds = [("entries", "entries/kind"), ("steps", "steps/kind")];
        let lacks = kinds.into_iter().filter(|(list, _)| is_said(list)).map(|(_, path)| path);
        let mut lacks = lacks.chain(self.target.each.iter().copied()).filter(|path| !has(path));
        lacks.next().map(|path| said!(noted::CHOOSE_FOR_ROWS, column = name(path).unwrap_or(path)))
    }

    /// What in a row does not go together, with its column.
    fn against(&self, said: &Said) -> Option<(Option<usize>, String)> {
        let of = |list: &str, name: &str| said.lines.get(list).and_then(|line| line.get(name));
        let named = |list: &str| {
            said.givers
                .iter()
                .filter(|(path, _)| path.split_once('/').is_some_and(|(of, _)| of == list))
                .count()
        };
        if of("contributors", "share").is_some() && named("contributors") > 1 {
            return Some((self.place("contributors/share"), said!(says::SHARE_OF_SEVERAL)));
        }
        if of("attendance", "delegates").is_some() && named("attendance") > 1 {
            return Some((self.place("attendance/delegates"), said!(says::DELEGATE_OF_SEVERAL)));
        }
        let (list, _) = said.readings.iter().find(|(_, reading)| reading.values.is_empty())?;
        let column = self.mapping.columns.iter().position(|column| {
            column
                .path
                .and_then(|path| path.strip_prefix(list))
                .is_some_and(|path| path.starts_with("/readings"))
        });
        Some((column, said!(says::READING_OF_NOTHING)))
    }

    /// The column of that path.
    pub(super) fn place(&self, path: &str) -> Option<usize> {
        self.mapping.columns.iter().position(|column| column.path == Some(path))
    }

    /// The cell of a row in the column of that path.
    pub(super) fn at(&self, row: usize, path: &str) -> Option<&'a Cell> {
        Some(self.grid.cell(row, self.place(path)?))
    }

    fn cell(
        &self,
        row: usize,
        path: &'static str,
        cell: &Cell,
        sense: Sense,
        said: &mut Said,
    ) -> Result<(), String> {
        let Some((lists, field)) = field_at(self.target.collection.shape(), path) else { return Ok(()) };
        let list = lists.first().copied().unwrap_or_default();
        if let Some((_, part)) = path.split_once('.') {
            return match lists.last() {
                Some(&"sources") => {
                    let list = if list == "sources" { "" } else { list };
                    source(part, cell, sense, said.sources.entry(list).or_default())
                }
                Some(&"readings") => {
                    source(part, cell, sense, &mut said.readings.entry(list).or_default().source)
                }
                Some(&"relations") => self.relation(row, part, cell, said),
                // A part of an amount is read with it; by itself it says nothing, but has to be one.
                _ if part == "currency" => values::currency(cell.text()).map(drop),
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
            Kind::Amount => {
                let amount = match path {
                    "contributors/share" => self.share(row, cell, sense),
                    // Another source may say it in a currency of its own.
                    _ if lists.last() == Some(&"readings") => values::amount(cell, Beside::default(), sense)
                        .or_else(|_| values::amount(cell, self.beside(row, path)?, sense)),
                    _ => values::amount(cell, self.beside(row, path)?, sense),
                };
                let Some(amount) = amount? else { return Ok(()) };
                amount.write()
            }
            kind => values::leaf(kind, cell, sense)?,
        };
        let into = match lists.last() {
            Some(&"readings") if field.name == "reason" => {
                said.readings.entry(list).or_default().reason = Some(value);
                return Ok(());
            }
            Some(&"readings") => &mut said.readings.entry(list).or_default().values,
            Some(_) => said.lines.entry(list).or_default(),
            None => &mut said.record,
        };
        into.insert(field.name.to_owned(), value);
        Ok(())
    }

    /// What the row, or the whole table, says beside an amount. An amount without a column for its currency is in that of
    /// the row.
    fn beside(&self, row: usize, path: &str) -> Result<Beside, String> {
        let said = |path: String| {
            let cell = self.at(row, &path).filter(|cell| !cell.is_empty()).map(|cell| cell.text().to_owned());
            cell.or_else(|| self.mapping.fixed(&path).map(str::to_owned))
        };
        let of_row = self.target.columns.iter().find(|known| known.path.ends_with(".currency"));
        let currency = of_row.and_then(|known| said(known.path.to_owned()));
        let currency = currency.map(|text| values::currency(&text)).transpose()?;
        let qualifier = said(format!("{path}.qualifier")).map(|text| values::qualifier(&text)).transpose()?;
        Ok(Beside { currency, qualifier })
    }

    /// The part of one giver, which is a sum: in the currency of the row's amount where it names none.
    fn share(&self, row: usize, cell: &Cell, sense: Sense) -> Result<Option<Amount>, String> {
        let own = values::amount(cell, Beside::default(), sense);
        let title =
            self.place("contributors/share").map_or("", |column| self.mapping.title(self.grid, column));
        if own.is_err() && [cell.text(), title].iter().any(|text| text.contains('%')) {
            return Err(said!(says::PART_OF_HUNDRED, cell = cell.to_string()));
        }
        let mut beside = Beside { qualifier: None, ..self.beside(row, "entries/amount")? };
        beside.currency = beside.currency.or_else(|| self.currency_of(row));
        let read = values::amount(cell, beside, sense)?;
        let is_small = |amount: &Amount| amount.value.abs() <= rust_decimal::Decimal::ONE;
        match read {
            Some(amount) if own.is_err() && is_small(&amount) => {
                Err(said!(says::PART_OF_ONE, cell = cell.to_string()))
            }
            read => Ok(read),
        }
    }

    /// The currency that stands in the row's amount.
    fn currency_of(&self, row: usize) -> Option<Currency> {
        let column = self.mapping.columns.get(self.place("entries/amount")?)?;
        let amount = values::amount(self.at(row, "entries/amount")?, Beside::default(), column.sense);
        amount.ok().flatten().map(|amount| amount.currency)
    }

    /// The rows that a cell refers to: one, or several where each is there.
    fn relation(&self, row: usize, kind: &str, cell: &Cell, said: &mut Said) -> Result<(), String> {
        let Some((column, kind)) = self.mapping.columns.iter().enumerate().find_map(|(place, column)| {
            Some((place, column.path?.strip_prefix("relations/to.").filter(|of| *of == kind)?))
        }) else {
            return Ok(());
        };
        if self.place(REFERENCE).is_none() {
            return Err(said!(says::NO_REFERENCE, cell = cell.to_string()));
        }
        let text = cell.text();
        let parts: Vec<&str> = match self.references.contains(text) {
            true => vec![text],
            false => text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty()).collect(),
        };
        for to in parts {
            if !self.references.contains(to) {
                return Err(said!(says::NO_SUCH_ROW, row = to));
            }
            if self.reference(row) == Some(to) {
                return Err(said!(says::ROW_ITSELF, row = to));
            }
            said.relations.push(Related { kind, to: to.to_owned(), column });
        }
        Ok(())
    }

    /// By what a row is called in its table.
    pub(super) fn reference(&self, row: usize) -> Option<&'a str> {
        self.at(row, REFERENCE).filter(|cell| !cell.is_empty()).map(Cell::text)
    }
}

/// A field of the source of what a row says.
fn source(part: &str, cell: &Cell, sense: Sense, into: &mut Map<String, Value>) -> Result<(), String> {
    let shape: &'static Shape = Collection::Sources.shape();
    let Some(field) =
        part.split_once('.').and_then(|(_, name)| shape.field(name)).or_else(|| shape.field(part))
    else {
        return Ok(());
    };
    into.insert(field.name.to_owned(), values::leaf(field.kind, cell, sense)?);
    Ok(())
}
