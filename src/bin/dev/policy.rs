//! The content security policy of the built page: the hash of each inline script takes its place in it.
//!
//! Trunk writes the script that starts the page into the page. A strict policy runs it only when it names its hash.

use crate::steps::Outcome;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

/// Stands in `index.html` where the hashes go.
const PLACE: &str = "'sha256-start'";

/// Completes the policy of the page in Trunk's staging folder.
pub fn complete(staging: &Path) -> Outcome {
    let file = staging.join("index.html");
    let page =
        fs::read_to_string(&file).map_err(|error| format!("{} cannot be read: {error}.", file.display()))?;
    let done = with_hashes(&with_own_address(&page))?;
    fs::write(&file, done).map_err(|error| format!("{} cannot be written: {error}.", file.display()))
}

/// The released page without what only Trunk or nobody reads: every byte of it is a part of the first load.
pub fn lean(staging: &Path) -> Outcome {
    let file = staging.join("index.html");
    let page =
        fs::read_to_string(&file).map_err(|error| format!("{} cannot be read: {error}.", file.display()))?;
    fs::write(&file, leaner(&page)).map_err(|error| format!("{} cannot be written: {error}.", file.display()))
}

fn leaner(page: &str) -> String {
    let page = page.replace(" data-integrity=none", "");
    // The start script goes on to tell others of the program, who are not there.
    let cut = page
        .split_once("window.wasmBindings")
        .and_then(|(before, after)| Some((before, after.split_once("</script>")?.1)));
    match cut {
        Some((before, after)) => format!("{}</script>{after}", before.trim_end())
            .replace("import init, * as bindings from", "import init from")
            .replace("const wasm = await init(", "await init("),
        None => page,
    }
}

/// Trunk's reloading script carries words that its server fills in with the address. Filled in here instead, the
/// script stays as it was hashed.
fn with_own_address(page: &str) -> String {
    page.replace("'{{__TRUNK_ADDRESS__}}'", "window.location.host").replace("{{__TRUNK_WS_BASE__}}", "/")
}

fn with_hashes(page: &str) -> Outcome<String> {
    let hashes: Vec<String> = inline_scripts(page).into_iter().map(hash).collect();
    if hashes.is_empty() {
        return Err(
            "The built page has no script that starts it; is the link to the program in index.html?".into()
        );
    }
    if !page.contains(PLACE) {
        return Err(format!(
            "The policy in index.html has no {PLACE}, where the hash of the start script goes."
        ));
    }
    Ok(page.replace(PLACE, &hashes.join(" ")))
}

/// The text of every script that stands in the page itself.
fn inline_scripts(page: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once("<script") {
        let Some((attributes, body)) = after.split_once('>') else { break };
        let Some((text, following)) = body.split_once("</script>") else { break };
        let linked = attributes.split_whitespace().any(|attribute| attribute.starts_with("src="));
        if !linked {
            found.push(text);
        }
        rest = following;
    }
    found
}

/// A script or a style as a policy names it.
pub fn hash(text: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(text.as_bytes())))
}

/// Bytes in letters.
pub fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let index = (group >> (18 - 6 * place) & 63) as usize;
            let letter = ALPHABET.get(index).copied().unwrap_or(b'=');
            text.push(if place <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_follows_the_test_vectors_of_rfc_4648() {
        for (plain, coded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn only_scripts_in_the_page_are_hashed() {
        let page = "<script src=\"boot.js\"></script><script type=\"module\">start()</script>";
        assert_eq!(inline_scripts(page), ["start()"]);
    }

    #[test]
    fn what_nobody_reads_goes() {
        let page = "<script data-integrity=none src=./a.js></script><script>import init, * as bindings from './m.js';\n\
                    const wasm = await init({ a: 1 });\n\n\nwindow.wasmBindings = bindings;\ngo();</script><p>";
        let lean = "<script src=./a.js></script><script>import init from './m.js';\n\
                    await init({ a: 1 });</script><p>";
        assert_eq!(leaner(page), lean);
        assert_eq!(leaner(lean), lean);
    }

    #[test]
    fn the_hash_takes_its_place() {
        let page = "<meta content=\"script-src 'self' 'sha256-start'\"><script></script>";
        let empty = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";
        assert_eq!(with_hashes(page), Ok(page.replace(PLACE, empty)));
    }

    #[test]
    fn a_page_without_place_or_script_is_refused() {
        assert!(with_hashes("<script>start()</script>").is_err());
        assert!(with_hashes("<meta content=\"'sha256-start'\">").is_err());
    }
}
