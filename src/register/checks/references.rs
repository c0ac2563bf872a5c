//! Who points at whom, and what may therefore not be removed.

use std::collections::HashMap;

use serde_json::Value;
use thiserror::Error;

use super::name;
use super::walk::{Spot, spots};
use crate::register::{Collection, Id, Kind, RecordKey, Register, Shape};
use crate::said;
use crate::words::and;
use crate::words::text::Text;
use crate::words::text::areas::findings as says;

/// Why a record may not be removed: live records point at it.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{sentence} {remedy}")]
pub struct Orphans {
    /// The record that was to be removed.
    pub key: RecordKey,
    /// Who points at it, and from which leaf.
    pub by: Vec<(RecordKey, String)>,
    /// Who points at it, as a whole sentence.
    pub sentence: String,
    /// What to do instead.
    pub remedy: String,
}

/// How many of those that point at a record a sentence names.
const NAMED: usize = 3;

/// All references of a register, made once for many questions.
#[derive(Clone, Debug, Default)]
pub struct References {
    to: HashMap<RecordKey, Vec<(RecordKey, String)>>,
}

impl References {
    /// The references between the live records of a register.
    pub fn of(register: &Register) -> Self {
        let mut to: HashMap<RecordKey, Vec<_>> = HashMap::new();
        for key in register.keys() {
            for (target, path) in references_from(register, key) {
                to.entry(target).or_default().push((key.clone(), path));
            }
        }
        References { to }
    }

    /// Who points at a record, and from which leaf.
    pub fn to(&self, key: &RecordKey) -> &[(RecordKey, String)] {
        self.to.get(key).map_or(&[], Vec::as_slice)
    }
}

/// Who points at a record, and from which leaf. For many records at once see [`References`].
pub fn references_to(register: &Register, key: &RecordKey) -> Vec<(RecordKey, String)> {
    let mut found = Vec::new();
    let can_point = |from: &&RecordKey| points_at(from.collection.shape(), key.collection);
    for from in register.keys().filter(can_point) {
        let references = references_from(register, from).into_iter().filter(|(target, _)| target == key);
        found.extend(references.map(|(_, path)| (from.clone(), path)));
    }
    found
}

/// Who works in an area of the register's own record, which may not be removed while somebody does.
pub fn area_used(register: &Register, area: &Id) -> Vec<(RecordKey, String)> {
    let mut found = Vec::new();
    for from in register.keys() {
        let json = register.json(from);
        for spot in spots(from.collection.shape(), &json) {
            let areas =
                spot.leaves().filter(|(_, kind, value)| *kind == Kind::Area && *value == area.as_str());
            found.extend(areas.map(|(field, ..)| (from.clone(), spot.at(field))));
        }
    }
    found
}

/// Whether a record may be removed: nobody but itself points at it.
///
/// # Errors
/// [`Orphans`], which names those that do and says what to do instead.
pub fn may_remove(register: &Register, key: &RecordKey) -> Result<(), Orphans> {
    let refuse = |by, sentence, remedy: Text| {
        Err(Orphans { key: key.clone(), by, sentence, remedy: remedy.said().to_owned() })
    };
    if key.collection == Collection::Register {
        return refuse(Vec::new(), said!(says::OWN_STAYS), says::OWN_STAYS_DO);
    }
    let mut by = references_to(register, key);
    by.retain(|(from, _)| from != key);
    if by.is_empty() {
        return Ok(());
    }
    let mut from: Vec<&RecordKey> = by.iter().map(|(from, _)| from).collect();
    from.dedup();
    let mut names: Vec<String> = from.iter().take(NAMED).map(|from| name(register, from)).collect();
    match from.len().saturating_sub(NAMED) {
        0 => {}
        more => names.push(said!(says::AND_MORE, count = more.to_string())),
    }
    let sentence = said!(says::STANDS_IN, name = name(register, key), names = and(&names));
    let remedy = match key.collection {
        Collection::Parties if from.iter().any(|from| from.collection == Collection::Memberships) => {
            says::MEMBER_STAYS_DO
        }
        _ => says::STANDS_IN_DO,
    };
    refuse(by, sentence, remedy)
}

fn references_from(register: &Register, key: &RecordKey) -> Vec<(RecordKey, String)> {
    let json = register.json(key);
    let spots = spots(key.collection.shape(), &json);
    spots.iter().flat_map(references_at).map(|(target, path, _)| (target, path)).collect()
}

/// Whom one spot points at, and from which of its leaves; the readings of a reference are references, too.
pub(super) fn references_at(spot: &Spot<'_>) -> Vec<(RecordKey, String, &'static str)> {
    let mut found = Vec::new();
    for (field, kind, value) in spot.leaves() {
        if let (Kind::Ref(collection), Some(id)) = (kind, value.as_str()) {
            found.push((RecordKey::new(collection, id), spot.at(field), field));
        }
    }
    for (id, reading) in spot.lines("readings") {
        let field = reading.get("field").and_then(Value::as_str).and_then(|field| spot.shape.field(field));
        let value = reading.get("value").and_then(Value::as_str);
        if let (Some(Kind::Ref(collection)), Some(value)) = (field.map(|field| field.kind), value) {
            let path = format!("{}/{id}/value", spot.at("readings"));
            found.push((RecordKey::new(collection, value), path, "value"));
        }
    }
    found
}

fn points_at(shape: &Shape, collection: Collection) -> bool {
    shape.fields.iter().any(|field| match field.kind {
        Kind::Ref(target) => target == collection,
        Kind::Lines(lines) => points_at(lines, collection),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::tiny::tiny;
    use super::*;

    fn register() -> Register {
        tiny(json!({
            "register": {"self": {"areas": {"it": {"name": "IT"}}}},
            "parties": {"EE": {"kind": "state"}, "LV": {"kind": "state"}, "LT": {"kind": "state"}},
            "memberships": {"m": {"party": "EE", "acts": {"a": {"sources": {"c": {"source": "s"}}}}}},
            "contributions": {
                "c": {"area": "it", "contributors": {"g": {"party": "EE"}}, "entries": {"e": {"meeting": "m"}}},
                "d": {"gone": true, "contributors": {"g": {"party": "LV"}}},
                "e": {"contributors": {"g": {"party": "LV", "gone": true}}, "relations": {"r": {"to": "e"}}},
            },
            "meetings": {"m": {"title": "First", "readings": {"r": {"field": "place", "value": {"name": "LT"}}}}},
            "sources": {"s": {"title": "Letter", "copy_of": "s"}},
        }))
    }

    fn check(collection: Collection, id: &str, expected: &[&str]) {
        let register = register();
        let key = RecordKey::new(collection, id);
        let found = references_to(&register, &key);
        assert_eq!(References::of(&register).to(&key), found);
        let found: Vec<_> = found
            .iter()
            .map(|(from, path)| format!("{}/{} {path}", from.collection.word(), from.id))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn who_points_at_whom() {
        check(Collection::Parties, "EE", &["memberships/m party", "contributions/c contributors/g/party"]);
        check(Collection::Parties, "LV", &[]);
        check(Collection::Meetings, "m", &["contributions/c entries/e/meeting"]);
        check(Collection::Sources, "s", &["memberships/m acts/a/sources/c/source", "sources/s copy_of"]);
        check(Collection::Contributions, "e", &["contributions/e relations/r/to"]);
        assert_eq!(area_used(&register(), &"it".into()).len(), 1);
        assert_eq!(area_used(&register(), &"cyber".into()).len(), 0);
    }

    #[test]
    fn what_others_point_at_stays() {
        let register = register();
        let refused =
            |collection, id: &str| may_remove(&register, &RecordKey::new(collection, id)).unwrap_err();
        assert_eq!(
            refused(Collection::Parties, "EE").to_string(),
            "Estonia cannot be removed: it stands in the membership of Estonia and the contribution of Estonia. \
             End it instead: give its memberships a last day. What it gave and where it sat stays on record."
        );
        assert_eq!(refused(Collection::Meetings, "m").by.len(), 1);
        assert_eq!(refused(Collection::Sources, "s").by.len(), 1, "it does not hinder itself");
        assert!(may_remove(&register, &RecordKey::own()).is_err());
    }

    #[test]
    fn what_nobody_points_at_may_go() {
        let register = register();
        for (collection, id) in
            [(Collection::Parties, "LV"), (Collection::Contributions, "e"), (Collection::Memberships, "m")]
        {
            assert_eq!(may_remove(&register, &RecordKey::new(collection, id)), Ok(()), "{id}");
        }
    }

    #[test]
    fn many_are_counted() {
        let memberships: serde_json::Map<_, _> =
            (1..=5).map(|n| (format!("m{n}"), json!({"party": "EE", "role": "member"}))).collect();
        let register = tiny(json!({"parties": {"EE": {"name": "Estonia"}}, "memberships": memberships}));
        let refused = may_remove(&register, &RecordKey::new(Collection::Parties, "EE")).unwrap_err();
        assert!(refused.sentence.ends_with(" and 2 more."), "{}", refused.sentence);
    }
}
