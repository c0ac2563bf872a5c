//! The page itself: served while it is written, or built for release.

use crate::steps::{Outcome, command, root, seconds, timed, which};
use crate::{offline, one_file, policy, style, tools, wings, words};
use std::env;
use std::io::IsTerminal;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::{CommandExt, parent_id};
use std::path::PathBuf;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

const PORT: u16 = 8080;

/// Tells the hook after a build that the page is only served here.
const SERVES: &str = "MUSTER_SERVES";

/// How the page is compiled.
#[derive(Clone, Copy, PartialEq)]
pub enum Profile {
    Debug,
    Release,
}

/// Serves the page until the program is stopped, and builds it anew at every change.
pub fn serve(profile: Profile) -> Outcome {
    TcpListener::bind((Ipv4Addr::LOCALHOST, PORT)).map_err(|error| {
        format!("Port {PORT} cannot be used ({error}). Close the program that holds it, then run this again.")
    })?;
    prepare(profile)?;
    println!("\n== Building and serving ({})", duration_hint(profile));
    // The release build of `build` stays untouched: the tests read it.
    let port = PORT.to_string();
    let folder = match profile {
        Profile::Debug => "target/serve/debug",
        Profile::Release => "target/serve/release",
    };
    std::fs::create_dir_all(root().join(folder))
        .map_err(|error| format!("{folder} cannot be made: {error}."))?;
    let mut arguments =
        vec!["serve", "--offline", "--address", "127.0.0.1", "--port", &port, "--dist", folder];
    if profile == Profile::Release {
        arguments.push("--release");
    }
    let mut trunk = tools::call_trunk(&arguments)?;
    trunk.env(SERVES, "1");
    announce_later()?;
    // Trunk takes the place of this program, so that stopping one stops the other.
    let error = trunk.exec();
    Err(format!("Trunk could not be started: {error}. Remove target/tools, then run this again."))
}

/// Builds the page for release into `dist/`.
pub fn build() -> Outcome {
    prepare(Profile::Release)?;
    let name = format!("Release build ({})", duration_hint(Profile::Release));
    timed(&name, || {
        let mut trunk = tools::call_trunk(&["build", "--offline", "--release"])?;
        let status = trunk.status().map_err(|error| format!("Trunk could not be started: {error}."))?;
        if status.success() {
            Ok(())
        } else {
            Err("The release build failed; the lines above say where.".into())
        }
    })
}

/// Called by Trunk after each build, before its result is put in place.
pub fn finish() -> Outcome {
    let staging = env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .ok_or("'finish' is called by Trunk after a build; there is nothing to do for it by hand.")?;
    let is_release = env::var_os("TRUNK_PROFILE").is_some_and(|profile| profile == "release");
    if is_release {
        wings::cut(&staging)?;
        policy::lean(&staging)?;
        style::join(&staging)?;
        words::strip(&staging)?;
    }
    policy::complete(&staging)?;
    // A page that was kept would stand in the way of the next one at the same address.
    if is_release && env::var_os(SERVES).is_none() {
        offline::write(&staging)?;
        one_file::write(&staging)?;
    }
    Ok(())
}

/// Waits beside Trunk until the page answers, then says where it is, and opens it for a person.
pub fn announce(parent: &str) -> Outcome {
    let start = Instant::now();
    while TcpStream::connect((Ipv4Addr::LOCALHOST, PORT)).is_err() {
        if parent_id().to_string() != parent {
            return Ok(());
        }
        sleep(Duration::from_millis(200));
    }
    let address = format!("http://127.0.0.1:{PORT}");
    println!("\nMuster is at {address} (after {}). Ctrl-C stops it.\n", seconds(start.elapsed()));
    if std::io::stdout().is_terminal()
        && let Some(opener) = opener()
    {
        // Without a browser the address above is enough.
        let _ = command(opener).arg(&address).stdout(Stdio::null()).stderr(Stdio::null()).status();
    }
    Ok(())
}

fn announce_later() -> Outcome {
    command(tools::own()?)
        .args(["announce", &std::process::id().to_string()])
        .stdin(Stdio::null())
        .spawn()
        .map(drop)
        .map_err(|error| format!("This program cannot start itself: {error}."))
}

fn opener() -> Option<&'static str> {
    if cfg!(target_os = "macos") {
        return Some("open");
    }
    let desktop = env::var_os("DISPLAY").is_some() || env::var_os("WAYLAND_DISPLAY").is_some();
    (desktop && which("xdg-open").is_some()).then_some("xdg-open")
}

fn prepare(profile: Profile) -> Outcome {
    tools::target()?;
    tools::trunk()?;
    if profile == Profile::Debug {
        return Ok(());
    }
    // Only the release build is cut, and asks for wasm-opt, and with it for Node.
    tools::cutter()?;
    tools::packages()
}

fn duration_hint(profile: Profile) -> &'static str {
    match profile {
        Profile::Debug => "2 minutes the first time, seconds after",
        Profile::Release => "3 minutes the first time, one after",
    }
}
