//! Who sat in the room, who did not, and of whom nobody says.

use leptos::prelude::*;
use serde_json::{Map, Value};

use super::{is_not_stated, is_signed};
use crate::app::desk::{Desk, Dialog, desk};
use crate::app::locale;
use crate::app::pages::record::add_label;
use crate::app::parts::form::between;
use crate::app::parts::say;
use crate::figures::members;
use crate::register::{
    Arrange, Attendance, Capacity, Collection, Draft, Each, Id, Meeting, Node, Presence, RecordKey, Ref,
    Register,
};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::{meeting as text, record};

/// A party at the table.
#[derive(Clone, PartialEq)]
struct Seat {
    id: Id,
    party: String,
    capacity: Option<Capacity>,
    presence: Option<Presence>,
    delegates: String,
}

/// The list of a meeting, with what is said of it as a whole.
#[derive(Clone, PartialEq)]
struct Seats {
    seats: Vec<Seat>,
    said: String,
    /// Those that belonged on the day and that the list does not name, with their capacity.
    others: Vec<(Id, Option<Capacity>)>,
    others_named: String,
}

/// All who were invited, with their state; those who were absent are not hidden.
#[component]
pub fn Present(
    /// Which record.
    key: RecordKey,
) -> impl IntoView {
    let desk = desk();
    let at = key.clone();
    let seats = Memo::new(move |_| {
        let reads =
            [Collection::Meetings, Collection::Parties, Collection::Memberships, Collection::Register];
        desk.read_in(&reads, |register| register.meetings.get(&at.id).map(|meeting| seats(register, meeting)))
    });
    let counts = move || seats.with(|seats| seats.as_ref().map(counted));
    let said = move || seats.with(|seats| seats.as_ref().map(|seats| seats.said.clone()));
    let table = {
        let key = key.clone();
        move || seats.get().filter(|seats| !seats.seats.is_empty()).map(|seats| table(desk, &key, seats))
    };
    let add = Dialog::Edit(key.clone(), "attendance".to_owned());
    let others = move || {
        let seats = seats.get()?;
        let number = seats.others.len();
        if number == 0 {
            return None;
        }
        let (key, all) = (key.clone(), seats.others);
        Some(view! {
            <p class="q">{said!(text::NOT_LISTED, names = seats.others_named)}</p>
            <p class="tools">
                <button class="small" disabled=move || desk.locked().is_some() on:click=move |_| enter(&desk, &key, &all)>
                    {if number == 1 { said!(text::ADD_ONE) } else { said!(text::ADD_THESE, n = number.to_string()) }}
                </button>
            </p>
        })
    };
    view! {
        <h2>{text::ATTENDANCE.said()}</h2>
        <p class="counts">{counts}</p>
        {table}
        <p class="q">{said}</p>
        {others}
        <p class="tools">
            <button class="small" disabled=move || desk.locked().is_some() on:click=move |_| desk.show(add.clone())>{add_label("Attendance")}</button>
        </p>
    }
}

/// Those that were there first, then those that were not, last those of whom nobody says.
fn rank(presence: Option<Presence>) -> Presence {
    presence.unwrap_or(Presence::NotStated)
}

fn seats(register: &Register, meeting: &Meeting) -> Seats {
    let locale = locale();
    let mut all: Vec<Seat> = Vec::new();
    for (id, line) in meeting.attendance.live() {
        let party = line.party.as_ref().map(|party| say::party(register, party.id()));
        all.push(Seat {
            id: id.clone(),
            party: party.unwrap_or_else(|| said!(text::NOT_NAMED)),
            capacity: line.capacity,
            presence: line.presence,
            delegates: line.delegates.clone().unwrap_or_default(),
        });
    }
    all.arrange_by(|a, b| {
        let by = |seat: &Seat| (rank(seat.presence), seat.capacity.is_none(), seat.capacity);
        by(a).cmp(&by(b)).then_with(|| locale.compare(&a.party, &b.party))
    });
    let mut said: Vec<String> = Vec::new();
    said.extend(meeting.list_complete.map(|complete| {
        said!(text::LIST_COMPLETE, word = labels::inside(labels::choice_label(complete.word())))
    }));
    said.extend(meeting.counts.values().map(|count| {
        let of = count.of.as_deref().unwrap_or(text::PARTICIPANTS.said());
        said!(text::REPORTED, count = count.count.map(|count| count.to_string()).unwrap_or_default(), of)
    }));
    let others = not_listed(register, meeting);
    let ids: Vec<Id> = others.iter().map(|(id, _)| id.clone()).collect();
    Seats { seats: all, said: said.join(" "), others_named: say::and(&say::parties(register, &ids)), others }
}

/// Who belonged on the day and is not on the list.
fn not_listed(register: &Register, meeting: &Meeting) -> Vec<(Id, Option<Capacity>)> {
    let Some(date) = &meeting.date else { return Vec::new() };
    let roles = members(register, date.last());
    let listed: Each<&Id> =
        meeting.attendance.values().filter_map(|line| line.party.as_ref()).map(|party| party.id()).collect();
    let all = [&roles.leads, &roles.counted, &roles.observers, &roles.beneficiaries, &roles.disputed];
    let all: Each<Id> = all.into_iter().flatten().filter(|id| !listed.contains(id)).cloned().collect();
    all.into_iter()
        .map(|id| {
            let capacity = roles.capacity(&id);
            (id, capacity)
        })
        .collect()
}

/// “14 present, 1 excused, 3 not stated”.
fn counted(seats: &Seats) -> String {
    let parts = Presence::ALL.iter().filter_map(|presence| {
        let count = seats.seats.iter().filter(|seat| rank(seat.presence) == *presence).count();
        let label = labels::inside(labels::choice_label(presence.word()));
        (count > 0).then(|| format!("{count} {label}"))
    });
    parts.collect::<Vec<_>>().join(" · ")
}

fn table(desk: Desk, key: &RecordKey, seats: Seats) -> impl IntoView + use<> {
    let count = seats.seats.len();
    let rows = seats.seats.into_iter().map(|seat| {
        let edit = Dialog::Edit(key.clone(), format!("attendance/{}", seat.id));
        let capacity = seat.capacity.map_or_else(|| record::NOT_STATED.said(), |capacity| labels::choice_label(capacity.word()));
        let presence = labels::choice_label(rank(seat.presence).word());
        let out = is_not_stated(seat.presence) || !super::was_there(seat.presence);
        view! {
            <tr data-id=seat.id.to_string() class:out=out>
                <td><button class="link" on:click=move |_| desk.show(edit.clone())>{seat.party}</button></td>
                <td data-label=text::CAPACITY.said()>{capacity}</td>
                <td data-label=text::PRESENCE.said()>{presence} {(!seat.delegates.is_empty()).then(|| view! { <small>{seat.delegates}</small> })}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <table class="list" aria-label=text::ATTENDANCE.said() aria-rowcount=(count + 1).to_string()>
            <thead><tr><th scope="col">{text::PARTY.said()}</th><th scope="col">{text::CAPACITY.said()}</th><th scope="col">{text::PRESENCE.said()}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// Enters parties in the capacity of their roles; whether they were there is still to be said.
fn enter(desk: &Desk, key: &RecordKey, parties: &[(Id, Option<Capacity>)]) {
    if !is_signed(desk) {
        return;
    }
    let mut last = desk.look(|register| {
        let meeting = register.meetings.get(&key.id)?;
        meeting.attendance.values().filter_map(|line| line.order.clone()).max()
    });
    let mut lines = Map::new();
    for (party, capacity) in parties {
        let order = between(last.as_deref().unwrap_or_default(), None);
        let line = Attendance {
            party: Some(Ref::from(party.clone())),
            capacity: *capacity,
            presence: Some(Presence::NotStated),
            order: Some(order.clone()),
            ..Attendance::default()
        };
        last = Some(order);
        lines.insert(desk.new_id().to_string(), Value::Object(line.write()));
    }
    let mut draft = Draft::new();
    draft.patch_with(key, Map::from_iter([("attendance".to_owned(), Value::Object(lines))]));
    match desk.write(draft) {
        Ok(_) => desk.notice.set(said!(text::ADDED_BY_ROLE)),
        Err(reason) => desk.notice.set(reason),
    }
}
