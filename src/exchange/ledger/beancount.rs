//! The language of beancount.
//!
//! What moves nothing is a `custom` directive: on the day of the journal the register says so.

use std::fmt::Write;

use super::blocks::{Block, Posted, broken, dated, numbered, posting};
use super::item::{Item, Journal};
use crate::exchange::export::printable;
use crate::exchange::foreign::{Build, ForeignError, Spot};
use crate::words::text::areas::noted as says;

/// Prints a journal.
pub fn print(journal: &Journal) -> String {
    let mut out = String::new();
    // Writing to a text cannot fail.
    let _ = writeln!(out, "option \"title\" {}", quoted(&journal.title));
    let _ = writeln!(out, "\n{} custom \"preface\" {}", journal.on, quoted(&journal.preface));
    for (account, about) in &journal.accounts {
        let _ = writeln!(out, "\n{} open {account}", about.from);
        if !about.name.is_empty() {
            let _ = writeln!(out, "  name: {}", quoted(&about.name));
        }
    }
    for (item, moved) in &journal.moves {
        let flag = if moved.is_dated { '*' } else { '!' };
        let (giver, purpose) = (quoted(&moved.giver), quoted(&moved.purpose));
        let _ = writeln!(out, "\n{} {flag} {giver} {purpose}", moved.day);
        fields(&mut out, item);
        for posting in &moved.postings {
            let _ = writeln!(out, "  {posting}");
        }
    }
    out.push_str("\n; What follows moves nothing.\n");
    for item in &journal.words {
        let _ = writeln!(out, "\n{} custom \"{}\" {}", journal.on, item.word, quoted(&item.title));
        fields(&mut out, item);
    }
    out
}

fn fields(out: &mut String, item: &Item) {
    for (name, text) in &item.fields {
        let _ = writeln!(out, "  {name}: {}", quoted(text));
    }
}

/// A text as a string on one line.
fn quoted(text: &str) -> String {
    let text = printable(text).replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", text.replace('\n', "\\n").replace('\t', "\\t"))
}

/// The text of a string, and what follows it; nothing where it has no end.
fn unquoted(text: &str) -> Option<(String, &str)> {
    let (mut out, mut rest) = (String::new(), text.strip_prefix('"')?.chars());
    loop {
        match rest.next()? {
            '"' => return Some((out, rest.as_str())),
            '\\' => match rest.next()? {
                'n' => out.push('\n'),
                't' => out.push('\t'),
                'r' => out.push('\r'),
                other => out.push(other),
            },
            one => out.push(one),
        }
    }
}

/// Reads a journal that was written here.
pub fn read(text: &str, build: &mut Build) -> Result<Vec<Block>, ForeignError> {
    let (mut blocks, mut within) = (Vec::<Block>::new(), false);
    for (number, line) in numbered(text) {
        let line = line?;
        let told = line.trim_start_matches([' ', '\t']);
        if told.is_empty() || told.starts_with(';') {
            continue;
        }
        if told.len() == line.len() {
            within = false;
            match dated(line) {
                Some((day, rest)) if rest.starts_with(['*', '!']) || rest.starts_with("custom ") => {
                    within = !rest.starts_with("custom \"preface\"");
                    if within {
                        blocks.push(Block::new(number, day));
                    }
                }
                Some((_, rest)) if rest.starts_with("open ") => {}
                None if line.starts_with("option ") => {}
                _ => build.problem(Spot::line(number), says::NO_DIRECTIVE.said()),
            }
            continue;
        }
        let Some(block) = blocks.last_mut().filter(|_| within) else { continue };
        match told.split_once(':').map(|(name, text)| (name, text.trim_start())) {
            Some((name, text)) if text.starts_with('"') => match unquoted(text) {
                Some((text, _)) => block.field(number, name, text),
                None => return Err(broken(number, line, says::NO_QUOTE_AT_END.said())),
            },
            _ => match posting(told) {
                Some((account, sum)) => block.postings.push(Posted { line: number, account, sum }),
                None => {
                    return Err(broken(number, line, says::NEITHER_FIELD_NOR_SUM.said()));
                }
            },
        }
    }
    Ok(blocks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stands_in_quotation_marks_and_comes_back() {
        let check = |text: &str, expected: &str| {
            assert_eq!(quoted(text), expected);
            assert_eq!(unquoted(&format!("{expected} x")), Some((text.to_owned(), " x")));
        };
        check("a \"b\" \\n", "\"a \\\"b\\\" \\\\n\"");
        check("one\ntwo\t", "\"one\\ntwo\\t\"");
        check("", "\"\"");
        assert_eq!(unquoted("\"no end\\\""), None);
        assert_eq!(unquoted("none"), None);
    }
}
