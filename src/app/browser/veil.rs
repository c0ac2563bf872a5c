//! Hides amounts on the screen: whatever draws them, their text is replaced before it is painted.
//!
//! What the program holds, writes and gives out never passes through here, so that nothing hidden can be saved.

use js_sys::{Array, Function, Object, Reflect};
use leptos::prelude::document;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::named::{call, get, set};
use super::page;
use crate::words::veiled;

/// Said on `<html>` once nothing that should be hidden can be seen.
const DRAWN: &str = "data-veiled";
/// Where every number is an amount, be it short and without a currency.
const AMOUNTS: &str = "td.n, [data-amount]:not([data-figure=members])";
/// What is read as it stands, by the program or by the browser.
const CODE: &str = "script, style, textarea";
/// A filter of text nodes.
const TEXTS: u32 = 4;

/// The veil, drawn or lifted.
pub struct Veil {
    observer: JsValue,
    /// What stood in each text.
    texts: JsValue,
}

impl Veil {
    /// A veil that is lifted; none where the browser cannot follow what the page draws.
    pub fn new() -> Option<Self> {
        let texts = made("WeakMap", &Array::new())?;
        let known = texts.clone();
        let hide = Closure::<dyn FnMut(JsValue)>::new(move |changed: JsValue| {
            for change in Array::from(&changed).iter() {
                hide_what_changed(&known, &change);
            }
            hide_fields();
        });
        let observer = made("MutationObserver", &Array::of1(hide.as_ref()))?;
        hide.forget();
        let typed = Closure::<dyn FnMut()>::new(|| {
            if page::root(DRAWN).is_some() {
                hide_fields();
            }
        });
        for event in ["input", "focusin"] {
            let _ = document().add_event_listener_with_callback(event, typed.as_ref().unchecked_ref());
        }
        typed.forget();
        Some(Veil { observer, texts })
    }

    /// Hides what is there, and from now on what comes.
    pub fn draw(&self) {
        let all = Object::new();
        for name in ["childList", "characterData", "subtree"] {
            let _ = set(&all, name, &true.into());
        }
        let Some(root) = document().document_element() else { return };
        if call(&self.observer, "observe", &[root.clone().into(), all.into()]).is_ok() {
            hide_in(&self.texts, &root.into());
            page::set_root(DRAWN, Some("true"));
            hide_fields();
        }
    }

    /// Shows all again.
    pub fn lift(&self) {
        let _ = call(&self.observer, "disconnect", &[]);
        page::set_root(DRAWN, None);
        hide_fields();
        let Some(root) = document().document_element() else { return };
        each_text(&root.into(), |node, text| {
            let before = call(&self.texts, "get", std::slice::from_ref(node)).ok()?.as_string()?;
            // What was drawn since then stands as it is.
            (shown(node, &before)? == text).then_some(before)
        });
    }
}

/// A new object of a class of the browser.
fn made(class: &str, arguments: &Array) -> Option<JsValue> {
    let class: Function = get(&js_sys::global(), class).ok()?.dyn_into().ok()?;
    Reflect::construct(&class, arguments).ok()
}

fn hide_what_changed(texts: &JsValue, change: &JsValue) {
    let part = |name: &str| get(change, name).unwrap_or_default();
    if part("type") == "characterData" {
        hide_in(texts, &part("target"));
    }
    for added in Array::from(&part("addedNodes")).iter() {
        hide_in(texts, &added);
    }
}

/// Hides the amounts in all texts of a node.
fn hide_in(texts: &JsValue, node: &JsValue) {
    each_text(node, |node, text| {
        let hidden = shown(node, text)?;
        call(texts, "set", &[node.clone(), text.into()]).ok()?;
        Some(hidden)
    });
}

/// A text as others may see it, where that is not as it stands.
fn shown(node: &JsValue, text: &str) -> Option<String> {
    if !text.contains(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let parent = get(node, "parentElement").ok().filter(JsValue::is_object)?;
    let within =
        |selector: &str| call(&parent, "closest", &[selector.into()]).is_ok_and(|found| found.is_object());
    if within(CODE) { None } else { veiled(text, within(AMOUNTS)) }
}

/// Goes over the texts of a node, itself included, and puts another in its place where there is one.
fn each_text(node: &JsValue, other: impl Fn(&JsValue, &str) -> Option<String>) {
    let change = |node: &JsValue| {
        let text = get(node, "nodeValue").ok().and_then(|text| text.as_string());
        if let Some(other) = text.and_then(|text| other(node, &text)) {
            let _ = set(node, "nodeValue", &other.into());
        }
    };
    change(node);
    let Ok(walker) = call(&document(), "createTreeWalker", &[node.clone(), TEXTS.into()]) else { return };
    while let Ok(node) = call(&walker, "nextNode", &[])
        && node.is_object()
    {
        change(&node);
    }
}

/// Marks the fields in which an amount stands: their look hides it, and what stands in them stays.
fn hide_fields() {
    let is_drawn = page::root(DRAWN).is_some();
    let Ok(fields) = call(&document(), "querySelectorAll", &["input, textarea".into()]) else { return };
    for field in Array::from(&fields).iter() {
        let text = get(&field, "value").ok().and_then(|text| text.as_string()).unwrap_or_default();
        let is_sum = get(&field, "inputMode").is_ok_and(|mode| mode == "decimal");
        let hides = is_drawn && veiled(&text, is_sum).is_some();
        let _ = call(&field, "toggleAttribute", &["data-veil".into(), hides.into()]);
    }
}
