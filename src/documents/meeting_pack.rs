//! The pack for a meeting: what was decided last time, what is open, what is new since, what lacks money, what is
//! proposed. “Last time” is the last meeting of the same series.

use super::confirmed::Told;
use super::fact_sheet::MONEY;
use super::scribe::{Scribe, Seen, clause, ended, meeting};
use super::tree::{Document, Inline, Text, plain};
use super::worded::worded;
use super::{Audience, Brief, DocumentError};
use crate::figures::{Count, Ledger, Query, members, open_actions, point_title, stage};
use crate::register::checks::capital;
use crate::register::{
    Arrange, Day, Id, Measure, Meeting, OutcomeKind, Purchase, PurchaseStepKind, RecordKey, Register, Stage,
    Step,
};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::communique as says;
use crate::words::text::areas::documents as names;
use crate::words::text::areas::member::MEASURE;
use crate::words::text::areas::overview::OPEN_ACTIONS;
use crate::words::text::areas::parts::NO_FIGURE;
use crate::words::text::areas::shell::FIGURES;

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
    let (when, day) = (scribe.behind(here.date.as_ref()), scribe.day(scribe.on));
    scribe.sentence(said!(says::PACK_LEAD, when, day), None);
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
    Ok(scribe.finish(names::PACK, title))
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
        self.heading(says::LAST_TIME);
        let Some((id, day)) = last else {
            let text = if here.series.is_some() { says::FIRST_OF_SERIES } else { says::OF_NO_SERIES };
            self.sentence(text.said().to_owned(), None);
            return None;
        };
        if let Some(record) = meeting(self.register, id) {
            let when = record.date.as_ref().map(|date| format!(", {}", self.date(date))).unwrap_or_default();
            let name = Inline::Record(self.title_of(record), RecordKey::of::<Meeting>(id));
            self.paragraph(vec![name, Inline::Plain(ended(when))]);
            let decided = self.outcomes(record, &|kind| kind != Some(OutcomeKind::Information));
            if decided.is_empty() {
                self.sentence(said!(says::NO_DECISION), None);
            } else {
                self.sentence(said!(says::IT_DECIDED), None);
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
            self.heading(says::AGENDA);
            self.list(items);
        }
    }

    fn open(&mut self) {
        let open = open_actions(self.register, self.on);
        if open.is_empty() {
            self.heading(OPEN_ACTIONS);
            self.sentence(said!(says::NO_OPEN_ACTION), None);
            return;
        }
        let all: Vec<_> = open.iter().filter_map(|id| self.register.actions.get(id).cloned()).collect();
        self.actions(OPEN_ACTIONS, &|action| all.iter().any(|one| **one == *action));
    }

    fn new_since(&mut self, since: Option<Day>) {
        self.heading(says::NEW_SINCE_LAST);
        let new = self.pledged_since(since);
        if new.is_empty() {
            self.sentence(said!(says::NO_NEW_PLEDGE), None);
            return;
        }
        self.new_ones(&new, said!(says::NEW_PLEDGES, n = new.len()));
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
        self.heading(FIGURES);
        if since.is_some() {
            self.table(&[MEASURE, says::LAST_TIME, names::HEAD_NOW], 2, rows);
        } else {
            self.table(&[MEASURE, names::HEAD_NOW], 1, rows);
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
                let (stage, title) = (self.stage_of(purchase), vec![self.purchase_name(id, purchase)]);
                items.push(worded!(says::NO_FUNDER; stage; title = title));
            }
        }
        let raised = self.figures.figure(Measure::Raised);
        for one in &raised.without_figure {
            let key = RecordKey::of::<crate::register::Contribution>(one.of.id());
            let purpose = super::communique::contribution(self.register, one.of.id());
            let purpose = purpose
                .and_then(|record| record.purpose.as_deref())
                .map_or_else(|| labels::inside(self.a_contribution()), clause);
            let purpose = vec![Inline::Record(purpose, key)];
            let who = self.who(&one.who);
            items.push(worded!(says::NO_FIGURE_KNOWN; who; purpose = purpose));
        }
        let open = self.figures.figure(Measure::OpenPledge);
        if !open.parts.is_empty() {
            let sum = vec![self.full_figure(&open)];
            items.push(worded!(says::NOT_COMMITTED; ; sum = sum));
        }
        let disputed = members(self.register, self.on).disputed;
        if !disputed.is_empty() {
            let names = self.all_in_prose(&disputed);
            items.push(plain(said!(says::BELONGING_DISPUTED, n = disputed.len(), names)));
        }
        self.heading(says::GAPS);
        if items.is_empty() {
            self.sentence(said!(says::NO_GAP), None);
        }
        self.list(items);
    }

    fn purchase_name(&self, id: &Id, purchase: &Purchase) -> Inline {
        let title = purchase.title.clone().unwrap_or_else(|| said!(says::A_PURCHASE, id = id.as_str()));
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
                plain(value.map_or_else(|| said!(NO_FIGURE), |value| self.locale.amount(&value))),
            ]);
        }
        self.heading(says::PROPOSED);
        if rows.is_empty() {
            self.sentence(said!(says::NO_PROPOSAL), None);
        } else {
            let titles = [names::HEAD_PRIORITY, names::HEAD_WHAT, names::HEAD_NEED, names::HEAD_VALUE];
            self.table(&titles, 1, rows);
        }
    }

    /// Approaches with a next step.
    fn follow_ups(&mut self) {
        let mut items = Vec::new();
        for (_, one) in self.register.outreach.live() {
            let ended = matches!(one.stage, Some(Stage::Signed | Stage::Declined));
            let (Some(next), false) = (one.next.as_deref(), ended) else { continue };
            let whom = one.party.as_ref().map(|party| self.party(party.id())).or_else(|| one.group.clone());
            let whom = whom.unwrap_or_else(|| said!(says::OTHERS));
            let next = clause(next);
            items.push(plain(match &one.due {
                Some(due) => said!(says::FOLLOW_UP, whom, next, date = self.date(due)),
                None => format!("{}.", said!(names::NAMED, name = whom, what = next)),
            }));
        }
        if !items.is_empty() {
            self.heading(says::FOLLOW_UPS);
            self.list(items);
        }
    }
}
