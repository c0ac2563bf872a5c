//! The lines of an iCalendar file, unfolded, as a tree of components.

use crate::exchange::foreign::{COUNT, DEPTH, ForeignError};

/// A component: its properties and the components in it.
#[derive(Debug, Default)]
pub struct Component {
    pub name: String,
    pub properties: Vec<Property>,
    pub inner: Vec<Component>,
    /// The line in which it begins.
    pub line: usize,
}

/// A property: its name, its parameters and its value as it is written.
#[derive(Debug)]
pub struct Property {
    pub name: String,
    pub parameters: Vec<(String, String)>,
    pub value: String,
    pub line: usize,
}

impl Component {
    /// Reads the calendars of a file.
    pub fn read(text: &str) -> Result<Vec<Component>, ForeignError> {
        let (mut open, mut found): (Vec<Component>, Vec<Component>) = (Vec::new(), Vec::new());
        let mut count = 0_usize;
        for (line, whole) in unfolded(text) {
            if whole.trim().is_empty() {
                continue;
            }
            count = count.saturating_add(1);
            if count > COUNT {
                return Err(ForeignError::TooMuch { line, most: COUNT, what: "lines" });
            }
            let broken = |what: String| ForeignError::Broken { line, column: 1, what };
            let property = Property::read(&whole, line)
                .ok_or_else(|| broken("a property has a name, a colon and a value".to_owned()))?;
            let name = property.value.trim().to_ascii_uppercase();
            match property.name.as_str() {
                "BEGIN" if open.len() >= DEPTH => {
                    return Err(ForeignError::TooMuch {
                        line,
                        most: DEPTH,
                        what: "components in one another",
                    });
                }
                "BEGIN" => open.push(Component { name, line, ..Component::default() }),
                "END" => match open.pop() {
                    Some(component) if component.name == name => match open.last_mut() {
                        Some(outer) => outer.inner.push(component),
                        None => found.push(component),
                    },
                    Some(component) => {
                        return Err(broken(format!(
                            "{name} ends here, and {} of line {} is still open",
                            component.name, component.line
                        )));
                    }
                    None => return Err(broken(format!("{name} ends here and never began"))),
                },
                _ => match open.last_mut() {
                    Some(component) => component.properties.push(property),
                    None => return Err(broken("a property stands outside of the calendar".to_owned())),
                },
            }
        }
        match open.pop() {
            Some(component) => {
                let what = format!("{} of line {} is not closed", component.name, component.line);
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
    fn read(line: &str, number: usize) -> Option<Property> {
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
                        value = line.get(start..);
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
        is_name.then_some(Property { name, parameters, value: value?.to_owned(), line: number })
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

/// The lines of a file with those that go on a line before put to it, each with its number.
fn unfolded(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (at, line) in text.split('\n').enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some((_, last))) => last.push_str(rest),
            _ => lines.push((at.saturating_add(1), line.to_owned())),
        }
    }
    lines
}
