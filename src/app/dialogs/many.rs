//! One field of many records at once, and a source for all of them: written as one step, which one undo takes back.

use leptos::prelude::*;
use serde_json::{Map, Value};

use crate::app::desk::desk;
use crate::app::parts::form::{Frame, HIDDEN, Target, field, focus_fault};
use crate::register::{Collection, Draft, Field, Kind, RecordKey, Register};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::desk as text;
use crate::words::text::areas::history;

/// The window for some records of one collection.
#[component]
pub fn Many(
    /// Which records.
    keys: Vec<RecordKey>,
) -> impl IntoView {
    let desk = desk();
    let collection = keys.first().map_or(Collection::Contributions, |key| key.collection);
    let shape = collection.shape();
    let fields: Vec<&'static Field> = shape.fields.iter().filter(|field| fits(field)).collect();
    let chosen = RwSignal::new(fields.first().map_or("", |field| field.name));
    let target = RwSignal::new(None::<Target>);
    let sources = Target::local(collection, Map::new());
    let error = RwSignal::new(None::<String>);
    let keys = StoredValue::new(keys);
    let changed = move || {
        let value = target.get().and_then(|target| target.get(chosen.get_untracked()));
        keys.with_value(|keys| {
            desk.look(|register| differing(register, keys, chosen.get_untracked(), value.as_ref()))
        })
    };
    let has_source = move || !sources.lines("sources").is_empty();
    let cancel = Callback::new(move |()| desk.close());
    let save = move || {
        let Some(target) = target.get_untracked() else { return };
        if !target.settle("") || !sources.settle("") {
            return focus_fault();
        }
        let (some, sourced) = untrack(|| (changed(), !sources.composed().is_empty()));
        let all = keys.get_value();
        let written = draft(target, &some)
            .and_then(|mut step| {
                if sourced {
                    step.absorb(draft(sources, &all)?);
                }
                if step.is_empty() { Err(text::MANY_NOTHING.said().to_owned()) } else { Ok(step) }
            })
            .and_then(|step| desk.write(step));
        match written {
            Ok(_) => {
                let count = if sourced { all.len() } else { some.len() };
                desk.close();
                desk.notice.set(said!(text::MANY_CHANGED, n = count));
            }
            Err(reason) => error.set(Some(reason)),
        }
    };
    let said = move || {
        let (n, some) = (keys.with_value(Vec::len), changed().len());
        let some = if has_source() { n } else { some };
        said!(text::MANY_WOULD_CHANGE, some, n)
    };
    let value = move || {
        let one = shape.field(chosen.get())?;
        let fresh = Target::local(collection, Map::new());
        target.set(Some(fresh));
        Some(untrack(|| field(fresh, shape, "", one)))
    };
    let options = fields.into_iter().map(|field| {
        view! { <option value=field.name>{labels::field_label(shape.name, field.name)}</option> }
    });
    let choose = move |event: leptos::ev::Event| {
        let name = event_target_value(&event);
        chosen.set(shape.field(&name).map_or("", |field| field.name));
    };
    let content = view! {
        <div class="field">
            <label for="many-field">{history::FIELD.said()}</label>
            <select id="many-field" on:change=choose>{options.collect_view()}</select>
        </div>
        {value}
        {shape.field("sources").map(|one| field(sources, shape, "", one))}
        <p role="status" data-changes="">{said}</p>
    }
    .into_any();
    view! { <Frame save=Callback::new(move |()| save()) cancel error content /> }
}

/// Whether a field can say the same of many records.
fn fits(field: &Field) -> bool {
    let is_leaf = matches!(
        field.kind,
        Kind::Choice(_)
            | Kind::Flag
            | Kind::Date
            | Kind::Ref(_)
            | Kind::Area
            | Kind::Text
            | Kind::Prose
            | Kind::Count
            | Kind::Currency
    );
    is_leaf && !HIDDEN.contains(&field.name)
}

/// The records in which a field says something else; none while nothing is chosen.
fn differing(register: &Register, keys: &[RecordKey], name: &str, value: Option<&Value>) -> Vec<RecordKey> {
    let now = |key: &RecordKey| register.leaf(key, name).map(|(leaf, _)| leaf);
    let differs = |key: &&RecordKey| value.is_some() && now(key).as_ref() != value;
    keys.iter().filter(differs).cloned().collect()
}

/// What a form says, written to each of some records.
fn draft(target: Target, keys: &[RecordKey]) -> Result<Draft, String> {
    let mut all = Draft::new();
    for key in keys {
        all.absorb(target.draft_for(key)?);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_sums_are_set_one_by_one() {
        let fields = Collection::Contributions.shape().fields.iter().filter(|field| fits(field));
        let fields: Vec<_> = fields.map(|field| field.name).collect();
        assert!(fields.contains(&"form") && fields.contains(&"area") && fields.contains(&"outside"));
        assert!(!fields.contains(&"entries") && !fields.contains(&"gone") && !fields.contains(&"sources"));
    }
}
