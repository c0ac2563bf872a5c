//! What a record is called in a sentence. English; the page has names in the reader's language beside it.

use rust_decimal::Decimal;

use crate::register::{
    Amount, Collection, Currency, Id, Party, PartyKind, RecordKey, Ref, Register, Step, english_name,
    print_decimal,
};
use crate::said;
use crate::words::text::areas::findings as says;
use crate::words::text::{Arg, Text, language};
use crate::words::{Language, and, labels, qualifier_words};

/// What a record is called.
pub fn name(register: &Register, key: &RecordKey) -> String {
    let id = &key.id;
    let quoted = |name: Option<&str>| match name {
        Some(name) if !name.trim().is_empty() => said!(says::QUOTED, text = name.trim()),
        _ => id.to_string(),
    };
    let of = |text: Text, name: Option<&str>| text.with(&[("name", Arg::Words(&quoted(name)))]);
    match key.collection {
        Collection::Register => {
            of(says::REGISTER, register.coalition.get(id).and_then(|one| one.name.as_deref()))
        }
        Collection::Parties => party(register, id),
        Collection::Memberships => {
            let membership = register.memberships.get(id);
            let role = membership.and_then(|one| one.role).map(|role| labels::choice_label(role.word()));
            let party = membership.and_then(|one| Some(party(register, one.party.as_ref()?.id())));
            match (party, role.map(labels::inside)) {
                (Some(party), Some(role)) => said!(says::MEMBERSHIP_AS, party, role),
                (Some(party), None) => said!(says::MEMBERSHIP_OF, party),
                (None, _) => of(says::MEMBERSHIP, None),
            }
        }
        Collection::Agreements => {
            of(says::AGREEMENT, register.agreements.get(id).and_then(|one| one.name.as_deref()))
        }
        Collection::Contacts => {
            of(says::CONTACT, register.contacts.get(id).and_then(|one| one.name.as_deref()))
        }
        Collection::Contributions => contribution(register, id),
        Collection::Meetings => {
            let meeting = register.meetings.get(id);
            let date = meeting.and_then(|one| one.date.as_ref());
            let date = date.map(|date| said!(says::MEETING_OF, date = date.to_string()));
            let title = meeting.and_then(|one| one.title.clone());
            of(says::MEETING, title.or(date).as_deref())
        }
        Collection::Actions => of(says::ACTION, register.actions.get(id).and_then(|one| one.text.as_deref())),
        Collection::Purchases => {
            of(says::PURCHASE, register.purchases.get(id).and_then(|one| one.title.as_deref()))
        }
        Collection::Outreach => of(says::OUTREACH, None),
        Collection::Reported => match register.reported.get(id).and_then(|one| one.amount) {
            Some(amount) => said!(says::REPORTED, name = money(&amount)),
            None => of(says::REPORTED, None),
        },
        Collection::Groups => of(says::GROUP, register.groups.get(id).and_then(|one| one.name.as_deref())),
        Collection::Rates => of(says::RATE, None),
        Collection::Sources => {
            of(says::SOURCE, register.sources.get(id).and_then(|one| one.title.as_deref()))
        }
        Collection::Releases => of(says::RELEASE, None),
    }
}

/// The name of a party: its own, else in English that of its code, else the code, or its id.
pub(super) fn party(register: &Register, id: &Id) -> String {
    let Some(party) = register.parties.get(id) else { return id.to_string() };
    let code = party.code.as_deref().unwrap_or(id.as_str());
    let is_named = party.kind == Some(PartyKind::State) && language() == Language::English;
    let state = is_named.then(|| english_name(code)).flatten();
    party.name.as_deref().or(state).or(party.code.as_deref()).unwrap_or(id.as_str()).to_owned()
}

fn contribution(register: &Register, id: &Id) -> String {
    let by_id = || said!(says::CONTRIBUTION, name = id.as_str());
    let Some(contribution) = register.contributions.get(id) else { return by_id() };
    let givers: Vec<Ref<Party>> =
        contribution.contributors.values().filter_map(|one| one.party.clone()).collect();
    let givers: Vec<String> = givers.iter().map(|giver| party(register, giver.id())).collect();
    let mut name = match givers.is_empty() {
        true => by_id(),
        false => said!(says::CONTRIBUTION_OF, givers = and(&givers)),
    };
    let counts = |step: Option<Step>| step != Some(Step::Statement);
    let amount =
        contribution.entries.values().filter(|entry| counts(entry.kind)).find_map(|entry| entry.amount);
    if let Some(amount) = amount {
        name.push_str(&format!(" ({})", money(&amount)));
    }
    name
}

/// An amount with its thousands apart: “over 30,000,000 EUR”.
pub(super) fn money(amount: &Amount) -> String {
    let sum = sum(amount.value, amount.currency);
    match qualifier_words(amount.qualifier) {
        "" => sum,
        words => format!("{words} {sum}"),
    }
}

/// A sum with its thousands apart, and the digits of its currency where it is no whole number: “-1,234.50 EUR”.
pub(super) fn sum(value: Decimal, currency: Currency) -> String {
    let mut text = print_decimal(value);
    if let Some((_, decimals)) = text.split_once('.') {
        let missing = usize::try_from(currency.digits()).unwrap_or_default().saturating_sub(decimals.len());
        text.extend(std::iter::repeat_n('0', missing));
    }
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let (mark, point) = match language() {
        Language::English => (',', "."),
        Language::German => ('.', ","),
        Language::Ukrainian | Language::Estonian | Language::French => ('\u{a0}', ","),
    };
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(mark);
        }
        grouped.push(digit);
    }
    let point = if decimals.is_empty() { "" } else { point };
    format!("{sign}{grouped}{point}{decimals} {currency}")
}

/// A sentence with its capital. What it begins with is a word of ours, or a name that has its capital already.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(large).into_iter().chain(letters).collect()
}

/// A large letter, in the alphabets of the app: the table of all alphabets would cost the first load 10 kB.
fn large(letter: char) -> char {
    let step = match letter {
        '÷' => 0,
        'a'..='z' | 'à'..='þ' | 'а'..='я' => 32,
        'ѐ'..='џ' => 80,
        'š' | 'ž' | 'œ' | 'ґ' => 1,
        _ => 0,
    };
    char::from_u32(u32::from(letter).saturating_sub(step)).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::tiny::tiny;
    use super::*;
    use crate::register::parse_decimal;

    #[test]
    fn sums_are_grouped() {
        let check = |value: &str, expected: &str| {
            assert_eq!(sum(parse_decimal(value).unwrap(), Currency::EUR), expected);
        };
        check("0", "0 EUR");
        check("100", "100 EUR");
        check("-1234.50", "-1,234.50 EUR");
        check("1234.567", "1,234.567 EUR");
        check("91000000", "91,000,000 EUR");
    }

    #[test]
    fn records_are_called_what_people_call_them() {
        let register = tiny(json!({
            "parties": {"EE": {"kind": "state"}, "p": {"kind": "supplier", "name": "Radios Ltd"}},
            "memberships": {"m": {"party": "EE", "role": "lead"}},
            "contributions": {
                "c": {
                    "contributors": {"a": {"party": "EE"}, "b": {"party": "p"}},
                    "entries": {"e": {"kind": "pledge", "amount": {"value": "500000", "currency": "EUR", "qualifier": "over"}}},
                },
                "d": {"outside": true},
            },
            "meetings": {"m": {"date": "2024-02-01"}},
            "sources": {"s": {"title": "Press release"}},
        }));
        let check = |collection: Collection, id: &str, expected: &str| {
            assert_eq!(name(&register, &RecordKey::new(collection, id)), expected);
        };
        check(Collection::Parties, "EE", "Estonia");
        check(Collection::Parties, "p", "Radios Ltd");
        check(Collection::Memberships, "m", "the membership of Estonia as lead");
        check(
            Collection::Contributions,
            "c",
            "the contribution of Estonia and Radios Ltd (over 500,000 EUR)",
        );
        check(Collection::Contributions, "d", "the contribution d");
        check(Collection::Meetings, "m", "the meeting “of 2024-02-01”");
        check(Collection::Sources, "s", "the source “Press release”");
        check(Collection::Sources, "none", "the source none");
    }

    #[test]
    fn a_sentence_begins_with_a_large_letter_in_every_language() {
        let check = |text: &str, expected: &str| assert_eq!(capital(text), expected);
        check("two", "Two");
        check("її", "Її");
        check("ґрунт", "Ґрунт");
        check("ülesanne", "Ülesanne");
        check("šarž", "Šarž");
        check("œuvre", "Œuvre");
        check("état", "État");
        check("5 years", "5 years");
        check("ß", "ß");
        check("", "");
    }
}
