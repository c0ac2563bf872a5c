//! Records by their kind, in sentences.

use crate::register::Collection;
use crate::words::text::areas::{actions, record, records as text};
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

/// That a record is not there.
pub fn missing(collection: Collection) -> Text {
    match collection {
        Collection::Register => text::NO_REGISTER,
        Collection::Parties => text::NO_PARTY,
        Collection::Memberships => text::NO_MEMBERSHIP,
        Collection::Agreements => text::NO_AGREEMENT,
        Collection::Contacts => text::NO_CONTACT,
        Collection::Contributions => text::NO_CONTRIBUTION,
        Collection::Meetings => text::NO_MEETING,
        Collection::Actions => text::NO_ACTION,
        Collection::Purchases => text::NO_PURCHASE,
        Collection::Outreach => text::NO_OUTREACH,
        Collection::Reported => text::NO_REPORTED,
        Collection::Groups => text::NO_GROUP,
        Collection::Rates => text::NO_RATE,
        Collection::Sources => text::NO_SOURCE,
        Collection::Releases => text::NO_RELEASE,
    }
}

/// What the button says that adds a line, by the name of its shape.
pub fn add_line(shape: &str) -> Text {
    match shape {
        "Area" => text::ADD_LINE_AREA,
        "Act" => text::ADD_LINE_ACT,
        "AgendaItem" => text::ADD_LINE_AGENDA_ITEM,
        "Outcome" => text::ADD_LINE_OUTCOME,
        "Attendance" => text::ADD_LINE_PARTICIPANT,
        "ReportedCount" => text::ADD_LINE_REPORTED_COUNT,
        "Statement" => text::ADD_LINE_STATEMENT,
        "Priority" => text::ADD_LINE_PRIORITY,
        "MinutesVersion" => text::ADD_LINE_VERSION,
        "GroupMember" => actions::ADD_MEMBER,
        "Citation" => actions::ADD_SOURCE,
        "Reading" => text::ADD_LINE_OTHER_READING,
        "Contributor" => text::ADD_LINE_GIVER,
        "Entry" => record::ADD_ENTRY,
        "PlannedEntry" => text::ADD_LINE_PLANNED_ENTRY,
        "LargerSum" => text::ADD_LINE_LARGER_SUM,
        "Relation" => text::ADD_LINE_RELATION,
        "PurchaseStep" => text::ADD_LINE_STEP,
        "Item" => text::ADD_LINE_ITEM,
        "Share" => text::ADD_LINE_SHARE,
        "ShareOf" => actions::ADD_CONTRIBUTION,
        "Delivery" => text::ADD_LINE_DELIVERY,
        "ReportedParty" => text::ADD_LINE_PARTY,
        "ReleasedFigure" => text::ADD_LINE_FIGURE,
        "ReleasedChange" => text::ADD_LINE_CHANGE,
        "HeldThen" => text::ADD_LINE_WRITER,
        _ => text::ADD_LINE,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{Kind, Shape};
    use crate::words::labels;

    fn check(shape: &'static Shape) {
        for field in shape.fields {
            if let Kind::Lines(lines) = field.kind {
                let said = format!("Add {}", labels::shape_label(lines.name));
                assert_eq!(add_line(lines.name).english(), said);
                check(lines);
            }
        }
    }

    #[test]
    fn every_line_and_every_record_is_called_as_its_label_is() {
        for collection in Collection::ALL.iter().copied() {
            check(collection.shape());
            let label = labels::collection_label(collection).0;
            assert_eq!(missing(collection).english(), format!("{label} not found"));
        }
    }
}
