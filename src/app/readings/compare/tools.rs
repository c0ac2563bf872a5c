//! The two days: meetings as quick choices, any other day, and what can be done with the comparison.

use leptos::prelude::*;

use super::{start, start_before};
use crate::app::browser::page;
use crate::app::parts::day_slider::DaySlider;
use crate::app::parts::here::{Here, here};
use crate::app::parts::{say, titles};
use crate::app::readings::document::basis;
use crate::app::{in_english, locale};
use crate::documents::{Audience, Brief, Document, markdown, since as written};
use crate::figures::{SeriesHeld, Since, series_held};
use crate::register::{Collection, Day, Meeting, RecordKey, Register};
use crate::said;
use crate::words::text::areas::{actions, compare as words};

/// A choice of a list: what stands in the address, and what is said.
type Choice = (String, String);

/// The tools of the page.
#[component]
pub fn Tools(
    /// What the address asks for as the first day.
    since: Memo<Option<String>>,
) -> impl IntoView {
    page::adopt_style(super::STYLE);
    let here = here();
    let desk = here.desk;
    let first = Memo::new(move |_| {
        let on = here.on();
        desk.read_in(&[Collection::Meetings], |register| start(register, since.get().as_deref(), on))
    });
    let before = Memo::new(move |_| {
        let last = here.on().pred_opt();
        desk.read_in(&[Collection::Meetings], |register| {
            choices(register, last, |held| held.meeting.to_string())
        })
    });
    let until = Memo::new(move |_| {
        let last = Some(desk.today());
        desk.read_in(&[Collection::Meetings], |register| choices(register, last, |held| held.day.to_string()))
    });
    let first_value = Memo::new(move |_| first.get().map(|first| value_of(&first)));
    let first_day = Memo::new(move |_| first.with(|first| first.as_ref().map(|first| first.day)));
    let last_value = Memo::new(move |_| Some(here.on().to_string()));
    let last_day = Memo::new(move |_| Some(here.on()));
    let slid = Signal::derive(move || first_day.get().unwrap_or_else(|| here.on()));
    let copy = move |_| {
        if let Some(text) = text(&here, since.get_untracked()) {
            page::copy(&text);
            desk.notice.set(words::COPIED_AS_TEXT.said().to_owned());
        }
    };
    let as_text = move || desk.address.with(|address| address.clone().with("doc", "text").to_string());
    view! {
        <div class="days" role="group" aria-label=words::BOTH_DAYS.said()>
            <div>
                <Chooser param="since" label=words::SINCE.said() choices=before value=first_value day=first_day />
                <DaySlider param="since" label=words::SINCE.said() otherwise=slid />
            </div>
            <div>
                <Chooser param="on" label=words::UP_TO_DAY.said() choices=until value=last_value day=last_day />
                <DaySlider param="on" label=words::UP_TO_DAY.said() />
            </div>
        </div>
        <p class="tools">
            <a href=as_text>{words::AS_TEXT.said()}</a>
            <button on:click=copy disabled=move || first.with(|first| first.as_ref().is_none_or(|first| first.day >= here.on()))>{words::COPY_AS_TEXT.said()}</button>
            <button on:click=move |_| page::print()>{actions::PRINT.said()}</button>
        </p>
    }
}

/// One of the two days.
#[component]
fn Chooser(
    /// Its parameter in the address.
    param: &'static str,
    /// What it is called.
    label: &'static str,
    /// Meetings by series, the main one first.
    choices: Memo<Vec<(String, Vec<Choice>)>>,
    /// What stands in the address, or would.
    value: Memo<Option<String>>,
    /// The day itself.
    day: Memo<Option<Day>>,
) -> impl IntoView {
    let desk = here().desk;
    let other = move || {
        let value = value.get()?;
        let known = choices.with(|all| all.iter().flat_map(|(_, all)| all).any(|(one, _)| *one == value));
        let said = day.get().filter(|_| !known).map(say::day)?;
        Some(view! { <option value=value selected=true>{said}</option> })
    };
    let nothing = move || {
        value
            .with(Option::is_none)
            .then(|| view! { <option value="" selected=true>{words::CHOOSE_MEETING.said()}</option> })
    };
    let groups = move || {
        let now = value.get();
        // A day may be that of several meetings: only the first of them is chosen.
        let mut found = false;
        let mut is_now = |one: &str| {
            let is = !found && now.as_deref() == Some(one);
            found |= is;
            is
        };
        let mut all = Vec::new();
        for (series, meetings) in choices.get() {
            let options: Vec<_> = meetings
                .into_iter()
                .map(|(value, said)| {
                    let selected = is_now(&value);
                    view! { <option value=value selected=selected>{said}</option> }
                })
                .collect();
            all.push(view! { <optgroup label=series>{options}</optgroup> });
        }
        all
    };
    let typed = move || day.get().map(|day| day.to_string()).unwrap_or_default();
    view! {
        <div class="day">
            <label>
                <span>{label}</span>
                <select on:change=move |event| desk.set_param(param, &event_target_value(&event))>
                    {nothing}{other}{groups}
                </select>
            </label>
            <input type="date" aria-label=said!(words::ANOTHER_DAY, label) prop:value=typed
                on:change=move |event| {
                    // An emptied field asks for nothing else yet.
                    let typed = event_target_value(&event);
                    if !typed.is_empty() {
                        desk.set_param(param, &typed);
                    }
                } />
        </div>
    }
}

fn value_of(since: &Since) -> String {
    since.meeting.as_ref().map_or_else(|| since.day.to_string(), ToString::to_string)
}

fn choices(
    register: &Register,
    last: Option<Day>,
    value: impl Fn(&crate::figures::Held) -> String,
) -> Vec<(String, Vec<Choice>)> {
    let Some(last) = last else { return Vec::new() };
    let named = |SeriesHeld { series, held, .. }: SeriesHeld| {
        let meetings = held.into_iter().rev().map(|held| {
            let title = titles::title(register, &RecordKey::of::<Meeting>(&held.meeting), &*locale());
            let date = register.meetings.get(&held.meeting).and_then(|meeting| meeting.date.clone());
            let date = date.map(|date| say::date(&date)).unwrap_or_default();
            (value(&held), format!("{date}: {title}"))
        });
        (series.unwrap_or_else(|| words::OF_NO_SERIES.said().to_owned()), meetings.collect())
    };
    series_held(register, last).into_iter().map(named).collect()
}

/// The comparison in sentences, as Markdown.
fn text(here: &Here, asked: Option<String>) -> Option<String> {
    let counted = untrack(|| here.counted());
    here.desk.look(|register| {
        let first = start_before(register, asked.as_deref(), counted.query.on)?;
        let (rates, query) = (counted.rates(), counted.query);
        Some(in_english(|| {
            let locale = locale();
            let brief = Brief { register, rates, query, locale: &*locale, verdicts: &[] };
            let document = written(&brief, &first, Audience::Inside);
            markdown(&Document { basis: Some(basis(register)), ..document })
        }))
    })
}
