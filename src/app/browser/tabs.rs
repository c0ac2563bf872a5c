//! What the tabs of one browser tell each other. Nothing of it is kept, and any of it may be lost.

use js_sys::{Array, Function, Reflect};
use leptos::prelude::window;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::named::{call, get, set};

const CHANNEL: &str = "muster-tabs";

/// The way to the other tabs.
pub struct Tabs(JsValue);

impl Tabs {
    /// Calls back with what another tab tells; none where the browser has no such way.
    pub fn listen(hear: impl Fn(&str) + 'static) -> Option<Self> {
        let class: Function = get(&window(), "BroadcastChannel").ok()?.dyn_into().ok()?;
        let channel = Reflect::construct(&class, &Array::of1(&CHANNEL.into())).ok()?;
        let closure = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
            if let Some(told) = get(&event, "data").ok().and_then(|told| told.as_string()) {
                hear(&told);
            }
        });
        set(&channel, "onmessage", closure.as_ref()).ok()?;
        closure.forget();
        Some(Tabs(channel))
    }

    /// Tells the others.
    pub fn tell(&self, what: &str) {
        // A tab that hears nothing is left to its own clock.
        let _ = call(&self.0, "postMessage", &[what.into()]);
    }
}
