//! Words, codes and references that lead nowhere.

use std::collections::HashSet;

use super::references::references_at;
use super::{Found, Rule, Severity, Spot, Subject, name};
use crate::register::{Collection, Kind, PartyKind, Place, Shape, check_code, is_code_allowed};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::findings as says;

pub(super) const UNREADABLE: Rule =
    Rule { id: "leaf-unreadable", severity: Severity::Error, remedy: says::UNREADABLE_DO };
pub(super) const UNKNOWN_WORD: Rule =
    Rule { id: "word-unknown", severity: Severity::Error, remedy: says::UNKNOWN_WORD_DO };
pub(super) const UNKNOWN_FIELD: Rule =
    Rule { id: "field-unknown", severity: Severity::Info, remedy: says::UNKNOWN_FIELD_DO };
pub(super) const STATE_CODE: Rule =
    Rule { id: "state-code-unknown", severity: Severity::Error, remedy: says::STATE_CODE_DO };
pub(super) const NAMELESS: Rule =
    Rule { id: "party-unnamed", severity: Severity::Warning, remedy: says::NAMELESS_DO };
pub(super) const KINDLESS: Rule =
    Rule { id: "party-without-kind", severity: Severity::Warning, remedy: says::KINDLESS_DO };
pub(super) const MISSING: Rule =
    Rule { id: "reference-missing", severity: Severity::Error, remedy: says::MISSING_DO };
pub(super) const REMOVED: Rule =
    Rule { id: "reference-removed", severity: Severity::Error, remedy: says::REMOVED_DO };
pub(super) const AREA: Rule =
    Rule { id: "area-missing", severity: Severity::Error, remedy: says::NO_AREA_DO };

pub(super) const RULES: &[&Rule] = &[
    &UNREADABLE,
    &UNKNOWN_WORD,
    &UNKNOWN_FIELD,
    &STATE_CODE,
    &NAMELESS,
    &KINDLESS,
    &MISSING,
    &REMOVED,
    &AREA,
];

pub(super) fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    problems(subject, found);
    parties(subject, found);
    for spot in subject.spots {
        unknown_fields(spot, found);
        references(subject, spot, found);
        areas(subject, spot, found);
    }
}

fn problems(subject: &Subject<'_>, found: &mut Found<'_>) {
    let problems = subject.register().problems_of(subject.key);
    if problems.is_empty() {
        return;
    }
    let live: HashSet<&str> = subject.spots.iter().map(|spot| spot.path.as_str()).collect();
    for problem in problems {
        let (line, _) = problem.path.rsplit_once('/').unwrap_or_default();
        if !live.contains(line) {
            continue;
        }
        let rule = match kind_at(subject.key.collection.shape(), &problem.path) {
            Some(Kind::Choice(_)) => &UNKNOWN_WORD,
            _ => &UNREADABLE,
        };
        found.add(rule, problem.path.as_str(), problem.reason.clone());
    }
}

fn kind_at(shape: &Shape, path: &str) -> Option<Kind> {
    let Some((name, rest)) = path.split_once('/') else { return shape.field(path).map(|field| field.kind) };
    match shape.field(name)?.kind {
        Kind::Lines(lines) => kind_at(lines, rest.split_once('/')?.1),
        _ => None,
    }
}

fn unknown_fields(spot: &Spot<'_>, found: &mut Found<'_>) {
    for field in spot.json.keys().filter(|field| spot.shape.field(field).is_none()) {
        let sentence = said!(says::UNKNOWN_FIELD, field);
        found.add(&UNKNOWN_FIELD, spot.at(field), sentence);
    }
}

fn parties(subject: &Subject<'_>, found: &mut Found<'_>) {
    if let Some(place) = subject.of(Collection::Meetings).and_then(|spot| spot.leaf::<Place>("place"))
        && let Some(Err(reason)) = place.country.as_deref().map(check_code)
    {
        found.add(&STATE_CODE, "place", reason);
    }
    let Some(spot) = subject.of(Collection::Parties) else { return };
    let id = subject.key.id.as_str();
    let code = spot.text("code");
    if spot.lacks("kind") {
        let sentence = said!(says::KINDLESS, name = name(subject.register(), subject.key));
        found.add(&KINDLESS, "kind", sentence);
    }
    if spot.leaf("kind") == Some(PartyKind::State) {
        match code {
            Some(code) => {
                if let Err(reason) = check_code(code) {
                    found.add(&STATE_CODE, "code", reason);
                }
            }
            None if !is_code_allowed(id) => {
                found.add(
                    &STATE_CODE,
                    "code",
                    said!(says::NO_CODE, name = name(subject.register(), subject.key)),
                );
            }
            None => {}
        }
    } else if spot.lacks("name") && code.is_none() {
        found.add(&NAMELESS, "name", said!(says::NAMELESS, id));
    }
}

fn references(subject: &Subject<'_>, spot: &Spot<'_>, found: &mut Found<'_>) {
    let register = subject.register();
    for (target, path, _) in references_at(spot) {
        if register.is_live(target.collection, &target.id) {
            continue;
        }
        let (id, (_, collection)) = (target.id.as_str(), labels::collection_label(target.collection));
        let collection = labels::inside(collection);
        if register.json(&target).is_empty() {
            found.add(&MISSING, path, said!(says::MISSING, id, collection));
        } else {
            found.add(&REMOVED, path, said!(says::REMOVED, id, collection));
        }
    }
}

fn areas(subject: &Subject<'_>, spot: &Spot<'_>, found: &mut Found<'_>) {
    for (field, _, value) in spot.leaves().filter(|(_, kind, _)| *kind == Kind::Area) {
        let Some(area) = value.as_str() else { continue };
        let own = subject.register().coalition.live().next();
        if !own.is_some_and(|(_, own)| own.areas.live().any(|(id, _)| id.as_str() == area)) {
            found.add(&AREA, spot.at(field), said!(says::NO_AREA, area));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::tiny::check;
    use super::*;

    #[test]
    fn leaves() {
        let entry = |line| json!({"contributions": {"c": {"entries": {"e": line}}}});
        check(&UNREADABLE, entry(json!({"date": "soon"})), &["contributions/c entries/e/date"]);
        check(&UNREADABLE, entry(json!({"date": "soon", "gone": true})), &[]);
        check(&UNREADABLE, entry(json!({"date": "2024"})), &[]);
        check(&UNKNOWN_WORD, entry(json!({"kind": "gift"})), &["contributions/c entries/e/kind"]);
        check(&UNKNOWN_WORD, entry(json!({"kind": "pledge"})), &[]);
        check(&UNKNOWN_FIELD, entry(json!({"colour": "red"})), &["contributions/c entries/e/colour"]);
        check(&UNKNOWN_FIELD, entry(json!({"act": "said"})), &[]);
    }

    #[test]
    fn parties() {
        let party = |id: &str, party| json!({"parties": {id: party}});
        check(&STATE_CODE, party("UK", json!({"kind": "state", "code": "UK"})), &["parties/UK code"]);
        check(&STATE_CODE, party("r.1", json!({"kind": "state"})), &["parties/r.1 code"]);
        check(&STATE_CODE, party("EE", json!({"kind": "state"})), &[]);
        check(&STATE_CODE, party("XA", json!({"kind": "state", "code": "XA"})), &[]);
        check(&STATE_CODE, party("r.1", json!({"kind": "organisation", "code": "NATO"})), &[]);
        check(&STATE_CODE, json!({"meetings": {"m": {"place": {"country": "UK"}}}}), &["meetings/m place"]);
        check(&STATE_CODE, json!({"meetings": {"m": {"place": {"country": "GB"}}}}), &[]);
        check(&NAMELESS, party("r.1", json!({"kind": "supplier"})), &["parties/r.1 name"]);
        check(&NAMELESS, party("r.1", json!({"kind": "supplier", "name": "Radios Ltd"})), &[]);
        check(&NAMELESS, party("EE", json!({"kind": "state"})), &[]);
        check(&KINDLESS, party("EE", json!({"code": "EE"})), &["parties/EE kind"]);
        check(&KINDLESS, party("EE", json!({"kind": "state"})), &[]);
    }

    #[test]
    fn references() {
        let with = |parties| json!({"parties": parties, "memberships": {"m": {"party": "EE"}}});
        check(&MISSING, with(json!({})), &["memberships/m party"]);
        check(&MISSING, with(json!({"EE": {"kind": "state"}})), &[]);
        check(&REMOVED, with(json!({"EE": {"kind": "state", "gone": true}})), &["memberships/m party"]);
        check(&REMOVED, with(json!({"EE": {"kind": "state"}})), &[]);
        let reading = json!({"field": "party", "value": "LV"});
        check(
            &MISSING,
            json!({"memberships": {"m": {"readings": {"r": reading}}}}),
            &["memberships/m readings/r/value"],
        );
    }

    #[test]
    fn areas() {
        let with =
            |areas| json!({"register": {"self": {"areas": areas}}, "purchases": {"p": {"area": "it"}}});
        check(&AREA, with(json!({})), &["purchases/p area"]);
        check(&AREA, with(json!({"it": {"name": "IT", "gone": true}})), &["purchases/p area"]);
        check(&AREA, with(json!({"it": {"name": "IT"}})), &[]);
    }
}
