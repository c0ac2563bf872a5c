//! All contributions, with what each adds to the figure of one measure; the total is the overview's own.

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::Decimal;

use crate::app::desk::{Desk, desk};
use crate::app::locale;
use crate::app::parts::counted::COUNTED;
use crate::app::parts::figure::{FigureView, MeasureKey};
use crate::app::parts::figure_parts::reason;
use crate::app::parts::grid::{Column, Facet, Grid, Shown};
use crate::app::parts::here::here;
use crate::app::parts::sources::{SourceCount, origins};
use crate::app::parts::table::ListTable;
use crate::app::parts::{say, titles};
use crate::app::route::Page;
use crate::app::shell::Act;
use crate::figures::{Figure, Of, Part, Reason, reached};
use crate::register::{
    Arrange, Collection, Contribution, Currency, Day, Each, Few, Id, Measure, RecordKey, Register, Step,
};
use crate::words::labels;

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

/// One contribution as the list shows it.
struct Row {
    id: Id,
    who: String,
    purpose: String,
    outside: bool,
    area: String,
    form: Option<(String, String)>,
    day: Option<Day>,
    date: String,
    stated: String,
    stated_value: Option<Decimal>,
    converted: Option<Decimal>,
    currency: Currency,
    reached: Option<Measure>,
    standing: &'static str,
    /// Why it adds nothing, where it could.
    why: String,
    sources: usize,
    opens: String,
}

/// The list of contributions.
#[component]
pub fn Contributions() -> impl IntoView {
    let desk = desk();
    let measure = Memo::new(move |_| measure_asked(&desk));
    let here = here();
    let figure: Memo<Arc<Figure>> = Memo::new(move |_| Arc::new(here.counted().figure(measure.get())));
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
    let pledged = here.figure(Measure::Pledged);
    let committed = here.figure(Measure::Committed);
    let counted = Memo::new(move |_| {
        desk.read_in(&[Collection::Contributions], |register| {
            let live = register.contributions.live().filter(|(_, one)| !one.outside);
            let mut givers = Each::new();
            let all = live.map(|(_, one)| givers.extend(givers_of(one))).count();
            (all, givers.len())
        })
    });
    let head = move || {
        let (all, givers) = counted.get();
        let all = say::capital(&say::count(all, "contribution", "contributions"));
        format!("{all} of {}, ", say::count(givers, "party", "parties"))
    };
    let tail = move || {
        let beside = pledged.with(|figure| say::beside(figure));
        if beside.is_empty() { String::new() } else { format!("; {}", beside.join("; ")) }
    };
    let has_commitment = move || committed.with(|figure| !figure.parts.is_empty() || figure.unvalued > 0);
    view! {
        <Show when=move || counted.with(|(all, _)| *all > 0)
            fallback=|| view! { <p class="point">"No contributions are on record."</p> }>
        <p class="point">
            {head}<FigureView figure=pledged full=true />" pledged"
            <Show when=has_commitment>" and "<FigureView figure=committed full=true />" committed"</Show>
            " by "{move || say::day(here.on())}{tail}"."
        </p>
        </Show>
    }
}

/// The givers of a contribution.
pub fn givers_of(contribution: &Contribution) -> impl Iterator<Item = Id> + '_ {
    contribution
        .contributors
        .values()
        .filter_map(|giver| giver.party.as_ref())
        .map(|party| party.id().clone())
}

fn grid(desk: &Desk, figure: Memo<Arc<Figure>>) -> Grid {
    let here = desk.address.get_untracked();
    let shown = figure.get();
    let mut parts: Few<&Id, Vec<&Part>> = Few::new();
    for part in &shown.parts {
        if let Some(Of::Contribution(id)) = &part.of {
            parts.or_default(id).push(part);
        }
    }
    let mut reads = COUNTED.to_vec();
    reads.push(Collection::Parties);
    let rows: Arc<Vec<Row>> = Arc::new(desk.read_in(&reads, |register| {
        let row = |(id, one): (&Id, &Arc<Contribution>)| {
            let parts = parts.get(id).map(Vec::as_slice).unwrap_or_default();
            let key = RecordKey::of::<Contribution>(id);
            row(register, id, one, parts, &shown, here.to(Page::of(&key)).to_string())
        };
        let mut rows: Vec<_> = register.contributions.live().map(row).collect();
        rows.arrange_by(|a, b| (a.day, &a.who).cmp(&(b.day, &b.who)));
        rows
    }));
    let code = shown.currency.code();
    let columns = vec![
        Column::text("who", "Contributor", |row: &Row| row.who.clone()),
        Column::text("for", "For", |row: &Row| row.purpose.clone()).view(|row| {
            let outside =
                row.outside.then(|| view! { " " <span class="chip w">"outside the coalition"</span> });
            let why = (!row.why.is_empty()).then(|| view! { <small>{row.why.clone()}</small> });
            view! { {row.purpose.clone()}{outside}{why} }.into_any()
        }),
        Column::text("area", "Area", |row: &Row| row.area.clone()).less(),
        Column::date("date", "Date", |row: &Row| row.day, |row| row.date.clone()),
        Column::number("stated", "As stated", |row: &Row| row.stated_value, |row| row.stated.clone()).view(
            |row| {
                let soft = row.converted.is_none();
                view! { <span class:q=soft>{row.stated.clone()}</span> }.into_any()
            },
        ),
        Column::number(
            "sum",
            code,
            |row: &Row| row.converted,
            |row| row.converted.map_or_else(|| "–".to_owned(), |sum| say::number(sum, row.currency)),
        ),
        Column::text("reached", "Reached", |row: &Row| {
            row.reached.map_or(row.standing, say::measure).to_owned()
        })
        .view(|row| match row.reached {
            Some(measure) => view! { <MeasureKey measure /> }.into_any(),
            None => view! { <span class="q">{row.standing}</span> }.into_any(),
        }),
        Column::number(
            "sources",
            "Sources",
            |row: &Row| Some(Decimal::from(row.sources)),
            |row| row.sources.to_string(),
        )
        .view(|row| view! { <SourceCount count=row.sources /> }.into_any())
        .less(),
    ];
    let reached_word =
        |row: &Row| row.reached.map(|measure| (measure.word().to_owned(), say::measure(measure).to_owned()));
    let total_rows = Arc::clone(&rows);
    Grid::new(Arc::clone(&rows), |row| row.id.to_string(), columns)
        .opens(&rows, |row| row.opens.clone())
        .out(&rows, |row| row.outside)
        .facet(&rows, Facet::new("form", "All forms", |row: &Row| row.form.clone().into_iter().collect()))
        .facet(&rows, Facet::new("reached", "All steps", move |row| reached_word(row).into_iter().collect()))
        .foot(move |shown| total(&total_rows, shown, figure))
}

fn row(
    register: &Register,
    id: &Id,
    one: &Contribution,
    parts: &[&Part],
    figure: &Figure,
    opens: String,
) -> Row {
    let names: Vec<_> = givers_of(one).map(|id| say::party(register, &id)).collect();
    let lines = || parts.iter().flat_map(|part| &part.lines).filter_map(|line| one.entries.0.get(line));
    let first = lines().chain(one.entries.values()).find_map(|entry| entry.date.as_ref());
    let amounts: Vec<_> = match lines().filter_map(|entry| entry.amount).collect::<Vec<_>>() {
        found if found.is_empty() => {
            let said = one.entries.values().filter(|entry| entry.kind != Some(Step::Statement));
            said.filter_map(|entry| entry.amount).take(1).collect()
        }
        found => found,
    };
    let stated = match amounts.as_slice() {
        [] => "no figure".to_owned(),
        [one] => locale().amount(one),
        many => say::sums(&many.iter().map(|amount| (amount.value, amount.currency)).collect::<Vec<_>>()),
    };
    let converted = (!parts.is_empty()).then(|| {
        parts.iter().fold(Decimal::ZERO, |sum, part| sum.checked_add(part.converted).unwrap_or(sum))
    });
    let step = reached(one, figure.date);
    let standing = match step {
        _ if one.outside => "never counted",
        step if step.withdrawn => "withdrawn",
        _ => "not yet",
    };
    let cited = std::iter::once(&one.sources).chain(one.entries.values().map(|entry| &entry.sources));
    Row {
        id: id.clone(),
        who: if names.is_empty() { "Not stated".to_owned() } else { say::and(&names) },
        purpose: one.purpose.as_deref().map(titles::short).unwrap_or_default(),
        outside: one.outside,
        area: one.area.as_ref().map(|area| area_name(register, area)).unwrap_or_default(),
        form: one.form.map(|form| (form.word().to_owned(), labels::choice_label(form.word()).to_owned())),
        day: first.map(|date| date.first()),
        date: first.map(say::date).unwrap_or_default(),
        stated,
        stated_value: amounts.first().map(|amount| amount.value),
        converted,
        currency: figure.currency,
        reached: step.step.and_then(Step::measure).filter(|_| !one.outside && !step.withdrawn),
        standing,
        why: if parts.is_empty() && !one.outside { why_not(register, id, figure) } else { String::new() },
        sources: origins(register, cited),
        opens,
    }
}

/// Why a contribution that has something of the measure adds nothing to it, as far as it is about its money.
fn why_not(register: &Register, id: &Id, figure: &Figure) -> String {
    let mut left = figure.left_out.iter().filter(|left| left.of.id() == id);
    let about_money = |reason: &Reason| {
        matches!(
            reason,
            Reason::Repeats(_)
                | Reason::PossiblySame(_)
                | Reason::Within(_)
                | Reason::PartsAreMore
                | Reason::NoRate
        )
    };
    let found = left.find(|left| about_money(&left.reason)).map(|left| reason(register, &left.reason));
    let found = found.unwrap_or_default();
    // Whose it is and how much says enough in a list; what it is for is on its page.
    match found.matches(": ").count() {
        0 | 1 => found,
        _ => found.rsplit_once(": ").map_or(found.clone(), |(head, _)| head.to_owned()),
    }
}

/// The name of an area of the register.
pub fn area_name(register: &Register, area: &str) -> String {
    let own = register.coalition.get(&RecordKey::own().id);
    let found = own.and_then(|own| own.areas.0.get(&Id::from(area))).and_then(|area| area.name.clone());
    found.unwrap_or_else(|| area.to_owned())
}

/// The total: the figure itself, and under a filter the part of it that is shown.
fn total(rows: &[Row], shown: &Shown, figure: Memo<Arc<Figure>>) -> AnyView {
    let shown_rows = shown.rows.iter().filter_map(|place| rows.get(*place)).filter_map(|row| row.converted);
    let part = shown_rows.fold(Decimal::ZERO, |sum, value| sum.checked_add(value).unwrap_or(sum));
    let (label, currency) = figure.with(|figure| {
        let head = format!("{}, valid on {}", say::measure(figure.measure), say::day(figure.date));
        let mut said = Some(say::tilt(figure.open, figure.about).to_owned())
            .filter(|tilt| !tilt.is_empty())
            .into_iter()
            .collect::<Vec<_>>();
        said.extend(say::beside(figure));
        (if said.is_empty() { head } else { format!("{head} · {}", said.join("; ")) }, figure.currency)
    });
    let of = (!shown.all).then(|| format!("{} of the rows shown, out of ", say::number(part, currency)));
    view! {
        <td colspan="2">{label}</td><td class="less"></td><td></td>
        <td class="n" colspan="2" data-label="Total">{of}<FigureView figure=figure plain=true /></td>
        <td></td><td class="less"></td>
    }
    .into_any()
}
