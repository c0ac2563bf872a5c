//! A spreadsheet of ours read back by the ids in its sheets, whatever program saved it since.

use super::xlsx::CUT;
use super::{ABOUT, FIGURES, OF_FORM, OF_TABLE};
use crate::exchange::sheet::{Cell as Held, Grid, column_letters, has_sheet, read_book_exactly};
use crate::exchange::tables::back::{self, Sheet};
use crate::exchange::tables::plan::{self, Plan};
use crate::exchange::tables::{
    Cell, Column, ColumnKind, FORM, OTHERS, Problem, ReadBack, Table, TablesError,
};
use crate::register::Now;
use crate::words::text::areas::noted as says;

/// The register that a spreadsheet is of, with the ids of its records; none where it was not exported here, or cannot
/// be read. Sheets, columns and rows that were taken out say nothing; rows that cannot be taken, and texts that a cell
/// had no room for, are [`ReadBack::problems`].
///
/// # Errors
/// When a newer version wrote it.
pub fn read_workbook(bytes: &[u8], now: &Now) -> Option<Result<ReadBack, TablesError>> {
    if !has_sheet(bytes, ABOUT) {
        return None;
    }
    let grids = read_book_exactly(bytes).ok()?;
    let about = grids.iter().find(|grid| grid.name == ABOUT)?;
    let form = pairs(about).find(|(what, _)| *what == OF_FORM.0)?.1;
    let form = form.strip_prefix(OF_FORM.1)?.parse::<u64>().ok()?;
    if form > FORM {
        return Some(Err(TablesError::Newer(form)));
    }
    let mut problems = Vec::new();
    let sheets = grids.iter().filter(|grid| grid.name != ABOUT && grid.name != FIGURES);
    let tables: Vec<(&Grid, Table, Vec<usize>)> = sheets
        .map(|grid| {
            let lines = grid.rows.iter().skip(1).map(|(number, _)| *number).collect();
            (grid, table(grid, table_name(about, &grid.name), &mut problems), lines)
        })
        .collect();
    let sheets: Vec<Sheet<'_>> =
        tables.iter().map(|(grid, table, lines)| Sheet { table, file: &grid.name, lines }).collect();
    let mut back = back::read(&sheets, now);
    back.problems.splice(0..0, problems);
    Some(Ok(back))
}

/// The first two cells of each row.
fn pairs(about: &Grid) -> impl Iterator<Item = (&str, &str)> {
    (0..about.rows.len()).map(|row| (about.cell(row, 0).text(), about.cell(row, 1).text()))
}

/// The table that a sheet is: the one that is said to be in it, or the one of its name.
fn table_name<'a>(about: &'a Grid, sheet: &'a str) -> &'a str {
    let is_of = |what: &str| what.strip_prefix(OF_TABLE).is_some_and(|name| name.trim_start() == sheet);
    pairs(about).find(|(what, _)| is_of(what)).map_or(sheet, |(_, table)| table)
}

/// The table in a sheet. What was cut is left out, and is a problem.
fn table(grid: &Grid, name: &str, problems: &mut Vec<Problem>) -> Table {
    let whole = match plan::all().iter().find(|plan| plan.name == name) {
        Some(plan) => Plan::table(plan),
        None if name == OTHERS => plan::others(),
        None => Table::default(),
    };
    let column = |place: usize| {
        let name = match grid.cell(0, place).text() {
            "" => column_letters(place),
            name => name.to_owned(),
        };
        let kind = whole.place(&name).and_then(|place| whole.columns.get(place));
        Column { kind: kind.map_or(ColumnKind::Text, |column| column.kind), name }
    };
    let columns: Vec<Column> = (0..grid.width()).map(column).collect();
    let mut row = |place: usize| {
        let cells = columns.iter().enumerate().map(|(at, column)| {
            let cell = text(grid.cell(place, at), column.kind);
            if !cell.as_ref().is_some_and(|text| text.ends_with(CUT)) {
                return cell;
            }
            problems.push(Problem {
                table: grid.name.clone(),
                line: grid.number(place),
                column: Some(column.name.clone()),
                reason: says::TEXT_CUT.said().to_owned(),
            });
            None
        });
        cells.collect()
    };
    let rows = (1..grid.rows.len()).map(&mut row).collect();
    Table { name: name.to_owned(), keys: whole.keys, columns, rows }
}

/// What stands in a cell, as its column has it.
fn text(cell: &Held, kind: ColumnKind) -> Cell {
    match (cell, kind) {
        (Held::Empty, _) => None,
        // Where nothing but words stands, an empty text is a cell that somebody emptied.
        (Held::Text(text), kind) if text.is_empty() && !kind.is_free() => None,
        // Some programs keep true and false as numbers.
        (Held::Number(number), ColumnKind::Boolean) => {
            Some(if number == "0" { "false" } else { "true" }.to_owned())
        }
        (Held::Text(text) | Held::Number(text) | Held::Day(text), _) => Some(text.clone()),
    }
}
