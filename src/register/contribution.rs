//! Contributions: who gives, what for, and how one hangs together with others.

use super::{Amount, AreaId, Entry, Lines, Party, PlannedEntry, Prose, Ref};

choice! {
    /// The form of a contribution.
    pub enum Form {
        /// Money.
        Financial = "financial",
        /// Goods.
        InKind = "in-kind",
        /// Work.
        Services = "services",
        /// Training.
        Training = "training",
        /// Several of these.
        Mixed = "mixed",
    }
}

choice! {
    /// How tightly money is tied to a use.
    pub enum Earmark {
        /// Not tied.
        Unearmarked = "unearmarked",
        /// Tied to a field of work.
        Soft = "soft",
        /// Tied to one use.
        Earmarked = "earmarked",
    }
}

choice! {
    /// Whether it is public how a sum falls to several parties.
    pub enum Split {
        /// The parts are known.
        Published = "published",
        /// They are not.
        NotPublished = "not-published",
    }
}

choice! {
    /// How one contribution hangs together with another.
    pub enum RelationKind {
        /// The same money, said again.
        Repeats = "repeats",
        /// A part of a larger contribution.
        PartOf = "part-of",
        /// A commitment that makes good a pledge.
        Fulfils = "fulfils",
        /// Possibly the same money.
        SameAs = "same-as",
    }
}

choice! {
    /// How sure a relation is.
    pub enum Certainty {
        /// Sure.
        Certain = "certain",
        /// Possible.
        Possible = "possible",
    }
}

node! {
    /// One giver.
    pub struct Contributor {
        /// Who.
        party: Option<Ref<Party>>,
        /// Its part, where that is known.
        share: Option<Amount>,
    }
}

node! {
    /// A larger sum that a contribution is an unknown part of.
    pub struct LargerSum {
        /// What it is.
        what: Option<String>,
        /// How large.
        amount: Option<Amount>,
        /// Who else has a part in it.
        shared_by: Option<String>,
    }
}

node! {
    /// A relation to another contribution: to the earlier one for repeats and fulfils, to the whole for part of.
    pub struct Relation {
        /// How they hang together.
        kind: Option<RelationKind>,
        /// The other one.
        to: Option<Ref<Contribution>>,
        /// How sure it is; absent means certain, except for "same as".
        certainty: Option<Certainty>,
    }
}

impl Relation {
    /// Whether the relation is only possible.
    pub fn is_possible(&self) -> bool {
        self.kind == Some(RelationKind::SameAs) || self.certainty == Some(Certainty::Possible)
    }
}

node! {
    /// An undertaking of one or more parties: the header over its entries.
    pub struct Contribution in Contributions {
        /// Who gives.
        contributors: Lines<Contributor>,
        /// Whether the split between several givers is public.
        split: Option<Split>,
        /// What for.
        purpose: Option<Prose>,
        /// In what form.
        form: Option<Form>,
        /// For which area of the coalition's work.
        area: Option<AreaId>,
        /// How tightly it is tied.
        earmark: Option<Earmark>,
        /// What it is tied to.
        earmarked_for: Option<String>,
        /// Its pledges, commitments, payments, expenditures, deliveries and statements.
        entries: Lines<Entry>,
        /// What is planned.
        planned: Lines<PlannedEntry>,
        /// Larger sums that it lies inside of.
        larger: Lines<LargerSum>,
        /// How it hangs together with others.
        relations: Lines<Relation>,
        /// A look-alike outside the coalition, kept so that nobody enters it again; never counted.
        outside: bool,
    }
}
