//! All purchases.

use std::sync::Arc;

use chrono::Datelike as _;
use leptos::prelude::*;
use rust_decimal::Decimal;

use crate::app::desk::{Desk, Dialog, desk};
use crate::app::locale;
use crate::app::parts::counted::figure_of;
use crate::app::parts::figure::{FigureView, MeasureKey};
use crate::app::parts::grid::{Column, Facet, Grid};
use crate::app::parts::table::ListTable;
use crate::app::parts::{records, say, titles};
use crate::app::readings::Reading;
use crate::app::route::Page;
use crate::app::wings::reading_view;
use crate::figures::stage;
use crate::register::{
    Amount, Arrange, Collection, Day, Id, Measure, Purchase, PurchaseStepKind, RecordKey, Register,
};
use crate::said;
use crate::words::text::areas::{actions, lists as text, parts, record, shell};
use crate::words::{Length, labels};

struct Row {
    id: String,
    title: String,
    area: String,
    stage: Option<(String, String)>,
    day: Option<Day>,
    date: String,
    value: Option<Amount>,
    funders: String,
    priority: Option<u32>,
    opens: String,
}

pub mod views;

/// The purchases: their list, or the view that the address asks for.
#[component]
pub fn Purchases() -> impl IntoView {
    let desk = desk();
    let asked = Memo::new(move |_| views::asked(&desk));
    view! {
        <h1 tabindex="-1">{shell::PURCHASES.said()}</h1>
        <views::Views />
        {move || match asked.get() {
            Some(view) => reading_view(Reading::Purchases(view)),
            None => view! { <List /> }.into_any(),
        }}
    }
}

/// The list of purchases with their stage on the day.
#[component]
fn List() -> impl IntoView {
    let desk = desk();
    let grid = Memo::new_with_compare(move |_| Arc::new(grid(&desk)), |_, _| true);
    let point = move || desk.read(|register| point(register, desk.on()));
    let add = move || {
        view! {
            <button class="go" disabled=move || desk.locked().is_some()
                on:click=move |_| desk.show(Dialog::New(Collection::Purchases, serde_json::Map::new()))>{actions::ADD_PURCHASE.said()}</button>
        }
    };
    view! {
        <p class="point">{point}</p>
        <p class="tools"><a href=move || desk.address.with(|here| here.to(Page::Charts).with("chart", "coverage").to_string())>{text::NEEDS_CHART.said()}</a></p>
        <Show when=move || desk.read_in(&[Collection::Purchases], |register| !register.purchases.is_empty())>
            <dl class="figs">
                {[Measure::Ordered, Measure::Allocated, Measure::Delivered, Measure::ToBeAllocated]
                    .into_iter()
                    .map(|measure| view! {
                        <div>
                            <dt><MeasureKey measure /></dt>
                            <dd><FigureView figure=figure_of(desk, measure) /></dd>
                        </div>
                    })
                    .collect_view()}
            </dl>
        </Show>
        <ListTable grid=grid label=shell::PURCHASES.said() sort="-date" tools=ViewFn::from(add)
            empty=ViewFn::from(move || view! {
                <p>{text::NO_PURCHASES.said()}</p>
                {add()}
            }) />
    }
}

fn point(register: &Register, on: Day) -> String {
    let stages: Vec<_> = register.purchases.live().filter_map(|(_, purchase)| stage(purchase, on)).collect();
    let count = |kind: PurchaseStepKind| stages.iter().filter(|stage| **stage == kind).count();
    let arrived = count(PurchaseStepKind::Delivered) + count(PurchaseStepKind::Received);
    let ordered = count(PurchaseStepKind::Ordered) + count(PurchaseStepKind::Contracted);
    let all = register.purchases.len();
    if all == 0 {
        return said!(text::NO_PURCHASE_ON_RECORD);
    }
    let purchases = records::counted(Collection::Purchases, all, &say::numeral(all));
    said!(text::PURCHASES_ON, purchases, n = all, day = say::day(on), ordered, delivered = arrived)
}

/// What a purchase is worth: its last step with a value, else its last delivery with one.
pub fn value(purchase: &Purchase, on: Day) -> Option<Amount> {
    let by = |date: &Option<crate::register::Date>| date.as_ref().is_none_or(|date| date.last() <= on);
    let mut steps: Vec<_> =
        purchase.steps.values().filter(|step| by(&step.date) && step.value.is_some()).collect();
    steps.arrange_by_key(|step| step.date.as_ref().map(|date| date.last()));
    steps.last().and_then(|step| step.value).or_else(|| {
        purchase.deliveries.values().filter(|delivery| by(&delivery.date)).find_map(|delivery| delivery.value)
    })
}

/// Who pays: the givers of the contributions that the shares draw on.
pub fn funders(register: &Register, purchase: &Purchase) -> String {
    let mut names: Vec<String> = Vec::new();
    for share in purchase.shares.values() {
        let drawn = share.of.values().filter_map(|of| of.contribution.as_ref());
        let givers = drawn.filter_map(|contribution| register.contributions.get(contribution.id())).flat_map(
            |contribution| {
                contribution.contributors.values().filter_map(|giver| giver.party.clone()).collect::<Vec<_>>()
            },
        );
        names.extend(givers.map(|party| titles::party(register, party.id(), &*locale())));
    }
    names.arrange();
    names.dedup();
    match (names.is_empty(), purchase.shares.is_empty()) {
        (false, _) => say::and(&names),
        (true, false) => text::FUNDER_NOT_STATED.said().to_owned(),
        (true, true) => String::new(),
    }
}

/// What is its own word in a facet, if it is there.
fn same_word(text: &str) -> Vec<(String, String)> {
    if text.is_empty() { Vec::new() } else { vec![(text.to_owned(), text.to_owned())] }
}

fn grid(desk: &Desk) -> Grid {
    let (here, on) = (desk.address.get_untracked(), desk.on());
    let rows: Arc<Vec<Row>> = Arc::new(desk.read(|register| {
        let row = |(id, purchase): (&Id, &Arc<Purchase>)| {
            let key = RecordKey::new(Collection::Purchases, id.clone());
            let mut dates: Vec<_> = purchase.steps.values().filter_map(|step| step.date.clone()).collect();
            dates.arrange();
            Row {
                id: id.to_string(),
                title: titles::title(register, &key, &*locale()),
                area: purchase
                    .area
                    .as_ref()
                    .and_then(|area| {
                        register
                            .coalition
                            .get(&RecordKey::own().id)?
                            .areas
                            .0
                            .get(&Id::from(&**area))?
                            .name
                            .clone()
                    })
                    .unwrap_or_default(),
                stage: match stage(purchase, on).map(PurchaseStepKind::word) {
                    Some(word) => Some((word.to_owned(), labels::choice_label(word).to_owned())),
                    None if super::purchase::unsure(purchase, on).is_empty() => None,
                    None => Some(("unsure".to_owned(), text::NOT_CERTAIN.said().to_owned())),
                },
                day: dates.last().map(|date| date.first()),
                date: dates.last().map(|date| locale().date(date, Length::Short)).unwrap_or_default(),
                value: value(purchase, on),
                funders: funders(register, purchase),
                priority: purchase.priority,
                opens: here.to(Page::of(&key)).to_string(),
            }
        };
        register.purchases.live().map(row).collect()
    }));
    let of = |name: &str| labels::field_label(Collection::Purchases.shape().name, name);
    let key = |row: &Row| RecordKey::new(Collection::Purchases, row.id.as_str());
    let columns = vec![
        Column::text("title", labels::collection_label(Collection::Purchases).0, |row: &Row| {
            row.title.clone()
        })
        .field("title", key),
        Column::text("area", of("area"), |row: &Row| row.area.clone()).field("area", key).less(),
        Column::number(
            "priority",
            of("priority"),
            |row: &Row| row.priority.map(Decimal::from),
            |row| row.priority.map(|priority| priority.to_string()).unwrap_or_default(),
        )
        .field("priority", key)
        .less(),
        Column::text(
            "stage",
            labels::field_label(Collection::Outreach.shape().name, "stage"),
            |row: &Row| row.stage.as_ref().map(|stage| stage.1.clone()).unwrap_or_default(),
        ),
        Column::date("date", text::LAST_STEP.said(), |row: &Row| row.day, |row| row.date.clone()),
        Column::number(
            "value",
            record::AS_STATED.said(),
            |row: &Row| row.value.map(|value| value.value),
            |row| {
                row.value.map_or_else(|| parts::NO_FIGURE.said().to_owned(), |value| locale().amount(&value))
            },
        )
        .plain(|row| row.value.as_ref().map(say::plain_amount).unwrap_or_default()),
        Column::text("funders", text::FUNDED_BY.said(), |row: &Row| row.funders.clone()).less(),
    ];
    Grid::new(Arc::clone(&rows), |row| row.id.clone(), columns)
        .makes(Collection::Purchases)
        .opens(&rows, |row| row.opens.clone())
        .facet(
            &rows,
            Facet::new("stage", text::ALL_STAGES.said(), |row: &Row| row.stage.clone().into_iter().collect()),
        )
        .facet(&rows, Facet::group("area", text::BY_AREA.said(), |row: &Row| same_word(&row.area)))
        .facet(&rows, Facet::group("funders", text::BY_FUNDER.said(), |row: &Row| same_word(&row.funders)))
        .facet(
            &rows,
            Facet::group("year", text::BY_YEAR_OF_STEP.said(), |row: &Row| {
                row.day.map(|day| (day.year().to_string(), day.year().to_string())).into_iter().collect()
            }),
        )
}
