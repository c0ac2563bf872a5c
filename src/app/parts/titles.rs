//! What a record is called, and what a line or a leaf says in one line.

use serde_json::{Map, Value};

use crate::register::checks::capital;
use crate::register::{
    Amount, Collection, Date, Id, Kind, Leaf, Place, Quantity, RecordKey, Register, Shape, StatedRate, Table,
    TableOf, place_of_missing,
};
use crate::said;
use crate::words::text::areas::{common, parts as text};
use crate::words::{Locale, labels};
pub use crate::words::{ORGANISATIONS, party};

/// How many parts a line says of itself before it stops.
const PARTS: usize = 6;

/// The title of any record, never empty.
pub fn title(register: &Register, key: &RecordKey, locale: &dyn Locale) -> String {
    let words = Words { register, locale };
    let found = match key.collection {
        Collection::Register => words.of(key, |own: &crate::register::Coalition| own.name.clone()),
        Collection::Parties => Some(party(register, &key.id, locale)),
        Collection::Memberships => words.membership(&key.id),
        Collection::Contributions => words.contribution(&key.id),
        Collection::Meetings => words.of(key, |meeting: &crate::register::Meeting| {
            let kind = meeting.kind.map(|kind| labels::choice_label(kind.word()).to_owned());
            let date = meeting.date.as_ref().map(|date| words.date(date));
            joined([meeting.title.clone().or(kind), date.filter(|_| meeting.title.is_none())])
        }),
        Collection::Purchases => words.of(key, |purchase: &crate::register::Purchase| {
            purchase.title.clone().or_else(|| purchase.need.as_deref().map(short))
        }),
        Collection::Actions => words.of(key, |action: &crate::register::Action| action.text.clone()),
        Collection::Agreements => {
            words.of(key, |agreement: &crate::register::Agreement| agreement.name.clone())
        }
        Collection::Contacts => words.of(key, |contact: &crate::register::Contact| {
            contact.name.clone().or_else(|| contact.office.clone())
        }),
        Collection::Groups => words.of(key, |group: &crate::register::Group| group.name.clone()),
        Collection::Outreach => words.of(key, |outreach: &crate::register::Outreach| {
            let party = outreach.party.as_ref().map(|party| words.party(party.id()));
            joined([
                party.or_else(|| outreach.group.clone()),
                outreach.date.as_ref().map(|date| words.date(date)),
            ])
        }),
        Collection::Reported => words.of(key, |figure: &crate::register::ReportedFigure| {
            let measure = figure.measure.map(|measure| labels::choice_label(measure.word()).to_owned());
            let amount = figure.amount.map(|amount| words.amount(&amount));
            let count = figure.count.map(|count| count.to_string());
            let date = figure.date.as_ref().map(|date| words.date(date));
            joined([figure.word.clone().or(measure), amount.or(count), date])
        }),
        Collection::Rates => words.of(key, |rate: &crate::register::Rate| {
            joined([
                rate.rate.map(|rate| rate_text(rate, words.locale)),
                rate.day.as_ref().map(|day| words.date(day)),
            ])
        }),
        Collection::Sources => words.of(key, |source: &crate::register::Source| {
            let named = joined([source.publisher.clone(), source.published().map(|date| words.date(date))]);
            let address = source.address.as_deref().map(short);
            source.title.clone().or(named).or(address)
        }),
        Collection::Releases => words.of(key, |release: &crate::register::Release| {
            let number = release.number.map(|number| said!(text::RELEASE, number = number.to_string()));
            joined([number, release.day.as_ref().map(|day| words.date(day))])
        }),
    };
    let found = found.filter(|title| !title.trim().is_empty());
    found.unwrap_or_else(|| {
        let label = labels::collection_label(key.collection).0;
        match place_of_missing(key.id.as_str()) {
            Some(_) if !register.is_live(key.collection, &key.id) => said!(text::NOT_IN_COPY, what = label),
            _ => format!("{label} {}", key.id),
        }
    })
}

/// What a record or line says, in one line.
pub fn summary(shape: &Shape, json: &Map<String, Value>, register: &Register, locale: &dyn Locale) -> String {
    let words = Words { register, locale };
    let said =
        shape.fields.iter().filter(|field| !matches!(field.name, "order" | "gone" | "internal" | "readings"));
    let said = said.filter_map(|field| {
        let text = words.value(field.kind, json.get(field.name)?)?;
        match field.kind {
            // A bare yes says nothing without its question.
            Kind::Flag => Some(labels::inside(labels::field_label(shape.name, field.name))),
            Kind::Lines(_) if field.name == "sources" => None,
            Kind::Choice(_) => Some(labels::inside(&text)),
            _ => Some(text),
        }
    });
    capital(&said.take(PARTS).collect::<Vec<_>>().join(", "))
}

/// A leaf in words; nothing when it says nothing.
pub fn leaf(kind: Kind, value: &Value, register: &Register, locale: &dyn Locale) -> Option<String> {
    Words { register, locale }.value(kind, value)
}

/// A rate as an equation.
pub fn rate_text(rate: StatedRate, locale: &dyn Locale) -> String {
    format!("1 {} = {} {}", rate.base(), locale.number(rate.value(), 0), rate.quote())
}

/// The first line of a text, cut between words where it is long.
pub fn short(text: &str) -> String {
    const LETTERS: usize = 70;
    let line = text.lines().next().unwrap_or_default().trim();
    if line.chars().count() <= LETTERS {
        return line.to_owned();
    }
    let cut: String = line.chars().take(LETTERS).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{cut}…")
}

/// A file name made of a title.
pub fn file_stem(title: &str) -> String {
    let mut stem = String::new();
    for letter in title.to_lowercase().chars() {
        match letter {
            letter if letter.is_alphanumeric() => stem.push(letter),
            _ if !stem.is_empty() && !stem.ends_with('-') => stem.push('-'),
            _ => {}
        }
    }
    let stem = stem.trim_end_matches('-').chars().take(60).collect::<String>();
    if stem.is_empty() { "register".to_owned() } else { stem }
}

fn joined<const N: usize>(parts: [Option<String>; N]) -> Option<String> {
    let parts: Vec<_> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

struct Words<'a> {
    register: &'a Register,
    locale: &'a dyn Locale,
}

impl Words<'_> {
    fn of<T>(&self, key: &RecordKey, title: impl FnOnce(&T) -> Option<String>) -> Option<String>
    where
        T: crate::register::Record,
        Register: std::ops::Deref<Target: TableOf<T>>,
    {
        let table: &Table<T> = self.register.table();
        table.get(&key.id).and_then(|record| title(record))
    }

    fn party(&self, id: &Id) -> String {
        party(self.register, id, self.locale)
    }

    fn date(&self, date: &Date) -> String {
        self.locale.date(date, crate::words::Length::Short)
    }

    fn amount(&self, amount: &Amount) -> String {
        self.locale.amount(amount)
    }

    fn membership(&self, id: &Id) -> Option<String> {
        let membership = self.register.memberships.get(id)?;
        let role = membership.role.map(|role| labels::inside(labels::choice_label(role.word())));
        joined([membership.party.as_ref().map(|party| self.party(party.id())), role])
    }

    fn contribution(&self, id: &Id) -> Option<String> {
        let contribution = self.register.contributions.get(id)?;
        let givers = contribution.contributors.values().filter_map(|giver| giver.party.as_ref());
        let givers: Vec<_> = givers.map(|party| self.party(party.id())).collect();
        let amount =
            contribution.entries.values().find_map(|entry| entry.amount).map(|amount| self.amount(&amount));
        let purpose = contribution.purpose.as_deref().map(short);
        let who = (!givers.is_empty()).then(|| givers.join(", "));
        match (joined([who, amount]), purpose) {
            (Some(head), Some(purpose)) => Some(format!("{head}: {purpose}")),
            (head, purpose) => head.or(purpose),
        }
    }

    fn value(&self, kind: Kind, value: &Value) -> Option<String> {
        let text = || value.as_str().map(str::to_owned).filter(|text| !text.is_empty());
        match kind {
            Kind::Text | Kind::Number | Kind::Currency | Kind::Link => text(),
            Kind::Prose => text().map(|text| short(&text)),
            Kind::Flag => (value.as_bool()?).then(|| common::YES.said().to_owned()),
            Kind::Count => value.as_u64().map(|count| count.to_string()),
            Kind::Amount => Amount::read(value).ok().map(|amount| self.amount(&amount)),
            Kind::Rate => StatedRate::read(value).ok().map(|rate| rate_text(rate, self.locale)),
            Kind::Quantity => {
                let quantity = Quantity::read(value).ok()?;
                let number = self.locale.number(quantity.value, 0);
                Some(format!("{number} {}", quantity.unit).trim_end().to_owned())
            }
            Kind::Date => Date::read(value).ok().map(|date| self.date(&date)),
            Kind::Place => self.place(&Place::read(value).ok()?),
            Kind::Choice(_) => text().map(|word| labels::choice_label(&word).to_owned()),
            Kind::Ref(collection) => {
                text().map(|id| title(self.register, &RecordKey::new(collection, id), self.locale))
            }
            Kind::Area => {
                let id = text()?;
                let own = self.register.coalition.get(&RecordKey::own().id)?;
                own.areas.0.get(&Id::from(id)).and_then(|area| area.name.clone())
            }
            Kind::Any => self.guess(value),
            Kind::Lines(shape) => self.lines(shape, value),
        }
    }

    /// An other reading is shown by its form: the field that it is of may be unknown here.
    fn guess(&self, value: &Value) -> Option<String> {
        match value {
            Value::Object(map) if map.contains_key("currency") => self.value(Kind::Amount, value),
            Value::Object(map) if map.contains_key("base") => self.value(Kind::Rate, value),
            Value::Object(map) if map.contains_key("value") => self.value(Kind::Quantity, value),
            Value::Object(_) => self.value(Kind::Place, value),
            Value::String(text) => {
                if let Ok(date) = Date::read(value) {
                    return Some(self.date(&date));
                }
                let is_party = self.register.parties.get(&Id::from(text.as_str())).is_some();
                Some(if is_party { self.party(&Id::from(text.as_str())) } else { short(text) })
            }
            Value::Bool(yes) => Some(if *yes { common::YES } else { common::NO }.said().to_owned()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    fn place(&self, place: &Place) -> Option<String> {
        let country = place.country.as_deref();
        let country = country.map(|code| self.locale.state_name(code).unwrap_or_else(|| code.to_owned()));
        joined([place.name.clone(), country, place.online.then(|| text::ONLINE.said().to_owned())])
    }

    /// Short lists are said in full, long ones by their number.
    fn lines(&self, shape: &Shape, value: &Value) -> Option<String> {
        let lines = value.as_object()?.values().filter_map(Value::as_object);
        let live: Vec<_> =
            lines.filter(|line| line.get("gone").and_then(Value::as_bool) != Some(true)).collect();
        let plain =
            matches!(shape.name, "Contributor" | "ReportedParty" | "ShareOf" | "Citation" | "Priority");
        match live.len() {
            0 => None,
            count if plain && count <= 8 => {
                let said = live.into_iter().map(|line| summary(shape, line, self.register, self.locale));
                Some(said.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", "))
            }
            1 => live.first().map(|line| summary(shape, line, self.register, self.locale)),
            count => Some(format!("{count} × {}", labels::shape_label(shape.name))),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::register::{Now, Pen};
    use crate::words::English;

    /// A register with these records, as JSON by collection and id.
    fn register(records: Value) -> Register {
        let mut pen = Pen::new("r1");
        let body = records.as_object().cloned().unwrap_or_default();
        Register::of([pen.write(body, &Now { millis: 1, at: "2024-02-01T10:00:00Z".to_owned() })])
    }

    fn check(records: Value, expected: &str) {
        let register = register(records);
        let key = register.keys().next().cloned().unwrap();
        assert_eq!(title(&register, &key, &English), expected);
    }

    #[test]
    fn titles_say_the_point() {
        check(json!({"parties": {"EE": {"code": "EE", "kind": "state"}}}), "Estonia");
        check(json!({"parties": {"EU": {"code": "EU", "kind": "organisation"}}}), "European Union");
        check(json!({"memberships": {"r1.1": {"party": "LU", "role": "lead"}}}), "Luxembourg, lead");
        check(json!({"meetings": {"r1.1": {"title": "Steering group"}}}), "Steering group");
        check(
            json!({"meetings": {"r1.1": {"date": "2024-02-01", "kind": "kick-off"}}}),
            "Founding meeting, 1 Feb 2024",
        );
        check(
            json!({"rates": {"r1.1": {"rate": {"base": "EUR", "quote": "DKK", "value": "7.4568"}}}}),
            "1 EUR = 7.4568 DKK",
        );
        check(json!({"sources": {"r1.1": {"publisher": "KMin", "shown": "2024-02-01"}}}), "KMin, 1 Feb 2024");
        check(json!({"groups": {"r1.1": {"purpose": "Talks"}}}), "Working group r1.1");
        let amount = json!({"currency": "EUR", "value": "10000000"});
        let contribution = json!({
            "contributors": {"a": {"party": "LU"}},
            "entries": {"b": {"amount": amount, "kind": "pledge"}},
            "purpose": "First purchases",
        });
        check(
            json!({"contributions": {"r1.1": contribution}}),
            "Luxembourg, 10,000,000 EUR: First purchases",
        );
    }

    #[test]
    fn what_a_copy_does_not_hold_is_said() {
        let body = json!({"sources": {"s-2": {"language": "uk"}}});
        let register = register(body);
        let check = |id: &str, expected: &str| {
            let key = RecordKey::new(Collection::Sources, id);
            assert_eq!(title(&register, &key, &English), expected);
        };
        check("s-1", "Source not in this copy");
        check("s-2", "Source s-2");
        check("s1", "Source s1");
    }

    #[test]
    fn a_line_in_one_line() {
        let register = Register::default();
        let shape = Collection::Meetings.shape();
        let line = json!({"kind": "steering-group", "place": {"country": "BE", "name": "Brussels"}, "title": "Talks"});
        let said = summary(shape, line.as_object().unwrap(), &register, &English);
        assert_eq!(said, "Talks, steering group, Brussels, Belgium");
        assert_eq!(summary(shape, &Map::new(), &register, &English), "");
    }

    #[test]
    fn long_texts_are_cut_between_words() {
        let text = "word ".repeat(30);
        assert!(short(&text).ends_with("word…") && short(&text).chars().count() <= 71);
        assert_eq!(short(" one\ntwo"), "one");
    }
}
