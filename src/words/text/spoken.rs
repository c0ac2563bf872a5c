//! The language that is spoken.

use std::cell::Cell;
use std::sync::LazyLock;

use thiserror::Error;

use super::super::Language;
use super::areas::{self, errors as says};

/// A language with its texts, line by line.
#[derive(Debug)]
pub struct Spoken {
    language: Language,
    lines: Vec<&'static str>,
}

/// Why a file of a language is not spoken.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum CatalogueError {
    /// It is of another build.
    #[error("{}", says::TEXTS_OTHER.said())]
    Other,
    /// It is no such file, or ends too early.
    #[error("{}", says::TEXTS_DAMAGED.said())]
    Damaged,
}

static ENGLISH: Spoken = Spoken { language: Language::English, lines: Vec::new() };

thread_local! {
    static NOW: Cell<&'static Spoken> = const { Cell::new(&ENGLISH) };
}

impl Spoken {
    /// English, which stands in the program.
    pub fn english() -> &'static Self {
        &ENGLISH
    }

    /// A language by its file, for as long as the program runs: what is said of it is borrowed everywhere.
    ///
    /// # Errors
    /// When it is of another build, damaged or cut.
    pub fn read(language: Language, file: String) -> Result<&'static Self, CatalogueError> {
        let (head, lines) = file.split_once('\n').ok_or(CatalogueError::Damaged)?;
        let mark = head.strip_prefix(&head_of(language)).ok_or(CatalogueError::Damaged)?;
        if mark != areas::mark() {
            return Err(CatalogueError::Other);
        }
        let spoken = Self::of_lines(language, lines.to_owned());
        if spoken.lines.len() == areas::lines() { Ok(spoken) } else { Err(CatalogueError::Damaged) }
    }

    /// Which language it is.
    pub fn language(&self) -> Language {
        self.language
    }

    /// A language that nobody speaks: the English texts in [other letters](other_letters). What is said in it and has plain
    /// letters is no text of the catalogue.
    pub fn made_up() -> &'static Self {
        static MADE_UP: LazyLock<&Spoken> = LazyLock::new(|| {
            let lines = areas::all().map(|(name, text)| format!("{name} = {}\n", other_letters(text)));
            Spoken::of_lines(Language::Ukrainian, lines.collect())
        });
        &MADE_UP
    }

    /// A language by its lines, each a name, ` = ` and the text; the built page leaves the names out.
    pub(in crate::words) fn of_lines(language: Language, lines: String) -> &'static Self {
        let lines = String::leak(lines).lines();
        let lines = lines.map(|line| line.split_once(" = ").map_or("", |(_, text)| text)).collect();
        Box::leak(Box::new(Spoken { language, lines }))
    }
}

/// A text in other letters, each its own; what braces name stays.
pub fn other_letters(text: &str) -> String {
    let (mut out, mut names) = (String::with_capacity(text.len()), false);
    for letter in text.chars() {
        names = match letter {
            '{' => true,
            '|' | '}' => false,
            _ => names,
        };
        let place = u32::from(letter.to_ascii_lowercase()).checked_sub(u32::from('a'));
        let first = if letter.is_ascii_uppercase() { 'А' } else { 'а' };
        let other = place.and_then(|place| char::from_u32(u32::from(first).saturating_add(place)));
        out.push(other.filter(|_| letter.is_ascii_alphabetic() && !names).unwrap_or(letter));
    }
    out
}

/// What the file of a language begins with; the mark of its texts follows.
pub(super) fn head_of(language: Language) -> String {
    format!("Muster texts {} ", language.tag())
}

/// Speaks a language from now on.
pub fn speak(spoken: &'static Spoken) {
    NOW.set(spoken);
}

/// The language that is spoken.
pub fn language() -> Language {
    NOW.get().language
}

/// Does something in a language.
pub fn within<T>(spoken: &'static Spoken, work: impl FnOnce() -> T) -> T {
    /// Goes back to what was spoken before, also where the work stops.
    struct Back(&'static Spoken);
    impl Drop for Back {
        fn drop(&mut self) {
            NOW.set(self.0);
        }
    }
    let _back = Back(NOW.replace(spoken));
    work()
}

/// A line in the language that is spoken, else the English one.
pub(crate) fn at(line: usize, english: &'static str) -> &'static str {
    NOW.get().lines.get(line).copied().filter(|text| !text.is_empty()).unwrap_or(english)
}
