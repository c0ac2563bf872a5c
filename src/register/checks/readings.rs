//! Other readings: those that wait to be settled, and those that cannot be read.

use serde_json::Value;

use super::{Found, Rule, Severity, Spot, Subject};
use crate::register::{
    Amount, Currency, Date, Few, Kind, Leaf, Number, Place, Quantity, StatedRate, canonical, text,
};

pub(super) const OPEN: Rule = Rule {
    id: "reading-open",
    severity: Severity::Info,
    remedy: "Settle it: adopt one of the readings, or leave it open and say why.",
};
pub(super) const MISPLACED: Rule = Rule {
    id: "reading-misplaced",
    severity: Severity::Error,
    remedy: "Say which field it is another reading of, and what it reads.",
};
pub(super) const UNREADABLE: Rule = Rule {
    id: "reading-unreadable",
    severity: Severity::Error,
    remedy: "Enter the reading again as this field takes it.",
};
pub(super) const ADOPTED: Rule = Rule {
    id: "reading-already-adopted",
    severity: Severity::Info,
    remedy: "Cite its source on the record and remove the reading.",
};

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
                    format!("There is no field “{name}” that could be read otherwise.")
                }
                Some(name) => format!("The other reading of “{name}” has no value."),
                None => "The other reading does not say which field it reads.".to_owned(),
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
                let sentence = format!("“{}” reads {}, which is adopted already.", field.name, shown(value));
                found.add(&ADOPTED, format!("{path}/value"), sentence);
            }
            Some(_) => {}
        }
    }
    for (field, values) in open {
        let sentence = format!("No reading of “{field}” is adopted; it reads {}.", values.join(" or "));
        found.add(&OPEN, spot.at(field), sentence);
    }
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
            word => Err(format!("“{word}” is not known here; choose one of: {}.", words.join(", "))),
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
