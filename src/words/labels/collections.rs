//! What the records of a collection are called.

use crate::register::Collection;

/// A collection, what one of its records is called, and what several are.
pub(super) const COLLECTIONS: [(Collection, &str, &str); 15] = [
    (Collection::Register, "Register", "Registers"),
    (Collection::Parties, "Party", "Parties"),
    (Collection::Memberships, "Membership", "Memberships"),
    (Collection::Agreements, "Agreement", "Agreements"),
    (Collection::Contacts, "Contact", "Contacts"),
    (Collection::Contributions, "Contribution", "Contributions"),
    (Collection::Meetings, "Meeting", "Meetings"),
    (Collection::Actions, "Action", "Actions"),
    (Collection::Purchases, "Purchase", "Purchases"),
    (Collection::Outreach, "Outreach", "Outreach"),
    (Collection::Reported, "Reported figure", "Reported figures"),
    (Collection::Groups, "Working group", "Working groups"),
    (Collection::Rates, "Exchange rate", "Exchange rates"),
    (Collection::Sources, "Source", "Sources"),
    (Collection::Releases, "Release", "Releases"),
];
