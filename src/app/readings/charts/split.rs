//! A figure in parts, as bars.

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::Decimal;

use super::asked::head;
use super::plot::{Drawing, Mark};
use super::{Chart, Total, amount, key_of};
use crate::app::locale;
use crate::app::pages::contributions::{MEASURES as LISTED, area_name};
use crate::app::pages::overview::chart::note as note_of_giver;
use crate::app::parts::bars::{pattern, percent, short, wrap};
use crate::app::parts::here::Here;
use crate::app::parts::{say, titles};
use crate::app::route::{Address, Page};
use crate::figures::by::by;
use crate::figures::{Figure, Key, Open, Row, Splitting, Who, layout};
use crate::register::{Arrange, Collection, Measure, Meeting, RecordKey, Register};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::{amounts, charts as text, parts};

/// Where the bars begin and how long the longest may be, in thousandths of a percent of the width.
const LEFT: u32 = 34_000;
const LENGTH: u32 = 46_000;

/// A row with its words.
struct Shown {
    row: Row,
    name: String,
    note: String,
    href: Option<String>,
}

/// The chart of a split, with its table.
pub fn chart(here: &Here, measure: Measure, split: Splitting) -> Chart {
    let counted = here.counted();
    let figure = Arc::new(counted.figure(measure));
    let rows = by(&figure, counted.ledger(), split, &here.members());
    let reads = [Collection::Register, Collection::Parties, Collection::Meetings];
    let rows = here.desk.read_in(&reads, |register| shown(here, register, &figure, rows, split));
    let name = say::measure(measure);
    let title = match split {
        Splitting::Member => said!(text::MEASURE_BY_MEMBER, measure = name),
        Splitting::Area => said!(text::MEASURE_BY_AREA, measure = name),
        Splitting::Form => said!(text::MEASURE_BY_FORM, measure = name),
        Splitting::Year => said!(text::MEASURE_BY_YEAR, measure = name),
        Splitting::Meeting => said!(text::MEASURE_BY_MEETING, measure = name),
    };
    let unit =
        said!(text::UNIT, measure = name, currency = figure.currency.code(), day = say::day(figure.date));
    Chart {
        sentence: sentence(&figure, &rows),
        drawing: (!rows.is_empty()).then(|| drawing(&title, &figure, &rows)),
        table: table(&title, &figure, split, rows),
        title,
        unit,
    }
}

fn shown(here: &Here, register: &Register, figure: &Figure, rows: Vec<Row>, split: Splitting) -> Vec<Shown> {
    let says = |row: &Row| !row.amount.is_zero() || row.unvalued > 0 || row.open != Open::No;
    let mut rows: Vec<_> = rows.into_iter().filter(says).collect();
    let met = |row: &Row| match &row.key {
        Key::Meeting(Some(id)) => {
            register.meetings.get(id).and_then(|one| one.date.as_ref()).map(|date| date.last())
        }
        _ => None,
    };
    match split {
        // By time, and last what has none.
        Splitting::Meeting => rows.arrange_by_key(|row| (met(row).is_none(), met(row), row.key.clone())),
        Splitting::Year => rows.arrange_by_key(|row| (row.key == Key::Year(None), row.key.clone())),
        _ => rows.arrange_by_key(|row| std::cmp::Reverse(row.amount)),
    }
    let words = |row: Row| Shown {
        name: name(register, &row.key),
        note: note(register, &row, figure),
        href: leads(here, &row.key, figure.measure),
        row,
    };
    rows.into_iter().map(words).collect()
}

fn name(register: &Register, key: &Key) -> String {
    match key {
        Key::Party(id) => say::party(register, id),
        Key::Together(ids) => say::who(register, &Who::Together(Arc::clone(ids))),
        Key::NotStated => amounts::NOT_STATED.said().to_owned(),
        Key::Area(Some(area)) => area_name(register, area),
        Key::Area(None) => text::NO_AREA.said().to_owned(),
        Key::Form(Some(form)) => labels::choice_label(form.word()).to_owned(),
        Key::Form(None) => text::NO_FORM.said().to_owned(),
        Key::Year(Some(year)) => year.to_string(),
        Key::Year(None) => text::NO_DATE.said().to_owned(),
        Key::Meeting(Some(id)) => titles::title(register, &RecordKey::of::<Meeting>(id), &*locale()),
        Key::Meeting(None) => text::NO_MEETING_NAMED.said().to_owned(),
    }
}

fn note(register: &Register, row: &Row, figure: &Figure) -> String {
    let mut said = Vec::new();
    if let Key::Meeting(Some(id)) = &row.key {
        let date = register.meetings.get(id).and_then(|meeting| meeting.date.as_ref());
        said.extend(date.map(say::long_date));
    }
    match (&row.key, row.open) {
        (Key::Party(_) | Key::Together(_) | Key::NotStated, _) => {
            said.push(note_of_giver(register, row, figure.currency))
        }
        (_, open) => said.push(say::tilt(open, false).to_owned()),
    }
    if row.unvalued > 0 && row.standing.is_none() {
        said.push(said!(amounts::WITHOUT_FIGURE, n = row.unvalued));
    }
    said.retain(|one| !one.is_empty());
    said.join("; ")
}

/// The page that shows what a row is made of: a member, a meeting, or the list of contributions filtered to it.
fn leads(here: &Here, key: &Key, measure: Measure) -> Option<String> {
    let list = |facet: &str, value: &str| {
        let list = Address::parse(&here.href(Page::List(Collection::Contributions)));
        LISTED.contains(&measure).then(|| list.with("measure", measure.word()).with(facet, value).to_string())
    };
    match key {
        Key::Party(id) => Some(here.href(Page::Member(id.to_string()))),
        Key::Meeting(Some(id)) => Some(here.href(Page::of(&RecordKey::of::<Meeting>(id)))),
        Key::Form(Some(form)) => list("form", form.word()),
        _ => None,
    }
}

fn sentence(figure: &Figure, rows: &[Shown]) -> String {
    let name = say::measure(figure.measure);
    if rows.is_empty() {
        return said!(text::NOTHING_AS, measure = labels::inside(name), day = say::day(figure.date));
    }
    let mut said = vec![say::figure(figure)];
    let largest =
        rows.iter().filter(|shown| shown.row.amount > Decimal::ZERO).max_by_key(|shown| shown.row.amount);
    if let Some(largest) = largest.filter(|_| rows.len() > 1) {
        let sum = say::money(largest.row.amount, figure.currency);
        said.push(said!(text::LARGEST_PART, name = largest.name, sum));
    }
    said.extend(say::beside(figure));
    said!(text::FIGURE_BY, measure = name, day = say::day(figure.date), parts = said.join("; "))
}

fn value(shown: &Shown, figure: &Figure) -> String {
    match shown.row.amount.is_zero() && shown.row.open != Open::No {
        true => parts::NO_FIGURE.said().to_owned(),
        false => say::number(shown.row.amount, figure.currency),
    }
}

fn drawing(title: &str, figure: &Figure, rows: &[Shown]) -> Drawing {
    let measure = figure.measure.word();
    let values: Vec<_> = rows.iter().map(|shown| Some(shown.row.amount)).collect();
    let laid = layout::bars(&values, LENGTH);
    let fill = format!("part-{measure}");
    let mut height = 8;
    let mut names = Vec::new();
    let mut marks = Vec::new();
    for (shown, length) in rows.iter().zip(laid.lengths) {
        let lines = wrap(&shown.name);
        let (top, tall) = (height, (lines.len() * 15 + 14).max(30));
        height += tall;
        let middle = top + tall / 2;
        for (n, line) in lines.iter().enumerate() {
            let y = (middle + 12 + 15 * n).saturating_sub(lines.len() * 15 / 2).to_string();
            names.push(
                view! { <text x=percent(LEFT) dx="-10" y=y text-anchor="end">{line.clone()}</text> }
                    .into_any(),
            );
        }
        let length = length.unwrap_or_default();
        let none = shown.row.amount.is_zero();
        let end = match (none, shown.row.open) {
            (true, _) => parts::NO_FIGURE.said().to_owned(),
            (_, Open::No) => say::short_money(shown.row.amount, figure.currency, Open::No),
            (_, open) => {
                let mark = if open == Open::Above {
                    "+"
                } else if open == Open::Below {
                    "−"
                } else {
                    "±"
                };
                format!("{} {mark}", say::short_money(shown.row.amount, figure.currency, open))
            }
        };
        let note = if shown.note.is_empty() { String::new() } else { format!(", {}", shown.note) };
        let sum = if none { end.clone() } else { say::money(shown.row.amount, figure.currency) };
        let bar = (length > 0).then(|| {
            view! {
                <rect class="whole" data-measure=measure x=percent(LEFT) y=(middle - 9).to_string()
                    width=percent(length) height="18" fill=format!("url(#{fill})") />
            }
        });
        let shape = view! {
            <rect class="hit" x="0" y=top.to_string() width="100%" height=tall.to_string() />
            {bar}
            <text class:t=none x=percent(LEFT + length) dx="8" y=(middle + 4).to_string()>{end}</text>
        };
        marks.push(Mark {
            text: format!("{}: {sum}{note}", shown.name),
            href: shown.href.clone(),
            shape: shape.into_any(),
        });
    }
    let grid = laid.ticks.into_iter().map(|tick| {
        let x = percent(LEFT + tick.at);
        let class = if tick.at == 0 { "base" } else { "grid" };
        view! {
            <line class=class x1=x.clone() x2=x.clone() y1="4" y2=height.to_string() />
            <text class="t" x=x y=(height + 17).to_string() text-anchor="middle">{short(tick.value)}</text>
        }
    });
    let back = view! { <defs>{pattern(fill, measure)}</defs> {grid.collect_view()} {names} };
    Drawing {
        label: title.to_owned(),
        height: height + 24,
        least: 0,
        across: 1,
        back: back.into_any(),
        marks,
        key: Vec::new(),
    }
}

fn table(title: &str, figure: &Arc<Figure>, split: Splitting, rows: Vec<Shown>) -> AnyView {
    let code = figure.currency.code();
    let body = rows.iter().map(|shown| {
        let name = key_of(shown.href.clone(), shown.name.clone());
        let note = (!shown.note.is_empty()).then(|| view! { <small>{shown.note.clone()}</small> });
        let value = amount(shown.row.amount, figure.currency, value(shown, figure));
        view! { <tr><th scope="row">{name}{note}</th>{value}</tr> }
    });
    let body = body.collect_view();
    view! {
        <table class="of" aria-label=title.to_owned()>
            <thead><tr><th scope="col">{head(split)}</th><th scope="col" class="n">{code}</th></tr></thead>
            <tbody>{body}</tbody>
            <tfoot><Total figure=Arc::clone(figure) /></tfoot>
        </table>
    }
    .into_any()
}
