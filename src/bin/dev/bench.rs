//! The benchmarks: run, shown beside their budgets, and kept in `docs/benchmarks.md`.

use crate::steps::{Outcome, cargo, command, root};
use crate::{page, tools};
use std::fs;
use std::process::Command;

/// The registers that the page is measured with, by their contributions.
const SIZES: [&str; 3] = ["1000", "10000", "100000"];

const HEADS: [&str; 7] = ["what", "median", "worst", "budget or size", "kept", "sum", "contributions"];

const FIGURES: &str = "## Figures over 100,000 contributions

The register of `tests/bench/made.rs`: 1.5 entries a contribution, one in fifty hangs together with another, and 500
purchases. Natively, built as the page is. “All totals” are the nine of the overview; an edit changes a contribution or
adds one.
";

const SEGMENTS: &str = "## Segments

The changes of the same register, so many in one value of the browser's storage; a unit is one of its 5,242,880. The page
seals 500 at a time.
";

const PAGE: &str = "## The page

The release build in Chromium, each register in a fresh profile, read from its file and kept as the page keeps it. The first
rows are painted rows; an edit ends when it is saved and the figure of the overview has changed. What is merged is a copy
of the same file in which somebody wrote 1,000 sums anew. Each line shows what is kept and shown after it; sum and number are those of the
generator, or the benchmark stops. A list is filtered and sorted as soon as it stands, and once more at once after a cold start. Before
Muster stand the plain ways to keep the same records, which cannot count and add the amounts as they stand: one JSON value in the
browser's storage, and one record each in a database.
";

/// Runs them all.
pub fn all() -> Outcome {
    println!("\n== Figures over 100,000 contributions (a minute the first time)");
    let figures = rows(&run(&mut cargo(&["bench", "--locked", "-q", "--bench", "figures"]))?)?;
    print!("{figures}");
    println!("\n== Segments of the same register");
    let segments = rows(&run(&mut cargo(&["bench", "--locked", "-q", "--bench", "segments"]))?)?;
    print!("{segments}");
    page::build()?;
    tools::packages()?;
    println!("\n== The page with {} contributions (five minutes)", SIZES.join(", "));
    let folder = root().join("target/bench");
    fs::create_dir_all(&folder).map_err(|error| format!("{} cannot be made: {error}.", folder.display()))?;
    let mut maker = cargo(&["bench", "--locked", "-q", "--bench", "registers", "--"]);
    let list = folder.join("registers.jsonl");
    let made = run(maker.arg(&folder).args(SIZES))?;
    fs::write(&list, made).map_err(|error| format!("{} cannot be written: {error}.", list.display()))?;
    let mut node = command("node");
    node.arg(root().join("tests/bench/page.mjs")).arg(&list).env("CHROMIUM", tools::chromium()?);
    let pages = rows(&run(&mut node)?)?;
    print!("{pages}");
    let page = format!(
        "# Benchmarks\n\nWritten by `cargo run -- bench`. Milliseconds; machines differ, so compare the rows with each other.\n\n\
         {FIGURES}\n{figures}\n{SEGMENTS}\n{segments}\n{PAGE}\n{pages}"
    );
    let path = root().join("docs/benchmarks.md");
    fs::write(&path, page).map_err(|error| format!("{} cannot be written: {error}.", path.display()))?;
    println!("   Kept in docs/benchmarks.md.");
    Ok(())
}

/// What a program prints.
fn run(program: &mut Command) -> Outcome<String> {
    let ran = program.output().map_err(|error| format!("The benchmark could not be started: {error}."))?;
    if ran.status.success() {
        return Ok(String::from_utf8_lossy(&ran.stdout).into_owned());
    }
    Err(format!("The benchmark stopped:\n{}", String::from_utf8_lossy(&ran.stderr)))
}

/// The lines of a benchmark as a table, under as many of the heads as it has columns.
fn rows(output: &str) -> Outcome<String> {
    let columns = output.lines().map(|line| line.split('\t').count()).max().unwrap_or_default();
    let heads: Vec<_> = HEADS.into_iter().take(columns).collect();
    let numbers = "---:|".repeat(heads.len().saturating_sub(1));
    let mut table = format!("| {} |\n|---|{numbers}\n", heads.join(" | "));
    for line in output.lines() {
        let mut cells: Vec<_> = line.split('\t').map(str::to_owned).collect();
        if cells.len() < 3 || cells.len() > heads.len() {
            return Err(format!("The benchmark said “{line}”, which is no measurement."));
        }
        cells.resize(heads.len(), String::new());
        table.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    Ok(table)
}
