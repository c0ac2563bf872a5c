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
mod held;
mod incoming;
mod keeping;
pub mod pages;
pub mod parts;
pub mod readings;
pub mod reference;
pub mod registers;
pub mod route;
mod shell;
pub mod wings;

use std::rc::Rc;

use leptos::prelude::*;

use crate::words::Locale;
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
    let wings = Wings::new(desk);
    provide_context(wings);
    provide_context(reference::Reference::new());
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
        // What was saved wants to be on the disk at once.
        if desk.written.get() > 0 {
            wings.fetch(wings::Wing::Keeping);
        }
        let is_sealed = desk.sealed.with(Option::is_some);
        if is_sealed {
            wings.fetch(wings::Wing::Keeping);
        }
        let is_read =
            !is_sealed || wings.is_settled(wings::Wing::Keeping) && !wings.is_here(wings::Wing::Keeping);
        let wing = || desk.address.with(|address| pages::wing_of(&address.page, desk.is_open()));
        let is_ready = was_ready == Some(true) || is_read && wing().is_none_or(|wing| wings.is_settled(wing));
        if is_ready && was_ready != Some(true) {
            page::remove_splash();
            page::set_ready();
            set_timeout(move || wings.fetch_all(), REST);
        }
        is_ready
    });
    view! { <shell::Shell /> }
}

thread_local! {
    static LOCALE: Rc<dyn Locale> = Rc::new(browser::intl::Browser::new());
}

/// How names, numbers and dates are written for this reader.
pub fn locale() -> Rc<dyn Locale> {
    LOCALE.with(Rc::clone)
}
