//! Which state of a register was read, and what came since.

use std::sync::Arc;

use super::{Change, Collection, Each, Id, Register, SCHEMA, Stamp};

/// Which state of a register was read. Changes are only ever added or blanked, so that this tells two states apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    changes: usize,
    latest: Stamp,
    blanked: usize,
}

impl Seen {
    /// The state that a register is in.
    pub fn of(register: &Register) -> Self {
        Seen { changes: register.size(), latest: register.latest(), blanked: register.blanked() }
    }

    /// The changes that the register took in since, if nothing else came to it: what is older than what was read may
    /// lose to that, and what was blanked took something out.
    pub fn new_in(self, register: &Register) -> Option<Vec<Arc<Change>>> {
        let (now, new) = (Seen::of(register), register.since(self.latest));
        let is_all = self.blanked == now.blanked && self.changes.checked_add(new.len()) == Some(now.changes);
        is_all.then_some(new)
    }

    /// The records of a collection that a few changes wrote to since; none where it cannot be told, or there are many.
    pub fn written_in(self, register: &Register, collection: Collection, few: usize) -> Option<Each<Id>> {
        let new = self.new_in(register).filter(|new| new.len() <= few)?;
        let mut written = Each::new();
        for change in new {
            // The parts of a step count together, and what a newer program wrote may mean something else.
            let is_plain = change.header.part.is_none() && change.header.schema == SCHEMA;
            let body = change.whole().filter(|_| is_plain)?;
            let records = body.get(collection.word()).and_then(|records| records.as_object());
            written.extend(
                records.into_iter().flat_map(|records| records.keys()).map(|id| Id::from(id.as_str())),
            );
        }
        Some(written)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::register::{Now, Pen};

    fn write(pen: &mut Pen, millis: u64, body: serde_json::Value) -> Change {
        pen.write(body.as_object().cloned().unwrap(), &Now { millis, at: "2024-02-01T10:00:00Z".to_owned() })
    }

    fn purpose(id: &str) -> serde_json::Value {
        json!({"contributions": {id: {"purpose": "Radios"}}})
    }

    #[test]
    fn what_was_written_since_is_told_if_nothing_else_came() {
        let (mut pen, mut other) = (Pen::new("r1"), Pen::new("r2"));
        let mut register = Register::of([write(&mut pen, 5, purpose("a"))]);
        let older = write(&mut other, 1, purpose("z"));
        let check = |seen: Seen, register: &Register, few, expected: Option<&[&str]>| {
            let expected = expected.map(|ids| ids.iter().map(|id| Id::from(*id)).collect::<Each<_>>());
            assert_eq!(seen.written_in(register, Collection::Contributions, few), expected);
        };
        let seen = Seen::of(&register);
        check(seen, &register, 2, Some(&[]));
        let both = write(&mut pen, 6, json!({"contributions": {"c": {}, "b": {}}, "meetings": {"m": {}}}));
        register.add([both.clone()]);
        check(seen, &register, 2, Some(&["b", "c"]));
        register.add([write(&mut pen, 7, json!({"sources": {"s": {"title": "x"}}}))]);
        check(seen, &register, 2, Some(&["b", "c"]));
        check(seen, &register, 1, None);
        assert_ne!(seen, Seen::of(&register));
        let now = Seen::of(&register);
        register.add([older]);
        check(now, &register, 2, None);
        let now = Seen::of(&register);
        register.add([both.blanked()]);
        check(now, &register, 2, None);
    }

    #[test]
    fn a_part_of_a_step_tells_nothing() {
        let mut pen = Pen::new("r1");
        let mut register = Register::of([write(&mut pen, 5, purpose("a"))]);
        let seen = Seen::of(&register);
        let bodies = ["b", "c"].map(|id| purpose(id).as_object().cloned().unwrap());
        let now = Now { millis: 6, at: "2024-02-01T10:00:00Z".to_owned() };
        register.add(pen.write_step(bodies.to_vec(), None, &now));
        assert_eq!(seen.written_in(&register, Collection::Contributions, 9), None);
        assert_eq!(seen.new_in(&register).map(|new| new.len()), Some(2));
    }
}
