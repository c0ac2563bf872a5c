//! The registers that one browser keeps side by side.
//!
//! Each has a card of its own, so that tabs never write to a shared list. Cards are only a help: a register whose
//! card is lost or damaged is found by its changes, and its card is made again from them.

use std::cmp::Reverse;

use serde_json::{Value, json};

use super::{
    FORMAT, Journal, Key, Opened, Place, ReadOnly, SaveError, ShelfError, Store, StoreError, frame, unframe,
};
use crate::register::{Arrange, Each, Id, RecordKey, Register, canonical};

/// What is known of a register without opening it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Which.
    pub register: Id,
    /// Its name when it was last opened.
    pub title: Option<String>,
    /// When it came to this browser, in milliseconds since 1970.
    pub created: u64,
    /// When it was last opened, in milliseconds since 1970.
    pub opened: u64,
}

impl Card {
    fn text(&self) -> String {
        let mut json = json!({"created": self.created, "opened": self.opened});
        if let (Some(title), Value::Object(map)) = (&self.title, &mut json) {
            map.insert("title".to_owned(), title.as_str().into());
        }
        canonical(&json)
    }

    pub(super) fn read(register: &Id, line: &str) -> Option<Self> {
        let json: Value = serde_json::from_str(unframe(&Key::Index(register.clone()), line).ok()?).ok()?;
        Some(Card {
            register: register.clone(),
            title: json.get("title").and_then(Value::as_str).map(str::to_owned),
            created: json.get("created")?.as_u64()?,
            opened: json.get("opened")?.as_u64()?,
        })
    }
}

/// All registers of one store.
#[derive(Clone, Debug)]
pub struct Shelf<S> {
    store: S,
}

impl<S: Store + Clone> Shelf<S> {
    /// The shelf over a store.
    pub fn new(store: S) -> Self {
        Shelf { store }
    }

    /// The registers, the last opened first. Goes on with removing what was half removed.
    ///
    /// # Errors
    /// When the store cannot list its keys.
    pub fn list(&self) -> Result<Vec<Card>, StoreError> {
        let (mut found, mut removed) = (Each::new(), Each::new());
        for key in self.store.keys()?.iter().filter_map(|text| Key::parse(text)) {
            match key {
                Key::In(register, Place::Removed) => removed.insert(register),
                Key::In(_, Place::Draft { .. } | Place::Here(_) | Place::Aside(_)) | Key::Format(_) => false,
                Key::In(register, _) | Key::Index(register) => found.insert(register),
            };
        }
        for register in &removed {
            // What stays now goes next time; nothing shows it meanwhile.
            let _ = self.clear(register);
        }
        found.retain(|register| !removed.contains(register));
        let mut cards: Vec<Card> = found.iter().map(|register| self.card(register)).collect();
        cards.arrange_by_key(|card| (Reverse(card.opened), card.register.clone()));
        Ok(cards)
    }

    fn card(&self, register: &Id) -> Card {
        let line = self.store.get(&Key::Index(register.clone()).to_string()).ok().flatten();
        line.and_then(|line| Card::read(register, &line)).unwrap_or_else(|| {
            let opened = Journal::new(self.store.clone(), register.clone()).open();
            let is_whole = opened.is_ok();
            let card = made_again(register, opened.unwrap_or_default());
            if is_whole {
                // It is made again each time until there is room for it.
                let _ = self.note(&card);
            }
            card
        })
    }

    /// Puts a new register on the shelf. One that was removed before may come back.
    ///
    /// # Errors
    /// When it is there already, or cannot be saved.
    pub fn create(
        &self,
        register: &Id,
        title: Option<&str>,
        now_millis: u64,
    ) -> Result<Journal<S>, ShelfError> {
        if self.list()?.iter().any(|card| card.register == *register) {
            return Err(ShelfError::Exists(register.clone()));
        }
        let removed = Key::In(register.clone(), Place::Removed);
        let mut created = now_millis;
        if super::is_register_id(register.as_str()) {
            // Later than the mark, whatever the clock says: the other store may hold it still.
            let line = self.store.get(&removed.to_string())?;
            let at = line.and_then(|line| unframe(&removed, &line).ok()?.parse::<u64>().ok());
            created = created.max(at.map_or(0, |at| at.saturating_add(1)));
            self.store.remove(&removed.to_string())?;
        }
        self.note(&Card {
            register: register.clone(),
            title: title.map(str::to_owned),
            created,
            opened: now_millis,
        })?;
        Ok(Journal::new(self.store.clone(), register.clone()))
    }

    /// Writes a card, at each opening and after a change of the name.
    ///
    /// # Errors
    /// When it is not saved; the register itself is not concerned.
    pub fn note(&self, card: &Card) -> Result<(), SaveError> {
        let journal = Journal::new(self.store.clone(), card.register.clone());
        journal.removable()?;
        let key = Key::Index(card.register.clone());
        let lock = self.store.get(&journal.key(Place::Lock).to_string())?;
        let nameless = Card { title: None, ..card.clone() };
        // The name of a locked register is part of what it locks.
        let card = if lock.is_some() { &nameless } else { card };
        journal.put(&key, &frame(&key, &card.text()))
    }

    /// Removes a register: first its tombstone, which every tab and every other copy obeys, then its keys.
    ///
    /// # Errors
    /// When it is not removed, or not wholly; [`Shelf::list`] goes on with it.
    pub fn remove(&self, register: &Id, now_millis: u64) -> Result<(), ShelfError> {
        let journal = Journal::new(self.store.clone(), register.clone());
        match journal.removable() {
            Ok(()) => {
                let key = journal.key(Place::Removed);
                // Not before the register came, whatever the clock says.
                let at = now_millis.max(self.card(register).created);
                journal.put(&key, &frame(&key, &at.to_string()))?;
            }
            Err(SaveError::Removed(_)) => {}
            Err(error) => return Err(error.into()),
        }
        self.clear(register).map_err(|(left, reason)| ShelfError::HalfRemoved {
            register: register.clone(),
            left,
            reason,
        })
    }

    /// Takes away all keys of a removed register but its tombstone; how many stay, and why.
    fn clear(&self, register: &Id) -> Result<(), (usize, StoreError)> {
        if matches!(self.store.get(&Key::Format(FORMAT + 1).to_string()), Ok(Some(_))) {
            return Ok(());
        }
        let (prefix, card) = (Key::prefix(register), Key::Index(register.clone()).to_string());
        let tombstone = Key::In(register.clone(), Place::Removed).to_string();
        let keys = self.store.keys().map_err(|error| (0, error))?;
        let mut left = None;
        for key in keys.iter().filter(|key| (key.starts_with(&prefix) || **key == card) && **key != tombstone)
        {
            if let Err(error) = self.store.remove(key) {
                left = Some((left.map_or(1, |(count, _)| count + 1), error));
            }
        }
        left.map_or(Ok(()), Err)
    }

    /// Why nothing may be written here any more: a newer version was at work in this browser.
    pub fn newer(&self) -> Option<ReadOnly> {
        // It is the same for every register.
        self.journal("any").newer().ok().flatten()
    }

    /// The journal of one register.
    pub fn journal(&self, register: impl Into<Id>) -> Journal<S> {
        Journal::new(self.store.clone(), register)
    }

    /// Whether a register was removed from this browser.
    pub fn is_removed(&self, register: &Id) -> bool {
        matches!(self.journal(register.clone()).not_removed(), Err(SaveError::Removed(_)))
    }
}

/// A card from the changes alone.
fn made_again(register: &Id, opened: Opened) -> Card {
    let fold = Register::of(opened.changes);
    let name = fold.json(&RecordKey::own()).get("name").and_then(Value::as_str).map(str::to_owned);
    // In the order of their stamps.
    let mut times = fold.changes().map(|change| change.header.stamp.millis);
    let created = times.next().unwrap_or_default();
    let opened = times.next_back().unwrap_or(created);
    Card { register: register.clone(), title: name, created, opened }
}
