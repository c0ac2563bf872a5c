//! The records of one side, as their types print them: what does not parse, or is of a newer version, is not compared
//! and not taken over.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::Hidden;
use super::names::{in_order, kind_of, text};
use super::pace::{Pace, Steps};
use crate::exchange::copy::keeps;
use crate::register::{
    Collection, Hash, Id, Kind, Node, Reader, RecordKey, Register, Shape, Table, canonical_map, is_gone, join,
};

macro_rules! by_collection {
    ($($collection:ident $table:ident;)*) => {
        /// A record that was not removed.
        pub(super) fn record(register: &Register, key: &RecordKey) -> Option<Map<String, Value>> {
            match key.collection { $(Collection::$collection => print(&register.$table, &key.id),)* }
        }

        /// A record, removed ones included; none where nothing is left of it.
        pub(super) fn record_or_gone(register: &Register, key: &RecordKey) -> Option<Map<String, Value>> {
            let found = record(register, key);
            if found.is_some() {
                return found;
            }
            let json = register.json(key);
            let json = match key.collection { $(Collection::$collection => reprint(&register.$table, &json),)* };
            (!json.is_empty()).then_some(json)
        }
    };
}

by_collection! {
    Register coalition;
    Parties parties;
    Memberships memberships;
    Agreements agreements;
    Contacts contacts;
    Contributions contributions;
    Meetings meetings;
    Actions actions;
    Purchases purchases;
    Outreach outreach;
    Reported reported;
    Groups groups;
    Rates rates;
    Sources sources;
    Releases releases;
}

fn print<T: Node>(table: &Table<T>, id: &Id) -> Option<Map<String, Value>> {
    table.get(id).map(|record| record.write())
}

/// The table only says of which type it is.
fn reprint<T: Node>(_: &Table<T>, json: &Map<String, Value>) -> Map<String, Value> {
    T::read(&mut Reader::new(json, &mut Vec::new())).write()
}

/// One of their records.
#[derive(Clone, Debug)]
pub(super) struct Theirs {
    pub key: RecordKey,
    /// What of it can be taken over.
    pub json: Map<String, Value>,
    /// What cannot, since it leads to what is not there.
    pub hidden: Vec<Hidden>,
    /// Whether it must not become a record here: without what is hidden it would say something else.
    pub is_maimed: bool,
    /// The id that it gets where it is new here: always the same for the same record.
    pub fresh: Id,
    /// What the ids of its new lines begin with; none where they keep theirs.
    pub mark: Option<String>,
}

impl Theirs {
    /// The ids that it may get where it is new here, the first that is free: the code of a party may be another one's
    /// already, and so may any id where a person said that another record is that one. Never ends.
    pub fn ids(&self) -> impl Iterator<Item = Id> {
        let own = [Some(self.fresh.clone()), self.mark.as_deref().map(Id::from)];
        let spare = (1..).map(|nth: usize| hashed(&format!("{nth} {}", mark(&self.key, &self.json))).into());
        own.into_iter().flatten().chain(spare)
    }

    /// Whether an id is the first of these, or its mark.
    pub fn is_own(&self, id: &Id) -> bool {
        self.fresh == *id || self.mark.as_deref() == Some(id.as_str())
    }

    /// The ids that its lines get where they are new, by path.
    pub fn fresh_lines(&self) -> HashMap<String, Id> {
        let mut found = HashMap::new();
        let shape = self.key.collection.shape();
        let digits = count(shape, &self.json).checked_ilog10().map_or(1, |log| log as usize + 1);
        number(shape, &self.json, "", &mut |path, id, nth| {
            let fresh = match &self.mark {
                Some(mark) => format!("{mark}.{nth:0digits$}").into(),
                None => id.into(),
            };
            found.insert(path, fresh);
        });
        found
    }
}

/// Counts through the lines of a record in the order in which they are shown, those in a line before the next one.
fn number(shape: &Shape, json: &Map<String, Value>, path: &str, each: &mut dyn FnMut(String, &str, usize)) {
    fn walk(
        shape: &Shape,
        json: &Map<String, Value>,
        path: &str,
        nth: &mut usize,
        each: &mut dyn FnMut(String, &str, usize),
    ) {
        for (name, value) in json {
            let Some(Kind::Lines(below)) = shape.field(name).map(|field| field.kind) else { continue };
            for (id, line) in in_order(value) {
                *nth = nth.saturating_add(1);
                let path = join(&join(path, name), id);
                each(path.clone(), id, *nth);
                walk(below, line, &path, nth, each);
            }
        }
    }
    walk(shape, json, path, &mut 0, each);
}

/// How many lines a record has, those in its lines included.
fn count(shape: &Shape, json: &Map<String, Value>) -> usize {
    let mut sum = 0;
    number(shape, json, "", &mut |_, _, nth| sum = nth);
    sum
}

/// Lines, and records, that say nothing without the record that they name.
const LEADING: [(&str, &str); 8] = [
    ("Citation", "source"),
    ("Relation", "to"),
    ("ShareOf", "contribution"),
    ("Contributor", "party"),
    ("Attendance", "party"),
    ("ReportedParty", "party"),
    ("GroupMember", "party"),
    ("Membership", "party"),
];

/// Lines that say nothing at all where they lack it.
const LOST: [(&str, &str); 2] = [("Citation", "source"), ("Relation", "to")];

/// Lines without which the one above says something else: who gives, and whose money it is.
const SPREADING: [&str; 2] = ["Contributor", "ShareOf"];

/// Whether a line stands and falls with this reference, and whether what is above does, too.
pub(in crate::exchange) fn leads(shape: &Shape, field: &str) -> Option<bool> {
    LEADING.contains(&(shape.name, field)).then(|| SPREADING.contains(&shape.name))
}

/// Those of their records that are meant and were not removed, by collection and id.
pub(super) async fn all_of<P: Pace>(
    register: &Register,
    [keeps_ids, with_releases]: [bool; 2],
    is_meant: impl Fn(&RecordKey) -> bool,
    steps: &mut Steps<'_, P>,
) -> Vec<Theirs> {
    let keys = Collection::ALL.iter().flat_map(|collection| {
        register.ids(*collection).into_iter().map(|id| RecordKey { collection: *collection, id })
    });
    // What others published, they published.
    let comes = |key: &RecordKey| match key.collection {
        Collection::Register => *key == RecordKey::own(),
        Collection::Releases => with_releases,
        _ => true,
    };
    let mut all = Vec::new();
    for key in keys.filter(|key| comes(key) && is_meant(key)) {
        all.extend(record(register, &key).map(|json| (json, key)));
        steps.one().await;
    }
    let says_something = all.iter().filter(|(json, _)| !json.is_empty());
    let there: HashSet<RecordKey> = says_something.map(|(_, key)| key.clone()).collect();
    let mut taken_apart = Vec::new();
    for (json, key) in all {
        let mut strip = Strip { there: &there, keeps_ids, hidden: Vec::new(), is_maimed: false };
        let json = strip.node(None, key.collection.shape(), &json, "").unwrap_or_default();
        let Strip { hidden, is_maimed, .. } = strip;
        let mark = (!keeps_ids).then(|| mark(&key, &json));
        let fresh = mark.as_ref().map_or_else(|| key.id.clone(), |mark| fresh(&key, &json, mark));
        taken_apart.push(Theirs { key, json, hidden, is_maimed, fresh, mark });
        steps.one().await;
    }
    taken_apart
}

/// What only this record has: its id there and all that it says, as a hash.
fn mark(key: &RecordKey, json: &Map<String, Value>) -> String {
    hashed(&format!("{}/{}\n{}", key.collection.word(), key.id, canonical_map(json)))
}

fn hashed(said: &str) -> String {
    let hash = Hash::of(said.as_bytes()).to_string();
    hash.get(..16).unwrap_or_default().to_owned()
}

/// Parties with a code have that as their id, the register's own record has its own, others what only they have.
fn fresh(key: &RecordKey, json: &Map<String, Value>, mark: &str) -> Id {
    let code = text(json, "code").filter(|_| text(json, "kind") == Some("state")).unwrap_or(key.id.as_str());
    match key.collection {
        Collection::Register => key.id.clone(),
        collection if keeps(collection, code) => code.into(),
        _ => mark.into(),
    }
}

/// Takes out what leads to what is not there.
struct Strip<'a> {
    /// The records that they have.
    there: &'a HashSet<RecordKey>,
    keeps_ids: bool,
    hidden: Vec<Hidden>,
    is_maimed: bool,
}

impl Strip<'_> {
    /// What is left; none where a line falls with what it names.
    fn node(
        &mut self,
        above: Option<&Shape>,
        shape: &Shape,
        json: &Map<String, Value>,
        path: &str,
    ) -> Option<Map<String, Value>> {
        let mut left = Map::new();
        let is_lost = |(_, field): &(&str, &str)| !self.keeps_ids && !json.contains_key(*field);
        // A copy of a part leaves out references to the rest.
        if LOST.iter().filter(|(name, _)| *name == shape.name).any(is_lost) {
            return None;
        }
        for (name, value) in json {
            let here = join(path, name);
            match (kind_of(above, shape, name, json)?, value) {
                (Kind::Lines(below), Value::Object(lines)) => {
                    let mut kept = Map::new();
                    for (id, line) in lines.iter().filter_map(|(id, line)| Some((id, line.as_object()?))) {
                        if is_gone(line) {
                            kept.insert(id.clone(), Value::Object(line.clone()));
                            continue;
                        }
                        match self.node(Some(shape), below, line, &join(&here, id)) {
                            Some(line) if line.is_empty() => {}
                            Some(line) => drop(kept.insert(id.clone(), Value::Object(line))),
                            None if !SPREADING.contains(&below.name) => {}
                            None if above.is_some() => return None,
                            None => self.is_maimed = true,
                        }
                    }
                    if !kept.is_empty() {
                        left.insert(name.clone(), Value::Object(kept));
                    }
                }
                (Kind::Ref(collection), Value::String(id)) if self.is_hidden(collection, id) => {
                    self.hidden.push(Hidden { path: here, collection });
                    match (leads(shape, name), above) {
                        (Some(_), Some(_)) => return None,
                        (Some(_), None) => self.is_maimed = true,
                        // A reading without its value reads nothing.
                        (None, _) if name == "value" => return None,
                        (None, _) => {}
                    }
                }
                (_, value) => drop(left.insert(name.clone(), value.clone())),
            }
        }
        Some(left)
    }

    fn is_hidden(&self, collection: Collection, id: &str) -> bool {
        !self.keeps_ids && !keeps(collection, id) && !self.there.contains(&RecordKey::new(collection, id))
    }
}
