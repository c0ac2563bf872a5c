//! How far the chains of a register reach, and one hash over all of it.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::register::{Arrange, Change, Hash, Id, Register, canonical};

/// The end of a chain that nothing held goes on from. A replica has one, and one more for each fork and gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Whose chain.
    pub replica: Id,
    /// So many changes hang together there, this one included.
    pub count: u32,
    /// Its last change.
    pub head: Hash,
}

/// The ends of all chains, by replica, count and hash.
pub fn heads(register: &Register) -> Vec<Head> {
    let mut all: Vec<&Change> = register.changes().map(Arc::as_ref).collect();
    all.arrange_by(|a, b| place(a).cmp(&place(b)).then(a.id.cmp(&b.id)));
    let mut heads = Vec::new();
    // Where the chains of the number before end.
    let (mut ends, mut before): (Vec<Head>, _) = (Vec::new(), None);
    for group in all.chunk_by(|one, next| place(one) == place(next)) {
        let Some(first) = group.first() else { continue };
        let (replica, number) = place(first);
        let above = std::mem::take(&mut ends);
        let goes_on = before == Some((replica, number.saturating_sub(1)));
        let prev = |end: &Head| group.iter().any(|change| goes_on && change.header.prev == Some(end.head));
        for change in group {
            let end = above.iter().find(|end| goes_on && change.header.prev == Some(end.head));
            let count = end.map_or(1, |end| end.count.saturating_add(1));
            ends.push(Head { replica: replica.clone(), count, head: change.id });
        }
        heads.extend(above.into_iter().filter(|end| !prev(end)));
        before = Some((replica, number));
    }
    heads.extend(ends);
    heads.arrange_by(|a, b| (&a.replica, a.count, a.head).cmp(&(&b.replica, b.count, b.head)));
    heads
}

/// One hash over the sorted list of replica, count and head. Two registers of one hash hold the same changes; which of
/// them are blanked is of no matter.
pub fn digest(register: &Register) -> Hash {
    digest_of(&heads(register))
}

/// The hash over the ends of all chains, sorted as [`heads`] gives them.
pub fn digest_of(heads: &[Head]) -> Hash {
    let line = |end: &Head| json!([end.replica.as_str(), end.count, end.head.to_string()]);
    Hash::of(canonical(&Value::Array(heads.iter().map(line).collect())).as_bytes())
}

fn place(change: &Change) -> (&Id, u32) {
    (&change.header.replica, change.header.number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{Now, Pen};

    fn write(pen: &mut Pen, name: &str) -> Change {
        let body = json!({"parties": {"EE": {"name": name}}});
        pen.write(body.as_object().unwrap().clone(), &Now { millis: 1, at: String::new() })
    }

    fn chain(replica: &str, count: usize) -> Vec<Change> {
        let mut pen = Pen::new(replica);
        (0..count).map(|number| write(&mut pen, &number.to_string())).collect()
    }

    /// The ends as (replica, count, place of the head among the changes).
    fn check(changes: &[Change], expected: &[(&str, u32, usize)]) {
        let found = heads(&Register::of(changes.to_vec()));
        let found: Vec<_> = found.iter().map(|end| (end.replica.as_str(), end.count, end.head)).collect();
        let mut expected: Vec<_> =
            expected.iter().map(|(replica, count, place)| (*replica, *count, changes[*place].id)).collect();
        expected.sort();
        assert_eq!(found, expected);
    }

    #[test]
    fn one_end_a_replica() {
        check(&[], &[]);
        let mut changes = chain("r1", 3);
        changes.extend(chain("r2", 1));
        check(&changes, &[("r1", 3, 2), ("r2", 1, 3)]);
    }

    #[test]
    fn a_gap_and_a_fork_have_ends_of_their_own() {
        let mut changes = chain("r1", 4);
        changes.remove(1);
        check(&changes, &[("r1", 1, 0), ("r1", 2, 2)]);

        let mut pen = Pen::new("r1");
        let first = write(&mut pen, "Estonia");
        let mut twin = pen.clone();
        let (one, other, after) = (write(&mut pen, "a"), write(&mut twin, "b"), write(&mut pen, "c"));
        check(&[first, one, other, after], &[("r1", 3, 3), ("r1", 2, 2)]);
    }

    #[test]
    fn the_hash_tells_any_two_sets_apart_but_not_what_is_blanked() {
        let changes = chain("r1", 4);
        let of = |changes: &[Change]| digest(&Register::of(changes.to_vec()));
        let whole = of(&changes);
        assert_eq!(whole, of(&changes.iter().rev().cloned().collect::<Vec<_>>()));
        assert_eq!(whole, of(&changes.iter().map(Change::blanked).collect::<Vec<_>>()));
        // Each part of the set has a hash of its own.
        let parts = (0..16_usize).map(|bits| {
            let held = changes.iter().enumerate().filter(|(place, _)| bits >> place & 1 == 1);
            of(&held.map(|(_, change)| change.clone()).collect::<Vec<_>>())
        });
        let distinct: std::collections::BTreeSet<_> = parts.collect();
        assert_eq!(distinct.len(), 16);
        assert!(distinct.contains(&whole));
    }

    /// The rule, written out once: what stands in `docs/format.md`.
    #[test]
    fn is_the_hash_of_a_list() {
        let changes = chain("r1", 2);
        let text = format!("[[\"r1\",2,\"{}\"]]", changes[1].id);
        assert_eq!(digest(&Register::of(changes)), Hash::of(text.as_bytes()));
        assert_eq!(digest(&Register::default()), Hash::of(b"[]"));
    }
}
