//! What a register lacks for a calendar.

use super::meeting::has_moment;
use crate::exchange::export::{Export, Missing, is_blank, is_plain, within};
use crate::register::{Action, Meeting, RecordKey};
use crate::said;
use crate::words::text::Text;
use crate::words::text::areas::lacking as says;

/// What a register lacks for a valid or complete calendar.
pub fn ready(export: &Export<'_>) -> Vec<Missing> {
    let mut found = Vec::new();
    for (id, meeting) in export.register.meetings.live() {
        let key = || RecordKey::of::<Meeting>(id);
        match meeting.date.as_ref() {
            None => {
                let sentence = says::MEETING_NO_DATE.said().to_owned();
                found.push(Missing::valid(key(), "date", sentence));
            }
            Some(date) if within(date).is_none() => {
                let sentence = said!(says::MEETING_OPEN_END, date = date.to_string());
                found.push(Missing::valid(key(), "date", sentence));
            }
            Some(date) if !is_plain(date) => {
                let sentence = said!(says::MEETING_TENTATIVE, date = date.to_string());
                found.push(Missing::complete(key(), "date", sentence));
            }
            Some(_) if !has_moment(meeting) => {
                let has_time = meeting.time.as_deref().is_some_and(|time| !is_blank(time));
                let (path, sentence) =
                    if has_time { ("zone", says::MEETING_NO_ZONE) } else { ("time", says::MEETING_NO_TIME) };
                found.push(Missing::complete(key(), path, sentence.said().to_owned()));
            }
            Some(_) => {}
        }
        if meeting.title.as_deref().is_none_or(is_blank) {
            let sentence = says::MEETING_NO_TITLE.said().to_owned();
            found.push(Missing::complete(key(), "title", sentence));
        }
    }
    for (id, action) in export.register.actions.live() {
        let mut lacks = |path: &str, sentence: Text| {
            let sentence = sentence.said().to_owned();
            found.push(Missing::complete(RecordKey::of::<Action>(id), path, sentence));
        };
        if action.text.as_deref().is_none_or(is_blank) {
            lacks("text", says::ACTION_NO_TEXT);
        }
        if action.due.as_ref().and_then(within).is_none() {
            lacks("due", says::ACTION_NO_DUE);
        }
        if action.owner.is_none() {
            lacks("owner", says::ACTION_NO_OWNER);
        }
    }
    found
}
