//! How contributions hang together: circles, gaps, and what may be the same money.

use std::collections::VecDeque;

use super::index::{Given, sums};
use super::names::sum;
use super::{Found, Rule, Severity, Subject, name};
use crate::register::{Collection, Contribution, Few, Id, RecordKey, Register, RelationKind, SAME_MONEY};
use crate::said;
use crate::words::text::areas::findings as says;

pub(super) const INCOMPLETE: Rule =
    Rule { id: "relation-incomplete", severity: Severity::Error, remedy: says::HALF_RELATION_DO };
pub(super) const TO_ITSELF: Rule =
    Rule { id: "relation-to-itself", severity: Severity::Error, remedy: says::TO_ITSELF_DO };
pub(super) const CIRCLE: Rule =
    Rule { id: "relation-circle", severity: Severity::Error, remedy: says::CIRCLE_DO };
pub(super) const SAME_SUM: Rule =
    Rule { id: "possible-repeat", severity: Severity::Info, remedy: says::SAME_SUM_DO };
pub(super) const COPY_CIRCLE: Rule =
    Rule { id: "copy-circle", severity: Severity::Error, remedy: says::COPY_CIRCLE_DO };

pub(super) const RULES: &[&Rule] = &[&INCOMPLETE, &TO_ITSELF, &CIRCLE, &SAME_SUM, &COPY_CIRCLE];

pub(super) fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let id = &subject.key.id;
    if subject.of(Collection::Sources).is_some() {
        copies(subject, found);
    }
    if subject.of(Collection::Contributions).is_none() {
        return;
    }
    let Some(contribution) = subject.register().contributions.get(id) else { return };
    for (line, relation) in contribution.relations.live() {
        let path = format!("relations/{line}");
        match &relation.to {
            Some(to) if to.id() == id => {
                found.add(&TO_ITSELF, format!("{path}/to"), said!(says::TO_ITSELF));
            }
            Some(_) if relation.kind.is_some() => {}
            _ => {
                found.add(&INCOMPLETE, path, said!(says::HALF_RELATION));
            }
        }
    }
    if let Some(members) = circle(id, |id| related(subject.register(), id)) {
        let sentence = said!(says::CIRCLE, names = names(subject, &members));
        found.add(&CIRCLE, "relations", sentence);
    }
    same_sums(subject, contribution, found);
}

/// Where the relations of a contribution lead. "Same as" leads nowhere: it may well be said on both sides.
fn related(register: &Register, id: &Id) -> Vec<Id> {
    let Some(contribution) = register.contributions.get(id) else { return Vec::new() };
    let leading = contribution.relations.values().filter(|one| one.kind != Some(RelationKind::SameAs));
    leading.filter_map(|relation| Some(relation.to.as_ref()?.id().clone())).collect()
}

fn copies(subject: &Subject<'_>, found: &mut Found<'_>) {
    let origin = |id: &Id| {
        let copy_of = subject.register().sources.get(id).and_then(|source| source.copy_of.clone());
        copy_of.into_iter().map(|origin| origin.id().clone()).collect::<Vec<_>>()
    };
    let is_own_copy = origin(&subject.key.id).contains(&subject.key.id);
    if is_own_copy {
        found.add(&COPY_CIRCLE, "copy_of", said!(says::OWN_COPY));
    } else if let Some(members) = circle(&subject.key.id, origin) {
        let sentence = said!(says::COPY_CIRCLE, names = names(subject, &members));
        found.add(&COPY_CIRCLE, "copy_of", sentence);
    }
}

fn names(subject: &Subject<'_>, members: &[Id]) -> String {
    let key = |id: &Id| RecordKey { collection: subject.key.collection, id: id.clone() };
    let names: Vec<_> = members.iter().map(|id| name(subject.register(), &key(id))).collect();
    names.join(", ")
}

/// The shortest circle of at least two through a node.
fn circle(start: &Id, next: impl Fn(&Id) -> Vec<Id>) -> Option<Vec<Id>> {
    let mut from: Few<Id, Id> = Few::new();
    let mut queue = VecDeque::from([start.clone()]);
    while let Some(here) = queue.pop_front() {
        for there in next(&here) {
            if there == *start && here != *start {
                let mut members = vec![here.clone()];
                let mut place = &here;
                while let Some(before) = from.get(place) {
                    members.push(before.clone());
                    place = before;
                }
                members.reverse();
                return Some(members);
            }
            if there != *start && !from.contains_key(&there) {
                from.insert(there.clone(), here.clone());
                queue.push_back(there);
            }
        }
    }
    None
}

/// Sums of a giver that stand on record already, without a relation that says what they are to each other.
fn same_sums(subject: &Subject<'_>, contribution: &Contribution, found: &mut Found<'_>) {
    let (register, index) = (subject.register(), subject.look.index);
    let id = &subject.key.id;
    let mut told: Vec<Id> = Vec::new();
    for (key, given) in sums(id, contribution) {
        let earlier = index.given(register, &key).iter().take_while(|other| !is_same(other, &given));
        let earlier = earlier.filter(|other| {
            let until = other.day.checked_add_months(SAME_MONEY);
            other.contribution != *id && until.is_some_and(|until| given.day <= until)
        });
        for other in earlier {
            if told.contains(&other.contribution) || is_related(subject, id, &other.contribution) {
                continue;
            }
            told.push(other.contribution.clone());
            let other_key =
                RecordKey { collection: Collection::Contributions, id: other.contribution.clone() };
            let name = name(register, &other_key);
            let sentence = said!(says::SAME_SUM, sum = sum(key.2, key.1), name);
            found.add(&SAME_SUM, format!("entries/{}/amount", given.entry), sentence);
        }
    }
}

fn is_same(a: &Given, b: &Given) -> bool {
    a.contribution == b.contribution && a.entry == b.entry
}

/// Whether a chain of relations joins two contributions, whichever way they point.
fn is_related(subject: &Subject<'_>, one: &Id, other: &Id) -> bool {
    let register = subject.register();
    let mut seen = vec![one.clone()];
    let mut place = 0;
    while let Some(here) = seen.get(place).cloned() {
        place += 1;
        let Some(contribution) = register.contributions.get(&here) else { continue };
        let to =
            contribution.relations.values().filter_map(|relation| Some(relation.to.as_ref()?.id().clone()));
        let from = subject.look.index.related(register, &here).iter().map(|link| link.from.clone());
        for near in to.chain(from) {
            if near == *other {
                return true;
            }
            if !seen.contains(&near) {
                seen.push(near);
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::super::check_all;
    use super::super::tiny::{check, tiny, today};
    use super::*;

    /// Contributions with relations: from, kind, to.
    fn related(links: &[(&str, &str, &str)]) -> Value {
        let mut contributions = Map::new();
        for (from, kind, to) in links {
            let relation = json!({"kind": kind, "to": to});
            contributions.entry(*from).or_insert(json!({"relations": {}}))["relations"][to] = relation;
            contributions.entry(*to).or_insert(json!({"purpose": "radios"}));
        }
        json!({"contributions": contributions})
    }

    #[test]
    fn relations_lead_somewhere_else() {
        check(&TO_ITSELF, related(&[("a", "repeats", "a")]), &["contributions/a relations/a/to"]);
        check(&TO_ITSELF, related(&[("a", "repeats", "b")]), &[]);
        let lacking = |line: Value| json!({"contributions": {"a": {"relations": {"r": line}}}});
        check(&INCOMPLETE, lacking(json!({"kind": "repeats"})), &["contributions/a relations/r"]);
        check(&INCOMPLETE, lacking(json!({"to": "b"})), &["contributions/a relations/r"]);
        check(&INCOMPLETE, related(&[("a", "part-of", "b")]), &[]);
    }

    #[test]
    fn circles() {
        let three = related(&[
            ("a", "repeats", "b"),
            ("b", "fulfils", "c"),
            ("c", "part-of", "a"),
            ("d", "repeats", "a"),
        ]);
        let places = ["contributions/a relations", "contributions/b relations", "contributions/c relations"];
        check(&CIRCLE, three.clone(), &places);
        let found = check_all(&tiny(three), today());
        let finding = found.iter().find(|finding| finding.id == CIRCLE.id).unwrap();
        assert!(finding.sentence.ends_with("the contribution a, the contribution b, the contribution c."));
        check(&CIRCLE, related(&[("a", "repeats", "c"), ("b", "repeats", "c")]), &[]);
        check(&CIRCLE, related(&[("a", "same-as", "b"), ("b", "same-as", "a")]), &[]);
        check(&CIRCLE, related(&[("a", "repeats", "a")]), &[]);
    }

    #[test]
    fn copies() {
        let sources = |a: &str, b: &str| json!({"sources": {"a": {"copy_of": a}, "b": {"copy_of": b}}});
        check(&COPY_CIRCLE, sources("b", "a"), &["sources/a copy_of", "sources/b copy_of"]);
        check(&COPY_CIRCLE, sources("a", "a"), &["sources/a copy_of"]);
        check(&COPY_CIRCLE, json!({"sources": {"a": {"copy_of": "b"}, "b": {"title": "Letter"}}}), &[]);
    }

    /// Two contributions of Estonia, with the relations of the second.
    fn twice(date: &str, value: &str, relations: Value) -> Value {
        let entry = |date: &str, value: &str| json!({"e": {"kind": "pledge", "date": date, "amount": {"value": value, "currency": "EUR"}}});
        let giver = json!({"g": {"party": "EE"}});
        json!({"contributions": {
            "a": {"contributors": giver, "entries": entry("2023-01-15", "500000")},
            "b": {"contributors": giver, "entries": entry(date, value), "relations": relations},
        }})
    }

    #[test]
    fn one_sum_said_twice() {
        let place = "contributions/b entries/e/amount";
        check(&SAME_SUM, twice("2023-05", "500000", json!({})), &[place]);
        check(&SAME_SUM, twice("2024-07-15", "500000.00", json!({})), &[place]);
        check(&SAME_SUM, twice("2024-07-16", "500000", json!({})), &[]);
        check(&SAME_SUM, twice("2023-05", "500001", json!({})), &[]);
        check(&SAME_SUM, twice("2023-05", "500000", json!({"r": {"kind": "repeats", "to": "a"}})), &[]);
        let mut third = twice("2023-05", "500000", json!({"r": {"kind": "part-of", "to": "c"}}));
        third["contributions"]["a"]["relations"] = json!({"r": {"kind": "part-of", "to": "c"}});
        third["contributions"]["c"] = json!({"purpose": "radios"});
        check(&SAME_SUM, third, &[]);
        let mut outside = twice("2023-05", "500000", json!({}));
        outside["contributions"]["a"]["outside"] = true.into();
        check(&SAME_SUM, outside, &[]);
    }
}
