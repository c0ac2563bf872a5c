//! What a register lacks for a journal.

use super::counted::{Carried, Why};
use super::make::Sheet;
use crate::exchange::export::{Export, Missing, is_blank, is_plain};
use crate::register::{Contribution, Id, RecordKey};

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
        let sentence =
            "Nobody is named as the giver, so that the sum stands in an account of nobody.".to_owned();
        found.push(Missing::complete(key(), "contributors", sentence));
    }
    if record.purpose.as_deref().is_none_or(is_blank) {
        let sentence = "The purpose is not on record; transactions say the giver alone.".to_owned();
        found.push(Missing::complete(key(), "purpose", sentence));
    }
    for (line, entry) in record.entries.live() {
        let path = |field: &str| format!("entries/{line}/{field}");
        let mut told = |field: &str, sentence: &str| {
            found.push(Missing::valid(key(), &path(field), sentence.to_owned()));
        };
        match sheet.carried(id, record, (line, entry)) {
            Carried::Words(Why::NoKind) => {
                told(
                    "kind",
                    "The step is not on record; without it the entry is told in words, as no transaction.",
                );
            }
            Carried::Words(Why::NoFigure) => {
                told(
                    "amount",
                    "The entry has no figure; without one it is told in words, as no transaction.",
                );
            }
            Carried::Words(Why::NoDay) => {
                told("date", "The entry has no date; without one it is told in words, as no transaction.");
            }
            Carried::Words(Why::Statement | Why::Later | Why::SaidAgain) => {}
            Carried::Moves(day) => {
                let sentence = match &entry.date {
                    None => format!(
                        "The entry has no date; it stands on {day}, from which figures count it, marked “!”."
                    ),
                    Some(date) if !is_plain(date) => format!(
                        "The date is {date}, and a journal takes days only; {day}, the last that it can mean, \
                         stands for it."
                    ),
                    Some(_) => continue,
                };
                found.push(Missing::complete(key(), &path("date"), sentence));
            }
        }
    }
}
