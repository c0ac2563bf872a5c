//! The licences of everything that Muster is made of: each must be one that the project may pass on.

use crate::steps::{Outcome, answer, cargo};
use crate::tools::TARGET;
use serde_json::Value;

/// The licences that may come in, and why.
const ALLOWED: &[(&str, &str)] = &[
    ("Apache-2.0", "permissive; notices are kept in the sources"),
    ("BSD-3-Clause", "permissive; the notice is kept in the sources"),
    ("BSL-1.0", "permissive; asks for nothing in compiled form"),
    ("CC0-1.0", "public domain"),
    ("EUPL-1.2", "the project's own"),
    ("MIT", "permissive"),
    ("NCSA", "permissive; libFuzzer's, which is in no page"),
    ("Unicode-3.0", "permissive; covers tables made from Unicode data"),
    ("Zlib", "permissive; altered versions must say so"),
];

/// Reads the licence of every package in the page and in the fuzzing program, and names those that do not fit.
pub fn check() -> Outcome {
    of(&["--filter-platform", TARGET, "--features", "app,formats"])?;
    of(&["--manifest-path", crate::fuzz::MANIFEST])
}

fn of(build: &[&str]) -> Outcome {
    let mut list = cargo(&["metadata", "--format-version", "1", "--locked"]);
    let text = answer(list.args(build)).ok_or(
        "cargo could not list the packages. Check that Cargo.lock fits Cargo.toml: 'cargo update -w'.",
    )?;
    let metadata: Value = serde_json::from_str(&text)
        .map_err(|error| format!("cargo's list of packages cannot be read: {error}."))?;
    let packages = metadata.get("packages").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let refused: Vec<String> = packages.iter().filter_map(refusal).collect();
    if refused.is_empty() && !packages.is_empty() {
        println!("   {} packages, all under an allowed licence.", packages.len());
        return Ok(());
    }
    Err(format!(
        "These packages have no allowed licence: {}. Replace them, or add the licence with its reason to \
         src/bin/dev/licences.rs.",
        refused.join("; ")
    ))
}

fn refusal(package: &Value) -> Option<String> {
    let text = |key: &str| package.get(key).and_then(Value::as_str).unwrap_or("none");
    let fits = fits(text("license"), &|id| ALLOWED.iter().any(|(allowed, _)| *allowed == id));
    (fits != Some(true)).then(|| format!("{} {} ({})", text("name"), text("version"), text("license")))
}

/// Whether a licence expression can be met with allowed licences; nothing when it cannot be read.
fn fits(expression: &str, allowed: &dyn Fn(&str) -> bool) -> Option<bool> {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let mut words = Words { words: spaced.split_whitespace().collect(), at: 0, allowed };
    let value = words.any()?;
    (words.at == words.words.len()).then_some(value)
}

/// A licence expression while it is read: `OR` binds weaker than `AND`, and that weaker than `WITH`.
struct Words<'a> {
    words: Vec<&'a str>,
    at: usize,
    allowed: &'a dyn Fn(&str) -> bool,
}

impl<'a> Words<'a> {
    fn any(&mut self) -> Option<bool> {
        let mut value = self.every()?;
        while self.take("OR") {
            // Both sides are read in any case, so `|=` and not `||`.
            value |= self.every()?;
        }
        Some(value)
    }

    fn every(&mut self) -> Option<bool> {
        let mut value = self.one()?;
        while self.take("AND") {
            value &= self.one()?;
        }
        Some(value)
    }

    fn one(&mut self) -> Option<bool> {
        if self.take("(") {
            let value = self.any()?;
            return self.take(")").then_some(value);
        }
        let id = self.name()?;
        if self.take("WITH") {
            let exception = self.name()?;
            return Some((self.allowed)(&format!("{id} WITH {exception}")));
        }
        Some((self.allowed)(id))
    }

    fn name(&mut self) -> Option<&'a str> {
        let word = *self.words.get(self.at)?;
        let is_name = !matches!(word, "(" | ")" | "OR" | "AND" | "WITH");
        self.at += usize::from(is_name);
        is_name.then_some(word)
    }

    fn take(&mut self, word: &str) -> bool {
        let is_next = self.words.get(self.at) == Some(&word);
        self.at += usize::from(is_next);
        is_next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(expression: &str, expected: Option<bool>) {
        let allowed =
            |id: &str| ["MIT", "Zlib", "Apache-2.0", "Apache-2.0 WITH LLVM-exception"].contains(&id);
        assert_eq!(fits(expression, &allowed), expected, "{expression}");
    }

    #[test]
    fn one_licence() {
        check("MIT", Some(true));
        check("GPL-3.0-only", Some(false));
    }

    #[test]
    fn one_of_several_is_enough() {
        check("GPL-3.0-only OR MIT", Some(true));
        check("MIT OR GPL-3.0-only", Some(true));
        check("AGPL-3.0-only OR GPL-3.0-only", Some(false));
        check("MIT/GPL-3.0-only", Some(true));
    }

    #[test]
    fn all_of_several_are_needed() {
        check("MIT AND Zlib", Some(true));
        check("MIT AND GPL-3.0-only", Some(false));
    }

    #[test]
    fn and_binds_stronger_than_or() {
        check("MIT OR GPL-3.0-only AND GPL-2.0-only", Some(true));
        check("(MIT OR GPL-3.0-only) AND GPL-2.0-only", Some(false));
        check("(MIT OR GPL-3.0-only) AND Zlib", Some(true));
    }

    #[test]
    fn an_exception_is_part_of_its_licence() {
        check("Apache-2.0 WITH LLVM-exception", Some(true));
        check("MIT WITH LLVM-exception", Some(false));
        check("Apache-2.0 WITH LLVM-exception OR GPL-3.0-only", Some(true));
    }

    #[test]
    fn what_cannot_be_read_does_not_count_as_allowed() {
        for broken in ["", "MIT OR", "(MIT", "MIT)", "MIT Zlib", "OR MIT", "WITH"] {
            check(broken, None);
        }
    }

    #[test]
    fn every_allowed_licence_has_its_reason() {
        assert!(ALLOWED.iter().all(|(id, reason)| !id.is_empty() && !reason.is_empty()));
        assert!(ALLOWED.is_sorted());
    }
}
