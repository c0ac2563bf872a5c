//! A date: words or EDTF in a text, and the browser's own calendar beside it.

use leptos::prelude::*;
use serde_json::Value;

use super::target::Target;
use super::typed::{Reading, TypedField};
use crate::app::locale;
use crate::register::{Date, Leaf};
use crate::said;
use crate::words::text::areas::forms as text;
use crate::words::{Length, Typed, read_date};

/// The field.
#[component]
pub fn DateField(
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
    let reading = reading();
    let value = target.value(&path);
    let day = move || {
        let date = value.with(|value| value.as_ref().and_then(|value| Date::read(value).ok()));
        date.filter(Date::is_day).map(|date| date.first().to_string()).unwrap_or_default()
    };
    let at = StoredValue::new(path.clone());
    let pick = move |day: String| {
        if !day.is_empty() {
            at.with_value(|path| target.commit(path, Ok(Some(day.into()))));
        }
    };
    let name = said!(text::CALENDAR, field = label);
    let beside = view! {
        <input type="date" class="calendar" aria-label=name.clone() title=name prop:value=day
            on:change=move |event| pick(event_target_value(&event)) />
    }
    .into_any();
    view! { <TypedField target path label hint reading beside /> }.into_any()
}

/// How the text of a date is read.
pub(super) fn reading() -> Reading {
    let read = |text: String| match read_date(&text) {
        Typed::Understood(date) => Typed::Understood(date.write()),
        Typed::Ambiguous { readings, question } => {
            Typed::Ambiguous { readings: readings.iter().map(Leaf::write).collect(), question }
        }
        Typed::Wrong(reason) => Typed::Wrong(reason),
    };
    Reading { read: Callback::new(read), print, echo: Some(echo) }
}

/// The text in the field is the date as the file has it: it can be changed letter by letter.
fn print(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn echo(value: &Value) -> String {
    Date::read(value).map_or_else(|_| String::new(), |date| locale().date(&date, Length::Long))
}
