//! One purchase: from the need to goods in hand, and whose money it is.

use leptos::prelude::*;

use super::purchases::{funders, value};
use super::record::{Changes, Fields, Heading, Missing, Tools, UsedIn};
use crate::app::desk::desk;
use crate::app::locale;
use crate::app::parts::say;
use crate::figures::stage;
use crate::register::{Collection, Day, Id, Purchase as Record, RecordKey, Register};
use crate::words::labels;

/// The page of a purchase.
#[component]
pub fn Purchase(
    /// Which one.
    id: Id,
) -> impl IntoView {
    let desk = desk();
    let key = RecordKey::new(Collection::Purchases, id.clone());
    let purchase = Memo::new(move |_| {
        desk.read_in(&[Collection::Purchases], |register| register.purchases.get(&id).cloned())
    });
    let exists = Memo::new(move |_| purchase.with(Option::is_some));
    let point =
        move || purchase.get().map(|purchase| desk.read(|register| point(register, &purchase, desk.on())));
    view! {
        <Show when=move || exists.get() fallback=|| view! { <Missing what="Purchase" /> }>
            <Heading key=key.clone() />
            <p class="point">{point}</p>
            <Tools key=key.clone() />
            <Fields key=key.clone() except=&["title"] />
            <UsedIn key=key.clone() />
            <Changes key=key.clone() />
        </Show>
    }
}

fn point(register: &Register, purchase: &Record, on: Day) -> String {
    let stage =
        stage(purchase, on).map_or("Nothing has happened", |stage| labels::choice_label(stage.word()));
    let value =
        value(purchase, on).map_or_else(|| "no published value".to_owned(), |value| locale().amount(&value));
    let funders = match funders(register, purchase) {
        none if none.is_empty() => "no funding share is on record".to_owned(),
        unknown if unknown == "not stated" => "the funder is not stated".to_owned(),
        known => format!("funded by {known}"),
    };
    format!("{stage} by {}; {value}; {funders}.", say::day(on))
}
