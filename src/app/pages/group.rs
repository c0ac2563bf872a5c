//! One working group: who belongs to it, its meetings, and what they asked for.

use leptos::prelude::*;

use super::actions::{overdue, standing};
use super::groups::READS;
use super::meeting::called;
use super::record::{Changes, Facts, Heading, Missing, Sections, Tools, UsedIn, add_label};
use crate::app::desk::Dialog;
use crate::app::locale;
use crate::app::parts::here::here;
use crate::app::parts::{say, titles};
use crate::app::route::Page;
use crate::figures::{ActionOn, GroupOn, action_on, group_on};
use crate::register::{ActionState, Collection, Day, Group as Record, GroupMember, Id, RecordKey, Register};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::{groups as text, meeting, member, record, shell};

/// A member as the page shows it.
#[derive(Clone, PartialEq)]
struct Seat {
    id: Id,
    party: String,
    role: &'static str,
    delegates: String,
    since: String,
    belongs: bool,
}

/// What the page shows.
#[derive(Clone, PartialEq)]
struct Shown {
    point: String,
    series: Option<String>,
    seats: Vec<Seat>,
    meetings: Vec<(Id, String)>,
    actions: Vec<(Id, String, String, ActionOn)>,
}

/// The page of a working group.
#[component]
pub fn Group(
    /// Which one.
    id: Id,
) -> impl IntoView {
    let here = here();
    let key = RecordKey::new(Collection::Groups, id.clone());
    let read = Memo::new(move |_| {
        let on = here.on();
        here.desk.read_in(&READS, |register| {
            let group = register.groups.get(&id)?;
            Some(shown(register, group, &group_on(register, group, on), on))
        })
    });
    let exists = Memo::new(move |_| read.with(Option::is_some));
    let point = move || read.with(|read| read.as_ref().map(|read| read.point.clone()));
    let members = {
        let key = key.clone();
        move || read.get().map(|read| view! { <Members key=key.clone() seats=read.seats /> })
    };
    let meetings = {
        let key = key.clone();
        move || {
            read.get()
                .map(|read| view! { <Meetings key=key.clone() series=read.series meetings=read.meetings /> })
        }
    };
    let actions = move || read.get().map(|read| view! { <Actions actions=read.actions /> });
    view! {
        <Show when=move || exists.get() fallback=|| view! { <Missing of=Collection::Groups /> }>
            <Heading key=key.clone() />
            <p class="point">{point}</p>
            <Tools key=key.clone() />
            <Facts key=key.clone() except=&["name", "series"] />
            {members.clone()}
            {meetings.clone()}
            {actions}
            <Sections key=key.clone() except=&["members"] />
            <UsedIn key=key.clone() />
            <Changes key=key.clone() />
        </Show>
    }
}

fn shown(register: &Register, group: &Record, now: &GroupOn, on: Day) -> Shown {
    let seat = |(id, member): (&Id, &GroupMember)| {
        let party = member.party.as_ref().map(|party| say::party(register, party.id()));
        let from = member.from.as_ref().map(|date| said!(member::SINCE, date = say::date(date)));
        let until = member.until.as_ref().map(|date| said!(member::UNTIL, date = say::date(date)));
        let dates: Vec<String> = from.into_iter().chain(until).collect();
        Seat {
            id: id.clone(),
            party: party.unwrap_or_else(|| meeting::NOT_NAMED.said().to_owned()),
            role: member.role.map_or(record::NOT_STATED.said(), |role| labels::choice_label(role.word())),
            delegates: member.delegates.clone().unwrap_or_default(),
            since: say::capital(&dates.join(", ")),
            belongs: now.members.contains(id),
        }
    };
    let action = |id: &Id| {
        let action = register.actions.get(id)?;
        let title = titles::title(register, &RecordKey::new(Collection::Actions, id.clone()), &*locale());
        let owner = action.owner.as_ref().map(|owner| say::party(register, owner.id()));
        Some((id.clone(), title, owner.unwrap_or_default(), action_on(register, action, on)))
    };
    let actions: Vec<_> = now.actions.iter().filter_map(action).collect();
    Shown {
        point: point(register, now, &actions, on),
        series: group.series.clone(),
        seats: group.members.live().map(seat).collect(),
        meetings: now.meetings.iter().map(|id| (id.clone(), called(register, id))).collect(),
        actions,
    }
}

/// “Three members on 2 February 2024; it met twice by then; one of its actions is open.”
fn point(register: &Register, now: &GroupOn, actions: &[(Id, String, String, ActionOn)], on: Day) -> String {
    let held = now.meetings.iter().filter(|id| {
        let date = register.meetings.get(id).and_then(|meeting| meeting.date.as_ref());
        date.is_some_and(|date| date.last() <= on)
    });
    let open = actions.iter().filter(|(.., now)| now.state == Some(ActionState::Open)).count();
    said!(text::POINT, n = now.members.len(), day = say::day(on), m = held.count(), k = open)
}

fn delegates_label() -> &'static str {
    labels::field_label("GroupMember", "delegates")
}

#[component]
fn Members(key: RecordKey, seats: Vec<Seat>) -> impl IntoView {
    let desk = here().desk;
    let count = seats.len();
    let add = Dialog::Edit(key.clone(), "members".to_owned());
    let rows = seats.into_iter().map(|seat| {
        let edit = Dialog::Edit(key.clone(), format!("members/{}", seat.id));
        let blank = |text: &str| text.is_empty().then_some("");
        let (no_delegates, no_dates) = (blank(&seat.delegates), blank(&seat.since));
        view! {
            <tr data-id=seat.id.to_string() class:out=!seat.belongs>
                <td><button class="link" on:click=move |_| desk.show(edit.clone())>{seat.party}</button></td>
                <td data-label=member::ROLE.said()>{seat.role}</td>
                <td data-label=delegates_label() data-blank=no_delegates>{seat.delegates}</td>
                <td data-label=text::WHEN.said() data-blank=no_dates>{seat.since}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <h2>{shell::MEMBERS.said()}</h2>
        {if count == 0 {
            view! { <p class="q">{text::NOBODY_NAMED.said()}</p> }.into_any()
        } else {
            view! {
                <table class="list" aria-label=shell::MEMBERS.said() aria-rowcount=(count + 1).to_string()>
                    <thead><tr>
                        <th scope="col">{member::PARTY.said()}</th><th scope="col">{member::ROLE.said()}</th>
                        <th scope="col">{delegates_label()}</th><th scope="col">{text::WHEN.said()}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            }.into_any()
        }}
        <p class="tools">
            <button class="small" disabled=move || desk.locked().is_some() on:click=move |_| desk.show(add.clone())>{add_label("GroupMember")}</button>
        </p>
    }
}

#[component]
fn Meetings(key: RecordKey, series: Option<String>, meetings: Vec<(Id, String)>) -> impl IntoView {
    let here = here();
    let desk = here.desk;
    let edit = Dialog::Edit(key, "series".to_owned());
    let said = match (&series, meetings.len()) {
        (None, _) => text::NO_SERIES_NAMED.said().to_owned(),
        (Some(series), 0) => said!(text::NO_MEETING_OF, series),
        (Some(series), _) => said!(text::THE_SERIES, series),
    };
    let turn = if series.is_some() { meeting::CHANGE_SERIES } else { text::NAME_SERIES };
    let rows = meetings.into_iter().map(|(id, title)| {
        let page = Page::Record(RecordKey::new(Collection::Meetings, id));
        view! { <li><a href=move || here.href(page.clone())>{title}</a></li> }
    });
    let rows = rows.collect_view();
    view! {
        <h2>{shell::MEETINGS.said()}</h2>
        <p class="q">
            {said} " "
            <button class="link" disabled=move || desk.locked().is_some() on:click=move |_| desk.show(edit.clone())>{turn.said()}</button>
        </p>
        <ul class="plain">{rows}</ul>
    }
}

#[component]
fn Actions(actions: Vec<(Id, String, String, ActionOn)>) -> impl IntoView {
    let here = here();
    let none = actions.is_empty().then(|| view! { <p class="q">{text::NO_ACTIONS_OF.said()}</p> });
    let rows = actions.into_iter().map(|(id, title, owner, now)| {
        let page = Page::Record(RecordKey::new(Collection::Actions, id));
        let late = now.overdue.map(|days| view! { <span class="chip bad">{overdue(days)}</span> });
        view! {
            <li>
                <a href=move || here.href(page.clone())>{title}</a> " "
                <small>{owner}</small> " " <span class="chip">{standing(now.state)}</span> " " {late}
            </li>
        }
    });
    let rows = rows.collect_view();
    view! { <h2>{meeting::ACTIONS.said()}</h2> {none} <ul class="plain">{rows}</ul> }
}
