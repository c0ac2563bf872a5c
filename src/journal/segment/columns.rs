//! Columns of lines in one text: for each its number of lines and its name, and then the lines.
//!
//! A text in a line stands as in JSON without its quotation marks, so that it holds no line feed and no bare
//! quotation mark.

use serde_json::Value;

use crate::register::Few;

/// Columns that are being filled.
#[derive(Default)]
pub struct Columns(Few<String, (usize, String)>);

impl Columns {
    /// Puts a line as it is.
    pub fn line(&mut self, column: &str, line: &str) {
        let (count, lines) = self.0.or_default(column.to_owned());
        *count = count.saturating_add(1);
        lines.push_str(line);
        lines.push('\n');
    }

    /// Puts a text.
    pub fn text(&mut self, column: &str, text: &str) {
        let quoted = Value::from(text).to_string();
        self.line(column, quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default());
    }

    /// All of them, by name.
    pub fn into_text(self) -> String {
        let mut out = String::new();
        for (name, (count, lines)) in self.0.iter() {
            out.push_str(&format!("{count} {name}\n{lines}"));
        }
        out
    }
}

/// Columns that are being read, each from its first line on. Lines stay in the text: a list of them could take many
/// times its memory.
pub struct Lines<'a>(Vec<Column<'a>>);

struct Column<'a> {
    name: &'a str,
    left: usize,
    lines: &'a str,
}

impl<'a> Lines<'a> {
    /// Reads the columns of a text, which stand in the order of their names.
    pub fn read(text: &'a str) -> Option<Self> {
        let mut columns: Vec<Column> = Vec::new();
        let mut rest = text;
        while columns.is_empty() || !rest.is_empty() {
            let (head, below) = rest.split_once('\n')?;
            let (count, name) = head.split_once(' ')?;
            let left: usize = count.parse().ok()?;
            if columns.last().is_some_and(|before| before.name >= name) {
                return None;
            }
            let mut end = 0_usize;
            for _ in 0..left {
                end = end.checked_add(below.get(end..)?.find('\n')?)?.checked_add(1)?;
            }
            let (lines, behind) = below.split_at_checked(end)?;
            columns.push(Column { name, left, lines });
            rest = behind;
        }
        Some(Lines(columns))
    }

    /// The place of a column.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.0.binary_search_by(|column| column.name.cmp(name)).ok()
    }

    /// The next line of a column.
    pub fn line(&mut self, place: usize) -> Option<&'a str> {
        let column = self.0.get_mut(place)?;
        let (line, rest) = column.lines.split_once('\n')?;
        column.lines = rest;
        column.left = column.left.saturating_sub(1);
        Some(line)
    }

    /// The next line, which stays the next.
    pub fn peek(&self, place: usize) -> Option<&'a str> {
        Some(self.0.get(place)?.lines.split_once('\n')?.0)
    }

    /// How many lines of a column are left.
    pub fn left(&self, place: usize) -> usize {
        self.0.get(place).map_or(0, |column| column.left)
    }

    /// The next line as the text that it holds.
    pub fn text(&mut self, place: usize) -> Option<String> {
        text_of(self.line(place)?)
    }

    /// Whether every line was read.
    pub fn is_spent(&self) -> bool {
        self.0.iter().all(|column| column.lines.is_empty())
    }
}

/// The text in a line.
pub fn text_of(line: &str) -> Option<String> {
    if line.contains(['"', '\\']) {
        return serde_json::from_str(&format!("\"{line}\"")).ok();
    }
    Some(line.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_back() {
        let mut columns = Columns::default();
        columns.text("name", "Эстония");
        columns.text("name", "a \"b\" \\ \n\u{1}");
        columns.line("at", "\"");
        columns.text("name", "");
        let text = columns.into_text();
        assert_eq!(text, "1 at\n\"\n3 name\nЭстония\na \\\"b\\\" \\\\ \\n\\u0001\n\n");
        let mut lines = Lines::read(&text).unwrap();
        let name = lines.place("name").unwrap();
        assert_eq!(lines.left(name), 3);
        for expected in ["Эстония", "a \"b\" \\ \n\u{1}", ""] {
            assert_eq!(lines.text(name).as_deref(), Some(expected));
        }
        assert_eq!((lines.text(name), lines.is_spent()), (None, false));
    }

    #[test]
    fn other_text_is_no_columns() {
        for text in ["", "1 a", "1 a\n", "x a\n", "2 a\nb\n", "\n", "1a\nb\n", "0 b\n0 a\n", "0 a\n0 a\n"] {
            assert!(Lines::read(text).is_none(), "{text:?}");
        }
    }
}
