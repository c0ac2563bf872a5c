//! What earlier meetings of the series left open: taken onto this agenda by reference, one by one or all at once.

use leptos::prelude::*;
use serde_json::{Map, Value};

use super::history::summed;
use super::{called, is_signed};
use crate::app::desk::Desk;
use crate::app::locale;
use crate::app::parts::form::between;
use crate::app::parts::here::here;
use crate::app::parts::told::told;
use crate::app::parts::{say, titles};
use crate::app::route::Page;
use crate::figures::{AgendaPoint, Agendas, OpenPoint, line, point_title};
use crate::register::{Collection, Draft, Id, Node, RecordKey, Register};
use crate::said;
use crate::words::text::areas::meeting as text;

/// The open points that one earlier meeting left.
#[derive(Clone, PartialEq)]
struct Left {
    from: Id,
    meeting: String,
    points: Vec<(OpenPoint, String, String)>,
}

/// What waits for this meeting.
#[component]
pub fn Waiting(
    /// Which record.
    key: RecordKey,
) -> impl IntoView {
    let here = here();
    let desk = here.desk;
    let at = key.clone();
    let left = Memo::new(move |_| {
        let on = desk.on();
        let reads = [Collection::Meetings, Collection::Actions, Collection::Parties];
        desk.read_in(&reads, |register| {
            // On the day of the meeting: what it closed itself is open no more.
            let date = register.meetings.get(&at.id).and_then(|meeting| meeting.date.as_ref());
            left_open(register, &at.id, date.map_or(on, |date| date.last()))
        })
    });
    let key = StoredValue::new(key);
    let take = move |points: Vec<OpenPoint>| key.with_value(|key| take(&desk, key, &points));
    let rows = move |left: Left| {
        let page = Page::Record(RecordKey::new(Collection::Meetings, left.from));
        let points = left.points.into_iter().map(|(point, title, state)| {
            let name = format!("{}: {title}", text::TAKE_ONTO.said());
            view! {
                <li>
                    <span>{title} <small class="block">{state}</small></span>
                    <button class="small" aria-label=name disabled=move || desk.locked().is_some()
                        on:click=move |_| take(vec![point.clone()])>{text::TAKE_ONTO.said()}</button>
                </li>
            }
        });
        let from = view! { <a href=move || here.href(page.clone())>{left.meeting}</a> };
        view! {
            <h3>{told(text::OPEN_FROM, &[], [("meeting", from.into_any())])}</h3>
            <ul class="plain waiting">{points.collect_view()}</ul>
        }
    };
    let all = move || left.get().into_iter().flat_map(|left| left.points).map(|(point, ..)| point).collect();
    let count =
        Memo::new(move |_| left.with(|left| left.iter().map(|left| left.points.len()).sum::<usize>()));
    view! {
        {move || left.get().into_iter().map(rows).collect_view()}
        <Show when=move || { count.get() > 1 }>
            <p class="tools">
                <button class="small" disabled=move || desk.locked().is_some() on:click=move |_| take(all())>
                    {move || said!(text::TAKE_ALL, n = count.get())}
                </button>
            </p>
        </Show>
    }
}

fn left_open(register: &Register, id: &Id, on: crate::register::Day) -> Vec<Left> {
    let agendas = Agendas::of(register, on);
    let mut all: Vec<Left> = Vec::new();
    for point in agendas.open_before(id) {
        let action = point.action.as_ref().map(|id| RecordKey::new(Collection::Actions, id.clone()));
        let (title, state) = match (&point.item, action) {
            (Some(item), _) => {
                let at = AgendaPoint { meeting: point.from.clone(), item: item.clone() };
                let title = line(register, &at).and_then(|line| point_title(register, line));
                (
                    title.unwrap_or_else(|| said!(text::AGENDA_ITEM)),
                    say::capital(&summed(&agendas.history(&at))),
                )
            }
            (None, Some(key)) => (titles::title(register, &key, &*locale()), said!(text::ACTION_OPEN)),
            (None, None) => continue,
        };
        if all.last().is_none_or(|left| left.from != point.from) {
            let meeting = called(register, &point.from);
            all.push(Left { from: point.from.clone(), meeting, points: Vec::new() });
        }
        if let Some(left) = all.last_mut() {
            left.points.push((point, title, state));
        }
    }
    all
}

/// Writes the references as one step, behind what stands on the agenda.
fn take(desk: &Desk, key: &RecordKey, points: &[OpenPoint]) {
    if !is_signed(desk) {
        return;
    }
    let mut last = desk.look(|register| {
        let meeting = register.meetings.get(&key.id)?;
        let orders = meeting.agenda.values().filter_map(|line| line.order.clone());
        orders.max()
    });
    let mut lines = Map::new();
    for point in points {
        let order = between(last.as_deref().unwrap_or_default(), None);
        let mut line = point.line();
        line.order = Some(order.clone());
        last = Some(order);
        lines.insert(desk.new_id().to_string(), Value::Object(line.write()));
    }
    let mut draft = Draft::new();
    draft.patch_with(key, Map::from_iter([("agenda".to_owned(), Value::Object(lines))]));
    match desk.write(draft) {
        Ok(_) => desk.notice.set(said!(text::TAKEN_ONTO, n = points.len())),
        Err(reason) => desk.notice.set(reason),
    }
}
