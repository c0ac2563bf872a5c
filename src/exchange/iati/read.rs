//! IATI activities, read: those that were written here by their marks, those of others by the standard.

use super::NAMESPACE;
use super::read_other::other;
use super::read_own::Own;
use crate::exchange::foreign::{Build, Element, ForeignError, Line, leaf, lines, sum};
use crate::register::{Date, Qualifier, RecordKey, SourceKind};
use crate::said;
use crate::words::text::areas::noted as says;
use serde_json::Value;

/// Reads the activities of a file.
pub fn read(text: &str, build: &mut Build) -> Result<(), ForeignError> {
    let begins = text.trim_start().to_ascii_lowercase();
    if ["<!doctype html", "<html"].iter().any(|page| begins.starts_with(page)) {
        return Err(ForeignError::Other(crate::exchange::Sort::Page));
    }
    let root = Element::read(text)?;
    match root.local() {
        "iati-activities" => {}
        "iati-organisations" => return Err(ForeignError::NotKnown(says::OF_ORGANISATIONS.said())),
        "html" => return Err(ForeignError::Other(crate::exchange::Sort::Page)),
        _ => return Err(ForeignError::NotKnown(says::OTHER_XML.said())),
    }
    match root.at("version") {
        Some("2.01" | "2.02" | "2.03") => {}
        Some(version) => build.problem(root.spot, said!(says::IATI_OTHER_VERSION, version)),
        None => build.problem(root.spot, says::IATI_NO_VERSION.said()),
    }
    let is_marked = root.at("xmlns:muster") == Some(NAMESPACE);
    let own = Own::new(&root);
    for (at, activity) in root.children.iter().enumerate() {
        if activity.name != "iati-activity" {
            build.problem(activity.spot, said!(says::NO_ACTIVITY, name = activity.name));
            continue;
        }
        let place = place(activity, at);
        match activity.at("muster:record").filter(|_| is_marked).and_then(|mark| own.key(mark)) {
            Some(key) => own.activity(build, &key, activity, place),
            None => other(build, activity, &place),
        }
    }
    Ok(())
}

/// Where an activity stands, in words.
fn place(activity: &Element, at: usize) -> String {
    let (number, line) = (at.saturating_add(1).to_string(), activity.spot.line.to_string());
    match activity.told("iati-identifier") {
        Some(identifier) => said!(says::AT_ACTIVITY, number, identifier, line),
        None => said!(says::AT_NAMELESS_ACTIVITY, number, line),
    }
}

/// The kind of a party by the type of an organisation.
pub fn kind_of(organisation: &Element) -> Option<&'static str> {
    match organisation.at("type") {
        Some("10") => Some("state"),
        Some("70" | "71" | "72" | "73") => Some("supplier"),
        _ => None,
    }
}

/// The sum of an element `value`, in its currency or in that of the activity.
pub fn value(element: &Element, currency: Option<&str>) -> Option<Value> {
    let value = element.one("value")?;
    let text = value.text.trim();
    sum(text.strip_prefix('+').unwrap_or(text), value.at("currency").or(currency)?, Qualifier::Exact)
}

/// The day of an element with `iso-date`.
pub fn day(element: Option<&Element>) -> Option<Value> {
    let text = element?.at("iso-date")?;
    leaf::<Date>(text.get(..10).unwrap_or(text))
}

/// The time from `period-start` to `period-end`: a day where they are the same.
pub fn period(element: &Element) -> Option<Value> {
    match (day(element.one("period-start")), day(element.one("period-end"))) {
        (Some(from), Some(until)) if from == until => Some(from),
        (Some(from), Some(until)) => leaf::<Date>(&format!("{}/{}", from.as_str()?, until.as_str()?)),
        (from, until) => from.or(until),
    }
}

/// The step that a type of transaction is, by its code.
pub fn step(code: &str) -> Option<&'static str> {
    match code {
        "12" | "13" => Some("pledge"),
        "2" | "11" => Some("commitment"),
        "1" | "3" => Some("paid"),
        "4" => Some("expenditure"),
        _ => None,
    }
}

/// The links of an activity as sources of its record.
pub fn documents(build: &mut Build, key: &RecordKey, activity: &Element, is_own: bool) {
    for link in activity.all("document-link") {
        let Some(address) = link.at("url") else { continue };
        let title = link.told("title").filter(|title| *title != address);
        let is_agreement = link.one("category").is_some_and(|category| category.at("code") == Some("A09"));
        let kind = is_agreement.then_some(SourceKind::Agreement.word());
        let more: Line = lines([
            ("title", title.map(Value::from)),
            ("kind", kind.map(Value::from)),
            ("language", link.one("language").and_then(|language| language.at("code")).map(Value::from)),
            ("shown", day(link.one("document-date"))),
        ]);
        let id = link.at("muster:of").filter(|_| is_own).and_then(|of| of.strip_prefix("sources/"));
        build.source(key, id.map(crate::exchange::foreign::id).as_deref(), address, more);
    }
}
