//! The service worker: keeps the page for when its server cannot be reached.
//!
//! By names alone, as all that only a wing uses.

use js_sys::Array;
use leptos::prelude::{document, window};
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

use super::named::{call, get, set, wait};
use super::sentence;
use crate::words::text::areas::browser as text;

const SCRIPT: &str = "./sw.js";

/// What begins the names of its caches, before the address of the folder.
const OURS: &str = "muster ";

fn container() -> Result<JsValue, JsValue> {
    let container = get(&window().navigator(), "serviceWorker")?;
    if container.is_object() { Ok(container) } else { Err(text::NO_SERVICE_WORKERS.said().into()) }
}

fn address(part: &str) -> String {
    let part = get(&window(), "location").and_then(|location| get(&location, part));
    part.ok().and_then(|part| part.as_string()).unwrap_or_default()
}

/// The address of the folder in which the page lies.
fn folder() -> String {
    let page = address("origin") + &address("pathname");
    page.rsplit_once('/').map_or_else(String::new, |(folder, _)| format!("{folder}/"))
}

/// Whether the page could be kept by one: not from disk, and not where the browser has none.
pub fn is_possible() -> bool {
    address("protocol").starts_with("http") && container().is_ok()
}

/// Whether the address switches it off.
pub fn is_switched_off() -> bool {
    address("search")
        .trim_start_matches('?')
        .split('&')
        .any(|part| part == "nosw" || part.starts_with("nosw="))
}

/// The registration of the worker in the browser.
#[derive(Clone)]
pub struct Worker(JsValue);

/// Where the workers of a registration stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// One is being put in place.
    pub is_coming: bool,
    /// A newer one waits until it is asked for.
    pub is_waiting: bool,
    /// One keeps the page.
    pub is_here: bool,
}

impl Worker {
    /// Puts the worker in place, or finds it there.
    ///
    /// # Errors
    /// What the browser says.
    pub async fn register() -> Result<Self, String> {
        let begun = async {
            let options = JsValue::from(js_sys::Object::new());
            set(&options, "updateViaCache", &"none".into())?;
            wait(&container()?, "register", &[SCRIPT.into(), options]).await
        };
        begun.await.map(Worker).map_err(|error| sentence(&error))
    }

    /// Where its workers stand.
    pub fn standing(&self) -> Standing {
        let has = |name| get(&self.0, name).is_ok_and(|worker| worker.is_object());
        Standing { is_coming: has("installing"), is_waiting: has("waiting"), is_here: has("active") }
    }

    /// Calls back whenever one of its workers moves on.
    pub fn on_change(&self, call_back: impl Fn() + Clone + 'static) {
        let registration = self.0.clone();
        let changed = Closure::<dyn Fn()>::new(call_back.clone());
        let changed = changed.into_js_value();
        let watch = move || {
            for which in ["installing", "waiting", "active"] {
                // Where there is none, there is nothing to follow.
                let worker = get(&registration, which).unwrap_or_default();
                let _ = worker.is_object().then(|| set(&worker, "onstatechange", &changed));
            }
            call_back();
        };
        watch();
        let found = Closure::<dyn Fn()>::new(watch);
        let _ = set(&self.0, "onupdatefound", found.as_ref());
        found.forget();
    }

    /// Asks the server whether it has a newer one.
    ///
    /// # Errors
    /// What the browser says, for one that the server cannot be reached.
    pub async fn look(&self) -> Result<(), String> {
        wait(&self.0, "update", &[]).await.map(drop).map_err(|error| sentence(&error))
    }

    /// Tells one of its workers, by its name in the registration, a word; whether there is one.
    pub fn tell(&self, which: &str, word: &str) -> bool {
        get(&self.0, which).is_ok_and(|worker| call(&worker, "postMessage", &[word.into()]).is_ok())
    }
}

/// Calls back with what workers tell the page.
pub fn on_message(hear: impl Fn(&str) + 'static) {
    let closure = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
        if let Some(told) = get(&event, "data").ok().and_then(|told| told.as_string()) {
            hear(&told);
        }
    });
    let _ = container().and_then(|container| set(&container, "onmessage", closure.as_ref()));
    closure.forget();
}

/// Calls back when another worker than before answers for the page; never for the first.
pub fn on_other(call_back: impl Fn() + 'static) {
    let Ok(container) = container() else { return };
    let controls = {
        let container = container.clone();
        move || get(&container, "controller").is_ok_and(|controller| controller.is_object())
    };
    let before = std::cell::Cell::new(controls());
    let closure = Closure::<dyn Fn()>::new(move || {
        if before.replace(controls()) {
            call_back();
        }
    });
    let _ = set(&container, "oncontrollerchange", closure.as_ref());
    closure.forget();
}

/// Takes the worker of this folder and all that it keeps away.
pub async fn remove() {
    let gone = async {
        let registration = wait(&container()?, "getRegistration", &[]).await?;
        let scope = get(&registration, "scope").unwrap_or_default();
        let folder = folder();
        // A worker of a folder above is another page's.
        if scope.as_string().as_ref() == Some(&folder) {
            wait(&registration, "unregister", &[]).await?;
        }
        let caches = get(&window(), "caches")?;
        let begin = format!("{OURS}{folder} ");
        let names = Array::from(&wait(&caches, "keys", &[]).await?);
        for name in names.iter().filter(|name| name.as_string().is_some_and(|name| name.starts_with(&begin)))
        {
            wait(&caches, "delete", &[name]).await?;
        }
        Ok::<(), JsValue>(())
    };
    // What a browser does not let go it does not use either, since nothing asks for it here.
    let _ = gone.await;
}

/// Names in the page what a browser needs to install it. Nothing of it is a part of the first load.
pub fn name_manifest() {
    for (rel, href) in
        [("manifest", "manifest.webmanifest"), ("apple-touch-icon", "icons/muster-maskable-512.png")]
    {
        let link = document().create_element("link");
        let (Ok(link), Ok(Some(head))) = (link, document().query_selector("head")) else { return };
        let _ = link.set_attribute("rel", rel).and_then(|()| link.set_attribute("href", href));
        let _ = call(&head, "append", &[link.into()]);
    }
}

/// Whether a field of the page, outside of windows, has something in it that is kept nowhere.
pub fn has_typed() -> bool {
    const FIELDS: &str = "textarea, input:is([type=text], [type=password], [type=number], :not([type]))";
    // Where that cannot be told, nothing is risked.
    let Ok(found) = call(&document(), "querySelectorAll", &[FIELDS.into()]) else { return true };
    let value = |field: JsValue| get(&field, "value").ok().and_then(|value| value.as_string());
    Array::from(&found).iter().any(|field| value(field).is_some_and(|value| !value.is_empty()))
}

/// Loads the page anew.
pub fn reload() {
    let _ = get(&window(), "location").and_then(|location| call(&location, "reload", &[]));
}
