//! The history of a point: meeting by meeting, outcome by outcome, up to its end.

use leptos::prelude::*;

use super::called;
use crate::app::locale;
use crate::app::parts::here::here;
use crate::app::parts::titles;
use crate::app::route::Page;
use crate::figures::{AgendaPoint, History, HistoryStep, line};
use crate::register::{Collection, Id, Outcome, OutcomeKind, RecordKey, Register};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::meeting as text;

/// What a meeting did with a point, in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Which meeting.
    pub meeting: Id,
    /// What it is called.
    pub title: String,
    /// The kind of each thing that happened, what it says, and the action that it leads to.
    pub said: Vec<Happened>,
}

/// One thing that happened to a point.
#[derive(Clone, Debug, PartialEq)]
pub struct Happened {
    /// Information, decision, action, closed.
    pub kind: &'static str,
    /// What.
    pub text: String,
    /// The action that it led to.
    pub action: Option<Id>,
    /// Where its outcome stands, if it is information that could become an action.
    pub information: Option<(AgendaPoint, Id)>,
}

/// A history in words.
pub fn told(register: &Register, history: &History) -> Vec<Told> {
    let tell = |step: &HistoryStep| Told {
        meeting: step.meeting.clone(),
        title: called(register, &step.meeting),
        said: happened(register, step),
    };
    history.steps.iter().map(tell).collect()
}

fn happened(register: &Register, step: &HistoryStep) -> Vec<Happened> {
    let mut said = Vec::new();
    let mut named: Vec<Id> = Vec::new();
    for item in &step.items {
        let point = AgendaPoint { meeting: step.meeting.clone(), item: item.clone() };
        let Some(line) = line(register, &point) else { continue };
        for (id, outcome) in line.outcomes.live() {
            said.push(outcome_of(register, &point, id, outcome));
            named.extend(outcome.action.as_ref().map(|action| action.id().clone()));
        }
    }
    // An action of information at another meeting, or one that stands in no outcome.
    for id in step.made.iter().filter(|id| !named.contains(id)) {
        said.push(of_action(register, text::ACTION.said(), id));
    }
    for (id, state) in &step.closed {
        said.push(of_action(register, labels::choice_label(state.word()), id));
    }
    if said.is_empty() && !step.items.is_empty() {
        let text = said!(text::NOTHING_CAME);
        said.push(Happened { kind: "", text, action: None, information: None });
    }
    said
}

fn outcome_of(register: &Register, point: &AgendaPoint, id: &Id, outcome: &Outcome) -> Happened {
    let action = outcome.action.as_ref().map(|action| action.id().clone());
    let own = outcome.text.as_deref().map(str::to_owned);
    let is_open = outcome.kind == Some(OutcomeKind::Information) && action.is_none();
    Happened {
        kind: outcome.kind.map_or("", |kind| labels::choice_label(kind.word())),
        text: own.or_else(|| action.as_ref().map(|id| action_text(register, id))).unwrap_or_default(),
        information: is_open.then(|| (point.clone(), id.clone())),
        action,
    }
}

fn of_action(register: &Register, kind: &'static str, id: &Id) -> Happened {
    Happened { kind, text: action_text(register, id), action: Some(id.clone()), information: None }
}

fn action_text(register: &Register, id: &Id) -> String {
    titles::title(register, &RecordKey::new(Collection::Actions, id.clone()), &*locale())
}

/// The meetings of a history, each with what it did.
#[component]
pub fn Steps(
    /// What happened.
    told: Vec<Told>,
) -> impl IntoView {
    let here = here();
    let href = move |collection, id: &Id| {
        let page = Page::Record(RecordKey::new(collection, id.clone()));
        move || here.href(page.clone())
    };
    let steps = told.into_iter().map(|step| {
        let said = step.said.into_iter().map(|one| {
            let chip = (!one.kind.is_empty()).then(|| view! { <span class="chip">{one.kind}</span> " " });
            let text = match one.action {
                Some(id) => view! { <a href=href(Collection::Actions, &id)>{one.text}</a> }.into_any(),
                None => one.text.into_any(),
            };
            view! { <li>{chip} {text}</li> }
        });
        view! {
            <li>
                <a href=href(Collection::Meetings, &step.meeting)>{step.title}</a>
                <ul class="came">{said.collect_view()}</ul>
            </li>
        }
    });
    view! { <ol class="timeline">{steps.collect_view()}</ol> }
}

/// What a history comes to, in one sentence without its end.
pub fn summed(history: &History) -> String {
    let n = history.steps.len();
    if history.open { said!(text::STILL_OPEN, n) } else { said!(text::CLOSED, n) }
}
