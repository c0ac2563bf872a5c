//! Running other programs: one line before, the seconds after, and a sentence that says what to do when it fails.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Success, or one sentence that says what went wrong and what to do.
pub type Outcome<T = ()> = Result<T, String>;

/// The folder of the package.
pub fn root() -> PathBuf {
    // Known when the tool was built, but a tree may have been moved since: the running folder goes first.
    let here = env::current_dir().unwrap_or_default();
    let found = here.ancestors().find(|folder| folder.join("Trunk.toml").is_file());
    found.map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), Path::to_path_buf)
}

/// A program to be started in the package's folder, without what cargo told this tool about itself.
pub fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") || name == "CARGO_BIN_NAME" {
            command.env_remove(name.as_ref());
        }
    }
    command
}

/// Cargo with these arguments: the one that started this tool.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(arguments);
    cargo
}

/// Runs a step in sight: its name, its own output, its seconds.
pub fn step(name: &str, command: &mut Command, remedy: &str) -> Outcome {
    timed(name, || {
        let status = command.status().map_err(|error| cannot_start(command, &error))?;
        if status.success() { Ok(()) } else { Err(format!("{} failed. {remedy}", plain(name))) }
    })
}

/// Does something in sight: its name, then its seconds.
pub fn timed<T>(name: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    println!("\n== {name}");
    let start = Instant::now();
    let result = work();
    if result.is_ok() {
        println!("   {}: {}", plain(name), seconds(start.elapsed()));
    }
    result
}

/// A step's name without the hint at how long it takes.
fn plain(name: &str) -> &str {
    name.split(" (").next().unwrap_or(name)
}

/// What a program prints, or nothing when it is absent or fails.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Where PATH has a program of this name.
pub fn which(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// A duration as people read it.
pub fn seconds(duration: Duration) -> String {
    match duration.as_secs() {
        0..60 => format!("{:.1} s", duration.as_secs_f64()),
        whole => format!("{} min {} s", whole / 60, whole % 60),
    }
}

fn cannot_start(command: &Command, error: &std::io::Error) -> String {
    format!(
        "'{}' could not be started ({error}). Install it, or put it on PATH.",
        command.get_program().to_string_lossy()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        assert_eq!(seconds(Duration::from_millis(1_234)), "1.2 s");
        assert_eq!(seconds(Duration::from_secs(61)), "1 min 1 s");
    }

    #[test]
    fn an_absent_program_answers_nothing() {
        assert_eq!(answer(&mut command("muster-no-such-program")), None);
        assert_eq!(which("muster-no-such-program"), None);
    }

    #[test]
    fn a_failing_step_says_what_to_do() {
        let error = step("Trying (a moment)", &mut command("false"), "Do this.").expect_err("false fails");
        assert_eq!(error, "Trying failed. Do this.");
    }
}
