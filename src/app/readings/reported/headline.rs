//! The checker of headlines: a sentence is pasted, read into what it claims, and held against the register.

use leptos::prelude::*;

use super::{READ, measure_word, outcome_view, stated};
use crate::app::parts::here::here;
use crate::app::parts::say;
use crate::figures::{Claim, Says, Time, reconcile};
use crate::register::{Currency, Date, Measure, Qualifier};
use crate::said;
use crate::words::text::areas::reported as words;
use crate::words::{HeadlineSum, Typed, read_headline};

/// What came of reading one part of a sentence.
enum Read {
    Claim(Claim),
    Question(String),
}

/// The checker.
#[component]
pub fn Headline() -> impl IntoView {
    let here = here();
    let text = RwSignal::new(String::new());
    let day = RwSignal::new(String::new());
    let date = move || Date::parse(&day.get()).unwrap_or_else(|_| Date::from_day(here.on()));
    let answer = move || {
        let typed = text.get();
        if typed.trim().is_empty() {
            return ().into_any();
        }
        let read = read_headline(&typed);
        let (currency, date) = (here.query().currency, date());
        let mut parts: Vec<Read> = read.sums.into_iter().map(|sum| claim_of(sum, currency, &date)).collect();
        let members = read.counts.into_iter().filter(|count| !count.givers);
        parts.extend(members.map(|count| {
            Read::Claim(Claim::new(Some(Measure::Members), Says::Number(count.count), date.clone()))
        }));
        let counted = here.counted();
        let found = here.desk.read_in(&READ, |register| {
            let parts = parts.iter().map(|part| match part {
                Read::Claim(claim) => {
                    let outcome = reconcile(register, counted.ledger(), counted.rates(), claim);
                    let measure = measure_word(claim.measure, claim.word.as_deref());
                    let day = say::long_date(&claim.date);
                    let head = said!(words::CLAIMED, stated = stated(claim), measure, day);
                    view! { <li><b>{say::capital(&head)}</b>{outcome_view(&here, register, &outcome)}</li> }
                        .into_any()
                }
                Read::Question(question) => view! { <li>{question.clone()}</li> }.into_any(),
            });
            parts.collect_view()
        });
        let nothing = parts.is_empty().then(|| view! { <p>{words::NOTHING_READ.said()}</p> });
        let unread = (!read.unread.is_empty())
            .then(|| view! { <p class="hint">{said!(words::NOT_READ, words = read.unread.join(", "))}</p> });
        view! { {nothing}<ul class="plain">{found}</ul>{unread} }.into_any()
    };
    view! {
        <details class="checker">
            <summary>{words::CHECK_SENTENCE.said()}</summary>
            <p class="row">
                <label class="grow">{words::SENTENCE.said()}" "
                    // Sentences are read in English, and so is the one that is shown.
                    <input type="text" placeholder="EUR 58 m raised, 12 members" autocomplete="off" prop:value=text
                        on:input=move |event| text.set(event_target_value(&event)) />
                </label>
                <label>{words::SAID_ON.said()}" "
                    <input type="date" prop:value=move || date().first().to_string()
                        on:change=move |event| day.set(event_target_value(&event)) />
                </label>
            </p>
            <div role="status">{answer}</div>
        </details>
    }
}

fn claim_of(sum: HeadlineSum, currency: Currency, date: &Date) -> Read {
    let HeadlineSum { text, amount, measure, word, scope, new } = sum;
    match amount {
        Typed::Understood(amount) => {
            let claim =
                Claim::new(measure, Says::Sum(amount.amount(currency, Qualifier::Exact)), date.clone());
            let time = if new { Time::Meeting(None) } else { Time::ToDate };
            Read::Claim(Claim { word, scope, time, ..claim })
        }
        Typed::Ambiguous { question, .. } => Read::Question(format!("“{text}”: {question}")),
        Typed::Wrong(reason) => Read::Question(reason),
    }
}
