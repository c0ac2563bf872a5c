//! The files that can be asked for.

use std::collections::HashSet;

use super::in_order;
use crate::app::in_english;
use crate::documents::{Public, unnamed};
use crate::exchange::export::{Export, Format, LeftOut, Missing, Perspective, part_of_a_list};
use crate::exchange::ledger::Dialect;
use crate::exchange::ocds::Package;
use crate::exchange::tables::{self, About, Audience, Sums};
use crate::figures::{Query, Rates};
use crate::register::{Collection, Id, Kind, RecordKey, Register};
use crate::words::labels::{collection_label, field_label};
use crate::words::text::Text;
use crate::words::text::areas::exports as text;

/// A format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// All tables, and the figures with their sums.
    Workbook,
    /// All tables as text, with what they hold.
    Package,
    /// One table, for a spreadsheet.
    Table,
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
    /// A journal for hledger.
    Hledger,
    /// A journal for beancount.
    Beancount,
}

/// All of them, with their names.
pub const CHOICES: [(Choice, Text); 10] = [
    (Choice::Workbook, text::WORKBOOK),
    (Choice::Package, text::PACKAGE),
    (Choice::Table, text::ONE_TABLE),
    (Choice::Iati, text::IATI),
    (Choice::IatiOfMember, text::IATI_OF_MEMBER),
    (Choice::OcdsReleases, text::OCDS_RELEASES),
    (Choice::OcdsRecords, text::OCDS_RECORDS),
    (Choice::Calendar, text::CALENDAR_FILE),
    (Choice::Hledger, text::HLEDGER),
    (Choice::Beancount, text::BEANCOUNT),
];

impl Choice {
    /// What it goes by in a list.
    pub fn word(self) -> &'static str {
        match self {
            Choice::Workbook => "workbook",
            Choice::Package => "package",
            Choice::Table => "table",
            Choice::Iati => "iati",
            Choice::IatiOfMember => "iati-member",
            Choice::OcdsReleases => "ocds-releases",
            Choice::OcdsRecords => "ocds-records",
            Choice::Calendar => "calendar",
            Choice::Hledger => "hledger",
            Choice::Beancount => "beancount",
        }
    }

    /// For whom it is, and what it holds.
    pub fn hint(self) -> &'static str {
        match self {
            Choice::Workbook => text::WORKBOOK_MEANS.said(),
            Choice::Package => text::PACKAGE_MEANS.said(),
            Choice::Table => text::ONE_TABLE_MEANS.said(),
            Choice::Iati => text::IATI_MEANS.said(),
            Choice::IatiOfMember => text::IATI_OF_MEMBER_MEANS.said(),
            Choice::OcdsReleases => text::OCDS_RELEASES_MEANS.said(),
            Choice::OcdsRecords => text::OCDS_RECORDS_MEANS.said(),
            Choice::Calendar => text::CALENDAR_MEANS.said(),
            Choice::Hledger => text::HLEDGER_MEANS.said(),
            Choice::Beancount => text::BEANCOUNT_MEANS.said(),
        }
    }

    /// What its standard calls the name under which a publisher is registered.
    pub fn registry(self) -> Option<&'static str> {
        match self {
            Choice::Iati | Choice::IatiOfMember => Some(text::ORGANISATION_ID.said()),
            Choice::OcdsReleases | Choice::OcdsRecords => Some(text::OCID_PREFIX.said()),
            Choice::Workbook
            | Choice::Package
            | Choice::Table
            | Choice::Calendar
            | Choice::Hledger
            | Choice::Beancount => None,
        }
    }

    /// Whether it is the register's own tables, which lack nothing.
    pub fn is_of_tables(self) -> bool {
        matches!(self, Choice::Workbook | Choice::Package | Choice::Table)
    }

    /// Why this cannot be what the publisher is registered as, in a sentence.
    pub fn refuses(self, registered: &str) -> Option<&'static str> {
        // Which party it is does not matter.
        self.format(Some(&Id::from("")))?.refuses(registered)
    }

    fn format(self, party: Option<&Id>) -> Option<Format> {
        Some(match self {
            Choice::Workbook | Choice::Package | Choice::Table => return None,
            Choice::Iati => Format::Iati(Perspective::Register),
            Choice::IatiOfMember => Format::Iati(Perspective::Member(party?.clone())),
            Choice::OcdsReleases => Format::Ocds(Package::Releases),
            Choice::OcdsRecords => Format::Ocds(Package::Records),
            Choice::Calendar => Format::Calendar,
            Choice::Hledger => Format::Ledger(Dialect::Hledger),
            Choice::Beancount => Format::Ledger(Dialect::Beancount),
        })
    }
}

/// What of the register goes.
pub struct Part {
    /// The records.
    pub register: Register,
    /// What stays as internal; none where all goes.
    pub left_out: Option<LeftOut>,
}

impl Part {
    /// All of it, or its public part.
    pub fn of(register: &Register, is_internal: bool) -> Self {
        if is_internal {
            return Part { register: register.clone(), left_out: None };
        }
        let Public { register, records, lines } = unnamed(register);
        Part { register, left_out: Some(LeftOut { records, lines }) }
    }

    /// Those of a list that are in it.
    pub fn shown(&self, list: &[RecordKey]) -> HashSet<RecordKey> {
        let is_here = |key: &&RecordKey| self.register.is_live(key.collection, &key.id);
        list.iter().filter(is_here).cloned().collect()
    }

    /// The tables of it in which anything stands.
    pub fn tables(&self) -> Vec<String> {
        let goes = |table: &tables::Table| table.name != tables::OTHERS || self.left_out.is_none();
        let all = tables::of(&self.register).into_iter();
        all.filter(|table| !table.rows.is_empty() && goes(table)).map(|table| table.name).collect()
    }
}

/// All that is said of a file.
pub struct Asks<'a> {
    pub part: &'a Part,
    pub id: &'a Id,
    /// What the register is called.
    pub name: String,
    /// The day, and the currency of figures.
    pub query: Query,
    pub registered: Option<&'a str>,
    pub party: Option<&'a Id>,
    pub choice: Choice,
    /// Which table, where one goes alone.
    pub table: &'a str,
    /// The records of a list, where it goes alone.
    pub view: Option<&'a HashSet<RecordKey>>,
}

impl Asks<'_> {
    fn export(&self) -> Export<'_> {
        let Part { register, left_out } = self.part;
        Export {
            register,
            id: self.id,
            on: self.query.on,
            left_out: *left_out,
            registered_as: self.registered,
            only: self.view,
        }
    }

    fn about(&self) -> About {
        let audience = match self.part.left_out {
            None => Audience::Inside,
            Some(LeftOut { records, lines }) => Audience::Public { records, lines },
        };
        let part = self.view.map(|view| part_of_a_list(view.len()));
        About { name: self.name.clone(), part, day: self.query.on, audience }
    }

    /// What the register lacks for it.
    pub fn lacks(&self) -> Vec<Missing> {
        let format = self.choice.format(self.party);
        in_order(format.map(|format| format.ready(&self.export())).unwrap_or_default())
    }

    /// Makes the file; `stem` is what the names of the register's files begin with.
    ///
    /// # Errors
    /// A sentence.
    pub fn write(&self, stem: &str, rates: &dyn Rates) -> Result<Made, String> {
        let about = self.about();
        let made = |ending: &str, media_type: &'static str, bytes: Vec<u8>| Made {
            name: about.file_name(stem, ending),
            media_type,
            bytes,
        };
        if !self.choice.is_of_tables() {
            if let Some(reason) = self.registered.and_then(|text| self.choice.refuses(text)) {
                return Err(reason.to_owned());
            }
            let format = self.choice.format(self.party).ok_or_else(|| text::CHOOSE_PARTY.said())?;
            let text = in_english(|| format.write(&self.export())).map_err(|error| error.to_string())?;
            return Ok(made(format.ending(), format.media_type(), text.into_bytes()));
        }
        let is_chosen = |key: &RecordKey| self.view.is_none_or(|view| view.contains(key));
        let all = tables::of_chosen(&self.part.register, &is_chosen);
        if self.choice == Choice::Table {
            let mut shown = about.shown(&all).into_iter();
            let table = shown.find(|table| table.name == self.table && !table.rows.is_empty());
            let table = table.ok_or_else(|| text::NO_ROW_IN_TABLE.said())?;
            let ending = format!("{}.csv", table.name);
            return Ok(made(&ending, "text/csv;charset=utf-8", tables::csv_alone(table)));
        }
        let bytes = match self.choice {
            Choice::Package => tables::package(&all, &about),
            _ => {
                let sums = Sums::of_chosen(&self.part.register, rates, self.query, &is_chosen);
                tables::workbook(&all, &sums, &about)
            }
        };
        let bytes = bytes.map_err(|error| error.to_string())?;
        Ok(match self.choice {
            Choice::Package => made("zip", "application/zip", bytes),
            _ => made("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", bytes),
        })
    }
}

/// A file that was made.
pub struct Made {
    /// Its name.
    pub name: String,
    /// Of which media type it is.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What a table is called: its collection, and the lists on the way to its rows.
pub fn table_label(name: &str) -> String {
    let mut names = name.split('-');
    let Some(collection) = names.next().and_then(Collection::from_word) else {
        return text::NOT_KNOWN_HERE.said().to_owned();
    };
    let (mut label, mut shape) = (collection_label(collection).1.to_owned(), collection.shape());
    for list in names {
        label = format!("{label} › {}", field_label(shape.name, list));
        if let Some(Kind::Lines(below)) = shape.field(list).map(|field| field.kind) {
            shape = below;
        }
    }
    label
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::figures::TypedRates;
    use crate::register::{Currency, Now, Pen};

    #[test]
    fn every_format_takes_a_list_and_says_so_in_its_name() {
        let given = |internal: bool| json!({"purpose": "Radios", "internal": internal});
        let body = json!({
            "parties": {"EE": {"kind": "state"}},
            "contributions": {"a": given(false), "b": given(false), "secret": given(true)},
            "purchases": {"p": {"title": "Radios"}}, "actions": {"x": {"text": "Ask"}},
        });
        let now = Now { millis: 1_706_832_000_000, at: String::new() };
        let register = Register::of([Pen::new("r").write(body.as_object().unwrap().clone(), &now)]);
        let list: Vec<RecordKey> =
            [("contributions", "a"), ("contributions", "secret"), ("purchases", "p"), ("actions", "x")]
                .map(|(collection, id)| RecordKey::new(Collection::from_word(collection).unwrap(), id))
                .to_vec();
        let (id, party) = (Id::from("r"), Id::from("EE"));
        let query = Query { on: "2024-12-31".parse().unwrap(), published: None, currency: Currency::EUR };
        let check =
            |choice: Choice, is_internal: bool, registered: Option<&str>, expected: Result<&str, &str>| {
                let part = Part::of(&register, is_internal);
                let shown = part.shown(&list);
                assert_eq!(shown.len(), if is_internal { 4 } else { 3 });
                let (name, table) = ("IT".to_owned(), "contributions");
                let (party, view, part) = (Some(&party), Some(&shown), &part);
                let asks = Asks { part, id: &id, name, query, registered, party, choice, table, view };
                let made = asks.write("it", &TypedRates::of(&register));
                let found = made.as_ref().map(|made| made.name.as_str()).map_err(String::as_str);
                match (found, expected) {
                    (Err(found), Err(expected)) => assert!(found.starts_with(expected), "{found}"),
                    (found, expected) => assert_eq!(found, expected, "{choice:?}"),
                }
                assert!(asks.lacks().iter().all(|one| one.path.is_empty() || shown.contains(&one.key)));
            };
        check(Choice::Workbook, false, None, Ok("it-part-2024-12-31-public.xlsx"));
        check(Choice::Package, false, None, Ok("it-part-2024-12-31-public.zip"));
        check(Choice::Table, true, None, Ok("it-part-2024-12-31-with-internal.contributions.csv"));
        check(Choice::Iati, false, Some("XM-DAC-1"), Ok("it-part-2024-12-31-public.iati.xml"));
        check(Choice::Iati, false, Some("XM/1"), Err("This is no organisation identifier of IATI."));
        check(Choice::IatiOfMember, false, Some("1"), Err("This is no organisation identifier of IATI."));
        check(Choice::IatiOfMember, false, None, Err("There is no record in contributions to write"));
        check(Choice::OcdsReleases, true, None, Ok("it-part-2024-12-31-with-internal.ocds-releases.json"));
        check(Choice::OcdsRecords, false, Some("ocds-1"), Err("This is no OCID prefix."));
        check(Choice::Calendar, false, None, Ok("it-part-2024-12-31-public.ics"));
        check(Choice::Hledger, false, None, Ok("it-part-2024-12-31-public.journal"));
        check(Choice::Beancount, false, None, Ok("it-part-2024-12-31-public.beancount"));
    }

    #[test]
    fn a_table_is_called_by_its_lists() {
        let check = |name: &str, expected: &str| assert_eq!(table_label(name), expected);
        check("contributions", "Contributions");
        check("contributions-entries-sources", "Contributions › Entries › Sources");
        check(tables::OTHERS, "What this version does not know");
        for table in Collection::ALL.iter().flat_map(|one| tables::template(*one)) {
            assert!(!table_label(&table.name).contains("Unnamed"), "{}", table.name);
        }
    }
}
