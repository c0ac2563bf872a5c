//! Records by their kind, in sentences.

use crate::register::Collection;
use crate::words::text::areas::records as text;
use crate::words::text::{Arg, Text};

/// What the window for a new record is called.
pub fn new(collection: Collection) -> Text {
    match collection {
        Collection::Register => text::NEW_REGISTER,
        Collection::Parties => text::NEW_PARTY,
        Collection::Memberships => text::NEW_MEMBERSHIP,
        Collection::Agreements => text::NEW_AGREEMENT,
        Collection::Contacts => text::NEW_CONTACT,
        Collection::Contributions => text::NEW_CONTRIBUTION,
        Collection::Meetings => text::NEW_MEETING,
        Collection::Actions => text::NEW_ACTION,
        Collection::Purchases => text::NEW_PURCHASE,
        Collection::Outreach => text::NEW_OUTREACH,
        Collection::Reported => text::NEW_REPORTED,
        Collection::Groups => text::NEW_GROUP,
        Collection::Rates => text::NEW_RATE,
        Collection::Sources => text::NEW_SOURCE,
        Collection::Releases => text::NEW_RELEASE,
    }
}

/// So many records: “two meetings”, “2 meetings”. `count` is the number as it is to be written.
pub fn counted(collection: Collection, number: usize, count: &str) -> String {
    let text = match collection {
        Collection::Register => text::COUNT_REGISTER,
        Collection::Parties => text::COUNT_PARTY,
        Collection::Memberships => text::COUNT_MEMBERSHIP,
        Collection::Agreements => text::COUNT_AGREEMENT,
        Collection::Contacts => text::COUNT_CONTACT,
        Collection::Contributions => text::COUNT_CONTRIBUTION,
        Collection::Meetings => text::COUNT_MEETING,
        Collection::Actions => text::COUNT_ACTION,
        Collection::Purchases => text::COUNT_PURCHASE,
        Collection::Outreach => text::COUNT_OUTREACH,
        Collection::Reported => text::COUNT_REPORTED,
        Collection::Groups => text::COUNT_GROUP,
        Collection::Rates => text::COUNT_RATE,
        Collection::Sources => text::COUNT_SOURCE,
        Collection::Releases => text::COUNT_RELEASE,
    };
    text.with(&[("count", Arg::Words(count)), ("n", Arg::Number(number))])
}
