//! Labels and hints for all that a form or a table shows of a record: in English here, in the reader's language where it is
//! another one.

mod choices;
mod collections;
mod fields;
mod hints;
mod money;

use super::Language;
use super::text::areas::{END, mixed};
use super::text::{at, language};
use crate::register::Collection;
use choices::CHOICES;
use collections::COLLECTIONS;
use fields::{COMMON, Labels, Row};
use hints::HINTS;

/// What a field is called, by the name of its shape and its own.
pub fn field_label(shape: &str, field: &str) -> &'static str {
    row(shape, field).map_or("Unnamed field", |(line, label)| said(line, label))
}

/// A sentence on what a field asks for, where its label does not say enough.
pub fn hint(shape: &str, field: &str) -> Option<&'static str> {
    let of = |wanted: &str| HINTS.iter().position(|(of, name, _)| *of == wanted && *name == field);
    let place = of(shape).or_else(|| of(""))?;
    HINTS.get(place).map(|(.., hint)| said(HINTS_FROM.saturating_add(place), hint))
}

/// What one record or line is called inside a sentence or a button: “entry”, “agenda item”.
pub fn shape_label(shape: &str) -> &'static str {
    by_line().find(|(_, (name, ..))| *name == shape).map_or("line", |(line, (_, label, _))| said(line, label))
}

/// What a choice is called, by its word in the file.
pub fn choice_label(word: &str) -> &'static str {
    let place = CHOICES.iter().position(|(known, _)| *known == word);
    let choice = place.and_then(|place| Some((place, CHOICES.get(place)?)));
    choice.map_or("Unnamed choice", |(place, (_, label))| said(CHOICES_FROM.saturating_add(place), label))
}

/// What one record of a collection is called, and what several are.
pub fn collection_label(collection: Collection) -> (&'static str, &'static str) {
    let place = COLLECTIONS.iter().position(|(of, ..)| *of == collection);
    let found = place.and_then(|place| Some((place, COLLECTIONS.get(place)?)));
    found.map_or(("Record", "Records"), |(place, (_, one, many))| {
        let line = COLLECTIONS_FROM.saturating_add(place.saturating_mul(2));
        (said(line, one), said(line.saturating_add(1), many))
    })
}

/// A label in the middle of a sentence: names keep their capitals, and in German all labels do.
pub fn inside(label: &str) -> String {
    let is_name = label.split(' ').skip(1).any(|word| word.starts_with(char::is_uppercase));
    match language() {
        _ if is_name => label.to_owned(),
        Language::German => label.to_owned(),
        Language::English => label.to_ascii_lowercase(),
        Language::Ukrainian | Language::Estonian | Language::French => {
            let mut letters = label.chars();
            letters
                .next()
                .map_or(String::new(), |first| std::iter::once(small(first)).chain(letters).collect())
        }
    }
}

/// A small letter, in the alphabets of the app: the table of all alphabets would cost the first load 10 kB.
fn small(letter: char) -> char {
    let step = match letter {
        '×' => 0,
        'А'..='Я' | 'À'..='Þ' | 'A'..='Z' => 32,
        'Ѐ'..='Џ' => 80,
        'Š' | 'Ž' | 'Œ' | 'Ґ' => 1,
        _ => 0,
    };
    char::from_u32(u32::from(letter).saturating_add(step)).unwrap_or(letter)
}

/// A label in the reader's language. The labels stand behind the texts of all areas, in the order of [`names`].
fn said(line: usize, english: &'static str) -> &'static str {
    at(usize::from(END).saturating_add(line), english)
}

/// The names of all labels in the files of other languages, in the order of their lines.
pub(crate) fn names() -> impl Iterator<Item = String> {
    let common = COMMON.iter().map(|(field, _)| format!("field.{field}"));
    let shapes = shapes().flat_map(|(shape, _, rows)| {
        let fields = rows.iter().map(move |(field, _)| format!("field.{shape}.{field}"));
        std::iter::once(format!("shape.{shape}")).chain(fields)
    });
    let choices = CHOICES.iter().map(|(word, _)| format!("choice.{word}"));
    let hints = HINTS.iter().map(|(shape, field, _)| format!("hint.{shape}.{field}"));
    let collections = COLLECTIONS
        .iter()
        .flat_map(|(of, ..)| ["one", "many"].map(|number| format!("collection.{}.{number}", of.word())));
    common.chain(shapes).chain(choices).chain(hints).chain(collections)
}

/// The labels themselves, in the same order.
pub(crate) fn english() -> impl Iterator<Item = &'static str> {
    let common = COMMON.iter().map(|(_, label)| *label);
    let shapes = shapes()
        .flat_map(|(_, label, rows)| std::iter::once(*label).chain(rows.iter().map(|(_, label)| *label)));
    let choices = CHOICES.iter().map(|(_, label)| *label);
    let hints = HINTS.iter().map(|(.., hint)| *hint);
    common
        .chain(shapes)
        .chain(choices)
        .chain(hints)
        .chain(COLLECTIONS.iter().flat_map(|(_, one, many)| [*one, *many]))
}

// Where each table begins and what all names come to is worked out when this is compiled: a page that says a choice
// needs no table of hints for it.
const CHOICES_FROM: usize = COMMON.len() + lines_of(fields::SHAPES) + lines_of(money::SHAPES);
const HINTS_FROM: usize = CHOICES_FROM + CHOICES.len();
const COLLECTIONS_FROM: usize = HINTS_FROM + HINTS.len();

/// How many labels there are.
pub(crate) const LINES: usize = COLLECTIONS_FROM + COLLECTIONS.len() * 2;

#[allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "beyond the end it does not compile"
)]
const fn lines_of(shapes: &[Labels]) -> usize {
    let (mut lines, mut shape) = (0, 0);
    while shape < shapes.len() {
        lines += shapes[shape].2.len() + 1;
        shape += 1;
    }
    lines
}

/// What the names of all labels come to, in their order, behind what came before.
#[allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "beyond the end it does not compile"
)]
pub(crate) const fn marked(mut mark: u32) -> u32 {
    mark = marked_rows(mark, COMMON);
    mark = marked_shapes(marked_shapes(mark, fields::SHAPES), money::SHAPES);
    mark = marked_rows(mark, CHOICES);
    let mut hint = 0;
    while hint < HINTS.len() {
        mark = mixed(mixed(mark, HINTS[hint].0.as_bytes()), HINTS[hint].1.as_bytes());
        hint += 1;
    }
    mixed(mark, &[COLLECTIONS.len() as u8])
}

#[allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "beyond the end it does not compile"
)]
const fn marked_shapes(mut mark: u32, shapes: &[Labels]) -> u32 {
    let mut shape = 0;
    while shape < shapes.len() {
        mark = marked_rows(mixed(mark, shapes[shape].0.as_bytes()), shapes[shape].2);
        shape += 1;
    }
    mark
}

#[allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "beyond the end it does not compile"
)]
const fn marked_rows(mut mark: u32, rows: &[Row]) -> u32 {
    let mut row = 0;
    while row < rows.len() {
        mark = mixed(mark, rows[row].0.as_bytes());
        row += 1;
    }
    mark
}

/// The shapes with the line of each, which those of its fields follow.
fn by_line() -> impl Iterator<Item = (usize, &'static Labels)> {
    shapes().scan(COMMON.len(), |line, shape| {
        let own = *line;
        *line = line.saturating_add(shape.2.len()).saturating_add(1);
        Some((own, shape))
    })
}

fn shapes() -> impl Iterator<Item = &'static Labels> {
    fields::SHAPES.iter().chain(money::SHAPES)
}

/// A field's line and label.
fn row(shape: &str, field: &str) -> Option<(usize, &'static str)> {
    let find = |rows: &'static [Row]| {
        let place = rows.iter().position(|(name, _)| *name == field)?;
        rows.get(place).map(|(_, label)| (place, *label))
    };
    let own = by_line().find(|(_, (name, ..))| *name == shape).and_then(|(line, (.., rows))| {
        find(rows).map(|(place, label)| (line.saturating_add(place).saturating_add(1), label))
    });
    own.or_else(|| find(COMMON))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{Kind, Qualifier, Shape};
    use std::collections::{BTreeMap, BTreeSet};

    /// Every shape of the register with its fields and the words of its choices.
    #[derive(Default)]
    struct Seen {
        fields: BTreeMap<&'static str, BTreeSet<&'static str>>,
        words: BTreeSet<&'static str>,
    }

    impl Seen {
        fn all() -> Seen {
            // Qualifiers stand inside amounts, which no shape lays open.
            let mut seen = Seen { words: Qualifier::WORDS.iter().copied().collect(), ..Seen::default() };
            for collection in Collection::ALL {
                seen.walk(collection.shape());
            }
            seen
        }

        fn walk(&mut self, shape: &'static Shape) {
            if self.fields.contains_key(shape.name) {
                return;
            }
            self.fields.insert(shape.name, shape.fields.iter().map(|field| field.name).collect());
            for field in shape.fields {
                match field.kind {
                    Kind::Lines(lines) => self.walk(lines),
                    Kind::Choice(words) => self.words.extend(words),
                    _ => {}
                }
            }
        }
    }

    fn no_doubles<'a>(names: impl Iterator<Item = &'a str>) {
        let mut seen = BTreeSet::new();
        for name in names {
            assert!(seen.insert(name), "{name} stands twice");
        }
    }

    #[test]
    fn every_field_has_a_label() {
        for (shape, fields) in Seen::all().fields {
            assert_ne!(shape_label(shape), "line", "{shape} lacks a label");
            for field in fields {
                assert!(row(shape, field).is_some(), "{shape}.{field} lacks a label");
            }
        }
    }

    #[test]
    fn every_label_has_a_field() {
        let seen = Seen::all().fields;
        no_doubles(shapes().map(|(name, ..)| *name));
        for (shape, _, rows) in shapes() {
            let fields = seen.get(shape).unwrap_or_else(|| panic!("there is no {shape}"));
            no_doubles(rows.iter().chain(COMMON).map(|(name, ..)| *name));
            for (field, ..) in *rows {
                assert!(fields.contains(field), "there is no {shape}.{field}");
            }
        }
    }

    #[test]
    fn every_hint_has_a_field() {
        let seen = Seen::all().fields;
        for (shape, field, _) in HINTS {
            let own = seen.get(shape).is_some_and(|fields| fields.contains(field));
            let common = shape.is_empty() && COMMON.iter().any(|(name, _)| name == field);
            assert!(own || common, "there is no {shape}.{field}");
            assert_eq!(HINTS.iter().filter(|(of, name, _)| of == shape && name == field).count(), 1);
        }
    }

    #[test]
    fn every_choice_has_a_label_and_every_label_a_choice() {
        let labels: BTreeSet<_> = CHOICES.iter().map(|(word, _)| *word).collect();
        no_doubles(CHOICES.iter().map(|(word, _)| *word));
        assert_eq!(labels, Seen::all().words);
    }

    #[test]
    fn labels_are_plain() {
        let rows = || shapes().flat_map(|(.., rows)| rows.iter()).chain(COMMON);
        let labels = rows().map(|(_, label)| *label).chain(CHOICES.iter().map(|(_, label)| *label));
        for label in labels {
            assert!(label.starts_with(char::is_uppercase) && !label.ends_with(['.', ':', '!']), "{label}");
            assert!(label.chars().count() <= 32, "{label} is long");
        }
        for (.., hint) in HINTS {
            assert!(
                hint.starts_with(|char: char| char.is_uppercase() || char == '1') && hint.ends_with('.'),
                "{hint}"
            );
            assert!(
                !hint.contains('!') && !hint.contains("restricted") && hint.chars().count() <= 100,
                "{hint}"
            );
        }
    }

    #[test]
    fn letters_of_the_app_become_small() {
        for letter in "AZÀÉÕÖØÜÞ×ßŠŽŒАБЯЄІЇҐЫаñ1".chars() {
            assert_eq!(small(letter).to_string(), letter.to_lowercase().to_string());
        }
    }

    #[test]
    fn looks_up() {
        assert_eq!(field_label("Entry", "kind"), "Step");
        assert_eq!(field_label("Entry", "note"), "Note");
        assert_eq!(hint("Party", "kind"), None);
        assert_eq!(choice_label("in-kind"), "In kind");
        assert_eq!(collection_label(Collection::Parties), ("Party", "Parties"));
        assert_eq!(["In kind", "European Central Bank"].map(inside), ["in kind", "European Central Bank"]);
    }
}
