//! A list after an edit: what was read of the rows that the edit left as they were stays read.

use std::cmp::Ordering;
use std::sync::Arc;

use super::cells::Cells;
use super::order::Sorting;
use super::{Grid, held};

impl Grid {
    /// Takes over what was read of the list before, in which the same rows stood in the same order, but for a few that
    /// were edited.
    pub fn after(mut self, before: &Grid, edited: &[usize]) -> Self {
        self.read.clone_from(&before.read);
        self.read.1.extend(edited.iter().map(|place| (*place, self.number)));
        let Some(alphabet) = before.alphabet.get() else { return self };
        self.spelled(|| Arc::clone(alphabet));
        for (now, before) in self.columns.iter().zip(&before.columns) {
            if edited.iter().all(|place| now.stands_as(before, *place)) {
                let order = held(&before.sorting).order().cloned();
                *held(&now.sorting) = order.map(Sorting::Done).unwrap_or_default();
            }
        }
        for (now, before) in self.facets.iter().zip(&before.facets) {
            if edited.iter().all(|place| (now.of)(*place) == (before.of)(*place)) {
                *held(&now.choices) = std::mem::take(&mut *held(&before.choices));
            }
        }
        let mut words = std::mem::take(&mut *held(&before.words));
        for place in edited {
            words.exchange(*place, self.columns.iter().map(|column| (column.shown)(*place)));
        }
        *held(&self.words) = words;
        self
    }
}

impl Cells {
    /// Whether a row stands where it stood, if all others do.
    fn stands_as(&self, before: &Cells, place: usize) -> bool {
        self.key == before.key && (self.sort)(place).compare(&(before.sort)(place)) == Ordering::Equal
    }
}
