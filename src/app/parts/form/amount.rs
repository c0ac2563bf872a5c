//! An amount: one text that understands how people write sums, its currency, and how its source qualified it.

use leptos::prelude::*;
use serde_json::Value;

use super::simple::CurrencyList;
use super::target::Target;
use super::typed::{Reading, TypedField};
use crate::app::desk::desk;
use crate::app::locale;
use crate::register::{Amount, Currency, Entry, Leaf, Node, Qualifier, join};
use crate::said;
use crate::words::text::areas::forms as text;
use crate::words::{Typed, editable_number, labels, read_amount};

/// The field. Empty is no figure, which is not zero.
#[component]
pub fn AmountField(
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
    let value = target.value(&path);
    let amount =
        Memo::new(move |_| value.with(|value| value.as_ref().and_then(|value| Amount::read(value).ok())));
    let at = StoredValue::new([path.clone(), join(&path, "currency"), join(&path, "qualifier")]);
    let part = move |place: usize| at.with_value(|at| at.get(place).cloned()).unwrap_or_default();
    // What was chosen beside a text that is not an amount yet; afterwards the leaf says it.
    let chosen = move |place: usize| target.typed(&part(place));
    let currency_text = move || {
        let known =
            move || amount.get().map_or_else(|| desk.currency(), |amount| amount.currency).code().to_owned();
        chosen(1).unwrap_or_else(known)
    };
    let qualifier_word = move || {
        let known =
            move || amount.get().map_or(Qualifier::Exact, |amount| amount.qualifier).word().to_owned();
        chosen(2).unwrap_or_else(known)
    };
    Effect::new(move |before: Option<()>| {
        value.track();
        if before.is_some() {
            target.set_typed(&part(1), None);
            target.set_typed(&part(2), None);
        }
    });
    let read = move |text: String| {
        let given = Currency::parse(&currency_text().trim().to_ascii_uppercase());
        let qualifier = Qualifier::from_word(&qualifier_word()).unwrap_or(Qualifier::Exact);
        understood(&text, &given, qualifier)
    };
    let reading = Reading { read: Callback::new(read), print, echo: Some(echo) };
    // A choice beside an amount on record writes the amount again.
    let choose = move |place: usize, text: String| {
        target.set_typed(&part(place), Some(text));
        let path = part(0);
        if let Some(value) = untrack(|| value.get())
            && untrack(|| target.typed(&path)).is_none()
        {
            match untrack(|| reading.read.run(print(&value))) {
                Typed::Understood(value) => {
                    target.commit(&path, Ok(Some(value)));
                }
                Typed::Wrong(reason) | Typed::Ambiguous { question: reason, .. } => {
                    target.set_fault(&path, Some(reason));
                }
            }
        }
    };
    let (currency_name, qualifier_name) = match label == labels::field_label(Entry::shape().name, "amount") {
        true => (said!(text::CURRENCY), said!(text::QUALIFIER)),
        false => (said!(text::CURRENCY_OF, field = label), said!(text::QUALIFIER_OF, field = label)),
    };
    let list = target.dom_id(&part(1));
    let (shown, list_id) = (RwSignal::new(false), format!("{list}-list"));
    let list_of = list_id.clone();
    let beside = view! {
        <label class="sub">
            <span>{currency_name}</span>
            <input type="text" size="5" id=list list=list_id autocomplete="off" prop:value=currency_text
                on:focus=move |_| shown.set(true)
                on:change=move |event| choose(1, event_target_value(&event)) />
        </label>
        {move || shown.get().then(|| view! { <CurrencyList id=list_of.clone() /> })}
        <label class="sub">
            <span>{qualifier_name}</span>
            <select prop:value=qualifier_word on:change=move |event| choose(2, event_target_value(&event))>
                {Qualifier::WORDS.iter().map(|word| view! {
                    <option value=*word selected=move || qualifier_word() == *word>{labels::choice_label(word)}</option>
                }).collect_view()}
            </select>
        </label>
    }
    .into_any();
    view! { <TypedField target path label hint reading beside mode="decimal" /> }.into_any()
}

/// Reads a sum in the currency that it names, else in the given one.
pub(super) fn understood(text: &str, given: &Result<Currency, String>, qualifier: Qualifier) -> Typed<Value> {
    let leaf = |typed: &crate::words::TypedAmount| match (typed.currency, given) {
        (None, Err(reason)) => Err(reason.clone()),
        (Some(currency), _) => Ok(typed.amount(currency, qualifier).write()),
        (None, Ok(currency)) => Ok(typed.amount(*currency, qualifier).write()),
    };
    match read_amount(text, given.as_ref().ok().copied()) {
        Typed::Understood(amount) => match leaf(&amount) {
            Ok(value) => Typed::Understood(value),
            Err(reason) => Typed::Wrong(reason),
        },
        Typed::Ambiguous { readings, question } => match readings.iter().map(leaf).collect() {
            Ok(readings) => Typed::Ambiguous { readings, question },
            Err(reason) => Typed::Wrong(reason),
        },
        Typed::Wrong(reason) => Typed::Wrong(reason),
    }
}

fn print(value: &Value) -> String {
    Amount::read(value).map_or_else(|_| value.to_string(), |amount| editable_number(amount.value))
}

fn echo(value: &Value) -> String {
    Amount::read(value).map_or_else(|_| String::new(), |amount| locale().amount(&amount))
}
