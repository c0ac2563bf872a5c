//! Two copies of one register that went on apart.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::register::{Change, RecordKey, Register};

/// What they wrote since, and on what.
pub(super) struct Apart {
    /// Those records as both had them last.
    pub base: Register,
    /// The records that they wrote to since. In no other can they differ from what both had.
    pub keys: BTreeSet<RecordKey>,
}

impl Apart {
    /// Tells what both have from what only theirs has.
    pub fn of(ours: &Register, theirs: &Register) -> Self {
        let is_new = |change: &&Arc<Change>| ours.change(&change.id).is_none();
        let news: Vec<Arc<Change>> = theirs.changes().filter(is_new).cloned().collect();
        let keys = theirs.reached_by(&news);
        Apart { base: theirs.shared(ours, &keys), keys }
    }
}
