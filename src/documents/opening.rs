//! How a text on a meeting begins: what was held, when and where, and who took part.

use super::attendance::sources_of;
use super::claims::other_dates;
use super::scribe::{Scribe, own, so_many};
use crate::register::{Meeting, MeetingKind, Place};
use crate::said;
use crate::words::text::areas::communique as says;
use crate::words::text::areas::documents::MEETING_WHEN;
use crate::words::text::language;
use crate::words::{Language, and, ordinal};

impl Scribe<'_> {
    /// What a meeting is called.
    pub fn title_of(&self, meeting: &Meeting) -> String {
        let untitled = || said!(MEETING_WHEN, when = self.behind(meeting.date.as_ref()));
        meeting.title.clone().unwrap_or_else(untitled)
    }

    /// The sentences with which a communiqué begins.
    pub fn opening(&mut self, meeting: &Meeting) {
        let others: Vec<String> = other_dates(&meeting.readings)
            .iter()
            .filter(|date| Some(*date) != meeting.date.as_ref())
            .map(|date| self.date(date))
            .collect();
        let others = (!others.is_empty()).then(|| said!(says::OTHER_DATES, dates = and(&others)));
        let note = self.cite([&meeting.sources]);
        self.sentence(self.held(meeting, &others.unwrap_or_default()), note);
        let said = self.who_attended(meeting).join(" ");
        let many = self.delegations(meeting);
        let said = if many > 2 {
            format!("{} {said}", said!(says::DELEGATIONS, count = so_many(many), n = many))
        } else {
            said
        };
        if !said.is_empty() {
            let note = self.cite(sources_of(meeting));
            self.sentence(said, note);
        }
    }

    /// That a meeting was held, when and where, and `more` at the end of the sentence.
    pub fn held(&self, meeting: &Meeting, more: &str) -> String {
        let coalition = self.the_coalition();
        let when = self.behind(meeting.date.as_ref());
        let place = meeting.place.as_ref().map(|place| self.at_place(place)).unwrap_or_default();
        match meeting.kind {
            Some(MeetingKind::SteeringGroup) => match place_in_order(meeting) {
                Some(nth) => said!(says::HELD_NTH, coalition, nth, when, place, more),
                None => said!(says::HELD_STEERING, coalition, when, place, more),
            },
            Some(MeetingKind::ParentBody) => {
                let body = own(self.register).and_then(|own| own.parent_body.clone());
                match meeting.series.clone().or(body) {
                    Some(body) => said!(says::HELD_REPORT_TO, coalition, body, when, place, more),
                    None => said!(says::HELD_REPORT, coalition, when, place, more),
                }
            }
            Some(MeetingKind::KickOff) => said!(says::HELD_FOUNDING, coalition, when, place, more),
            Some(MeetingKind::Signing) => said!(says::HELD_SIGNING, coalition, when, place, more),
            Some(MeetingKind::Ministers) => said!(says::HELD_MINISTERS, coalition, when, place, more),
            Some(MeetingKind::Experts) => said!(says::HELD_EXPERTS, coalition, when, place, more),
            Some(MeetingKind::Other) | None => said!(says::HELD, coalition, when, place, more),
        }
    }

    fn at_place(&self, place: &Place) -> String {
        let country = place.country.as_deref().and_then(|code| self.locale.state_name(code));
        let country = country.filter(|country| place.name.as_deref() != Some(country));
        let parts: Vec<String> = [place.name.clone(), country].into_iter().flatten().collect();
        let named = parts.join(", ");
        match (parts.is_empty(), place.online) {
            (true, _) => said!(says::ONLINE),
            (false, false) => said!(says::IN_PLACE, place = named),
            (false, true) => said!(says::IN_PLACE_ONLINE, place = named),
        }
    }
}

/// “First” of “First meeting of the steering group”: the title says which one it is, the register need not be complete.
/// Other languages have the number, which they put as they need it.
fn place_in_order(meeting: &Meeting) -> Option<String> {
    let (word, rest) = meeting.title.as_deref()?.split_once(' ')?;
    let word = word.to_lowercase();
    let place = (1..=40).find(|place| ordinal(*place) == word)?;
    let nth = if language() == Language::English { word } else { place.to_string() };
    rest.to_lowercase().starts_with("meeting").then_some(nth)
}
