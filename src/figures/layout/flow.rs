//! Flows from column to column: boxes and the ribbons between them.

use rust_decimal::Decimal;

use super::super::money::add;
use super::super::{FlowNode, Flows};
use super::{Frame, thousandths};

/// A box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeBox {
    /// What it is.
    pub node: FlowNode,
    /// How much goes through it.
    pub amount: Decimal,
    /// From the left.
    pub x: u32,
    /// From the top.
    pub y: u32,
    /// How high it is.
    pub height: u32,
}

/// What goes from one box to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ribbon {
    /// The place of the box that it leaves.
    pub from: usize,
    /// The place of the box that it reaches.
    pub to: usize,
    /// How much.
    pub amount: Decimal,
    /// Where it leaves: from the top, and how wide.
    pub leaves: (u32, u32),
    /// Where it arrives: from the top, and how wide.
    pub arrives: (u32, u32),
}

/// All boxes, column by column and each from the top, and all ribbons, by the box that they leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowLayout {
    /// The boxes.
    pub boxes: Vec<NodeBox>,
    /// The ribbons.
    pub ribbons: Vec<Ribbon>,
}

/// How many columns there are.
const COLUMNS: u32 = 4;

/// Boxes at a distance from each other, as far as there is room, and ribbons between them; heights and widths are in
/// proportion to the amounts.
pub fn flow(flows: &Flows, frame: Frame, gap: u32) -> FlowLayout {
    let column = |n: u32| flows.nodes.iter().filter(move |node| node.node.column() == n);
    let most = (0..COLUMNS).map(|n| column(n).count()).max().unwrap_or_default();
    let gaps = u32::try_from(most).unwrap_or(u32::MAX).saturating_sub(1);
    // At most half of the height stays empty.
    let room = frame.height.checked_div(2).and_then(|half| half.checked_div(gaps.max(1)));
    let gap = gap.min(room.unwrap_or_default());
    let height = frame.height.saturating_sub(gap.saturating_mul(gaps));
    let total = flows.total;
    let at = |sum: Decimal| thousandths(sum, total, height);
    let mut boxes = Vec::new();
    // Where each box begins in the sum of its column: ribbons are rounded by the same sums, so that they fill it.
    let mut begins = Vec::new();
    for n in 0..COLUMNS {
        let (mut sum, mut above) = (Decimal::ZERO, 0_u32);
        let x = thousandths(n.into(), COLUMNS.saturating_sub(1).into(), frame.width);
        for node in column(n) {
            let after = add(sum, node.amount).unwrap_or(sum);
            let (y, end) = (at(sum).saturating_add(above), at(after));
            let height = end.saturating_sub(at(sum));
            boxes.push(NodeBox { node: node.node.clone(), amount: node.amount, x, y, height });
            begins.push((sum, Decimal::ZERO, Decimal::ZERO));
            sum = after;
            above = above.saturating_add(gap);
        }
    }
    let place = |node: &FlowNode| boxes.iter().position(|other| other.node == *node);
    let mut ribbons = Vec::new();
    for link in &flows.links {
        let (Some(from), Some(to)) = (place(&link.from), place(&link.to)) else { continue };
        let mut end = |n: usize, leaves: bool| {
            let (begin, out, into) = begins.get_mut(n)?;
            let used = if leaves { out } else { into };
            let first = add(*begin, *used)?;
            *used = add(*used, link.amount)?;
            let (first, last) = (at(first), at(add(*begin, *used)?));
            let y = boxes.get(n)?.y.saturating_add(first.saturating_sub(at(*begin)));
            Some((y, last.saturating_sub(first)))
        };
        let (Some(leaves), Some(arrives)) = (end(from, true), end(to, false)) else { continue };
        ribbons.push(Ribbon { from, to, amount: link.amount, leaves, arrives });
    }
    FlowLayout { boxes, ribbons }
}
