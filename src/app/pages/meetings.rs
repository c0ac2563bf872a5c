//! All meetings.

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::Decimal;

use super::meeting::{is_not_stated, minutes_word, was_there};
use crate::app::desk::{Desk, Dialog, desk};
use crate::app::locale;
use crate::app::parts::column::SortBy;
use crate::app::parts::grid::{Column, Facet, Grid};
use crate::app::parts::table::ListTable;
use crate::app::parts::titles;
use crate::app::route::Page;
use crate::exchange::block::Place;
use crate::register::{Arrange, Attendance, Collection, Day, MinutesState, RecordKey, Register};
use crate::said;
use crate::words::text::Text;
use crate::words::text::areas::parts::ONLINE;
use crate::words::text::areas::{
    actions, cells, meeting, meetings as text, overview, record, sharing, shell,
};
use crate::words::{Length, labels};

struct Row {
    id: String,
    title: String,
    kind: Option<(String, String)>,
    day: Option<Day>,
    date: String,
    series: Option<String>,
    place: String,
    present: usize,
    not_stated: usize,
    outcomes: usize,
    minutes: Option<MinutesState>,
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
                on:click=move |_| desk.show(Dialog::New(Collection::Meetings, serde_json::Map::new()))>{actions::ADD_MEETING.said()}</button>
        }
    };
    view! {
        <h1 tabindex="-1">{shell::MEETINGS.said()}</h1>
        <p class="point">{point}</p>
        <p class="tools"><a href=move || desk.address.with(|here| here.to(Page::Charts).with("chart", "attendance").to_string())>{text::ATTENDANCE_CHART.said()}</a></p>
        <ListTable grid=grid label=shell::MEETINGS.said() sort="-date" tools=ViewFn::from(add)
            empty=ViewFn::from(move || view! {
                <p>{text::NO_MEETINGS_YET.said()}</p>
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
        (0, _) => text::NO_MEETING_KNOWN.said().to_owned(),
        (_, None) => overview::NO_MEETING.said().to_owned(),
        (_, Some(last)) => {
            let date = locale().date(last, Length::Long);
            let held = match (dates.len(), last.is_day()) {
                (1, true) => said!(text::ONE_HELD_ON, date),
                (1, false) => said!(text::ONE_HELD_IN, date),
                (n, true) => said!(text::SOME_HELD_ON, count = n.to_string(), n, date),
                (n, false) => said!(text::SOME_HELD_IN, count = n.to_string(), n, date),
            };
            format!("{held} {}", next(register, on)).trim_end().to_owned()
        }
    }
}

/// “The next one is on 3 June 2024.”
fn next(register: &Register, on: Day) -> String {
    let dates = register.meetings.live().filter_map(|(_, meeting)| meeting.date.clone());
    let mut coming: Vec<_> = dates.filter(|date| date.last() > on).collect();
    coming.arrange_by_key(|date| date.last());
    let Some(next) = coming.first() else { return String::new() };
    let date = locale().date(next, Length::Long);
    if next.is_day() { said!(text::NEXT_ON, date) } else { said!(text::NEXT_IN, date) }
}

fn grid(desk: &Desk) -> Grid {
    let here = desk.address.get_untracked();
    let rows: Arc<Vec<Row>> =
        Arc::new(desk.read_in(&[Collection::Meetings, Collection::Parties], |register| {
            let row = |(id, meeting): (&crate::register::Id, &Arc<crate::register::Meeting>)| {
                let key = RecordKey::new(Collection::Meetings, id.clone());
                let there = |line: &&Attendance| was_there(line.presence) && !is_not_stated(line.presence);
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
                    series: meeting.series.clone(),
                    present: meeting.attendance.values().filter(there).count(),
                    not_stated: meeting
                        .attendance
                        .values()
                        .filter(|line| is_not_stated(line.presence))
                        .count(),
                    outcomes: meeting.agenda.values().map(|item| item.outcomes.values().count()).sum(),
                    minutes: meeting.minutes,
                    opens: here.to(Page::of(&key)).to_string(),
                }
            };
            register.meetings.live().map(row).collect()
        }));
    let number = |n: usize| if n == 0 { String::new() } else { n.to_string() };
    let key = |row: &Row| RecordKey::new(Collection::Meetings, row.id.as_str());
    let fixed = |why: Text| move |_: &Row| Place::Fixed(why.said());
    let columns = vec![
        Column::text("title", labels::collection_label(Collection::Meetings).0, |row: &Row| {
            row.title.clone()
        })
        .field("title", key),
        Column::date("date", record::DATE.said(), |row: &Row| row.day, |row| row.date.clone())
            .field("date", key),
        Column::text("kind", text::KIND.said(), |row: &Row| {
            row.kind.as_ref().map(|kind| kind.1.clone()).unwrap_or_default()
        })
        .field("kind", key),
        Column::text("series", text::SERIES.said(), |row: &Row| row.series.clone().unwrap_or_default())
            .field("series", key),
        Column::text("place", text::PLACE.said(), |row: &Row| row.place.clone()).field("place", key).less(),
        Column::number(
            "present",
            meeting::ATTENDANCE.said(),
            |row: &Row| Some(Decimal::from(row.present)),
            |row| attended(row.present, row.not_stated),
        )
        .edits(fixed(cells::MADE_OF)),
        Column::number(
            "outcomes",
            text::OUTCOMES.said(),
            |row: &Row| Some(Decimal::from(row.outcomes)),
            move |row| number(row.outcomes),
        )
        .edits(fixed(cells::MADE_OF))
        .less(),
        Column::text("minutes", sharing::MINUTES.said(), |row: &Row| minutes_word(row.minutes).to_owned())
            .sorted(|row| SortBy::Number(row.minutes.map(|state| Decimal::from(state as u8))))
            .edits(fixed(cells::BY_BUTTONS)),
    ];
    Grid::new(Arc::clone(&rows), |row| row.id.clone(), columns)
        .opens(&rows, |row| row.opens.clone())
        .makes(Collection::Meetings)
        .facet(
            &rows,
            Facet::new("series", text::ALL_SERIES.said(), |row: &Row| {
                vec![match &row.series {
                    Some(series) => (series.clone(), series.clone()),
                    None => ("none".to_owned(), text::NO_SERIES.said().to_owned()),
                }]
            }),
        )
        .facet(
            &rows,
            Facet::new("minutes", text::ALL_MINUTES.said(), |row: &Row| {
                let known =
                    |state: MinutesState| (state.word().to_owned(), minutes_word(Some(state)).to_owned());
                vec![
                    row.minutes
                        .map_or_else(|| ("none".to_owned(), text::NO_MINUTES.said().to_owned()), known),
                ]
            }),
        )
        .facet(
            &rows,
            Facet::new("kind", text::ALL_KINDS.said(), |row: &Row| row.kind.clone().into_iter().collect()),
        )
}

/// “14”, “14, 3 not stated”.
fn attended(present: usize, not_stated: usize) -> String {
    match (present, not_stated) {
        (0, 0) => String::new(),
        (present, 0) => present.to_string(),
        (0, not_stated) => said!(text::UNSURE, count = not_stated.to_string()),
        (present, not_stated) => {
            said!(text::PRESENT_AND_UNSURE, present = present.to_string(), count = not_stated.to_string())
        }
    }
}

/// A place in words.
pub fn place(place: &crate::register::Place) -> String {
    let country =
        place.country.as_deref().map(|code| locale().state_name(code).unwrap_or_else(|| code.to_owned()));
    let online = place.online.then(|| ONLINE.said().to_owned());
    place.name.clone().into_iter().chain(country).chain(online).collect::<Vec<_>>().join(", ")
}
