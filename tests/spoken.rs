//! Documents and refusals in a language that nobody speaks: whatever they say in plain letters is no text of the catalogue.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

#[cfg(feature = "formats")]
#[path = "spoken/files.rs"]
mod files;

use std::cmp::Ordering;

use muster::documents::{
    Audience, Brief, Document, Verdict, Which, became, communique, fact_sheet, html, html_page, markdown,
    meeting_pack, member_sheet, minutes, minutes_text, since,
};
use muster::exchange::file;
use muster::figures::{Query, Since, TypedRates};
use muster::register::{
    Amount, Arrange, Collection, Currency, Date, Day, Id, Kind, Now, Pen, Place, Quantity, Register, Shape,
    StatedRate, parse_decimal,
};
use muster::register::{Leaf, check_code};
use muster::words::text::{Spoken, other_letters, within};
use muster::words::{Length, Locale, Typed, number_text, read_amount, read_date, read_number};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

const EXAMPLE: &str = include_str!("../src/app/example/it-coalition.muster.json");
const SCHEMA: &str = include_str!("fixtures/schema-1.muster.json");

/// What the register holds in plain letters: words that its rules go by, ids, and a name that is known by its code.
const DATA: [&str; 5] = ["confirmed", "First meeting", "first meeting", "example", "European Union"];

/// A locale without a word of its own.
struct Bare;

impl Locale for Bare {
    fn tag(&self) -> &str {
        "uk"
    }
    fn state_name(&self, _: &str) -> Option<String> {
        None
    }
    fn currency_name(&self, currency: Currency) -> String {
        currency.code().to_owned()
    }
    fn number(&self, value: Decimal, decimals: u32) -> String {
        number_text(value, decimals)
    }
    fn date(&self, date: &Date, _: Length) -> String {
        date.to_string()
    }
    fn compare(&self, a: &str, b: &str) -> Ordering {
        a.cmp(b)
    }
}

/// A register whose texts are in other letters, so that they are told from what the program says.
fn register(file: &str) -> Register {
    let mut changes = file::read_own(file);
    changes.arrange_by(|a, b| a.order().cmp(&b.order()));
    let mut pen = Pen::new("r");
    let written = changes.iter().enumerate().filter_map(|(at, change)| {
        let mut body = change.whole()?;
        for (word, records) in &mut body {
            let Some(collection) = Collection::from_word(word) else { continue };
            for record in records.as_object_mut()?.values_mut().filter_map(Value::as_object_mut) {
                veil(collection.shape(), record);
            }
        }
        Some(pen.write(body, &Now { millis: at as u64 + 1, at: String::new() }))
    });
    Register::of(written.collect::<Vec<_>>())
}

fn veil(shape: &'static Shape, json: &mut Map<String, Value>) {
    for (name, value) in json {
        match (shape.field(name).map(|field| field.kind), value) {
            (Some(Kind::Lines(below)), Value::Object(lines)) => {
                lines.values_mut().filter_map(Value::as_object_mut).for_each(|line| veil(below, line));
            }
            (Some(Kind::Place | Kind::Quantity), Value::Object(parts)) => {
                for part in ["name", "unit"] {
                    parts.get_mut(part).into_iter().for_each(veil_text);
                }
            }
            (Some(Kind::Text | Kind::Prose), value) if name != "code" && name != "field" => veil_text(value),
            _ => {}
        }
    }
}

fn veil_text(value: &mut Value) {
    let Value::String(text) = value else { return };
    let data = DATA.iter().find_map(|data| Some((*data, text.strip_prefix(data)?)));
    let (stays, rest) = data.unwrap_or(("", text));
    *text = format!("{stays}{}", other_letters(rest));
}

/// The words in plain letters but for addresses and data.
fn plain(text: &str) -> Vec<String> {
    let mut said = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("](<") {
        said.push_str(before);
        rest = after.split_once(">)").map_or("", |(_, after)| after);
    }
    said.push_str(rest);
    for data in DATA {
        said = said.replace(data, "");
    }
    let small = |word: &&str| word.chars().filter(char::is_ascii_lowercase).count() > 1;
    said.split(|letter: char| !letter.is_alphabetic()).filter(small).map(str::to_owned).collect()
}

#[track_caller]
fn check(what: &str, document: &Document) {
    let text = markdown(document);
    assert_eq!(plain(&text), Vec::<String>::new(), "{what}:\n{text}");
    let page = html(document, &|_| None);
    let labels = page.split("aria-label=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    labels.for_each(|label| assert_eq!(plain(label), Vec::<String>::new(), "{what}: {label}"));
    assert!(html_page(document).contains("<html lang=\"uk\">"), "{what}");
}

fn documents(register: &Register, on: Day) {
    let (rates, ids) = (TypedRates::of(register), |collection| register.ids(collection).into_iter());
    let verdicts: Vec<Verdict> = ids(Collection::Reported)
        .map(|reported| Verdict { reported, words: "ЖЖ".to_owned(), because: Some("ЖЖ".to_owned()) })
        .collect();
    let query = Query { on, published: None, currency: Currency::EUR };
    let brief = |verdicts| Brief { register, rates: &rates, query, locale: &Bare, verdicts };
    for id in ids(Collection::Meetings) {
        for brief in [brief(verdicts.as_slice()), brief(&[])] {
            if let Ok(document) = communique(&brief, &id) {
                check("communiqué", &document);
            }
        }
    }
    let brief = brief(&[]);
    check("fact sheet", &fact_sheet(&brief));
    for audience in [Audience::Public, Audience::Inside] {
        for id in ids(Collection::Meetings) {
            if let Ok(document) = minutes(&brief, &id, audience, &Which::Now) {
                check("minutes", &document);
            }
            if let Ok(document) = meeting_pack(&brief, &id, audience) {
                check("pack", &document);
            }
            if let Some(from) = Since::read(register, id.as_str()).filter(|from| from.day < on) {
                check("since", &since(&brief, &from, audience));
            }
        }
    }
    for id in ids(Collection::Parties) {
        if let Ok(document) = member_sheet(&brief, &id) {
            check("member", &document);
        }
        if let Ok(document) = became(&brief, &id) {
            check("became", &document);
        }
    }
}

#[test]
fn documents_say_nothing_but_texts_and_what_the_register_holds() {
    within(Spoken::made_up(), || {
        let example = register(EXAMPLE);
        for on in ["2024-02-02", "2024-12-31"] {
            documents(&example, on.parse().unwrap());
        }
        documents(&register(SCHEMA), "2026-01-01".parse().unwrap());
    });
}

#[test]
fn a_document_that_cannot_be_written_says_why() {
    let register = register(EXAMPLE);
    within(Spoken::made_up(), || {
        let rates = TypedRates::of(&register);
        let query = Query { on: "2024-02-02".parse().unwrap(), published: None, currency: Currency::EUR };
        let brief = Brief { register: &register, rates: &rates, query, locale: &Bare, verdicts: &[] };
        let said = communique(&brief, &Id::from("X")).unwrap_err().to_string();
        assert_eq!(plain(&said), Vec::<String>::new(), "{said}");
    });
}

/// What is kept stays English, whoever keeps it.
#[test]
fn minutes_are_kept_in_english() {
    let register = Register::of(file::read_own(EXAMPLE));
    let written = |id: &str| minutes_text(&register, &TypedRates::of(&register), &Id::from(id)).unwrap();
    let english = written("example.45");
    assert!(english.text.contains("held its first meeting"));
    assert_eq!(within(Spoken::made_up(), || written("example.45")), english);
}

#[test]
fn what_is_not_understood_is_said_in_texts() {
    fn said<T>(typed: Typed<T>) -> String {
        match typed {
            Typed::Wrong(sentence) | Typed::Ambiguous { question: sentence, .. } => sentence,
            Typed::Understood(_) => String::new(),
        }
    }
    let long = "1 ".repeat(1_000);
    within(Spoken::made_up(), || {
        let mut all = Vec::new();
        for text in [
            "",
            "1,234",
            "1.2.3",
            "EUR 5 USD",
            "OVER 5 ABOUT",
            "1/0",
            "1/3",
            "(1",
            "$5",
            "1.234 JPY",
            long.as_str(),
        ] {
            all.extend([said(read_amount(text, Some(Currency::EUR))), said(read_number(text))]);
        }
        for text in [
            "",
            "1/2/2024",
            "1 FEB",
            "2024-13",
            "31/02/2024",
            "1/2/24",
            "[2024",
            "2024/",
            "../..",
            "9999",
            "?",
            long.as_str(),
        ] {
            all.push(said(read_date(text)));
        }
        all.extend(["UK", "Ee", "Q1"].map(|code| check_code(code).unwrap_err()));
        all.extend(["EUr", "QQQ"].map(|code| Currency::parse(code).unwrap_err()));
        all.extend(["X", "1".repeat(40).as_str()].map(|text| parse_decimal(text).unwrap_err()));
        all.extend([json!(1), json!({}), json!({"X": 1})].map(|value| Amount::read(&value).unwrap_err()));
        all.extend([json!(1), json!({})].map(|value| Place::read(&value).unwrap_err()));
        all.push(Quantity::read(&json!({})).unwrap_err());
        all.push(StatedRate::new(Currency::EUR, Currency::EUR, Decimal::ONE).unwrap_err());
        all.extend([bool::read(&json!(1)).unwrap_err(), u32::read(&json!("X")).unwrap_err()]);
        // The members of a value are called as in the file.
        const KEYS: [&str; 6] = ["currency", "qualifier", "value", "country", "name", "online"];
        for sentence in all {
            let mut own = plain(&sentence);
            own.retain(|word| !KEYS.contains(&word.as_str()));
            assert_eq!(own, Vec::<String>::new(), "{sentence}");
        }
    });
}
