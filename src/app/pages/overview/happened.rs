//! What happened last: meetings with their outcomes, open actions, and the latest figure that was made public.

use leptos::prelude::*;

use crate::app::desk::{Desk, desk};
use crate::app::locale;
use crate::app::parts::{say, titles};
use crate::app::route::Page;
use crate::figures::open_actions;
use crate::register::{Action, Collection, Date, Id, Meeting, RecordKey, Register, ReportedFigure};
use crate::words::labels;

/// How many of each are shown.
const SHOWN: usize = 5;

/// The last meetings and the open actions.
#[component]
pub fn Happened() -> impl IntoView {
    let desk = desk();
    let meetings = move || {
        let on = desk.on();
        desk.read_in(&[Collection::Meetings, Collection::Parties], |register| {
            let mut held: Vec<_> = register
                .meetings
                .live()
                .filter_map(|(id, meeting)| Some((meeting.date.clone()?, id, meeting)))
                .filter(|(date, ..)| date.last() <= on)
                .collect();
            held.sort_by(|(a, x, _), (b, y, _)| b.cmp(a).then_with(|| x.cmp(y)));
            let mut held = held.into_iter();
            let last = held.next().map(|(date, id, meeting)| last(&desk, register, &date, id, meeting));
            let before: Vec<_> = held
                .take(SHOWN)
                .map(|(date, id, _)| {
                    let key = RecordKey::of::<Meeting>(id);
                    let title = titles::title(register, &key, &*locale());
                    view! { <li><a href=desk.href(Page::of(&key))>{title}</a>" "<small>{say::date(&date)}</small></li> }
                })
                .collect();
            let before = (!before.is_empty()).then(|| view! { <h3>"Before it"</h3><ul class="plain">{before}</ul> });
            match last {
                Some(last) => view! { {last}{before} }.into_any(),
                None => view! { <p class="q">"No meeting was held by this day."</p> }.into_any(),
            }
        })
    };
    view! {
        <h2>"Last meeting"</h2>
        {meetings}
        <Actions />
    }
}

fn last(desk: &Desk, register: &Register, date: &Date, id: &Id, meeting: &Meeting) -> AnyView {
    let key = RecordKey::of::<Meeting>(id);
    let title = titles::title(register, &key, &*locale());
    let others = meeting.readings.values().filter(|reading| reading.field.as_deref() == Some("date"));
    let others: Vec<_> = others
        .filter_map(|reading| Date::parse(reading.value.as_ref()?.0.as_str()?).ok())
        .map(|date| say::long_date(&date))
        .collect();
    let others = if others.is_empty() { String::new() } else { format!(" (others: {})", say::and(&others)) };
    let outcomes: Vec<_> = meeting
        .agenda
        .values()
        .flat_map(|item| item.outcomes.values())
        .filter_map(|outcome| Some((outcome.kind, outcome.text.as_deref()?.to_owned())))
        .map(|(kind, text)| {
            let kind = kind.map(|kind| view! { " "<span class="chip">{labels::choice_label(kind.word())}</span> });
            view! { <li>{text}{kind}</li> }
        })
        .collect();
    let outcomes = match outcomes.is_empty() {
        true => view! { <p class="q">"No outcome is on record."</p> }.into_any(),
        false => view! { <ol class="came">{outcomes}</ol> }.into_any(),
    };
    view! {
        <p class="why"><a href=desk.href(Page::of(&key))>{title}</a>", "{say::long_date(date)}{others}"."</p>
        {outcomes}
    }
    .into_any()
}

/// What is to be done, the next due first.
#[component]
fn Actions() -> impl IntoView {
    let desk = desk();
    let rows = Memo::new(move |_| {
        let on = desk.on();
        desk.read_in(&[Collection::Actions, Collection::Meetings, Collection::Parties], |register| {
            let rows = open_actions(register, on).into_iter().map(|id| {
                let key = RecordKey::of::<Action>(&id);
                let action = register.actions.get(&id);
                let owner = action.and_then(|action| action.owner.as_ref()).map(|owner| say::party(register, owner.id()));
                let due = action.and_then(|action| action.due.as_ref());
                let late = due.is_some_and(|due| due.last() < on);
                let due = due.map(|due| format!("due {}", say::date(due)));
                let about: Vec<_> = owner.into_iter().chain(due).collect();
                (key.clone(), titles::title(register, &key, &*locale()), about.join(", "), late)
            });
            rows.collect::<Vec<_>>()
        })
    });
    view! {
        <Show when=move || !rows.with(Vec::is_empty)>
            <h2>"Open actions"</h2>
            <ul class="plain">
                {move || rows.get().into_iter().take(SHOWN).map(|(key, title, about, late)| {
                    let late = late.then(|| view! { " "<span class="chip w">"late"</span> });
                    view! { <li><a href=desk.href(Page::of(&key))>{title}</a>{late}" "<small>{about}</small></li> }
                }).collect_view()}
            </ul>
            <Show when=move || { rows.with(Vec::len) > SHOWN }>
                <p><a href=move || desk.href(Page::List(Collection::Actions))>"All "{move || rows.with(Vec::len)}" open actions"</a></p>
            </Show>
        </Show>
    }
}

/// The latest figure that somebody made public, beside ours.
#[component]
pub fn Reported() -> impl IntoView {
    let desk = desk();
    move || {
        let on = desk.on();
        desk.read_in(&[Collection::Reported, Collection::Parties], |register| {
            let said = register.reported.live().filter(|(_, figure)| figure.amount.is_some());
            let dated = said.filter_map(|(id, figure)| Some((figure.date.clone()?, id, figure)));
            let (date, id, figure) = dated.filter(|(date, ..)| date.last() <= on).max_by(|(a, x, _), (b, y, _)| a.cmp(b).then_with(|| x.cmp(y)))?;
            let amount = figure.amount?;
            let short = say::short_money(amount.value, amount.currency, crate::figures::Open::No);
            let words = match crate::words::qualifier_words(amount.qualifier) {
                "" => short,
                words => format!("{words} {short}"),
            };
            let measured = figure.word.clone().or_else(|| figure.measure.map(|measure| say::measure(measure).to_lowercase()));
            let by = figure.by.clone();
            let about: Vec<_> = measured.into_iter().chain(by).chain([say::date(&date)]).collect();
            let href = desk.href(Page::of(&RecordKey::of::<ReportedFigure>(id)));
            Some(view! {
                <div><dt>"Publicly reported"</dt><dd><a href=href>{words}</a><small>{about.join(", ")}</small></dd></div>
            })
        })
    }
}
