//! A data package read back. What it unfolds to is bounded, and what other programs changed in its tables is
//! taken as they left it: the checksums are for them, not for this reader.

use std::io::{Cursor, Read};

use serde::Deserialize;
use zip::ZipArchive;

use super::back::{self, Sheet};
use super::described::FOLDER;
use super::package::DESCRIPTOR;
use super::{FORM, ReadBack, TablesError, alone, csv};
use crate::exchange::fault;
use crate::register::Now;
use crate::said;
use crate::words::text::areas::noted as says;

/// All that is unfolded is no more than so many MiB.
const MOST: u64 = 64;
/// A cell takes more room than what stands in it, and a row more than its cells: so many of each.
const CELLS: usize = 12_000_000;
const ROWS: usize = 2_000_000;
/// A package has a file for each table, and a few more.
const FILES: usize = 1_000;

/// The register that a data package of this program is of, with the ids of its records.
///
/// # Errors
/// When it is none, is cut, damaged or of a newer version, unfolds without bound, or a table of it cannot be
/// read at all. Rows that cannot be taken are [`ReadBack::problems`].
pub fn read_package(bytes: &[u8], now: &Now) -> Result<ReadBack, TablesError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    if archive.len() > FILES {
        return Err(TablesError::TooMany(archive.len()));
    }
    let mut left = MOST << 20;
    let descriptor = unfold(&mut archive, DESCRIPTOR, &mut left)?
        .ok_or_else(|| TablesError::NoPackage(says::NO_DESCRIPTION.said().to_owned()))?;
    check_form(&descriptor)?;
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let (mut files, mut room) = (Vec::new(), Room::default());
    for file in names {
        let Some(name) = file.strip_prefix(FOLDER).and_then(|name| name.strip_suffix(".csv")) else {
            continue;
        };
        let Some(bytes) = unfold(&mut archive, &file, &mut left)? else { continue };
        room.take(&file, &bytes, b',')?;
        let (table, lines) = csv::read(&file, name, &bytes, b',')?;
        files.push((file, table, lines));
    }
    let sheets: Vec<Sheet<'_>> =
        files.iter().map(|(file, table, lines)| Sheet { table, file, lines }).collect();
    Ok(back::read(&sheets, now))
}

/// What one table in CSV says, by the name of its file: `contributions.csv`. Lines are taken as lines of
/// records of these ids.
///
/// # Errors
/// When it is no UTF-8, has more rows than fit, or one cannot be read.
pub fn read_table(file: &str, bytes: &[u8], now: &Now) -> Result<ReadBack, TablesError> {
    let name = file.rsplit('/').next().unwrap_or(file);
    alone::read(file, name.strip_suffix(".csv").unwrap_or(name), bytes, b',', now)
}

/// How much of each still fits.
pub(super) struct Room {
    cells: usize,
    rows: usize,
}

impl Default for Room {
    fn default() -> Self {
        Room { cells: CELLS, rows: ROWS }
    }
}

impl Room {
    /// Counts a table before anything is made of it; what stands within quotation marks counts, too.
    pub fn take(&mut self, file: &str, bytes: &[u8], between: u8) -> Result<(), TablesError> {
        let count = |sign: u8| bytes.iter().filter(|byte| **byte == sign).count();
        let rows = count(b'\n').max(count(b'\r'));
        let full = || TablesError::TooManyRows(file.to_owned());
        self.rows = self.rows.checked_sub(rows).ok_or_else(full)?;
        self.cells = self.cells.checked_sub(count(between).saturating_add(rows)).ok_or_else(full)?;
        Ok(())
    }
}

/// What is read of the description; all else in it is for others.
#[derive(Deserialize)]
struct Descriptor {
    muster: Option<Own>,
}

#[derive(Deserialize)]
struct Own {
    form: u64,
}

fn check_form(descriptor: &[u8]) -> Result<(), TablesError> {
    let read: Descriptor = serde_json::from_slice(descriptor).map_err(|error| {
        TablesError::NoPackage(said!(says::DESCRIPTION_UNREAD, error = fault::json(&error)))
    })?;
    match read.muster.ok_or_else(|| TablesError::NoPackage(says::DESCRIPTION_SILENT.said().to_owned()))?.form
    {
        form if form > FORM => Err(TablesError::Newer(form)),
        _ => Ok(()),
    }
}

/// One file, if it is there. What it says of its own size may be a lie.
fn unfold(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    name: &str,
    left: &mut u64,
) -> Result<Option<Vec<u8>>, TablesError> {
    let file = match archive.by_name(name) {
        Ok(file) => file,
        Err(zip::result::ZipError::FileNotFound) => return Ok(None),
        Err(_) => return Err(damaged()),
    };
    let mut bytes = Vec::new();
    let read = file.take(left.saturating_add(1)).read_to_end(&mut bytes).map_err(|_| damaged())?;
    *left = left.checked_sub(read as u64).ok_or(TablesError::TooLarge(MOST))?;
    Ok(Some(bytes))
}

fn damaged() -> TablesError {
    TablesError::Damaged(says::ZIP_BROKEN.said().to_owned())
}
