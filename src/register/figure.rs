//! Figures that somebody else made public, to be held against the register.

use super::{Amount, Date, Lines, Measure, Meeting, Number, Party, Ref};

choice! {
    /// Whether the register keeps a measure of that meaning.
    pub enum Kept {
        /// One of ours.
        Ours = "ours",
        /// A measure that the register does not keep, in the source's word.
        Other = "other",
    }
}

choice! {
    /// Whose contributions a figure is about.
    pub enum Whose {
        /// All.
        All = "all",
        /// Those of the named parties.
        Named = "named",
    }
}

choice! {
    /// Which contributions a figure is about.
    pub enum Scope {
        /// All forms.
        All = "all",
        /// Money only.
        Money = "money",
        /// In kind only.
        InKind = "in-kind",
    }
}

choice! {
    /// Which time a figure is about.
    pub enum Span {
        /// From the beginning to its date.
        ToDate = "to-date",
        /// New at one meeting.
        Meeting = "meeting",
        /// A period.
        Period = "period",
    }
}

node! {
    bare
    /// A party that a reported figure names.
    pub struct ReportedParty {
        /// Who.
        party: Option<Ref<Party>>,
    }
}

node! {
    /// A figure that somebody made public.
    pub struct ReportedFigure in Reported {
        /// The measure, where it is one of ours.
        measure: Option<Measure>,
        /// The source's own word for what it measures.
        word: Option<String>,
        /// Whether we keep such a measure.
        kept: Option<Kept>,
        /// The sum.
        amount: Option<Amount>,
        /// The number, where it counts parties.
        count: Option<u32>,
        /// The step to which it was stated: 1000000 for "30 million".
        stated_to: Option<Number>,
        /// The day at which it stands.
        date: Option<Date>,
        /// Which time it is about.
        span: Option<Span>,
        /// The meeting, for what was new at one.
        meeting: Option<Ref<Meeting>>,
        /// The period, for one.
        period: Option<Date>,
        /// Whose contributions it is about.
        whose: Option<Whose>,
        /// The parties that it names.
        parties: Lines<ReportedParty>,
        /// Which forms it is about.
        scope: Option<Scope>,
        /// Who said so.
        by: Option<String>,
    }
}
