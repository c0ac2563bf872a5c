//! What the app says, in the reader's language.
//!
//! English stands in the program, an area a file ([`areas`]): a [`Text`] is a constant, so that one that does not exist does not
//! compile. Each other language is a file of lines in the same order (`languages/`), of which the one that is chosen is read
//! ([`Spoken::read`]) and spoken ([`speak`]) from then on. A text that has something put into it names it in braces, and
//! [`said!`](crate::said) does not compile where the names are others.
//!
//! ```text
//! GO_ON = "Go on with {n} {n|record|records}";     said!(GO_ON, n = 3)     Go on with three records
//! ```
//!
//! A name alone is what is put in; behind bars stand the forms of a word beside that number, as many as the language has
//! ([`Language::forms`](super::Language::forms)); `{^n}` begins a sentence.

mod area;
pub mod areas;
mod fill;
mod spoken;

pub use fill::{Arg, Piece, Put, fits};
pub(crate) use spoken::at;
pub use spoken::{CatalogueError, Spoken, language, other_letters, speak, within};

/// Something that the app says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text(&'static Entry);

/// A text in English, and its line in the other languages.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// The line, from 0.
    pub(super) line: u16,
    /// What stands in the program.
    pub(super) english: &'static str,
}

impl Text {
    /// A text of an area.
    pub(super) const fn new(entry: &'static Entry) -> Self {
        Text(entry)
    }

    /// In English.
    pub const fn english(self) -> &'static str {
        self.0.english
    }

    /// In the reader's language.
    pub fn said(self) -> &'static str {
        spoken::at(usize::from(self.0.line), self.0.english)
    }

    /// In the reader's language, in pieces, for a page that puts parts of itself between them.
    pub fn pieces(self) -> Vec<Piece> {
        fill::pieces(self.said())
    }

    /// In the reader's language, with something put in; [`said!`](crate::said) is how to call it.
    pub fn with(self, put: &[(&str, Arg<'_>)]) -> String {
        fill::fill(self.said(), language(), put)
    }
}

/// A text with what its braces name: `said!(GO_ON, n = 3)`, and `said!(NAMED, name)` for what is called so here.
#[macro_export]
macro_rules! said {
    ($text:expr $(, $name:ident $(= $value:expr)?)* $(,)?) => {{
        const { assert!($crate::words::text::fits($text, &[$(stringify!($name)),*]), "the names differ from the text's") };
        $text.with(&[$((stringify!($name), $crate::words::text::Put::arg($crate::said!(@ $name $(= $value)?)))),*])
    }};
    (@ $name:ident) => { &$name };
    (@ $name:ident = $value:expr) => { &$value };
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Text = Text::new(&Entry { line: 0, english: "Save" });
    const GO_ON: Text =
        Text::new(&Entry { line: 1, english: "Go on with {n} {n|record|records} of “{name}”" });
    const FOUND: Text = Text::new(&Entry { line: 2, english: "{^n} {n|is|are} here" });

    #[test]
    fn english_is_what_stands_in_the_program() {
        let name = "A".to_owned();
        assert_eq!(PLAIN.said(), "Save");
        assert_eq!(said!(PLAIN), "Save");
        assert_eq!(said!(GO_ON, n = 3_usize, name), "Go on with three records of “A”");
        assert_eq!(said!(GO_ON, n = 1_usize, name = "{n}"), "Go on with one record of “{n}”");
        assert_eq!(said!(FOUND, n = 13_u32), "13 are here");
        assert_eq!(said!(FOUND, n = 1_usize), "One is here");
    }

    #[test]
    fn another_language_is_spoken_within() {
        let lines = "uk.SAVE = Зберегти\nGO_ON = Далі: {n} {n|запис|записи|записів} у «{name}»\nFOUND = \n";
        let spoken = Spoken::of_lines(Language::Ukrainian, lines.to_owned());
        let said = within(spoken, || {
            let few = [1_usize, 2, 5].map(|n| said!(GO_ON, n, name = "A"));
            (PLAIN.said(), few, said!(FOUND, n = 2_usize))
        });
        let few = ["Далі: 1 запис у «A»", "Далі: 2 записи у «A»", "Далі: 5 записів у «A»"];
        // A line without a text, which no committed file has, is said in English.
        assert_eq!(said, ("Зберегти", few.map(str::to_owned), "2 are here".to_owned()));
        assert_eq!(PLAIN.said(), "Save");
    }

    use super::super::Language;
}
