//! The files that can be asked for.

use super::in_order;
use crate::documents::{Public, public};
use crate::exchange::export::{Export, Format, LeftOut, Missing, Perspective};
use crate::exchange::ocds::Package;
use crate::register::{Day, Id, Register};

/// A format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// IATI, with money coming in.
    Iati,
    /// IATI of one party, with money going out.
    IatiOfMember,
    /// OCDS, one release for each purchase.
    OcdsReleases,
    /// OCDS, one record for each purchase.
    OcdsRecords,
    /// Meetings and actions.
    Calendar,
}

/// All of them, with their names.
pub const CHOICES: [(Choice, &str); 5] = [
    (Choice::Iati, "IATI 2.03, from the coalition’s side (XML)"),
    (Choice::IatiOfMember, "IATI 2.03, from a member’s side (XML)"),
    (Choice::OcdsReleases, "OCDS 1.1 releases (JSON)"),
    (Choice::OcdsRecords, "OCDS 1.1 records (JSON)"),
    (Choice::Calendar, "Calendar of meetings and actions (iCalendar)"),
];

impl Choice {
    /// What it goes by in a list.
    pub fn word(self) -> &'static str {
        match self {
            Choice::Iati => "iati",
            Choice::IatiOfMember => "iati-member",
            Choice::OcdsReleases => "ocds-releases",
            Choice::OcdsRecords => "ocds-records",
            Choice::Calendar => "calendar",
        }
    }

    /// For whom it is, and what it holds.
    pub fn hint(self) -> &'static str {
        match self {
            Choice::Iati => {
                "Aid transparency: an activity for the coalition, each contribution and each purchase; money comes in."
            }
            Choice::IatiOfMember => "What one member would publish of its own contributions; money goes out.",
            Choice::OcdsReleases => {
                "Open contracting: what is known of each purchase, as it stands on the day."
            }
            Choice::OcdsRecords => {
                "Open contracting: each purchase as a record, with the release that it is compiled from."
            }
            Choice::Calendar => {
                "Meetings as events and actions as tasks, for any calendar program. Importing it again updates them."
            }
        }
    }

    /// What its standard calls the name under which a publisher is registered.
    pub fn registry(self) -> Option<&'static str> {
        match self {
            Choice::Iati | Choice::IatiOfMember => Some("Organisation identifier, if registered"),
            Choice::OcdsReleases | Choice::OcdsRecords => Some("OCID prefix, if registered"),
            Choice::Calendar => None,
        }
    }

    fn format(self, party: Option<&Id>) -> Option<Format> {
        Some(match self {
            Choice::Iati => Format::Iati(Perspective::Register),
            Choice::IatiOfMember => Format::Iati(Perspective::Member(party?.clone())),
            Choice::OcdsReleases => Format::Ocds(Package::Releases),
            Choice::OcdsRecords => Format::Ocds(Package::Records),
            Choice::Calendar => Format::Calendar,
        })
    }
}

/// What of the register goes.
pub struct Part {
    register: Register,
    /// What stays as internal; none where all goes.
    pub left_out: Option<LeftOut>,
}

impl Part {
    /// All of it, or its public part.
    pub fn of(register: &Register, is_internal: bool) -> Self {
        if is_internal {
            return Part { register: register.clone(), left_out: None };
        }
        let Public { register, records, lines } = public(register);
        Part { register, left_out: Some(LeftOut { records, lines }) }
    }
}

/// All that is said of a file.
pub struct Asks<'a> {
    pub part: &'a Part,
    pub id: &'a Id,
    pub on: Day,
    pub registered: Option<&'a str>,
    pub party: Option<&'a Id>,
    pub choice: Choice,
}

impl Asks<'_> {
    fn export(&self) -> Export<'_> {
        let Part { register, left_out } = self.part;
        Export { register, id: self.id, on: self.on, left_out: *left_out, registered_as: self.registered }
    }

    /// What the register lacks for it.
    pub fn lacks(&self) -> Vec<Missing> {
        let format = self.choice.format(self.party);
        in_order(format.map(|format| format.ready(&self.export())).unwrap_or_default())
    }
}

/// A file that was made.
pub struct Made {
    /// How its name ends.
    pub ending: &'static str,
    /// Of which media type it is.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Makes the file.
///
/// # Errors
/// A sentence.
pub fn write(asks: &Asks<'_>) -> Result<Made, String> {
    let format = asks.choice.format(asks.party).ok_or("Choose a party whose file it is.")?;
    let text = format.write(&asks.export()).map_err(|error| error.to_string())?;
    Ok(Made { ending: format.ending(), media_type: format.media_type(), bytes: text.into_bytes() })
}
