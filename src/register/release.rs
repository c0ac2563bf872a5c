//! Releases: what was published as one numbered, dated whole, with its figures as they stood.

use serde_json::{Value, json};

use super::{Amount, Contribution, Currency, Date, Lines, Measure, Node as _, Purchase, Ref, canonical};

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
        /// Who signed it, as whoever signed gave it.
        signer: Option<String>,
        /// When, RFC 3339.
        signed_at: Option<String>,
        /// The public key of whoever signed, in hexadecimal.
        key: Option<String>,
        /// The signature, in hexadecimal.
        signature: Option<String>,
        /// Its figures.
        figures: Lines<ReleasedFigure>,
        /// What changed them since the release before.
        changes: Lines<ReleasedChange>,
        /// What the register held.
        held: Lines<HeldThen>,
    }
}

/// What is signed begins with this line, so that no signature for something else fits.
const ABOUT: &str = "muster release 1";

impl Release {
    /// The bytes that are signed: a line that says what for, then a JSON array of number, days, currency and hash of what
    /// was published, when it is signed and by whom, and of each figure.
    pub fn message(&self) -> Vec<u8> {
        let day = |date: &Option<Date>| date.as_ref().map(ToString::to_string);
        let figures: Vec<Value> = self.figures.values().map(|figure| figure.write().into()).collect();
        let said = json!([
            self.number,
            day(&self.day),
            day(&self.on),
            self.currency.map(|currency| currency.to_string()),
            self.hash,
            self.signed_at,
            self.signer,
            figures,
        ]);
        format!("{ABOUT}\n{}", canonical(&said)).into_bytes()
    }
}
