//! The register's own record.

use super::{Currency, Date, Lines, Party, Prose, Ref};

choice! {
    /// Which day's rate converts an entry.
    pub enum RatePolicy {
        /// The day of the entry.
        DayOfEntry = "day-of-entry",
        /// One fixed day for all.
        FixedDay = "fixed-day",
        /// The rate that the party stated.
        Stated = "stated",
    }
}

node! {
    bare
    /// An area of the coalition's work.
    pub struct Area {
        /// What it is called.
        name: Option<String>,
    }
}

node! {
    /// What the register is about and by which rules it counts.
    pub struct Coalition in Register {
        /// The name of the coalition.
        name: Option<String>,
        /// What the coalition is for.
        purpose: Option<Prose>,
        /// Who keeps this register.
        keeper: Option<String>,
        /// The body that the coalition belongs to.
        parent_body: Option<String>,
        /// For whom the coalition works.
        beneficiary: Option<Ref<Party>>,
        /// Whether the beneficiary counts as a member.
        beneficiary_counts: Option<bool>,
        /// When it was founded.
        founded: Option<Date>,
        /// The areas of its work.
        areas: Lines<Area>,
        /// The currency in which figures stand unless another is asked for.
        currency: Option<Currency>,
        /// Which day's rate converts an entry.
        rate_policy: Option<RatePolicy>,
        /// The day of the policy "one fixed day".
        rate_day: Option<Date>,
        /// The last day of the European Central Bank's reference rates that figures use; without it, all that there are.
        last_rate_day: Option<Date>,
        /// The day up to which the register is complete; without another date, figures stand at the earlier
        /// of today and this day.
        complete_to: Option<Date>,
        /// A sentence that stands on every page, print, export and link.
        standing_note: Option<Prose>,
    }
}
