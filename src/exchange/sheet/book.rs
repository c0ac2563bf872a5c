//! Spreadsheets: XLSX and ODS. Formulas are never worked out: what their program last wrote into the cell is read.

use std::io::{Cursor, Read};

use calamine::{Data, Error, Ods, OdsError, Reader, Xlsx, XlsxError, open_workbook_from_rs};
use zip::ZipArchive;

use super::{Cell, Grid, SheetError};

/// All that is unfolded of a spreadsheet is no more than so many MiB.
const MOST: u64 = 64;
/// A spreadsheet's numbers are right to so many digits; what stands behind is noise.
const DIGITS: usize = 15;
/// An old spreadsheet, or a new one behind a password, begins with these bytes.
const OLD: &[u8] = b"\xd0\xcf\x11\xe0";

/// The sheets of a spreadsheet in which something stands.
///
/// # Errors
/// When it is none, is protected, cut, damaged, or unfolds without bound.
pub fn read_book(bytes: &[u8]) -> Result<Vec<Grid>, SheetError> {
    if bytes.starts_with(OLD) {
        let is_sealed = bytes.windows(LOCKED.len() * 2).any(|window| is_wide(window, LOCKED));
        return Err(if is_sealed { SheetError::Protected } else { SheetError::NoBook });
    }
    let names = unfold(bytes)?;
    let has = |name: &str| names.iter().any(|other| other == name);
    let grids = match () {
        () if has("xl/workbook.xml") => {
            let book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(of_xlsx)?;
            sheets(book)?
        }
        () if has("content.xml") => {
            let book: Ods<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(of_ods)?;
            sheets(book)?
        }
        () => return Err(SheetError::NoBook),
    };
    if grids.is_empty() { Err(SheetError::Empty) } else { Ok(grids) }
}

/// What a protected spreadsheet has among its parts.
const LOCKED: &str = "EncryptedPackage";

/// Whether bytes are a text in UTF-16.
fn is_wide(bytes: &[u8], text: &str) -> bool {
    bytes.iter().copied().eq(text.encode_utf16().flat_map(u16::to_le_bytes))
}

/// Unfolds everything once, within bounds, and gives the names of its parts: what a file says of its own size may be a lie.
fn unfold(bytes: &[u8]) -> Result<Vec<String>, SheetError> {
    let damaged = |error: &dyn std::fmt::Display| SheetError::Damaged(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let (mut left, mut names) = (MOST << 20, Vec::new());
    let mut room = vec![0_u8; 1 << 16];
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).map_err(|error| damaged(&error))?;
        names.push(part.name().to_owned());
        loop {
            let read = part.read(&mut room).map_err(|error| damaged(&error))?;
            if read == 0 {
                break;
            }
            left = left.checked_sub(read as u64).ok_or(SheetError::TooLarge(MOST))?;
        }
    }
    Ok(names)
}

fn of_xlsx(error: XlsxError) -> SheetError {
    match error {
        XlsxError::Password => SheetError::Protected,
        error => SheetError::Damaged(error.to_string()),
    }
}

fn of_ods(error: OdsError) -> SheetError {
    match error {
        OdsError::Password => SheetError::Protected,
        error => SheetError::Damaged(error.to_string()),
    }
}

fn sheets<'a, R>(mut book: R) -> Result<Vec<Grid>, SheetError>
where
    R: Reader<Cursor<&'a [u8]>>,
    Error: From<R::Error>,
{
    let mut grids = Vec::new();
    for name in book.sheet_names() {
        let range = book
            .worksheet_range(&name)
            .map_err(|error| SheetError::Damaged(Error::from(error).to_string()))?;
        let (first, left) = range.start().unwrap_or_default();
        let rows = range.rows().enumerate().map(|(place, cells)| {
            let number = place.saturating_add(first as usize).saturating_add(1);
            let before = std::iter::repeat_n(Cell::Empty, left as usize);
            (number, before.chain(cells.iter().map(cell)).collect())
        });
        let grid = Grid { name, rows: rows.collect() }.tidy();
        if !grid.rows.is_empty() {
            grids.push(grid);
        }
    }
    Ok(grids)
}

fn cell(data: &Data) -> Cell {
    match data {
        Data::Empty | Data::Error(_) => Cell::Empty,
        Data::String(text) | Data::DurationIso(text) => Cell::of_text(text),
        Data::Int(number) => Cell::Number(number.to_string()),
        Data::Float(number) => Cell::Number(decimal(*number)),
        Data::Bool(is) => Cell::of_text(if *is { "yes" } else { "no" }),
        Data::DateTimeIso(text) => Cell::Day(text.split('T').next().unwrap_or_default().to_owned()),
        Data::DateTime(moment) => match moment.as_datetime() {
            Some(moment) => Cell::Day(moment.format("%Y-%m-%d").to_string()),
            None => Cell::Number(decimal(moment.as_f64())),
        },
    }
}

/// A number as the spreadsheet shows it where it shows all digits.
fn decimal(number: f64) -> String {
    let exact = format!("{number:.*e}", DIGITS.saturating_sub(1));
    let exact = exact.parse::<f64>().unwrap_or(number);
    format!("{exact}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lose_their_noise() {
        let check = |number: f64, expected: &str| assert_eq!(decimal(number), expected);
        check(0.1 + 0.2, "0.3");
        check(1_234_567.5, "1234567.5");
        check(-3.0, "-3");
        check(1e15, "1000000000000000");
    }

    #[test]
    fn what_is_no_spreadsheet_is_named() {
        assert!(matches!(read_book(b"PK\x03\x04"), Err(SheetError::Damaged(_))));
        assert_eq!(read_book(b"\xd0\xcf\x11\xe0 old"), Err(SheetError::NoBook));
        let sealed: Vec<u8> =
            OLD.iter().copied().chain(LOCKED.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(read_book(&sealed), Err(SheetError::Protected));
    }
}
