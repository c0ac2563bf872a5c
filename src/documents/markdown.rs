//! Markdown (CommonMark with the tables and footnotes that most readers know). Text of a register is never markup.

use std::fmt::Write;

use super::tree::{Block, Document, Footnote, Inline, Table};
use crate::words::semicolon;

/// A document as Markdown.
pub fn markdown(document: &Document) -> String {
    let mut out = String::new();
    let mut put = |text: &str| {
        if !text.is_empty() {
            out.push_str(text);
            out.push_str("\n\n");
        }
    };
    put(&start(&escaped(&document.over)));
    put(&format!("# {}", escaped(&document.title)));
    if let Some(note) = &document.note {
        put(&format!("*{}*", escaped(note.trim())));
    }
    for block in &document.blocks {
        put(&match block {
            Block::Heading(text) => format!("## {}", escaped(text)),
            Block::Paragraph(text) => start(&line(text)),
            Block::List(items) => {
                items.iter().map(|item| format!("- {}", start(&line(item)))).collect::<Vec<_>>().join("\n")
            }
            Block::Table(table) => table_text(table),
            Block::Quote { words, by, .. } => {
                let mut quoted: Vec<String> =
                    words.lines().map(|line| format!("> {}", start(&escaped(line)))).collect();
                quoted.push(">".to_owned());
                quoted.push(format!("> — {}", line(by)));
                quoted.join("\n")
            }
            Block::Footnotes(notes) => notes.iter().map(footnote).collect::<Vec<_>>().join("\n\n"),
        });
    }
    if let Some(basis) = &document.basis {
        out.push_str(&format!("---\n\n{}", start(&escaped(basis))));
    }
    format!("{}\n", out.trim_end())
}

fn line(text: &[Inline]) -> String {
    let mut out = String::new();
    for piece in text {
        // Writing to a text cannot fail.
        let _ = match piece {
            Inline::Plain(text) | Inline::Record(text, _) => write!(out, "{}", escaped(text)),
            Inline::Emphasis(text) => write!(out, "**{}**", escaped(text.trim())),
            Inline::Figure(shown) => write!(out, "{}[^{}]", escaped(&shown.text), shown.note),
            Inline::Note(number) => write!(out, "[^{number}]"),
        };
    }
    out
}

fn table_text(table: &Table) -> String {
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let mut rows = vec![row(table.columns.iter().map(|column| escaped(&column.title)).collect())];
    rows.push(row(table
        .columns
        .iter()
        .map(|column| if column.numbers { "---:" } else { "---" }.to_owned())
        .collect()));
    rows.extend(table.rows.iter().map(|cells| row(cells.iter().map(|cell| line(cell)).collect())));
    rows.join("\n")
}

fn footnote(note: &Footnote) -> String {
    let mut parts = Vec::new();
    if !note.says.is_empty() {
        parts.push(escaped(&note.says));
    }
    let sources = note.sources.iter().map(|source| match &source.address {
        Some(address) => format!("[{}](<{}>)", escaped(&source.text), address.replace(['<', '>', '\\'], "")),
        None => escaped(&source.text),
    });
    let sources: Vec<String> = sources.collect();
    let sources = match sources.as_slice() {
        [] => String::new(),
        all => format!("{}{}{}", note.lead(), all.join(semicolon()), note.stop()),
    };
    if note.entries.is_empty() {
        parts.extend(Some(sources).filter(|sources| !sources.is_empty()));
        return format!("[^{}]: {}", note.number, parts.join(" "));
    }
    let mut out = format!("[^{}]: {}\n", note.number, parts.join(" "));
    for entry in &note.entries {
        let _ = write!(out, "\n    - {}", escaped(&entry.text));
    }
    if !sources.is_empty() {
        let _ = write!(out, "\n\n    {sources}");
    }
    out
}

/// Text in which nothing is markup, on one line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if text.starts_with(char::is_whitespace) {
        out.push(' ');
    }
    let mut blank = false;
    for char in text.trim().chars() {
        if char.is_whitespace() || char.is_control() {
            blank = true;
            continue;
        }
        if std::mem::take(&mut blank) {
            out.push(' ');
        }
        if matches!(char, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '&' | '~') {
            out.push('\\');
        }
        out.push(char);
    }
    if text.ends_with(char::is_whitespace) && !text.trim().is_empty() {
        out.push(' ');
    }
    out
}

/// The beginning of a block, which must not be taken for a heading, a list or a line.
fn start(text: &str) -> String {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let after = text.chars().nth(digits);
    if digits > 0 && matches!(after, Some('.' | ')')) {
        let (number, rest) = text.split_at_checked(digits).unwrap_or((text, ""));
        return format!("{number}\\{rest}");
    }
    if text.starts_with(['#', '-', '+', '=', ':']) { format!("\\{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::plain;

    fn check(text: &str, expected: &str) {
        let document = Document {
            over: String::new(),
            title: "T".to_owned(),
            language: "en".to_owned(),
            note: None,
            blocks: vec![Block::Paragraph(plain(text))],
            basis: None,
        };
        assert_eq!(markdown(&document), format!("# T\n\n{expected}\n"));
        let document = Document { basis: Some(text.to_owned()), ..document };
        assert_eq!(markdown(&document), format!("# T\n\n{expected}\n\n---\n\n{expected}\n"));
    }

    #[test]
    fn text_is_never_markup() {
        check("a *b* _c_ `d`", "a \\*b\\* \\_c\\_ \\`d\\`");
        check("<script>", "\\<script\\>");
        check("[a](javascript:b)", "\\[a\\](javascript:b)");
        check("# a", "\\# a");
        check("- a", "\\- a");
        check("1. a", "1\\. a");
        check("1 February 2024.", "1 February 2024.");
        check("a\n\n# b", "a # b");
        check("a | b", "a \\| b");
        check("&lt;", "\\&lt;");
    }
}
