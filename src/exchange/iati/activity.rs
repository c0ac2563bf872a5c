//! What all activities have in common, and the one of the coalition itself.

use super::carried::{Elsewhere, elsewhere};
use super::xml::Xml;
use crate::exchange::export::{
    Export, ExportError, Perspective, Said, encoded, instant, is_blank, read_by, within,
};
use crate::register::{
    Coalition, Contribution, Currency, Day, Id, PartyKind, Purchase, Record, RecordKey, Source, SourceKind,
};

/// What the activities of a file are written from.
pub struct Sheet<'a> {
    pub export: Export<'a>,
    pub said: Said<'a>,
    /// The member whose file it is; nothing for the register's own.
    pub member: Option<&'a Id>,
    /// The entries whose money stands with another contribution.
    pub elsewhere: Elsewhere,
    /// The organisation identifier that all identifiers begin with.
    prefix: String,
}

/// What stands at the head of an activity.
pub struct Head<'t> {
    pub key: RecordKey,
    pub title: String,
    /// What it is for; where that is not on record, what else there is to say.
    pub about: String,
    /// More on it: the place in the record that says it, and the words.
    pub words: Vec<(String, String)>,
    /// Role, party and the activity that its part comes from.
    pub parties: Vec<(&'static str, &'t Id, String)>,
    pub status: &'static str,
    /// Type and day.
    pub dates: Vec<(&'static str, Day)>,
    /// The id of an area of the coalition's work.
    pub area: Option<&'t str>,
}

/// A participating organisation's roles.
pub const FUNDING: &str = "1";
pub const ACCOUNTABLE: &str = "2";
pub const EXTENDING: &str = "3";
pub const IMPLEMENTING: &str = "4";

/// The types of an activity's dates.
pub const PLANNED_START: &str = "1";
pub const ACTUAL_START: &str = "2";
pub const PLANNED_END: &str = "3";
pub const ACTUAL_END: &str = "4";

impl<'a> Sheet<'a> {
    pub fn new(export: &Export<'a>, perspective: &'a Perspective) -> Result<Self, ExportError> {
        let member = match perspective {
            Perspective::Register => None,
            Perspective::Member(id) => {
                export.register.parties.get(id).ok_or_else(|| ExportError::NoParty(id.clone()))?;
                Some(id)
            }
        };
        let own = || match member {
            None => format!("muster-{}", encoded(export.id.as_str())),
            Some(id) => format!("muster-{}-{}", encoded(export.id.as_str()), encoded(id.as_str())),
        };
        let said = Said(*export);
        let registered = export.registered_as.filter(|name| !is_blank(name));
        Ok(Sheet {
            export: *export,
            said,
            member,
            elsewhere: elsewhere(export, said.own().and_then(|own| own.currency).unwrap_or(Currency::EUR)),
            prefix: registered.map_or_else(own, |name| encoded(name.trim())),
        })
    }

    /// The identifier of the activity of a record.
    pub fn identifier(&self, key: &RecordKey) -> String {
        format!("{}-{}-{}", self.prefix, key.collection.word(), encoded(key.id.as_str()))
    }

    pub fn identifier_of<T: Record>(&self, id: &Id) -> String {
        self.identifier(&RecordKey::of::<T>(id))
    }

    /// The contributions of the file: those of the coalition, or those in which the member has a part; of a
    /// list only what it shows of them.
    pub fn contributions(&self) -> impl Iterator<Item = (&'a Id, &'a Contribution)> {
        let all = self.export.register.contributions.live().map(|(id, record)| (id, record.as_ref()));
        let all = all.filter(|(_, record)| self.is_here(record));
        all.filter(|(id, _)| self.export.takes(&RecordKey::of::<Contribution>(id)))
    }

    /// Whether a contribution is in the file of the whole. That of a list refers to it all the same.
    pub fn is_here(&self, record: &'a Contribution) -> bool {
        !record.outside && self.member.is_none_or(|id| self.said.givers(record).contains(&id))
    }

    /// The purchases of the file.
    pub fn purchases(&self) -> impl Iterator<Item = (&'a Id, &'a Purchase)> {
        let all = self.export.register.purchases.live().filter(|_| self.member.is_none());
        let all = all.filter(|(id, _)| self.export.takes(&RecordKey::of::<Purchase>(id)));
        all.map(|(id, record)| (id, record.as_ref()))
    }

    /// The activity that all others belong to; the only one of a register that is empty.
    pub fn coalition(&self, xml: &mut Xml) {
        let key = RecordKey::own();
        let own = self.said.own();
        let founded = own.and_then(|own| within(own.founded.as_ref()?)).map(|[_, last]| last);
        let started = founded.filter(|day| *day <= self.export.on);
        let mut words = vec![("".to_owned(), self.said.preface())];
        let mut say = |of: &str, label: &str, text: Option<String>| {
            words.extend(text.map(|text| (of.to_owned(), format!("{label}: {text}"))));
        };
        say("founded", "Founded", own.and_then(|own| own.founded.as_ref()).map(ToString::to_string));
        say("parent_body", "Parent body", own.and_then(|own| own.parent_body.clone()));
        say("keeper", "Kept by", own.and_then(|own| own.keeper.clone()));
        say("note", "Note", own.and_then(|own| own.note.as_deref()).map(str::to_owned));
        let named = self.said.coalition();
        let title = match self.member {
            Some(id) => format!("{} in: {named}", self.said.party(id)),
            None => named,
        };
        let purpose = own.and_then(|own| own.purpose.as_deref()).filter(|text| !is_blank(text));
        let head = Head {
            key,
            about: purpose.unwrap_or("What the coalition is for is not on record.").to_owned(),
            title,
            words,
            parties: self.member.map(|id| (FUNDING, id, String::new())).into_iter().collect(),
            status: if started.is_some() { "2" } else { "1" },
            dates: match (founded, started) {
                (_, Some(day)) => vec![(ACTUAL_START, day)],
                (Some(day), None) => vec![(PLANNED_START, day)],
                (None, None) => Vec::new(),
            },
            area: None,
        };
        self.activity(
            xml,
            "1",
            head,
            |_| {},
            |xml| {
                let cited = own.map(|own: &Coalition| self.said.documents(&[&own.sources]));
                documents(xml, &cited.unwrap_or_default());
            },
        );
    }

    /// An activity: its head, then `money`, then `links`, in the order that the standard asks for.
    pub fn activity(
        &self,
        xml: &mut Xml,
        hierarchy: &str,
        head: Head<'_>,
        money: impl FnOnce(&mut Xml),
        links: impl FnOnce(&mut Xml),
    ) {
        let of = format!("{}/{}", head.key.collection.word(), head.key.id);
        let changed = self.said.last_written(&head.key);
        let changed = changed.map(|stamp| read_by(instant(stamp.millis))).unwrap_or_default();
        let attributes = [
            ("xml:lang", "en"),
            ("hierarchy", hierarchy),
            ("last-updated-datetime", &changed),
            ("muster:record", &of),
        ];
        xml.node("iati-activity", &attributes, |xml| {
            xml.text("iati-identifier", &[], &self.identifier(&head.key));
            self.reporting(xml);
            xml.told("title", &[], &head.title);
            xml.told("description", &[("type", "1")], &head.about);
            for (of, text) in &head.words {
                xml.told("description", &[("type", "4"), ("muster:of", of)], text);
            }
            for (role, party, activity) in &head.parties {
                let attributes = [("type", self.sort(party)), ("role", role), ("activity-id", activity)];
                xml.told("participating-org", &attributes, &self.said.party(party));
            }
            xml.told("participating-org", &[("role", ACCOUNTABLE)], &self.said.keeper());
            let beneficiary =
                self.said.own().and_then(|own| own.beneficiary.as_ref()).map(|party| party.id());
            if let Some(party) =
                beneficiary.filter(|party| head.parties.iter().all(|(_, held, _)| held != party))
            {
                let attributes = [("type", self.sort(party)), ("role", IMPLEMENTING)];
                xml.told("participating-org", &attributes, &self.said.party(party));
            }
            xml.empty("activity-status", &[("code", head.status)]);
            self.dates(xml, &head);
            self.where_and_what(xml, head.area);
            money(xml);
            links(xml);
        });
    }

    fn reporting(&self, xml: &mut Xml) {
        match self.member {
            None => {
                let attributes = [("ref", self.prefix.as_str()), ("type", "10")];
                xml.told("reporting-org", &attributes, &self.said.keeper());
            }
            // Written by the register from what it knows of the member.
            Some(id) => {
                let sort = self.sort(id);
                let attributes = [
                    ("ref", self.prefix.as_str()),
                    ("type", if sort.is_empty() { "90" } else { sort }),
                    ("secondary-reporter", "1"),
                ];
                xml.told("reporting-org", &attributes, &self.said.party(id));
            }
        }
    }

    /// An activity has a date: what the register does not date begins with its recording, and says so.
    fn dates(&self, xml: &mut Xml, head: &Head<'_>) {
        for (sort, day) in &head.dates {
            xml.empty("activity-date", &[("type", sort), ("iso-date", &day.to_string())]);
        }
        if head.dates.is_empty() {
            let day = self.said.recorded(&head.key).to_string();
            let why = "Not dated in the register; this is the day of its recording.";
            xml.told("activity-date", &[("type", PLANNED_START), ("iso-date", &day)], why);
        }
    }

    fn where_and_what(&self, xml: &mut Xml, area: Option<&str>) {
        let beneficiary = self.said.own().and_then(|own| own.beneficiary.as_ref());
        if let Some((party, code)) = beneficiary.and_then(|party| Some((party, self.said.state(party.id())?)))
        {
            xml.told("recipient-country", &[("code", code)], &self.said.party(party.id()));
        }
        // The register's own list of areas; what has none is the work of the coalition as a whole.
        let (code, name) = match area {
            Some(id) => (id, self.said.area(id)),
            None => ("coalition", self.said.coalition()),
        };
        let code = encoded(code);
        let code = if code.is_empty() { "coalition" } else { &code };
        xml.told("sector", &[("vocabulary", "99"), ("code", code)], &name);
        xml.empty("default-flow-type", &[("code", "50")]);
        xml.empty("default-finance-type", &[("code", "110")]);
    }

    /// The kind of an organisation in IATI's list; empty where the register does not say.
    pub fn sort(&self, party: &Id) -> &'static str {
        match self.said.party_record(party).and_then(|party| party.kind) {
            Some(PartyKind::State) => "10",
            Some(PartyKind::Supplier) => "70",
            Some(PartyKind::Organisation) | None => "",
        }
    }
}

/// Links to what the sources of a record published.
pub fn documents(xml: &mut Xml, cited: &[(&Id, &Source, String)]) {
    for (id, source, address) in cited {
        let format =
            if address.to_ascii_lowercase().ends_with(".pdf") { "application/pdf" } else { "text/html" };
        let of = format!("sources/{id}");
        xml.node("document-link", &[("url", address), ("format", format), ("muster:of", &of)], |xml| {
            let titles = [source.title.as_deref(), source.publisher.as_deref()];
            let title = titles.into_iter().flatten().find(|title| !is_blank(title));
            xml.told("title", &[], title.unwrap_or(address));
            let code = if source.kind == Some(SourceKind::Agreement) { "A09" } else { "A12" };
            xml.empty("category", &[("code", code)]);
            if let Some(language) = source.language.as_deref().filter(|code| is_language(code)) {
                xml.empty("language", &[("code", language)]);
            }
            if let Some(day) = source.published().filter(|date| date.is_day()) {
                xml.empty("document-date", &[("iso-date", &day.last().to_string())]);
            }
        });
    }
}

/// IATI names languages by ISO 639-1.
fn is_language(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// A link to the activity that this one belongs to (1) or hangs together with (3).
pub fn related(xml: &mut Xml, sort: &str, identifier: &str) {
    xml.empty("related-activity", &[("ref", identifier), ("type", sort)]);
}
