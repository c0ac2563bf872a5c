//! Other readings: those that wait to be settled, and those that cannot be read.

use serde_json::Value;

use super::{Found, Rule, Severity, Spot, Subject};
use crate::register::{
    Amount, Currency, Date, Few, Kind, Leaf, Number, Place, Quantity, StatedRate, canonical, text,
};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::dates::OR;
use crate::words::text::areas::findings as says;
use crate::words::text::areas::inputs;

pub(super) const OPEN: Rule =
    Rule { id: "reading-open", severity: Severity::Info, remedy: says::OPEN_READING_DO };
pub(super) const MISPLACED: Rule =
    Rule { id: "reading-misplaced", severity: Severity::Error, remedy: says::MISPLACED_DO };
pub(super) const UNREADABLE: Rule =
    Rule { id: "reading-unreadable", severity: Severity::Error, remedy: says::READING_DO };
pub(super) const ADOPTED: Rule =
    Rule { id: "reading-already-adopted", severity: Severity::Info, remedy: says::ADOPTED_DO };

pub(super) const RULES: &[&Rule] = &[&OPEN, &MISPLACED, &UNREADABLE, &ADOPTED];

pub(super) fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for spot in subject.spots {
        readings(spot, found);
    }
}

fn readings(spot: &Spot<'_>, found: &mut Found<'_>) {
    let mut open: Few<&'static str, Vec<String>> = Few::new();
    for (id, reading) in spot.lines("readings") {
        let path = format!("{}/{id}", spot.at("readings"));
        let name = reading.get("field").and_then(Value::as_str);
        let field = name.and_then(|name| spot.shape.field(name)).filter(|field| field.kind.is_leaf());
        let (Some(field), Some(value)) = (field, reading.get("value")) else {
            let sentence = match name {
                Some(name) if field.is_none() => {
                    said!(says::NO_SUCH_FIELD, field = name)
                }
                Some(name) => said!(says::NO_VALUE, field = called(spot, name)),
                None => said!(says::NO_FIELD_SAID),
            };
            found.add(&MISPLACED, path, sentence);
            continue;
        };
        if let Err(reason) = read_as(field.kind, value) {
            found.add(&UNREADABLE, format!("{path}/value"), reason);
            continue;
        }
        match spot.json.get(field.name) {
            None => {
                let values = open.or_default(field.name);
                let value = shown(value);
                if !values.contains(&value) {
                    values.push(value);
                }
            }
            Some(adopted) if adopted == value => {
                let sentence = said!(says::ADOPTED, field = called(spot, field.name), value = shown(value));
                found.add(&ADOPTED, format!("{path}/value"), sentence);
            }
            Some(_) => {}
        }
    }
    for (field, values) in open {
        let values = values.into_iter().reduce(|before, next| said!(OR, before, next)).unwrap_or_default();
        let sentence = said!(says::OPEN_READING, field = called(spot, field), values);
        found.add(&OPEN, spot.at(field), sentence);
    }
}

/// What a field is called inside a sentence.
fn called(spot: &Spot<'_>, field: &str) -> String {
    labels::inside(labels::field_label(spot.shape.name, field))
}

fn shown(value: &Value) -> String {
    let amount = Amount::read(value).map(|amount| super::names::money(&amount));
    let place = Place::read(value).ok().and_then(|place| place.name.or(place.country));
    let text = text(value).ok().map(str::to_owned);
    amount.ok().or(place).or(text).unwrap_or_else(|| canonical(value))
}

/// Whether a value can stand in a field of that kind.
fn read_as(kind: Kind, value: &Value) -> Result<(), String> {
    match kind {
        Kind::Text | Kind::Prose | Kind::Link | Kind::Area | Kind::Ref(_) => text(value).map(drop),
        Kind::Flag => bool::read(value).map(drop),
        Kind::Count => u32::read(value).map(drop),
        Kind::Number => Number::read(value).map(drop),
        Kind::Amount => Amount::read(value).map(drop),
        Kind::Rate => StatedRate::read(value).map(drop),
        Kind::Quantity => Quantity::read(value).map(drop),
        Kind::Date => Date::read(value).map(drop),
        Kind::Place => Place::read(value).map(drop),
        Kind::Currency => Currency::read(value).map(drop),
        Kind::Choice(words) => match text(value)? {
            word if words.contains(&word) => Ok(()),
            word => Err(said!(inputs::UNKNOWN_CHOICE, word, words = words.join(", "))),
        },
        Kind::Any | Kind::Lines(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::check_all;
    use super::super::tiny::{check, tiny, today};
    use super::*;

    /// A membership with a role and one reading.
    fn with(role: Value, reading: Value) -> Value {
        json!({"memberships": {"m": {"role": role, "readings": {"r": reading}}}})
    }

    #[test]
    fn open_ones() {
        let reading = json!({"field": "role", "value": "observer"});
        check(&OPEN, with(Value::Null, reading.clone()), &["memberships/m role"]);
        check(&OPEN, with("member".into(), reading.clone()), &[]);
        check(&ADOPTED, with("observer".into(), reading.clone()), &["memberships/m readings/r/value"]);
        check(&ADOPTED, with("member".into(), reading), &[]);
    }

    #[test]
    fn all_values_are_named() {
        let amount = json!({"value": "38000000", "currency": "EUR", "qualifier": "over"});
        let register = tiny(json!({"reported": {"f": {"readings": {
            "a": {"field": "amount", "value": amount},
            "b": {"field": "amount", "value": {"value": "36000000", "currency": "EUR"}},
        }}}}));
        let found = check_all(&register, today());
        let finding = found.iter().find(|finding| finding.id == OPEN.id).unwrap();
        assert_eq!(
            finding.sentence,
            "No reading of “amount” is adopted; it reads over 38,000,000 EUR or 36,000,000 EUR."
        );
    }

    #[test]
    fn a_value_is_named_once() {
        let reading = |place: Value| json!({"field": "place", "value": place});
        let register = tiny(json!({"meetings": {"m": {"readings": {
            "a": reading(json!({"name": "Kyiv", "country": "UA"})),
            "b": reading(json!({"name": "Kyiv"})),
        }}}}));
        let found = check_all(&register, today());
        let finding = found.iter().find(|finding| finding.id == OPEN.id).unwrap();
        assert_eq!(finding.sentence, "No reading of “place” is adopted; it reads Kyiv.");
    }

    #[test]
    fn places_and_values() {
        let place = ["memberships/m readings/r"];
        check(&MISPLACED, with("member".into(), json!({"field": "colour", "value": "red"})), &place);
        check(&MISPLACED, with("member".into(), json!({"field": "acts", "value": "x"})), &place);
        check(&MISPLACED, with("member".into(), json!({"field": "role"})), &place);
        check(&MISPLACED, with("member".into(), json!({"value": "lead"})), &place);
        check(&MISPLACED, with("member".into(), json!({"field": "role", "value": "lead"})), &[]);
        let value = ["memberships/m readings/r/value"];
        check(&UNREADABLE, with("member".into(), json!({"field": "role", "value": "guest"})), &value);
        check(&UNREADABLE, with("member".into(), json!({"field": "from", "value": "soon"})), &value);
        check(&UNREADABLE, with("member".into(), json!({"field": "from", "value": "2024"})), &[]);
    }
}
