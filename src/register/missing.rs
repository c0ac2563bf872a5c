//! Ids of records that a copy does not hold, though something in it refers to them: the letter of their collection, `-`,
//! and a number. No other id is written so.

use super::{Collection, Id};

impl Collection {
    /// The letter with which the ids of its records begin in a copy; nothing for the register's own record.
    pub fn letter(self) -> &'static str {
        match self {
            Collection::Register => "",
            Collection::Parties => "p",
            Collection::Memberships => "r",
            Collection::Agreements => "a",
            Collection::Contacts => "k",
            Collection::Contributions => "c",
            Collection::Meetings => "m",
            Collection::Actions => "d",
            Collection::Purchases => "b",
            Collection::Outreach => "o",
            Collection::Reported => "f",
            Collection::Groups => "g",
            Collection::Rates => "x",
            Collection::Sources => "s",
            Collection::Releases => "z",
        }
    }
}

/// The id of a record that is not in the copy, by its place among those, from 0.
pub fn id_of_missing(collection: Collection, place: usize) -> Id {
    format!("{}-{}", collection.letter(), place.saturating_add(1)).into()
}

/// The place of the record of a missing one's id.
pub fn place_of_missing(id: &str) -> Option<(Collection, usize)> {
    let (before, number) = id.split_once('-')?;
    let collection = *Collection::ALL.iter().find(|one| !before.is_empty() && one.letter() == before)?;
    let place = number.parse::<usize>().ok()?.checked_sub(1)?;
    (id_of_missing(collection, place).as_str() == id).then_some((collection, place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_ones_are_known_by_their_id() {
        let check = |id: &str, expected| assert_eq!(place_of_missing(id), expected, "{id}");
        check("s-1", Some((Collection::Sources, 0)));
        check("p-12", Some((Collection::Parties, 11)));
        for other in ["s-0", "s-01", "s1", "q-1", "-1", "s-", "declaration-of-intent"] {
            check(other, None);
        }
    }
}
