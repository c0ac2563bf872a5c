//! Meetings, their minutes, and the actions that they make and close.

use super::{Found, Rule, Severity, Subject, name};
use crate::register::{Action, ActionState, Collection, Date, Id, Meeting, MinutesState, RecordKey};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::findings as says;

pub(super) const UNDATED: Rule =
    Rule { id: "meeting-without-date", severity: Severity::Warning, remedy: says::UNDATED_DO };
pub(super) const NO_TEXT: Rule =
    Rule { id: "minutes-without-text", severity: Severity::Error, remedy: says::NO_TEXT_DO };
pub(super) const ALTERED: Rule =
    Rule { id: "minutes-altered", severity: Severity::Critical, remedy: says::ALTERED_DO };
pub(super) const NOT_OPEN: Rule =
    Rule { id: "action-open-but-closed", severity: Severity::Warning, remedy: says::NOT_OPEN_DO };
pub(super) const NO_MEETING: Rule =
    Rule { id: "action-closed-without-meeting", severity: Severity::Info, remedy: says::NO_MEETING_DO };
pub(super) const BEFORE_MADE: Rule =
    Rule { id: "action-closed-before-made", severity: Severity::Error, remedy: says::CLOSED_BEFORE_DO };
pub(super) const DUE_BEFORE: Rule =
    Rule { id: "action-due-before-made", severity: Severity::Warning, remedy: says::DUE_BEFORE_DO };

pub(super) const RULES: &[&Rule] =
    &[&UNDATED, &NO_TEXT, &ALTERED, &NOT_OPEN, &NO_MEETING, &BEFORE_MADE, &DUE_BEFORE];

pub(super) fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let (register, id) = (subject.register(), &subject.key.id);
    match subject.key.collection {
        Collection::Meetings => {
            if subject.spots.first().is_some_and(|spot| spot.lacks("date")) {
                found.add(&UNDATED, "date", said!(says::UNDATED, name = name(register, subject.key)));
            }
            if let Some(meeting) = register.meetings.get(id) {
                minutes(meeting, found);
            }
        }
        Collection::Actions => {
            if let Some(action) = register.actions.get(id) {
                closing(subject, action, found);
            }
        }
        _ => {}
    }
}

fn minutes(meeting: &Meeting, found: &mut Found<'_>) {
    if let Some(state @ (MinutesState::Circulated | MinutesState::Approved)) = meeting.minutes {
        let is_text = |text: &str| !text.trim().is_empty();
        let has_text = meeting
            .versions
            .values()
            .any(|version| version.state >= Some(state) && version.text.as_deref().is_some_and(is_text));
        if !has_text {
            let state = labels::inside(labels::choice_label(state.word()));
            let sentence = said!(says::NO_TEXT, state);
            found.add(&NO_TEXT, "minutes", sentence);
        }
    }
    for (id, version) in meeting.versions.live() {
        if !version.is_as_kept() {
            found.add(&ALTERED, format!("versions/{id}/text"), said!(says::ALTERED));
        }
    }
}

fn closing(subject: &Subject<'_>, action: &Action, found: &mut Found<'_>) {
    let register = subject.register();
    let called = name(register, subject.key);
    let is_open = action.state.is_none_or(|state| state == ActionState::Open);
    let date = |id: &Id| register.meetings.get(id).and_then(|meeting| meeting.date.clone());
    let meeting = |id: &Id| name(register, &RecordKey { collection: Collection::Meetings, id: id.clone() });
    let made = action.made_at.as_ref().and_then(|made| Some((made.id(), date(made.id())?)));
    let closed = action.closed_at.as_ref();
    match closed {
        Some(closed) if is_open => {
            let sentence = said!(says::NOT_OPEN, action = called, meeting = meeting(closed.id()));
            found.add(&NOT_OPEN, "state", sentence);
        }
        None if !is_open => {
            let state = action.state.map_or("", |state| labels::choice_label(state.word()));
            let sentence = said!(says::NO_MEETING, action = called, state = labels::inside(state));
            found.add(&NO_MEETING, "closed_at", sentence);
        }
        _ => {}
    }
    let Some((made, made_on)) = made else { return };
    if let Some((closed, closed_on)) = closed.and_then(|closed| Some((closed.id(), date(closed.id())?)))
        && is_before(&closed_on, &made_on)
    {
        let (meeting, made, date) = (meeting(closed), meeting(made), closed_on.to_string());
        let made_on = made_on.to_string();
        let sentence = said!(says::CLOSED_BEFORE, action = called, meeting, date, made, made_on);
        found.add(&BEFORE_MADE, "closed_at", sentence);
    }
    if let Some(due) = action.due.as_ref().filter(|due| is_before(due, &made_on)) {
        let (due, made, made_on) = (due.to_string(), meeting(made), made_on.to_string());
        let sentence = said!(says::DUE_BEFORE, action = called, due, made, made_on);
        found.add(&DUE_BEFORE, "due", sentence);
    }
}

/// Whether one date lies before another, whatever days they mean.
fn is_before(one: &Date, other: &Date) -> bool {
    one.last() < other.first()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::tiny::check;
    use super::*;
    use crate::register::Hash;

    #[test]
    fn dates() {
        check(&UNDATED, json!({"meetings": {"m": {"title": "First"}}}), &["meetings/m date"]);
        check(&UNDATED, json!({"meetings": {"m": {"date": "2024-02"}}}), &[]);
        let reading = json!({"field": "date", "value": "2024-02"});
        check(&UNDATED, json!({"meetings": {"m": {"readings": {"r": reading}}}}), &[]);
    }

    fn minutes(state: &str, version: Value) -> Value {
        json!({"meetings": {"m": {"minutes": state, "versions": {"v": version}}}})
    }

    #[test]
    fn minutes_have_a_text() {
        let text = "Ten parties met.";
        check(&NO_TEXT, minutes("approved", json!({"state": "approved"})), &["meetings/m minutes"]);
        check(
            &NO_TEXT,
            minutes("approved", json!({"state": "circulated", "text": text})),
            &["meetings/m minutes"],
        );
        check(&NO_TEXT, minutes("circulated", json!({"state": "approved", "text": text})), &[]);
        check(&NO_TEXT, minutes("approved", json!({"state": "approved", "text": text})), &[]);
        check(&NO_TEXT, minutes("draft", json!({"state": "draft"})), &[]);
    }

    #[test]
    fn minutes_stay_as_they_were_kept() {
        let version = |text: &str| {
            let hash = Hash::of(b"Ten parties met.").to_string();
            json!({"state": "approved", "text": text, "hash": hash})
        };
        let altered = minutes("approved", version("Nine parties met."));
        check(&ALTERED, altered, &["meetings/m versions/v/text"]);
        check(&ALTERED, minutes("approved", version("Ten parties met.")), &[]);
    }

    fn action(action: Value) -> Value {
        json!({
            "actions": {"a": action},
            "meetings": {"m": {"date": "2024-02-01"}, "n": {"date": "2024-03-19"}},
        })
    }

    #[test]
    fn an_action_is_closed_after_it_was_made() {
        let of = |state: &str, made: &str, closed: &str| {
            action(json!({"state": state, "made_at": made, "closed_at": closed}))
        };
        check(&NOT_OPEN, of("open", "m", "n"), &["actions/a state"]);
        check(&NOT_OPEN, of("done", "m", "n"), &[]);
        check(&NO_MEETING, action(json!({"state": "dropped"})), &["actions/a closed_at"]);
        check(&NO_MEETING, of("done", "m", "n"), &[]);
        check(&NO_MEETING, action(json!({"text": "Write"})), &[]);
        check(&BEFORE_MADE, of("done", "n", "m"), &["actions/a closed_at"]);
        check(&BEFORE_MADE, of("done", "m", "m"), &[]);
        check(&DUE_BEFORE, action(json!({"made_at": "n", "due": "2024-02"})), &["actions/a due"]);
        check(&DUE_BEFORE, action(json!({"made_at": "n", "due": "2024-03"})), &[]);
    }
}
