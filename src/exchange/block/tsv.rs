//! Cells as they stand on the clipboard of a spreadsheet: tabs between them, a line for each row, and quotation marks around
//! what holds either.
//!
//! A quotation mark at the beginning counts only where another one ends the cell: spreadsheets also put `5" pipe` and
//! `"so he said` there as they stand.

/// The rows of a text, each with its cells. An empty text is one empty cell.
pub fn read(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut rest) = (Vec::new(), Vec::new(), text);
    loop {
        let (cell, after) = cell(rest);
        row.push(cell);
        rest = match after.strip_prefix('\t') {
            Some(next) => next,
            None => {
                rows.push(std::mem::take(&mut row));
                let next = after.strip_prefix("\r\n").or_else(|| after.strip_prefix(['\n', '\r']));
                // The last line ends as the others do, and nothing follows it.
                match next {
                    None | Some("") => return rows,
                    Some(next) => next,
                }
            }
        };
    }
}

/// The first cell of a text, and what stands behind it: a tab, the end of a line or nothing.
fn cell(text: &str) -> (String, &str) {
    if let Some(quoted) = text.strip_prefix('"').and_then(quoted) {
        return quoted;
    }
    let end = text.find(['\t', '\n', '\r']).unwrap_or(text.len());
    let (cell, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    (cell.to_owned(), rest)
}

/// What stands up to the quotation mark that ends a cell, and behind it; nothing where none does.
fn quoted(text: &str) -> Option<(String, &str)> {
    let (mut cell, mut rest) = (String::new(), text);
    loop {
        let (before, after) = rest.split_once('"')?;
        cell.push_str(before);
        match after.strip_prefix('"') {
            Some(next) => {
                cell.push('"');
                rest = next;
            }
            None => {
                return (after.is_empty() || after.starts_with(['\t', '\n', '\r'])).then_some((cell, after));
            }
        }
    }
}

/// Rows as text, which [`read`] reads back.
pub fn write<S: AsRef<str>>(rows: &[Vec<S>]) -> String {
    let mut text = String::new();
    for row in rows {
        for (place, cell) in row.iter().enumerate() {
            if place > 0 {
                text.push('\t');
            }
            let cell = cell.as_ref();
            if cell.starts_with('"') || cell.contains(['\t', '\n', '\r']) {
                text.push('"');
                text.push_str(&cell.replace('"', "\"\""));
                text.push('"');
            } else {
                text.push_str(cell);
            }
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&[&str]]) {
        assert_eq!(read(text), expected, "{text:?}");
    }

    #[test]
    fn cells_as_spreadsheets_put_them_on_the_clipboard() {
        check("a\tb\r\nc\td\r\n", &[&["a", "b"], &["c", "d"]]);
        check("a\tb\nc\td", &[&["a", "b"], &["c", "d"]]);
        check("a\t\t\n\tb\n", &[&["a", "", ""], &["", "b"]]);
        check("a\n\nb\n", &[&["a"], &[""], &["b"]]);
        check("", &[&[""]]);
        check("\n", &[&[""]]);
        check("a\rb", &[&["a"], &["b"]]);
    }

    #[test]
    fn quotation_marks_hold_lines_and_tabs() {
        check("\"one\ntwo\"\tb\n", &[&["one\ntwo", "b"]]);
        check("\"a\tb\"\n", &[&["a\tb"]]);
        check("\"he said \"\"so\"\"\"\tb", &[&["he said \"so\"", "b"]]);
        check("\"\"\tb", &[&["", "b"]]);
        check("\"\"\"\"", &[&["\""]]);
    }

    #[test]
    fn a_quotation_mark_that_ends_no_cell_stands_as_it_is() {
        check("5\" pipe\tb", &[&["5\" pipe", "b"]]);
        check("\"so\" he said\tb", &[&["\"so\" he said", "b"]]);
        check("\"so he said\tb\nc", &[&["\"so he said", "b"], &["c"]]);
        check("\"", &[&["\""]]);
    }

    #[test]
    fn what_is_written_is_quoted_where_it_must_be() {
        let check = |rows: &[Vec<&str>], expected: &str| assert_eq!(write(rows), expected);
        check(&[vec!["a", "b"], vec!["", "c"]], "a\tb\n\tc\n");
        check(&[vec!["one\ntwo", "5\" pipe", "\"so"]], "\"one\ntwo\"\t5\" pipe\t\"\"\"so\"\n");
    }
}
