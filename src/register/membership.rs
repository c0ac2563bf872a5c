//! Who belongs, in which role, and by which acts.

use super::{Date, Lines, Party, Ref};

choice! {
    /// The role of a party in the coalition. Lead implies member.
    pub enum Role {
        /// Leads the coalition.
        Lead = "lead",
        /// Belongs to it.
        Member = "member",
        /// Watches.
        Observer = "observer",
        /// The one for whom it works.
        Beneficiary = "beneficiary",
        /// An organisation that works with it.
        Partner = "partner",
        /// Asked to join.
        Invited = "invited",
    }
}

choice! {
    /// What a party did, or how it was listed, on its way into or out of the coalition.
    pub enum ActKind {
        /// Said that it means to join.
        Intention = "intention",
        /// Signed a declaration of intent.
        Declaration = "declaration-of-intent",
        /// Signed an agreement.
        Agreement = "agreement-signed",
        /// Was named among the members for the first time.
        FirstListed = "first-listed",
        /// Was counted as an observer.
        CountedObserver = "counted-as-observer",
        /// Left.
        Left = "left",
    }
}

choice! {
    /// The kind of an instrument.
    pub enum AgreementKind {
        /// A declaration of intent.
        Declaration = "declaration-of-intent",
        /// A cooperation agreement.
        Cooperation = "cooperation-agreement",
        /// A memorandum of understanding.
        Memorandum = "memorandum",
        /// A letter.
        Letter = "letter",
    }
}

node! {
    /// A dated act of a party.
    pub struct Act {
        /// What was done.
        kind: Option<ActKind>,
        /// When.
        date: Option<Date>,
        /// Which agreement, for a signature.
        agreement: Option<Ref<Agreement>>,
    }
}

node! {
    /// One role of one party over some time. Several may hold at once.
    pub struct Membership in Memberships {
        /// Who.
        party: Option<Ref<Party>>,
        /// As what; absent while contradicting readings are not settled.
        role: Option<Role>,
        /// From which day on.
        from: Option<Date>,
        /// The last day.
        until: Option<Date>,
        /// By which acts.
        acts: Lines<Act>,
    }
}

node! {
    /// An instrument that parties sign; its signatories come from the acts.
    pub struct Agreement in Agreements {
        /// Its name.
        name: Option<String>,
        /// What kind of instrument.
        kind: Option<AgreementKind>,
        /// Opened for signature.
        opened: Option<Date>,
        /// Signing completed.
        completed: Option<Date>,
        /// In force until.
        until: Option<Date>,
    }
}
