//! The agenda of a meeting with what came of each point, where it comes from and where it goes on.

use leptos::prelude::*;
use serde_json::Value;

use super::history::{Happened, Steps, Told, summed, told};
use super::{called, is_signed};
use crate::app::desk::{Desk, Dialog, desk};
use crate::app::pages::record::add_label;
use crate::app::parts::here::here;
use crate::app::parts::told::told as with_parts;
use crate::app::route::Page;
use crate::figures::{AgendaPoint, Agendas, line, point_title};
use crate::register::{Action, Collection, Draft, Id, Meeting, RecordKey, Ref, Register, join};
use crate::said;
use crate::words::text::Text;
use crate::words::text::areas::{common, meeting as text, record};

/// A point as it is shown.
#[derive(Clone, PartialEq)]
struct Shown {
    point: AgendaPoint,
    title: String,
    text: String,
    /// What came of it at this meeting.
    came: Vec<Happened>,
    /// What others knew of it before: information that could still become an action.
    known: Vec<Happened>,
    carried: Option<(Id, String)>,
    after: Vec<(Id, String)>,
    /// All meetings that had it, where there are several.
    told: Vec<Told>,
    summed: String,
    open: bool,
}

/// The points in their order.
#[component]
pub fn Agenda(
    /// Which record.
    key: RecordKey,
) -> impl IntoView {
    let desk = desk();
    let at = key.clone();
    let points = Memo::new(move |_| {
        let on = desk.on();
        let reads = [Collection::Meetings, Collection::Actions, Collection::Parties];
        desk.read_in(&reads, |register| match register.meetings.get(&at.id) {
            Some(meeting) => shown(register, &Agendas::of(register, on), &at.id, meeting),
            None => Vec::new(),
        })
    });
    let add = Dialog::Edit(key.clone(), "agenda".to_owned());
    let list = move || {
        if points.with(Vec::is_empty) {
            return view! { <p class="q">{text::NOTHING_YET.said()}</p> }.into_any();
        }
        let items = points.get().into_iter().map(|shown| view! { <Point key=key.clone() shown /> });
        view! { <ol class="ag">{items.collect_view()}</ol> }.into_any()
    };
    view! {
        <h2>{text::AGENDA.said()}</h2>
        {list}
        <p class="tools">
            <button class="small" disabled=move || desk.locked().is_some() on:click=move |_| desk.show(add.clone())>{add_label("AgendaItem")}</button>
        </p>
    }
}

fn shown(register: &Register, agendas: &Agendas<'_>, id: &Id, meeting: &Meeting) -> Vec<Shown> {
    let of = |(item, one): (&Id, &crate::register::AgendaItem)| {
        let point = AgendaPoint { meeting: id.clone(), item: item.clone() };
        let history = agendas.history(&point);
        let mut told = told(register, &history);
        let came = told.iter().find(|step| step.meeting == *id).map(|step| step.said.clone());
        let others = told.iter().filter(|step| step.meeting != *id).flat_map(|step| &step.said);
        let known = others.filter(|one| one.information.is_some()).cloned().collect();
        if told.len() < 2 {
            told.clear();
        }
        let named = |point: AgendaPoint| {
            let title = called(register, &point.meeting);
            (point.meeting, title)
        };
        let from = one.carried_from.as_ref().filter(|from| register.meetings.get(from.id()).is_some());
        Shown {
            title: point_title(register, one).unwrap_or_else(|| said!(text::AGENDA_ITEM)),
            text: one.text.as_deref().unwrap_or_default().to_owned(),
            came: came.unwrap_or_default(),
            known,
            carried: from.map(|from| (from.id().clone(), called(register, from.id()))),
            after: agendas.after(&point).into_iter().map(named).collect(),
            told,
            summed: summed(&history),
            open: history.open,
            point,
        }
    };
    meeting.agenda.live().map(of).collect()
}

/// One point.
#[component]
fn Point(key: RecordKey, shown: Shown) -> impl IntoView {
    let here = here();
    let desk = here.desk;
    let Shown { point, title, text, came, known, carried, after, told, summed, open } = shown;
    let edit = Dialog::Edit(key.clone(), format!("agenda/{}", point.item));
    let meeting = move |label: Text, (id, title): (Id, String)| {
        let page = Page::Record(RecordKey::new(Collection::Meetings, id));
        let link = view! { <a href=move || here.href(page.clone())>{title}</a> };
        view! { <small class="block">{with_parts(label, &[], [("meeting", link.into_any())])}</small> }
    };
    let outcome = {
        let key = key.clone();
        move |one: Happened| view! { <One key=key.clone() one /> }
    };
    let known = (!known.is_empty()).then(|| {
        let known = known.into_iter().map(&outcome).collect_view();
        view! { <p class="q">{text::KNOWN_BEFORE.said()}</p> <ul>{known}</ul> }
    });
    let history = (!told.is_empty()).then(|| {
        view! { <details><summary>{said!(text::HISTORY, what = summed)}</summary> <Steps told /></details> }
    });
    let path = join("agenda", &join(point.item.as_str(), "open"));
    let end = move |_| say_open(&desk, &key, &path, !open);
    let (state, turn) = match open {
        true => (text::OPEN.said(), text::CLOSE_POINT.said()),
        false => (text::SETTLED.said(), text::KEEP_OPEN.said()),
    };
    let name = format!("{turn}: {title}");
    view! {
        <li data-id=point.item.to_string()>
            <b>{title.clone()}</b> " " <span class="chip">{state}</span> " "
            <button class="link" aria-label=said!(record::EDIT_NAMED, name = title) on:click=move |_| desk.show(edit.clone())>{common::EDIT.said()}</button>
            " "
            <button class="link" aria-label=name disabled=move || desk.locked().is_some() on:click=end>{turn}</button>
            {(!text.is_empty()).then(|| view! { <p class="prose">{text}</p> })}
            {carried.map(|from| meeting(text::CARRIED_FROM, from))}
            <ul>{came.into_iter().map(&outcome).collect_view()}</ul>
            {known}
            {after.into_iter().map(|next| meeting(text::AGAIN_AT, next)).collect_view()}
            {history}
        </li>
    }
}

/// One thing that came of a point. What is only information can become an action.
#[component]
fn One(key: RecordKey, one: Happened) -> impl IntoView {
    let here = here();
    let desk = here.desk;
    let chip = (!one.kind.is_empty()).then(|| view! { <span class="chip">{one.kind}</span> " " });
    let leads = one.action.map(|id| {
        let page = Page::Record(RecordKey::new(Collection::Actions, id));
        view! { " " <a href=move || here.href(page.clone())>{text::ITS_ACTION.said()}</a> }
    });
    let make = one.information.map(|(point, outcome)| {
        let name = format!("{}: {}", text::MAKE_ACTION.said(), one.text);
        let make = move |_| make_action(&desk, &key, &point, &outcome);
        view! {
            " " <button class="link" aria-label=name disabled=move || desk.locked().is_some() on:click=make>{text::MAKE_ACTION.said()}</button>
        }
    });
    view! { <li>{chip} {one.text} {leads} {make}</li> }
}

/// Says whether a point stays open after the meeting, whatever its outcomes say.
fn say_open(desk: &Desk, key: &RecordKey, path: &str, open: bool) {
    if !is_signed(desk) {
        return;
    }
    let mut draft = Draft::new();
    let written = draft.set(key, path, Some(Value::Bool(open))).map_err(|refused| refused.to_string());
    if let Err(reason) = written.and_then(|()| desk.write(draft)) {
        desk.notice.set(reason);
    }
}

/// Makes information an action of this meeting, as one step, and opens it for its owner and its day.
fn make_action(desk: &Desk, key: &RecordKey, point: &AgendaPoint, outcome: &Id) {
    if !is_signed(desk) {
        return;
    }
    let text = desk.look(|register| {
        let line = line(register, point)?;
        let said = line.outcomes.0.get(outcome)?.text.as_deref().map(str::to_owned);
        said.or_else(|| point_title(register, line))
    });
    let action = Action { text, made_at: Some(Ref::from(key.id.clone())), ..Action::default() };
    let id = desk.new_id();
    let mut draft = Draft::new();
    let made = draft.record(&id, &action);
    let home = RecordKey::new(Collection::Meetings, point.meeting.clone());
    let path = ["agenda", point.item.as_str(), "outcomes", outcome.as_str(), "action"].join("/");
    let linked = draft.set(&home, &path, Some(id.as_str().into())).map_err(|refused| refused.to_string());
    match linked.and_then(|()| desk.write(draft)) {
        Ok(_) => {
            desk.notice.set(said!(text::MADE_ACTION));
            desk.show(Dialog::Edit(made, "owner".to_owned()));
        }
        Err(reason) => desk.notice.set(reason),
    }
}
