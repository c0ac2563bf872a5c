//! A table as it stands in somebody's file.

use std::fmt;

/// A cell. A spreadsheet knows what it holds; in a text file every cell is text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cell {
    /// Nothing, or blanks.
    #[default]
    Empty,
    /// What somebody wrote.
    Text(String),
    /// A number, in digits with a point.
    Number(String),
    /// A day, as `2024-02-01`.
    Day(String),
}

impl Cell {
    /// A cell of a text file.
    pub fn of_text(text: &str) -> Self {
        match text.trim() {
            "" => Cell::Empty,
            text => Cell::Text(text.to_owned()),
        }
    }

    /// What stands in it.
    pub fn text(&self) -> &str {
        match self {
            Cell::Empty => "",
            Cell::Text(text) | Cell::Number(text) | Cell::Day(text) => text,
        }
    }

    /// Whether nothing does.
    pub fn is_empty(&self) -> bool {
        *self == Cell::Empty
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// What it is called, where its file holds several.
    pub name: String,
    /// Its rows, which need not be of one width, each with its number in the file, from 1.
    pub rows: Vec<(usize, Vec<Cell>)>,
}

impl Grid {
    /// The most cells that a row has.
    pub fn width(&self) -> usize {
        self.rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or_default()
    }

    /// The cell in a row, by its place from 0.
    pub fn cell(&self, row: usize, column: usize) -> &Cell {
        const NONE: &Cell = &Cell::Empty;
        self.rows.get(row).and_then(|(_, cells)| cells.get(column)).unwrap_or(NONE)
    }

    /// The number of a row in its file.
    pub fn number(&self, row: usize) -> usize {
        self.rows.get(row).map_or(0, |(number, _)| *number)
    }

    /// Puts a text where somebody mended what stands there.
    pub fn mend(&mut self, row: usize, column: usize, text: &str) {
        let Some((_, cells)) = self.rows.get_mut(row) else { return };
        if cells.len() <= column {
            cells.resize(column.saturating_add(1), Cell::Empty);
        }
        if let Some(cell) = cells.get_mut(column) {
            *cell = Cell::of_text(text);
        }
    }

    /// The same without rows in which nothing stands.
    pub(super) fn tidy(mut self) -> Self {
        self.rows.retain(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()));
        self
    }
}

/// How a column is called in a spreadsheet: A to Z, then AA.
pub fn column_letters(place: usize) -> String {
    const LETTERS: usize = 26;
    let last = char::from(b'A'.saturating_add(u8::try_from(place % LETTERS).unwrap_or_default()));
    match place / LETTERS {
        0 => last.to_string(),
        before => format!("{}{last}", column_letters(before.saturating_sub(1))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_go_by_letters() {
        let check = |place, expected: &str| assert_eq!(column_letters(place), expected);
        check(0, "A");
        check(25, "Z");
        check(26, "AA");
        check(701, "ZZ");
        check(702, "AAA");
    }

    #[test]
    fn a_cell_is_mended_where_a_row_is_short() {
        let mut grid = Grid { rows: vec![(4, vec![Cell::of_text(" a ")])], ..Grid::default() };
        grid.mend(0, 2, "b");
        assert_eq!((grid.cell(0, 0).text(), grid.cell(0, 2).text(), grid.width()), ("a", "b", 3));
        assert_eq!((grid.number(0), grid.cell(7, 7)), (4, &Cell::Empty));
    }
}
