//! The communiqué of a meeting: who took part, what was confirmed and in total, what comes next, whom the coalition
//! calls on, what was said, and what the coalition is.

use super::claims::days_of;
use super::scribe::{Scribe, Seen, clause, full_stop, meeting, own};
use super::tree::{Block, Document, Inline, Text, plain};
use super::{Audience, Brief, DocumentError};
use crate::figures::{Ledger, members};
use crate::register::checks::capital;
use crate::register::{
    Action, Citation, Contribution, Day, Direction, Id, Lines, Meeting, OutcomeKind, Outreach, Purchase,
    PurchaseStepKind, RecordKey, Register,
};
use crate::words::{and, count};

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
        scribe.heading("Contributions");
        scribe.confirmed(id);
        scribe.new_ones(&new, "New at this meeting:");
        if !new.is_empty() {
            scribe.in_all();
        }
    }
    scribe.claims(id, meeting);
    scribe.calls(id);
    scribe.said(meeting);
    scribe.about(true);
    let title = scribe.title_of(meeting);
    Ok(scribe.finish("Communiqué", title))
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
        self.heading("Decisions, next steps and purchases");
        // The items are notes and no clauses, so that nothing but a lead joins them.
        for (lead, items) in [("The meeting decided:", decisions), ("Made known at the meeting:", known)] {
            if !items.is_empty() {
                self.sentence(lead.to_owned(), None);
                self.list(items);
            }
        }
        match priorities.as_slice() {
            [] => {}
            [one] => self.sentence(format!("Priority: {one}."), None),
            _ => self.sentence(format!("Priorities: {}.", and(&priorities)), None),
        }
        let steps = if next.len() == 1 { "Next step:" } else { "Next steps:" };
        for (lead, items) in [(steps, next), ("Purchases:", bought)] {
            if !items.is_empty() {
                self.sentence(lead.to_owned(), None);
                self.list(items);
            }
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
            let due = action.due.as_ref().map(|due| format!(", by {}", self.date(due))).unwrap_or_default();
            let (lead, what) = match owner {
                Some(owner) => (format!("{owner}: "), clause(&what)),
                None => (String::new(), capital(&what)),
            };
            let mut text = vec![
                Inline::Plain(lead),
                Inline::Record(what, RecordKey::of::<Action>(id)),
                Inline::Plain(format!("{due}.")),
            ];
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
        self.heading("Call to others");
        for item in items {
            self.paragraph(item);
        }
    }

    fn call(&mut self, one: &Outreach) -> Text {
        let outside = one.party.as_ref().map(|party| self.in_prose(party.id()));
        let outside = outside.or_else(|| one.group.as_deref().map(clause));
        let by = one.by.as_ref().map(|party| self.in_prose(party.id()));
        let by = by.unwrap_or_else(|| self.the_coalition());
        let lead = match (one.direction, outside) {
            (Some(Direction::Inward), Some(outside)) => format!("{outside} turned to the coalition"),
            (_, Some(outside)) => format!("{by} addressed {outside}"),
            (_, None) => format!("{by} addressed others"),
        };
        let said = one.said.as_deref().map(|said| format!(": {}", clause(said))).unwrap_or_default();
        let mut text = plain(format!("{}{said}.", capital(&lead)));
        text.extend(self.cite([&one.sources]));
        text
    }

    /// What was said, in the words of the sources.
    pub fn said(&mut self, meeting: &Meeting) {
        let statements: Vec<_> = meeting.statements.values().filter(|one| one.words.is_some()).collect();
        if statements.is_empty() {
            return;
        }
        self.heading("Statements");
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
        self.heading("About the coalition");
        let all = members(self.register, self.on);
        let of = own.parent_body.as_ref().map(|body| format!(" inside the {body}")).unwrap_or_default();
        let mut text = format!("{} is a group of states{of}", capital(&self.the_coalition()));
        let mut more = Vec::new();
        if let Some(founded) = own.founded.as_ref().filter(|date| date.first() <= self.on) {
            more.push(format!("founded {}", self.when(founded)));
        }
        if !all.leads.is_empty() {
            more.push(format!("led by {}", self.all_in_prose(&all.leads)));
        }
        if !more.is_empty() {
            text.push_str(&format!(", {}", and(&more)));
        }
        text.push('.');
        if let Some(purpose) = own.purpose.as_deref() {
            text.push_str(&format!(" Its field is {}.", clause(purpose)));
        }
        if let Some(party) = own.beneficiary.as_ref().filter(|_| own.purpose.is_none()) {
            text.push_str(&format!(" It works for {}.", self.in_prose(party.id())));
        }
        if with_members && !all.counted.is_empty() {
            let number = count(all.counted.len(), "member", "members");
            let beneficiary = own.beneficiary.as_ref().filter(|party| all.counted.contains(party.id()));
            let with = beneficiary
                .map(|party| format!(", {} included", self.in_prose(party.id())))
                .unwrap_or_default();
            text.push_str(&format!(" On {} it had {number}{with}", self.day(self.on)));
            match all.disputed.as_slice() {
                [] => text.push('.'),
                disputed => {
                    let (names, belongs) =
                        (self.all_in_prose(disputed), if disputed.len() == 1 { "belongs" } else { "belong" });
                    text.push_str(&format!("; reports differ on whether {names} {belongs} to it."));
                }
            }
        }
        let note = self.cite([&own.sources]);
        self.sentence(text, note);
    }
}

/// How far a purchase is, in words.
pub(super) fn step_words(step: Option<PurchaseStepKind>) -> &'static str {
    match step {
        Some(PurchaseStepKind::Need) => "need stated",
        Some(PurchaseStepKind::Approved) => "approved",
        Some(PurchaseStepKind::Ordered) => "ordered",
        Some(PurchaseStepKind::Contracted) => "contracted",
        Some(PurchaseStepKind::Delivered) => "delivered",
        Some(PurchaseStepKind::Received) => "received",
        Some(PurchaseStepKind::Cancelled) => "cancelled",
        None => "step not stated",
    }
}

/// The record of a contribution that is there.
pub(super) fn contribution<'a>(register: &'a Register, id: &Id) -> Option<&'a Contribution> {
    register.contributions.get(id).map(AsRef::as_ref)
}
