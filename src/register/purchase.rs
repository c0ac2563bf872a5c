//! Purchases: from a need to goods in hand, and whose money paid for them.

use super::{Amount, AreaId, Contribution, Date, Lines, Meeting, Party, Prose, Quantity, Ref, Split};

choice! {
    /// A step of a purchase.
    pub enum PurchaseStepKind {
        /// The need was stated.
        Need = "need",
        /// It was approved.
        Approved = "approved",
        /// It was ordered.
        Ordered = "ordered",
        /// A contract was signed.
        Contracted = "contracted",
        /// Goods were handed over.
        Delivered = "delivered",
        /// The beneficiary confirmed the receipt.
        Received = "received",
        /// It was cancelled.
        Cancelled = "cancelled",
    }
}

choice! {
    /// Whether the beneficiary confirmed what it got.
    pub enum Receipt {
        /// It did.
        Confirmed = "confirmed",
        /// The sources do not say.
        NotStated = "not-stated",
    }
}

node! {
    /// A dated step with its value.
    pub struct PurchaseStep {
        /// Which step.
        kind: Option<PurchaseStepKind>,
        /// When.
        date: Option<Date>,
        /// The value at this step, where one was published.
        value: Option<Amount>,
        /// The decision behind it, in words.
        decision: Option<String>,
        /// The meeting that decided.
        meeting: Option<Ref<Meeting>>,
    }
}

node! {
    /// Goods or services of one sort.
    pub struct Item {
        /// What.
        what: Option<String>,
        /// How many.
        quantity: Option<Quantity>,
        /// The value of all of them.
        value: Option<Amount>,
    }
}

node! {
    bare
    /// A contribution that a share draws on.
    pub struct ShareOf {
        /// Which.
        contribution: Option<Ref<Contribution>>,
    }
}

node! {
    /// Money of one or more contributions for one purchase. Without a contribution the funder is not stated.
    pub struct Share {
        /// The contributions that it draws on.
        of: Lines<ShareOf>,
        /// How much; absent when not stated.
        amount: Option<Amount>,
        /// Whether the split between several contributions is public.
        split: Option<Split>,
        /// For which time.
        period: Option<Date>,
    }
}

node! {
    /// A delivery.
    pub struct Delivery {
        /// When.
        date: Option<Date>,
        /// What it was worth.
        value: Option<Amount>,
        /// What was delivered.
        items: Lines<Item>,
        /// Who took it.
        received_by: Option<Ref<Party>>,
        /// Whether the receipt was confirmed.
        receipt: Option<Receipt>,
    }
}

node! {
    /// A purchase. Its stage on a date follows from its steps.
    pub struct Purchase in Purchases {
        /// What is bought.
        title: Option<String>,
        /// What it is needed for.
        need: Option<Prose>,
        /// Who needs it.
        needed_by: Option<Ref<Party>>,
        /// By when.
        by_when: Option<Date>,
        /// In which area.
        area: Option<AreaId>,
        /// 1 comes first.
        priority: Option<u32>,
        /// What happened so far.
        steps: Lines<PurchaseStep>,
        /// What it consists of.
        items: Lines<Item>,
        /// Who buys.
        agent: Option<Ref<Party>>,
        /// Who supplies.
        supplier: Option<Ref<Party>>,
        /// Whose money it is.
        shares: Lines<Share>,
        /// What arrived.
        deliveries: Lines<Delivery>,
    }
}
