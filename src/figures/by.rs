//! Splits of a figure: by member, area, form, year and meeting. Each adds up to the figure exactly.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::register::{Form, Id};

use super::figure::Figure;
use super::money::{add, split};
pub use super::split::Split;
use super::{Ledger, Members, Of, Open, Part, Who};

/// By what a figure is split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Splitting {
    /// By giver.
    Member,
    /// By area of the coalition's work.
    Area,
    /// By form of the contribution.
    Form,
    /// By the year that an entry counts for, else that of its day.
    Year,
    /// By the meeting at which an entry was made known.
    Meeting,
}

/// What a row is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// What one party gave alone, and its known parts of joint sums.
    Party(Id),
    /// What several gave together, less the known parts.
    Together(Arc<[Id]>),
    /// Whose money it is is not stated.
    NotStated,
    /// An area; nothing where none is on record.
    Area(Option<String>),
    /// A form; nothing where none is on record.
    Form(Option<Form>),
    /// A year; nothing for entries without a date.
    Year(Option<i32>),
    /// A meeting; nothing where none is named, as at the steps and deliveries of purchases.
    Meeting(Option<Id>),
}

/// Under which heading a row of givers stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// All of them were members that day.
    Members,
    /// Some of them were.
    SomeMembers,
    /// None of them was.
    Others,
    /// Not stated who gave.
    NotStated,
}

/// A joint sum of which a party's part is not known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Joint {
    /// The contribution or purchase.
    pub of: Of,
    /// Who gave it together.
    pub givers: Arc<[Id]>,
}

/// One row of a split.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it is about.
    pub key: Key,
    /// The heading, in a split by giver.
    pub standing: Option<Standing>,
    /// Its part of the figure, in the currency of the figure.
    pub amount: Decimal,
    /// Or more, or less.
    pub open: Open,
    /// Whether an amount in it is only about right.
    pub about: bool,
    /// How many contributions and purchases have no figure; not told in a split by year or meeting,
    /// since it is of no single entry.
    pub unvalued: u32,
    /// The joint sums that make it "or more".
    pub joint: Vec<Joint>,
    /// In a row of joint givers: the known parts, which stand in the rows of their givers.
    pub known: Vec<(Id, Decimal)>,
}

/// Splits a figure. The rows come in the order of their keys; those of givers by heading first.
pub fn by(figure: &Figure, ledger: &Ledger, splitting: Splitting, members: &Members) -> Vec<Row> {
    Split::of(figure, ledger, splitting).rows(splitting, members)
}

impl Split {
    /// That of a figure, with the ledger that it was counted from.
    pub fn of(figure: &Figure, ledger: &Ledger, splitting: Splitting) -> Self {
        let mut all = Split::default();
        let mut covered = vec![false; figure.parts.len()];
        let key = |who: &Who, of: Option<&Of>, year: Option<i32>, meeting: Option<&Id>| match splitting {
            Splitting::Member => key_of(who),
            Splitting::Area => Key::Area(of.and_then(|of| area(ledger, of))),
            Splitting::Form => Key::Form(of.and_then(|of| form(ledger, of))),
            Splitting::Year => Key::Year(year),
            Splitting::Meeting => Key::Meeting(meeting.cloned()),
        };
        let of_part = |part: &Part| {
            let meeting =
                part.of.as_ref().zip(part.lines.first()).and_then(|(of, line)| ledger.made_known(of, line));
            key(&part.who, part.of.as_ref(), part.year, meeting)
        };
        // These belong to one entry, not to the records that a sum falls to.
        let of_entries = matches!(splitting, Splitting::Year | Splitting::Meeting);
        for spread in &figure.spreads {
            let of_spread = spread.from..spread.to;
            let parts = figure.parts.get(of_spread.clone()).unwrap_or_default();
            covered.get_mut(of_spread).unwrap_or_default().fill(true);
            let (mut sum, many) = (Decimal::ZERO, parts.len());
            for part in parts {
                sum = add(sum, part.converted).unwrap_or(sum);
                if of_entries {
                    all.put(of_part(part), part.converted);
                }
            }
            let weights: Vec<_> = spread.weights.iter().map(|(.., weight)| *weight).collect();
            let shares = split(sum, &weights, figure.currency.digits());
            // Weights that are no proportion, as those of cuts, leave all with the first.
            let shares = shares.unwrap_or_else(|| vec![sum]);
            if !of_entries && many > 0 {
                for ((who, of, _), share) in spread.weights.iter().zip(&shares) {
                    all.put(key(who, Some(of), None, None), *share);
                }
            }
            if splitting == Splitting::Member {
                // Nothing that was given together opens nobody's row; what has no rate stands beside the whole figure.
                name_joint(&mut all, ledger, &spread.weights, &shares, many > 0 && !sum.is_zero());
            }
        }
        for (part, _) in figure.parts.iter().zip(covered).filter(|(_, covered)| !covered) {
            all.put(of_part(part), part.converted);
        }
        for slant in &figure.slants {
            all.at(key(&slant.who, Some(&slant.of), slant.year, slant.meeting.as_ref())).lean(slant.tilt);
        }
        for one in figure.without_figure.iter().filter(|_| !of_entries) {
            let tally = all.at(key(&one.who, Some(&one.of), None, None));
            tally.unvalued = tally.unvalued.saturating_add(1);
            if let (Splitting::Member, Who::Together(givers)) = (splitting, &one.who) {
                for party in givers.iter() {
                    open_up(&mut all, party, &one.of, givers);
                }
            }
        }
        all.with_largest(figure.parts.iter().filter(|part| part.rate.is_some()))
    }
}

/// Names a joint sum at each of its givers whose part is not known, and known parts at the joint row.
fn name_joint(
    all: &mut Split,
    ledger: &Ledger,
    weights: &[(Who, Of, Decimal)],
    shares: &[Decimal],
    any: bool,
) {
    for (who, of, weight) in weights.iter().filter(|_| any) {
        let Who::Together(givers) = who else { continue };
        if weight.is_zero() {
            continue;
        }
        let parts = weights.iter().zip(shares).filter_map(|((other, part, _), share)| match other {
            Who::Party(id) if givers.contains(id) && lies_within(ledger, part, of) => Some((id, *share)),
            _ => None,
        });
        let known: Vec<(Id, Decimal)> = parts.map(|(id, share)| (id.clone(), share)).collect();
        for party in givers.iter().filter(|party| !known.iter().any(|(id, _)| id == *party)) {
            open_up(all, party, of, givers);
        }
        all.at(Key::Together(Arc::clone(givers))).known.extend(known);
    }
}

/// Whether one is the known part of another: a published share of it, or a contribution that is part of it. Shares of
/// a purchase are sums beside each other.
pub(super) fn lies_within(ledger: &Ledger, part: &Of, whole: &Of) -> bool {
    let (Of::Contribution(part), Of::Contribution(whole)) = (part, whole) else { return false };
    part == whole || ledger.wholes(part).any(|above| above == whole)
}

fn open_up(all: &mut Split, party: &Id, of: &Of, givers: &Arc<[Id]>) {
    all.at(Key::Party(party.clone())).joint.push(Joint { of: of.clone(), givers: Arc::clone(givers) });
}

fn key_of(who: &Who) -> Key {
    match who {
        Who::Party(id) => Key::Party(id.clone()),
        Who::Together(ids) => Key::Together(Arc::clone(ids)),
        Who::NotStated => Key::NotStated,
    }
}

pub(super) fn standing(key: &Key, members: &Members) -> Standing {
    let parties = match key {
        Key::Party(id) => std::slice::from_ref(id),
        Key::Together(ids) => ids,
        _ => return Standing::NotStated,
    };
    let counted = parties.iter().filter(|party| members.counted.contains(party)).count();
    match counted {
        0 => Standing::Others,
        all if all == parties.len() => Standing::Members,
        _ => Standing::SomeMembers,
    }
}

impl Ledger {
    /// The meeting that an entry names.
    fn made_known(&self, of: &Of, line: &Id) -> Option<&Id> {
        let Of::Contribution(id) = of else { return None };
        let facts = &self.account(id)?.facts;
        facts.iter().find(|fact| fact.dated.id == *line)?.dated.meeting.as_ref()
    }
}

fn area(ledger: &Ledger, of: &Of) -> Option<String> {
    let area = match of {
        Of::Contribution(id) => ledger.account(id)?.area.as_ref(),
        Of::Purchase(id) => ledger.bought(id)?.area.as_ref(),
    };
    area.map(|area| area.to_string())
}

/// Purchases have no form.
pub(super) fn form(ledger: &Ledger, of: &Of) -> Option<Form> {
    match of {
        Of::Contribution(id) => ledger.account(id)?.form,
        Of::Purchase(_) => None,
    }
}
