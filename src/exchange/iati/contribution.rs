//! A contribution as an activity: who gives, and each of its entries once.

use super::activity::{ACTUAL_START, FUNDING, Head, PLANNED_START, Sheet, documents, related};
use super::carried::{Carried, Transaction};
use super::xml::Xml;
use crate::exchange::export::{encoded, figure, is_blank, join, within};
use crate::register::{
    Citation, Contribution, Day, Entry, Id, Lines, PlannedEntry, RecordKey, RelationKind, Step, print_decimal,
};

impl<'a> Sheet<'a> {
    pub fn contribution(&self, xml: &mut Xml, id: &'a Id, record: &'a Contribution) {
        let entries: Vec<_> = record
            .entries
            .live()
            .map(|(line, entry)| (line, entry, self.carried(id, record, (line, entry))))
            .collect();
        let mut words = self.words(record);
        for (line, entry, carried) in &entries {
            if let Carried::Words(why) = carried {
                let why = Some(why.sentence().to_owned()).filter(|why| !why.is_empty());
                words.push((format!("entries/{line}"), join([Some(self.said.entry(entry)), why], ". ")));
            }
        }
        for (line, planned) in record.planned.live().filter(|(_, planned)| self.period(planned).is_none()) {
            words.push((format!("planned/{line}"), self.said.planned(planned)));
        }
        let title = self.said.contribution(id);
        let head = Head {
            key: RecordKey::of::<Contribution>(id),
            about: record.purpose.as_deref().filter(|text| !is_blank(text)).unwrap_or(&title).to_owned(),
            title,
            words,
            parties: self.said.givers(record).into_iter().map(|id| (FUNDING, id, String::new())).collect(),
            status: if self.begun(record).is_some() { "2" } else { "1" },
            dates: self.contribution_dates(record),
            area: record.area.as_deref(),
        };
        let money = |xml: &mut Xml| {
            for (line, planned) in record.planned.live() {
                self.planned(xml, record, line, planned);
            }
            for (line, entry, carried) in &entries {
                if let Carried::Transaction(transaction) = carried {
                    self.transaction(xml, record, line, entry, transaction);
                }
            }
        };
        let links = |xml: &mut Xml| {
            let lines = record.entries.values().map(|entry| &entry.sources);
            let cited: Vec<&Lines<Citation>> = std::iter::once(&record.sources).chain(lines).collect();
            documents(xml, &self.said.documents(&cited));
            related(xml, "1", &self.identifier(&RecordKey::own()));
            self.relations(xml, record);
            for (line, entry, carried) in &entries {
                if let Carried::Result(day) = carried {
                    self.handed_over(xml, line, entry, *day);
                }
            }
        };
        self.activity(xml, "2", head, money, links);
    }

    /// What a contribution says that IATI has no element for.
    fn words(&self, record: &Contribution) -> Vec<(String, String)> {
        let mut words = Vec::new();
        let mut say = |of: &str, text: String| words.push((of.to_owned(), text));
        let joint = record.contributors.values().count() > 1;
        if joint || record.contributors.values().any(|one| one.share.is_some()) {
            say("contributors", format!("Given by: {}", self.said.together(record)));
        }
        if let Some(split) = record.split {
            say("split", format!("Split: {}", split.word()));
        }
        if let Some(form) = record.form {
            say("form", format!("Form: {}", form.word()));
        }
        if let Some(earmark) = record.earmark {
            say("earmark", format!("Earmarking: {}", earmark.word()));
        }
        if let Some(what) = &record.earmarked_for {
            say("earmarked_for", format!("Earmarked for: {what}"));
        }
        for (line, larger) in record.larger.live() {
            let sum = larger.amount.map(|amount| amount.to_string());
            let shared = larger.shared_by.as_ref().map(|by| format!("shared by {by}"));
            let text = join([larger.what.clone(), sum, shared], ", ");
            say(&format!("larger/{line}"), format!("An unknown part of: {text}"));
        }
        for (line, relation) in record.relations.live() {
            let kind = relation.kind.map_or("hangs together with", RelationKind::word);
            let sure = if relation.is_possible() { "Possibly" } else { "Certainly" };
            let other = relation.to.as_ref().map(|to| self.said.contribution(to.id())).unwrap_or_default();
            say(&format!("relations/{line}"), format!("{sure} {kind}: {other}"));
        }
        if let Some(note) = &record.note {
            say("note", format!("Note: {}", note.as_ref() as &str));
        }
        words
    }

    /// The day from which more than a pledge is on record.
    fn begun(&self, record: &Contribution) -> Option<Day> {
        let more = |entry: &&Entry| !matches!(entry.kind, None | Some(Step::Pledge | Step::Statement));
        let days =
            record.entries.any().filter(more).filter_map(|entry| entry.date.as_ref()).map(|date| date.last());
        days.filter(|day| *day <= self.export.on).min()
    }

    fn contribution_dates(&self, record: &Contribution) -> Vec<(&'static str, Day)> {
        let days = record.entries.any().filter_map(|entry| within(entry.date.as_ref()?));
        let first = days.map(|[_, last]| last).min().map(|day| (PLANNED_START, day));
        first.into_iter().chain(self.begun(record).map(|day| (ACTUAL_START, day))).collect()
    }

    /// What IATI can say of a plan: a sum and a period.
    fn period(&self, planned: &PlannedEntry) -> Option<[Day; 2]> {
        figure(planned.amount.as_ref())?;
        within(planned.date.as_ref()?)
    }

    fn planned(&self, xml: &mut Xml, record: &Contribution, line: &Id, planned: &PlannedEntry) {
        let (Some([first, last]), Some((value, currency))) =
            (self.period(planned), figure(planned.amount.as_ref()))
        else {
            return;
        };
        let said = self.said.planned(planned);
        let attributes = [("type", "1"), ("muster:of", &*format!("planned/{line}")), ("muster:said", &said)];
        xml.node("planned-disbursement", &attributes, |xml| {
            xml.empty("period-start", &[("iso-date", &first.to_string())]);
            xml.empty("period-end", &[("iso-date", &last.to_string())]);
            let attributes = [("currency", currency.code()), ("value-date", &*first.to_string())];
            xml.text("value", &attributes, &print_decimal(value));
            self.provider(xml, record);
            xml.told("receiver-org", &[], &self.said.coalition());
        });
    }

    fn transaction(
        &self,
        xml: &mut Xml,
        record: &Contribution,
        line: &Id,
        entry: &Entry,
        transaction: &Transaction,
    ) {
        let attributes = [("ref", &*encoded(line.as_str())), ("muster:of", &*format!("entries/{line}"))];
        xml.node("transaction", &attributes, |xml| {
            xml.empty("transaction-type", &[("code", transaction.code)]);
            xml.empty("transaction-date", &[("iso-date", &transaction.day.to_string())]);
            let value_day = transaction.value_day.to_string();
            let attributes = [("currency", transaction.currency.code()), ("value-date", &value_day)];
            xml.text("value", &attributes, &print_decimal(transaction.value));
            xml.told("description", &[], &self.said.entry(entry));
            // What was spent by those who carry the work out went to somebody whom the register does not name.
            if self.member.is_none() && transaction.code == "4" {
                xml.told("provider-org", &[], &self.said.coalition());
            } else {
                self.provider(xml, record);
                xml.told("receiver-org", &[], &self.said.coalition());
            }
            if transaction.in_kind {
                xml.empty("disbursement-channel", &[("code", "4")]);
            }
        });
    }

    /// The giver; several together stand in one name, since IATI has room for one.
    fn provider(&self, xml: &mut Xml, record: &Contribution) {
        let givers = self.said.givers(record);
        match givers.as_slice() {
            [only] => xml.told("provider-org", &[("type", self.sort(only))], &self.said.party(only)),
            _ => xml.told("provider-org", &[], &self.said.together(record)),
        }
    }

    fn relations(&self, xml: &mut Xml, record: &Contribution) {
        for relation in record.relations.values() {
            let Some(to) = relation.to.as_ref().map(|to| to.id()) else { continue };
            if self.export.register.contributions.get(to).is_some_and(|other| self.is_here(other)) {
                let sort = if relation.kind == Some(RelationKind::PartOf) { "1" } else { "3" };
                related(xml, sort, &self.identifier_of::<Contribution>(to));
            }
        }
    }

    /// Goods that were bought with money which other entries count.
    fn handed_over(&self, xml: &mut Xml, line: &Id, entry: &Entry, day: Day) {
        let first = entry.date.as_ref().map_or(day, |date| date.first());
        self.result(xml, &format!("entries/{line}"), "Delivery", &self.said.entry(entry), Some([first, day]));
    }

    /// A result that is told, not counted.
    pub fn result(&self, xml: &mut Xml, of: &str, title: &str, told: &str, period: Option<[Day; 2]>) {
        xml.node("result", &[("type", "1"), ("muster:of", of)], |xml| {
            xml.told("title", &[], title);
            xml.told("description", &[], told);
            xml.node("indicator", &[("measure", "5")], |xml| {
                xml.told("title", &[], title);
                if let Some(period) = period {
                    span(xml, period, |_| {});
                }
            });
        });
    }
}

/// A period of an indicator.
pub fn span(xml: &mut Xml, [first, last]: [Day; 2], inside: impl FnOnce(&mut Xml)) {
    xml.node("period", &[], |xml| {
        xml.empty("period-start", &[("iso-date", &first.to_string())]);
        xml.empty("period-end", &[("iso-date", &last.to_string())]);
        inside(xml);
    });
}
