//! The changes themselves: forks, missing parts, clocks that are ahead, and what an older version cannot read.

use std::collections::HashMap;

use chrono::{Days, NaiveTime};

use super::{Found, Rule, Severity};
use crate::register::{Arrange, Change, Day, Id, Register, SCHEMA};

pub(super) const FORK: Rule = Rule {
    id: "changes-forked",
    severity: Severity::Critical,
    remedy: "Both are kept; compare them in the history and settle what stands.",
};
pub(super) const NEWER: Rule = Rule {
    id: "changes-newer",
    severity: Severity::Warning,
    remedy: "Open the register with a newer version of Muster to see all of it; nothing is lost here.",
};
pub(super) const INCOMPLETE: Rule = Rule {
    id: "step-incomplete",
    severity: Severity::Warning,
    remedy: "Bring in the file or the copy that holds the missing parts; until then the step shows nothing.",
};
pub(super) const AHEAD: Rule = Rule {
    id: "clock-ahead",
    severity: Severity::Warning,
    remedy: "Check the clock of the device on which it was written; until then its values win over newer ones.",
};
pub(super) const ASTRAY: Rule = Rule {
    id: "change-astray",
    severity: Severity::Warning,
    remedy: "It is kept as it came; look at the change in the history.",
};

pub(super) const RULES: &[&Rule] = &[&FORK, &NEWER, &INCOMPLETE, &AHEAD, &ASTRAY];

pub(super) fn check(register: &Register, today: Day, found: &mut Found<'_>) {
    forks(register, found);
    for (replica, first, held, all) in register.incomplete() {
        let sentence = format!(
            "The step that begins with change {first} of {replica} has {held} of its {all} parts here."
        );
        found.add(&INCOMPLETE, "", sentence);
    }
    let limit = latest_moment(today);
    for change in register.changes() {
        let schema = change.header.schema;
        if schema > SCHEMA {
            let sentence = format!(
                "{} was written in schema {schema}; this version of Muster reads up to schema {SCHEMA}.",
                called(change)
            );
            found.add(&NEWER, "", sentence);
        }
        if limit.is_some_and(|limit| change.header.stamp.millis > limit) {
            let at = &change.header.at;
            let sentence = format!(
                "{} (written {at}) carries a stamp that is more than a day ahead of today, {today}.",
                called(change)
            );
            found.add(&AHEAD, "", sentence);
        }
    }
    for (id, problem) in register.astray() {
        let Some(change) = register.change(id) else { continue };
        let sentence = format!(
            "{} says something at “{}” that leads nowhere: {}",
            called(change),
            problem.path,
            problem.reason
        );
        found.add(&ASTRAY, "", sentence);
    }
}

/// The last moment that no clock shows before 24 hours from now, wherever on earth it is `today`, in milliseconds
/// since 1970: the day ends at the latest 12 hours after it does in UTC.
fn latest_moment(today: Day) -> Option<u64> {
    let noon = NaiveTime::from_hms_opt(12, 0, 0)?;
    let moment = today.checked_add_days(Days::new(2))?.and_time(noon).and_utc();
    u64::try_from(moment.timestamp_millis()).ok()
}

fn called(change: &Change) -> String {
    format!("Change {} of {}", change.header.number, change.header.replica)
}

fn forks(register: &Register, found: &mut Found<'_>) {
    let mut places: HashMap<(&Id, u32), Vec<&Change>> = HashMap::new();
    for change in register.changes() {
        places.entry((&change.header.replica, change.header.number)).or_default().push(change);
    }
    let mut forks: Vec<_> = places.into_iter().filter(|(_, changes)| changes.len() > 1).collect();
    forks.arrange_by_key(|(place, _)| *place);
    for ((replica, number), changes) in forks {
        let ids: Vec<_> = changes.iter().map(|change| change.id.to_string()).collect();
        let sentence = format!(
            "There are {} different changes {number} of {replica}: {}. One of them was altered, or two devices wrote under one name.",
            changes.len(),
            ids.join(", ")
        );
        found.add(&FORK, "", sentence);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::super::tiny::{check_register, tiny};
    use super::*;
    use crate::register::{Header, Now, Pen};

    const OWN: &str = "register/self";

    fn body(name: &str) -> Map<String, Value> {
        json!({"register": {"self": {"name": name}}}).as_object().unwrap().clone()
    }

    fn now() -> Now {
        Now { millis: 1_700_000_000_000, at: "2023-11-14T22:13:20Z".to_owned() }
    }

    #[test]
    fn forks() {
        let mut pen = Pen::new("r");
        let mut twin = pen.clone();
        let [one, other] = [pen.write(body("A"), &now()), twin.write(body("B"), &now())];
        check_register(&FORK, &Register::of([one.clone(), other]), &[OWN]);
        check_register(&FORK, &Register::of([one.clone(), one.blanked(), pen.write(body("C"), &now())]), &[]);
    }

    #[test]
    fn parts() {
        let step = Pen::new("r").write_step(vec![body("A"), body("B")], None, &now());
        check_register(&INCOMPLETE, &Register::of([step[1].clone()]), &[OWN]);
        check_register(&INCOMPLETE, &Register::of(step), &[]);
    }

    #[test]
    fn schemas() {
        let change = Pen::new("r").write(body("A"), &now());
        let header = Header { schema: SCHEMA + 1, ..change.header.clone() };
        check_register(&NEWER, &Register::of([Change::new(header, (&body("A")).into())]), &[OWN]);
        check_register(&NEWER, &Register::of([change]), &[]);
    }

    #[test]
    fn clocks() {
        // The tests stand on 2024-06-01, which ends on earth at noon of the 2nd in UTC.
        let at = |text: &str| {
            let millis = chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis();
            let now = Now { millis: u64::try_from(millis).unwrap(), ..now() };
            Register::of([Pen::new("r").write(body("A"), &now)])
        };
        check_register(&AHEAD, &at("2024-06-03T12:00:01Z"), &[OWN]);
        check_register(&AHEAD, &at("2024-06-03T12:00:00Z"), &[]);
    }

    #[test]
    fn astray() {
        check_register(&ASTRAY, &tiny(json!({"planets": {}})), &[OWN]);
        check_register(&ASTRAY, &tiny(json!({"parties": {"EE": {"kind": "state"}}})), &[]);
    }
}
