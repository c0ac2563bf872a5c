//! Parties, their roles, and people.

use super::index::words;
use super::{Found, Rule, Severity, Subject, name, names};
use crate::register::{Collection, Date, Each, Id, Membership, PartyKind, RecordKey, Role};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::findings as says;

pub(super) const DUPLICATE: Rule =
    Rule { id: "duplicate-party", severity: Severity::Warning, remedy: says::DUPLICATE_DO };
pub(super) const DISPUTED: Rule =
    Rule { id: "roles-disputed", severity: Severity::Info, remedy: says::ROLES_DISPUTED_DO };
pub(super) const SUPPLIER_STATE: Rule =
    Rule { id: "supplier-is-state", severity: Severity::Warning, remedy: says::SUPPLIER_STATE_DO };
pub(super) const PUBLIC: Rule =
    Rule { id: "public-without-source", severity: Severity::Warning, remedy: says::PUBLIC_DO };
pub(super) const NO_GIVER: Rule =
    Rule { id: "contribution-without-giver", severity: Severity::Warning, remedy: says::NO_GIVER_DO };
pub(super) const TWICE: Rule =
    Rule { id: "party-listed-twice", severity: Severity::Warning, remedy: says::TWICE_DO };

pub(super) const RULES: &[&Rule] = &[&DUPLICATE, &DISPUTED, &SUPPLIER_STATE, &PUBLIC, &NO_GIVER, &TWICE];

/// The lists in which a party stands once.
const ONCE: &[(Collection, &str)] = &[
    (Collection::Contributions, "contributors"),
    (Collection::Meetings, "attendance"),
    (Collection::Reported, "parties"),
];

pub(super) fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let (register, id) = (subject.register(), &subject.key.id);
    match subject.key.collection {
        Collection::Parties => duplicate(subject, found),
        Collection::Memberships => disputed(subject, found),
        Collection::Purchases => {
            let supplier = register.purchases.get(id).and_then(|purchase| purchase.supplier.clone());
            let party = supplier
                .and_then(|supplier| register.parties.get(supplier.id()).map(|party| (supplier, party)));
            if let Some((supplier, party)) = party
                && party.kind == Some(PartyKind::State)
            {
                let sentence = said!(says::SUPPLIER_STATE, party = names::party(register, supplier.id()));
                found.add(&SUPPLIER_STATE, "supplier", sentence);
            }
        }
        Collection::Contributions => {
            let contribution = register.contributions.get(id);
            if contribution.is_some_and(|contribution| contribution.contributors.is_empty()) {
                found.add(
                    &NO_GIVER,
                    "contributors",
                    said!(says::NO_GIVER, name = name(register, subject.key)),
                );
            }
        }
        Collection::Contacts | Collection::Outreach => public(subject, found),
        _ => {}
    }
    twice(subject, found);
}

fn duplicate(subject: &Subject<'_>, found: &mut Found<'_>) {
    let (register, id) = (subject.register(), &subject.key.id);
    for word in words(register, id) {
        let same = subject.look.index.parties(register, &word).iter().find(|other| *other < id);
        if let Some(other) = same {
            let sentence = said!(says::DUPLICATE, word, one = other.as_str(), other = id.as_str());
            return found.add(&DUPLICATE, "", sentence);
        }
    }
}

fn disputed(subject: &Subject<'_>, found: &mut Found<'_>) {
    let register = subject.register();
    let Some(membership) = register.memberships.get(&subject.key.id) else { return };
    let (Some(Role::Observer), Some(party)) = (membership.role, &membership.party) else { return };
    for other in subject.look.index.memberships(register, party.id()) {
        let Some(other) = register.memberships.get(other) else { continue };
        if matches!(other.role, Some(Role::Lead | Role::Member)) && overlap(membership, other) {
            let party = names::party(register, party.id());
            let role = labels::inside(other.role.map_or("", |role| labels::choice_label(role.word())));
            let sentence = said!(says::ROLES_DISPUTED, party, role);
            return found.add(&DISPUTED, "role", sentence);
        }
    }
}

/// Whether two periods certainly share a day; an end that is not said is open.
fn overlap(one: &Membership, other: &Membership) -> bool {
    let before = |until: &Option<Date>, from: &Option<Date>| match (until, from) {
        (Some(until), Some(from)) => until.first() < from.last(),
        _ => false,
    };
    !before(&one.until, &other.from) && !before(&other.until, &one.from)
}

fn public(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(spot) = subject.spots.first() else { return };
    if spot.leaf("internal") == Some(false) && spot.lines("sources").next().is_none() {
        let name = name(subject.register(), subject.key);
        found.add(&PUBLIC, "internal", said!(says::PUBLIC, name));
    }
}

fn twice(subject: &Subject<'_>, found: &mut Found<'_>) {
    let (Some(spot), Some((_, field))) =
        (subject.spots.first(), ONCE.iter().find(|(collection, _)| *collection == subject.key.collection))
    else {
        return;
    };
    let mut seen = Each::new();
    for (id, line) in spot.lines(field) {
        let Some(party) = line.get("party").and_then(serde_json::Value::as_str) else { continue };
        if !seen.insert(party) {
            let party =
                name(subject.register(), &RecordKey { collection: Collection::Parties, id: Id::from(party) });
            found.add(&TWICE, format!("{field}/{id}/party"), said!(says::TWICE, party));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::tiny::check;
    use super::*;

    #[test]
    fn duplicates() {
        let with = |other: Value| json!({"parties": {"EE": {"kind": "state"}, "r.1": other}});
        check(&DUPLICATE, with(json!({"kind": "state", "code": "EE"})), &["parties/r.1"]);
        check(&DUPLICATE, with(json!({"kind": "state", "code": "LV"})), &[]);
        let named = |name: &str| json!({"parties": {"a": {"name": "Radios Ltd"}, "b": {"name": name}}});
        check(&DUPLICATE, named(" radios ltd"), &["parties/b"]);
        check(&DUPLICATE, named("Cables Ltd"), &[]);
    }

    #[test]
    fn roles() {
        let with = |role: &str, until: Value| {
            json!({"memberships": {
                "a": {"party": "JP", "role": role, "from": "2024-01-01", "until": until},
                "b": {"party": "JP", "role": "observer", "from": "2024-03-01"},
            }})
        };
        check(&DISPUTED, with("member", Value::Null), &["memberships/b role"]);
        check(&DISPUTED, with("lead", "2024-03-02".into()), &["memberships/b role"]);
        check(&DISPUTED, with("member", "2024-02-29".into()), &[]);
        check(&DISPUTED, with("member", "2024".into()), &[]);
        check(&DISPUTED, with("beneficiary", Value::Null), &[]);
    }

    #[test]
    fn suppliers() {
        let with =
            |kind: &str| json!({"parties": {"x": {"kind": kind}}, "purchases": {"p": {"supplier": "x"}}});
        check(&SUPPLIER_STATE, with("state"), &["purchases/p supplier"]);
        check(&SUPPLIER_STATE, with("supplier"), &[]);
    }

    #[test]
    fn what_is_made_public_names_its_source() {
        let contact =
            |record: Value| json!({"contacts": {"c": record}, "sources": {"s": {"title": "Letter"}}});
        check(&PUBLIC, contact(json!({"name": "A", "internal": false})), &["contacts/c internal"]);
        let cited = json!({"internal": false, "sources": {"x": {"source": "s"}}});
        check(&PUBLIC, contact(cited), &[]);
        check(&PUBLIC, contact(json!({"name": "A"})), &[]);
        check(&PUBLIC, json!({"outreach": {"o": {"internal": false}}}), &["outreach/o internal"]);
    }

    #[test]
    fn givers() {
        let with =
            |giver: Value| json!({"contributions": {"c": {"purpose": "x", "contributors": {"g": giver}}}});
        check(&NO_GIVER, with(json!({"party": "EE", "gone": true})), &["contributions/c contributors"]);
        check(&NO_GIVER, with(json!({"party": "EE"})), &[]);
    }

    #[test]
    fn lists_name_a_party_once() {
        let with = |other: &str| json!({"meetings": {"m": {"attendance": {"a": {"party": "EE"}, "b": {"party": other}}}}});
        check(&TWICE, with("EE"), &["meetings/m attendance/b/party"]);
        check(&TWICE, with("LV"), &[]);
    }
}
