//! A head start: the records as they were folded once, shown before the changes behind them are read again.
//!
//! It is never an authority. What comes in meanwhile and is newer than all of it is laid over it; anything else reads the
//! changes first. Once they are read, each record is held against their fold, which has the last word.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use super::fold::Reading;
use super::history::{History, unfold};
use super::leaves::{insert, leaves, records};
use super::lift::lift;
use super::{Change, Few, Hash, Id, RecordKey, Register, Stamp, Tables, Touched};

/// So many records are held against their changes in one step.
const AT_ONCE: usize = 100;

/// The records of a register, and what they were folded from.
pub struct HeadStart {
    /// The records.
    pub tables: Tables,
    /// How many changes they were folded from.
    pub changes: usize,
    /// How many of these had lost their body after they were taken in.
    pub blanked: usize,
    /// What the last of them is ordered by.
    pub last: (Stamp, Id, u32, Hash),
}

/// Gives the changes behind a head start, some at a time; none when that was all.
pub type Behind = Box<dyn FnMut() -> Option<Vec<Change>> + Send>;

/// What a register goes by until the changes behind its head start were read and held against it.
pub(super) struct Ahead {
    unread: Arc<Mutex<Unread>>,
    pub(super) size: usize,
    pub(super) blanked: usize,
    last: (Stamp, Id, u32, Hash),
    /// What its head start ends with.
    first: Stamp,
    /// How often each record that was written to since was written to, once for all that the head start has of it.
    writes: Few<RecordKey, usize>,
    /// Up to where records were held against their changes, and how many of them there are.
    checked: (Option<RecordKey>, usize),
    lay: fn(&Change, &mut Tables, &mut Few<RecordKey, usize>, &mut Touched),
}

struct Unread {
    behind: Behind,
    history: History,
    newer: Vec<Arc<Change>>,
}

impl Unread {
    /// Reads some; false when that was all.
    fn step(&mut self) -> bool {
        let some = (self.behind)();
        let is_more = some.is_some();
        for change in some.into_iter().flatten() {
            self.history.take(Arc::new(change), None);
        }
        is_more
    }

    fn finish(&mut self) -> History {
        while self.step() {}
        for change in std::mem::take(&mut self.newer) {
            self.history.take(change, None);
        }
        std::mem::take(&mut self.history)
    }
}

fn lock(unread: &Mutex<Unread>) -> MutexGuard<'_, Unread> {
    unread.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Ahead {
    pub(super) fn latest(&self) -> Stamp {
        self.last.0
    }

    /// The changes since a moment after the head start, the last first.
    pub(super) fn since(&self, stamp: Stamp) -> Option<Vec<Arc<Change>>> {
        let unread = lock(&self.unread);
        let newer = unread.newer.iter().rev().take_while(|change| change.header.stamp > stamp);
        (stamp >= self.first).then(|| newer.cloned().collect())
    }

    pub(super) fn is_new(&self, key: &RecordKey) -> bool {
        self.writes.get(key) == Some(&1)
    }

    /// Lays a change over the records if it is whole and newer than all before; whether it did.
    pub(super) fn take(&mut self, change: &Arc<Change>, tables: &mut Tables, touched: &mut Touched) -> bool {
        let (stamp, replica, number, hash) = &self.last;
        let is_newer = change.order() > (*stamp, replica, *number, *hash);
        if !is_newer || change.is_blanked() || change.header.part.is_some() {
            return false;
        }
        (self.lay)(change, tables, &mut self.writes, touched);
        let (stamp, replica, number, hash) = change.order();
        self.last = (stamp, replica.clone(), number, hash);
        self.size = self.size.saturating_add(1);
        lock(&self.unread).newer.push(Arc::clone(change));
        true
    }
}

impl Register {
    /// A register that shows the records of a head start until what is behind it was read.
    pub fn ahead(start: HeadStart, behind: Behind) -> Self {
        let unread = Unread { behind, history: History::default(), newer: Vec::new() };
        let unread = Arc::new(Mutex::new(unread));
        let all = Arc::clone(&unread);
        let HeadStart { tables, changes: size, blanked, last } = start;
        let history: Reading = LazyLock::new(Box::new(move || lock(&all).finish()));
        let (first, writes) = (last.0, Few::new());
        let ahead = Ahead { unread, size, blanked, last, first, writes, checked: (None, 0), lay };
        Register { history, tables, ahead: Some(ahead) }
    }

    /// Does some more of what a head start left to do: reads changes behind it, then holds records against these. The
    /// answer is the records that were other than shown, or nothing when there is no more to do.
    pub fn catch_up(&mut self) -> Option<Touched> {
        let mut touched = Touched::new();
        let ahead = self.ahead.as_mut()?;
        if LazyLock::get(&self.history).is_none() {
            if !lock(&ahead.unread).step() {
                LazyLock::force(&self.history);
            }
            return Some(touched);
        }
        let history = LazyLock::force_mut(&mut self.history);
        let (last, rows) = &mut ahead.checked;
        let from = last.as_ref().map_or(Bound::Unbounded, Bound::Excluded);
        let some: Vec<_> = history.states.range_mut((from, Bound::Unbounded)).take(AT_ONCE).collect();
        let mut checked = None;
        for (key, state) in some {
            let value = unfold(state.leaves(key));
            *rows = rows.saturating_add(usize::from(!value.is_empty()));
            if self.tables.hold_against(key, &value, &mut state.problems) {
                touched.insert(key.clone());
            }
            checked = Some(key.clone());
        }
        if checked.is_some() {
            *last = checked;
            return Some(touched);
        }
        if self.tables.rows() != *rows {
            for key in self.tables.keys() {
                if !history.states.contains_key(&key) {
                    self.tables.drop(&key);
                    touched.insert(key);
                }
            }
        }
        self.ahead = None;
        Some(touched)
    }

    /// Whether a record that was written to holds nothing any more: a head start would not know of it.
    pub fn has_cleared(&self) -> bool {
        self.tables.rows() != self.history.states.len()
    }

    /// Whether nothing is left to do of what a head start leaves.
    pub fn is_settled(&self) -> bool {
        self.ahead.is_none()
    }
}

/// Lays what a change writes over the records, none of which has a later write.
fn lay(change: &Change, tables: &mut Tables, writes: &mut Few<RecordKey, usize>, touched: &mut Touched) {
    let body = change.whole().unwrap_or_default();
    for (key, patch) in records(lift(change.header.schema, body), &mut Vec::new()) {
        let shape = key.collection.shape();
        let held = leaves(shape, tables.json(&key), &mut Vec::new());
        let count = writes.or_insert_with(key.clone(), || usize::from(!held.is_empty()));
        *count = count.saturating_add(1);
        let mut all: BTreeMap<_, _> = held.into_iter().collect();
        all.extend(leaves(shape, patch, &mut Vec::new()));
        let mut value = serde_json::Map::new();
        for (path, leaf) in all.into_iter().filter(|(_, leaf)| !leaf.is_null()) {
            insert(&mut value, &path, leaf);
        }
        if value.is_empty() {
            tables.drop(&key);
        } else {
            tables.put(&key, &value);
        }
        touched.insert(key);
    }
}
