//! All contributions, with what each adds to the figure of one measure; the total is the overview's own.

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::Decimal;

use crate::app::desk::{Desk, desk};
use crate::app::parts::counted::COUNTED;
use crate::app::parts::figure::{FigureView, MeasureKey, TotalView};
use crate::app::parts::grid::{Column, Facet, Grid, Shown};
use crate::app::parts::groups::Groups;
use crate::app::parts::here::here;
use crate::app::parts::say;
use crate::app::parts::sources::SourceCount;
use crate::app::parts::table::ListTable;
use crate::app::route::Page;
use crate::app::shell::Act;
use crate::figures::{Figure, Of};
use crate::register::{
    Collection, Contribution, Contributor, Day, Each, Id, Measure, RecordKey, Ref, Register,
};
use crate::words::labels;

mod row;

use row::{Around, Row, Words};

/// The measures that a list of contributions can be read by.
pub const MEASURES: [Measure; 6] = [
    Measure::Pledged,
    Measure::Committed,
    Measure::Raised,
    Measure::Paid,
    Measure::Spent,
    Measure::Delivered,
];

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
        <select aria-label="Measure" on:change=move |event| desk.set_param("measure", &event_target_value(&event))>
            {MEASURES.map(|measure| view! {
                <option value=measure.word() selected=move || measure_asked(&desk) == measure>{say::measure(measure)}</option>
            }).collect_view()}
        </select>
    }
}

/// The list of contributions.
#[component]
pub fn Contributions() -> impl IntoView {
    let desk = desk();
    let measure = Memo::new(move |_| measure_asked(&desk));
    let here = here();
    let figure: Memo<Arc<Figure>> = Memo::new(move |_| here.figure_now(measure.get()));
    // Counted before the sums of the page's first sentence, which then need not count it again.
    figure.with_untracked(|_| ());
    let grid = Memo::new_with_compare(move |_| Arc::new(grid(&desk, figure)), |_, _| true);
    let tools = move || view! { <MeasureChoice /> <Act id="add-contribution" main=true /> };
    view! {
        <h1 tabindex="-1">"Contributions"</h1>
        <Point />
        <ListTable grid=grid label="Contributions" sort="-sum" tools=ViewFn::from(tools)
            empty=ViewFn::from(|| view! {
                <h2>"No contributions yet"</h2>
                <p>
                    "A contribution is what one or more parties undertake to give. It holds its pledges, commitments, "
                    "payments and deliveries as dated entries, each with its source; the totals follow from them."
                </p>
                <Act id="add-contribution" main=true />
            }) />
    }
}

/// What the list comes to, in a sentence.
#[component]
fn Point() -> impl IntoView {
    let here = here();
    let desk = here.desk;
    let pledged = here.total(Measure::Pledged);
    let committed = here.total(Measure::Committed);
    let counted = Memo::new(move |_| {
        desk.read_in(&[Collection::Contributions], |register| {
            let live = register.contributions.live().filter(|(_, one)| !one.outside);
            let mut givers: Each<&Id> = Each::new();
            let all = live.map(|(_, one)| givers.extend(one.contributors.any().filter_map(party_of))).count();
            (all, givers.len())
        })
    });
    let head = move || {
        let (all, givers) = counted.get();
        let all = say::capital(&say::count(all, "contribution", "contributions"));
        format!("{all} of {}, ", say::count(givers, "party", "parties"))
    };
    let tail = move || {
        let beside = pledged.with(say::beside_total);
        if beside.is_empty() { String::new() } else { format!("; {}", beside.join("; ")) }
    };
    let has_commitment = move || committed.with(|total| !total.amount.is_zero() || total.unvalued > 0);
    view! {
        <Show when=move || counted.with(|(all, _)| *all > 0)
            fallback=|| view! { <p class="point">"No contributions are on record."</p> }>
        <p class="point">
            {head}<TotalView total=pledged full=true />" pledged"
            <Show when=has_commitment>" and "<TotalView total=committed full=true />" committed"</Show>
            " by "{move || say::day(here.on())}{tail}"."
        </p>
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

/// The places of records in a list by id. Most are asked for in its order.
struct Places<'a> {
    ids: &'a [(&'a Id, &'a Arc<Contribution>)],
    next: usize,
}

impl Places<'_> {
    fn of(&mut self, of: &Of) -> Option<usize> {
        let Of::Contribution(id) = of else { return None };
        let is_it = |place: &usize| self.ids.get(*place).is_some_and(|(other, _)| *other == id);
        let near = [self.next, self.next.saturating_sub(1)].into_iter().find(is_it);
        let place = near.or_else(|| self.ids.binary_search_by(|(other, _)| (*other).cmp(id)).ok())?;
        self.next = place.saturating_add(1);
        Some(place)
    }
}

#[expect(clippy::disallowed_methods, reason = "in a wing; keys of two words are sorted faster than rows")]
fn grid(desk: &Desk, figure: Memo<Arc<Figure>>) -> Grid {
    let shown = figure.get();
    let here = desk.address.get_untracked();
    let mut reads = COUNTED.to_vec();
    reads.push(Collection::Parties);
    let rows: Arc<Vec<Row>> = Arc::new(desk.read_in(&reads, |register| {
        let all: Vec<_> = register.contributions.live().collect();
        let mut places = Places { ids: &all, next: 0 };
        let parts: Vec<_> = shown.parts.iter().map(|part| places.of(part.of.as_ref()?)).collect();
        places.next = 0;
        let left: Vec<_> = shown.left_out.iter().map(|left| places.of(&left.of)).collect();
        let (parts, left) = (Groups::of(all.len(), &parts), Groups::of(all.len(), &left));
        let around = Arc::new(Around { desk: *desk, here, figure: Arc::clone(&shown), parts, left });
        let row = |(place, (id, one)): (usize, (&Id, &Arc<Contribution>))| Row::new(place, id, one, &around);
        let mut rows: Vec<_> = all.into_iter().enumerate().map(|one| Some(row(one))).collect();
        // By day, then id, in which order they came.
        let day = |row: &Option<Row>| row.as_ref().and_then(|row| row.day);
        let mut order: Vec<(Option<Day>, usize)> = rows.iter().map(day).zip(0..).collect();
        order.sort_unstable();
        order.into_iter().filter_map(|(_, place)| rows.get_mut(place)?.take()).collect()
    }));
    let (code, currency) = (shown.currency.code(), shown.currency);
    let columns = vec![
        Column::text("who", "Contributor", |row: &Row| row.words().who.clone()),
        Column::text("for", "For", |row: &Row| row.words().purpose.clone()).view(|row| {
            let Words { purpose, why, .. } = row.words();
            let outside =
                row.one.outside.then(|| view! { " " <span class="chip w">"outside the coalition"</span> });
            let why = (!why.is_empty()).then(|| view! { <small>{why.clone()}</small> });
            view! { {purpose.clone()}{outside}{why} }.into_any()
        }),
        Column::text("area", "Area", |row: &Row| row.words().area.clone()).less(),
        Column::date("date", "Date", |row: &Row| row.day, |row| row.words().date.clone()),
        Column::number("stated", "As stated", Row::stated, |row: &Row| row.words().stated.clone())
            .view(|row| {
                let soft = row.converted.is_none();
                view! { <span class:q=soft>{row.words().stated.clone()}</span> }.into_any()
            })
            .plain(|row| row.amounts().iter().map(say::plain_amount).collect::<Vec<_>>().join(" + ")),
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
        .summed(|row| row.converted, move |sum| say::number(sum, currency)),
        Column::text("reached", "Reached", |row: &Row| {
            row.reached().map_or_else(|standing| standing, say::measure).to_owned()
        })
        .view(|row| match row.reached() {
            Ok(measure) => view! { <MeasureKey measure /> }.into_any(),
            Err(standing) => view! { <span class="q">{standing}</span> }.into_any(),
        }),
        Column::number(
            "sources",
            "Sources",
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
    let sums: Arc<Vec<Decimal>> =
        Arc::new(rows.iter().map(|row| row.converted.unwrap_or_default()).collect());
    let (all, amount) = (Arc::clone(&sums), shown.amount);
    Grid::new(Arc::clone(&rows), |row| row.id.to_string(), columns)
        .opens(&rows, |row| {
            let key = RecordKey::of::<Contribution>(&row.id);
            row.around.here.to(Page::of(&key)).to_string()
        })
        .out(&rows, |row| row.one.outside)
        .facet(
            &rows,
            Facet::new("form", "All forms", move |row: &Row| form_word(row).into_iter().collect())
                .called("form"),
        )
        .facet(
            &rows,
            Facet::new("reached", "All steps", move |row| reached_word(row).into_iter().collect())
                .called("step")
                .none("On no step"),
        )
        .facet(&rows, Facet::group("giver", "giver", Row::givers))
        .facet(&rows, Facet::group("area", "area", Row::area))
        .facet(&rows, Facet::group("year", "year", Row::years))
        .foot("sum", move |shown| total(&sums, shown, figure))
        .rest("Of purchases", move || amount.checked_sub(sum_of(all.iter())))
}

/// The name of an area of the register.
pub fn area_name(register: &Register, area: &str) -> String {
    let own = register.coalition.get(&RecordKey::own().id);
    let found = own.and_then(|own| own.areas.0.get(&Id::from(area))).and_then(|area| area.name.clone());
    found.unwrap_or_else(|| area.to_owned())
}

fn sum_of<'a>(amounts: impl Iterator<Item = &'a Decimal>) -> Decimal {
    amounts.fold(Decimal::ZERO, |sum, amount| sum.checked_add(*amount).unwrap_or(sum))
}

/// The total: the figure itself, and under a filter the part of it that is shown.
fn total(sums: &Arc<Vec<Decimal>>, shown: Memo<Shown>, figure: Memo<Arc<Figure>>) -> (String, AnyView) {
    let (label, currency) = figure.with(|figure| {
        let head = format!("{}, valid on {}", say::measure(figure.measure), say::day(figure.date));
        let mut said = Some(say::tilt(figure.open, figure.about).to_owned())
            .filter(|tilt| !tilt.is_empty())
            .into_iter()
            .collect::<Vec<_>>();
        said.extend(say::beside(figure));
        (if said.is_empty() { head } else { format!("{head} · {}", said.join("; ")) }, figure.currency)
    });
    let sums = Arc::clone(sums);
    let of = move || {
        shown.with(|shown| {
            let part = || sum_of(shown.rows.iter().filter_map(|place| sums.get(*place)));
            (!shown.all).then(|| format!("{} of the rows shown, out of ", say::number(part(), currency)))
        })
    };
    (label, view! { {of}<FigureView figure=figure plain=true /> }.into_any())
}
