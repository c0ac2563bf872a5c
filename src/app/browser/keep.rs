//! What the browser says about what it keeps: for how long, how much, and for how many tabs.

use js_sys::Array;
use leptos::prelude::window;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::named::{call, get, set, wait};

/// The lock that every tab of this page holds, together with the others.
const TAB: &str = "muster-tab";

fn part(name: &str) -> Result<JsValue, JsValue> {
    get(&window().navigator(), name)
}

/// Whether the browser keeps what is here when it needs room; none where it does not say.
pub async fn is_lasting() -> Option<bool> {
    wait(&part("storage").ok()?, "persisted", &[]).await.ok()?.as_bool()
}

/// Asks the browser to keep what is here when it needs room; some browsers ask the person.
pub async fn ask_to_last() -> Option<bool> {
    wait(&part("storage").ok()?, "persist", &[]).await.ok()?.as_bool()
}

/// How many bytes the page uses on the disk, and how many it may; browsers round both.
pub async fn estimate() -> Option<(f64, f64)> {
    let told = wait(&part("storage").ok()?, "estimate", &[]).await.ok()?;
    let number = |name| get(&told, name).ok()?.as_f64();
    Some((number("usage")?, number("quota")?))
}

/// Holds a lock together with all other tabs until this one is closed, so that they can be counted.
pub fn be_counted() {
    let counted = || {
        let options = JsValue::from(js_sys::Object::new());
        set(&options, "mode", &"shared".into())?;
        // A race without runners never ends.
        let promise = get(&window(), "Promise")?;
        let forever = call(&get(&promise, "race")?, "bind", &[promise, Array::new().into()])?;
        call(&part("locks")?, "request", &[TAB.into(), options, forever])
    };
    // Where there are no locks, tabs are not counted.
    let _: Result<JsValue, JsValue> = counted();
}

/// How many tabs have this page open; none where the browser does not say.
pub async fn tabs() -> Option<usize> {
    let told = wait(&part("locks").ok()?, "query", &[]).await.ok()?;
    let held: Array = get(&told, "held").ok()?.dyn_into().ok()?;
    let is_ours =
        |lock: &JsValue| get(lock, "name").is_ok_and(|name| name.as_string().as_deref() == Some(TAB));
    Some(held.iter().filter(is_ours).count())
}

/// Calls back once, at the next press of a key or a button.
pub fn on_gesture(call_back: impl Fn() + Clone + 'static) {
    for event in ["pointerup", "keyup"] {
        let closure = Closure::<dyn Fn()>::new(call_back.clone());
        let options = JsValue::from(js_sys::Object::new());
        let _ = set(&options, "once", &true.into());
        let _ = set(&options, "capture", &true.into());
        let _ = call(&window(), "addEventListener", &[event.into(), closure.as_ref().clone(), options]);
        closure.forget();
    }
}

/// The text of the page itself as its server gives it now.
pub async fn page_now() -> Option<String> {
    let options = JsValue::from(js_sys::Object::new());
    set(&options, "cache", &"no-store".into()).ok()?;
    let response = wait(&window(), "fetch", &["./".into(), options]).await.ok()?;
    if get(&response, "ok").ok()?.as_bool() != Some(true) {
        return None;
    }
    wait(&response, "text", &[]).await.ok()?.as_string()
}

/// Whether the engine is WebKit, which counts what it keeps by a rule of its own.
pub fn is_webkit() -> bool {
    let vendor = part("vendor").ok().and_then(|vendor| vendor.as_string());
    vendor.is_some_and(|vendor| vendor.starts_with("Apple"))
}
