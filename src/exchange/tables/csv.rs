//! A table as CSV (RFC 4180): UTF-8, commas, CRLF. What a spreadsheet would take for a formula is made
//! harmless, reversibly.

use std::borrow::Cow;

use csv::{QuoteStyle, ReaderBuilder, StringRecord, Terminator, WriterBuilder};

use super::plan::{self, Plan};
use super::{Cell, Column, ColumnKind, OTHERS, Table, TablesError};

/// A table as CSV. An absent value is an empty cell; a text that is empty is written as one apostrophe.
pub fn csv(table: &Table) -> String {
    let mut writer = WriterBuilder::new()
        .quote_style(QuoteStyle::Necessary)
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    // Writing to memory does not fail, and every row has as many cells as there are columns.
    let _ = writer.write_record(table.columns.iter().map(|column| column.name.as_str()));
    for row in &table.rows {
        let cells = table.columns.iter().zip(row).map(|(column, cell)| match cell {
            None => Cow::Borrowed(""),
            Some(text) if column.kind.is_free() => harmless(text),
            Some(text) => Cow::Borrowed(text.as_str()),
        });
        let cells: Vec<Cow<'_, str>> = cells.collect();
        let _ = writer.write_record(cells.iter().map(|cell| cell.as_bytes()));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// Whether a text means something else in a cell, or would if apostrophes were taken from it.
fn is_risky(text: &str) -> bool {
    let bare = text.trim_start_matches('\'');
    bare.is_empty() || bare.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// A text as it stands in a cell.
pub(super) fn harmless(text: &str) -> Cow<'_, str> {
    if is_risky(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text that a cell stands for.
pub(super) fn meant(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| is_risky(text)).unwrap_or(cell)
}

/// A table of that name from CSV, and the line in which each of its rows begins. `between` stands between its cells.
///
/// # Errors
/// When it is no UTF-8, or a row cannot be read.
pub(super) fn read(
    file: &str,
    name: &str,
    bytes: &[u8],
    between: u8,
) -> Result<(Table, Vec<usize>), TablesError> {
    let text = std::str::from_utf8(bytes).map_err(|_| TablesError::NoText(file.to_owned()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(between)
        .from_reader(text.as_bytes());
    let plan = plan::all().into_iter().find(|plan| plan.name == name);
    let whole = match plan {
        Some(plan) => Plan::table(&plan),
        None if name == OTHERS => plan::others(),
        None => Table::default(),
    };
    let kind = |name: &str| {
        let known = whole.columns.iter().find(|column| column.name == name);
        known.map_or(ColumnKind::Text, |column| column.kind)
    };
    let mut table = Table { name: name.to_owned(), keys: whole.keys, ..Table::default() };
    let (mut record, mut lines, mut has_names) = (StringRecord::new(), Vec::new(), false);
    loop {
        let read = reader.read_record(&mut record).map_err(|error| TablesError::Csv {
            file: file.to_owned(),
            line: error.position().map_or(1, csv::Position::line),
        })?;
        if !read {
            return Ok((table, lines));
        }
        if !has_names {
            has_names = true;
            let column = |name: &str| Column { name: name.to_owned(), kind: kind(name) };
            table.columns = record.iter().map(column).collect();
            continue;
        }
        let cells = table.columns.iter().zip(record.iter()).map(|(column, cell)| cell_of(column, cell));
        table.rows.push(cells.collect());
        let line = record.position().map_or(0, csv::Position::line);
        lines.push(usize::try_from(line).unwrap_or(usize::MAX));
    }
}

fn cell_of(column: &Column, cell: &str) -> Cell {
    match cell {
        "" => None,
        text if column.kind.is_free() => Some(meant(text).to_owned()),
        text => Some(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_a_spreadsheet_would_work_out_is_harmless() {
        let check = |text: &str, expected: &str| {
            assert_eq!(harmless(text), expected);
            assert_eq!(meant(expected), text);
        };
        check("=1+1", "'=1+1");
        check("+49", "'+49");
        check("-5", "'-5");
        check("@SUM(A1)", "'@SUM(A1)");
        check("\tx", "'\tx");
        check("\rx", "'\rx");
        check("'=1", "''=1");
        check("''", "'''");
        check("", "'");
        check("'tis", "'tis");
        check("1=1", "1=1");
    }

    #[test]
    fn only_what_is_free_to_be_anything_is_changed() {
        let column = |name: &str, kind| Column { name: name.to_owned(), kind };
        let columns = vec![
            column("id", ColumnKind::Text),
            column("amount.value", ColumnKind::Decimal),
            column("note", ColumnKind::Text),
        ];
        let row = |cells: [Option<&str>; 3]| cells.map(|cell| cell.map(str::to_owned)).to_vec();
        let rows = vec![
            row([Some("-a"), Some("-5.00"), Some("two\r\nlines, \"here\"")]),
            row([Some("b"), None, Some("")]),
        ];
        let table = Table { name: "x".to_owned(), keys: 1, columns, rows };
        let expected = "id,amount.value,note\r\n'-a,-5.00,\"two\r\nlines, \"\"here\"\"\"\r\nb,,'\r\n";
        assert_eq!(csv(&table), expected);
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in "['=+@\t\r-]{0,4}\\PC{0,3}") {
            let harmless = harmless(&text);
            prop_assert_eq!(meant(&harmless), text.as_str());
            prop_assert!(!harmless.starts_with(['=', '+', '-', '@', '\t', '\r']) && !harmless.is_empty());
        }
    }
}
