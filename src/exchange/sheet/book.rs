//! Spreadsheets: XLSX and ODS. Formulas are never worked out: what their program last wrote into the cell is read.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::{Cell, Grid, SheetError, ods, xlsx};
use crate::said;
use crate::words::text::areas::noted as says;

/// All that is unfolded of a spreadsheet is no more than so many MiB.
const MOST: u64 = 64;
/// A row takes room for all cells up to its last one: so many in all.
const CELLS: usize = 4_000_000;
/// A spreadsheet's numbers are right to so many digits; what stands behind is noise.
const DIGITS: usize = 15;
/// An XLSX has this part.
pub(super) const XLSX: &str = "xl/workbook.xml";
/// An old spreadsheet, or a new one behind a password, begins with these bytes.
const OLD: &[u8] = b"\xd0\xcf\x11\xe0";
/// What a protected spreadsheet has among its parts.
const LOCKED: &str = "EncryptedPackage";
/// What an ODS has in place of what is in it, where it is protected.
const SEALED: &str = "manifest:encryption-data";

/// The sheets of a spreadsheet in which something stands.
///
/// # Errors
/// When it is none, is protected, cut, damaged, or unfolds without bound.
pub fn read_book(bytes: &[u8]) -> Result<Vec<Grid>, SheetError> {
    read(bytes, Texts::Tidy)
}

/// The same to the letter: with the blanks around texts, with texts that are empty, and with `true` and `false`.
///
/// # Errors
/// As [`read_book`].
pub fn read_book_exactly(bytes: &[u8]) -> Result<Vec<Grid>, SheetError> {
    read(bytes, Texts::Exact)
}

/// Whether a spreadsheet has a sheet of this name, which is found without reading its sheets where it is XLSX.
pub fn has_sheet(bytes: &[u8], name: &str) -> bool {
    let Ok(mut parts) = Parts::of(bytes, Texts::Exact) else { return false };
    let names = if parts.has(XLSX) { xlsx::names(&mut parts) } else { ods::names(&mut parts) };
    names.is_ok_and(|names| names.iter().any(|other| other == name))
}

fn read(bytes: &[u8], texts: Texts) -> Result<Vec<Grid>, SheetError> {
    if bytes.starts_with(OLD) {
        let is_sealed = bytes.windows(LOCKED.len() * 2).any(|window| is_wide(window, LOCKED));
        return Err(if is_sealed { SheetError::Protected } else { SheetError::Old });
    }
    let mut parts = Parts::of(bytes, texts)?;
    let grids = match () {
        () if parts.has(XLSX) => xlsx::read(&mut parts)?,
        () if parts.text("META-INF/manifest.xml")?.is_some_and(|text| text.contains(SEALED)) => {
            return Err(SheetError::Protected);
        }
        () if parts.has("content.xml") => ods::read(&mut parts)?,
        () => return Err(SheetError::NoBook),
    };
    let grids: Vec<Grid> = grids.into_iter().map(Grid::tidy).filter(|grid| !grid.rows.is_empty()).collect();
    if grids.is_empty() { Err(SheetError::Empty) } else { Ok(grids) }
}

/// Whether bytes are a text in UTF-16.
fn is_wide(bytes: &[u8], text: &str) -> bool {
    bytes.iter().copied().eq(text.encode_utf16().flat_map(u16::to_le_bytes))
}

/// How the texts in cells are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Texts {
    /// Without the blanks around them; one that is empty is nothing, and true and false are words of people.
    Tidy,
    /// To the letter.
    Exact,
}

/// The parts of a spreadsheet. What they unfold to is counted: what a file says of its own size may be a lie.
pub(super) struct Parts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
    /// How many cells still fit.
    cells: usize,
    texts: Texts,
}

impl<'a> Parts<'a> {
    fn of(bytes: &'a [u8], texts: Texts) -> Result<Self, SheetError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged(&says::ZIP_BROKEN.said()))?;
        Ok(Parts { archive, left: MOST << 20, cells: CELLS, texts })
    }

    /// A cell with this text.
    pub fn cell(&self, text: &str) -> Cell {
        match self.texts {
            Texts::Tidy => Cell::of_text(text),
            Texts::Exact => Cell::Text(text.to_owned()),
        }
    }

    /// A cell that holds true or false.
    pub fn flag(&self, is: bool) -> Cell {
        let word = match (self.texts, is) {
            (Texts::Tidy, true) => "yes",
            (Texts::Tidy, false) => "no",
            (Texts::Exact, true) => "true",
            (Texts::Exact, false) => "false",
        };
        Cell::Text(word.to_owned())
    }

    fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The text of a part; none where it is not there.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, SheetError> {
        let Some(place) = self.archive.index_for_name(name) else { return Ok(None) };
        let part = self.archive.by_index(place).map_err(|_| damaged(&says::ZIP_BROKEN.said()))?;
        let mut bytes = Vec::new();
        let read = part.take(self.left.saturating_add(1)).read_to_end(&mut bytes);
        let read = read.map_err(|_| damaged(&says::ZIP_BROKEN.said()))? as u64;
        self.left = self.left.checked_sub(read).ok_or(SheetError::TooLarge(MOST))?;
        String::from_utf8(bytes).map(Some).map_err(|_| damaged(&said!(says::PART_NO_TEXT, part = name)))
    }

    /// Takes room for so many cells.
    pub fn take(&mut self, cells: usize) -> Result<(), SheetError> {
        self.cells = self.cells.checked_sub(cells).ok_or(SheetError::TooLarge(MOST))?;
        Ok(())
    }
}

pub(super) fn damaged(error: &dyn std::fmt::Display) -> SheetError {
    SheetError::Damaged(error.to_string())
}

/// A cell that holds a number, which its program keeps in binary.
pub(super) fn number(text: &str) -> Cell {
    match text.trim().parse::<f64>() {
        Ok(number) if number.is_finite() => Cell::Number(decimal(number)),
        _ => Cell::of_text(text),
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
        let check = |text: &str, expected: &str| assert_eq!(number(text), Cell::Number(expected.to_owned()));
        check("0.30000000000000004", "0.3");
        check("1234567.5", "1234567.5");
        check("-3", "-3");
        check("1E+15", "1000000000000000");
        assert_eq!(number("inf"), Cell::Text("inf".to_owned()));
    }

    #[test]
    fn what_is_no_spreadsheet_is_named() {
        assert!(matches!(read_book(b"PK\x03\x04"), Err(SheetError::Damaged(_))));
        assert_eq!(read_book(b"\xd0\xcf\x11\xe0 old"), Err(SheetError::Old));
        let other = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
        assert_eq!(read_book(other), Err(SheetError::NoBook));
        let sealed: Vec<u8> =
            OLD.iter().copied().chain(LOCKED.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(read_book(&sealed), Err(SheetError::Protected));
    }
}
