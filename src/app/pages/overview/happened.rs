//! What happened last: meetings with their outcomes, open actions, and the latest figure that was made public.

use leptos::prelude::*;

use crate::app::locale;
use crate::app::parts::here::{Here, here};
use crate::app::parts::{say, titles};
use crate::app::route::Page;
use crate::figures::open_actions;
use crate::register::{
    Action, Arrange, Collection, Date, Id, Meeting, RecordKey, Register, ReportedFigure, Scope,
};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::overview as text;

/// How many of each are shown.
const SHOWN: usize = 4;

/// The last meetings and the open actions.
#[component]
pub fn Happened() -> impl IntoView {
    let here = here();
    let desk = here.desk;
    let meetings = move || {
        let on = here.on();
        desk.read_in(&[Collection::Meetings, Collection::Parties], |register| {
            let dated = register
                .meetings
                .live()
                .filter_map(|(id, meeting)| Some((meeting.date.clone()?, id, meeting)));
            let mut held: Vec<_> = dated.filter(|(date, ..)| date.last() <= on).collect();
            held.arrange_by(|(a, x, _), (b, y, _)| b.cmp(a).then_with(|| x.cmp(y)));
            if held.is_empty() {
                return view! { <p class="q">{text::NO_MEETING.said()}</p> }.into_any();
            }
            let rows = held
                .into_iter()
                .take(SHOWN)
                .map(|(date, id, meeting)| one(&here, register, &date, id, meeting));
            view! { <ul class="plain">{rows.collect_view()}</ul> }.into_any()
        })
    };
    view! {
        <h2>{text::LATEST_MEETINGS.said()}</h2>
        {meetings}
        <Actions />
    }
}

/// A meeting with what came of it.
fn one(here: &Here, register: &Register, date: &Date, id: &Id, meeting: &Meeting) -> AnyView {
    let key = RecordKey::of::<Meeting>(id);
    let title = titles::title(register, &key, &*locale());
    let others = meeting.readings.values().filter(|reading| reading.field.as_deref() == Some("date"));
    let others = others.filter_map(|reading| Date::parse(reading.value.as_ref()?.0.as_str()?).ok());
    let others: Vec<_> = others.map(|date| say::date(&date)).collect();
    let others =
        if others.is_empty() { String::new() } else { said!(text::OTHER_DATES, dates = say::and(&others)) };
    let outcomes = meeting.agenda.values().flat_map(|item| item.outcomes.values());
    let outcomes: Vec<_> = outcomes
        .filter_map(|outcome| Some((outcome.kind, outcome.text.as_deref()?.to_owned())))
        .map(|(kind, text)| {
            let kind =
                kind.map(|kind| view! { " "<span class="chip">{labels::choice_label(kind.word())}</span> });
            view! { <li>{text}{kind}</li> }
        })
        .collect();
    let outcomes = (!outcomes.is_empty()).then(|| view! { <ul class="came">{outcomes}</ul> });
    view! { <li><a href=here.href(Page::of(&key))>{title}</a>" "<small>{say::date(date)}{others}</small>{outcomes}</li> }
        .into_any()
}

/// What is to be done, the next due first.
#[component]
fn Actions() -> impl IntoView {
    let here = here();
    let desk = here.desk;
    let rows = Memo::new(move |_| {
        let on = here.on();
        desk.read_in(&[Collection::Actions, Collection::Meetings, Collection::Parties], |register| {
            let rows = open_actions(register, on).into_iter().map(|id| {
                let key = RecordKey::of::<Action>(&id);
                let action = register.actions.get(&id);
                let owner = action
                    .and_then(|action| action.owner.as_ref())
                    .map(|owner| say::party(register, owner.id()));
                let due = action.and_then(|action| action.due.as_ref());
                let late = due.is_some_and(|due| due.last() < on);
                let due = due.map(|due| said!(text::DUE, date = say::date(due)));
                let about: Vec<_> = owner.into_iter().chain(due).collect();
                (key.clone(), titles::title(register, &key, &*locale()), about.join(", "), late)
            });
            rows.collect::<Vec<_>>()
        })
    });
    view! {
        <Show when=move || !rows.with(Vec::is_empty)>
            <h2>{text::OPEN_ACTIONS.said()}</h2>
            <ul class="plain">
                {move || rows.get().into_iter().take(SHOWN).map(|(key, title, about, late)| {
                    let late = late.then(|| view! { " "<span class="chip w">{text::LATE.said()}</span> });
                    view! { <li><a href=here.href(Page::of(&key))>{title}</a>{late}" "<small>{about}</small></li> }
                }).collect_view()}
            </ul>
            <Show when=move || { rows.with(Vec::len) > SHOWN }>
                <p><a href=move || here.href(Page::List(Collection::Actions))>{move || said!(text::ALL_ACTIONS, n = rows.with(Vec::len).to_string())}</a></p>
            </Show>
        </Show>
    }
}

/// The latest figure that somebody made public, beside ours.
#[component]
pub fn Reported() -> impl IntoView {
    let here = here();
    let desk = here.desk;
    move || {
        let on = here.on();
        desk.read_in(&[Collection::Reported, Collection::Parties], |register| {
            let said = register.reported.live().filter(|(_, figure)| figure.amount.is_some());
            let dated = said.filter_map(|(id, figure)| Some((figure.date.clone()?, id, figure)));
            // Of several on one day, the one that is about everything.
            let rank = |figure: &ReportedFigure| (figure.scope.is_none_or(|scope| scope == Scope::All), figure.measure.is_some());
            let (date, id, figure) = dated
                .filter(|(date, ..)| date.last() <= on)
                .max_by(|(a, x, one), (b, y, other)| (a, rank(one), y).cmp(&(b, rank(other), x)))?;
            let amount = figure.amount?;
            let short = say::short_stated(amount.value, amount.currency);
            let words = match crate::words::qualifier_words(amount.qualifier) {
                "" => short,
                words => format!("{words} {short}"),
            };
            let measured = figure.word.clone().or_else(|| figure.measure.map(|measure| labels::inside(say::measure(measure))));
            let by = figure.by.clone();
            let about: Vec<_> = measured.into_iter().chain(by).chain([say::date(&date)]).collect();
            let href = here.href(Page::of(&RecordKey::of::<ReportedFigure>(id)));
            Some(view! {
                <div><dt>{text::PUBLICLY_REPORTED.said()}</dt><dd><a href=href>{words}</a><small>{about.join(", ")}</small></dd></div>
            })
        })
    }
}
