//! What stands around every field: its label, what was understood, what is wrong, and which field a kind has.

use leptos::prelude::*;

use super::amount::AmountField;
use super::choice::{AreaField, ChoiceField, FlagField};
use super::date::DateField;
use super::lines::LinesField;
use super::party::PartyField;
use super::place::PlaceField;
use super::reference::RefField;
use super::simple::{
    CountField, CurrencyField, LinkField, NumberField, ProseField, QuantityField, RateField, SeriesField,
    TextField,
};
use super::source::SourceField;
use super::target::Target;
use crate::register::{Collection, Field, Kind, Shape, join};
use crate::words::labels;

/// The field of one leaf or of lines. `above` is the path of the record or line that it belongs to.
pub fn field(target: Target, shape: &'static Shape, above: &str, field: &'static Field) -> AnyView {
    let label = labels::field_label(shape.name, field.name).to_owned();
    let hint = labels::hint(shape.name, field.name).unwrap_or_default();
    let path = join(above, field.name);
    if field.name == "internal" {
        let absent = internal_by_itself(target, shape, above);
        return view! { <FlagField target path label hint absent /> }.into_any();
    }
    of_kind(target, field.kind, path, label, hint)
}

/// Whether a record or line stays out of public copies as long as nobody says so or otherwise.
fn internal_by_itself(target: Target, shape: &'static Shape, above: &str) -> Signal<bool> {
    let sources = join(above, "sources");
    match shape.name {
        "Contact" => Signal::stored(true),
        "Outreach" => Signal::derive(move || target.lines(&sources).is_empty()),
        _ => Signal::stored(false),
    }
}

/// The field of a leaf of some kind.
pub fn of_kind(target: Target, kind: Kind, path: String, label: String, hint: &'static str) -> AnyView {
    match kind {
        Kind::Text if path.rsplit('/').next() == Some("series") => {
            view! { <SeriesField target path label hint /> }.into_any()
        }
        Kind::Text => view! { <TextField target path label hint /> }.into_any(),
        Kind::Prose => view! { <ProseField target path label hint /> }.into_any(),
        Kind::Flag => view! { <FlagField target path label hint /> }.into_any(),
        Kind::Count => view! { <CountField target path label hint /> }.into_any(),
        Kind::Number => view! { <NumberField target path label hint /> }.into_any(),
        Kind::Amount => view! { <AmountField target path label hint /> }.into_any(),
        Kind::Rate => view! { <RateField target path label hint /> }.into_any(),
        Kind::Quantity => view! { <QuantityField target path label hint /> }.into_any(),
        Kind::Date => view! { <DateField target path label hint /> }.into_any(),
        Kind::Place => view! { <PlaceField target path label hint /> }.into_any(),
        Kind::Currency => view! { <CurrencyField target path label hint /> }.into_any(),
        Kind::Link => view! { <LinkField target path label hint /> }.into_any(),
        Kind::Choice(words) => view! { <ChoiceField target path label hint words /> }.into_any(),
        Kind::Ref(Collection::Parties) => view! { <PartyField target path label hint /> }.into_any(),
        Kind::Ref(Collection::Sources) => view! { <SourceField target path label hint /> }.into_any(),
        Kind::Ref(collection) => view! { <RefField target path label hint collection /> }.into_any(),
        Kind::Area => view! { <AreaField target path label hint /> }.into_any(),
        Kind::Lines(shape) => view! { <LinesField target path label hint shape /> }.into_any(),
        // Only inside an other reading, which knows the field that it is of.
        Kind::Any => view! { <TextField target path label hint /> }.into_any(),
    }
}

/// A control with its label above, and below it the hint, what was understood and what is wrong, which describe it.
pub fn framed(
    target: Target,
    path: &str,
    label: String,
    hint: &'static str,
    control: AnyView,
    said: AnyView,
) -> AnyView {
    let id = target.dom_id(path);
    let about = about_id(&id);
    let path = path.to_owned();
    let fault = move || target.fault(&path);
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {control}
            <div class="about" id=about>
                {(!hint.is_empty()).then(|| view! { <small class="hint">{hint}</small> })}
                {said}
                {move || fault().map(|fault| view! { <p class="error">{fault}</p> })}
            </div>
        </div>
    }
    .into_any()
}

/// The id of what describes a field.
pub fn about_id(id: &str) -> String {
    format!("{id}-about")
}

/// `true` for `aria-invalid` while something is wrong at a field.
pub fn invalid(
    target: Target,
    path: &str,
) -> impl Fn() -> Option<&'static str> + Copy + Send + Sync + 'static {
    let path = StoredValue::new(path.to_owned());
    move || path.try_with_value(|path| target.fault(path).is_some()).unwrap_or_default().then_some("true")
}
