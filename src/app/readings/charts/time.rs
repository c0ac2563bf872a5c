//! A measure over time: a line in steps, with the meetings under it.

use std::sync::Arc;

use leptos::prelude::*;

use super::plot::{Drawing, Mark, SIGN};
use super::{Chart, Total, amount, key_of};
use crate::app::locale;
use crate::app::parts::bars::{percent, short};
use crate::app::parts::here::Here;
use crate::app::parts::{say, titles};
use crate::app::route::Page;
use crate::figures::layout::{DateTick, Event, Frame, StepLine, line};
use crate::figures::{Apart, Figure, Series, held};
use crate::register::{Collection, Currency, Date, Day, Id, Measure, Meeting, RecordKey, Register};
use crate::said;
use crate::words::text::areas::{charts as text, parts};
use crate::words::{Length, labels};

/// Where the line begins and how wide it is, in thousandths of a percent of the width.
const LEFT: u32 = 10_000;
const WIDTH: u32 = 87_000;
/// How high the line is, and what stands above it, in pixels.
const HEIGHT: u32 = 220;
const TOP: u32 = 14;

/// The chart of a measure over time, from a day on or from its first, with its table.
pub fn chart(here: &Here, measure: Measure, since: Option<Day>) -> Chart {
    let counted = here.counted();
    let count = counted.count();
    let (series, figure) = (count.series(measure), Arc::new(counted.figure(measure)));
    let frame = Frame { width: 100_000, height: HEIGHT * 1000 };
    let name = say::measure(measure);
    let title = said!(text::MEASURE_OVER_TIME, measure = name);
    let unit =
        said!(text::UNIT, measure = name, currency = figure.currency.code(), day = say::day(figure.date));
    here.desk.read_in(&[Collection::Meetings], |register| {
        let meetings = held(register, None, series.until);
        let laid = line(&series, &meetings, since, frame).filter(|_| !series.points.is_empty());
        let events = laid.as_ref().map(StepLine::events).unwrap_or_default();
        Chart {
            sentence: sentence(&series, &figure, laid.as_ref(), &events),
            drawing: laid.as_ref().map(|laid| {
                drawing(&title, measure, laid, &events, &words(register, figure.currency, &events))
            }),
            table: table(here, register, &title, &figure, (&events, since.is_some())),
            title,
            unit,
        }
    })
}

fn sentence(series: &Series, figure: &Figure, laid: Option<&StepLine>, events: &[Event]) -> String {
    let name = say::measure(series.measure);
    let Some(laid) = laid else {
        return said!(text::NOTHING_AS, measure = labels::inside(name), day = say::day(series.until));
    };
    let changes = events.iter().skip(1).filter(|event| event.change.is_some()).count();
    let meetings: usize = events.iter().map(|event| event.marks.len()).sum();
    let mut said = vec![said!(
        text::CAME_TO,
        measure = name,
        figure = say::figure(figure),
        day = say::day(series.until),
        n = changes,
        since = say::day(laid.from),
        m = meetings
    )];
    let sum = |apart: &Apart| say::money(apart.sum, series.currency);
    let Series { undated, loose, not_yet, .. } = series;
    let apart = [
        (undated, said!(text::UNDATED, sum = sum(undated), n = undated.count)),
        (loose, said!(text::LOOSE, sum = sum(loose), n = loose.count)),
        (not_yet, said!(text::NOT_YET_IN, sum = sum(not_yet), n = not_yet.count)),
    ];
    said.extend(apart.into_iter().filter(|(apart, _)| apart.count > 0).map(|(_, words)| words));
    for one in &series.unconverted {
        said.push(said!(text::NOT_IN_LINE, sum = say::money(one.sum.value, one.sum.currency)));
    }
    said.join(" ")
}

fn title_of(register: &Register, id: &Id) -> String {
    titles::title(register, &RecordKey::of::<Meeting>(id), &*locale())
}

/// What each event says.
fn words(register: &Register, currency: Currency, events: &[Event]) -> Vec<String> {
    let word = |event: &Event| {
        let mut said = vec![format!(
            "{}: {}{}",
            say::day(event.day),
            say::money(event.level.amount, currency),
            tilt(event)
        )];
        let change = event.change.filter(|change| *change != event.level.amount && !change.is_zero());
        said.extend(change.map(|change| said!(text::CHANGED_BY, sum = say::money(change, currency))));
        said.extend(event.marks.iter().map(|mark| title_of(register, &mark.meeting)));
        said.join("; ")
    };
    events.iter().map(word).collect()
}

/// What follows a sum that may be more or less, behind a space.
fn tilt(event: &Event) -> String {
    let tilt = say::tilt(event.level.open, false);
    if tilt.is_empty() { String::new() } else { format!(" {tilt}") }
}

fn drawing(title: &str, measure: Measure, laid: &StepLine, events: &[Event], words: &[String]) -> Drawing {
    let x =
        |x: u32| percent(LEFT + u32::try_from(u64::from(x) * u64::from(WIDTH) / 100_000).unwrap_or(WIDTH));
    let y = |y: u32| (TOP + y / 1000).to_string();
    let foot = TOP + HEIGHT;
    let amounts = laid.amounts.iter().map(|tick| {
        let class = if tick.value.is_zero() { "base" } else { "grid" };
        view! {
            <line class=class x1=x(0) x2=x(100_000) y1=y(tick.at) y2=y(tick.at) />
            <text class="t" x=x(0) dx="-8" y=y(tick.at) dy="4" text-anchor="end">{short(tick.value)}</text>
        }
    });
    let dates = laid.dates.iter().map(|tick| {
        view! { <text class="t" x=x(tick.x) y=(foot + 18).to_string() text-anchor="middle">{date_of(tick)}</text> }
    });
    let lane = |lane: u32| foot + 36 + lane * 14;
    let held = laid.marks.iter().map(|mark| {
        view! { <line class="held" x1=x(mark.x) x2=x(mark.x) y1=TOP.to_string() y2=lane(mark.lane).to_string() /> }
    });
    let path: Vec<_> = laid.path.iter().map(|(x, y)| format!("{x} {y}")).collect();
    let path = format!("M{}", path.join("L"));
    let lanes = laid.marks.iter().map(|mark| mark.lane + 1).max().unwrap_or_default();
    let back = view! {
        {amounts.collect_view()}
        {held.collect_view()}
        {dates.collect_view()}
        <svg x=percent(LEFT) y=TOP.to_string() width=percent(WIDTH) height=HEIGHT.to_string()
            viewBox=format!("0 0 100000 {}", HEIGHT * 1000) preserveAspectRatio="none">
            <path class="line" data-measure=measure.word() d=path />
        </svg>
    };
    let marks = events.iter().zip(words).map(|(event, words)| {
        let corner = event.change.map(|_| {
            view! {
                <circle class="corner" data-measure=measure.word() cx=x(event.x) cy=y(event.y) r="4" />
            }
        });
        let met = event.marks.iter().map(|mark| {
            view! {
                <circle class="meeting" cx=x(mark.x) cy=lane(mark.lane).to_string() r="5" />
            }
        });
        Mark { text: words.clone(), href: None, shape: view! { {corner} {met.collect_view()} }.into_any() }
    });
    Drawing {
        label: title.to_owned(),
        height: usize::try_from(lane(lanes)).unwrap_or_default(),
        least: 560,
        across: 1,
        marks: marks.collect(),
        back: back.into_any(),
        key: vec![
            (sign("corner", measure, "4"), text::A_CHANGE.said().to_owned()),
            (sign("meeting", measure, "5"), text::A_MEETING.said().to_owned()),
        ],
    }
}

/// A sign of the key.
fn sign(class: &'static str, measure: Measure, r: &'static str) -> AnyView {
    view! { <circle class=class data-measure=measure.word() cx=SIGN.to_string() cy=SIGN.to_string() r=r /> }
        .into_any()
}

/// A date under the line: a day, a month or a year.
fn date_of(tick: &DateTick) -> String {
    let form = match tick.months {
        0 => "%Y-%m-%d",
        1..12 => "%Y-%m",
        _ => "%Y",
    };
    let date = Date::parse(&tick.day.format(form).to_string()).unwrap_or_else(|_| Date::from_day(tick.day));
    locale().date(&date, Length::Short)
}

fn table(
    here: &Here,
    register: &Register,
    title: &str,
    figure: &Arc<Figure>,
    (events, is_cut): (&[Event], bool),
) -> AnyView {
    let currency = figure.currency;
    let rows = events.iter().enumerate().map(|(n, event)| {
        let met = event.marks.iter().map(|mark| {
            let href = here.href(Page::of(&RecordKey::of::<Meeting>(&mark.meeting)));
            view! { <small>{key_of(Some(href), title_of(register, &mark.meeting))}</small> }
        });
        let change = match event.change {
            Some(change) if change.is_zero() => amount(change, currency, parts::NO_FIGURE.said().to_owned()),
            Some(change) => amount(change, currency, say::number(change, currency)),
            None => view! { <td class="n q">"–"</td> }.into_any(),
        };
        let day = say::day(event.day);
        let day = if n == 0 && is_cut { said!(text::UP_TO_DAY, day) } else { day };
        view! {
            <tr>
                <th scope="row">{day}{met.collect_view()}</th>
                {change}
                <td class="n">{say::number(event.level.amount, currency)}<small>{tilt(event)}</small></td>
            </tr>
        }
    });
    view! {
        <table class="of" aria-label=title.to_owned()>
            <thead><tr>
                <th scope="col">{text::DAY.said()}</th>
                <th scope="col" class="n">{said!(text::CHANGE_IN, currency = currency.code())}</th>
                <th scope="col" class="n">{text::FROM_THEN_ON.said()}</th>
            </tr></thead>
            <tbody>{rows.collect_view()}</tbody>
            <tfoot><Total figure=Arc::clone(figure) after=1 /></tfoot>
        </table>
    }
    .into_any()
}
