//! A block of cells from a spreadsheet over cells of a list: which of them change, to what, and which cannot.
//!
//! Data flows: text → [`tsv`] → [`Block`], laid over the cells that the list shows → [`Plan`]. How a text is read is the form's
//! business, which gives it here as a function, and so is what a record cannot be without. Nothing is half done: a plan in
//! which a cell is wrong changes nothing until somebody says that what is wrong stays out.

pub mod tsv;

use serde_json::Value;

use crate::register::{Kind, RecordKey};

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
}

/// Texts over the cells of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    /// The texts, row by row.
    pub texts: Vec<Vec<String>>,
    /// The rows of the list from the one that the first text goes to, at most as many as there are texts.
    pub rows: Vec<Row>,
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
        Block { texts, rows: Vec::new(), heads, had_heads, cut }
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
                plan.cells.push(Planned { row, column, typed: text.clone(), change });
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

    /// How many cells change, in how many rows.
    pub fn counts(&self) -> (usize, usize) {
        let mut rows: Vec<_> =
            self.cells.iter().filter(|cell| cell.change.is_ok()).map(|cell| cell.row).collect();
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
mod tests {
    use serde_json::json;

    use super::*;
    use crate::register::Collection;

    const FIXED: &str = "It is worked out.";

    /// A list of two columns that can be set, `a` and `b`, and one that cannot.
    fn block(text: &str, rows: &[[&str; 3]]) -> Block {
        let heads = ["A", "B", "Sum"].map(str::to_owned).to_vec();
        let mut block = Block::of(text, heads);
        block.rows =
            rows.iter().take(block.texts.len()).enumerate().map(|(at, shown)| row(at, shown)).collect();
        block
    }

    fn row(at: usize, shown: &[&str; 3]) -> Row {
        let key = RecordKey::new(Collection::Sources, format!("r{at}").as_str());
        let leaf =
            |path: &str| Place::Leaf(Leaf { key: key.clone(), path: path.to_owned(), kind: Kind::Text });
        let places = [leaf("a"), leaf("b"), Place::Fixed(FIXED)];
        let cells = places.into_iter().zip(shown).map(|(place, shown)| Cell {
            place,
            shown: (*shown).to_owned(),
            plain: format!("={shown}"),
        });
        Row { name: format!("Row {at}"), cells: cells.collect() }
    }

    /// Reads all but “bad”, upper case.
    fn plan(block: &Block) -> Plan {
        let read = |_: &Leaf, text: &str| match text {
            "bad" => Err("It is bad.".to_owned()),
            "" => Ok(None),
            text => Ok(Some(json!(text.to_uppercase()))),
        };
        block.plan(&|leaf| Some(json!(if leaf.path == "b" { "NOW" } else { "THEN" })), &mut { read })
    }

    fn said(plan: &Plan) -> Vec<String> {
        let said = plan.cells.iter().map(|cell| match &cell.change {
            Ok((leaf, value)) => {
                format!("{} {} {}", leaf.key.id, leaf.path, value.clone().unwrap_or_default())
            }
            Err(reason) => format!("{}.{} {reason}", cell.row, cell.column),
        });
        said.collect()
    }

    fn check(text: &str, rows: &[[&str; 3]], expected: &[&str]) {
        assert_eq!(said(&plan(&block(text, rows))), expected, "{text:?}");
    }

    const TWO: [[&str; 3]; 2] = [["x", "y", "1"], ["z", "", "2"]];

    #[test]
    fn cells_change_where_they_say_something_else() {
        check("p\tq\nr\ts", &TWO, &["r0 a \"P\"", "r0 b \"Q\"", "r1 a \"R\"", "r1 b \"S\""]);
        check("x\ty\t1\nz\t\t2", &TWO, &[]);
        check("=x\t=y\t=1", &TWO, &[]);
        check("x\tnow", &TWO, &[]);
        check("\tq", &TWO, &["r0 a null", "r0 b \"Q\""]);
    }

    #[test]
    fn what_cannot_be_taken_is_named() {
        check("bad\tq\t7", &TWO, &["0.0 It is bad.", "r0 b \"Q\"", "0.2 It is worked out."]);
        let plan = plan(&block("bad\tq", &TWO));
        assert_eq!((plan.wrong(), plan.counts()), (1, (1, 1)));
        assert!(!plan.is_ready(false) && plan.is_ready(true));
    }

    #[test]
    fn nothing_is_not_ready() {
        let plan = plan(&block("bad", &TWO));
        assert!(!plan.is_ready(true) && !plan.is_ready(false));
        assert!(!super::Plan::default().is_ready(true));
    }

    #[test]
    fn heads_are_passed_over() {
        let with = block("A\tB\np\tq", &TWO);
        assert_eq!((with.had_heads, with.texts.len()), (true, 1));
        check("A\tB\np\tq", &TWO, &["r0 a \"P\"", "r0 b \"Q\""]);
        // A line alone is what somebody wants to paste.
        assert!(!block("A\tB", &TWO).had_heads);
        assert!(!block("A\tQ\np\tq", &TWO).had_heads);
    }

    #[test]
    fn what_lies_beyond_is_counted() {
        let counted = |text: &str| {
            let plan = plan(&block(text, &TWO));
            (plan.rows_beyond, plan.columns_beyond, plan.counts())
        };
        assert_eq!(counted("p\nq\nr\ns"), (2, 0, (2, 2)));
        assert_eq!(counted("p\tq\t1\tbeyond\tbeyond"), (0, 2, (2, 1)));
        let many = "p\n".repeat(MOST + 3);
        assert_eq!((block(&many, &TWO).texts.len(), block(&many, &TWO).cut), (MOST, 3));
    }

    #[test]
    fn a_record_that_may_not_become_so_keeps_its_cells() {
        let held = |text: &str| {
            let mut plan = plan(&block(text, &TWO));
            plan.hold(&mut |key, changes| {
                let empties = changes.iter().any(|(path, value)| path == "a" && value.is_none());
                (empties || key.id.as_str() == "r1").then(|| "It needs that.".to_owned())
            });
            said(&plan)
        };
        assert_eq!(held("\tq"), ["0.0 It needs that.", "r0 b \"Q\""]);
        assert_eq!(
            held("p\tq\nr\ts"),
            ["r0 a \"P\"", "r0 b \"Q\"", "1.0 It needs that.", "1.1 It needs that."]
        );
    }
}
