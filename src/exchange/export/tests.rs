//! Files of a list: what is written, what is only named, and what is said of it.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::{Export, ExportError, Format, LeftOut, Perspective};
use crate::exchange::ocds::Package;
use crate::register::{Collection, Id, Now, Pen, RecordKey, Register};

fn register() -> Register {
    let pledge = |value: &str| {
        let amount = json!({"value": value, "currency": "EUR"});
        json!({"kind": "pledge", "date": "2024-01-01", "amount": amount})
    };
    let given = |party: &str, area: &str, value: &str| {
        let giver = json!({"g": {"party": party}});
        json!({"contributors": giver, "area": area, "entries": {"e": pledge(value), "f": {}}})
    };
    let share = |of: &str| json!({"of": {"o": {"contribution": of}}});
    let body = json!({
        "register": {"self": {"name": "IT", "areas": {"air": {"name": "Air"}, "sea": {"name": "Sea"}}}},
        "parties": {"EE": {"kind": "state"}, "LV": {"kind": "state"}},
        "sources": {"s": {"address": "nowhere"}},
        "contributions": {
            "a": given("EE", "air", "5"), "b": given("LV", "sea", "7"), "out": {"outside": true},
            "c": {"relations": {"r": {"kind": "same_as", "to": "a"}}},
        },
        "purchases": {"p": {"shares": {"s": share("a")}}, "q": {"shares": {"s": share("b")}}},
        "meetings": {
            "m": {"title": "M", "date": "2024-02-01"}, "n": {"title": "N", "date": "2024-03-01"},
            "o": {"zone": "UTC"},
        },
        "actions": {"x": {"text": "X", "made_at": "m"}, "y": {"text": "Y"}},
    });
    let now = Now { millis: 1_706_832_000_000, at: String::new() };
    Register::of([Pen::new("r").write(body.as_object().unwrap().clone(), &now)])
}

fn key(mark: &str) -> RecordKey {
    let (collection, id) = mark.split_once('/').unwrap();
    RecordKey::new(Collection::from_word(collection).unwrap(), id)
}

fn of<T>(marks: &[&str], done: impl Fn(&Export<'_>) -> T) -> T {
    let only: HashSet<RecordKey> = marks.iter().map(|mark| key(mark)).collect();
    let (register, id, on) = (register(), Id::from("r"), "2024-12-31".parse().unwrap());
    let only = Some(&only);
    done(&Export { register: &register, id: &id, on, left_out: None, registered_as: None, only })
}

/// What follows a mark in a file, to the end that it has there.
fn after(file: &str, mark: &str, end: char) -> Vec<String> {
    file.split(mark).skip(1).map(|rest| rest.split(end).next().unwrap().to_owned()).collect()
}

const IATI: Format = Format::Iati(Perspective::Register);
const OCDS: Format = Format::Ocds(Package::Releases);
#[cfg(feature = "formats")]
const HLEDGER: Format = Format::Ledger(crate::exchange::ledger::Dialect::Hledger);

/// The records that stand in a file of these.
fn written(format: &Format, marks: &[&str]) -> Result<Vec<String>, ExportError> {
    let file = of(marks, |export| format.write(export))?;
    let found = match format {
        Format::Iati(_) => after(&file, "muster:record=\"", '"'),
        Format::Ocds(_) => {
            let file: Value = serde_json::from_str(&file).unwrap();
            let all = file["releases"].as_array().unwrap().iter();
            all.map(|release| release["tender"]["id"].as_str().unwrap().to_owned()).collect()
        }
        Format::Calendar => after(&file, "UID:", '@'),
        #[cfg(feature = "formats")]
        Format::Ledger(_) => {
            let mut all = after(&file, "; record: ", '\n');
            all.dedup();
            all
        }
    };
    Ok(found)
}

#[test]
fn a_file_of_a_list_has_the_records_that_it_shows() {
    let check = |format: &Format, marks: &[&str], expected: &[&str]| {
        let found = written(format, marks).unwrap();
        assert_eq!(found, expected, "{format:?} {marks:?}");
    };
    let all = [
        "contributions/a",
        "contributions/out",
        "purchases/q",
        "meetings/n",
        "meetings/o",
        "actions/x",
        "parties/EE",
    ];
    check(&IATI, &all, &["contributions/a", "purchases/q"]);
    check(&IATI, &["register/self"], &["register/self"]);
    let member = Format::Iati(Perspective::Member("EE".into()));
    check(&member, &["contributions/a", "contributions/b"], &["contributions/a"]);
    check(&OCDS, &all, &["q"]);
    check(&Format::Calendar, &all, &["meetings-n", "actions-x"]);
    check(&Format::Calendar, &["meetings/m", "actions/x"], &["meetings-m", "actions-x"]);
    #[cfg(feature = "formats")]
    {
        // The area and the giver that it names stay named.
        let of_a = ["contributions/a", "register/self", "parties/EE", "contributions/a"];
        check(&HLEDGER, &all, &of_a);
        check(&HLEDGER, &["parties/LV"], &[]);
    }
}

#[test]
fn a_list_without_a_record_that_the_format_has_a_place_for_has_no_file() {
    let check = |format: &Format, marks: &[&str], expected: &str| {
        assert_eq!(written(format, marks).unwrap_err().to_string(), expected);
    };
    let meetings = ["meetings/m", "actions/x", "contributions/out"];
    check(
        &IATI,
        &meetings,
        "There is no record in contributions to write, and IATI knows no file without one.",
    );
    check(&OCDS, &meetings, "There is no record in purchases to write, and OCDS knows no file without one.");
    check(
        &Format::Calendar,
        &["contributions/a", "meetings/o"],
        "There is no record in meetings to write, and iCalendar knows no file without one.",
    );
}

#[test]
fn what_is_not_written_is_named_as_before() {
    let check = |format: &Format, marks: &[&str], text: &str, expected: bool| {
        let file = of(marks, |export| format.write(export).unwrap());
        assert_eq!(file.contains(text), expected, "{text} in {file}");
    };
    check(&IATI, &["purchases/p"], "<related-activity ref=\"muster-r-contributions-a\" type=\"1\"/>", true);
    check(&IATI, &["purchases/p"], "<related-activity ref=\"muster-r-register-self\" type=\"1\"/>", true);
    check(
        &IATI,
        &["contributions/c"],
        "<related-activity ref=\"muster-r-contributions-a\" type=\"3\"/>",
        true,
    );
    check(&OCDS, &["purchases/p"], "\"funder\"", true);
    // A calendar points to what is in it, and tells the rest in words.
    check(&Format::Calendar, &["actions/x"], "RELATED-TO", false);
    check(&Format::Calendar, &["actions/x"], "Made at: M (2024-02-01)", true);
    check(&Format::Calendar, &["actions/x", "meetings/m"], "RELATED-TO:meetings-m@r.muster", true);
}

#[test]
fn a_file_of_a_list_says_so_and_how_many_records() {
    let check = |marks: &[&str], left_out: Option<LeftOut>, expected: &str| {
        let said = of(marks, |export| super::Said(Export { left_out, ..*export }).preface());
        assert_eq!(said, format!("As of 2024-12-31: {expected}."));
    };
    let two = ["contributions/a", "contributions/b"];
    check(&two, None, "only 2 records of a list, with what is internal");
    check(&["contributions/a"], None, "only 1 record of a list, with what is internal");
    let left_out = Some(LeftOut { records: 3, lines: 4 });
    check(
        &two,
        left_out,
        "only 2 records of a list, from the public part of the register; internal and left out: records 3, \
         lines of other records 4",
    );
}

#[test]
fn what_is_missing_is_told_of_the_file_and_of_its_records() {
    let check = |format: &Format, marks: &[&str], expected: &[&str]| {
        let ready = of(marks, |export| format.ready(export));
        let found: HashSet<String> =
            ready.iter().map(|one| format!("{}/{}", one.key.collection.word(), one.key.id)).collect();
        assert_eq!(found, expected.iter().map(|mark| (*mark).to_owned()).collect(), "{format:?}");
        let is_of_file = |mark: &RecordKey| *mark == RecordKey::own();
        assert!(ready.iter().all(|one| !is_of_file(&one.key) || one.path.is_empty()));
    };
    // Of the register that it has no registered name, and no more.
    check(&IATI, &["contributions/a"], &["register/self", "contributions/a"]);
    check(&IATI, &["purchases/p", "sources/s"], &["register/self", "purchases/p", "sources/s"]);
    check(&OCDS, &["purchases/q", "contributions/a"], &["register/self", "purchases/q"]);
    check(&OCDS, &["contributions/a"], &["register/self"]);
    check(&Format::Calendar, &["meetings/o", "actions/y"], &["meetings/o", "actions/y"]);
    #[cfg(feature = "formats")]
    check(&HLEDGER, &["contributions/b"], &["contributions/b"]);
}
