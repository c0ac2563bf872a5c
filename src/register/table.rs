//! The records of one type.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Id, Node, Reader};

/// The records of one type, with a revision that grows with every change.
#[derive(Clone, Debug)]
pub struct Table<T> {
    /// Where each record stands. Of one type for all tables, so that the page carries one tree.
    pub(super) places: BTreeMap<Id, usize>,
    pub(super) rows: Vec<Option<Arc<T>>>,
    /// How many of them were not removed.
    pub(super) live: usize,
    pub(super) revision: u64,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Table { places: BTreeMap::new(), rows: Vec::new(), live: 0, revision: 0 }
    }
}

impl<T: Node> Table<T> {
    fn all(&self) -> impl Iterator<Item = (&Id, &Arc<T>)> {
        self.places.iter().filter_map(|(id, place)| Some((id, self.rows.get(*place)?.as_ref()?)))
    }

    /// Puts a record in its place, or takes it out.
    pub(super) fn set(&mut self, id: &Id, record: Option<T>) {
        self.revision += 1;
        self.live += usize::from(record.as_ref().is_some_and(|record| !record.is_gone()));
        let place = if record.is_some() { self.places.get(id).copied() } else { self.places.remove(id) };
        let record = record.map(Arc::new);
        let before = match place.and_then(|place| self.rows.get_mut(place)) {
            Some(row) => std::mem::replace(row, record),
            None => {
                if record.is_some() {
                    self.places.insert(id.clone(), self.rows.len());
                    self.rows.push(record);
                }
                None
            }
        };
        self.live -= usize::from(before.is_some_and(|record| !record.is_gone()));
    }

    /// Grows whenever a record of the table changes.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The record, unless it was removed.
    pub fn get(&self, id: &Id) -> Option<&Arc<T>> {
        self.rows.get(*self.places.get(id)?)?.as_ref().filter(|record| !record.is_gone())
    }

    /// The records that were not removed, by id.
    pub fn live(&self) -> impl Iterator<Item = (&Id, &Arc<T>)> {
        self.all().filter(|(_, record)| !record.is_gone())
    }

    /// The records that were removed.
    pub fn gone(&self) -> impl Iterator<Item = (&Id, &Arc<T>)> {
        self.all().filter(|(_, record)| record.is_gone())
    }

    /// How many there are that were not removed.
    pub fn len(&self) -> usize {
        self.live
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.live == 0
    }
}

/// A table whatever its records are.
pub(super) trait AnyTable {
    fn read(&mut self, id: &Id, reader: &mut Reader<'_>);
    fn drop(&mut self, id: &Id);
    fn revision(&self) -> u64;
    fn ids(&self) -> Vec<Id>;
    fn count(&self) -> usize;
    fn is_live(&self, id: &Id) -> bool;
}

impl<T: Node> AnyTable for Table<T> {
    fn read(&mut self, id: &Id, reader: &mut Reader<'_>) {
        self.set(id, Some(T::read(reader)));
    }

    fn drop(&mut self, id: &Id) {
        self.set(id, None);
    }

    fn revision(&self) -> u64 {
        self.revision
    }

    fn ids(&self) -> Vec<Id> {
        let mut ids = Vec::new();
        for (id, _) in self.live() {
            ids.push(id.clone());
        }
        ids
    }

    fn count(&self) -> usize {
        self.len()
    }

    fn is_live(&self, id: &Id) -> bool {
        self.get(id).is_some()
    }
}
