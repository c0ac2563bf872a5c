//! Which registers there are: opening, starting, importing, removing them.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::browser::{clock, files, page, random};
use super::copies;
use super::desk::Desk;
use super::held::{Held, Place, store};
use super::route::{Address, Page};
use super::wings::removed_on_disk;
use crate::exchange;
use crate::journal::{self, Card, Heard, Key, OpenError, ReadOnly, Shelf};
use crate::register::{Change, Coalition, Draft, Id, RecordKey, Register, SCHEMA};
use crate::said;
use crate::words::text::areas::desk as text;

/// Where the example lies beside the page.
const EXAMPLE_PATH: &str = "registers/it-coalition.muster.json";
/// The id under which a tab holds the example.
const EXAMPLE: &str = "example";

/// The registers kept in this browser, the last opened first.
pub fn list() -> Vec<Card> {
    Shelf::new(store(Place::Lasting).0).list().unwrap_or_default()
}

/// Whether a register of this browser is under a lock.
pub fn is_locked(id: &Id) -> bool {
    let key = Key::In(id.clone(), journal::Place::Lock);
    store(Place::Lasting).0.get(&key.to_string()).is_ok_and(|line| line.is_some())
}

/// The name of a register.
pub fn title(register: &Register) -> String {
    let own = register.coalition.get(&RecordKey::own().id);
    own.and_then(|own| own.name.clone()).unwrap_or_else(|| text::WITHOUT_NAME.said().to_owned())
}

/// Opens what the address or the last visit says.
pub fn open(desk: Desk) {
    if let Some(id) = desk.address.with_untracked(Address::register) {
        show(desk, &Id::from(id));
    } else if let Some(card) = list().first() {
        show(desk, &card.register);
    } else {
        look(desk);
    }
}

/// Has the disk looked at before anything is said to be missing, once; whether that goes on.
fn look(desk: Desk) -> bool {
    if desk.looks.get_untracked().is_none() {
        desk.looks.set(Some(true));
    }
    desk.looks.get_untracked() == Some(true)
}

/// What the disk has is here by now, or will not come soon: who waits for it need not wait any more.
pub fn has_looked(desk: Desk) {
    let was_awaited = desk.looks.get_untracked() == Some(true);
    if desk.looks.get_untracked() != Some(false) {
        desk.looks.set(Some(false));
    }
    if was_awaited && is_idle(desk) {
        open(desk);
    }
}

/// Whether no register is open, and nobody is about to bring one.
pub fn is_idle(desk: Desk) -> bool {
    untrack(|| !desk.is_open()) && desk.dialog.with_untracked(Option::is_none)
}

/// Opens a register, and from then on follows the address.
pub fn start(desk: Desk) {
    open(desk);
    // Another register in the address, typed or by “back”. Only the address is followed: one that is not here is
    // said once.
    let asked = Memo::new(move |_| desk.address.with(Address::register));
    Effect::new(move |before: Option<Option<String>>| {
        let asked = asked.get();
        if let (Some(id), Some(before)) = (&asked, before)
            && before != asked
            && untrack(|| desk.open_id()).as_ref() != Some(id)
        {
            show(desk, &Id::from(id.as_str()));
        }
        asked
    });
}

/// Opens a register of this browser, or of this tab; one that lies elsewhere waits for the wing that brings it.
pub fn show(desk: Desk, id: &Id) {
    if id.as_str().contains('/') {
        desk.clear();
        desk.sealed.set(Some(id.clone()));
        return;
    }
    let place = if id.as_str() == EXAMPLE { Place::Session } else { Place::Lasting };
    put(desk, id, place, Held::open_small(id, place));
}

/// Puts a register on the desk, or says why not.
pub(super) fn put(desk: Desk, id: &Id, place: Place, opened: Result<Held, OpenError>) {
    match opened {
        Ok(held) if held.register.size() == 0 && held.aside.is_empty() => {
            if place == Place::Session {
                load_example(desk);
            } else {
                desk.clear();
                if !look(desk) {
                    desk.notice.set(said!(text::NOT_IN_BROWSER, id = id.as_str()));
                }
            }
        }
        Ok(held) => return lay(desk, held),
        Err(OpenError::Sealed) => {
            desk.clear();
            desk.sealed.set(Some(id.clone()));
            return;
        }
        Err(OpenError::Locked(id)) => {
            desk.clear();
            desk.dialog.set(None);
            name_in_address(desk, &id, place);
            desk.asks.set(Some(id));
        }
        Err(error) => {
            desk.clear();
            desk.notice.set(error.to_string());
        }
    }
    desk.sealed.set(None);
    desk.shelf_revision.update(|n| *n += 1);
}

/// Puts a register that was opened on the desk.
pub fn lay(desk: Desk, held: Held) {
    let (id, place) = (held.id.clone(), held.place);
    note(&held);
    desk.lay(held);
    name_in_address(desk, &id, place);
    desk.sealed.set(None);
    desk.shelf_revision.update(|n| *n += 1);
}

/// Notes a register as the one that was opened last, under its present name.
pub fn note(held: &Held) {
    if held.place == Place::Lasting {
        let card = Card {
            register: held.id.clone(),
            title: Some(title(&held.register)),
            created: list().iter().find(|card| card.register == held.id).map_or(0, |card| card.created),
            opened: clock::now().millis,
        };
        // The card is only a help: without it the register is found by its changes.
        let _ = Shelf::new(store(held.place).0).note(&card);
    }
}

/// The register stands in the address as soon as there are two.
fn name_in_address(desk: Desk, id: &Id, place: Place) {
    desk.set_param("src", "");
    let is_named = desk.address.with_untracked(|address| address.param("r").is_some());
    if is_named || place == Place::Session || list().len() > 1 {
        desk.set_param("r", id.as_str());
    }
}

/// Opens the overview of a register of this browser.
pub fn enter(desk: Desk, id: &Id) {
    show(desk, id);
    overview(desk);
}

/// Goes to the overview of the register on the desk.
pub fn overview(desk: Desk) {
    let mut address = Address::of(Page::Overview);
    if let Some(r) = desk.address.with_untracked(|address| address.param("r").map(str::to_owned)) {
        address = address.with("r", &r);
    }
    page::go(&address.to_string());
}

/// Begins a new register with its own record.
///
/// # Errors
/// A sentence when the browser does not keep it.
pub fn begin(desk: Desk, coalition: &Coalition) -> Result<(), String> {
    let id = Id::from(random::id(16));
    let (store, _) = store(Place::Lasting);
    Shelf::new(store)
        .create(&id, coalition.name.as_deref(), clock::now().millis)
        .map_err(|error| error.to_string())?;
    let mut held = Held::open(&id, Place::Lasting).map_err(|error| error.to_string())?;
    let mut draft = Draft::new();
    draft.record(&RecordKey::own().id, coalition);
    let (_, _, saved) = held.write(draft, None, &clock::now());
    desk.lay(held);
    desk.saved.set(saved);
    desk.written.set(1);
    name_in_address(desk, &id, Place::Lasting);
    let overview = desk.address.with_untracked(|address| {
        address
            .param("r")
            .map_or_else(|| Address::of(Page::Overview), |r| Address::of(Page::Overview).with("r", r))
    });
    page::go(&overview.to_string());
    desk.shelf_revision.update(|n| *n += 1);
    Ok(())
}

/// Opens the example, away from real registers.
pub fn open_example() {
    page::go(&Address::of(Page::Overview).with("r", EXAMPLE).to_string());
}

/// Fetches the example into this tab.
fn load_example(desk: Desk) {
    spawn_local(async move {
        let opened = files::fetch(EXAMPLE_PATH).await.and_then(|text| {
            let changes = exchange::read_own(&text);
            let mut held =
                Held::open(&Id::from(EXAMPLE), Place::Session).map_err(|error| error.to_string())?;
            // A tab without room for it still shows it, from memory.
            if held.import(&changes).is_err() {
                held.take(changes);
            }
            Ok(held)
        });
        match opened {
            Ok(held) => {
                desk.lay(held);
                desk.set_param("r", EXAMPLE);
            }
            Err(reason) => {
                desk.clear();
                desk.notice.set(reason);
            }
        }
    });
}

/// Takes in what stands under keys by now: what another tab wrote, or what the disk has kept.
pub fn absorb(desk: Desk, heard: Vec<(String, Option<String>)>) {
    let mut changes = Vec::new();
    for (key, value) in heard {
        let heard = desk.hold(|held| match held.place {
            Place::Lasting => held.journal().absorb(&key, value.as_deref()),
            Place::Session => Heard::Nothing,
        });
        match heard {
            Some(Heard::Changes(more)) => changes.extend(more),
            Some(Heard::Sealed) => desk.sealed.set(untrack(|| desk.open_id()).map(Id::from)),
            Some(Heard::Aside(aside)) => {
                desk.hold(|held| held.aside.push(aside));
            }
            Some(Heard::Removed) => {
                desk.clear();
                desk.notice.set(text::REMOVED_ELSEWHERE.said().to_owned());
            }
            Some(Heard::Lock) => {
                if let Some(id) = untrack(|| desk.open_id()) {
                    show(desk, &id.into());
                }
            }
            Some(Heard::ReadOnly(reason)) => desk.close_for_writing(reason),
            Some(Heard::Nothing) | None => {}
        }
        if key.starts_with("muster/index/") {
            desk.shelf_revision.update(|n| *n += 1);
        }
    }
    take(desk, changes.into_iter().map(Arc::new).collect());
}

/// Takes in changes that are kept.
pub(super) fn take(desk: Desk, changes: Vec<Arc<Change>>) {
    let Some(newest) = changes.iter().map(|change| change.header.schema).max() else { return };
    if let Some(touched) = desk.hold(|held| held.take(changes)) {
        desk.absorb(&touched);
    }
    if newest > SCHEMA {
        desk.close_for_writing(ReadOnly::NewerSchema(newest));
    }
}

/// Removes a register from this browser; returns when the disk knows of it, so that nothing brings it back.
///
/// # Errors
/// A sentence when something of it stays.
pub async fn remove(desk: Desk, id: &Id) -> Result<(), String> {
    let (store, _) = store(Place::Lasting);
    Shelf::new(store).remove(id, clock::now().millis).map_err(|error| error.to_string())?;
    copies::forget(id.as_str());
    if desk.open_id().as_deref() == Some(id.as_str()) {
        desk.set_param("r", "");
        desk.clear();
    }
    desk.shelf_revision.update(|n| *n += 1);
    removed_on_disk(id).await.map_err(|reason| said!(text::DISK_NOT_NOTED, reason))
}
