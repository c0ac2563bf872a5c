//! The pack for a meeting: what was decided last time, what is open, what is new since, what lacks money, what is
//! proposed. “Last time” is the last meeting of the same series.

use super::confirmed::Told;
use super::fact_sheet::MONEY;
use super::scribe::{Scribe, Seen, clause, meeting};
use super::tree::{Document, Inline, Text, plain};
use super::{Audience, Brief, DocumentError};
use crate::figures::{Count, Ledger, Query, members, open_actions, point_title, stage};
use crate::register::checks::capital;
use crate::register::{
    Arrange, Day, Id, Measure, Meeting, OutcomeKind, Purchase, PurchaseStepKind, RecordKey, Register, Stage,
    Step,
};
use crate::words::{count, labels};

/// The pack for a meeting, as things stand on the day asked for.
///
/// # Errors
/// [`DocumentError`] when there is no such meeting, or when it may not be seen.
pub fn meeting_pack(brief: &Brief<'_>, id: &Id, audience: Audience) -> Result<Document, DocumentError> {
    let seen = Seen::by(audience, brief);
    seen.check::<Meeting>(brief, id)?;
    let ledger = Ledger::of(&seen.public.register);
    let mut scribe = Scribe::new(brief, &seen, &ledger);
    let Some(here) = meeting(scribe.register, id) else {
        return Err(DocumentError::Unknown(RecordKey::of::<Meeting>(id)));
    };
    let date = here.date.as_ref().map(|date| format!(" {}", scribe.when(date))).unwrap_or_default();
    let day = scribe.day(scribe.on);
    scribe.sentence(format!("For the meeting{date}. Everything here stands as of {day}."), None);
    let last = last_of_series(scribe.register, id, scribe.on);
    let since = scribe.last_time(here, last.as_ref());
    scribe.coming(here);
    scribe.open();
    scribe.new_since(since);
    scribe.then_and_now(brief, since);
    scribe.gaps();
    scribe.proposed();
    scribe.follow_ups();
    let title = scribe.title_of(here);
    Ok(scribe.finish("Meeting pack", title))
}

/// The last meeting of the same series before a meeting, and no later than a day.
fn last_of_series(register: &Register, id: &Id, on: Day) -> Option<(Id, Day)> {
    let here = meeting(register, id)?;
    let series = here.series.as_deref()?;
    let before = here.date.as_ref().map_or(on, |date| date.first());
    let mut held: Vec<(Day, Id)> = Vec::new();
    for (other, record) in register.meetings.live() {
        let day = record.date.as_ref().map(|date| date.last());
        let of_series = other != id && record.series.as_deref() == Some(series);
        held.extend(
            day.filter(|day| of_series && *day < before && *day <= on).map(|day| (day, other.clone())),
        );
    }
    held.arrange();
    held.pop().map(|(day, id)| (id, day))
}

impl Scribe<'_> {
    /// What the last meeting decided. The day after which something is new.
    fn last_time(&mut self, here: &Meeting, last: Option<&(Id, Day)>) -> Option<Day> {
        self.heading("Last time");
        let Some((id, day)) = last else {
            let said = if here.series.is_some() {
                "No meeting of this series was held before; everything on record is new to it."
            } else {
                "This meeting belongs to no series, so there is no last time; everything on record is listed."
            };
            self.sentence(said.to_owned(), None);
            return None;
        };
        if let Some(record) = meeting(self.register, id) {
            let when = record.date.as_ref().map(|date| format!(", {}", self.date(date))).unwrap_or_default();
            let name = Inline::Record(self.title_of(record), RecordKey::of::<Meeting>(id));
            self.paragraph(vec![name, Inline::Plain(format!("{when}."))]);
            let decided = self.outcomes(record, &|kind| kind != Some(OutcomeKind::Information));
            if decided.is_empty() {
                self.sentence("No decision of it is on record.".to_owned(), None);
            } else {
                self.sentence("It decided:".to_owned(), None);
                self.list(decided);
            }
        }
        Some(*day)
    }

    fn coming(&mut self, here: &Meeting) {
        let items: Vec<Text> = here
            .agenda
            .values()
            .filter_map(|item| Some(plain(capital(&point_title(self.register, item)?))))
            .collect();
        if !items.is_empty() {
            self.heading("Agenda");
            self.list(items);
        }
    }

    fn open(&mut self) {
        let open = open_actions(self.register, self.on);
        if open.is_empty() {
            self.heading("Open actions");
            self.sentence("No action is open.".to_owned(), None);
            return;
        }
        let all: Vec<_> = open.iter().filter_map(|id| self.register.actions.get(id).cloned()).collect();
        self.actions("Open actions", &|action| all.iter().any(|one| **one == *action));
    }

    fn new_since(&mut self, since: Option<Day>) {
        self.heading("New since last time");
        let new = self.pledged_since(since);
        if new.is_empty() {
            self.sentence("No pledge and no commitment was recorded since.".to_owned(), None);
            return;
        }
        let givers = count(new.len(), "pledge or commitment", "pledges and commitments");
        self.new_ones(&new, &format!("{}:", capital(&givers)));
    }

    /// The pledges and commitments made after a day, or all of them.
    pub fn pledged_since(&self, since: Option<Day>) -> Vec<Told> {
        self.told(&|entry| {
            matches!(entry.kind, Some(Step::Pledge | Step::Commitment))
                && since.is_none_or(|since| entry.date.as_ref().is_some_and(|date| date.last() > since))
        })
    }

    /// The figures at the last meeting beside those of today.
    fn then_and_now(&mut self, brief: &Brief<'_>, since: Option<Day>) {
        let mut rows = Vec::new();
        for measure in MONEY {
            let now = self.figures.figure(measure);
            let then = since
                .map(|on| Count::new(self.ledger, brief.rates, Query { on, ..brief.query }).figure(measure));
            let empty =
                |figure: &crate::figures::Figure| figure.parts.is_empty() && figure.without_figure.is_empty();
            if empty(&now) && then.as_ref().is_none_or(empty) {
                continue;
            }
            let mut row = vec![plain(labels::choice_label(measure.word()))];
            if let Some(then) = &then {
                row.push(vec![self.full_figure(then)]);
            }
            row.push(vec![self.full_figure(&now)]);
            rows.push(row);
        }
        if rows.is_empty() {
            return;
        }
        self.heading("Figures");
        if since.is_some() {
            self.table(&["Measure", "Last time", "Now"], 2, rows);
        } else {
            self.table(&["Measure", "Now"], 1, rows);
        }
    }

    /// What lacks money, a figure or a decision.
    fn gaps(&mut self) {
        let mut items: Vec<Text> = Vec::new();
        for (id, purchase) in self.register.purchases.live() {
            let stage = stage(purchase, self.on);
            let funded = purchase.shares.values().any(|share| !share.of.is_empty());
            let waiting = matches!(
                stage,
                Some(
                    PurchaseStepKind::Need
                        | PurchaseStepKind::Approved
                        | PurchaseStepKind::Ordered
                        | PurchaseStepKind::Contracted
                )
            );
            if waiting && !funded {
                let mut item = plain("No funder is stated for ");
                item.push(self.purchase_name(id, purchase));
                item.push(Inline::Plain(format!(" ({}).", self.stage_of(purchase))));
                items.push(item);
            }
        }
        let raised = self.figures.figure(Measure::Raised);
        for one in &raised.without_figure {
            let key = RecordKey::of::<crate::register::Contribution>(one.of.id());
            let purpose = super::communique::contribution(self.register, one.of.id());
            let purpose = purpose
                .and_then(|record| record.purpose.as_deref())
                .map_or_else(|| "contribution".to_owned(), clause);
            items.push(vec![
                Inline::Plain(format!("No figure is known: {} – ", self.who(&one.who))),
                Inline::Record(purpose, key),
                Inline::Plain(".".to_owned()),
            ]);
        }
        let open = self.figures.figure(Measure::OpenPledge);
        if !open.parts.is_empty() {
            let mut item = plain("Pledged and not yet committed: ");
            item.push(self.full_figure(&open));
            item.push(Inline::Plain(".".to_owned()));
            items.push(item);
        }
        let disputed = members(self.register, self.on).disputed;
        if !disputed.is_empty() {
            let belongs = if disputed.len() == 1 { "belongs" } else { "belong" };
            let names = self.all_in_prose(&disputed);
            items.push(plain(format!(
                "Reports differ on whether {names} {belongs} to the coalition; no reading is adopted."
            )));
        }
        self.heading("Gaps");
        if items.is_empty() {
            self.sentence("None is on record.".to_owned(), None);
        }
        self.list(items);
    }

    fn purchase_name(&self, id: &Id, purchase: &Purchase) -> Inline {
        let title = purchase.title.clone().unwrap_or_else(|| format!("purchase {id}"));
        Inline::Record(title, RecordKey::of::<Purchase>(id))
    }

    /// Purchases that nobody approved yet, by priority.
    fn proposed(&mut self) {
        let mut found: Vec<(u32, Id)> = Vec::new();
        for (id, purchase) in self.register.purchases.live() {
            // One without any step yet is a proposal, too; one whose steps all come later is not yet.
            let none_yet = purchase.steps.is_empty() && purchase.deliveries.is_empty();
            if none_yet || stage(purchase, self.on) == Some(PurchaseStepKind::Need) {
                found.push((purchase.priority.unwrap_or(u32::MAX), id.clone()));
            }
        }
        found.arrange();
        let mut rows = Vec::new();
        for (priority, id) in found {
            let Some(purchase) = self.register.purchases.get(&id).cloned() else { continue };
            let value = purchase.steps.values().filter_map(|step| step.value).last();
            let mut name = vec![self.purchase_name(&id, &purchase)];
            name.extend(self.cite([&purchase.sources]));
            rows.push(vec![
                plain(if priority == u32::MAX { String::new() } else { priority.to_string() }),
                name,
                plain(purchase.need.as_deref().map(|need| capital(need.trim())).unwrap_or_default()),
                plain(value.map_or_else(|| "no figure".to_owned(), |value| self.locale.amount(&value))),
            ]);
        }
        self.heading("Proposed purchases");
        if rows.is_empty() {
            self.sentence("No purchase waits for approval.".to_owned(), None);
        } else {
            self.table(&["Priority", "What", "Need", "Value"], 1, rows);
        }
    }

    /// Approaches with a next step.
    fn follow_ups(&mut self) {
        let mut items = Vec::new();
        for (_, one) in self.register.outreach.live() {
            let ended = matches!(one.stage, Some(Stage::Signed | Stage::Declined));
            let (Some(next), false) = (one.next.as_deref(), ended) else { continue };
            let whom = one.party.as_ref().map(|party| self.party(party.id())).or_else(|| one.group.clone());
            let due = one.due.as_ref().map(|due| format!(" (by {})", self.date(due))).unwrap_or_default();
            items.push(plain(format!(
                "{}: {}{due}.",
                whom.unwrap_or_else(|| "Others".to_owned()),
                clause(next)
            )));
        }
        if !items.is_empty() {
            self.heading("Outreach to follow up");
            self.list(items);
        }
    }
}
