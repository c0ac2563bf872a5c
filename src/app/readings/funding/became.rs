//! What a contribution became: the purchases that draw on it, what arrived, and what is free.

use leptos::prelude::*;
use rust_decimal::Decimal;

use super::chain::{receipt, stage};
use super::{Sum, commas, doubts, line_href, link, or_words, purchase, purchase_key, want_rates};
use crate::app::parts::here::Here;
use crate::app::parts::say;
use crate::figures::{ContributionChain, Free, Money, Of, PurchaseChain};
use crate::register::{Day, Id, PurchaseStepKind, Register};

/// The section of a contribution.
pub fn of_contribution(here: &Here, register: &Register, chain: &ContributionChain, on: Day) -> AnyView {
    let of = Of::Contribution(chain.contribution.clone());
    let drawn: Vec<Id> = chain.purchases.iter().map(|one| one.purchase.clone()).collect();
    let found = doubts::at(register, &of, &drawn);
    let rows = chain.purchases.iter().map(|one| became_row(here, register, one));
    let direct = chain.handed_over.iter().map(|one| {
        view! {
            <tr>
                <td>"Handed over directly"</td><td class="n" data-label="Share"></td><td data-label="Stage"></td>
                <td class="n" data-label="Delivered">{or_words(one.money, "no figure")}<small>{say::day(one.day)}</small></td>
            </tr>
        }
    });
    let none = chain.purchases.is_empty() && chain.handed_over.is_empty();
    let count = (chain.purchases.len().saturating_add(chain.handed_over.len()).saturating_add(1)).to_string();
    let table = (!none).then(|| {
        view! {
            <table class="list" aria-label="What it became" aria-rowcount=count>
                <thead><tr>
                    <th scope="col">"Purchase"</th><th scope="col" class="n">"Share"</th>
                    <th scope="col">"Stage"</th><th scope="col" class="n">"Delivered of it"</th>
                </tr></thead>
                <tbody>{rows.collect_view()}{direct.collect_view()}</tbody>
            </table>
        }
    });
    view! {
        <section aria-label="What it became">
            <h2>"What it became"</h2>
            {doubts::list(here, found)}
            {table}
            {none.then(|| view! { <p class="q">"No purchase draws on it, and nothing was handed over."</p> })}
            {free(here, register, chain, on)}
        </section>
    }
    .into_any()
}

/// A purchase that draws on a contribution: what it takes, how far it is, and what arrived.
fn became_row(here: &Here, register: &Register, one: &PurchaseChain) -> AnyView {
    let key = purchase_key(&one.purchase);
    let shares = one.shares.iter().map(|share| {
        let joint = (share.of.len() > 1).then_some(" with other contributions");
        view! { <span class="leg">{or_words(share.money, "sum not stated")}{joint}</span> }
    });
    let state = match (one.stage, one.approved) {
        (Some(PurchaseStepKind::Cancelled), _) => None,
        (_, Some(day)) => Some(format!("allocated since {}", say::day(day))),
        (_, None) => Some("no approval on record".to_owned()),
    };
    let deliveries = one.deliveries.iter().map(|delivery| {
        let href = line_href(here, &key, &delivery.delivery);
        let sum = or_words(delivery.money, "its part is not known");
        let when = say::day(delivery.day);
        view! { <span class="leg"><a href=href>{format!("{when}: {sum}")}</a><small>{receipt(delivery)}</small></span> }
    });
    let deliveries: Vec<_> = deliveries.collect();
    let deliveries = match deliveries.is_empty() {
        true => view! { <span class="q">"nothing yet"</span> }.into_any(),
        false => deliveries.into_any(),
    };
    view! {
        <tr data-id=one.purchase.to_string()>
            <td>{purchase(here, register, &one.purchase)}</td>
            <td class="n" data-label="Share">{shares.collect_view()}</td>
            <td data-label="Stage">{stage(one.stage)}<small>{state}</small></td>
            <td class="n" data-label="Delivered of it">{deliveries}</td>
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
        view! { " It is counted together with "{others}", which is the same money in whole or in part." }
    });
    if free.without_figure && free.raised.is_zero() {
        return view! { <p>"No sum of it is on record, so what is free is not known."{same}</p> }.into_any();
    }
    let sum = |of: &'static str, value: Decimal| {
        view! { <Sum of money=Money { value, currency: free.currency } on /> }
    };
    let less = if free.unknown.is_empty() { "" } else { " or less" };
    view! {
        <p>
            "Raised "{sum("raised-of-it", free.raised)}", committed "{sum("committed-of-it", free.committed)}
            ", taken by shares "{sum("taken", free.taken)}". Free: "<b>{sum("free", free.left)}{less}</b>", of which committed "
            {sum("free-committed", free.left_committed)}{less}"."
            {said_of(free)}{same}
        </p>
    }
    .into_any()
}

/// What makes the free sum less sure.
fn said_of(free: &Free) -> String {
    let mut said = String::new();
    if !free.unknown.is_empty() {
        let shares = say::count(free.unknown.len(), "share takes", "shares take");
        said.push_str(&format!(" {} an unknown part of it.", say::capital(&shares)));
    }
    if !free.beyond.is_zero() {
        said.push_str(&format!(
            " Shares go {} beyond what it reached.",
            say::money(free.beyond, free.currency)
        ));
    }
    if free.unconverted > 0 {
        let sums = say::count(usize::try_from(free.unconverted).unwrap_or_default(), "sum has", "sums have");
        said.push_str(&format!(" {} no exchange rate and is not in it.", say::capital(&sums)));
    }
    said
}
