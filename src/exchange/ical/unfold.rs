//! The lines of an iCalendar file, unfolded, as a tree of components.

use crate::exchange::foreign::{COUNT, DEPTH, ForeignError, Spot};
use crate::said;
use crate::words::text::areas::noted as says;

/// A component: its properties and the components in it.
#[derive(Debug, Default)]
pub struct Component {
    pub name: String,
    pub properties: Vec<Property>,
    pub inner: Vec<Component>,
    /// Where it begins.
    pub spot: Spot,
}

/// A property: its name, its parameters and its value as it is written.
#[derive(Debug)]
pub struct Property {
    pub name: String,
    pub parameters: Vec<(String, String)>,
    pub value: String,
    /// Where the value begins.
    pub spot: Spot,
}

impl Component {
    /// Reads the calendars of a file.
    pub fn read(text: &str) -> Result<Vec<Component>, ForeignError> {
        let (mut open, mut found): (Vec<Component>, Vec<Component>) = (Vec::new(), Vec::new());
        let mut count = 0_usize;
        for whole in unfolded(text) {
            let line = whole.line;
            if whole.text.trim().is_empty() {
                continue;
            }
            count = count.saturating_add(1);
            if count > COUNT {
                let (number, most) = (line.to_string(), COUNT.to_string());
                let sentence = said!(says::TOO_MANY_LINES, line = number, most);
                return Err(ForeignError::TooMuch { line, sentence });
            }
            let broken = |what: String| ForeignError::Broken { line, column: 1, what };
            let property =
                Property::read(&whole).ok_or_else(|| broken(says::NO_PROPERTY.said().to_owned()))?;
            let name = property.value.trim().to_ascii_uppercase();
            match property.name.as_str() {
                "BEGIN" if open.len() >= DEPTH => {
                    let (number, most) = (line.to_string(), DEPTH.to_string());
                    let sentence = said!(says::TOO_DEEP_COMPONENTS, line = number, most);
                    return Err(ForeignError::TooMuch { line, sentence });
                }
                "BEGIN" => {
                    open.push(Component { name, spot: Spot { line, column: 1 }, ..Component::default() })
                }
                "END" => match open.pop() {
                    Some(component) if component.name == name => match open.last_mut() {
                        Some(outer) => outer.inner.push(component),
                        None => found.push(component),
                    },
                    Some(component) => {
                        let (other, line) = (component.name, component.spot.line.to_string());
                        return Err(broken(said!(says::STILL_OPEN, name, other, line)));
                    }
                    None => return Err(broken(said!(says::NEVER_BEGAN, name))),
                },
                _ => match open.last_mut() {
                    Some(component) => component.properties.push(property),
                    None => return Err(broken(says::PROPERTY_OUTSIDE.said().to_owned())),
                },
            }
        }
        match open.pop() {
            Some(component) => {
                let line = component.spot.line.to_string();
                let what = said!(says::COMPONENT_OPEN, name = component.name, line);
                Err(ForeignError::Cut { line: text.lines().count().max(1), what })
            }
            None => Ok(found),
        }
    }

    /// The property of that name.
    pub fn one(&self, name: &str) -> Option<&Property> {
        self.properties.iter().find(|one| one.name == name)
    }

    /// Its value as text.
    pub fn text(&self, name: &str) -> Option<String> {
        self.one(name).map(Property::text).filter(|text| !text.trim().is_empty())
    }
}

impl Property {
    fn read(whole: &Unfolded) -> Option<Property> {
        let line = whole.text.as_str();
        // A colon or semicolon between quotation marks belongs to a parameter.
        let (mut is_quoted, mut parts, mut start) = (false, Vec::new(), 0_usize);
        let mut value = None;
        for (at, one) in line.char_indices() {
            match one {
                '"' => is_quoted = !is_quoted,
                ';' | ':' if !is_quoted => {
                    parts.push(line.get(start..at)?);
                    start = at.saturating_add(1);
                    if one == ':' {
                        value = line.get(start..).map(|value| (value, whole.spot(start)));
                        break;
                    }
                }
                _ => {}
            }
        }
        let mut parts = parts.into_iter();
        // A group before the name, as other cards of this family have it, says nothing here.
        let name = parts.next()?.trim().to_ascii_uppercase();
        let parameters = parts.map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            (name.trim().to_ascii_uppercase(), value.trim_matches('"').to_owned())
        });
        let is_name =
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let parameters = parameters.collect();
        let (value, spot) = value?;
        is_name.then_some(Property { name, parameters, value: value.to_owned(), spot })
    }

    /// The value of a parameter.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(held, _)| held == name).map(|(_, value)| value.as_str())
    }

    /// The value as text, without escapes.
    pub fn text(&self) -> String {
        self.texts().join(",")
    }

    /// The texts of a value that lists several.
    pub fn texts(&self) -> Vec<String> {
        let (mut texts, mut text, mut is_escaped) = (Vec::new(), String::new(), false);
        for one in self.value.chars() {
            match (is_escaped, one) {
                (false, '\\') => {
                    is_escaped = true;
                    continue;
                }
                (false, ',') => texts.push(std::mem::take(&mut text)),
                (true, 'n' | 'N') => text.push('\n'),
                (_, one) => text.push(one),
            }
            is_escaped = false;
        }
        texts.push(text);
        texts
    }
}

/// A line with those that go on with it.
struct Unfolded {
    /// Its number, from 1.
    line: usize,
    text: String,
    /// Where in the text those begin that go on with it.
    parts: Vec<usize>,
}

impl Unfolded {
    /// Where in the file a byte of the text stands.
    fn spot(&self, at: usize) -> Spot {
        let before = self.parts.iter().take_while(|part| **part <= at);
        let (nth, begins) = before.fold((0_usize, 0), |(nth, _), part| (nth.saturating_add(1), *part));
        let passed = self.text.get(begins..at).unwrap_or_default().chars().count();
        // A line that goes on with another one begins with a blank.
        let column = passed.saturating_add(1).saturating_add(usize::from(nth > 0));
        Spot { line: self.line.saturating_add(nth), column }
    }
}

/// The lines of a file with those that go on a line before put to it.
fn unfolded(text: &str) -> Vec<Unfolded> {
    let mut lines: Vec<Unfolded> = Vec::new();
    for (at, line) in text.split('\n').enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some(last)) => {
                last.parts.push(last.text.len());
                last.text.push_str(rest);
            }
            _ => {
                lines.push(Unfolded { line: at.saturating_add(1), text: line.to_owned(), parts: Vec::new() })
            }
        }
    }
    lines
}
