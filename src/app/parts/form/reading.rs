//! An other reading: of which field, what another source says of it, and why it is not adopted.

use leptos::prelude::*;
use serde_json::Value;

use super::choice::select;
use super::field::{field, of_kind};
use super::target::Target;
use super::tree;
use crate::register::{Node, Reading, Shape, join};
use crate::words::labels;

/// The fields of an other reading; the field that it is of decides how its value is entered.
#[component]
pub fn ReadingFields(
    /// Where it writes.
    target: Target,
    /// The path of the reading.
    line: String,
) -> AnyView {
    let shape = Reading::shape();
    let of = enclosing(target, &line);
    let name_path = join(&line, "field");
    let name = target.value(&name_path);
    let options = move || {
        let leaves =
            of.fields.iter().filter(|field| field.kind.is_leaf() && !matches!(field.name, "order" | "gone"));
        leaves
            .map(|field| (field.name.to_owned(), labels::field_label(of.name, field.name).to_owned()))
            .collect()
    };
    let which = select(
        target,
        name_path,
        labels::field_label(shape.name, "field").to_owned(),
        labels::hint(shape.name, "field").unwrap_or_default(),
        Signal::derive(options),
    );
    let value_path = StoredValue::new(join(&line, "value"));
    // A value of one kind is none of another.
    Effect::new(move |before: Option<Option<Value>>| {
        let now = name.get();
        let kind = |name: &Option<Value>| of.field(name.as_ref()?.as_str()?).map(|field| field.kind);
        if before.is_some_and(|before| kind(&before) != kind(&now)) {
            value_path.with_value(|path| {
                target.set_typed(path, None);
                target.commit(path, Ok(None));
            });
        }
        now
    });
    let value = move || {
        let chosen = name.with(|name| name.as_ref().and_then(Value::as_str).and_then(|name| of.field(name)));
        let label = labels::field_label(shape.name, "value").to_owned();
        chosen.map(|field| of_kind(target, field.kind, value_path.get_value(), label, ""))
    };
    let rest = ["source", "reason"].into_iter().filter_map(|name| shape.field(name));
    let rest: Vec<_> = rest.map(|one| field(target, shape, &line, one)).collect();
    view! { <div class="fields">{which} {value} {rest}</div> }.into_any()
}

/// The fields of the record or line that a reading belongs to.
fn enclosing(target: Target, line: &str) -> &'static Shape {
    // The way to it ends in `readings/<id>`.
    let lines = line.rsplit_once('/').map_or("", |(lines, _)| lines);
    let above = lines.rsplit_once('/').map_or("", |(above, _)| above);
    tree::shape_at(target.shape(), above).unwrap_or(target.shape())
}
