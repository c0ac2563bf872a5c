//! A register inside the one-file edition: read from its place in the page, and written into it.

use super::{INSIDE, Visit};
use crate::app::browser::{clock, elsewhere, files};
use crate::exchange;

/// How the place begins, as the build writes it and as a browser gives it back.
const SLOTS: [&str; 2] =
    ["<script id=register type=application/json", "<script id=\"register\" type=\"application/json\""];
const CLOSE: &str = "</script>";
/// On the place: whoever opens the page may edit the register.
const MAY_EDIT: &str = "data-edit";
/// The one-file edition, beside the page.
const EDITION: &str = "muster.html";

/// What whoever opens the page may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Read it, and keep a copy.
    Read,
    /// Edit it as the same register, which can be merged again.
    Edit,
}

/// What is inside this page.
pub fn visit() -> Result<Visit, String> {
    let (text, marked) = elsewhere::text_of("register", MAY_EDIT)
        .filter(|(text, _)| !text.trim().is_empty())
        .ok_or("There is no register inside this page. Ask for the page again, or open the register from its file.")?;
    let file = exchange::read(text.as_bytes(), clock::now().millis)
        .map_err(|error| format!("What is inside this page cannot be opened. {error}"))?;
    Ok(Visit { may_edit: marked, ..Visit::of_file(INSIDE.into(), "inside this page".to_owned(), file) })
}

/// The one-file edition with a register inside it.
///
/// # Errors
/// A sentence when there is no such edition to be had.
pub async fn page_with(file: &str, choice: Choice) -> Result<String, String> {
    let page = match elsewhere::own_page() {
        Some(page) => page,
        None => files::fetch(EDITION).await.map_err(|reason| {
            format!("The page to put it in could not be had. {reason} For this the page needs its server, with {EDITION} beside it.")
        })?,
    };
    fill(&page, file, choice).ok_or_else(|| {
        format!("{EDITION} has no place for a register. Load this page again, and then try again.")
    })
}

/// The page with a file in its place; none where the place is not there exactly once, or not empty.
fn fill(page: &str, file: &str, choice: Choice) -> Option<String> {
    let mut found = SLOTS.iter().flat_map(|slot| page.match_indices(slot));
    let (start, slot) = found.next().filter(|_| found.next().is_none())?;
    let (before, rest) = page.split_at_checked(start.checked_add(slot.len())?)?;
    let (_, rest) = rest.split_once('>')?;
    let rest = rest.strip_prefix(CLOSE)?;
    let mark = if choice == Choice::Edit { format!(" {MAY_EDIT}") } else { String::new() };
    Some(format!("{before}{mark}>{}{CLOSE}{rest}", harmless(file)))
}

/// JSON in which nothing can end the element around it: outside of texts JSON has no such sign.
fn harmless(json: &str) -> String {
    json.replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_register_takes_its_place() {
        let check = |page: &str, choice, expected: Option<&str>| {
            assert_eq!(fill(page, "{\"a\":1}", choice).as_deref(), expected, "{page}");
        };
        let built = "<p><script id=register type=application/json></script><i>";
        let given = "<p><script id=\"register\" type=\"application/json\"></script><i>";
        check(
            built,
            Choice::Read,
            Some("<p><script id=register type=application/json>{\"a\":1}</script><i>"),
        );
        check(
            given,
            Choice::Edit,
            Some("<p><script id=\"register\" type=\"application/json\" data-edit>{\"a\":1}</script><i>"),
        );
        check("<p>", Choice::Read, None);
        check(&built.repeat(2), Choice::Read, None);
        check("<script id=register type=application/json>{}</script>", Choice::Read, None);
    }

    #[test]
    fn nothing_in_a_register_ends_its_place() {
        let hostile = serde_json::json!({"a": "</script><script>alert(1)</script><!-- <\u{2028}&lt;"});
        let text = harmless(&hostile.to_string());
        assert!(!text.contains('<'), "{text}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).ok(), Some(hostile));
    }
}
