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

/// Columns that are being read, each from its first line on.
pub struct Lines<'a>(Vec<(&'a str, std::vec::IntoIter<&'a str>)>);

impl<'a> Lines<'a> {
    /// Reads the columns of a text.
    pub fn read(text: &'a str) -> Option<Self> {
        let mut all = text.strip_suffix('\n')?.split('\n');
        let mut columns = Vec::new();
        while let Some(head) = all.next() {
            let (count, name) = head.split_once(' ')?;
            let count: usize = count.parse().ok()?;
            let lines: Vec<&str> = all.by_ref().take(count).collect();
            if lines.len() != count {
                return None;
            }
            columns.push((name, lines.into_iter()));
        }
        Some(Lines(columns))
    }

    /// The place of a column.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.0.iter().position(|(other, _)| *other == name)
    }

    /// The next line of a column.
    pub fn line(&mut self, place: usize) -> Option<&'a str> {
        self.0.get_mut(place)?.1.next()
    }

    /// The next line, which stays the next.
    pub fn peek(&self, place: usize) -> Option<&'a str> {
        self.0.get(place)?.1.as_slice().first().copied()
    }

    /// How many lines of a column are left.
    pub fn left(&self, place: usize) -> usize {
        self.0.get(place).map_or(0, |(_, lines)| lines.len())
    }

    /// The next line as the text that it holds.
    pub fn text(&mut self, place: usize) -> Option<String> {
        text_of(self.line(place)?)
    }

    /// Whether every line was read.
    pub fn is_spent(&self) -> bool {
        self.0.iter().all(|(_, lines)| lines.len() == 0)
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
        for text in ["", "1 a", "1 a\n", "x a\n", "2 a\nb\n", "\n", "1a\nb\n"] {
            assert!(Lines::read(text).is_none(), "{text:?}");
        }
    }
}
