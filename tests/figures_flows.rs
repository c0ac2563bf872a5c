//! From givers through areas to purchases and deliveries.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

#[path = "figures/any.rs"]
mod any;
#[path = "figures/dsl.rs"]
mod dsl;

use any::{cases, gifts, make, purchases};
use dsl::{Maker, currency, day, figure_of, register};
use muster::figures::layout::{Frame, flow};
use muster::figures::{Count, FlowNode, Flows, Ledger, Query, TypedRates, Who, flows};
use muster::register::{Id, Measure, Register};
use proptest::prelude::*;
use rust_decimal::Decimal;

const FRAME: Frame = Frame { width: 100_000, height: 60_000 };

fn drawn(register: &Register, most: usize) -> Flows {
    let query = Query { on: day("2024-12-31"), published: None, currency: currency("EUR") };
    flows(&Count::new(&Ledger::of(register), &TypedRates::of(register), query), most)
}

fn name(node: &FlowNode) -> String {
    match node {
        FlowNode::Giver(Who::Party(id)) | FlowNode::Purchase(id) => id.to_string(),
        FlowNode::Giver(Who::Together(ids)) => ids.iter().map(Id::as_str).collect::<Vec<_>>().join("+"),
        FlowNode::Giver(Who::NotStated) => "?".to_owned(),
        FlowNode::Area(area) => area.clone().unwrap_or("-".to_owned()),
        other => format!("{other:?}"),
    }
}

fn check(maker: Maker, most: usize, expected: &[&str]) {
    let all = drawn(&maker.done(), most);
    let links = all
        .links
        .iter()
        .map(|link| format!("{} > {} {}", name(&link.from), name(&link.to), link.amount.normalize()));
    assert_eq!(links.collect::<Vec<_>>(), expected);
}

fn example() -> Maker {
    register()
        .contribution("a", &["EE"])
        .commitment("2024-01-01", "100 EUR")
        .field("area", "it".into())
        .contribution("b", &["LU", "NL"])
        .commitment("2024-01-01", "50 EUR")
        .field("area", "cyber".into())
        .purchase("p")
        .step("approved", "2024-02-01", "90 EUR")
        .funded(&["a"], "60 EUR")
        .funded(&["b"], "30 EUR")
        .delivered("2024-06-01", "40 EUR")
        .purchase("q")
        .step("need", "2024-02-01", "90 EUR")
        .funded(&["a"], "7 EUR")
}

#[test]
fn money_goes_from_givers_to_what_it_became() {
    let expected = [
        "EE > it 100",
        "LU+NL > cyber 50",
        "it > p 60",
        "it > ToBeAllocated 40",
        "cyber > p 30",
        "cyber > ToBeAllocated 20",
        "p > Delivered 40",
        "p > NotDelivered 50",
    ];
    check(example(), 9, &expected);
}

#[test]
fn what_is_small_is_put_together() {
    let maker = example()
        .contribution("c", &["DK"])
        .commitment("2024-01-01", "1 EUR")
        .contribution("d", &["SE"])
        .commitment("2024-01-01", "2 EUR");
    let all = drawn(&maker.done(), 2);
    let first: Vec<_> =
        all.nodes.iter().map(|sum| format!("{} {}", name(&sum.node), sum.amount)).take(3).collect();
    assert_eq!(first, ["EE 100", "LU+NL 50", "OtherGivers 3"]);
    assert_eq!(all.total, Decimal::from(153));
}

#[test]
fn behind_one_share_there_is_one_rest() {
    let maker = register()
        .contribution("a", &["EE"])
        .commitment("2024-01-01", "10 EUR")
        .contribution("b", &["LU"])
        .commitment("2024-01-01", "10 EUR")
        .purchase("p")
        .step("approved", "2024-02-01", "15 EUR")
        .funded(&["a", "b"], "15 EUR");
    check(maker, 9, &["EE+LU > - 20", "- > p 15", "- > ToBeAllocated 5", "p > NotDelivered 15"]);
}

#[test]
fn what_is_allocated_against_pledges_is_drawn_and_told() {
    let maker = register()
        .contribution("a", &["EE"])
        .pledge("2024-01-01", "10 EUR")
        .purchase("p")
        .step("approved", "2024-02-01", "15 EUR")
        .funded(&["a"], "10 EUR")
        .funded(&[], "5 EUR")
        .delivered("2024-03-01", "99 EUR");
    let all = drawn(&maker.clone().done(), 9);
    assert_eq!(all.beyond, all.total);
    assert!(
        all.links.iter().all(|link| link.to != FlowNode::ToBeAllocated && link.to != FlowNode::NotDelivered)
    );
}

#[test]
fn boxes_and_ribbons() {
    let laid = flow(&drawn(&example().done(), 9), FRAME, 2_000);
    let boxes: Vec<_> = laid.boxes.iter().map(|one| (name(&one.node), one.x, one.y, one.height)).collect();
    let expected = [("EE", 0, 0, 38_667), ("LU+NL", 0, 40_667, 19_333), ("it", 33_333, 0, 38_667)];
    assert_eq!(boxes[..3], expected.map(|(name, x, y, height)| (name.to_owned(), x, y, height)));
    let first = &laid.ribbons[0];
    assert_eq!((first.leaves, first.arrives), ((0, 38_667), (0, 38_667)));
    assert_eq!(flow(&drawn(&register().done(), 9), FRAME, 2_000).boxes, []);
}

fn sum(flows: &Flows, fits: impl Fn(&FlowNode, &FlowNode) -> bool) -> Decimal {
    flows.links.iter().filter(|link| fits(&link.from, &link.to)).map(|link| link.amount).sum()
}

proptest! {
    #![proptest_config(cases(192))]

    /// What goes in comes out, whatever is put together, and the sums are those of the figures.
    #[test]
    fn flows_conserve(gifts in gifts(), purchases in purchases(), most in 0..4_usize) {
        let register = make(&gifts, &purchases).done();
        let all = drawn(&register, most);
        for one in &all.nodes {
            let (into, out) = (sum(&all, |_, to| *to == one.node), sum(&all, |from, _| *from == one.node));
            let column = one.node.column();
            prop_assert!(column == 0 || into == one.amount, "{:?}", one);
            prop_assert!(column == 3 || one.node == FlowNode::ToBeAllocated || out == one.amount, "{:?}", one);
        }
        prop_assert_eq!(sum(&all, |from, _| from.column() == 0), all.total);
        let rest = sum(&all, |_, to| *to == FlowNode::ToBeAllocated);
        let allocated = sum(&all, |_, to| to.column() == 2) - rest - all.not_drawn;
        prop_assert_eq!(allocated, figure_of(&register, Measure::Allocated, "2024-12-31").amount);
        let figure = figure_of(&register, Measure::ToBeAllocated, "2024-12-31");
        prop_assert_eq!(rest - all.beyond, figure.amount - figure.excess);
        prop_assert_eq!(&drawn(&register, most), &all);
    }

    /// Nothing stands on another or outside the frame, and ribbons fill their boxes.
    #[test]
    fn nothing_overlaps(gifts in gifts(), purchases in purchases(), gap in 0..9_000_u32) {
        let laid = flow(&drawn(&make(&gifts, &purchases).done(), 3), FRAME, gap);
        for (n, one) in laid.boxes.iter().enumerate() {
            prop_assert!(one.y + one.height <= FRAME.height && one.x <= FRAME.width);
            let below = laid.boxes[..n].iter().filter(|other| other.x == one.x);
            prop_assert!(below.map(|other| other.y + other.height).all(|end| end <= one.y));
            let ends = |leaves: bool| -> Vec<(u32, u32)> {
                let own = laid.ribbons.iter().filter(|ribbon| if leaves { ribbon.from == n } else { ribbon.to == n });
                own.map(|ribbon| if leaves { ribbon.leaves } else { ribbon.arrives }).collect()
            };
            for side in [ends(true), ends(false)] {
                let wide: u32 = side.iter().map(|(_, wide)| wide).sum();
                prop_assert!(side.is_empty() || wide == one.height, "{:?} {:?}", one, side);
                prop_assert!(side.windows(2).all(|pair| pair[0].0 + pair[0].1 <= pair[1].0));
                prop_assert!(side.iter().all(|(y, wide)| one.y <= *y && y + wide <= one.y + one.height));
            }
        }
    }
}
