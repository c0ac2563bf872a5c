//! Which file a path in an address means: one of the page's own server, or none.

use crate::said;
use crate::words::text::areas::visit as text;

/// Why no file is fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// There is no path.
    Empty,
    /// It is an address of its own, of whatever kind.
    Elsewhere(String),
    /// It has signs that browsers read in more ways than one.
    Odd(String),
    /// It goes up too far.
    Outside(String),
}

impl Refused {
    /// In a sentence.
    pub fn said(&self) -> String {
        match self {
            Refused::Empty => text::NAMES_NO_FILE.said().to_owned(),
            Refused::Elsewhere(path) => said!(text::FILE_ELSEWHERE, path),
            Refused::Odd(path) => said!(text::FILE_ODD, path),
            Refused::Outside(path) => said!(text::FILE_OUTSIDE, path),
        }
    }
}

/// The path on the page's own server that is meant by one in an address, seen from the page. It begins with one slash,
/// so that nothing in it can name another server.
pub fn on_this_server(src: &str, page: &str) -> Result<String, Refused> {
    if src.is_empty() {
        return Err(Refused::Empty);
    }
    if src.contains(|letter: char| matches!(letter, '\\' | '?' | '#') || letter.is_control()) {
        return Err(Refused::Odd(src.to_owned()));
    }
    if src.trim_start().starts_with("//") || has_scheme(src.trim_start()) {
        return Err(Refused::Elsewhere(src.to_owned()));
    }
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    let begin = if src.starts_with('/') { "" } else { folder };
    let mut steps: Vec<&str> = Vec::new();
    for step in begin.split('/').chain(src.split('/')) {
        // A browser takes an escaped point for a point.
        match step.to_ascii_lowercase().replace("%2e", ".").trim() {
            "" | "." => {}
            ".." => {
                steps.pop().ok_or_else(|| Refused::Outside(src.to_owned()))?;
            }
            _ => steps.push(step),
        }
    }
    if steps.is_empty() { Err(Refused::Empty) } else { Ok(format!("/{}", steps.join("/"))) }
}

/// Whether something like `https:` stands before the first slash.
fn has_scheme(src: &str) -> bool {
    src.split('/').next().is_some_and(|first| first.contains(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(src: &str, expected: Result<&str, fn(String) -> Refused>) {
        let expected = expected.map(str::to_owned).map_err(|refused| refused(src.to_owned()));
        assert_eq!(on_this_server(src, "/x/y/index.html"), expected, "{src}");
    }

    #[test]
    fn files_of_the_same_server_are_found() {
        check("registers/a.muster.json", Ok("/x/y/registers/a.muster.json"));
        check("./a.json", Ok("/x/y/a.json"));
        check("../a.json", Ok("/x/a.json"));
        check("../../a.json", Ok("/a.json"));
        check("/other/a.json", Ok("/other/a.json"));
        check("a b.json", Ok("/x/y/a b.json"));
        check("z/..//example.org/a.json", Ok("/x/y/example.org/a.json"));
        check("/.//example.org/a.json", Ok("/example.org/a.json"));
        check("a/b:c.json", Ok("/x/y/a/b:c.json"));
    }

    #[test]
    fn everything_else_is_refused_and_says_why() {
        for src in [
            "https://example.org/a.json",
            "HTTPS:example.org",
            "//example.org/a.json",
            " //example.org/a.json",
            "javascript:alert(1)",
            " javascript:alert(1)",
            "data:application/json,{}",
            "blob:x",
            "file:///etc/passwd",
            "a:b",
        ] {
            check(src, Err(Refused::Elsewhere));
        }
        let odd = [
            "\\\\example.org\\a",
            "/\\example.org",
            "/\t/example.org",
            "\u{0}//example.org",
            "a\n.json",
            "a?b",
            "a#b",
        ];
        for src in odd {
            check(src, Err(Refused::Odd));
        }
        for src in ["../../../a.json", "/../a.json", "%2e%2e/%2E%2e/.%2e/a.json", "a/../../../../b"] {
            check(src, Err(Refused::Outside));
        }
        check("", Err(|_| Refused::Empty));
        check("/", Err(|_| Refused::Empty));
    }

    #[test]
    fn a_page_at_the_root_and_one_from_disk() {
        assert_eq!(on_this_server("a.json", "/").as_deref(), Ok("/a.json"));
        assert!(on_this_server("../a.json", "/").is_err());
        let disk = "/home/me/muster%20stick/muster.html";
        assert_eq!(on_this_server("a.json", disk).as_deref(), Ok("/home/me/muster%20stick/a.json"));
    }
}
