//! Activities that others wrote: a contribution for each giver of an activity.

use serde_json::Value;

use super::read::{day, documents, kind_of, period, step, value};
use crate::exchange::foreign::{Build, Element, Line, add_note, hash, lines};
use crate::register::{Collection, RecordKey};
use crate::said;
use crate::words::text::areas::noted as says;

/// What is understood of an activity; all else stands in the note.
const UNDERSTOOD: [&str; 8] = [
    "iati-identifier",
    "title",
    "participating-org",
    "transaction",
    "planned-disbursement",
    "document-link",
    "default-flow-type",
    "default-finance-type",
];

/// One giver's part of an activity, or what is of all of its givers together.
struct Group<'a> {
    giver: Option<(&'a str, Option<&'static str>)>,
    key: RecordKey,
}

/// Reads an activity.
pub fn other(build: &mut Build, activity: &Element, place: &str) {
    let identifier = activity.told("iati-identifier").unwrap_or_default().trim();
    if identifier.is_empty() {
        build.problem(activity.spot, says::NO_IDENTIFIER.said());
    }
    let mark =
        [identifier, if identifier.is_empty() { activity.told("title").unwrap_or_default() } else { "" }];
    let mut groups: Vec<Group<'_>> = Vec::new();
    let currency = activity.at("default-currency");
    // What was spent, and what is no step, belongs to those whose money came in before.
    let is_later = |one: &&Element| code(one).is_none_or(|code| code == "4" || step(code).is_none());
    let (spent, money): (Vec<_>, Vec<_>) = activity.all("transaction").partition(is_later);
    for transaction in money.into_iter().chain(spent) {
        let giver = giver(activity, transaction, &groups);
        let key = group(build, activity, mark, &mut groups, giver, place);
        transaction_of(build, &key, transaction, currency);
    }
    for planned in activity.all("planned-disbursement") {
        let giver = organisation(planned.one("provider-org"));
        let key = group(build, activity, mark, &mut groups, giver, place);
        let Some(sum) = value(planned, currency) else {
            build.problem(planned.spot, says::PLANNED_NO_SUM.said());
            build.note(&key, &planned.flat());
            continue;
        };
        let line = lines([("kind", Some("paid".into())), ("date", period(planned)), ("amount", Some(sum))]);
        build.line(&key, "planned", &hash(&["planned", &planned.flat()]), line);
    }
    if groups.is_empty() {
        group(build, activity, mark, &mut groups, None, place);
    }
    let Some(first) = groups.first() else { return };
    for rest in activity.children.iter().filter(|one| !UNDERSTOOD.contains(&one.name.as_str())) {
        build.note(&first.key, &rest.flat());
    }
    for more in activity.one("title").into_iter().flat_map(|title| title.all("narrative").skip(1)) {
        build.note(&first.key, &format!("title:{}", more.flat()));
    }
    for organisation in activity.all("participating-org").filter(|one| one.at("role") != Some("1")) {
        build.note(&first.key, &organisation.flat());
    }
    documents(build, &first.key, activity, false);
}

fn code(transaction: &Element) -> Option<&str> {
    transaction.one("transaction-type")?.at("code")
}

fn organisation(element: Option<&Element>) -> Option<(&str, Option<&'static str>)> {
    let element = element?;
    Some((element.narrative().or_else(|| element.at("ref"))?.trim(), kind_of(element)))
}

/// Whose money a transaction moves.
fn giver<'a>(
    activity: &'a Element,
    transaction: &'a Element,
    groups: &[Group<'a>],
) -> Option<(&'a str, Option<&'static str>)> {
    let named = organisation(transaction.one("provider-org"));
    match code(transaction) {
        Some("2" | "3" | "12") => named.or_else(|| organisation(activity.one("reporting-org"))),
        Some("1" | "11" | "13") => named,
        // Who spends is not who gives.
        _ => match groups {
            [only] => only.giver,
            _ => None,
        },
    }
}

/// The contribution of a giver in an activity; of all that fund it where none is named.
fn group<'a>(
    build: &mut Build,
    activity: &'a Element,
    [identifier, title]: [&str; 2],
    groups: &mut Vec<Group<'a>>,
    giver: Option<(&'a str, Option<&'static str>)>,
    place: &str,
) -> RecordKey {
    let funders: Vec<_> = activity
        .all("participating-org")
        .filter(|one| one.at("role") == Some("1"))
        .filter_map(|one| organisation(Some(one)))
        .collect();
    // The only one who funds it is the giver of all that comes in.
    let giver = match (giver, funders.as_slice()) {
        (None, [only]) => Some(*only),
        (giver, _) => giver,
    };
    let name = giver.map(|(name, _)| name);
    if let Some(held) = groups.iter().find(|held| held.giver.map(|(name, _)| name) == name) {
        return held.key.clone();
    }
    let id = hash(&["iati", identifier, title, name.unwrap_or_default()]);
    let key = RecordKey::new(Collection::Contributions, id.as_str());
    build.record(&key, place.to_owned());
    build.text(&key, "purpose", activity.told("title"));
    match giver {
        Some((name, kind)) => build.giver(&key, Some(name), kind, None),
        None => funders.iter().for_each(|(name, kind)| build.giver(&key, Some(name), *kind, None)),
    }
    if giver.is_none() && funders.is_empty() {
        build.problem(activity.spot, says::NOBODY_GIVES.said());
    }
    groups.push(Group { giver, key: key.clone() });
    key
}

fn transaction_of(build: &mut Build, key: &RecordKey, transaction: &Element, currency: Option<&str>) {
    let code = code(transaction).unwrap_or_default();
    let date = day(transaction.one("transaction-date"));
    let (Some(kind), Some(sum)) = (step(code), value(transaction, currency)) else {
        let why = match step(code) {
            None => said!(says::NO_STEP_OF_TYPE, code),
            Some(_) => says::TRANSACTION_NO_SUM.said().to_owned(),
        };
        build.problem(transaction.spot, why);
        return build.note(key, &transaction.flat());
    };
    if date.is_none() {
        build.problem(transaction.spot, says::TRANSACTION_NO_DAY.said());
    }
    let is_in_kind = transaction.one("disbursement-channel").is_some_and(|one| one.at("code") == Some("4"));
    let kind = if is_in_kind && kind == "paid" { "delivery" } else { kind };
    if is_in_kind {
        build.set(key, "form", Some("in-kind".into()));
    }
    let value_day = transaction.one("value").and_then(|value| value.at("value-date")).map(Value::from);
    let value_day = value_day.filter(|day| Some(day) != date.as_ref());
    let value_day =
        value_day.and_then(|day| crate::exchange::foreign::leaf::<crate::register::Date>(day.as_str()?));
    let mut line: Line = lines([
        ("kind", Some(kind.into())),
        ("date", date),
        ("amount", Some(sum)),
        ("value_date", value_day),
    ]);
    if let Some(told) = transaction.told("description") {
        add_note(&mut line, told);
    }
    let understood = ["transaction-type", "transaction-date", "value", "description", "disbursement-channel"];
    for rest in transaction.children.iter().filter(|one| !understood.contains(&one.name.as_str())) {
        add_note(&mut line, &rest.flat());
    }
    let id = transaction.at("ref").map_or_else(|| transaction.flat(), str::to_owned);
    build.line(key, "entries", &hash(&["transaction", &id]), line);
}
