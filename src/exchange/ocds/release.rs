//! A purchase as a release.

use super::json::{Json, list, object, text};
use super::parties::{Roles, reference};
use crate::exchange::export::{
    Export, Said, dated, encoded, figure, instant, is_blank, join, read_by, within,
};
use crate::figures::stage;
use crate::register::{
    Amount, Citation, Contribution, Date, Day, Delivery, Entry, Few, Id, Item, Lines, Purchase, PurchaseStep,
    PurchaseStepKind, RecordKey, Share, Step,
};

/// What the releases of a file are written from.
pub struct Sheet<'a> {
    pub export: Export<'a>,
    pub said: Said<'a>,
    /// For each contribution that pays for anything, the purchase that it pays for; nothing where there are several.
    pays_for: Few<&'a Id, Option<&'a Id>>,
}

/// Currencies that the standard's list lacks; sums in them are told in words.
const UNLISTED: [&str; 5] = ["SLE", "VED", "XAD", "XCG", "ZWG"];

/// A prefix of the right form which nobody is registered with.
const NO_PREFIX: &str = "ocds-000000";

impl<'a> Sheet<'a> {
    pub fn new(export: &Export<'a>) -> Self {
        let mut pays_for: Few<&Id, Option<&Id>> = Few::new();
        for (id, purchase) in export.register.purchases.live() {
            let of = purchase.shares.values().flat_map(|share| share.of.values());
            for contribution in of.filter_map(|of| of.contribution.as_ref()) {
                let only = pays_for.or_insert(contribution.id(), Some(id));
                *only = only.filter(|other| *other == id);
            }
        }
        Sheet { export: *export, said: Said(*export), pays_for }
    }

    /// The purchases of the file.
    pub fn purchases(&self) -> impl Iterator<Item = (&'a Id, &'a Purchase)> {
        let all = self.export.register.purchases.live().map(|(id, record)| (id, record.as_ref()));
        all.filter(|(id, _)| self.export.takes(&RecordKey::of::<Purchase>(id)))
    }

    pub fn ocid(&self, id: &Id) -> String {
        let prefix = self.export.registered_as.map(str::trim).filter(|prefix| !prefix.is_empty());
        let (register, id) = (encoded(self.export.id.as_str()), encoded(id.as_str()));
        format!("{}-{register}-{id}", prefix.map_or_else(|| NO_PREFIX.to_owned(), encoded))
    }

    pub fn release(&self, id: &'a Id, record: &'a Purchase) -> Json {
        let stamp = self.said.last_written(&RecordKey::of::<Purchase>(id)).unwrap_or_default();
        let ocid = self.ocid(id);
        let orders = self.orders(record);
        let spent = if orders.is_empty() { Vec::new() } else { self.spent_on(id) };
        let mut tags = vec!["planning", "tender"];
        if !orders.is_empty() {
            tags.extend(["award", "contract"]);
            if !spent.is_empty() || !record.deliveries.is_empty() {
                tags.push("implementation");
            }
        }
        let agent = record.agent.as_ref().map(|party| party.id());
        object([
            ("ocid", text(&ocid)),
            ("id", text(format!("{ocid}-{stamp}"))),
            ("date", text(read_by(instant(stamp.millis)))),
            ("tag", list(tags.into_iter().map(|tag| Json::Text(tag.to_owned())))),
            ("initiationType", text("tender")),
            ("language", text("en")),
            ("parties", Roles::of(self, id, record).json(self)),
            ("buyer", reference(self, agent)),
            ("planning", Some(self.planning(record))),
            ("tender", Some(self.tender(id, record, orders.is_empty()))),
            ("awards", if orders.is_empty() { None } else { list([self.award(id, record, &orders)]) }),
            (
                "contracts",
                if orders.is_empty() { None } else { list([self.contract(id, record, &orders, &spent)]) },
            ),
        ])
    }

    fn planning(&self, record: &'a Purchase) -> Json {
        let valued = |kind: PurchaseStepKind| {
            let steps = record.steps.values().filter(move |step| step.kind == Some(kind));
            steps.filter_map(|step| value(step.value.as_ref())).last()
        };
        let due = record.by_when.as_ref().map(|date| {
            object([
                ("id", text("by_when")),
                ("title", text("Needed by")),
                ("type", text("delivery")),
                ("description", text(dated(date))),
                ("dueDate", within(date).and_then(|[_, last]| moment(last))),
            ])
        });
        let steps = record.steps.live().filter(|(_, step)| !self.is_order(step));
        let lines = record.steps.values().map(|step| &step.sources);
        let lines = lines.chain(record.deliveries.values().map(|delivery| &delivery.sources));
        let cited: Vec<&Lines<Citation>> = std::iter::once(&record.sources).chain(lines).collect();
        let budget = object([
            ("amount", valued(PurchaseStepKind::Approved).or_else(|| valued(PurchaseStepKind::Need))),
            ("budgetBreakdown", list(record.shares.live().map(|(line, share)| self.share(line, share)))),
        ]);
        object([
            ("rationale", record.need.as_deref().and_then(text)),
            ("budget", Some(budget)),
            ("documents", list(self.documents(&cited))),
            ("milestones", list(steps.map(|(line, step)| self.step(line, step)).chain(due))),
        ])
    }

    fn share(&self, line: &Id, share: &Share) -> Json {
        let drawn = self.said.drawn_on(share);
        let source = match drawn.as_slice() {
            [(_, only)] => self.said.only_giver(only),
            _ => None,
        };
        let period = share
            .period
            .as_ref()
            .and_then(within)
            .map(|[first, last]| object([("startDate", moment(first)), ("endDate", moment(last))]));
        object([
            ("id", text(line.as_str())),
            ("description", text(self.said.share(share))),
            ("amount", value(share.amount.as_ref())),
            ("period", period),
            ("sourceParty", reference(self, source)),
        ])
    }

    /// A step that is no order, as a milestone.
    fn step(&self, line: &Id, step: &PurchaseStep) -> Json {
        let kind = match step.kind {
            Some(PurchaseStepKind::Need) => Some("preProcurement"),
            Some(PurchaseStepKind::Approved) => Some("approval"),
            Some(PurchaseStepKind::Delivered | PurchaseStepKind::Received) => Some("delivery"),
            _ => None,
        };
        self.milestone(
            line,
            step.kind.map_or("step", PurchaseStepKind::word),
            kind,
            self.said.step(step),
            &step.date,
        )
    }

    fn milestone(
        &self,
        line: &Id,
        title: &str,
        kind: Option<&str>,
        said: String,
        date: &Option<Date>,
    ) -> Json {
        let last = date.as_ref().and_then(within).map(|[_, last]| last);
        let met = last.map(|day| day <= self.export.on);
        object([
            ("id", text(line.as_str())),
            ("title", text(title)),
            ("type", kind.and_then(text)),
            ("description", text(said)),
            ("dueDate", last.filter(|_| met == Some(false)).and_then(moment)),
            ("dateMet", last.filter(|_| met == Some(true)).and_then(moment)),
            ("status", met.and_then(|met| text(if met { "met" } else { "scheduled" }))),
        ])
    }

    fn tender(&self, id: &Id, record: &Purchase, is_open: bool) -> Json {
        let status = match stage(record, self.export.on) {
            None | Some(PurchaseStepKind::Need) => "planning",
            Some(PurchaseStepKind::Approved) => "planned",
            Some(PurchaseStepKind::Cancelled) => "cancelled",
            Some(_) => "complete",
        };
        let agent = record.agent.as_ref().map(|party| party.id());
        let needed_by = record.needed_by.as_ref().map(|party| self.said.party(party.id()));
        let note = record.note.as_deref().filter(|note| !is_blank(note));
        let more = [
            Some(self.said.preface()),
            record.area.as_deref().map(|area| format!("Area: {}", self.said.area(area))),
            needed_by.map(|name| format!("Needed by: {name}")),
            record.priority.map(|priority| format!("Priority: {priority}")),
            note.map(|note| format!("Note: {note}")),
        ];
        object([
            ("id", text(id.as_str())),
            ("title", text(self.said.purchase(id))),
            ("description", text(join(more, "\n"))),
            ("status", text(status)),
            ("procuringEntity", reference(self, agent)),
            ("items", list(self.items(record))),
            // Where no order is on record, there is no contract for them to stand with.
            ("milestones", if is_open { list(self.deliveries(record)) } else { None }),
        ])
    }

    fn award(&self, id: &Id, record: &Purchase, orders: &[(&Id, &PurchaseStep)]) -> Json {
        let said: Vec<_> = orders.iter().map(|(_, step)| self.said.step(step)).collect();
        let supplier = record.supplier.as_ref().map(|party| party.id());
        let first = orders.iter().filter_map(|(_, step)| step.date.as_ref()).map(|date| date.last()).min();
        object([
            ("id", text(id.as_str())),
            ("title", text(self.said.purchase(id))),
            ("description", text(said.join("\n"))),
            ("status", text(if self.is_cancelled(record) { "cancelled" } else { "active" })),
            ("date", first.and_then(moment)),
            ("value", latest(orders)),
            ("suppliers", list(reference(self, supplier))),
            ("items", list(self.items(record))),
        ])
    }

    fn contract(
        &self,
        id: &Id,
        record: &Purchase,
        orders: &[(&Id, &PurchaseStep)],
        spent: &[Spent<'a>],
    ) -> Json {
        let status = match stage(record, self.export.on) {
            Some(PurchaseStepKind::Cancelled) => "cancelled",
            Some(PurchaseStepKind::Received) => "terminated",
            _ => "active",
        };
        let days = |is: fn(&PurchaseStep) -> bool| {
            let steps = orders.iter().filter(move |(_, step)| is(step));
            steps.filter_map(|(_, step)| step.date.as_ref()).map(|date| date.last()).min()
        };
        let signed = days(|step| step.kind == Some(PurchaseStepKind::Contracted)).or_else(|| days(|_| true));
        let implementation = object([
            ("transactions", list(spent.iter().map(|one| self.transaction(record, one)))),
            ("milestones", list(self.deliveries(record))),
        ]);
        object([
            ("id", text(id.as_str())),
            ("awardID", text(id.as_str())),
            ("title", text(self.said.purchase(id))),
            ("status", text(status)),
            ("value", latest(orders)),
            ("dateSigned", signed.and_then(moment)),
            ("items", list(self.items(record))),
            ("implementation", Some(implementation)),
        ])
    }

    fn transaction(&self, record: &Purchase, spent: &Spent<'a>) -> Json {
        object([
            ("id", text(format!("{}/{}", spent.of, spent.line))),
            ("date", spent.entry.date.as_ref().and_then(|date| moment(date.last()))),
            ("value", value(spent.entry.amount.as_ref())),
            ("payer", reference(self, self.said.only_giver(spent.contribution))),
            ("payee", reference(self, record.supplier.as_ref().map(|party| party.id()))),
        ])
    }

    fn deliveries(&self, record: &Purchase) -> Vec<Json> {
        let told = |delivery: &Delivery| self.said.delivery(delivery);
        let all = record.deliveries.live();
        all.map(|(line, one)| self.milestone(line, "Delivery", Some("delivery"), told(one), &one.date))
            .collect()
    }

    fn items(&self, record: &Purchase) -> Vec<Json> {
        let item = |(line, item): (&Id, &Item)| {
            let quantity = item.quantity.as_ref();
            let unit = quantity.map(|quantity| object([("name", text(&quantity.unit))]));
            object([
                ("id", text(line.as_str())),
                ("description", text(self.said.item(item))),
                ("quantity", quantity.map(|quantity| Json::Number(quantity.value))),
                ("unit", unit),
            ])
        };
        record.items.live().map(item).collect()
    }

    fn documents(&self, cited: &[&Lines<Citation>]) -> Vec<Json> {
        let found = self.said.documents(cited).into_iter();
        found
            .map(|(id, source, address)| {
                object([
                    ("id", text(id.as_str())),
                    ("title", source.title.as_deref().and_then(text)),
                    ("url", text(&address)),
                    (
                        "datePublished",
                        source.published().filter(|date| date.is_day()).and_then(|date| moment(date.last())),
                    ),
                ])
            })
            .collect()
    }

    fn is_cancelled(&self, record: &Purchase) -> bool {
        stage(record, self.export.on) == Some(PurchaseStepKind::Cancelled)
    }

    /// Whether a step is an order or a contract that stands on the day of the file.
    fn is_order(&self, step: &PurchaseStep) -> bool {
        let is_order = matches!(step.kind, Some(PurchaseStepKind::Ordered | PurchaseStepKind::Contracted));
        is_order && step.date.as_ref().is_none_or(|date| date.last() <= self.export.on)
    }

    /// The orders and contracts of a purchase.
    pub fn orders(&self, record: &'a Purchase) -> Vec<(&'a Id, &'a PurchaseStep)> {
        record.steps.live().filter(|(_, step)| self.is_order(step)).collect()
    }

    /// What was spent of contributions that pay for this purchase and no other.
    pub fn spent_on(&self, id: &Id) -> Vec<Spent<'a>> {
        let is_spent = |entry: &Entry| {
            let happened = entry.date.as_ref().is_some_and(|date| date.last() <= self.export.on);
            entry.kind == Some(Step::Expenditure) && happened && value(entry.amount.as_ref()).is_some()
        };
        let mut spent = Vec::new();
        for (of, _) in self.pays_for.iter().filter(|(_, only)| **only == Some(id)) {
            let record = self.export.register.contributions.get(of).filter(|record| !record.outside);
            let Some(contribution) = record.map(AsRef::as_ref) else { continue };
            let entries = contribution.entries.live().filter(|(_, entry)| is_spent(entry));
            spent.extend(entries.map(|(line, entry)| Spent { of, contribution, line, entry }));
        }
        spent
    }
}

/// An expenditure of a contribution.
pub struct Spent<'a> {
    of: &'a Id,
    pub contribution: &'a Contribution,
    line: &'a Id,
    entry: &'a Entry,
}

/// A sum, if it has a figure in a currency that the standard lists.
pub fn value(amount: Option<&Amount>) -> Option<Json> {
    let (value, currency) = figure(amount)?;
    if UNLISTED.contains(&currency.code()) {
        return None;
    }
    Some(object([("amount", Some(Json::Number(value))), ("currency", text(currency.code()))]))
}

/// The value of the latest order or contract that has one.
fn latest(orders: &[(&Id, &PurchaseStep)]) -> Option<Json> {
    let valued = orders.iter().filter(|(_, step)| figure(step.value.as_ref()).is_some());
    let latest = valued.max_by_key(|(line, step)| (step.date.as_ref().map(|date| date.last()), *line));
    value(latest.and_then(|(_, step)| step.value.as_ref()))
}

/// A day as the standard writes moments.
fn moment(day: Day) -> Option<Json> {
    text(format!("{day}T00:00:00Z"))
}
