//! Calendars, read: events as meetings, tasks as actions.

use serde_json::{Map, Value, json};

use super::unfold::{Component, Property};
use crate::exchange::foreign::{Build, ForeignError, Line, decoded, hash, id, labels, leaf, lines, number};
use crate::register::{
    ActionState, COUNTRIES, Capacity, Collection, Date, Day, ListComplete, MeetingKind, MinutesState,
    OutcomeKind, Presence, RecordKey,
};
use crate::said;
use crate::words::text::areas::noted as says;

/// What says nothing of a meeting or an action; all else that is not understood stands in the note.
const PASSED: &str = "UID DTSTAMP SEQUENCE CREATED LAST-MODIFIED TRANSP PERCENT-COMPLETE CLASS SUMMARY DESCRIPTION \
    DTSTART DTEND LOCATION STATUS CATEGORIES";

/// A calendar that is read.
struct Calendar<'a> {
    parts: Vec<&'a Component>,
    is_own: bool,
}

/// Reads the events and tasks of a file.
pub fn read(text: &str, build: &mut Build) -> Result<(), ForeignError> {
    let calendars = Component::read(text)?;
    if calendars.iter().all(|one| one.name != "VCALENDAR") {
        return Err(ForeignError::NotKnown(says::NO_CALENDAR.said()));
    }
    for calendar in &calendars {
        let is_own = calendar.text("PRODID").is_some_and(|text| text.starts_with("-//Muster//"));
        let parts = calendar.inner.iter().filter(|one| matches!(one.name.as_str(), "VEVENT" | "VTODO"));
        let calendar_of = Calendar { parts: parts.collect(), is_own };
        for other in
            calendar.inner.iter().filter(|one| !matches!(one.name.as_str(), "VEVENT" | "VTODO" | "VTIMEZONE"))
        {
            build.problem(other.spot, said!(says::NO_EVENT, name = other.name));
        }
        for part in &calendar_of.parts {
            calendar_of.part(build, part);
        }
    }
    Ok(())
}

impl Calendar<'_> {
    fn part(&self, build: &mut Build, part: &Component) {
        if part.one("RECURRENCE-ID").is_some() {
            return build.problem(part.spot, says::MOVED_EVENT.said());
        }
        let key = self.key(part);
        let title = part.text("SUMMARY").unwrap_or_default();
        let line = part.spot.line.to_string();
        build.record(&key, said!(says::AT_COMPONENT, name = part.name, title, line));
        if part.one("CLASS").is_some_and(|class| !class.value.trim().eq_ignore_ascii_case("PUBLIC")) {
            build.set(&key, "internal", Some(true.into()));
        }
        if part.name == "VEVENT" {
            build.text(
                &key,
                "title",
                Some(&title).filter(|title| !self.is_own || *title != "Meeting").map(String::as_str),
            );
            self.meeting(build, &key, part);
        } else {
            build.text(
                &key,
                "text",
                Some(&title).filter(|title| !self.is_own || *title != "Action").map(String::as_str),
            );
            self.action(build, &key, part);
        }
        if !self.is_own {
            for property in part.properties.iter().filter(|one| !is_passed(part, one)) {
                note(build, &key, property);
            }
        }
        if part.one("RRULE").is_some() || part.one("RDATE").is_some() {
            build.problem(part.spot, says::REPEATED.said());
        }
        for alarm in part.inner.iter().filter(|one| one.name != "VALARM") {
            build.problem(alarm.spot, said!(says::INSIDE_LEFT_OUT, name = alarm.name));
        }
    }

    /// The record that a component is: by the mark of an export, or made of its UID.
    fn key(&self, part: &Component) -> RecordKey {
        let collection = if part.name == "VEVENT" { Collection::Meetings } else { Collection::Actions };
        let uid = part.one("UID").map(|uid| uid.value.trim()).unwrap_or_default();
        let mark = self.own_id(uid, collection);
        if let Some(mark) = mark {
            return RecordKey::new(collection, mark.as_str());
        }
        let all: Vec<&str> = part.properties.iter().map(|one| one.value.as_str()).collect();
        let mark = if uid.is_empty() { all.join("\n") } else { uid.to_owned() };
        RecordKey::new(collection, hash(&["ical", &mark]).as_str())
    }

    fn own_id(&self, uid: &str, collection: Collection) -> Option<String> {
        let (mark, _) = uid.strip_suffix(".muster").filter(|_| self.is_own)?.rsplit_once('@')?;
        let mark = mark.strip_prefix(collection.word())?.strip_prefix('-')?;
        decoded(mark).map(|mark| id(&mark))
    }

    fn meeting(&self, build: &mut Build, key: &RecordKey, part: &Component) {
        let told = part.text("DESCRIPTION").unwrap_or_default();
        if self.is_own {
            about(build, key, &told);
        } else {
            build.note(key, &told);
        }
        when(build, key, part);
        if let Some(place) = part.text("LOCATION") {
            let place = if self.is_own { place_of(&place) } else { json!({"name": place}) };
            build.set(key, "place", Some(place));
        }
        let categories = part.one("CATEGORIES").map(Property::texts).unwrap_or_default();
        for category in categories.iter().filter(|one| !one.trim().is_empty()) {
            match leaf::<MeetingKind>(category) {
                Some(kind) => build.set(key, "kind", Some(kind)),
                None if self.is_own => build.text(key, "series", Some(category)),
                None => build.note(key, &format!("Category: {category}")),
            }
        }
        if !self.is_own && part.text("STATUS").is_some_and(|status| status.eq_ignore_ascii_case("CANCELLED"))
        {
            build.note(key, "Status: cancelled");
            build.problem(part.spot, says::CANCELLED_EVENT.said());
        }
    }

    fn action(&self, build: &mut Build, key: &RecordKey, part: &Component) {
        let told = part.text("DESCRIPTION").unwrap_or_default();
        if self.is_own {
            let mut named = Vec::new();
            for (label, text) in
                labels(&told, &["Due in EDTF", "State", "Priority", "Made at", "Closed at", "Note"]).1
            {
                match label {
                    "Due in EDTF" => build.set(key, "due", leaf::<Date>(&text)),
                    "State" => build.set(key, "state", leaf::<ActionState>(&text)),
                    "Priority" => build.set(key, "priority", number(&text)),
                    "Made at" | "Closed at" => {
                        let field = if label == "Made at" { "made_at" } else { "closed_at" };
                        match self.meeting_called(part, field, &text) {
                            Some(meeting) => build.set(key, field, Some(meeting.into())),
                            None => named.push(format!("{label}: {text}")),
                        }
                    }
                    _ => build.note(key, &text),
                }
            }
            // Meetings that are not in the file are named after the note.
            named.iter().for_each(|text| build.note(key, text));
        } else {
            build.note(key, &told);
            let state =
                match part.one("STATUS").map(|status| status.value.trim().to_ascii_uppercase()).as_deref() {
                    Some("COMPLETED") => Some("done"),
                    Some("CANCELLED") => Some("dropped"),
                    Some(_) => Some("open"),
                    None => None,
                };
            build.set(key, "state", state.map(Value::from));
            let priority = part.one("PRIORITY").and_then(|one| one.value.trim().parse::<u32>().ok());
            // Nine steps on our five; 0 is none.
            let priority = priority.filter(|one| (1..=9).contains(one)).map(|one| one.div_ceil(2));
            build.set(key, "priority", priority.map(Value::from));
        }
        if let Some(due) = part.one("DUE") {
            match day_of(due).and_then(|day| leaf::<Date>(&day.to_string())) {
                Some(day) => build.set(key, "due", Some(day)),
                None => {
                    build.problem(due.spot, says::DUE_NO_DATE.said());
                    build.note(key, &format!("DUE: {}", due.value));
                }
            }
        }
        build.party_in(key, "owner", part.text("CONTACT").as_deref(), None);
    }

    /// The meeting of the file that an action names.
    fn meeting_called(&self, part: &Component, field: &str, text: &str) -> Option<String> {
        let related = part.one("RELATED-TO").filter(|_| field == "made_at");
        if let Some(related) = related {
            return self.own_id(related.value.trim(), Collection::Meetings);
        }
        let mut found = self.parts.iter().filter(|one| {
            let title = one.text("SUMMARY").unwrap_or_default();
            let date =
                text.strip_prefix(title.as_str()).and_then(|rest| rest.strip_prefix(" (")?.strip_suffix(')'));
            one.name == "VEVENT" && date.is_some_and(|date| date_of(one).as_deref() == Some(date))
        });
        let first = found.next()?;
        found.next().is_none().then(|| self.key(first).id.to_string())
    }
}

/// The date of a component that was written here, as it is written in the register.
fn date_of(part: &Component) -> Option<String> {
    let told = part.text("DESCRIPTION").unwrap_or_default();
    let said =
        told.split('\n').next().and_then(|line| line.strip_prefix("Date in EDTF: ")).map(str::to_owned);
    said.or_else(|| part.one("DTSTART").and_then(day_of).map(|day| day.to_string()))
}

fn is_passed(part: &Component, property: &Property) -> bool {
    PASSED.split(' ').any(|name| name == property.name)
        || (part.name == "VTODO" && matches!(property.name.as_str(), "DUE" | "PRIORITY" | "CONTACT"))
}

fn note(build: &mut Build, key: &RecordKey, property: &Property) {
    let named = property.parameter("CN").map(|name| format!("{name}, ")).unwrap_or_default();
    build.note(key, &format!("{}: {named}{}", property.name, property.text()));
}

/// The day of a property.
fn day_of(property: &Property) -> Option<Day> {
    Day::parse_from_str(property.value.trim().get(..8)?, "%Y%m%d").ok()
}

/// Date, time and zone of an event.
fn when(build: &mut Build, key: &RecordKey, part: &Component) {
    let Some(start) = part.one("DTSTART") else {
        return build.problem(part.spot, says::NO_BEGINNING.said());
    };
    let Some(first) = day_of(start) else {
        build.note(key, &format!("DTSTART: {}", start.value));
        return build.problem(start.spot, says::BEGINNING_NO_DATE.said());
    };
    if leaf::<Date>(&first.to_string()).is_none() {
        build.problem(start.spot, says::BEGINNING_OUT_OF_REACH.said());
        return build.note(key, &format!("DTSTART: {}", start.value));
    }
    let value = start.value.trim();
    let end = part.one("DTEND").and_then(day_of);
    let time = value.split_once('T').map(|(_, time)| time);
    match time {
        None => {
            // An event without a time ends before its last day.
            let last = end.and_then(|end| end.pred_opt()).filter(|last| *last > first);
            let date = last.map_or_else(|| first.to_string(), |last| format!("{first}/{last}"));
            build.set(key, "date", leaf::<Date>(&date));
        }
        Some(time) => {
            let last = end.filter(|last| *last > first);
            let date = last.map_or_else(|| first.to_string(), |last| format!("{first}/{last}"));
            build.set(key, "date", leaf::<Date>(&date));
            let clock = time.get(..2).zip(time.get(2..4)).map(|(hour, minute)| format!("{hour}:{minute}"));
            build.text(key, "time", clock.as_deref());
            let zone = if time.ends_with('Z') { Some("UTC") } else { start.parameter("TZID") };
            build.text(key, "zone", zone);
            if let Some(end) = part.one("DTEND").filter(|_| last.is_none())
                && let Some((_, until)) = end.value.trim().split_once('T')
            {
                build.note(key, &format!("Ends at: {}", until.get(..4).unwrap_or(until)));
            }
        }
    }
}

/// What an export tells of a meeting in words.
fn about(build: &mut Build, key: &RecordKey, told: &str) {
    let known = [
        "Date in EDTF",
        "Begins at",
        "Time zone",
        "Agenda",
        "Priority",
        "Attendance",
        "List of those present complete",
        "Reported",
        "Minutes",
        "Note",
    ];
    let (first, said) = labels(told, &known);
    build.note(key, &first);
    for (at, (label, text)) in said.into_iter().enumerate() {
        let line = format!("l{at:04}");
        match label {
            "Date in EDTF" => build.set(key, "date", leaf::<Date>(&text)),
            "Begins at" => build.text(key, "time", Some(&text)),
            "Time zone" => build.text(key, "zone", Some(&text)),
            "Agenda" => build.line(key, "agenda", &line, agenda(&text)),
            "Priority" => build.line(key, "priorities", &line, lines([("text", Some(text.into()))])),
            "Attendance" => {
                let one = attendance(build, &text);
                build.line(key, "attendance", &line, one);
            }
            "List of those present complete" => build.set(key, "list_complete", leaf::<ListComplete>(&text)),
            "Reported" => {
                let (count, of) = match text.strip_prefix("no number ") {
                    Some(of) => (None, of),
                    None => {
                        text.split_once(' ').map_or((None, text.as_str()), |(count, of)| (number(count), of))
                    }
                };
                let of = Some(of).filter(|of| !of.is_empty()).map(Value::from);
                build.line(key, "counts", &line, lines([("count", count), ("of", of)]));
            }
            "Minutes" => build.set(key, "minutes", leaf::<MinutesState>(&text)),
            _ => build.note(key, &text),
        }
    }
}

/// A point of the agenda: title, text, and outcomes, each after its kind.
fn agenda(text: &str) -> Line {
    let (mut before, mut outcomes): (Vec<&str>, Vec<(Value, Vec<&str>)>) = (Vec::new(), Vec::new());
    for part in text.split("; ") {
        match (leaf::<OutcomeKind>(part), outcomes.last_mut()) {
            (Some(kind), _) => outcomes.push((kind, Vec::new())),
            (None, Some((_, text))) => text.push(part),
            (None, None) => before.push(part),
        }
    }
    let mut before = before.into_iter();
    let title = before.next().map(Value::from);
    let more = before.collect::<Vec<_>>().join("; ");
    let outcomes: Map<String, Value> = outcomes
        .into_iter()
        .enumerate()
        .map(|(at, (kind, text))| {
            let text = Some(text.join("; ")).filter(|text| !text.is_empty()).map(Value::from);
            (format!("o{at}"), Value::Object(lines([("kind", Some(kind)), ("text", text)])))
        })
        .collect();
    let outcomes = Some(outcomes).filter(|all| !all.is_empty()).map(Value::Object);
    lines([
        ("title", title),
        ("text", Some(more).filter(|text| !text.is_empty()).map(Value::from)),
        ("outcomes", outcomes),
    ])
}

/// Who was there: the name, then capacity, presence and by whom it was represented.
fn attendance(build: &mut Build, text: &str) -> Line {
    let parts: Vec<&str> = text.split(", ").collect();
    let is_word = |part: &&str| leaf::<Capacity>(part).is_some() || leaf::<Presence>(part).is_some();
    let at = parts.iter().skip(1).position(is_word).map_or(parts.len(), |at| at.saturating_add(1));
    let (name, rest) = parts.split_at_checked(at).unwrap_or((&parts, &[]));
    let mut rest = rest.iter().copied().peekable();
    let capacity = rest.peek().and_then(|part| leaf::<Capacity>(part));
    if capacity.is_some() {
        rest.next();
    }
    let presence = rest.peek().and_then(|part| leaf::<Presence>(part));
    if presence.is_some() {
        rest.next();
    }
    let delegates = rest.collect::<Vec<_>>().join(", ");
    let name = name.join(", ");
    let party = (name != "Party not stated" && !name.trim().is_empty()).then(|| build.party(&name, None));
    lines([
        ("party", party.map(|id| id.as_str().into())),
        ("capacity", capacity),
        ("presence", presence),
        ("delegates", Some(delegates).filter(|text| !text.is_empty()).map(Value::from)),
    ])
}

/// A place as an export tells it: a name, the name of a state, whether online.
fn place_of(text: &str) -> Value {
    let mut parts: Vec<&str> = text.split(", ").collect();
    let mut place = Map::new();
    if parts.last() == Some(&"online") {
        parts.pop();
        place.insert("online".to_owned(), true.into());
    }
    let country = parts.last().and_then(|last| COUNTRIES.iter().find(|(_, name)| name == last));
    if let Some((code, _)) = country {
        parts.pop();
        place.insert("country".to_owned(), (*code).into());
    }
    if !parts.is_empty() {
        place.insert("name".to_owned(), parts.join(", ").into());
    }
    Value::Object(place)
}
