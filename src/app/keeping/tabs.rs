//! A lock is that of all tabs: what one of them does to it, the others do at once.

use std::cell::RefCell;

use leptos::prelude::*;

use super::{idle, locking};
use crate::app::browser::tabs::Tabs;
use crate::app::desk::Desk;
use crate::app::held::seen_through;
use crate::register::Id;
use crate::words::text::areas::keeping as text;

/// What a tab tells the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// Somebody touched the page.
    Touch,
    /// A person locked the register.
    Lock(Id),
    /// Nobody touched any page for as long as was chosen, as far as this tab knows.
    Rest(Id),
    /// The register stays open in this tab: something is not saved.
    Stays(Id),
}

impl Told {
    fn read(text: &str) -> Option<Self> {
        let (word, id) = text.split_once(' ').unwrap_or((text, ""));
        match word {
            "touch" => Some(Told::Touch),
            "lock" => Some(Told::Lock(id.into())),
            "rest" => Some(Told::Rest(id.into())),
            "stays" => Some(Told::Stays(id.into())),
            // A newer version may have more to say.
            _ => None,
        }
    }

    fn text(&self) -> String {
        match self {
            Told::Touch => "touch".to_owned(),
            Told::Lock(id) => format!("lock {id}"),
            Told::Rest(id) => format!("rest {id}"),
            Told::Stays(id) => format!("stays {id}"),
        }
    }
}

thread_local! {
    static TABS: RefCell<Option<Tabs>> = const { RefCell::new(None) };
}

/// Begins, once for the page.
pub fn start(desk: Desk) {
    TABS.set(Tabs::listen(move |told| {
        if let Some(told) = Told::read(told) {
            hear(desk, &told);
        }
    }));
}

/// Tells the other tabs.
pub fn tell(told: &Told) {
    TABS.with_borrow(|tabs| {
        if let Some(tabs) = tabs {
            tabs.tell(&told.text());
        }
    });
}

fn hear(desk: Desk, told: &Told) {
    match told {
        Told::Touch => idle::touched(),
        Told::Lock(id) => obey(desk, id),
        // What was told late must not close a page that is in use.
        Told::Rest(id) if idle::is_nearly_over() => obey(desk, id),
        Told::Rest(_) => {}
        Told::Stays(id) => {
            if desk.asks.with_untracked(|asks| asks.as_ref() == Some(id)) {
                desk.notice.set(text::OTHER_TAB_OPEN.said().to_owned());
            }
        }
    }
}

fn obey(desk: Desk, id: &Id) {
    if seen_through().as_ref() != Some(id) {
        return;
    }
    if let Err(reason) = locking::let_go(desk, id) {
        desk.notice.set(reason);
        tell(&Told::Stays(id.clone()));
    }
}
