//! By what two records are known to be the same: a table of rules for each collection, the surest first, and one for the
//! lines in them.

use super::Sure::{self, Certain, Likely, Possible};
use crate::register::Collection;

/// What two records have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sign {
    /// The code of a state or an organisation.
    Code,
    /// The name.
    Name,
    /// The address: of a page, or of a person.
    Address,
    /// SHA-256 of the file.
    File,
    /// The title.
    Title,
    /// The day: of a meeting, an approach or a figure, the first day of a role, the day of publication.
    Day,
    /// What kind it is: of a meeting or an instrument, the direction of an approach, the currencies of a rate.
    Kind,
    /// The party: whose role, who gives, who owns, who needs, who was spoken to.
    Party,
    /// The role.
    Role,
    /// What it says: purpose, need, what is to be done, what was said.
    Text,
    /// The form of a contribution, or the kind of a rate.
    Form,
    /// A sum of money in one currency.
    Sum,
    /// A step of one kind, day and sum.
    Step,
    /// A step of one kind and day, of which one side knows no sum.
    Moment,
    /// The measure and value of a reported figure.
    Figure,
    /// Who said it.
    By,
}

/// One way to be the same: these in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    pub sure: Sure,
    pub signs: &'static [Sign],
    /// What must hold beside.
    pub fits: Fits,
}

/// What must hold of two records beside what they have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fits {
    Always,
    /// Nothing that both say of their day is against it.
    Overlap,
    /// A sum that both name lies no further apart than a sum is told again.
    Near,
    /// One of them names no giver: it may be one that is not told.
    Unnamed,
}

const fn rule(sure: Sure, signs: &'static [Sign], fits: Fits) -> Rule {
    Rule { sure, signs, fits }
}

/// The rules of a collection. A later one is tried on what the earlier ones left.
pub(super) fn rules(collection: Collection) -> &'static [Rule] {
    use Fits::{Always, Near, Overlap, Unnamed};
    use Sign::{
        Address, By, Code, Day, Figure, File, Form, Moment, Name, Party, Role, Step, Sum, Text, Title,
    };
    match collection {
        Collection::Register | Collection::Releases => &[],
        Collection::Parties => const { &[rule(Certain, &[Code], Always), rule(Likely, &[Name], Always)] },
        Collection::Memberships => {
            const {
                &[
                    rule(Certain, &[Party, Role, Day], Always),
                    rule(Likely, &[Party, Role], Always),
                    rule(Possible, &[Party], Always),
                ]
            }
        }
        Collection::Agreements => {
            const { &[rule(Likely, &[Name], Always), rule(Possible, &[Sign::Kind, Day], Always)] }
        }
        Collection::Contacts => {
            const {
                &[
                    rule(Certain, &[Name, Party], Always),
                    rule(Likely, &[Address], Always),
                    rule(Possible, &[Name], Always),
                ]
            }
        }
        Collection::Contributions => {
            const {
                &[
                    rule(Likely, &[Party, Text, Step], Always),
                    rule(Likely, &[Party, Step], Always),
                    rule(Likely, &[Party, Text, Sum], Always),
                    rule(Likely, &[Party, Text, Form], Always),
                    rule(Possible, &[Party, Text], Always),
                    rule(Possible, &[Party, Sum], Near),
                    rule(Possible, &[Party, Moment], Always),
                    rule(Possible, &[Text, Step], Unnamed),
                    rule(Possible, &[Text], Unnamed),
                    rule(Possible, &[Step], Unnamed),
                ]
            }
        }
        Collection::Meetings => {
            const {
                &[
                    rule(Certain, &[Title, Day], Always),
                    rule(Likely, &[Day, Sign::Kind], Always),
                    rule(Possible, &[Title], Overlap),
                ]
            }
        }
        Collection::Actions => {
            const { &[rule(Likely, &[Text, Party], Always), rule(Possible, &[Text], Always)] }
        }
        Collection::Purchases => {
            const {
                &[
                    rule(Likely, &[Title, Party], Always),
                    rule(Likely, &[Title], Always),
                    rule(Possible, &[Text], Always),
                    rule(Possible, &[Step], Always),
                ]
            }
        }
        Collection::Outreach => {
            const {
                &[
                    rule(Likely, &[Party, Day, Sign::Kind], Always),
                    rule(Likely, &[Party, Text], Always),
                    rule(Possible, &[Party, Day], Always),
                ]
            }
        }
        Collection::Reported => {
            const {
                &[
                    rule(Certain, &[Figure, Day, By], Always),
                    rule(Likely, &[Figure, Day], Always),
                    rule(Possible, &[Figure, By], Overlap),
                ]
            }
        }
        Collection::Groups => const { &[rule(Likely, &[Name], Always)] },
        Collection::Rates => {
            const { &[rule(Certain, &[Sign::Kind, Day, Form], Always), rule(Likely, &[Sign::Kind, Day], Always)] }
        }
        Collection::Sources => {
            const {
                &[
                    rule(Certain, &[File], Always),
                    rule(Certain, &[Address, Title], Always),
                    rule(Likely, &[Address], Always),
                    rule(Likely, &[Title, Day], Always),
                    rule(Possible, &[Title], Overlap),
                ]
            }
        }
    }
}

/// Under what a line of a list goes, the surest first: the fields that it has in common with another one. In the first of
/// them a field may be absent on both sides.
pub(super) fn line_keys(shape: &str) -> &'static [&'static [&'static str]] {
    match shape {
        "Area" => &[&["name"]],
        "Citation" => &[&["source", "place"], &["source"]],
        "Reading" => &[&["field", "value", "source"], &["field", "source"], &["field", "value"]],
        "Act" => &[&["kind", "date", "agreement"], &["kind", "date"], &["kind", "agreement"], &["kind"]],
        "Contributor" | "Attendance" | "GroupMember" | "ReportedParty" => &[&["party"]],
        "Entry" => &[
            &["kind", "date", "amount", "act"],
            &["kind", "date", "amount"],
            &["kind", "date", "act"],
            &["kind", "amount"],
            &["kind", "date"],
        ],
        "PlannedEntry" => &[&["kind", "date", "amount"], &["kind", "date"], &["kind", "amount"]],
        "LargerSum" => &[&["what", "amount"], &["what"], &["amount"]],
        "Relation" => &[&["to", "kind"], &["to"]],
        "AgendaItem" => &[&["title"], &["text"]],
        "Outcome" => &[&["kind", "text"], &["text"], &["action"], &["purchase"]],
        "ReportedCount" => &[&["of", "count"], &["of"]],
        "Statement" => &[&["speaker", "words"], &["words"], &["party", "speaker"]],
        "Priority" => &[&["text"]],
        "MinutesVersion" => &[&["hash"], &["state", "date"]],
        "PurchaseStep" => &[&["kind", "date", "value"], &["kind", "date"], &["kind", "value"], &["kind"]],
        "Item" => &[&["what", "quantity"], &["what"]],
        "Share" => {
            &[&["of", "amount", "period"], &["of", "amount"], &["of", "period"], &["of"], &["amount"], &[]]
        }
        "Delivery" => &[&["date", "value"], &["date"], &["value"]],
        "ShareOf" => &[&["contribution"]],
        _ => &[],
    }
}
