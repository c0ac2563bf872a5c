//! One action: how it stands, and its history from the information it began as to where it was closed.

use leptos::prelude::*;

use super::actions::{overdue, standing};
use super::meeting::called;
use super::meeting::history::{Steps, told};
use super::record::{Changes, Facts, Heading, Missing, Sections, Tools, UsedIn};
use crate::app::parts::here::here;
use crate::app::parts::say;
use crate::figures::{AgendaPoint, Agendas, History, action_on, line};
use crate::register::{Action as Record, ActionState, Collection, Day, Id, OutcomeKind, RecordKey, Register};
use crate::said;
use crate::words::text::areas::overview;
use crate::words::text::areas::{meetings as text, shell};

/// The page of an action.
#[component]
pub fn Action(
    /// Which one.
    id: Id,
) -> impl IntoView {
    let here = here();
    let key = RecordKey::new(Collection::Actions, id.clone());
    let read = Memo::new(move |_| {
        let on = here.on();
        let reads = [Collection::Actions, Collection::Meetings, Collection::Parties];
        here.desk.read_in(&reads, |register| {
            let action = register.actions.get(&id)?;
            let history = Agendas::of(register, on).history_of_action(&id);
            Some((point(register, &id, action, &history, on), told(register, &history)))
        })
    });
    let exists = Memo::new(move |_| read.with(Option::is_some));
    let point = move || read.with(|read| read.as_ref().map(|(point, _)| point.clone()));
    let history = move || {
        let (_, told) = read.get()?;
        Some(if told.is_empty() {
            view! { <p class="q">{text::NOT_DEALT_WITH.said()}</p> }.into_any()
        } else {
            view! { <Steps told /> }.into_any()
        })
    };
    view! {
        <Show when=move || exists.get() fallback=|| view! { <Missing of=Collection::Actions /> }>
            <Heading key=key.clone() />
            <p class="point">{point}</p>
            <Tools key=key.clone() />
            <Facts key=key.clone() except=&["text"] />
            <h2>{shell::HISTORY.said()}</h2>
            {history}
            <Sections key=key.clone() />
            <UsedIn key=key.clone() />
            <Changes key=key.clone() />
        </Show>
    }
}

/// “Open, three days overdue; due 1 March 2024; owner Estonia. Information at the kick-off, an action since the first
/// meeting.”
fn point(register: &Register, id: &Id, action: &Record, history: &History, on: Day) -> String {
    let now = action_on(register, action, on);
    let state = standing(now.state);
    let said = match (&action.closed_at, now.state) {
        (Some(meeting), Some(ActionState::Done | ActionState::Dropped)) => {
            said!(text::STATE_AT, state, meeting = called(register, meeting.id()))
        }
        _ => state.to_owned(),
    };
    let late = now.overdue.map(|days| format!(", {}", overdue(days))).unwrap_or_default();
    let due = action.due.as_ref().map(|due| said!(overview::DUE, date = say::long_date(due)));
    let due = due.map(|due| format!("; {due}")).unwrap_or_default();
    let owner = action.owner.as_ref().map(|owner| say::party(register, owner.id()));
    let owner = owner.map_or(text::OWNED_BY_NOBODY.said().to_owned(), |name| said!(text::OWNED_BY, name));
    let made = action.made_at.as_ref().map(|meeting| called(register, meeting.id()));
    let began = match (informed(register, id, history), made) {
        (Some(first), Some(made)) if first == made => {
            said!(text::INFORMED_AND_MADE, meeting = made)
        }
        (Some(first), Some(made)) => said!(text::INFORMED_THEN_MADE, first, meeting = made),
        (Some(first), None) => said!(text::BEGAN_INFORMED, meeting = first),
        (None, Some(made)) => said!(text::WAS_MADE_AT, meeting = made),
        (None, None) => String::new(),
    };
    format!("{said}{late}{due}; {owner}. {began}").trim_end().to_owned()
}

/// The meeting at which it was information before it became an action.
fn informed(register: &Register, id: &Id, history: &History) -> Option<String> {
    let is_it = |meeting: &Id, item: &Id| {
        let point = AgendaPoint { meeting: meeting.clone(), item: item.clone() };
        let outcomes = line(register, &point).into_iter().flat_map(|line| line.outcomes.values());
        let mut told = outcomes.filter(|outcome| outcome.kind == Some(OutcomeKind::Information));
        told.any(|outcome| outcome.action.as_ref().is_some_and(|action| action.id() == id))
    };
    let step = history.steps.iter().find(|step| step.items.iter().any(|item| is_it(&step.meeting, item)))?;
    Some(called(register, &step.meeting))
}
