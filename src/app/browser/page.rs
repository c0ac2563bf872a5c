//! The document, its address, and what other tabs write.

use std::cell::RefCell;

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::ev;
use leptos::prelude::{document, set_timeout, window, window_event_listener};
use std::time::Duration;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlDialogElement, HtmlElement};

use super::named::{call, get};

/// What stands behind the `#`.
pub fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// The address of the page itself, without what stands behind its name.
pub fn address() -> String {
    let whole = window().location().href().unwrap_or_default();
    whole.split(['#', '?']).next().unwrap_or_default().to_owned()
}

/// Goes to an address, as a step that “back” returns from.
pub fn go(address: &str) {
    // A refused navigation leaves the reader where they are.
    let _ = window().location().set_hash(address);
}

/// Changes the address without a step in the browser's history.
pub fn replace(address: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(address));
    }
}

/// Calls back whenever the part behind the `#` changes.
pub fn on_hash_change(call: impl Fn() + 'static) {
    let _kept = window_event_listener(ev::hashchange, move |_| call());
}

/// Calls back with key and new value when another tab writes to this browser's storage.
pub fn on_storage(call: impl Fn(String, Option<String>) + 'static) {
    let _kept = window_event_listener(ev::storage, move |event| {
        if let Some(key) = event.key() {
            call(key, event.new_value());
        }
    });
}

/// Calls back for every key pressed anywhere; the answer says whether it was taken.
pub fn on_key(call: impl Fn(&ev::KeyboardEvent) -> bool + 'static) {
    let _kept = window_event_listener(ev::keydown, move |event| {
        if call(&event) {
            event.prevent_default();
        }
    });
}

/// Whether somebody is typing into a field.
pub fn is_typing() -> bool {
    document()
        .active_element()
        .is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}

/// Whether the focus is in a field of one line, where Enter means that it is done.
pub fn in_one_line() -> bool {
    document().active_element().is_some_and(|element| element.tag_name() == "INPUT")
}

/// Whether the mouse is on a button or on the head of something that can be unfolded.
pub fn is_on_button(event: &ev::MouseEvent) -> bool {
    let on = event.target().and_then(|on| on.dyn_into::<web_sys::Element>().ok());
    on.is_some_and(|on| on.closest("button, summary").ok().flatten().is_some())
}

/// Sets the title of the window.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// The title of the page as it stands over it.
pub fn title_shown() -> String {
    document().query_selector("h1").ok().flatten().and_then(|title| title.text_content()).unwrap_or_default()
}

/// Says on `<html>` that the page takes input.
pub fn set_ready() {
    if let Some(html) = document().document_element() {
        let _ = html.set_attribute("data-ready", "true");
    }
}

/// Sets or takes away an attribute of `<html>`.
pub fn set_root(name: &str, value: Option<&str>) {
    if let Some(html) = document().document_element() {
        let _ = match value {
            Some(value) => html.set_attribute(name, value),
            None => html.remove_attribute(name),
        };
    }
}

/// The value of an attribute of `<html>`.
pub fn root(name: &str) -> Option<String> {
    document().document_element()?.get_attribute(name)
}

/// The address of the page itself with a part behind its `#`.
pub fn whole_address(hash: &str) -> String {
    let href = Reflect::get(&window().location(), &"href".into()).ok().and_then(|href| href.as_string());
    let href = href.unwrap_or_default();
    let page = href.split('#').next().unwrap_or_default();
    format!("{page}{hash}")
}

/// Takes the splash away.
pub fn remove_splash() {
    if let Some(splash) = document().get_element_by_id("splash") {
        splash.remove();
    }
}

/// Where the app is mounted.
pub fn mount_point() -> Option<HtmlElement> {
    document().get_element_by_id("app").and_then(|element| element.dyn_into().ok())
}

/// Puts the focus on the first element that matches, once the page has drawn it.
pub fn focus(selector: &str) {
    let selector = selector.to_owned();
    set_timeout(
        move || {
            if let Some(element) = document().query_selector(&selector).ok().flatten() {
                let _ = element.unchecked_into::<HtmlElement>().focus();
            }
        },
        Duration::ZERO,
    );
}

/// Puts the focus into a field, behind what stands in it.
pub fn focus_end(selector: &str) {
    let selector = selector.to_owned();
    let focus = move || {
        let Some(field) = find(&selector) else { return };
        let _ = field.focus();
        let end = get(&field, "value")
            .ok()
            .and_then(|value| value.as_string())
            .map(|text| text.encode_utf16().count());
        // A choice, a tick and a number have no place for a cursor.
        let end = wasm_bindgen::JsValue::from_f64(end.unwrap_or_default() as f64);
        let _ = call(&field, "setSelectionRange", &[end.clone(), end]);
    };
    set_timeout(focus, Duration::ZERO);
}

/// Whether nothing has the focus.
pub fn is_free() -> bool {
    focused().is_none_or(|now| now.tag_name() == "BODY")
}

/// Gives the focus to the first element there, unless something else than `others` has it; at once, without scrolling.
pub fn take_back(selectors: &[&str], others: &str) {
    let is_others = || focused().is_some_and(|now| now.matches(others).unwrap_or(false));
    let element = selectors.iter().find_map(|selector| find(selector));
    if let Some(element) = element.filter(|_| is_free() || is_others()) {
        let options = JsValue::from(Object::new());
        let _ = Reflect::set(&options, &"preventScroll".into(), &JsValue::TRUE);
        let _ = call(&element, "focus", &[options]);
    }
}

/// Scrolls to the element that matches, no further than it takes to see it.
pub fn bring_into_sight(selector: &str) {
    if let Some(element) = find(selector) {
        let options = JsValue::from(Object::new());
        let _ = Reflect::set(&options, &"block".into(), &"nearest".into());
        let _ = call(&element, "scrollIntoView", &[options]);
    }
}

/// Does something when what is being done is done, and what it changes is drawn.
pub fn soon(work: impl FnOnce() + 'static) {
    set_timeout(work, Duration::ZERO);
}

/// Moves the window over the page by so many pixels.
pub fn scroll_by(down: f64) {
    let _ = call(&window(), "scrollBy", &[0.into(), down.into()]);
}

/// Presses the first button that matches.
pub fn press(selector: &str) {
    if let Some(button) = find(selector) {
        button.click();
    }
}

/// Begins a page at its top, with the focus on its title.
pub fn begin_at_title() {
    let begin = || {
        if let Some(title) = document().query_selector("h1").ok().flatten() {
            let _ = title.unchecked_into::<HtmlElement>().focus();
        }
        window().scroll_to_with_x_and_y(0.0, 0.0);
    };
    set_timeout(begin, Duration::ZERO);
}

/// The element that has the focus.
pub fn focused() -> Option<HtmlElement> {
    document().active_element().and_then(|element| element.dyn_into().ok())
}

/// Shows a dialog over the page: the rest is inert, Escape closes it, the focus stays inside.
pub fn show_modal(dialog: &HtmlDialogElement) {
    if !dialog.open() {
        let _ = dialog.show_modal();
    }
}

/// Puts the focus back on an element, unless it went somewhere else meanwhile.
pub fn give_back_focus(element: HtmlElement) {
    set_timeout(
        move || {
            if focused().is_none_or(|now| now.tag_name() == "BODY") {
                let _ = element.focus();
            }
        },
        Duration::ZERO,
    );
}

/// Closes a dialog.
pub fn close_modal(dialog: &HtmlDialogElement) {
    if dialog.open() {
        dialog.close();
    }
}

/// Reports a panic through the page's own start script, which also works when nothing else does.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|info| {
        let report = Reflect::get(&window(), &"musterPanic".into());
        if let Some(report) = report.ok().and_then(|report| report.dyn_into::<Function>().ok()) {
            let _ = report.call1(&wasm_bindgen::JsValue::NULL, &info.to_string().into());
        }
    }));
}

/// Whether the disk is known to hold nothing of this page, as its start script has asked.
pub async fn is_disk_empty() -> bool {
    let told = Reflect::get(&window(), &"musterDiskIsEmpty".into()).unwrap_or_default();
    JsFuture::from(Promise::resolve(&told)).await.is_ok_and(|told| told.is_truthy())
}

/// Prints the page.
pub fn print() {
    let _ = window().print();
}

/// Copies a text.
pub fn copy(text: &str) {
    let clipboard = window().navigator().clipboard();
    let _ = clipboard.write_text(text);
}

/// Calls back when the page is about to be left.
pub fn on_leave(call: impl Fn() + 'static) {
    let closure = Closure::<dyn Fn()>::new(call);
    let _ = window().add_event_listener_with_callback("pagehide", closure.as_ref().unchecked_ref());
    closure.forget();
}

/// Calls back at every scroll and whenever the window changes its size; the handles end it.
pub fn on_scroll(
    call: impl Fn() + Clone + 'static,
) -> [leptos::leptos_dom::helpers::WindowListenerHandle; 2] {
    let again = call.clone();
    [window_event_listener(ev::scroll, move |_| call()), window_event_listener(ev::resize, move |_| again())]
}

/// Calls back for every key pressed anywhere, for as long as the handle is kept; the answer says whether it was taken.
pub fn while_keys(
    call: impl Fn(&ev::KeyboardEvent) -> bool + 'static,
) -> leptos::leptos_dom::helpers::WindowListenerHandle {
    window_event_listener(ev::keydown, move |event| {
        if call(&event) {
            event.prevent_default();
        }
    })
}

/// How far an element begins above the window's top, in pixels, and the height of the window.
pub fn seen(element: &HtmlElement) -> (f64, f64) {
    let mut top = 0;
    let mut here = Some(element.clone());
    while let Some(element) = here {
        top += element.offset_top();
        here = element.offset_parent().and_then(|parent| parent.dyn_into().ok());
    }
    let height = window().inner_height().ok().and_then(|height| height.as_f64());
    (window().scroll_y().unwrap_or_default() - f64::from(top), height.unwrap_or(1000.0))
}

/// The height of the first element inside another that matches, with its fraction, which adds up in a long list.
pub fn height_of(element: &HtmlElement, selector: &str) -> Option<f64> {
    let found = element.query_selector(selector).ok().flatten()?;
    let place = call(&found, "getBoundingClientRect", &[]).ok()?;
    get(&place, "height").ok()?.as_f64()
}

/// Whether the element of that id has the focus, be the window in front or not.
pub fn has_focus(id: &str) -> bool {
    document().active_element().is_some_and(|active| active.id() == id)
}

/// Whether an element itself has the focus.
pub fn is_focused(element: &HtmlElement) -> bool {
    document().active_element().is_some_and(|active| active == **element)
}

/// Follows a click on a link to a footnote or back: the part behind the `#` is the page's own address, so that the
/// browser must not.
pub fn follow_note(event: &ev::MouseEvent) {
    let on = event.target().and_then(|on| on.dyn_into::<web_sys::Element>().ok());
    let link = on.and_then(|on| on.closest("a[href^='#note-'], a[href^='#mark-']").ok().flatten());
    let Some(href) = link.and_then(|link| link.get_attribute("href")) else { return };
    event.prevent_default();
    if let Some(place) = document().get_element_by_id(href.trim_start_matches('#')) {
        place.scroll_into_view();
        let place: HtmlElement = place.unchecked_into();
        if place.tab_index() < 0 {
            let _ = place.set_attribute("tabindex", "-1");
        }
        let _ = place.focus();
    }
}

/// Puts a style sheet that comes with a wing into the page, once. Where a browser has no such sheets, the page shows
/// the same less finely.
pub fn adopt_style(css: &'static str) {
    thread_local!(static ADOPTED: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) });
    let is_new = ADOPTED.with_borrow_mut(|adopted| {
        let is_new = !adopted.contains(&css);
        if is_new {
            adopted.push(css);
        }
        is_new
    });
    let adopt = || {
        let class: Function = Reflect::get(&window(), &"CSSStyleSheet".into())?.dyn_into()?;
        let sheet = Reflect::construct(&class, &Array::new())?;
        let replace: Function = Reflect::get(&sheet, &"replaceSync".into())?.dyn_into()?;
        replace.call1(&sheet, &css.into())?;
        let all = Array::from(&Reflect::get(&document(), &"adoptedStyleSheets".into())?);
        all.push(&sheet);
        Reflect::set(&document(), &"adoptedStyleSheets".into(), &all)
    };
    if is_new {
        let _: Result<bool, wasm_bindgen::JsValue> = adopt();
    }
}

/// Brings the first element that matches into sight, once the page that it is in has been drawn.
pub fn reveal(selector: &'static str) {
    let reveal = move || {
        if let Some(element) = find(selector) {
            element.scroll_into_view();
        }
    };
    set_timeout(reveal, Duration::from_millis(300));
}

/// Calls back whenever somebody touches the page: by key, mouse, finger or wheel.
pub fn on_touch(call: impl Fn() + Clone + 'static) {
    for event in ["keydown", "pointerdown", "pointermove", "wheel"] {
        let call = call.clone();
        let closure = Closure::<dyn Fn()>::new(call);
        let _ = window().add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
        closure.forget();
    }
}

/// Calls back again and again for as long as the page is there.
pub fn every(pause: Duration, call: impl Fn() + 'static) {
    // Without a clock there is nobody to call back.
    let _ = leptos::prelude::set_interval_with_handle(call, pause);
}

/// The first element that matches.
pub fn find(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok().flatten().and_then(|element| element.dyn_into().ok())
}
