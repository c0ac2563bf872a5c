//! How a text on a meeting begins: what was held, when and where, and who took part.

use super::attendance::sources_of;
use super::claims::other_dates;
use super::scribe::{Scribe, own, so_many};
use crate::register::checks::capital;
use crate::register::{Meeting, MeetingKind, Place};
use crate::words::{and, ordinal};

impl Scribe<'_> {
    /// What a meeting is called.
    pub fn title_of(&self, meeting: &Meeting) -> String {
        let date = meeting.date.as_ref().map(|date| format!(" {}", self.when(date))).unwrap_or_default();
        meeting.title.clone().unwrap_or_else(|| format!("Meeting{date}"))
    }

    /// The sentences with which a communiqué begins.
    pub fn opening(&mut self, meeting: &Meeting) {
        let mut text = self.held(meeting);
        let others: Vec<String> = other_dates(&meeting.readings)
            .iter()
            .filter(|date| Some(*date) != meeting.date.as_ref())
            .map(|date| self.date(date))
            .collect();
        if !others.is_empty() {
            text.push_str(&format!("; other reports give {}", and(&others)));
        }
        text.push('.');
        let note = self.cite([&meeting.sources]);
        self.sentence(text, note);
        let said = self.who_attended(meeting).join(" ");
        let many = self.delegations(meeting);
        let said = if many > 2 {
            format!("{} took part. {said}", so_many(many, "delegation", "delegations"))
        } else {
            said
        };
        if !said.is_empty() {
            let note = self.cite(sources_of(meeting));
            self.sentence(said, note);
        }
    }

    /// That a meeting was held, when and where, without a full stop.
    pub fn held(&self, meeting: &Meeting) -> String {
        let the = self.the_coalition();
        let date = meeting.date.as_ref().map(|date| format!(" {}", self.when(date))).unwrap_or_default();
        let place = meeting.place.as_ref().map(|place| self.at_place(place)).unwrap_or_default();
        let what = match meeting.kind {
            Some(MeetingKind::SteeringGroup) => match first_word(meeting) {
                Some(nth) => format!("the steering group of {the} held its {nth} meeting"),
                None => format!("the steering group of {the} met"),
            },
            Some(MeetingKind::ParentBody) => {
                let body = own(self.register).and_then(|own| own.parent_body.clone());
                let body = meeting.series.clone().or(body);
                match body {
                    Some(body) => format!("{the} reported to the {body}"),
                    None => format!("{the} reported to its parent body"),
                }
            }
            Some(MeetingKind::KickOff) => format!("{the} held its founding meeting"),
            Some(MeetingKind::Signing) => format!("members of {the} met for a signing"),
            Some(MeetingKind::Ministers) => format!("ministers spoke about {the}"),
            Some(MeetingKind::Experts) => format!("experts of {the} met"),
            Some(MeetingKind::Other) | None => format!("{the} met"),
        };
        format!("{}{date}{place}", capital(&what))
    }

    fn at_place(&self, place: &Place) -> String {
        let country = place.country.as_deref().and_then(|code| self.locale.state_name(code));
        let country = country.filter(|country| place.name.as_deref() != Some(country));
        let parts: Vec<String> = [place.name.clone(), country].into_iter().flatten().collect();
        match (parts.is_empty(), place.online) {
            (true, _) => ", online".to_owned(),
            (false, false) => format!(" in {}", parts.join(", ")),
            (false, true) => format!(" in {} and online", parts.join(", ")),
        }
    }
}

/// “First” of “First meeting of the steering group”: the title says which one it is, the register need not be complete.
fn first_word(meeting: &Meeting) -> Option<String> {
    let (word, rest) = meeting.title.as_deref()?.split_once(' ')?;
    let word = word.to_lowercase();
    let is_ordinal = (1..=40).any(|place| ordinal(place) == word);
    (is_ordinal && rest.to_lowercase().starts_with("meeting")).then_some(word)
}
