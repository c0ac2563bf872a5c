//! A cumulated line in steps, with dates, amounts and meetings.

use chrono::{Datelike, Days, Months};
use rust_decimal::Decimal;

use super::super::money::sub;
use super::super::{Held, Level, Series};
use super::{Frame, Scale, Tick};
use crate::register::{Day, Id};

/// Where the line takes a new value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Corner {
    /// From the left.
    pub x: u32,
    /// From the top.
    pub y: u32,
    /// From which day.
    pub day: Day,
    /// Which value.
    pub level: Level,
}

/// A date under the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateTick {
    /// From the left.
    pub x: u32,
    /// The day.
    pub day: Day,
    /// How far apart the dates are, in months; 0 for days.
    pub months: u32,
}

/// A meeting at the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingMark {
    /// From the left.
    pub x: u32,
    /// Which.
    pub meeting: Id,
    /// When.
    pub day: Day,
    /// In which lane it stands, so that marks of days close to each other stand one above the other.
    pub lane: u32,
}

/// A measure over time. It is one line: another measure is another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepLine {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// The scale of the amounts.
    pub scale: Scale,
    /// Its lines; `at` is from the top.
    pub amounts: Vec<Tick>,
    /// The dates.
    pub dates: Vec<DateTick>,
    /// The points of the series, from the left; the first may stand for what was before the first day.
    pub corners: Vec<Corner>,
    /// The outline: from corner to corner, first to the right, then up or down; it ends at the last day.
    pub path: Vec<(u32, u32)>,
    /// The meetings.
    pub marks: Vec<MeetingMark>,
}

/// What a line says of one day: a new value, meetings, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// From the left.
    pub x: u32,
    /// From the top.
    pub y: u32,
    /// The day.
    pub day: Day,
    /// What the measure is from that day on.
    pub level: Level,
    /// By how much it changed; nothing on a day on which only a meeting was held.
    pub change: Option<Decimal>,
    /// The meetings of the day.
    pub marks: Vec<MeetingMark>,
}

impl StepLine {
    /// The corners and the meetings, day by day. The changes add up to the last value.
    pub fn events(&self) -> Vec<Event> {
        let mut events: Vec<Event> = Vec::new();
        let mut before = Decimal::ZERO;
        for corner in &self.corners {
            let Corner { x, y, day, level } = *corner;
            let change = sub(level.amount, before);
            before = level.amount;
            events.push(Event { x, y, day, level, change, marks: Vec::new() });
        }
        for mark in &self.marks {
            let after = events.partition_point(|event| event.day <= mark.day);
            let last = after.checked_sub(1).and_then(|last| events.get_mut(last));
            match last {
                Some(event) if event.day == mark.day => event.marks.push(mark.clone()),
                last => {
                    let (y, level) = last.map_or((0, Level::default()), |event| (event.y, event.level));
                    let marks = vec![mark.clone()];
                    events.insert(after, Event { x: mark.x, y, day: mark.day, level, change: None, marks });
                }
            }
        }
        events
    }
}

/// The most dates under a line.
const DATES: usize = 8;
/// The least distance of two marks in one lane, in parts of the width.
const MARKS: u32 = 40;

/// A series from a day on, or from its first point, to its end; nothing where the day is after its end. A line of one
/// day has no width, so that it begins a day earlier.
pub fn line(series: &Series, meetings: &[Held], from: Option<Day>, frame: Frame) -> Option<StepLine> {
    let first = series.points.first().map_or(series.until, |point| point.day);
    let until = series.until;
    let from = match from {
        Some(day) if until < day => return None,
        from => from.unwrap_or(first).min(until.checked_sub_days(Days::new(1))?),
    };
    let days = until.signed_duration_since(from).num_days().max(1);
    let x = |day: Day| {
        let past = day.signed_duration_since(from).num_days();
        super::thousandths(past.into(), days.into(), frame.width)
    };
    let within = series.points.iter().filter(|point| from < point.day);
    let begin = series.on(from).unwrap_or_default();
    let values = || within.clone().map(|point| point.level.amount).chain([begin.amount]);
    let (least, most) = (values().min().unwrap_or_default(), values().max().unwrap_or_default());
    let scale = Scale::of(least.min(Decimal::ZERO), most);
    let top = |at: u32| frame.height.saturating_sub(at);
    let corner = |day: Day, level: Level| Corner {
        x: x(day),
        y: top(scale.place(level.amount, frame.height)),
        day,
        level,
    };
    let mut corners = vec![corner(from, begin)];
    corners.extend(within.map(|point| corner(point.day, point.level)));
    let amounts = scale.ticks(frame.height).into_iter().map(|tick| Tick { at: top(tick.at), ..tick });
    Some(StepLine {
        from,
        until,
        scale,
        amounts: amounts.collect(),
        dates: dates(from, until)
            .into_iter()
            .map(|(day, months)| DateTick { x: x(day), day, months })
            .collect(),
        path: path(&corners, frame),
        corners,
        marks: marks(meetings, from, until, frame.width, &x),
    })
}

fn path(corners: &[Corner], frame: Frame) -> Vec<(u32, u32)> {
    let mut path: Vec<(u32, u32)> = Vec::new();
    for corner in corners {
        if let Some((_, y)) = path.last().copied() {
            path.push((corner.x, y));
        }
        path.push((corner.x, corner.y));
    }
    if let Some((_, y)) = path.last().copied() {
        path.push((frame.width, y));
    }
    path.dedup();
    path
}

/// Firsts of months as far apart as the time asks for; within two months, days.
fn dates(from: Day, until: Day) -> Vec<(Day, u32)> {
    for months in [1_u32, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200] {
        let all = firsts(from, until, months);
        if all.len() <= DATES {
            if all.len() >= 2 {
                return all;
            }
            break;
        }
    }
    let days = until.signed_duration_since(from).num_days();
    let apart =
        [1_i64, 2, 7, 14, 31].into_iter().find(|apart| days.checked_div(*apart).is_some_and(|n| n < 8));
    let apart = u64::try_from(apart.unwrap_or(365)).unwrap_or(1);
    let next = |day: &Day| day.checked_add_days(Days::new(apart));
    std::iter::successors(Some(from), next)
        .take_while(|day| *day <= until)
        .take(DATES)
        .map(|day| (day, 0))
        .collect()
}

/// The firsts of those months, counted from year zero on, that are a multiple of a number.
fn firsts(from: Day, until: Day, months: u32) -> Vec<(Day, u32)> {
    let begin = from.with_day(1).filter(|first| *first == from);
    let begin = begin.or_else(|| from.with_day(1)?.checked_add_months(Months::new(1)));
    let next = |day: &Day| day.checked_add_months(Months::new(1));
    let all = std::iter::successors(begin, next).take_while(|day| *day <= until);
    let fits = |day: &Day| {
        let number =
            i64::from(day.year()).checked_mul(12).and_then(|year| year.checked_add(day.month0().into()));
        number.and_then(|number| number.checked_rem(months.into())) == Some(0)
    };
    all.filter(fits).take(DATES.saturating_add(1)).map(|day| (day, months)).collect()
}

/// Each meeting in the lowest lane in which it does not touch another.
fn marks(meetings: &[Held], from: Day, until: Day, width: u32, x: &dyn Fn(Day) -> u32) -> Vec<MeetingMark> {
    let apart = width.checked_div(MARKS).unwrap_or_default().max(1);
    let mut ends: Vec<u32> = Vec::new();
    let mut marks = Vec::new();
    for held in meetings.iter().filter(|held| from <= held.day && held.day <= until) {
        let at = x(held.day);
        let lane = ends.iter().position(|end| *end <= at).unwrap_or(ends.len());
        let end = at.saturating_add(apart);
        match ends.get_mut(lane) {
            Some(held) => *held = end,
            None => ends.push(end),
        }
        let lane = u32::try_from(lane).unwrap_or(u32::MAX);
        marks.push(MeetingMark { x: at, meeting: held.meeting.clone(), day: held.day, lane });
    }
    marks
}
