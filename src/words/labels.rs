//! English labels and hints for all that a form or a table shows of a record.

mod choices;
mod fields;
mod hints;
mod money;

use crate::register::Collection;
use choices::CHOICES;
use fields::{COMMON, Labels, Row};
use hints::HINTS;

/// What a field is called, by the name of its shape and its own.
pub fn field_label(shape: &str, field: &str) -> &'static str {
    row(shape, field).map_or("Unnamed field", |(_, label)| label)
}

/// A sentence on what a field asks for, where its label does not say enough.
pub fn hint(shape: &str, field: &str) -> Option<&'static str> {
    let of = |wanted: &str| HINTS.iter().find(|(of, name, _)| *of == wanted && *name == field);
    of(shape).or_else(|| of("")).map(|(.., hint)| *hint)
}

/// What one record or line is called inside a sentence or a button: “entry”, “agenda item”.
pub fn shape_label(shape: &str) -> &'static str {
    shapes().find(|(name, ..)| *name == shape).map_or("line", |(_, label, _)| label)
}

/// What a choice is called, by its word in the file.
pub fn choice_label(word: &str) -> &'static str {
    CHOICES.iter().find(|(known, _)| *known == word).map_or("Unnamed choice", |(_, label)| label)
}

/// What one record of a collection is called, and what several are.
pub fn collection_label(collection: Collection) -> (&'static str, &'static str) {
    match collection {
        Collection::Register => ("Register", "Registers"),
        Collection::Parties => ("Party", "Parties"),
        Collection::Memberships => ("Membership", "Memberships"),
        Collection::Agreements => ("Agreement", "Agreements"),
        Collection::Contacts => ("Contact", "Contacts"),
        Collection::Contributions => ("Contribution", "Contributions"),
        Collection::Meetings => ("Meeting", "Meetings"),
        Collection::Actions => ("Action", "Actions"),
        Collection::Purchases => ("Purchase", "Purchases"),
        Collection::Outreach => ("Outreach", "Outreach"),
        Collection::Reported => ("Reported figure", "Reported figures"),
        Collection::Groups => ("Working group", "Working groups"),
        Collection::Rates => ("Exchange rate", "Exchange rates"),
        Collection::Sources => ("Source", "Sources"),
        Collection::Releases => ("Release", "Releases"),
    }
}

fn shapes() -> impl Iterator<Item = &'static Labels> {
    fields::SHAPES.iter().chain(money::SHAPES)
}

fn row(shape: &str, field: &str) -> Option<&'static Row> {
    let own = shapes().find(|(name, ..)| *name == shape).map_or(&[][..], |(.., rows)| rows);
    own.iter().chain(COMMON).find(|(name, ..)| *name == field)
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
    fn looks_up() {
        assert_eq!(field_label("Entry", "kind"), "Step");
        assert_eq!(field_label("Entry", "note"), "Note");
        assert_eq!(hint("Party", "kind"), None);
        assert_eq!(choice_label("in-kind"), "In kind");
        assert_eq!(collection_label(Collection::Parties), ("Party", "Parties"));
    }
}
