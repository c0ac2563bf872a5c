//! What is dropped on the page, or pasted into it where no field takes it.

use leptos::prelude::window_event_listener_untyped;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::File;

use super::files::{Chosen, bytes_of};
use super::named::{call, get};

/// Fields and windows take what is pasted by themselves.
const FIELDS: &str = "input, textarea, select, [contenteditable], dialog";

/// Takes files that are dropped anywhere on the page.
pub fn on_dropped(take: impl Fn(Result<Chosen, String>) + Clone + 'static) {
    // A browser that is not told so opens the file in place of the page.
    let _kept = window_event_listener_untyped("dragover", |event| event.prevent_default());
    let _kept = window_event_listener_untyped("drop", move |event| {
        event.prevent_default();
        let files = get(&event, "dataTransfer").and_then(|data| get(&data, "files"));
        let file = files.and_then(|files| call(&files, "item", &[0.into()]));
        if let Some(file) = file.ok().and_then(|file| file.dyn_into::<File>().ok()) {
            let take = take.clone();
            spawn_local(async move { take(bytes_of(&file).await) });
        }
    });
}

/// Takes text that is pasted where no field has the focus.
pub fn on_pasted(take: impl Fn(String) + 'static) {
    let _kept = window_event_listener_untyped("paste", move |event| {
        if let Some(text) = pasted(&event) {
            take(text);
        }
    });
}

/// The text that an event pastes, unless a field takes it.
pub fn pasted(event: &JsValue) -> Option<String> {
    let at = get(event, "target").and_then(|at| call(&at, "closest", &[FIELDS.into()]));
    if at.is_ok_and(|field| field.is_truthy()) {
        return None;
    }
    let data = get(event, "clipboardData");
    data.and_then(|data| call(&data, "getData", &["text/plain".into()])).ok()?.as_string()
}
