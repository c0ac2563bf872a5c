//! Needs by priority: what each is worth, what is funded, what is left to fund, and what was delivered.

use leptos::prelude::*;
use rust_decimal::Decimal;

use super::cover::{LENGTH, Legend, bar};
use super::{READS, Sum, doubts, purchase, want_rates};
use crate::app::parts::figure::FigureView;
use crate::app::parts::here::{Here, here};
use crate::app::parts::say;
use crate::figures::layout::{CoverBar, cover};
use crate::figures::{Coverage, Covered, Money, Need, PriorityRow, coverage};
use crate::register::checks::Finding;
use crate::register::{Currency, Measure, Register};
use crate::words::labels;

/// The needs, with their point in a sentence and a bar for each.
#[component]
pub fn Needs() -> impl IntoView {
    let here = here();
    move || {
        let counted = here.counted();
        here.desk.read_in(&READS, |register| {
            let all = coverage(register, &counted.count());
            want_rates(all.total.unconverted > 0);
            if all.needs.is_empty() {
                return empty(&here);
            }
            view! { {point(&here, register, &all)}<Legend />{table(here, register, &all)} }.into_any()
        })
    }
}

fn empty(here: &Here) -> AnyView {
    let point = format!("No need is on record by {}.", say::day(here.on()));
    view! {
        <p class="point">{point}</p>
        <p class="empty">"A purchase is a need from its first step on: give it a value, a priority and the day by which it is needed."</p>
    }
    .into_any()
}

/// The point in one sentence, with the largest gap.
fn point(here: &Here, register: &Register, all: &Coverage) -> AnyView {
    let largest = all.needs.iter().max_by_key(|need| need.covered.to_fund);
    let largest = largest.filter(|need| need.covered.to_fund > Decimal::ZERO && all.needs.len() > 1);
    let largest = largest.map(|need| {
        let gap = say::money(need.covered.to_fund, all.currency);
        view! { " The largest gap is "{purchase(here, register, &need.purchase)}" with "{gap}"." }
    });
    let Covered { value, proposed, to_fund, delivered, without_value, without_sum, .. } = all.total;
    let sum = |of: &'static str, value: Decimal| {
        view! { <Sum of money=Money { value, currency: all.currency } on=all.date /> }
    };
    let count = all.needs.len();
    let needs = say::capital(&say::count(count, "need", "needs"));
    let without = usize::try_from(without_value).unwrap_or_default();
    let worth = match count.saturating_sub(without) {
        0 => "none with a stated value".into_any(),
        _ if without == 0 => view! { "worth "{sum("needed", value)}" in all" }.into_any(),
        known => {
            let rest = format!(" in all, the value of {} not stated", say::numeral(without));
            view! { {say::numeral(known)}" worth "{sum("needed", value)}{rest} }.into_any()
        }
    };
    let proposed = (!proposed.is_zero()).then(|| view! { ", "{sum("proposed", proposed)}" proposed" });
    let less = (without_sum > 0).then_some(" or less");
    let by = format!("{needs} by {}, ", say::day(all.date));
    view! {
        <p class="point">
            {by}{worth}": "{funded(here, all, false)}" funded"{proposed}", "{sum("to-fund", to_fund)}{less}" still to fund, "
            {sum("delivered-of-needs", delivered)}" delivered."{largest}
        </p>
    }
    .into_any()
}

/// What is funded in all: the figure “allocated”, which opens into its shares.
fn funded(here: &Here, all: &Coverage, plain: bool) -> AnyView {
    let figure = here.figure(Measure::Allocated);
    let funded = all.total.funded;
    if figure.with_untracked(|figure| figure.amount != funded) {
        let money = Money { value: funded, currency: all.currency };
        return view! { <Sum of="funded" money on=all.date plain /> }.into_any();
    }
    match plain {
        true => view! { <FigureView figure plain=true /> }.into_any(),
        false => view! { <FigureView figure full=true /> }.into_any(),
    }
}

fn table(here: Here, register: &Register, all: &Coverage) -> AnyView {
    let bars = cover(&all.needs.iter().map(|need| need.covered).collect::<Vec<_>>(), LENGTH).bars;
    let mut found = doubts::by_purchase(register, all.needs.iter().map(|need| &need.purchase));
    let rows = all.needs.iter().zip(bars).map(|(need, laid)| {
        let found = found.remove(&need.purchase).unwrap_or_default();
        row(&here, register, need, laid, found, all.currency)
    });
    let rows = rows.collect_view();
    let several = all.priorities.len() > 1;
    let parts = several.then(|| all.priorities.iter().map(|row| subtotal(row, all)).collect_view());
    let count = all.needs.len().saturating_add(1).to_string();
    let number = |name: &'static str| view! { <th scope="col" class="n">{name}</th> };
    let caption = format!("Sums in {}, valid on {}", all.currency.code(), say::day(all.date));
    view! {
        <table class="list needs" aria-label="Needs by priority" aria-rowcount=count>
            <caption>{caption}</caption>
            <thead><tr>
                <th scope="col">"Need"</th><th scope="col" class="n">"Priority"</th><th scope="col">"By when"</th>
                {["Value", "Funded", "To fund", "Delivered"].map(number).collect_view()}
                <th scope="col" class="cov">"Coverage"</th>
            </tr></thead>
            <tbody>{rows}</tbody>
            <tfoot>{parts}{total(here, all)}</tfoot>
        </table>
    }
    .into_any()
}

fn row(
    here: &Here,
    register: &Register,
    need: &Need,
    laid: CoverBar,
    found: Vec<Finding>,
    currency: Currency,
) -> AnyView {
    let covered = &need.covered;
    let record = register.purchases.get(&need.purchase);
    let by_when = record.and_then(|record| record.by_when.as_ref()).map(say::date);
    let stage = need.stage.map(|stage| labels::choice_label(stage.word()));
    let (value, original) = worth(need, currency);
    let to_fund = match covered.without_value {
        0 => with_mark(covered.to_fund, covered.without_sum > 0, currency),
        _ => view! { <span class="q">"not known"</span> }.into_any(),
    };
    let sum = |value: Decimal| say::number(value, currency);
    let small = |text: String| view! { <small class="wrap">{text}</small> };
    let proposed =
        (!covered.proposed.is_zero()).then(|| small(format!("{} proposed", sum(covered.proposed))));
    let beyond =
        (!covered.beyond.is_zero()).then(|| small(format!("{} beyond the value", sum(covered.beyond))));
    let unstated = (covered.without_sum > 0).then(|| {
        let shares = usize::try_from(covered.without_sum).unwrap_or_default();
        small(say::count(shares, "share without a sum", "shares without a sum"))
    });
    let found = doubts::list(here, found);
    view! {
        <tr data-id=need.purchase.to_string()>
            <td>{purchase(here, register, &need.purchase)}<small>{stage}</small></td>
            <td class="n" data-label="Priority">{priority(need.priority)}</td>
            <td class="d" data-label="By when">{by_when.unwrap_or_else(|| "not stated".to_owned())}</td>
            <td class="n" data-label="Value">{value}{original}</td>
            <td class="n" data-label="Funded">{sum(covered.funded)}{proposed}{beyond}{unstated}</td>
            <td class="n" data-label="To fund">{to_fund}</td>
            <td class="n" data-label="Delivered">{sum(covered.delivered)}</td>
            <td class="cov">{bar(laid, covered, currency)}</td>
        </tr>
        {found.map(|found| view! { <tr class="under"><td colspan="8">{found}</td></tr> })}
    }
    .into_any()
}

/// The value of a need in the currency of the page, and as it was stated.
fn worth(need: &Need, currency: Currency) -> (AnyView, Option<AnyView>) {
    let Some(stated) = need.value else {
        return (view! { <span class="q">"not stated"</span> }.into_any(), None);
    };
    if stated.currency == currency {
        return (say::number(stated.value, currency).into_any(), None);
    }
    let original = say::money(stated.value, stated.currency);
    match need.covered.value.is_zero() && need.covered.unconverted > 0 {
        true => (
            view! { <span class="q">"no rate"</span> }.into_any(),
            Some(view! { <small>{original}</small> }.into_any()),
        ),
        false => (
            say::number(need.covered.value, currency).into_any(),
            Some(view! { <small>{original}</small> }.into_any()),
        ),
    }
}

fn with_mark(value: Decimal, or_less: bool, currency: Currency) -> AnyView {
    let less = or_less.then(|| view! { <small>"or less"</small> });
    view! { {say::number(value, currency)}{less} }.into_any()
}

fn priority(priority: Option<u32>) -> String {
    priority.map_or_else(|| "none".to_owned(), |priority| priority.to_string())
}

/// The needs of one priority together.
fn subtotal(row: &PriorityRow, all: &Coverage) -> AnyView {
    let sum = |value: Decimal| say::number(value, all.currency);
    let needs = say::count(usize::try_from(row.count).unwrap_or_default(), "need", "needs");
    let name = match row.priority {
        Some(priority) => format!("Priority {priority}: {needs}"),
        None => format!("Without a priority: {needs}"),
    };
    view! {
        <tr class="part">
            <td colspan="3">{name}</td>
            <td class="n" data-label="Value">{sum(row.covered.value)}</td><td class="n" data-label="Funded">{sum(row.covered.funded)}</td>
            <td class="n" data-label="To fund">{sum(row.covered.to_fund)}</td><td class="n" data-label="Delivered">{sum(row.covered.delivered)}</td>
            <td></td>
        </tr>
    }
    .into_any()
}

/// All needs together: what is funded is the figure “allocated”, to the cent.
fn total(here: Here, all: &Coverage) -> AnyView {
    let sum = |of: &'static str, value: Decimal| {
        view! { <Sum of money=Money { value, currency: all.currency } on=all.date plain=true /> }
    };
    let Covered { value, to_fund, delivered, without_value, without_sum, unconverted, .. } = all.total;
    let counts = [
        (without_value, "value is not stated", "values are not stated"),
        (without_sum, "share has no sum", "shares have no sum"),
        (unconverted, "sum has no exchange rate", "sums have no exchange rate"),
    ];
    let beside: Vec<String> = counts
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| say::count(usize::try_from(count).unwrap_or_default(), one, many))
        .collect();
    let beside = (!beside.is_empty()).then(|| view! { <small>{say::capital(&beside.join("; "))}</small> });
    view! {
        <tr>
            <td colspan="3">{"Together"}{beside}</td>
            <td class="n" data-label="Value">{sum("needed", value)}</td>
            <td class="n" data-label="Funded">{funded(&here, all, true)}</td>
            <td class="n" data-label="To fund">{sum("to-fund", to_fund)}</td>
            <td class="n" data-label="Delivered">{sum("delivered-of-needs", delivered)}</td>
            <td></td>
        </tr>
    }
    .into_any()
}
