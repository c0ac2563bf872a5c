//! Texts with something put in.

use super::super::{Language, numeral};
use super::Text;
use crate::register::checks::capital;

/// What is put into a text.
#[derive(Clone, Copy, Debug)]
pub enum Arg<'a> {
    /// As it stands.
    Words(&'a str),
    /// A number, which in English is a word where it is small.
    Number(usize),
}

/// What can be put into a text.
pub trait Put {
    /// As what it is put in.
    fn arg(&self) -> Arg<'_>;
}

impl Put for str {
    fn arg(&self) -> Arg<'_> {
        Arg::Words(self)
    }
}

impl Put for String {
    fn arg(&self) -> Arg<'_> {
        Arg::Words(self)
    }
}

impl Put for Text {
    fn arg(&self) -> Arg<'_> {
        Arg::Words(self.said())
    }
}

impl Put for usize {
    fn arg(&self) -> Arg<'_> {
        Arg::Number(*self)
    }
}

impl Put for u32 {
    fn arg(&self) -> Arg<'_> {
        Arg::Number(usize::try_from(*self).unwrap_or(usize::MAX))
    }
}

impl<T: Put + ?Sized> Put for &T {
    fn arg(&self) -> Arg<'_> {
        T::arg(self)
    }
}

/// A text with what its braces name. What is put in is never read as braces. Where it ends with a full stop of its own, as “р.” does,
/// that of the sentence is left out.
pub(super) fn fill(text: &str, language: Language, put: &[(&str, Arg<'_>)]) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, inside, after)) = brace(rest) {
        out.push_str(before);
        out.push_str(&put_in(inside, language, put));
        let is_stopped = out.ends_with('.') && !out.ends_with("..");
        rest = after.strip_prefix('.').filter(|_| is_stopped).unwrap_or(after);
    }
    out + rest
}

/// What stands in the place of a brace.
fn put_in(inside: &str, language: Language, put: &[(&str, Arg<'_>)]) -> String {
    let (named, forms) = inside.split_once('|').map_or((inside, None), |(name, forms)| (name, Some(forms)));
    let (begins, name) = named.strip_prefix('^').map_or((false, named), |name| (true, name));
    let arg = put.iter().find(|(other, _)| *other == name).map(|(_, arg)| *arg);
    let said = match (arg, forms) {
        (Some(Arg::Number(number)), Some(forms)) => form(forms, language.form(number)).to_owned(),
        (Some(Arg::Number(number)), None) if language == Language::English => numeral(number),
        (Some(Arg::Number(number)), None) => language.whole(number),
        (Some(Arg::Words(words)), _) => words.to_owned(),
        (None, _) => String::new(),
    };
    if begins { capital(&said) } else { said }
}

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words as they stand.
    Words(&'static str),
    /// What braces hold.
    Brace(&'static str),
}

impl Piece {
    /// The piece in words.
    pub fn said(self, put: &[(&str, Arg<'_>)]) -> String {
        match self {
            Piece::Words(words) => words.to_owned(),
            Piece::Brace(inside) => put_in(inside, super::language(), put),
        }
    }
}

/// A text in pieces, for what cannot be put in as words.
pub(super) fn pieces(text: &'static str) -> Vec<Piece> {
    let (mut all, mut rest) = (Vec::new(), text);
    while let Some((before, inside, after)) = brace(rest) {
        all.extend([Piece::Words(before), Piece::Brace(inside)]);
        rest = after;
    }
    all.push(Piece::Words(rest));
    all.retain(|piece| *piece != Piece::Words(""));
    all
}

/// What stands before the first brace, within it and behind it.
fn brace(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (inside, after) = rest.split_once('}')?;
    Some((before, inside, after))
}

/// One of the forms of a word; the last where there are fewer.
fn form(forms: &str, place: usize) -> &str {
    forms.split('|').nth(place).or_else(|| forms.rsplit('|').next()).unwrap_or_default()
}

/// Whether the braces of a text name just these.
#[allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "beyond the end it does not compile"
)]
pub const fn fits(text: Text, names: &[&str]) -> bool {
    let text = text.english().as_bytes();
    let mut found = 0;
    let mut at = 0;
    while at < text.len() {
        if text[at] == b'{' {
            match named(text, at + 1, names) {
                Some(place) => found |= 1_u32 << place,
                None => return false,
            }
        }
        at += 1;
    }
    found == (1_u32 << names.len()) - 1
}

/// Which of the names stands there, up to the end of the brace or a bar.
#[allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "beyond the end it does not compile"
)]
const fn named(text: &[u8], from: usize, names: &[&str]) -> Option<usize> {
    let from = if from < text.len() && text[from] == b'^' { from + 1 } else { from };
    let mut place = 0;
    while place < names.len() {
        let name = names[place].as_bytes();
        let mut same = 0;
        while same < name.len() && from + same < text.len() && text[from + same] == name[same] {
            same += 1;
        }
        let end = from + same;
        if same == name.len() && end < text.len() && (text[end] == b'}' || text[end] == b'|') {
            return Some(place);
        }
        place += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::Entry;
    use super::*;

    #[test]
    fn names_are_those_of_the_text() {
        const SOME: Text = Text::new(&Entry { line: 0, english: "{^n} {n|a|b} of {name}" });
        let check = |names: &[&str], expected: bool| assert_eq!(fits(SOME, names), expected, "{names:?}");
        check(&["n", "name"], true);
        check(&["name", "n"], true);
        check(&["n"], false);
        check(&["n", "name", "other"], false);
        check(&["nam", "n"], false);
        check(&[], false);
    }

    #[test]
    fn words_take_the_form_of_their_number() {
        let check = |text: &str, language, number: usize, expected: &str| {
            assert_eq!(fill(text, language, &[("n", Arg::Number(number))]), expected);
        };
        check("{n} {n|a|b}", Language::English, 0, "no b");
        check("{n|a|b|c}", Language::Ukrainian, 11, "c");
        check("{n|a|b}", Language::Ukrainian, 11, "b");
        check("{^n}", Language::English, 2, "Two");
        check("{n", Language::English, 2, "{n");
        check("{m}.", Language::German, 2, ".");
    }

    #[test]
    fn a_sentence_has_one_full_stop() {
        let check = |text: &str, put: &str, expected: &str| {
            assert_eq!(fill(text, Language::Ukrainian, &[("day", Arg::Words(put))]), expected);
        };
        check("Станом на {day}.", "1 лютого 2024 р.", "Станом на 1 лютого 2024 р.");
        check("{day}. Далі", "2 р.", "2 р. Далі");
        check("{day}.", "далі…", "далі….");
        check("{day}.csv", "a", "a.csv");
    }

    #[test]
    fn a_text_falls_into_pieces() {
        use Piece::{Brace, Words};
        let check = |text, expected: &[Piece]| assert_eq!(pieces(text), expected);
        check("{a} of {b}.", &[Brace("a"), Words(" of "), Brace("b"), Words(".")]);
        check("a", &[Words("a")]);
        check("", &[]);
    }
}
