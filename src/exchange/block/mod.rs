//! A block of cells from a spreadsheet over cells of a list: which of them change, to what, and which cannot.
//!
//! Data flows: text → [`tsv`] → [`Block`], laid over the cells that the list shows → [`Plan`]. How a text is read is the form's
//! business, which gives it here as a function, and so is what a record cannot be without. Nothing is half done: a plan in
//! which a cell is wrong changes nothing until somebody says that what is wrong stays out.

pub mod tsv;

use serde_json::Value;

use crate::register::{Collection, Id, Kind, RecordKey};
use crate::words::text::areas::cells as text;

/// So many rows are taken at once.
pub const MOST: usize = 2_000;

/// What a text means for a leaf: a value, nothing, or why it means neither.
pub type Meant = Result<Option<Value>, String>;
/// The way to a leaf, and what it is set to.
pub type SetTo = (String, Option<Value>);

/// A leaf of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaf {
    /// The record.
    pub key: RecordKey,
    /// The way to the leaf.
    pub path: String,
    /// What it holds.
    pub kind: Kind,
}

/// What a cell of a list shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// A leaf, which can be set there.
    Leaf(Leaf),
    /// Something else, and why it is not set there.
    Fixed(&'static str),
}

impl Place {
    /// A field of a record, where it is a leaf.
    pub fn of(key: &RecordKey, name: &str) -> Self {
        match key.collection.shape().field(name).map(|field| field.kind).filter(|kind| kind.is_leaf()) {
            Some(kind) => Place::Leaf(Leaf { key: key.clone(), path: name.to_owned(), kind }),
            None => Place::Fixed(text::MADE_OF.said()),
        }
    }

    /// The leaf, where it is one.
    pub fn leaf(&self) -> Option<&Leaf> {
        match self {
            Place::Leaf(leaf) => Some(leaf),
            Place::Fixed(_) => None,
        }
    }
}

impl Default for Place {
    fn default() -> Self {
        Place::Fixed("")
    }
}

/// A cell that something is pasted into.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// What it shows.
    pub place: Place,
    /// In words.
    pub shown: String,
    /// As it is copied.
    pub plain: String,
}

/// A row that something is pasted into.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it is called.
    pub name: String,
    /// Its cells, from the first one that something is pasted into to the last one shown.
    pub cells: Vec<Cell>,
    /// Whether its record is about to come into being.
    pub is_new: bool,
}

/// Texts over the cells of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    /// The texts, row by row.
    pub texts: Vec<Vec<String>>,
    /// The rows of the list from the one that the first text goes to, at most as many as there are texts.
    pub rows: Vec<Row>,
    /// The row of a new record, which has no id yet, where the list makes some.
    pub next: Option<Row>,
    /// What the columns are called from the one that the first text goes to.
    pub heads: Vec<String>,
    /// Whether the first line had the heads of columns and was passed over.
    pub had_heads: bool,
    /// How many lines there were beyond [`MOST`].
    pub cut: usize,
}

impl Block {
    /// A text over columns that are called so. Its rows come afterwards.
    pub fn of(text: &str, heads: Vec<String>) -> Self {
        let mut texts = tsv::read(text);
        let had_heads = texts.len() > 1 && texts.first().is_some_and(|first| are_heads(first, &heads));
        if had_heads {
            texts.remove(0);
        }
        let cut = texts.len().saturating_sub(MOST);
        texts.truncate(MOST);
        Block { texts, rows: Vec::new(), next: None, heads, had_heads, cut }
    }

    /// Lays what lies beyond the end of the list over new records, where the list makes some and one `can` be
    /// made of the fields that something is pasted into.
    pub fn extend(&mut self, can: &dyn Fn(Collection, &[&str]) -> bool, new_id: &mut dyn FnMut() -> Id) {
        let Some(next) = &self.next else { return };
        let leaves = || next.cells.iter().take(self.width()).filter_map(|cell| cell.place.leaf());
        let Some(collection) = leaves().map(|leaf| leaf.key.collection).next() else { return };
        if !can(collection, &leaves().map(|leaf| leaf.path.as_str()).collect::<Vec<_>>()) {
            return;
        }
        let beyond = self.texts.iter().skip(self.rows.len()).map(|texts| {
            let name = texts.iter().map(|text| text.trim()).find(|text| !text.is_empty());
            let mut row = Row { name: name.unwrap_or_default().to_owned(), is_new: true, ..next.clone() };
            let id = new_id();
            for cell in &mut row.cells {
                if let Place::Leaf(leaf) = &mut cell.place {
                    leaf.key.id = id.clone();
                }
            }
            row
        });
        let beyond: Vec<_> = beyond.collect();
        self.rows.extend(beyond);
    }

    /// What becomes of each cell: `now` is what a leaf holds, `read` what a text means for it.
    pub fn plan(
        &self,
        now: &dyn Fn(&Leaf) -> Option<Value>,
        read: &mut dyn FnMut(&Leaf, &str) -> Meant,
    ) -> Plan {
        let mut plan = Plan {
            rows_beyond: self.texts.len().saturating_sub(self.rows.len()),
            columns_beyond: self.width().saturating_sub(self.heads.len()),
            ..Plan::default()
        };
        for (row, (texts, under)) in self.texts.iter().zip(&self.rows).enumerate() {
            for (column, (text, cell)) in texts.iter().zip(&under.cells).enumerate() {
                if says_so_already(cell, text) {
                    continue;
                }
                let change = match &cell.place {
                    Place::Fixed(why) => Err((*why).to_owned()),
                    Place::Leaf(leaf) => match read(leaf, text.trim()) {
                        Ok(value) if value == now(leaf) => continue,
                        read => read.map(|value| (leaf.clone(), value)),
                    },
                };
                plan.cells.push(Planned { row, column, is_new: under.is_new, typed: text.clone(), change });
            }
        }
        plan
    }

    /// The most texts that a row has.
    fn width(&self) -> usize {
        self.texts.iter().map(Vec::len).max().unwrap_or_default()
    }
}

/// Whether the texts are what the columns are called.
fn are_heads(texts: &[String], heads: &[String]) -> bool {
    texts.iter().zip(heads).all(|(text, head)| text.trim() == head) && !heads.is_empty()
}

/// What is shown is never read back: it may be shortened, and what was copied from here says what stands here.
fn says_so_already(cell: &Cell, text: &str) -> bool {
    let text = text.trim();
    text == cell.plain.trim() || text == cell.shown.trim()
}

/// What becomes of a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// The place of its row in the block.
    pub row: usize,
    /// The place of its column in the block.
    pub column: usize,
    /// Whether its record is about to come into being.
    pub is_new: bool,
    /// What was pasted.
    pub typed: String,
    /// To what its leaf changes, or why it does not.
    pub change: Result<(Leaf, Option<Value>), String>,
}

/// What a block does to a register: the cells that change, and those that cannot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// Row by row; what stays as it is is not among them.
    pub cells: Vec<Planned>,
    /// How many rows lie beyond the end of the list.
    pub rows_beyond: usize,
    /// How many columns lie beyond the last one shown.
    pub columns_beyond: usize,
}

impl Plan {
    /// The leaves that change.
    pub fn changes(&self) -> impl Iterator<Item = (&Leaf, Option<&Value>)> {
        let changes = self.cells.iter().filter_map(|cell| cell.change.as_ref().ok());
        changes.map(|(leaf, value)| (leaf, value.as_ref()))
    }

    /// How many cells of records change, in how many rows.
    pub fn counts(&self) -> (usize, usize) {
        self.sound(false)
    }

    /// How many records come into being.
    pub fn made(&self) -> usize {
        self.sound(true).1
    }

    /// The cells that are taken, of new records or of the others, and their rows.
    fn sound(&self, is_new: bool) -> (usize, usize) {
        let taken = self.cells.iter().filter(|cell| cell.change.is_ok() && cell.is_new == is_new);
        let mut rows: Vec<_> = taken.map(|cell| cell.row).collect();
        let cells = rows.len();
        rows.dedup();
        (cells, rows.len())
    }

    /// How many cells cannot be taken.
    pub fn wrong(&self) -> usize {
        self.cells.iter().filter(|cell| cell.change.is_err()).count()
    }

    /// Whether it can be carried out, where what is wrong is left out or not.
    pub fn is_ready(&self, leave_out: bool) -> bool {
        self.changes().next().is_some() && (leave_out || self.wrong() == 0)
    }

    /// Asks of each record whether it may become so. What empties a cell of one that may not is wrong, for that reason.
    pub fn hold(&mut self, refused: &mut dyn FnMut(&RecordKey, &[SetTo]) -> Option<String>) {
        for row in self.cells.chunk_by_mut(|one, next| one.row == next.row) {
            let of_row = row.iter().filter_map(|cell| cell.change.as_ref().ok());
            let changes: Vec<_> = of_row.map(|(leaf, value)| (leaf.path.clone(), value.clone())).collect();
            let key = row.iter().find_map(|cell| cell.change.as_ref().ok()).map(|(leaf, _)| leaf.key.clone());
            let Some(reason) = key.and_then(|key| refused(&key, &changes)) else { continue };
            let empties = changes.iter().any(|(_, value)| value.is_none());
            for cell in row {
                if matches!(&cell.change, Ok((_, value)) if value.is_none() || !empties) {
                    cell.change = Err(reason.clone());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
