//! From members through areas to purchases and deliveries: boxes and the ribbons between them.

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::Decimal;

use super::plot::{Drawing, Mark};
use super::{Chart, Total, amount};
use crate::app::locale;
use crate::app::pages::contributions::area_name;
use crate::app::parts::bars::{pattern, percent};
use crate::app::parts::here::Here;
use crate::app::parts::{say, titles};
use crate::figures::layout::{FlowLayout, Frame, NodeBox, Ribbon, flow};
use crate::figures::{Figure, FlowLink, FlowNode, Flows, Open, flows};
use crate::register::{Collection, Currency, Measure, Purchase, RecordKey, Register};
use crate::said;
use crate::words::text::Text;
use crate::words::text::areas::charts as text;

/// How many givers, and purchases, have a name of their own.
const MOST: usize = 8;
/// How wide all columns are, in thousandths of a percent: the names of the last stand to the right of it.
const WIDTH: u32 = 76_000;
/// The height, and the distance of boxes, in pixels.
const HEIGHT: u32 = 340;
const GAP: u32 = 22;
/// The letters of a name that fit between two columns.
const LETTERS: usize = 24;

/// The heads of the table's parts.
const HEADS: [Text; 3] = [text::MEMBERS_TO_AREAS, text::AREAS_TO_PURCHASES, text::BECAME_OF_IT];

/// The chart of flows, with its table.
pub fn chart(here: &Here) -> Chart {
    let counted = here.counted();
    let committed = Arc::new(counted.figure(Measure::Committed));
    let all = flows(&counted.count(), MOST);
    let title = text::FLOW.said().to_owned();
    here.desk.read_in(&[Collection::Register, Collection::Parties, Collection::Purchases], |register| {
        let currency = committed.currency;
        let name = |node: &FlowNode| name(register, node);
        Chart {
            sentence: sentence(&all, &committed, currency),
            unit: said!(text::FLOW_UNIT, currency = currency.code(), day = say::day(committed.date)),
            drawing: (!all.nodes.is_empty()).then(|| drawing(&title, &all, currency, &name)),
            table: table(&title, &all, &committed, &name),
            title,
        }
    })
}

fn name(register: &Register, node: &FlowNode) -> String {
    match node {
        FlowNode::Giver(who) => say::who(register, who),
        FlowNode::OtherGivers => text::OTHER_GIVERS.said().to_owned(),
        FlowNode::Area(Some(area)) => area_name(register, area),
        FlowNode::Area(None) => text::NO_SINGLE_AREA.said().to_owned(),
        FlowNode::Purchase(id) => titles::title(register, &RecordKey::of::<Purchase>(id), &*locale()),
        FlowNode::OtherPurchases => text::OTHER_PURCHASES.said().to_owned(),
        FlowNode::ToBeAllocated => say::measure(Measure::ToBeAllocated).to_owned(),
        FlowNode::Delivered => say::measure(Measure::Delivered).to_owned(),
        FlowNode::NotDelivered => text::NOT_DELIVERED.said().to_owned(),
    }
}

/// How much goes through a node.
fn through(all: &Flows, node: &FlowNode) -> Decimal {
    all.nodes.iter().find(|sum| sum.node == *node).map(|sum| sum.amount).unwrap_or_default()
}

fn sentence(all: &Flows, committed: &Figure, currency: Currency) -> String {
    let day = say::day(committed.date);
    if all.nodes.is_empty() {
        return said!(text::NOTHING_COMMITTED, day);
    }
    let money = |value: Decimal| say::money(value, currency);
    let taken =
        all.nodes.iter().any(|sum| matches!(sum.node, FlowNode::Purchase(_) | FlowNode::OtherPurchases));
    let waits = money(through(all, &FlowNode::ToBeAllocated));
    let delivered = money(through(all, &FlowNode::Delivered));
    let mut said = vec![match taken {
        true => said!(text::WAITS, committed = say::figure(committed), day, waits, delivered),
        false => said!(text::WAITS_UNTAKEN, committed = say::figure(committed), day, waits),
    }];
    if !all.beyond.is_zero() {
        said.push(said!(text::ALLOCATED_BEYOND, sum = money(all.beyond)));
    }
    if !all.not_drawn.is_zero() {
        said.push(said!(text::TAKEN_BACK, sum = money(all.not_drawn)));
    }
    let beside = say::beside(committed);
    if !beside.is_empty() {
        said.push(format!("{}.", say::capital(&beside.join("; "))));
    }
    said.join(" ")
}

/// The measure that gives a node its colour and pattern.
fn measure_of(node: &FlowNode) -> &'static str {
    match node {
        FlowNode::Giver(_) | FlowNode::OtherGivers => "committed",
        FlowNode::Area(_) => "raised",
        FlowNode::Purchase(_) | FlowNode::OtherPurchases => "allocated",
        FlowNode::ToBeAllocated => "to-be-allocated",
        FlowNode::Delivered => "delivered",
        FlowNode::NotDelivered => "undelivered",
    }
}

/// In thousandths of the frame's width to thousandths of a percent of the drawing's.
fn across(x: u32) -> u32 {
    u32::try_from(u64::from(x) * u64::from(WIDTH) / 100_000).unwrap_or(WIDTH)
}

fn drawing(title: &str, all: &Flows, currency: Currency, name: &dyn Fn(&FlowNode) -> String) -> Drawing {
    let frame = Frame { width: 100_000, height: HEIGHT * 1000 };
    let laid = flow(all, frame, GAP * 1000);
    let mut marks = Vec::new();
    for (n, one) in laid.boxes.iter().enumerate() {
        marks.push(Mark {
            text: format!("{}: {}", name(&one.node), say::money(one.amount, currency)),
            href: None,
            shape: node(one, &name(&one.node), currency),
        });
        for ribbon in laid.ribbons.iter().filter(|ribbon| ribbon.from == n) {
            let Some(to) = laid.boxes.get(ribbon.to) else { continue };
            let (from, to) = (name(&one.node), name(&to.node));
            let text = said!(text::FLOWS, from, to, sum = say::money(ribbon.amount, currency));
            marks.push(Mark { text, href: None, shape: band(&laid, ribbon, measure_of(&one.node)) });
        }
    }
    let measures = ["committed", "raised", "allocated", "to-be-allocated", "delivered", "undelivered"];
    let patterns = measures.map(|measure| pattern(format!("flow-{measure}"), measure));
    Drawing {
        label: title.to_owned(),
        height: usize::try_from(HEIGHT + 16).unwrap_or_default(),
        least: 720,
        across: 1,
        back: view! { <defs>{patterns.into_iter().collect_view()}</defs> }.into_any(),
        marks,
        key: Vec::new(),
    }
}

fn node(one: &NodeBox, name: &str, currency: Currency) -> AnyView {
    let measure = measure_of(&one.node);
    let (x, y) = (percent(across(one.x)), one.y / 1000 + 8);
    let height = (one.height / 1000).max(1);
    let sum = say::short_money(one.amount, currency, Open::No);
    view! {
        <rect class="whole" data-measure=measure x=x.clone() y=y.to_string() width="12" height=height.to_string()
            fill=format!("url(#flow-{measure})") />
        <text class="over" x=x dx="18" y=(y + height / 2 + 4).to_string()>{cut(name)}" "{sum}</text>
    }
    .into_any()
}

fn band(laid: &FlowLayout, ribbon: &Ribbon, measure: &'static str) -> AnyView {
    let at = |n: usize| laid.boxes.get(n).map(|one| one.x).unwrap_or_default();
    view! {
        <svg x="0" y="8" width=percent(WIDTH) height=HEIGHT.to_string()
            viewBox=format!("0 0 100000 {}", HEIGHT * 1000) preserveAspectRatio="none">
            <path class="band" data-measure=measure d=outline((at(ribbon.from), at(ribbon.to)), ribbon.leaves, ribbon.arrives) />
        </svg>
    }
    .into_any()
}

/// The outline of a ribbon: level where it leaves and where it arrives, and as wide as what it carries.
fn outline((from, to): (u32, u32), leaves: (u32, u32), arrives: (u32, u32)) -> String {
    let middle = from.midpoint(to);
    let (top, bottom) = (leaves.0, leaves.0 + leaves.1);
    let (up, down) = (arrives.0, arrives.0 + arrives.1);
    format!(
        "M{from} {top}C{middle} {top} {middle} {up} {to} {up}V{down}C{middle} {down} {middle} {bottom} {from} {bottom}Z"
    )
}

/// A name as long as there is room for.
fn cut(name: &str) -> String {
    if name.chars().count() <= LETTERS {
        return name.to_owned();
    }
    let begin: String = name.chars().take(LETTERS).collect();
    let begin = begin.rsplit_once(' ').map_or(begin.as_str(), |(begin, _)| begin);
    format!("{begin}…")
}

fn table(title: &str, all: &Flows, committed: &Arc<Figure>, name: &dyn Fn(&FlowNode) -> String) -> AnyView {
    let currency = committed.currency;
    let cell = |value: Decimal| amount(value, currency, say::number(value, currency));
    let of = |column: u32| all.links.iter().filter(move |link| link.from.column() == column);
    let row = |link: &FlowLink| {
        view! { <tr><th scope="row">{name(&link.from)}</th><td>{name(&link.to)}</td>{cell(link.amount)}</tr> }
    };
    let groups = HEADS.into_iter().zip(0..).filter(|(_, column)| of(*column).next().is_some()).map(|(head, column)| {
        let rows = of(column).map(row).collect_view();
        view! { <tbody class="group" data-column=column.to_string()><tr><th colspan="3" scope="rowgroup">{head.said()}</th></tr>{rows}</tbody> }
    });
    let taken = [(text::BEYOND_COMMITTED, all.beyond), (text::BACK_AND_NOT_DRAWN, all.not_drawn)];
    let taken = taken.into_iter().filter(|(_, sum)| !sum.is_zero()).map(|(words, sum)| {
        view! { <tr data-less="true"><th scope="row" colspan="2">{words.said()}</th>{cell(-sum)}</tr> }
    });
    view! {
        <table class="of" aria-label=title.to_owned()>
            <thead><tr>
                <th scope="col">{text::FROM.said()}</th><th scope="col">{text::TO.said()}</th>
                <th scope="col" class="n">{currency.code()}</th>
            </tr></thead>
            {groups.collect_view()}
            <tfoot>
                <tr><th scope="row" colspan="2">{text::FROM_ALL.said()}</th>{cell(all.total)}</tr>
                {taken.collect_view()}
                <Total figure=Arc::clone(committed) before=1 />
            </tfoot>
        </table>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ribbons_are_level_at_both_ends() {
        assert_eq!(outline((0, 100), (10, 5), (40, 5)), "M0 10C50 10 50 40 100 40V45C50 45 50 15 0 15Z");
    }

    #[test]
    fn long_names_end_at_a_word() {
        let check = |name: &str, expected: &str| assert_eq!(cut(name), expected);
        check("Denmark", "Denmark");
        check("Satellite terminals for the armed forces", "Satellite terminals for…");
        check("Ōōōōōōōōōōōōōōōōōōōōōōōōōōōō", "Ōōōōōōōōōōōōōōōōōōōōōōōō…");
    }
}
