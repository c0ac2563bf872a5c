//! A reference to another record, found by its title.

use leptos::prelude::*;
use serde_json::Value;

use super::combo::{Combo, Offer, Offers, best};
use super::target::Target;
use crate::app::desk::{Desk, desk};
use crate::app::locale;
use crate::app::parts::titles;
use crate::register::{Collection, Id, RecordKey, Register};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::forms as text;

/// One record of a collection, or none.
#[component]
pub fn RefField(
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
    /// Of which records.
    collection: Collection,
) -> AnyView {
    let desk = desk();
    let value = target.value(&path);
    let at = StoredValue::new(path.clone());
    let shown = move || {
        let id = value.with(|value| value.as_ref().and_then(Value::as_str).map(Id::from));
        id.map(|id| title(&desk, RecordKey { collection, id })).unwrap_or_default()
    };
    let offers = Offers {
        find: Callback::new(move |typed: String| {
            best(fitting(&desk, collection, &typed, target.key().as_ref()))
        }),
        shown: Signal::derive(shown),
        take: Callback::new(move |offer: Offer| {
            at.with_value(|path| target.set(path, Some(offer.id.into())))
        }),
        clear: Callback::new(move |()| at.with_value(|path| target.set(path, None))),
        free: false,
        lost: |typed| said!(text::NOT_HERE_CHOOSE, typed),
    };
    view! { <Combo target path label hint offers /> }.into_any()
}

/// The title of a record in the reader's language; tracked.
pub fn title(desk: &Desk, key: RecordKey) -> String {
    desk.read_in(&[key.collection, Collection::Parties], |register| titles::title(register, &key, &*locale()))
}

/// The records of a collection whose title fits, without the one that is being edited.
pub fn fitting(
    desk: &Desk,
    collection: Collection,
    typed: &str,
    own: Option<&RecordKey>,
) -> Vec<(usize, Offer)> {
    let locale = locale();
    desk.look(|register| {
        let keys = register.ids(collection).into_iter().map(|id| RecordKey { collection, id });
        let others = keys.filter(|key| Some(key) != own);
        let offers = others.filter_map(|key| {
            let title = titles::title(register, &key, &*locale);
            Offer::fitting(key.id.as_str(), &title, &note(register, &key), &[], typed)
        });
        // The newest are the likeliest.
        let mut offers: Vec<_> = offers.collect();
        offers.reverse();
        offers
    })
}

/// What tells records with the same title apart.
fn note(register: &Register, key: &RecordKey) -> String {
    let json = register.json(key);
    let text = |name: &str| json.get(name).and_then(Value::as_str).map(str::to_owned);
    match key.collection {
        Collection::Sources => text("address").or_else(|| text("publisher")),
        Collection::Meetings => text("date"),
        Collection::Actions => text("due"),
        Collection::Agreements | Collection::Purchases => {
            text("kind").map(|kind| labels::choice_label(&kind).to_owned())
        }
        _ => None,
    }
    .unwrap_or_default()
}
