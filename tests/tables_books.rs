//! A register as a spreadsheet: its cells, its figures, and that all of it comes back by its own ids.
#![cfg(feature = "formats")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::unreachable,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that cannot go on stops"
)]

mod common;
#[path = "tables/given.rs"]
mod given;
#[path = "validators/made.rs"]
#[allow(dead_code, reason = "the validators use the rest")]
mod made;

use std::io::{Cursor, Read, Write};

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use common::{cases, changes, now};
use given::{about, example, register};
use muster::exchange::tables::{
    self, About, Audience, ReadBack, SUMMED, Sums, TablesError, of, package, read_workbook, workbook,
};
use muster::figures::{Open, Query, TypedRates, figure};
use muster::register::{Collection, Currency, Day, Measure, RecordKey, Register};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

fn read(book: &[u8]) -> ReadBack {
    read_workbook(book, &now(5)).expect("a spreadsheet of ours").unwrap()
}

#[track_caller]
fn comes_back(register: &Register) {
    let back = read(&workbook_of(register));
    assert_eq!(back.problems, []);
    assert_eq!(of(&back.register), of(register));
}

#[test]
fn the_example_and_registers_from_seeds_come_back() {
    comes_back(&example());
    (0..20).for_each(|seed| comes_back(&made::Maker::new(seed).register()));
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn any_register_comes_back(changes in changes()) {
        comes_back(&Register::of(changes));
    }

    /// Blanks, signs that XML has not, and what looks as if such a sign were written out.
    #[test]
    fn hostile_texts_come_back(text in "[ \t\r\n\u{0}\u{fffe}_x05DF=]{0,12}", number in "-?[0-9]{1,17}(\\.[0-9]{1,9})?") {
        let leaves = json!({"purpose": text, "area": text, "amount": {"value": number, "currency": "EUR"}});
        comes_back(&register(json!({"contributions": {"c": leaves, "_x0041_x0042_": {"purpose": text}}})));
    }

    #[test]
    fn no_bytes_stop_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(read_workbook(&bytes, &now(1)).is_none());
    }
}

/// A spreadsheet with one of its parts written anew.
fn with(book: &[u8], part: &str, change: &dyn Fn(String) -> String) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(book)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    for name in names {
        let mut text = String::new();
        archive.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
        let text = if name == part { change(text) } else { text };
        writer.start_file(&name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_long_name_of_a_sheet_leads_to_its_table() {
    let sources = json!({"s": {"source": "x", "place": "page 3"}});
    let register =
        register(json!({"meetings": {"m": {"agenda": {"a": {"outcomes": {"o": {"sources": sources}}}}}}}));
    let names: Vec<String> = of(&register).into_iter().map(|table| table.name).collect();
    assert!(names.iter().any(|name| name.len() > 31), "{names:?}");
    comes_back(&register);
}

#[test]
fn what_was_changed_in_a_spreadsheet_is_taken_or_named() {
    let register =
        register(json!({"contributions": {"c": {"purpose": "Radios"}, "d": {"purpose": "Cables"}}}));
    let book = workbook_of(&register);
    let first = "xl/worksheets/sheet3.xml";
    let told = |change: &dyn Fn(String) -> String| {
        let back = read(&with(&book, first, change));
        let problems: Vec<String> = back.problems.iter().map(ToString::to_string).collect();
        let of = |id: &str| {
            let json = back.register.json(&RecordKey::new(Collection::Contributions, id));
            json.get("purpose").map(|purpose| purpose.as_str().unwrap().to_owned())
        };
        (of("c"), of("d"), problems)
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(told(&|text| text), (some("Radios"), some("Cables"), vec![]));
    assert_eq!(told(&|text| text.replace("Radios", "Drones")), (some("Drones"), some("Cables"), vec![]));
    // An id that somebody emptied: the row stays out, and says where it stands.
    let (c, d, problems) = told(&|text| text.replace(">c</t>", "></t>"));
    assert_eq!((c, d), (None, some("Cables")));
    assert_eq!(problems.len(), 1);
    assert!(problems[0].starts_with("contributions, line 2, column id: An id is"), "{problems:?}");
    let (_, _, problems) = told(&|text| text.replace(">purpose</t>", ">pupose</t>"));
    assert!(
        problems[0].starts_with("contributions, line 1, column pupose: There is no such"),
        "{problems:?}"
    );
}

#[test]
fn a_text_that_a_cell_had_no_room_for_is_named_and_the_rest_comes() {
    let long = "a".repeat(40_000);
    let register = register(json!({"contributions": {"c": {"purpose": long, "area": "drones"}}}));
    let back = read(&workbook_of(&register));
    let json = back.register.json(&RecordKey::new(Collection::Contributions, "c"));
    assert_eq!(Value::Object(json), json!({"area": "drones"}));
    let problem = back.problems[0].to_string();
    assert!(problem.starts_with("contributions, line 2, column purpose: This text was longer"), "{problem}");
}

#[test]
fn what_is_no_spreadsheet_of_ours_is_left_to_others_and_a_newer_one_is_named() {
    let book = workbook_of(&example());
    let about = "xl/worksheets/sheet1.xml";
    let other = with(&book, about, &|text| text.replace("Muster tables", "Tables"));
    assert!(read_workbook(&other, &now(5)).is_none());
    let newer = with(&book, about, &|text| text.replace("Muster tables 1", "Muster tables 2"));
    assert!(matches!(read_workbook(&newer, &now(5)), Some(Err(TablesError::Newer(2)))));
    assert!(read_workbook(&package_of(&example()), &now(5)).is_none());
}

fn package_of(register: &Register) -> Vec<u8> {
    package(&of(register), &about(Audience::Inside)).unwrap()
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
