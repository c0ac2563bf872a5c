//! A new contribution with its first entry and its source: who, step, amount, date, source, purpose.

use leptos::prelude::*;

use super::amount::AmountField;
use super::choice::ChoiceField;
use super::date::DateField;
use super::fields::{disclosed, some};
use super::lines::LinesField;
use super::parties::PartiesField;
use super::quick::{other_sources, source, source_line};
use super::simple::ProseField;
use super::target::Target;
use crate::app::desk::desk;
use crate::register::{Collection, Entry, Node, Step, join};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::forms as text;

/// The fields of the first entry that stand under “More”.
const MORE_OF_ENTRY: [&str; 7] =
    ["act", "value_date", "stated_rate", "basis", "counts_for", "meeting", "note"];

/// The form.
pub fn quick(target: Target) -> AnyView {
    let desk = desk();
    let (shape, entry_shape) = (Collection::Contributions.shape(), Entry::shape());
    let there = untrack(|| target.lines("entries"));
    let entry = match there.first() {
        Some((id, _)) => join("entries", id.as_str()),
        None => target.begin_line("entries"),
    };
    let cited = source_line(target, &desk, &entry);
    let of = |name: &str| labels::field_label(shape.name, name);
    let of_entry = |name: &str| labels::field_label(entry_shape.name, name);
    let hint = |name: &str| labels::hint(entry_shape.name, name).unwrap_or_default();
    let id = entry.rsplit_once('/').map_or("", |(_, id)| id).to_owned();
    let (kind, amount, date) = (join(&entry, "kind"), join(&entry, "amount"), join(&entry, "date"));
    let rest = {
        let (entry, cited) = (entry.clone(), cited.clone());
        move || {
            let own = shape.fields.iter().map(|field| field.name);
            let shown =
                |name: &&str| !matches!(*name, "contributors" | "purpose" | "entries" | "order" | "gone");
            let own: Vec<_> = own.filter(shown).collect();
            view! {
                {some(target, shape, "", &own)}
                <fieldset class="lines">
                    <legend>{text::THIS_ENTRY.said()}</legend>
                    {some(target, entry_shape, &entry, &MORE_OF_ENTRY)}
                    {other_sources(target, &entry, &cited)}
                </fieldset>
                <LinesField target path="entries" label=text::MORE_ENTRIES.said() shape=entry_shape but=id.clone() />
            }
            .into_any()
        }
    };
    view! {
        <div class="fields">
            <PartiesField target path="contributors" label=of("contributors") />
            <ChoiceField target path=kind label=of_entry("kind") hint=hint("kind") words=Step::WORDS />
            <AmountField target path=amount label=of_entry("amount") hint=hint("amount") />
            <DateField target path=date label=of_entry("date") />
            {source(target, &cited)}
            <ProseField target path="purpose" label=of("purpose") />
        </div>
        {disclosed(false, rest)}
    }
    .into_any()
}

/// What a contribution cannot be without.
pub fn missing(target: Target) -> Vec<(String, String)> {
    let mut missing = Vec::new();
    if untrack(|| target.lines("contributors")).is_empty() {
        missing.push(("contributors".to_owned(), said!(text::SAY_GIVER)));
    }
    let entries = untrack(|| target.lines("entries")).into_iter().enumerate();
    for (place, (id, entry)) in entries {
        // The first entry is always shown; of the others those that hold nothing are dropped.
        let is_said = place == 0 || entry.keys().any(|name| name != "order");
        if is_said && !entry.contains_key("kind") {
            missing.push((join("entries", &join(id.as_str(), "kind")), said!(text::SAY_STEP)));
        }
    }
    missing
}
