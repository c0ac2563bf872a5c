//! Reported figures held against the register: the example with literal values, and registers with planted causes
//! whose verdicts an oracle says (`tests/oracle/claims.py`).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use muster::exchange::file;
use muster::figures::{
    Another, Cause, Claim, Lack, Ledger, Of, Outcome, PartySet, Says, TypedRates, Verdict, claims, linked,
    reconcile,
};
use muster::register::{Amount, Currency, Date, Id, Measure, Qualifier, Register};
use rust_decimal::Decimal;
use serde_json::{Value, json};

const FILE: &str = include_str!("../src/app/example/it-coalition.muster.json");
/// A clock that no change is ahead of, in milliseconds.
const LATER: u64 = 1_900_000_000_000;
/// Registers that are made and compared.
const REGISTERS: u64 = 50;

fn register(text: &str) -> Register {
    let read = file::read(text.as_bytes(), LATER).unwrap();
    assert!(read.problems.is_empty() && read.ahead.is_empty(), "{:?}", read.problems);
    Register::of(read.changes)
}

/// What becomes of a claim.
fn outcome(register: &Register, claim: &Claim) -> Outcome {
    reconcile(register, &Ledger::of(register), &TypedRates::of(register), claim)
}

/// What becomes of the adopted sum or number of a reported figure.
fn adopted(register: &Register, id: &Id) -> Outcome {
    outcome(register, claims(register, id).iter().find(|claim| claim.reading.is_none()).unwrap())
}

fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

fn ids(all: &[Id]) -> Vec<&str> {
    all.iter().map(Id::as_str).collect()
}

fn another(one: &Another) -> Value {
    match one {
        Another::Measure { measure, on, meeting, amount, span } => {
            let meeting = meeting.as_ref().map(Id::to_string).unwrap_or_default();
            json!([measure.word(), on.to_string(), meeting, plain(*amount), span.word()])
        }
        Another::Set(PartySet { agreement, beneficiary, disputed, parties }) => {
            let agreement = agreement.as_ref().map(Id::to_string).unwrap_or_default();
            json!([agreement, beneficiary, ids(disputed), ids(parties)])
        }
        Another::Members { on, parties } => json!(["members", on.to_string(), ids(parties)]),
    }
}

/// An outcome in the words of the oracle.
fn told(outcome: &Outcome) -> Value {
    let id = |of: &Option<Of>| of.as_ref().map(|of| of.id().to_string()).unwrap_or_default();
    let line = |line: &Option<Id>| line.as_ref().map(Id::to_string).unwrap_or_default();
    let mut told = match &outcome.verdict {
        Verdict::NotKept => return json!({"verdict": "not kept"}),
        Verdict::Holds { understates } => json!({"verdict": "holds", "understates": understates}),
        Verdict::OtherMembers { without, others } => {
            json!({"verdict": "other members", "without": ids(without), "others": ids(others)})
        }
        Verdict::HoldsForAnother(all) => {
            json!({"verdict": "another", "another": all.iter().map(another).collect::<Vec<_>>()})
        }
        Verdict::CannotBeTold(lacking) => {
            let word = |what: Lack| match what {
                Lack::Figure => "figure",
                Lack::Date => "date",
                Lack::Source => "source",
                Lack::Split => "split",
                Lack::Rate => "rate",
            };
            let mut opens: Vec<_> = lacking
                .iter()
                .map(|one| (word(one.what), id(&one.of), line(&one.line), one.most.map(plain)))
                .collect();
            opens.sort();
            json!({"verdict": "cannot be told", "opens": opens})
        }
        Verdict::Differs { nearest, narrowing } => {
            let word = |cause: Cause| match cause {
                Cause::Later => "later",
                Cause::Earlier => "earlier",
                Cause::Duplicate => "duplicate",
                Cause::Repeat => "repeat",
                Cause::Reading => "reading",
            };
            let narrowing: Vec<_> = narrowing
                .iter()
                .map(|one| (word(one.cause), one.of.id().to_string(), line(&one.line), plain(one.effect)))
                .collect();
            match nearest {
                Some(nearest) => json!({"verdict": "differs", "narrowing": narrowing,
                    "nearest": [nearest.measure.word(), plain(nearest.amount)]}),
                None => json!({"verdict": "differs"}),
            }
        }
    };
    told["on"] = outcome.on.to_string().into();
    told["amount"] = plain(outcome.found.unwrap()).into();
    told["gap"] = plain(outcome.gap.unwrap()).into();
    told
}

/// Where a line of the oracle and the register differ, and how many verdicts of each kind were compared.
fn compare(line: &str, kinds: &mut BTreeMap<String, usize>) -> Vec<String> {
    let told_by_oracle: Value = serde_json::from_str(line).unwrap();
    let register = register(told_by_oracle["file"].as_str().unwrap());
    let mut found = Vec::new();
    for (id, expected) in told_by_oracle["verdicts"].as_object().unwrap() {
        let ours = told(&adopted(&register, &id.as_str().into()));
        *kinds.entry(expected["verdict"].as_str().unwrap().to_owned()).or_default() += 1;
        if ours != *expected {
            found.push(format!(
                "{} {id}:\n  expected {expected}\n  found    {ours}\n  {}",
                told_by_oracle["name"],
                register
                    .json(&muster::register::RecordKey::of::<muster::register::ReportedFigure>(
                        &id.as_str().into()
                    ))
                    .iter()
                    .map(|(name, value)| format!("{name} {value}"))
                    .collect::<Vec<_>>()
                    .join(", ")
            ));
        }
    }
    found
}

#[test]
fn the_oracle_and_the_register_judge_alike() {
    if Command::new("python3").arg("--version").output().is_err() {
        // The harness does not swallow this.
        let words = "Python 3 is not here: skipped whether the oracle and the register judge alike.";
        let _ = writeln!(std::io::stderr(), "{words}");
        return;
    }
    let mut oracle = Command::new("python3")
        .args(["-B", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oracle/verdicts.py")])
        .args(["0", &REGISTERS.to_string()])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut kinds = BTreeMap::new();
    let mut found = Vec::new();
    for line in BufReader::new(oracle.stdout.take().unwrap()).lines() {
        found.extend(compare(&line.unwrap(), &mut kinds));
    }
    assert!(oracle.wait().unwrap().success(), "the oracle stopped");
    for difference in found.iter().take(12) {
        println!("{difference}");
    }
    assert!(found.is_empty(), "{} differences among {kinds:?}", found.len());
    for kind in ["holds", "other members", "another", "cannot be told", "differs", "not kept"] {
        assert!(kinds.get(kind).is_some_and(|many| *many >= 20), "{kind}: {kinds:?}");
    }
}
