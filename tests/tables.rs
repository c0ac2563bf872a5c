//! A register as tables: that everything in it is there, that all of it comes back, and that what others make
//! of the files is taken or named.
#![cfg(feature = "formats")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

mod common;
#[path = "tables/given.rs"]
mod given;

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use common::{Wild, body, cases, changes, now};
use given::{about, example, register};
use muster::exchange::tables::{
    self, Audience, ColumnKind, OTHERS, Table, TablesError, of, package, read_package, read_table, template,
};
use muster::register::{Collection, Pen, RecordKey, Register};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The records of a register as tables give them: without what was removed, and without what then says
/// nothing.
fn told(register: &Register) -> BTreeMap<RecordKey, Value> {
    let told = |key: &RecordKey| Some((key.clone(), left(Value::Object(register.json(key)))?));
    register.keys().filter_map(told).collect()
}

/// What is left of a record or a line, found without the shapes: an object is one, or the lines of a list, or
/// a leaf.
fn left(node: Value) -> Option<Value> {
    let Value::Object(mut node) = node else { return Some(node) };
    match node.remove("gone") {
        Some(Value::Bool(true)) => return None,
        Some(Value::Bool(false)) | None => {}
        Some(other) => drop(node.insert("gone".to_owned(), other)),
    }
    let node: Map<String, Value> =
        node.into_iter().filter_map(|(name, value)| Some((name, left(value)?))).collect();
    (!node.is_empty()).then_some(Value::Object(node))
}

fn package_of(register: &Register) -> Vec<u8> {
    package(&of(register), &about(Audience::Inside)).unwrap()
}

#[track_caller]
fn comes_back(register: &Register) {
    let all = of(register);
    let back = tables::register(&all, &now(5));
    assert_eq!(back.problems, []);
    assert_eq!(told(&back.register), told(register));
    assert_eq!(of(&back.register), all);
    let bytes = package_of(register);
    let unpacked = read_package(&bytes, &now(5)).unwrap();
    assert_eq!(unpacked.problems, []);
    assert_eq!(common::bytes(&unpacked.register), common::bytes(&back.register));
    assert_eq!(package_of(&unpacked.register), bytes);
}

#[test]
fn the_example_comes_back() {
    comes_back(&example());
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn any_register_comes_back(changes in changes()) {
        comes_back(&Register::of(changes));
    }

    #[test]
    fn what_reads_has_a_column_of_its_own(body in body(Wild::Tame)) {
        let register = Register::of([Pen::new("r").write(body, &now(1))]);
        prop_assert!(of(&register).iter().all(|table| table.name != OTHERS));
    }

    /// Texts that a spreadsheet would work out, in every place where a text can stand.
    #[test]
    fn hostile_texts_come_back(text in "['=+@\t\r\n\",;-]{1,5}\\PC{0,3}", id in "[=+@'\"-][,;a]{0,3}") {
        let line = json!({"party": id, "note": text, "order": text, "sources": {id.clone(): {"place": text}}});
        let register = register(json!({
            "contributions": {id.clone(): {"purpose": text, "area": text, "contributors": {id.clone(): line}}},
            "meetings": {"m": {"place": {"name": text}, "colour": {"red": text},
                "readings": {"r": {"field": "title", "value": text}}}},
        }));
        comes_back(&register);
        for table in of(&register) {
            let csv = tables::csv(&table);
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
            for row in reader.records() {
                for cell in &row.unwrap() {
                    prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{:?}", cell);
                }
            }
        }
    }

    #[test]
    fn no_bytes_stop_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..200), name in "data/[a-z-]{0,12}.csv") {
        prop_assert!(read_package(&bytes, &now(1)).is_err());
        let files = [(DESCRIPTOR.0, DESCRIPTOR.1.as_bytes()), (name.as_str(), bytes.as_slice())];
        drop(read_package(&zip(&files), &now(1)));
    }

    #[test]
    fn no_cell_stops_the_reader(cells in prop::collection::vec("\\PC{0,6}", 60), place in any::<prop::sample::Index>()) {
        let all = template(Collection::ALL[place.index(Collection::ALL.len())]);
        let mut cells = cells.into_iter().cycle();
        let mut filled = all;
        for table in &mut filled {
            let row = table.columns.iter().map(|_| cells.next());
            table.rows.push(row.collect());
        }
        let back = tables::register(&filled, &now(1));
        for problem in &back.problems {
            prop_assert!(problem.reason.ends_with('.') && problem.line == 2, "{problem}");
        }
    }
}

#[test]
fn a_register_stands_in_tables_under_the_names_of_its_fields() {
    let register = register(json!({"contributions": {"c": {
        "purpose": "=Radios",
        "entries": {
            "e": {"kind": "pledge", "date": "2024-02", "amount": {"value": "5", "currency": "EUR", "qualifier": "over"}},
            "x": {"kind": "pledge", "gone": true},
        },
    }}}));
    let all = of(&register);
    let filled: Vec<&Table> = all.iter().filter(|table| !table.rows.is_empty()).collect();
    assert_eq!(
        filled.iter().map(|table| table.name.as_str()).collect::<Vec<_>>(),
        ["contributions", "contributions-entries"]
    );
    assert_eq!(
        tables::csv(filled[1]),
        "record,id,kind,act,date,amount.value,amount.currency,amount.qualifier,value_date,stated_rate.base,\
         stated_rate.quote,stated_rate.value,basis,counts_for,meeting,note,internal,order\r\n\
         c,e,pledge,,2024-02,5.00,EUR,over,,,,,,,,,,\r\n"
    );
    assert!(tables::csv(filled[0]).contains("\r\nc,,'=Radios,"));
}

#[test]
fn a_template_has_every_column_and_says_nothing() {
    for collection in Collection::ALL {
        let all = template(*collection);
        assert_eq!(all[0].name, collection.word());
        assert_eq!(tables::register(&all, &now(1)).register.size(), 0);
    }
    let of_all: Vec<String> =
        Collection::ALL.iter().flat_map(|one| template(*one)).map(|table| table.name).collect();
    assert!(of(&example()).iter().all(|table| of_all.contains(&table.name)));
}

const DESCRIPTOR: (&str, &str) = ("datapackage.json", "{\"muster\": {\"form\": 1}}");

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn refused(files: &[(&str, &[u8])], why: &str) {
    let error = read_package(&zip(files), &now(1)).unwrap_err().to_string();
    assert!(error.contains(why) && error.ends_with('.'), "{error}");
}

#[test]
fn what_is_no_package_is_named() {
    let own = (DESCRIPTOR.0, DESCRIPTOR.1.as_bytes());
    refused(&[("a.txt", b"x")], "has no datapackage.json");
    refused(&[(own.0, b"{\"name\": \"theirs\"}")], "does not say so");
    refused(&[(own.0, b"{\"muster\": {\"form\": 2}}")], "newer version");
    refused(&[own, ("data/parties.csv", b"id\n\xff\n")], "data/parties.csv is not text in UTF-8");
    let whole = package_of(&example());
    let cut = read_package(&whole[..whole.len() / 2], &now(1)).unwrap_err();
    assert!(matches!(cut, TablesError::Damaged(_)), "{cut}");
}

#[test]
fn what_unfolds_without_bound_is_not_unfolded() {
    let own = (DESCRIPTOR.0, DESCRIPTOR.1.as_bytes());
    let text = vec![b'a'; 65 << 20];
    refused(&[own, ("data/parties.csv", &text)], "more than 64 MiB");
    let rows = b"id\n".repeat(2_100_000);
    refused(&[own, ("data/parties.csv", &rows)], "more rows than fit");
    let cells = vec![b','; 13_000_000];
    refused(&[own, ("data/parties.csv", &cells)], "more rows than fit");
    let names: Vec<String> = (0..1_001).map(|number| format!("data/{number}.csv")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    refused(&many, "1001 files");
    // A path that would become objects in objects without end.
    let others = format!("collection,record,path,value\nparties,EE,{}a,1\n", "a/".repeat(1_000_000));
    let files = [own, ("data/parties.csv", &b"id\nEE\n"[..]), ("data/others.csv", others.as_bytes())];
    let problems = read_package(&zip(&files), &now(1)).unwrap().problems;
    assert_eq!(problems.iter().map(|one| one.column.as_deref()).collect::<Vec<_>>(), [Some("path")]);
}

#[test]
fn rows_that_cannot_be_taken_say_where_and_the_others_come() {
    let own = (DESCRIPTOR.0, DESCRIPTOR.1.as_bytes());
    let contributions = "\u{feff}purpose,id,Colour\nRadios,c,red\n\"two\nlines\",d,\nNo,,\nAgain,c,\n";
    let entries =
        "record,id,date,amount.value,amount.currency\nc,e,2024,5,EUR\nc,f,Feb 2024,5,EUR\nx,g,,,\nd,h,,5,\n";
    let files = [
        own,
        ("data/contributions.csv", contributions.as_bytes()),
        ("data/contributions-entries.csv", entries.as_bytes()),
        ("data/ships.csv", b"id\n"),
    ];
    let back = read_package(&zip(&files), &now(1)).unwrap();
    assert_eq!(
        told(&back.register).into_values().collect::<Vec<_>>(),
        [
            json!({"purpose": "Radios", "entries": {"e": {"date": "2024", "amount": {"value": "5", "currency": "EUR"}}}}),
            json!({"purpose": "two\nlines"}),
        ]
    );
    let found: Vec<(String, usize, Option<String>)> =
        back.problems.iter().map(|one| (one.table.clone(), one.line, one.column.clone())).collect();
    let expected = [
        ("data/ships.csv", 1, None),
        ("data/contributions.csv", 1, Some("Colour")),
        ("data/contributions.csv", 5, Some("id")),
        ("data/contributions.csv", 6, Some("id")),
        ("data/contributions-entries.csv", 3, Some("date")),
        ("data/contributions-entries.csv", 4, Some("record")),
        ("data/contributions-entries.csv", 5, Some("amount.value")),
    ];
    assert_eq!(
        found,
        expected.map(|(file, line, column)| (file.to_owned(), line, column.map(str::to_owned)))
    );
    assert!(back.problems.iter().all(|one| one.reason.ends_with('.')), "{:?}", back.problems);
}

#[test]
fn a_table_alone_is_taken_by_the_name_of_its_file() {
    let check = |file: &str, text: &str, expected: &[Value]| {
        let back = read_table(file, text.as_bytes(), &now(1)).unwrap();
        assert_eq!(told(&back.register).into_values().collect::<Vec<_>>(), expected);
        back.problems.len()
    };
    let entry = json!({"entries": {"e": {"kind": "pledge"}}});
    assert_eq!(check("contributions-entries.csv", "id,record,kind\ne,c,pledge\n", &[entry]), 0);
    assert_eq!(check("mine/parties.csv", "id,name\nEE,'=Eesti\n", &[json!({"name": "=Eesti"})]), 0);
    assert_eq!(check("ships.csv", "id\na\n", &[]), 1);
    assert_eq!(check("parties.csv", "name\nEesti\n", &[]), 1);
    assert_eq!(check("parties.csv", "", &[]), 1);
    let back =
        read_table("parties.csv", format!("id\n{}", ",\n".repeat(10_007)).as_bytes(), &now(1)).unwrap();
    assert_eq!((back.problems.len(), back.unlisted), (10_000, 7));
}

#[test]
fn what_is_not_known_is_in_nothing_public() {
    let register = register(json!({"meetings": {"m": {"title": "A", "colour": "red"}}}));
    assert_eq!(
        tables::csv(of(&register).last().unwrap()),
        "collection,record,path,value\r\nmeetings,m,colour,\"\"\"red\"\"\"\r\n"
    );
    let public = package(&of(&register), &about(Audience::Public { records: 2, lines: 3 })).unwrap();
    let mut archive = ZipArchive::new(Cursor::new(&public)).unwrap();
    assert!(archive.file_names().all(|name| !name.contains(OTHERS)));
    let mut described = String::new();
    archive.by_name("datapackage.json").unwrap().read_to_string(&mut described).unwrap();
    assert!(
        described.contains("Public: 2 internal records and 3 internal lines were left out."),
        "{described}"
    );
    assert!(!described.contains("colour") && !described.contains(OTHERS));
}

#[test]
fn no_word_of_a_choice_needs_an_apostrophe() {
    let kinds = of(&example()).into_iter().flat_map(|table| table.columns).map(|column| column.kind);
    let words: Vec<&str> = kinds
        .filter_map(|kind| match kind {
            ColumnKind::Choice(words) => Some(words),
            _ => None,
        })
        .flatten()
        .copied()
        .collect();
    assert!(
        !words.is_empty()
            && words.iter().all(|word| word.starts_with(|sign: char| sign.is_ascii_lowercase()))
    );
}
