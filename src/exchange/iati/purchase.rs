//! A purchase as an activity: whose money it is planned to take, and what arrived.

use super::activity::{
    ACTUAL_END, ACTUAL_START, EXTENDING, FUNDING, Head, IMPLEMENTING, PLANNED_END, PLANNED_START, Sheet,
    documents, related,
};
use super::contribution::span;
use super::xml::Xml;
use crate::exchange::export::{dated, figure, is_blank, within};
use crate::figures::stage;
use crate::register::{
    Citation, Contribution, Date, Day, Delivery, Id, Item, Lines, Purchase, PurchaseStepKind, RecordKey,
    Share, print_decimal,
};
use chrono::Datelike;

impl<'a> Sheet<'a> {
    pub fn purchase(&self, xml: &mut Xml, id: &'a Id, record: &'a Purchase) {
        let title = self.said.purchase(id);
        let head = Head {
            key: RecordKey::of::<Purchase>(id),
            about: record.need.as_deref().filter(|text| !is_blank(text)).unwrap_or(&title).to_owned(),
            title,
            words: self.purchase_words(record),
            parties: self.purchase_parties(record),
            status: match stage(record, self.export.on) {
                None | Some(PurchaseStepKind::Need | PurchaseStepKind::Approved) => "1",
                Some(PurchaseStepKind::Ordered | PurchaseStepKind::Contracted) => "2",
                Some(PurchaseStepKind::Delivered) => "3",
                Some(PurchaseStepKind::Received) => "4",
                Some(PurchaseStepKind::Cancelled) => "5",
            },
            dates: self.purchase_dates(record),
            area: record.area.as_deref(),
        };
        let money = |xml: &mut Xml| {
            self.budget(xml, record);
            for (line, share) in record.shares.live() {
                self.share(xml, record, line, share);
            }
        };
        let links = |xml: &mut Xml| {
            let lines = record.steps.values().map(|step| &step.sources);
            let lines = lines.chain(record.deliveries.values().map(|delivery| &delivery.sources));
            let cited: Vec<&Lines<Citation>> = std::iter::once(&record.sources).chain(lines).collect();
            documents(xml, &self.said.documents(&cited));
            related(xml, "1", &self.identifier(&RecordKey::own()));
            for (of, _) in self.funded_by(record) {
                related(xml, "1", &self.identifier_of::<Contribution>(of));
            }
            self.wanted(xml, id, record);
            for (line, delivery) in record.deliveries.live() {
                self.delivery(xml, line, delivery);
            }
        };
        self.activity(xml, "3", head, money, links);
    }

    /// The contributions whose money it is, each once.
    fn funded_by(&self, record: &'a Purchase) -> Vec<(&'a Id, &'a Contribution)> {
        let mut found: Vec<(&Id, &Contribution)> = Vec::new();
        for share in record.shares.values() {
            for (id, held) in self.said.drawn_on(share) {
                if found.iter().all(|(other, _)| *other != id) {
                    found.push((id, held));
                }
            }
        }
        found
    }

    fn purchase_parties(&self, record: &'a Purchase) -> Vec<(&'static str, &'a Id, String)> {
        let mut parties = Vec::new();
        for (of, contribution) in self.funded_by(record) {
            let activity = self.identifier_of::<Contribution>(of);
            let givers = self.said.givers(contribution).into_iter();
            parties.extend(givers.map(|giver| (FUNDING, giver, activity.clone())));
        }
        let others =
            [(EXTENDING, &record.agent), (IMPLEMENTING, &record.supplier), (IMPLEMENTING, &record.needed_by)];
        parties.extend(
            others.into_iter().filter_map(|(role, party)| Some((role, party.as_ref()?.id(), String::new()))),
        );
        parties
    }

    fn purchase_words(&self, record: &Purchase) -> Vec<(String, String)> {
        let mut words = Vec::new();
        let mut say = |of: String, text: String| words.push((of, text));
        if let Some(party) = &record.needed_by {
            say("needed_by".into(), format!("Needed by: {}", self.said.party(party.id())));
        }
        if let Some(date) = &record.by_when {
            say("by_when".into(), format!("Needed by when: {}", dated(date)));
        }
        if let Some(priority) = record.priority {
            say("priority".into(), format!("Priority: {priority}"));
        }
        if let Some(party) = &record.agent {
            say("agent".into(), format!("Bought by: {}", self.said.party(party.id())));
        }
        if let Some(party) = &record.supplier {
            say("supplier".into(), format!("Supplied by: {}", self.said.party(party.id())));
        }
        for (line, step) in record.steps.live() {
            say(format!("steps/{line}"), self.said.step(step));
        }
        for (line, item) in record.items.live() {
            say(format!("items/{line}"), format!("Item: {}", self.said.item(item)));
        }
        for (line, share) in record.shares.live() {
            say(format!("shares/{line}"), self.said.share(share));
        }
        if let Some(note) = &record.note {
            say("note".into(), format!("Note: {}", note.as_ref() as &str));
        }
        words
    }

    fn purchase_dates(&self, record: &Purchase) -> Vec<(&'static str, Day)> {
        use PurchaseStepKind::{Approved, Contracted, Delivered, Need, Ordered, Received};
        let last = |date: Option<&Date>| date.and_then(within).map(|[_, last]| last);
        let days = |kinds: &'static [PurchaseStepKind]| {
            let steps = record.steps.any().filter(|step| step.kind.is_some_and(|kind| kinds.contains(&kind)));
            steps.filter_map(|step| last(step.date.as_ref()))
        };
        let happened = |day: &Day| *day <= self.export.on;
        let arrived = record.deliveries.any().filter_map(|delivery| last(delivery.date.as_ref()));
        let begun: Vec<Day> = days(&[Ordered, Contracted, Delivered]).chain(arrived).collect();
        let started = begun.iter().copied().filter(happened).min();
        // What has not begun is to begin.
        let to_begin = || begun.iter().copied().min().filter(|_| started.is_none());
        let planned = days(&[Need, Approved]).min().or_else(to_begin);
        [
            (PLANNED_START, planned),
            (ACTUAL_START, started),
            (PLANNED_END, last(record.by_when.as_ref())),
            (ACTUAL_END, days(&[Received]).filter(happened).max()),
        ]
        .into_iter()
        .filter_map(|(sort, day)| Some((sort, day?)))
        .collect()
    }

    /// What it is to cost by its furthest step with a figure, over the calendar year of that step: IATI has no
    /// budget without a period.
    fn budget(&self, xml: &mut Xml, record: &Purchase) {
        if stage(record, self.export.on) == Some(PurchaseStepKind::Cancelled) {
            return;
        }
        let valued = record.steps.live().filter_map(|(line, step)| {
            let money = figure(step.value.as_ref())?;
            let day = step.date.as_ref().map(|date| date.last()).filter(|day| *day <= self.export.on)?;
            Some(((budgeted(step.kind?)?, day, line), money))
        });
        let Some(((rank, day, line), (value, currency))) = valued.max_by_key(|(place, _)| *place) else {
            return;
        };
        // An order or a contract binds; a need or an approval is an indication.
        let status = if rank > 0 { "2" } else { "1" };
        let of = format!("steps/{line}");
        xml.node("budget", &[("type", "1"), ("status", status), ("muster:of", &of)], |xml| {
            xml.empty("period-start", &[("iso-date", &format!("{:04}-01-01", day.year()))]);
            xml.empty("period-end", &[("iso-date", &format!("{:04}-12-31", day.year()))]);
            let attributes = [("currency", currency.code()), ("value-date", &*day.to_string())];
            xml.text("value", &attributes, &print_decimal(value));
        });
    }

    /// A share with a sum and a time: money that one contribution is to bring.
    fn share(&self, xml: &mut Xml, record: &Purchase, line: &Id, share: &Share) {
        let approved = || {
            let steps = record.steps.any().filter(|step| step.kind == Some(PurchaseStepKind::Approved));
            steps.filter_map(|step| step.date.as_ref()).map(|date| date.last()).min()
        };
        let period = share.period.as_ref().and_then(within).or_else(|| Some([approved()?; 2]));
        let (Some((value, currency)), Some([first, last])) = (figure(share.amount.as_ref()), period) else {
            return;
        };
        let of = format!("shares/{line}");
        xml.node("planned-disbursement", &[("type", "1"), ("muster:of", &of)], |xml| {
            xml.empty("period-start", &[("iso-date", &first.to_string())]);
            xml.empty("period-end", &[("iso-date", &last.to_string())]);
            let attributes = [("currency", currency.code()), ("value-date", &*first.to_string())];
            xml.text("value", &attributes, &print_decimal(value));
            let drawn = self.said.drawn_on(share);
            match drawn.as_slice() {
                [] => {}
                [(id, contribution)] => {
                    let activity = self.identifier_of::<Contribution>(id);
                    let attributes = [("provider-activity-id", activity.as_str())];
                    xml.told("provider-org", &attributes, &self.said.together(contribution));
                }
                several => {
                    let names: Vec<_> = several.iter().map(|(_, one)| self.said.together(one)).collect();
                    xml.told("provider-org", &[], &names.join(", "));
                }
            }
        });
    }

    /// What is to be delivered: an indicator for each item, with a target where a quantity is known.
    fn wanted(&self, xml: &mut Xml, id: &Id, record: &Purchase) {
        if record.items.is_empty() {
            return;
        }
        let days = record.steps.any().filter_map(|step| within(step.date.as_ref()?));
        let from = days
            .map(|[_, last]| last)
            .min()
            .unwrap_or_else(|| self.said.recorded(&RecordKey::of::<Purchase>(id)));
        let until = record.by_when.as_ref().and_then(within).map_or(from, |[_, last]| last).max(from);
        xml.node("result", &[("type", "1"), ("muster:of", "items")], |xml| {
            xml.told("title", &[], "Goods and services to be delivered");
            for (line, item) in record.items.live() {
                self.indicator(xml, &format!("items/{line}"), item, Some([from, until]), "target");
            }
        });
    }

    fn indicator(&self, xml: &mut Xml, of: &str, item: &Item, period: Option<[Day; 2]>, measured: &str) {
        let quantity =
            item.quantity.as_ref().map(|quantity| print_decimal(quantity.value)).unwrap_or_default();
        let measure = if quantity.is_empty() { "5" } else { "1" };
        xml.node("indicator", &[("measure", measure), ("muster:of", of)], |xml| {
            let what = item.what.as_deref().filter(|what| !is_blank(what));
            xml.told("title", &[], what.unwrap_or("Item"));
            match period {
                None => xml.told("description", &[], &self.said.item(item)),
                Some(period) => span(xml, period, |xml| {
                    xml.node(measured, &[("value", &quantity)], |xml| {
                        xml.told("comment", &[], &self.said.item(item));
                    });
                }),
            }
        });
    }

    fn delivery(&self, xml: &mut Xml, line: &Id, delivery: &Delivery) {
        let of = format!("deliveries/{line}");
        let told = self.said.delivery(delivery);
        let happened = delivery.date.as_ref().and_then(within).filter(|[_, last]| *last <= self.export.on);
        if delivery.items.is_empty() {
            return self.result(xml, &of, "Delivery", &told, happened);
        }
        xml.node("result", &[("type", "1"), ("muster:of", &of)], |xml| {
            xml.told("title", &[], "Delivery");
            xml.told("description", &[], &told);
            for (item_line, item) in delivery.items.live() {
                self.indicator(xml, &format!("{of}/items/{item_line}"), item, happened, "actual");
            }
        });
    }
}

/// What can stand in a budget, an order or a contract before the rest.
fn budgeted(kind: PurchaseStepKind) -> Option<u8> {
    match kind {
        PurchaseStepKind::Need | PurchaseStepKind::Approved => Some(0),
        PurchaseStepKind::Ordered | PurchaseStepKind::Contracted => Some(1),
        PurchaseStepKind::Delivered | PurchaseStepKind::Received | PurchaseStepKind::Cancelled => None,
    }
}
