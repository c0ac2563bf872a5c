//! XML as a tree: elements, attributes and text. No document type, no entity but those that XML knows itself.

use quick_xml::Reader;
use quick_xml::errors::IllFormedError;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use super::spot::Walk;
use super::{COUNT, DEPTH, ForeignError, Spot};
use crate::said;
use crate::words::text::areas::noted as says;

/// An element with all that is in it.
#[derive(Debug, Default)]
pub struct Element {
    /// Its name as it is written.
    pub name: String,
    /// Names and values, as they are written.
    pub attributes: Vec<(String, String)>,
    /// The elements in it.
    pub children: Vec<Element>,
    /// The text in it, without that of its elements.
    pub text: String,
    /// Where it begins.
    pub spot: Spot,
}

impl Element {
    /// Reads the root element of a document.
    pub fn read(text: &str) -> Result<Element, ForeignError> {
        let mut reader = Reader::from_str(text);
        let mut walk = Walk::new(text);
        let (mut open, mut count): (Vec<Element>, usize) = (Vec::new(), 0);
        loop {
            let event = reader.read_event();
            let begins = walk.spot();
            walk.go_to(usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX));
            let element = match event {
                Err(error) => {
                    walk.go_to(usize::try_from(reader.error_position()).unwrap_or(usize::MAX));
                    return Err(match open.last() {
                        // What is open at the end began at the last "<".
                        Some(last) if !walk.rest().contains('>') => ForeignError::Cut {
                            line: walk.spot().line,
                            what: said!(says::NOT_CLOSED, name = last.name),
                        },
                        _ => broken(&walk, fault(&error)),
                    });
                }
                Ok(Event::Eof) => {
                    let what = open.last().map_or_else(
                        || says::NO_ELEMENT.said().to_owned(),
                        |last| said!(says::NOT_CLOSED, name = last.name),
                    );
                    return Err(ForeignError::Cut { line: walk.spot().line, what });
                }
                Ok(Event::DocType(_)) => {
                    return Err(ForeignError::Entities { line: begins.line, column: begins.column });
                }
                Ok(Event::Start(start)) => {
                    count = count.saturating_add(1);
                    if count > COUNT {
                        return Err(too_many(begins.line));
                    }
                    if open.len() >= DEPTH {
                        let (line, most) = (begins.line.to_string(), DEPTH.to_string());
                        let sentence = said!(says::TOO_DEEP_ELEMENTS, line, most);
                        return Err(ForeignError::TooMuch { line: begins.line, sentence });
                    }
                    open.push(element(&start, begins, &walk)?);
                    continue;
                }
                Ok(Event::Empty(start)) => {
                    count = count.saturating_add(1);
                    if count > COUNT {
                        return Err(too_many(begins.line));
                    }
                    element(&start, begins, &walk)?
                }
                Ok(Event::End(_)) => match open.pop() {
                    Some(element) => element,
                    None => return Err(broken(&walk, says::CLOSED_UNOPENED.said().to_owned())),
                },
                Ok(Event::Text(text)) => {
                    let raw = String::from_utf8_lossy(&text);
                    let text = plain(&raw, &walk)?;
                    if let Some(last) = open.last_mut() {
                        last.text.push_str(&text);
                    }
                    continue;
                }
                Ok(Event::CData(text)) => {
                    if let Some(last) = open.last_mut() {
                        last.text.push_str(&String::from_utf8_lossy(&text));
                    }
                    continue;
                }
                Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_)) => continue,
            };
            match open.last_mut() {
                Some(parent) => parent.children.push(element),
                None => return Ok(element),
            }
        }
    }

    /// The name without its prefix.
    pub fn local(&self) -> &str {
        self.name.rsplit_once(':').map_or(&self.name, |(_, local)| local)
    }

    /// The value of an attribute; nothing where it is empty.
    pub fn at(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(held, _)| held == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// The elements of that name.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a Element> + use<'a> {
        let name = name.to_owned();
        self.children.iter().filter(move |one| one.name == name)
    }

    /// The first of them.
    pub fn one(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|one| one.name == name)
    }

    /// The first narrative of the first element of that name, or the text of that element.
    pub fn told(&self, name: &str) -> Option<&str> {
        self.one(name).and_then(Element::narrative)
    }

    /// The first narrative in it, or its own text.
    pub fn narrative(&self) -> Option<&str> {
        let narrative = self.one("narrative").map(|one| one.text.as_str());
        narrative.or(Some(self.text.trim())).filter(|text| !text.trim().is_empty())
    }

    /// All that it says, in one line: its name, its attributes, its texts.
    pub fn flat(&self) -> String {
        let mut out = String::new();
        self.flatten(&mut out);
        out
    }

    fn flatten(&self, out: &mut String) {
        if self.name != "narrative" {
            out.push_str(&self.name);
        }
        for (name, value) in &self.attributes {
            out.push_str(&format!(" {name}={value}"));
        }
        if !self.text.trim().is_empty() {
            out.push_str(if self.name == "narrative" { "" } else { ": " });
            out.push_str(self.text.trim());
        }
        for (at, child) in self.children.iter().enumerate() {
            out.push_str(if at == 0 { ": " } else { "; " });
            child.flatten(out);
        }
    }
}

fn too_many(line: usize) -> ForeignError {
    let sentence = said!(says::TOO_MANY_ELEMENTS, line = line.to_string(), most = COUNT.to_string());
    ForeignError::TooMuch { line, sentence }
}

/// What is wrong with the XML; the reader's own words are English.
fn fault(error: &quick_xml::Error) -> String {
    match error {
        quick_xml::Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
            said!(says::TAG_OTHER, found, expected)
        }
        _ => said!(says::XML_BROKEN),
    }
}

fn broken(walk: &Walk<'_>, what: String) -> ForeignError {
    let Spot { line, column } = walk.spot();
    ForeignError::Broken { line, column, what }
}

fn element(start: &BytesStart<'_>, spot: Spot, walk: &Walk<'_>) -> Result<Element, ForeignError> {
    let name = String::from_utf8_lossy(start.name().as_ref()).into_owned();
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| broken(walk, said!(says::ATTRIBUTE_WRONG)))?;
        let value = plain(&String::from_utf8_lossy(&attribute.value), walk)?;
        attributes.push((String::from_utf8_lossy(attribute.key.as_ref()).into_owned(), value));
    }
    Ok(Element { name, attributes, spot, ..Element::default() })
}

/// Text with its five entities and its characters by number.
fn plain(raw: &str, walk: &Walk<'_>) -> Result<String, ForeignError> {
    match unescape(raw) {
        Ok(text) => Ok(text.replace("\r\n", "\n")),
        Err(quick_xml::escape::EscapeError::UnrecognizedEntity(..)) => {
            let Spot { line, column } = walk.spot();
            Err(ForeignError::Entities { line, column })
        }
        Err(_) => Err(broken(walk, said!(says::TEXT_WRONG))),
    }
}
