//! Releases: what was published as one numbered, dated whole, with its figures as they stood.

use super::{Amount, Contribution, Currency, Date, Lines, Measure, Purchase, Ref};

choice! {
    /// In which direction the true figure may lie.
    pub enum Beyond {
        /// Or more.
        Above = "above",
        /// Or less.
        Below = "below",
        /// Either.
        Either = "either",
    }
}

node! {
    bare
    /// A figure as it was released.
    pub struct ReleasedFigure {
        /// The measure.
        measure: Option<Measure>,
        /// How much.
        amount: Option<Amount>,
        /// The number, for members.
        count: Option<u32>,
        /// Whether the true figure may lie above or below it.
        beyond: Option<Beyond>,
        /// What stands beside it, in words.
        beside: Option<String>,
    }
}

node! {
    bare
    /// What made a figure another one than in the release before.
    pub struct ReleasedChange {
        /// The measure.
        measure: Option<Measure>,
        /// The contribution, where it is one.
        contribution: Option<Ref<Contribution>>,
        /// The purchase, where it is one.
        purchase: Option<Ref<Purchase>>,
        /// What it is called.
        what: Option<String>,
        /// What it had in the figure before.
        before: Option<Amount>,
        /// What it has in it now.
        after: Option<Amount>,
    }
}

node! {
    bare
    /// Up to which change of one writer a release holds; never in a public copy.
    pub struct HeldThen {
        /// The writer.
        replica: Option<String>,
        /// So many of its changes hang together up to there.
        count: Option<u32>,
        /// The hash of the last one.
        head: Option<String>,
    }
}

node! {
    /// A frozen, numbered publication of figures.
    pub struct Release in Releases {
        /// Its number, from 1.
        number: Option<u32>,
        /// The day on which it was made.
        day: Option<Date>,
        /// The day on which its figures stand.
        on: Option<Date>,
        /// The currency of its figures.
        currency: Option<Currency>,
        /// The hash of what was published.
        hash: Option<String>,
        /// Its figures.
        figures: Lines<ReleasedFigure>,
        /// What changed them since the release before.
        changes: Lines<ReleasedChange>,
        /// What the register held.
        held: Lines<HeldThen>,
    }
}
