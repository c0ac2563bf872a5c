//! The documents of the example: golden files, and the facts that the public report of its first meeting had.
//!
//! `MUSTER_BLESS=1 cargo test --test documents` writes the files anew; read them before they are kept.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

use std::fs;
use std::path::PathBuf;

use muster::documents::{
    Audience, Block, Brief, Document, DocumentError, Verdict, communique, fact_sheet, html, html_page,
    markdown, meeting_pack, member_sheet, minutes, stands_on,
};
use muster::exchange::file;
use muster::figures::{Query, TypedRates};
use muster::register::{Collection, Currency, Day, Draft, Id, Now, Pen, RecordKey, Register};
use muster::words::English;
use serde_json::json;

const FILE: &str = include_str!("../src/app/example/it-coalition.muster.json");
/// The first and the third meeting of the steering group, and what was published of the first.
const FIRST: &str = "example.45";
const THIRD: &str = "example.52";
const CLAIM: &str = "example.20";

fn example() -> Register {
    Register::of(file::read_own(FILE))
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn verdicts() -> Vec<Verdict> {
    vec![
        Verdict {
            reported: CLAIM.into(),
            words: "holds".to_owned(),
            because: Some(
                "The register has 32,703,626.22 EUR or more, which is above 30,000,000 EUR".to_owned(),
            ),
        },
        Verdict {
            reported: "example.21".into(),
            words: "differs by 2,703,626.22 EUR".to_owned(),
            because: None,
        },
    ]
}

/// Writes a document of a register on a day.
fn with<T>(register: &Register, on: &str, write: impl Fn(&Brief<'_>) -> T) -> T {
    let (rates, verdicts) = (TypedRates::of(register), verdicts());
    let query = Query { on: day(on), published: None, currency: Currency::EUR };
    write(&Brief { register, rates: &rates, query, locale: &English, verdicts: &verdicts })
}

fn first() -> Document {
    with(&example(), "2024-02-02", |brief| communique(brief, &FIRST.into()).unwrap())
}

#[track_caller]
fn golden(name: &str, document: &Document) {
    let text = markdown(document);
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/documents").join(format!("{name}.md"));
    if std::env::var_os("MUSTER_BLESS").is_some() {
        fs::write(&path, text).unwrap();
        return;
    }
    let there = fs::read_to_string(&path).unwrap();
    assert!(
        there == text,
        "{name}.md is not what is written now; run MUSTER_BLESS=1 cargo test --test documents"
    );
}

#[test]
fn the_documents_are_those_on_record() {
    let register = example();
    let id = Id::from(FIRST);
    golden("communique-first", &first());
    golden(
        "minutes-first",
        &with(&register, "2024-02-02", |brief| minutes(brief, &id, Audience::Public).unwrap()),
    );
    golden("fact-sheet", &with(&register, "2024-02-02", fact_sheet));
    golden(
        "fact-sheet-luxembourg",
        &with(&register, "2024-02-02", |brief| member_sheet(brief, &"LU".into()).unwrap()),
    );
    golden(
        "meeting-pack-third",
        &with(&register, "2024-05-30", |brief| meeting_pack(brief, &THIRD.into(), Audience::Inside).unwrap()),
    );
    golden(
        "communique-third",
        &with(&register, "2024-05-31", |brief| communique(brief, &THIRD.into()).unwrap()),
    );
}
