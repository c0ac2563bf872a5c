//! The page on paper: when it goes there, and what stands in its margins.

use js_sys::{Array, Function, Reflect};
use leptos::prelude::{document, window};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::named::{call, get, set};

/// Calls back before the page is printed, and after it.
pub fn on_print(call: impl Fn(bool) + Clone + 'static) {
    for (event, prints) in [("beforeprint", true), ("afterprint", false)] {
        let call = call.clone();
        let closure = Closure::<dyn Fn()>::new(move || call(prints));
        let _ = window().add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
        closure.forget();
    }
}

/// Puts rules for the margins of every sheet in the place of those before. Where a browser has no such rules, it
/// prints its own.
pub fn set_margins(css: &str) {
    thread_local!(static SHEET: Option<JsValue> = made().ok());
    SHEET.with(|sheet| {
        if let Some(sheet) = sheet {
            let _ = call(sheet, "replaceSync", &[css.into()]);
        }
    });
}

/// A style sheet of the page that is filled later.
fn made() -> Result<JsValue, JsValue> {
    let class: Function = get(&window(), "CSSStyleSheet")?.dyn_into()?;
    let sheet = Reflect::construct(&class, &Array::new())?;
    let all = Array::from(&get(&document(), "adoptedStyleSheets")?);
    all.push(&sheet);
    set(&document(), "adoptedStyleSheets", &all)?;
    Ok(sheet)
}
