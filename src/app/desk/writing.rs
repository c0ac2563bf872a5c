//! What is written at the desk: changes and their undoing, and what is half typed.

use std::cell::Cell;

use leptos::prelude::*;
use serde_json::Value;

use super::{Desk, Saved};
use crate::app::browser::clock;
use crate::app::held::{Held, Identity};
use crate::exchange::Accepted;
use crate::journal::ReadOnly;
use crate::register::{Draft, Few, Hash, Id, Register, Touched, Undoable, canonical};
use crate::words::text::areas::desk as text;

impl Desk {
    /// Why nothing can be edited now, if so.
    pub fn locked(&self) -> Option<String> {
        if self.address.with(|address| address.param("known").is_some()) {
            return Some(text::KNOWN_EARLIER.said().into());
        }
        self.open.track();
        self.held.with_value(|held| held.as_ref().and_then(|held| held.read_only()))
    }

    /// A new id for a record or a line.
    pub fn new_id(&self) -> Id {
        self.held
            .try_update_value(|held| held.as_mut().map(|held| held.pen.id()))
            .flatten()
            .unwrap_or_else(|| "?".into())
    }

    /// Writes a change: kept first, then shown. The answer is its identity.
    ///
    /// # Errors
    /// A sentence for the person who typed it; nothing is lost of what the form holds.
    pub fn write(&self, draft: Draft) -> Result<Hash, String> {
        self.put(draft, None)
    }

    pub(in crate::app) fn put(&self, draft: Draft, undoes: Option<Hash>) -> Result<Hash, String> {
        self.put_by(|held| held.write(draft, undoes, &clock::now()))
    }

    /// Writes what was accepted of another register, as one step.
    ///
    /// # Errors
    /// A sentence; then nothing is written.
    pub(in crate::app) fn take_over(&self, accepted: Accepted) -> Result<Hash, String> {
        self.put_by(|held| held.take_over(accepted, &clock::now()))
    }

    /// Shows a register that has a step of many parts, which are kept already.
    ///
    /// # Errors
    /// A sentence; it is there at the next opening.
    pub(in crate::app) fn show_step(
        &self,
        id: &Id,
        register: Register,
        replica: Id,
        touched: &Touched,
    ) -> Result<(), String> {
        let saved = self.hold(|held| {
            (held.id == *id).then(|| {
                held.take_step(register, replica);
                held.saved()
            })
        });
        self.saved.set(saved.flatten().ok_or(text::CLOSED_BUT_WRITTEN.said())?);
        self.written.update(|n| *n += 1);
        self.bump_touched(touched);
        Ok(())
    }

    fn put_by(&self, write: impl FnOnce(&mut Held) -> (Hash, Touched, Saved)) -> Result<Hash, String> {
        if let Some(reason) = self.locked() {
            return Err(reason);
        }
        let result = self.held.try_update_value(|held| {
            let held = held.as_mut().ok_or_else(|| text::NO_REGISTER.said())?;
            Ok::<_, String>(write(held))
        });
        let (id, touched, saved) = result.unwrap_or_else(|| Err(text::PAGE_CLOSES.said().into()))?;
        self.saved.set(saved);
        self.written.update(|n| *n += 1);
        self.bump_touched(&touched);
        Ok(id)
    }

    /// Takes the content of a change out of this browser, for good.
    ///
    /// # Errors
    /// A sentence that says why it is still there.
    pub fn blank(&self, id: &Hash) -> Result<(), String> {
        if let Some(reason) = self.locked() {
            return Err(reason);
        }
        let (touched, saved) =
            self.hold(|held| held.blank(id, &clock::now())).ok_or_else(|| text::NO_REGISTER.said())??;
        self.saved.set(saved);
        self.written.update(|n| *n += 1);
        self.bump_touched(&touched);
        Ok(())
    }

    /// Takes in changes of another tab or a file.
    pub(in crate::app) fn absorb(&self, touched: &Touched) {
        self.bump_touched(touched);
    }

    /// From now on the register is only read, and says why.
    pub(in crate::app) fn close_for_writing(&self, reason: ReadOnly) {
        let reason = reason.to_string();
        self.notice.set(reason.clone());
        self.hold(|held| held.close_for_writing(reason));
        self.open.notify();
    }

    /// Works on what is held, untracked.
    pub(in crate::app) fn hold<T>(&self, work: impl FnOnce(&mut Held) -> T) -> Option<T> {
        self.held.try_update_value(|held| held.as_mut().map(work)).flatten()
    }

    /// Puts a name on the changes to come; undo takes only those of the same name.
    pub(in crate::app) fn sign(&self, person: &Identity) {
        self.hold(|held| held.sign(person));
        self.revision.update(|n| *n += 1);
    }

    /// What can be undone and done again.
    pub fn undoable(&self) -> Undoable {
        self.undoable.get()
    }

    /// Undoes the last change made here.
    pub fn undo(&self) {
        self.turn(false);
    }

    /// Does again what was undone last.
    pub fn redo(&self) {
        self.turn(true);
    }

    fn turn(&self, is_redo: bool) {
        match UNDOING.get() {
            Undoing::Here(turn) => turn(*self, is_redo),
            _ => UNDOING.set(Undoing::Asked(is_redo)),
        }
    }

    /// Keeps what is half typed in a form; nothing takes it away. A refusal is no matter: the form still holds it.
    pub fn keep_draft(&self, form: &str, typed: Option<&Value>) {
        self.hold(|held| {
            let replica = held.pen.replica().clone();
            match typed {
                Some(typed) => {
                    let _ = held.journal().put_draft(&replica, form, &canonical(typed));
                }
                None => {
                    let _ = held.journal().take_draft(&replica, form);
                    for draft in held.drafts.iter().filter(|draft| draft.form == form) {
                        let _ = held.journal().take_draft(&draft.replica, form);
                    }
                    held.drafts.retain(|draft| draft.form != form);
                }
            }
        });
    }

    /// What was half typed when the register was left last, by form.
    pub fn drafts(&self) -> Few<String, Value> {
        self.hold(|held| {
            let read = |draft: &crate::journal::SavedDraft| {
                Some((draft.form.clone(), serde_json::from_str(&draft.text).ok()?))
            };
            held.drafts.iter().filter_map(read).collect()
        })
        .unwrap_or_default()
    }

    /// Undoes several changes of one form in one step.
    pub fn take_back(&self, ids: &[Hash]) {
        let mut all = Draft::new();
        for id in ids.iter().rev() {
            if let Some(inverse) = self.look(|register| register.inverse(id)) {
                all.absorb(inverse.draft);
            }
        }
        if !all.is_empty() {
            match self.put(all, None) {
                Ok(_) => self.notice.set(text::CHANGED_UNDONE.said().into()),
                Err(reason) => self.notice.set(reason),
            }
        }
    }
}

/// What undoes is no part of the first load.
#[derive(Clone, Copy)]
enum Undoing {
    Away,
    /// It was asked for before it came, to do again or not.
    Asked(bool),
    Here(fn(Desk, bool)),
}

thread_local! {
    static UNDOING: Cell<Undoing> = const { Cell::new(Undoing::Away) };
}

/// From now on this undoes, or does again what was undone.
pub(in crate::app) fn undo_with(desk: Desk, turn: fn(Desk, bool)) {
    if let Undoing::Asked(is_redo) = UNDOING.replace(Undoing::Here(turn)) {
        turn(desk, is_redo);
    }
}
