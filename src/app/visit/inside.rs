//! A register inside the one-file edition: read from its place in the page, and written into it.

use super::{INSIDE, Visit};
use crate::app::browser::{clock, elsewhere, files};
use crate::exchange;
use crate::said;
use crate::words::text::areas::visit as text;

/// How the place begins, as the build writes it and as a browser gives it back.
const SLOTS: [&str; 2] =
    ["<script id=register type=application/json", "<script id=\"register\" type=\"application/json\""];
/// The id of the place.
const PLACE: &str = "register";
const CLOSE: &str = "</script>";
/// On the place: whoever opens the page may edit the register.
const MAY_EDIT: &str = "data-edit";
/// On the place: what its reader is told of the copy that it is.
const ABOUT: &str = "data-about";
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
    let text = elsewhere::text_of(PLACE).filter(|text| !text.trim().is_empty());
    let text = text.ok_or_else(|| text::NOTHING_INSIDE.said())?;
    let file = exchange::read(text.as_bytes(), clock::now().millis)
        .map_err(|error| said!(text::INSIDE_NOT_OPENED, error = error.to_string()))?;
    let visit = Visit::of_file(INSIDE.into(), text::FROM_INSIDE.said().to_owned(), file);
    Ok(Visit {
        may_edit: elsewhere::mark_of(PLACE, MAY_EDIT).is_some(),
        about: elsewhere::mark_of(PLACE, ABOUT).unwrap_or(visit.about),
        ..visit
    })
}

/// What is put into a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inside {
    /// The register's file.
    pub file: String,
    /// What a reader is told of it, where it is a copy.
    pub about: Option<String>,
    /// What a reader may do.
    pub choice: Choice,
}

/// The one-file edition with a register inside it.
///
/// # Errors
/// A sentence when there is no such edition to be had.
pub async fn page_with(inside: &Inside) -> Result<String, String> {
    let page = match elsewhere::own_page() {
        Some(page) => page,
        None => files::fetch(EDITION)
            .await
            .map_err(|reason| said!(text::NO_PAGE_FOR_IT, reason, edition = EDITION))?,
    };
    fill(&page, inside).ok_or_else(|| said!(text::NO_PLACE_IN_PAGE, edition = EDITION))
}

/// The page with a register in its place; none where the place is not there exactly once, or not empty.
fn fill(page: &str, inside: &Inside) -> Option<String> {
    let mut found = SLOTS.iter().flat_map(|slot| page.match_indices(slot));
    let (start, slot) = found.next().filter(|_| found.next().is_none())?;
    let (before, rest) = page.split_at_checked(start.checked_add(slot.len())?)?;
    let (_, rest) = rest.split_once('>')?;
    let rest = rest.strip_prefix(CLOSE)?;
    let mark = if inside.choice == Choice::Edit { format!(" {MAY_EDIT}") } else { String::new() };
    let about = inside.about.as_ref().map(|about| format!(" {ABOUT}=\"{}\"", quoted(about)));
    let about = about.unwrap_or_default();
    Some(format!("{before}{mark}{about}>{}{CLOSE}{rest}", harmless(&inside.file)))
}

/// Text in which nothing can end the quotation marks around it.
fn quoted(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
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
            let about = (choice == Choice::Edit).then(|| "A \"copy\" <of> today.".to_owned());
            let inside = Inside { file: "{\"a\":1}".to_owned(), about, choice };
            assert_eq!(fill(page, &inside).as_deref(), expected, "{page}");
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
            Some(
                "<p><script id=\"register\" type=\"application/json\" data-edit data-about=\"A &quot;copy&quot; &lt;of> today.\">{\"a\":1}</script><i>",
            ),
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
