//! From whom money comes, for what it is meant, and what became of it: commitments from givers through areas to
//! purchases and deliveries.

use rust_decimal::Decimal;

use crate::register::{Arrange, Each, Few, Id, Measure};

use super::ledger::Account;
use super::money::{add, negative, sub};
use super::pieces::{join, runs};
use super::purchases::Bought;
use super::{Count, Of, Who};

/// Where money comes from, goes through or ends.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FlowNode {
    /// Who gives it; several together are one.
    Giver(Who),
    /// The smaller givers, in one.
    OtherGivers,
    /// The area that it is meant for; nothing where none, or more than one, is on record.
    Area(Option<String>),
    /// The purchase that takes it.
    Purchase(Id),
    /// The smaller purchases, in one.
    OtherPurchases,
    /// No purchase has taken it yet.
    ToBeAllocated,
    /// What was delivered.
    Delivered,
    /// What was not delivered yet.
    NotDelivered,
}

impl FlowNode {
    /// In which column it stands, from 0 to 3.
    pub fn column(&self) -> u32 {
        match self {
            FlowNode::Giver(_) | FlowNode::OtherGivers => 0,
            FlowNode::Area(_) => 1,
            FlowNode::Purchase(_) | FlowNode::OtherPurchases | FlowNode::ToBeAllocated => 2,
            FlowNode::Delivered | FlowNode::NotDelivered => 3,
        }
    }

    /// What is a rest, or unknown, stands last in its column.
    fn is_last(&self) -> u32 {
        match self {
            FlowNode::Giver(Who::NotStated) | FlowNode::Area(None) | FlowNode::OtherPurchases => 1,
            FlowNode::OtherGivers | FlowNode::ToBeAllocated | FlowNode::NotDelivered => 2,
            _ => 0,
        }
    }
}

/// A node and how much goes through it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowSum {
    /// Which.
    pub node: FlowNode,
    /// How much.
    pub amount: Decimal,
}

/// What goes from one node to another, always above zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowLink {
    /// From where.
    pub from: FlowNode,
    /// To where.
    pub to: FlowNode,
    /// How much.
    pub amount: Decimal,
}

/// Flows. What goes into an area or a purchase goes out of it, to the cent. The total is "allocated" and what is to be
/// allocated contribution by contribution; the figure "to be allocated" is the latter less `beyond`, not below zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flows {
    /// All that comes from givers.
    pub total: Decimal,
    /// Column by column, the largest first, rests last.
    pub nodes: Vec<FlowSum>,
    /// In the order of the nodes.
    pub links: Vec<FlowLink>,
    /// What is allocated of contributions beyond what is committed of them.
    pub beyond: Decimal,
    /// Sums below zero, which no flow can show: taken back, and not drawn.
    pub not_drawn: Decimal,
}

/// Sums by link.
type Sums = Few<(FlowNode, FlowNode), Decimal>;

/// The flows on the day of a count, with at most so many givers, and so many purchases, by name.
pub fn flows(count: &Count, most: usize) -> Flows {
    let mut drawn: Few<(Who, Option<String>, FlowNode), Decimal> = Few::new();
    let mut put = |who: Who, area: Option<String>, to: FlowNode, value: Decimal| {
        let sum = drawn.or_default((who, area, to));
        *sum = add(*sum, value).unwrap_or(*sum);
    };
    let allocated = count.figure(Measure::Allocated);
    let mut taken: Vec<Decimal> = vec![Decimal::ZERO; count.ledger.accounts.len()];
    let mut beyond = Decimal::ZERO;
    for part in &allocated.parts {
        let Some(Of::Purchase(id)) = &part.of else { continue };
        let Some(purchase) = count.ledger.bought(id) else { continue };
        let of = of_share(purchase, part.lines.first());
        let area = match of {
            [] => purchase.area.as_ref().map(|area| area.to_string()),
            of => count.area(of),
        };
        put(part.who.clone(), area, FlowNode::Purchase(id.clone()), part.converted);
        match of.first().and_then(|place| taken.get_mut(*place)) {
            Some(taken) => *taken = add(*taken, part.converted).unwrap_or(*taken),
            // Of no contribution is anything committed.
            None => beyond = add(beyond, part.converted).unwrap_or(beyond),
        }
    }
    for (who, area, rest) in count.rests(&taken) {
        if rest > Decimal::ZERO {
            put(who, area, FlowNode::ToBeAllocated, rest);
        } else {
            beyond = sub(beyond, rest).unwrap_or(beyond);
        }
    }
    let mut not_drawn = Decimal::ZERO;
    drawn.retain(|_, sum| {
        if *sum < Decimal::ZERO {
            not_drawn = sub(not_drawn, *sum).unwrap_or(not_drawn);
        }
        *sum > Decimal::ZERO
    });
    let mut links = Sums::new();
    let mut link = |from: FlowNode, to: FlowNode, value: Decimal| {
        let sum = links.or_default((from, to));
        *sum = add(*sum, value).unwrap_or(*sum);
    };
    let mut purchases: Few<Id, Decimal> = Few::new();
    for ((who, area, to), value) in &drawn {
        link(FlowNode::Giver(who.clone()), FlowNode::Area(area.clone()), *value);
        link(FlowNode::Area(area.clone()), to.clone(), *value);
        if let FlowNode::Purchase(id) = to {
            let sum = purchases.or_default(id.clone());
            *sum = add(*sum, *value).unwrap_or(*sum);
        }
    }
    let delivered = count.delivered_by_purchase();
    for (id, sum) in purchases {
        let came = delivered.get(&id).copied().unwrap_or_default().clamp(Decimal::ZERO, sum);
        for (to, value) in
            [(FlowNode::Delivered, came), (FlowNode::NotDelivered, sub(sum, came).unwrap_or_default())]
        {
            if value > Decimal::ZERO {
                link(FlowNode::Purchase(id.clone()), to, value);
            }
        }
    }
    order(links, most, beyond, not_drawn)
}

/// The contributions of a share.
fn of_share<'a>(purchase: &'a Bought, line: Option<&Id>) -> &'a [usize] {
    let share = purchase.shares.iter().find(|share| Some(&share.dated.id) == line);
    share.map_or(&[], |share| &share.of)
}

impl Count<'_> {
    /// The area of some contributions, where all have the same.
    fn area(&self, places: &[usize]) -> Option<String> {
        let mut accounts = places.iter().filter_map(|place| self.ledger.accounts.get(*place));
        let area = accounts.next()?.area.as_ref()?;
        accounts.all(|account: &Account| account.area.as_ref() == Some(area)).then(|| area.to_string())
    }

    /// What is committed and not taken. Contributions that are the same money, or behind one share, have one rest
    /// together: nobody knows whose of it was taken.
    fn rests(&self, taken: &[Decimal]) -> Vec<(Who, Option<String>, Decimal)> {
        let ledger = self.ledger;
        let mut joined: Vec<usize> = (0..ledger.accounts.len()).collect();
        let approved = |purchase: &&Bought| {
            let approval = purchase.approval(self.query.published);
            let holds = approval.is_some_and(|approval| self.not_yet(approval).is_none());
            holds && !purchase.cancelled(self.query.on, self.query.published)
        };
        let shares = ledger.purchases.iter().filter(approved).flat_map(|purchase| &purchase.shares);
        let together =
            shares.map(|share| share.of.as_slice()).chain(ledger.net.families.iter().map(Vec::as_slice));
        for places in together {
            for pair in places.windows(2) {
                if let [a, b] = pair {
                    join(&mut joined, *a, *b);
                }
            }
        }
        let mut rests: Vec<Decimal> = taken.iter().map(|taken| negative(*taken)).collect();
        let mut places = Vec::new();
        for part in &self.figure(Measure::Committed).parts {
            let Some(place) = part.of.as_ref().and_then(|of| ledger.index.get(of.id())) else { continue };
            if let Some(rest) = rests.get_mut(*place) {
                *rest = add(*rest, part.converted).unwrap_or(*rest);
                places.push(*place);
            }
        }
        let committed: Each<usize> = places.into_iter().collect();
        let rest = |run: Vec<usize>| {
            let sum = run
                .iter()
                .filter_map(|place| rests.get(*place))
                .fold(Decimal::ZERO, |sum, rest| add(sum, *rest).unwrap_or(sum));
            let own: Vec<usize> = run.into_iter().filter(|place| committed.contains(place)).collect();
            let who = match own.as_slice() {
                [only] => ledger.accounts.get(*only).map_or(Who::NotStated, |account| account.who.clone()),
                several => self.givers(several),
            };
            (who, self.area(&own), sum)
        };
        let rests = runs(&joined).into_iter().map(rest);
        rests.filter(|(.., sum)| !sum.is_zero()).collect()
    }
}

/// Names the largest givers and purchases, puts the rest together, and puts all in order.
fn order(links: Sums, most: usize, beyond: Decimal, not_drawn: Decimal) -> Flows {
    let (nodes, _) = through(&links);
    let named = |column: u32| -> Each<FlowNode> {
        let can_be_put_together =
            |node: &&FlowSum| matches!(node.node, FlowNode::Giver(_) | FlowNode::Purchase(_));
        let of_column = nodes.iter().filter(|node| node.node.column() == column).filter(can_be_put_together);
        of_column.take(most).map(|node| node.node.clone()).collect()
    };
    let (givers, purchases) = (named(0), named(2));
    let short = |node: FlowNode| match node {
        FlowNode::Giver(_) if !givers.contains(&node) => FlowNode::OtherGivers,
        FlowNode::Purchase(_) if !purchases.contains(&node) => FlowNode::OtherPurchases,
        node => node,
    };
    let mut shorter = Sums::new();
    for ((from, to), value) in links {
        let sum = shorter.or_default((short(from), short(to)));
        *sum = add(*sum, value).unwrap_or(*sum);
    }
    let (nodes, total) = through(&shorter);
    let place = |node: &FlowNode| nodes.iter().position(|other| other.node == *node);
    let mut links: Vec<FlowLink> =
        shorter.into_iter().map(|((from, to), amount)| FlowLink { from, to, amount }).collect();
    links.arrange_by_key(|link| (place(&link.from), place(&link.to)));
    Flows { total, nodes, links, beyond, not_drawn }
}

/// The nodes of some links in their order, and what comes from the first column.
fn through(links: &Sums) -> (Vec<FlowSum>, Decimal) {
    let mut sums: Few<FlowNode, [Decimal; 2]> = Few::new();
    let mut total = Decimal::ZERO;
    for ((from, to), value) in links {
        for (node, side) in [(from, 0), (to, 1)] {
            let sides = sums.or_default(node.clone());
            if let Some(sum) = sides.get_mut(side) {
                *sum = add(*sum, *value).unwrap_or(*sum);
            }
        }
        if from.column() == 0 {
            total = add(total, *value).unwrap_or(total);
        }
    }
    let nodes = sums.into_iter().map(|(node, [out, into])| FlowSum { node, amount: out.max(into) });
    let mut nodes: Vec<FlowSum> = nodes.collect();
    nodes.arrange_by_key(|sum| {
        (sum.node.column(), sum.node.is_last(), std::cmp::Reverse(sum.amount), sum.node.clone())
    });
    (nodes, total)
}
