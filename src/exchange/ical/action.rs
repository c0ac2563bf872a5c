//! An action as a task.

use super::lines::Lines;
use super::{Sheet, day};
use crate::exchange::export::{is_blank, is_plain, within};
use crate::figures::action_on;
use crate::register::{Action, ActionState, Day, Id, Meeting, RecordKey};

impl Sheet<'_> {
    pub fn action(&self, lines: &mut Lines, id: &Id, action: &Action) {
        lines.component("VTODO", |lines| {
            self.head(lines, &RecordKey::of::<Action>(id));
            let text = action.text.as_deref().filter(|text| !is_blank(text));
            lines.text("SUMMARY", text.unwrap_or("Action"));
            if let Some([_, last]) = action.due.as_ref().and_then(within) {
                lines.property("DUE;VALUE=DATE", &day(last));
            }
            match action_on(self.export.register, action, self.export.on).state {
                Some(ActionState::Done) => {
                    lines.property("STATUS", "COMPLETED");
                    lines.property("PERCENT-COMPLETE", "100");
                    if let Some(closed) = self.closed(action) {
                        lines.property("COMPLETED", &format!("{}T000000Z", day(closed)));
                    }
                }
                Some(ActionState::Dropped) => lines.property("STATUS", "CANCELLED"),
                Some(ActionState::Open) | None => lines.property("STATUS", "NEEDS-ACTION"),
            }
            if let Some(priority) = action.priority.and_then(priority) {
                lines.property("PRIORITY", priority);
            }
            if let Some(owner) = &action.owner {
                lines.text("CONTACT", &self.said.party(owner.id()));
            }
            // Only what is in the file can be pointed to.
            let made_at = action.made_at.as_ref().map(|meeting| meeting.id());
            let meeting = made_at.and_then(|id| self.export.register.meetings.get(id));
            let is_dated = meeting.and_then(|held| within(held.date.as_ref()?)).is_some();
            let key = made_at.filter(|_| is_dated).map(RecordKey::of::<Meeting>);
            if let Some(key) = key.filter(|key| self.export.takes(key)) {
                lines.property("RELATED-TO", &self.uid(&key));
            }
            lines.text("DESCRIPTION", &self.about_action(action).join("\n"));
        });
    }

    fn about_action(&self, action: &Action) -> Vec<String> {
        let about = [
            action.due.as_ref().filter(|due| !is_plain(due)).map(|due| format!("Due in EDTF: {due}")),
            action.state.map(|state| format!("State: {}", state.word())),
            action.priority.map(|priority| format!("Priority: {priority}")),
            action.made_at.as_ref().map(|meeting| format!("Made at: {}", self.said.meeting(meeting))),
            action.closed_at.as_ref().map(|meeting| format!("Closed at: {}", self.said.meeting(meeting))),
            action.note.as_deref().filter(|note| !is_blank(note)).map(|note| format!("Note: {note}")),
        ];
        about.into_iter().flatten().collect()
    }

    /// The day on which it was closed, where the meeting that closed it had one.
    fn closed(&self, action: &Action) -> Option<Day> {
        let meeting = self.export.register.meetings.get(action.closed_at.as_ref()?.id())?;
        meeting.date.as_ref().filter(|date| is_plain(date)).map(|date| date.first())
    }
}

/// Our five steps on the nine of a calendar.
fn priority(priority: u32) -> Option<&'static str> {
    match priority {
        1 => Some("1"),
        2 => Some("3"),
        3 => Some("5"),
        4 => Some("7"),
        5 => Some("9"),
        _ => None,
    }
}
