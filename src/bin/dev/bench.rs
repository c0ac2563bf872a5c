//! The benchmarks: run, shown beside their budgets, and kept in `docs/benchmarks.md`.

use crate::steps::{Outcome, cargo, command, root};
use crate::{page, tools};
use std::fs;
use std::path::PathBuf;
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

/// The registers that the list is measured with.
const LISTS: [&str; 2] = ["10000", "100000"];

const LIST_HEADS: [&str; 6] = ["what", "median", "worst", "longest task", "budget", "shown"];

const LIST: &str = "## The list

The list of contributions of the same registers, in the same browser, which has no graphics processor: sorted by name in the order of a
language, by several columns, grouped, narrowed, chosen, edited in place and scrolled for two seconds, and the palette over all records.
Each step ends when it is shown and the page is painted and free again; scrolled is the time between two frames. Rows, groups and sums are
held against the generator and the order of the browser, or the benchmark stops. The longest task says how long the page did not answer.
";

/// The tables that the page is measured with, by their rows.
const TABLES: [&str; 2] = ["10000", "100000"];

const TABLE_HEADS: [&str; 3] = ["what", "took", "longest without an answer"];

const TABLE: &str = "## A table of somebody else's

A CSV of so many pledges, brought into a small register: read, compared record by record, taken in as one step, undone and done
again, and brought once more. The longest task of the page says how long it did not answer meanwhile; each is done once.
";

const BOMB_HEADS: [&str; 6] = ["what", "median", "worst", "budget", "program", "page"];

const BOMBS: &str = "## What would fill the memory

Links and a file of the page's own server, of which little would become much; no file of Muster's own is packed. From the
address, or from the answer to whether a long link is to be opened, to the sentence that refuses it, each time in a page of
its own. “Program” is how much its memory grew at the most, “page” that of the browser's process for it.
";

/// Runs them all.
pub fn all() -> Outcome {
    println!("\n== Figures over 100,000 contributions (a minute the first time)");
    let figures = rows(&HEADS, &run(&mut cargo(&["bench", "--locked", "-q", "--bench", "figures"]))?)?;
    print!("{figures}");
    println!("\n== Segments of the same register");
    let segments = rows(&HEADS, &run(&mut cargo(&["bench", "--locked", "-q", "--bench", "segments"]))?)?;
    print!("{segments}");
    page::build()?;
    tools::packages()?;
    println!("\n== The page with {} contributions (five minutes)", SIZES.join(", "));
    let pages = rows(&HEADS, &run(node("page.mjs")?.arg(registers(&SIZES)?))?)?;
    print!("{pages}");
    let lists = measured_lists()?;
    let tables = measured_tables()?;
    let bombs = measured_bombs()?;
    let page = format!(
        "# Benchmarks\n\nWritten by `cargo run -- bench`. Milliseconds; machines differ, so compare the rows with each other.\n\n\
         {FIGURES}\n{figures}\n{SEGMENTS}\n{segments}\n{PAGE}\n{pages}\n{LIST}\n{lists}\n{TABLE}\n{tables}\n{BOMBS}\n{bombs}"
    );
    keep(&page)
}

/// Runs those of what would fill the memory alone, and keeps their section.
pub fn bombs() -> Outcome {
    page::build()?;
    tools::packages()?;
    keep_section(&format!("{BOMBS}\n{}", measured_bombs()?))
}

/// Runs those of the list alone, and keeps their section.
pub fn lists() -> Outcome {
    page::build()?;
    tools::packages()?;
    keep_section(&format!("{LIST}\n{}", measured_lists()?))
}

/// Runs those of a table alone, and keeps their section.
pub fn tables() -> Outcome {
    page::build()?;
    tools::packages()?;
    keep_section(&format!("{TABLE}\n{}", measured_tables()?))
}

fn kept() -> PathBuf {
    root().join("docs/benchmarks.md")
}

fn keep(page: &str) -> Outcome {
    let path = kept();
    fs::write(&path, page).map_err(|error| format!("{} cannot be written: {error}.", path.display()))?;
    println!("   Kept in docs/benchmarks.md.");
    Ok(())
}

/// Puts a section in the place of the one with its heading.
fn keep_section(section: &str) -> Outcome {
    let path = kept();
    let page =
        fs::read_to_string(&path).map_err(|error| format!("{} cannot be read: {error}.", path.display()))?;
    let head = section.lines().next().unwrap_or_default();
    match with_section(&page, head, section) {
        Some(page) => keep(&page),
        None => Err(format!("{} has no section “{head}”; run 'cargo run -- bench'.", path.display())),
    }
}

fn with_section(page: &str, head: &str, section: &str) -> Option<String> {
    let (before, rest) = page.split_once(&format!("{head}\n"))?;
    let after = rest.find("\n## ").and_then(|at| rest.get(at..)).unwrap_or_default();
    Some(format!("{before}{section}{after}"))
}

/// Makes registers of so many contributions; the answer is the list of them.
fn registers(sizes: &[&str]) -> Outcome<PathBuf> {
    let folder = root().join("target/bench");
    fs::create_dir_all(&folder).map_err(|error| format!("{} cannot be made: {error}.", folder.display()))?;
    let mut maker = cargo(&["bench", "--locked", "-q", "--bench", "registers", "--"]);
    let list = folder.join("registers.jsonl");
    let made = run(maker.arg(&folder).args(sizes))?;
    fs::write(&list, made).map_err(|error| format!("{} cannot be written: {error}.", list.display()))?;
    Ok(list)
}

fn measured_lists() -> Outcome<String> {
    println!("\n== The list with {} contributions (ten minutes)", LISTS.join(", "));
    let lists = rows(&LIST_HEADS, &run(node("lists.mjs")?.arg(registers(&LISTS)?))?)?;
    print!("{lists}");
    Ok(lists)
}

fn measured_tables() -> Outcome<String> {
    println!("\n== A table of {} rows (two minutes)", TABLES.join(", "));
    let tables = rows(&TABLE_HEADS, &run(node("table.mjs")?.args(TABLES))?)?;
    print!("{tables}");
    Ok(tables)
}

fn measured_bombs() -> Outcome<String> {
    println!("\n== What would fill the memory (a minute)");
    let bombs = rows(&BOMB_HEADS, &run(&mut node("bombs.mjs")?)?)?;
    print!("{bombs}");
    Ok(bombs)
}

/// A benchmark that runs in the browser.
fn node(name: &str) -> Outcome<Command> {
    let mut node = command("node");
    node.arg(root().join("tests/bench").join(name)).env("CHROMIUM", tools::chromium()?);
    Ok(node)
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
fn rows(heads: &[&str], output: &str) -> Outcome<String> {
    let columns = output.lines().map(|line| line.split('\t').count()).max().unwrap_or_default();
    let heads: Vec<_> = heads.iter().copied().take(columns).collect();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_takes_the_place_of_its_own() {
        let page = "# B\n\n## One\n\nold\n\n## Two\n\nold\n";
        let check = |section: &str, expected: &str| {
            let head = section.lines().next().unwrap();
            assert_eq!(with_section(page, head, section).as_deref(), Some(expected));
        };
        check("## One\n\nnew\n", "# B\n\n## One\n\nnew\n\n## Two\n\nold\n");
        check("## Two\n\nnew\n", "# B\n\n## One\n\nold\n\n## Two\n\nnew\n");
        assert_eq!(with_section(page, "## Three", "## Three\n"), None);
    }
}
