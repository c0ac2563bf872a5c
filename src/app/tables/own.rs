//! What is no table that has to be explained: a data package of this program, a spreadsheet or one table of it, or a file
//! in a format that says itself what stands in it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::browser::clock;
use crate::app::desk::desk;
use crate::app::dialogs::{Offered, Table};
use crate::app::registers;
use crate::exchange::foreign::{self, Dialect, ForeignFormat};
use crate::exchange::tables::{ReadBack, TablesError, read_alone, read_package, read_workbook};
use crate::register::{RecordKey, Register};
use crate::said;
use crate::words::text::areas::{common, tables as text};
use crate::words::text::{Put, Text};
use crate::words::whole;

/// So many problems are shown at once.
const SHOWN: usize = 50;
/// So many of the first bytes are looked at for what a file is.
const LOOKED_AT: usize = 1 << 20;

/// What was read.
#[derive(Clone)]
pub(super) struct Read {
    /// That it is this, with so many records.
    what: Text,
    register: Arc<Register>,
    /// Whether its ids are those of ours. In a file of another format the mark that says so is a claim: its records are paired
    /// by what stands in them.
    keeps_ids: bool,
    /// Where in the file each record comes from, where it has such places.
    places: Vec<(RecordKey, String)>,
    /// What of it cannot be taken, or not as it stands.
    problems: Vec<String>,
    /// How many more there are.
    unlisted: usize,
}

impl Read {
    /// What tables of our own say.
    fn of(what: Text, back: ReadBack) -> Self {
        Read {
            what,
            register: Arc::new(back.register),
            keeps_ids: true,
            places: Vec::new(),
            problems: back.problems.iter().map(ToString::to_string).collect(),
            unlisted: back.unlisted,
        }
    }
}

/// Reads a file that says itself what it is; none where it is to be read as a table.
pub(super) fn read(offered: &Offered) -> Option<Result<Read, String>> {
    let bytes = offered.bytes.as_slice();
    if bytes.starts_with(b"PK") {
        return match read_package(bytes, &clock::now()) {
            Ok(back) => Some(Ok(Read::of(text::IS_PACKAGE, back))),
            // A spreadsheet of ours or of somebody's, or what is refused as one.
            Err(TablesError::NoPackage(_) | TablesError::Damaged(_)) => {
                let read = read_workbook(bytes, &clock::now())?;
                Some(read.map(|back| Read::of(text::IS_WORKBOOK, back)).map_err(|error| error.to_string()))
            }
            Err(error) => Some(Err(error.to_string())),
        };
    }
    if let Some(read) = read_alone(&offered.name, bytes, &clock::now()) {
        let read = read.map(|back| Read::of(text::IS_TABLE, back));
        return Some(read.map_err(|error| error.to_string()));
    }
    is_foreign(bytes).then(|| {
        let read = foreign::read(bytes, &clock::now()).map_err(|error| error.to_string())?;
        let what = match read.format {
            ForeignFormat::Iati => text::IS_IATI,
            ForeignFormat::Ocds => text::IS_OCDS,
            ForeignFormat::Calendar => text::IS_CALENDAR,
            ForeignFormat::Ledger(Dialect::Hledger) => text::IS_HLEDGER,
            ForeignFormat::Ledger(Dialect::Beancount) => text::IS_BEANCOUNT,
        };
        let problem = |one: &foreign::Problem| {
            said!(
                text::AT_LINE,
                line = one.line.to_string(),
                column = one.column.to_string(),
                problem = one.sentence
            )
        };
        let problems = read.problems.iter().map(problem).collect();
        let (register, places) = (Arc::new(read.register), read.places);
        Ok(Read { what, register, keeps_ids: false, places, problems, unlisted: 0 })
    })
}

/// Whether a file is in one of the formats of others: XML, a calendar, a journal of accounting, or JSON that speaks of
/// contracting processes.
pub(in crate::app) fn is_foreign(bytes: &[u8]) -> bool {
    let start = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    // Of a text in UTF-16 that begins in Latin letters every other byte is zero.
    let start: Vec<u8> = start.iter().copied().filter(|byte| *byte != 0).collect();
    let text = String::from_utf8_lossy(&start);
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | char::REPLACEMENT_CHARACTER);
    let text = text.trim_start_matches(is_mark);
    let is_ocds = text.starts_with('{') && text.contains("\"ocid\"");
    let is_calendar = text.get(..15).is_some_and(|start| start.eq_ignore_ascii_case("BEGIN:VCALENDAR"));
    text.starts_with("<?xml")
        || text.starts_with("<iati")
        || is_calendar
        || is_ocds
        || foreign::is_journal(text)
}

/// Says what is in a file, and goes on.
#[component]
pub(super) fn Own(
    /// What the file is called.
    name: String,
    /// What it holds.
    read: Read,
    /// What follows.
    done: Callback<Table>,
) -> impl IntoView {
    let desk = desk();
    let heading = said!(text::FOR_REGISTER, name, ours = desk.look(registers::title));
    let Read { what, register, keeps_ids, places, problems, unlisted } = read;
    let count = register.keys().filter(|key| register.is_live(key.collection, &key.id)).count();
    let left = problems.len().saturating_add(unlisted);
    let rest = left.saturating_sub(problems.len().min(SHOWN));
    let left = (left > 0).then(|| {
        let shown: Vec<_> =
            problems.into_iter().take(SHOWN).map(|problem| view! { <li>{problem}</li> }).collect();
        view! {
            <p class="point">{said!(text::NOT_TAKEN, n = left)}</p>
            <ul class="problems">{shown}</ul>
            {(rest > 0).then(|| view! { <p class="q">{said!(text::AND_MORE_OF, count = whole(rest))}</p> })}
        }
    });
    let go_on = move |_| {
        let (register, places) = (Arc::clone(&register), places.clone());
        done.run(Table { name: name.clone(), register, rows: Vec::new(), places, keeps_ids });
    };
    view! {
        <h3 class="by-record">{heading}</h3>
        <p role="status">{what.with(&[("n", count.arg())])}</p>
        {left}
        <div class="tools">
            <p class="effect">{text::SEEN_FIRST.said()}</p>
            <button class="go" disabled=count == 0 on:click=go_on>{said!(text::GO_ON_RECORDS, n = count)}</button>
            <button on:click=move |_| desk.close()>{common::CANCEL.said()}</button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_others_are_known_by_how_they_begin() {
        let check = |text: &str, expected: bool| assert_eq!(is_foreign(text.as_bytes()), expected, "{text}");
        check("\u{feff}<?xml version=\"1.0\"?><iati-activities/>", true);
        check("BEGIN:VCALENDAR\r\n", true);
        check("{\"releases\": [{\"ocid\": \"a\"}]}", true);
        let wide: Vec<u8> = "\u{feff}{\"ocid\": 1}".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert!(is_foreign(&wide));
        check("; Muster journal 1 for hledger\n", true);
        check("2024-01-01 open Assets:Cash\n", true);
        check("{\"format\": \"muster\"}", false);
        check("2024-01-01 10:00,5\n2024-01-02 10:00,6\n", false);
        check("Giver,Amount", false);
        check("[{\"ocid\": 1}]", false);
    }
}
