//! A data package: the tables as CSV in a ZIP, described for Frictionless Data and for CSV on the Web, with
//! checksums.

use std::io::{Cursor, Write};

use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::described::{datapackage, path};
use super::{About, Table, TablesError, csv, csvw};
use crate::register::Hash;

/// What describes the package.
pub(super) const DESCRIPTOR: &str = "datapackage.json";

/// The bytes of a ZIP with `data/*.csv`, `datapackage.json`, `csv-metadata.json` and `SHA256SUMS`. The same
/// tables give the same bytes: no file in it has a date.
///
/// # Errors
/// When the archive cannot be made.
pub fn package(tables: &[Table], about: &About) -> Result<Vec<u8>, TablesError> {
    let tables = about.shown(tables);
    let texts: Vec<String> = tables.iter().map(|table| csv(table)).collect();
    let described: Vec<(&Table, &str)> =
        tables.iter().copied().zip(texts.iter().map(String::as_str)).collect();
    let mut files = vec![
        (DESCRIPTOR.to_owned(), pretty(&datapackage(&described, about))),
        ("csv-metadata.json".to_owned(), pretty(&csvw::metadata(&tables, about))),
    ];
    files.extend(tables.iter().map(|table| path(&table.name)).zip(texts.iter().cloned()));
    let sums = files.iter().map(|(name, text)| format!("{}  {name}\n", Hash::of(text.as_bytes())));
    files.push(("SHA256SUMS".to_owned(), sums.collect()));
    packed(&files)
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// Files in a ZIP, in their order.
pub(super) fn packed(files: &[(String, String)]) -> Result<Vec<u8>, TablesError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, text) in files {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}
