//! What a person can do, in one table. Menus, buttons, the palette and the help on keys all read it.

use leptos::prelude::*;

use super::browser::page;
use super::desk::{Desk, Dialog};
use super::route::Page;
use crate::register::Collection;
use crate::words::text::Text;
use crate::words::text::areas::{actions as text, cells};

/// One thing a person can do.
pub struct Action {
    /// A lasting name.
    pub id: &'static str,
    /// What buttons and menus say.
    pub label: Text,
    /// The keys, as the table of keys shows them.
    pub keys: Option<&'static str>,
    /// Whether it can be done now.
    pub applies: fn(&Desk) -> bool,
    /// Does it.
    pub run: fn(&Desk),
}

const fn action(
    id: &'static str,
    label: Text,
    keys: Option<&'static str>,
    applies: fn(&Desk) -> bool,
    run: fn(&Desk),
) -> Action {
    Action { id, label, keys, applies, run }
}

fn always(_: &Desk) -> bool {
    true
}

fn open(desk: &Desk) -> bool {
    desk.is_open()
}

fn lasting(desk: &Desk) -> bool {
    desk.is_open() && !desk.is_passing()
}

fn editable(desk: &Desk) -> bool {
    desk.is_open() && desk.locked().is_none()
}

/// Whether the page has a list whose cells can be edited in place.
fn has_cells(desk: &Desk) -> bool {
    // What was published is never altered.
    let is_list = |page: &Page| match page {
        Page::List(collection) => *collection != Collection::Releases,
        page => *page == Page::Members,
    };
    editable(desk) && desk.address.with(|address| is_list(&address.page))
}

fn add(desk: &Desk, collection: Collection) {
    desk.show(Dialog::New(collection, serde_json::Map::new()));
}

/// All of them.
pub const ACTIONS: &[Action] = &[
    action("start", text::START, None, always, |desk| desk.show(Dialog::Start)),
    action("example", text::EXAMPLE, None, always, |_| super::registers::open_example()),
    action("import", text::IMPORT, None, always, |desk| desk.show(Dialog::Import)),
    action("export", text::EXPORT, None, open, |desk| desk.show(Dialog::Export)),
    action("share", text::SHARE, None, open, |desk| desk.show(Dialog::Share)),
    action("publish", text::PUBLISH, None, editable, |desk| desk.show(Dialog::Publish)),
    action("keep-copy", text::KEEP_COPY, None, Desk::is_visited, |_| page::press("#keep-copy")),
    action("back-up", text::BACK_UP, None, lasting, |desk| desk.show(Dialog::Backup)),
    action(
        "undo",
        text::UNDO,
        Some("Ctrl+Z"),
        |desk| editable(desk) && desk.undoable().undo.is_some(),
        Desk::undo,
    ),
    action(
        "redo",
        text::REDO,
        Some("Ctrl+Y"),
        |desk| editable(desk) && desk.undoable().redo.is_some(),
        Desk::redo,
    ),
    action("add-member", text::ADD_MEMBER, None, editable, |desk| add(desk, Collection::Memberships)),
    action("add-contribution", text::ADD_CONTRIBUTION, None, editable, |desk| {
        add(desk, Collection::Contributions)
    }),
    action("add-meeting", text::ADD_MEETING, None, editable, |desk| add(desk, Collection::Meetings)),
    action("add-purchase", text::ADD_PURCHASE, None, editable, |desk| add(desk, Collection::Purchases)),
    action("add-outreach", text::ADD_OUTREACH, None, editable, |desk| add(desk, Collection::Outreach)),
    action("add-reported", text::ADD_REPORTED, None, editable, |desk| add(desk, Collection::Reported)),
    action("add-source", text::ADD_SOURCE, None, editable, |desk| add(desk, Collection::Sources)),
    action("add-action", text::ADD_ACTION, None, editable, |desk| add(desk, Collection::Actions)),
    action("add-group", text::ADD_GROUP, None, editable, |desk| add(desk, Collection::Groups)),
    action("add-agreement", text::ADD_AGREEMENT, None, editable, |desk| add(desk, Collection::Agreements)),
    action("add-contact", text::ADD_CONTACT, None, editable, |desk| add(desk, Collection::Contacts)),
    action("add-party", text::ADD_PARTY, None, editable, |desk| add(desk, Collection::Parties)),
    action("add-rate", text::ADD_RATE, None, editable, |desk| add(desk, Collection::Rates)),
    action("go-overview", text::GO_OVERVIEW, Some("g o"), open, |desk| desk.go(Page::Overview)),
    action("go-members", text::GO_MEMBERS, Some("g m"), open, |desk| desk.go(Page::Members)),
    action("go-contributions", text::GO_CONTRIBUTIONS, Some("g c"), open, |desk| {
        desk.go(Page::List(Collection::Contributions));
    }),
    action("go-meetings", text::GO_MEETINGS, Some("g e"), open, |desk| {
        desk.go(Page::List(Collection::Meetings))
    }),
    action("go-purchases", text::GO_PURCHASES, Some("g p"), open, |desk| {
        desk.go(Page::List(Collection::Purchases))
    }),
    action("go-actions", text::GO_ACTIONS, Some("g a"), open, |desk| {
        desk.go(Page::List(Collection::Actions))
    }),
    action("go-outreach", text::GO_OUTREACH, Some("g r"), open, |desk| {
        desk.go(Page::List(Collection::Outreach))
    }),
    action("go-figures", text::GO_FIGURES, Some("g f"), open, |desk| {
        desk.go(Page::List(Collection::Reported))
    }),
    action("go-sources", text::GO_SOURCES, Some("g s"), open, |desk| {
        desk.go(Page::List(Collection::Sources))
    }),
    action("go-compare", text::GO_COMPARE, Some("g d"), open, |desk| desk.go(Page::Compare)),
    action("go-history", text::GO_HISTORY, Some("g h"), open, |desk| desk.go(Page::History)),
    action("go-registers", text::GO_REGISTERS, None, always, |desk| desk.go(Page::Registers)),
    action("go-settings", text::GO_SETTINGS, None, open, |desk| desk.go(Page::Settings)),
    action("new", text::NEW, Some("n"), editable, new_here),
    action("search", text::SEARCH, Some("/"), open, |_| page::focus("[data-search]")),
    action("edit-cells", cells::EDIT_CELLS, Some("e"), has_cells, |_| page::press("#edit-cells")),
    action("palette", text::PALETTE, Some("Ctrl+K"), always, |desk| desk.dialog.set(Some(Dialog::Palette))),
    action("keys", text::KEYS, Some("?"), always, |desk| desk.dialog.set(Some(Dialog::Keys))),
    action(
        "hide-amounts",
        text::HIDE_AMOUNTS,
        Some("h"),
        |desk| !desk.hides.get(),
        |desk| desk.hide_amounts(true),
    ),
    action(
        "show-amounts",
        text::SHOW_AMOUNTS,
        Some("h"),
        |desk| desk.hides.get(),
        |desk| desk.hide_amounts(false),
    ),
    action("print", text::PRINT, None, open, |_| page::print()),
    action("identity", text::IDENTITY, None, always, |desk| {
        desk.dialog.set(Some(Dialog::Identity(None)));
    }),
];

/// The action of that id.
pub fn find(id: &str) -> Option<&'static Action> {
    ACTIONS.iter().find(|action| action.id == id)
}

/// Opens the form for what the present page lists.
fn new_here(desk: &Desk) {
    let collection = match desk.address.with(|address| address.page.clone()) {
        Page::Members | Page::Member(_) => Collection::Memberships,
        Page::List(collection) => collection,
        Page::Record(key) => key.collection,
        _ => Collection::Contributions,
    };
    add(desk, collection);
}

/// Turns key presses into actions; remembers the first key of a pair such as `g m`.
pub fn listen(desk: Desk) {
    let pending = std::cell::Cell::new(None::<char>);
    page::on_key(move |event| {
        let before = pending.take();
        if event.alt_key() {
            return false;
        }
        let key = event.key();
        let in_dialog = desk.dialog.with(Option::is_some);
        let pressed = if event.ctrl_key() || event.meta_key() {
            let shift = if event.shift_key() { "Shift+" } else { "" };
            // A field undoes its own typing; elsewhere the keys mean the register.
            if page::is_typing() && key.eq_ignore_ascii_case("z")
                || page::is_typing() && key.eq_ignore_ascii_case("y")
            {
                return false;
            }
            match (shift, key.to_ascii_uppercase().as_str()) {
                ("Shift+", "Z") => "Ctrl+Y".to_owned(),
                (shift, upper) => format!("Ctrl+{shift}{upper}"),
            }
        } else if page::is_typing() || in_dialog {
            return false;
        } else {
            match before {
                Some(first) => format!("{first} {key}"),
                None => key.clone(),
            }
        };
        if in_dialog && pressed != "Ctrl+K" {
            return false;
        }
        if pressed == "g" {
            pending.set(Some('g'));
            return true;
        }
        let fits = |action: &&Action| action.keys == Some(pressed.as_str()) && (action.applies)(&desk);
        let found = ACTIONS.iter().find(fits);
        if let Some(action) = found {
            (action.run)(&desk);
        }
        found.is_some()
    });
}
