//! Small pieces of English sentences: names in a row, numbers with their nouns, the names of parties.

use super::text::areas::amounts as text;
use super::text::language;
use super::{Language, Locale};
use crate::register::{Collection, Id, Party, PartyKind, Register, place_of_missing};
use crate::said;

/// Organisations that are offered by name before anybody has entered them: id, which is also the code, and name.
pub const ORGANISATIONS: [(&str, &str); 2] = [("NATO", "NATO"), ("EU", "European Union")];

/// Names in a row: A, B and C.
pub fn and(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => said!(text::AND, before = most.join(", "), last),
    }
}

/// What stands between parts that may have commas themselves: in French with a space that does not break before it.
pub fn semicolon() -> &'static str {
    if language() == Language::French { "\u{a0}; " } else { "; " }
}

/// A number with its noun: “no contribution”, “one contribution”, “two contributions”, “14 contributions”.
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", numeral(number), if number == 1 { one } else { many })
}

/// A number in a sentence: a small one as a word, in English alone. Elsewhere words would have to agree with what they count.
pub fn numeral(number: usize) -> String {
    if language() != Language::English {
        return whole(number);
    }
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    WORDS.get(number).map_or_else(|| whole(number), |word| (*word).to_owned())
}

/// A count with its digits, as the language of the reader groups them.
pub fn whole(number: usize) -> String {
    language().whole(number)
}

/// A place in an order as a word: first, second, 13th.
pub fn ordinal(place: usize) -> String {
    const WORDS: [&str; 13] = [
        "0th", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
        "eleventh", "twelfth",
    ];
    let end = match (place % 100, place % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    WORDS.get(place).map_or_else(|| format!("{place}{end}"), |word| (*word).to_owned())
}

/// The name of a party: its own, else that of the state in the reader's language, else its code; words where the copy
/// that is read does not hold it.
pub fn party(register: &Register, id: &Id, locale: &dyn Locale) -> String {
    let known: Option<&Party> = register.parties.get(id).map(AsRef::as_ref);
    if let Some(name) = known.and_then(|party| party.name.clone()) {
        return name;
    }
    if known.is_none() && matches!(place_of_missing(id.as_str()), Some((Collection::Parties, _))) {
        return text::PARTY_NOT_HERE.said().to_owned();
    }
    let code = known.and_then(|party| party.code.as_deref()).unwrap_or(id.as_str());
    // The European Union has a name in every language, like a state.
    locale.state_name(code).unwrap_or_else(|| {
        let is_state = known.is_some_and(|party| party.kind == Some(PartyKind::State));
        let preset = ORGANISATIONS.iter().find(|(org, _)| *org == code && !is_state);
        preset.map_or(code, |(_, name)| *name).to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::English;

    #[test]
    fn a_party_that_is_not_in_a_copy() {
        let check = |id: &str, expected: &str| {
            assert_eq!(party(&Register::default(), &id.into(), &English), expected);
        };
        check("p-1", "a party not in this copy");
        check("s-1", "s-1");
        check("p-", "p-");
        check("EE", "Estonia");
    }

    #[test]
    fn names_in_a_row() {
        assert_eq!(and(&["A".into(), "B".into(), "C".into()]), "A, B and C");
        assert_eq!(count(1, "member", "members"), "one member");
        assert_eq!(count(14, "member", "members"), "14 members");
    }

    #[test]
    fn places() {
        let places: Vec<_> = [1, 12, 13, 21, 22, 103, 111].into_iter().map(ordinal).collect();
        assert_eq!(places, ["first", "twelfth", "13th", "21st", "22nd", "103rd", "111th"]);
    }
}
