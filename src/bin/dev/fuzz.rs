//! Fuzzing: random input for everything that is read, led by which code it reaches.
//!
//! The compiler itself counts what is reached, so that nothing but a C++ compiler is needed, for libFuzzer.

use crate::steps::{Outcome, answer, cargo, command, root, step, timed, which};
use std::fs;
use std::path::Path;

/// The fuzzing program's package.
pub const MANIFEST: &str = "tests/fuzz/Cargo.toml";

/// Its own source, which belongs to no target of the main package.
pub const PROGRAM: &str = "tests/fuzz/src/main.rs";

/// Where inputs that were found are kept; `cargo test --test fuzz` runs them again.
const FOUND: &str = "tests/fuzz/found";

const TARGETS: &str = "tests/fuzz/targets";

/// How long each target runs as one check of many.
const SHORT: &str = "15";

/// What counts which code an input reaches and what it is compared with, as libFuzzer wants it.
const COUNTED: [&str; 6] = [
    "--cfg=fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
];

/// A short run of each target, where it can be built.
pub fn short() -> Outcome {
    if std::env::var_os("CXX").is_none()
        && !["c++", "g++", "clang++"].iter().any(|name| which(name).is_some())
    {
        println!("\n== Fuzzing: SKIPPED, since there is no C++ compiler for libFuzzer.");
        return Ok(());
    }
    all(SHORT, None)
}

/// Runs each target, or one alone, for so many seconds, from its seeds and from what earlier runs found worth keeping.
pub fn all(seconds: &str, alone: Option<&str>) -> Outcome {
    if !seconds.parse::<u32>().is_ok_and(|seconds| seconds > 0) {
        return Err(format!("“{seconds}” is no number of seconds."));
    }
    let host = answer(command("rustc").arg("-vV"))
        .and_then(|text| text.lines().find_map(|line| line.strip_prefix("host: ").map(str::to_owned)))
        .ok_or("rustc does not say for which machine it compiles.")?;
    let mut targets = targets()?;
    targets.retain(|target| alone.is_none_or(|alone| alone == target));
    if targets.is_empty() {
        return Err(format!(
            "“{}” is no target; those are the files of {TARGETS}.",
            alone.unwrap_or_default()
        ));
    }
    let mut build = cargo(&["build", "--release", "--locked", "--manifest-path", MANIFEST]);
    // With a target of its own, what runs during the build is not counted.
    build.args(["--target", &host, "--target-dir", "target/fuzz"]).env("RUSTFLAGS", COUNTED.join(" "));
    let remedy = "A C++ compiler is needed; the lines above say what was missing.";
    step("Building the fuzzing program (2 minutes the first time)", &mut build, remedy)?;
    let program = root().join("target/fuzz").join(host).join("release/muster-fuzz");
    for target in targets {
        let inputs = root().join("target/fuzz/inputs").join(&target);
        fs::create_dir_all(&inputs)
            .map_err(|error| format!("{} cannot be made: {error}.", inputs.display()))?;
        timed(&format!("Fuzzing: {target} ({seconds} s)"), || run(&program, &target, &inputs, seconds))?;
    }
    Ok(())
}

/// The names of the targets, which are those of their files.
fn targets() -> Outcome<Vec<String>> {
    let files =
        fs::read_dir(root().join(TARGETS)).map_err(|error| format!("{TARGETS} cannot be read: {error}."))?;
    let names = files.flatten().filter_map(|file| file.file_name().into_string().ok());
    let mut names: Vec<String> =
        names.filter_map(|name| name.strip_suffix(".rs").map(str::to_owned)).collect();
    names.retain(|name| name != "mod");
    names.sort();
    Ok(names)
}

fn run(program: &Path, target: &str, inputs: &Path, seconds: &str) -> Outcome {
    let mut fuzzer = command(program);
    fuzzer.env("MUSTER_FUZZ", target).env("MUSTER_SEEDS", inputs).arg(inputs);
    fuzzer.arg(format!("-max_total_time={seconds}")).arg(format!("-artifact_prefix={FOUND}/{target}-"));
    // What the compiler's names stand for takes seconds to find out.
    fuzzer.env("RUST_BACKTRACE", "0");
    fuzzer.args(["-max_len=65536", "-timeout=5", "-rss_limit_mb=4096"]);
    let ran =
        fuzzer.output().map_err(|error| format!("The fuzzing program could not be started: {error}."))?;
    let said = String::from_utf8_lossy(&ran.stderr);
    if ran.status.success() {
        let done = said.lines().rfind(|line| line.starts_with("Done ")).unwrap_or("Done");
        println!("   {done}.");
        return Ok(());
    }
    let lines: Vec<&str> = said.lines().collect();
    let end = lines.get(lines.len().saturating_sub(40)..).unwrap_or_default().join("\n");
    Err(format!(
        "{target}: an input was found that it does not take:\n{end}\n\nIt is kept in {FOUND}: 'cargo test --test fuzz' \
         runs it again. Mend what it shows, and commit it with a test of its own."
    ))
}
