//! One table for itself: as a spreadsheet opens it, and read back by its own ids.

use super::back::{self, Sheet};
use super::plan::{self, Plan};
use super::unpack::Room;
use super::{ReadBack, Table, TablesError, csv};
use crate::register::{Arrange, Now};

/// Without it, spreadsheets read a CSV in the letters of their country.
const MARK: &str = "\u{feff}";
/// What can stand between cells, where a spreadsheet saved the table again.
const BETWEEN: [u8; 3] = [b',', b';', b'\t'];
/// So many bytes at most name the columns.
const NAMES: usize = 8_192;

/// The bytes of one table as CSV for a spreadsheet: as in a package, behind the mark of UTF-8.
pub fn csv_alone(table: &Table) -> Vec<u8> {
    format!("{MARK}{}", csv::csv(table)).into_bytes()
}

/// What one table in CSV says whose columns are named exactly as those of one of ours, in any order; none where they are
/// not. Its rows are of the records with their ids, be the tables of these here or not. `file` is what it is called, which
/// tells tables with the same columns apart, as `csv_alone` gives them: `anything.contributions-sources.csv`.
///
/// # Errors
/// When nothing says which of several tables it is, it is no UTF-8, has more rows than fit, or one cannot be read.
pub fn read_alone(file: &str, bytes: &[u8], now: &Now) -> Option<Result<ReadBack, TablesError>> {
    let (between, mut names) = fitting(bytes)?;
    let named = name_of(file);
    if names.len() > 1 && names.iter().any(|name| *name == named) {
        names = vec![named.to_owned()];
    }
    Some(match names.as_slice() {
        [name] => read(file, name, bytes, between, now),
        _ => Err(TablesError::Several { file: file.to_owned(), tables: names.join(", ") }),
    })
}

/// What one table says, under a name of a table.
pub(super) fn read(
    file: &str,
    name: &str,
    bytes: &[u8],
    between: u8,
    now: &Now,
) -> Result<ReadBack, TablesError> {
    Room::default().take(file, bytes, between)?;
    let (table, lines) = csv::read(file, name, bytes, between)?;
    Ok(back::read(&[Sheet { table: &table, file, lines: &lines }], now))
}

/// The tables whose columns a file names, and what stands between its cells.
fn fitting(bytes: &[u8]) -> Option<(u8, Vec<String>)> {
    let bytes = bytes.strip_prefix(MARK.as_bytes()).unwrap_or(bytes);
    let start = bytes.get(..NAMES).unwrap_or(bytes);
    let line = start.split(|byte| matches!(byte, b'\n' | b'\r')).next()?;
    let line = std::str::from_utf8(line).ok()?;
    let tables: Vec<Table> =
        plan::all().iter().map(Plan::table).chain(std::iter::once(plan::others())).collect();
    BETWEEN.into_iter().find_map(|between| {
        let cells = line.split(char::from(between)).map(|cell| cell.trim().trim_matches('"'));
        let cells = sorted(cells);
        let is_it = |table: &&Table| sorted(table.columns.iter().map(|one| one.name.as_str())) == cells;
        let names: Vec<String> = tables.iter().filter(is_it).map(|table| table.name.clone()).collect();
        (!names.is_empty()).then_some((between, names))
    })
}

fn sorted<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut names: Vec<&str> = names.collect();
    names.arrange();
    names
}

/// The table that a file is called after, whatever stands before it and however often it was saved.
fn name_of(file: &str) -> &str {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let name = name.rsplit_once('.').map_or(name, |(name, _)| name);
    let name = name.rsplit('.').next().unwrap_or(name);
    name.split(" (").next().unwrap_or(name).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_after_its_table() {
        let check = |file: &str, expected: &str| assert_eq!(name_of(file), expected);
        check("it-2024-02-01-public.contributions-entries.csv", "contributions-entries");
        check("C:\\tables\\parties.csv", "parties");
        check("it-public.parties (1).csv", "parties");
        check("parties", "parties");
        check("", "");
    }

    #[test]
    fn columns_in_any_order_are_those_of_a_table() {
        let check = |line: &str, between: u8, expected: &[&str]| {
            let (found, names) = fitting(line.as_bytes()).unwrap();
            assert_eq!(
                (found, names.iter().map(String::as_str).collect::<Vec<_>>()),
                (between, expected.to_vec())
            );
        };
        check("collection,record,path,value\r\n", b',', &["others"]);
        check("\u{feff}\"value\";path;record;collection\n", b';', &["others"]);
        check("id\trecord\tname\torder", b'\t', &["register-areas"]);
        assert_eq!(fitting(b"id,record,name"), None);
        assert_eq!(fitting(b"Giver,Amount\n"), None);
        assert_eq!(fitting(b""), None);
        assert_eq!(fitting(b"id,\xff"), None);
    }
}
