//! The browser's two stores of texts: local storage, which stays, and session storage, which goes with the tab.

use std::cell::Cell;
use std::rc::Rc;

use gloo_storage::{LocalStorage, SessionStorage, Storage as _};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Storage;

use super::sentence;
use crate::journal::{MemoryStore, Store, StoreError};
use crate::words::text::areas::browser as text;

/// A store that the journal can use.
pub type Shelf = Rc<dyn Store>;

/// Hears of a key and of the line that stands there now.
pub type Ear = fn(&str, Option<&str>);

thread_local! {
    static EAR: Cell<Ear> = const { Cell::new(|_, _| ()) };
}

/// From now on, tells of everything that this tab writes to what stays.
pub fn listen(ear: Ear) {
    EAR.set(ear);
}

/// What stays in this browser; where it is blocked, memory and the reason.
pub fn lasting() -> (Shelf, Option<String>) {
    // gloo-storage throws where the browser blocks storage: ask first.
    let (store, memory) = match window().local_storage() {
        Ok(Some(_)) => tried(Browser(LocalStorage::raw())),
        Ok(None) => memory(text::NO_STORAGE.said().to_owned()),
        Err(error) => memory(sentence(&error)),
    };
    (Rc::new(Told(store)), memory)
}

/// What goes with the tab.
pub fn passing() -> (Shelf, Option<String>) {
    match window().session_storage() {
        Ok(Some(_)) => tried(Browser(SessionStorage::raw())),
        Ok(None) => memory(text::NO_TAB_STORAGE.said().to_owned()),
        Err(error) => memory(sentence(&error)),
    }
}

/// Some browsers offer a storage and refuse every value. A full one is still the one to use.
fn tried(store: Browser) -> (Shelf, Option<String>) {
    let trial = store.set("muster-trial", "1").and_then(|()| store.remove("muster-trial"));
    match trial {
        Ok(()) | Err(StoreError::Full) => (Rc::new(store), None),
        Err(error) => memory(error.to_string()),
    }
}

fn memory(reason: String) -> (Shelf, Option<String>) {
    (Rc::new(MemoryStore::new()), Some(reason))
}

/// A store that tells of what is written to it.
struct Told(Shelf);

impl Store for Told {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.0.get(key)
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        self.0.set(key, value)?;
        EAR.get()(key, Some(value));
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.0.remove(key)?;
        EAR.get()(key, None);
        Ok(())
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        self.0.keys()
    }
}

/// One of the browser's storages.
struct Browser(Storage);

impl Store for Browser {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.0.get_item(key).map_err(|error| failed(&error))
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        self.0.set_item(key, value).map_err(|error| failed(&error))
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.0.remove_item(key).map_err(|error| failed(&error))
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        // Not by number: another tab may write between two calls, which moves the numbers.
        let store: &js_sys::Object = self.0.unchecked_ref();
        Ok(js_sys::Object::keys(store).iter().filter_map(|key| key.as_string()).collect())
    }
}

fn failed(error: &JsValue) -> StoreError {
    let name = js_sys::Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string());
    match name.as_deref() {
        Some("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED") => StoreError::Full,
        Some("SecurityError") => StoreError::Blocked(sentence(error)),
        _ => StoreError::Failed(sentence(error)),
    }
}
