//! The chain of a purchase, upward to the decision and downward to what arrived; what a contribution became, and what
//! the decisions of a meeting became. Each leads on to the others.

use leptos::prelude::*;

use super::{READS, Sum, became, commas, decided, doubts, giver, link, or_words, want_rates};
use crate::app::locale;
use crate::app::parts::here::{Here, here};
use crate::app::parts::told::told;
use crate::app::parts::{say, titles};
use crate::app::route::Page;
use crate::figures::{Chains, Decision, DeliveryLink, Money, Need, Of, PurchaseChain, ShareLink, coverage};
use crate::register::{
    Arrange, Collection, Delivery, Id, Measure, Meeting, Purchase, PurchaseStepKind, RecordKey, Register,
    Split,
};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::needs as text;
use crate::words::text::{Put, Text};

/// What hangs on a purchase, a contribution or a meeting.
#[component]
pub fn Chain(
    /// Which record.
    key: RecordKey,
) -> impl IntoView {
    let here = here();
    let line = Memo::new(move |_| here.desk.address.with(|address| address.param("line").map(Id::from)));
    move || {
        let (counted, marked) = (here.counted(), line.get());
        here.desk.read_in(&READS, |register| {
            let count = counted.count();
            let chains = Chains::new(register, count);
            let on = counted.query.on;
            match key.collection {
                Collection::Purchases => {
                    let chain = chains.purchase(&key.id)?;
                    let need =
                        coverage(register, &count).needs.into_iter().find(|one| one.purchase == key.id);
                    Some(of_purchase(&here, register, &chain, need.as_ref(), marked.as_ref()))
                }
                Collection::Contributions => {
                    // What lies outside the coalition pays for nothing in it.
                    register.contributions.get(&key.id).filter(|one| !one.outside)?;
                    let chain = chains.contribution(&key.id)?;
                    Some(became::of_contribution(&here, register, &chain, on))
                }
                _ => decided::of_meeting(&here, register, &key.id, &chains.meeting(&key.id)),
            }
        })
    }
}

fn of_purchase(
    here: &Here,
    register: &Register,
    chain: &PurchaseChain,
    need: Option<&Need>,
    marked: Option<&Id>,
) -> AnyView {
    let Some(record) = register.purchases.get(&chain.purchase) else { return ().into_any() };
    let is = |line: &Id| (marked == Some(line)).then_some("true");
    let found =
        doubts::at(register, &Of::Purchase(chain.purchase.clone()), std::slice::from_ref(&chain.purchase));
    let decisions = chain.decisions.iter().map(|one| view! { <li>{decision(here, register, one)}</li> });
    let shares = chain.shares.iter().map(|share| {
        view! { <li data-id=share.share.to_string() aria-current=is(&share.share)>{share_line(here, register, record, chain, share)}</li> }
    });
    let deliveries = chain.deliveries.iter().map(|one| {
        let line = record.deliveries.0.get(&one.delivery);
        view! { <li data-id=one.delivery.to_string() aria-current=is(&one.delivery)>{delivery(here, register, one, line)}</li> }
    });
    let part = |name: &'static str, rows: Vec<AnyView>, none: Text| {
        let rows = if rows.is_empty() {
            view! { <span class="q">{none.said()}</span> }.into_any()
        } else {
            view! { <ul class="plain">{rows}</ul> }.into_any()
        };
        view! { <dt>{name}</dt><dd>{rows}</dd> }
    };
    view! {
        <section aria-label=text::CHAIN.said()>
            <h2>{text::FROM_DECISION.said()}</h2>
            {doubts::list(here, found)}
            <dl class="facts chain">
                {part(text::DECIDED.said(), decisions.map(IntoAny::into_any).collect(), text::NO_DECISION)}
                <dt>{labels::field_label("Purchase", "steps")}</dt><dd>{steps(record)}</dd>
                {part(text::PAID_FROM.said(), shares.map(IntoAny::into_any).collect(), text::NO_SHARE)}
                <dt>{text::STILL_TO_FUND.said()}</dt>
                <dd>{need.map_or_else(|| text::NO_OPEN_NEED.said().into_any(), |need| rest(here, need))}</dd>
                {part(say::measure(Measure::Delivered), deliveries.map(IntoAny::into_any).collect(), text::NOTHING_BY_DAY)}
            </dl>
        </section>
    }
    .into_any()
}

/// A decision with the meeting that took it.
fn decision(here: &Here, register: &Register, one: &Decision) -> AnyView {
    let day = one.day.map(say::day);
    let meeting = one.meeting.as_ref().map(|id| {
        let key = RecordKey::of::<Meeting>(id);
        let title = titles::title(register, &key, &*locale());
        view! { <a href=here.href_now(Page::of(&key))>{title}</a> }
    });
    let words = one.words.as_ref().map(|words| format!("“{words}”"));
    let meeting = match meeting {
        Some(meeting) => meeting.into_any(),
        None => view! { <span class="q">{text::NO_MEETING.said()}</span> }.into_any(),
    };
    view! { {day.map(|day| format!("{day}, "))}{meeting}{words.map(|words| format!(": {words}"))} }.into_any()
}

/// The steps in the order of their days, with their values.
fn steps(record: &Purchase) -> AnyView {
    let mut steps: Vec<_> = record.steps.values().collect();
    steps.arrange_by_key(|step| (step.date.as_ref().map(|date| date.last()), step.kind));
    if steps.is_empty() {
        return view! { <span class="q">{text::NO_STEP.said()}</span> }.into_any();
    }
    let said = steps.into_iter().map(|step| {
        let kind = step.kind.map_or(text::STEP_NOT_STATED.said(), |kind| labels::choice_label(kind.word()));
        let date = step.date.as_ref().map(|date| format!(" {}", say::date(date)));
        let value = step.value.map(|value| format!(" ({})", locale().amount(&value)));
        format!("{kind}{}{}", date.unwrap_or_default(), value.unwrap_or_default())
    });
    said.collect::<Vec<_>>().join(" → ").into_any()
}

/// A share: from where, whose money, how much, and whether it is allocated yet.
fn share_line(
    here: &Here,
    register: &Register,
    record: &Purchase,
    chain: &PurchaseChain,
    share: &ShareLink,
) -> AnyView {
    let from = share.of.iter().map(|id| link(here, register, &Of::Contribution(id.clone()))).collect();
    let from = commas(from);
    let comma = (!share.of.is_empty()).then_some(", ");
    let split = record.shares.0.get(&share.share).and_then(|line| line.split);
    let hidden = share.of.len() > 1 && split != Some(Split::Published);
    let state = if chain.approved.is_some() { text::ALLOCATED } else { text::NO_APPROVAL };
    let hidden = hidden.then(|| format!("; {}", text::SPLIT_NOT_PUBLISHED.said()));
    view! {
        {from}{comma}{giver(here, register, &share.who)}": "{or_words(share.money, text::SUM_NOT_STATED)}
        <small class="block">{state.said()}{hidden}</small>
    }
    .into_any()
}

/// What is left to fund of a need.
fn rest(here: &Here, need: &Need) -> AnyView {
    let (query, covered) = (here.query(), &need.covered);
    want_rates(covered.unconverted > 0);
    if covered.without_value > 0 {
        return view! { <span class="q">{text::REST_NO_VALUE.said()}</span> }.into_any();
    }
    if covered.unconverted > 0 && need.left.is_none() {
        return view! { <span class="q">{text::REST_NO_RATE.said()}</span> }.into_any();
    }
    let own = need.left.unwrap_or(Money { value: covered.to_fund, currency: query.currency });
    let sum = view! { <Sum of="to-fund" money=own on=query.on /> }.into_any();
    let sum = match covered.without_sum {
        0 => sum,
        n => told(text::REST_OR_LESS, &[("n", n.arg())], [("sum", sum)]).into_any(),
    };
    let beyond = (!covered.beyond.is_zero()).then(|| {
        format!("; {}", said!(text::BEYOND_VALUE, sum = say::money(covered.beyond, query.currency)))
    });
    view! { {sum}{beyond} }.into_any()
}

/// A delivery: when, how much, what, to whom, and whether the receipt was confirmed.
fn delivery(here: &Here, register: &Register, one: &DeliveryLink, line: Option<&Delivery>) -> AnyView {
    let date = line.and_then(|line| line.date.as_ref()).map_or_else(|| say::day(one.day), say::long_date);
    let what: Vec<String> = line
        .map(|line| line.items.values().filter_map(|item| item.what.clone()).collect())
        .unwrap_or_default();
    let what = (!what.is_empty()).then(|| format!(", {}", say::and(&what)));
    let taker = line.and_then(|line| line.received_by.as_ref()).map(|party| {
        let (page, name) = (Page::Member(party.id().to_string()), say::party(register, party.id()));
        let party = view! { <a href=here.href_now(page)>{name}</a> }.into_any();
        view! { ", "{told(text::TO_PARTY, &[], [("party", party)])} }
    });
    view! {
        {date}": "{or_words(one.money, text::VALUE_NOT_STATED)}{what}{taker}
        <small class="block">{receipt(one)}</small>
    }
    .into_any()
}

/// Whether the receipt was confirmed, in words.
pub fn receipt(one: &DeliveryLink) -> &'static str {
    let said = if one.confirmed { text::RECEIPT_CONFIRMED } else { text::RECEIPT_NOT_STATED };
    said.said()
}

/// The stage of a purchase, in words.
pub fn stage(stage: Option<PurchaseStepKind>) -> &'static str {
    stage.map_or(text::NO_STAGE.said(), |stage| labels::choice_label(stage.word()))
}

/// The head of a column of purchases.
pub fn purchase_label() -> &'static str {
    labels::collection_label(Collection::Purchases).0
}
