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
    Audience, Block, Brief, Document, DocumentError, Line, Verdict, Which, became, communique, differences,
    fact_sheet, html, html_page, kept, markdown, meeting_pack, member_sheet, minutes, minutes_text, read,
    stands_on,
};
use muster::exchange::file;
use muster::figures::{Query, TypedRates};
use muster::register::{
    Collection, Currency, Date, Day, Draft, Id, MinutesState, MinutesVersion, Node, Now, Pen, RecordKey,
    Register,
};
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
        &with(&register, "2024-02-02", |brief| {
            minutes(brief, &id, Audience::Public, &Which::Standing).unwrap()
        }),
    );
    golden("fact-sheet", &with(&register, "2024-02-02", fact_sheet));
    golden(
        "fact-sheet-luxembourg",
        &with(&register, "2024-02-02", |brief| member_sheet(brief, &"LU".into()).unwrap()),
    );
    golden(
        "fact-sheet-estonia",
        &with(&register, "2024-07-31", |brief| member_sheet(brief, &"EE".into()).unwrap()),
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

/// The text of a document without its footnotes and their marks, as somebody reads it aloud.
fn prose(document: &Document) -> String {
    let text = markdown(document);
    let (text, _) = text.split_once("\n[^1]: ").unwrap();
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("[^") {
        out.push_str(before);
        rest = after.split_once(']').unwrap().1;
    }
    (out + rest).replace("**", "")
}

#[test]
fn the_communique_has_every_fact_of_the_public_report() {
    let text = prose(&first());
    let has = |fact: &str| assert!(text.contains(fact), "“{fact}” is missing in\n{text}");
    has("steering group of the IT coalition held its first meeting on 1 February 2024");
    has("2 February 2024");
    // Two leads.
    has("Estonia and Luxembourg, which lead the coalition,");
    // The twelve other states, NATO and the European Union.
    let present = text.split("were joined by ").nth(1).unwrap().split("\n\n").next().unwrap();
    for state in [
        "Belgium",
        "Denmark",
        "Germany",
        "Iceland",
        "Italy",
        "Japan",
        "Latvia",
        "Lithuania",
        "the Netherlands",
        "Poland",
        "the United Kingdom",
        "the United States",
        "NATO",
        "the European Union",
    ] {
        assert!(present.contains(state), "{state} is missing in\n{present}");
    }
    has("Sixteen delegations took part.");
    // What was decided, and what comes first.
    has("Priorities, next steps and priority purchases set.");
    has("most urgent needs");
    // Six confirmations with the sums as stated.
    has("Six states confirmed what they had announced before");
    has("Luxembourg: 10 million euros – ");
    has("Estonia: 500,000 euros – ");
    has("The Netherlands: 10 million euros – ");
    has("Denmark: 91 million Danish kroner (more than 12 million euros) – ");
    has("Lithuania: in kind, without a stated value – ");
    has("Latvia: in kind, without a stated value – ");
    // The total of the register, and the one that was published, attributed and judged.
    has("more than 32 million euros and two contributions in kind without a stated value");
    has("Babel, Baltimore Chronicle and ua-news reported more than 30 million euros");
    has("against this register it holds.");
    // The call to others.
    has("Luxembourg addressed states outside the coalition: public call to join");
    // What the group is and when it began.
    has("The IT coalition is a group of states inside the Ukraine Defence Contact Group");
    has("founded on 19 September 2023");
    has("information technology, communications and cyber defence for the armed forces of Ukraine");
    has("Compiled from public reports, not an official register.");
    has("Each figure has a footnote to its entries. Nothing internal is left out.");
}

#[test]
fn every_figure_has_its_footnote_and_every_footnote_its_mark() {
    let register = example();
    let documents = [
        first(),
        with(&register, "2024-02-02", fact_sheet),
        with(&register, "2024-07-31", fact_sheet),
        with(&register, "2024-07-31", |brief| member_sheet(brief, &"EE".into()).unwrap()),
        with(&register, "2024-05-30", |brief| meeting_pack(brief, &THIRD.into(), Audience::Public).unwrap()),
    ];
    for document in documents {
        let text = markdown(&document);
        let numbers: Vec<_> = document.footnotes().iter().map(|note| note.number).collect();
        assert_eq!(numbers, (1..=numbers.len()).collect::<Vec<_>>());
        let (body, _) = text.split_once("\n[^1]: ").unwrap();
        let mut last = 0;
        for note in document.footnotes() {
            // They come in the order in which they are first marked.
            let at = body.find(&format!("[^{}]", note.number)).unwrap();
            assert!(at > last, "footnote {}", note.number);
            last = at;
            assert!(!note.says.is_empty() || !note.sources.is_empty());
        }
        assert!(!body.contains(&format!("[^{}]", numbers.len() + 1)));
    }
}

#[test]
fn the_figures_of_the_page_are_marked_as_everywhere() {
    let page = html(&first(), &|key| Some(format!("#/{}/{}", key.collection.word(), key.id)));
    let figure = "<span data-figure=\"pledged\" data-amount=\"32703626.22\" data-currency=\"EUR\" \
                  data-date=\"2024-02-02\" data-open=\"above\">more than 32 million euros</span>";
    assert!(page.contains(figure), "{page}");
    assert!(page.contains("<a href=\"#/contributions/example.4\">Denmark: 91,000,000 DKK"));
    assert!(html_page(&first()).starts_with("<!doctype html>\n<html lang=\"en\">"));
}

#[test]
fn a_communique_stands_on_the_last_day_of_what_it_tells() {
    let register = example();
    assert_eq!(stands_on(&register, &FIRST.into()), Some(day("2024-02-02")));
    assert_eq!(stands_on(&register, &THIRD.into()), Some(day("2024-05-31")));
    assert_eq!(stands_on(&register, &"nothing".into()), None);
}

/// The example with some more leaves.
fn edited(edits: &[(Collection, &str, &str, serde_json::Value)]) -> Register {
    edited_from(&example(), edits)
}

fn edited_from(register: &Register, edits: &[(Collection, &str, &str, serde_json::Value)]) -> Register {
    let mut register = register.clone();
    let mut draft = Draft::new();
    for (collection, id, path, value) in edits {
        draft.set(&RecordKey::new(*collection, *id), path, Some(value.clone())).unwrap();
    }
    let mut pen = Pen::new("test");
    pen.clock.observe(register.latest());
    let change = pen.write(draft.into_body(), &Now { millis: 0, at: String::new() });
    register.add([change]);
    register
}

/// The example with Dutch money in two purchases: one approved and delivered, one that was cancelled.
fn with_shares() -> Register {
    let eur = |value: &str| json!({"value": value, "currency": "EUR"});
    edited(&[
        (Collection::Purchases, "example.17", "shares/s/of/o/contribution", json!("example.3")),
        (Collection::Purchases, "example.17", "shares/s/amount", eur("3200000.50")),
        (Collection::Purchases, "example.17", "shares/s/sources/c/source", json!("example.113")),
        (Collection::Purchases, "example.17", "deliveries/d/date", json!("2024-07-01")),
        (Collection::Purchases, "example.17", "deliveries/d/value", eur("1000000")),
        (Collection::Purchases, "example.17", "deliveries/d/received_by", json!("UA")),
        (Collection::Purchases, "example.17", "deliveries/d/receipt", json!("confirmed")),
        (Collection::Purchases, "example.19", "shares/t/of/o/contribution", json!("example.3")),
        (Collection::Purchases, "example.19", "shares/t/amount", eur("500000")),
        (Collection::Purchases, "example.19", "steps/x/kind", json!("cancelled")),
        (Collection::Purchases, "example.19", "steps/x/date", json!("2024-06-15")),
    ])
}

#[test]
fn what_contributions_became() {
    let on = |register: &Register, party: &str| {
        with(register, "2024-12-31", |brief| became(brief, &party.into()).unwrap())
    };
    golden("became-luxembourg", &on(&example(), "LU"));
    let document = on(&with_shares(), "NL");
    golden("became-netherlands", &document);
    let text = prose(&document);
    let has = |fact: &str| assert!(text.contains(fact), "“{fact}” is missing in\n{text}");
    has("| 29 January 2024 | Commitment");
    has("| Allocated: Further orders of ICT equipment | 3,200,000.50 EUR |");
    has("to Ukraine, receipt confirmed");
    has("Share of a purchase that was cancelled");
    // The cancelled share is free again.
    has("Not allocated yet: 6,799,999.50 EUR, of which 6,799,999.50 EUR is committed.");
    let unknown = with(&example(), "2024-12-31", |brief| became(brief, &"XX".into()));
    assert!(matches!(unknown, Err(DocumentError::Unknown(_))));
}

#[test]
fn what_is_internal_stays_out_of_public_documents_and_is_counted() {
    // The Dutch contribution, Denmark's entry, and a statement in the room.
    let register = edited(&[
        (Collection::Contributions, "example.3", "internal", json!(true)),
        (Collection::Contributions, "example.4", "entries/example.410/internal", json!(true)),
        (Collection::Meetings, FIRST, "statements/s/words", json!("Not for outside")),
        (Collection::Meetings, FIRST, "statements/s/internal", json!(true)),
    ]);
    let public = with(&register, "2024-02-02", |brief| communique(brief, &FIRST.into()).unwrap());
    let text = markdown(&public);
    assert!(
        !text.contains("Not for outside") && !text.contains("91") && !text.contains("Netherlands**"),
        "{text}"
    );
    assert!(text.contains("Together this is at least 10.5 million euros"), "{text}");
    assert!(text.contains("one internal record and two internal entries."), "{text}");
    let inside = with(&register, "2024-02-02", |brief| {
        minutes(brief, &FIRST.into(), Audience::Inside, &Which::Standing).unwrap()
    });
    let text = markdown(&inside);
    assert!(text.contains("Not for outside") && text.contains("more than 32 million euros"));
    assert!(text.contains("Not for publication. One internal record and two internal entries"));
}

#[test]
fn an_internal_party_or_source_is_not_named() {
    let register = edited(&[
        (Collection::Parties, "PL", "internal", json!(true)),
        (Collection::Sources, "example.85", "internal", json!(true)),
    ]);
    let text = with(&register, "2024-02-02", |brief| markdown(&communique(brief, &FIRST.into()).unwrap()));
    assert!(!text.contains("Poland") && !text.contains("Babel"), "{text}");
    assert!(text.contains("An unnamed party, Germany, Japan and the United States"), "{text}");
    assert!(text.contains("two internal records."), "{text}");
}

#[test]
fn an_internal_meeting_has_no_communique() {
    let register = edited(&[(Collection::Meetings, FIRST, "internal", json!(true))]);
    let key = RecordKey::new(Collection::Meetings, FIRST);
    with(&register, "2024-02-02", |brief| {
        let refused = communique(brief, &FIRST.into()).unwrap_err();
        assert_eq!(refused, DocumentError::Internal(key.clone()));
        assert!(refused.to_string().ends_with("no public document can be written about it."));
        assert!(minutes(brief, &FIRST.into(), Audience::Inside, &Which::Standing).is_ok());
        let unknown = meeting_pack(brief, &"none".into(), Audience::Inside).unwrap_err();
        assert_eq!(unknown, DocumentError::Unknown(RecordKey::new(Collection::Meetings, "none")));
        assert!(member_sheet(brief, &"XX".into()).is_err());
    });
}

#[test]
fn statements_are_quoted_in_their_own_words() {
    let register = edited(&[
        (Collection::Meetings, FIRST, "statements/s/words", json!("Wir helfen.\n<b>Weiter</b>")),
        (Collection::Meetings, FIRST, "statements/s/language", json!("de")),
        (Collection::Meetings, FIRST, "statements/s/speaker", json!("A. Person")),
        (Collection::Meetings, FIRST, "statements/s/party", json!("LU")),
    ]);
    let document = with(&register, "2024-02-02", |brief| communique(brief, &FIRST.into()).unwrap());
    let quote = document.blocks.iter().find(|block| matches!(block, Block::Quote { .. })).unwrap();
    let Block::Quote { words, language, .. } = quote else { panic!("no quote") };
    assert_eq!((words.as_str(), language.as_deref()), ("Wir helfen.\n<b>Weiter</b>", Some("de")));
    assert!(
        markdown(&document).contains("> Wir helfen.\n> \\<b\\>Weiter\\</b\\>\n>\n> — A. Person, Luxembourg")
    );
    assert!(html(&document, &|_| None).contains("<blockquote lang=\"de\"><p>Wir helfen.<br>&lt;b&gt;Weiter"));
}

#[test]
fn approved_minutes_stand_as_they_were_approved() {
    let register = edited(&[
        (Collection::Meetings, FIRST, "minutes", json!("approved")),
        (Collection::Meetings, FIRST, "versions/v/state", json!("approved")),
        (Collection::Meetings, FIRST, "versions/v/date", json!("2024-02-10")),
        (Collection::Meetings, FIRST, "versions/v/text", json!("One.\n\nTwo.")),
    ]);
    let text = with(&register, "2024-07-31", |brief| {
        markdown(&minutes(brief, &FIRST.into(), Audience::Public, &Which::Standing).unwrap())
    });
    assert!(text.contains(
        "Version 1, approved on 10 February 2024; the text stands as it was approved.\n\nOne.\n\nTwo.\n"
    ));
    assert!(!text.contains("## Agenda"));
}

/// The example in which a text of the first minutes was approved on a day, after other changes.
fn approved(
    register: &Register,
    on: &str,
    changes: &[(Collection, &str, &str, serde_json::Value)],
) -> Register {
    let text = minutes_text(register, &TypedRates::of(register), &FIRST.into()).unwrap();
    let version = MinutesVersion::of(MinutesState::Approved, Date::parse(on).unwrap(), &text.text);
    let mut edits = vec![(Collection::Meetings, FIRST, "minutes".to_owned(), json!("approved"))];
    for (name, value) in version.write() {
        edits.push((Collection::Meetings, FIRST, format!("versions/{on}/{name}"), value));
    }
    edits.extend(
        changes
            .iter()
            .map(|(collection, id, path, value)| (*collection, *id, (*path).to_owned(), value.clone())),
    );
    let edits: Vec<_> = edits
        .iter()
        .map(|(collection, id, path, value)| (*collection, *id, path.as_str(), value.clone()))
        .collect();
    edited_from(register, &edits)
}

#[test]
fn a_late_change_alters_no_text_that_was_approved() {
    let title = || (Collection::Meetings, FIRST, "title", json!("Renamed"));
    let before = approved(&example(), "2024-02-10", &[]);
    let now =
        |register: &Register| minutes_text(register, &TypedRates::of(register), &FIRST.into()).unwrap().text;
    let standing = |register: &Register, which: &Which| {
        with(register, "2024-07-31", |brief| minutes(brief, &FIRST.into(), Audience::Inside, which).unwrap())
    };
    let first = markdown(&standing(&before, &Which::Standing));
    assert!(first.contains("# First meeting of the steering group\n"), "{first}");
    assert!(first.contains("Version 1, approved on 10 February 2024"), "{first}");
    assert!(!first.contains("draft"), "{first}");
    let text = |register: &Register, place: usize| {
        let meeting = register.meetings.get(&FIRST.into()).unwrap();
        kept(meeting)[place].version.text.as_deref().unwrap().to_owned()
    };
    assert_eq!(differences(&text(&before, 0), &now(&before)), []);

    let late = approved(&example(), "2024-02-10", &[title()]);
    assert_eq!(markdown(&standing(&late, &Which::Standing)), first, "the approved text stands");
    let changed = differences(&text(&late, 0), &now(&late));
    for line in
        [Line::Went("First meeting of the steering group".to_owned()), Line::Came("Renamed".to_owned())]
    {
        assert!(changed.contains(&line), "{line:?} in {changed:?}");
    }
    let parts = changed.iter().filter(|line| matches!(line, Line::Went(_) | Line::Came(_))).count();
    assert_eq!(parts, 4, "the title and the first sentence: {changed:?}");

    let second = approved(&late, "2024-03-01", &[]);
    assert_eq!(text(&second, 0), text(&before, 0));
    assert_eq!(differences(&text(&second, 1), &now(&second)), []);
    assert_eq!(standing(&second, &Which::Standing).title, "Renamed");
    assert_eq!(markdown(&standing(&second, &Which::Kept("1".to_owned()))), first);
    let third = with(&second, "2024-07-31", |brief| {
        minutes(brief, &FIRST.into(), Audience::Inside, &Which::Kept("3".to_owned()))
    });
    assert_eq!(third.unwrap_err().to_string(), "No text “3” of these minutes was kept.");
}

#[test]
fn a_text_that_was_altered_says_so() {
    let register = approved(
        &example(),
        "2024-02-10",
        &[(Collection::Meetings, FIRST, "versions/2024-02-10/text", json!("# Other"))],
    );
    let text = with(&register, "2024-07-31", |brief| {
        markdown(&minutes(brief, &FIRST.into(), Audience::Inside, &Which::Standing).unwrap())
    });
    assert!(text.contains("This text is not the one that was kept"), "{text}");
}

#[test]
fn minutes_say_the_same_on_every_day_and_whether_they_are_internal() {
    let write =
        |register: &Register| minutes_text(register, &TypedRates::of(register), &FIRST.into()).unwrap();
    assert!(!write(&example()).internal);
    let register = edited(&[
        (Collection::Meetings, FIRST, "statements/s/words", json!("Among us.")),
        (Collection::Meetings, FIRST, "statements/s/internal", json!(true)),
    ]);
    let written = write(&register);
    assert!(written.internal && written.text.contains("Among us."));
    let undated = edited(&[(Collection::Meetings, "example.none", "title", json!("Some day"))]);
    let refused = minutes_text(&undated, &TypedRates::of(&undated), &"example.none".into()).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "The meeting example.none has no date; give it one, and its minutes can be kept."
    );
}

#[test]
fn what_was_written_is_read_again() {
    for name in ["minutes-first", "communique-third", "fact-sheet", "meeting-pack-third"] {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("tests/fixtures/documents")
            .join(format!("{name}.md"));
        let text = fs::read_to_string(path).unwrap();
        assert_eq!(markdown(&read(&text)), text, "{name}");
    }
}

#[test]
fn the_first_of_a_series_has_no_last_time() {
    let register = example();
    let pack = |id: &str, on: &str| {
        with(&register, on, |brief| markdown(&meeting_pack(brief, &id.into(), Audience::Inside).unwrap()))
    };
    let text = pack(FIRST, "2024-01-31");
    assert!(text.contains("No meeting of this series was held before"), "{text}");
    assert!(text.contains("91 million Danish kroner"));
    // The signing belongs to no series.
    assert!(pack("example.46", "2024-02-12").contains("This meeting belongs to no series"));
    // The steering group's last meeting is none of the contact group's.
    let second = pack("example.50", "2024-04-02");
    assert!(second.contains("First meeting of the steering group, 1 February 2024."), "{second}");
    assert!(second.contains("No pledge and no commitment was recorded since."), "{second}");
}

#[test]
fn an_empty_register_writes_what_it_has() {
    let register = Register::default();
    let text = with(&register, "2024-02-02", |brief| markdown(&fact_sheet(brief)));
    assert!(text.contains("# The coalition on 2 February 2024"), "{text}");
    assert!(text.contains("No member is on record."));
    assert!(!text.contains("[^1]: \n"));
}

#[cfg(feature = "formats")]
mod formats {
    use std::io::{Read, Write};
    use std::process::Command;

    use super::*;
    use muster::documents::docx;

    fn part(bytes: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    /// The text between the tags, paragraph by paragraph, without fields.
    fn text_of(xml: &str) -> String {
        let mut out = String::new();
        let mut field = false;
        for piece in xml.split('<').skip(1) {
            let (tag, text) = piece.split_once('>').unwrap();
            field = tag.starts_with("w:fldSimple") || field && tag != "/w:fldSimple";
            out.push_str(if field { "" } else { text });
            if tag == "/w:p" {
                out.push('\n');
            }
        }
        out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    }

    /// Whether every tag is closed in its order.
    fn is_balanced(xml: &str) -> bool {
        let mut open: Vec<&str> = Vec::new();
        for piece in xml.split('<').skip(1) {
            let (tag, _) = piece.split_once('>').unwrap();
            let name = tag.split(' ').next().unwrap();
            if let Some(name) = name.strip_prefix('/') {
                if open.pop() != Some(name) {
                    return false;
                }
            } else if !tag.ends_with('/') && !tag.starts_with('?') {
                open.push(name);
            }
        }
        open.is_empty()
    }

    #[test]
    fn a_docx_holds_the_text_and_is_the_same_each_time() {
        let bytes = docx(&first()).unwrap();
        assert_eq!(bytes, docx(&first()).unwrap());
        let body = text_of(&part(&bytes, "word/document.xml"));
        for line in prose(&first()).lines().filter(|line| line.ends_with('.') && !line.starts_with('*')) {
            let line = line.trim_start_matches("- ");
            assert!(body.lines().any(|other| other == line), "{line} is missing in\n{body}");
        }
        let notes = text_of(&part(&bytes, "word/footnotes.xml"));
        assert!(notes.contains("32,703,626.22 EUR or more"));
        // Each footnote is marked once; a word processor numbers the marks in their order.
        let body = part(&bytes, "word/document.xml");
        let marks: Vec<_> = body.split("<w:footnoteReference w:id=\"").skip(1).collect();
        let marks: Vec<_> = marks.iter().map(|rest| rest.split_once('"').unwrap().0.to_owned()).collect();
        let numbers: Vec<_> = first().footnotes().iter().map(|note| note.number.to_string()).collect();
        assert_eq!(marks, numbers);
        assert!(body.contains(" NOTEREF _note1 \\h "));
        assert!(part(&bytes, "word/_rels/footnotes.xml.rels").contains("TargetMode=\"External\""));
        assert!(part(&bytes, "docProps/core.xml").contains("<dc:title>First meeting of the steering group<"));
    }

    #[test]
    fn every_part_is_well_formed_whatever_the_text() {
        let hostile = "</w:t><script>&amp;\u{1}\u{ffff}\"'\n]]>";
        let register = edited(&[
            (Collection::Meetings, FIRST, "title", json!(hostile)),
            (Collection::Meetings, FIRST, "statements/s/words", json!(hostile)),
            (Collection::Meetings, FIRST, "statements/s/language", json!(hostile)),
            (Collection::Sources, "example.85", "publisher", json!(hostile)),
            (Collection::Sources, "example.85", "address", json!("https://example.org/?a=1&b=\"><x>")),
        ]);
        let document = with(&register, "2024-02-02", |brief| communique(brief, &FIRST.into()).unwrap());
        let bytes = docx(&document).unwrap();
        for name in [
            "[Content_Types].xml",
            "_rels/.rels",
            "docProps/core.xml",
            "word/document.xml",
            "word/styles.xml",
            "word/numbering.xml",
            "word/footnotes.xml",
            "word/_rels/document.xml.rels",
            "word/_rels/footnotes.xml.rels",
        ] {
            let xml = part(&bytes, name);
            assert!(is_balanced(&xml) && !xml.contains("<script"), "{name}: {xml}");
            assert!(!xml.contains(['\u{1}', '\u{ffff}']), "{name}");
        }
    }

    #[test]
    fn a_word_processor_reads_it() {
        let Some(office) = ["soffice", "libreoffice"].into_iter().find(|name| {
            Command::new(name).arg("--version").output().is_ok_and(|answer| answer.status.success())
        }) else {
            let words = "LibreOffice is not here: skipped whether a word processor reads the DOCX.";
            // Not by the macros, whose words a test that succeeds keeps for itself.
            let _ = writeln!(std::io::stderr(), "{words}");
            return;
        };
        let folder = std::env::temp_dir().join(format!("muster-docx-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("communique.docx"), docx(&first()).unwrap()).unwrap();
        let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
        let done = Command::new(office)
            .args([&profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "communique.docx"])
            .current_dir(&folder)
            .status()
            .unwrap();
        assert!(done.success());
        let text = fs::read_to_string(folder.join("communique.txt")).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        for fact in ["First meeting of the steering group", "91 million Danish kroner", "Sixteen delegations"]
        {
            assert!(text.contains(fact), "{fact} is missing in\n{text}");
        }
    }
}
