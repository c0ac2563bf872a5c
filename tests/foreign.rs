//! The formats of others, read: what was exported comes back, what others wrote becomes records, and the same file twice
//! changes nothing.
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
#[path = "foreign/picture.rs"]
mod picture;
#[path = "foreign/views.rs"]
mod views;

use common::{cases, now};
use muster::documents::public;
use muster::exchange::foreign::{Dialect, Foreign, ForeignError, ForeignFormat, is_journal, read};
use muster::exchange::meet::{Choice, Meet, Origin, Take};
use muster::exchange::ocds::Package;
use muster::exchange::{Export, ExportError, Format, Perspective, file};
use muster::register::{Collection, Few, Id, RecordKey, Register, Step};
use picture::differences;
use proptest::prelude::*;
use serde_json::{Value, json};

const EXAMPLE: &str = include_str!("../src/app/example/it-coalition.muster.json");

fn taken(text: &str) -> Foreign {
    let foreign = read(text.as_bytes(), &now(5)).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(foreign.register.problems().count(), 0, "what was read is read again");
    foreign
}

fn export(register: &Register, format: &Format) -> Option<String> {
    let id = Id::from("theirs");
    let on = "2025-03-31".parse().unwrap();
    match format.write(&Export { register, id: &id, on, left_out: None, registered_as: None, only: None }) {
        Ok(text) => Some(text),
        Err(ExportError::Nothing { .. }) => None,
        Err(error) => panic!("{error}"),
    }
}

fn registers() -> Vec<Register> {
    let example = public(&Register::of(file::read_own(EXAMPLE))).register;
    std::iter::once(example).chain((0..50).map(|seed| made::Maker::new(seed).register())).collect()
}

/// What comes back of IATI.
const IATI: &[&str] = &[
    "contributors/party",
    "contributors/share",
    "split",
    "purpose",
    "form",
    "earmark",
    "earmarked_for",
    "entries/kind",
    "entries/act",
    "entries/date",
    "entries/amount",
    "entries/value_date",
    "entries/stated_rate",
    "entries/basis",
    "entries/counts_for",
    "planned/kind",
    "planned/date",
    "planned/amount",
    "larger/what",
    "larger/amount",
    "larger/shared_by",
    "relations/kind",
    "title",
    "need",
    "needed_by",
    "by_when",
    "priority",
    "agent",
    "supplier",
    "steps/kind",
    "steps/date",
    "steps/value",
    "steps/decision",
    "items/what",
    "items/quantity",
    "items/value",
    "shares/amount",
    "shares/split",
    "shares/period",
    "shares/of/contribution",
    "deliveries/date",
    "deliveries/value",
    "deliveries/receipt",
    "deliveries/received_by",
    "deliveries/items/what",
    "deliveries/items/quantity",
    "deliveries/items/value",
    "founded",
    "parent_body",
    "keeper",
    "name",
    "beneficiary",
    "note",
    "entries/note",
    "planned/note",
    "steps/note",
    "shares/note",
    "deliveries/note",
];

fn keys(register: &Register, collection: Collection) -> Vec<RecordKey> {
    let all = register.ids(collection).into_iter().map(|id| RecordKey { collection, id });
    all.filter(|key| register.is_live(key.collection, &key.id)).collect()
}

#[test]
fn what_iati_carries_comes_back() {
    for (at, register) in registers().iter().enumerate() {
        let text = export(register, &Format::Iati(Perspective::Register)).unwrap();
        let foreign = taken(&text);
        let mut all = keys(register, Collection::Register);
        all.extend(keys(register, Collection::Contributions));
        all.extend(keys(register, Collection::Purchases));
        all.retain(|key| !register.contributions.get(&key.id).is_some_and(|one| one.outside));
        let found = differences(register, &foreign.register, &all, IATI);
        assert!(found.is_empty(), "register {at}\n{}\n{:?}", found.join("\n"), foreign.problems);
    }
}

#[test]
fn the_file_of_a_member_comes_back_too() {
    let example = public(&Register::of(file::read_own(EXAMPLE))).register;
    let estonia = Id::from("EE");
    let text = export(&example, &Format::Iati(Perspective::Member(estonia.clone()))).unwrap();
    let foreign = taken(&text);
    assert_eq!(foreign.problems, []);
    let all = keys(&example, Collection::Contributions);
    let is_theirs = |key: &RecordKey| {
        let record = example.contributions.get(&key.id).unwrap();
        let mut givers = record.contributors.values().filter_map(|one| one.party.as_ref());
        !record.outside && givers.any(|giver| *giver.id() == estonia)
    };
    let (theirs, others): (Vec<_>, Vec<_>) = all.into_iter().partition(is_theirs);
    assert!(!theirs.is_empty() && !others.is_empty());
    assert_eq!(differences(&example, &foreign.register, &theirs, IATI), Vec::<String>::new());
    assert_eq!(keys(&foreign.register, Collection::Contributions).len(), theirs.len());
}

#[test]
fn what_somebody_changed_in_a_file_of_ours_counts_as_it_stands_there() {
    let file = |value: &str, day: &str, code: &str| {
        format!(
            "<iati-activities version=\"2.03\" xmlns:muster=\"urn:x-muster:iati\">\
             <iati-activity muster:record=\"contributions/c\"><transaction muster:of=\"entries/e\">\
             <transaction-type code=\"{code}\"/><transaction-date iso-date=\"{day}\"/>\
             <value currency=\"EUR\">{value}</value><description>\
             <narrative>Pledge, dated 2024-02 in EDTF: over 5 EUR</narrative></description>\
             </transaction></iati-activity></iati-activities>"
        )
    };
    let check = |value: &str, day: &str, code: &str, expected: Value, problems: usize| {
        let foreign = taken(&file(value, day, code));
        let record = foreign.register.json(&RecordKey::new(Collection::Contributions, "c"));
        assert_eq!(record["entries"]["e"], expected);
        assert_eq!(foreign.problems.len(), problems, "{:?}", foreign.problems);
    };
    let over = json!({"currency": "EUR", "qualifier": "over", "value": "5"});
    let six = json!({"currency": "EUR", "value": "6"});
    check("5", "2024-02-29", "13", json!({"kind": "pledge", "date": "2024-02", "amount": over}), 0);
    check("6", "2024-02-29", "13", json!({"kind": "pledge", "date": "2024-02", "amount": six}), 1);
    check("5", "2024-03-01", "13", json!({"kind": "pledge", "date": "2024-03-01", "amount": over}), 1);
    check("5", "2024-02-29", "11", json!({"kind": "commitment", "date": "2024-02", "amount": over}), 1);
}

/// What comes back of OCDS.
const OCDS: &[&str] = &[
    "title",
    "need",
    "needed_by",
    "by_when",
    "priority",
    "agent",
    "note",
    "steps/kind",
    "steps/date",
    "steps/value",
    "steps/decision",
    "steps/note",
    "items/what",
    "items/quantity",
    "items/value",
    "shares/amount",
    "shares/split",
    "shares/period",
    "shares/note",
    "deliveries/date",
    "deliveries/value",
    "deliveries/receipt",
    "deliveries/received_by",
    "deliveries/note",
];

#[test]
fn what_ocds_carries_comes_back() {
    for (at, register) in registers().iter().enumerate() {
        for package in [Package::Releases, Package::Records] {
            let Some(text) = export(register, &Format::Ocds(package)) else { continue };
            let foreign = taken(&text);
            let all = keys(register, Collection::Purchases);
            let found = differences(register, &foreign.register, &all, OCDS);
            assert!(found.is_empty(), "register {at}\n{}\n{:?}", found.join("\n"), foreign.problems);
        }
    }
}

/// What comes back of calendars.
const CALENDAR: &[&str] = &[
    "title",
    "kind",
    "series",
    "date",
    "time",
    "zone",
    "list_complete",
    "priorities/text",
    "minutes",
    "text",
    "owner",
    "due",
    "state",
    "priority",
    "note",
];

#[test]
fn what_a_calendar_carries_comes_back() {
    for (at, register) in registers().iter().enumerate() {
        let Some(text) = export(register, &Format::Calendar) else { continue };
        let foreign = taken(&text);
        let mut all = keys(register, Collection::Actions);
        all.extend(keys(register, Collection::Meetings));
        all.retain(|key| {
            let meeting = register.meetings.get(&key.id).filter(|_| key.collection == Collection::Meetings);
            meeting.is_none_or(|meeting| meeting.date.as_ref().is_some_and(|date| !date.is_open()))
        });
        let found = differences(register, &foreign.register, &all, CALENDAR);
        assert!(found.is_empty(), "register {at}\n{}\n{:?}", found.join("\n"), foreign.problems);
    }
}

/// What comes back of journals.
const JOURNAL: &[&str] = &[
    "name",
    "purpose",
    "keeper",
    "parent_body",
    "beneficiary",
    "beneficiary_counts",
    "founded",
    "areas/name",
    "currency",
    "rate_policy",
    "rate_day",
    "last_rate_day",
    "complete_to",
    "standing_note",
    "contributors/party",
    "contributors/share",
    "contributors/note",
    "contributors/internal",
    "split",
    "form",
    "area",
    "earmark",
    "earmarked_for",
    "entries/kind",
    "entries/act",
    "entries/date",
    "entries/amount",
    "entries/value_date",
    "entries/stated_rate",
    "entries/basis",
    "entries/counts_for",
    "entries/meeting",
    "entries/note",
    "entries/internal",
    "planned/kind",
    "planned/date",
    "planned/amount",
    "planned/note",
    "planned/internal",
    "larger/what",
    "larger/amount",
    "larger/shared_by",
    "larger/note",
    "relations/kind",
    "relations/to",
    "relations/certainty",
    "relations/note",
    "note",
    "internal",
];

const JOURNALS: [Format; 2] = [Format::Ledger(Dialect::Hledger), Format::Ledger(Dialect::Beancount)];

fn is_of(format: &Format, read: ForeignFormat) -> bool {
    matches!((format, read), (Format::Ledger(one), ForeignFormat::Ledger(other)) if *one == other)
}

#[test]
fn what_a_journal_carries_comes_back() {
    for (at, register) in registers().iter().enumerate() {
        for format in JOURNALS {
            let text = export(register, &format).unwrap();
            let foreign = taken(&text);
            assert_eq!(foreign.problems, [], "register {at}");
            assert_eq!(Some(&format), JOURNALS.iter().find(|one| is_of(one, foreign.format)));
            let mut all = keys(register, Collection::Register);
            all.extend(keys(register, Collection::Contributions));
            all.retain(|key| !register.contributions.get(&key.id).is_some_and(|one| one.outside));
            let found = differences(register, &foreign.register, &all, JOURNAL);
            assert!(found.is_empty(), "register {at}\n{}", found.join("\n"));
            // Of parties and meetings those that are named.
            for collection in [Collection::Parties, Collection::Meetings] {
                let named = keys(&foreign.register, collection);
                let fields = ["kind", "code", "name", "note", "title", "date"];
                let fields = if collection == Collection::Parties { &fields[..4] } else { &fields[4..] };
                assert_eq!(differences(register, &foreign.register, &named, fields), Vec::<String>::new());
            }
        }
    }
}

#[test]
fn a_journal_of_others_is_named_and_nothing_is_taken() {
    let check = |text: &str, program: &'static str| {
        assert!(is_journal(text), "{text}");
        let error = read(text.as_bytes(), &now(5)).unwrap_err();
        assert_eq!(error, ForeignError::OthersJournal(program), "{text}");
        assert!(error.to_string().contains("CSV"));
    };
    check("2024-01-01 lunch\n    expenses:food  10 EUR\n    assets:cash\n", "hledger");
    check("; comment\n\n2024/01/01 * (1) lunch\n\ta  10\n\tb\n", "hledger");
    check("commodity 1000.00 EUR\n\n2024-01-01 lunch\n  a  1 EUR\n  b\n", "hledger");
    check("option \"title\" \"mine\"\n", "beancount");
    check("2024-01-01 open Assets:Cash EUR\n", "beancount");
    check("2024-01-01 * \"lunch\"\n  Assets:Cash  -1 EUR\n  Expenses:Food\n", "beancount");
    for table in [
        "2024-01-01 10:00,lunch,5\n2024-01-02 10:00,dinner,6\n",
        "date;sum\n2024-01-01;5\n",
        "account name\nx\n",
    ] {
        assert!(!is_journal(table), "{table}");
    }
}

#[test]
fn a_journal_that_was_cut_or_changed_says_so() {
    let register = &registers()[0];
    for format in JOURNALS {
        let text = export(register, &format).unwrap();
        let half = text.lines().take(text.lines().count() / 2).collect::<Vec<_>>().join("\n");
        assert!(matches!(read(half.as_bytes(), &now(5)), Err(ForeignError::Cut { .. })));
        let one_space = text.replacen("Equity:Pledged:LU  ", "Equity:Pledged:LU ", 1);
        let error = read(one_space.as_bytes(), &now(5)).unwrap_err();
        assert!(matches!(error, ForeignError::Broken { .. }), "{error}");
        let newer = text.replacen("journal 1 for", "journal 2 for", 1);
        assert!(read(newer.as_bytes(), &now(5)).unwrap_err().to_string().contains("newer"));
        let other =
            text.replacen("Equity:Pledged:LU  10000000.00 EUR", "Equity:Committed:LU  9000000.00 EUR", 1);
        assert_ne!(other, text);
        let foreign = taken(&other);
        assert_eq!(foreign.problems.len(), 1, "{:?}", foreign.problems);
        let sums = |register: &Register| {
            let all = register.contributions.live().flat_map(|(_, one)| one.entries.values());
            all.filter_map(|one| Some((one.kind?, one.amount?.to_string()))).collect::<Vec<_>>()
        };
        assert!(sums(&foreign.register).contains(&(Step::Commitment, "9000000 EUR".to_owned())));
        assert_eq!(sums(&foreign.register).len(), sums(&taken(&text).register).len());
        // Line ends of another system are no change.
        assert_eq!(taken(&text.replace('\n', "\r\n")).problems, []);
    }
}

#[test]
fn a_file_again_changes_nothing() {
    let example = public(&Register::of(file::read_own(EXAMPLE))).register;
    for register in std::iter::once(example).chain((0..6).map(|seed| made::Maker::new(seed).register())) {
        let formats =
            [Format::Iati(Perspective::Register), Format::Ocds(Package::Releases), Format::Calendar];
        for format in formats.into_iter().chain(JOURNALS) {
            let Some(text) = export(&register, &format) else { continue };
            again(&text);
        }
    }
}

/// After all of a file was taken in, none of it is offered again.
fn again(text: &str) {
    let theirs = taken(text).register;
    assert_eq!(common::picture(&theirs), common::picture(&taken(text).register));
    let ours = Register::default();
    let meet = Meet::of(&ours, &theirs, Origin::Other, &Few::new());
    let after = meet.after(&meet.accept(&Choice::all(Take::Theirs)), &now(1_000));
    let meet = Meet::of(&after, &theirs, Origin::Other, &Few::new());
    assert_eq!(meet.accept(&Choice::all(Take::Theirs)).size, (0, 0));
}

proptest! {
    #![proptest_config(cases(64))]

    /// A file of ours in which a piece is another text: it is read, or refused with a sentence.
    #[test]
    fn no_text_stops_the_reader(which in 0..5_usize, at in 0..5_000_usize, cut in 0..40_usize, other in "\\PC{0,20}") {
        static FILES: std::sync::LazyLock<Vec<String>> = std::sync::LazyLock::new(|| {
            let register = made::Maker::new(1).register();
            let formats =
                [Format::Iati(Perspective::Register), Format::Ocds(Package::Releases), Format::Calendar];
            formats.iter().chain(&JOURNALS).map(|format| export(&register, format).unwrap()).collect()
        });
        let file: Vec<char> = FILES[which].chars().collect();
        let at = at.min(file.len());
        let rest = file.iter().skip(at + cut);
        let text: String = file[..at].iter().chain(other.chars().collect::<Vec<_>>().iter()).chain(rest).collect();
        match read(text.as_bytes(), &now(5)) {
            Ok(foreign) => prop_assert_eq!(foreign.register.problems().count(), 0),
            Err(error) => prop_assert!(error.to_string().ends_with('.')),
        }
    }
}
