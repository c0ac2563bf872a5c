//! HTML: an article for the page, or a whole file. Text of a register is never markup, and no address runs anything.

use std::fmt::Write;

use rust_decimal::RoundingStrategy;

use super::escape::escaped;
use super::tree::{Block, Document, Footnote, Inline, Shown, Table};
use crate::figures::Open;
use crate::register::RecordKey;
use crate::said;
use crate::words::semicolon;
use crate::words::text::areas::documents as says;

/// Where a record stands, as an address; nothing where it has none.
pub type Links<'a> = &'a dyn Fn(&RecordKey) -> Option<String>;

/// A document as an `article`. `links` says where records stand; without an address a record is plain text.
pub fn html(document: &Document, links: Links<'_>) -> String {
    let mut out = format!("<article class=\"document\" lang=\"{}\">\n", escaped(&document.language));
    let mut put = |text: &str| {
        out.push_str(text);
        out.push('\n');
    };
    put(&format!("<p class=\"over\">{}</p>", escaped(&document.over)));
    put(&format!("<h1>{}</h1>", escaped(&document.title)));
    if let Some(note) = &document.note {
        put(&format!("<p class=\"standing\">{}</p>", escaped(note)));
    }
    let mut marked = Vec::new();
    for block in &document.blocks {
        put(&match block {
            Block::Heading(text) => format!("<h2>{}</h2>", escaped(text)),
            Block::Paragraph(text) => format!("<p>{}</p>", line(text, links, &mut marked)),
            Block::List(items) => {
                let items: Vec<String> =
                    items.iter().map(|item| format!("<li>{}</li>", line(item, links, &mut marked))).collect();
                format!("<ul>\n{}\n</ul>", items.join("\n"))
            }
            Block::Table(table) => table_text(table, links, &mut marked),
            Block::Quote { words, language, by } => {
                let language =
                    language.as_deref().map(|tag| format!(" lang=\"{}\"", escaped(tag))).unwrap_or_default();
                let words: Vec<String> = words.lines().map(escaped).collect();
                format!(
                    "<figure><blockquote{language}><p>{}</p></blockquote><figcaption>{}</figcaption></figure>",
                    words.join("<br>"),
                    line(by, links, &mut marked)
                )
            }
            Block::Footnotes(notes) => {
                let notes: Vec<String> = notes.iter().map(|note| footnote(note, links)).collect();
                format!("<ol class=\"footnotes\">\n{}\n</ol>", notes.join("\n"))
            }
        });
    }
    if let Some(basis) = &document.basis {
        out.push_str(&format!("<p class=\"basis\">{}</p>\n", escaped(basis)));
    }
    out.push_str("</article>\n");
    out
}

/// A document as a file of its own, which needs nothing from elsewhere.
pub fn html_page(document: &Document) -> String {
    page(document, "", "")
}

/// The same as the front page of a register that lies beside it: `opens` is where the register opens, `about` what a
/// link to the page shows of it. All of it is there without a script.
pub fn front_page(document: &Document, about: &str, opens: &str) -> String {
    let (title, about, opens) = (escaped(&document.title), escaped(about), escaped(opens));
    let head = format!(
        "<meta name=\"description\" content=\"{about}\">\n<meta property=\"og:type\" content=\"website\">\n\
         <meta property=\"og:title\" content=\"{title}\">\n<meta property=\"og:description\" content=\"{about}\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n"
    );
    let lead = format!(
        "<p><a href=\"{opens}\">Open the register</a>, which recounts each figure before your eyes.</p>\n"
    );
    page(document, &head, &lead)
}

fn page(document: &Document, head: &str, lead: &str) -> String {
    const STYLE: &str = "body{max-width:42rem;margin:2rem auto;padding:0 1rem;font-family:Georgia,serif;\
        line-height:1.6}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.2rem .5rem;\
        border-bottom:1px solid #999}.n{text-align:right;font-variant-numeric:tabular-nums}.over,.standing,\
        .footnotes,.basis{font-size:.85rem}.basis{overflow-wrap:anywhere}sup a{text-decoration:none}@media print{body{margin:0}}";
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width\">\n<title>{}</title>\n{head}<style>{STYLE}</style>\n</head>\n<body>\n{lead}{}</body>\n\
         </html>\n",
        escaped(&document.language),
        escaped(&document.title),
        html(document, &|_| None)
    )
}

fn line(text: &[Inline], links: Links<'_>, marked: &mut Vec<usize>) -> String {
    let mut out = String::new();
    for piece in text {
        match piece {
            Inline::Plain(text) => out.push_str(&escaped(text)),
            Inline::Emphasis(text) => out.push_str(&format!("<em>{}</em>", escaped(text))),
            Inline::Figure(shown) => {
                out.push_str(&figure(shown));
                out.push_str(&mark(shown.note, marked));
            }
            Inline::Note(number) => out.push_str(&mark(*number, marked)),
            Inline::Record(text, key) => out.push_str(&record(text, key, links)),
        }
    }
    out
}

fn record(text: &str, key: &RecordKey, links: Links<'_>) -> String {
    match links(key) {
        Some(address) => format!("<a href=\"{}\">{}</a>", escaped(&address), escaped(text)),
        None => escaped(text),
    }
}

/// A figure with the attributes that every figure of the page has.
fn figure(shown: &Shown) -> String {
    let Some(measure) = shown.measure else { return escaped(&shown.text) };
    let amount =
        shown.amount.round_dp_with_strategy(shown.currency.digits(), RoundingStrategy::MidpointNearestEven);
    let mut out = format!(
        "<span data-figure=\"{}\" data-amount=\"{amount}\" data-currency=\"{}\" data-date=\"{}\"",
        measure.word(),
        shown.currency,
        shown.date
    );
    if let Some(open) = shown.open.word().filter(|_| shown.open != Open::No) {
        let _ = write!(out, " data-open=\"{open}\"");
    }
    if shown.about {
        out.push_str(" data-about=\"\"");
    }
    let _ = write!(out, ">{}</span>", escaped(&shown.text));
    out
}

/// The mark of a footnote. The first one of each is where its footnote leads back to.
fn mark(number: usize, marked: &mut Vec<usize>) -> String {
    let id = if marked.contains(&number) {
        String::new()
    } else {
        marked.push(number);
        format!(" id=\"mark-{number}\"")
    };
    let label = escaped(&said!(says::FOOTNOTE, number = number.to_string()));
    format!("<sup><a href=\"#note-{number}\"{id} aria-label=\"{label}\">{number}</a></sup>")
}

fn table_text(table: &Table, links: Links<'_>, marked: &mut Vec<usize>) -> String {
    let class = |at: usize| {
        if table.columns.get(at).is_some_and(|column| column.numbers) { " class=\"n\"" } else { "" }
    };
    let head: String = table
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| format!("<th scope=\"col\"{}>{}</th>", class(at), escaped(&column.title)))
        .collect();
    let rows: Vec<String> = table
        .rows
        .iter()
        .map(|row| {
            let cells: String = row
                .iter()
                .enumerate()
                .map(|(at, cell)| format!("<td{}>{}</td>", class(at), line(cell, links, marked)))
                .collect();
            format!("<tr>{cells}</tr>")
        })
        .collect();
    format!("<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>", rows.join("\n"))
}

fn footnote(note: &Footnote, links: Links<'_>) -> String {
    let number = note.number;
    let mut out = format!("<li id=\"note-{number}\">{}", escaped(&note.says));
    if !note.entries.is_empty() {
        let entries: String = note
            .entries
            .iter()
            .map(|entry| match &entry.key {
                Some(key) => format!("<li>{}</li>", record(&entry.text, key, links)),
                None => format!("<li>{}</li>", escaped(&entry.text)),
            })
            .collect();
        let _ = write!(out, "<ul>{entries}</ul>");
    }
    if !note.sources.is_empty() {
        let sources: Vec<String> = note
            .sources
            .iter()
            .map(|source| match &source.address {
                Some(address) => format!(
                    "<a href=\"{}\" rel=\"noreferrer\">{}</a>",
                    escaped(address),
                    escaped(&source.text)
                ),
                None => escaped(&source.text),
            })
            .collect();
        let _ = write!(out, " {}{}{}", note.lead(), sources.join(semicolon()), note.stop());
    }
    let back = escaped(says::BACK_TO_TEXT.said());
    let _ = write!(out, " <a href=\"#mark-{number}\" aria-label=\"{back}\">↩</a></li>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::{Cited, plain};
    use crate::register::Collection;

    fn hostile() -> Document {
        let text = "<script>alert('1')</script>\" onload=\"x".to_owned();
        let key = RecordKey::new(Collection::Sources, "s");
        let sources = vec![Cited { key: Some(key.clone()), text: text.clone(), address: Some(text.clone()) }];
        Document {
            over: text.clone(),
            title: text.clone(),
            language: text.clone(),
            note: Some(text.clone()),
            basis: Some(text.clone()),
            blocks: vec![
                Block::Heading(text.clone()),
                Block::Paragraph(vec![Inline::Emphasis(text.clone()), Inline::Record(text.clone(), key)]),
                Block::Quote { words: text.clone(), language: Some(text.clone()), by: plain(text.as_str()) },
                Block::Footnotes(vec![Footnote { number: 1, says: text, entries: vec![], sources }]),
            ],
        }
    }

    #[test]
    fn hostile_text_stays_text() {
        let page = html(&hostile(), &|_| Some("#/\"><script>".to_owned()));
        assert!(!page.contains("<script") && !page.contains("\" onload"), "{page}");
        assert!(page.contains("&lt;script&gt;"));
        assert!(!html_page(&hostile()).contains("<script"));
    }
}
