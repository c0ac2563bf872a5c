//! Which changes from elsewhere, whose stamps are too far ahead to be taken as they are, are to be written anew.

use std::sync::Arc;

use super::{Change, Each, Hash, Register};

/// What is to be written anew, and what is not.
#[derive(Debug, Default)]
pub struct Adoptable {
    /// Steps that are whole, most of them of one change.
    pub steps: Vec<Vec<Arc<Change>>>,
    /// So many parts lack others of their step. They would show half of it, and stay outside.
    pub waiting: usize,
}

impl Register {
    /// What of these changes says something and was not taken over before.
    pub fn adoptable<C: Clone + Into<Arc<Change>>>(&self, ahead: &[C]) -> Adoptable {
        if ahead.is_empty() {
            return Adoptable::default();
        }
        let mut taken: Each<Hash> = Each::new();
        for change in self.changes() {
            // A step that was not kept in full shows nothing; it is taken over again.
            if let (Some(original), false) = (change.header.from, self.is_waiting(change)) {
                taken.insert(original);
            }
        }
        let mut found = Adoptable::default();
        let elsewhere = Register::of(ahead.iter().cloned());
        for change in elsewhere.changes() {
            if elsewhere.is_waiting(change) {
                found.waiting = found.waiting.saturating_add(1);
                continue;
            }
            // A step is told by its first part.
            if change.header.part.is_some_and(|part| part.k > 1) {
                continue;
            }
            let step = elsewhere.step(&change.id);
            let is_first = step.first().is_some_and(|first| first.id == change.id);
            if is_first && step.iter().any(|part| !part.is_blanked() && !taken.contains(&part.id)) {
                found.steps.push(step);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::super::{Now, Pen};
    use super::*;

    fn body(value: Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    fn now(millis: u64) -> Now {
        Now { millis, at: String::new() }
    }

    /// A single change and a step of two, from a desk whose clock is ahead.
    fn ahead() -> [Change; 3] {
        let mut pen = Pen::new("far");
        let single = pen.write(body(json!({"parties": {"EE": {"name": "Estonia"}}})), &now(9000));
        let records = [json!({"sources": {"s": {"title": "A"}}}), json!({"sources": {"t": {"title": "B"}}})];
        let mut step = pen.write_step(records.map(body).to_vec(), None, &now(9000)).into_iter();
        [single, step.next().unwrap(), step.next().unwrap()]
    }

    /// Takes over what can be; gives how many changes each new step has.
    fn take(register: &mut Register, pen: &mut Pen, from: &[Change], limit: usize) -> Vec<usize> {
        let found = register.adoptable(from);
        let steps = found.steps.iter().map(|step| pen.adopt(step, limit, &now(1)));
        let steps: Vec<Vec<Change>> = steps.collect();
        let sizes = steps.iter().map(Vec::len).collect();
        steps.into_iter().for_each(|step| drop(register.add(step)));
        sizes
    }

    #[test]
    fn a_step_is_taken_over_as_one_and_once() {
        let all = ahead();
        let (mut register, mut pen) = (Register::default(), Pen::new("here"));
        assert_eq!(take(&mut register, &mut pen, &all, 1000), [1, 2]);
        assert_eq!((register.parties.len(), register.sources.len()), (1, 2));
        let from: Vec<_> = register.changes().map(|change| change.header.from.unwrap()).collect();
        assert_eq!(from, all.each_ref().map(|change| change.id));
        assert_eq!(take(&mut register, &mut pen, &all, 1000), [0; 0]);
        assert_eq!(register.incomplete().count(), 0);
    }

    #[test]
    fn half_a_step_stays_outside() {
        let [single, _, last] = ahead();
        let mut register = Register::default();
        let some = [single, last];
        assert_eq!(register.adoptable(&some).waiting, 1);
        assert_eq!(take(&mut register, &mut Pen::new("here"), &some, 1000), [1]);
        assert_eq!(register.sources.len(), 0);
    }

    #[test]
    fn what_was_not_kept_in_full_is_taken_over_again() {
        let all = ahead();
        let mut pen = Pen::new("here");
        let whole = Register::default();
        let step = pen.adopt(&whole.adoptable(&all[1..]).steps[0], 1000, &now(1));
        let mut register = Register::of([step[0].clone()]);
        assert_eq!(take(&mut register, &mut pen, &all[1..], 1000), [2]);
        assert_eq!(register.sources.len(), 2);
    }

    #[test]
    fn a_large_one_is_cut_and_each_part_names_its_original() {
        let mut pen = Pen::new("far");
        let large = pen.write(body(json!({"parties": {"A": {"name": "a"}, "B": {"name": "b"}}})), &now(9000));
        let mut register = Register::default();
        assert_eq!(take(&mut register, &mut Pen::new("here"), std::slice::from_ref(&large), 30), [2]);
        assert!(register.changes().all(|change| change.header.from == Some(large.id)));
        assert_eq!(register.parties.len(), 2);
    }

    #[test]
    fn what_was_blanked_says_nothing() {
        let [single, ..] = ahead();
        assert!(Register::default().adoptable(&[single.blanked(), single]).steps.is_empty());
    }
}
