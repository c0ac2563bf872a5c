//! The exports held against the validators of other people, in a Python environment of their own.

use crate::steps::{Outcome, answer, cargo, command, root, step, timed};
use crate::tools;
use std::fs;
use std::path::PathBuf;

/// Writes the exports anew and has them validated.
pub fn all() -> Outcome {
    tools::python()?;
    step(
        "Writing the exports (a minute the first time)",
        &mut cargo(&[
            "test",
            "--locked",
            "--features",
            "formats",
            "--test",
            "validators",
            "--test",
            "tables_files",
        ]),
        "The lines above name the test, what it expected and what it found.",
    )?;
    validate()
}

/// Has the exports validated that the tests of the pure rooms wrote. Where the packages cannot be had, says so.
pub fn validate() -> Outcome {
    if let Err(reason) = packages() {
        println!("\n   The exports are not validated: {reason}");
        return Ok(());
    }
    tools::hledger();
    let run = |name: &str, script: &str, files: Option<&str>| {
        let mut validator = command(python());
        validator.arg(root().join("tests/validators").join(script));
        validator.args(files.map(|files| root().join(files)));
        step(name, &mut validator, "The lines above name the file, and what is wrong in it.")
    };
    run("Exports against their validators", "validate.py", None)?;
    run("Data packages against their validators", "tables_package.py", Some(TABLES))?;
    run("Spreadsheets against another reader", "tables_workbook.py", Some(TABLES))
}

/// Where `tests/tables_files.rs` writes.
const TABLES: &str = "target/validators/tables";

fn python() -> PathBuf {
    root().join("target/validators/env/bin/python")
}

/// The packages of `tests/validators/requirements.txt`, installed once.
fn packages() -> Outcome {
    let list = root().join("tests/validators/requirements.txt");
    let wanted =
        fs::read_to_string(&list).map_err(|error| format!("{} cannot be read: {error}.", list.display()))?;
    let mark = root().join("target/validators/env/installed.txt");
    if fs::read_to_string(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    timed("Setting up the validators (under a minute)", || {
        let remedy = "Install Python's venv and pip, and check the network.";
        answer(command("python3").args(["-m", "venv", "--clear"]).arg(root().join("target/validators/env")))
            .ok_or_else(|| format!("the environment of Python could not be made. {remedy}"))?;
        let options = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "-r"];
        let status = command(python()).args(options).arg(&list).status();
        if !status.is_ok_and(|status| status.success()) {
            return Err(format!("the packages could not be installed. {remedy}"));
        }
        fs::write(&mark, &wanted).map_err(|error| format!("{} cannot be written: {error}.", mark.display()))
    })
}
