//! Needs by priority: what each is worth, what is funded, what is left to fund, and what was delivered.

use leptos::prelude::*;
use rust_decimal::Decimal;

use super::cover::{LENGTH, Legend, bar};
use super::{READS, Sum, doubts, number_head, purchase, want_rates};
use crate::app::parts::figure::FigureView;
use crate::app::parts::here::{Here, here};
use crate::app::parts::say;
use crate::app::parts::told::told;
use crate::figures::layout::{CoverBar, cover};
use crate::figures::{Coverage, Covered, Money, Need, PriorityRow, coverage};
use crate::register::checks::Finding;
use crate::register::{Currency, Measure, Register};
use crate::said;
use crate::words::labels;
use crate::words::text::Put;
use crate::words::text::areas::{amounts, needs as text, parts};

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
    let point = said!(text::NO_NEED, day = say::day(here.on()));
    view! {
        <p class="point">{point}</p>
        <p class="empty">{text::NO_NEED_MEANS.said()}</p>
    }
    .into_any()
}

/// The point in one sentence, with the largest gap.
fn point(here: &Here, register: &Register, all: &Coverage) -> AnyView {
    let largest = all.needs.iter().max_by_key(|need| need.covered.to_fund);
    let largest = largest.filter(|need| need.covered.to_fund > Decimal::ZERO && all.needs.len() > 1);
    let largest = largest.map(|need| {
        let gap = say::money(need.covered.to_fund, all.currency);
        let purchase = purchase(here, register, &need.purchase);
        view! { " "{told(text::LARGEST_GAP, &[("sum", gap.arg())], [("purchase", purchase)])} }
    });
    let Covered { value, proposed, to_fund, delivered, without_value, without_sum, .. } = all.total;
    let sum = |of: &'static str, value: Decimal| {
        view! { <Sum of money=Money { value, currency: all.currency } on=all.date /> }.into_any()
    };
    let count = all.needs.len();
    let without = usize::try_from(without_value).unwrap_or_default();
    let worth = match count.saturating_sub(without) {
        0 => text::WORTH_NONE.said().into_any(),
        _ if without == 0 => told(text::WORTH_ALL, &[], [("sum", sum("needed", value))]).into_any(),
        known => {
            let put = [("n", known.arg()), ("m", without.arg())];
            told(text::WORTH_SOME, &put, [("sum", sum("needed", value))]).into_any()
        }
    };
    let left = if without_sum > 0 { text::SUM_OR_LESS_TO_FUND } else { text::SUM_STILL_TO_FUND };
    let parts = [
        Some((text::SUM_FUNDED, funded(here, all, false))),
        (!proposed.is_zero()).then(|| (text::SUM_PROPOSED, sum("proposed", proposed))),
        Some((left, sum("to-fund", to_fund))),
        Some((text::SUM_DELIVERED, sum("delivered-of-needs", delivered))),
    ];
    let parts = parts.into_iter().flatten().enumerate().map(|(at, (said, sum))| {
        let comma = (at > 0).then_some(", ");
        view! { {comma}{told(said, &[], [("sum", sum)])} }
    });
    let parts = parts.collect_view().into_any();
    let day = say::day(all.date);
    let put = [("n", count.arg()), ("day", day.arg())];
    view! {
        <p class="point">{told(text::POINT, &put, [("worth", worth), ("parts", parts)])}{largest}</p>
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
    let caption = said!(text::SUMS_IN, currency = all.currency.code(), day = say::day(all.date));
    view! {
        <table class="list needs" aria-label=text::BY_PRIORITY.said() aria-rowcount=count>
            <caption>{caption}</caption>
            <thead><tr>
                <th scope="col">{text::NEED.said()}</th><th scope="col" class="n">{field("priority")}</th>
                <th scope="col">{field("by_when")}</th>
                {sums().map(number_head).collect_view()}
                <th scope="col" class="cov">{text::COVERAGE.said()}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
            <tfoot>{parts}{total(here, all)}</tfoot>
        </table>
    }
    .into_any()
}

/// The label of a field of a purchase.
pub fn field(name: &str) -> &'static str {
    labels::field_label("Purchase", name)
}

/// The heads of the columns of sums.
fn sums() -> [&'static str; 4] {
    let value = labels::field_label("PurchaseStep", "value");
    [value, text::FUNDED.said(), text::TO_FUND.said(), say::measure(Measure::Delivered)]
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
        _ => view! { <span class="q">{text::NOT_KNOWN.said()}</span> }.into_any(),
    };
    let sum = |value: Decimal| say::number(value, currency);
    let small = |text: String| view! { <small class="wrap">{text}</small> };
    let proposed =
        (!covered.proposed.is_zero()).then(|| small(said!(text::SUM_PROPOSED, sum = sum(covered.proposed))));
    let beyond =
        (!covered.beyond.is_zero()).then(|| small(said!(text::SUM_BEYOND, sum = sum(covered.beyond))));
    let unstated =
        (covered.without_sum > 0).then(|| small(said!(text::SHARES_WITHOUT_SUM, n = covered.without_sum)));
    let [value_head, funded_head, to_fund_head, delivered_head] = sums();
    let found = doubts::list(here, found);
    view! {
        <tr data-id=need.purchase.to_string()>
            <td>{purchase(here, register, &need.purchase)}<small>{stage}</small></td>
            <td class="n" data-label=field("priority")>{priority(need.priority)}</td>
            <td class="d" data-label=field("by_when")>{by_when.unwrap_or_else(|| text::NOT_STATED.said().to_owned())}</td>
            <td class="n" data-label=value_head>{value}{original}</td>
            <td class="n" data-label=funded_head>{sum(covered.funded)}{proposed}{beyond}{unstated}</td>
            <td class="n" data-label=to_fund_head>{to_fund}</td>
            <td class="n" data-label=delivered_head>{sum(covered.delivered)}</td>
            <td class="cov">{bar(laid, covered, currency)}</td>
        </tr>
        {found.map(|found| view! { <tr class="under"><td colspan="8">{found}</td></tr> })}
    }
    .into_any()
}

/// The value of a need in the currency of the page, and as it was stated.
fn worth(need: &Need, currency: Currency) -> (AnyView, Option<AnyView>) {
    let Some(stated) = need.value else {
        return (view! { <span class="q">{text::NOT_STATED.said()}</span> }.into_any(), None);
    };
    if stated.currency == currency {
        return (say::number(stated.value, currency).into_any(), None);
    }
    let original = say::money(stated.value, stated.currency);
    match need.covered.value.is_zero() && need.covered.unconverted > 0 {
        true => (
            view! { <span class="q">{text::NO_RATE.said()}</span> }.into_any(),
            Some(view! { <small>{original}</small> }.into_any()),
        ),
        false => (
            say::number(need.covered.value, currency).into_any(),
            Some(view! { <small>{original}</small> }.into_any()),
        ),
    }
}

fn with_mark(value: Decimal, or_less: bool, currency: Currency) -> AnyView {
    let less = or_less.then(|| view! { <small>{amounts::OR_LESS.said()}</small> });
    view! { {say::number(value, currency)}{less} }.into_any()
}

/// A priority in a table.
pub fn priority(priority: Option<u32>) -> String {
    priority.map_or_else(|| text::WITHOUT_ONE.said().to_owned(), |priority| priority.to_string())
}

/// The needs of one priority together.
fn subtotal(row: &PriorityRow, all: &Coverage) -> AnyView {
    let sum = |value: Decimal| say::number(value, all.currency);
    let name = match row.priority {
        Some(priority) => said!(text::OF_PRIORITY, priority = priority.to_string(), n = row.count),
        None => said!(text::OF_NO_PRIORITY, n = row.count),
    };
    let Covered { value, funded, to_fund, delivered, .. } = row.covered;
    let cells = sums().into_iter().zip([value, funded, to_fund, delivered]);
    let cells = cells.map(|(head, value)| view! { <td class="n" data-label=head>{sum(value)}</td> });
    view! {
        <tr class="part">
            <td colspan="3">{name}</td>
            {cells.collect_view()}
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
        (without_value, said!(text::VALUES_NOT_STATED, n = without_value)),
        (without_sum, said!(text::SHARES_NO_SUM, n = without_sum)),
        (unconverted, said!(text::SUMS_NO_RATE, n = unconverted)),
    ];
    let beside: Vec<String> =
        counts.into_iter().filter(|(count, _)| *count > 0).map(|(_, said)| said).collect();
    let [value_head, funded_head, to_fund_head, delivered_head] = sums();
    let beside = (!beside.is_empty()).then(|| view! { <small>{say::capital(&beside.join("; "))}</small> });
    view! {
        <tr>
            <td colspan="3">{parts::TOGETHER.said()}{beside}</td>
            <td class="n" data-label=value_head>{sum("needed", value)}</td>
            <td class="n" data-label=funded_head>{funded(&here, all, true)}</td>
            <td class="n" data-label=to_fund_head>{sum("to-fund", to_fund)}</td>
            <td class="n" data-label=delivered_head>{sum("delivered-of-needs", delivered)}</td>
            <td></td>
        </tr>
    }
    .into_any()
}
