//! The one-file edition: `muster.html` with all of the release build inside, for a stick or a mail.
//!
//! Opened from disk a page can fetch nothing and import nothing. So its style and its scripts stand in it, the
//! rest as deflated blocks in base64 that `style/one-file.js` gives out where the program fetches.

use crate::policy::{base64, hash};
use crate::steps::Outcome;
use std::fs;
use std::path::Path;

const NAME: &str = "muster.html";
const FILES: &str = include_str!("../../../style/one-file.js");

/// Where a register takes its place, so that the page can be passed on with it.
const SLOT: &str = "<script id=register type=application/json></script>";

/// Writes it beside the page from what lies in the folder.
pub fn write(staging: &Path) -> Outcome {
    let text = |name: &str| {
        let bytes = read(staging, name)?;
        String::from_utf8(bytes).map_err(|_| format!("{name} is not a text."))
    };
    let page = text("index.html")?;
    let names = names(staging)?;
    let find = |begin: &str, end: &str| -> Outcome<&str> {
        let found = names.iter().find(|name| name.starts_with(begin) && name.ends_with(end));
        found.map(String::as_str).ok_or_else(|| format!("The build has no file {begin}…{end} for {NAME}."))
    };
    let program = find("muster-", ".js")?;
    let frame = find("muster-", "_bg.wasm")?;
    let boot = inline(&text(find("boot-", ".js")?)?)?;
    let files = inline(&crate::wings::bare(FILES))?;
    let start = inline(&module(&text(program)?, frame)?)?;
    let style = text(find("main-", ".css")?)?;

    let mut blocks = String::from(SLOT);
    for name in names.iter().filter(|name| is_fetched(name)) {
        let packed = miniz_oxide::deflate::compress_to_vec(&read(staging, name)?, 9);
        blocks += &format!("<script data-file=\"{name}\" type=text/plain>{}</script>\n", base64(&packed));
    }
    let worker = worker(&text("vault.js")?, &read(staging, "vault_bg.wasm")?);
    blocks += &format!("<script data-worker=vault_loader.js type=text/plain>{}</script>\n", inline(&worker)?);

    let scripts = format!("<script>{boot}</script><script>{files}</script>");
    let policy = format!(
        "default-src 'none'; script-src 'wasm-unsafe-eval' {} {} {}; style-src {}; img-src data: blob:; \
         worker-src blob:; base-uri 'none'; form-action 'none'",
        hash(&boot),
        hash(&files),
        hash(&start),
        hash(&style)
    );
    let page = with_policy(&page, &policy)?;
    let page = instead(&page, "<script", "src=./boot-", &scripts)?;
    let page = instead(&page, "<link", "rel=stylesheet", &format!("<style>{style}</style>"))?;
    let page = instead(&page, "<script", "type=module", &format!("<script type=module>{start}</script>"))?;
    let page = instead(&page, "<link", "rel=modulepreload", "")?;
    let page = instead(&page, "<link", "rel=preload", "")?;
    let page = once(&page, "<html ", "<html data-edition=file ")?;
    let page = once(&page, "</body>", &format!("{blocks}</body>"))?;
    let file = staging.join(NAME);
    fs::write(&file, page).map_err(|error| format!("{} cannot be written: {error}.", file.display()))
}

/// The folders of files that the program fetches.
const BELOW: [&str; 3] = ["rates/", "registers/", "words/"];

/// Whether the program fetches a file: the modules, the example, the rates, the languages.
fn is_fetched(name: &str) -> bool {
    let is_module = name.ends_with(".wasm") && name != "vault_bg.wasm";
    is_module || BELOW.iter().any(|folder| name.starts_with(folder))
}

/// The script of the program as one that starts itself, without what others could import from it.
fn module(program: &str, frame: &str) -> Outcome<String> {
    const NAMES: &str = "export { initSync, __wbg_init as default };";
    let own = once(program, NAMES, "")?.replace("\nexport class ", "\nclass ");
    let own = own.strip_prefix("export ").unwrap_or(&own);
    if own.lines().any(|line| line.starts_with("export ") || line.starts_with("import ")) {
        return Err(format!(
            "The program's script gives or takes more than {NAME} knows; see src/bin/dev/one_file.rs."
        ));
    }
    Ok(format!("{own}await __wbg_init({{ module_or_path: fetch(\"./{frame}\") }});\n"))
}

/// The worker that makes keys as one script with its module in it: a worker of a page from disk can load nothing.
fn worker(script: &str, module: &[u8]) -> String {
    let bytes = format!("Uint8Array.from(atob(\"{}\"), (letter) => letter.charCodeAt(0))", base64(module));
    format!("{script};wasm_bindgen({{ module_or_path: {bytes} }});")
}

/// A script that can stand between its tags.
fn inline(script: &str) -> Outcome<String> {
    if script.contains("</script") || script.contains("<!--") {
        return Err(format!("A script has words in it that would end it inside {NAME}."));
    }
    Ok(script.to_owned())
}

/// The page with another element in the place of the one that begins so and has these words in its tag.
fn instead(page: &str, begin: &str, words: &str, with: &str) -> Outcome<String> {
    let missing = || format!("The built page has no {begin} with {words}, as {NAME} needs it.");
    let mut from = 0;
    loop {
        let rest = page.get(from..).unwrap_or_default();
        let start = from + rest.find(begin).ok_or_else(missing)?;
        let tag = page.get(start..).unwrap_or_default();
        let mut end = start + tag.find('>').ok_or_else(missing)? + 1;
        if page.get(start..end).unwrap_or_default().contains(words) {
            if begin == "<script" {
                const CLOSE: &str = "</script>";
                end = start + tag.find(CLOSE).ok_or_else(missing)? + CLOSE.len();
            }
            let (before, after) =
                (page.get(..start).unwrap_or_default(), page.get(end..).unwrap_or_default());
            return Ok(format!("{before}{with}{after}"));
        }
        from = end;
    }
}

fn with_policy(page: &str, policy: &str) -> Outcome<String> {
    let element = format!("<meta content=\"{policy}\" http-equiv=Content-Security-Policy>");
    instead(page, "<meta", "http-equiv=Content-Security-Policy", &element)
}

fn once(text: &str, place: &str, with: &str) -> Outcome<String> {
    if text.matches(place).count() == 1 {
        return Ok(text.replacen(place, with, 1));
    }
    Err(format!("“{place}” does not stand exactly once where {NAME} needs it."))
}

/// All files, by their paths with slashes.
fn names(staging: &Path) -> Outcome<Vec<String>> {
    let mut found = Vec::new();
    for below in [""].into_iter().chain(BELOW) {
        let folder = staging.join(below);
        let failed = |error| format!("{} cannot be read: {error}.", folder.display());
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if path.is_file() {
                found.push(format!("{below}{}", path.file_name().unwrap_or_default().to_string_lossy()));
            }
        }
    }
    found.sort();
    Ok(found)
}

fn read(staging: &Path, name: &str) -> Outcome<Vec<u8>> {
    fs::read(staging.join(name)).map_err(|error| format!("{name} of the build cannot be read: {error}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_replaced_whole() {
        let page = "<link a><script src=./boot-1.js></script><link b rel=stylesheet><script type=module>go()</script>";
        let check = |begin, words, expected: &str| {
            assert_eq!(instead(page, begin, words, "+").as_deref(), Ok(expected))
        };
        check("<link", "rel=stylesheet", &page.replace("<link b rel=stylesheet>", "+"));
        check("<script", "type=module", &page.replace("<script type=module>go()</script>", "+"));
        check("<script", "src=./boot-", &page.replace("<script src=./boot-1.js></script>", "+"));
        assert!(instead(page, "<meta", "x", "").is_err());
    }

    #[test]
    fn the_program_starts_itself_and_gives_nothing() {
        let program =
            "export class A {}\nexport class B {}\nexport { initSync, __wbg_init as default };\nlet x = 1;\n";
        let expected = "class A {}\nclass B {}\n\nlet x = 1;\nawait __wbg_init({ module_or_path: fetch(\"./f.wasm\") });\n";
        assert_eq!(module(program, "f.wasm").as_deref(), Ok(expected));
        assert!(module("export const a = 1;\n", "f.wasm").is_err());
    }

    #[test]
    fn a_script_that_would_end_early_is_refused() {
        assert!(inline("let a = '</script>';").is_err());
        assert!(inline("let a = 1 < 2;").is_ok());
    }
}
