//! A member's part: sent out to be corrected offline, and taken back.
//!
//! The request is a register of its own with the records of one party under the ids that they have here. Its id says of
//! which register it is, for whom and of which day ([`Asked`]), so that no version of this program takes it for the register
//! and unites the two; what comes back is compared with [`super::meet`].

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;
use thiserror::Error;

use super::copy::choose::{choose, read_as};
use super::copy::{Chosen, CopyScope, FreshCopy, Held, Node, Omitted};
use super::file::{MusterFile, is_id, write};
use super::meet::side::leads;
use crate::register::{Collection, Day, Each, Id, Kind, RecordKey, Register, SCHEMA, Shape, is_internal};
use crate::said;
use crate::words::text::areas::files as says;

/// What the id of a request has between that of its register and that of its party.
const MARK: &str = ".ask.";

/// What the replicas of copies written anew begin with.
const COPY: &str = "copy-";

/// Of which register a request is, for whom, and of which day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The register.
    pub register: Id,
    /// The party.
    pub party: Id,
    /// The day on which it was made.
    pub day: Day,
}

/// `<register>.ask.<party>.<year>-<month>-<day>`, the id of the request.
impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{MARK}{}.{}", self.register, self.party, self.day)
    }
}

impl Asked {
    /// Whether the id of a register looks like that of a request, without reading it.
    pub fn is_like(id: &Id) -> bool {
        id.as_str().contains(MARK)
    }

    /// Reads the id of a register; none where it is no request.
    pub fn read(id: &Id) -> Option<Self> {
        let (rest, day) = id.as_str().rsplit_once('.')?;
        let (register, party) = rest.split_once(MARK)?;
        let is_whole = !register.is_empty() && !party.is_empty();
        let asked = Asked { register: register.into(), party: party.into(), day: day.parse().ok()? };
        is_whole.then_some(asked)
    }
}

/// A member's part, to be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// What it is.
    pub asked: Asked,
    /// Its records, under the ids that they have in the register.
    pub copy: FreshCopy,
}

impl Request {
    /// The file that is sent, itself or in a link. The same register, party and day give the same bytes.
    pub fn file(&self) -> String {
        write(&self.asked.to_string().into(), &self.copy.register())
    }
}

/// Why there is no request.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum AskError {
    /// The party is not in the register.
    #[error("{}", said!(says::NO_PARTY, id = .0.as_str()))]
    NoParty(Id),
    /// The party stays out of what leaves the register.
    #[error("{}", said!(says::PARTY_INTERNAL, id = .0.as_str()))]
    Internal(Id),
    /// No id can be made of the two.
    #[error("{}", said!(says::NO_ID, id = .0))]
    NoId(String),
}

/// The part of one party: its record, its roles, its contributions with all their steps, the agreements and sources that
/// these name, who gives with it, and of the register its name, its currency and the areas in use.
///
/// `with_internal` adds what is internal of its own: contacts, contributions and lines of which it is the only giver. Of
/// what it gives together with others nothing internal goes, since that may be theirs.
///
/// # Errors
/// [`AskError`] where the party is not there or must not be told.
pub fn ask(
    register: &Register,
    id: &Id,
    party: &Id,
    day: Day,
    with_internal: bool,
) -> Result<Request, AskError> {
    let record = RecordKey::new(Collection::Parties, party.clone());
    if register.parties.get(party).is_none() {
        return Err(AskError::NoParty(party.clone()));
    }
    if !with_internal && is_internal(Collection::Parties.shape(), &register.json(&record)) {
        return Err(AskError::Internal(party.clone()));
    }
    let asked = Asked { register: id.clone(), party: party.clone(), day };
    if !is_id(&asked.to_string()) || Asked::read(&asked.to_string().into()).as_ref() != Some(&asked) {
        return Err(AskError::NoId(asked.to_string()));
    }
    let (mut alone, mut joint) = (vec![record], Vec::new());
    let is_its = |other: Option<&Id>| other == Some(party);
    for (id, one) in register.memberships.live() {
        if is_its(one.party.as_ref().map(|party| party.id())) {
            alone.push(RecordKey::new(Collection::Memberships, id.clone()));
        }
    }
    for (id, one) in register.contacts.live() {
        if is_its(one.party.as_ref().map(|party| party.id())) {
            alone.push(RecordKey::new(Collection::Contacts, id.clone()));
        }
    }
    for (id, one) in register.contributions.live() {
        let givers: Vec<Option<&Id>> =
            one.contributors.values().map(|giver| giver.party.as_ref().map(|party| party.id())).collect();
        let key = RecordKey::new(Collection::Contributions, id.clone());
        match givers.iter().any(|giver| is_its(*giver)) {
            true if givers.iter().all(|giver| is_its(*giver)) => alone.push(key),
            true => joint.push(key),
            false => {}
        }
    }
    let mut omitted = Omitted::default();
    let mut records: BTreeMap<RecordKey, Node> = BTreeMap::new();
    for (keys, with_internal) in [(joint, false), (alone, with_internal)] {
        let is_own = |key: &RecordKey| keys.contains(key);
        let scope = CopyScope { which: Chosen::Only(keys.clone()), with_internal, ..CopyScope::default() };
        let choice = choose(register, &scope);
        omitted.add(&choice.omitted);
        for (key, node) in choice.records {
            // Rates are the register's; what is internal of other parties is theirs.
            let stays = key.collection == Collection::Rates
                || key.collection == Collection::Parties && !is_own(&key) && is_marked(&node);
            if !stays {
                records.insert(key, node);
            }
        }
    }
    let keys: Each<RecordKey> = records.keys().cloned().collect();
    let mut areas = Each::new();
    for (key, node) in &mut records {
        prune(None, key.collection.shape(), node, &keys, &mut areas);
    }
    if let Some(own) = records.get_mut(&RecordKey::own()) {
        own.0.retain(|name, held| match held {
            Held::Lines(lines) if name == "areas" => {
                lines.retain(|(id, _)| areas.contains(id));
                !lines.is_empty()
            }
            _ => matches!(name.as_str(), "name" | "currency"),
        });
    }
    records.retain(|_, node| !node.0.is_empty());
    let records = records.into_iter().collect();
    let copy = FreshCopy { day, is_internal: with_internal, omitted, schema: SCHEMA, records };
    Ok(Request { asked, copy })
}

fn is_marked(node: &Node) -> bool {
    matches!(node.0.get("internal"), Some(Held::Leaf(Value::Bool(true))))
}

/// Takes out what leads to records that do not go, and notes which areas are in use; whether the line still stands.
fn prune(
    above: Option<&Shape>,
    shape: &Shape,
    node: &mut Node,
    keys: &Each<RecordKey>,
    areas: &mut Each<Id>,
) -> bool {
    let read = above.and_then(|above| read_as(above, node));
    let mut stands = true;
    node.0.retain(|name, held| {
        let kind = shape
            .field(name)
            .map(|field| if field.kind == Kind::Any { read.unwrap_or(Kind::Any) } else { field.kind });
        match (kind, held) {
            (Some(Kind::Lines(below)), Held::Lines(lines)) => {
                lines.retain_mut(|(_, line)| {
                    prune(Some(shape), below, line, keys, areas) && !line.0.is_empty()
                });
                !lines.is_empty()
            }
            (Some(Kind::Ref(collection)), Held::Leaf(Value::String(id))) => {
                let goes = keys.contains(&RecordKey::new(collection, id.as_str()));
                stands &= goes || leads(shape, name).is_none();
                goes
            }
            (Some(Kind::Area), Held::Leaf(Value::String(id))) => {
                areas.insert(id.as_str().into());
                true
            }
            _ => true,
        }
    });
    stands
}

/// What a member sent back.
#[derive(Clone, Debug)]
pub struct Returned {
    /// Which request it answers.
    pub asked: Asked,
    /// What was sent.
    pub sent: Register,
    /// What came back.
    pub theirs: Register,
}

/// Reads a file as an answer; none where it is of no request. It is compared as [`super::meet::Origin::Return`] with what
/// was sent, which the file holds: its first changes, those of the copy.
pub fn returned(file: &MusterFile) -> Option<Returned> {
    let asked = Asked::read(&file.register)?;
    let sent = file.changes.iter().filter(|change| change.header.replica.as_str().starts_with(COPY));
    let sent = Register::of(sent.cloned());
    Some(Returned { asked, sent, theirs: Register::of(file.changes.iter().cloned()) })
}
