//! OCDS 1.1: each purchase as a contracting process, in a package of releases or of records.
//!
//! `docs/decisions/0102-ocds.md` says what stands where, and what is told in words.

mod json;
mod parties;
#[cfg(feature = "formats")]
mod read;
#[cfg(feature = "formats")]
mod read_other;
#[cfg(feature = "formats")]
mod read_own;
mod ready;
mod release;
#[cfg(test)]
mod tests;

#[cfg(feature = "formats")]
pub(super) use read::read;
pub use ready::ready;

use json::{Json, list, object, text};
use release::Sheet;

use super::export::{Export, ExportError, encoded, instant, read_by};
use crate::register::Collection;

/// In which kind of package the purchases travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Package {
    /// One release each: what is known of it.
    Releases,
    /// One record each: the release, and the same as compiled.
    Records,
}

/// Says whose money a budget is; the standard itself has no place for it.
const BREAKDOWN: &str = "https://raw.githubusercontent.com/open-contracting-extensions/ocds_budget_breakdown_extension/\
                         master/extension.json";

/// Writes the purchases of a register. There is no file without one.
pub fn write(export: &Export<'_>, package: Package) -> Result<String, ExportError> {
    let sheet = Sheet::new(export);
    let releases: Vec<Json> = sheet.purchases().map(|(id, record)| sheet.release(id, record)).collect();
    if releases.is_empty() {
        return Err(ExportError::Nothing { format: "OCDS", collection: Collection::Purchases });
    }
    let shared = sheet.purchases().any(|(_, record)| !record.shares.is_empty());
    let (name, content) = match package {
        Package::Releases => ("releases", list(releases)),
        Package::Records => ("records", list(releases.into_iter().map(|release| record(&release)))),
    };
    let uri = format!("urn:x-muster:{}:{}:{name}", encoded(export.id.as_str()), export.on);
    let file = object([
        ("uri", text(uri)),
        ("version", text("1.1")),
        ("extensions", if shared { list([Json::Text(BREAKDOWN.to_owned())]) } else { None }),
        ("publishedDate", text(read_by(instant(export.register.latest().millis)))),
        ("publisher", Some(object([("name", text(sheet.said.keeper()))]))),
        (name, content),
    ]);
    Ok(file.file())
}

/// A record of one release, which is also all that its compilation holds.
fn record(release: &Json) -> Json {
    let member = |name: &str| match release {
        Json::Object(members) => {
            members.iter().find(|(held, _)| *held == name).map(|(_, value)| value.clone())
        }
        _ => None,
    };
    let id = match member("id") {
        Some(Json::Text(id)) => format!("{id}-compiled"),
        _ => String::new(),
    };
    let compiled = release.with([("id", text(id)), ("tag", list([Json::Text("compiled".to_owned())]))]);
    object([
        ("ocid", member("ocid")),
        ("releases", list([release.clone()])),
        ("compiledRelease", Some(compiled)),
    ])
}
