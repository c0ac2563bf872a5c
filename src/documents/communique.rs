//! The communiqué of a meeting: who took part, what was confirmed and in total, what comes next, whom the coalition
//! calls on, what was said, and what the coalition is.

use super::claims::days_of;
use super::scribe::{Scribe, Seen, clause, full_stop, meeting, own};
use super::tree::{Block, Document, Inline, Text, plain};
use super::worded::worded;
use super::{Audience, Brief, DocumentError};
use crate::figures::{Ledger, members};
use crate::register::checks::capital;
use crate::register::{
    Action, Citation, Contribution, Day, Direction, Id, Lines, Meeting, OutcomeKind, Outreach, Purchase,
    PurchaseStepKind, RecordKey, Register,
};
use crate::said;
use crate::words::text::areas::communique as says;
use crate::words::text::areas::documents::{COMMUNIQUE, NAMED, STEP_NOT_STATED};
use crate::words::text::areas::shell::CONTRIBUTIONS;
use crate::words::{and, labels};

/// The day on which the figures of a communiqué stand: the last that the meeting's date can mean, other readings and
/// what was made known at it included. Nothing for a meeting without a date.
pub fn stands_on(register: &Register, id: &Id) -> Option<Day> {
    let meeting = meeting(register, id)?;
    let mut days = days_of(meeting);
    days.extend(meeting.date.as_ref().map(|date| date.last()));
    for (_, record) in register.contributions.live() {
        let here = record
            .entries
            .values()
            .filter(|entry| entry.meeting.as_ref().is_some_and(|other| other.id() == id))
            .filter(|entry| record.internal != Some(true) && entry.internal != Some(true));
        days.extend(here.filter_map(|entry| entry.date.as_ref().map(|date| date.last())));
    }
    days.into_iter().max()
}

/// The communiqué of a meeting. It is public: what is internal stays out and is counted.
///
/// # Errors
/// [`DocumentError`] when there is no such meeting, or when it is internal.
pub fn communique(brief: &Brief<'_>, id: &Id) -> Result<Document, DocumentError> {
    let seen = Seen::by(Audience::Public, brief);
    seen.check::<Meeting>(brief, id)?;
    let ledger = Ledger::of(&seen.public.register);
    let mut scribe = Scribe::new(brief, &seen, &ledger);
    let Some(meeting) = meeting(scribe.register, id) else {
        return Err(DocumentError::Unknown(RecordKey::of::<Meeting>(id)));
    };
    scribe.opening(meeting);
    scribe.decided(id, meeting);
    let new = scribe.new_at(id);
    if !new.is_empty() || !scribe.confirmed_at(id).is_empty() {
        scribe.heading(CONTRIBUTIONS);
        scribe.confirmed(id);
        scribe.new_ones(&new, said!(says::NEW_HERE));
        if !new.is_empty() {
            scribe.in_all();
        }
    }
    scribe.claims(id, meeting);
    scribe.calls(id);
    scribe.said(meeting);
    scribe.about(true);
    let title = scribe.title_of(meeting);
    Ok(scribe.finish(COMMUNIQUE, title))
}

impl Scribe<'_> {
    /// What was decided, what comes first, and what comes next.
    fn decided(&mut self, id: &Id, meeting: &Meeting) {
        let decisions = self.outcomes(meeting, &|kind| kind != Some(OutcomeKind::Information));
        let known = self.outcomes(meeting, &|kind| kind == Some(OutcomeKind::Information));
        let next = self.next_steps(id);
        let bought = self.purchases_at(id);
        let priorities: Vec<String> =
            meeting.priorities.values().filter_map(|one| one.text.as_deref().map(clause)).collect();
        if decisions.is_empty()
            && known.is_empty()
            && next.is_empty()
            && bought.is_empty()
            && priorities.is_empty()
        {
            return;
        }
        self.heading(says::DECISIONS);
        // The items are notes and no clauses, so that nothing but a lead joins them.
        self.led(said!(says::DECIDED), decisions);
        self.led(said!(says::MADE_KNOWN), known);
        if !priorities.is_empty() {
            let said = said!(says::PRIORITIES_ARE, n = priorities.len(), items = and(&priorities));
            self.sentence(said, None);
        }
        self.led(said!(says::NEXT_STEPS, n = next.len()), next);
        self.led(said!(says::PURCHASES), bought);
    }

    /// A list behind a line that leads to it; neither without items.
    fn led(&mut self, lead: String, items: Vec<Text>) {
        if !items.is_empty() {
            self.sentence(lead, None);
            self.list(items);
        }
    }

    /// The outcomes of a meeting, item by item, with their sources.
    pub fn outcomes(&mut self, meeting: &Meeting, fits: &dyn Fn(Option<OutcomeKind>) -> bool) -> Vec<Text> {
        let mut items = Vec::new();
        for item in meeting.agenda.values() {
            for outcome in item.outcomes.values().filter(|outcome| fits(outcome.kind)) {
                let Some(said) = outcome.text.as_deref() else { continue };
                let mut text = plain(full_stop(said));
                let sources: [&Lines<Citation>; 2] = [&outcome.sources, &item.sources];
                // What has no source of its own rests on those of the meeting.
                let note = self.cite(sources).or_else(|| self.cite([&meeting.sources]));
                text.extend(note);
                items.push(text);
            }
        }
        items
    }

    fn next_steps(&mut self, meeting: &Id) -> Vec<Text> {
        let mut items = Vec::new();
        for (id, action) in self.register.actions.live() {
            if action.made_at.as_ref().is_none_or(|other| other.id() != meeting) {
                continue;
            }
            let Some(what) = action.text.clone() else { continue };
            let owner = action.owner.as_ref().map(|owner| self.party(owner.id()));
            let named = |what: String| vec![Inline::Record(what, RecordKey::of::<Action>(id))];
            let what = match owner {
                Some(owner) => worded!(NAMED; name = owner; what = named(clause(&what))),
                None => named(capital(&what)),
            };
            let mut text = match &action.due {
                Some(due) => worded!(says::BY_DATE; date = self.date(due); what = what),
                None => [what, plain(".")].concat(),
            };
            text.extend(self.cite([&action.sources]));
            items.push(text);
        }
        items
    }

    /// The purchases on which a meeting took a step.
    fn purchases_at(&mut self, meeting: &Id) -> Vec<Text> {
        let mut items = Vec::new();
        for (id, purchase) in self.register.purchases.live() {
            for step in purchase.steps.values() {
                if step.meeting.as_ref().is_none_or(|other| other.id() != meeting) {
                    continue;
                }
                let Some(title) = purchase.title.clone() else { continue };
                let value = step.value.map(|value| format!(", {}", super::press_amount(&value, self.locale)));
                let mut text = vec![
                    Inline::Record(title, RecordKey::of::<Purchase>(id)),
                    Inline::Plain(format!("{} ({}).", value.unwrap_or_default(), step_words(step.kind))),
                ];
                text.extend(self.cite([&step.sources, &purchase.sources]));
                items.push(text);
            }
        }
        items
    }

    /// Whom the coalition called on at a meeting, and who turned to it.
    fn calls(&mut self, meeting: &Id) {
        let mut items: Vec<Text> = Vec::new();
        for (_, one) in self.register.outreach.live() {
            if one.meeting.as_ref().is_some_and(|other| other.id() == meeting)
                && one.date.as_ref().is_none_or(|date| date.first() <= self.on)
            {
                let text = self.call(one);
                items.push(text);
            }
        }
        if items.is_empty() {
            return;
        }
        self.heading(says::CALLS);
        for item in items {
            self.paragraph(item);
        }
    }

    fn call(&mut self, one: &Outreach) -> Text {
        let outside = one.party.as_ref().map(|party| self.in_prose(party.id()));
        let outside = outside.or_else(|| one.group.as_deref().map(clause));
        let by = one.by.as_ref().map(|party| self.in_prose(party.id()));
        let by = by.unwrap_or_else(|| self.the_coalition());
        let said = one.said.as_deref().map(clause);
        let inward = one.direction == Some(Direction::Inward);
        let mut text = plain(match (outside, said) {
            (Some(outside), None) if inward => said!(says::TURNED, outside),
            (Some(outside), Some(said)) if inward => said!(says::TURNED_SAYING, outside, said),
            (Some(outside), None) => said!(says::ADDRESSED, by, outside),
            (Some(outside), Some(said)) => said!(says::ADDRESSED_SAYING, by, outside, said),
            (None, None) => said!(says::ADDRESSED_OTHERS, by),
            (None, Some(said)) => said!(says::ADDRESSED_OTHERS_SAYING, by, said),
        });
        text.extend(self.cite([&one.sources]));
        text
    }

    /// What was said, in the words of the sources.
    pub fn said(&mut self, meeting: &Meeting) {
        let statements: Vec<_> = meeting.statements.values().filter(|one| one.words.is_some()).collect();
        if statements.is_empty() {
            return;
        }
        self.heading(says::STATEMENTS);
        for one in statements {
            let party = one.party.as_ref().map(|party| self.party(party.id()));
            let by: Vec<String> =
                [one.speaker.clone(), one.office.clone(), party].into_iter().flatten().collect();
            let mut by = plain(by.join(", "));
            by.extend(self.cite([&one.sources]));
            let words = one.words.as_deref().unwrap_or_default().to_owned();
            self.blocks.push(Block::Quote { words, language: one.language.clone(), by });
        }
    }

    /// What the coalition is, when it began, and how many belong to it.
    pub fn about(&mut self, with_members: bool) {
        let Some(own) = own(self.register) else { return };
        self.heading(says::ABOUT_COALITION);
        let all = members(self.register, self.on);
        let inside = own.parent_body.as_ref().map(|body| said!(says::INSIDE_BODY, body)).unwrap_or_default();
        let founded = own.founded.as_ref().filter(|date| date.first() <= self.on).map(|date| self.when(date));
        let more = match (founded, self.all_in_prose(&all.leads)) {
            (None, names) if names.is_empty() => String::new(),
            (None, names) => said!(says::LED, names),
            (Some(when), names) if names.is_empty() => said!(says::FOUNDED, when),
            (Some(when), names) => said!(says::FOUNDED_AND_LED, when, names),
        };
        let mut said = vec![said!(says::IS_GROUP, coalition = self.the_coalition(), inside, more)];
        said.extend(own.purpose.as_deref().map(|purpose| said!(says::FIELD, purpose = clause(purpose))));
        if let Some(party) = own.beneficiary.as_ref().filter(|_| own.purpose.is_none()) {
            said.push(said!(says::WORKS_FOR, party = self.in_prose(party.id())));
        }
        if with_members && !all.counted.is_empty() {
            let beneficiary = own.beneficiary.as_ref().filter(|party| all.counted.contains(party.id()));
            let included = beneficiary
                .map(|party| said!(says::INCLUDED, party = self.in_prose(party.id())))
                .unwrap_or_default();
            let disputed = match all.disputed.as_slice() {
                [] => String::new(),
                ids => said!(says::REPORTS_DIFFER, n = ids.len(), names = self.all_in_prose(ids)),
            };
            let (day, n) = (self.day(self.on), all.counted.len());
            said.push(said!(says::HAD_MEMBERS, day, n, included, disputed));
        }
        let note = self.cite([&own.sources]);
        self.sentence(said.join(" "), note);
    }
}

/// How far a purchase is, in words.
pub(super) fn step_words(step: Option<PurchaseStepKind>) -> String {
    let known = step.map(|step| labels::inside(labels::choice_label(step.word())));
    known.unwrap_or_else(|| said!(STEP_NOT_STATED))
}

/// The record of a contribution that is there.
pub(super) fn contribution<'a>(register: &'a Register, id: &Id) -> Option<&'a Contribution> {
    register.contributions.get(id).map(AsRef::as_ref)
}
