//! **app**: what a person sees.
//!
//! The page is the [`desk::Desk`] (what is open, where one is), the shell around the pages, and the windows over
//! them. Only `browser/` names the browser.

pub mod actions;
pub mod browser;
pub mod desk;
pub mod dialogs;
mod held;
pub mod pages;
pub mod parts;
pub mod registers;
pub mod route;
mod shell;

use std::rc::Rc;

use leptos::prelude::*;

use crate::words::Locale;
use browser::page;
use desk::Desk;
use route::Address;

/// The page, from its first moment to its last.
#[component]
pub fn App() -> impl IntoView {
    let desk = Desk::new();
    provide_context(desk);
    let look = held::look();
    page::set_root("data-theme", Some(look.as_str()).filter(|look| !look.is_empty()));
    registers::start(desk);
    page::on_hash_change(move || {
        let address = Address::parse(&page::hash());
        if desk.address.with_untracked(|before| *before != address) {
            desk.dialog.set(None);
            desk.address.set(address);
        }
    });
    page::on_storage(move |key, value| registers::absorb(desk, &key, value));
    actions::listen(desk);
    Effect::new(move |_| {
        page::remove_splash();
        page::set_ready();
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
