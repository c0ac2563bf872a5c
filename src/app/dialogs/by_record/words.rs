//! What was found, in words.

use crate::app::parts::say;
use crate::exchange::meet::{Found, Hidden, Kind, Match, Sign, Sure, Why};
use crate::register::Collection;
use crate::words::labels;

/// How much there is to choose from.
pub fn found<'a>(shown: impl Iterator<Item = &'a Match>) -> String {
    let (mut new, mut old, mut added, mut other) = (0_usize, 0_usize, 0_usize, 0_usize);
    for one in shown {
        if one.found == Found::New {
            new = new.saturating_add(1);
            continue;
        }
        old = old.saturating_add(1);
        let here = one.leaves.iter().filter(|leaf| leaf.kind == Kind::Added).count();
        added = added.saturating_add(here);
        other = other.saturating_add(one.leaves.len().saturating_sub(here));
    }
    let mut said = Vec::new();
    if new > 0 {
        let is = if new == 1 { "is" } else { "are" };
        said.push(format!("{} {is} not here", say::count(new, "record", "records")));
    }
    if old > 0 {
        let differ = if old == 1 { "differs" } else { "differ" };
        let parts = [(added, "missing here"), (other, "not the same")];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| {
                let is = if count == 1 { "is" } else { "are" };
                format!("{} {is} {what}", say::count(count, "field", "fields"))
            })
            .collect();
        said.push(format!("{} {differ}: {}", say::count(old, "record", "records"), say::and(&parts)));
    }
    format!("{}.", say::capital(&said.join("; ")))
}

/// How many rows of a table are no news.
pub fn same_rows(count: usize) -> Option<String> {
    let say = if count == 1 { "says" } else { "say" };
    (count > 0)
        .then(|| format!(" {} {say} what is here already.", say::capital(&say::count(count, "row", "rows"))))
}

/// How much both sides changed since they had the same.
pub fn both<'a>(shown: impl Iterator<Item = &'a Match>) -> Option<String> {
    let count = shown.flat_map(|one| &one.leaves).filter(|leaf| leaf.since).count();
    let was = if count == 1 { "was" } else { "were" };
    let said = format!("{} {was} changed on both sides.", say::count(count, "field", "fields"));
    (count > 0).then(|| say::capital(&said))
}

/// How sure it is that two records are one, and why.
pub fn sure(collection: Collection, sure: Sure, why: Why) -> String {
    let how = match sure {
        Sure::Certain => "the same as",
        Sure::Likely => "probably",
        Sure::Possible => "perhaps",
    };
    let by = match why {
        Why::Id => "same id".to_owned(),
        Why::TakenBefore => "taken over from there before".to_owned(),
        Why::ByHand => "as you said".to_owned(),
        Why::InCommon(signs) => {
            let signs: Vec<String> =
                signs.iter().map(|one| format!("same {}", sign(collection, *one))).collect();
            signs.join(", ")
        }
    };
    format!("{how} ({by})")
}

fn sign(collection: Collection, sign: Sign) -> &'static str {
    match (sign, collection) {
        (Sign::Code, _) => "code",
        (Sign::Name, _) => "name",
        (Sign::Address, _) => "address",
        (Sign::File, _) => "file",
        (Sign::Title, _) => "title",
        (Sign::Day, Collection::Memberships) => "first day",
        (Sign::Day, _) => "day",
        (Sign::Kind, Collection::Rates) => "currencies",
        (Sign::Kind, Collection::Outreach) => "direction",
        (Sign::Kind | Sign::Form, _) => "kind",
        (Sign::Party, Collection::Contributions) => "giver",
        (Sign::Party, Collection::Actions) => "owner",
        (Sign::Party, _) => "party",
        (Sign::Role, _) => "role",
        (Sign::Text, Collection::Contributions) => "purpose",
        (Sign::Text, Collection::Purchases) => "need",
        (Sign::Text, _) => "words",
        (Sign::Sum, _) => "sum",
        (Sign::Step, _) => "step with its day and sum",
        (Sign::Moment, _) => "step on the same day, of which one side knows no sum",
        (Sign::Figure, _) => "figure",
        (Sign::By, _) => "speaker",
    }
}

/// What of a record leads to what is not in the copy.
pub fn hidden(hidden: &[Hidden]) -> Option<String> {
    let mut counts: Vec<(Collection, usize)> = Vec::new();
    for one in hidden {
        match counts.iter_mut().find(|(collection, _)| *collection == one.collection) {
            Some((_, count)) => *count = count.saturating_add(1),
            None => counts.push((one.collection, 1)),
        }
    }
    let counts: Vec<String> = counts
        .into_iter()
        .map(|(collection, count)| {
            let (one, many) = labels::collection_label(collection);
            say::count(count, &one.to_ascii_lowercase(), &many.to_ascii_lowercase())
        })
        .collect();
    (!counts.is_empty())
        .then(|| format!("Stays out, since it leads to what is not in the copy: {}.", say::and(&counts)))
}

/// The first of several, and how many more there are.
pub fn some(all: &[String], most: usize) -> String {
    let more = all.len().saturating_sub(most);
    let named = all.iter().take(most).cloned().collect::<Vec<_>>().join("; ");
    if more == 0 { named } else { format!("{named}; and {more} more") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_says_how_sure_it_is_and_why() {
        let check = |found: (Sure, Why), expected: &str| {
            assert_eq!(sure(Collection::Contributions, found.0, found.1), expected);
        };
        check((Sure::Certain, Why::Id), "the same as (same id)");
        check(
            (Sure::Likely, Why::InCommon(&[Sign::Party, Sign::Text])),
            "probably (same giver, same purpose)",
        );
        check((Sure::Possible, Why::InCommon(&[Sign::Sum])), "perhaps (same sum)");
    }

    #[test]
    fn what_is_not_in_a_copy_is_counted() {
        let hidden_at = |collection| Hidden { path: String::new(), collection };
        assert_eq!(hidden(&[]), None);
        let two =
            [hidden_at(Collection::Sources), hidden_at(Collection::Sources), hidden_at(Collection::Parties)];
        let expected = "Stays out, since it leads to what is not in the copy: two sources and one party.";
        assert_eq!(hidden(&two).as_deref(), Some(expected));
    }

    #[test]
    fn rows_that_are_no_news_are_counted() {
        assert_eq!(same_rows(0), None);
        assert_eq!(same_rows(1).as_deref(), Some(" One row says what is here already."));
        assert_eq!(same_rows(2).as_deref(), Some(" Two rows say what is here already."));
    }

    #[test]
    fn a_long_list_is_cut() {
        let all = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(some(&all, 3), "a; b; c");
        assert_eq!(some(&all, 2), "a; b; and 1 more");
    }
}
