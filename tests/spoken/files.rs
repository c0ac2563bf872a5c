//! What is said of files: what one would lack, what is noted when one is read, and why one is not. Each text has to be said
//! here once, so that none is passed by.

use std::collections::{BTreeSet, HashSet};
use std::io::{Cursor, Write};

use muster::exchange::export::{Export, Format, Perspective};
use muster::exchange::foreign::{self, Dialect};
use muster::exchange::ocds::Package;
use muster::exchange::sheet::{Mapping, Parties, Rows, read_book, read_list, read_pasted};
use muster::exchange::tables::{self, Column, ColumnKind, Table, read_package, read_table};
use muster::register::{Id, Now, Pen, Register};
use muster::words::text::areas::{lacking, noted};
use muster::words::text::{Piece, Spoken, Text, within};
use serde_json::{Value, json};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::plain;

fn now() -> Now {
    Now { millis: 5, at: "2024-06-01T00:00:00Z".to_owned() }
}

fn register(body: Value) -> Register {
    Register::of([Pen::new("r").write(body.as_object().unwrap().clone(), &now())])
}

/// The texts of an area that no sentence says.
fn unsaid(area: &[(&'static str, Text)], said: &BTreeSet<String>) -> Vec<&'static str> {
    let is_said = |text: Text| {
        let words = text.pieces();
        let words = |sentence: &String| {
            words.iter().all(|piece| match piece {
                Piece::Words(words) => sentence.contains(words),
                Piece::Brace(_) => true,
            })
        };
        said.iter().any(words)
    };
    area.iter().filter(|(_, text)| !is_said(*text)).map(|(name, _)| *name).collect()
}

/// The name of a format, and the last line of a journal.
const NAMES: &str = "iCalendar; End of the journal";

/// What was said, and what of it is in plain letters.
#[derive(Default)]
struct Heard {
    said: BTreeSet<String>,
    plain: Vec<String>,
}

/// What is said of a file is nothing but texts and what stands in the file: no words of the library that reads it.
fn check(file: &str, sentence: String, heard: &mut Heard) {
    let is_own = |word: &String| !file.contains(word.as_str()) && !NAMES.contains(word.as_str());
    let words: Vec<String> = plain(&sentence).into_iter().filter(is_own).collect();
    if !words.is_empty() {
        heard.plain.push(format!("{words:?} in {sentence}"));
    }
    heard.said.insert(sentence);
}

/// A register that lacks whatever a file can ask for.
fn bare() -> Register {
    let euro = json!({"value": "5", "currency": "EUR"});
    register(json!({
        "sources": {"s": {"address": "ftp://Q/1"}},
        "contributions": {"c": {
            "note": "Q",
            "entries": {
                "a": {"date": "2024-02-01", "amount": euro},
                "b": {"kind": "pledge", "amount": euro},
                "c": {"kind": "pledge", "date": "2024-02-01"},
                "d": {"kind": "pledge", "date": "2024-02", "amount": euro},
            },
            "planned": {"p": {"kind": "paid"}},
        }},
        "purchases": {"p": {
            "steps": {"o": {"kind": "ordered"}},
            "shares": {"s": {"note": "Q"}},
            "deliveries": {"d": {"note": "Q"}},
        }, "q": {"steps": {"u": {
            "kind": "ordered", "date": "2024-02", "value": {"value": "5", "currency": "XCG"},
        }}}},
        "meetings": {
            "a": {"note": "Q"}, "b": {"date": "2024-02-01/.."}, "c": {"date": "2024-02"},
            "d": {"date": "2024-02-01", "time": "10:00", "zone": "Q"}, "e": {"date": "2024-02-01"},
        },
        "actions": {"a": {"note": "Q"}},
    }))
}

#[test]
fn what_a_file_lacks_is_said_in_texts() {
    let formats = [
        Format::Iati(Perspective::Register),
        Format::Iati(Perspective::Member(Id::from("Q"))),
        Format::Ocds(Package::Releases),
        Format::Calendar,
        Format::Ledger(Dialect::Hledger),
    ];
    let (bare, empty, id, none) = (bare(), register(json!({})), Id::from("q"), HashSet::new());
    within(Spoken::made_up(), || {
        let mut heard = Heard::default();
        for (register, only) in [(&bare, None), (&empty, None), (&bare, Some(&none))] {
            let on = "2024-06-01".parse().unwrap();
            let export = Export { register, id: &id, on, left_out: None, registered_as: None, only };
            for format in &formats {
                for lack in format.ready(&export) {
                    check("", lack.sentence, &mut heard);
                }
                if let Err(error) = format.write(&export) {
                    check("", error.to_string(), &mut heard);
                }
            }
        }
        for format in &formats {
            if let Some(refused) = format.refuses("Q") {
                check("", refused.to_owned(), &mut heard);
            }
        }
        assert_eq!((heard.plain, unsaid(lacking::ALL, &heard.said)), Default::default());
    });
}

const ACTIVITIES: [&str; 4] = [
    r#"<iati-activities version="1.05"><q/><iati-activity/>
        <iati-activity><iati-identifier>Q</iati-identifier>
        <transaction><transaction-type code="7"/></transaction>
        <transaction><transaction-type code="1"/></transaction>
        <transaction><transaction-type code="1"/><value currency="EUR">5</value></transaction>
        <planned-disbursement/></iati-activity></iati-activities>"#,
    "<iati-activities/>",
    "<?xml version=\"1.0\" encoding=\"windows-1252\"?><iati-activities>õ</iati-activities>",
    r#"<iati-activities version="2.03" xmlns:muster="urn:x-muster:iati"><iati-activity muster:record="contributions/c">
        <description type="4" muster:of="split">Q</description>
        <transaction muster:of="entries/e"><transaction-type code="1"/><transaction-date iso-date="2024-03-01"/>
        <value currency="EUR">6</value><description>ENTRY</description></transaction>
        </iati-activity></iati-activities>"#,
];

const RELEASES: [&str; 4] = [
    r#"{"releases": [{"Q": 1}, {"ocid": "Q"}, {"ocid": "Q"}, {"ocid": "R",
        "awards": [{"id": "V", "status": "cancelled"}, {"id": "W", "value": {"amount": 5}}],
        "contracts": [{"implementation": {"transactions": [{"id": "T"}]}}]}]}"#,
    r#"{"records": [{"ocid": "Q"}, {"compiledRelease": {"ocid": "Q"}}]}"#,
    r#"{"ocid": "Q"}"#,
    r#"{"uri": "urn:x-muster:q", "releases": [{"ocid": "Q"}, {"ocid": "R", "tender": {"id": "t"},
        "awards": [{"id": "a", "description": "Q", "value": {"amount": 5, "currency": "EUR"}}]}]}"#,
];

const CALENDAR: &str = "BEGIN:VCALENDAR
BEGIN:VJOURNAL
END:VJOURNAL
BEGIN:VEVENT
RECURRENCE-ID:1
END:VEVENT
BEGIN:VEVENT
RRULE:Q
BEGIN:Q
END:Q
END:VEVENT
BEGIN:VEVENT
STATUS:CANCELLED
DTSTART:Q
END:VEVENT
BEGIN:VEVENT
DTSTART:80240401
END:VEVENT
BEGIN:VTODO
DUE:Q
END:VTODO
END:VCALENDAR
";

const JOURNALS: [&str; 2] = [
    "; Muster journal 1 for hledger
Q
2024-02-01 * Q
    ; Q
    Equity:Pledged:EE  5 EUR
2024-02-01 * Q
    ; record: contributions/c
    ; of: q/e
2024-02-01 * Q
    ; record: contributions/c
    ; of: entries/e
    ; kind: commitment
    ; amount: 6 EUR
    ; date: 2024-03
    ; date: 2024-03
    ; value_date: Q
    ; q: Q
    Equity:Pledged:EE  5 EUR
2024-02-01 * Q
    ; record: contributions/c
    ; of: entries/f
    Assets:Q  5 EUR
; End of the journal
",
    "; Muster journal 1 for beancount\nQ\n; End of the journal\n",
];

/// Files that are not read.
fn refused() -> Vec<Vec<u8>> {
    let texts = [
        "<iati-organisations/>",
        "<q/>",
        "<q>",
        "<!-- -->",
        "<q></r></q>",
        "</q>",
        "<q r=\"1\" r=\"2\"/>",
        "<q>&#xZ;</q>",
        "[1]",
        "{}",
        "{\"q\": [",
        "{\"q\": ]}",
        "BEGIN:VCARD\nEND:VCARD\n",
        "BEGIN:VCALENDAR\nQ\n",
        "BEGIN:VCALENDAR\nEND:VEVENT\n",
        "BEGIN:VCALENDAR\nEND:VCALENDAR\nEND:VCALENDAR\n",
        "BEGIN:VCALENDAR\nEND:VCALENDAR\nQ:Q\n",
        "BEGIN:VCALENDAR\n",
        "Q,R\n",
        "; Muster journal 2 for hledger\n",
        "; Muster journal 1 for q\n",
        "; Muster journal 1 for hledger\n",
        "; Muster journal 1 for hledger\n2024-02-01 * Q\n    Q\n",
        "; Muster journal 1 for beancount\n2024-02-01 * \"Q\"\n  record: \"Q\n",
        "; Muster journal 1 for beancount\n2024-02-01 * \"Q\"\n  Q\n",
    ];
    let deep = [
        "<q>".repeat(70),
        "BEGIN:Q\n".repeat(70),
        format!("{{\"q\": {}{}}}", "[".repeat(70), "]".repeat(70)),
        format!("; Muster journal 1 for hledger\n{}", "Q".repeat((1 << 20) + 1)),
        format!("; Muster journal 1 for hledger{}", "\n".repeat(2_000_001)),
    ];
    let mut all: Vec<Vec<u8>> = texts.into_iter().map(|text| text.as_bytes().to_vec()).collect();
    all.extend(deep.into_iter().map(String::into_bytes));
    all.push(b"\xff\xfe<\0\0\xd8<\0".to_vec());
    all.push(b"<q>\xff</q>".to_vec());
    all.push(b"<?xml version=\"1.0\" encoding=\"utf-8\"?><q>\xff</q>".to_vec());
    all.push(vec![b' '; foreign::MOST_BYTES + 1]);
    all
}

/// An archive with one file.
fn packed(name: &str, text: impl AsRef<[u8]>, more: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let more = more.iter().map(|(name, text)| (*name, text.as_bytes()));
    for (name, bytes) in [(name, text.as_ref())].into_iter().chain(more) {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn foreign_files(heard: &mut Heard) {
    let entry = within(Spoken::english(), written_entry);
    let read = ACTIVITIES.iter().chain(&RELEASES).chain(&JOURNALS).chain([&CALENDAR]);
    for file in read.map(|file| file.replace("ENTRY", &entry)) {
        let read = foreign::read(file.as_bytes(), &now()).unwrap();
        for problem in read.problems {
            check(&file, problem.sentence, heard);
        }
        for (_, place) in read.places {
            check(&file, place, heard);
        }
    }
    for bytes in refused() {
        let error = foreign::read(&bytes, &now()).unwrap_err();
        check(&String::from_utf8_lossy(&bytes[..bytes.len().min(200)]), error.to_string(), heard);
    }
}

/// What an export says of an entry.
fn written_entry() -> String {
    let amount = json!({"value": "5", "currency": "EUR"});
    let entry = json!({"kind": "pledge", "date": "2024-02-01", "amount": amount});
    let register = register(json!({"contributions": {"c": {"entries": {"e": entry}}}}));
    let (id, on) = (Id::from("q"), "2024-06-01".parse().unwrap());
    let export = Export { register: &register, id: &id, on, left_out: None, registered_as: None, only: None };
    let file = Format::Iati(Perspective::Register).write(&export).unwrap();
    let transaction = file.split_once("<transaction ").unwrap().1;
    let told = transaction.split_once("<description>").unwrap().1.split_once("</description>").unwrap().0;
    told.trim().trim_start_matches("<narrative>").trim_end_matches("</narrative>").to_owned()
}

fn table_files(heard: &mut Heard) {
    for (name, file) in [
        ("q.csv", "id\nQ\n"),
        ("contributions.csv", "id,q,purpose,purpose\nx/y,,,\nQ,,,\nQ,,,\n"),
        ("contributions.csv", "purpose\nQ\n"),
        ("contributions.csv", "id,internal\nQ,Q\n"),
        ("contributions-entries.csv", "id,record,counts_for\nQ,R,Q\n"),
        ("contributions-readings.csv", "id,record,value\nQ,R,{\n"),
        ("others.csv", "collection,record,path,value\nq,r,p,1\nparties,,p,1\nparties,r,p,{\nparties,r,,1\n"),
    ] {
        let read = read_table(name, file.as_bytes(), &now()).unwrap();
        assert_ne!(read.problems, [], "{file}");
        for problem in read.problems {
            check(&format!("{name} id {file}"), problem.to_string(), heard);
        }
    }
    let column = |name: &&str| Column { name: (*name).to_owned(), kind: ColumnKind::Text };
    let table = |name: &str, keys, columns: &[&str], row: &[&str]| Table {
        name: name.to_owned(),
        keys,
        columns: columns.iter().map(column).collect(),
        rows: vec![row.iter().map(|cell| Some((*cell).to_owned())).collect()],
    };
    let of = table("contributions-entries", 2, &["record", "id"], &["Q", "R"]);
    for problem in tables::register(&[table("contributions", 1, &["id"], &["R"]), of], &now()).problems {
        check("contributions-entries record", problem.to_string(), heard);
    }
    for package in [packed("q", "", &[]), packed("datapackage.json", "{}", &[])]
        .into_iter()
        .chain(["", "{\"Q\" 1}", "[]"].map(|text| packed("datapackage.json", text, &[])))
        .chain([b"PK\x03\x04".to_vec()])
    {
        check("datapackage.json", read_package(&package, &now()).unwrap_err().to_string(), heard);
    }
    for list in ["[", "[{\"Q\" 1}]", "{}"] {
        check(list, read_list(list.as_bytes()).unwrap_err().to_string(), heard);
    }
    let book = "xl/workbook.xml";
    let broken: [&[u8]; 3] = [b"<workbook", b"<workbook><q a=1/></workbook>", b"\xff"];
    let broken = broken.map(|bytes| packed(book, bytes, &[]));
    for bytes in broken.into_iter().chain([b"PK\x03\x04".to_vec()]) {
        check(book, read_book(&bytes).unwrap_err().to_string(), heard);
    }
    for text in
        ["<!DOCTYPE q><workbook/>", "<workbook>", "<workbook><sheets><sheet name=\"Q\"/></sheets></workbook>"]
    {
        check(text, read_book(&packed(book, text, &[])).unwrap_err().to_string(), heard);
    }
    let more = [
        ("xl/_rels/workbook.xml.rels", "<r><Relationship Id=\"q\" Target=\"q.xml\"/></r>"),
        (
            "xl/q.xml",
            "<worksheet><sheetData><row r=\"1\"><c r=\"ZZZZZ1\"><v>1</v></c></row></sheetData></worksheet>",
        ),
    ];
    let text = "<workbook><sheets><sheet name=\"Q\" r:id=\"q\"/></sheets></workbook>";
    check(text, read_book(&packed(book, text, &more)).unwrap_err().to_string(), heard);
}

fn rows(heard: &mut Heard) {
    let ours = register(json!({"parties": {"EE": {"kind": "state", "code": "EE"}}}));
    for text in
        ["Giver\tStep\tAmount\n\tpledge\t5 EUR\nEE\t\t6 EUR\n", "Meeting\tDate\tTime\tSeries\n\t\t10:00\tQ\n"]
    {
        let (grid, parties) = (read_pasted(text).unwrap(), Parties::of(&ours, |_| Vec::new()));
        let mapping = Mapping::find(&grid, &parties);
        let mut rows = Rows::of(&grid, &mapping, &ours, &parties);
        rows.read(mapping.rows(&grid));
        for problem in rows.finish(&now()).problems {
            check("", problem.reason, heard);
        }
    }
}

/// What takes a file of a million elements, a spreadsheet with a text that was cut, or a mistake of the reader to be said.
const UNSAID: [&str; 6] = [
    "noted.CLOSED_UNOPENED",
    "noted.TOO_MANY_ELEMENTS",
    "noted.TOO_MANY_VALUES",
    "noted.VALUE_MISSING",
    "noted.TEXT_CUT",
    "noted.LINES_APART",
];

#[test]
fn what_is_noted_of_a_file_is_said_in_texts() {
    within(Spoken::made_up(), || {
        let mut heard = Heard::default();
        foreign_files(&mut heard);
        table_files(&mut heard);
        rows(&mut heard);
        let mut unsaid = unsaid(noted::ALL, &heard.said);
        unsaid.retain(|name| !UNSAID.contains(name));
        assert_eq!((heard.plain, unsaid), Default::default());
    });
}
