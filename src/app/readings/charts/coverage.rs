//! Needs by priority: what each is worth, and how far it is funded and delivered.

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::Decimal;

use super::plot::{Drawing, Mark};
use super::{Chart, amount, key_of};
use crate::app::locale;
use crate::app::parts::bars::{pattern, percent, short, wrap};
use crate::app::parts::figure::FigureView;
use crate::app::parts::here::Here;
use crate::app::parts::{say, titles};
use crate::app::route::Page;
use crate::figures::layout::{CoverBar, cover};
use crate::figures::{Coverage, Covered, Figure, Need, coverage};
use crate::register::{Collection, Currency, Measure, Purchase, RecordKey};
use crate::said;
use crate::words::labels;
use crate::words::text::Text;
use crate::words::text::areas::{charts as text, needs, parts};

/// Where the bars begin and how long the longest may be, in thousandths of a percent of the width.
const LEFT: u32 = 34_000;
const LENGTH: u32 = 62_000;
/// How many lines a name has.
const LINES: usize = 3;

/// A need with its name and where it leads.
struct Shown {
    need: Need,
    name: String,
    href: String,
}

/// The chart of needs, with its table.
pub fn chart(here: &Here) -> Chart {
    let counted = here.counted();
    let allocated = Arc::new(counted.figure(Measure::Allocated));
    let title = needs::BY_PRIORITY.said().to_owned();
    here.desk.read_in(&[Collection::Purchases], |register| {
        let found = coverage(register, &counted.count());
        let rows: Vec<_> = found
            .needs
            .iter()
            .map(|need| {
                let key = RecordKey::of::<Purchase>(&need.purchase);
                let name = titles::title(register, &key, &*locale());
                Shown { need: need.clone(), name, href: here.href(Page::of(&key)) }
            })
            .collect();
        Chart {
            sentence: sentence(&found),
            unit: said!(text::NEEDS_UNIT, currency = found.currency.code(), day = say::day(found.date)),
            drawing: (!rows.is_empty()).then(|| drawing(&title, found.currency, &rows)),
            table: table(&title, &found, &rows, &allocated),
            title,
        }
    })
}

fn sentence(found: &Coverage) -> String {
    let money = |value: Decimal| say::money(value, found.currency);
    let total = &found.total;
    if found.needs.is_empty() {
        return said!(needs::NO_NEED, day = say::day(found.date));
    }
    let left = if total.without_sum > 0 {
        said!(text::IS_LEFT_OR_LESS, sum = money(total.to_fund))
    } else {
        said!(text::IS_LEFT, sum = money(total.to_fund))
    };
    let parts = [
        Some(said!(text::IS_FUNDED, sum = money(total.funded))),
        (!total.proposed.is_zero()).then(|| said!(text::IS_PROPOSED, sum = money(total.proposed))),
        Some(left),
        Some(said!(text::WAS_DELIVERED, sum = money(total.delivered))),
        (total.without_value > 0).then(|| said!(text::WITHOUT_VALUE, n = total.without_value)),
        (total.unconverted > 0).then(|| said!(text::WITHOUT_RATE, n = total.unconverted)),
    ];
    said!(
        text::NEEDS_WORTH,
        n = found.needs.len(),
        day = say::day(found.date),
        worth = money(total.value),
        parts = parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
    )
}

fn priority(need: &Need) -> String {
    need.priority.map_or_else(
        || text::NO_PRIORITY.said().to_owned(),
        |priority| said!(text::PRIORITY, priority = priority.to_string()),
    )
}

/// All that is said of a need.
fn words(shown: &Shown, currency: Currency) -> String {
    let covered = &shown.need.covered;
    let value = if covered.without_value > 0 {
        text::VALUE_NOT_KNOWN.said().to_owned()
    } else {
        say::money(covered.value, currency)
    };
    let mut said = vec![format!("{}, {}: {value}", shown.name, priority(&shown.need))];
    let sum = |value: Decimal| say::money(value, currency);
    let sums = [
        (covered.funded, said!(text::FUNDED_SUM, sum = sum(covered.funded))),
        (covered.proposed, said!(text::PROPOSED_SUM, sum = sum(covered.proposed))),
        (covered.to_fund, said!(text::LEFT_SUM, sum = sum(covered.to_fund))),
        (covered.beyond, said!(text::BEYOND_SUM, sum = sum(covered.beyond))),
        (covered.delivered, said!(text::DELIVERED_SUM, sum = sum(covered.delivered))),
    ];
    said.extend(sums.into_iter().filter(|(sum, _)| !sum.is_zero()).map(|(_, words)| words));
    if covered.without_sum > 0 {
        said.push(text::SHARE_WITHOUT_SUM.said().to_owned());
    }
    said.join("; ")
}

fn drawing(title: &str, currency: Currency, rows: &[Shown]) -> Drawing {
    let sums: Vec<Covered> = rows.iter().map(|shown| shown.need.covered).collect();
    let laid = cover(&sums, LENGTH);
    let mut height = 8;
    let mut names = Vec::new();
    let mut marks = Vec::new();
    for (shown, bar) in rows.iter().zip(&laid.bars) {
        let mut lines = wrap(&shown.name);
        if lines.len() > LINES {
            lines.truncate(LINES);
            if let Some(last) = lines.last_mut() {
                last.push('…');
            }
        }
        let (top, tall) = (height, (lines.len() * 15 + 14).max(40));
        height += tall;
        let middle = top + tall / 2;
        for (n, line) in lines.iter().enumerate() {
            let y = (middle + 12 + 15 * n).saturating_sub(lines.len() * 15 / 2).to_string();
            names.push(
                view! { <text x=percent(LEFT) dx="-10" y=y text-anchor="end">{line.clone()}</text> }
                    .into_any(),
            );
        }
        let none = shown.need.covered.without_value > 0 && bar.whole == 0;
        let shape = view! {
            <rect class="hit" x="0" y=top.to_string() width="100%" height=tall.to_string() />
            {stretches(bar, middle)}
            {none.then(|| view! { <text class="t" x=percent(LEFT) dx="8" y=middle.to_string()>{parts::NO_FIGURE.said()}</text> })}
        };
        marks.push(Mark {
            text: words(shown, currency),
            href: Some(shown.href.clone()),
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
    let back = view! {
        <defs>
            {pattern("cover-funded".to_owned(), "allocated")}
            {pattern("cover-proposed".to_owned(), "pledged")}
            {pattern("cover-delivered".to_owned(), "delivered")}
        </defs>
        {grid.collect_view()}
        {names}
    };
    Drawing {
        label: title.to_owned(),
        height: height + 24,
        least: 0,
        across: 1,
        marks,
        back: back.into_any(),
        key: vec![
            (sign("allocated", "url(#cover-funded)"), labels::inside(needs::FUNDED.said())),
            (sign("pledged", "url(#cover-proposed)"), labels::inside(needs::PROPOSED.said())),
            (sign("to-be-allocated", "none"), labels::inside(text::LEFT_TO_FUND.said())),
            (sign("delivered", "url(#cover-delivered)"), text::DELIVERED_BENEATH.said().to_owned()),
        ],
    }
}

/// A sign of the key.
fn sign(measure: &'static str, fill: &'static str) -> AnyView {
    view! { <rect class="whole" data-measure=measure x="2" y="3" width="14" height="12" fill=fill /> }
        .into_any()
}

/// What is funded, proposed and left, one after the other, and what was delivered beneath.
fn stretches(bar: &CoverBar, middle: usize) -> AnyView {
    let stretch =
        |measure: &'static str, fill: &'static str, from: u32, to: u32| {
            (from < to).then(|| view! {
            <rect class="whole" data-measure=measure x=percent(LEFT + from) y=(middle - 11).to_string()
                width=percent(to - from) height="15" fill=fill />
        })
        };
    let delivered = (bar.delivered > 0).then(|| {
        view! {
            <rect class="whole" data-measure="delivered" x=percent(LEFT) y=(middle + 7).to_string()
                width=percent(bar.delivered) height="5" fill="url(#cover-delivered)" />
        }
    });
    view! {
        {stretch("allocated", "url(#cover-funded)", 0, bar.funded)}
        {stretch("pledged", "url(#cover-proposed)", bar.funded, bar.proposed)}
        {stretch("to-be-allocated", "none", bar.proposed, bar.whole)}
        {delivered}
    }
    .into_any()
}

fn table(title: &str, found: &Coverage, rows: &[Shown], allocated: &Arc<Figure>) -> AnyView {
    let currency = found.currency;
    let cell = |value: Decimal| amount(value, currency, say::number(value, currency));
    let cells = |covered: &Covered| {
        [covered.funded, covered.proposed, covered.to_fund, covered.delivered].map(cell).collect_view()
    };
    let body = rows.iter().map(|shown| {
        let covered = &shown.need.covered;
        let value = match covered.without_value {
            0 => cell(covered.value),
            _ => view! { <td class="n q">{parts::NO_FIGURE.said()}</td> }.into_any(),
        };
        view! {
            <tr>
                <th scope="row">{key_of(Some(shown.href.clone()), shown.name.clone())}<small>{priority(&shown.need)}</small></th>
                {value}{cells(covered)}
            </tr>
        }
    });
    let total = &found.total;
    // Where it is the same, the sum of what is funded is the figure itself.
    let funded = match total.funded == allocated.amount {
        true => {
            let figure = Signal::stored(Arc::clone(allocated));
            view! { <td class="n"><FigureView figure=figure plain=true /></td> }.into_any()
        }
        false => cell(total.funded),
    };
    let head = |name: Text| view! { <th scope="col" class="n">{name.said()}</th> };
    view! {
        <div class="plot" role="region" aria-label=text::TABLE_OF_NEEDS.said() tabindex="0">
            <table aria-label=title.to_owned()>
                <thead><tr>
                    <th scope="col">{needs::NEED.said()}</th>
                    <th scope="col" class="n">{said!(text::WORTH_IN, currency = currency.code())}</th>
                    {[needs::FUNDED, needs::PROPOSED, text::LEFT_TO_FUND].map(head).collect_view()}
                    <th scope="col" class="n">{say::measure(Measure::Delivered)}</th>
                </tr></thead>
                <tbody>{body.collect_view()}</tbody>
                <tfoot><tr>
                    <th scope="row">{parts::TOGETHER.said()}</th>{cell(total.value)}{funded}{cell(total.proposed)}
                    {cell(total.to_fund)}{cell(total.delivered)}
                </tr></tfoot>
            </table>
        </div>
    }
    .into_any()
}
