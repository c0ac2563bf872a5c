//! The minutes of a meeting: who was there, the agenda with what came of it, what was given, what is to be done.

use super::communique::{stands_on, step_words};
use super::frozen::read;
use super::kept::{Kept, kept};
use super::markdown::markdown;
use super::scribe::{Scribe, Seen, full_stop, meeting, own};
use super::tree::{Block, Column, Document, Inline, Table, Text, plain};
use super::{Audience, Brief, DocumentError};
use crate::figures::{Ledger, Query, Rates, point_title};
use crate::register::checks::capital;
use crate::register::{
    Action, ActionState, AgendaItem, Currency, Id, Meeting, MinutesState, Purchase, RecordKey, Register,
};
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
        return Ok(frozen(&scribe, meeting, kept));
    }
    let state = match meeting.minutes {
        Some(MinutesState::Approved) if *which == Which::Now => {
            " The minutes were approved; this is how the register would write them now."
        }
        Some(MinutesState::Approved) => {
            " These minutes are approved; the text that was approved is not here."
        }
        Some(MinutesState::Circulated) => " These minutes were circulated and are not approved yet.",
        _ => " These minutes are a draft.",
    };
    scribe.minutes(id, meeting, state);
    let title = scribe.title_of(meeting);
    Ok(scribe.finish("Minutes", title))
}

/// A text as it was kept, under what is to be known of it.
fn frozen(scribe: &Scribe<'_>, meeting: &Meeting, kept: &Kept<'_>) -> Document {
    let mut document = read(kept.version.text.as_deref().unwrap_or_default());
    if document.title.is_empty() {
        document.title = scribe.title_of(meeting);
    }
    let when = kept.version.date.as_ref().map(|date| format!(" {}", scribe.when(date))).unwrap_or_default();
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

/// The text of the minutes as the register has it. The same register gives the same text on every day, in every
/// language and whatever currency one looks at: it stands on the day of the meeting, in the register's own currency.
///
/// # Errors
/// [`DocumentError`] when there is no such meeting, or when it has no date.
pub fn minutes_text(register: &Register, rates: &dyn Rates, id: &Id) -> Result<Written, DocumentError> {
    let key = RecordKey::of::<Meeting>(id);
    let on = stands_on(register, id).ok_or(DocumentError::Undated(key))?;
    let currency = own(register).and_then(|own| own.currency).unwrap_or(Currency::EUR);
    let query = Query { on, published: None, currency };
    let brief = Brief { register, rates, query, locale: &English, verdicts: &[] };
    let text = |audience| {
        let seen = Seen::by(audience, &brief);
        seen.check::<Meeting>(&brief, id)?;
        let ledger = Ledger::of(&seen.public.register);
        let mut scribe = Scribe::new(&brief, &seen, &ledger);
        let Some(meeting) = meeting(scribe.register, id) else {
            return Err(DocumentError::Unknown(RecordKey::of::<Meeting>(id)));
        };
        scribe.minutes(id, meeting, "");
        let title = scribe.title_of(meeting);
        Ok(markdown(&scribe.close("Minutes", title)))
    };
    let whole = text(Audience::Inside)?;
    let internal = text(Audience::Public).as_ref() != Ok(&whole);
    Ok(Written { text: whole, internal })
}

impl Scribe<'_> {
    /// All that the minutes say; behind the first sentence, how far they are.
    fn minutes(&mut self, id: &Id, meeting: &Meeting, state: &str) {
        let held = self.held(meeting);
        let time = meeting.time.as_deref().map(|time| {
            let zone = meeting.zone.as_deref().map(|zone| format!(" ({zone})")).unwrap_or_default();
            format!(" at {time}{zone}")
        });
        let note = self.cite([&meeting.sources]);
        self.sentence(format!("{held}{}.{state}", time.unwrap_or_default()), note);
        self.heading("Present");
        self.attendance_table(meeting);
        self.agenda(meeting);
        let new = self.new_at(id);
        if !new.is_empty() || !self.confirmed_at(id).is_empty() {
            self.heading("Contributions");
            self.confirmed(id);
            self.new_ones(&new, "New at this meeting:");
        }
        self.said(meeting);
        let made = |action: &Action| action.made_at.as_ref().is_some_and(|other| other.id() == id);
        self.actions("Actions", &made);
        let closed = |action: &Action| {
            action.closed_at.as_ref().is_some_and(|other| other.id() == id)
                && action.state.is_some_and(|state| state != ActionState::Open)
        };
        self.actions("Closed at this meeting", &closed);
    }

    fn agenda(&mut self, meeting: &Meeting) {
        self.heading("Agenda");
        if meeting.agenda.is_empty() {
            self.sentence("What was on the agenda is not on record.".to_owned(), None);
        }
        for (at, item) in meeting.agenda.values().enumerate() {
            let number = at.saturating_add(1);
            let title = point_title(self.register, item).unwrap_or_else(|| "Without a title".to_owned());
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
