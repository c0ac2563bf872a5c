//! One table for itself: what stands in it comes back by its own ids, and a table of anybody else's is none.
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
#[path = "validators/made.rs"]
#[allow(dead_code, reason = "the validators use the rest")]
mod made;

use common::{cases, changes, now};
use muster::exchange::file;
use muster::exchange::meet::{Choice, Meet, Origin, Take};
use muster::exchange::tables::{Cell, ReadBack, Table, TablesError, csv, csv_alone, of, read_alone};
use muster::register::{Few, Pen, Register};
use proptest::prelude::*;
use serde_json::json;

const EXAMPLE: &str = include_str!("../src/app/example/it-coalition.muster.json");

fn read(file: &str, bytes: &[u8]) -> ReadBack {
    read_alone(file, bytes, &now(5)).expect("a table of ours").unwrap()
}

/// The rows of a table that say something: of a line that only has lines in it, nothing stands in its own table.
fn said(table: &Table) -> Vec<&Vec<Cell>> {
    let says = |row: &&Vec<Cell>| row.iter().skip(table.keys).any(Option::is_some);
    table.rows.iter().filter(says).collect()
}

/// Each table of a register gives its own rows and no others.
#[track_caller]
fn each_comes_back(register: &Register) {
    for table in of(register) {
        let bytes = csv_alone(&table);
        assert_eq!(bytes, [b"\xef\xbb\xbf".as_slice(), csv(&table).as_bytes()].concat());
        let back = read(&format!("it-2024-02-01-public.{}.csv", table.name), &bytes);
        assert_eq!(back.problems, [], "{}", table.name);
        let again = of(&back.register);
        let same = again.iter().find(|one| one.name == table.name);
        assert_eq!(same.map(said).unwrap_or_default(), said(&table), "{}", table.name);
        // What lines are of has rows of ids, and nothing else is there.
        for other in again.iter().filter(|other| other.name != table.name) {
            assert_eq!(said(other), Vec::<&Vec<Cell>>::new(), "{} in {}", other.name, table.name);
        }
    }
}

#[test]
fn each_table_of_the_example_and_of_registers_from_seeds_comes_back() {
    each_comes_back(&Register::of(file::read_own(EXAMPLE)));
    (0..20).for_each(|seed| each_comes_back(&made::Maker::new(seed).register()));
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn each_table_of_any_register_comes_back(changes in changes()) {
        each_comes_back(&Register::of(changes));
    }

    #[test]
    fn no_bytes_stop_the_reader(names in "(id|record|name|,|;|\r|\n|\"|value|path|collection){0,9}", rest in "\\PC{0,40}") {
        for text in [format!("{names}{rest}"), format!("collection,record,path,value\n{names}{rest}")] {
            if let Some(read) = read_alone("a.csv", text.as_bytes(), &now(1)) {
                prop_assert!(read.is_err_and(|error| error.to_string().ends_with('.')) || text.starts_with("coll"));
            }
        }
    }
}

#[test]
fn a_table_beside_its_own_register_is_no_news_and_a_mended_cell_is_one() {
    let ours = Register::of(file::read_own(EXAMPLE));
    let offered = |theirs: &Register| {
        let meet = Meet::of(&ours, theirs, Origin::Same, &Few::new());
        meet.accept(&Choice::all(Take::Theirs)).size
    };
    for table in of(&ours) {
        let back = read(&format!("{}.csv", table.name), &csv_alone(&table));
        assert_eq!(offered(&back.register), (0, 0), "{}", table.name);
    }
    let entries = of(&ours).into_iter().find(|table| table.name == "contributions-entries").unwrap();
    let mut mended = entries.clone();
    let place = mended.columns.iter().position(|column| column.name == "note").unwrap();
    mended.rows[0][place] = Some("=mended".to_owned());
    let back = read("x.csv", &csv_alone(&mended));
    assert_eq!(offered(&back.register), (1, 1));
}

#[test]
fn a_table_is_known_by_its_columns_whatever_a_spreadsheet_made_of_it() {
    let body = json!({"register": {"self": {"areas": {"a": {"name": "=IT"}, "b": {"name": "Mines"}}}}});
    let register = Register::of([Pen::new("r").write(common::object(body), &now(1))]);
    let table = of(&register).into_iter().find(|table| table.name == "register-areas").unwrap();
    let check = |text: &str| {
        let back = read("anything.txt", text.as_bytes());
        assert_eq!(back.problems, []);
        assert_eq!(common::bytes(&back.register), common::bytes(&read("", &csv_alone(&table)).register));
    };
    let text = csv(&table);
    assert!(text.contains("'=IT"));
    check(&text);
    check(&text.replace(',', ";"));
    check(&text.replace(',', "\t").replace("\r\n", "\n"));
    let mut turned = table.clone();
    turned.columns.reverse();
    turned.rows.iter_mut().for_each(|row| row.reverse());
    check(&csv(&turned));
}

#[test]
fn what_is_no_table_of_ours_is_left_to_be_explained() {
    for text in ["", "Giver,Amount\nEE,5\n", "id,kind\n1,state\n", "Title,Address\nA,https://a.example\n"] {
        assert!(read_alone("parties.csv", text.as_bytes(), &now(1)).is_none(), "{text}");
    }
}

#[test]
fn a_table_that_may_be_several_asks_for_its_name() {
    let register = Register::of([Pen::new("r").write(
        common::object(
            json!({"meetings": {"m": {"title": "A", "sources": {"c": {"source": "s", "place": "p. 1"}}}}}),
        ),
        &now(1),
    )]);
    let table = of(&register).into_iter().find(|table| table.name == "meetings-sources").unwrap();
    let bytes = csv_alone(&table);
    let Some(Err(error)) = read_alone("sources.csv", &bytes, &now(1)) else { panic!("which table is it") };
    assert!(matches!(error, TablesError::Several { .. }));
    let said = error.to_string();
    assert!(said.contains("contributions-sources, ") && said.contains("meetings-sources"), "{said}");
    for name in ["meetings-sources.csv", "it-public.meetings-sources (2).csv"] {
        assert_eq!(said_of(&read(name, &bytes).register), ["meetings/m"]);
    }
    let wide: Vec<u8> = [b"\xef\xbb\xbfcollection,record,path,value\n".as_slice(), b"\xd6,a,b,1\n"].concat();
    let Some(Err(error)) = read_alone("others.csv", &wide, &now(1)) else { panic!("no UTF-8") };
    assert!(error.to_string().contains("Save it as CSV in UTF-8"), "{error}");
}

fn said_of(register: &Register) -> Vec<String> {
    register.keys().map(|key| format!("{}/{}", key.collection.word(), key.id)).collect()
}
