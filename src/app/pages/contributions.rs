//! All contributions, with what each adds to the figure of one measure; the total is the overview's own.

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::Decimal;

use crate::app::browser::turn::once_painted;
use crate::app::desk::{Desk, desk};
use crate::app::parts::figure::{MeasureKey, TotalView};
use crate::app::parts::grid::{Adds, Column, Facet, Grid, Shown};
use crate::app::parts::here::here;
use crate::app::parts::sources::SourceCount;
use crate::app::parts::table::ListTable;
use crate::app::parts::told::told;
use crate::app::parts::{records, say};
use crate::app::route::Page;
use crate::app::shell::Act;
use crate::figures::{Figure, Of, Tilt, Total};
use crate::register::{
    Area, Collection, Contribution, Contributor, Few, Id, Kind, Measure, RecordKey, Ref, Register,
};
use crate::said;
use crate::words::labels;
use crate::words::text::Arg;
use crate::words::text::areas::{lists as text, member, record, shell};

mod listed;
mod row;
mod tally;

use listed::Listed;
use row::Row;

/// The measures that a list of contributions can be read by.
pub const MEASURES: [Measure; 6] = [
    Measure::Pledged,
    Measure::Committed,
    Measure::Raised,
    Measure::Paid,
    Measure::Spent,
    Measure::Delivered,
];

/// From so many on they are read once it is said that they are being read.
const MANY: usize = 20_000;

/// What a row says something of beside contributions.
const BESIDE: [Collection; 4] =
    [Collection::Purchases, Collection::Sources, Collection::Rates, Collection::Parties];

/// The list of some rows.
#[derive(Clone)]
struct Made {
    rows: Arc<Vec<Row>>,
    grid: Arc<Grid>,
}

impl Made {
    /// With what was read of the one before, where an edit left most rows as they were.
    fn of(listed: &Listed, total: Memo<Total>, before: Option<&Made>) -> Self {
        let (grid, rows) = (grid(listed, total), Arc::clone(&listed.rows));
        let edited = before.and_then(|before| Some((before, Row::edited(&before.rows, &rows)?)));
        let grid = match edited {
            Some((before, edited)) => grid.after(&before.grid, &edited),
            None => grid,
        };
        Made { rows, grid: Arc::new(grid) }
    }
}

/// The measure of the address, else pledged.
pub fn measure_asked(desk: &Desk) -> Measure {
    let asked = desk.address.with(|address| address.param("measure").and_then(Measure::from_word));
    asked.filter(|measure| MEASURES.contains(measure)).unwrap_or(Measure::Pledged)
}

/// Chooses the measure by which the page is read.
#[component]
pub fn MeasureChoice() -> impl IntoView {
    let desk = desk();
    view! {
        <select aria-label=member::MEASURE.said() on:change=move |event| desk.set_param("measure", &event_target_value(&event))>
            {MEASURES.map(|measure| view! {
                <option value=measure.word() selected=move || measure_asked(&desk) == measure>{say::measure(measure)}</option>
            }).collect_view()}
        </select>
    }
}

/// The list of contributions.
#[component]
pub fn Contributions() -> impl IntoView {
    let many = desk().look(|register| register.contributions.len() >= MANY);
    let is_begun = RwSignal::new(!many);
    if many {
        once_painted(move || {
            is_begun.try_set(true);
        });
    }
    view! {
        <h1 tabindex="-1">{shell::CONTRIBUTIONS.said()}</h1>
        <Show when=move || is_begun.get()
            fallback=|| view! { <p class="hint" role="status">{text::BEING_READ.said()}</p> }>
            <Listing />
        </Show>
    }
}

/// What it comes to, and all of them.
#[component]
fn Listing() -> impl IntoView {
    let desk = desk();
    let measure = Memo::new(move |_| measure_asked(&desk));
    let here = here();
    let figure: Memo<Arc<Figure>> = Memo::new(move |_| here.figure_now(measure.get()));
    // Counted before the sums of the page's first sentence, which then need not count it again.
    figure.with_untracked(|_| ());
    // Grows when anything else changes that a row says something of.
    let areas = Memo::new(move |_| desk.read_in(&[Collection::Register], areas));
    let others = Memo::new(move |before: Option<&u32>| {
        areas.with(|_| ());
        desk.read_in(&BESIDE, |_| ());
        before.map_or(0, |times| times.wrapping_add(1))
    });
    let listed = Memo::new_with_compare(
        move |before| Listed::of(&desk, figure.get(), others.get(), before),
        |_, _| true,
    );
    let total = Memo::new(move |_| here.total_now(measure.get()));
    let made = Memo::new_with_compare(move |before| Made::of(&listed.get(), total, before), |_, _| true);
    let grid = Signal::derive(move || made.with(|made| Arc::clone(&made.grid)));
    let tools = move || view! { <MeasureChoice /> <Act id="add-contribution" main=true /> };
    view! {
        <Point listed />
        <ListTable grid=grid label=shell::CONTRIBUTIONS.said() sort="-sum" tools=ViewFn::from(tools)
            empty=ViewFn::from(|| view! {
                <h2>{text::NO_CONTRIBUTIONS.said()}</h2>
                <p>{text::NO_CONTRIBUTIONS_MEANS.said()}</p>
                <Act id="add-contribution" main=true />
            }) />
    }
}

/// What the list comes to, in a sentence.
#[component]
fn Point(listed: Memo<Listed>) -> impl IntoView {
    let here = here();
    let pledged = here.total(Measure::Pledged);
    let committed = here.total(Measure::Committed);
    let counted = Memo::new(move |_| listed.with(|listed| (listed.tally.all, listed.tally.givers())));
    let has_commitment = move || committed.with(|total| !total.amount.is_zero() || total.unvalued > 0);
    let said = move || {
        let (all, givers) = counted.get();
        let contributions = records::counted(Collection::Contributions, all, &say::numeral(all));
        let parties = records::counted(Collection::Parties, givers, &say::numeral(givers));
        let beside = pledged.with(say::beside_total);
        let beside = if beside.is_empty() { String::new() } else { format!("; {}", beside.join("; ")) };
        let day = say::day(here.on());
        let put = [
            ("contributions", Arg::Words(&contributions)),
            ("parties", Arg::Words(&parties)),
            ("day", Arg::Words(&day)),
            ("beside", Arg::Words(&beside)),
        ];
        let sentence = if has_commitment() { text::PLEDGED_AND_COMMITTED } else { text::PLEDGED };
        let parts = [
            ("pledged", view! { <TotalView total=pledged full=true /> }.into_any()),
            ("committed", view! { <TotalView total=committed full=true /> }.into_any()),
        ];
        told(sentence, &put, parts)
    };
    view! {
        <Show when=move || counted.with(|(all, _)| *all > 0)
            fallback=|| view! { <p class="point">{text::NO_CONTRIBUTION_ON_RECORD.said()}</p> }>
            <p class="point">{said}</p>
        </Show>
    }
}

/// The givers of a contribution.
pub fn givers_of(contribution: &Contribution) -> impl Iterator<Item = Id> + '_ {
    contribution.contributors.values().filter_map(party_of).cloned()
}

fn party_of(giver: &Contributor) -> Option<&Id> {
    giver.party.as_ref().map(Ref::id)
}

/// The list of these rows; `sum` is what the figure says.
fn grid(listed: &Listed, sum: Memo<Total>) -> Grid {
    let Listed { rows, figure, .. } = listed;
    let (figure, currency) = (Arc::clone(figure), figure.currency);
    let code = currency.code();
    let of = |name: &str| labels::field_label(Collection::Contributions.shape().name, name);
    let columns = vec![
        Column::text("who", text::CONTRIBUTOR.said(), Row::who).edits(Row::giver),
        Column::text("for", text::FOR.said(), Row::purpose)
            .view(|row| {
                let why = &row.words().why;
                let outside = row
                    .one
                    .outside
                    .then(|| view! { " " <span class="chip w">{member::OUTSIDE.said()}</span> });
                let why = (!why.is_empty()).then(|| view! { <small>{why.clone()}</small> });
                view! { {row.purpose()}{outside}{why} }.into_any()
            })
            .edits(|row| row.own("purpose", Kind::Prose)),
        Column::text("area", of("area"), Row::area_said).edits(|row| row.own("area", Kind::Area)).less(),
        Column::date("date", record::DATE.said(), |row: &Row| row.day, |row| row.words().date.clone())
            .edits(|row| row.of_entry("date", Kind::Date)),
        Column::number("stated", record::AS_STATED.said(), Row::stated, |row: &Row| {
            row.words().stated.clone()
        })
        .view(|row| {
            let soft = row.converted.is_none();
            view! { <span class:q=soft>{row.words().stated.clone()}</span> }.into_any()
        })
        .plain(|row| row.amounts().iter().map(say::plain_amount).collect::<Vec<_>>().join(" + "))
        .edits(|row| row.of_entry("amount", Kind::Amount)),
        Column::number(
            "sum",
            code,
            |row: &Row| row.converted,
            |row| {
                let currency = row.around.figure.currency;
                row.converted.map_or_else(|| "–".to_owned(), |sum| say::number(sum, currency))
            },
        )
        .plain(move |row| row.converted.map(|sum| say::plain(sum, currency)).unwrap_or_default())
        .summed(Row::adds, move |sum| say::number(sum, currency)),
        Column::text("reached", text::REACHED.said(), |row: &Row| {
            row.reached().map_or_else(|standing| standing, say::measure).to_owned()
        })
        .view(|row| match row.reached() {
            Ok(measure) => view! { <MeasureKey measure /> }.into_any(),
            Err(standing) => view! { <span class="q">{standing}</span> }.into_any(),
        }),
        Column::number(
            "sources",
            shell::SOURCES.said(),
            |row: &Row| Some(Decimal::from(row.words().sources)),
            |row| row.words().sources.to_string(),
        )
        .view(|row| view! { <SourceCount count=row.words().sources /> }.into_any())
        .less(),
    ];
    let reached_word = |row: &Row| {
        row.reached().ok().map(|measure| (measure.word().to_owned(), say::measure(measure).to_owned()))
    };
    let form_word = |row: &Row| {
        row.one.form.map(|form| (form.word().to_owned(), labels::choice_label(form.word()).to_owned()))
    };
    let sums: Arc<Vec<Adds>> = Arc::new(rows.iter().map(Row::adds).collect());
    let all = Arc::clone(&sums);
    Grid::new(Arc::clone(rows), |row| row.id.to_string(), columns)
        .opens(rows, |row| {
            let key = RecordKey::of::<Contribution>(&row.id);
            row.around.here.to(Page::of(&key)).to_string()
        })
        .out(rows, |row| row.one.outside)
        .facet(
            rows,
            Facet::new("form", text::ALL_FORMS.said(), move |row: &Row| form_word(row).into_iter().collect())
                .by(text::BY_FORM.said()),
        )
        .facet(
            rows,
            Facet::new("reached", text::ALL_STEPS.said(), move |row| reached_word(row).into_iter().collect())
                .by(text::BY_STEP.said())
                .none(text::ON_NO_STEP.said()),
        )
        .facet(rows, Facet::group("giver", text::BY_GIVER.said(), Row::givers))
        .facet(rows, Facet::group("area", text::BY_AREA.said(), Row::area))
        .facet(rows, Facet::group("year", text::BY_YEAR.said(), Row::years))
        .foot("sum", move |shown| total(&sums, shown, sum))
        .rest(text::OF_PURCHASES.said(), move || rest(&figure, &all))
}

fn areas(register: &Register) -> Option<Few<Id, Area>> {
    register.coalition.get(&RecordKey::own().id).map(|own| own.areas.0.clone())
}

/// The name of an area of the register.
pub fn area_name(register: &Register, area: &str) -> String {
    let own = register.coalition.get(&RecordKey::own().id);
    let found = own.and_then(|own| own.areas.0.get(&Id::from(area))).and_then(|area| area.name.clone());
    found.unwrap_or_else(|| area.to_owned())
}

fn sum_of<'a>(all: impl Iterator<Item = &'a Adds>) -> Adds {
    all.copied().fold(Adds::default(), Adds::and)
}

/// What is in the figure and in no contribution: money of purchases.
fn rest(figure: &Figure, rows: &[Adds]) -> Adds {
    let of_purchases = figure.tilts().filter(|(of, _)| matches!(of, Of::Purchase(_)));
    let tilt = of_purchases.fold(Tilt::default(), |all, (_, tilt)| all.or(tilt));
    Adds { amount: figure.amount.checked_sub(sum_of(rows.iter()).amount.unwrap_or_default()), tilt }
}

/// The total: the figure itself, and under a filter the part of it that is shown.
fn total(sums: &Arc<Vec<Adds>>, shown: Memo<Shown>, total: Memo<Total>) -> (String, AnyView) {
    let (label, currency) = total.with(|total| {
        let head = said!(text::TOTAL_ON, measure = say::measure(total.measure), day = say::day(total.date));
        let mut said = Some(say::tilt(total.open, total.about).to_owned())
            .filter(|tilt| !tilt.is_empty())
            .into_iter()
            .collect::<Vec<_>>();
        said.extend(say::beside_total(total));
        (if said.is_empty() { head } else { format!("{head} · {}", said.join("; ")) }, total.currency)
    });
    let sums = Arc::clone(sums);
    // Another order of the same rows comes to the same.
    let part = Memo::new(move |_| {
        shown.with(|shown| {
            (!shown.all).then(|| sum_of(shown.rows.iter().filter_map(|place| sums.get(*place))))
        })
    });
    let said = move || {
        let (part, figure) = (part.get(), view! { <TotalView total plain=true /> }.into_any());
        let Some(part) = part else { return vec![figure] };
        let sum = say::number(part.amount.unwrap_or_default(), currency);
        let tilt = say::tilt(part.tilt.open(), part.tilt.about);
        let sum = format!("{sum} {tilt}");
        told(text::OF_ROWS_SHOWN, &[("sum", Arg::Words(sum.trim_end()))], [("figure", figure)])
    };
    (label, view! { {said} }.into_any())
}
