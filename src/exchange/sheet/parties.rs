//! Whom a cell names.

use std::collections::HashMap;

use super::words::plain;
use crate::register::{Arrange, COUNTRIES, Id, Register, is_code_allowed};

/// Names of states that stand in no list of names.
const ALSO: [(&str, &str); 14] = [
    ("usa", "US"),
    ("u s", "US"),
    ("u s a", "US"),
    ("united states of america", "US"),
    ("uk", "GB"),
    ("great britain", "GB"),
    ("el", "GR"),
    ("holland", "NL"),
    ("the netherlands", "NL"),
    ("czech republic", "CZ"),
    ("turkey", "TR"),
    ("south korea", "KR"),
    ("republic of korea", "KR"),
    ("moldova", "MD"),
];

/// What stands between several names in a cell, always and as a word.
const BETWEEN: [char; 4] = [',', ';', '\n', '+'];
const WORDS: [&str; 11] = [" and ", " & ", " / ", "/", " und ", " et ", " ja ", " та ", " і ", " й ", " з "];

/// A longer text names nobody.
const LONGEST: usize = 2_000;

/// The parties of a register and the states of the world, by how they are called.
#[derive(Clone, Debug, Default)]
pub struct Parties {
    names: HashMap<String, Id>,
}

/// A party in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// One that is on record, or a state.
    Known(Id),
    /// Somebody of that name, who is not.
    Other(String),
}

impl Parties {
    /// Those of a register, and states by their English names and those that are given, in other languages, for a code.
    pub fn of(register: &Register, state_names: impl Fn(&str) -> Vec<String>) -> Self {
        let mut names = HashMap::new();
        let mut note = |name: &str, id: &Id| {
            let name = plain(name);
            if !name.is_empty() {
                names.insert(name, id.clone());
            }
        };
        for (name, code) in ALSO {
            note(name, &code.into());
        }
        for (code, name) in COUNTRIES {
            let id = Id::from(*code);
            note(name, &id);
            state_names(code).iter().for_each(|name| note(name, &id));
        }
        for (id, party) in register.parties.live() {
            [&party.name, &party.code].into_iter().flatten().for_each(|name| note(name, id));
        }
        Parties { names }
    }

    /// Who is called so.
    pub fn find(&self, text: &str) -> Option<Id> {
        let known = self.names.get(&plain(text)).cloned();
        let code = text.trim().to_ascii_uppercase();
        known.or_else(|| is_code_allowed(&code).then(|| code.as_str().into()))
    }

    pub(super) fn one(&self, text: &str) -> Named {
        self.find(text).map_or_else(|| Named::Other(text.trim().to_owned()), Named::Known)
    }

    /// All that a cell names: “LU, IS, EE and BE”.
    pub(super) fn several(&self, text: &str) -> Vec<Named> {
        if let Some(one) = self.find(text) {
            return vec![Named::Known(one)];
        }
        let mut found: Vec<Named> = Vec::new();
        for part in text.split(BETWEEN).map(str::trim).filter(|part| !part.is_empty()) {
            // “and Belgium”, after a comma.
            let part = WORDS.iter().find_map(|word| part.strip_prefix(word.trim_start())).unwrap_or(part);
            for one in self.parts(part).unwrap_or_else(|| vec![self.one(part)]) {
                if !found.contains(&one) {
                    found.push(one);
                }
            }
        }
        found
    }

    /// The parts of a text between which words stand, if all of them are known: an “and” may belong to a name.
    fn parts(&self, text: &str) -> Option<Vec<Named>> {
        if text.len() > LONGEST {
            return None;
        }
        let (mut found, mut rest) = (Vec::new(), text);
        loop {
            if let Some(last) = self.find(rest) {
                found.push(Named::Known(last));
                return Some(found);
            }
            let between = |word: &&'static str| rest.match_indices(*word).collect::<Vec<_>>();
            let mut places: Vec<(usize, &str)> = WORDS.iter().flat_map(between).collect();
            places.arrange();
            // The shortest beginning that is a name, and then the rest in the same way.
            let (one, after) = places.into_iter().find_map(|(place, word)| {
                let (before, after) = rest.split_at_checked(place)?;
                Some((self.find(before)?, after.strip_prefix(word)?))
            })?;
            found.push(Named::Known(one));
            rest = after;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let parties = Parties::of(&Register::default(), |_| Vec::new());
        let found: Vec<String> = parties
            .several(text)
            .into_iter()
            .map(|one| match one {
                Named::Known(id) => id.to_string(),
                Named::Other(name) => format!("“{name}”"),
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn several_givers_stand_in_one_cell() {
        check("LU, IS, EE and BE", &["LU", "IS", "EE", "BE"]);
        check("Luxembourg, Iceland, Estonia, and Belgium", &["LU", "IS", "EE", "BE"]);
        check("Denmark/Sweden", &["DK", "SE"]);
        check("Estonia & Latvia; Estonia", &["EE", "LV"]);
        check("Bosnia and Herzegovina", &["BA"]);
        check("Bosnia and Herzegovina and the Netherlands", &["BA", "NL"]);
        check("the UK", &["“the UK”"]);
        check("uk", &["GB"]);
        check("Radios and Sons", &["“Radios and Sons”"]);
    }
}
