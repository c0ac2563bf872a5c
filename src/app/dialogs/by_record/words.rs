//! What was found, in words.

use crate::app::parts::records;
use crate::app::parts::say;
use crate::exchange::meet::{Found, Hidden, Kind, Match, Sign, Sure, Why};
use crate::register::Collection;
use crate::said;
use crate::words::text::Text;
use crate::words::text::areas::{by_record as text, common};

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
        said.push(said!(text::NOT_HERE, n = new));
    }
    if old > 0 {
        let mut parts = Vec::new();
        if added > 0 {
            parts.push(said!(text::MISSING, n = added));
        }
        if other > 0 {
            parts.push(said!(text::NOT_SAME, n = other));
        }
        said.push(said!(text::DIFFER, n = old, fields = say::and(&parts)));
    }
    format!("{}.", say::capital(&said.join("; ")))
}

/// How many rows of a table are no news.
pub fn same_rows(count: usize) -> Option<String> {
    (count > 0).then(|| format!(" {}", said!(text::SAME_ROWS, n = count)))
}

/// How much both sides changed since they had the same.
pub fn both<'a>(shown: impl Iterator<Item = &'a Match>) -> Option<String> {
    let count = shown.flat_map(|one| &one.leaves).filter(|leaf| leaf.since).count();
    (count > 0).then(|| said!(text::CHANGED_BOTH, n = count))
}

/// How sure it is that two records are one, and why.
pub fn sure(collection: Collection, sure: Sure, why: Why) -> String {
    let why = match why {
        Why::Id => said!(text::SAME_ID),
        Why::TakenBefore => said!(text::TAKEN_BEFORE),
        Why::ByHand => said!(text::AS_YOU_SAID),
        Why::InCommon(signs) => {
            let signs: Vec<&str> = signs.iter().map(|one| same(collection, *one).said()).collect();
            signs.join(", ")
        }
    };
    match sure {
        Sure::Certain => said!(text::CERTAIN, why),
        Sure::Likely => said!(text::PROBABLY, why),
        Sure::Possible => said!(text::PERHAPS, why),
    }
}

fn same(collection: Collection, sign: Sign) -> Text {
    match (sign, collection) {
        (Sign::Code, _) => text::SAME_CODE,
        (Sign::Name, _) => text::SAME_NAME,
        (Sign::Address, _) => text::SAME_ADDRESS,
        (Sign::File, _) => text::SAME_FILE,
        (Sign::Title, _) => text::SAME_TITLE,
        (Sign::Day, Collection::Memberships) => text::SAME_FIRST_DAY,
        (Sign::Day, _) => text::SAME_DAY,
        (Sign::Kind, Collection::Rates) => text::SAME_CURRENCIES,
        (Sign::Kind, Collection::Outreach) => text::SAME_DIRECTION,
        (Sign::Kind | Sign::Form, _) => text::SAME_KIND,
        (Sign::Party, Collection::Contributions) => text::SAME_GIVER,
        (Sign::Party, Collection::Actions) => text::SAME_OWNER,
        (Sign::Party, _) => text::SAME_PARTY,
        (Sign::Role, _) => text::SAME_ROLE,
        (Sign::Text, Collection::Contributions) => text::SAME_PURPOSE,
        (Sign::Text, Collection::Purchases) => text::SAME_NEED,
        (Sign::Text, _) => text::SAME_WORDS,
        (Sign::Sum, _) => text::SAME_SUM,
        (Sign::Step, _) => text::SAME_STEP,
        (Sign::Moment, _) => text::SAME_MOMENT,
        (Sign::Figure, _) => text::SAME_FIGURE,
        (Sign::By, _) => text::SAME_SPEAKER,
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
        .map(|(collection, count)| records::counted(collection, count, &say::numeral(count)))
        .collect();
    (!counts.is_empty()).then(|| said!(text::HIDDEN, what = say::and(&counts)))
}

/// The first of several, and how many more there are.
pub fn some(all: &[String], most: usize) -> String {
    let more = all.len().saturating_sub(most);
    let named = all.iter().take(most).cloned().collect::<Vec<_>>().join("; ");
    if more == 0 { named } else { format!("{named}; {}", said!(common::AND_MORE, n = say::whole(more))) }
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
