//! Working groups: who belongs to one on a day, and the meetings and actions of its series.

use crate::register::{Action, Arrange, Day, Group, GroupMember, Id, Meeting, Ref, Register};

use super::between::place_of;

/// A working group on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupOn {
    /// The lines of those who belong to it, in the order of the record. A member without dates always does.
    pub members: Vec<Id>,
    /// The lines of those who do not belong yet, or no more.
    pub others: Vec<Id>,
    /// The meetings of its series in their order, those to come too; one without a date comes last.
    pub meetings: Vec<Id>,
    /// The actions that these meetings made or closed, by id.
    pub actions: Vec<Id>,
}

/// How a working group stands on a day. Only the series that it names ties meetings to it.
pub fn group_on(register: &Register, group: &Group, on: Day) -> GroupOn {
    let belongs = |member: &GroupMember| {
        let began = member.from.as_ref().is_none_or(|from| from.first() <= on);
        began && member.until.as_ref().is_none_or(|until| on <= until.last())
    };
    let (members, others) = group.members.live().partition::<Vec<_>, _>(|(_, member)| belongs(member));
    let ids = |lines: Vec<(&Id, &GroupMember)>| lines.into_iter().map(|(id, _)| id.clone()).collect();
    let is_of = |meeting: &Meeting| group.series.is_some() && meeting.series == group.series;
    let mut meetings: Vec<_> = register.meetings.live().filter(|(_, meeting)| is_of(meeting)).collect();
    meetings.arrange_by(|a, b| {
        let (a, b) = (place_of(a.0, a.1), place_of(b.0, b.1));
        a.is_none().cmp(&b.is_none()).then_with(|| a.cmp(&b))
    });
    let meetings: Vec<Id> = meetings.into_iter().map(|(id, _)| id.clone()).collect();
    let at = |meeting: &Option<Ref<Meeting>>| meeting.as_ref().is_some_and(|one| meetings.contains(one.id()));
    let ours = |action: &Action| at(&action.made_at) || at(&action.closed_at);
    let actions = register.actions.live().filter(|(_, action)| ours(action)).map(|(id, _)| id.clone());
    GroupOn { members: ids(members), others: ids(others), actions: actions.collect(), meetings }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::register::{Now, Pen};

    #[track_caller]
    fn check(group: Value, on: &str, members: &[&str], meetings: &[&str], actions: &[&str]) {
        let body = json!({
            "groups": {"g": group},
            "meetings": {
                "later": {"series": "Cyber"},
                "second": {"series": "Cyber", "date": "2024-03-01"},
                "first": {"series": "Cyber", "date": "2024-02-01"},
                "other": {"date": "2024-02-15"},
            },
            "actions": {
                "a": {"made_at": "first"},
                "b": {"made_at": "other", "closed_at": "second"},
                "c": {"made_at": "other"},
            },
        });
        let now = Now { millis: 1, at: String::new() };
        let body = body.as_object().cloned().unwrap_or_default();
        let register = Register::of([Pen::new("r").write(body, &now)]);
        let group = register.groups.get(&"g".into()).cloned().unwrap_or_default();
        let found = group_on(&register, &group, on.parse().unwrap_or_default());
        let said = |ids: &[Id]| ids.iter().map(Id::to_string).collect::<Vec<_>>();
        assert_eq!(said(&found.members), members);
        assert_eq!(said(&found.meetings), meetings);
        assert_eq!(said(&found.actions), actions);
    }

    #[test]
    fn a_series_ties_meetings_and_actions() {
        check(json!({"series": "Cyber"}), "2024-02-01", &[], &["first", "second", "later"], &["a", "b"]);
        check(json!({"name": "Cyber"}), "2024-02-01", &[], &[], &[]);
    }

    #[test]
    fn members_come_and_go() {
        let group = json!({"members": {
            "always": {"party": "EE"},
            "until": {"party": "LV", "until": "2024-02"},
            "from": {"party": "LT", "from": "2024-03-01"},
            "gone": {"party": "DK", "gone": true},
        }});
        check(group.clone(), "2024-02-29", &["always", "until"], &[], &[]);
        check(group, "2024-03-01", &["always", "from"], &[], &[]);
    }
}
