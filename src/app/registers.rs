//! Which registers there are: opening, starting, importing, removing them.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::browser::{clock, files, page, random};
use super::copies;
use super::desk::Desk;
use super::held::{Held, Place, store};
use super::route::{Address, Page};
use crate::exchange::{self, MusterFile};
use crate::journal::{Card, Heard, Shelf};
use crate::register::{Coalition, Draft, Id, RecordKey, Register};

/// Where the example lies beside the page.
const EXAMPLE_PATH: &str = "registers/it-coalition.muster.json";
/// The id under which a tab holds the example.
const EXAMPLE: &str = "example";

/// The registers kept in this browser, the last opened first.
pub fn list() -> Vec<Card> {
    Shelf::new(store(Place::Lasting).0).list().unwrap_or_default()
}

/// The name of a register.
pub fn title(register: &Register) -> String {
    let own = register.coalition.get(&RecordKey::own().id);
    own.and_then(|own| own.name.clone()).unwrap_or_else(|| "Register without a name".to_owned())
}

/// Opens what the address or the last visit says.
pub fn start(desk: Desk) {
    let asked = desk.address.with_untracked(|address| address.param("r").map(str::to_owned));
    if let Some(id) = asked {
        show(desk, &Id::from(id));
    } else if let Some(card) = list().first() {
        show(desk, &card.register);
    }
    // Another register in the address, typed or by “back”. Only the address is followed: one that is not here is
    // said once.
    let asked = Memo::new(move |_| desk.address.with(|address| address.param("r").map(str::to_owned)));
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

/// Opens a register of this browser, or of this tab.
pub fn show(desk: Desk, id: &Id) {
    let place = if id.as_str() == EXAMPLE { Place::Session } else { Place::Lasting };
    match Held::open(id, place) {
        Ok(held) if held.register.size() == 0 && held.aside.is_empty() => {
            if place == Place::Session {
                load_example(desk);
            } else {
                desk.clear();
                desk.notice.set(format!(
                    "The register {id} is not in this browser. Import its file to have it here."
                ));
            }
        }
        Ok(held) => {
            if place == Place::Lasting {
                let card = Card {
                    register: id.clone(),
                    title: Some(title(&held.register)),
                    created: list().iter().find(|card| card.register == *id).map_or(0, |card| card.created),
                    opened: clock::now().millis,
                };
                // The card is only a help: without it the register is found by its changes.
                let _ = Shelf::new(store(place).0).note(&card);
            }
            desk.lay(held);
            name_in_address(desk, id, place);
        }
        Err(error) => {
            desk.clear();
            desk.notice.set(error.to_string());
        }
    }
    desk.shelf_revision.update(|n| *n += 1);
}

/// The register stands in the address as soon as there are two.
fn name_in_address(desk: Desk, id: &Id, place: Place) {
    if place == Place::Session || list().len() > 1 {
        desk.set_param("r", id.as_str());
    }
}

/// Opens the overview of a register of this browser.
pub fn visit(desk: Desk, id: &Id) {
    show(desk, id);
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

/// What another tab wrote.
pub fn absorb(desk: Desk, key: &str, value: Option<String>) {
    let heard = desk.hold(|held| match held.place {
        Place::Lasting => held.journal().absorb(key, value.as_deref()),
        Place::Session => Heard::Nothing,
    });
    match heard {
        Some(Heard::Change(change)) => {
            if let Some(touched) = desk.hold(|held| held.take(vec![*change])) {
                desk.absorb(&touched);
            }
        }
        Some(Heard::Aside(aside)) => {
            desk.hold(|held| held.aside.push(aside));
        }
        Some(Heard::Removed) => {
            desk.clear();
            desk.notice.set("This register was removed in another tab.".to_owned());
        }
        Some(Heard::ReadOnly(reason)) => {
            desk.notice.set(reason.to_string());
            desk.hold(|held| held.close_for_writing(reason));
        }
        Some(Heard::Nothing) | None => {}
    }
    if key.starts_with("muster/index/") {
        desk.shelf_revision.update(|n| *n += 1);
    }
}

/// Removes a register from this browser.
///
/// # Errors
/// A sentence when something of it stays.
pub fn remove(desk: Desk, id: &Id) -> Result<(), String> {
    let (store, _) = store(Place::Lasting);
    Shelf::new(store).remove(id, clock::now().millis).map_err(|error| error.to_string())?;
    copies::forget(id.as_str());
    if desk.open_id().as_deref() == Some(id.as_str()) {
        desk.set_param("r", "");
        desk.clear();
    }
    desk.shelf_revision.update(|n| *n += 1);
    Ok(())
}

/// A file that was read and not yet taken in.
#[derive(Clone, Debug, PartialEq)]
pub struct Incoming {
    name: String,
    file: MusterFile,
    here: bool,
}

/// Reads a file and holds it against what is here.
///
/// # Errors
/// A sentence that names the file for what it is.
pub fn inspect(name: &str, bytes: &[u8]) -> Result<Incoming, String> {
    let file = exchange::read(bytes, clock::now().millis).map_err(|error| format!("“{name}”: {error}"))?;
    let here = list().iter().any(|card| card.register == file.register);
    Ok(Incoming { name: name.to_owned(), file, here })
}

impl Incoming {
    /// Whether the register is here already.
    pub fn is_merge(&self) -> bool {
        self.here
    }

    /// What the file is and what taking it in does.
    pub fn says(&self) -> String {
        let register = Register::of(self.file.changes.iter().cloned());
        let (name, title, size) = (&self.name, title(&register), self.file.changes.len());
        if !self.here {
            return format!(
                "“{name}” holds the register “{title}” with {size} changes. It opens under its own id."
            );
        }
        let preview = self.preview();
        format!(
            "“{name}” holds the register “{title}”, which is here already: {} of its {size} changes are new here.",
            preview.new
        )
    }

    /// What is to be known before it is taken in.
    pub fn remarks(&self) -> Vec<String> {
        let problems = self.file.problems.iter().map(|trouble| trouble.sentence.clone());
        let preview = self.here.then(|| self.preview());
        let touched = preview.into_iter().flat_map(|preview| preview.by_record).map(|(key, paths)| {
            format!("{} {}: {} fields written", key.collection.word(), key.id, paths.len())
        });
        let ahead = (!self.file.ahead.is_empty()).then(|| {
            format!(
                "{} changes carry a time more than a day ahead of this device. They are written anew, stamped now, and name the original.",
                self.file.ahead.len()
            )
        });
        problems.chain(ahead).chain(touched.take(20)).collect()
    }

    fn preview(&self) -> exchange::Preview {
        let held =
            Held::open(&self.file.register, Place::Lasting).map(|held| held.register).unwrap_or_default();
        exchange::merge_preview(&held, &self.file.changes)
    }
}

/// Takes a file in: as a register of its own id, or by union with the one that is here.
///
/// # Errors
/// A sentence; what is shown is what is kept.
pub fn take_in(desk: Desk, incoming: &Incoming) -> Result<String, String> {
    let file = &incoming.file;
    if !incoming.here {
        let (store, _) = store(Place::Lasting);
        let name = title(&Register::of(file.changes.iter().cloned()));
        Shelf::new(store)
            .create(&file.register, Some(&name), clock::now().millis)
            .map_err(|error| error.to_string())?;
    }
    let mut held = Held::open(&file.register, Place::Lasting).map_err(|error| error.to_string())?;
    let (new, _) = held.import(&file.changes)?;
    let (adopted, waiting) = held.adopt(&file.ahead, &clock::now())?;
    drop(held);
    visit(desk, &file.register);
    let outside = match waiting {
        0 => String::new(),
        _ => format!(
            " {waiting} parts of steps whose other parts are not in the file stay outside; bring in a complete one."
        ),
    };
    let taken = match (incoming.here, new.saturating_add(adopted)) {
        (true, 0) => "Nothing in the file was new.".to_owned(),
        (true, 1) => "Merged: 1 change was new.".to_owned(),
        (true, new) => format!("Merged: {new} changes were new."),
        (false, new) => format!("Imported: {new} changes."),
    };
    Ok(taken + &outside)
}
