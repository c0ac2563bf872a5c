//! One meeting: who sat in the room, what came of it, what was said, and what goes on at the next.

use leptos::prelude::*;

use super::documents;
use super::record::{Changes, Facts, Heading, Missing, Sections, Tools, UsedIn};
use crate::app::desk::{Desk, Dialog, desk};
use crate::app::held::identity;
use crate::app::locale;
use crate::app::parts::{say, titles};
use crate::app::readings::Reading;
use crate::app::wings::reading_view;
use crate::register::{
    Capacity, Collection, Id, Meeting as Record, MinutesState, OutcomeKind, Presence, RecordKey, Register,
};
use crate::said;
use crate::words::text::areas::meeting as text;
use crate::words::{Length, labels};

mod actions;
mod agenda;
mod attendance;
pub mod history;
mod neighbours;
mod waiting;

use actions::Actions;
use agenda::Agenda;
use attendance::Present;
use neighbours::Neighbours;
use waiting::Waiting;

/// The documents of a meeting.
const DOCUMENTS: [documents::Kind; 3] =
    [documents::Kind::Communique, documents::Kind::Minutes, documents::Kind::Pack];

/// The page of a meeting, or the document of it that is asked for.
#[component]
pub fn Meeting(
    /// Which one.
    id: Id,
) -> impl IntoView {
    let desk = desk();
    let document = Memo::new(move |_| documents::asked(&desk));
    move || match document.get() {
        Some(kind) => documents::shown(kind, documents::About::Meeting(id.clone())),
        None => view! { <Whole id=id.clone() /> }.into_any(),
    }
}

#[component]
fn Whole(id: Id) -> impl IntoView {
    let desk = desk();
    let key = RecordKey::new(Collection::Meetings, id.clone());
    let meeting = Memo::new({
        let id = id.clone();
        move |_| desk.read_in(&[Collection::Meetings], |register| register.meetings.get(&id).cloned())
    });
    let exists = Memo::new(move |_| meeting.with(Option::is_some));
    let point = move || meeting.get().map(|meeting| point(&meeting));
    let minutes = Reading::Minutes(id);
    view! {
        <Show when=move || exists.get() fallback=|| view! { <Missing of=Collection::Meetings /> }>
            <Heading key=key.clone() />
            <p class="point">{point}</p>
            <Tools key=key.clone() />
            <documents::Offers kinds=&DOCUMENTS />
            <Neighbours key=key.clone() />
            <Facts key=key.clone() except=&["title", "series", "minutes"] />
            <div class="two">
                <section>
                    <Agenda key=key.clone() />
                    <Waiting key=key.clone() />
                </section>
                <section><Present key=key.clone() /></section>
            </div>
            {crate::app::wings::reading_view(crate::app::readings::Reading::Chain(key.clone()))}
            {crate::app::wings::reading_view(crate::app::readings::Reading::NewAt(key.id.clone()))}
            <Actions key=key.clone() />
            {reading_view(minutes.clone())}
            <Sections key=key.clone() except=&["agenda", "attendance", "versions"] />
            <UsedIn key=key.clone() />
            <Changes key=key.clone() />
        </Show>
    }
}

fn point(meeting: &Record) -> String {
    let date = meeting.date.as_ref().map(|date| {
        let is_on_day = date.is_day() || date.is_one_of();
        (is_on_day, locale().date(date, Length::Long))
    });
    let there: Vec<_> = meeting.attendance.values().filter(|line| was_there(line.presence)).collect();
    let mut said = match (there.len(), &date) {
        (0, Some((true, date))) => said!(text::HELD_ON, date),
        (0, Some((false, date))) => said!(text::HELD_IN, date),
        (0, None) => said!(text::NOTHING_KNOWN),
        (n, Some((true, date))) => said!(text::DELEGATIONS_ON, count = n.to_string(), n, date),
        (n, Some((false, date))) => said!(text::DELEGATIONS_IN, count = n.to_string(), n, date),
        (n, None) => said!(text::DELEGATIONS, count = n.to_string(), n),
    };
    let parts: Vec<_> = Capacity::ALL
        .iter()
        .filter_map(|capacity| {
            let count = there.iter().filter(|line| line.capacity == Some(*capacity)).count();
            (count > 0).then(|| format!("{} {count}", labels::inside(labels::choice_label(capacity.word()))))
        })
        .collect();
    if !parts.is_empty() {
        said = format!("{said}: {}", parts.join(", "));
    }
    let unsure = there.iter().filter(|line| is_not_stated(line.presence)).count();
    if unsure > 0 && unsure < there.len() {
        said.push_str(&said!(text::SOME_UNSURE, count = unsure.to_string()));
    } else if unsure > 0 {
        said.push_str(text::ALL_UNSURE.said());
    }
    let outcomes: Vec<_> = meeting
        .agenda
        .values()
        .flat_map(|item| item.outcomes.values().filter_map(|outcome| outcome.kind))
        .collect();
    let count = |kind: OutcomeKind| outcomes.iter().filter(|other| **other == kind).count();
    let (n, m) = (count(OutcomeKind::Decision), count(OutcomeKind::Action));
    let (decisions, actions) = (counted(n), counted(m));
    let came = match (n, m) {
        (0, 0) => return format!("{said}."),
        (_, 0) => said!(text::DECIDED, decisions, n),
        (0, _) => said!(text::AGREED, actions, m),
        _ => said!(text::DECIDED_AND_AGREED, decisions, n, actions, m),
    };
    format!("{said}. {came}")
}

fn counted(number: usize) -> String {
    if number == 1 { said!(text::ONE) } else { number.to_string() }
}

/// Whether a source names it among those who took part; how is not always stated.
pub fn was_there(presence: Option<Presence>) -> bool {
    !matches!(presence, Some(Presence::Absent | Presence::Excused))
}

/// Whether no source says if it was in the room.
pub fn is_not_stated(presence: Option<Presence>) -> bool {
    presence.is_none_or(|presence| presence == Presence::NotStated)
}

/// A meeting as others speak of it: its title and day.
pub fn called(register: &Register, id: &Id) -> String {
    let title = titles::title(register, &RecordKey::new(Collection::Meetings, id.clone()), &*locale());
    let date = register.meetings.get(id).filter(|meeting| meeting.title.is_some());
    match date.and_then(|meeting| meeting.date.as_ref()) {
        Some(date) => format!("{title}, {}", say::date(date)),
        None => title,
    }
}

/// Whether somebody's name stands on what is written now; who has not said it yet is asked first.
pub fn is_signed(desk: &Desk) -> bool {
    let is_signed = identity().is_some();
    if !is_signed {
        desk.dialog.set(Some(Dialog::Identity(None)));
    }
    is_signed
}

/// How far minutes are, in one word.
pub fn minutes_word(state: Option<MinutesState>) -> &'static str {
    state.map_or("", |state| labels::choice_label(state.word()))
}
