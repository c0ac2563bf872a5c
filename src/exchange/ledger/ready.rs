//! What a register lacks for a journal.

use super::counted::{Carried, Why};
use super::make::Sheet;
use crate::exchange::export::{Export, Missing, is_blank, is_plain};
use crate::register::{Contribution, Id, RecordKey};
use crate::said;
use crate::words::text::Text;
use crate::words::text::areas::lacking as says;

/// What a register lacks for a full journal: in the order of its records.
pub fn ready(export: &Export<'_>) -> Vec<Missing> {
    let (sheet, mut found) = (Sheet::new(export), Vec::new());
    for (id, record) in sheet.contributions() {
        contribution(&sheet, id, record, &mut found);
    }
    found
}

fn contribution(sheet: &Sheet<'_>, id: &Id, record: &Contribution, found: &mut Vec<Missing>) {
    let key = || RecordKey::of::<Contribution>(id);
    if sheet.said.givers(record).is_empty() {
        let sentence = says::ACCOUNT_OF_NOBODY.said().to_owned();
        found.push(Missing::complete(key(), "contributors", sentence));
    }
    if record.purpose.as_deref().is_none_or(is_blank) {
        let sentence = says::GIVER_ALONE.said().to_owned();
        found.push(Missing::complete(key(), "purpose", sentence));
    }
    for (line, entry) in record.entries.live() {
        let path = |field: &str| format!("entries/{line}/{field}");
        let mut told = |field: &str, sentence: Text| {
            found.push(Missing::valid(key(), &path(field), sentence.said().to_owned()));
        };
        match sheet.carried(id, record, (line, entry)) {
            Carried::Words(Why::NoKind) => told("kind", says::ENTRY_NO_STEP),
            Carried::Words(Why::NoFigure) => told("amount", says::ENTRY_NO_FIGURE),
            Carried::Words(Why::NoDay) => told("date", says::ENTRY_NO_DATE),
            Carried::Words(Why::Statement | Why::Later | Why::SaidAgain) => {}
            Carried::Moves(day) => {
                let day = day.to_string();
                let sentence = match &entry.date {
                    None => said!(says::ENTRY_FROM_COUNT, day),
                    Some(date) if !is_plain(date) => {
                        said!(says::JOURNAL_DAYS_ONLY, date = date.to_string(), day)
                    }
                    Some(_) => continue,
                };
                found.push(Missing::complete(key(), &path("date"), sentence));
            }
        }
    }
}
