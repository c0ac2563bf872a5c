//! What the decisions of a meeting became, purchase by purchase.

use leptos::prelude::*;

use super::chain::{purchase_label, receipt, stage};
use super::{commas, contribution, giver, line_href, or_words, purchase, purchase_key};
use crate::app::parts::here::Here;
use crate::app::parts::say;
use crate::figures::PurchaseChain;
use crate::register::{Each, Id, Measure, Register};
use crate::words::text::areas::needs as text;

/// The section of a meeting; nothing where it decided on no purchase.
pub fn of_meeting(
    here: &Here,
    register: &Register,
    meeting: &Id,
    chains: &[PurchaseChain],
) -> Option<AnyView> {
    if chains.is_empty() {
        return None;
    }
    let title = text::DECISIONS_BECAME.said();
    let count = chains.len().saturating_add(1).to_string();
    let rows = chains.iter().map(|chain| decided_row(here, register, meeting, chain));
    Some(
        view! {
            <section aria-label=title>
                <h2>{title}</h2>
                <table class="list" aria-label=title aria-rowcount=count>
                    <thead><tr>
                        <th scope="col">{purchase_label()}</th><th scope="col">{text::STAGE.said()}</th>
                        <th scope="col">{text::PAID_FROM.said()}</th><th scope="col">{say::measure(Measure::Delivered)}</th>
                    </tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </section>
        }
        .into_any(),
    )
}

fn decided_row(here: &Here, register: &Register, meeting: &Id, chain: &PurchaseChain) -> AnyView {
    let key = purchase_key(&chain.purchase);
    let own = chain.decisions.iter().filter(|one| one.meeting.as_ref() == Some(meeting));
    // The same words at a step and in an outcome are one decision.
    let words: Each<String> = own.filter_map(|one| one.words.clone()).collect();
    let words = (!words.is_empty()).then(|| {
        let words: Vec<String> = words.into_iter().map(|words| format!("“{words}”")).collect();
        words.join(" ")
    });
    let shares = chain.shares.iter().map(|share| {
        let from = share.of.iter().map(|id| contribution(here, register, id, &share.who)).collect();
        let from = match share.of.is_empty() {
            true => giver(here, register, &share.who),
            false => commas(from),
        };
        view! { <span class="leg">{from}": "{or_words(share.money, text::SUM_NOT_STATED)}</span> }
    });
    let shares: Vec<_> = shares.collect();
    let shares = if shares.is_empty() { text::NO_SHARE_YET.said().into_any() } else { shares.into_any() };
    let deliveries = chain.deliveries.iter().map(|one| {
        let said = format!("{}: {}", say::day(one.day), or_words(one.money, text::VALUE_NOT_STATED));
        view! { <span class="leg"><a href=line_href(here, &key, &one.delivery)>{said}</a>", "{receipt(one)}</span> }
    });
    let deliveries: Vec<_> = deliveries.collect();
    let deliveries =
        if deliveries.is_empty() { text::NOTHING_YET.said().into_any() } else { deliveries.into_any() };
    view! {
        <tr data-id=chain.purchase.to_string()>
            <td>{purchase(here, register, &chain.purchase)}<small class="wrap">{words}</small></td>
            <td data-label=text::STAGE.said()>{stage(chain.stage)}</td>
            <td data-label=text::PAID_FROM.said()>{shares}</td>
            <td data-label=say::measure(Measure::Delivered)>{deliveries}</td>
        </tr>
    }
    .into_any()
}
