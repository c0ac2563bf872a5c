//! A slider over the days that the register speaks of. It sets one parameter of the address.

use std::sync::Arc;
use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;

use super::here::here;
use super::{say, titles};
use crate::app::browser::page;
use crate::app::locale;
use crate::figures::Held;
use crate::figures::days::Days;
use crate::register::{Collection, Date, Day, Meeting, RecordKey, Register};
use crate::words::text::Text;
use crate::words::text::areas::parts as text;

/// How long the page waits before it follows a hand: the address is written a few times a second and no more.
const PAUSE: Duration = Duration::from_millis(120);

/// A slider for a day: arrows move a day, Page Up and Page Down a meeting.
#[component]
pub fn DaySlider(
    /// The parameter of the address that holds the day.
    param: &'static str,
    /// What the day is.
    label: &'static str,
    /// The day while the address says none; else that of the figures.
    #[prop(optional, into)]
    otherwise: Option<Signal<Day>>,
) -> impl IntoView {
    page::adopt_style(include_str!("day_slider.css"));
    let here = here();
    let desk = here.desk;
    let asked = Memo::new(move |_| {
        let asked = desk.address.with(|address| address.param(param).and_then(|text| Date::parse(text).ok()));
        asked.map(|date| date.last())
    });
    let day = move || asked.get().unwrap_or_else(|| otherwise.map_or_else(|| here.on(), |day| day.get()));
    let last = Memo::new(move |_| desk.today().max(day()));
    let days = Memo::new(move |_| {
        let counted = here.counted();
        desk.read_in(&[Collection::Meetings], |register| {
            Arc::new(Days::of(register, counted.ledger(), last.get()))
        })
    });
    // Where the hand is, until the page has followed.
    let held = RwSignal::new(None::<Day>);
    let shown = Memo::new(move |_| held.get().unwrap_or_else(day));
    let follow = move || {
        if let Some(day) = held.try_update(Option::take).flatten() {
            desk.set_param(param, &day.to_string());
        }
    };
    let drag = move |event: ev::Event| {
        let Ok(place) = event_target_value(&event).parse() else { return };
        if held.get_untracked().is_none() {
            set_timeout(follow, PAUSE);
        }
        held.set(Some(days.with_untracked(|days| days.at(place))));
    };
    let to = move |later: bool| {
        let day = shown.get();
        days.with(|days| if later { days.after(day) } else { days.before(day) })
    };
    let jump = move |later: bool| {
        if let Some(day) = untrack(|| to(later)) {
            held.set(Some(day));
            follow();
        }
    };
    let key = move |event: ev::KeyboardEvent| {
        let later = match event.key().as_str() {
            "PageUp" => false,
            "PageDown" => true,
            _ => return,
        };
        event.prevent_default();
        jump(later);
    };
    let words = Memo::new(move |_| {
        let shown = shown.get();
        let title = |register: &Register, held: &Held| {
            titles::title(register, &RecordKey::of::<Meeting>(&held.meeting), &*locale())
        };
        let meeting = desk.read_in(&[Collection::Meetings], |register| {
            let on_day = |days: &Arc<Days>| days.meetings.iter().find(|held| held.day == shown).cloned();
            days.with(on_day).map(|held| title(register, &held))
        });
        let day = say::day(shown);
        meeting.map_or_else(|| day.clone(), |meeting| format!("{day}: {meeting}"))
    });
    let step = move |later: bool, label: Text| {
        view! {
            <button type="button" class="small" disabled=move || to(later).is_none() on:click=move |_| jump(later)>
                {label.said()}
            </button>
        }
    };
    let id = format!("day-{param}");
    view! {
        <div class="slider">
            <label for=id.clone()>{label}</label>
            <span class="run">
                <input type="range" id=id min="0" step="1" title=text::SLIDER_KEYS.said()
                    max=move || days.with(|days| days.place(days.last).to_string())
                    prop:value=move || days.with(|days| days.place(shown.get()).to_string())
                    data-day=move || shown.get().to_string() aria-valuetext=words
                    on:input=drag on:change=move |_| follow() on:keydown=key />
                <svg aria-hidden="true" width="100%" height="7">{move || days.with(|days| ticks(days))}</svg>
            </span>
            <span class="words">{words}</span>
            <span class="row">{step(false, text::MEETING_BEFORE)}{step(true, text::MEETING_AFTER)}</span>
        </div>
    }
}

/// A short line for each meeting.
fn ticks(days: &Days) -> Vec<AnyView> {
    let all = u64::from(days.place(days.last).max(1));
    let tick = |held: &Held| {
        let at = u64::from(days.place(held.day)) * 100_000 / all;
        let x = format!("{}.{:03}%", at / 1000, at % 1000);
        view! { <line x1=x.clone() x2=x y1="0" y2="7" /> }.into_any()
    };
    days.meetings.iter().map(tick).collect()
}
