//! Whether the changes of each replica hang together: each names the hash of the one before it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::register::{Change, Few, Hash, Id};
use crate::said;
use crate::words::text::areas::files as says;

/// Where chains are broken: the place of a change and a sentence about it.
pub(super) fn breaks(changes: &[(usize, Arc<Change>)]) -> Vec<(usize, String)> {
    // Most follow on the one of their replica that stands before them, and need no looking up.
    let mut last: Few<&Id, &Change> = Few::new();
    let loose = changes.iter().filter(|(_, change)| {
        let Change { header, .. } = &**change;
        let before = last.insert(&header.replica, change);
        before.is_none_or(|before| {
            before.header.number.checked_add(1) != Some(header.number) || header.prev != Some(before.id)
        })
    });
    let loose: Vec<_> = loose.collect();
    let mut by_place: BTreeMap<(&Id, u32), BTreeSet<Hash>> = BTreeMap::new();
    if loose.iter().any(|(_, change)| change.header.number > 1) {
        for (_, change) in changes {
            by_place.entry((&change.header.replica, change.header.number)).or_default().insert(change.id);
        }
    }
    loose.into_iter().filter_map(|(place, change)| Some((*place, fault(change, &by_place)?))).collect()
}

fn fault(change: &Change, by_place: &BTreeMap<(&Id, u32), BTreeSet<Hash>>) -> Option<String> {
    let (replica, number) = (&change.header.replica, change.header.number);
    let before = number.saturating_sub(1);
    let held = by_place.get(&(replica, before));
    let replica_id = replica;
    let replica = replica.as_str();
    let said = match (before, change.header.prev, held) {
        (0, None, _) => return None,
        (0, Some(_), _) => {
            said!(says::CHAIN_FIRST, replica)
        }
        (_, Some(prev), Some(held)) if held.contains(&prev) => return None,
        (_, Some(_), Some(_)) => {
            said!(says::CHAIN_OTHER, number = number.to_string(), replica, before = before.to_string())
        }
        (_, None, Some(_)) => said!(says::CHAIN_NONE, number = number.to_string(), replica),
        (_, _, None) => {
            let first = by_place.range(..(replica_id, number)).next_back();
            let from =
                first.filter(|((other, _), _)| *other == replica_id).map_or(1, |((_, last), _)| last + 1);
            let (first, to) = (from.to_string(), before.to_string());
            match from == before {
                true => said!(says::CHAIN_ONE_MISSING, from = first, replica),
                false => said!(says::CHAIN_MISSING, from = first, to, replica),
            }
        }
    };
    Some(said)
}
