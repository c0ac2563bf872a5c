//! What happened between two days beside money: who came and went, what moved, what was to do and done, who met.

use std::sync::Arc;

use leptos::prelude::*;

use super::money::days;
use super::{Two, meeting_link, record_link};
use crate::app::parts::figure::MembersView;
use crate::app::parts::here::{Here, here};
use crate::app::parts::say;
use crate::app::route::Page;
use crate::figures::Joined;
use crate::register::{
    Action, ActionState, Arrange, Id, Meeting, Purchase, PurchaseStepKind, RecordKey, Register,
};
use crate::words::labels;

/// All of it, kind by kind.
#[component]
pub fn Happened(
    /// The two days.
    two: Arc<Two>,
) -> impl IntoView {
    let here = here();
    here.desk.look(|register| {
        view! {
            {members(&here, register, &two)}
            {purchases(&here, register, &two)}
            {actions(&here, register, &two)}
            {meetings(&here, register, &two)}
        }
    })
}

fn members(here: &Here, register: &Register, two: &Two) -> AnyView {
    let Joined { joined, left, disputed, settled, .. } = &two.rest.members;
    let only = |all: &[(Id, bool)]| all.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>();
    let groups = [
        ("Joined", joined.clone()),
        ("Left", left.clone()),
        ("Disputed now", only(disputed)),
        ("No longer disputed", only(settled)),
    ];
    let rows = groups.into_iter().filter(|(_, ids)| !ids.is_empty()).map(|(label, ids)| {
        view! {
            <tr>
                <th scope="row">{label}</th>
                <td class="n">{ids.len()}</td>
                <td>{names(here, register, &ids)}</td>
            </tr>
        }
    });
    let rows: Vec<_> = rows.collect();
    let none = rows.is_empty().then_some(" Nobody joined or left.");
    view! {
        <h2>"Members"</h2>
        <p>
            <MembersView on=two.since.day />{format!(" on {}, ", say::day(two.since.day))}
            <MembersView on=two.until />{format!(" on {}.", say::day(two.until))}{none}
        </p>
        {(!rows.is_empty()).then(|| view! {
            <table aria-label="Members that came and went">
                <thead><tr><th scope="col">"What"</th><th scope="col" class="n">"Number"</th><th scope="col">"Who"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        })}
    }
    .into_any()
}

fn names(here: &Here, register: &Register, ids: &[Id]) -> AnyView {
    let mut names: Vec<_> = ids.iter().map(|id| (say::party(register, id), id)).collect();
    names.arrange();
    let links = names.into_iter().map(|(name, id)| {
        view! { <a href=here.href_now(Page::Member(id.to_string()))>{name}</a> }.into_any()
    });
    crate::app::pages::contribution::commas(links.collect())
}

fn purchases(here: &Here, register: &Register, two: &Two) -> AnyView {
    let stage = |kind: Option<PurchaseStepKind>| {
        kind.map_or("Nothing on record", |kind| labels::choice_label(kind.word()))
    };
    let [first, second] = days(two);
    let rows = two.rest.purchases.iter().map(|one| {
        view! {
            <tr data-id=one.purchase.to_string()>
                <td>{record_link(here, register, &RecordKey::of::<Purchase>(&one.purchase))}</td>
                <td data-label=first.clone()><span class:q=one.then.is_none()>{stage(one.then)}</span></td>
                <td data-label=second.clone()><span class:q=one.now.is_none()>{stage(one.now)}</span></td>
            </tr>
        }
    });
    let rows: Vec<_> = rows.collect();
    table("Purchases that moved", "No purchase moved.", ["Purchase", &first, &second], rows)
}

fn actions(here: &Here, register: &Register, two: &Two) -> AnyView {
    let opened = two.rest.opened.iter().map(|id| {
        let at = register.actions.get(id).and_then(|action| action.made_at.as_ref());
        (id, "Opened", at.map(|at| at.id()))
    });
    let closed = two.rest.closed.iter().map(|one| {
        let how = if one.state == ActionState::Dropped { "Dropped" } else { "Done" };
        (&one.action, how, Some(&one.meeting))
    });
    let rows = opened.chain(closed).map(|(id, what, at)| {
        view! {
            <tr data-id=id.to_string()>
                <td>{record_link(here, register, &RecordKey::of::<Action>(id))}</td>
                <td data-label="What"><span class="chip">{what}</span></td>
                <td data-label="At">{at.map(|at| meeting_link(here, register, at))}</td>
            </tr>
        }
    });
    let rows: Vec<_> = rows.collect();
    table(
        "Actions opened and closed",
        "No meeting between the two days opened or closed an action.",
        ["Action", "What", "At"],
        rows,
    )
}

fn meetings(here: &Here, register: &Register, two: &Two) -> AnyView {
    let rows = two.rest.meetings.iter().rev().map(|held| {
        let meeting = register.meetings.get(&held.meeting);
        let date = meeting.and_then(|meeting| meeting.date.as_ref()).map(say::date);
        let series = meeting.and_then(|meeting| meeting.series.clone());
        let blank = series.is_none().then_some("");
        view! {
            <tr data-id=held.meeting.to_string()>
                <td>{record_link(here, register, &RecordKey::of::<Meeting>(&held.meeting))}</td>
                <td data-label="Series" data-blank=blank>{series}</td>
                <td class="d" data-label="Date">{date}</td>
            </tr>
        }
    });
    let rows: Vec<_> = rows.collect();
    table("Meetings held", "No meeting was held.", ["Meeting", "Series", "Date"], rows)
}

/// A section with a table, or the sentence that stands in its place.
fn table<V: IntoView + 'static>(
    title: &'static str,
    none: &'static str,
    heads: [&str; 3],
    rows: Vec<V>,
) -> AnyView {
    let body = if rows.is_empty() {
        view! { <p class="q">{none}</p> }.into_any()
    } else {
        let heads: Vec<_> =
            heads.iter().map(|head| view! { <th scope="col">{(*head).to_owned()}</th> }).collect();
        view! {
            <table class="list" aria-label=title>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    view! { <h2>{title}</h2>{body} }.into_any()
}
