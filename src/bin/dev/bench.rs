//! The benchmarks: run, shown beside their budgets, and kept in `docs/benchmarks.md`.

use crate::steps::{Outcome, cargo, root};
use std::fs;

/// What may take how many milliseconds, by the words of the benchmark.
const BUDGETS: [(&str, f64); 1] = [("All totals after an edit", 16.0)];

/// Runs them all.
pub fn all() -> Outcome {
    println!("\n== Figures over 100,000 contributions (a minute the first time)");
    let ran = cargo(&["bench", "--locked", "-q", "--bench", "figures"]).output();
    let ran = ran.map_err(|error| format!("Cargo could not be started: {error}."))?;
    if !ran.status.success() {
        return Err(format!("The benchmark stopped:\n{}", String::from_utf8_lossy(&ran.stderr)));
    }
    let rows = rows(&String::from_utf8_lossy(&ran.stdout))?;
    print!("{rows}");
    let page = format!(
        "# Benchmarks\n\nWritten by `cargo run -- bench`. Milliseconds; machines differ, so compare the rows with each other.\n\n\
         ## Figures over 100,000 contributions\n\nThe register of `tests/bench/made.rs`: 1.5 entries a contribution, one in fifty hangs \
         together with another, and 500\npurchases. Natively, built as the page is. “All totals” are the nine of the overview; an edit \
         changes a contribution or\nadds one.\n\n{rows}"
    );
    let path = root().join("docs/benchmarks.md");
    fs::write(&path, page).map_err(|error| format!("{} cannot be written: {error}.", path.display()))?;
    println!("   Kept in docs/benchmarks.md.");
    Ok(())
}

/// The lines of a benchmark as a table.
fn rows(output: &str) -> Outcome<String> {
    let mut table = String::from("| what | median | worst | budget |\n|---|---:|---:|---:|\n");
    for line in output.lines() {
        let mut cells = line.split('\t');
        let (Some(what), Some(median), Some(worst)) = (cells.next(), cells.next(), cells.next()) else {
            return Err(format!("The benchmark said “{line}”, which is no measurement."));
        };
        let budget = BUDGETS.iter().find(|(name, _)| *name == what);
        let budget = budget.map_or(String::new(), |(_, most)| most.to_string());
        table.push_str(&format!("| {what} | {median} | {worst} | {budget} |\n"));
    }
    Ok(table)
}
