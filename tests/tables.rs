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

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use common::{Wild, body, cases, changes, now};
use muster::exchange::file;
use muster::exchange::tables::{
    self, About, Audience, ColumnKind, OTHERS, SUMMED, Sums, Table, TablesError, of, package, read_package,
    read_table, template, workbook,
};
use muster::figures::{Open, Query, TypedRates, figure};
use muster::register::{Collection, Currency, Day, Measure, Pen, RecordKey, Register};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const EXAMPLE: &str = include_str!("../src/app/example/it-coalition.muster.json");

fn example() -> Register {
    Register::of(file::read_own(EXAMPLE))
}

fn register(body: Value) -> Register {
    Register::of([Pen::new("r").write(common::object(body), &now(1))])
}

fn about(audience: Audience) -> About {
    let day = Day::from_ymd_opt(2024, 5, 31).unwrap();
    About { name: "IT coalition".to_owned(), part: None, day, audience }
}

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
fn a_view_adds_up_to_its_rows_and_names_the_whole() {
    let register = example();
    let is_chosen = |key: &RecordKey| key.collection == Collection::Contributions && key.id.as_str() < "m";
    let part = Sums::of_chosen(&register, &TypedRates::of(&register), query(), &is_chosen);
    let whole = sums(&register);
    assert!(!part.rows.is_empty() && part.rows.len() < whole.rows.len());
    for row in &part.rows {
        assert!(whole.rows.contains(row));
    }
    for (part, whole) in part.totals.iter().zip(&whole.totals) {
        assert_eq!((part.figure, whole.figure), (whole.amount, whole.amount));
    }
    let about = About { part: Some("Some".to_owned()), ..about(Audience::Inside) };
    let tables = tables::of_chosen(&register, &is_chosen);
    assert!(tables.iter().all(|table| table.rows.is_empty() || table.name.starts_with("contributions")));
    let book = workbook(&tables, &part, &about).unwrap();
    let rows = sheet(&book, "Figures");
    let of =
        |label: &str| rows.iter().find(|row| row[0] == Data::String(label.to_owned())).unwrap()[5].clone();
    let number = |sum: Decimal| Data::Float(sum.to_string().parse().unwrap());
    assert_eq!(of("Total"), number(part.totals[2].amount));
    assert_eq!(of("Of the whole register"), number(whole.totals[2].amount));
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

fn query() -> Query {
    Query { on: Day::from_ymd_opt(2024, 5, 31).unwrap(), published: None, currency: Currency::EUR }
}

fn sums(register: &Register) -> Sums {
    Sums::of(register, &TypedRates::of(register), query())
}

fn workbook_of(register: &Register) -> Vec<u8> {
    workbook(&of(register), &sums(register), &about(Audience::Inside)).unwrap()
}

/// The cells of a sheet, as a program for spreadsheets reads them.
fn sheet(book: &[u8], name: &str) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(book)).unwrap();
    book.worksheet_range(name).unwrap().rows().map(<[Data]>::to_vec).collect()
}

fn formulas(book: &[u8], name: &str) -> Vec<String> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(book)).unwrap();
    let found = book.worksheet_formula(name).unwrap();
    found
        .cells()
        .filter(|(_, _, formula)| !formula.is_empty())
        .map(|(_, _, formula)| formula.clone())
        .collect()
}

#[test]
fn the_sheet_of_figures_says_what_the_figures_say() {
    let register = example();
    let book = workbook_of(&register);
    let rows = sheet(&book, "Figures");
    let total = rows.iter().find(|row| row[0] == Data::String("Total".to_owned())).unwrap();
    let raised = figure(&register, &TypedRates::of(&register), Measure::Raised, &query());
    assert!(!raised.amount.is_zero());
    assert_eq!(total[5], Data::Float(raised.amount.to_string().parse().unwrap()));
    let formulas = formulas(&book, "Figures");
    assert!(formulas.iter().any(|formula| formula.starts_with("ROUND(SUM(F2:F")), "{formulas:?}");
    let below: Vec<String> =
        rows.iter().skip_while(|row| *row != total).map(|row| row[5].to_string()).collect();
    assert_eq!(below[1], if raised.open == Open::Above { "or more" } else { "" });
    assert_eq!(below[2], raised.unvalued.to_string());
}

#[test]
fn cells_of_a_spreadsheet_have_the_type_of_what_stands_in_them() {
    let entry = |date: &str, value: &str, currency: &str| {
        json!({"date": date, "counts_for": 2024, "internal": true,
        "act": "=1+1", "amount": {"value": value, "currency": currency}})
    };
    let register = register(json!({"contributions": {"c": {"purpose": "'=A1\r\n\t<&>", "entries": {
        "a": entry("2024-02-01", "-1234567.5", "EUR"),
        "b": entry("2024-02", "12345678901234567890", "EUR"),
        "c": entry("2024-02-01~", "0.005", "EUR"),
    }}}}));
    let book = workbook_of(&register);
    assert_eq!(formulas(&book, "contributions-entries"), Vec::<String>::new());
    assert_eq!(sheet(&book, "contributions")[1][2], Data::String("'=A1\r\n\t<&>".to_owned()));
    let rows = sheet(&book, "contributions-entries");
    let column = |name: &str| rows[0].iter().position(|cell| *cell == Data::String(name.to_owned())).unwrap();
    let of = |row: usize, name: &str| rows[row][column(name)].clone();
    let text = |text: &str| Data::String(text.to_owned());
    assert_eq!(of(1, "act"), text("=1+1"));
    assert_eq!(of(1, "amount.value"), Data::Float(-1_234_567.5));
    assert_eq!(of(1, "counts_for"), Data::Float(2024.0));
    assert_eq!(of(1, "internal"), Data::Bool(true));
    assert!(matches!(of(1, "date"), Data::DateTime(day) if day.as_f64() == 45_323.0));
    assert_eq!(of(2, "amount.value"), text("12345678901234567890.00"));
    assert_eq!(of(2, "date"), text("2024-02"));
    assert_eq!(of(3, "amount.value"), Data::Float(0.005));
    assert_eq!(of(3, "date"), text("2024-02-01~"));
}

#[test]
fn every_sheet_keeps_its_names_in_sight_and_says_for_whom_it_is() {
    let book =
        workbook(&of(&example()), &sums(&example()), &about(Audience::Public { records: 4, lines: 5 }))
            .unwrap();
    let mut archive = ZipArchive::new(Cursor::new(&book)).unwrap();
    let names: Vec<String> =
        archive.file_names().filter(|name| name.contains("sheet")).map(str::to_owned).collect();
    assert!(names.len() > 5);
    for name in names {
        let mut text = String::new();
        archive.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
        assert!(text.contains("<pane ySplit=\"1\""), "{name}");
    }
    let says = Data::String("Public: 4 internal records and 5 internal lines were left out.".to_owned());
    assert!(sheet(&book, "About").iter().any(|row| row[1] == says));
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn rows_add_up_to_figures_and_files_are_the_same_in_any_order(changes in changes()) {
        let register = Register::of(changes.clone());
        let sums = sums(&register);
        for (place, measure) in SUMMED.into_iter().enumerate() {
            let figure = figure(&register, &TypedRates::of(&register), measure, &query());
            let rows = sums.rows.iter().filter_map(|row| row.sums[place]).map(|sum| sum.normalize());
            prop_assert_eq!(sums.totals[place].amount, figure.amount);
            prop_assert_eq!(rows.sum::<Decimal>(), figure.amount, "{:?}", measure);
        }
        let other = Register::of(changes.into_iter().rev());
        prop_assert_eq!(workbook_of(&register), workbook_of(&other));
        prop_assert_eq!(package_of(&register), package_of(&other));
    }
}
