//! JSON as a tree in which numbers stand as they are written, and each value knows its line.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::{COUNT, DEPTH, ForeignError};

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

/// A value and the line in which it begins.
#[derive(Debug)]
pub struct At {
    /// What stands there.
    pub node: Node,
    /// The line, from 1.
    pub line: usize,
}

impl At {
    /// Reads a file.
    pub fn read(text: &str) -> Result<At, ForeignError> {
        let raw: &RawValue = serde_json::from_str(text).map_err(|error| broken(text, &error))?;
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect();
        let mut tree = Tree { text, ends, count: 0 };
        tree.value(raw, 0)
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

struct Tree<'t> {
    text: &'t str,
    /// Where lines end.
    ends: Vec<usize>,
    count: usize,
}

impl Tree<'_> {
    fn value(&mut self, raw: &RawValue, depth: usize) -> Result<At, ForeignError> {
        let text = raw.get();
        let at = text.as_ptr().addr().saturating_sub(self.text.as_ptr().addr());
        let line = self.ends.partition_point(|end| *end < at).saturating_add(1);
        self.count = self.count.saturating_add(1);
        if self.count > COUNT || depth > DEPTH {
            let (most, what) =
                if depth > DEPTH { (DEPTH, "lists in one another") } else { (COUNT, "values") };
            return Err(ForeignError::TooMuch { line, most, what });
        }
        let wrong = |error: serde_json::Error| ForeignError::Broken {
            line: line.saturating_add(error.line().saturating_sub(1)),
            column: error.column(),
            what: format!("the JSON is wrong ({error})"),
        };
        let depth = depth.saturating_add(1);
        let node = match text.bytes().next() {
            Some(b'{') => {
                let members: BTreeMap<String, &RawValue> = serde_json::from_str(text).map_err(wrong)?;
                let mut read = BTreeMap::new();
                for (name, value) in members {
                    read.insert(name, self.value(value, depth)?);
                }
                Node::Object(read)
            }
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(text).map_err(wrong)?;
                Node::List(items.into_iter().map(|item| self.value(item, depth)).collect::<Result<_, _>>()?)
            }
            Some(b'"') => Node::Text(serde_json::from_str(text).map_err(wrong)?),
            Some(b'n' | b't' | b'f') => Node::Word(text.to_owned()),
            _ => Node::Number(text.to_owned()),
        };
        Ok(At { node, line })
    }
}

fn broken(text: &str, error: &serde_json::Error) -> ForeignError {
    if error.is_eof() {
        let what = "a list or an object is not closed".to_owned();
        return ForeignError::Cut { line: text.lines().count().max(1), what };
    }
    let what = format!("the JSON is not well formed ({error})");
    ForeignError::Broken { line: error.line(), column: error.column(), what }
}
