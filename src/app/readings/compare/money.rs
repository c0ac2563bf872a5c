//! Money on two days: each figure under its day, and each change open to the records that make it.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Two, signed};
use crate::app::browser::page;
use crate::app::desk::Desk;
use crate::app::parts::figure::{FigureView, MeasureKey, data_amount};
use crate::app::parts::figure_parts::link;
use crate::app::parts::here::{Here, here};
use crate::app::parts::say;
use crate::figures::{Added, Changed, Compared, Figure};
use crate::register::{Arrange, Currency, Date, Day, Measure, Register};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::{compare as text, member, parts};

/// The table of figures.
#[component]
pub fn Money(
    /// The two days.
    two: Arc<Two>,
) -> impl IntoView {
    let currency = two.currency;
    let (some, none): (Vec<_>, Vec<_>) = two.money.iter().partition(|one| one.is_any());
    let none: Vec<_> = none.iter().map(|one| labels::inside(say::measure(one.after.measure))).collect();
    let none = (!none.is_empty()).then(|| said!(text::ON_NEITHER, measures = none.join(", ")));
    let days = days(&two);
    let [before, after] = days.clone();
    let rows: Vec<_> = some
        .into_iter()
        .map(|one| view! { <Measured one=one.clone() two=two.clone() days=days.clone() /> })
        .collect();
    let lead = said!(text::MONEY_MEANS, currency = currency.code());
    view! {
        <h2>{text::MONEY.said()}</h2>
        <p class="why">{lead}</p>
        {(!rows.is_empty()).then(|| view! {
            <table class="list two-days" aria-label=text::MONEY_ON_BOTH.said()>
                <thead><tr>
                    <th scope="col">{member::MEASURE.said()}</th>
                    <th scope="col" class="n">{before}</th>
                    <th scope="col" class="n">{after}</th>
                    <th scope="col" class="n">{text::DIFFERENCE.said()}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        })}
        {none.map(|none| view! { <p class="q">{none}</p> })}
    }
}

/// Both days as heads of a table.
pub fn days(two: &Two) -> [String; 2] {
    [two.since.day, two.until].map(|day: Day| say::date(&Date::from_day(day)))
}

/// One measure, and under it the records of its change while it is open.
#[component]
fn Measured(one: Compared, two: Arc<Two>, days: [String; 2]) -> impl IntoView {
    let here = here();
    let Compared { before, after, changed } = one;
    let measure = changed.measure;
    let is_open = is_open(here.desk, measure);
    let [first, second] = days.clone();
    let change = match changed.rows.is_empty() && changed.unconverted.is_empty() {
        true => view! { <span class="q">"–"</span> }.into_any(),
        false => view! { <Change changed=changed.clone() two=two.clone() /> }.into_any(),
    };
    let new = changed.rows.iter().filter(|row| row.is_new && row.without_figure).count();
    let new = (new > 0).then(|| said!(text::NEW_WITHOUT, n = new));
    let records = move || {
        is_open
            .get()
            .then(|| here.desk.look(|register| records(&here, register, &changed, two.currency, &days)))
    };
    view! {
        <tr data-measured=measure.word()>
            <td><MeasureKey measure /></td>
            <td class="n" data-label=first><Sum figure=before /></td>
            <td class="n" data-label=second><Sum figure=after /></td>
            <td class="n" data-label=text::DIFFERENCE.said()>{change}{new.map(|new| view! { <small>{new}</small> })}</td>
        </tr>
        {records}
    }
}

/// A figure with what stands beside it.
#[component]
fn Sum(figure: Figure) -> impl IntoView {
    let around = say::around(&figure.total());
    view! {
        <FigureView figure=Signal::stored(Arc::new(figure)) plain=true />
        {(!around.is_empty()).then(|| view! { <small>{around}</small> })}
    }
}

/// By how much a figure changed: opens the records that make the change, which add up to it.
#[component]
pub fn Change(
    /// The change.
    changed: Changed,
    /// Of which days.
    two: Arc<Two>,
    /// As a sentence has it: opens the records in the table, and goes there.
    #[prop(optional)]
    full: bool,
) -> impl IntoView {
    let desk = here().desk;
    let measure = changed.measure;
    let is_open = is_open(desk, measure);
    let shown =
        if full { say::money(changed.change, two.currency) } else { signed(changed.change, two.currency) };
    let aloud = said!(text::SINCE_ALOUD, measure = say::measure(measure), day = say::day(two.since.day));
    let press = move |_| {
        let open = full || !is_open.get_untracked();
        desk.set_param("open", if open { measure.word() } else { "" });
        if full {
            page::focus(&format!("tr[data-measured={}] [data-change]", measure.word()));
        }
    };
    view! {
        <button type="button" class="fig" data-change=measure.word()
            data-amount=data_amount(changed.change, two.currency) data-currency=two.currency.code()
            data-since=two.since.day.to_string() data-date=two.until.to_string()
            aria-expanded=(!full).then_some(move || is_open.get().to_string())
            on:click=press
        >
            {shown}<span class="aloud">" "{aloud}</span>
        </button>
    }
}

/// Whether the address opens the change of a measure.
fn is_open(desk: Desk, measure: Measure) -> Memo<bool> {
    Memo::new(move |_| desk.address.with(|address| address.param("open") == Some(measure.word())))
}

/// The records of a change, the largest first, and by how much grew what has no rate.
fn records(
    here: &Here,
    register: &Register,
    changed: &Changed,
    currency: Currency,
    days: &[String; 2],
) -> Vec<AnyView> {
    let mut rows: Vec<&Added> = changed.rows.iter().collect();
    rows.arrange_by(|a, b| b.change.cmp(&a.change).then_with(|| a.of.cmp(&b.of)));
    let mut all: Vec<AnyView> =
        rows.into_iter().map(|row| record(here, register, row, currency, days)).collect();
    all.extend(changed.unconverted.iter().map(|one| {
        let more = said!(text::RATELESS, sum = say::money(one.sum.value, one.sum.currency));
        view! { <tr class="part"><td colspan="4">{more}</td></tr> }.into_any()
    }));
    all
}

fn record(
    here: &Here,
    register: &Register,
    row: &Added,
    currency: Currency,
    [first, second]: &[String; 2],
) -> AnyView {
    let number = |value: rust_decimal::Decimal, is_there: bool| match (is_there, value.is_zero()) {
        (false, _) => "–".to_owned(),
        (true, true) if row.without_figure => parts::NO_FIGURE.said().to_owned(),
        (true, _) => say::number(value, currency),
    };
    let (before, after) = (number(row.before, !row.is_new), number(row.after, true));
    let name = match &row.of {
        Some(of) => {
            let who = say::who(register, &row.who);
            view! { {who}": "{link(here, register, of)} }.into_any()
        }
        None => text::GIVEN_BACK.said().into_any(),
    };
    view! {
        <tr class="part" data-id=row.of.as_ref().map(|of| of.id().to_string())
            data-amount=data_amount(row.change, currency)>
            <td>{name}</td>
            <td class="n" data-label=first.clone()>{before}</td>
            <td class="n" data-label=second.clone()>{after}</td>
            <td class="n" data-label=text::DIFFERENCE.said()>{signed(row.change, currency)}</td>
        </tr>
    }
    .into_any()
}
