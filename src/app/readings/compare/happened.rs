//! What happened between two days beside money: who came and went, what moved, what was to do and done, who met.

use std::sync::Arc;

use leptos::prelude::*;

use super::money::days;
use super::{Two, meeting_link, record_link};
use crate::app::parts::figure::MembersView;
use crate::app::parts::here::{Here, here};
use crate::app::parts::say;
use crate::app::parts::told::told;
use crate::app::route::Page;
use crate::figures::Joined;
use crate::register::{
    ActKind, Action, Arrange, Collection, Id, Meeting, Purchase, PurchaseStepKind, RecordKey, Register,
};
use crate::words::labels;
use crate::words::text::areas::{compare as text, meeting, overview, parts, record, shell};
use crate::words::text::{Put, Text};

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
        (text::JOINED.said(), joined.clone()),
        (labels::choice_label(ActKind::Left.word()), left.clone()),
        (text::DISPUTED_NOW.said(), only(disputed)),
        (text::NO_LONGER_DISPUTED.said(), only(settled)),
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
    let none = rows.is_empty().then(|| format!(" {}", text::NOBODY_CAME_OR_WENT.said()));
    let [since, until] = [two.since.day, two.until].map(say::day);
    let both = told(
        text::MEMBERS_ON_BOTH,
        &[("since", since.arg()), ("until", until.arg())],
        [
            ("before", view! { <MembersView on=two.since.day /> }.into_any()),
            ("after", view! { <MembersView on=two.until /> }.into_any()),
        ],
    );
    view! {
        <h2>{shell::MEMBERS.said()}</h2>
        <p>{both}{none}</p>
        {(!rows.is_empty()).then(|| view! {
            <table aria-label=text::CAME_AND_WENT.said()>
                <thead><tr>
                    <th scope="col">{text::WHAT.said()}</th><th scope="col" class="n">{overview::NUMBER.said()}</th>
                    <th scope="col">{parts::WHO.said()}</th>
                </tr></thead>
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
        kind.map_or(text::NOTHING_ON_RECORD.said(), |kind| labels::choice_label(kind.word()))
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
    let purchase = labels::collection_label(Collection::Purchases).0;
    table(text::PURCHASES_MOVED, text::NO_PURCHASE_MOVED, [purchase, &first, &second], rows)
}

fn actions(here: &Here, register: &Register, two: &Two) -> AnyView {
    let opened = two.rest.opened.iter().map(|id| {
        let at = register.actions.get(id).and_then(|action| action.made_at.as_ref());
        (id, text::OPENED.said(), at.map(|at| at.id()))
    });
    let closed = two
        .rest
        .closed
        .iter()
        .map(|one| (&one.action, labels::choice_label(one.state.word()), Some(&one.meeting)));
    let rows = opened.chain(closed).map(|(id, what, at)| {
        view! {
            <tr data-id=id.to_string()>
                <td>{record_link(here, register, &RecordKey::of::<Action>(id))}</td>
                <td data-label=text::WHAT.said()><span class="chip">{what}</span></td>
                <td data-label=text::AT.said()>{at.map(|at| meeting_link(here, register, at))}</td>
            </tr>
        }
    });
    let rows: Vec<_> = rows.collect();
    let heads = [meeting::ACTION, text::WHAT, text::AT].map(Text::said);
    table(text::ACTIONS_MOVED, text::NO_ACTION_MOVED, heads, rows)
}

fn meetings(here: &Here, register: &Register, two: &Two) -> AnyView {
    let series_label = labels::field_label("Meeting", "series");
    let rows = two.rest.meetings.iter().rev().map(|held| {
        let meeting = register.meetings.get(&held.meeting);
        let date = meeting.and_then(|meeting| meeting.date.as_ref()).map(say::date);
        let series = meeting.and_then(|meeting| meeting.series.clone());
        let blank = series.is_none().then_some("");
        view! {
            <tr data-id=held.meeting.to_string()>
                <td>{record_link(here, register, &RecordKey::of::<Meeting>(&held.meeting))}</td>
                <td data-label=series_label data-blank=blank>{series}</td>
                <td class="d" data-label=record::DATE.said()>{date}</td>
            </tr>
        }
    });
    let rows: Vec<_> = rows.collect();
    let meeting = labels::collection_label(Collection::Meetings).0;
    let heads = [meeting, series_label, record::DATE.said()];
    table(text::MEETINGS_HELD, text::NO_MEETING_HELD, heads, rows)
}

/// A section with a table, or the sentence that stands in its place.
fn table<V: IntoView + 'static>(title: Text, none: Text, heads: [&str; 3], rows: Vec<V>) -> AnyView {
    let body = if rows.is_empty() {
        view! { <p class="q">{none.said()}</p> }.into_any()
    } else {
        let heads: Vec<_> =
            heads.iter().map(|head| view! { <th scope="col">{(*head).to_owned()}</th> }).collect();
        view! {
            <table class="list" aria-label=title.said()>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    view! { <h2>{title.said()}</h2>{body} }.into_any()
}
