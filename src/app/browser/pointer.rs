//! What a pointer does: which keys are held with it, where it goes while it is down, and what it has marked.
//!
//! All of it is asked for by name: a typed function of the browser stands in the script of the first load.

use js_sys::{Function, Reflect};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast as _, JsValue};

use super::named::{call, get};
use super::page;

/// Whether a key such as `shiftKey` was held with an event.
pub fn is_held(event: &JsValue, key: &str) -> bool {
    Reflect::get(event, &key.into()).is_ok_and(|held| held.is_truthy())
}

/// Whether an event is of the element itself, and of nothing in it.
pub fn is_own(event: &JsValue) -> bool {
    get(event, "target").ok() == get(event, "currentTarget").ok()
}

/// Whether the focus goes from where it was to something that lies in no element that matches. It may also go to nothing.
pub fn leaves(event: &JsValue, selector: &str) -> bool {
    let to = get(event, "relatedTarget").ok().filter(JsValue::is_object);
    let around = |to: JsValue| call(&to, "closest", &[selector.into()]);
    to.is_some_and(|to| !around(to).is_ok_and(|around| around.is_object()))
}

/// Whether an event is of something that lies in an element that matches.
pub fn is_in(event: &JsValue, selector: &str) -> bool {
    let around = || call(&get(event, "target")?, "closest", &[selector.into()]);
    around().is_ok_and(|around: JsValue| around.is_object())
}

/// How far from the left of the window an event was, in pixels.
pub fn across(event: &JsValue) -> f64 {
    number(event, "clientX")
}

/// How wide an element is drawn, in pixels.
pub fn width(element: &JsValue) -> f64 {
    number(element, "offsetWidth")
}

/// Gives all that a pointer does to the element that it was pressed on, until it is let go.
pub fn hold(event: &JsValue) {
    let held = || {
        let on = Reflect::get(event, &"target".into())?;
        let hold: Function = Reflect::get(&on, &"setPointerCapture".into())?.dyn_into()?;
        hold.call1(&on, &Reflect::get(event, &"pointerId".into())?)
    };
    // Without it the edge follows for as long as the pointer is on it.
    let _: Result<JsValue, JsValue> = held();
}

/// Whether letters go into a field: a tick is none.
pub fn is_in_text() -> bool {
    let fields = "input:not([type=checkbox]), textarea, select";
    page::focused().is_some_and(|focused| focused.closest(fields).ok().flatten().is_some())
}

/// Whether words are marked on the page.
pub fn has_marked() -> bool {
    let marked = || {
        let ask: Function = Reflect::get(&window(), &"getSelection".into())?.dyn_into()?;
        Reflect::get(&ask.call0(&window())?, &"isCollapsed".into())
    };
    let marked: Result<JsValue, JsValue> = marked();
    marked.is_ok_and(|collapsed| collapsed.is_falsy())
}

/// Whether a window is open over the page.
pub fn is_covered() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
}

fn number(of: &JsValue, name: &str) -> f64 {
    Reflect::get(of, &name.into()).ok().and_then(|value| value.as_f64()).unwrap_or_default()
}
