//! What a register lacks for a calendar.

use super::meeting::has_moment;
use crate::exchange::export::{Export, Missing, is_blank, is_plain, within};
use crate::register::{Action, Meeting, RecordKey};

/// What a register lacks for a valid or complete calendar.
pub fn ready(export: &Export<'_>) -> Vec<Missing> {
    let mut found = Vec::new();
    for (id, meeting) in export.register.meetings.live() {
        let key = || RecordKey::of::<Meeting>(id);
        match meeting.date.as_ref() {
            None => {
                let sentence = "The meeting has no date; without one it is in no calendar.".to_owned();
                found.push(Missing::valid(key(), "date", sentence));
            }
            Some(date) if within(date).is_none() => {
                let sentence = format!(
                    "The date {date} has an open end; without both ends the meeting is in no calendar."
                );
                found.push(Missing::valid(key(), "date", sentence));
            }
            Some(date) if !is_plain(date) => {
                let sentence = format!(
                    "The date is {date}; the meeting stands on all days that it can mean, as tentative."
                );
                found.push(Missing::complete(key(), "date", sentence));
            }
            Some(_) if !has_moment(meeting) => {
                let has_time = meeting.time.as_deref().is_some_and(|time| !is_blank(time));
                let (path, sentence) = if has_time {
                    (
                        "zone",
                        "The time is told in words, since it is none or its zone is none that a calendar gets with its rules.",
                    )
                } else {
                    ("time", "The meeting has no time; it stands for the whole day.")
                };
                found.push(Missing::complete(key(), path, sentence.to_owned()));
            }
            Some(_) => {}
        }
        if meeting.title.as_deref().is_none_or(is_blank) {
            let sentence = "The meeting has no title; it is called “Meeting”.".to_owned();
            found.push(Missing::complete(key(), "title", sentence));
        }
    }
    for (id, action) in export.register.actions.live() {
        let mut lacks = |path: &str, sentence: &str| {
            found.push(Missing::complete(RecordKey::of::<Action>(id), path, sentence.to_owned()));
        };
        if action.text.as_deref().is_none_or(is_blank) {
            lacks("text", "What is to be done is not on record; the task is called “Action”.");
        }
        if action.due.as_ref().and_then(within).is_none() {
            lacks("due", "The action has no due date with an end; the task has none.");
        }
        if action.owner.is_none() {
            lacks("owner", "Nobody is named who is to do it.");
        }
    }
    found
}
