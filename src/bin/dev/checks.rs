//! The checks: the quick ones for every few minutes, and all of them before a change is handed on.

use crate::page;
use crate::steps::{Outcome, cargo, command, root, seconds, step, timed};
use crate::{fuzz, licences, tools, validators};
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::time::Instant;

/// Format, lints natively and for the browser, documentation, licences.
pub fn quick() -> Outcome {
    whole("The quick checks", || {
        tools::target()?;
        tools::linters()?;
        sources()
    })
}

/// Everything, what is cheap first.
pub fn all() -> Outcome {
    whole("All checks", || {
        // What is missing shows in the first minute, not after the last step but one.
        tools::target()?;
        tools::linters()?;
        tools::python()?;
        tools::packages()?;
        let browser = tools::chromium()?;
        tools::engines();
        sources()?;
        let remedy = "The lines above name the test, what it expected and what it found.";
        let alone = ["check", "--locked", "--tests"];
        step("The pure rooms without the heavy file formats", &mut cargo(&alone), remedy)?;
        let pure = ["test", "--locked", "--features", "formats"];
        step("Tests of the pure rooms (some minutes)", &mut cargo(&pure), remedy)?;
        let page = ["test", "--locked", "--lib", "--features", "app"];
        step("Tests of the room app (2 minutes the first time)", &mut cargo(&page), remedy)?;
        scripts()?;
        validators::validate()?;
        fuzz::short()?;
        page::build()?;
        playwright(browser, &[])
    })
}

/// The browser tests alone, on the release build that is there.
pub fn browser(arguments: &[&str]) -> Outcome {
    if !root().join("dist/index.html").is_file() {
        return Err("There is no dist/ to test. Run 'cargo run -- build' first.".into());
    }
    tools::packages()?;
    tools::engines();
    playwright(tools::chromium()?, arguments)
}

fn sources() -> Outcome {
    step("Format", &mut cargo(&["fmt", "--check", "--", fuzz::PROGRAM]), "Run 'cargo fmt'.")?;
    timed("Licences", licences::check)?;
    step(
        "Lints (2 minutes the first time)",
        &mut cargo(&["clippy", "--locked", "--all-targets", "--features", "formats", "--", "-D", "warnings"]),
        "Mend what the lines above name.",
    )?;
    let page = [
        "clippy",
        "--locked",
        "--lib",
        "--bin",
        "muster",
        "--bin",
        "vault",
        "--features",
        "app,formats,worker",
        "--target",
        tools::TARGET,
    ];
    step(
        "Lints for the browser (2 minutes the first time)",
        cargo(&page)
            .args(["--", "-D", "warnings"])
            .env("CLIPPY_CONF_DIR", root().join(".config/clippy-wasm")),
        "Mend what the lines above name; .config/clippy-wasm/clippy.toml says why a call is not for the browser.",
    )?;
    step(
        "Documentation",
        cargo(&[
            "doc",
            "--locked",
            "--no-deps",
            "--lib",
            "--features",
            "app,formats",
            "--target",
            tools::TARGET,
        ])
        .env("RUSTDOCFLAGS", "-D warnings"),
        "Mend what the lines above name.",
    )
}

/// Checks made by an independent reader: every `tests/check_*.py`.
fn scripts() -> Outcome {
    let folder = root().join("tests");
    let entries = fs::read_dir(&folder).map_err(|error| format!("tests/ cannot be read: {error}."))?;
    let mut names: Vec<String> = entries
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.starts_with("check_") && name.ends_with(".py"))
        .collect();
    names.sort();
    for name in names {
        let mut python = command("python3");
        python.arg(folder.join(&name));
        step(&format!("tests/{name}"), &mut python, "The lines above say what does not agree.")?;
    }
    Ok(())
}

fn playwright(browser: PathBuf, arguments: &[&str]) -> Outcome {
    let folder = root().join("tests/e2e");
    let mut playwright = command(folder.join("node_modules/.bin/playwright"));
    playwright.current_dir(&folder).arg("test").args(arguments).env("CHROMIUM", OsString::from(browser));
    step(
        "Browser tests (some minutes)",
        &mut playwright,
        "The lines above name the test; tests/e2e/results has what the page showed.",
    )
}

fn whole(name: &str, work: impl FnOnce() -> Outcome) -> Outcome {
    let start = Instant::now();
    work()?;
    println!("\n{name} passed in {}.", seconds(start.elapsed()));
    Ok(())
}
