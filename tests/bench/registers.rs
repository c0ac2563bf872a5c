//! Writes the made registers as files for the benchmark of the page, each with a copy that differs, and tells what they
//! hold: `registers <folder> <size>…`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a benchmark that cannot go on stops"
)]

mod made;

use std::sync::Arc;

use muster::exchange::write;
use muster::figures::{EcbRates, Layered, Query, figure};
use muster::register::{Change, Currency, Day, Id, Measure, Now, Pen, Register};
use rust_decimal::Decimal;
use serde_json::json;

const DIFFERENCES: usize = 1_000;
/// Which contribution is edited in the page, and to which sum of its first entry.
const EDITED: usize = 7;
const SUM: &str = "1234567.89";

fn main() {
    // Cargo adds words of its own.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let (folder, sizes) = words.split_first().unwrap();
    let query =
        Query { on: Day::from_ymd_opt(2025, 12, 31).unwrap(), published: None, currency: Currency::EUR };
    let bank = Arc::new(EcbRates::read(include_bytes!("../../src/figures/ecb/ecb-rates.bin")).unwrap());
    for size in sizes {
        let number = size.parse().unwrap();
        let mut register = Register::of(made::changes(number));
        let pledged = |register: &Register| {
            let rates = Layered::of(register, Some(Arc::clone(&bank)));
            format!("{:.2}", figure(register, &rates, Measure::Pledged, &query).amount)
        };
        let put = |register: &Register, name: &str| {
            let file = format!("{folder}/{size}{name}.muster.json");
            std::fs::write(&file, write(&Id::from(format!("bench{size}")), register)).unwrap();
            json!({"file": file, "pledged": pledged(register)})
        };
        let mut told = put(&register, "");
        told["records"] = register.contributions.len().into();
        told["stated"] = stated(&register).into();
        told["differences"] = DIFFERENCES.into();
        register.add(differences(number, DIFFERENCES));
        told["copy"] = put(&register, "-copy");
        register.add([edit()]);
        told["edited"] = json!({"id": made::id(EDITED), "amount": SUM, "pledged": pledged(&register)});
        println!("{told}");
    }
}

/// All amounts added as they stand, whatever their currency: what the plain ways can add.
fn stated(register: &Register) -> String {
    let contributions = register.contributions.live();
    let entries = contributions.flat_map(|(_, one)| one.entries.values().collect::<Vec<_>>());
    format!("{:.2}", entries.filter_map(|entry| entry.amount).map(|amount| amount.value).sum::<Decimal>())
}

/// The edit that a person makes in the page.
fn edit() -> Change {
    let now = Now { millis: 1_760_000_000_000, at: "2026-01-03T12:00:00+01:00".to_owned() };
    let amount = json!({"value": SUM, "currency": "EUR"});
    let body = json!({"contributions": {made::id(EDITED): {"entries": {"e1": {"amount": amount}}}}});
    Pen::new("editor").write(body.as_object().unwrap().clone(), &now)
}

/// What somebody else wrote to a copy of it meanwhile: so many sums, of contributions all over it.
fn differences(contributions: usize, number: usize) -> Vec<Change> {
    let mut pen = Pen::new("other");
    let change = |n: usize| {
        let now = Now { millis: 1_750_000_000_000 + n as u64, at: "2026-01-02T12:00:00+01:00".to_owned() };
        let amount = json!({"value": (2_000 + n).to_string(), "currency": "EUR"});
        let body = json!({"contributions": {made::id(n * contributions / number): {"entries": {"e1": {"amount": amount}}}}});
        pen.write(body.as_object().unwrap().clone(), &now)
    };
    (0..number).map(change).collect()
}
