//! A figure on the page: with its measure, its currency and its day, and a way into what it is made of.

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::{Decimal, RoundingStrategy};

use super::here::here;
use super::say;
use crate::app::desk::{Dialog, desk};
use crate::figures::{Figure, Total};
use crate::register::{Currency, Day, Measure};
use crate::said;
use crate::words::text::areas::{overview, parts as text};

pub use super::figure_parts::FigureParts;

/// A sum as `data-amount` has it: rounded half to even to the currency's digits, without grouping.
pub fn data_amount(value: Decimal, currency: Currency) -> String {
    let mut rounded = value.round_dp_with_strategy(currency.digits(), RoundingStrategy::MidpointNearestEven);
    rounded.rescale(currency.digits());
    rounded.to_string()
}

/// A figure that opens into the list of what made it.
#[component]
pub fn FigureView(
    /// The figure; its measure, currency and day come with it.
    #[prop(into)]
    figure: Signal<Arc<Figure>>,
    /// In full, as sentences and totals have it.
    #[prop(optional)]
    full: bool,
    /// Only the number, under a head that names the currency.
    #[prop(optional)]
    plain: bool,
) -> impl IntoView {
    let total = Memo::new(move |_| figure.with(|figure| figure.total()));
    view! { <TotalView total full plain /> }
}

/// A total that opens into the list of what made it.
#[component]
pub fn TotalView(
    /// The total; its measure, currency and day come with it.
    #[prop(into)]
    total: Signal<Total>,
    /// In full, as sentences and totals have it: “€32,703,626.22 or more”. Else in short: “€32.7 m +”.
    #[prop(optional)]
    full: bool,
    /// Only the number with the currency's decimals, under a head that names the currency.
    #[prop(optional)]
    plain: bool,
) -> impl IntoView {
    let desk = desk();
    let of = move |read: fn(&Total) -> Option<String>| move || total.with(read);
    let some = |count: u32| (count > 0).then(|| count.to_string());
    let shown = move || {
        total.with(|total| match (full, plain) {
            (_, true) => say::number(total.amount, total.currency),
            (true, _) => say::total(total),
            _ => say::short_total(total),
        })
    };
    // What is short for the eye is said in full.
    let aloud = move || {
        total.with(|total| {
            let day = say::day(total.date);
            if full {
                return said!(text::VALID_ALOUD, day);
            }
            said!(text::FIGURE_ALOUD, figure = say::total(total), measure = say::measure(total.measure), day)
        })
    };
    view! {
        <button type="button" class="fig"
            data-figure=move || total.with(|total| total.measure.word())
            data-amount=of(|total| Some(data_amount(total.amount, total.currency)))
            data-currency=of(|total| Some(total.currency.code().to_owned()))
            data-date=of(|total| Some(total.date.to_string()))
            data-open=of(|total| total.open.word().map(str::to_owned))
            data-about=of(|total| total.about.then(|| "true".to_owned()))
            data-unvalued=move || total.with(|total| some(total.unvalued))
            data-unconverted=move || total.with(|total| some(total.unconverted_count()))
            data-possible=of(|total| (!total.possible.is_zero()).then(|| data_amount(total.possible, total.currency)))
            on:click=move |_| desk.show(total.with(|total| Dialog::Figure(total.measure, total.date)))
        >
            <span aria-hidden=(!full).then_some("true")>{shown}</span>
            <span class="aloud">{aloud}</span>
        </button>
    }
}

/// The number of members, which opens into who they are.
#[component]
pub fn MembersView(
    /// As a word at the beginning of a sentence.
    #[prop(optional)]
    word: bool,
    /// On which day, where it is not the one of the address.
    #[prop(optional)]
    on: Option<Day>,
) -> impl IntoView {
    let desk = desk();
    let here = here();
    let on = move || on.unwrap_or_else(|| here.on());
    let members = Memo::new(move |_| {
        let members = here.members_on(on());
        (members.counted.len(), members.disputed.len())
    });
    let shown = move || {
        let number = members.get().0;
        if word { say::capital(&say::numeral(number)) } else { number.to_string() }
    };
    view! {
        <button type="button" class="fig" data-figure=Measure::Members.word()
            data-amount=move || members.get().0.to_string()
            data-date=move || on().to_string()
            data-disputed=move || Some(members.get().1).filter(|count| *count > 0).map(|count| count.to_string())
            on:click=move |_| desk.show(Dialog::Figure(Measure::Members, on()))
        >
            {shown}<span class="aloud">{move || said!(overview::MEMBERS_ALOUD, day = say::day(on()))}</span>
        </button>
    }
}

/// The name of a measure with the key of its colour and pattern.
#[component]
pub fn MeasureKey(
    /// Which.
    measure: Measure,
) -> impl IntoView {
    view! { <span class="m" data-measure=measure.word()>{say::measure(measure)}</span> }
}

/// How a measure is counted, in one sentence.
pub fn rule(measure: Measure) -> &'static str {
    let said = match measure {
        Measure::Pledged => text::RULE_PLEDGED,
        Measure::Committed => text::RULE_COMMITTED,
        Measure::Raised => text::RULE_RAISED,
        Measure::Paid => text::RULE_PAID,
        Measure::Spent => text::RULE_SPENT,
        Measure::Delivered => text::RULE_DELIVERED,
        Measure::OpenPledge => text::RULE_OPEN_PLEDGE,
        Measure::Undelivered => text::RULE_UNDELIVERED,
        Measure::Ordered => text::RULE_ORDERED,
        Measure::Allocated => text::RULE_ALLOCATED,
        Measure::ToBeAllocated => text::RULE_TO_BE_ALLOCATED,
        Measure::Members => text::RULE_MEMBERS,
    };
    said.said()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::parse_decimal;

    #[test]
    fn amounts_for_checks() {
        let check = |value: &str, code: &str, expected: &str| {
            assert_eq!(data_amount(parse_decimal(value).unwrap(), Currency::parse(code).unwrap()), expected);
        };
        check("32703626.22", "EUR", "32703626.22");
        check("10000000", "EUR", "10000000.00");
        check("0", "JPY", "0");
        check("1234.5", "BHD", "1234.500");
    }
}
