//! A text field that understands what is typed, says what it understood, and asks where it could mean several things.

use leptos::prelude::*;
use serde_json::Value;

use super::field::{about_id, framed, invalid};
use super::hold::Hold;
use super::target::Target;
use crate::said;
use crate::words::Typed;
use crate::words::text::areas::forms as text;

/// How the text of a field becomes a leaf and back.
#[derive(Clone, Copy)]
pub struct Reading {
    /// Reads a text that is not empty.
    pub read: Callback<String, Typed<Value>>,
    /// The leaf as a text that can be changed.
    pub print: fn(&Value) -> String,
    /// The leaf in words, to show what was understood.
    pub echo: Option<fn(&Value) -> String>,
}

impl Reading {
    /// A reading that understands or refuses.
    pub fn plain(read: fn(&str) -> Result<Value, String>, print: fn(&Value) -> String) -> Self {
        let read = move |text: String| match read(&text) {
            Ok(value) => Typed::Understood(value),
            Err(reason) => Typed::Wrong(reason),
        };
        Reading { read: Callback::new(read), print, echo: None }
    }

    /// The leaf that a text means: nothing for an empty one.
    fn leaf(&self, text: &str) -> Result<Option<Value>, String> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        match untrack(|| self.read.run(text.to_owned())) {
            Typed::Understood(value) => Ok(Some(value)),
            // The question itself stands beside its answers.
            Typed::Ambiguous { .. } => Err(said!(text::CHOOSE_WHICH)),
            Typed::Wrong(reason) => Err(reason),
        }
    }
}

/// The field: saved when it is left, kept as typed while it is not understood.
#[component]
pub fn TypedField(
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
    /// How text and leaf become each other.
    reading: Reading,
    /// Whether it takes several lines.
    #[prop(optional)]
    tall: bool,
    /// The keyboard that a telephone shows.
    #[prop(default = "text")]
    mode: &'static str,
    /// The id of a list of proposals.
    #[prop(optional, into)]
    list: Option<String>,
    /// Controls beside it.
    #[prop(optional, into)]
    beside: Option<AnyView>,
) -> AnyView {
    let id = target.dom_id(&path);
    let at = StoredValue::new(path.clone());
    let value = target.value(&path);
    let text = Memo::new(move |_| value.with(|value| value.as_ref().map(reading.print).unwrap_or_default()));
    let hold = Hold::new(target, &path, value, text);
    let shown = Memo::new(move |_| hold.shown());
    let commit = move || {
        let Some(text) = untrack(|| hold.typed()) else { return true };
        let sound = at.with_value(|path| target.commit(path, reading.leaf(&text)));
        if sound {
            hold.wrote();
        }
        sound
    };
    target.guard(&path, Callback::new(move |()| commit()));
    let on_input = move |text: String| at.with_value(|path| target.set_typed(path, Some(text)));
    let said = reading.echo.map(|echo| said(target, at, reading, echo, shown));
    let about = about_id(&id);
    let invalid = invalid(target, &path);
    let control = if tall {
        view! {
            <textarea id=id aria-describedby=about aria-invalid=invalid prop:value=shown
                rows=move || shown.with(|text| text.lines().count().clamp(2, 14).to_string())
                on:focus=move |_| hold.enter() on:blur=move |_| hold.leave()
                on:input=move |event| on_input(event_target_value(&event))
                on:change=move |_| { commit(); } />
        }
        .into_any()
    } else {
        view! {
            <input type="text" id=id inputmode=mode list=list autocomplete="off" aria-describedby=about
                aria-invalid=invalid prop:value=shown
                on:focus=move |_| hold.enter() on:blur=move |_| hold.leave()
                on:input=move |event| on_input(event_target_value(&event))
                on:change=move |_| { commit(); } />
        }
        .into_any()
    };
    let control = match beside {
        Some(beside) => view! { <div class="beside">{control} {beside}</div> }.into_any(),
        None => control,
    };
    let said = view! { {hold.note()} {said} }.into_any();
    framed(target, &path, label, hint, control, said)
}

/// What was understood, or the readings to choose from.
fn said(
    target: Target,
    at: StoredValue<String>,
    reading: Reading,
    echo: fn(&Value) -> String,
    shown: Memo<String>,
) -> AnyView {
    let choose = move |value: Value| {
        at.with_value(|path| target.commit(path, Ok(Some(value))));
    };
    view! {
        <div class="understood" aria-live="polite">
            {move || {
                let text = shown.with(|text| text.trim().to_owned());
                let typed = if text.is_empty() { None } else { Some(reading.read.run(text)) };
                match typed {
                    None | Some(Typed::Wrong(_)) => None,
                    Some(Typed::Understood(value)) => Some(said!(text::UNDERSTOOD, value = echo(&value)).into_any()),
                    Some(Typed::Ambiguous { readings, question }) => {
                        let buttons = readings.into_iter().map(|value| {
                            let words = echo(&value);
                            view! {
                                <button type="button" class="small" on:click=move |_| choose(value.clone())>{words}</button>
                            }
                        });
                        Some(view! { <span>{question}</span> <span class="row">{buttons.collect_view()}</span> }.into_any())
                    }
                }
            }}
        </div>
    }
    .into_any()
}
