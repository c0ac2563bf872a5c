//! The minutes of a meeting: who was there, the agenda with what came of it, what was given, what is to be done.

use super::communique::step_words;
use super::scribe::{Scribe, Seen, full_stop, meeting};
use super::tree::{Block, Column, Document, Inline, Table, Text, plain};
use super::{Audience, Brief, DocumentError};
use crate::figures::Ledger;
use crate::register::checks::capital;
use crate::register::{
    Action, ActionState, AgendaItem, Id, Meeting, MinutesState, MinutesVersion, Purchase, RecordKey,
};
use crate::words::labels;

/// The minutes of a meeting. Approved ones are given as they were approved, whatever changed since.
///
/// # Errors
/// [`DocumentError`] when there is no such meeting, or when it may not be seen.
pub fn minutes(brief: &Brief<'_>, id: &Id, audience: Audience) -> Result<Document, DocumentError> {
    let seen = Seen::by(audience, brief);
    seen.check::<Meeting>(brief, id)?;
    let ledger = Ledger::of(&seen.public.register);
    let mut scribe = Scribe::new(brief, &seen, &ledger);
    let Some(meeting) = meeting(scribe.register, id) else {
        return Err(DocumentError::Unknown(RecordKey::of::<Meeting>(id)));
    };
    let title = scribe.title_of(meeting);
    if let Some(approved) = approved(meeting) {
        let when = approved.date.as_ref().map(|date| format!(" {}", scribe.when(date))).unwrap_or_default();
        scribe.sentence(format!("Approved{when}; the text stands as it was approved."), None);
        for paragraph in approved.text.as_deref().unwrap_or_default().split("\n\n") {
            scribe.paragraph(plain(paragraph.trim()));
        }
        return Ok(scribe.finish("Minutes", title));
    }
    let held = scribe.held(meeting);
    let state = match meeting.minutes {
        Some(MinutesState::Circulated) => "These minutes were circulated and are not approved yet.",
        _ => "These minutes are a draft.",
    };
    let time = meeting.time.as_deref().map(|time| {
        let zone = meeting.zone.as_deref().map(|zone| format!(" ({zone})")).unwrap_or_default();
        format!(" at {time}{zone}")
    });
    let note = scribe.cite([&meeting.sources]);
    scribe.sentence(format!("{held}{}. {state}", time.unwrap_or_default()), note);
    scribe.heading("Present");
    scribe.attendance_table(meeting);
    scribe.agenda(meeting);
    let new = scribe.new_at(id);
    if !new.is_empty() || !scribe.confirmed_at(id).is_empty() {
        scribe.heading("Contributions");
        scribe.confirmed(id);
        scribe.new_ones(&new, "New at this meeting:");
    }
    scribe.said(meeting);
    let made = |action: &Action| action.made_at.as_ref().is_some_and(|other| other.id() == id);
    scribe.actions("Actions", &made);
    let closed = |action: &Action| {
        action.closed_at.as_ref().is_some_and(|other| other.id() == id)
            && action.state.is_some_and(|state| state != ActionState::Open)
    };
    scribe.actions("Closed at this meeting", &closed);
    Ok(scribe.finish("Minutes", title))
}

/// The text that was approved last, where the minutes are approved.
fn approved(meeting: &Meeting) -> Option<&MinutesVersion> {
    if meeting.minutes != Some(MinutesState::Approved) {
        return None;
    }
    let versions = meeting.versions.values();
    let approved = versions.filter(|one| one.state == Some(MinutesState::Approved) && one.text.is_some());
    approved.max_by_key(|one| one.date.as_ref().map(|date| date.last()))
}

impl Scribe<'_> {
    fn agenda(&mut self, meeting: &Meeting) {
        self.heading("Agenda");
        if meeting.agenda.is_empty() {
            self.sentence("What was on the agenda is not on record.".to_owned(), None);
        }
        for (at, item) in meeting.agenda.values().enumerate() {
            let number = at.saturating_add(1);
            let title = item.title.clone().unwrap_or_else(|| "Without a title".to_owned());
            let mut text = vec![Inline::Emphasis(format!("{number}. {title}"))];
            if let Some(from) =
                item.carried_from.as_ref().and_then(|from| super::scribe::meeting(self.register, from.id()))
            {
                text.push(Inline::Plain(format!(" (carried over from: {})", self.title_of(from))));
            }
            self.paragraph(text);
            for paragraph in item.text.as_deref().unwrap_or_default().split("\n\n") {
                if !paragraph.trim().is_empty() {
                    self.sentence(full_stop(paragraph), None);
                }
            }
            let outcomes = self.item_outcomes(meeting, item);
            self.list(outcomes);
        }
        let priorities: Vec<Text> = meeting
            .priorities
            .values()
            .filter_map(|one| Some(plain(full_stop(one.text.as_deref()?))))
            .collect();
        if !priorities.is_empty() {
            self.heading("Priorities");
            self.list(priorities);
        }
    }

    fn item_outcomes(&mut self, meeting: &Meeting, item: &AgendaItem) -> Vec<Text> {
        let mut items = Vec::new();
        for outcome in item.outcomes.values() {
            let Some(said) = outcome.text.as_deref() else { continue };
            let kind = outcome.kind.map_or("Outcome", |kind| labels::choice_label(kind.word()));
            let mut text =
                vec![Inline::Emphasis(kind.to_owned()), Inline::Plain(format!(": {}", full_stop(said)))];
            if let Some(id) = outcome.purchase.as_ref().map(|purchase| purchase.id()) {
                let purchase = self.register.purchases.get(id);
                if let Some(title) = purchase.and_then(|one| one.title.clone()) {
                    text.push(Inline::Plain(" Purchase: ".to_owned()));
                    text.push(Inline::Record(title, RecordKey::of::<Purchase>(id)));
                    text.push(Inline::Plain(".".to_owned()));
                }
            }
            let own = self.cite([&outcome.sources, &item.sources]);
            text.extend(own.or_else(|| self.cite([&meeting.sources])));
            items.push(text);
        }
        items
    }

    /// A table of the actions that fit; no heading without any.
    pub fn actions(&mut self, heading: &str, fits: &dyn Fn(&Action) -> bool) -> bool {
        let open = crate::figures::open_actions(self.register, self.on);
        let mut rows = Vec::new();
        for (id, action) in self.register.actions.live().filter(|(_, action)| fits(action)) {
            let what = action.text.as_deref().map_or_else(|| format!("Action {id}"), capital);
            let owner = action.owner.as_ref().map(|owner| self.party(owner.id()));
            let due = action.due.as_ref().map(|due| self.date(due));
            // As it stood on that day, not as it stands today.
            let state =
                if open.contains(id) { ActionState::Open } else { action.state.unwrap_or(ActionState::Open) };
            let state = labels::choice_label(state.word());
            rows.push(vec![
                vec![Inline::Record(what, RecordKey::of::<Action>(id))],
                plain(owner.unwrap_or_else(|| "Not stated".to_owned())),
                plain(due.unwrap_or_else(|| "Not stated".to_owned())),
                plain(state),
            ]);
        }
        if rows.is_empty() {
            return false;
        }
        self.heading(heading);
        self.table(&["What", "Who", "Due", "State"], 0, rows);
        true
    }

    /// A table; its last columns hold numbers.
    pub fn table(&mut self, titles: &[&str], numbers: usize, rows: Vec<Vec<Text>>) {
        let from = titles.len().saturating_sub(numbers);
        let columns = titles.iter().enumerate();
        let columns =
            columns.map(|(at, title)| Column { title: (*title).to_owned(), numbers: at >= from }).collect();
        self.blocks.push(Block::Table(Table { columns, rows }));
    }

    /// How far a purchase was on the day of the document, in words.
    pub fn stage_of(&self, purchase: &Purchase) -> &'static str {
        step_words(crate::figures::stage(purchase, self.on))
    }
}
