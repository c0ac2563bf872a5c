//! Lines of a record: entries, attendance, items, sources, whatever the shape says, and lines inside lines.

use leptos::ev;
use leptos::prelude::*;
use serde_json::{Map, Value};

use super::fields::{OpenAt, first_of_line, more, some};
use super::order::moved;
use super::reading::ReadingFields;
use super::target::Target;
use super::tree;
use crate::app::browser::page;
use crate::app::desk::desk;
use crate::app::locale;
use crate::app::parts::records::add_line;
use crate::app::parts::{say, titles};
use crate::register::{Collection, Each, Id, Shape, join};
use crate::said;
use crate::words::labels;
use crate::words::text::Text;
use crate::words::text::areas::{common, forms as text};

/// The lines, one row each, and a button that adds one.
#[component]
pub fn LinesField(
    /// Where it writes.
    target: Target,
    /// The path of the lines.
    #[prop(into)]
    path: String,
    /// What they are called together.
    #[prop(into)]
    label: String,
    /// What helps to fill them in.
    #[prop(optional)]
    hint: &'static str,
    /// Their fields.
    shape: &'static Shape,
    /// A line that is shown elsewhere.
    #[prop(optional, into)]
    but: Option<String>,
) -> AnyView {
    let open = RwSignal::new(Each::<String>::new());
    let at = StoredValue::new((path.clone(), but));
    let lines = Memo::new(move |_| {
        at.with_value(|(path, but)| {
            let lines = target.lines(path).into_iter();
            let shown = lines.filter(|(id, _)| but.as_deref() != Some(id.as_str()));
            shown
                .map(|(id, line)| (id, Some(tree::order(&line)).filter(|key| !key.is_empty())))
                .collect::<Vec<_>>()
        })
    });
    for (id, _) in lines.get_untracked() {
        let line = join(&path, id.as_str());
        if OpenAt::leads_through(&line) || untrack(|| target.is_fresh(&line)) {
            open.update(|open| {
                open.insert(line);
            });
        }
    }
    let add = move |_| {
        let line = at.with_value(|(path, _)| target.begin_line(path));
        let first = first_of_line(shape).first().map(|name| target.dom_id(&join(&line, name)));
        open.update(|open| {
            open.insert(line);
        });
        if let Some(first) = first {
            page::focus(&format!("#{first}"));
        }
    };
    view! {
        <fieldset class="lines">
            <legend>{label}</legend>
            {(!hint.is_empty()).then(|| view! { <small class="hint">{hint}</small> })}
            <ol>
                <For each=move || lines.get() key=|(id, _)| id.clone() let((id, _key))>
                    <Line target path=at.with_value(|(path, _)| path.clone()) id shape lines open />
                </For>
            </ol>
            <button type="button" class="small" on:click=add>{add_line(shape.name).said()}</button>
        </fieldset>
    }
    .into_any()
}

/// One line: what it says, or its fields.
#[component]
fn Line(
    target: Target,
    path: String,
    id: Id,
    shape: &'static Shape,
    lines: Memo<Vec<(Id, Option<String>)>>,
    open: RwSignal<Each<String>>,
) -> AnyView {
    let line = StoredValue::new(join(&path, id.as_str()));
    let here = move || line.get_value();
    let is_open = Memo::new(move |_| line.with_value(|line| open.with(|open| open.contains(line))));
    let fault = move || line.with_value(|line| target.fault(line));
    // An open line is put in before the form is saved.
    let finish = move || match target.finish_line(&here()) {
        Ok(()) => true,
        Err(reason) => {
            target.set_fault(&here(), Some(reason));
            false
        }
    };
    target.guard(&here(), Callback::new(move |()| finish()));
    let close = move || {
        if target.settle(&here()) {
            open.update(|open| {
                open.remove(&here());
            });
        }
    };
    view! {
        <li class="line">
            {move || if is_open.get() {
                view! { <Opened target line=here() shape close=Callback::new(move |()| close()) /> }.into_any()
            } else {
                view! { <Closed target path=path.clone() id=id.clone() shape lines open /> }.into_any()
            }}
            {move || fault().map(|fault| view! { <p class="error">{fault}</p> })}
        </li>
    }
    .into_any()
}

/// The fields of a line.
#[component]
fn Opened(target: Target, line: String, shape: &'static Shape, close: Callback<()>) -> AnyView {
    // Enter finishes the line, not the whole form.
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" && !event.default_prevented() && page::in_one_line() {
            event.prevent_default();
            event.stop_propagation();
            close.run(());
        }
    };
    let first = first_of_line(shape);
    let fields = if shape.name == "Reading" {
        view! { <ReadingFields target line=line.clone() /> }.into_any()
    } else {
        view! {
            {some(target, shape, &line, &first)}
            {more(target, shape, &line, &first)}
        }
        .into_any()
    };
    let drop = move |_| {
        if let Err(reason) = target.remove_line(&line) {
            target.set_fault(&line, Some(reason));
        }
    };
    view! {
        <fieldset class="open-line" on:keydown=on_key>
            <legend>{say::capital(labels::shape_label(shape.name))}</legend>
            {fields}
            <p class="row">
                <button type="button" on:click=move |_| close.run(())>{common::DONE.said()}</button>
                <button type="button" class="bare" on:click=drop>{common::REMOVE.said()}</button>
            </p>
        </fieldset>
    }
    .into_any()
}

/// What a line says, and what can be done with it.
#[component]
fn Closed(
    target: Target,
    path: String,
    id: Id,
    shape: &'static Shape,
    lines: Memo<Vec<(Id, Option<String>)>>,
    open: RwSignal<Each<String>>,
) -> AnyView {
    let desk = desk();
    let at = StoredValue::new((path.clone(), join(&path, id.as_str()), id));
    let said = Memo::new(move |_| {
        let mut json = at.with_value(|(_, line, _)| target.json(line));
        name_brought(target, &mut json);
        let text = desk.read(|register| titles::summary(shape, &json, register, &*locale()));
        if text.is_empty() { said!(text::NOTHING_FILLED_IN) } else { text }
    });
    let place = move || {
        lines.with(|lines| at.with_value(|(_, _, id)| lines.iter().position(|(other, _)| other == id)))
    };
    let note =
        move |result: Result<(), String>| at.with_value(|(_, line, _)| target.set_fault(line, result.err()));
    let to = move |up: bool| {
        let from = untrack(place).unwrap_or_default();
        let to = if up { from.checked_sub(1) } else { from.checked_add(1) };
        let Some(to) = to else { return };
        let keys = lines.with_untracked(|lines| moved(lines, from, to)).into_iter();
        let leaf = |id: Id| at.with_value(|(path, _, _)| join(path, &join(id.as_str(), "order")));
        note(target.set_all(keys.map(|(id, key)| (leaf(id), key.into())).collect()));
    };
    let named = move |what: Text| move || format!("{}: {}", what.said(), said.get());
    view! {
        <span class="said">{said}</span>
        <span class="row">
            <button type="button" class="small" aria-label=named(common::EDIT) on:click=move |_| {
                open.update(|open| {
                    open.insert(at.with_value(|(_, line, _)| line.clone()));
                });
            }>{common::EDIT.said()}</button>
            <button type="button" class="small" aria-label=named(text::MOVE_UP) disabled=move || place() == Some(0)
                on:click=move |_| to(true)>"↑"</button>
            <button type="button" class="small" aria-label=named(text::MOVE_DOWN)
                disabled=move || place().is_some_and(|at| lines.with(Vec::len) <= at.saturating_add(1))
                on:click=move |_| to(false)>"↓"</button>
            <button type="button" class="small" aria-label=named(common::REMOVE)
                on:click=move |_| note(at.with_value(|(_, line, _)| target.remove_line(line)))>{common::REMOVE.said()}</button>
        </span>
    }
    .into_any()
}

/// Puts names in the place of ids of records that are about to come into being, for a summary.
fn name_brought(target: Target, json: &mut Map<String, Value>) {
    let names = [Collection::Parties, Collection::Sources]
        .into_iter()
        .flat_map(|collection| target.brought(collection));
    let names: Vec<_> = names
        .filter_map(|(key, fields)| {
            let name = ["name", "publisher"].into_iter().find_map(|name| fields.get(name)).cloned();
            Some((key.id.to_string(), name?))
        })
        .collect();
    if !names.is_empty() {
        replace(json, &names);
    }
}

fn replace(json: &mut Map<String, Value>, names: &[(String, Value)]) {
    for value in json.values_mut() {
        if let Value::Object(below) = value {
            replace(below, names);
        } else if let Some((_, name)) = names.iter().find(|(id, _)| value.as_str() == Some(id)) {
            *value = name.clone();
        }
    }
}
