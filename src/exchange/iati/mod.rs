//! IATI 2.03 activities: one for the coalition, one for each contribution, one for each purchase.
//!
//! From the register's side money comes in (13 incoming pledge, 11 incoming commitment, 1 incoming funds, 4
//! expenditure); from a member's side it goes out (12, 2, 3, 4), and purchases, which are not the member's, stay away.
//! `docs/decisions/0101-iati.md` says what becomes of entries that IATI has no transaction for.

mod activity;
mod carried;
mod contribution;
mod purchase;
#[cfg(feature = "formats")]
mod read;
#[cfg(feature = "formats")]
mod read_other;
#[cfg(feature = "formats")]
mod read_own;
mod ready;
#[cfg(test)]
mod tests;
mod xml;

#[cfg(feature = "formats")]
pub(super) use read::read;
pub use ready::ready;

use activity::Sheet;
use xml::Xml;

use super::export::{Export, ExportError, Perspective, instant, read_by};
use crate::register::{Collection, RecordKey};

/// The namespace of the attributes that say which record or line of the register an element is.
const NAMESPACE: &str = "urn:x-muster:iati";

/// Writes the activities of a register. An empty register has one, the coalition's; a list without any has no
/// file.
pub fn write(export: &Export<'_>, perspective: &Perspective) -> Result<String, ExportError> {
    let sheet = Sheet::new(export, perspective)?;
    let is_whole = export.takes(&RecordKey::own());
    if !is_whole && sheet.contributions().next().is_none() && sheet.purchases().next().is_none() {
        return Err(ExportError::Nothing { format: "IATI", collection: Collection::Contributions });
    }
    let mut xml = Xml::new();
    let moment = read_by(instant(export.register.latest().millis));
    let said = match perspective {
        Perspective::Register => "of the register: money comes in",
        Perspective::Member(_) => "of a member: money goes out",
    };
    let root = [
        ("version", "2.03"),
        ("generated-datetime", &moment),
        ("xmlns:muster", NAMESPACE),
        ("muster:perspective", said),
        ("muster:preface", &sheet.said.preface()),
        ("muster:coalition", &sheet.said.coalition()),
    ];
    xml.node("iati-activities", &root, |xml| {
        if is_whole {
            sheet.coalition(xml);
        }
        for (id, record) in sheet.contributions() {
            sheet.contribution(xml, id, record);
        }
        for (id, record) in sheet.purchases() {
            sheet.purchase(xml, id, record);
        }
    });
    Ok(xml.done())
}
