//! From when on something is new: a meeting of the register, or a day.

use std::cmp::Reverse;

use crate::register::{Arrange, Date, Day, Few, Id, MeetingKind, Register};

use super::{Held, held};

/// The moment after which something is new: all that had happened by the end of its day is old.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Since {
    /// The day.
    pub day: Day,
    /// The meeting, where it is one.
    pub meeting: Option<Id>,
}

impl Since {
    /// As it is asked for: the id of a meeting with a date, or a date as the register writes it.
    pub fn read(register: &Register, text: &str) -> Option<Self> {
        let id = Id::from(text);
        if let Some(date) = register.meetings.get(&id).and_then(|meeting| meeting.date.as_ref()) {
            return Some(Since { day: date.last(), meeting: Some(id) });
        }
        Date::parse(text).ok().map(|date| Since { day: date.last(), meeting: None })
    }

    /// The last meeting before a day, of the main series where it had one by then.
    pub fn last_meeting(register: &Register, before: Day) -> Option<Self> {
        let series = series_held(register, before.pred_opt()?);
        let main = series.iter().find(|one| one.is_main);
        let others = || series.iter().filter_map(|one| one.held.last()).max_by_key(|held| held.day);
        let last = main.and_then(|main| main.held.last()).or_else(others)?;
        Some(Since { day: last.day, meeting: Some(last.meeting.clone()) })
    }
}

/// The meetings of one series, or all those without one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeriesHeld {
    /// The series; nothing for meetings without one.
    pub series: Option<String>,
    /// Whether it is the one that "the last meeting" means: most meetings of the steering group, else most meetings.
    pub is_main: bool,
    /// Its meetings in their order.
    pub held: Vec<Held>,
}

/// The meetings up to a day by series, the main one first. Which is the main one does not hang on the day.
pub fn series_held(register: &Register, until: Day) -> Vec<SeriesHeld> {
    let mut weights: Few<Option<&str>, (usize, usize)> = Few::new();
    for (_, meeting) in register.meetings.live() {
        let (steering, all) = weights.or_default(meeting.series.as_deref());
        let is_steering = meeting.kind == Some(MeetingKind::SteeringGroup);
        *steering = steering.saturating_add(usize::from(is_steering));
        *all = all.saturating_add(1);
    }
    // A series goes before meetings that are of none, and among equals the first by name.
    let heaviest = weights
        .iter()
        .max_by_key(|(name, (steering, all))| (*steering, name.is_some(), *all, Reverse(**name)));
    let main = heaviest.map(|(name, _)| *name);
    let mut found: Few<Option<&str>, Vec<Held>> = Few::new();
    for one in held(register, None, until) {
        let series = register.meetings.get(&one.meeting).and_then(|meeting| meeting.series.as_deref());
        found.or_default(series).push(one);
    }
    let named = found.into_iter().map(|(series, held)| SeriesHeld {
        series: series.map(str::to_owned),
        is_main: main == Some(series),
        held,
    });
    let mut all: Vec<_> = named.collect();
    all.arrange_by_key(|one| (!one.is_main, one.series.is_none()));
    all
}
