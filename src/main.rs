//! The page: mounts the app, in the reader's language.

use leptos::task::spawn_local;
use muster::app::{App, browser::page, languages};
use muster::words::Language;

fn main() {
    page::report_panics();
    match languages::wanted() {
        Language::English => mount(),
        other => spawn_local(async move {
            // Where it cannot be had, the page speaks English; Settings says why when it is chosen again.
            let _ = languages::learn(other).await;
            mount();
        }),
    }
}

fn mount() {
    match page::mount_point() {
        Some(place) => leptos::mount::mount_to(place, App).forget(),
        None => leptos::mount::mount_to_body(App),
    }
}
