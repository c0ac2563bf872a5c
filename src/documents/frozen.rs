//! A text that was kept, read again as a document. Only the text speaks: nothing in it is looked up in a register.

use super::tree::{Block, Cited, Column, Document, Footnote, Inline, Made, Table, Text, plain};

/// Reads what [`markdown`](super::markdown) wrote. Another text is taken as it stands, paragraph by paragraph.
pub fn read(text: &str) -> Document {
    let mut document = Document {
        over: String::new(),
        title: String::new(),
        language: "en".to_owned(),
        note: None,
        blocks: Vec::new(),
        basis: None,
    };
    let mut chunks = text.trim_end().split("\n\n").peekable();
    let head: Vec<&str> = text.split("\n\n").take(2).collect();
    let Some(at) = head.iter().position(|chunk| chunk.starts_with("# ")) else {
        let own = chunks.map(str::trim).filter(|chunk| !chunk.is_empty());
        document.blocks = own.map(|chunk| Block::Paragraph(plain(chunk))).collect();
        return document;
    };
    if at == 1 {
        document.over = chunks.next().map(unescaped).unwrap_or_default();
    }
    document.title =
        chunks.next().and_then(|chunk| chunk.strip_prefix("# ")).map(unescaped).unwrap_or_default();
    let is_note = |chunk: &&str| chunk.starts_with('*') && !chunk.starts_with("**");
    let inner =
        |chunk: &str| chunk.strip_prefix('*').and_then(|chunk| chunk.strip_suffix('*')).map(unescaped);
    document.note = chunks.next_if(is_note).and_then(inner);
    let mut notes: Vec<Footnote> = Vec::new();
    for chunk in chunks.filter(|chunk| !chunk.is_empty()) {
        match (chunk.strip_prefix("    "), notes.last_mut()) {
            (Some(more), Some(note)) => go_on(note, more),
            _ => match footnote(chunk) {
                Some(note) => notes.push(note),
                None => document.blocks.push(block(chunk)),
            },
        }
    }
    if !notes.is_empty() {
        document.blocks.push(Block::Footnotes(notes));
    }
    document
}

fn block(chunk: &str) -> Block {
    if let Some(heading) = chunk.strip_prefix("## ") {
        return Block::Heading(unescaped(heading));
    }
    if chunk.starts_with("| ") {
        return Block::Table(table(chunk));
    }
    // The end of a text is trimmed, that of an item without words too.
    if chunk.starts_with("- ") || chunk == "-" {
        let item = |line: &str| inlines(line.strip_prefix("- ").or(line.strip_prefix('-')).unwrap_or(line));
        let items = chunk.lines().map(item);
        return Block::List(items.collect());
    }
    if chunk.starts_with('>') {
        return quote(chunk);
    }
    Block::Paragraph(inlines(chunk))
}

fn table(chunk: &str) -> Table {
    let cells = |line: &str| -> Vec<String> {
        let line = line.strip_prefix("| ").unwrap_or(line);
        line.strip_suffix(" |").unwrap_or(line).split(" | ").map(str::to_owned).collect()
    };
    let mut lines = chunk.lines();
    let titles = lines.next().map(cells).unwrap_or_default();
    let sides = lines.next().map(cells).unwrap_or_default();
    let columns = titles
        .iter()
        .zip(sides.iter())
        .map(|(title, side)| Column { title: unescaped(title), numbers: side.ends_with(':') });
    let columns = columns.collect();
    let rows = lines.map(|line| cells(line).iter().map(|cell| inlines(cell)).collect()).collect();
    Table { columns, rows }
}

fn quote(chunk: &str) -> Block {
    let mut lines: Vec<&str> = chunk
        .lines()
        .map(|line| line.strip_prefix("> ").or(line.strip_prefix('>')).unwrap_or(line))
        .collect();
    let by = lines
        .pop()
        .map(|line| inlines(line.strip_prefix("— ").or(line.strip_prefix('—')).unwrap_or(line)))
        .unwrap_or_default();
    // The line that parts the words from whose they are.
    lines.pop();
    let words: Vec<String> = lines.into_iter().map(unescaped).collect();
    Block::Quote { words: words.join("\n"), language: None, by }
}

fn footnote(chunk: &str) -> Option<Footnote> {
    let (number, says) = chunk.strip_prefix("[^")?.split_once("]:")?;
    let mut note = Footnote {
        number: number.parse().ok()?,
        says: String::new(),
        entries: Vec::new(),
        sources: Vec::new(),
    };
    let says = says.trim_start();
    let at = ["Source: ", "Sources: "].iter().filter_map(|lead| says.find(lead)).min();
    let (says, sources) = says.split_at_checked(at.unwrap_or(says.len()))?;
    note.says = unescaped(says.trim_end());
    note.sources = cited(sources);
    Some(note)
}

/// The entries of a footnote, and after them its sources.
fn go_on(note: &mut Footnote, more: &str) {
    if more.starts_with("- ") {
        let entries = more.lines().filter_map(|line| line.trim_start().strip_prefix("- "));
        note.entries.extend(entries.map(|entry| Made { text: unescaped(entry), key: None, line: None }));
    } else {
        note.sources = cited(more);
    }
}

fn cited(text: &str) -> Vec<Cited> {
    let one = |text: &str| {
        let linked = text.strip_prefix('[').and_then(|text| text.strip_suffix(">)")?.rsplit_once("](<"));
        let (text, address) = linked.map_or((text, None), |(text, address)| (text, Some(address.to_owned())));
        Cited { key: None, text: unescaped(text), address }
    };
    if let Some(text) = text.strip_prefix("Source: ") {
        return vec![one(text.strip_suffix('.').unwrap_or(text))];
    }
    let Some(text) = text.strip_prefix("Sources: ") else { return Vec::new() };
    text.strip_suffix('.').unwrap_or(text).split("; ").map(one).collect()
}

/// A line with its emphasis and the marks of its footnotes.
fn inlines(text: &str) -> Text {
    let mut found = Vec::new();
    let mut own = String::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        if let Some((emphasis, after)) = rest.strip_prefix("**").and_then(emphasis) {
            keep(&mut found, &mut own);
            found.push(Inline::Emphasis(unescaped(emphasis)));
            rest = after;
            continue;
        }
        let mark = rest.strip_prefix("[^").and_then(|rest| rest.split_once(']'));
        if let Some((Ok(number), after)) = mark.map(|(number, after)| (number.parse(), after)) {
            keep(&mut found, &mut own);
            found.push(Inline::Note(number));
            rest = after;
            continue;
        }
        let (letter, length) = match (letter, rest.chars().nth(1)) {
            ('\\', Some(escaped)) => (escaped, escaped.len_utf8().saturating_add(1)),
            _ => (letter, letter.len_utf8()),
        };
        own.push(letter);
        rest = rest.get(length..).unwrap_or_default();
    }
    keep(&mut found, &mut own);
    found
}

/// What stands before the next two stars that are not text, and what after.
fn emphasis(text: &str) -> Option<(&str, &str)> {
    let mut from = 0;
    loop {
        let at = text.get(from..)?.find(['\\', '*'])?.saturating_add(from);
        if text.get(at..)?.starts_with("**") {
            return text.get(..at).zip(text.get(at.saturating_add(2)..));
        }
        // A backslash goes with the letter behind it.
        let escaped = text.get(at..)?.chars().take(2).map(char::len_utf8).sum::<usize>();
        from = at.saturating_add(escaped);
    }
}

fn keep(found: &mut Text, own: &mut String) {
    if !own.is_empty() {
        found.push(Inline::Plain(std::mem::take(own)));
    }
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        out.push(match letter {
            '\\' => letters.next().unwrap_or(letter),
            letter => letter,
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::markdown;
    use super::*;

    #[track_caller]
    fn check(text: &str) {
        assert_eq!(markdown(&read(text)), text);
    }

    #[test]
    fn reads_what_was_written() {
        check("Of · Minutes\n\n# Title\n\n*A note.*\n\n\\# no heading\\*[^1]\n\n## Heading\n");
        check(
            "# T\n\n- **Decision**: one\n- two \\[x\\][^2]\n\n| A | B |\n| --- | ---: |\n|  | 1 |\n| a\\|b |  |\n",
        );
        check("# T\n\n> First.\n> \n> Second.\n>\n> — Somebody[^1]\n\n1\\. no list\n");
        check(
            "# T\n\n[^1]: Source: [A; B](<https://a.example/>).\n\n[^2]: Says.\n\n    - one\n    - two\n\n    Sources: [A](<https://a.example/>); B.\n",
        );
    }

    #[test]
    fn another_text_is_taken_as_it_stands() {
        let document = read("One *and*\nmore.\n\n\nTwo.\n");
        let one = Block::Paragraph(plain("One *and*\nmore."));
        assert_eq!(document.blocks, [one, Block::Paragraph(plain("Two."))]);
        assert!(document.title.is_empty());
    }
}
