//! The exports of the example, of an empty register and of registers from seeds, written out for the validators of
//! other people (`cargo run -- validate`), with what is expected of them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::unreachable,
    reason = "a test that cannot go on stops"
)]

#[path = "validators/expected.rs"]
mod expected;
#[path = "validators/made.rs"]
mod made;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use muster::documents::public;
use muster::exchange::ical::ZONES;
#[cfg(feature = "formats")]
use muster::exchange::ledger::Dialect;
use muster::exchange::ocds::Package;
use muster::exchange::{Export, ExportError, Format, LeftOut, Missing, Perspective, file};
use muster::register::{Currency, Day, Id, Kind, Now, Pen, Qualifier, RecordKey, Register};
use serde_json::{Map, Value, json};

const EXAMPLE: &str = include_str!("../src/app/example/it-coalition.muster.json");
/// How many registers are made from seeds.
const SEEDS: u64 = 50;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/validators/out");
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A register, the day on which its files stand, and what was left out of it.
struct Case {
    name: String,
    register: Register,
    on: Day,
    left_out: Option<LeftOut>,
}

fn published(name: &str, register: &Register, on: Day) -> Case {
    let public = public(register);
    let left_out = Some(LeftOut { records: public.records, lines: public.lines });
    Case { name: name.to_owned(), register: public.register, on, left_out }
}

/// The days before and after clocks change, in Europe and in America.
const DAYS: [&str; 10] = [
    "2017-01-01",
    "2024-03-09",
    "2024-03-10",
    "2024-03-30",
    "2024-03-31",
    "2024-10-26",
    "2024-10-27",
    "2024-11-02",
    "2024-11-03",
    "2030-12-31",
];

/// A meeting in each time zone that a calendar gets with its rules.
fn zones() -> Register {
    let mut meetings = Map::new();
    for zone in ZONES {
        for date in DAYS {
            let id = format!("{} {date}", zone.name.replace('/', " "));
            let meeting = json!({"title": id, "date": date, "time": "12:30", "zone": zone.name});
            meetings.insert(id, meeting);
        }
    }
    let Value::Object(body) = json!({"meetings": meetings}) else { unreachable!("it was made as an object") };
    Register::of([Pen::new("made").write(body, &Now { millis: 0, at: String::new() })])
}

/// The registers; both tests look at the same ones.
static CASES: LazyLock<Vec<Case>> = LazyLock::new(cases);

fn cases() -> Vec<Case> {
    let whole = |name: &str, register, on| Case { name: name.to_owned(), register, on, left_out: None };
    let mut all = vec![
        published("example", &Register::of(file::read_own(EXAMPLE)), day("2024-07-31")),
        whole("empty", Register::default(), day("2024-07-31")),
        whole("zones", zones(), day("2024-07-31")),
    ];
    for seed in 0..SEEDS {
        let register = made::Maker::new(seed).register();
        let (name, on) = (format!("seed-{seed:02}"), day("2025-03-31"));
        all.push(if seed % 2 == 0 { whole(&name, register, on) } else { published(&name, &register, on) });
    }
    all
}

/// The files of a case: what each is called, and its format.
fn formats(case: &Case) -> Vec<(String, Format)> {
    let packages = [Package::Releases, Package::Records].map(Format::Ocds);
    let mut formats = vec![Format::Iati(Perspective::Register), Format::Calendar];
    formats.extend(packages);
    #[cfg(feature = "formats")]
    formats.extend(Dialect::ALL.map(Format::Ledger));
    let mut all: Vec<_> = formats.into_iter().map(|one| (one.ending().to_owned(), one)).collect();
    // The file of one member is enough: the first that gives anything.
    let givers = case.register.contributions.live().filter(|(_, record)| !record.outside);
    let mut givers =
        givers.flat_map(|(_, record)| record.contributors.values()).filter_map(|one| one.party.clone());
    if let Some(giver) = givers.find(|giver| case.register.parties.get(giver.id()).is_some()) {
        all.push(("iati-member.xml".to_owned(), Format::Iati(Perspective::Member(giver.id().clone()))));
    }
    all
}

/// Whether what is missing names a field that is there to be filled in.
fn opens(register: &Register, missing: &Missing) -> bool {
    let (mut shape, mut node) = (missing.key.collection.shape(), register.json(&missing.key));
    let own = missing.key == RecordKey::own();
    let mut path = missing.path.split('/').filter(|name| !name.is_empty());
    while let Some(name) = path.next() {
        let Some(field) = shape.field(name) else { return false };
        if let (Kind::Lines(lines), Some(id)) = (field.kind, path.next()) {
            let Some(Value::Object(line)) = node[name].get(id).cloned() else { return false };
            (shape, node) = (lines, line);
        }
    }
    own || register.is_live(missing.key.collection, &missing.key.id)
}

#[test]
fn every_register_is_written_in_every_format() {
    let id = Id::from("validators");
    for case in CASES.iter() {
        let export = Export {
            register: &case.register,
            id: &id,
            on: case.on,
            left_out: case.left_out,
            registered_as: None,
            only: None,
        };
        let mut files = Map::new();
        let twin = Register::of(case.register.changes().rev().cloned());
        for (name, format) in formats(case) {
            let text = match format.write(&export) {
                Ok(text) => text,
                Err(ExportError::Nothing { .. }) => continue,
                Err(other) => panic!("{}: {other}", case.name),
            };
            let twin = Export { register: &twin, ..export };
            assert_eq!(format.write(&twin).unwrap(), text, "the same set of changes gives the same bytes");
            for missing in format.ready(&export) {
                assert!(missing.sentence.ends_with('.'), "{missing:?}");
                assert!(opens(&case.register, &missing), "{missing:?} opens nothing");
            }
            assert!(
                case.left_out.is_none() || !text.contains(made::SECRET),
                "{}: {name} is not public",
                case.name
            );
            let path = format!("{}.{name}", case.name);
            fs::write(folder().join(&path), text).unwrap();
            let member = match &format {
                Format::Iati(Perspective::Member(id)) => Some(id.to_string()),
                _ => None,
            };
            files.insert(name, json!({"path": path, "member": member}));
        }
        let mut expected = expected::expected(&case.register, case.on);
        expected["files"] = Value::Object(files);
        fs::write(folder().join(format!("{}.expected.json", case.name)), expected.to_string()).unwrap();
    }
}

#[test]
fn the_registers_have_every_currency_and_qualifier() {
    let mut found = BTreeSet::new();
    for case in CASES.iter() {
        for (_, record) in case.register.contributions.live() {
            for entry in record.entries.values() {
                found.extend(entry.amount.map(|amount| amount.currency.code().to_owned()));
                found.extend(entry.amount.map(|amount| amount.qualifier.word().to_owned()));
                found.extend(
                    entry.amount.filter(|amount| amount.value.is_sign_negative()).map(|_| "cut".to_owned()),
                );
                found.insert(if entry.amount.is_none() { "no figure" } else { "figure" }.to_owned());
            }
        }
    }
    let currencies = Currency::all().into_iter().map(|currency| currency.code());
    let others = Qualifier::WORDS.iter().copied().chain(["cut", "no figure"]);
    let missing: Vec<_> = currencies.chain(others).filter(|one| !found.contains(*one)).collect();
    assert!(missing.is_empty(), "no entry of any register has {missing:?}");
}
