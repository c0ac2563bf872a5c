//! The facts of a record, leaf by leaf.

use leptos::prelude::*;
use serde_json::{Map, Value};

use super::APART;
use crate::app::desk::{Desk, desk};
use crate::app::locale;
use crate::app::parts::titles;
use crate::app::route::Page;
use crate::register::{Collection, Field, Kind, Leaf, Number, RecordKey, Shape};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::record as text;

/// The facts of a record, leaf by leaf, with what others say of each.
#[component]
pub fn Facts(
    /// Which record.
    key: RecordKey,
    /// Fields that the page shows itself.
    #[prop(optional)]
    except: &'static [&'static str],
) -> impl IntoView {
    let desk = desk();
    let shape = key.collection.shape();
    let json = Memo::new(move |_| desk.read(|register| register.json(&key)));
    move || {
        json.with(|json| {
            let leaves =
                shape.fields.iter().filter(|field| field.kind.is_leaf() && !except.contains(&field.name));
            let rows: Vec<_> = leaves.filter_map(|field| leaf_row(&desk, shape, field, json)).collect();
            (!rows.is_empty()).then(|| view! { <dl class="facts">{rows}</dl> })
        })
    }
}

fn leaf_row(
    desk: &Desk,
    shape: &'static Shape,
    field: &Field,
    json: &Map<String, Value>,
) -> Option<impl IntoView + use<>> {
    if APART.contains(&field.name) {
        return None;
    }
    let text = json.get(field.name).and_then(|value| shown(desk, field.kind, value));
    let others = readings(desk, shape, field.name, json);
    if text.is_none() && others.is_empty() {
        return None;
    }
    let link =
        (field.kind == Kind::Link).then(|| text.clone()).flatten().filter(|text| text.starts_with("http"));
    let target = match (field.kind, json.get(field.name).and_then(Value::as_str)) {
        (Kind::Ref(collection), Some(id)) => Some(Page::of(&RecordKey::new(collection, id))),
        _ => None,
    };
    let desk = *desk;
    Some(view! {
        <dt>{labels::field_label(shape.name, field.name)}</dt>
        <dd>
            {match (link, target, text) {
                (Some(link), ..) => {
                    let shown = link.clone();
                    view! { <a href=link rel="noreferrer" target="_blank">{shown}</a> }.into_any()
                },
                (None, Some(page), Some(text)) => view! { <a href=move || desk.href(page.clone())>{text}</a> }.into_any(),
                (None, _, Some(text)) => view! { <span class="prose">{text}</span> }.into_any(),
                (None, _, None) => view! { <span class="chip w">{text::NOT_SETTLED.said()}</span> }.into_any(),
            }}
            {others.into_iter().map(|other| view! { <small class="block">{other}</small> }).collect_view()}
        </dd>
    })
}

/// A leaf in words; long texts in full.
pub(super) fn shown(desk: &Desk, kind: Kind, value: &Value) -> Option<String> {
    match kind {
        Kind::Number => Number::read(value).ok().map(|number| locale().number(number.0, 0)),
        Kind::Prose => value.as_str().map(str::to_owned).filter(|text| !text.is_empty()),
        _ => desk.read(|register| titles::leaf(kind, value, register, &*locale())),
    }
}

/// What other sources say of one field.
pub(super) fn readings(desk: &Desk, shape: &Shape, name: &str, json: &Map<String, Value>) -> Vec<String> {
    let Some(Value::Object(all)) = json.get("readings") else { return Vec::new() };
    let Some(field) = shape.field(name) else { return Vec::new() };
    let text = |reading: &Value, part: &str| reading.get(part).and_then(Value::as_str).map(str::to_owned);
    desk.read(|register| {
        all.values()
            .filter(|reading| {
                reading.get("gone").is_none() && text(reading, "field").as_deref() == Some(name)
            })
            .filter_map(|reading| {
                let value = titles::leaf(field.kind, reading.get("value")?, register, &*locale())?;
                let source = text(reading, "source")
                    .map(|id| titles::title(register, &RecordKey::new(Collection::Sources, id), &*locale()));
                let reason = text(reading, "reason");
                let said: Vec<_> = source.into_iter().chain(reason).collect();
                let others = said!(text::OTHERS, value);
                Some(if said.is_empty() { others } else { format!("{others} ({})", said.join("; ")) })
            })
            .collect()
    })
}
