//! The actions that concern a meeting: what it made, what it closed, and what earlier ones of the series left open.

use leptos::prelude::*;

use super::{called, is_signed};
use crate::app::desk::{Desk, Dialog, desk};
use crate::app::locale;
use crate::app::pages::actions::{overdue, standing};
use crate::app::parts::here::here;
use crate::app::parts::{say, titles};
use crate::app::route::Page;
use crate::figures::{ActionOn, action_on, meeting_before, open_actions};
use crate::register::{
    Action, ActionState, Arrange, Collection, Day, Draft, Each, Id, Meeting, RecordKey, Ref, Register,
};
use crate::said;
use crate::words::text::Text;
use crate::words::text::areas::{actions, meeting as text, record};

/// An action as the page of a meeting shows it.
#[derive(Clone, PartialEq)]
struct Row {
    id: Id,
    text: String,
    owner: String,
    due: String,
    made: Option<(Id, String)>,
    now: ActionOn,
    /// As it is recorded, whatever the day.
    recorded: ActionState,
    closed_here: bool,
    order: (bool, Option<Day>),
}

/// The table of actions.
#[component]
pub fn Actions(
    /// Which record.
    key: RecordKey,
) -> impl IntoView {
    let desk = desk();
    let at = key.clone();
    let rows = Memo::new(move |_| {
        let on = desk.on();
        let reads = [Collection::Actions, Collection::Meetings, Collection::Parties];
        desk.read_in(&reads, |register| rows(register, &at.id, on))
    });
    let filled = serde_json::Map::from_iter([("made_at".to_owned(), key.id.as_str().into())]);
    let add = Dialog::New(Collection::Actions, filled);
    let table = move || {
        let rows = rows.get();
        if rows.is_empty() {
            return view! { <p class="q">{text::NO_ACTIONS.said()}</p> }.into_any();
        }
        let count = rows.len();
        let rows = rows.into_iter().map(|row| view! { <Line meeting=key.id.clone() row /> }).collect_view();
        view! {
            <table class="list" aria-label=text::ACTIONS.said() aria-rowcount=(count + 1).to_string()>
                <thead><tr>
                    <th scope="col">{text::ACTION.said()}</th><th scope="col">{text::OWNER.said()}</th><th scope="col">{text::DUE.said()}</th>
                    <th scope="col">{text::MADE_AT.said()}</th><th scope="col">{text::STATE.said()}</th>
                    <th scope="col"><span class="aloud">{text::CLOSE_HERE.said()}</span></th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        <h2>{text::ACTIONS.said()}</h2>
        {table}
        <p class="tools"><button class="small" disabled=move || desk.locked().is_some() on:click=move |_| desk.show(add.clone())>{actions::ADD_ACTION.said()}</button></p>
    }
}

fn rows(register: &Register, id: &Id, on: Day) -> Vec<Row> {
    let mut earlier: Each<Id> = Each::new();
    let mut next = meeting_before(register, id);
    while let Some(held) = next.filter(|held| earlier.insert(held.meeting.clone())) {
        next = meeting_before(register, &held.meeting);
    }
    // Open when the meeting began, or now where it has no day.
    let day = register.meetings.get(id).and_then(|meeting| meeting.date.as_ref()).map(|date| date.last());
    let open = open_actions(register, day.unwrap_or(on));
    let of = |meeting: &Option<Ref<Meeting>>| meeting.as_ref().map(|meeting| meeting.id().clone());
    let mut rows: Vec<Row> = Vec::new();
    for (own, action) in register.actions.live() {
        let made = of(&action.made_at);
        let closed_here = of(&action.closed_at).as_ref() == Some(id);
        let waits = open.contains(own) && made.as_ref().is_some_and(|made| earlier.contains(made));
        if closed_here || waits || made.as_ref() == Some(id) {
            rows.push(row(register, own, action, made.filter(|made| made != id), closed_here, on));
        }
    }
    rows.arrange_by_key(|row| row.order);
    rows
}

fn row(register: &Register, id: &Id, action: &Action, made: Option<Id>, closed_here: bool, on: Day) -> Row {
    let owner = action.owner.as_ref().map(|owner| say::party(register, owner.id()));
    Row {
        id: id.clone(),
        text: titles::title(register, &RecordKey::new(Collection::Actions, id.clone()), &*locale()),
        owner: owner.unwrap_or_else(|| said!(record::NOT_STATED)),
        due: action.due.as_ref().map(say::date).unwrap_or_default(),
        now: action_on(register, action, on),
        recorded: action.state.unwrap_or(ActionState::Open),
        closed_here,
        order: (made.is_none(), action.due.as_ref().map(|due| due.last())),
        made: made.map(|made| {
            let title = called(register, &made);
            (made, title)
        }),
    }
}

#[component]
fn Line(meeting: Id, row: Row) -> impl IntoView {
    let here = here();
    let desk = here.desk;
    let page = Page::Record(RecordKey::new(Collection::Actions, row.id.clone()));
    let made = match row.made {
        Some((id, title)) => {
            let page = Page::Record(RecordKey::new(Collection::Meetings, id));
            view! { <a href=move || here.href(page.clone())>{title}</a> }.into_any()
        }
        None => text::THIS_MEETING.said().into_any(),
    };
    let state = if row.closed_here {
        said!(text::STATE_HERE, state = standing(row.now.state.or(Some(row.recorded))))
    } else {
        standing(row.now.state).to_owned()
    };
    let late = row.now.overdue.map(|days| view! { <span class="chip bad">{overdue(days)}</span> });
    let (id, text) = (row.id.clone(), row.text.clone());
    let button = move |label: Text, state: ActionState| {
        let (id, meeting) = (id.clone(), meeting.clone());
        view! {
            <button class="small" aria-label=format!("{}: {text}", label.said()) disabled=move || desk.locked().is_some()
                on:click=move |_| set_state(&desk, &id, state, &meeting)>{label.said()}</button>
        }
    };
    let buttons = match (row.recorded, row.closed_here) {
        (ActionState::Open, _) => {
            view! { {button(text::ACTION_DONE, ActionState::Done)} " " {button(text::ACTION_DROPPED, ActionState::Dropped)} }
                .into_any()
        }
        (_, true) => button(text::OPEN_AGAIN, ActionState::Open).into_any(),
        _ => ().into_any(),
    };
    let settled = (row.recorded != ActionState::Open && !row.closed_here).then_some("");
    let blank = row.due.is_empty().then_some("");
    view! {
        <tr data-id=row.id.to_string()>
            <td><a href=move || here.href(page.clone())>{row.text}</a></td>
            <td data-label=text::OWNER.said()>{row.owner}</td>
            <td class="d" data-label=text::DUE.said() data-blank=blank>{row.due}</td>
            <td data-label=text::MADE_AT.said()>{made}</td>
            <td data-label=text::STATE.said()>{state} " " {late}</td>
            <td data-label="" data-blank=settled><span class="row">{buttons}</span></td>
        </tr>
    }
}

/// Closes an action at a meeting, or opens it again.
fn set_state(desk: &Desk, id: &Id, state: ActionState, meeting: &Id) {
    if !is_signed(desk) {
        return;
    }
    let key = RecordKey::new(Collection::Actions, id.clone());
    let closed = (state != ActionState::Open).then(|| meeting.as_str().into());
    let mut draft = Draft::new();
    let written = draft
        .set(&key, "state", Some(state.word().into()))
        .and_then(|()| draft.set(&key, "closed_at", closed))
        .map_err(|refused| refused.to_string());
    match written.and_then(|()| desk.write(draft)) {
        Ok(_) => desk.notice.set(said!(text::STATE_SET_HERE, state = standing(Some(state)))),
        Err(reason) => desk.notice.set(reason),
    }
}
