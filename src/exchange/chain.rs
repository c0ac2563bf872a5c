//! Whether the changes of each replica hang together: each names the hash of the one before it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::register::{Change, Few, Hash, Id};

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
    let said = match (before, change.header.prev, held) {
        (0, None, _) => return None,
        (0, Some(_), _) => {
            format!("Change 1 of replica {replica} names a change before it; there can be none.")
        }
        (_, Some(prev), Some(held)) if held.contains(&prev) => return None,
        (_, Some(_), Some(_)) => format!(
            "Change {number} of replica {replica} was written after another change {before} than the one in this \
             file: that one was altered, or the replica was copied."
        ),
        (_, None, Some(_)) => {
            format!("Change {number} of replica {replica} does not name the change before it, as it should.")
        }
        (_, _, None) => {
            let first = by_place.range(..(replica, number)).next_back();
            let from = first.filter(|((other, _), _)| *other == replica).map_or(1, |((_, last), _)| last + 1);
            let missing =
                if from == before { format!("Change {from}") } else { format!("Changes {from} to {before}") };
            let verb = if from == before { "is" } else { "are" };
            format!("{missing} of replica {replica} {verb} missing from this file.")
        }
    };
    Some(said)
}
