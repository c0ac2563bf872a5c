//! The language of hledger.
//!
//! A comment line of a transaction is `name: text`. The text stands to the end of the line; as a tag hledger
//! takes what is before its first comma. What moves nothing is a transaction without postings.

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
    let _ = writeln!(out, "; {}\n; {}\n", line(&journal.title), line(&journal.preface));
    out.push_str("decimal-mark .\n");
    for currency in &journal.currencies {
        let digits = "0".repeat(usize::try_from(currency.digits()).unwrap_or_default());
        let _ = writeln!(out, "commodity 1000.{digits} {currency}");
    }
    for (account, about) in &journal.accounts {
        // A comment behind the name would be read for tags, and one of them is the type of the account.
        if !about.name.is_empty() {
            let _ = writeln!(out, "; {}", line(&about.name));
        }
        let _ = writeln!(out, "account {account}");
    }
    for (item, moved) in &journal.moves {
        let status = if moved.is_dated { '*' } else { '!' };
        let kind = item.field("kind").unwrap_or_default();
        let payee = said(&moved.giver).replace('|', "/");
        let _ = writeln!(out, "\n{} {status} ({kind}) {payee} | {}", moved.day, said(&moved.purpose));
        fields(&mut out, item);
        for posting in &moved.postings {
            let _ = writeln!(out, "    {posting}");
        }
    }
    out.push_str("\n; What follows moves nothing.\n");
    for item in &journal.words {
        let _ = writeln!(out, "\n{} ({}) {}", journal.on, item.word, said(&item.title));
        fields(&mut out, item);
    }
    out
}

fn fields(out: &mut String, item: &Item) {
    for (name, text) in &item.fields {
        let _ = writeln!(out, "    ; {name}: {}", escaped(text));
    }
}

/// A text on one line.
fn line(text: &str) -> String {
    printable(text).replace(['\n', '\t'], " ")
}

/// The first line of a text, without what would end a description.
fn said(text: &str) -> String {
    let printable = printable(text);
    let first = printable.trim().lines().next().unwrap_or_default();
    first.replace('\t', " ").replace(';', ",").trim().to_owned()
}

/// A text to the end of a line. Spaces at its ends are marked, since programs cut them off.
fn escaped(text: &str) -> String {
    let text = printable(text).replace('\\', "\\\\").replace('\n', "\\n").replace('\t', "\\t");
    let text = match text.strip_prefix(' ') {
        Some(rest) => format!("\\s{rest}"),
        None => text,
    };
    match text.strip_suffix(' ') {
        Some(rest) => format!("{rest}\\s"),
        None => text,
    }
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(one) = rest.next() {
        match one {
            '\\' => match rest.next() {
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                Some('s') => out.push(' '),
                Some(other) => out.push(other),
                None => out.push('\\'),
            },
            one => out.push(one),
        }
    }
    out
}

/// Reads a journal that was written here.
pub fn read(text: &str, build: &mut Build) -> Result<Vec<Block>, ForeignError> {
    let (mut blocks, mut within) = (Vec::<Block>::new(), false);
    for (number, line) in numbered(text) {
        let line = line?;
        let told = line.trim_start_matches([' ', '\t']);
        let is_comment = told.starts_with([';', '#', '*']);
        if told.len() == line.len() {
            within = false;
            if let Some((day, _)) = dated(line) {
                within = true;
                blocks.push(Block::new(number, day));
            } else if !told.is_empty()
                && !is_comment
                && !["decimal-mark ", "commodity ", "account "].iter().any(|word| line.starts_with(word))
            {
                build.problem(Spot::line(number), says::NO_LINE_OF_OURS.said());
            }
        } else if let Some(block) = blocks.last_mut().filter(|_| within) {
            match told.strip_prefix(';') {
                Some(comment) => {
                    let comment = comment.strip_prefix(' ').unwrap_or(comment);
                    let field = comment.split_once(": ").or_else(|| Some((comment.strip_suffix(':')?, "")));
                    match field {
                        Some((name, text)) => block.field(number, name, unescaped(text)),
                        None => build.problem(Spot::line(number), says::COMMENT_NO_FIELD.said()),
                    }
                }
                None => match posting(told) {
                    Some((account, sum)) => block.postings.push(Posted { line: number, account, sum }),
                    None => {
                        return Err(broken(number, line, says::POSTING_IS.said()));
                    }
                },
            }
        }
    }
    Ok(blocks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stands_on_one_line_and_comes_back() {
        let check = |text: &str, expected: &str| {
            assert_eq!(escaped(text), expected);
            assert_eq!(unescaped(expected), text);
        };
        check("a, b: c", "a, b: c");
        check("one\ntwo\t\\n", "one\\ntwo\\t\\\\n");
        check("  a ", "\\s a\\s");
        check(" ", "\\s");
        check("", "");
    }
}
