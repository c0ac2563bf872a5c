//! The XML of spreadsheets, element by element. No document type, and no entity but those that XML knows itself.

use quick_xml::Reader;
use quick_xml::encoding::Decoder;
use quick_xml::events::{BytesStart, Event};

use super::SheetError;
use super::book::damaged;
use crate::words::text::areas::noted as says;

/// What comes next.
pub(super) enum Next {
    /// An element begins: its name without a prefix.
    Start(String, Attributes),
    /// An element ends.
    End(String),
    /// Text.
    Text(String),
}

/// Names without prefixes, and values.
#[derive(Default)]
pub(super) struct Attributes(Vec<(String, String)>);

impl Attributes {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// A number that says how often; once where it does not.
    pub fn times(&self, name: &str) -> usize {
        self.get(name).and_then(|times| times.parse().ok()).unwrap_or(1)
    }
}

/// Reads a part.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    /// The end of an element that has nothing in it.
    end: Option<String>,
    /// How many elements are open.
    depth: usize,
}

impl<'a> Xml<'a> {
    pub fn of(text: &'a str) -> Self {
        Xml { reader: Reader::from_str(text), end: None, depth: 0 }
    }

    /// The next thing; none at the end.
    pub fn next(&mut self) -> Result<Option<Next>, SheetError> {
        if let Some(name) = self.end.take() {
            return Ok(Some(Next::End(name)));
        }
        let decoder = self.reader.decoder();
        loop {
            return Ok(Some(match self.reader.read_event().map_err(|_| broken())? {
                Event::Start(start) => {
                    self.depth = self.depth.saturating_add(1);
                    Next::Start(name(start.local_name().as_ref()), attributes(&start, decoder)?)
                }
                Event::Empty(start) => {
                    let name = name(start.local_name().as_ref());
                    self.end = Some(name.clone());
                    Next::Start(name, attributes(&start, decoder)?)
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    Next::End(name(end.local_name().as_ref()))
                }
                Event::Text(text) => Next::Text(text.unescape().map_err(|_| broken())?.into_owned()),
                Event::CData(text) => Next::Text(name(&text)),
                Event::DocType(_) => {
                    return Err(damaged(&says::DOCUMENT_TYPE.said()));
                }
                Event::Eof if self.depth > 0 => return Err(damaged(&says::ENDS_EARLY.said())),
                Event::Eof => return Ok(None),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            }));
        }
    }
}

/// What the reader of XML says of it is English and stays out.
fn broken() -> SheetError {
    damaged(&says::XML_BROKEN.said())
}

fn name(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn attributes(start: &BytesStart<'_>, decoder: Decoder) -> Result<Attributes, SheetError> {
    let mut found = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| broken())?;
        let value = attribute.decode_and_unescape_value(decoder).map_err(|_| broken())?.into_owned();
        found.push((name(attribute.key.local_name().as_ref()), value));
    }
    Ok(Attributes(found))
}
