//! All working groups: what each works on, who belongs to it, when it met and what it is still to do.

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::Decimal;

use crate::app::desk::Dialog;
use crate::app::locale;
use crate::app::parts::grid::{Column, Grid};
use crate::app::parts::here::{Here, here};
use crate::app::parts::table::ListTable;
use crate::app::parts::{say, titles};
use crate::app::route::Page;
use crate::figures::{action_on, group_on};
use crate::register::{ActionState, Collection, Date, Day, Group, Id, RecordKey, Register};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::{actions, groups as text, overview, shell};

/// What a working group is read from.
pub const READS: [Collection; 4] =
    [Collection::Groups, Collection::Meetings, Collection::Actions, Collection::Parties];

struct Row {
    id: Id,
    name: String,
    purpose: String,
    members: usize,
    meetings: usize,
    last: Option<Date>,
    open: usize,
    opens: String,
}

/// The list of working groups.
#[component]
pub fn Groups() -> impl IntoView {
    let here = here();
    let desk = here.desk;
    let grid = Memo::new_with_compare(move |_| Arc::new(grid(&here)), |_, _| true);
    let count = move || desk.read_in(&[Collection::Groups], |register| register.groups.len());
    let point = move || said!(text::ON_RECORD, n = count());
    let title = labels::collection_label(Collection::Groups).1;
    let add = move || {
        view! {
            <button class="go" disabled=move || desk.locked().is_some()
                on:click=move |_| desk.show(Dialog::New(Collection::Groups, serde_json::Map::new()))>{actions::ADD_GROUP.said()}</button>
        }
    };
    view! {
        <h1 tabindex="-1">{title}</h1>
        <p class="point">{point}</p>
        <ListTable grid=grid label=title sort="name" tools=ViewFn::from(add)
            empty=ViewFn::from(move || view! {
                <p>{text::NONE_YET.said()}</p>
                {add()}
            }) />
    }
}

fn grid(here: &Here) -> Grid {
    let on = here.on();
    let rows: Arc<Vec<Row>> = Arc::new(here.desk.read_in(&READS, |register| {
        register.groups.live().map(|(id, group)| row(here, register, id, group, on)).collect()
    }));
    let number = |n: usize| if n == 0 { String::new() } else { n.to_string() };
    let key = |row: &Row| RecordKey::new(Collection::Groups, row.id.clone());
    let columns = vec![
        Column::text("name", labels::collection_label(Collection::Groups).0, |row: &Row| row.name.clone())
            .field("name", key),
        Column::text("purpose", labels::field_label("Group", "purpose"), |row: &Row| row.purpose.clone())
            .field("purpose", key),
        Column::number(
            "members",
            shell::MEMBERS.said(),
            |row: &Row| Some(Decimal::from(row.members)),
            move |row| number(row.members),
        ),
        Column::number(
            "meetings",
            shell::MEETINGS.said(),
            |row: &Row| Some(Decimal::from(row.meetings)),
            move |row| number(row.meetings),
        ),
        Column::date(
            "last",
            text::LAST_MET.said(),
            |row: &Row| row.last.as_ref().map(Date::last),
            |row| row.last.as_ref().map(say::date).unwrap_or_default(),
        )
        .less(),
        Column::number(
            "open",
            overview::OPEN_ACTIONS.said(),
            |row: &Row| Some(Decimal::from(row.open)),
            move |row| number(row.open),
        ),
    ];
    Grid::new(Arc::clone(&rows), |row| row.id.to_string(), columns)
        .opens(&rows, |row| row.opens.clone())
        .makes(Collection::Groups)
}

fn row(here: &Here, register: &Register, id: &Id, group: &Group, on: Day) -> Row {
    let key = RecordKey::new(Collection::Groups, id.clone());
    let now = group_on(register, group, on);
    let dates = now.meetings.iter().filter_map(|id| register.meetings.get(id)?.date.clone());
    let held: Vec<Date> = dates.filter(|date| date.last() <= on).collect();
    let is_open = |id: &&Id| {
        let action = register.actions.get(id);
        action.is_some_and(|action| action_on(register, action, on).state == Some(ActionState::Open))
    };
    Row {
        id: id.clone(),
        name: titles::title(register, &key, &*locale()),
        purpose: group.purpose.as_deref().map(titles::short).unwrap_or_default(),
        members: now.members.len(),
        meetings: held.len(),
        last: held.last().cloned(),
        open: now.actions.iter().filter(is_open).count(),
        opens: here.href(Page::of(&key)),
    }
}
