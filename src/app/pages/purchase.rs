//! One purchase: from the need to goods in hand, and whose money it is.

use leptos::prelude::*;

use super::purchases::{funders, value};
use super::record::{Changes, Fields, Heading, Missing, Tools, UsedIn};
use crate::app::desk::desk;
use crate::app::locale;
use crate::app::parts::say;
use crate::app::readings::Reading;
use crate::app::wings::reading_view;
use crate::figures::stage;
use crate::register::{Collection, Date, Day, Id, Purchase as Record, PurchaseStepKind, RecordKey, Register};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::record as text;

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
        <Show when=move || exists.get() fallback=|| view! { <Missing of=Collection::Purchases /> }>
            <Heading key=key.clone() />
            <p class="point">{point}</p>
            <Tools key=key.clone() />
            {reading_view(Reading::Chain(key.clone()))}
            <Fields key=key.clone() except=&["title"] />
            <UsedIn key=key.clone() />
            <Changes key=key.clone() />
        </Show>
    }
}

fn point(register: &Register, purchase: &Record, on: Day) -> String {
    let day = say::day(on);
    let stage = match (stage(purchase, on), unsure(purchase, on).as_slice()) {
        (Some(stage), _) => said!(text::STAGE_BY, stage = labels::choice_label(stage.word()), day),
        (None, []) => said!(text::NOTHING_BY, day),
        (None, unsure) => said!(text::NOT_CERTAIN, day, why = say::and(unsure)),
    };
    let value = value(purchase, on).map_or_else(|| said!(text::NO_VALUE), |value| locale().amount(&value));
    let funders = match funders(register, purchase) {
        none if none.is_empty() => said!(text::NO_SHARE),
        unknown if unknown == "not stated" => said!(text::FUNDER_NOT_STATED),
        known => said!(text::FUNDED_BY, who = known),
    };
    format!("{stage}; {value}; {funders}.")
}

/// The steps and deliveries that may have happened by a day, and what their dates lack to tell.
pub fn unsure(purchase: &Record, on: Day) -> Vec<String> {
    let steps = purchase.steps.values().filter_map(|step| Some((step.kind?, step.date.as_ref())));
    let delivered = purchase.deliveries.values().map(|one| (PurchaseStepKind::Delivered, one.date.as_ref()));
    let lacks = |(kind, date): (PurchaseStepKind, Option<&Date>)| {
        let step = labels::choice_label(kind.word());
        match date {
            None => Some(said!(text::NO_DATE, step)),
            Some(date) if date.first() <= on => Some(said!(text::TOO_LOOSE, step, date = say::date(date))),
            Some(_) => None,
        }
    };
    let mut all: Vec<_> = steps.chain(delivered).filter_map(lacks).collect();
    all.dedup();
    all
}
