//! Facts without a source.

use super::{Found, Rule, Severity, Spot, Subject};
use crate::register::{Collection, RateKind};
use crate::words::text::Text;
use crate::words::text::areas::findings as says;

pub(super) const UNSOURCED: Rule =
    Rule { id: "fact-without-source", severity: Severity::Warning, remedy: says::NO_SOURCE_DO };

pub(super) const RULES: &[&Rule] = &[&UNSOURCED];

/// The lines that state a fact of their own. A source of the whole record stands for its lines, too.
const FACTS: &[(&str, Text)] = &[
    ("Entry", says::ENTRY_NO_SOURCE),
    ("Act", says::ACT_NO_SOURCE),
    ("PurchaseStep", says::STEP_NO_SOURCE),
    ("Delivery", says::DELIVERY_NO_SOURCE),
    ("Share", says::SHARE_NO_SOURCE),
    ("LargerSum", says::LARGER_NO_SOURCE),
    ("Statement", says::STATEMENT_NO_SOURCE),
    ("ReportedCount", says::NUMBER_NO_SOURCE),
];

/// The records that state a fact even without such lines.
const RECORDS: &[(Collection, Text)] = &[
    (Collection::Memberships, says::MEMBERSHIP_NO_SOURCE),
    (Collection::Meetings, says::MEETING_NO_SOURCE),
    (Collection::Reported, says::REPORTED_NO_SOURCE),
    (Collection::Rates, says::RATE_NO_SOURCE),
];

pub(super) fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some((record, lines)) = subject.spots.split_first() else { return };
    if has_source(record) {
        return;
    }
    for spot in lines {
        let fact = FACTS.iter().find(|(shape, _)| *shape == spot.shape.name);
        if let Some((_, what)) = fact.filter(|_| !has_source(spot)) {
            found.add(&UNSOURCED, spot.path.as_str(), what.said().to_owned());
        }
    }
    let fact = RECORDS.iter().find(|(collection, _)| *collection == subject.key.collection);
    if let Some((_, what)) = fact.filter(|_| !stands_by_itself(record)) {
        found.add(&UNSOURCED, "sources", what.said().to_owned());
    }
}

fn has_source(spot: &Spot<'_>) -> bool {
    spot.lines("sources").any(|(_, citation)| citation.contains_key("source"))
}

/// Whether a record needs no source of its own: a membership rests on its acts, a meeting with attendance on those
/// who were there, and a reference rate is published.
fn stands_by_itself(record: &Spot<'_>) -> bool {
    record.lines("acts").next().is_some()
        || record.lines("attendance").next().is_some()
        || record.leaf("kind") == Some(RateKind::Ecb)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::tiny::check;
    use super::*;

    #[test]
    fn lines() {
        let with = |line: Value, record: Value| json!({"contributions": {"c": {"entries": {"e": {"act": "said", "sources": line}}, "sources": record}}});
        let cited = json!({"x": {"source": "s"}});
        check(&UNSOURCED, with(json!({}), json!({})), &["contributions/c entries/e"]);
        check(&UNSOURCED, with(json!({"x": {"place": "p. 3"}}), json!({})), &["contributions/c entries/e"]);
        check(
            &UNSOURCED,
            with(json!({"x": {"source": "s", "gone": true}}), json!({})),
            &["contributions/c entries/e"],
        );
        check(&UNSOURCED, with(cited.clone(), json!({})), &[]);
        check(&UNSOURCED, with(json!({}), cited), &[]);
        check(&UNSOURCED, json!({"contributions": {"c": {"planned": {"p": {"date": "2030"}}}}}), &[]);
        check(
            &UNSOURCED,
            json!({"purchases": {"p": {"steps": {"s": {"date": "2024"}}}}}),
            &["purchases/p steps/s"],
        );
    }

    #[test]
    fn records() {
        check(&UNSOURCED, json!({"memberships": {"m": {"role": "member"}}}), &["memberships/m sources"]);
        check(
            &UNSOURCED,
            json!({"memberships": {"m": {"acts": {"a": {"date": "2024"}}}}}),
            &["memberships/m acts/a"],
        );
        check(&UNSOURCED, json!({"meetings": {"m": {"title": "First"}}}), &["meetings/m sources"]);
        check(&UNSOURCED, json!({"meetings": {"m": {"attendance": {"a": {"party": "EE"}}}}}), &[]);
        check(&UNSOURCED, json!({"rates": {"r": {"kind": "typed"}}}), &["rates/r sources"]);
        check(&UNSOURCED, json!({"rates": {"r": {"kind": "ecb"}}}), &[]);
        check(&UNSOURCED, json!({"reported": {"f": {"by": "EE"}}}), &["reported/f sources"]);
        check(&UNSOURCED, json!({"reported": {"f": {"sources": {"x": {"source": "s"}}}}}), &[]);
        check(&UNSOURCED, json!({"groups": {"g": {"name": "Experts"}}}), &[]);
    }
}
