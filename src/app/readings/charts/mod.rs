//! The charts of the register: each with a title, a sentence and a table, from one query.

mod asked;
mod attendance;
mod coverage;
mod flow;
mod plot;
mod split;
mod time;
mod tools;

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::Decimal;

use self::asked::{Asked, Kind, MEASURES, SPLITS};
use self::plot::{Drawing, Plot};
use self::tools::{Tools, Words};
use crate::app::browser::page;
use crate::app::desk::Desk;
use crate::app::parts::day_slider::DaySlider;
use crate::app::parts::figure::{FigureView, data_amount};
use crate::app::parts::here::here;
use crate::app::parts::say;
use crate::figures::Figure;
use crate::register::{Currency, Date};
use crate::words::text::areas::{charts as text, member, pages, shell};

/// A chart with all that belongs to it.
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// What it says.
    pub sentence: String,
    /// What its numbers are: measure, currency and day.
    pub unit: String,
    /// The drawing; nothing where there is nothing to draw.
    pub drawing: Option<Drawing>,
    /// The same in a table.
    pub table: AnyView,
}

/// The page of charts.
#[component]
pub fn Charts() -> impl IntoView {
    page::adopt_style(include_str!("charts.css"));
    let here = here();
    let desk = here.desk;
    let asked = Memo::new(move |_| Asked::of(&desk));
    let since = Memo::new(move |_| {
        let since =
            desk.address.with(|address| address.param("since").and_then(|text| Date::parse(text).ok()));
        since.map(|since| since.first())
    });
    let kind = Memo::new(move |_| asked.get().kind);
    // What stands around the drawing when it is copied.
    let words = RwSignal::new(Words::default());
    let drawn = move || {
        let Asked { kind, measure, split } = asked.get();
        let chart = match kind {
            Kind::Split => split::chart(&here, measure, split),
            Kind::Time => time::chart(&here, measure, since.get()),
            Kind::Attendance => attendance::chart(&here),
            Kind::Coverage => coverage::chart(&here),
            Kind::Flow => flow::chart(&here),
        };
        let Chart { title, sentence, unit, drawing, table } = chart;
        words.set(Words {
            title: title.clone(),
            sentence: sentence.clone(),
            unit,
            is_drawn: drawing.is_some(),
        });
        view! {
            <h2>{title}</h2>
            <p class="point">{sentence}</p>
            {drawing.map(|drawing| view! { <figure><Plot drawing /></figure> })}
            {table}
        }
    };
    let first = Memo::new(move |_| {
        let Asked { measure, .. } = asked.get();
        let points = here.counted().count().series(measure).points;
        points.first().map_or_else(|| here.on(), |point| point.day)
    });
    view! {
        <h1 tabindex="-1">{pages::CHARTS.said()}</h1>
        <nav class="kinds" aria-label=pages::CHARTS.said()>
            {Kind::ALL.map(|one| {
                let href = move || desk.address.with(|address| address.clone().with("chart", one.word()).to_string());
                let current = move || (kind.get() == one).then_some("page");
                view! { <a href=href aria-current=current>{one.label()}</a> }
            }).collect_view()}
        </nav>
        <div class="tools">
            <Show when=move || kind.get().is_of_measure()><Measures desk asked /></Show>
            <Show when=move || kind.get() == Kind::Split><Splits desk asked /></Show>
            <span class="sp"></span>
            <Tools words />
        </div>
        <DaySlider param="on" label=shell::VALID_ON.said() />
        <Show when=move || kind.get() == Kind::Time><DaySlider param="since" label=text::FROM_DAY.said() otherwise=first /></Show>
        {drawn}
    }
}

/// Chooses the measure.
#[component]
fn Measures(desk: Desk, asked: Memo<Asked>) -> impl IntoView {
    view! {
        <select aria-label=member::MEASURE.said() on:change=move |event| desk.set_param("measure", &event_target_value(&event))>
            {MEASURES.map(|measure| view! {
                <option value=measure.word() selected=move || asked.get().measure == measure>{say::measure(measure)}</option>
            }).collect_view()}
        </select>
    }
}

/// Chooses what the figure is split by.
#[component]
fn Splits(desk: Desk, asked: Memo<Asked>) -> impl IntoView {
    view! {
        <select aria-label=text::SPLIT_BY.said() on:change=move |event| desk.set_param("split", &event_target_value(&event))>
            {SPLITS.map(|(split, word, by)| view! {
                <option value=word selected=move || asked.get().split == split>{by.said()}</option>
            }).collect_view()}
        </select>
    }
}

/// The last row of a table: the figure to which the rows add up.
#[component]
fn Total(
    /// The figure.
    figure: Arc<Figure>,
    /// How many columns stand before it, beside that of the names.
    #[prop(optional)]
    before: usize,
    /// How many columns stand after it.
    #[prop(optional)]
    after: usize,
) -> impl IntoView {
    let mut beside = vec![say::tilt(figure.open, figure.about).to_owned()];
    beside.extend(say::beside(&figure));
    beside.retain(|words| !words.is_empty());
    let name = say::measure(figure.measure);
    let note = (!beside.is_empty()).then(|| view! { <small>{beside.join("; ")}</small> });
    let blank = (0..after).map(|_| view! { <td></td> }).collect_view();
    let figure = Signal::stored(figure);
    view! {
        <tr>
            <th scope="row" colspan=(before + 1).to_string()>{name}{note}</th>
            <td class="n"><FigureView figure plain=true /></td>
            {blank}
        </tr>
    }
}

/// A cell with a sum in the currency of the page.
fn amount(value: Decimal, currency: Currency, words: String) -> AnyView {
    view! { <td class="n" data-amount=data_amount(value, currency)>{words}</td> }.into_any()
}

/// The name of a row, which leads to what the row is made of.
fn key_of(href: Option<String>, name: String) -> AnyView {
    match href {
        Some(href) => view! { <a href=href>{name}</a> }.into_any(),
        None => name.into_any(),
    }
}
