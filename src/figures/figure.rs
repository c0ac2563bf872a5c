//! What a figure says: never a bare number.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::register::{Currency, Day, Each, Id, Measure, Step};

use super::fact::Tilt;
use super::{Found, Money};

/// In which direction the true figure may lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Open {
    /// It is what it says.
    #[default]
    No,
    /// Or more.
    Above,
    /// Or less.
    Below,
    /// Either.
    Both,
}

impl Open {
    /// The word of the `data-open` attribute.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Open::No => None,
            Open::Above => Some("above"),
            Open::Below => Some("below"),
            Open::Both => Some("both"),
        }
    }

    pub(super) fn of(tilt: Tilt) -> Self {
        match (tilt.above, tilt.below) {
            (false, false) => Open::No,
            (true, false) => Open::Above,
            (false, true) => Open::Below,
            (true, true) => Open::Both,
        }
    }
}

/// The record that a part comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Of {
    /// A contribution.
    Contribution(Id),
    /// A purchase.
    Purchase(Id),
}

impl Of {
    /// The id of the record.
    pub fn id(&self) -> &Id {
        match self {
            Of::Contribution(id) | Of::Purchase(id) => id,
        }
    }
}

/// Whose money a part is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// One party's.
    Party(Id),
    /// Several parties' together, by id; how much is whose is not published.
    Together(Arc<[Id]>),
    /// Not stated.
    NotStated,
}

impl Who {
    /// Of these givers.
    pub fn of(givers: impl IntoIterator<Item = Id>) -> Self {
        let givers: Each<Id> = givers.into_iter().collect();
        match givers.len() {
            0 => Who::NotStated,
            1 => givers.into_iter().next().map_or(Who::NotStated, Who::Party),
            _ => Who::Together(givers.into_iter().collect()),
        }
    }

    /// The parties.
    pub fn parties(&self) -> &[Id] {
        match self {
            Who::Party(id) => std::slice::from_ref(id),
            Who::Together(ids) => ids,
            Who::NotStated => &[],
        }
    }
}

/// Why a part stands in a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// An entry of the measure's kind.
    Entry,
    /// A change of the largest of a contribution's sums, which at that time was the one of this step.
    Furthest(Step),
    /// What remains of a pledge or commitment.
    Remainder,
    /// A delivery of a purchase.
    Delivery,
    /// The value of a purchase with an order or a contract.
    Order,
    /// A share of an approved purchase.
    Share,
    /// A share of an approved purchase, taken away.
    TakenAway,
    /// What is allocated beyond all commitments, given back so that the figure does not fall below zero.
    AgainstPledges,
}

/// One sum in a figure. All parts add up to the figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The record; nothing for [`Why::AgainstPledges`].
    pub of: Option<Of>,
    /// Its lines: entries, deliveries, steps or shares.
    pub lines: Vec<Id>,
    /// Whose money it is.
    pub who: Who,
    /// The day from which it counts.
    pub day: Day,
    /// The year for which it counts; nothing for an entry without a date.
    pub year: Option<i32>,
    /// As the source gives it.
    pub original: Money,
    /// In the currency of the figure.
    pub converted: Decimal,
    /// The rate, where one was needed.
    pub rate: Option<Found>,
    /// Why it counts.
    pub why: Why,
}

/// Why something does not stand in a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is dated after the day.
    AfterDate,
    /// Its date can mean a later day.
    TooLoose,
    /// No source of it is known to have been public by the asked day.
    NotPublished,
    /// It lies outside the coalition.
    Outside,
    /// It says again what this contribution says.
    Repeats(Id),
    /// It may be the same money as this contribution.
    PossiblySame(Id),
    /// It lies within this whole, which is not smaller.
    Within(Id),
    /// Its parts add up to more.
    PartsAreMore,
    /// Another step of the contribution goes further.
    AnotherStep(Step),
    /// It has no figure, and a later entry has one.
    Superseded,
    /// A statement counts nowhere.
    Statement,
    /// Its kind is not on record.
    NoKind,
    /// No date, no source and no recording gives it a day.
    NoDay,
    /// There is no rate; it stands unconverted beside the figure.
    NoRate,
    /// With it the sum has more digits than can be kept exactly.
    TooManyDigits,
    /// The purchase was cancelled.
    Cancelled,
    /// A later order or contract of the same purchase gives another value.
    LaterStep,
}

/// Something that does not stand in a figure, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The record.
    pub of: Of,
    /// The line.
    pub line: Id,
    /// Its sum, where it has one.
    pub amount: Option<Money>,
    /// Why not.
    pub reason: Reason,
}

/// What has no rate, by currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unconverted {
    /// The sum in its own currency.
    pub sum: Money,
    /// Of how many lines.
    pub count: u32,
}

/// Money that may be in the figure already and is therefore not added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Possible {
    /// The contribution.
    pub contribution: Id,
    /// What it may be the same as.
    pub same_as: Id,
    /// Its sum in the currency of the figure, as far as it could be converted.
    pub converted: Decimal,
}

/// "And an unknown part of": a limit that is known where the sum is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ceiling {
    /// The contribution or purchase.
    pub of: Of,
    /// The line that has no figure of its own.
    pub line: Id,
    /// The limit.
    pub limit: Money,
    /// What the larger sum is; nothing for an entry of "at most".
    pub what: Option<String>,
}

/// A line that may have happened by the day of the figure, but is dated too loosely to be in yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loose {
    /// The record.
    pub of: Of,
    /// The line.
    pub line: Id,
    /// Its sum, where it has one.
    pub amount: Option<Money>,
}

/// Said again with a higher sum than the one on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The contribution that says it again.
    pub contribution: Id,
    /// By how much it goes beyond what it repeats, in their currency.
    pub beyond: Money,
}

/// A contribution, or a purchase, that counts by number because no sum is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unvalued {
    /// The record.
    pub of: Of,
    /// Whose it is.
    pub who: Who,
}

/// How the parts from one place in the list to another fall to givers and records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spread {
    /// The first part.
    pub from: usize,
    /// The place after the last part.
    pub to: usize,
    /// Weights by giver and record, in one currency.
    pub weights: Vec<(Who, Of, Decimal)>,
}

/// Directions in which the sum of one record may miss.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slant {
    pub of: Of,
    pub who: Who,
    pub year: Option<i32>,
    pub meeting: Option<Id>,
    pub tilt: Tilt,
}

/// A figure: a measure on a day in a currency, with all that it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What it measures.
    pub measure: Measure,
    /// In which currency.
    pub currency: Currency,
    /// On which day, inclusive.
    pub date: Day,
    /// How much.
    pub amount: Decimal,
    /// Or more, or less.
    pub open: Open,
    /// Whether an amount in it is only about right.
    pub about: bool,
    /// How many contributions and purchases count by number because no sum of theirs is known.
    pub unvalued: u32,
    /// Which ones.
    pub without_figure: Vec<Unvalued>,
    /// What has no rate.
    pub unconverted: Vec<Unconverted>,
    /// The sum of what may be the same money.
    pub possible: Decimal,
    /// Which contributions that is.
    pub possibles: Vec<Possible>,
    /// Limits of what has no figure.
    pub ceilings: Vec<Ceiling>,
    /// What is dated too loosely to be in yet.
    pub too_loose: Vec<Loose>,
    /// What was said again with a higher sum.
    pub said: Vec<Said>,
    /// What is allocated beyond all commitments: "allocated against pledges".
    pub excess: Decimal,
    /// What it is made of.
    pub parts: Vec<Part>,
    /// What it leaves out.
    pub left_out: Vec<LeftOut>,
    /// How the parts fall to givers.
    pub spreads: Vec<Spread>,
    pub(super) slants: Vec<Slant>,
}

/// What a figure says, without what it is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// What it measures.
    pub measure: Measure,
    /// In which currency.
    pub currency: Currency,
    /// On which day, inclusive.
    pub date: Day,
    /// How much.
    pub amount: Decimal,
    /// Or more, or less.
    pub open: Open,
    /// Whether an amount in it is only about right.
    pub about: bool,
    /// How many contributions and purchases count by number because no sum of theirs is known.
    pub unvalued: u32,
    /// What has no rate.
    pub unconverted: Vec<Unconverted>,
    /// The sum of what may be the same money.
    pub possible: Decimal,
    /// Limits of what has no figure.
    pub ceilings: Vec<Ceiling>,
    /// How many lines are dated too loosely to be in yet.
    pub loose: u32,
    /// What is allocated beyond all commitments.
    pub excess: Decimal,
    /// How many parties have a part in it.
    pub givers: u32,
}

impl From<&Figure> for Total {
    fn from(figure: &Figure) -> Self {
        figure.total()
    }
}

impl From<&Arc<Figure>> for Total {
    fn from(figure: &Arc<Figure>) -> Self {
        figure.total()
    }
}

impl Total {
    /// How many lines have no rate.
    pub fn unconverted_count(&self) -> u32 {
        self.unconverted.iter().fold(0, |sum, one| sum.saturating_add(one.count))
    }
}

impl Figure {
    /// What it says.
    pub fn total(&self) -> Total {
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let mut givers: Each<&Id> = Each::new();
        for party in self.parts.iter().flat_map(|part| part.who.parties()) {
            givers.insert(party);
        }
        Total {
            measure: self.measure,
            currency: self.currency,
            date: self.date,
            amount: self.amount,
            open: self.open,
            about: self.about,
            unvalued: self.unvalued,
            unconverted: self.unconverted.clone(),
            possible: self.possible,
            ceilings: self.ceilings.clone(),
            loose: number(self.too_loose.len()),
            excess: self.excess,
            givers: number(givers.len()),
        }
    }

    /// How many lines have no rate.
    pub fn unconverted_count(&self) -> u32 {
        self.unconverted.iter().fold(0, |sum, one| sum.saturating_add(one.count))
    }
}
