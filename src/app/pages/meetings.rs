//! All meetings.

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::Decimal;

use crate::app::desk::{Desk, Dialog, desk};
use crate::app::locale;
use crate::app::parts::grid::{Column, Facet, Grid};
use crate::app::parts::table::ListTable;
use crate::app::parts::titles;
use crate::app::route::Page;
use crate::register::{Arrange, Collection, Day, Presence, RecordKey, Register};
use crate::words::{Length, labels};

struct Row {
    id: String,
    title: String,
    kind: Option<(String, String)>,
    day: Option<Day>,
    date: String,
    place: String,
    present: usize,
    outcomes: usize,
    opens: String,
}

/// The list of meetings, the latest first.
#[component]
pub fn Meetings() -> impl IntoView {
    let desk = desk();
    let grid = Memo::new_with_compare(move |_| Arc::new(grid(&desk)), |_, _| true);
    let point = move || desk.read_in(&[Collection::Meetings], |register| point(register, desk.on()));
    let add = move || {
        view! {
            <button class="go" disabled=move || desk.locked().is_some()
                on:click=move |_| desk.show(Dialog::New(Collection::Meetings, serde_json::Map::new()))>"Add meeting"</button>
        }
    };
    view! {
        <h1 tabindex="-1">"Meetings"</h1>
        <p class="point">{point}</p>
        <p class="tools"><a href=move || desk.address.with(|here| here.to(Page::Charts).with("chart", "attendance").to_string())>"Chart of attendance"</a></p>
        <ListTable grid=grid label="Meetings" sort="-date" tools=ViewFn::from(add)
            empty=ViewFn::from(move || view! {
                <p>"No meetings yet. A meeting keeps who sat in the room, what was decided, and who is to do what."</p>
                {add()}
            }) />
    }
}

fn point(register: &Register, on: Day) -> String {
    let held = register
        .meetings
        .live()
        .filter(|(_, meeting)| meeting.date.as_ref().is_some_and(|date| date.last() <= on));
    let mut dates: Vec<_> = held.filter_map(|(_, meeting)| meeting.date.clone()).collect();
    dates.arrange();
    let all = register.meetings.len();
    match (all, dates.last()) {
        (0, _) => "No meeting is on record.".to_owned(),
        (_, None) => "No meeting was held by this day.".to_owned(),
        (_, Some(last)) => {
            let held = if dates.len() == 1 {
                "One meeting was".to_owned()
            } else {
                format!("{} meetings were", dates.len())
            };
            let preposition = if last.is_day() { "on" } else { "in" };
            format!("{held} held by this day, the last {preposition} {}.", locale().date(last, Length::Long))
        }
    }
}

fn grid(desk: &Desk) -> Grid {
    let here = desk.address.get_untracked();
    let rows: Arc<Vec<Row>> =
        Arc::new(desk.read_in(&[Collection::Meetings, Collection::Parties], |register| {
            let row = |(id, meeting): (&crate::register::Id, &Arc<crate::register::Meeting>)| {
                let key = RecordKey::new(Collection::Meetings, id.clone());
                let there = |presence: Option<Presence>| {
                    !matches!(presence, Some(Presence::Absent | Presence::Excused))
                };
                Row {
                    id: id.to_string(),
                    title: titles::title(register, &key, &*locale()),
                    kind: meeting
                        .kind
                        .map(|kind| (kind.word().to_owned(), labels::choice_label(kind.word()).to_owned())),
                    day: meeting.date.as_ref().map(|date| date.first()),
                    date: meeting
                        .date
                        .as_ref()
                        .map(|date| locale().date(date, Length::Short))
                        .unwrap_or_default(),
                    place: meeting.place.as_ref().map(place).unwrap_or_default(),
                    present: meeting.attendance.values().filter(|line| there(line.presence)).count(),
                    outcomes: meeting.agenda.values().map(|item| item.outcomes.values().count()).sum(),
                    opens: here.to(Page::of(&key)).to_string(),
                }
            };
            register.meetings.live().map(row).collect()
        }));
    let number = |n: usize| if n == 0 { String::new() } else { n.to_string() };
    let columns = vec![
        Column::text("title", "Meeting", |row: &Row| row.title.clone()),
        Column::date("date", "Date", |row: &Row| row.day, |row| row.date.clone()),
        Column::text("kind", "Kind", |row: &Row| {
            row.kind.as_ref().map(|kind| kind.1.clone()).unwrap_or_default()
        }),
        Column::text("place", "Place", |row: &Row| row.place.clone()).less(),
        Column::number(
            "present",
            "Present",
            |row: &Row| Some(Decimal::from(row.present)),
            move |row| number(row.present),
        ),
        Column::number(
            "outcomes",
            "Outcomes",
            |row: &Row| Some(Decimal::from(row.outcomes)),
            move |row| number(row.outcomes),
        )
        .less(),
    ];
    Grid::new(Arc::clone(&rows), |row| row.id.clone(), columns)
        .opens(&rows, |row| row.opens.clone())
        .facet(&rows, Facet::new("kind", "All kinds", |row: &Row| row.kind.clone().into_iter().collect()))
}

/// A place in words.
pub fn place(place: &crate::register::Place) -> String {
    let country =
        place.country.as_deref().map(|code| locale().state_name(code).unwrap_or_else(|| code.to_owned()));
    let online = place.online.then(|| "online".to_owned());
    place.name.clone().into_iter().chain(country).chain(online).collect::<Vec<_>>().join(", ")
}
