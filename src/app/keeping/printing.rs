//! What a page needs on paper: its lists whole, and a head and a foot on every sheet.

use leptos::prelude::*;

use crate::app::browser::page;
use crate::app::browser::paper;
use crate::app::desk::Desk;
use crate::app::parts::say;
use crate::exchange;
use crate::said;
use crate::words::text::areas::keeping as text;

/// From now on a page that is printed is made ready for it.
pub fn start(desk: Desk) {
    page::adopt_style(include_str!("../../../style/print.css"));
    paper::on_print(move |prints| {
        if prints {
            paper::set_margins(&untrack(|| margins(&desk)));
        }
        desk.prints.set(prints);
    });
}

/// What stands around the page on every sheet, as rules of a style sheet.
fn margins(desk: &Desk) -> String {
    let title = page::title_shown();
    if !desk.is_open() {
        return sheet(&[("top-left", &title)]);
    }
    let head = format!("{} · {title}", desk.name());
    let param = |name: &str| desk.address.with(|address| address.param(name).map(str::to_owned));
    let known = param("known").map(|day| said!(text::PRINTED_KNOWN, day));
    let public = param("pub").map(|day| said!(text::PRINTED_PUBLISHED, day));
    let day = said!(text::PRINTED_VALID, day = say::day(desk.on()));
    let day = [Some(day), known, public].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let hash = desk.read(|register| exchange::digest(register).to_string());
    let hash = said!(text::PRINTED_HASH, hash);
    sheet(&[("top-left", &head), ("top-right", &day), ("bottom-left", &hash)])
}

/// Texts in the margins of a sheet, by their places.
fn sheet(texts: &[(&str, &str)]) -> String {
    let boxes = texts.iter().map(|(place, text)| format!("@{place}{{content:{}}}", quoted(text)));
    format!("@page{{{}}}", boxes.collect::<String>())
}

/// A text as a style sheet quotes it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => quoted.push(' '),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_cannot_leave_their_quotes() {
        let check = |text: &str, expected: &str| assert_eq!(quoted(text), expected);
        check("Coalition · Members", "\"Coalition · Members\"");
        check("a \"b\" c\\", r#""a \"b\" c\\""#);
        check("two\nlines", "\"two lines\"");
    }

    #[test]
    fn texts_stand_in_their_places() {
        let expected = "@page{@top-left{content:\"A\"}@bottom-left{content:\"B\"}}";
        assert_eq!(sheet(&[("top-left", "A"), ("bottom-left", "B")]), expected);
    }
}
