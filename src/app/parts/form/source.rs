//! A source: one on record, or a new one from a pasted address or the name of who published it.

use leptos::prelude::*;
use serde_json::{Map, Value, json};

use super::combo::{Combo, Offer, Offers, best};
use super::reference::{fitting, title};
use super::target::Target;
use crate::app::desk::{Desk, desk};
use crate::register::{Collection, Id, RecordKey};
use crate::said;
use crate::words::text::areas::forms as text;

/// One source, or none.
#[component]
pub fn SourceField(
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
    let at = StoredValue::new(path.clone());
    let shown = move || {
        let id = value.with(|value| value.as_ref().and_then(Value::as_str).map(Id::from));
        id.map(|id| name(&desk, target, id)).unwrap_or_default()
    };
    let take = move |offer: Offer| {
        let id = choose(&desk, target, &offer);
        at.with_value(|path| target.set(path, Some(id.as_str().into())))
    };
    let offers = Offers {
        find: Callback::new(move |typed: String| find(&desk, target, &typed)),
        shown: Signal::derive(shown),
        take: Callback::new(take),
        clear: Callback::new(move |()| at.with_value(|path| target.set(path, None))),
        free: true,
        lost: |typed| said!(text::NOT_HERE, typed),
    };
    let hint = if hint.is_empty() { text::SOURCE_HINT.said() } else { hint };
    view! { <Combo target path label hint offers /> }.into_any()
}

/// The title of a source, on record or about to be.
fn name(desk: &Desk, target: Target, id: Id) -> String {
    let brought = target.brought(Collection::Sources);
    let fields = brought.iter().find(|(key, _)| key.id == id).map(|(_, fields)| fields);
    let of = |fields: &Map<String, Value>| {
        let text = |name: &str| fields.get(name).and_then(Value::as_str).map(str::to_owned);
        text("address").or_else(|| text("publisher"))
    };
    fields.and_then(of).unwrap_or_else(|| title(desk, RecordKey { collection: Collection::Sources, id }))
}

/// The sources that fit a text; last a new one, unless one is called so.
pub(super) fn find(desk: &Desk, target: Target, typed: &str) -> Vec<Offer> {
    let typed = typed.trim();
    let mut ranked = fitting(desk, Collection::Sources, typed, target.key().as_ref());
    for (key, _) in untrack(|| target.brought(Collection::Sources)) {
        ranked.extend(Offer::fitting(
            key.id.as_str(),
            &name(desk, target, key.id.clone()),
            text::NEW.said(),
            &[],
            typed,
        ));
    }
    let mut found = best(ranked);
    if !typed.is_empty() && found.iter().all(|offer| !offer.exact) {
        found.push(Offer {
            id: typed.to_owned(),
            label: said!(text::ADD_SOURCE, name = typed),
            note: String::new(),
            exact: false,
            adds: true,
        });
    }
    found
}

/// The id of a chosen source; a new one will get its record in the same step.
pub(super) fn choose(desk: &Desk, target: Target, offer: &Offer) -> Id {
    if offer.adds { add(desk, target, &offer.id) } else { Id::from(offer.id.as_str()) }
}

/// A new source that comes into being with what cites it.
fn add(desk: &Desk, target: Target, text: &str) -> Id {
    let key = RecordKey { collection: Collection::Sources, id: desk.new_id() };
    target.bring(key.clone(), fields(text));
    key.id
}

/// An address is kept with its host as publisher; anything else is a publisher.
fn fields(text: &str) -> Map<String, Value> {
    let fields = match host(text) {
        Some(host) => json!({"address": text, "publisher": host}),
        None => json!({"publisher": text}),
    };
    fields.as_object().cloned().unwrap_or_default()
}

fn host(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (host.contains('.') && !text.contains(char::is_whitespace)).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Value) {
        assert_eq!(Value::Object(fields(text)), expected);
    }

    #[test]
    fn an_address_or_a_publisher() {
        check(
            "https://www.kaitseministeerium.ee/en/news",
            json!({"address": "https://www.kaitseministeerium.ee/en/news", "publisher": "kaitseministeerium.ee"}),
        );
        check("Ministry of Defence of Denmark", json!({"publisher": "Ministry of Defence of Denmark"}));
        check("https://two words", json!({"publisher": "https://two words"}));
    }
}
