//! The developer's tool behind `cargo run`: sets up what is missing, then serves, builds or checks Muster.
//!
//! It stands beside the page and never inside it: only the standard library, `serde_json`, `sha2` and `miniz_oxide` are
//! used, so that a fresh machine needs nothing but rustup and a C compiler to get this far.

#[path = "dev/bench.rs"]
mod bench;
#[path = "dev/checks.rs"]
mod checks;
#[path = "dev/fuzz.rs"]
mod fuzz;
#[path = "dev/licences.rs"]
mod licences;
#[path = "dev/offline.rs"]
mod offline;
#[path = "dev/one_file.rs"]
mod one_file;
#[path = "dev/page.rs"]
mod page;
#[path = "dev/policy.rs"]
mod policy;
#[path = "dev/steps.rs"]
mod steps;
#[path = "dev/style.rs"]
mod style;
#[path = "dev/tools.rs"]
mod tools;
#[path = "dev/validators.rs"]
mod validators;
#[path = "dev/wings.rs"]
mod wings;
#[path = "dev/words.rs"]
mod words;

use std::process::ExitCode;

const HELP: &str = "\
cargo run                  build for development and serve on http://127.0.0.1:8080, rebuilding at every change
cargo run -- --release     the same with the release build
cargo run -- build         the release build, into dist/, and all of it in one file, dist/muster.html
cargo run -- check         the quick checks: format, lints, documentation, licences
cargo run -- test          every check, the browser tests included
cargo run -- e2e [...]     the browser tests alone, on the dist/ that is there; what follows goes to Playwright,
                           for example: cargo run -- e2e load.spec.mjs
cargo run -- bench         the benchmarks; writes docs/benchmarks.md
cargo run -- bench bombs   how what would fill the memory is refused, alone; writes its section
cargo run -- bench lists   how the list takes 100,000 rows: sorted, grouped, scrolled, alone; writes its section
cargo run -- bench tables  how the page takes a table of 100,000 rows, alone; writes its section
cargo run -- fuzz [...]    random input for everything that is read, each kind for so many seconds (60), or one kind:
                           cargo run -- fuzz 600 meet
cargo run -- validate      the exports in other formats, against the validators of these
cargo run -- help          this text

Each command first sets up what it needs. CHROMIUM names the browser for the tests, if the one on PATH is not meant.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("\nStopped: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> steps::Outcome {
    match words {
        [] => page::serve(page::Profile::Debug),
        ["--release"] => page::serve(page::Profile::Release),
        ["build"] => page::build(),
        ["check"] => checks::quick(),
        ["test"] => checks::all(),
        ["e2e", rest @ ..] => checks::browser(rest),
        ["bench"] => bench::all(),
        ["bench", "bombs"] => bench::bombs(),
        ["bench", "lists"] => bench::lists(),
        ["bench", "tables"] => bench::tables(),
        ["fuzz"] => fuzz::all("60", None),
        ["fuzz", seconds] => fuzz::all(seconds, None),
        ["fuzz", seconds, target] => fuzz::all(seconds, Some(target)),
        ["validate"] => validators::all(),
        ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        // Called by Trunk and by `serve`, not by people.
        ["finish"] => page::finish(),
        ["announce", parent] => page::announce(parent),
        _ => Err(format!("'{}' is not a command of this tool. These are:\n\n{HELP}", words.join(" "))),
    }
}
