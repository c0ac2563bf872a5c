//! The page: mounts the app.

use muster::app::{App, browser::page};

fn main() {
    page::report_panics();
    match page::mount_point() {
        Some(place) => leptos::mount::mount_to(place, App).forget(),
        None => leptos::mount::mount_to_body(App),
    }
}
