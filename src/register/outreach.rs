//! States that the coalition would like to win, and those that come by themselves.

use super::{Date, Meeting, Party, Prose, Ref};

choice! {
    /// Who turned to whom.
    pub enum Direction {
        /// The coalition, or one of its parties, to somebody outside.
        Outward = "outward",
        /// Somebody outside to the coalition.
        Inward = "inward",
    }
}

choice! {
    /// How far it came.
    pub enum Stage {
        /// Somebody to win.
        Identified = "identified",
        /// Spoken to.
        Contacted = "contacted",
        /// Shows interest.
        Interested = "interested",
        /// Watches.
        Observer = "observer",
        /// An instrument is being drafted.
        Drafted = "instrument-drafted",
        /// Signed.
        Signed = "signed",
        /// Declined.
        Declined = "declined",
    }
}

node! {
    /// One approach to a party or a group, or from a party to the coalition. Internal unless it has a public
    /// source.
    pub struct Outreach in Outreach {
        /// Who turned to whom.
        direction: Option<Direction>,
        /// The party outside, where it is one.
        party: Option<Ref<Party>>,
        /// The group outside, in words.
        group: Option<String>,
        /// Who spoke for the coalition.
        by: Option<Ref<Party>>,
        /// How far it came.
        stage: Option<Stage>,
        /// When.
        date: Option<Date>,
        /// What was said.
        said: Option<Prose>,
        /// The meeting at which it was said.
        meeting: Option<Ref<Meeting>>,
        /// What came of it.
        result: Option<String>,
        /// What comes next.
        next: Option<String>,
        /// By when.
        due: Option<Date>,
    }
}
