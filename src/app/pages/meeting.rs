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
        <Show when=move || exists.get() fallback=|| view! { <Missing what="Meeting" /> }>
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
        let preposition = if date.is_day() || date.is_one_of() { "on" } else { "in" };
        format!("{preposition} {}", locale().date(date, Length::Long))
    });
    let there: Vec<_> = meeting.attendance.values().filter(|line| was_there(line.presence)).collect();
    let mut said = match (there.len(), &date) {
        (0, Some(date)) => format!("Held {date}; who took part is not on record"),
        (0, None) => "Neither its day nor who took part is on record".to_owned(),
        (n, Some(date)) => format!("{n} {} {date}", if n == 1 { "delegation" } else { "delegations" }),
        (n, None) => format!("{n} delegations"),
    };
    let parts: Vec<_> = Capacity::ALL
        .iter()
        .filter_map(|capacity| {
            let count = there.iter().filter(|line| line.capacity == Some(*capacity)).count();
            (count > 0)
                .then(|| format!("{} {count}", labels::choice_label(capacity.word()).to_ascii_lowercase()))
        })
        .collect();
    if !parts.is_empty() {
        said = format!("{said}: {}", parts.join(", "));
    }
    let unsure = there.iter().filter(|line| is_not_stated(line.presence)).count();
    if unsure > 0 && unsure < there.len() {
        said = format!("{said}; for {unsure} of them it is not stated whether they were in the room");
    } else if unsure > 0 {
        said = format!("{said}; whether they were in the room is not stated");
    }
    let outcomes: Vec<_> = meeting
        .agenda
        .values()
        .flat_map(|item| item.outcomes.values().filter_map(|outcome| outcome.kind))
        .collect();
    let count = |kind: OutcomeKind| outcomes.iter().filter(|other| **other == kind).count();
    match (count(OutcomeKind::Decision), count(OutcomeKind::Action)) {
        (0, 0) => format!("{said}."),
        (decisions, 0) => format!("{said}. {} taken.", plural(decisions, "decision was", "decisions were")),
        (0, actions) => format!("{said}. {} agreed.", plural(actions, "action was", "actions were")),
        (decisions, actions) => format!(
            "{said}. {} taken and {} agreed.",
            plural(decisions, "decision was", "decisions were"),
            plural(actions, "action", "actions")
        ),
    }
}

fn plural(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("One {one}") } else { format!("{count} {many}") }
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
