//! ODS: tables, rows and cells, of which some stand for several that are alike.

use super::book::{Parts, damaged, number};
use super::xml::{Attributes, Next, Xml};
use super::{Cell, Grid, SheetError};
use crate::words::text::areas::noted as says;

/// A sheet has so many columns and rows.
const COLUMNS: usize = 16_384;
const ROWS: usize = 1_048_576;

/// A cell while it is read.
struct Open {
    attributes: Attributes,
    text: String,
    /// How many paragraphs it has.
    paragraphs: usize,
}

/// What its sheets are called.
pub(super) fn names(parts: &mut Parts<'_>) -> Result<Vec<String>, SheetError> {
    let content = parts.text("content.xml")?.unwrap_or_default();
    let (mut xml, mut names) = (Xml::of(&content), Vec::new());
    while let Some(next) = xml.next()? {
        if let Next::Start(name, attributes) = next
            && name == "table"
        {
            names.push(attributes.get("name").unwrap_or_default().to_owned());
        }
    }
    Ok(names)
}

/// The sheets of a document.
pub(super) fn read(parts: &mut Parts<'_>) -> Result<Vec<Grid>, SheetError> {
    let content = parts.text("content.xml")?.unwrap_or_default();
    let (mut xml, mut grids) = (Xml::of(&content), Vec::<Grid>::new());
    let (mut row, mut times, mut number) = (Vec::new(), 1_usize, 1_usize);
    let (mut cell, mut notes) = (None::<Open>, 0_usize);
    while let Some(next) = xml.next()? {
        match next {
            Next::Start(name, attributes) => match name.as_str() {
                "table" => {
                    let name = attributes.get("name").unwrap_or_default().to_owned();
                    grids.push(Grid { name, rows: Vec::new() });
                    number = 1;
                }
                "table-row" => {
                    row = Vec::new();
                    times = attributes.times("number-rows-repeated");
                }
                "table-cell" | "covered-table-cell" => {
                    cell = Some(Open { attributes, text: String::new(), paragraphs: 0 });
                }
                "annotation" => notes = notes.saturating_add(1),
                "p" if notes == 0 => {
                    if let Some(cell) = &mut cell {
                        if cell.paragraphs > 0 {
                            cell.text.push('\n');
                        }
                        cell.paragraphs = cell.paragraphs.saturating_add(1);
                    }
                }
                "s" if notes == 0 => {
                    if let Some(cell) = &mut cell {
                        cell.text.extend(std::iter::repeat_n(' ', attributes.times("c").min(COLUMNS)));
                    }
                }
                "tab" | "line-break" if notes == 0 => {
                    if let Some(cell) = &mut cell {
                        cell.text.push(if name == "tab" { '\t' } else { '\n' });
                    }
                }
                _ => {}
            },
            Next::Text(text) => {
                if let Some(cell) = cell.as_mut().filter(|cell| notes == 0 && cell.paragraphs > 0) {
                    cell.text.push_str(&text);
                }
            }
            Next::End(name) => match name.as_str() {
                "annotation" => notes = notes.saturating_sub(1),
                "table-cell" | "covered-table-cell" => {
                    if let Some(cell) = cell.take() {
                        row.push((read_cell(&cell, parts), cell.attributes.times("number-columns-repeated")));
                    }
                }
                "table-row" => {
                    let cells = unfolded(std::mem::take(&mut row), parts)?;
                    if let Some(grid) = grids.last_mut().filter(|_| !cells.is_empty()) {
                        parts.take(cells.len().saturating_mul(times.saturating_sub(1).min(ROWS)))?;
                        let numbers = number..number.saturating_add(times.min(ROWS));
                        grid.rows.extend(numbers.map(|number| (number, cells.clone())));
                    }
                    number = number.saturating_add(times);
                }
                _ => {}
            },
        }
    }
    Ok(grids)
}

/// The cells of a row, without the empty ones at its end.
fn unfolded(mut row: Vec<(Cell, usize)>, parts: &mut Parts<'_>) -> Result<Vec<Cell>, SheetError> {
    while row.last().is_some_and(|(cell, _)| cell.is_empty()) {
        row.pop();
    }
    let mut cells = Vec::new();
    for (cell, times) in row {
        if times > COLUMNS {
            return Err(damaged(&says::CELL_BEYOND.said()));
        }
        parts.take(times)?;
        cells.extend(std::iter::repeat_n(cell, times));
    }
    Ok(cells)
}

fn read_cell(cell: &Open, parts: &Parts<'_>) -> Cell {
    let value = |name: &str| cell.attributes.get(name).unwrap_or_default();
    match cell.attributes.get("value-type") {
        Some("float" | "currency" | "percentage") => number(value("value")),
        Some("date") => Cell::Day(value("date-value").split('T').next().unwrap_or_default().to_owned()),
        Some("boolean") => parts.flag(value("boolean-value") == "true"),
        None if cell.paragraphs == 0 => Cell::Empty,
        _ => parts.cell(&cell.text),
    }
}
