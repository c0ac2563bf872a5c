//! XLSX: sheets, the texts that they share, and which formats are those of dates.

use std::borrow::Cow;

use chrono::{Days, NaiveDate};

use super::book::{Parts, XLSX, damaged, number};
use super::xml::{Next, Xml};
use super::{Cell, Grid, SheetError};
use crate::said;
use crate::words::text::areas::noted as says;

/// A sheet has so many columns.
const COLUMNS: usize = 16_384;
/// Formats with these numbers are those of dates.
const DATES: [std::ops::RangeInclusive<u32>; 4] = [14..=17, 22..=22, 27..=36, 50..=58];

/// What its sheets are called.
pub(super) fn names(parts: &mut Parts<'_>) -> Result<Vec<String>, SheetError> {
    let (sheets, _) = listed(&parts.text(XLSX)?.unwrap_or_default())?;
    Ok(sheets.into_iter().map(|(name, _)| name).collect())
}

/// The name and the id of each sheet, and the day that is counted as none.
type Listed = (Vec<(String, String)>, Option<NaiveDate>);

fn listed(book: &str) -> Result<Listed, SheetError> {
    let (mut sheets, mut first) = (Vec::new(), NaiveDate::from_ymd_opt(1899, 12, 30));
    let mut xml = Xml::of(book);
    while let Some(next) = xml.next()? {
        let Next::Start(name, attributes) = next else { continue };
        match name.as_str() {
            "sheet" => {
                let of = |name: &str| attributes.get(name).unwrap_or_default().to_owned();
                sheets.push((of("name"), of("id")));
            }
            "workbookPr" if matches!(attributes.get("date1904"), Some("1" | "true")) => {
                first = NaiveDate::from_ymd_opt(1904, 1, 1);
            }
            _ => {}
        }
    }
    Ok((sheets, first))
}

/// The sheets of a workbook.
pub(super) fn read(parts: &mut Parts<'_>) -> Result<Vec<Grid>, SheetError> {
    let (sheets, first) = listed(&parts.text(XLSX)?.unwrap_or_default())?;
    let targets = targets(&parts.text("xl/_rels/workbook.xml.rels")?.unwrap_or_default())?;
    let shared = shared(&parts.text("xl/sharedStrings.xml")?.unwrap_or_default())?;
    let dates = dates(&parts.text("xl/styles.xml")?.unwrap_or_default())?;
    let mut grids = Vec::new();
    for (name, id) in sheets {
        let target = targets.iter().find(|(other, _)| *other == id).map(|(_, target)| target.as_str());
        let target = target.ok_or_else(|| damaged(&said!(says::SHEET_MISSING, name)))?;
        let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
        let text = parts.text(&path)?.ok_or_else(|| damaged(&said!(says::SHEET_MISSING, name)))?;
        let sheet = Sheet { shared: &shared, dates: &dates, first };
        grids.push(Grid { name, rows: sheet.rows(&text, parts)? });
    }
    Ok(grids)
}

/// Which part each id leads to.
fn targets(text: &str) -> Result<Vec<(String, String)>, SheetError> {
    let (mut xml, mut found) = (Xml::of(text), Vec::new());
    while let Some(next) = xml.next()? {
        if let Next::Start(name, attributes) = next
            && name == "Relationship"
            && let (Some(id), Some(target)) = (attributes.get("Id"), attributes.get("Target"))
        {
            found.push((id.to_owned(), target.to_owned()));
        }
    }
    Ok(found)
}

/// The texts that cells share. Of one in several formats all pieces, and not how it is spoken.
fn shared(text: &str) -> Result<Vec<String>, SheetError> {
    let (mut xml, mut found) = (Xml::of(text), Vec::<String>::new());
    let (mut is_text, mut is_spoken) = (false, false);
    while let Some(next) = xml.next()? {
        match next {
            Next::Start(name, _) => match name.as_str() {
                "si" => found.push(String::new()),
                "rPh" => is_spoken = true,
                "t" => is_text = !is_spoken,
                _ => {}
            },
            Next::End(name) => match name.as_str() {
                "rPh" => is_spoken = false,
                "t" => is_text = false,
                _ => {}
            },
            Next::Text(text) if is_text => {
                if let Some(last) = found.last_mut() {
                    last.push_str(&text);
                }
            }
            Next::Text(_) => {}
        }
    }
    Ok(found)
}

/// Which cell formats, by their places, are those of dates.
fn dates(text: &str) -> Result<Vec<bool>, SheetError> {
    let (mut xml, mut own, mut found) = (Xml::of(text), Vec::<(u32, bool)>::new(), Vec::new());
    let mut is_cells = false;
    while let Some(next) = xml.next()? {
        match next {
            Next::Start(name, attributes) => {
                let id = attributes.get("numFmtId").and_then(|id| id.parse().ok()).unwrap_or_default();
                match name.as_str() {
                    "numFmt" => own.push((id, is_date(attributes.get("formatCode").unwrap_or_default()))),
                    "cellXfs" => is_cells = true,
                    "xf" if is_cells => {
                        let said = own.iter().find(|(other, _)| *other == id).map(|(_, is_date)| *is_date);
                        found.push(said.unwrap_or_else(|| DATES.iter().any(|range| range.contains(&id))));
                    }
                    _ => {}
                }
            }
            Next::End(name) if name == "cellXfs" => is_cells = false,
            _ => {}
        }
    }
    Ok(found)
}

/// Whether a format shows a day: it has a day, a month or a year outside of quotes and brackets.
fn is_date(code: &str) -> bool {
    let (mut is_quoted, mut in_brackets, mut is_escaped) = (false, false, false);
    code.chars().any(|letter| {
        let is_plain = !is_quoted && !in_brackets && !std::mem::take(&mut is_escaped);
        match letter {
            '"' => is_quoted = !is_quoted,
            '[' if is_plain => in_brackets = true,
            ']' => in_brackets = false,
            '\\' | '_' | '*' if is_plain => is_escaped = true,
            _ => {}
        }
        is_plain && matches!(letter, 'd' | 'D' | 'y' | 'Y')
    })
}

struct Sheet<'a> {
    shared: &'a [String],
    dates: &'a [bool],
    /// The day that is counted as none.
    first: Option<NaiveDate>,
}

/// A cell while it is read.
#[derive(Default)]
struct Open {
    column: usize,
    kind: String,
    style: usize,
    value: String,
}

impl Sheet<'_> {
    fn rows(&self, text: &str, parts: &mut Parts<'_>) -> Result<Vec<(usize, Vec<Cell>)>, SheetError> {
        let (mut xml, mut rows) = (Xml::of(text), Vec::<(usize, Vec<Cell>)>::new());
        let (mut cell, mut reads) = (None::<Open>, false);
        while let Some(next) = xml.next()? {
            match next {
                Next::Start(name, attributes) => match name.as_str() {
                    "row" => {
                        parts.take(1)?;
                        let after = rows.last().map_or(1, |(number, _)| number.saturating_add(1));
                        let number = attributes.get("r").and_then(|number| number.parse().ok());
                        rows.push((number.unwrap_or(after), Vec::new()));
                    }
                    "c" => {
                        let after = rows.last().map_or(0, |(_, cells)| cells.len());
                        cell = Some(Open {
                            column: attributes.get("r").and_then(column).unwrap_or(after),
                            kind: attributes.get("t").unwrap_or("n").to_owned(),
                            style: attributes
                                .get("s")
                                .and_then(|style| style.parse().ok())
                                .unwrap_or_default(),
                            value: String::new(),
                        });
                    }
                    "v" | "t" => reads = true,
                    _ => {}
                },
                Next::Text(text) if reads => {
                    if let Some(cell) = &mut cell {
                        cell.value.push_str(&text);
                    }
                }
                Next::Text(_) => {}
                Next::End(name) => match name.as_str() {
                    "v" | "t" => reads = false,
                    "c" => {
                        if let (Some(cell), Some((_, cells))) = (cell.take(), rows.last_mut()) {
                            self.put(cell, cells, parts)?;
                        }
                    }
                    _ => {}
                },
            }
        }
        Ok(rows)
    }

    fn put(&self, cell: Open, cells: &mut Vec<Cell>, parts: &mut Parts<'_>) -> Result<(), SheetError> {
        if cell.column >= COLUMNS {
            return Err(damaged(&says::CELL_BEYOND.said()));
        }
        let read = self.cell(&cell, parts);
        if read.is_empty() {
            return Ok(());
        }
        let width = cell.column.saturating_add(1);
        if cells.len() < width {
            parts.take(width.saturating_sub(cells.len()))?;
            cells.resize(width, Cell::Empty);
        }
        if let Some(place) = cells.get_mut(cell.column) {
            *place = read;
        }
        Ok(())
    }

    fn cell(&self, cell: &Open, parts: &Parts<'_>) -> Cell {
        let value = cell.value.as_str();
        match cell.kind.as_str() {
            "s" => {
                let place = value.trim().parse::<usize>().ok();
                parts.cell(&unwritten(
                    place.and_then(|place| self.shared.get(place)).map_or("", String::as_str),
                ))
            }
            "b" => parts.flag(value.trim() == "1"),
            "e" => Cell::Empty,
            "d" => Cell::Day(value.split('T').next().unwrap_or_default().to_owned()),
            "n" if value.trim().is_empty() => Cell::Empty,
            "n" if self.dates.get(cell.style) == Some(&true) => {
                self.day(value).unwrap_or_else(|| number(value))
            }
            "n" => number(value),
            _ => parts.cell(&unwritten(value)),
        }
    }

    /// The day that is counted so.
    fn day(&self, text: &str) -> Option<Cell> {
        let count = text.trim().parse::<f64>().ok().filter(|count| (1.0..3_000_000.0).contains(count))?;
        let day = self.first?.checked_add_days(Days::new(count as u64))?;
        Some(Cell::Day(day.format("%Y-%m-%d").to_string()))
    }
}

/// The text in which signs that XML has not are written as `_x000D_`.
fn unwritten(text: &str) -> Cow<'_, str> {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let code = from.get(2..6).filter(|_| from.get(6..7) == Some("_"));
        let code = code.filter(|code| code.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let sign = code.and_then(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?));
        out.push(sign.unwrap_or('_'));
        rest = from.get(if sign.is_some() { 7 } else { 1 }..).unwrap_or_default();
    }
    if rest.len() == text.len() {
        return Cow::Borrowed(text);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The column of a cell, by its address: `C7` is in the third, 2.
fn column(address: &str) -> Option<usize> {
    let letters = address.bytes().take_while(u8::is_ascii_alphabetic);
    let place = letters.map(|letter| usize::from(letter.to_ascii_uppercase().saturating_sub(b'A')));
    let sum =
        place.fold(0_usize, |sum, place| sum.saturating_mul(26).saturating_add(place).saturating_add(1));
    sum.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_dates_are_known() {
        let check = |code: &str, expected: bool| assert_eq!(is_date(code), expected, "{code}");
        check("yyyy-mm-dd", true);
        check("[$-409]d. mmmm yyyy", true);
        check("#,##0.00 \"days\"", false);
        check("[Red]0.00", false);
        check("0.00\\d", false);
        check("General", false);
    }

    #[test]
    fn signs_that_xml_has_not_are_read() {
        let check = |text: &str, expected: &str| assert_eq!(unwritten(text), expected);
        check("a_x000D_\nb", "a\r\nb");
        check("_x005F_x000D_", "_x000D_");
        check("__x005f_x0007_", "__x0007_");
        check("_x00_ _xD800_ _x", "_x00_ _xD800_ _x");
    }

    #[test]
    fn columns_go_by_letters() {
        let check =
            |address: &str, expected: Option<usize>| assert_eq!(column(address), expected, "{address}");
        check("A1", Some(0));
        check("AA10", Some(26));
        check("XFD1", Some(16_383));
        check("7", None);
    }
}
