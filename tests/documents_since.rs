//! What is new since a meeting or a day, in sentences: golden files of the example, and what small registers say.
//!
//! `MUSTER_BLESS=1 cargo test --test documents_since` writes the files anew; read them before they are kept.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

#[path = "figures/dsl.rs"]
mod dsl;

use std::fs;
use std::path::PathBuf;

use dsl::{Maker, day, register};
use muster::documents::{Audience, Block, Brief, Document, Inline, markdown, since};
use muster::exchange::file;
use muster::figures::{Query, Since, TypedRates};
use muster::register::{Currency, Register};
use muster::words::English;
use rust_decimal::Decimal;
use serde_json::json;

const FILE: &str = include_str!("../src/app/example/it-coalition.muster.json");

fn written(register: &Register, from: &str, until: &str, audience: Audience) -> Document {
    let rates = TypedRates::of(register);
    let query = Query { on: day(until), published: None, currency: Currency::EUR };
    let brief = Brief { register, rates: &rates, query, locale: &English, verdicts: &[] };
    since(&brief, &Since::read(register, from).unwrap(), audience)
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
    assert!(there == text, "{name}.md is not what is written now; bless it after reading it");
}

#[test]
fn the_texts_of_the_example_are_those_on_record() {
    let register = Register::of(file::read_own(FILE));
    golden("since-february", &written(&register, "2024-02-02", "2024-05-31", Audience::Inside));
    golden("since-the-second-meeting", &written(&register, "example.50", "2024-07-31", Audience::Inside));
}

/// The paragraphs and list items of a text, as one would read them aloud.
fn read(document: &Document) -> Vec<String> {
    let text = |runs: &[Inline]| -> String {
        let said = runs.iter().map(|run| match run {
            Inline::Plain(text) | Inline::Emphasis(text) | Inline::Record(text, _) => text.as_str(),
            Inline::Figure(shown) => shown.text.as_str(),
            Inline::Note(_) => "",
        });
        said.collect()
    };
    let blocks = document.blocks.iter().flat_map(|block| match block {
        Block::Paragraph(runs) => vec![text(runs)],
        Block::List(items) => items.iter().map(|item| text(item)).collect(),
        _ => Vec::new(),
    });
    blocks.collect()
}

#[track_caller]
fn says(maker: Maker, expected: &str) {
    let said = read(&written(&maker.done(), "2024-03-31", "2024-09-30", Audience::Inside));
    assert!(said.iter().any(|one| one == expected), "{expected}\nis not in\n{}", said.join("\n"));
}

#[test]
fn the_first_sentence_says_the_point() {
    says(
        register().member("EE", "2023-09-19"),
        "Since 31 March 2024, in 183 days up to 30 September 2024: no new sum was raised; no member joined or left; \
         no purchase moved; no action was opened or closed.",
    );
    says(
        register().member("EE", "2024-05-01").contribution("a", &["EE", "LU"]).pledge("2024-04-02", "10 EUR"),
        "Since 31 March 2024, in 183 days up to 30 September 2024: 10 euros new, raised by Estonia and Luxembourg \
         together; one member joined; no purchase moved; no action was opened or closed.",
    );
    says(
        register()
            .contribution("a", &["EE", "LU"])
            .pledge("2024-04-02", "10 EUR")
            .contribution("b", &["NL"])
            .pledge("2024-04-02", "5 EUR")
            .contribution("c", &["DK"])
            .pledge("2024-04-02", "5 EUR"),
        "Since 31 March 2024, in 183 days up to 30 September 2024: 20 euros new, raised by Denmark and the \
         Netherlands, and jointly by Estonia and Luxembourg; no member joined or left; no purchase moved; no action \
         was opened or closed.",
    );
    let many = ["EE", "LU", "NL", "DK", "BE"];
    let many = many
        .iter()
        .fold(register(), |all, giver| all.contribution(giver, &[giver]).pledge("2024-04-02", "1 EUR"));
    says(
        many,
        "Since 31 March 2024, in 183 days up to 30 September 2024: 5 euros new, raised; no member joined or left; no \
         purchase moved; no action was opened or closed.",
    );
}

#[test]
fn figures_that_changed_and_those_that_did_not() {
    let old = || register().contribution("a", &["EE"]).pledge("2024-01-01", "10 EUR");
    says(old(), "No figure changed.");
    says(old().pledge("2024-05-01", "5 EUR"), "Pledged: 5 euros more, now 15 euros after 10 euros.");
    says(old().pledge("2024-05-01", "-5 EUR"), "Pledged: minus 5 euros, now 5 euros after 10 euros.");
    says(
        old().contribution("b", &["LU"]).pledge("2024-05-01", ""),
        "Pledged: one contribution without a stated value more, still at least 10 euros.",
    );
    says(
        old().contribution("b", &["LU"]).pledge("2024-05-01", "over 3 EUR"),
        "Pledged: at least 3 euros more, now at least 13 euros after 10 euros.",
    );
    says(
        old().contribution("b", &["DK"]).pledge("2024-05-01", "75 DKK"),
        "Pledged: still 10 euros; 75 Danish kroner more are not converted.",
    );
    says(
        register().purchase("p").step("ordered", "2024-05-01", "7 EUR"),
        "Ordered: 7 euros more, now 7 euros after nothing.",
    );
    says(
        register().purchase("p").step("ordered", "2024-05-01", ""),
        "Ordered: one purchase without a stated value more, still no stated sum.",
    );
    says(old().commitment("2024-05-01", "10 EUR"), "Unchanged: pledged and raised.");
}

#[test]
fn who_came_what_moved_and_what_was_done() {
    let meeting = register()
        .meeting("m", "steering", "2024-05-31")
        .set(&["actions", "a"], json!({"made_at": "m", "text": "Ask the suppliers"}))
        .set(
            &["actions", "b"],
            json!({"closed_at": "m", "owner": "EE", "state": "dropped", "text": "A list"}),
        );
    says(meeting.clone(), "Opened: ask the suppliers (m).");
    says(meeting.clone(), "Dropped: Estonia, a list (m).");
    says(meeting, "m, 31 May 2024.");
    let until = json!({"party": "NL", "role": "member", "from": "2023-09-19", "until": "2024-05-01"});
    let members = register().member("LU", "2024-04-01").set(&["memberships", "x"], until);
    says(members.clone(), "Luxembourg joined.");
    says(members, "The Netherlands left.");
    let bought =
        register().purchase("p").step("need", "2024-01-01", "").step("approved", "2024-05-01", "10 EUR");
    says(bought.purchase_field("title", "Laptops".into()), "Laptops: from need stated to approved.");
}

/// What is internal is in the text for those inside, and not in that for the public; both say so.
#[test]
fn internal_records_are_counted_inside_alone() {
    let register = register()
        .contribution("a", &["EE"])
        .field("internal", true.into())
        .pledge("2024-05-01", "10 EUR")
        .done();
    let first = |audience| read(&written(&register, "2024-03-31", "2024-09-30", audience))[0].clone();
    assert!(first(Audience::Inside).contains("10 euros new, raised by Estonia"));
    assert!(first(Audience::Public).contains("no new sum was raised"));
    let last = |audience| read(&written(&register, "2024-03-31", "2024-09-30", audience)).pop().unwrap();
    assert!(last(Audience::Inside).starts_with("Not for publication. One internal record"));
    assert!(last(Audience::Public).ends_with("Left out of this text and its figures: one internal record."));
}

/// The footnote of a change lists what came in and what went out, and they add up to it.
#[test]
fn what_gives_way_is_taken_off() {
    let register = register()
        .contribution("a", &["EE"])
        .pledge("2024-05-01", "12 EUR")
        .contribution("b", &["EE"])
        .pledge("2024-01-01", "10 EUR")
        .repeats("a")
        .done();
    let document = written(&register, "2024-03-31", "2024-09-30", Audience::Inside);
    let note = document.footnotes().iter().find(|note| note.says.starts_with("New since")).unwrap();
    let entries: Vec<&str> = note.entries.iter().map(|entry| entry.text.as_str()).collect();
    assert_eq!(entries, ["Estonia: 12 EUR, 1 May 2024", "Estonia: -10 EUR, 1 January 2024"]);
    let shown = document.blocks.iter().find_map(|block| match block {
        Block::Paragraph(runs) => runs.iter().find_map(|run| match run {
            Inline::Figure(shown) => Some(shown.amount),
            _ => None,
        }),
        _ => None,
    });
    assert_eq!(shown, Some(Decimal::TWO));
}
