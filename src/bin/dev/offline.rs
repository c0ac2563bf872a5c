//! What the service worker keeps: every file of the release build with the hash of its bytes, and the build's name.
//!
//! Trunk's names are no hashes of contents, so that only our own hashes tell two builds apart.

use crate::steps::Outcome;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const WORKER: &str = include_str!("../../../style/sw.js");

/// What stands in the page before the build has a name.
const HTML: &str = "<html lang=en>";

/// Names the build in the page, and writes the worker with its lists.
pub fn write(staging: &Path) -> Outcome {
    let page = staging.join("index.html");
    let text =
        fs::read_to_string(&page).map_err(|error| format!("{} cannot be read: {error}.", page.display()))?;
    let build = name(&hashes(staging)?);
    put(&page, &named(&text, &build)?)?;
    let worker = filled(WORKER, &build, &hashes(staging)?)?;
    put(&staging.join("sw.js"), &worker)
}

/// The page with the name of its build.
fn named(page: &str, build: &str) -> Outcome<String> {
    if page.contains(HTML) {
        return Ok(page.replacen(HTML, &format!("<html data-build={build} lang=en>"), 1));
    }
    Err(format!("The built page does not begin with {HTML}, where the build is named."))
}

/// The hash of every file below a folder, by its path with slashes. The page itself stands under the folder's
/// own address, which is the one that every host has.
fn hashes(folder: &Path) -> Outcome<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    gather(folder, "", &mut found)?;
    if let Some(page) = found.remove("index.html") {
        found.insert("./".to_owned(), page);
    }
    Ok(found)
}

fn gather(folder: &Path, before: &str, found: &mut BTreeMap<String, String>) -> Outcome {
    let failed = |error| format!("{} cannot be read: {error}.", folder.display());
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = format!("{before}{}", path.file_name().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            gather(&path, &format!("{name}/"), found)?;
        } else {
            let bytes =
                fs::read(&path).map_err(|error| format!("{} cannot be read: {error}.", path.display()))?;
            found.insert(name, hex(&Sha256::digest(&bytes)));
        }
    }
    Ok(())
}

/// The name of a build: the beginning of a hash over the names and hashes of all its files.
fn name(files: &BTreeMap<String, String>) -> String {
    let lines: String = files.iter().map(|(path, hash)| format!("{hash} {path}\n")).collect();
    hex(&Sha256::digest(lines.as_bytes())).chars().take(12).collect()
}

/// Whether the page cannot do without a file. The example, the rates, the icons and the heavy formats it can.
fn is_core(path: &str) -> bool {
    let is_program = [".js", ".css", ".wasm"].iter().any(|end| path.ends_with(end));
    path == "./" || is_program && !path.contains('/') && !path.starts_with("formats-")
}

fn filled(worker: &str, build: &str, files: &BTreeMap<String, String>) -> Outcome<String> {
    let list = |core: bool| {
        let lines = files.iter().filter(|(path, _)| is_core(path) == core);
        let lines: String = lines.map(|(path, hash)| format!("  \"{path}\": \"{hash}\",\n")).collect();
        format!("{{\n{lines}}}")
    };
    let places = [
        ("const BUILD = \"\";", format!("const BUILD = \"{build}\";")),
        ("const CORE = {};", format!("const CORE = {};", list(true))),
        ("const EXTRAS = {};", format!("const EXTRAS = {};", list(false))),
    ];
    places.into_iter().try_fold(worker.to_owned(), |text, (place, with)| {
        if text.contains(place) {
            Ok(text.replacen(place, &with, 1))
        } else {
            Err(format!("style/sw.js has no line “{place}”, which the build fills in."))
        }
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn put(file: &Path, text: &str) -> Outcome {
    fs::write(file, text).map_err(|error| format!("{} cannot be written: {error}.", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(list: &[(&str, &str)]) -> BTreeMap<String, String> {
        list.iter().map(|(path, hash)| ((*path).to_owned(), (*hash).to_owned())).collect()
    }

    #[test]
    fn what_the_page_needs_is_told_from_what_it_can_miss() {
        let check = |core: bool, paths: &[&str]| {
            paths.iter().for_each(|path| assert_eq!(is_core(path), core, "{path}"))
        };
        check(
            true,
            &[
                "./",
                "boot-1.js",
                "main-1.css",
                "muster-1_bg.wasm",
                "pages-1.wasm",
                "chunk_6-1.wasm",
                "vault.js",
            ],
        );
        check(
            false,
            &[
                "formats-1.wasm",
                "rates/ecb-rates.bin",
                "icons/a.png",
                "manifest.webmanifest",
                "registers/a.json",
            ],
        );
    }

    #[test]
    fn the_lists_take_their_place_in_the_worker() {
        let text = filled(WORKER, "b1", &files(&[("./", "h1"), ("a.js", "h2"), ("rates/r.bin", "h3")]));
        let text = text.unwrap_or_default();
        assert!(text.contains("const BUILD = \"b1\";"));
        assert!(text.contains("const CORE = {\n  \"./\": \"h1\",\n  \"a.js\": \"h2\",\n};"));
        assert!(text.contains("const EXTRAS = {\n  \"rates/r.bin\": \"h3\",\n};"));
        assert!(filled("const BUILD = 1;", "b1", &files(&[])).is_err());
    }

    #[test]
    fn a_build_is_named_by_all_of_its_files() {
        let one = name(&files(&[("a.js", "1"), ("b.js", "2")]));
        assert_eq!(one.len(), 12);
        for other in [[("a.js", "2"), ("b.js", "1")], [("a.js", "1"), ("c.js", "2")]] {
            assert_ne!(name(&files(&other)), one);
        }
        assert_eq!(
            named("<!doctype html><html lang=en><meta>", "b1").as_deref(),
            Ok("<!doctype html><html data-build=b1 lang=en><meta>")
        );
        assert!(named("<html>", "b1").is_err());
    }
}
