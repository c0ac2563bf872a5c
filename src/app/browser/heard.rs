//! What happens anywhere in the page, heard before those who listen at the window.

use leptos::prelude::document;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Event, KeyboardEvent};

use super::named::call;

/// Somebody who listens, until this is dropped.
pub struct Heard {
    name: &'static str,
    listener: Closure<dyn FnMut(Event)>,
}

impl Heard {
    /// Calls back for every key; one that was taken is heard by nobody else.
    pub fn keys(mut hear: impl FnMut(&KeyboardEvent) -> bool + 'static) -> Self {
        Heard::of("keydown", move |event| {
            if event.dyn_ref().is_some_and(&mut hear) {
                event.prevent_default();
                event.stop_propagation();
            }
        })
    }

    /// Calls back for every event of a name, such as `mousedown`.
    pub fn of(name: &'static str, mut hear: impl FnMut(&Event) + 'static) -> Self {
        let heard = Heard { name, listener: Closure::new(move |event| hear(&event)) };
        heard.tell("addEventListener");
        heard
    }

    fn tell(&self, method: &str) {
        let listener: &JsValue = self.listener.as_ref().unchecked_ref();
        // A page that refuses this works, and a key that is faster than the focus is lost.
        let _ = call(&document(), method, &[self.name.into(), listener.clone()]);
    }
}

impl Drop for Heard {
    fn drop(&mut self) {
        self.tell("removeEventListener");
    }
}
