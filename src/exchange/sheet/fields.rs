//! Which columns a table can have, and what people call them.

use super::known::TARGETS;
use crate::register::{Collection, Field, Kind, Shape};
use crate::words::Language;
use crate::words::text::{Text, language};

/// A column that is understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Where its values go: fields of the record and of the lines in it, such as `entries/amount`. A part of a leaf stands
    /// behind a point (`entries/amount.currency`), and so does a field of what a reference leads to
    /// (`entries/sources/source.title`), or of which kind a relation is (`relations/to.repeats`). Another reading of a
    /// field is called as the field is (`entries/readings/amount`).
    pub path: &'static str,
    /// What it is called in English, which is what a template says; then in Ukrainian, Estonian, French and German, and
    /// otherwise.
    pub names: &'static [&'static str],
}

impl Known {
    /// What it is called in the reader's language.
    pub fn name(&self) -> &'static str {
        let place = Language::ALL.iter().position(|one| *one == language()).unwrap_or_default();
        self.names.get(place).copied().unwrap_or(self.path)
    }
}

/// What the rows of a table are.
#[derive(Debug, PartialEq)]
pub struct Target {
    /// What they are in a word of a program.
    pub word: &'static str,
    /// Records of this collection, or lines in them.
    pub collection: Collection,
    /// What a row is, in a word or two.
    pub row: Text,
    /// Its columns, in the order of a template.
    pub columns: &'static [Known],
    /// Columns of the source of what a row says.
    pub sources: &'static [Known],
    /// Without one of these a row says nothing.
    pub needs: &'static [&'static str],
    /// A row says all of these.
    pub each: &'static [&'static str],
}

/// Rows with the same text in this column are one record.
pub const REFERENCE: &str = "reference";

impl Target {
    /// What the rows of a table can be, by its word.
    pub fn of(word: &str) -> Option<&'static Target> {
        TARGETS.iter().find(|target| target.word == word)
    }

    /// The column of that path.
    pub fn column(&self, path: &str) -> Option<&'static Known> {
        self.all().find(|known| known.path == path)
    }

    /// What the column of a path holds.
    pub fn kind(&self, path: &str) -> Option<Kind> {
        let is_whole = !path.contains('.');
        field_at(self.collection.shape(), path).filter(|_| is_whole).map(|(_, field)| field.kind)
    }

    /// An empty table with all columns, as CSV.
    pub fn template(&self) -> String {
        let names: Vec<&str> = self.all().filter_map(|known| known.names.first()).copied().collect();
        format!("{}\r\n", names.join(","))
    }

    /// All columns, in the order of a template.
    pub fn all(&self) -> impl Iterator<Item = &'static Known> + use<> {
        self.columns.iter().chain(self.sources)
    }
}

/// The field of a shape that a path leads to, without what stands behind a point, and the lines on the way.
pub(super) fn field_at(shape: &'static Shape, path: &str) -> Option<(Vec<&'static str>, &'static Field)> {
    let (path, _) = path.split_once('.').unwrap_or((path, ""));
    let (mut shape, mut lists) = (shape, Vec::new());
    let mut names = path.split('/').peekable();
    let mut above = shape;
    while let Some(name) = names.next() {
        // What another source says of a field is of the kind of that field.
        let is_read = shape.name == "Reading" && !matches!(name, "source" | "reason");
        let field = if is_read { above.field(name)? } else { shape.field(name)? };
        match (names.peek(), field.kind) {
            (None, _) => return Some((lists, field)),
            (Some(_), Kind::Lines(below)) => {
                lists.push(field.name);
                (above, shape) = (shape, below);
            }
            _ => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_leads_to_a_field() {
        for target in &TARGETS {
            assert_eq!(Target::of(target.word), Some(target));
            for Known { path, names } in target.all().filter(|known| known.path != REFERENCE) {
                assert!(field_at(target.collection.shape(), path).is_some(), "{path}");
                assert!(names.len() >= 5, "{path} has a name in each language");
            }
            for path in target.needs.iter().chain(target.each) {
                assert!(target.column(path).is_some(), "{path}");
            }
        }
    }
}
