//! Who says a leaf on each side, when, and by which sources.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::differ::Sides;
use super::matching::Answer;
use super::names::{live, text};
use super::side::Theirs;
use super::{Difference, Found, Said};
use crate::register::{Change, Hash, Id, RecordKey, Register, Stamp};

/// Says of each leaf who wrote it on both sides, and by which sources.
pub(super) fn say_who(sides: Sides<'_>, one: &Theirs, answer: &Answer, leaves: &mut [Difference]) {
    if leaves.is_empty() {
        return;
    }
    let theirs = written(sides.theirs, &one.key);
    let ours = if answer.found == Found::New { HashMap::new() } else { written(sides.ours, &answer.ours) };
    let was = sides.base.map(|base| base.json(&one.key));
    let here = sides.ours.json(&answer.ours);
    for leaf in leaves {
        if let Some(said) = &mut leaf.theirs {
            said.change = theirs.get(&leaf.their_path).map(|(_, change)| Arc::clone(change));
            said.sources = sources(&one.json, &leaf.their_path);
        }
        leaf.ours = ours.get(&leaf.path).filter(|(value, _)| !value.is_null()).map(|(value, change)| Said {
            value: value.clone(),
            change: Some(Arc::clone(change)),
            sources: sources(&here, &leaf.path),
        });
        let was = was.as_ref().map(|was| at(was, &leaf.their_path));
        leaf.is_later = theirs.get(&leaf.their_path).map(order) > ours.get(&leaf.path).map(order);
        leaf.since = was.is_some_and(|was| was != leaf.ours.as_ref().map(|ours| &ours.value));
    }
}

/// The leaves of a record and the changes that wrote them.
fn written(register: &Register, key: &RecordKey) -> HashMap<String, (Value, Arc<Change>)> {
    let mut found = HashMap::new();
    for change in register.touching(key) {
        let leaves = register.leaves(key, |other| other.id == change.id);
        found.extend(leaves.into_iter().map(|(path, value)| (path, (value, Arc::clone(change)))));
    }
    found
}

fn order((_, change): &(Value, Arc<Change>)) -> (Stamp, &Id, u32, Hash) {
    change.order()
}

fn at<'a>(json: &'a Map<String, Value>, path: &str) -> Option<&'a Value> {
    match path.split_once('/') {
        None => json.get(path),
        Some((name, rest)) => at(json.get(name)?.as_object()?, rest),
    }
}

/// The sources of the innermost line that a leaf is in and that has some, or of its record.
fn sources(json: &Map<String, Value>, path: &str) -> Vec<Id> {
    let cited = |node: &Map<String, Value>| -> Vec<Id> {
        let lines = node.get("sources").into_iter().flat_map(live);
        lines.filter_map(|(_, line)| text(line, "source").map(Id::from)).collect()
    };
    let below = path.split_once('/').and_then(|(name, rest)| {
        let (id, rest) = rest.split_once('/')?;
        Some(sources(json.get(name)?.get(id)?.as_object()?, rest))
    });
    below.filter(|found| !found.is_empty()).unwrap_or_else(|| cited(json))
}
