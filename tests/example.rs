//! The committed example: a sound register, and the figures that are expected of it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

use std::collections::BTreeSet;

use muster::exchange::file;
use muster::figures::{Figure, Query, TypedRates, figure, members, signatories};
use muster::register::checks::{Round, Severity, check_all};
use muster::register::{
    Collection, Currency, Date, Day, Draft, Id, Kind, Measure, Now, Pen, RecordKey, Register, Shape,
};
use serde_json::{Map, Value};

const FILE: &str = include_str!("../src/app/example/it-coalition.muster.json");
/// An hour of the day after it was compiled, in milliseconds.
const DAY_AFTER: u64 = 1_795_435_200_000;

fn example() -> Register {
    let read = file::read(FILE.as_bytes(), DAY_AFTER).unwrap();
    assert!(read.problems.is_empty() && read.ahead.is_empty(), "{:?}", read.problems);
    assert_eq!(file::read_own(FILE), read.changes, "the page reads its own example in a shorter way");
    Register::of(read.changes)
}

/// A leaf of a record: its kind, if its node knows it, its path, its value.
type Leaf = (Option<Kind>, String, Value);

fn leaves_of(shape: &'static Shape, node: &Map<String, Value>, path: &str, found: &mut Vec<Leaf>) {
    for (name, value) in node {
        let here = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
        match shape.field(name).map(|field| field.kind) {
            Some(Kind::Lines(lines)) => {
                for (id, line) in value.as_object().unwrap() {
                    leaves_of(lines, line.as_object().unwrap(), &format!("{here}/{id}"), found);
                }
            }
            kind => found.push((kind, here, value.clone())),
        }
    }
}

/// Every leaf with its record.
fn leaves(register: &Register) -> Vec<(RecordKey, Leaf)> {
    let mut all = Vec::new();
    for key in register.keys() {
        let mut found = Vec::new();
        leaves_of(key.collection.shape(), &register.json(key), "", &mut found);
        all.extend(found.into_iter().map(|leaf| (key.clone(), leaf)));
    }
    all
}

#[test]
fn it_is_written_as_the_file_writes_itself() {
    let id: Id = file::read(FILE.as_bytes(), DAY_AFTER).unwrap().register;
    assert_eq!(id.as_str(), "it-coalition-example");
    assert_eq!(file::write(&id, &example()), FILE);
}

#[test]
fn it_holds_what_the_facts_hold() {
    let register = example();
    let count = |collection: Collection| register.ids(collection).len();
    for (collection, expected) in [
        (Collection::Sources, 49),
        (Collection::Parties, 20),
        (Collection::Memberships, 17),
        (Collection::Agreements, 2),
        (Collection::Groups, 3),
        (Collection::Contributions, 15),
        (Collection::Meetings, 13),
        (Collection::Actions, 1),
        (Collection::Purchases, 4),
        (Collection::Outreach, 6),
        (Collection::Reported, 21),
        (Collection::Rates, 1),
        (Collection::Contacts, 0),
    ] {
        assert_eq!(count(collection), expected, "{}", collection.word());
    }
}

#[test]
fn it_says_what_it_is() {
    let register = example();
    let own = register.coalition.get(&"self".into()).unwrap();
    assert_eq!(own.name.as_deref(), Some("IT coalition: example from public sources to 31 July 2024"));
    assert_eq!(own.standing_note.as_deref(), Some("Compiled from public reports, not an official register."));
    assert_eq!(own.complete_to.as_ref().map(ToString::to_string).as_deref(), Some("2024-07-31"));
    assert_eq!(own.beneficiary_counts, Some(true));
}

#[test]
fn every_field_is_known_and_every_reference_leads_somewhere() {
    let register = example();
    let own = register.coalition.get(&"self".into()).unwrap();
    for (key, (kind, path, value)) in leaves(&register) {
        match kind {
            None => panic!("{key:?} has no field {path}"),
            Some(Kind::Ref(collection)) => {
                let id = value.as_str().unwrap();
                assert!(
                    register.is_live(collection, &id.into()),
                    "{key:?} {path}: no {} {id}",
                    collection.word()
                );
            }
            Some(Kind::Area) => {
                assert!(own.areas.0.contains_key(&value.as_str().unwrap().into()), "{key:?} {path}: {value}");
            }
            Some(_) => {}
        }
    }
}

#[test]
fn every_reading_could_be_adopted() {
    let register = example();
    let mut readings = Vec::new();
    for (key, (_, path, value)) in leaves(&register) {
        if let Some((node, last)) = path.rsplit_once("readings/")
            && let Some((line, "field")) = last.split_once('/')
        {
            let read = register.leaf(&key, &format!("{node}readings/{line}/value")).unwrap().0.clone();
            readings.push((key, format!("{node}{}", value.as_str().unwrap()), read));
        }
    }
    assert!(readings.len() > 12, "{readings:?}");
    for (key, path, value) in readings {
        let mut with = register.clone();
        let mut draft = Draft::new();
        draft.set(&key, &path, Some(value)).unwrap();
        let mut pen = Pen::new("test");
        pen.clock.observe(with.latest());
        let now = Now { millis: DAY_AFTER, at: "2026-11-23T12:00:00Z".to_owned() };
        with.add([pen.write(draft.into_body(), &now)]);
        assert_eq!(with.problems().collect::<Vec<_>>(), [], "{key:?} {path}");
    }
}

#[test]
fn every_record_but_parties_and_sources_names_a_source() {
    let register = example();
    let cited: BTreeSet<_> = leaves(&register)
        .into_iter()
        .filter(|(_, (_, path, _))| path.ends_with("/source") && path.contains("sources/"))
        .map(|(key, _)| key)
        .collect();
    for key in register.keys() {
        let needs = !matches!(key.collection, Collection::Parties | Collection::Sources);
        assert!(!needs || cited.contains(key), "{key:?}");
    }
}

fn day(text: &str) -> Day {
    Date::parse(text).unwrap().last()
}

fn on(register: &Register, measure: Measure, date: &str) -> Figure {
    let query = Query { on: day(date), published: None, currency: Currency::parse("EUR").unwrap() };
    figure(register, &TypedRates::of(register), measure, &query)
}

/// A figure as the page would say it: the sum to the cent, or more, how many without a figure.
fn said(figure: &Figure) -> String {
    let open = figure.open.word().map(|word| format!(" {word}")).unwrap_or_default();
    let unvalued =
        if figure.unvalued == 0 { String::new() } else { format!(", {} without", figure.unvalued) };
    assert!(figure.unconverted.is_empty(), "{:?}", figure.unconverted);
    format!("{:.2}{open}{unvalued}", figure.amount)
}

#[test]
fn it_adds_up_to_the_control_figures() {
    let register = example();
    let check = |measure: Measure, date: &str, expected: &str| {
        assert_eq!(said(&on(&register, measure, date)), expected, "{} on {date}", measure.word());
    };
    for measure in [Measure::Pledged, Measure::Raised] {
        check(measure, "2024-02-02", "32703626.22 above, 2 without");
        check(measure, "2024-03-19", "32703626.22 above, 2 without");
        check(measure, "2024-04-03", "32703626.22 above, 4 without");
    }
    for measure in [Measure::Pledged, Measure::Raised] {
        let may = on(&register, measure, "2024-05-31");
        assert!(said(&may).starts_with("54703626.22 above"), "{} {}", measure.word(), said(&may));
        let july = on(&register, measure, "2024-07-31");
        assert!(said(&july).starts_with("54703626.22 above"), "{} {}", measure.word(), said(&july));
    }
    check(Measure::Committed, "2024-01-28", "0.00");
    check(Measure::Committed, "2024-01-29", "10000000.00");
    check(Measure::Committed, "2024-05-16", "10000000.00");
    check(Measure::Committed, "2024-05-17", "10000000.00 above, 1 without");
    check(Measure::Delivered, "2024-05-31", "900000.00 above, 2 without");
    check(Measure::Ordered, "2024-05-31", "5200000.00");
    check(Measure::Paid, "2024-07-31", "0.00");
}

#[test]
fn it_knows_who_belongs() {
    let register = example();
    let named = |ids: &[Id]| ids.iter().map(Id::as_str).collect::<Vec<_>>().join(" ");
    let check = |date: &str, counted: &str, disputed: &str| {
        let found = members(&register, day(date));
        assert_eq!(
            (named(&found.counted).as_str(), named(&found.disputed).as_str()),
            (counted, disputed),
            "{date}"
        );
        assert!(found.undated.is_empty());
    };
    check("2023-09-18", "", "");
    check("2023-09-19", "BE DK EE LT LU LV UA", "");
    check("2023-12-23", "BE DK EE IS LT LU LV UA", "JP");
    check("2024-01-27", "BE DK EE IS IT LT LU LV NL UA", "GB JP");
    check("2024-02-02", "BE DK EE IS IT LT LU LV NL UA", "GB JP");
    check("2024-07-31", "BE DK EE IS IT LT LU LV NL UA", "GB JP");
    let signed = |name: &str, date: &str| {
        let (id, _) = register.agreements.live().find(|(_, one)| one.name.as_deref() == Some(name)).unwrap();
        signatories(&register, id, day(date)).len()
    };
    assert_eq!(signed("Declaration of intent", "2023-09-19"), 7);
    assert_eq!(signed("Declaration of intent", "2024-02-14"), 8);
    assert_eq!(signed("Cooperation agreement", "2024-02-14"), 10);
    let february = members(&register, day("2024-02-02"));
    assert_eq!(named(&february.leads), "EE LU");
    assert_eq!(named(&february.observers), "EU NATO PL US");
    assert_eq!(named(&february.beneficiaries), "UA");
}

#[test]
fn it_has_no_error() {
    let register = example();
    let wrong: Vec<_> = check_all(&register, day("2026-11-23"))
        .into_iter()
        .filter(|finding| finding.severity < Severity::Info)
        .map(|finding| format!("{} {:?} {}: {}", finding.id, finding.key, finding.path, finding.sentence))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn it_is_checked_in_steps_as_in_one_go() {
    let (register, today) = (example(), day("2026-11-23"));
    let whole = check_all(&register, today);
    assert!(!whole.is_empty());
    for step in [1, 7, 1_000] {
        let mut round = Round::new(today);
        while !round.go_on(&register, step) {}
        assert_eq!(round.found(), whole, "{step} records at a time");
    }
}
