//! Two days side by side: new money, new members, purchases that moved, actions that were closed, as tables and as
//! text. The days stand in the address: `since`, a meeting or a day, and `on`.

mod happened;
mod money;
mod new_at;
mod point;
mod split;
mod tools;

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::Decimal;

use crate::app::desk::Desk;
use crate::app::locale;
use crate::app::pages::documents::{self, About, Kind};
use crate::app::parts::counted::Counted;
use crate::app::parts::here::{Here, here};
use crate::app::parts::{say, titles};
use crate::app::route::Page;
use crate::figures::{Between, Compared, Since, between};
use crate::register::{Collection, Currency, Day, Id, Measure, Meeting, RecordKey, Register};
use crate::said;
use crate::words::text::areas::compare as text;

pub use new_at::NewAt;

/// The measures, in the order in which money goes.
const MEASURES: [Measure; 9] = crate::documents::MONEY;

/// What a comparison rests on, beside what figures rest on.
const READ: [Collection; 5] = [
    Collection::Parties,
    Collection::Memberships,
    Collection::Meetings,
    Collection::Purchases,
    Collection::Actions,
];

/// The look of this page and of what is new at a meeting.
const STYLE: &str = include_str!("compare.css");

/// Two days with what lies between them.
struct Two {
    since: Since,
    until: Day,
    currency: Currency,
    money: Vec<Compared>,
    rest: Between,
    counted: Counted,
}

/// Whether there are two days to compare.
#[derive(Clone)]
enum State {
    Ready(Arc<Two>),
    /// Nothing to start from: no meeting before the day, or a `since` that is none and no date.
    NoStart(Option<String>),
    /// The first day is not before the second.
    Backwards(Day),
}

/// What the address asks for as the first day.
fn asked(desk: Desk) -> Memo<Option<String>> {
    Memo::new(move |_| desk.address.with(|address| address.param("since").map(str::to_owned)))
}

/// The first day: what is asked for, else the last meeting before the second.
fn start(register: &Register, asked: Option<&str>, on: Day) -> Option<Since> {
    match asked {
        Some(text) => Since::read(register, text),
        None => Since::last_meeting(register, on),
    }
}

/// The same where it is before the second.
pub fn start_before(register: &Register, asked: Option<&str>, on: Day) -> Option<Since> {
    start(register, asked, on).filter(|first| first.day < on)
}

/// The page, or the document of it that is asked for.
#[component]
pub fn Compare() -> impl IntoView {
    let here = here();
    let since = asked(here.desk);
    let document = Memo::new(move |_| documents::asked(&here.desk));
    move || match document.get() {
        Some(_) => documents::shown(Kind::Since, About::Since(since.get())),
        None => view! { <Whole since /> }.into_any(),
    }
}

#[component]
fn Whole(since: Memo<Option<String>>) -> impl IntoView {
    let here = here();
    let state = Memo::new_with_compare(move |_| compare(&here, since.get()), |_, _| true);
    let point = move || match state.get() {
        State::Ready(two) => view! { <point::Point two /> }.into_any(),
        other => view! { <p class="point">{nothing(&here, &other)}</p> }.into_any(),
    };
    let shown = move || match state.get() {
        State::Ready(two) => view! {
            <money::Money two=two.clone() />
            <split::Split two=two.clone() />
            <happened::Happened two />
        }
        .into_any(),
        _ => ().into_any(),
    };
    view! {
        <h1 tabindex="-1">{text::TWO_DAYS.said()}</h1>
        {point}
        <tools::Tools since />
        {shown}
    }
}

/// Why there is nothing to compare.
fn nothing(here: &Here, state: &State) -> String {
    match state {
        State::NoStart(Some(typed)) => said!(text::NEITHER, typed),
        State::Backwards(from) => {
            said!(text::BACKWARDS, from = say::day(*from), until = say::day(here.on()))
        }
        _ => said!(text::NO_START, day = say::day(here.on())),
    }
}

fn compare(here: &Here, asked: Option<String>) -> State {
    let counted = here.counted();
    here.desk.read_in(&READ, |register| {
        let until = counted.query.on;
        let Some(since) = start(register, asked.as_deref(), until) else { return State::NoStart(asked) };
        if since.day >= until {
            return State::Backwards(since.day);
        }
        let money: Vec<_> =
            MEASURES.iter().map(|measure| Compared::new(&counted.count(), since.day, *measure)).collect();
        let figures = money.iter().flat_map(|one| [&one.before, &one.after]);
        counted.lacks_rate(figures.into_iter().any(|figure| !figure.unconverted.is_empty()));
        let rest = between(register, &counted.count(), since.day, &[]);
        let currency = counted.query.currency;
        State::Ready(Arc::new(Two { since, until, currency, money, rest, counted: counted.clone() }))
    })
}

/// The title of the meeting that a moment is, leading to it, and its date.
fn meeting_of(here: &Here, since: &Since) -> Option<(AnyView, String)> {
    let id = since.meeting.as_ref()?;
    let date = here.desk.look(|register| register.meetings.get(id).and_then(|meeting| meeting.date.clone()));
    let date = date.map_or_else(|| say::day(since.day), |date| say::long_date(&date));
    let link = here.desk.look(|register| meeting_link(here, register, id));
    Some((link, date))
}

/// The title of a meeting, leading to it.
fn meeting_link(here: &Here, register: &Register, id: &Id) -> AnyView {
    record_link(here, register, &RecordKey::of::<Meeting>(id))
}

/// The title of a record, leading to it.
fn record_link(here: &Here, register: &Register, key: &RecordKey) -> AnyView {
    view! { <a href=here.href_now(Page::of(key))>{title_of(register, key)}</a> }.into_any()
}

fn title_of(register: &Register, key: &RecordKey) -> String {
    titles::title(register, key, &*locale())
}

/// A change under a head that names the currency: +22,000,000.00.
fn signed(value: Decimal, currency: Currency) -> String {
    let number = say::number(value.abs(), currency);
    match (value.is_zero(), value.is_sign_negative()) {
        (true, _) => number,
        (false, true) => format!("−{number}"),
        (false, false) => format!("+{number}"),
    }
}
