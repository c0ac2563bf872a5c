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

use std::fs;
use std::path::{Path, PathBuf};

use muster::documents::public;
use muster::exchange::ocds::Package;
use muster::exchange::{Export, ExportError, Format, LeftOut, Perspective, file};
use muster::register::{Day, Id, Register};
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

fn cases() -> Vec<Case> {
    let whole = |name: &str, register, on| Case { name: name.to_owned(), register, on, left_out: None };
    let mut all = vec![
        published("example", &Register::of(file::read_own(EXAMPLE)), day("2024-07-31")),
        whole("empty", Register::default(), day("2024-07-31")),
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
    let mut all = vec![("iati.xml".to_owned(), Format::Iati(Perspective::Register))];
    // The file of one member is enough: the first that gives anything.
    let givers = case.register.contributions.live().filter(|(_, record)| !record.outside);
    let mut givers =
        givers.flat_map(|(_, record)| record.contributors.values()).filter_map(|one| one.party.clone());
    if let Some(giver) = givers.find(|giver| case.register.parties.get(giver.id()).is_some()) {
        all.push(("iati-member.xml".to_owned(), Format::Iati(Perspective::Member(giver.id().clone()))));
    }
    all.push(("ocds-releases.json".to_owned(), Format::Ocds(Package::Releases)));
    all.push(("ocds-records.json".to_owned(), Format::Ocds(Package::Records)));
    all
}

#[test]
fn every_register_is_written_in_every_format() {
    let id = Id::from("validators");
    for case in cases() {
        let export = Export {
            register: &case.register,
            id: &id,
            on: case.on,
            left_out: case.left_out,
            registered_as: None,
        };
        let mut files = Map::new();
        for (name, format) in formats(&case) {
            let text = match format.write(&export) {
                Ok(text) => text,
                Err(ExportError::Nothing { .. }) => continue,
                Err(other) => panic!("{}: {other}", case.name),
            };
            assert_eq!(format.write(&export).unwrap(), text, "the same register gives the same bytes");
            for missing in format.ready(&export) {
                assert!(missing.sentence.ends_with('.'), "{missing:?}");
            }
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
