//! One meeting: who sat in the room, what came of it, what was said.

use leptos::prelude::*;

use super::documents;
use super::record::{Changes, Facts, Heading, Missing, Sections, Tools, UsedIn, add_label};
use crate::app::desk::{Dialog, desk};
use crate::app::locale;
use crate::app::parts::titles;
use crate::app::route::Page;
use crate::register::{
    Arrange, Capacity, Collection, Few, Id, Meeting as Record, OutcomeKind, Presence, RecordKey, Register,
};
use crate::words::{Length, labels};

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
    let meeting = Memo::new(move |_| {
        desk.read_in(&[Collection::Meetings], |register| register.meetings.get(&id).cloned())
    });
    let exists = Memo::new(move |_| meeting.with(Option::is_some));
    let point = move || meeting.get().map(|meeting| point(&meeting));
    view! {
        <Show when=move || exists.get() fallback=|| view! { <Missing what="Meeting" /> }>
            <Heading key=key.clone() />
            <p class="point">{point}</p>
            <Tools key=key.clone() />
            <documents::Offers kinds=&DOCUMENTS />
            <Neighbours key=key.clone() />
            <Facts key=key.clone() except=&["title"] />
            <div class="two">
                <section>{ let key = key.clone(); move || meeting.get().map(|meeting| view! { <Agenda meeting=(*meeting).clone() key=key.clone() /> }) }</section>
                <section>{ let key = key.clone(); move || meeting.get().map(|meeting| view! { <Present meeting=(*meeting).clone() key=key.clone() /> }) }</section>
            </div>
            {crate::app::wings::reading_view(crate::app::readings::Reading::Chain(key.clone()))}
            {crate::app::wings::reading_view(crate::app::readings::Reading::NewAt(key.id.clone()))}
            <Actions key=key.clone() />
            <Sections key=key.clone() except=&["agenda", "attendance"] />
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
fn was_there(presence: Option<Presence>) -> bool {
    !matches!(presence, Some(Presence::Absent | Presence::Excused))
}

/// The meetings of the same kind before and after this one.
#[component]
fn Neighbours(
    /// Which record.
    key: RecordKey,
) -> impl IntoView {
    let desk = desk();
    let found =
        Memo::new(move |_| desk.read_in(&[Collection::Meetings], |register| neighbours(register, &key.id)));
    let link = move |label: &'static str, id: Id| {
        let page = Page::Record(RecordKey::new(Collection::Meetings, id.clone()));
        let title = desk
            .look(|register| titles::title(register, &RecordKey::new(Collection::Meetings, id), &*locale()));
        view! { <span>{label} " " <a href=move || desk.href(page.clone())>{title}</a></span> }
    };
    view! {
        <p class="neighbours">
            {move || found.get().0.map(|id| link("Before:", id))} " "
            {move || found.get().1.map(|id| link("After:", id))}
        </p>
    }
}

fn neighbours(register: &Register, id: &Id) -> (Option<Id>, Option<Id>) {
    let Some(this) = register.meetings.get(id) else { return (None, None) };
    let mut all: Vec<_> = register
        .meetings
        .live()
        .filter(|(_, meeting)| meeting.kind == this.kind)
        .map(|(id, meeting)| (meeting.date.clone(), id.clone()))
        .collect();
    all.arrange();
    let place = all.iter().position(|(_, other)| other == id).unwrap_or(0);
    let at = |place: Option<usize>| place.and_then(|place| all.get(place)).map(|(_, id)| id.clone());
    (at(place.checked_sub(1)), at(place.checked_add(1)))
}

#[component]
fn Agenda(
    /// The meeting.
    meeting: Record,
    /// Which record.
    key: RecordKey,
) -> impl IntoView {
    let desk = desk();
    let items = meeting.agenda.live().map(|(id, item)| {
        let edit = Dialog::Edit(key.clone(), format!("agenda/{id}"));
        let name = item.title.clone().unwrap_or_else(|| "Agenda item".to_owned());
        let outcomes = item.outcomes.values().map(|outcome| {
            let kind = outcome.kind.map(|kind| labels::choice_label(kind.word()));
            view! {
                <li>
                    {kind.map(|kind| view! { <span class="chip">{kind}</span> " " })}
                    {outcome.text.as_deref().unwrap_or_default().to_owned()}
                </li>
            }
        });
        let carried = item.carried_from.as_ref().map(|from| {
            let page = Page::Record(RecordKey::new(Collection::Meetings, from.id().clone()));
            view! { <small>"Carried over from " <a href=move || desk.href(page.clone())>"an earlier meeting"</a></small> }
        });
        view! {
            <li data-id=id.to_string()>
                <b>{name.clone()}</b> " "
                <button class="link" aria-label=format!("Edit {name}") on:click=move |_| desk.show(edit.clone())>"Edit"</button>
                {item.text.as_deref().map(|text| view! { <p class="prose">{text.to_owned()}</p> })}
                {carried}
                <ul>{outcomes.collect_view()}</ul>
            </li>
        }
    });
    let add = Dialog::Edit(key.clone(), "agenda".to_owned());
    view! {
        <h2>"Agenda and outcomes"</h2>
        {if meeting.agenda.is_empty() {
            view! { <p class="q">"Nothing on record yet."</p> }.into_any()
        } else {
            view! { <ol class="ag">{items.collect_view()}</ol> }.into_any()
        }}
        <p class="tools">
            <button class="small" disabled=move || desk.locked().is_some() on:click=move |_| desk.show(add.clone())>{add_label("AgendaItem")}</button>
        </p>
    }
}

/// A party at the table: its name, the id of its line, and whether it was there.
type Seat = (String, String, Option<Presence>);

/// All who were invited, with their state; those who were absent are not hidden.
#[component]
fn Present(
    /// The meeting.
    meeting: Record,
    /// Which record.
    key: RecordKey,
) -> impl IntoView {
    let desk = desk();
    let mut by_capacity: Few<Option<Capacity>, Vec<Seat>> = Few::new();
    for (id, line) in meeting.attendance.live() {
        let party = line
            .party
            .as_ref()
            .map(|party| desk.read(|register| titles::party(register, party.id(), &*locale())));
        let party = party.unwrap_or_else(|| "Not named".to_owned());
        by_capacity.or_default(line.capacity).push((party, id.to_string(), line.presence));
    }
    let complete = meeting.list_complete.map(|complete| {
        format!("List complete: {}.", labels::choice_label(complete.word()).to_ascii_lowercase())
    });
    let counts = meeting
        .counts
        .values()
        .map(|count| {
            let of = count.of.clone().unwrap_or_else(|| "participants".to_owned());
            format!("Reported: {} {of}.", count.count.map(|count| count.to_string()).unwrap_or_default())
        })
        .collect::<Vec<_>>();
    let add = Dialog::Edit(key.clone(), "attendance".to_owned());
    let rows = by_capacity
        .into_iter()
        .flat_map(|(capacity, mut lines)| {
            lines.arrange_by(|a, b| locale().compare(&a.0, &b.0));
            let label =
                capacity.map_or("Capacity not stated", |capacity| labels::choice_label(capacity.word()));
            let key = key.clone();
            lines.into_iter().map(move |(party, id, presence)| {
            let edit = Dialog::Edit(key.clone(), format!("attendance/{id}"));
            view! {
                <tr data-id=id>
                    <td><button class="link" on:click=move |_| desk.show(edit.clone())>{party}</button></td>
                    <td>{label}</td>
                    <td>{presence.map(|presence| labels::choice_label(presence.word()))}</td>
                </tr>
            }
        })
        })
        .collect_view();
    let count = meeting.attendance.values().count();
    view! {
        <h2>"Attendance"</h2>
        {(count > 0).then(|| view! {
            <table class="list" aria-label="Attendance" aria-rowcount=(count + 1).to_string()>
                <thead><tr><th scope="col">"Party"</th><th scope="col">"Capacity"</th><th scope="col">"Presence"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        })}
        <p class="q">{complete} " " {counts.join(" ")}</p>
        <p class="tools">
            <button class="small" disabled=move || desk.locked().is_some() on:click=move |_| desk.show(add.clone())>{add_label("Attendance")}</button>
        </p>
    }
}

/// The actions that this meeting made or closed.
#[component]
fn Actions(
    /// Which record.
    key: RecordKey,
) -> impl IntoView {
    let desk = desk();
    let at = key.clone();
    let found = Memo::new(move |_| {
        desk.read_in(&[Collection::Actions], |register| {
            let here =
                |id: &Option<crate::register::Ref<Record>>| id.as_ref().is_some_and(|id| *id.id() == at.id);
            let actions = register
                .actions
                .live()
                .filter(|(_, action)| here(&action.made_at) || here(&action.closed_at));
            actions
                .map(|(id, action)| (id.clone(), action.text.clone().unwrap_or_default(), action.state))
                .collect::<Vec<_>>()
        })
    });
    let fill = move |_| {
        let mut filled = serde_json::Map::new();
        filled.insert("made_at".to_owned(), key.id.as_str().into());
        desk.show(Dialog::New(Collection::Actions, filled));
    };
    view! {
        <h2>"Actions of this meeting"</h2>
        <ul class="plain">
            {move || found.get().into_iter().map(|(id, text, state)| {
                let page = Page::Record(RecordKey::new(Collection::Actions, id));
                let state = state.map_or("open", |state| state.word());
                view! { <li><a href=move || desk.href(page.clone())>{text}</a> " " <span class="chip">{labels::choice_label(state)}</span></li> }
            }).collect_view()}
        </ul>
        <p class="tools"><button class="small" disabled=move || desk.locked().is_some() on:click=fill>"Add action"</button></p>
    }
}
