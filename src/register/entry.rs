//! Entries: what was pledged, committed, paid, spent, delivered or said, and when.

use chrono::Months;

use super::{Amount, Date, Meeting, Ref, StatedRate};

/// Within how many months one sum of one giver may be the same money.
pub const SAME_MONEY: Months = Months::new(18);

/// Whether two dates lie within the time in which a sum may be told again; unknown ones may.
pub fn may_be_told_again(one: Option<&Date>, other: Option<&Date>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return true };
    let (early, late) = if one.first() <= other.first() { (one, other) } else { (other, one) };
    early.last().checked_add_months(SAME_MONEY).is_none_or(|end| late.first() <= end)
}

choice! {
    /// The kind of an entry. A statement counts nowhere.
    pub enum Step {
        /// A promise that binds nobody.
        Pledge = "pledge",
        /// A firm written obligation.
        Commitment = "commitment",
        /// Money that arrived at the executing party.
        Paid = "paid",
        /// Money spent on goods or services.
        Expenditure = "expenditure",
        /// Goods handed over.
        Delivery = "delivery",
        /// Words that add nothing, such as a confirmation.
        Statement = "statement",
    }
}

impl Step {
    /// The measure that sums up entries of this step.
    pub fn measure(self) -> Option<Measure> {
        match self {
            Step::Pledge => Some(Measure::Pledged),
            Step::Commitment => Some(Measure::Committed),
            Step::Paid => Some(Measure::Paid),
            Step::Expenditure => Some(Measure::Spent),
            Step::Delivery => Some(Measure::Delivered),
            Step::Statement => None,
        }
    }
}

choice! {
    /// What a figure measures.
    pub enum Measure {
        /// Sum of pledges.
        Pledged = "pledged",
        /// Sum of commitments.
        Committed = "committed",
        /// Each contribution once, at the furthest step that it reached by amount.
        Raised = "raised",
        /// Sum of payments.
        Paid = "paid",
        /// Sum of expenditures.
        Spent = "spent",
        /// Deliveries of purchases and of contributions.
        Delivered = "delivered",
        /// Pledged and not yet committed.
        OpenPledge = "open-pledge",
        /// Committed and not yet delivered.
        Undelivered = "undelivered",
        /// Values of purchases with an order or a contract.
        Ordered = "ordered",
        /// Shares of approved purchases.
        Allocated = "allocated",
        /// Committed and not yet allocated.
        ToBeAllocated = "to-be-allocated",
        /// Parties that are lead or member.
        Members = "members",
    }
}

choice! {
    /// How a value in kind was found.
    pub enum Basis {
        /// As the giver stated it.
        DonorStated = "donor-stated",
        /// By invoice.
        Invoice = "invoice",
        /// What it costs to replace.
        Replacement = "replacement-price",
        /// Book value.
        Book = "book-value",
        /// By a price list.
        PriceList = "price-list",
        /// Not known.
        Unknown = "unknown",
    }
}

node! {
    /// One dated step of a contribution. A cut is a negative amount; nothing is overwritten.
    pub struct Entry {
        /// Which step.
        kind: Option<Step>,
        /// The source's own verb: announced, approved, confirmed.
        act: Option<String>,
        /// When.
        date: Option<Date>,
        /// How much; absent when no figure was published.
        amount: Option<Amount>,
        /// The day that fixes the exchange rate, where it is another.
        value_date: Option<Date>,
        /// The rate that the party stated.
        stated_rate: Option<StatedRate>,
        /// How a value in kind was found.
        basis: Option<Basis>,
        /// The year that it counts for.
        counts_for: Option<u32>,
        /// The meeting at which it was made known.
        meeting: Option<Ref<Meeting>>,
    }
}

node! {
    /// A planned step. Never in an actual measure.
    pub struct PlannedEntry {
        /// Which step.
        kind: Option<Step>,
        /// The year or day.
        date: Option<Date>,
        /// How much.
        amount: Option<Amount>,
    }
}
