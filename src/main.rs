//! The page: mounts the app, in the reader's language.

use muster::app::{App, browser::page, languages};

fn main() {
    page::report_panics();
    languages::begin(|| match page::mount_point() {
        Some(place) => leptos::mount::mount_to(place, App).forget(),
        None => leptos::mount::mount_to_body(App),
    });
}
