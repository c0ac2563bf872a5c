//! The documents of the example in the other languages: golden files, to be read as an editor of that language
//! reads them.
//!
//! `MUSTER_BLESS=1 cargo test --test documents_languages` writes the files anew; read them before they are
//! kept.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

mod tongues;

use std::fs;
use std::path::PathBuf;

use muster::documents::{
    Audience, Brief, Document, Verdict, Which, communique, markdown, meeting_pack, member_sheet, minutes,
    since,
};
use muster::exchange::file;
use muster::figures::{Query, Since, TypedRates};
use muster::register::{Amount, Currency, Date, Qualifier, Register, parse_decimal};
use muster::said;
use muster::words::text::areas::{communique as verdict, parts};
use muster::words::text::within;
use muster::words::{Language, Length, Locale};
use tongues::{Tongue, spoken};

const FILE: &str = include_str!("../src/app/example/it-coalition.muster.json");
/// The first and the third meeting of the steering group.
const FIRST: &str = "example.45";
const THIRD: &str = "example.52";
/// What was published of the first.
const CLAIMS: [&str; 2] = ["example.20", "example.21"];

/// Writes a document of the example on a day in a language.
fn written(language: Language, on: &str, write: impl Fn(&Brief<'_>) -> Document) -> Document {
    let register = Register::of(file::read_own(FILE));
    let (rates, locale) = (TypedRates::of(&register), Tongue(language));
    let query = Query { on: on.parse().unwrap(), published: None, currency: Currency::EUR };
    within(spoken(language), || {
        let sum = |text: &str| {
            locale.amount(&Amount::new(parse_decimal(text).unwrap(), Currency::EUR, Qualifier::Exact))
        };
        let day = locale.date(&Date::from(query.on), Length::Long);
        let words = [verdict::HOLDS.said().to_owned(), said!(verdict::DIFFERS_BY, gap = sum("2703626.22"))];
        let because = said!(parts::IT_HOLDS, found = sum("32703626.22"), day);
        let verdicts: Vec<Verdict> = CLAIMS
            .into_iter()
            .zip(words)
            .zip([Some(because), None])
            .map(|((reported, words), because)| Verdict { reported: reported.into(), words, because })
            .collect();
        write(&Brief { register: &register, rates: &rates, query, locale: &locale, verdicts: &verdicts })
    })
}

fn golden(language: Language, name: &str, document: &Document) {
    let (tag, text) = (language.tag(), within(spoken(language), || markdown(document)));
    assert_eq!(document.language, tag);
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/documents").join(tag);
    let path = folder.join(format!("{name}.md"));
    if std::env::var_os("MUSTER_BLESS").is_some() {
        fs::create_dir_all(folder).unwrap();
        fs::write(&path, text).unwrap();
        return;
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        there == text,
        "{tag}/{name}.md is not what is written now; run MUSTER_BLESS=1 cargo test --test documents_languages"
    );
}

/// The communiqués of the first and of the third meeting.
fn communiques(language: Language) {
    for (name, id, on) in
        [("communique-first", FIRST, "2024-02-02"), ("communique-third", THIRD, "2024-05-31")]
    {
        let document = written(language, on, |brief| communique(brief, &id.into()).unwrap());
        golden(language, name, &document);
    }
}

#[test]
fn in_ukrainian() {
    let language = Language::Ukrainian;
    communiques(language);
    let of_first = written(language, "2024-02-02", |brief| {
        minutes(brief, &FIRST.into(), Audience::Public, &Which::Standing).unwrap()
    });
    golden(language, "minutes-first", &of_first);
    for (name, id, on) in [("luxembourg", "LU", "2024-02-02"), ("estonia", "EE", "2024-07-31")] {
        let sheet = written(language, on, |brief| member_sheet(brief, &id.into()).unwrap());
        golden(language, &format!("fact-sheet-{name}"), &sheet);
    }
    let pack = written(language, "2024-05-30", |brief| {
        meeting_pack(brief, &THIRD.into(), Audience::Inside).unwrap()
    });
    golden(language, "meeting-pack-third", &pack);
    let news = written(language, "2024-07-31", |brief| {
        since(brief, &Since::read(brief.register, "2024-02-02").unwrap(), Audience::Public)
    });
    golden(language, "since-february", &news);
}

#[test]
fn in_estonian() {
    communiques(Language::Estonian);
}

#[test]
fn in_french() {
    communiques(Language::French);
}

#[test]
fn in_german() {
    communiques(Language::German);
}
