//! What of a record is chosen in one go: a leaf, or a whole line that is missing here.

use serde_json::{Map, Value};

use crate::exchange::meet::{Difference, Kind};
use crate::register::{Kind as Of, Shape};

/// Leaves that are ticked together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The leaf, or the line.
    pub path: String,
    /// Whether it is a line that is missing here.
    pub is_line: bool,
    /// The places of its leaves.
    pub leaves: Vec<usize>,
}

/// The rows of a record, of which `ours` is what it says here.
pub fn rows(shape: &Shape, leaves: &[Difference], ours: &Map<String, Value>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (place, leaf) in leaves.iter().enumerate() {
        let line = (leaf.kind == Kind::Added).then(|| missing(shape, &leaf.path, ours)).flatten();
        match (rows.last_mut(), line) {
            (Some(row), Some(line)) if row.is_line && row.path == line => row.leaves.push(place),
            (_, Some(line)) => rows.push(Row { path: line.to_owned(), is_line: true, leaves: vec![place] }),
            (_, None) => rows.push(Row { path: leaf.path.clone(), is_line: false, leaves: vec![place] }),
        }
    }
    rows
}

/// The outermost line that a path leads into and that is not there.
fn missing<'a>(shape: &Shape, path: &'a str, ours: &Map<String, Value>) -> Option<&'a str> {
    let (mut shape, mut here, mut end) = (shape, Some(ours), 0_usize);
    let mut names = path.split('/');
    while let Some(name) = names.next() {
        let Some(Of::Lines(below)) = shape.field(name).map(|field| field.kind) else { return None };
        let id = names.next()?;
        here = here.and_then(|node| node.get(name)?.get(id)?.as_object());
        end = end.saturating_add(name.len()).saturating_add(id.len()).saturating_add(1);
        if here.is_none() {
            return path.get(..end);
        }
        end = end.saturating_add(1);
        shape = below;
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::register::Collection;

    #[test]
    fn a_line_that_is_missing_is_one() {
        let ours = json!({"purpose": "Radios", "entries": {"a": {"kind": "pledge"}}});
        let ours = ours.as_object().cloned().unwrap_or_default();
        let check = |path: &str, expected: Option<&str>| {
            assert_eq!(missing(Collection::Contributions.shape(), path, &ours), expected, "{path}");
        };
        check("purpose", None);
        check("note", None);
        check("entries/a/amount", None);
        check("entries/b/amount", Some("entries/b"));
        check("entries/b/sources/s/source", Some("entries/b"));
        check("entries/a/sources/s/source", Some("entries/a/sources/s"));
        check("contributors/x/party", Some("contributors/x"));
    }
}
