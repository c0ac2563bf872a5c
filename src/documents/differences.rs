//! Two texts of minutes, line by line: what went and what came.

use super::frozen::read;
use super::tree::{Block, Document, Inline};
use crate::said;
use crate::words::semicolon;
use crate::words::text::areas::documents::FOOTNOTE_SAYS;

/// A line of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// In both; shown around what differs.
    Same(String),
    /// Only in the earlier text.
    Went(String),
    /// Only in the later text.
    Came(String),
    /// So many lines in both that are left out here.
    Skipped(usize),
}

/// How many lines stand around what differs.
const AROUND: usize = 1;

/// Beyond so many pairs of lines the texts are not compared line by line between what they begin and end with.
const MOST: usize = 4_000_000;

/// What differs between two texts that were kept or could be; nothing where they say the same. The numbers of
/// footnotes are left out, since one more at the beginning would change all.
pub fn differences(earlier: &str, later: &str) -> Vec<Line> {
    let (earlier, later) = (lines(&read(earlier)), lines(&read(later)));
    if earlier == later { Vec::new() } else { around(compared(&earlier, &later)) }
}

/// What a document says, in lines to be read.
fn lines(document: &Document) -> Vec<String> {
    let mut all = vec![document.title.clone()];
    for block in &document.blocks {
        match block {
            Block::Heading(text) => all.push(text.clone()),
            Block::Paragraph(text) => all.extend(said(text).lines().map(str::to_owned)),
            Block::List(items) => all.extend(items.iter().map(|item| format!("• {}", said(item)))),
            Block::Table(table) => {
                let row = |row: &Vec<_>| {
                    let cells = row.iter().map(|cell: &Vec<Inline>| said(cell));
                    cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" · ")
                };
                all.extend(table.rows.iter().map(row));
            }
            Block::Quote { words, by, .. } => {
                all.extend(words.lines().map(str::to_owned));
                all.push(format!("— {}", said(by)));
            }
            Block::Footnotes(notes) => {
                for note in notes {
                    let sources: Vec<_> = note.sources.iter().map(|source| source.text.as_str()).collect();
                    let sources = if sources.is_empty() {
                        String::new()
                    } else {
                        format!("{}{}{}", note.lead(), sources.join(semicolon()), note.stop())
                    };
                    let text = format!("{} {sources}", note.says);
                    all.push(said!(FOOTNOTE_SAYS, text = text.trim()));
                    all.extend(note.entries.iter().map(|entry| format!("• {}", entry.text)));
                }
            }
        }
    }
    all
}

fn said(text: &[Inline]) -> String {
    let words = text.iter().map(|piece| match piece {
        Inline::Plain(text) | Inline::Emphasis(text) | Inline::Record(text, _) => text.as_str(),
        Inline::Figure(shown) => shown.text.as_str(),
        Inline::Note(_) => "",
    });
    words.collect()
}

/// All lines of both: the longest row of lines that stands in both, in order, is what stayed.
fn compared(earlier: &[String], later: &[String]) -> Vec<Line> {
    let begin = earlier.iter().zip(later).take_while(|(a, b)| a == b).count();
    let (first, earlier) = earlier.split_at_checked(begin).unwrap_or((earlier, &[]));
    let later = later.get(begin..).unwrap_or_default();
    let end = earlier.iter().rev().zip(later.iter().rev()).take_while(|(a, b)| a == b).count();
    let (earlier, last) =
        earlier.split_at_checked(earlier.len().saturating_sub(end)).unwrap_or((earlier, &[]));
    let later = later.get(..later.len().saturating_sub(end)).unwrap_or_default();
    let same = |lines: &[String]| lines.iter().cloned().map(Line::Same).collect::<Vec<_>>();
    let mut all = same(first);
    if earlier.len().saturating_mul(later.len()) > MOST {
        all.extend(earlier.iter().cloned().map(Line::Went));
        all.extend(later.iter().cloned().map(Line::Came));
    } else {
        middle(&mut all, earlier, later);
    }
    all.extend(same(last));
    all
}

fn middle(all: &mut Vec<Line>, earlier: &[String], later: &[String]) {
    let width = later.len().saturating_add(1);
    // How many lines in order the rests of both have in common, from each place on.
    let mut common = vec![0_u32; width.saturating_mul(earlier.len().saturating_add(1))];
    let at = |a: usize, b: usize| a.saturating_mul(width).saturating_add(b);
    let of = |common: &[u32], a: usize, b: usize| common.get(at(a, b)).copied().unwrap_or_default();
    for (a, one) in earlier.iter().enumerate().rev() {
        for (b, other) in later.iter().enumerate().rev() {
            let (next_a, next_b) = (a.saturating_add(1), b.saturating_add(1));
            let best = if one == other {
                of(&common, next_a, next_b).saturating_add(1)
            } else {
                of(&common, next_a, b).max(of(&common, a, next_b))
            };
            if let Some(place) = common.get_mut(at(a, b)) {
                *place = best;
            }
        }
    }
    let (mut a, mut b) = (0_usize, 0_usize);
    loop {
        let (next_a, next_b) = (a.saturating_add(1), b.saturating_add(1));
        match (earlier.get(a), later.get(b)) {
            (Some(one), Some(other)) if one == other => {
                all.push(Line::Same(one.clone()));
                (a, b) = (next_a, next_b);
            }
            (Some(one), other) if other.is_none() || of(&common, next_a, b) >= of(&common, a, next_b) => {
                all.push(Line::Went(one.clone()));
                a = next_a;
            }
            (_, Some(other)) => {
                all.push(Line::Came(other.clone()));
                b = next_b;
            }
            _ => return,
        }
    }
}

/// Leaves out what stayed, but for the lines around what differs.
fn around(all: Vec<Line>) -> Vec<Line> {
    let differs = |at: usize| all.get(at).is_some_and(|line| !matches!(line, Line::Same(_)));
    let near = |at: usize| (at.saturating_sub(AROUND)..=at.saturating_add(AROUND)).any(differs);
    let shown: Vec<bool> = (0..all.len()).map(near).collect();
    let mut out: Vec<Line> = Vec::new();
    for (line, shown) in all.into_iter().zip(shown) {
        match out.last_mut() {
            _ if shown => out.push(line),
            Some(Line::Skipped(lines)) => *lines = lines.saturating_add(1),
            _ => out.push(Line::Skipped(1)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Paragraphs for letters; the difference as `-a`, `+b`, ` c` and `~2`.
    #[track_caller]
    fn check(earlier: &str, later: &str, expected: &str) {
        let text = |letters: &str| letters.split_whitespace().collect::<Vec<_>>().join("\n\n");
        let found = differences(&text(earlier), &text(later));
        let print = |line: &Line| match line {
            Line::Same(text) => format!("={text}"),
            Line::Went(text) => format!("-{text}"),
            Line::Came(text) => format!("+{text}"),
            Line::Skipped(lines) => format!("~{lines}"),
        };
        assert_eq!(found.iter().map(print).collect::<Vec<_>>().join(" "), expected);
    }

    #[test]
    fn what_went_and_what_came() {
        check("a b c", "a b c", "");
        // The first line is the title, which these texts have not.
        check("a b c d e", "a b x d e", "~2 =b -c +x =d ~1");
        check("a b c", "a c", "~1 =a -b =c");
        check("a c", "a b c", "~1 =a +b =c");
        check("", "a", "= +a");
        check("a b c d", "d a b c", "= +d =a ~1 =c -d");
        check("a b c d e f", "a x c d y f", "~1 =a -b +x =c =d -e +y =f");
    }

    #[test]
    fn numbers_of_footnotes_do_not_count() {
        let before = "# T\n\nA.[^1]\n\n[^1]: Source: B.\n";
        let after = "# T\n\nA.[^2]\n\n[^2]: Source: B.\n";
        assert_eq!(differences(before, after), []);
        assert_eq!(differences(before, "# T\n\nA.[^1]\n\n[^1]: Source: C.\n").len(), 4);
    }
}
