//! A text field keeps its text under the cursor while another tab writes the same leaf, and says what was written.
//!
//! Otherwise what is typed next would be appended to a text that nobody chose. What the other tab wrote is offered at
//! the field as long as it does not stand in it, also after this field has written over it.

use leptos::prelude::*;
use serde_json::Value;

use super::target::Target;
use crate::app::browser::page;
use crate::said;
use crate::words::text::areas::forms as text;

/// How much of a long text the note quotes.
const QUOTED: usize = 120;

/// What a field shows, and what another tab wrote meanwhile.
#[derive(Clone, Copy)]
pub struct Hold {
    target: Target,
    path: StoredValue<String>,
    /// The leaf.
    value: Memo<Option<Value>>,
    /// The leaf as the field has it.
    text: Memo<String>,
    /// What the field showed when it was entered or wrote last; nothing while it is not entered.
    kept: RwSignal<Option<String>>,
    /// The leaf as this field knows it.
    known: StoredValue<Option<Value>>,
    /// What another tab wrote, and as the field would have it.
    theirs: RwSignal<Option<(Option<Value>, String)>>,
}

impl Hold {
    /// For the field of a leaf that shows it as this text.
    pub fn new(target: Target, path: &str, value: Memo<Option<Value>>, text: Memo<String>) -> Self {
        let hold = Hold {
            target,
            path: StoredValue::new(path.to_owned()),
            value,
            text,
            kept: RwSignal::new(None),
            known: StoredValue::new(value.get_untracked()),
            theirs: RwSignal::new(None),
        };
        Effect::new(move |_| hold.hear());
        hold
    }

    /// What was typed and is not written; tracked.
    pub fn typed(&self) -> Option<String> {
        self.path.try_with_value(|path| self.target.typed(path)).flatten()
    }

    /// What stands in the field; tracked.
    pub fn shown(&self) -> String {
        self.typed().or_else(|| self.kept.get()).unwrap_or_else(|| self.text.get())
    }

    /// The field gets the focus. A window that comes back to the front gives it again.
    pub fn enter(&self) {
        if self.kept.with_untracked(Option::is_none) {
            if untrack(|| self.typed()).is_none() {
                self.theirs.set(None);
            }
            self.kept.set(Some(self.text.get_untracked()));
        }
    }

    /// The field loses the focus, or only its window does.
    pub fn leave(&self) {
        let id = self.path.try_with_value(|path| self.target.dom_id(path));
        if !id.is_some_and(|id| page::has_focus(&id)) {
            self.kept.try_set(None);
        }
    }

    /// The field has written its leaf.
    pub fn wrote(&self) {
        self.known.set_value(self.value.get_untracked());
        if self.kept.with_untracked(Option::is_some) {
            self.kept.set(Some(self.text.get_untracked()));
        }
    }

    /// Takes note of a leaf that this field did not write.
    fn hear(&self) {
        let value = self.value.get();
        if self.known.with_value(|known| *known == value) {
            return;
        }
        // Chosen beside the field: a reading, a day of the calendar, a currency.
        if self.path.try_with_value(|path| self.target.is_own(path, value.as_ref())) != Some(false) {
            return self.wrote();
        }
        self.known.set_value(value.clone());
        let text = self.text.get_untracked();
        let mine = untrack(|| self.typed()).or_else(|| self.kept.get_untracked());
        self.theirs.set(mine.filter(|mine| *mine != text).map(|_| (value, text)));
    }

    fn take(&self) {
        let Some((value, _)) = self.theirs.get_untracked() else { return };
        if self.path.with_value(|path| self.target.commit(path, Ok(value))) {
            self.wrote();
            self.theirs.set(None);
        }
    }

    /// What another tab wrote, while the field shows something else.
    pub fn note(self) -> AnyView {
        let note = move || {
            let (_, text) = self.theirs.get().filter(|(_, text)| *text != self.shown())?;
            let said = if text.is_empty() {
                said!(text::EMPTIED)
            } else if text.chars().count() > QUOTED {
                said!(text::CHANGED_TO_LONG, value = text.chars().take(QUOTED).collect::<String>())
            } else {
                said!(text::CHANGED_TO, value = text)
            };
            // Pressing the mouse on the button must not make the field write what is typed.
            let button = view! {
                <button type="button" class="small" on:mousedown=|event| event.prevent_default()
                    on:click=move |_| self.take()>{text::TAKE_IT.said()}</button>
            };
            Some(view! { <p><span class="prose">{said}</span> " " {button}</p> })
        };
        view! { <div class="theirs" aria-live="polite">{note}</div> }.into_any()
    }
}
