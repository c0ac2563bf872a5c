//! Writes the made registers as files for the benchmark of the page, with what they hold: `registers <folder> <size>…`.
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
use muster::register::{Currency, Day, Id, Measure, Register};
use serde_json::json;

fn main() {
    // Cargo adds words of its own.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let (folder, sizes) = words.split_first().unwrap();
    let query =
        Query { on: Day::from_ymd_opt(2025, 12, 31).unwrap(), published: None, currency: Currency::EUR };
    let bank = Arc::new(EcbRates::read(include_bytes!("../../src/figures/ecb/ecb-rates.bin")).unwrap());
    for size in sizes {
        let register = Register::of(made::changes(size.parse().unwrap()));
        let rates = Layered::of(&register, Some(Arc::clone(&bank)));
        let pledged = figure(&register, &rates, Measure::Pledged, &query);
        let file = format!("{folder}/{size}.muster.json");
        std::fs::write(&file, write(&Id::from(format!("bench{size}")), &register)).unwrap();
        let records = register.contributions.len();
        println!(
            "{}",
            json!({"file": file, "records": records, "pledged": format!("{:.2}", pledged.amount)})
        );
    }
}
