//! What a register says, in plain English words for the places of a format that take text, and its moments.

use chrono::{DateTime, SecondsFormat, Utc};

use super::{Export, is_blank, web_address};
use crate::register::{
    Amount, Change, Citation, Coalition, Contribution, Contributor, Currency, Date, Day, Delivery, Entry,
    Form, Id, Item, Lines, Meeting, Party, PartyKind, PlannedEntry, PurchaseStep, PurchaseStepKind,
    Qualifier, RecordKey, Ref, Share, Source, Stamp, StatedRate, Step, english_name, print_decimal,
};

/// What the records of an export are called and say.
#[derive(Clone, Copy)]
pub struct Said<'a>(pub Export<'a>);

/// The writer of the one change that only the public copy of a register has, and by which it leaves out what is internal.
const PUBLIC_COPY: &str = "public";

impl<'a> Said<'a> {
    /// The changes that wrote to a record, in order. Whether a copy is public is of no matter.
    pub fn changes(self, key: &RecordKey) -> impl Iterator<Item = &'a Change> + use<'a> {
        let all = self.0.register.touching(key).iter().map(AsRef::as_ref);
        all.filter(|change: &&Change| change.header.replica.as_str() != PUBLIC_COPY)
    }

    /// The stamp of the last change that wrote to a record.
    pub fn last_written(self, key: &RecordKey) -> Option<Stamp> {
        self.changes(key).last().map(|change| change.header.stamp)
    }

    /// The day on which a record was first written to, for what has no date of its own.
    pub fn recorded(self, key: &RecordKey) -> Day {
        let first = self.changes(key).next();
        first.map_or(self.0.on, |change| instant(change.header.stamp.millis).date_naive())
    }

    /// The register's own record.
    pub fn own(self) -> Option<&'a Coalition> {
        self.0.register.coalition.get(&RecordKey::own().id).map(AsRef::as_ref)
    }

    /// The name of the coalition.
    pub fn coalition(self) -> String {
        first([self.own().and_then(|own| own.name.as_deref())])
            .map_or_else(|| format!("Register {}", self.0.id), str::to_owned)
    }

    /// Who keeps the register; the coalition where nobody is named.
    pub fn keeper(self) -> String {
        first([self.own().and_then(|own| own.keeper.as_deref())])
            .map_or_else(|| self.coalition(), str::to_owned)
    }

    /// The sentences that say what the file is: its day, whether all of the register is in it, the standing note.
    pub fn preface(self) -> String {
        let day = self.0.on;
        let list = self.0.only.map(|only| format!("only {}", part_of_a_list(only.len())));
        let part = match (self.0.left_out, list) {
            (None, None) => "the whole register, with what is internal".to_owned(),
            (None, Some(list)) => format!("{list}, with what is internal"),
            (Some(left), list) => format!(
                "{}the public part of the register; internal and left out: records {}, lines of other \
                 records {}",
                list.map(|list| format!("{list}, from ")).unwrap_or_default(),
                left.records,
                left.lines
            ),
        };
        let note = self.own().and_then(|own| own.standing_note.as_deref()).filter(|note| !is_blank(note));
        join([Some(format!("As of {day}: {part}.")), note.map(str::to_owned)], " ")
    }

    /// The name of a party: its own, that of its state, its code, its id.
    pub fn party(self, id: &Id) -> String {
        let Some(party) = self.0.register.parties.get(id) else { return id.to_string() };
        let code = party.code.as_deref().unwrap_or(id.as_str());
        let state = if party.kind == Some(PartyKind::State) { english_name(code) } else { None };
        first([party.name.as_deref(), state, party.code.as_deref()])
            .map_or_else(|| id.to_string(), str::to_owned)
    }

    /// The record of a party.
    pub fn party_record(self, id: &Id) -> Option<&'a Party> {
        self.0.register.parties.get(id).map(AsRef::as_ref)
    }

    /// The code of the state that a party is.
    pub fn state(self, id: &'a Id) -> Option<&'a str> {
        let party = self.0.register.parties.get(id)?;
        let code = party.code.as_deref().unwrap_or(id.as_str());
        (party.kind == Some(PartyKind::State) && english_name(code).is_some()).then_some(code)
    }

    /// Who gives, each once, in their order.
    pub fn givers(self, contribution: &'a Contribution) -> Vec<&'a Id> {
        let mut all: Vec<&Id> = Vec::new();
        for giver in contribution.contributors.values().filter_map(|one| one.party.as_ref()) {
            if !all.contains(&giver.id()) {
                all.push(giver.id());
            }
        }
        all
    }

    /// The givers by name, with the parts that are known.
    pub fn together(self, contribution: &'a Contribution) -> String {
        let not_stated = || "giver not stated".to_owned();
        let with_share = |one: &Contributor| {
            let name = one.party.as_ref().map_or_else(not_stated, |party| self.party(party.id()));
            one.share.map_or(name.clone(), |share| format!("{name} ({share})"))
        };
        let names: Vec<String> = contribution.contributors.values().map(with_share).collect();
        if names.is_empty() { not_stated() } else { names.join(", ") }
    }

    /// The one giver of a contribution; nothing where there are several or none.
    pub fn only_giver(self, contribution: &'a Contribution) -> Option<&'a Id> {
        match self.givers(contribution).as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// The contributions of the coalition that a share of a purchase draws on.
    pub fn drawn_on(self, share: &'a Share) -> Vec<(&'a Id, &'a Contribution)> {
        let held = |id: &'a Id| {
            let record = self.0.register.contributions.get(id).filter(|record| !record.outside)?;
            Some((id, record.as_ref()))
        };
        share.of.values().filter_map(|of| held(of.contribution.as_ref()?.id())).collect()
    }

    /// The name of an area of the coalition's work.
    pub fn area(self, id: &str) -> String {
        let area = self.own().and_then(|own| own.areas.live().find(|(held, _)| held.as_str() == id));
        first([area.and_then(|(_, area)| area.name.as_deref())]).unwrap_or(id).to_owned()
    }

    /// The title of a meeting.
    pub fn meeting(self, meeting: &Ref<Meeting>) -> String {
        let held = self.0.register.meetings.get(meeting.id());
        let title = first([held.and_then(|held| held.title.as_deref())])
            .map_or(meeting.id().to_string(), str::to_owned);
        match held.and_then(|held| held.date.as_ref()) {
            Some(date) => format!("{title} ({date})"),
            None => title,
        }
    }

    /// What a contribution is called.
    pub fn contribution(self, id: &Id) -> String {
        let Some(held) = self.0.register.contributions.get(id) else { return id.to_string() };
        let purpose =
            first([held.purpose.as_deref()]).map(|purpose| purpose.lines().next().unwrap_or(purpose));
        let givers = self.together(held);
        purpose.map_or_else(|| givers.clone(), |purpose| format!("{givers}: {purpose}"))
    }

    /// What a purchase is called.
    pub fn purchase(self, id: &Id) -> String {
        let held = self.0.register.purchases.get(id);
        first([held.and_then(|held| held.title.as_deref())]).map_or_else(|| id.to_string(), str::to_owned)
    }

    /// All that an entry says.
    pub fn entry(self, entry: &Entry) -> String {
        let kind = entry.kind.map_or("Entry", word_of);
        let head = join([Some(kind.to_owned()), said(entry.act.as_deref())], ", ");
        let head = join([Some(head), entry.date.as_ref().map(dated)], ", ");
        let more = [
            Some(format!("{head}: {}", amount(entry.amount.as_ref()))),
            entry.value_date.as_ref().map(|date| format!("Value date: {date}")),
            entry.stated_rate.map(rate),
            entry.basis.map(|basis| format!("Value by: {}", basis.word())),
            entry.counts_for.map(|year| format!("Counts for {year}")),
            entry.meeting.as_ref().map(|meeting| format!("Made known at: {}", self.meeting(meeting))),
            noted(entry.note.as_deref()),
        ];
        join(more, ". ")
    }

    /// All that a planned entry says.
    pub fn planned(self, planned: &PlannedEntry) -> String {
        let kind = planned.kind.map_or("entry", Step::word);
        let head = join([Some(format!("Planned {kind}")), planned.date.as_ref().map(dated)], ", ");
        join(
            [Some(format!("{head}: {}", amount(planned.amount.as_ref()))), noted(planned.note.as_deref())],
            ". ",
        )
    }

    /// All that a step of a purchase says.
    pub fn step(self, step: &PurchaseStep) -> String {
        let kind = step.kind.map_or("step", PurchaseStepKind::word);
        let head = join([Some(format!("Step {kind}")), step.date.as_ref().map(dated)], ", ");
        let more = [
            Some(format!("{head}: {}", amount(step.value.as_ref()))),
            said(step.decision.as_deref()).map(|decision| format!("Decision: {decision}")),
            step.meeting.as_ref().map(|meeting| format!("Decided at: {}", self.meeting(meeting))),
            noted(step.note.as_deref()),
        ];
        join(more, ". ")
    }

    /// All that a share says.
    pub fn share(self, share: &Share) -> String {
        let of: Vec<_> = share.of.values().filter_map(|of| of.contribution.as_ref()).collect();
        let of: Vec<_> = of.iter().map(|of| self.contribution(of.id())).collect();
        let of = if of.is_empty() { "funder not stated".to_owned() } else { of.join("; ") };
        let more = [
            Some(format!("Share: {}, {of}", amount(share.amount.as_ref()))),
            share.split.map(|split| format!("Split: {}", split.word())),
            share.period.as_ref().map(|period| format!("For: {}", dated(period))),
            noted(share.note.as_deref()),
        ];
        join(more, ". ")
    }

    /// All that a delivery says.
    pub fn delivery(self, delivery: &Delivery) -> String {
        let head = join([Some("Delivery".to_owned()), delivery.date.as_ref().map(dated)], ", ");
        let items: Vec<_> = delivery.items.values().map(|item| self.item(item)).collect();
        let more = [
            Some(format!("{head}: {}", amount(delivery.value.as_ref()))),
            Some(items.join("; ")).filter(|items| !items.is_empty()),
            delivery.received_by.as_ref().map(|party| format!("Received by: {}", self.party(party.id()))),
            delivery.receipt.map(|receipt| format!("Receipt: {}", receipt.word())),
            noted(delivery.note.as_deref()),
        ];
        join(more, ". ")
    }

    /// What an item says.
    pub fn item(self, item: &Item) -> String {
        let quantity = item
            .quantity
            .as_ref()
            .map(|quantity| join([Some(print_decimal(quantity.value)), said(Some(&quantity.unit))], " "));
        let what = first([item.what.as_deref()]).unwrap_or("Item").to_owned();
        join([Some(join([quantity, Some(what)], " ")), item.value.map(|value| value.to_string())], ", ")
    }

    /// The sources of a record and of its lines that have an address of the web, each once.
    pub fn documents(self, cited: &[&'a Lines<Citation>]) -> Vec<(&'a Id, &'a Source, String)> {
        let mut found: Vec<(&Id, &Source, String)> = Vec::new();
        let cites =
            cited.iter().flat_map(|lines| lines.values()).filter_map(|citation| citation.source.as_ref());
        for id in cites.map(|source| source.id()) {
            let Some(source) = self.0.register.sources.get(id) else { continue };
            let address = source.address.as_deref().and_then(web_address);
            if let Some(address) = address.filter(|_| found.iter().all(|(held, ..)| *held != id)) {
                found.push((id, source.as_ref(), address));
            }
        }
        found
    }
}

/// Which part of a register goes, where it is that of a list.
pub fn part_of_a_list(records: usize) -> String {
    format!("{records} {} of a list", if records == 1 { "record" } else { "records" })
}

/// The first text that says something.
fn first<const N: usize>(texts: [Option<&str>; N]) -> Option<&str> {
    texts.into_iter().flatten().find(|text| !is_blank(text))
}

fn said(text: Option<&str>) -> Option<String> {
    text.filter(|text| !is_blank(text)).map(str::to_owned)
}

/// A note with its name before it, so that it is told from what stands before it when the file is read again.
fn noted(note: Option<&str>) -> Option<String> {
    said(note).map(|note| format!("Note: {note}"))
}

/// What is there, one after the other.
pub fn join<const N: usize>(parts: [Option<String>; N], between: &str) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(between)
}

/// A sum in words; what has no figure says so.
pub fn amount(amount: Option<&Amount>) -> String {
    amount.map_or_else(|| "no figure".to_owned(), ToString::to_string)
}

/// A date in words: one that is not a single sure day says how it is written.
pub fn dated(date: &Date) -> String {
    if is_plain(date) { date.to_string() } else { format!("dated {date} in EDTF") }
}

/// Whether a date is one day and the source is sure of it.
pub fn is_plain(date: &Date) -> bool {
    date.is_day() && !date.is_approximate() && !date.is_uncertain()
}

fn rate(rate: StatedRate) -> String {
    format!("Stated rate: 1 {} = {} {}", rate.base(), print_decimal(rate.value()), rate.quote())
}

fn word_of(step: Step) -> &'static str {
    match step {
        Step::Pledge => "Pledge",
        Step::Commitment => "Commitment",
        Step::Paid => "Paid",
        Step::Expenditure => "Expenditure",
        Step::Delivery => "Delivery",
        Step::Statement => "Statement",
    }
}

/// The sum as a number, if it is one: "at most" is a limit and no figure.
pub fn figure(amount: Option<&Amount>) -> Option<(rust_decimal::Decimal, Currency)> {
    let amount = amount.filter(|amount| amount.qualifier != Qualifier::AtMost)?;
    Some((amount.value, amount.currency))
}

/// Whether a form is something else than money.
pub fn is_in_kind(form: Option<Form>) -> bool {
    form.is_none_or(|form| form != Form::Financial)
}

/// The moment of a change in UTC, to the second.
pub fn instant(millis: u64) -> DateTime<Utc> {
    let millis = i64::try_from(millis).ok().and_then(DateTime::from_timestamp_millis);
    // A stamp from beyond the calendar of four digits is no moment that a file could name.
    let most = DateTime::from_timestamp(253_402_300_799, 0).unwrap_or_default();
    millis.unwrap_or(most).min(most)
}

/// A moment as RFC 3339 writes it in UTC.
pub fn read_by(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Both ends of a date, if neither is open.
pub fn within(date: &Date) -> Option<[Day; 2]> {
    (!date.is_open()).then(|| date.ends())
}
