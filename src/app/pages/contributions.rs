//! All contributions, with what each adds to the figure of one measure; the total is the overview's own.

use std::sync::{Arc, OnceLock};

use leptos::prelude::*;
use rust_decimal::Decimal;

use crate::app::desk::{Desk, desk};
use crate::app::locale;
use crate::app::parts::counted::COUNTED;
use crate::app::parts::figure::{FigureView, MeasureKey, TotalView};
use crate::app::parts::figure_parts::reason;
use crate::app::parts::grid::{Column, Facet, Grid, Shown};
use crate::app::parts::here::here;
use crate::app::parts::sources::{SourceCount, origins};
use crate::app::parts::table::ListTable;
use crate::app::parts::{say, titles};
use crate::app::route::{Address, Page};
use crate::app::shell::Act;
use crate::figures::{Figure, Of, Part, Reason, reached};
use crate::register::{
    Amount, Arrange, Collection, Contribution, Date, Day, Each, Entry, Few, Id, Measure, RecordKey, Register,
    Step,
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

/// One contribution of the list: what it is sorted and narrowed by. Its words are made when they are shown or searched.
struct Row {
    id: Id,
    one: Arc<Contribution>,
    /// The entries that the figure rests on.
    lines: Vec<Id>,
    day: Option<Day>,
    stated: Option<Decimal>,
    converted: Option<Decimal>,
    reached: Option<Measure>,
    standing: &'static str,
    words: OnceLock<Words>,
    around: Arc<Around>,
}

/// What the list says of a contribution in words.
struct Words {
    who: String,
    purpose: String,
    area: String,
    date: String,
    stated: String,
    /// Why it adds nothing, where it could.
    why: String,
    sources: usize,
}

/// What all rows of one list are made from.
struct Around {
    desk: Desk,
    here: Address,
    figure: Arc<Figure>,
    /// Where in the figure each contribution stands that it leaves out.
    left: Few<Id, Vec<usize>>,
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
    contribution
        .contributors
        .values()
        .filter_map(|giver| giver.party.as_ref())
        .map(|party| party.id().clone())
}

fn grid(desk: &Desk, figure: Memo<Arc<Figure>>) -> Grid {
    let shown = figure.get();
    let mut parts: Few<&Id, Vec<&Part>> = Few::new();
    for part in &shown.parts {
        if let Some(Of::Contribution(id)) = &part.of {
            parts.or_default(id).push(part);
        }
    }
    let mut left: Few<Id, Vec<usize>> = Few::new();
    for (place, one) in shown.left_out.iter().enumerate() {
        left.or_default(one.of.id().clone()).push(place);
    }
    let here = desk.address.get_untracked();
    let around = Arc::new(Around { desk: *desk, here, figure: Arc::clone(&shown), left });
    let mut reads = COUNTED.to_vec();
    reads.push(Collection::Parties);
    let rows: Arc<Vec<Row>> = Arc::new(desk.read_in(&reads, |register| {
        let row = |(id, one): (&Id, &Arc<Contribution>)| {
            let parts = parts.get(id).map(Vec::as_slice).unwrap_or_default();
            Row::new(id, one, parts, &around)
        };
        let mut rows: Vec<_> = register.contributions.live().map(row).collect();
        rows.arrange_by(|a, b| (a.day, &a.id).cmp(&(b.day, &b.id)));
        rows
    }));
    let code = shown.currency.code();
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
        Column::number("stated", "As stated", |row: &Row| row.stated, |row| row.words().stated.clone()).view(
            |row| {
                let soft = row.converted.is_none();
                view! { <span class:q=soft>{row.words().stated.clone()}</span> }.into_any()
            },
        ),
        Column::number(
            "sum",
            code,
            |row: &Row| row.converted,
            |row| {
                let currency = row.around.figure.currency;
                row.converted.map_or_else(|| "–".to_owned(), |sum| say::number(sum, currency))
            },
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
            |row: &Row| Some(Decimal::from(row.words().sources)),
            |row| row.words().sources.to_string(),
        )
        .view(|row| view! { <SourceCount count=row.words().sources /> }.into_any())
        .less(),
    ];
    let reached_word =
        |row: &Row| row.reached.map(|measure| (measure.word().to_owned(), say::measure(measure).to_owned()));
    let form_word = |row: &Row| {
        row.one.form.map(|form| (form.word().to_owned(), labels::choice_label(form.word()).to_owned()))
    };
    let total_rows = Arc::clone(&rows);
    Grid::new(Arc::clone(&rows), |row| row.id.to_string(), columns)
        .opens(&rows, |row| {
            let key = RecordKey::of::<Contribution>(&row.id);
            row.around.here.to(Page::of(&key)).to_string()
        })
        .out(&rows, |row| row.one.outside)
        .facet(&rows, Facet::new("form", "All forms", move |row: &Row| form_word(row).into_iter().collect()))
        .facet(&rows, Facet::new("reached", "All steps", move |row| reached_word(row).into_iter().collect()))
        .foot(move |shown| total(&total_rows, shown, figure))
}

impl Row {
    fn new(id: &Id, one: &Arc<Contribution>, parts: &[&Part], around: &Arc<Around>) -> Self {
        let lines: Vec<Id> = parts.iter().flat_map(|part| &part.lines).cloned().collect();
        let step = reached(one, around.figure.date);
        let standing = match step {
            _ if one.outside => "never counted",
            step if step.withdrawn => "withdrawn",
            _ => "not yet",
        };
        let converted = (!parts.is_empty()).then(|| {
            parts.iter().fold(Decimal::ZERO, |sum, part| sum.checked_add(part.converted).unwrap_or(sum))
        });
        let mut row = Row {
            id: id.clone(),
            one: Arc::clone(one),
            lines,
            day: None,
            stated: None,
            converted,
            reached: step.step.and_then(Step::measure).filter(|_| !one.outside && !step.withdrawn),
            standing,
            words: OnceLock::new(),
            around: Arc::clone(around),
        };
        row.day = row.date().map(Date::first);
        row.stated = row.amounts().first().map(|amount| amount.value);
        row
    }

    fn counted(&self) -> impl Iterator<Item = &Entry> {
        self.lines.iter().filter_map(|line| self.one.entries.0.get(line))
    }

    /// The date of the first entry that counts, else of the first one.
    fn date(&self) -> Option<&Date> {
        self.counted().chain(self.one.entries.values()).find_map(|entry| entry.date.as_ref())
    }

    /// The sums of the entries that count, else the first that somebody stated.
    fn amounts(&self) -> Vec<Amount> {
        let counted: Vec<_> = self.counted().filter_map(|entry| entry.amount).collect();
        if !counted.is_empty() {
            return counted;
        }
        let said = self.one.entries.values().filter(|entry| entry.kind != Some(Step::Statement));
        said.filter_map(|entry| entry.amount).take(1).collect()
    }

    fn words(&self) -> &Words {
        self.words.get_or_init(|| self.around.desk.look(|register| self.said(register)))
    }

    fn said(&self, register: &Register) -> Words {
        let one = &self.one;
        let names: Vec<_> = givers_of(one).map(|id| say::party(register, &id)).collect();
        let stated = match self.amounts().as_slice() {
            [] => "no figure".to_owned(),
            [one] => locale().amount(one),
            many => say::sums(&many.iter().map(|amount| (amount.value, amount.currency)).collect::<Vec<_>>()),
        };
        let cited = std::iter::once(&one.sources).chain(one.entries.values().map(|entry| &entry.sources));
        let adds_nothing = self.lines.is_empty() && !one.outside;
        Words {
            who: if names.is_empty() { "Not stated".to_owned() } else { say::and(&names) },
            purpose: one.purpose.as_deref().map(titles::short).unwrap_or_default(),
            area: one.area.as_ref().map(|area| area_name(register, area)).unwrap_or_default(),
            date: self.date().map(say::date).unwrap_or_default(),
            stated,
            why: if adds_nothing { self.why_not(register) } else { String::new() },
            sources: origins(register, cited),
        }
    }

    /// Why a contribution that has something of the measure adds nothing to it, as far as it is about its money.
    fn why_not(&self, register: &Register) -> String {
        let Around { figure, left, .. } = &*self.around;
        let places = left.get(&self.id).into_iter().flatten();
        let mut left = places.filter_map(|place| figure.left_out.get(*place));
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
