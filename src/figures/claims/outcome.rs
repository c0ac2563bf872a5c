//! What a claim comes to.

use rust_decimal::Decimal;

use crate::register::{Currency, Day, Id, Measure, Span};

use super::super::{Figure, Of};
use super::{Claim, Says};

/// What the register says of a claim, in the order in which it is tried.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// It holds.
    Holds {
        /// "Over" is more than a tenth below what there is.
        understates: bool,
    },
    /// The same number, other members: what is claimed of the named parties holds of others.
    OtherMembers {
        /// Named, and not among those on whom the figure rests.
        without: Vec<Id>,
        /// Not named, and among them.
        others: Vec<Id>,
    },
    /// It holds for something else: the nearest first.
    HoldsForAnother(Vec<Another>),
    /// It cannot be told: this could make up the gap.
    CannotBeTold(Vec<Lacking>),
    /// It differs.
    Differs {
        /// The measure that comes nearest; nothing for a number of members.
        nearest: Option<Nearest>,
        /// What would narrow the gap, what narrows it most first.
        narrowing: Vec<Narrowing>,
    },
    /// The register keeps no such measure.
    NotKept,
}

/// Something else that a claim holds for.
#[derive(Clone, Debug, PartialEq)]
pub enum Another {
    /// A measure on a day.
    Measure {
        /// Which.
        measure: Measure,
        /// On which day.
        on: Day,
        /// Over which time.
        span: Span,
        /// The meeting, where it was new at one.
        meeting: Option<Id>,
        /// How much it is.
        amount: Decimal,
    },
    /// Another set of parties on the same day.
    Set(PartySet),
    /// The members on another day.
    Members {
        /// On which day.
        on: Day,
        /// Who they were.
        parties: Vec<Id>,
    },
}

/// A set of parties that a number can be of.
#[derive(Clone, Debug, PartialEq)]
pub struct PartySet {
    /// The agreement that they had signed; nothing for members by role.
    pub agreement: Option<Id>,
    /// Whether the beneficiary is among them.
    pub beneficiary: bool,
    /// Which of the disputed parties are among them.
    pub disputed: Vec<Id>,
    /// Who they are.
    pub parties: Vec<Id>,
}

/// What is not known of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lack {
    /// How much it is.
    Figure,
    /// On which day it was: it may have happened by then.
    Date,
    /// When it was made public: no source of it is dated.
    Source,
    /// How much of it is whose, or in which form.
    Split,
    /// A rate into the currency of the claim.
    Rate,
}

/// Something inside the reported scope of which not enough is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Lacking {
    /// What is not known.
    pub what: Lack,
    /// The record; nothing for what is allocated beyond all commitments.
    pub of: Option<Of>,
    /// The line, where it is one.
    pub line: Option<Id>,
    /// How much it can be; nothing where that is not known.
    pub most: Option<Decimal>,
}

/// The measure that comes nearest to a claim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nearest {
    /// Which.
    pub measure: Measure,
    /// How much it is.
    pub amount: Decimal,
}

/// Why something would narrow a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// It came within 30 days after.
    Later,
    /// It came within the 30 days before.
    Earlier,
    /// It may be the same money as something counted.
    Duplicate,
    /// It says again what is counted.
    Repeat,
    /// Another reading of its sum.
    Reading,
}

/// Something that would narrow a gap.
#[derive(Clone, Debug, PartialEq)]
pub struct Narrowing {
    /// Why.
    pub cause: Cause,
    /// The record.
    pub of: Of,
    /// The line of the reading.
    pub line: Option<Id>,
    /// By how much it would change the register's figure.
    pub effect: Decimal,
}

/// A claim and what the register says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The claim.
    pub claim: Claim,
    /// The verdict.
    pub verdict: Verdict,
    /// The day on which it was tried: of an uncertain one the better end.
    pub on: Day,
    /// Facts count that had been public by this day.
    pub published: Day,
    /// The register's figure in the scope of the claim, or its number of members.
    pub found: Option<Decimal>,
    /// The claim less that.
    pub gap: Option<Decimal>,
    /// The figure of the whole register at that day, of which `found` is what lies in the scope.
    pub figure: Option<Box<Figure>>,
    /// The members, for a number of them.
    pub parties: Vec<Id>,
}

impl Outcome {
    /// How far it misses, where it misses, and in which currency.
    fn missing(&self) -> Option<(Currency, Decimal)> {
        let Says::Sum(amount) = self.claim.says else { return None };
        let misses = matches!(self.verdict, Verdict::CannotBeTold(_) | Verdict::Differs { .. });
        Some((amount.currency, self.gap.filter(|_| misses)?))
    }
}

/// Reports that miss by the same gap, as places in the list: what explains one may explain all. Readings of one
/// record are no two reports.
pub fn linked(outcomes: &[Outcome]) -> Vec<Vec<usize>> {
    let mut groups: Vec<((Currency, Decimal), Vec<usize>)> = Vec::new();
    for (place, outcome) in outcomes.iter().enumerate() {
        let Some(gap) = outcome.missing() else { continue };
        match groups.iter_mut().find(|(held, _)| *held == gap) {
            Some((_, places)) => {
                let record = outcome.claim.record.as_ref();
                let known = |other: &usize| {
                    outcomes.get(*other).is_some_and(|other| other.claim.record.as_ref() == record)
                };
                if record.is_none() || !places.iter().any(known) {
                    places.push(place);
                }
            }
            None => groups.push((gap, vec![place])),
        }
    }
    groups.into_iter().map(|(_, places)| places).filter(|places| places.len() > 1).collect()
}
