//! The browser: the only folder that names web-sys, js-sys or gloo.
//!
//! Small functions over one browser feature each. What a browser refuses comes back as a sentence or as nothing;
//! no function here panics.

pub mod clock;
pub mod disk;
pub mod ed25519;
pub mod elsewhere;
pub mod files;
pub mod folder;
pub mod handed;
pub mod heard;
pub mod intl;
pub mod keep;
pub mod named;
pub mod offline;
pub mod page;
pub mod paper;
pub mod picture;
pub mod pointer;
pub mod random;
pub mod shelf;
pub mod snapshots;
pub mod tabs;
pub mod turn;
pub mod veil;
pub mod worker;

use crate::words::text::areas::browser as text;
use wasm_bindgen::JsValue;

/// The text of a JavaScript error.
pub fn sentence(error: &JsValue) -> String {
    let message = js_sys::Reflect::get(error, &"message".into()).ok().and_then(|message| message.as_string());
    message.or_else(|| error.as_string()).unwrap_or_else(|| text::NO_REASON.said().to_owned())
}
