//! All actions: who is to do what by when, and how each stands on the day.

use std::sync::Arc;

use leptos::prelude::*;

use super::meeting::called;
use crate::app::desk::Dialog;
use crate::app::locale;
use crate::app::parts::grid::{Column, Facet, Grid, SortBy};
use crate::app::parts::here::{Here, here};
use crate::app::parts::table::ListTable;
use crate::app::parts::{say, titles};
use crate::app::route::Page;
use crate::exchange::block::Place;
use crate::figures::{ActionOn, action_on};
use crate::register::{Action, ActionState, Collection, Day, Id, Meeting, RecordKey, Ref, Register};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::{actions, cells, meeting, meetings as text};

/// What an action is on a day, in a word.
pub fn standing(state: Option<ActionState>) -> &'static str {
    state.map_or(text::NOT_MADE_YET.said(), |state| labels::choice_label(state.word()))
}

/// For how long an action has been overdue.
pub fn overdue(days: i64) -> String {
    said!(text::DAYS_OVERDUE, n = usize::try_from(days).unwrap_or_default())
}

struct Row {
    id: Id,
    text: String,
    owner: Option<(String, String)>,
    due: Option<(Day, String)>,
    now: ActionOn,
    /// How it stands whatever the day.
    state: ActionState,
    priority: String,
    made: String,
    closed: String,
    opens: String,
}

impl Row {
    /// Under what it is found: what is overdue is open as well.
    fn standings(&self) -> Vec<(String, String)> {
        let own = self.now.state.map_or("later", |state| state.word());
        let late = self.now.overdue.map(|_| ("overdue".to_owned(), text::OVERDUE.said().to_owned()));
        late.into_iter().chain([(own.to_owned(), standing(self.now.state).to_owned())]).collect()
    }

    /// How it stands: “Open, three days overdue”.
    fn said(&self) -> String {
        let standing = standing(self.now.state);
        self.now.overdue.map_or(standing.to_owned(), |days| format!("{standing}, {}", overdue(days)))
    }

    /// What is overdue first, the longest before; then what is open by its day; last what is closed.
    fn rank(&self) -> String {
        let rank = match (self.now.overdue, self.now.state) {
            (Some(_), _) => 0,
            (None, Some(ActionState::Open)) => 1,
            (None, None) => 2,
            (None, Some(ActionState::Done)) => 3,
            (None, Some(ActionState::Dropped)) => 4,
        };
        format!("{rank} {}", self.due.as_ref().map_or("9999".to_owned(), |(day, _)| day.to_string()))
    }
}

/// The list of actions, what is overdue first.
#[component]
pub fn Actions() -> impl IntoView {
    let here = here();
    let desk = here.desk;
    let grid = Memo::new_with_compare(move |_| Arc::new(grid(&here)), |_, _| true);
    let point = move || {
        let on = here.on();
        desk.read_in(&[Collection::Actions, Collection::Meetings], |register| point(register, on))
    };
    let add = move || {
        view! {
            <button class="go" disabled=move || desk.locked().is_some()
                on:click=move |_| desk.show(Dialog::New(Collection::Actions, serde_json::Map::new()))>{actions::ADD_ACTION.said()}</button>
        }
    };
    view! {
        <h1 tabindex="-1">{meeting::ACTIONS.said()}</h1>
        <p class="point">{point}</p>
        <ListTable grid=grid label=meeting::ACTIONS.said() sort="state" tools=ViewFn::from(add)
            empty=ViewFn::from(move || view! {
                <p>{text::NO_ACTIONS_YET.said()}</p>
                {add()}
            }) />
    }
}

fn point(register: &Register, on: Day) -> String {
    let all: Vec<_> = register.actions.live().map(|(_, action)| action_on(register, action, on)).collect();
    if all.is_empty() {
        return text::NO_ACTION_KNOWN.said().to_owned();
    }
    let count = |state: ActionState| all.iter().filter(|now| now.state == Some(state)).count();
    let late = all.iter().filter(|now| now.overdue.is_some()).count();
    let open = count(ActionState::Open);
    let late = match (open, late) {
        (0, _) => String::new(),
        (1, 0) => text::ONE_NOT_OVERDUE.said().to_owned(),
        (1, _) => text::ONE_OVERDUE.said().to_owned(),
        (_, 0) => text::NONE_OVERDUE.said().to_owned(),
        (_, n) => said!(text::SOME_OVERDUE, n),
    };
    let done = match count(ActionState::Done) {
        0 => String::new(),
        n => said!(text::SOME_DONE, n),
    };
    let dropped = match count(ActionState::Dropped) {
        0 => String::new(),
        n => said!(text::SOME_DROPPED, n),
    };
    said!(text::ACTIONS_OPEN, day = say::day(on), n = open, late, done, dropped)
}

fn grid(here: &Here) -> Grid {
    let on = here.on();
    let reads = [Collection::Actions, Collection::Meetings, Collection::Parties];
    let rows: Arc<Vec<Row>> = Arc::new(here.desk.read_in(&reads, |register| {
        register.actions.live().map(|(id, action)| row(here, register, id, action, on)).collect()
    }));
    let key = |row: &Row| RecordKey::new(Collection::Actions, row.id.clone());
    let columns = vec![
        Column::text("text", meeting::ACTION.said(), |row: &Row| row.text.clone()).field("text", key),
        Column::text("owner", meeting::OWNER.said(), |row: &Row| {
            row.owner.as_ref().map(|owner| owner.1.clone()).unwrap_or_default()
        })
        .field("owner", key),
        Column::date(
            "due",
            meeting::DUE.said(),
            |row: &Row| row.due.as_ref().map(|due| due.0),
            |row| row.due.as_ref().map(|due| due.1.clone()).unwrap_or_default(),
        )
        .field("due", key),
        Column::text("state", meeting::STATE.said(), Row::said)
            .sorted(|row| SortBy::Text(row.rank()))
            .view(|row| {
                let late =
                    row.now.overdue.map(|days| view! { " " <span class="chip bad">{overdue(days)}</span> });
                view! { {standing(row.now.state)} {late} }.into_any()
            })
            // On an earlier day it may have stood otherwise than it does.
            .edits(move |row| match row.now.state == Some(row.state) {
                true => Place::of(&key(row), "state"),
                false => Place::Fixed(cells::WORKED_OUT.said()),
            })
            .begins("state"),
        Column::text("made", meeting::MADE_AT.said(), |row: &Row| row.made.clone()).field("made_at", key),
        Column::text("closed", text::CLOSED_AT.said(), |row: &Row| row.closed.clone())
            .field("closed_at", key)
            .less(),
        Column::text("priority", text::PRIORITY.said(), |row: &Row| row.priority.clone())
            .field("priority", key)
            .less(),
    ];
    Grid::new(Arc::clone(&rows), |row| row.id.to_string(), columns)
        .opens(&rows, |row| row.opens.clone())
        .makes(Collection::Actions)
        .facet(&rows, Facet::new("state", text::ALL_STATES.said(), Row::standings))
        .facet(
            &rows,
            Facet::new("owner", text::ALL_OWNERS.said(), |row: &Row| row.owner.clone().into_iter().collect()),
        )
}

fn row(here: &Here, register: &Register, id: &Id, action: &Action, on: Day) -> Row {
    let key = RecordKey::new(Collection::Actions, id.clone());
    let at = |meeting: &Option<Ref<Meeting>>| {
        meeting.as_ref().map(|meeting| called(register, meeting.id())).unwrap_or_default()
    };
    let owner = action.owner.as_ref();
    Row {
        id: id.clone(),
        text: titles::title(register, &key, &*locale()),
        owner: owner.map(|owner| (owner.id().to_string(), say::party(register, owner.id()))),
        due: action.due.as_ref().map(|due| (due.last(), say::date(due))),
        now: action_on(register, action, on),
        state: action.state.unwrap_or(ActionState::Open),
        priority: action.priority.map(|priority| priority.to_string()).unwrap_or_default(),
        made: at(&action.made_at),
        closed: at(&action.closed_at),
        opens: here.href(Page::of(&key)),
    }
}
