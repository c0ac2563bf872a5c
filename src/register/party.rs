//! Parties and the people who speak for them.

use super::{Date, Ref};

choice! {
    /// What a party is.
    pub enum PartyKind {
        /// A state.
        State = "state",
        /// An organisation.
        Organisation = "organisation",
        /// A company that supplies goods or services.
        Supplier = "supplier",
    }
}

node! {
    /// A state, an organisation or a supplier. The id of a state is its ISO 3166-1 code, so that two desks that
    /// both add Estonia add the same Estonia.
    pub struct Party in Parties {
        /// What it is.
        kind: Option<PartyKind>,
        /// ISO 3166-1 alpha-2 for a state, a short name for others.
        code: Option<String>,
        /// Its name; for a state it overrides the name in the reader's language.
        name: Option<String>,
    }
}

node! {
    /// A person who can be reached. Internal unless said otherwise.
    pub struct Contact in Contacts {
        /// The person's name.
        name: Option<String>,
        /// The office held.
        office: Option<String>,
        /// For whom.
        party: Option<Ref<Party>>,
        /// Since when.
        from: Option<Date>,
        /// Until when.
        until: Option<Date>,
        /// Mail or telephone.
        address: Option<String>,
    }
}
