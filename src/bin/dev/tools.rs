//! What Muster is built and tested with, in exact versions: found, or set up once under `target/tools`.

use crate::steps::{Outcome, answer, cargo, command, root, step, timed, which};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// What the page is compiled for.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Newer ones ask for a newer rustc than the package does.
const TRUNK: &str = "0.21.14";

/// Cuts what `leptos` marks in its version 0.8.23.
const CUTTER: &str = "0.2.4";

/// The oldest Node that the tests run on.
const NODE: u32 = 20;

/// The page's target, for rustc and for the linter.
pub fn target() -> Outcome {
    let list = answer(command("rustup").args(["target", "list", "--installed"]))
        .ok_or("rustup is not there. Install it: it brings the compiler for the browser..")?;
    if list.lines().any(|line| line == TARGET) {
        return Ok(());
    }
    step(
        &format!("Adding the target {TARGET} (a few seconds)"),
        command("rustup").args(["target", "add", TARGET]),
        "Check the network, then run this again.",
    )
}

/// rustfmt and clippy, which a minimal toolchain lacks.
pub fn linters() -> Outcome {
    for (program, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if answer(&mut cargo(&[program, "--version"])).is_none() {
            step(
                &format!("Adding {component}"),
                command("rustup").args(["component", "add", component]),
                "Check the network, then run this again.",
            )?;
        }
    }
    Ok(())
}

/// Trunk, and the wasm-bindgen program that belongs to the crate in `Cargo.lock`.
pub fn trunk() -> Outcome {
    let bindgen = locked_version("wasm-bindgen")?;
    install("trunk", "trunk", TRUNK, &["--locked", "--no-default-features", "--features", "rustls"])?;
    // Without --locked: the lock file of that release names a crate version which not every mirror has.
    install("wasm-bindgen-cli", "wasm-bindgen", &bindgen, &[])?;
    // Trunk runs offline, so that it takes these tools and loads no others; its crates must be there before.
    if answer(&mut cargo(&["fetch", "--locked", "--offline"])).is_some() {
        return Ok(());
    }
    step(
        "Fetching crates",
        &mut cargo(&["fetch", "--locked"]),
        "Check the network, and that Cargo.lock fits Cargo.toml.",
    )
}

/// The program that cuts the release build into its wings.
pub fn cutter() -> Outcome {
    install("wasm_split_cli_support", "wasm-split-cli", CUTTER, &["--locked", "--features", "build-binary"])
}

/// The npm packages of `tests/e2e`: wasm-opt, Playwright, axe-core. Needs Node.
pub fn packages() -> Outcome {
    node()?;
    let folder = root().join("tests/e2e");
    let lock = read(&folder.join("package-lock.json"))?;
    let mark = folder.join("node_modules/.installed-lock");
    if fs::read_to_string(&mark).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    let arguments = ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
    step(
        "Installing the packages of tests/e2e (under a minute)",
        command("npm").args(arguments).current_dir(&folder),
        "Check the network, and that package-lock.json fits package.json.",
    )?;
    fs::write(&mark, lock).map_err(|error| format!("{} could not be written: {error}.", mark.display()))
}

/// Python 3, for checks that an independent reader makes.
pub fn python() -> Outcome {
    if answer(command("python3").arg("--version")).is_some() {
        return Ok(());
    }
    apt("Python 3", &["python3"], "Install Python 3, so that 'python3' is on PATH.")
}

/// The browser of the tests: what CHROMIUM names, what PATH has, else Debian's.
pub fn chromium() -> Outcome<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM").filter(|name| !name.is_empty()) {
        let path = PathBuf::from(&named);
        let found = if path.is_file() { Some(path) } else { which(&named.to_string_lossy()) };
        return found.ok_or(format!("CHROMIUM names {}, which is no program.", named.to_string_lossy()));
    }
    if let Some(found) = installed_chromium() {
        return Ok(found);
    }
    let remedy = "Install Chromium, or let CHROMIUM name a browser built on it.";
    apt("Chromium (a minute or two)", &["chromium"], remedy)?;
    installed_chromium().ok_or_else(|| format!("Chromium is still not found. {remedy}"))
}

/// The other engines, as Debian has them. Without them their tests are skipped and say so.
pub fn engines() {
    let packages =
        [("firefox-esr", "firefox-esr"), ("WebKitWebDriver", "webkit2gtk-driver"), ("Xvfb", "xvfb")];
    let missing: Vec<&str> = packages
        .iter()
        .filter(|(program, _)| which(program).is_none())
        .map(|(_, package)| *package)
        .collect();
    if missing.is_empty() {
        return;
    }
    let remedy = "Install firefox-esr, webkit2gtk-driver and xvfb to test in these engines too.";
    if let Err(reason) = apt("Firefox and WebKitGTK (two minutes or so)", &missing, remedy) {
        println!("   Firefox and WebKitGTK are not tested: {reason}");
    }
}

/// The program that reads journals for it. Without it this is skipped and says so.
pub fn hledger() {
    if which("hledger").is_some() {
        return;
    }
    let remedy = "Install hledger to have these journals read by it.";
    if let Err(reason) = apt("hledger (under a minute)", &["hledger"], remedy) {
        println!("   Journals for hledger are not validated: {reason}");
    }
}

/// PATH with the project's own tools first.
pub fn path() -> Outcome<OsString> {
    let own = [bin(), root().join("tests/e2e/node_modules/.bin")];
    let rest = env::var_os("PATH").unwrap_or_default();
    env::join_paths(own.into_iter().chain(env::split_paths(&rest))).map_err(|error| {
        format!("PATH cannot take the project's folder: {error}. Move the project to another one.")
    })
}

/// Trunk with these arguments, the project's tools, and no setting taken over from outside.
pub fn call_trunk(arguments: &[&str]) -> Outcome<Command> {
    let mut trunk = command(bin().join("trunk"));
    trunk.args(arguments).env("PATH", path()?);
    // Trunk wants "true" here and stops at the usual "1".
    if env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        trunk.env("NO_COLOR", "true");
    } else {
        trunk.env_remove("NO_COLOR");
    }
    trunk.env("MUSTER_DEV", own()?);
    Ok(trunk)
}

/// Where this program stands. Cargo may have built it anew while it runs, as the tests do: then Linux names the old
/// file as deleted, and the new one stands in its place.
pub fn own() -> Outcome<PathBuf> {
    let path = env::current_exe().map_err(|error| format!("This program cannot find itself: {error}."))?;
    let path = standing(path);
    if path.is_file() {
        Ok(path)
    } else {
        Err("This program is gone from where it was. Run it again.".into())
    }
}

fn standing(path: PathBuf) -> PathBuf {
    match path.to_str().and_then(|text| text.strip_suffix(" (deleted)")) {
        Some(text) => PathBuf::from(text),
        None => path,
    }
}

/// Where the project's own tools are.
pub fn bin() -> PathBuf {
    root().join("target/tools/bin")
}

fn install(package: &str, program: &str, version: &str, options: &[&str]) -> Outcome {
    let listed = fs::read_to_string(root().join("target/tools/.crates.toml")).unwrap_or_default();
    if is_listed(&listed, package, version) && bin().join(program).is_file() {
        return Ok(());
    }
    let tools = root().join("target/tools");
    let tools = tools.to_string_lossy();
    // A build without optimisation takes a third of the time, and the program is fast enough.
    let mut build =
        cargo(&["install", package, "--version", version, "--debug", "--force", "--root", &tools]);
    build.args(options).env_remove("RUSTFLAGS");
    step(
        &format!("Installing {package} {version} (about 5 minutes, once)"),
        &mut build,
        "A C compiler and the network are needed; the lines above say what was missing.",
    )
}

/// Whether cargo's list of what it installed has a package in that version.
fn is_listed(list: &str, package: &str, version: &str) -> bool {
    list.contains(&format!("\"{package} {version} "))
}

/// The version of a crate in `Cargo.lock`.
fn locked_version(name: &str) -> Outcome<String> {
    let lock = read(&root().join("Cargo.lock"))?;
    version_in(&lock, name).ok_or_else(|| format!("Cargo.lock does not name {name}: run 'cargo update -w'."))
}

fn version_in(lock: &str, name: &str) -> Option<String> {
    let wanted = format!("name = \"{name}\"");
    let mut lines = lock.lines().skip_while(|line| *line != wanted).skip(1);
    let version = lines.next()?.strip_prefix("version = \"")?;
    Some(version.trim_end_matches('"').to_owned())
}

fn node() -> Outcome {
    let remedy = format!("Install Node {NODE} or newer, with npm.");
    if node_is_there() {
        return Ok(());
    }
    apt("Node and npm (a minute or two)", &["nodejs", "npm"], &remedy)?;
    if node_is_there() { Ok(()) } else { Err(format!("The Node that was installed is too old. {remedy}")) }
}

fn node_is_there() -> bool {
    let version = answer(command("node").arg("--version"));
    version.is_some_and(|text| major(&text) >= NODE) && answer(command("npm").arg("--version")).is_some()
}

fn major(version: &str) -> u32 {
    version.trim_start_matches('v').split('.').next().and_then(|part| part.parse().ok()).unwrap_or(0)
}

fn installed_chromium() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    let apps = [
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ];
    let from_path = names.iter().find_map(|name| which(name));
    from_path.or_else(|| apps.iter().map(PathBuf::from).find(|app| app.is_file()))
}

/// Installs Debian packages where that needs no question, else says what to install.
fn apt(what: &str, packages: &[&str], remedy: &str) -> Outcome {
    let is_root = answer(command("id").arg("-u")).is_some_and(|id| id == "0");
    let may_sudo = || which("sudo").is_some() && answer(command("sudo").args(["-n", "true"])).is_some();
    if which("apt-get").is_none() || !(is_root || may_sudo()) {
        return Err(format!("{what} is not there. {remedy}"));
    }
    let apt_get = |arguments: &[&str]| {
        let mut command = if is_root { command("apt-get") } else { command("sudo") };
        if !is_root {
            command.args(["-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        }
        command.arg("-q").args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    timed(&format!("Installing {what}"), || {
        // Package lists may be old or absent; when the update fails, what is known may still do.
        let _ = apt_get(&["update"]).status();
        let status = apt_get(&["install", "--yes", "--no-install-recommends"]).args(packages).status();
        if status.is_ok_and(|status| status.success()) {
            Ok(())
        } else {
            Err(format!("{what} was not installed. {remedy}"))
        }
    })
}

fn read(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| format!("{} could not be read: {error}.", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_was_built_anew_is_found_where_it_stood() {
        let check = |path: &str, expected: &str| assert_eq!(standing(path.into()), PathBuf::from(expected));
        check("/x/target/debug/dev (deleted)", "/x/target/debug/dev");
        check("/x/target/debug/dev", "/x/target/debug/dev");
    }

    #[test]
    fn versions_are_compared_whole() {
        let list = "[v1]\n\"trunk 0.21.14 (registry+x)\" = [\"trunk\"]\n";
        assert!(is_listed(list, "trunk", "0.21.14"));
        assert!(!is_listed(list, "trunk", "0.21.1"));
        assert!(!is_listed(list, "runk", "0.21.14"));
        assert!(!is_listed("", "trunk", "0.21.14"));
    }

    #[test]
    fn the_lock_file_gives_the_version_of_the_crate_itself() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"9.9.9\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in(lock, "leptos"), None);
    }

    #[test]
    fn node_tells_its_major_version() {
        assert_eq!(major("v20.20.2"), 20);
        assert_eq!(major("nonsense"), 0);
    }
}
