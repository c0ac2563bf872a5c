//! What a union with some changes would make of some records, without making it of all.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use serde_json::Value;

use super::effect::writes;
use super::history::step_key;
use super::leaves::records;
use super::lift::lift;
use super::{Change, Few, RecordKey, Register};

impl Register {
    /// The records that a union with changes that are not here may write to: theirs, and those of parts of their steps
    /// that wait here for them.
    pub fn reached_by(&self, changes: &[Arc<Change>]) -> BTreeSet<RecordKey> {
        let written = |change: Arc<Change>| {
            let body = lift(change.header.schema, change.whole().unwrap_or_default());
            records(body, &mut Vec::new()).into_iter().map(|(key, _)| key)
        };
        self.with_steps(changes).into_iter().flat_map(written).collect()
    }

    /// A register of some more changes, and of all here that has a bearing on these records: in it they are what the
    /// union would make of them. Other records may be there in part.
    pub fn united(&self, keys: &BTreeSet<RecordKey>, more: &[Arc<Change>]) -> Register {
        let held = keys.iter().flat_map(|key| self.touching(key));
        Register::of(self.with_steps(held.chain(more)))
    }

    /// A register of all that both have and that has a bearing on these records: in it they are what both had last.
    /// Other records may be there in part.
    pub fn shared(&self, other: &Register, keys: &BTreeSet<RecordKey>) -> Register {
        let held = self.with_steps(keys.iter().flat_map(|key| self.touching(key)));
        Register::of(held.into_iter().filter(|change| other.change(&change.id).is_some()))
    }

    /// Changes, which may not be here, with all parts of their steps that are.
    fn with_steps<'a>(&self, changes: impl IntoIterator<Item = &'a Arc<Change>>) -> Vec<Arc<Change>> {
        let (mut all, mut steps) = (Vec::new(), HashSet::new());
        for change in changes {
            all.push(Arc::clone(change));
            if let Some((key, _)) = step_key(change)
                && steps.insert(key)
            {
                all.extend(self.parts(change));
            }
        }
        all
    }

    /// What the changes that fit wrote to the leaves of a record last, null where they cleared them.
    pub fn leaves(&self, key: &RecordKey, fits: impl Fn(&Change) -> bool) -> Few<String, Value> {
        let mut leaves = Few::new();
        for change in self.touching(key).iter().filter(|change| fits(change)) {
            writes(change, key).into_iter().for_each(|(path, value)| drop(leaves.insert(path, value)));
        }
        leaves
    }
}
