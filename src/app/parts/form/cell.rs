//! The editor of one cell of a list: the field of its leaf. It writes when the cell is kept, as one step, and not before.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use serde_json::{Map, Value};

use super::field::of_kind;
use super::new::missing;
use super::target::Target;
use super::tree;
use crate::app::browser::{page, pointer};
use crate::app::desk::{Desk, desk};
use crate::app::locale;
use crate::app::parts::cell::{Begins, CellEdit, Step};
use crate::app::parts::titles;
use crate::exchange::block::{Leaf, SetTo};
use crate::register::{Collection, Draft, Kind, RecordKey};
use crate::said;
use crate::words::text::areas::{cells as text, common, forms};

/// The field of a cell, in the cell.
#[component]
pub fn CellEditor(
    /// Which one.
    edit: CellEdit,
) -> AnyView {
    let desk = desk();
    let Leaf { key, path, kind } = edit.leaf.clone();
    // What it is composed in is a record of its own until the cell is kept.
    let target = Target::local(key.collection, desk.look(|register| register.json(&key)));
    match edit.begins {
        Begins::AsItIs | Begins::Typed => target.set_typed(&path, edit.typed.get_untracked()),
        Begins::Emptied => drop(target.set(&path, None)),
    }
    let at = StoredValue::new(edit.clone());
    let keep = move |step: Step| {
        let done = at.with_value(|edit| edit.done);
        match at.with_value(|edit| write(&desk, target, edit)) {
            Ok(()) => done.run(Some(step)),
            Err(reason) => at.with_value(|edit| target.set_fault(&edit.leaf.path, Some(reason))),
        }
    };
    let own = path.clone();
    Effect::new(move |_| {
        let more = edit.more.get();
        if !more.is_empty() {
            edit.more.set(String::new());
            let typed = untrack(|| target.typed(&own)).unwrap_or_default();
            target.set_typed(&own, Some(typed + &more));
        }
    });
    let field_id = format!("#{}", target.dom_id(&path));
    let own = path.clone();
    Effect::new(move |before: Option<()>| {
        let typed = target.typed(&own);
        if before.is_some() {
            edit.typed.try_set(typed);
        }
    });
    Effect::new(move |_| {
        if let Some(step) = edit.asked.get() {
            edit.asked.set(None);
            keep(step);
        }
    });
    let at_fault = path.clone();
    let on_key = move |event: KeyboardEvent| {
        // The keys of the list, and of the page, mean nothing in a field.
        event.stop_propagation();
        let on_button = page::focused().is_some_and(|focused| focused.tag_name() == "BUTTON");
        match event.key().as_str() {
            "Escape" => edit.done.run(None),
            "Enter" if on_button || pointer::is_held(&event, "isComposing") => return,
            "Enter" if event.shift_key() && matches!(kind, Kind::Prose) => return,
            "Enter" => keep(Step::Down),
            // A place has several fields, and where something is wrong it goes on to what is offered for it.
            "Tab" if on_button || kind == Kind::Place || untrack(|| target.fault(&at_fault)).is_some() => {
                return;
            }
            "Tab" => keep(if event.shift_key() { Step::Left } else { Step::Right }),
            _ => return,
        }
        event.prevent_default();
    };
    page::focus_end(&field_id);
    let label = said!(text::EDITOR, column = edit.column, row = edit.row);
    let field = of_kind(target, kind, path, edit.column.clone(), "");
    view! {
        <div class="cell-editor form" role="group" aria-label=label on:keydown=on_key
            on:dblclick=|event| event.stop_propagation()
            // What leaving a field draws must not move the button away from under the mouse.
            on:mousedown=|event| {
                if page::is_on_button(&event) {
                    event.prevent_default();
                }
            }>
            {field}
            <div class="row">
                <button type="button" class="small" on:click=move |_| keep(Step::Stay)>{common::SAVE.said()}</button>
                <button type="button" class="small" on:click=move |_| edit.done.run(None)>{common::CANCEL.said()}</button>
            </div>
        </div>
    }
    .into_any()
}

/// Writes what a cell holds, where that is something else than before.
fn write(desk: &Desk, target: Target, edit: &CellEdit) -> Result<(), String> {
    let (leaf, began) = (&edit.leaf, edit.began);
    if !target.settle("") {
        let fault = untrack(|| target.fault(&leaf.path));
        return Err(fault.unwrap_or_else(|| said!(forms::CHOOSE_WHICH)));
    }
    let (value, stands) = (untrack(|| target.get(&leaf.path)), held(desk, leaf));
    if value == stands {
        return Ok(());
    }
    // What came from elsewhere meanwhile is said once before it is written over.
    if began.get_value() != stands {
        began.set_value(stands.clone());
        return Err(match stands {
            Some(stands) => said!(forms::CHANGED_TO, value = in_words(desk, leaf.kind, &stands)),
            None => said!(forms::EMPTIED),
        });
    }
    if let Some(reason) = lacks(desk, &leaf.key, &[(leaf.path.clone(), value.clone())]) {
        return Err(reason);
    }
    desk.write(step(target, [(leaf, value.as_ref())].into_iter())?).map(drop)
}

/// What a leaf holds.
pub fn held(desk: &Desk, leaf: &Leaf) -> Option<Value> {
    let held = desk.look(|register| register.leaf(&leaf.key, &leaf.path).map(|(value, _)| value));
    held.filter(|value| !value.is_null())
}

fn in_words(desk: &Desk, kind: Kind, value: &Value) -> String {
    desk.look(|register| titles::leaf(kind, value, register, &*locale())).unwrap_or_default()
}

/// What a record would lack with some of its leaves set so, if it does not lack that already.
pub fn lacks(desk: &Desk, key: &RecordKey, leaves: &[SetTo]) -> Option<String> {
    let held = desk.look(|register| register.json(key));
    let mut then = held.clone();
    leaves.iter().for_each(|(path, value)| tree::set(&mut then, path, value.clone()));
    let missing = |json| missing(key.collection, Target::local(key.collection, json));
    let before = missing(held);
    missing(then).into_iter().find(|lack| !before.contains(lack)).map(|(_, sentence)| sentence)
}

/// What a new record would lack of which no more is said than some leaves.
pub fn lacks_new(collection: Collection, leaves: &[SetTo]) -> Option<String> {
    let mut then = Map::new();
    leaves.iter().for_each(|(path, value)| tree::set(&mut then, path, value.clone()));
    missing(collection, Target::local(collection, then)).into_iter().next().map(|(_, sentence)| sentence)
}

/// The step that sets some leaves, with the records that they point to and that are about to come into being.
///
/// # Errors
/// A sentence, where one of them is no leaf of its record.
pub fn step<'a>(
    target: Target,
    leaves: impl Iterator<Item = (&'a Leaf, Option<&'a Value>)>,
) -> Result<Draft, String> {
    let mut draft = Draft::new();
    for (leaf, value) in leaves {
        if let Some(value) = value {
            target.add_brought(&mut draft, value)?;
        }
        draft.set(&leaf.key, &leaf.path, value.cloned()).map_err(|refused| refused.to_string())?;
    }
    Ok(draft)
}
