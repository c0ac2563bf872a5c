//! A meeting as an event.

use chrono::{Datelike, NaiveTime};

use super::lines::{Lines, escaped};
use super::zone::Zone;
use super::{Sheet, day};
use crate::exchange::export::{is_blank, is_plain, within};
use crate::register::{
    AgendaItem, Attendance, Day, Id, Meeting, MeetingKind, Place, Presence, RecordKey, english_name,
};

impl<'a> Sheet<'a> {
    /// The meetings of the file that a calendar has room for, each with the first and last day that its date
    /// can mean.
    pub fn meetings(&self) -> impl Iterator<Item = (&'a Id, &'a Meeting, [Day; 2])> + use<'a> {
        let export = self.export;
        let all = export.register.meetings.live();
        let all = all.filter(move |(id, _)| export.takes(&RecordKey::of::<Meeting>(id)));
        all.filter_map(|(id, meeting)| Some((id, meeting.as_ref(), within(meeting.date.as_ref()?)?)))
    }

    pub fn meeting(&self, lines: &mut Lines, id: &Id, meeting: &Meeting, [first, last]: [Day; 2]) {
        lines.component("VEVENT", |lines| {
            self.head(lines, &RecordKey::of::<Meeting>(id));
            match begin(meeting) {
                Some((begin, Begin::Utc)) => lines.property("DTSTART", &format!("{begin}Z")),
                Some((begin, Begin::In(zone))) => {
                    lines.property(&format!("DTSTART;TZID={}", zone.name), &begin);
                }
                None => {
                    lines.property("DTSTART;VALUE=DATE", &day(first));
                    // An event without a time ends before its last day.
                    lines.property("DTEND;VALUE=DATE", &day(last.succ_opt().unwrap_or(last)));
                }
            }
            // On one of several days, or about then: nobody should take all of them for taken.
            let is_sure = meeting.date.as_ref().is_some_and(|date| is_plain(date) || date.is_lasting());
            lines.property("STATUS", if is_sure { "CONFIRMED" } else { "TENTATIVE" });
            lines.property("TRANSP", if is_sure { "OPAQUE" } else { "TRANSPARENT" });
            let title = meeting.title.as_deref().filter(|title| !is_blank(title));
            lines.text("SUMMARY", title.unwrap_or("Meeting"));
            if let Some(place) = &meeting.place {
                lines.text("LOCATION", &at(place));
            }
            let categories = [meeting.kind.map(MeetingKind::word), meeting.series.as_deref()];
            let categories: Vec<_> =
                categories.into_iter().flatten().filter(|one| !is_blank(one)).map(escaped).collect();
            if !categories.is_empty() {
                lines.property("CATEGORIES", &categories.join(","));
            }
            lines.text("DESCRIPTION", &self.about(meeting).join("\n"));
        });
    }

    /// What a calendar has no property for.
    fn about(&self, meeting: &Meeting) -> Vec<String> {
        let mut about = Vec::new();
        let mut say = |label: &str, text: Option<&str>| {
            about.extend(text.filter(|text| !is_blank(text)).map(|text| format!("{label}: {text}")));
        };
        let date = meeting.date.as_ref().filter(|date| !is_plain(date)).map(ToString::to_string);
        say("Date in EDTF", date.as_deref());
        say("Begins at", meeting.time.as_deref());
        say("Time zone", meeting.zone.as_deref());
        for item in meeting.agenda.values() {
            say("Agenda", Some(&agenda(item)));
        }
        for priority in meeting.priorities.values() {
            say("Priority", priority.text.as_deref());
        }
        for one in meeting.attendance.values() {
            say("Attendance", Some(&self.attendance(one)));
        }
        say("List of those present complete", meeting.list_complete.map(|complete| complete.word()));
        for count in meeting.counts.values() {
            let number = count.count.map_or_else(|| "no number".to_owned(), |count| count.to_string());
            say("Reported", Some(&format!("{number} {}", count.of.as_deref().unwrap_or_default())));
        }
        say("Minutes", meeting.minutes.map(|minutes| minutes.word()));
        say("Note", meeting.note.as_deref());
        about
    }

    fn attendance(&self, one: &Attendance) -> String {
        let party =
            one.party.as_ref().map_or("Party not stated".to_owned(), |party| self.said.party(party.id()));
        let rest = [
            one.capacity.map(|capacity| capacity.word()),
            one.presence.map(Presence::word),
            one.delegates.as_deref().filter(|names| !is_blank(names)),
        ];
        let rest: Vec<_> = rest.into_iter().flatten().collect();
        if rest.is_empty() { party } else { format!("{party}, {}", rest.join(", ")) }
    }
}

fn agenda(item: &AgendaItem) -> String {
    let mut parts: Vec<&str> = [item.title.as_deref(), item.text.as_deref()].into_iter().flatten().collect();
    for outcome in item.outcomes.values() {
        parts.extend([outcome.kind.map(|kind| kind.word()), outcome.text.as_deref()].into_iter().flatten());
    }
    parts.retain(|part| !is_blank(part));
    parts.join("; ")
}

fn at(place: &Place) -> String {
    let country = place.country.as_deref().map(|code| english_name(code).unwrap_or(code));
    let parts = [place.name.as_deref(), country, place.online.then_some("online")];
    parts.into_iter().flatten().filter(|part| !is_blank(part)).collect::<Vec<_>>().join(", ")
}

/// By which clock a meeting begins.
enum Begin {
    Utc,
    In(&'static Zone),
}

/// The moment at which a meeting begins, where day, time and zone are known.
fn begin(meeting: &Meeting) -> Option<(String, Begin)> {
    let on = meeting.date.as_ref().filter(|date| is_plain(date))?.first();
    let time = NaiveTime::parse_from_str(meeting.time.as_deref()?.trim(), "%H:%M").ok()?;
    let name = meeting.zone.as_deref()?.trim();
    let by =
        if matches!(name, "UTC" | "Etc/UTC") { Begin::Utc } else { Begin::In(Zone::of(name, on.year())?) };
    Some((on.and_time(time).format("%Y%m%dT%H%M%S").to_string(), by))
}

/// The zone by whose clock a meeting begins, if it is one that stands in the file.
pub fn zone(meeting: &Meeting) -> Option<&'static Zone> {
    match begin(meeting)?.1 {
        Begin::In(zone) => Some(zone),
        Begin::Utc => None,
    }
}

/// Whether a meeting begins at a moment that a calendar can name.
pub fn has_moment(meeting: &Meeting) -> bool {
    begin(meeting).is_some()
}
