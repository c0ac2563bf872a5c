//! DOCX (Office Open XML, ECMA-376): the few parts that a text with headings, lists, tables and footnotes needs. The
//! same document gives the same bytes: no dates, no random ids. `docs/decisions/0028-documents.md` says why this is
//! written here.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use thiserror::Error;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

mod parts;

use self::parts::{
    content_types, core, document_relations, note_relations, numbering, package_relations, styles,
};
use super::escape::escaped;
use super::tree::{Block, Document, Footnote, Inline, Table};
use crate::said;
use crate::words::semicolon;
use crate::words::text::areas::documents::{NOT_PACKED, NOT_WRITTEN};

/// Why no file could be made.
#[derive(Debug, Error)]
pub enum DocxError {
    /// A part could not be packed.
    #[error("{}", said!(NOT_PACKED, reason = .0.to_string()))]
    Pack(#[from] zip::result::ZipError),
    /// A part could not be written.
    #[error("{}", said!(NOT_WRITTEN, reason = .0.to_string()))]
    Write(#[from] std::io::Error),
}

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// A document as the bytes of a DOCX file.
///
/// # Errors
/// [`DocxError`] when the archive cannot be made.
pub fn docx(document: &Document) -> Result<Vec<u8>, DocxError> {
    let mut links = Vec::new();
    let body = body(document);
    let notes = footnotes(document.footnotes(), &mut links);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, text) in [
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", package_relations()),
        ("docProps/core.xml", core(document)),
        ("word/document.xml", body),
        ("word/styles.xml", styles(&document.language)),
        ("word/numbering.xml", numbering()),
        ("word/footnotes.xml", notes),
        ("word/_rels/document.xml.rels", document_relations()),
        ("word/_rels/footnotes.xml.rels", note_relations(&links)),
    ] {
        zip.start_file(name, options)?;
        zip.write_all(HEAD.as_bytes())?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

fn body(document: &Document) -> String {
    let marked = &mut Vec::new();
    let mut out = format!("<w:document xmlns:w=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><w:body>");
    paragraph(&mut out, Some("Over"), &run(&document.over, ""));
    paragraph(&mut out, Some("Title"), &run(&document.title, ""));
    if let Some(note) = &document.note {
        paragraph(&mut out, Some("Standing"), &run(note, ""));
    }
    for block in &document.blocks {
        match block {
            Block::Heading(text) => paragraph(&mut out, Some("Heading1"), &run(text, "")),
            Block::Paragraph(text) => paragraph(&mut out, None, &line(text, marked)),
            Block::List(items) => {
                for item in items {
                    paragraph(&mut out, Some("ListBullet"), &line(item, marked));
                }
            }
            Block::Table(table) => table_text(&mut out, table, marked),
            Block::Quote { words, language, by } => {
                let language = language
                    .as_deref()
                    .map(|tag| format!("<w:lang w:val=\"{}\"/>", escaped(tag)))
                    .unwrap_or_default();
                for words in words.lines() {
                    paragraph(&mut out, Some("Quote"), &run(words, &language));
                }
                paragraph(&mut out, Some("QuoteBy"), &line(by, marked));
            }
            // They stand at the foot of the page on which they are marked.
            Block::Footnotes(_) => {}
        }
    }
    if let Some(basis) = &document.basis {
        paragraph(&mut out, Some("Standing"), &run(basis, ""));
    }
    out.push_str(
        "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1418\" w:right=\"1418\" w:bottom=\"1418\" \
         w:left=\"1418\" w:header=\"709\" w:footer=\"709\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>",
    );
    out
}

fn paragraph(out: &mut String, style: Option<&str>, runs: &str) {
    let style =
        style.map(|style| format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>")).unwrap_or_default();
    let _ = write!(out, "<w:p>{style}{runs}</w:p>");
}

fn line(text: &[Inline], marked: &mut Vec<usize>) -> String {
    let mut out = String::new();
    for piece in text {
        match piece {
            Inline::Plain(text) | Inline::Record(text, _) => out.push_str(&run(text, "")),
            Inline::Emphasis(text) => out.push_str(&run(text, "<w:b/>")),
            Inline::Figure(shown) => {
                out.push_str(&run(&shown.text, ""));
                out.push_str(&mark(shown.note, marked));
            }
            Inline::Note(number) => out.push_str(&mark(*number, marked)),
        }
    }
    out
}

fn run(text: &str, properties: &str) -> String {
    let properties =
        if properties.is_empty() { String::new() } else { format!("<w:rPr>{properties}</w:rPr>") };
    format!("<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text))
}

/// The mark of a footnote. A word processor numbers the marks as they come, so that a footnote has one, and where it
/// is meant again stands a field that repeats its number.
fn mark(number: usize, marked: &mut Vec<usize>) -> String {
    let style = "<w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr>";
    if marked.contains(&number) {
        return format!(
            "<w:fldSimple w:instr=\" NOTEREF _note{number} \\h \"><w:r>{style}<w:t>{number}</w:t></w:r></w:fldSimple>"
        );
    }
    marked.push(number);
    format!(
        "<w:bookmarkStart w:id=\"{number}\" w:name=\"_note{number}\"/><w:r>{style}<w:footnoteReference \
         w:id=\"{number}\"/></w:r><w:bookmarkEnd w:id=\"{number}\"/>"
    )
}

fn table_text(out: &mut String, table: &Table, marked: &mut Vec<usize>) {
    let border =
        |side: &str| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"999999\"/>");
    let _ = write!(
        out,
        "<w:tbl><w:tblPr><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblBorders>{}{}{}</w:tblBorders></w:tblPr><w:tblGrid>",
        border("top"),
        border("bottom"),
        border("insideH")
    );
    // An even grid; the word processor fits it to what stands in it.
    let width = 9070_usize.checked_div(table.columns.len()).unwrap_or(9070);
    for _ in &table.columns {
        let _ = write!(out, "<w:gridCol w:w=\"{width}\"/>");
    }
    out.push_str("</w:tblGrid>");
    let cell = |out: &mut String, at: usize, runs: &str| {
        let right = table.columns.get(at).is_some_and(|column| column.numbers);
        let right = if right { "<w:pPr><w:jc w:val=\"right\"/></w:pPr>" } else { "" };
        let _ = write!(out, "<w:tc><w:tcPr/><w:p>{right}{runs}</w:p></w:tc>");
    };
    out.push_str("<w:tr><w:trPr><w:tblHeader/></w:trPr>");
    for (at, column) in table.columns.iter().enumerate() {
        cell(out, at, &run(&column.title, "<w:b/>"));
    }
    out.push_str("</w:tr>");
    for row in &table.rows {
        out.push_str("<w:tr>");
        for (at, text) in row.iter().enumerate() {
            cell(out, at, &line(text, marked));
        }
        out.push_str("</w:tr>");
    }
    // A paragraph must stand between a table and what follows it.
    out.push_str("</w:tbl><w:p/>");
}

/// The footnotes; the two lines before them are what every file has. Collects the addresses that they lead to.
fn footnotes(notes: &[Footnote], links: &mut Vec<String>) -> String {
    let mut out = format!("<w:footnotes xmlns:w=\"{MAIN}\" xmlns:r=\"{RELATIONS}\">");
    out.push_str(
        "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>\
         <w:footnote w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>",
    );
    for note in notes {
        let _ = write!(out, "<w:footnote w:id=\"{}\">", note.number);
        let mut first =
            String::from("<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>");
        first.push_str(&run(&format!(" {}", note.says), ""));
        if note.entries.is_empty() {
            first.push_str(&sources(note, links));
            paragraph(&mut out, Some("FootnoteText"), &first);
        } else {
            paragraph(&mut out, Some("FootnoteText"), &first);
            for entry in &note.entries {
                paragraph(&mut out, Some("FootnoteText"), &run(&format!("– {}", entry.text), ""));
            }
            let sources = sources(note, links);
            if !sources.is_empty() {
                paragraph(&mut out, Some("FootnoteText"), &sources);
            }
        }
        out.push_str("</w:footnote>");
    }
    out.push_str("</w:footnotes>");
    out
}

fn sources(note: &Footnote, links: &mut Vec<String>) -> String {
    let mut out = String::new();
    for (at, source) in note.sources.iter().enumerate() {
        let lead = if at == 0 { format!(" {}", note.lead()) } else { semicolon().to_owned() };
        out.push_str(&run(&lead, ""));
        let name = run(&source.text, "");
        match &source.address {
            Some(address) => {
                links.push(address.clone());
                let _ = write!(out, "<w:hyperlink r:id=\"link{}\">{name}</w:hyperlink>", links.len());
            }
            None => out.push_str(&name),
        }
    }
    if !out.is_empty() && !note.stop().is_empty() {
        out.push_str(&run(note.stop(), ""));
    }
    out
}
