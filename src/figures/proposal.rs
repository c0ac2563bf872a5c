//! A proposal for open needs: which commitments could pay for them. Nothing is written; a person decides.

use rust_decimal::Decimal;

use crate::register::{AreaId, Arrange, Day, Earmark, Id, Purchase, Register, Step};

use super::chain::Chains;
use super::coverage::{coverage, rank};
use super::money::sub;
use super::{Count, Money, Need, When};

/// A share that could be put into a purchase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedShare {
    /// For which purchase.
    pub purchase: Id,
    /// Of which contribution.
    pub contribution: Id,
    /// How much: all that is free in its own currency, or all that is left to fund in that of the need.
    pub money: Money,
    /// Why this money.
    pub why: WhyShare,
    /// Whether nothing of the need is left to fund with it.
    pub fills: bool,
}

/// Why money goes to a need rather than other money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyShare {
    /// It is meant for the area of the need.
    ForTheArea,
    /// It is not tied, and in the currency of the need.
    SameCurrency,
    /// It is not tied, and there is a rate between it and the need.
    Converted,
}

/// Why a need stays open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyOpen {
    /// It has no value, or no rate for it.
    NoValue,
    /// Nothing that is free suits it.
    NothingFree,
}

/// A need that stays open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StillOpen {
    /// Which purchase.
    pub purchase: Id,
    /// What is left to fund, where that is known.
    pub left: Option<Money>,
    /// Why.
    pub why: WhyOpen,
}

/// Why money stays free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyFree {
    /// It is tied to one use, and only a person can say whether a need is that use.
    Earmarked,
    /// It may be the same money as another contribution.
    PossiblySame,
    /// A share takes an unknown part of it.
    UnknownShare,
    /// There is no rate between it and what is still needed.
    NoRate,
    /// No open need is in the area that it is meant for.
    OtherArea,
    /// Nothing more is needed.
    NotNeeded,
}

/// Money that stays free.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StillFree {
    /// Of which contribution.
    pub contribution: Id,
    /// How much.
    pub money: Money,
    /// Why.
    pub why: WhyFree,
}

/// A proposal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    /// The shares, need by need.
    pub shares: Vec<ProposedShare>,
    /// What stays open, in the order of the needs.
    pub open: Vec<StillOpen>,
    /// What stays free, by contribution.
    pub free: Vec<StillFree>,
}

/// Committed money that no purchase has taken.
struct Source {
    contribution: Id,
    earmark: Earmark,
    area: Option<AreaId>,
    left: Money,
    /// Why a program must not spend it.
    barred: Option<WhyFree>,
    no_rate: bool,
}

impl Source {
    fn suits(&self, purchase: &Purchase) -> bool {
        self.barred.is_none()
            && (self.earmark != Earmark::Soft || self.area.is_some() && self.area == purchase.area)
    }
}

/// A proposal on the day of a count: needs by priority, then by when they are needed; money meant for the area first,
/// then money in the currency of the need, then any.
pub fn propose(register: &Register, count: &Count) -> Proposal {
    let mut sources = sources(register, count);
    let mut proposal = Proposal::default();
    let needs = coverage(register, count).needs;
    let mut needs: Vec<_> =
        needs.iter().filter_map(|need| Some((need, register.purchases.get(&need.purchase)?))).collect();
    needs.arrange_by_key(|(need, record)| {
        let due = record.by_when.as_ref().map_or(Day::MAX, |date| date.last());
        (rank(need.priority), due, need.purchase.clone())
    });
    for (need, record) in needs {
        let left = open_part(need, count);
        let Some(mut left) = left else {
            let why = WhyOpen::NoValue;
            proposal.open.push(StillOpen { purchase: need.purchase.clone(), left: None, why });
            continue;
        };
        sources.arrange_by_key(|source| {
            let foreign = source.left.currency != left.currency;
            (source.earmark != Earmark::Soft, foreign, source.contribution.clone())
        });
        for source in sources.iter_mut().filter(|source| source.suits(record)) {
            if left.value > Decimal::ZERO && source.left.value > Decimal::ZERO {
                proposal.shares.extend(take(count, &need.purchase, source, &mut left));
            }
        }
        if left.value > Decimal::ZERO {
            let (purchase, why) = (need.purchase.clone(), WhyOpen::NothingFree);
            proposal.open.push(StillOpen { purchase, left: Some(left), why });
        }
    }
    let some_open = |source: &Source| {
        let mut open = proposal.open.iter().filter_map(|open| register.purchases.get(&open.purchase));
        open.any(|record| record.area == source.area)
    };
    for source in sources.iter().filter(|source| source.left.value > Decimal::ZERO) {
        let why = match source.barred {
            Some(why) => why,
            None if source.no_rate => WhyFree::NoRate,
            None if source.earmark == Earmark::Soft && !proposal.open.is_empty() && !some_open(source) => {
                WhyFree::OtherArea
            }
            None => WhyFree::NotNeeded,
        };
        let contribution = source.contribution.clone();
        proposal.free.push(StillFree { contribution, money: source.left, why });
    }
    proposal.free.arrange_by(|a, b| a.contribution.cmp(&b.contribution));
    proposal
}

/// What is left to fund: in the currency of the value, or in that of the count where shares are in several.
fn open_part(need: &Need, count: &Count) -> Option<Money> {
    if need.covered.without_value > 0 {
        return None;
    }
    let all = Money { value: need.covered.to_fund, currency: count.query.currency };
    need.left.or_else(|| (need.covered.unconverted == 0).then_some(all))
}

/// As much of a source as a need takes. Each sum is converted once, at the rate of the day of the count.
fn take(count: &Count, purchase: &Id, source: &mut Source, left: &mut Money) -> Option<ProposedShare> {
    let convert = |money: Money, to| {
        let to = Count { query: super::Query { currency: to, ..count.query }, ..*count };
        to.convert(money, When::Day(count.query.on), None).ok().map(|(value, _)| value)
    };
    let (Some(offered), Some(asked)) =
        (convert(source.left, left.currency), convert(*left, source.left.currency))
    else {
        source.no_rate = true;
        return None;
    };
    let money = if offered <= left.value {
        let money = source.left;
        (source.left.value, left.value) = (Decimal::ZERO, sub(left.value, offered)?);
        money
    } else {
        let money = *left;
        (source.left.value, left.value) = (sub(source.left.value, asked)?.max(Decimal::ZERO), Decimal::ZERO);
        money
    };
    let why = match source.earmark {
        Earmark::Soft => WhyShare::ForTheArea,
        _ if source.left.currency == left.currency => WhyShare::SameCurrency,
        _ => WhyShare::Converted,
    };
    let fills = left.value.is_zero();
    let (purchase, contribution) = (purchase.clone(), source.contribution.clone());
    Some(ProposedShare { purchase, contribution, money, why, fills })
}

/// Committed money, once for all contributions that are the same money, at the first that has a commitment.
fn sources(register: &Register, count: &Count) -> Vec<Source> {
    let chains = Chains::new(register, *count);
    let mut sources = Vec::new();
    for family in &count.ledger.families {
        let committed =
            |place: &&usize| count.holding(**place).any(|(_, fact)| fact.kind == Step::Commitment);
        let Some(place) = family.iter().find(committed) else { continue };
        let Some(account) = count.ledger.accounts.get(*place) else { continue };
        let Some(record) = register.contributions.get(&account.id) else { continue };
        let free = chains.free(*place);
        let left = Money { value: free.left_committed, currency: free.currency };
        let earmark = record.earmark.unwrap_or(Earmark::Unearmarked);
        let barred = if family.iter().any(|place| !count.ledger.ties(*place).maybe.is_empty()) {
            Some(WhyFree::PossiblySame)
        } else if earmark == Earmark::Earmarked {
            Some(WhyFree::Earmarked)
        } else if !free.unknown.is_empty() {
            Some(WhyFree::UnknownShare)
        } else {
            (free.unconverted > 0).then_some(WhyFree::NoRate)
        };
        let (contribution, area) = (account.id.clone(), account.area.clone());
        sources.push(Source { contribution, earmark, area, left, barred, no_rate: false });
    }
    sources
}
