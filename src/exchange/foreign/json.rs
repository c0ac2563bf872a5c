//! JSON as a tree in which numbers stand as they are written, and each value knows where it begins.

use std::collections::BTreeMap;

use serde::de::IgnoredAny;

use super::spot::Walk;
use super::{COUNT, DEPTH, ForeignError, Spot};
use crate::said;
use crate::words::text::areas::noted as says;

/// A value.
#[derive(Debug)]
pub enum Node {
    /// Null, true or false.
    Word(String),
    /// A number as it is written.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<At>),
    /// An object; of members of one name the last.
    Object(BTreeMap<String, At>),
}

/// A value and where it begins.
#[derive(Debug)]
pub struct At {
    /// What stands there.
    pub node: Node,
    /// Where.
    pub spot: Spot,
}

impl At {
    /// Reads a file.
    pub fn read(text: &str) -> Result<At, ForeignError> {
        serde_json::from_str::<IgnoredAny>(text).map_err(|error| broken(text, &error))?;
        Tree { text, at: 0, walk: Walk::new(text), count: 0 }.value(0)
    }

    /// A member of an object.
    pub fn at(&self, name: &str) -> Option<&At> {
        match &self.node {
            Node::Object(members) => members.get(name),
            _ => None,
        }
    }

    /// A member of a member, by names joined by `/`.
    pub fn path(&self, path: &str) -> Option<&At> {
        path.split('/').try_fold(self, |at, name| at.at(name))
    }

    /// The text at a path, or the number as it is written; nothing where it is blank.
    pub fn text(&self, path: &str) -> Option<&str> {
        match &self.path(path)?.node {
            Node::Text(text) | Node::Number(text) => {
                Some(text.as_str()).filter(|text| !text.trim().is_empty())
            }
            _ => None,
        }
    }

    /// The values of the list at a path; none where there is none.
    pub fn list(&self, path: &str) -> &[At] {
        match self.path(path).map(|at| &at.node) {
            Some(Node::List(items)) => items,
            _ => &[],
        }
    }

    /// Every text and number that is not `understood`, as lines “path: value”. Paths leave out places in lists.
    pub fn rest(&self, path: &str, understood: &dyn Fn(&str) -> bool, out: &mut Vec<String>) {
        match &self.node {
            Node::Word(text) | Node::Number(text) | Node::Text(text) => {
                if !understood(path) && text != "null" && !text.trim().is_empty() {
                    out.push(format!("{path}: {text}"));
                }
            }
            Node::List(items) => items.iter().for_each(|item| item.rest(path, understood, out)),
            Node::Object(members) => {
                for (name, value) in members {
                    let inner = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
                    if !understood(&inner) {
                        value.rest(&inner, understood, out);
                    }
                }
            }
        }
    }
}

/// Goes through a text that is known to be JSON.
struct Tree<'t> {
    text: &'t str,
    at: usize,
    walk: Walk<'t>,
    count: usize,
}

impl Tree<'_> {
    /// The next byte that is no blank.
    fn peek(&mut self) -> Option<u8> {
        loop {
            match *self.text.as_bytes().get(self.at)? {
                b' ' | b'\t' | b'\r' | b'\n' => self.step(),
                byte => return Some(byte),
            }
        }
    }

    fn step(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    fn value(&mut self, depth: usize) -> Result<At, ForeignError> {
        let first = self.peek();
        self.walk.go_to(self.at);
        let spot = self.walk.spot();
        self.count = self.count.saturating_add(1);
        if self.count > COUNT || depth > DEPTH {
            let line = spot.line.to_string();
            let sentence = match depth > DEPTH {
                true => said!(says::TOO_DEEP_LISTS, line, most = DEPTH.to_string()),
                false => said!(says::TOO_MANY_VALUES, line, most = COUNT.to_string()),
            };
            return Err(ForeignError::TooMuch { line: spot.line, sentence });
        }
        let depth = depth.saturating_add(1);
        let node = match first {
            Some(b'{') => {
                let mut members = BTreeMap::new();
                self.step();
                while let Some(byte) = self.peek().filter(|byte| *byte != b'}') {
                    if byte == b',' {
                        self.step();
                        continue;
                    }
                    let name = self.string()?;
                    // The colon.
                    self.peek();
                    self.step();
                    members.insert(name, self.value(depth)?);
                }
                self.step();
                Node::Object(members)
            }
            Some(b'[') => {
                let mut items = Vec::new();
                self.step();
                while let Some(byte) = self.peek().filter(|byte| *byte != b']') {
                    if byte == b',' {
                        self.step();
                    } else {
                        items.push(self.value(depth)?);
                    }
                }
                self.step();
                Node::List(items)
            }
            Some(b'"') => Node::Text(self.string()?),
            Some(first) => {
                let rest = self.text.get(self.at..).unwrap_or_default();
                let ends = |one: char| matches!(one, ',' | ']' | '}') || one.is_ascii_whitespace();
                let word = rest.split(ends).next().unwrap_or_default();
                self.at = self.at.saturating_add(word.len().max(1));
                if first.is_ascii_alphabetic() {
                    Node::Word(word.to_owned())
                } else {
                    Node::Number(word.to_owned())
                }
            }
            None => return Err(self.wrong(says::VALUE_MISSING.said())),
        };
        Ok(At { node, spot })
    }

    fn string(&mut self) -> Result<String, ForeignError> {
        let start = self.at;
        self.step();
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at).filter(|byte| **byte != b'"') {
            self.at = self.at.saturating_add(if *byte == b'\\' { 2 } else { 1 });
        }
        self.step();
        let raw = self.text.get(start..self.at).unwrap_or_default();
        serde_json::from_str(raw).map_err(|_| self.wrong(says::JSON_BROKEN.said()))
    }

    fn wrong(&mut self, what: &str) -> ForeignError {
        self.walk.go_to(self.at);
        let Spot { line, column } = self.walk.spot();
        ForeignError::Broken { line, column, what: what.to_owned() }
    }
}

fn broken(text: &str, error: &serde_json::Error) -> ForeignError {
    if error.is_eof() {
        let what = says::JSON_OPEN.said().to_owned();
        return ForeignError::Cut { line: text.lines().count().max(1), what };
    }
    let what = said!(says::JSON_BROKEN);
    ForeignError::Broken { line: error.line(), column: error.column(), what }
}
