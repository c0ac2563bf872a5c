//! Undoing the last change, and doing again what was undone.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::large::{Step, write};
use crate::app::desk::Desk;
use crate::journal::LARGE;
use crate::register::{Hash, Inverse, Kind, RecordKey};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::keeping as text;

/// Undoes the last change made here, or does again what was undone last.
pub fn turn(desk: Desk, is_redo: bool) {
    let undoable = desk.undoable();
    if is_redo {
        return undoable.redo.iter().for_each(|id| invert(desk, *id, text::DONE_AGAIN.said()));
    }
    let Some(id) = undoable.undo else { return };
    let united = desk.hold(|held| held.united.take(&id, &held.register)).flatten();
    match united {
        Some(draft) => {
            let done = desk.put(draft, None).map(|_| text::MERGE_TAKEN_BACK.said().to_owned());
            desk.notice.set(done.unwrap_or_else(|reason| reason));
        }
        None => invert(desk, id, text::UNDONE.said()),
    }
}

fn invert(desk: Desk, id: Hash, done: &'static str) {
    if desk.look(|register| register.whole_step(&id).len()) >= LARGE {
        return spawn_local(async move {
            if let Err(reason) = write(desk, Step::Undo(id, done)).await {
                desk.notice.set(reason);
            }
        });
    }
    let Some(Inverse { draft, kept }) = desk.look(|register| register.inverse(&id)) else { return };
    let done = if draft.is_empty() && !kept.is_empty() { "" } else { done };
    let mut names: Vec<_> = kept.iter().map(|(key, path)| leaf_name(key, path)).collect();
    names.dedup();
    let left = match names.len() {
        0 => String::new(),
        n => said!(text::STAYS_AS_IT_IS, names = names.join(", "), n),
    };
    // Written even when nothing is left to do, so that the next undo goes on to the change before.
    match desk.put(draft, Some(id)) {
        Ok(_) => desk.notice.set(format!("{done} {left}").trim().to_owned()),
        Err(reason) => desk.notice.set(reason),
    }
}

/// What a leaf is called, by its path in a record.
fn leaf_name(key: &RecordKey, path: &str) -> &'static str {
    let mut shape = key.collection.shape();
    let mut names = path.split('/');
    let mut label = "";
    while let Some(name) = names.next() {
        label = if name == "gone" { text::THE_REMOVAL.said() } else { labels::field_label(shape.name, name) };
        if let Some(Kind::Lines(lines)) = shape.field(name).map(|field| field.kind) {
            shape = lines;
            names.next();
        }
    }
    label
}
