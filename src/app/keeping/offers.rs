//! What the page offers by the way, beside the indicator of saving: a newer version that is ready, and in the
//! one-file edition a lock after the first save.

use leptos::mount::mount_to;
use leptos::prelude::*;

use super::offline::{Newer, is_one_file, offline};
use crate::app::browser::page;
use crate::app::desk::Desk;
use crate::app::held::{Place, store};
use crate::app::route::Page;
use crate::journal::Store;
use crate::said;
use crate::words::text::areas::keeping as text;

const STYLE: &str = ".offer { margin: var(--s3) var(--s4) 0; padding: var(--s2) var(--s3); font-size: 13px; \
    border-left: 3px solid var(--accent); background: var(--tint); line-height: 1.4; } \
    .offer p { margin: 0 0 var(--s1); } \
    .offer button { margin-right: var(--s3); } .offer .error:empty { display: none; } \
    @media (max-width: 760px) { .offer { position: fixed; z-index: 4; margin: 0; \
    inset: auto 0 calc(56px + env(safe-area-inset-bottom)); } } @media print { .offer { display: none; } }";

/// Says that the lock was offered in this browser.
const OFFERED: &str = "muster-lock-offered";

/// Puts the offers where the indicator is.
pub fn show(desk: Desk) {
    page::adopt_style(STYLE);
    if let Some(side) = page::find(".side") {
        mount_to(side, move || view! { <Newest desk /> <Lock desk /> }).forget();
    }
}

/// A newer version that is ready.
#[component]
fn Newest(
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    let refused = RwSignal::new(String::new());
    let take = move |_| {
        let taken = offline().map_or(Ok(()), |offline| offline.take());
        refused.set(taken.err().unwrap_or_default());
    };
    let later = RwSignal::new(Newer::None);
    // What a person does next may make the reason old.
    Effect::new(move |_| {
        desk.dialog.track();
        desk.address.track();
        refused.set(String::new());
    });
    move || {
        let offline = offline()?;
        let newer = offline.newer.get();
        if newer == later.get() {
            return None;
        }
        let words = match newer {
            Newer::None => return None,
            Newer::Waits => offline.waiting.with(|told| said!(text::NEWER_READY, version = told.build)),
            Newer::Taken => text::NEWER_IN_USE.said().to_owned(),
        };
        Some(view! {
            <div class="offer" role="status" data-offer="version">
                <p>{words}</p>
                <button class="link" on:click=take>{text::USE_IT.said()}</button>
                <button class="link" on:click=move |_| later.set(newer)>{text::LATER.said()}</button>
                <p class="error">{move || refused.get()}</p>
            </div>
        })
    }
}

/// A lock, in a page from disk.
#[component]
fn Lock(
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    let was_offered = store(Place::Lasting).0.get(OFFERED).is_ok_and(|offered| offered.is_some());
    let is_over = RwSignal::new(was_offered || !is_one_file());
    let end = move || {
        // Where nothing can be kept, it is offered once for each page.
        let _ = store(Place::Lasting).0.set(OFFERED, "1");
        is_over.set(true);
    };
    let go = move |_| {
        end();
        desk.go(Page::Settings);
        page::reveal("#lock");
    };
    let is_due =
        move || !is_over.get() && desk.written.get() > 0 && !desk.is_passing() && !desk.is_under_lock();
    view! {
        <Show when=is_due>
            <div class="offer" role="status" data-offer="lock">
                <p>
                    {text::OTHER_PAGES_READ.said()}
                </p>
                <button class="link" on:click=go>{text::LOCK_THIS.said()}</button>
                <button class="link" on:click=move |_| end()>{text::NOT_NOW.said()}</button>
            </div>
        </Show>
    }
}
