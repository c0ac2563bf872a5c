//! The minutes of a meeting: who was there, the agenda with what came of it, what was given, what is to be done.

use super::communique::{stands_on, step_words};
use super::frozen::read;
use super::kept::{Kept, kept};
use super::markdown::markdown;
use super::scribe::{Scribe, Seen, full_stop, meeting, own};
use super::tree::{Block, Column, Document, Inline, Table, Text, plain};
use super::worded::worded;
use super::{Audience, Brief, DocumentError};
use crate::figures::{Ledger, Query, Rates, point_title};
use crate::register::checks::capital;
use crate::register::{
    Action, ActionState, AgendaItem, Currency, Id, Meeting, MinutesState, Purchase, RecordKey, Register,
};
use crate::said;
use crate::words::text::areas::communique as says;
use crate::words::text::areas::documents::{ACTION, HEAD_WHAT, MINUTES, NAMED};
use crate::words::text::areas::meeting::{ACTIONS, DUE, STATE};
use crate::words::text::areas::parts::WHO;
use crate::words::text::areas::record::NOT_STATED;
use crate::words::text::areas::shell::CONTRIBUTIONS;
use crate::words::text::{self, Spoken};
use crate::words::{English, labels};

/// Which text of the minutes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Which {
    /// The one approved last, where the minutes are approved, else as the register has it now.
    #[default]
    Standing,
    /// As the register has it now.
    Now,
    /// A text that was kept, by its [word](Kept::word).
    Kept(String),
}

impl Which {
    /// The one of a word in an address: `draft` or the word of a kept text.
    pub fn parse(word: Option<&str>) -> Self {
        match word {
            None => Which::Standing,
            Some("draft") => Which::Now,
            Some(word) => Which::Kept(word.to_owned()),
        }
    }
}

/// The minutes of a meeting. Approved ones are given as they were approved, whatever changed since.
///
/// # Errors
/// [`DocumentError`] when there is no such meeting or version, or when it may not be seen.
pub fn minutes(
    brief: &Brief<'_>,
    id: &Id,
    audience: Audience,
    which: &Which,
) -> Result<Document, DocumentError> {
    let seen = Seen::by(audience, brief);
    seen.check::<Meeting>(brief, id)?;
    let ledger = Ledger::of(&seen.public.register);
    let mut scribe = Scribe::new(brief, &seen, &ledger);
    let Some(meeting) = meeting(scribe.register, id) else {
        return Err(DocumentError::Unknown(RecordKey::of::<Meeting>(id)));
    };
    let versions = kept(meeting);
    let found = match which {
        Which::Standing if meeting.minutes == Some(MinutesState::Approved) => {
            versions.iter().rev().find(|kept| kept.version.state == Some(MinutesState::Approved))
        }
        Which::Standing | Which::Now => None,
        Which::Kept(word) => {
            let found = versions.iter().find(|kept| kept.word() == *word);
            Some(found.ok_or_else(|| DocumentError::NoVersion(word.clone()))?)
        }
    };
    if let Some(kept) = found {
        return Ok(frozen(scribe, meeting, kept));
    }
    let state = match meeting.minutes {
        Some(MinutesState::Approved) if *which == Which::Now => says::APPROVED_THEN,
        Some(MinutesState::Approved) => says::APPROVED_GONE,
        Some(MinutesState::Circulated) => says::CIRCULATED,
        _ => says::DRAFT,
    };
    scribe.minutes(id, meeting, Some(state));
    let title = scribe.title_of(meeting);
    Ok(scribe.finish(MINUTES, title))
}

/// A text as it was kept, under what is to be known of it. It was kept in English, so that this is English, too.
fn frozen(mut scribe: Scribe<'_>, meeting: &Meeting, kept: &Kept<'_>) -> Document {
    scribe.locale = &English;
    text::within(Spoken::english(), || under_its_state(&scribe, meeting, kept))
}

fn under_its_state(scribe: &Scribe<'_>, meeting: &Meeting, kept: &Kept<'_>) -> Document {
    let mut document = read(kept.version.text.as_deref().unwrap_or_default());
    if document.title.is_empty() {
        document.title = scribe.title_of(meeting);
    }
    let when = scribe.behind(kept.version.date.as_ref());
    let said = match kept.version.state {
        Some(MinutesState::Approved) => {
            format!("Version {}, approved{when}; the text stands as it was approved.", kept.number)
        }
        Some(MinutesState::Circulated) => {
            format!("Circulated{when}; the text stands as it was circulated.")
        }
        _ => format!("Kept{when}; the text stands as it was kept."),
    };
    let mut first = vec![Block::Paragraph(plain(said))];
    if !kept.version.is_as_kept() {
        let altered = "This text is not the one that was kept: its SHA-256 is another one.";
        first.push(Block::Paragraph(vec![Inline::Emphasis(altered.to_owned())]));
    }
    document.blocks.splice(0..0, first);
    document
}

/// The text of the minutes as the register has it, to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Markdown.
    pub text: String,
    /// Whether it says something internal.
    pub internal: bool,
}

/// The text of the minutes as the register has it. The same register gives the same text on every day, whatever language
/// is spoken and whatever currency one looks at: it is English, on the day of the meeting, in the register's own currency.
///
/// # Errors
/// [`DocumentError`] when there is no such meeting, or when it has no date.
pub fn minutes_text(register: &Register, rates: &dyn Rates, id: &Id) -> Result<Written, DocumentError> {
    let key = RecordKey::of::<Meeting>(id);
    let on = stands_on(register, id).ok_or(DocumentError::Undated(key))?;
    let currency = own(register).and_then(|own| own.currency).unwrap_or(Currency::EUR);
    let query = Query { on, published: None, currency };
    let brief = Brief { register, rates, query, locale: &English, verdicts: &[] };
    let written = |audience| {
        let seen = Seen::by(audience, &brief);
        seen.check::<Meeting>(&brief, id)?;
        let ledger = Ledger::of(&seen.public.register);
        let mut scribe = Scribe::new(&brief, &seen, &ledger);
        let Some(meeting) = meeting(scribe.register, id) else {
            return Err(DocumentError::Unknown(RecordKey::of::<Meeting>(id)));
        };
        scribe.minutes(id, meeting, None);
        let title = scribe.title_of(meeting);
        Ok(markdown(&scribe.close(MINUTES.said(), title)))
    };
    text::within(Spoken::english(), || {
        let whole = written(Audience::Inside)?;
        let internal = written(Audience::Public).as_ref() != Ok(&whole);
        Ok(Written { text: whole, internal })
    })
}

impl Scribe<'_> {
    /// All that the minutes say; behind the first sentence, how far they are.
    fn minutes(&mut self, id: &Id, meeting: &Meeting, state: Option<text::Text>) {
        let time = match (meeting.time.as_deref(), meeting.zone.as_deref()) {
            (None, _) => String::new(),
            (Some(time), None) => said!(says::AT_TIME, time),
            (Some(time), Some(zone)) => said!(says::AT_TIME_ZONE, time, zone),
        };
        let state = state.map(|state| format!(" {}", state.said())).unwrap_or_default();
        let note = self.cite([&meeting.sources]);
        self.sentence(format!("{}{state}", self.held(meeting, &time)), note);
        self.heading(says::PRESENT);
        self.attendance_table(meeting);
        self.agenda(meeting);
        let new = self.new_at(id);
        if !new.is_empty() || !self.confirmed_at(id).is_empty() {
            self.heading(CONTRIBUTIONS);
            self.confirmed(id);
            self.new_ones(&new, said!(says::NEW_HERE));
        }
        self.said(meeting);
        let made = |action: &Action| action.made_at.as_ref().is_some_and(|other| other.id() == id);
        self.actions(ACTIONS, &made);
        let closed = |action: &Action| {
            action.closed_at.as_ref().is_some_and(|other| other.id() == id)
                && action.state.is_some_and(|state| state != ActionState::Open)
        };
        self.actions(says::CLOSED_HERE, &closed);
    }

    fn agenda(&mut self, meeting: &Meeting) {
        self.heading(says::AGENDA);
        if meeting.agenda.is_empty() {
            self.sentence(said!(says::NO_AGENDA), None);
        }
        for (at, item) in meeting.agenda.values().enumerate() {
            let number = at.saturating_add(1);
            let title = point_title(self.register, item).unwrap_or_else(|| said!(says::WITHOUT_TITLE));
            let mut text = vec![Inline::Emphasis(format!("{number}. {title}"))];
            if let Some(from) =
                item.carried_from.as_ref().and_then(|from| super::scribe::meeting(self.register, from.id()))
            {
                text.push(Inline::Plain(said!(says::CARRIED_OVER, meeting = self.title_of(from))));
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
            self.heading(says::PRIORITIES);
            self.list(priorities);
        }
    }

    fn item_outcomes(&mut self, meeting: &Meeting, item: &AgendaItem) -> Vec<Text> {
        let mut items = Vec::new();
        for outcome in item.outcomes.values() {
            let Some(said) = outcome.text.as_deref() else { continue };
            let kind = outcome.kind.map_or(says::OUTCOME.said(), |kind| labels::choice_label(kind.word()));
            let kind = vec![Inline::Emphasis(kind.to_owned())];
            let mut text = worded!(NAMED; what = full_stop(said); name = kind);
            if let Some(id) = outcome.purchase.as_ref().map(|purchase| purchase.id()) {
                let purchase = self.register.purchases.get(id);
                if let Some(title) = purchase.and_then(|one| one.title.clone()) {
                    let title = vec![Inline::Record(title, RecordKey::of::<Purchase>(id))];
                    text.extend(worded!(says::OF_PURCHASE; ; title = title));
                }
            }
            let own = self.cite([&outcome.sources, &item.sources]);
            text.extend(own.or_else(|| self.cite([&meeting.sources])));
            items.push(text);
        }
        items
    }

    /// A table of the actions that fit; no heading without any.
    pub fn actions(&mut self, heading: text::Text, fits: &dyn Fn(&Action) -> bool) -> bool {
        let open = crate::figures::open_actions(self.register, self.on);
        let mut rows = Vec::new();
        for (id, action) in self.register.actions.live().filter(|(_, action)| fits(action)) {
            let what = action.text.as_deref().map_or_else(|| said!(ACTION, id = id.as_str()), capital);
            let owner = action.owner.as_ref().map(|owner| self.party(owner.id()));
            let due = action.due.as_ref().map(|due| self.date(due));
            // As it stood on that day, not as it stands today.
            let state =
                if open.contains(id) { ActionState::Open } else { action.state.unwrap_or(ActionState::Open) };
            let state = labels::choice_label(state.word());
            rows.push(vec![
                vec![Inline::Record(what, RecordKey::of::<Action>(id))],
                plain(owner.unwrap_or_else(|| said!(NOT_STATED))),
                plain(due.unwrap_or_else(|| said!(NOT_STATED))),
                plain(state),
            ]);
        }
        if rows.is_empty() {
            return false;
        }
        self.heading(heading);
        self.table(&[HEAD_WHAT, WHO, DUE, STATE], 0, rows);
        true
    }

    /// A table; its last columns hold numbers.
    pub fn table(&mut self, titles: &[text::Text], numbers: usize, rows: Vec<Vec<Text>>) {
        let titles: Vec<_> = titles.iter().map(|title| title.said()).collect();
        self.named_table(&titles, numbers, rows);
    }

    /// The same under titles that are no texts of their own.
    pub fn named_table(&mut self, titles: &[&str], numbers: usize, rows: Vec<Vec<Text>>) {
        let from = titles.len().saturating_sub(numbers);
        let columns = titles.iter().enumerate();
        let columns =
            columns.map(|(at, title)| Column { title: (*title).to_owned(), numbers: at >= from }).collect();
        self.blocks.push(Block::Table(Table { columns, rows }));
    }

    /// How far a purchase was on the day of the document, in words.
    pub fn stage_of(&self, purchase: &Purchase) -> String {
        step_words(crate::figures::stage(purchase, self.on))
    }
}
