//! **app**: what a person sees.
//!
//! The page is the [`desk::Desk`] (what is open, where one is), the shell around the pages, and the windows over
//! them. Only `browser/` names the browser.

pub mod actions;
mod backups;
pub mod browser;
mod copies;
pub mod desk;
pub mod dialogs;
#[cfg(feature = "formats")]
pub mod exporting;
mod held;
mod incoming;
mod keeping;
pub mod languages;
pub mod pages;
pub mod parts;
pub mod publishing;
pub mod readings;
mod reference;
pub mod registers;
pub mod route;
mod shell;
mod signing;
#[cfg(feature = "formats")]
pub mod tables;
mod united;
mod visit;
pub mod wings;

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::words::text::areas::desk::NOT_LOOKED_AT;
use crate::words::text::{self, Spoken};
use crate::words::{Language, Locale};
use browser::page;
use desk::Desk;
use route::Address;
use wings::Wings;

/// How long after the page is ready the rest of the program is fetched, unless it is asked for before.
const REST: std::time::Duration = std::time::Duration::from_secs(5);

/// The page, from its first moment to its last.
#[component]
pub fn App() -> impl IntoView {
    let desk = Desk::new();
    provide_context(desk);
    let reference = reference::Reference::new();
    provide_context(reference);
    let wings = Wings::new(desk, reference);
    provide_context(wings);
    let look = held::look();
    page::set_root("data-theme", Some(look.as_str()).filter(|look| !look.is_empty()));
    page::on_hash_change(move || {
        let address = Address::parse(&page::hash());
        if desk.address.with_untracked(|before| *before != address) {
            desk.dialog.set(None);
            desk.address.set(address);
        }
    });
    // Heard before it is read, so that nothing falls in between.
    page::on_storage(move |key, value| registers::absorb(desk, vec![(key, value)]));
    registers::start(desk);
    actions::listen(desk);
    // Ready is what takes input: the page that is asked for must be there.
    Effect::new(move |was_ready: Option<bool>| {
        let hides = desk.hides.get();
        page::set_root("data-private", hides.then_some("true"));
        // What was saved wants to be on the disk at once; what hides amounts comes with the same wing, and until it is
        // here nothing is seen.
        if hides || desk.written.get() > 0 {
            wings.fetch(wings::Wing::Keeping);
        }
        let is_sealed = desk.sealed.with(Option::is_some);
        if is_sealed {
            wings.fetch(wings::Wing::Keeping);
        }
        let is_lost = wings.is_settled(wings::Wing::Keeping) && !wings.is_here(wings::Wing::Keeping);
        let is_looked_for = desk.looks.get() == Some(true);
        if is_looked_for && is_lost {
            desk.notice.set(NOT_LOOKED_AT.said().to_owned());
            desk.looks.set(Some(false));
        }
        let wing = || desk.address.with(|address| pages::wing_of(&address.page, desk.is_open()));
        let is_here = || wing().map_or(desk.is_open() || !is_looked_for, |wing| wings.is_settled(wing));
        let is_ready = was_ready == Some(true) || (!is_sealed || is_lost) && is_here();
        if is_ready && was_ready != Some(true) {
            page::remove_splash();
            page::set_ready();
            set_timeout(move || wings.fetch_all(), REST);
        }
        is_ready
    });
    Effect::new(move |_| {
        if desk.looks.get() == Some(true) {
            spawn_local(async move {
                if page::is_disk_empty().await {
                    registers::has_looked(desk);
                } else {
                    wings.fetch(wings::Wing::Keeping);
                }
            });
        }
    });
    let tongue = languages::Tongue::spoken();
    provide_context(tongue);
    view! {
        {move || {
            tongue.now();
            view! { <shell::Shell /> }
        }}
    }
}

thread_local! {
    static LOCALE: RefCell<Rc<dyn Locale>> = RefCell::new(Rc::new(browser::intl::Browser::new(Language::English)));
}

/// How names, numbers and dates are written for this reader.
pub fn locale() -> Rc<dyn Locale> {
    LOCALE.with(|locale| Rc::clone(&locale.borrow()))
}

/// Does something in a language, whatever the page speaks: a document is written in the one that it is asked for in.
pub fn in_language<T>(spoken: &'static Spoken, work: impl FnOnce() -> T) -> T {
    let language = spoken.language();
    if text::language() == language {
        return work();
    }
    let reader = LOCALE.replace(Rc::new(browser::intl::Browser::new(language)));
    let done = text::within(spoken, work);
    LOCALE.replace(reader);
    done
}

/// Does something in English, whatever the page speaks: what stays in a register is written in it.
pub fn in_english<T>(work: impl FnOnce() -> T) -> T {
    in_language(Spoken::english(), work)
}

/// Writes them as they are written in a language from now on.
fn set_locale(language: Language) {
    LOCALE.replace(Rc::new(browser::intl::Browser::new(language)));
}
