//! The wings of the release build: the program is cut where `src/app/wings.rs` says so, after Trunk linked it.
//!
//! Trunk makes one module and has no place for a step between linking and wasm-bindgen. So its module is made anew
//! here from what cargo linked: cut, bound, made small, and put in the place of Trunk's under the same name. The
//! files of the wings carry a hash of their content in their names.

use crate::steps::{Outcome, command, root};
use crate::tools;
use sha2::{Digest, Sha256};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The module in which the cutting tool puts its loaders.
const LOADERS: &str = "__wasm_split.js";

/// Cuts the module in Trunk's staging folder.
pub fn cut(staging: &Path) -> Outcome {
    let bound = find(staging, |name| name.starts_with("muster") && name.ends_with("_bg.wasm"))?;
    let worker = find(staging, |name| name == "vault_bg.wasm")?;
    shrink(&worker, &worker)?;
    write(&worker, &without_notes(&fs::read(&worker).unwrap_or_default()))?;
    let stem = name_of(&bound).trim_end_matches("_bg.wasm").to_owned();
    let work = root().join("target/wings");
    let _ = fs::remove_dir_all(&work);
    make_folder(&work)?;

    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let linked = target.join(tools::TARGET).join("release/muster.wasm");
    let mut cutter = command(tools::bin().join("wasm-split-cli"));
    cutter.arg(&linked).arg(&work).args(["--target", "web", "--out-name", &stem]);
    run(&mut cutter, "Cutting the program")?;

    let mut binder = command(tools::bin().join("wasm-bindgen"));
    binder.arg(work.join(format!("{stem}.wasm"))).arg("--out-dir").arg(staging);
    binder.args(["--out-name", &stem, "--target", "web", "--no-typescript", "--keep-lld-exports"]);
    run(&mut binder, "Binding the program")?;
    shrink(&bound, &bound)?;

    let mut loaders = read(&work.join(LOADERS))?;
    for wing in files(&work)?.iter().filter(|file| file.extension() == Some(OsStr::new("wasm"))) {
        let name = name_of(wing);
        if name == format!("{stem}.wasm") {
            continue;
        }
        let small = work.join("small");
        shrink(wing, &small)?;
        let bytes =
            fs::read(&small).map_err(|error| format!("{} cannot be read: {error}.", small.display()))?;
        let hash: String = Sha256::digest(&bytes).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        let public = format!("{}-{hash}.wasm", name.trim_start_matches("split_").trim_end_matches(".wasm"));
        write(&staging.join(&public), &bytes)?;
        loaders = loaders.replace(&format!("\"./{name}\""), &format!("\"./{public}\""));
    }
    let script = staging.join(format!("{stem}.js"));
    let joined = join(&read(&script)?, &loaders)?;
    write(&script, bare(&joined).as_bytes())
}

/// A script without its comments and indents, which is what Trunk's minifier leaves undone here.
pub fn bare(script: &str) -> String {
    let lines = script.lines().map(str::trim);
    let said = |line: &&str| !line.is_empty() && !["//", "/*", "*"].iter().any(|mark| line.starts_with(mark));
    lines.filter(said).map(|line| format!("{line}\n")).collect()
}

/// One script of two that import each other: what wasm-bindgen wrote, and the loaders of the wings.
fn join(bound: &str, loaders: &str) -> Outcome<String> {
    let import = format!("from \"./{LOADERS}\"");
    let names: Vec<&str> = bound
        .lines()
        .filter(|line| line.starts_with("import ") && line.contains(&import))
        .filter_map(|line| line.strip_prefix("import * as ")?.split(' ').next())
        .collect();
    if names.is_empty() {
        return Err("wasm-bindgen's script does not import the loaders of the wings as it used to; \
                    see src/bin/dev/wings.rs."
            .into());
    }
    let kept = |text: &str| -> String {
        text.lines().filter(|line| !line.starts_with("import ")).map(|line| format!("{line}\n")).collect()
    };
    let exported: Vec<&str> =
        loaders.lines().filter_map(|line| line.strip_prefix("export const ")?.split(' ').next()).collect();
    let all = exported.join(", ");
    let stand_ins: String = names.iter().map(|name| format!("const {name} = {{ {all} }};\n")).collect();
    let own = kept(loaders).replace("export const ", "const ");
    Ok(format!("{}{own}{stand_ins}", kept(bound)))
}

/// A module without the linker's notes, which only the cutting tool reads: they are most of a small one.
fn without_notes(module: &[u8]) -> Vec<u8> {
    let (head, mut rest) = module.split_at(module.len().min(8));
    let mut kept = head.to_vec();
    while let Some((kind, after)) = rest.split_first() {
        let Some((size, at)) = leb(after) else { break };
        let (section, following) = rest.split_at((1 + at + size).min(rest.len()));
        // The name of a custom section stands first, after its length.
        let name = section.get(2 + at..).unwrap_or_default();
        let is_note = *kind == 0 && (name.starts_with(b"linking") || name.starts_with(b"reloc."));
        if !is_note {
            kept.extend_from_slice(section);
        }
        rest = following;
    }
    kept
}

/// A number as modules write it, seven bits a byte, and how many bytes it takes.
fn leb(bytes: &[u8]) -> Option<(usize, usize)> {
    let length = bytes.iter().position(|byte| byte & 0x80 == 0)?;
    let digits = bytes.get(..=length)?;
    let value = digits.iter().rev().fold(0, |value, byte| value << 7 | usize::from(byte & 0x7f));
    Some((value, length + 1))
}

fn shrink(from: &Path, to: &Path) -> Outcome {
    let mut tool = command("wasm-opt");
    tool.env("PATH", tools::path()?);
    tool.args(["--enable-bulk-memory", "--enable-mutable-globals", "--enable-reference-types"]);
    tool.args(["--enable-nontrapping-float-to-int", "--enable-sign-ext", "--enable-multivalue"]);
    // What counts is the packed size: -Oz makes the module 3 % smaller, and what is packed half a percent larger. Functions of one
    // name stand beside each other, since what is alike packs well only when it is near: 1.5 % less.
    tool.args(["-Os", "--reorder-functions-by-name"]);
    tool.arg("--strip-debug").arg(from).arg("-o").arg(to);
    run(&mut tool, "Making the program small")
}

fn run(command: &mut std::process::Command, what: &str) -> Outcome {
    let output = command.output().map_err(|error| format!("{what} could not be started: {error}."))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{what} failed: {}", String::from_utf8_lossy(&output.stderr).trim()))
}

fn find(folder: &Path, fits: impl Fn(&str) -> bool) -> Outcome<PathBuf> {
    let found = files(folder)?.into_iter().find(|file| fits(&name_of(file)));
    found.ok_or_else(|| format!("Trunk left no module in {}.", folder.display()))
}

fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries =
        fs::read_dir(folder).map_err(|error| format!("{} cannot be read: {error}.", folder.display()))?;
    Ok(entries.flatten().map(|entry| entry.path()).collect())
}

fn name_of(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn make_folder(folder: &Path) -> Outcome {
    fs::create_dir_all(folder).map_err(|error| format!("{} cannot be made: {error}.", folder.display()))
}

fn read(file: &Path) -> Outcome<String> {
    fs::read_to_string(file).map_err(|error| format!("{} cannot be read: {error}.", file.display()))
}

fn write(file: &Path, bytes: &[u8]) -> Outcome {
    fs::write(file, bytes).map_err(|error| format!("{} cannot be written: {error}.", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_scripts_become_one() {
        let bound = "import * as import1 from \"./__wasm_split.js\"\nconst all = { a: import1 };\n";
        let loaders = "import { initSync } from \"./muster.js\";\nexport const load_pages = wrap();\n";
        assert_eq!(
            join(bound, loaders).as_deref(),
            Ok("const all = { a: import1 };\nconst load_pages = wrap();\nconst import1 = { load_pages };\n")
        );
    }

    #[test]
    fn comments_and_indents_go() {
        let script = "/**\n * Says what it does.\n */\nfunction f() {\n    // Why.\n    return 1 * 2;\n}\n";
        assert_eq!(bare(script), "function f() {\nreturn 1 * 2;\n}\n");
    }

    #[test]
    fn the_notes_of_the_linker_go() {
        let section = |kind: u8, content: &[u8]| [&[kind, content.len() as u8], content].concat();
        let (head, code) = (b"\0asm\x01\0\0\0".to_vec(), section(10, b"code"));
        let (notes, moves) = (section(0, b"\x07linking..."), section(0, b"\x0areloc.CODE..."));
        let names = section(0, b"\x04name...");
        let module = [&head[..], &notes, &code, &moves, &names].concat();
        assert_eq!(without_notes(&module), [head, code, names].concat());
        assert_eq!(leb(&[0xe5, 0x8e, 0x26, 1]), Some((624_485, 3)));
    }

    #[test]
    fn a_script_without_loaders_is_refused() {
        assert!(join("const all = {};\n", "").is_err());
    }
}
