//! What the tests of this room share.

use std::cell::{Cell, RefCell};

use serde_json::json;

use super::{Journal, Key, MemoryStore, Opened, Place, Store, StoreError, segment};
use crate::register::{Change, Hash, Header, Stamp};

/// A change that names a party.
pub fn change(replica: &str, number: u32, name: &str) -> Change {
    let header = Header {
        schema: 1,
        replica: replica.into(),
        number,
        stamp: Stamp { millis: 1_706_832_000_000 + u64::from(number), count: 0 },
        at: "2024-02-02T10:00:00+02:00".to_owned(),
        author: Some("Mari".to_owned()),
        party: None,
        undoes: None,
        from: None,
        prev: None,
        part: None,
    };
    let body = json!({"parties": {"EE": {"name": name}}});
    Change::new(header, body.as_object().unwrap().into())
}

/// The plain key of a change.
pub fn key(register: &str, change: &Change) -> Key {
    let (replica, number) = (change.header.replica.clone(), change.header.number);
    Key::In(register.into(), Place::Change { replica, number, mark: None })
}

/// The ids of what a fresh tab finds.
pub fn ids(store: &MemoryStore) -> Vec<Hash> {
    open(store).changes.iter().map(|change| change.id).collect()
}

/// What a fresh tab finds in the register "it".
pub fn open(store: &MemoryStore) -> Opened {
    Journal::new(store, "it").reading(Some(segment::read)).open().unwrap()
}

/// What goes wrong at the chosen call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fault {
    /// It is refused, and nothing happens.
    Refused,
    /// It happens, but an error is given.
    DoneButRefused,
    /// Success is given, but nothing happens (a write), or what is there seems absent (a read).
    Ignored,
    /// A write keeps half of the value; a read gives half of it.
    Torn,
}

/// A store in which one call goes wrong, and which does something else before another one.
pub struct Troubled<'a> {
    inner: MemoryStore,
    calls: Cell<usize>,
    fault: Option<(usize, Fault)>,
    meanwhile: RefCell<Box<dyn FnMut(usize) + 'a>>,
}

impl<'a> Troubled<'a> {
    pub fn failing(inner: &MemoryStore, call: usize, fault: Fault) -> Self {
        let meanwhile = RefCell::new(Box::new(|_: usize| {}) as Box<dyn FnMut(usize)>);
        Troubled { inner: inner.clone(), calls: Cell::new(0), fault: Some((call, fault)), meanwhile }
    }

    /// `meanwhile` runs before each call, as another tab would.
    pub fn shared(inner: &MemoryStore, meanwhile: impl FnMut(usize) + 'a) -> Self {
        let meanwhile = RefCell::new(Box::new(meanwhile) as Box<dyn FnMut(usize) + 'a>);
        Troubled { inner: inner.clone(), calls: Cell::new(0), fault: None, meanwhile }
    }

    pub fn calls(&self) -> usize {
        self.calls.get()
    }

    fn next(&self) -> Option<Fault> {
        let call = self.calls.replace(self.calls.get() + 1);
        (self.meanwhile.borrow_mut())(call);
        self.fault.filter(|(at, _)| *at == call).map(|(_, fault)| fault)
    }

    fn refuse<T>(&self) -> Result<T, StoreError> {
        Err(if self.calls.get().is_multiple_of(2) {
            StoreError::Full
        } else {
            StoreError::Failed("test".to_owned())
        })
    }
}

fn half(value: &str) -> String {
    value.chars().take(value.chars().count() / 2).collect()
}

impl Store for Troubled<'_> {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        match self.next() {
            None => self.inner.get(key),
            Some(Fault::Ignored) => Ok(None),
            Some(Fault::Torn) => Ok(self.inner.get(key)?.map(|value| half(&value))),
            Some(_) => self.refuse(),
        }
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        match self.next() {
            None => self.inner.set(key, value),
            Some(Fault::Ignored) => Ok(()),
            Some(Fault::Torn) => self.inner.set(key, &half(value)),
            Some(Fault::DoneButRefused) => self.inner.set(key, value).and_then(|()| self.refuse()),
            Some(Fault::Refused) => self.refuse(),
        }
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        match self.next() {
            None => self.inner.remove(key),
            Some(Fault::Ignored) => Ok(()),
            Some(Fault::DoneButRefused) => self.inner.remove(key).and_then(|()| self.refuse()),
            Some(_) => self.refuse(),
        }
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        match self.next() {
            None => self.inner.keys(),
            _ => self.refuse(),
        }
    }
}

/// The keys of a store, in order.
pub fn names(store: &MemoryStore) -> Vec<String> {
    let mut keys = store.keys().unwrap();
    keys.sort();
    keys
}
