//! A register held against an older copy of it: what was cut off, taken out or rewritten since, and where it forked.
//!
//! A chain alone cannot tell: who rewrites a change can write all later ones anew, and a chain that was cut short
//! hangs together. Against a copy that somebody kept, both show.

use std::fmt;
use std::sync::Arc;

use crate::register::{Arrange, Change, Few, Hash, Id, Register};
use crate::said;
use crate::words::text::areas::files as says;

/// What holding it against an older copy shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Against {
    /// So many changes of the copy are here.
    pub same: usize,
    /// So many came since.
    pub newer: usize,
    /// So many of the copy lost their content since, and keep place and hash.
    pub blanked: usize,
    /// What is not as it should be, by replica and number.
    pub faults: Vec<Fault>,
}

/// What is wrong with some changes of one replica.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What.
    pub kind: FaultKind,
    /// Of which replica.
    pub replica: Id,
    /// The first of its numbers.
    pub from: u32,
    /// The last.
    pub to: u32,
}

/// What can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// They are in the copy, and neither they nor later ones of the replica are here.
    CutOff,
    /// They are in the copy and not here, though later ones are.
    TakenOut,
    /// Others stand here in their place.
    Rewritten,
    /// They are here, and beside them others of the same number that the copy does not have.
    Forked,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Fault { kind, replica, from, to } = self;
        let (replica, one) = (replica.as_str(), from == to);
        let (from, to) = (from.to_string(), to.to_string());
        f.write_str(&match (kind, one) {
            (FaultKind::CutOff, true) => said!(says::ONE_CUT_OFF, from, replica),
            (FaultKind::CutOff, false) => said!(says::CUT_OFF, from, to, replica),
            (FaultKind::TakenOut, true) => said!(says::ONE_TAKEN_OUT, from, replica),
            (FaultKind::TakenOut, false) => said!(says::TAKEN_OUT, from, to, replica),
            (FaultKind::Rewritten, true) => said!(says::ONE_REWRITTEN, from, replica),
            (FaultKind::Rewritten, false) => said!(says::REWRITTEN, from, to, replica),
            (FaultKind::Forked, true) => said!(says::ONE_FORKED, from, replica),
            (FaultKind::Forked, false) => said!(says::FORKED, from, to, replica),
        })
    }
}

/// The identities that one number of a replica has.
type Ids = Few<(Id, u32), Vec<Hash>>;

/// Holds a register against an older copy.
pub fn held_against<C: Clone + Into<Arc<Change>>>(register: &Register, older: &[C]) -> Against {
    let copy = Register::of(older.iter().cloned());
    let (here, there) = (ids(register), ids(&copy));
    let mut against = Against::default();
    for change in copy.changes() {
        if let Some(held) = register.change(&change.id) {
            against.same = against.same.saturating_add(1);
            against.blanked =
                against.blanked.saturating_add(usize::from(held.is_blanked() && !change.is_blanked()));
        }
    }
    against.newer = register.size().saturating_sub(against.same);
    for (place, ids) in &there {
        let held = here.get(place).map(Vec::as_slice).unwrap_or_default();
        let lacks = ids.iter().any(|id| !held.contains(id));
        let has_others = held.iter().any(|id| !ids.contains(id));
        let (replica, number) = place;
        let kind = match (lacks, has_others) {
            (false, false) => continue,
            (false, true) => FaultKind::Forked,
            (true, true) => FaultKind::Rewritten,
            (true, false) if goes_on(&here, replica, *number) => FaultKind::TakenOut,
            (true, false) => FaultKind::CutOff,
        };
        match against.faults.last_mut() {
            Some(last)
                if last.kind == kind
                    && last.replica == *replica
                    && last.to.checked_add(1) == Some(*number) =>
            {
                last.to = *number;
            }
            _ => against.faults.push(Fault { kind, replica: replica.clone(), from: *number, to: *number }),
        }
    }
    against
}

/// Whether a replica has changes after a number.
fn goes_on(here: &Ids, replica: &Id, number: u32) -> bool {
    here.up_to(&(replica.clone(), u32::MAX)).is_some_and(|((last, at), _)| last == replica && *at > number)
}

fn ids(register: &Register) -> Ids {
    let mut all: Vec<&Arc<Change>> = register.changes().collect();
    let place = |change: &Change| (change.header.replica.clone(), change.header.number);
    all.arrange_by_key(|change| place(change));
    let groups = all.chunk_by(|one, next| place(one) == place(next));
    groups
        .filter_map(|group| Some((place(group.first()?), group.iter().map(|change| change.id).collect())))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::register::{Now, Pen};

    fn write(pen: &mut Pen, name: &str) -> Change {
        let body = json!({"parties": {"EE": {"name": name}}});
        pen.write(body.as_object().unwrap().clone(), &Now { millis: 1, at: String::new() })
    }

    /// The changes of one replica, the names of which say what each writes.
    fn chain(replica: &str, names: &[&str]) -> Vec<Change> {
        let mut pen = Pen::new(replica);
        names.iter().map(|name| write(&mut pen, name)).collect()
    }

    fn check(here: &[Change], older: &[Change], expected: (usize, usize, &[&str])) {
        let found = held_against(&Register::of(here.to_vec()), older);
        let faults: Vec<_> = found.faults.iter().map(ToString::to_string).collect();
        assert_eq!(
            (found.same, found.newer, faults),
            (expected.0, expected.1, expected.2.iter().map(ToString::to_string).collect())
        );
    }

    #[test]
    fn what_only_grew_holds() {
        let now = chain("r1", &["a", "b", "c"]);
        check(&now, &now[..2], (2, 1, &[]));
        check(&now, &now, (3, 0, &[]));
        check(&now, &[], (0, 3, &[]));
    }

    #[test]
    fn a_chain_that_was_cut_off() {
        let all = chain("r1", &["a", "b", "c", "d"]);
        check(
            &all[..2],
            &all,
            (
                2,
                0,
                &["Changes 3 to 4 of replica r1 are in the older copy and not here: the chain was cut off."],
            ),
        );
        check(
            &all[..3],
            &all,
            (3, 0, &["Change 4 of replica r1 is in the older copy and not here: the chain was cut off."]),
        );
        check(
            &[],
            &all[..1],
            (0, 0, &["Change 1 of replica r1 is in the older copy and not here: the chain was cut off."]),
        );
    }

    #[test]
    fn what_was_taken_out_of_the_middle() {
        let all = chain("r1", &["a", "b", "c"]);
        let other = chain("r2", &["x"]);
        let here = [all[0].clone(), all[2].clone(), other[0].clone()];
        check(&here, &all, (2, 1, &["Change 2 of replica r1 is in the older copy and was taken out here."]));
    }

    #[test]
    fn what_was_rewritten_with_all_that_follows() {
        let (was, is) = (chain("r1", &["a", "b", "c"]), chain("r1", &["a", "B", "c", "d"]));
        check(
            &is,
            &was,
            (
                1,
                3,
                &["Changes 2 to 3 of replica r1 were rewritten: the older copy has others in their place."],
            ),
        );
        let last = chain("r1", &["a", "b", "C"]);
        check(
            &last,
            &was,
            (2, 1, &["Change 3 of replica r1 was rewritten: the older copy has another one in its place."]),
        );
    }

    #[test]
    fn a_fork_since_then() {
        let mut pen = Pen::new("r1");
        let first = write(&mut pen, "a");
        let mut twin = pen.clone();
        let (one, other) = (write(&mut pen, "b"), write(&mut twin, "c"));
        let forked = [first.clone(), one.clone(), other.clone()];
        let said = "Change 2 of replica r1 is here twice: since the older copy the replica was continued in two places.";
        check(&forked, &[first.clone(), one], (2, 1, &[said]));
        // One that the copy knew already is none.
        check(&forked, &forked, (3, 0, &[]));
        // After the copy it is not seen as one: both are only newer.
        check(&forked, &[first], (1, 2, &[]));
    }

    #[test]
    fn what_was_blanked_since_keeps_its_place() {
        let all = chain("r1", &["a", "b"]);
        let found = held_against(&Register::of([all[0].blanked(), all[1].clone()]), &all);
        assert_eq!((found.same, found.blanked, found.faults), (2, 1, vec![]));
    }
}
