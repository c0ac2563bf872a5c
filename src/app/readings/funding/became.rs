//! What a contribution became: the purchases that draw on it, what arrived, and what is free.

use leptos::prelude::*;
use rust_decimal::Decimal;

use super::chain::{purchase_label, receipt, stage};
use super::{Sum, commas, doubts, line_href, link, or_words, purchase, purchase_key, want_rates};
use crate::app::parts::here::Here;
use crate::app::parts::say;
use crate::app::parts::told::told;
use crate::figures::{ContributionChain, Free, Money, Of, PurchaseChain};
use crate::register::{Day, Id, Measure, PurchaseStepKind, Register};
use crate::said;
use crate::words::text::areas::{amounts, needs as text, parts};

/// The section of a contribution.
pub fn of_contribution(here: &Here, register: &Register, chain: &ContributionChain, on: Day) -> AnyView {
    let of = Of::Contribution(chain.contribution.clone());
    let drawn: Vec<Id> = chain.purchases.iter().map(|one| one.purchase.clone()).collect();
    let found = doubts::at(register, &of, &drawn);
    let rows = chain.purchases.iter().map(|one| became_row(here, register, one));
    let direct = chain.handed_over.iter().map(|one| {
        view! {
            <tr>
                <td>{text::HANDED_OVER.said()}</td><td class="n" data-label=text::SHARE.said()></td>
                <td data-label=text::STAGE.said()></td>
                <td class="n" data-label=say::measure(Measure::Delivered)>
                    {or_words(one.money, parts::NO_FIGURE)}<small>{say::day(one.day)}</small>
                </td>
            </tr>
        }
    });
    let none = chain.purchases.is_empty() && chain.handed_over.is_empty();
    let count = (chain.purchases.len().saturating_add(chain.handed_over.len()).saturating_add(1)).to_string();
    let table = (!none).then(|| {
        view! {
            <table class="list" aria-label=text::BECAME.said() aria-rowcount=count>
                <thead><tr>
                    <th scope="col">{purchase_label()}</th><th scope="col" class="n">{text::SHARE.said()}</th>
                    <th scope="col">{text::STAGE.said()}</th><th scope="col" class="n">{text::DELIVERED_OF_IT.said()}</th>
                </tr></thead>
                <tbody>{rows.collect_view()}{direct.collect_view()}</tbody>
            </table>
        }
    });
    view! {
        <section aria-label=text::BECAME.said()>
            <h2>{text::BECAME.said()}</h2>
            {doubts::list(here, found)}
            {table}
            {none.then(|| view! { <p class="q">{text::NOTHING_BECAME.said()}</p> })}
            {free(here, register, chain, on)}
        </section>
    }
    .into_any()
}

/// A purchase that draws on a contribution: what it takes, how far it is, and what arrived.
fn became_row(here: &Here, register: &Register, one: &PurchaseChain) -> AnyView {
    let key = purchase_key(&one.purchase);
    let shares = one.shares.iter().map(|share| {
        let sum = or_words(share.money, text::SUM_NOT_STATED);
        let sum = if share.of.len() > 1 { said!(text::WITH_OTHERS, sum) } else { sum };
        view! { <span class="leg">{sum}</span> }
    });
    let state = match (one.stage, one.approved) {
        (Some(PurchaseStepKind::Cancelled), _) => None,
        (_, Some(day)) => Some(said!(text::ALLOCATED_SINCE, day = say::day(day))),
        (_, None) => Some(text::NO_APPROVAL.said().to_owned()),
    };
    let deliveries = one.deliveries.iter().map(|delivery| {
        let href = line_href(here, &key, &delivery.delivery);
        let sum = or_words(delivery.money, text::PART_NOT_KNOWN);
        let when = say::day(delivery.day);
        view! { <span class="leg"><a href=href>{format!("{when}: {sum}")}</a><small>{receipt(delivery)}</small></span> }
    });
    let deliveries: Vec<_> = deliveries.collect();
    let deliveries = match deliveries.is_empty() {
        true => view! { <span class="q">{text::NOTHING_YET.said()}</span> }.into_any(),
        false => deliveries.into_any(),
    };
    view! {
        <tr data-id=one.purchase.to_string()>
            <td>{purchase(here, register, &one.purchase)}</td>
            <td class="n" data-label=text::SHARE.said()>{shares.collect_view()}</td>
            <td data-label=text::STAGE.said()>{stage(one.stage)}<small>{state}</small></td>
            <td class="n" data-label=text::DELIVERED_OF_IT.said()>{deliveries}</td>
        </tr>
    }
    .into_any()
}

/// What no purchase has taken.
fn free(here: &Here, register: &Register, chain: &ContributionChain, on: Day) -> AnyView {
    let free = &chain.free;
    want_rates(free.unconverted > 0);
    let others = free.family.iter().filter(|id| **id != chain.contribution);
    let others: Vec<_> = others.map(|id| link(here, register, &Of::Contribution(id.clone()))).collect();
    let same = (!others.is_empty()).then(|| {
        let others = commas(others);
        view! { " "{told(text::COUNTED_WITH, &[], [("others", others)])} }
    });
    if free.without_figure && free.raised.is_zero() {
        return view! { <p>{text::FREE_NOT_KNOWN.said()}{same}</p> }.into_any();
    }
    let sum = |of: &'static str, value: Decimal| {
        view! { <Sum of money=Money { value, currency: free.currency } on /> }
    };
    let less = || (!free.unknown.is_empty()).then(|| format!(" {}", amounts::OR_LESS.said()));
    let (left, committed) = (sum("free", free.left), sum("free-committed", free.left_committed));
    let said = told(
        text::FREE,
        &[],
        [
            ("raised", sum("raised-of-it", free.raised).into_any()),
            ("committed", sum("committed-of-it", free.committed).into_any()),
            ("taken", sum("taken", free.taken).into_any()),
            ("free", view! { <b>{left}{less()}</b> }.into_any()),
            ("left", view! { {committed}{less()} }.into_any()),
        ],
    );
    view! { <p>{said}{said_of(free)}{same}</p> }.into_any()
}

/// What makes the free sum less sure.
fn said_of(free: &Free) -> String {
    let said = [
        (!free.unknown.is_empty()).then(|| said!(text::TAKES_UNKNOWN, n = free.unknown.len())),
        (!free.beyond.is_zero())
            .then(|| said!(text::SHARES_BEYOND, sum = say::money(free.beyond, free.currency))),
        (free.unconverted > 0).then(|| said!(text::RATES_LACKING, n = free.unconverted)),
    ];
    said.into_iter().flatten().map(|said| format!(" {said}")).collect()
}
