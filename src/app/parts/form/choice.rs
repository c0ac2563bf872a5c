//! Fields with fixed answers: one word of a list, an area of the register, yes or no.

use leptos::prelude::*;
use serde_json::Value;

use super::field::{about_id, framed, invalid};
use super::target::Target;
use crate::app::desk::{Desk, desk};
use crate::register::{Collection, RecordKey};
use crate::words::labels;
use crate::words::text::areas::forms as text;

/// One of a fixed list of words, or none.
#[component]
pub fn ChoiceField(
    /// Where it writes.
    target: Target,
    /// The path of the leaf.
    #[prop(into)]
    path: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// What helps to fill it in.
    #[prop(optional)]
    hint: &'static str,
    /// The words in the file.
    words: &'static [&'static str],
) -> AnyView {
    let options = move || labelled(words);
    select(target, path, label, hint, Signal::derive(options))
}

/// One of the areas of the register, or none.
#[component]
pub fn AreaField(
    /// Where it writes.
    target: Target,
    /// The path of the leaf.
    #[prop(into)]
    path: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// What helps to fill it in.
    #[prop(optional)]
    hint: &'static str,
) -> AnyView {
    let desk = desk();
    let options = move || areas(&desk);
    let hint = if hint.is_empty() { text::AREAS_HINT.said() } else { hint };
    select(target, path, label, hint, Signal::derive(options))
}

/// The areas of the register, each with its name; tracked.
pub(super) fn areas(desk: &Desk) -> Vec<(String, String)> {
    desk.read_in(&[Collection::Register], |register| {
        let own = register.coalition.get(&RecordKey::own().id);
        let areas = own.into_iter().flat_map(|own| own.areas.live());
        areas
            .map(|(id, area)| (id.to_string(), area.name.clone().unwrap_or_else(|| id.to_string())))
            .collect()
    })
}

/// The words of a list with their labels.
pub(super) fn labelled(words: &[&str]) -> Vec<(String, String)> {
    words.iter().map(|word| ((*word).to_owned(), labels::choice_label(word).to_owned())).collect()
}

/// A select over words with their labels, and none.
pub fn select(
    target: Target,
    path: String,
    label: String,
    hint: &'static str,
    options: Signal<Vec<(String, String)>>,
) -> AnyView {
    let id = target.dom_id(&path);
    let value = target.value(&path);
    let chosen =
        move || value.with(|value| value.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned());
    let at = StoredValue::new(path.clone());
    let choose = move |word: String| {
        let value = (!word.is_empty()).then(|| Value::from(word));
        at.with_value(|path| target.commit(path, Ok(value)));
    };
    let about = about_id(&id);
    let control = view! {
        <select id=id aria-describedby=about aria-invalid=invalid(target, &path) prop:value=chosen
            on:change=move |event| choose(event_target_value(&event))>
            <option value="" selected=move || chosen().is_empty()>"–"</option>
            {move || options.get().into_iter().map(|(word, label)| {
                let own = word.clone();
                view! { <option value=word selected=move || chosen() == own>{label}</option> }
            }).collect_view()}
            // What is on record and not in the list is still shown.
            {move || {
                let word = chosen();
                let unknown = !word.is_empty() && options.with(|options| options.iter().all(|(other, _)| *other != word));
                unknown.then(|| view! { <option value=word.clone() selected=true>{word.clone()}</option> })
            }}
        </select>
    }
    .into_any();
    framed(target, &path, label, hint, control, ().into_any())
}

/// Yes or no.
#[component]
pub fn FlagField(
    /// Where it writes.
    target: Target,
    /// The path of the leaf.
    #[prop(into)]
    path: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// What helps to fill it in.
    #[prop(optional)]
    hint: &'static str,
    /// What holds while nothing is said.
    #[prop(optional, into)]
    absent: Signal<bool>,
) -> AnyView {
    let id = target.dom_id(&path);
    let value = target.value(&path);
    let ticked =
        move || value.with(|value| value.as_ref().and_then(Value::as_bool)).unwrap_or_else(|| absent.get());
    let at = StoredValue::new(path.clone());
    let about = about_id(&id);
    let fault = move || at.with_value(|path| target.fault(path));
    view! {
        <div class="field tick">
            <input type="checkbox" id=id.clone() aria-describedby=about.clone() prop:checked=ticked
                on:change=move |event| {
                    let value = Value::Bool(event_target_checked(&event));
                    at.with_value(|path| target.commit(path, Ok(Some(value))));
                } />
            <label for=id>{label}</label>
            <div class="about" id=about>
                {(!hint.is_empty()).then(|| view! { <small class="hint">{hint}</small> })}
                {move || fault().map(|fault| view! { <p class="error">{fault}</p> })}
            </div>
        </div>
    }
    .into_any()
}
