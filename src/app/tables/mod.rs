//! A table of somebody else's on its way into the register: what its rows and columns are, and what stops some of them.
//! What comes of it is then held beside the register, record by record (`dialogs/by_record`).

mod called;
mod columns;
mod own;
mod problems;
mod reading;
mod remembered;

use std::sync::Arc;

use leptos::prelude::*;

use self::columns::Columns;
use self::own::Own;
use self::problems::Problems;
use self::reading::{read_again, sheets, text_reading};
use super::browser::intl::names_everywhere;
use super::browser::{files, page};
use super::desk::{Desk, desk};
use super::dialogs::{Offered, PASTED, Table};
use super::registers;
use crate::exchange::sheet::{
    DELIMITERS, ENCODINGS, Grid, Mapping, Parties, Reading, TARGETS, Taken, Target,
};
use crate::said;
use crate::words::text::areas::{common, tables as text};

const STYLE: &str = include_str!("../../../style/tables.css");
/// So many of the first rows can be the one that names the columns.
const HEADERS: usize = 12;

/// What is known of a table so far.
#[derive(Clone, Copy)]
struct State {
    offered: StoredValue<Offered>,
    /// How it is read, where it is a text.
    reading: RwSignal<Option<Reading>>,
    /// Its sheets, or why there are none.
    grids: RwSignal<Result<Vec<Arc<Grid>>, String>>,
    /// Which of them.
    sheet: RwSignal<usize>,
    mapping: RwSignal<Option<Mapping>>,
    /// What its rows become; nothing while they are read.
    taken: RwSignal<Option<Arc<Taken>>>,
    /// How many rows were read.
    progress: RwSignal<usize>,
    /// Which reading is the last one.
    round: StoredValue<u32>,
    parties: StoredValue<Arc<Parties>>,
}

impl State {
    fn of(offered: Offered, parties: Parties) -> Self {
        State {
            reading: RwSignal::new(text_reading(&offered)),
            offered: StoredValue::new(offered),
            grids: RwSignal::new(Ok(Vec::new())),
            sheet: RwSignal::new(0),
            mapping: RwSignal::new(None),
            taken: RwSignal::new(None),
            progress: RwSignal::new(0),
            round: StoredValue::new(0),
            parties: StoredValue::new(Arc::new(parties)),
        }
    }

    /// The sheet that is looked at.
    fn grid(self) -> Option<Arc<Grid>> {
        let sheet = self.sheet.get();
        self.grids.with(|grids| grids.as_ref().ok()?.get(sheet).cloned())
    }

    /// Reads the file anew.
    fn open(self, desk: Desk) {
        let reading = self.reading.get_untracked();
        let found = self.offered.with_value(|offered| sheets(offered, reading));
        self.grids.set(found.map(|grids| grids.into_iter().map(Arc::new).collect()));
        self.look_at(desk, 0);
    }

    /// Looks at one of the sheets: it is what was said of such a one the last time, or what it most probably is.
    fn look_at(self, desk: Desk, sheet: usize) {
        self.sheet.set(sheet);
        let (grid, parties) = (untrack(|| self.grid()), self.parties.get_value());
        let found = grid.map(|grid| remembered::of(&grid).unwrap_or_else(|| Mapping::find(&grid, &parties)));
        self.mapping.set(found);
        read_again(desk, self);
    }

    /// Takes the rows for something else, or another row for the one that names the columns.
    fn take_as(self, desk: Desk, target: &'static Target, header: Option<usize>) {
        if let Some(grid) = untrack(|| self.grid()) {
            let parties = self.parties.get_value();
            self.mapping.set(Some(Mapping::with(&grid, target, header, &parties)));
            read_again(desk, self);
        }
    }

    /// Changes what is said of the table.
    fn change(self, desk: Desk, change: impl FnOnce(&mut Mapping)) {
        self.mapping.update(|mapping| {
            if let Some(mapping) = mapping {
                change(mapping);
            }
        });
        read_again(desk, self);
    }

    /// Puts another text into a cell.
    fn mend(self, desk: Desk, row: usize, column: usize, text: &str) {
        let sheet = self.sheet.get_untracked();
        self.grids.update(|grids| {
            if let Some(grid) = grids.as_mut().ok().and_then(|grids| grids.get_mut(sheet)) {
                Arc::make_mut(grid).mend(row, column, text);
            }
        });
        read_again(desk, self);
    }
}

/// Draws the window of a table; `done` has what its rows become.
pub fn draw(offered: Offered, done: Callback<Table>) -> AnyView {
    page::adopt_style(STYLE);
    match own::read(&offered) {
        Some(Ok(read)) => view! { <Own name=offered.name read done /> }.into_any(),
        Some(Err(reason)) => {
            let reason = said!(text::NOTHING_CHANGED_BY, name = offered.name, error = reason);
            view! { <p class="error" role="alert">{reason}</p> }.into_any()
        }
        None => view! { <Sheet offered done /> }.into_any(),
    }
}

/// Says what the table is, and goes on when that is right.
#[component]
fn Sheet(offered: Offered, done: Callback<Table>) -> impl IntoView {
    let desk = desk();
    let name = offered.name.clone();
    let parties = desk.look(|register| Parties::of(register, names_everywhere));
    let state = State::of(offered, parties);
    state.open(desk);
    let ours = desk.look(registers::title);
    let heading = said!(text::FOR_REGISTER, name, ours);
    let go_on = move |_| {
        let Some(taken) = state.taken.get_untracked() else { return };
        if let (Some(grid), Some(mapping)) = (untrack(|| state.grid()), state.mapping.get_untracked()) {
            remembered::keep(&grid, &mapping);
            let rows = taken.rows.iter().map(|(row, key)| (key.clone(), grid.number(*row))).collect();
            done.run(Table {
                name: name.clone(),
                register: Arc::new(taken.register.clone()),
                rows,
                places: Vec::new(),
                keeps_ids: false,
            });
        }
    };
    let good = move || state.taken.with(|taken| taken.as_ref().map_or(0, |taken| taken.rows.len()));
    view! {
        <h3 class="by-record">{heading}</h3>
        <Form state />
        {move || state.grids.with(|grids| grids.as_ref().err().cloned()).map(|reason| view! {
            <p class="error" role="alert">{reason}</p>
        })}
        <Columns state />
        <Problems state />
        <div class="tools">
            <p class="effect">{text::SEEN_FIRST.said()}</p>
            <button class="go" disabled=move || good() == 0 on:click=go_on>
                {move || said!(text::GO_ON_ROWS, n = good())}
            </button>
            <button on:click=move |_| desk.close()>{common::CANCEL.said()}</button>
        </div>
    }
}

/// How the file is read, and what its rows are.
#[component]
fn Form(state: State) -> impl IntoView {
    let desk = desk();
    let encoding = move |event| {
        let chosen = ENCODINGS.iter().find(|(encoding, _)| encoding.name() == event_target_value(&event));
        if let Some((encoding, _)) = chosen {
            state.reading.update(|reading| *reading = reading.map(|reading| Reading { encoding, ..reading }));
            state.open(desk);
        }
    };
    let delimiter = move |event| {
        let chosen = DELIMITERS.iter().find(|(_, name)| *name == event_target_value(&event));
        if let Some((delimiter, _)) = chosen {
            let delimiter = *delimiter;
            state
                .reading
                .update(|reading| *reading = reading.map(|reading| Reading { delimiter, ..reading }));
            state.open(desk);
        }
    };
    let is_pasted = state.offered.with_value(|offered| offered.name == PASTED);
    let text = move || {
        state.reading.get().map(|reading| {
            let encodings = ENCODINGS.iter().map(|(one, label)| {
                view! { <option value=one.name() selected=*one == reading.encoding>{called::encoding(one.name(), label)}</option> }
            });
            let delimiters = DELIMITERS.iter().map(|(one, label)| {
                view! { <option value=*label selected=*one == reading.delimiter>{called::delimiter(*one, label)}</option> }
            });
            view! {
                {(!is_pasted).then(|| view! {
                    <label class="field"><span>{text::ENCODING.said()}</span><select on:change=encoding>{encodings.collect_view()}</select></label>
                })}
                <label class="field"><span>{text::BETWEEN_CELLS.said()}</span><select on:change=delimiter>{delimiters.collect_view()}</select></label>
            }
        })
    };
    let sheets = move || {
        let names = state.grids.with(|grids| {
            let grids = grids.as_ref().ok().filter(|grids| grids.len() > 1)?;
            Some(grids.iter().map(|grid| grid.name.clone()).collect::<Vec<_>>())
        })?;
        let now = state.sheet.get();
        let options = names.into_iter().enumerate().map(|(place, name)| {
            view! { <option value=place.to_string() selected=place == now>{name}</option> }
        });
        let choose = move |event| state.look_at(desk, event_target_value(&event).parse().unwrap_or_default());
        Some(
            view! { <label class="field"><span>{text::SHEET.said()}</span><select on:change=choose>{options.collect_view()}</select></label> },
        )
    };
    let meaning = move || {
        let (grid, mapping) = (state.grid()?, state.mapping.get()?);
        let target = mapping.target;
        let header = mapping.header;
        let targets = TARGETS.iter().map(|one| {
            view! { <option value=one.word selected=one.word == target.word>{one.row.said()}</option> }
        });
        let rows = (0..grid.rows.len().min(HEADERS)).map(|row| {
            let label = said!(text::ROW_NUMBERED, number = grid.number(row).to_string());
            view! { <option value=row.to_string() selected=header == Some(row)>{label}</option> }
        });
        let of = move |event| {
            let word = event_target_value(&event);
            if let Some(target) = Target::of(&word) {
                state.take_as(desk, target, header);
            }
        };
        let named = move |event| state.take_as(desk, target, event_target_value(&event).parse().ok());
        let template = move |_| {
            let name = format!("{}-template.csv", target.word);
            if let Err(reason) = files::download(&name, "text/csv;charset=utf-8", &target.template()) {
                desk.notice.set(reason);
            }
        };
        Some(view! {
            <label class="field"><span>{text::EACH_ROW_IS.said()}</span><select on:change=of>{targets.collect_view()}</select></label>
            <label class="field">
                <span>{text::NAMED_IN.said()}</span>
                <select on:change=named>{rows.collect_view()}<option value="" selected=header.is_none()>{text::NO_ROW.said()}</option></select>
            </label>
            <p class="template"><button type="button" class="link" on:click=template>{text::SAVE_TEMPLATE.said()}</button></p>
        })
    };
    view! { <div class="pair sheet">{text}{sheets}{meaning}</div> }
}
