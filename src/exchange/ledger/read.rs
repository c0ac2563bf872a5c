//! Journals, read: our own, and those of others for what they are.

use super::blocks::{dated, numbered};
use super::{Dialect, END, MARK, VERSION, back, beancount, hledger};
use crate::exchange::foreign::{Build, ForeignError};
use crate::said;
use crate::words::text::areas::noted as says;

/// So many lines are looked at for what a text is.
const LOOKED_AT: usize = 400;

/// Whether a text is a journal, of ours or of others.
pub fn is_journal(text: &str) -> bool {
    text.starts_with(MARK) || of_others(text).is_some()
}

/// Reads a journal that was written here; one of others is named.
pub fn read(text: &str, build: &mut Build) -> Result<Dialect, ForeignError> {
    let first = text.lines().next().unwrap_or_default();
    let Some((version, program)) = first.strip_prefix(MARK).and_then(|rest| rest.split_once(" for ")) else {
        return Err(match of_others(text) {
            Some(program) => ForeignError::OthersJournal(program.word()),
            None => ForeignError::NotKnown(says::BEGINS_OTHERWISE.said()),
        });
    };
    if version != VERSION {
        return Err(ForeignError::NotKnown(says::NEWER_JOURNAL.said()));
    }
    let Some(dialect) = Dialect::ALL.into_iter().find(|dialect| dialect.word() == program.trim_end()) else {
        return Err(ForeignError::NotKnown(says::OTHER_PROGRAM.said()));
    };
    let blocks = match dialect {
        Dialect::Hledger => hledger::read(text, build),
        Dialect::Beancount => beancount::read(text, build),
    };
    // What a line lacks is told before what the file lacks.
    let blocks = blocks?;
    if text.trim_end().lines().next_back() != Some(END) {
        let what = said!(says::NO_LAST_LINE, end = END);
        return Err(ForeignError::Cut { line: text.trim_end().lines().count().max(1), what });
    }
    blocks.iter().for_each(|block| back::take(block, build));
    Ok(dialect)
}

/// Whose language a text is in, by its first lines, if it is a journal.
fn of_others(text: &str) -> Option<Dialect> {
    let lines: Vec<&str> = numbered(text).take(LOOKED_AT).filter_map(|(_, line)| line.ok()).collect();
    let is_told = |line: &&str| !line.trim().is_empty() && !line.starts_with([';', '#', '*', ' ', '\t']);
    let first = lines.iter().copied().find(is_told)?;
    let days = || {
        lines.iter().copied().filter(is_told).filter_map(|line| dated(&line.replace('/', "-")).map(|_| line))
    };
    if ["option \"", "plugin \"", "include \""].iter().any(|word| first.starts_with(word)) {
        return Some(Dialect::Beancount);
    }
    let rest = |line: &'_ str| {
        line.split_once(' ').map(|(_, rest)| rest.trim_start().to_owned()).unwrap_or_default()
    };
    const DIRECTIVES: [&str; 10] =
        ["open ", "close ", "balance ", "pad ", "note ", "price ", "commodity ", "event ", "custom ", "txn "];
    let is_beancount = |line: &str| {
        let rest = rest(line);
        DIRECTIVES.iter().any(|word| rest.starts_with(word))
            || rest.starts_with("* \"")
            || rest.starts_with("! \"")
    };
    if days().any(|line| line == first && is_beancount(line)) {
        return Some(Dialect::Beancount);
    }
    // A transaction has postings under it; a row of a table has none.
    let has_postings = || {
        lines.windows(2).any(|two| {
            let [line, below] = two else { return false };
            let is_posting = below.starts_with("  ") || below.starts_with('\t');
            dated(&line.replace('/', "-")).is_some() && is_posting && !below.trim().is_empty()
        })
    };
    let directives =
        ["account ", "commodity ", "decimal-mark ", "include ", "alias ", "payee ", "P ", "D ", "~ ", "= "];
    let is_begun = days().any(|line| line == first) || directives.iter().any(|word| first.starts_with(word));
    (is_begun && has_postings()).then_some(Dialect::Hledger)
}
