//! The changes themselves: forks, missing parts, clocks that are ahead, and what an older version cannot read.

use std::collections::HashMap;

use chrono::{Days, NaiveTime};

use super::{Found, Rule, Severity};
use crate::register::{Arrange, Change, Day, Id, Register, SCHEMA};
use crate::said;
use crate::words::text::areas::findings as says;

pub(super) const FORK: Rule =
    Rule { id: "changes-forked", severity: Severity::Critical, remedy: says::FORK_DO };
pub(super) const NEWER: Rule =
    Rule { id: "changes-newer", severity: Severity::Warning, remedy: says::NEWER_DO };
pub(super) const INCOMPLETE: Rule =
    Rule { id: "step-incomplete", severity: Severity::Warning, remedy: says::PARTS_MISSING_DO };
pub(super) const AHEAD: Rule =
    Rule { id: "clock-ahead", severity: Severity::Warning, remedy: says::AHEAD_DO };
pub(super) const ASTRAY: Rule =
    Rule { id: "change-astray", severity: Severity::Warning, remedy: says::ASTRAY_DO };

pub(super) const RULES: &[&Rule] = &[&FORK, &NEWER, &INCOMPLETE, &AHEAD, &ASTRAY];

pub(super) fn check(register: &Register, today: Day, found: &mut Found<'_>) {
    forks(register, found);
    for (replica, first, held, all) in register.incomplete() {
        let [first, held, all] = [first.to_string(), held.to_string(), all.to_string()];
        let sentence = said!(says::PARTS_MISSING, first, replica = replica.as_str(), held, all);
        found.add(&INCOMPLETE, "", sentence);
    }
    let limit = latest_moment(today);
    for change in register.changes() {
        let schema = change.header.schema;
        if schema > SCHEMA {
            let (number, replica) = called(change);
            let (schema, own) = (schema.to_string(), SCHEMA.to_string());
            let sentence = said!(says::NEWER, number, replica, schema, own);
            found.add(&NEWER, "", sentence);
        }
        if limit.is_some_and(|limit| change.header.stamp.millis > limit) {
            let (number, replica) = called(change);
            let (at, today) = (&change.header.at, today.to_string());
            let sentence = said!(says::AHEAD, number, replica, at, today);
            found.add(&AHEAD, "", sentence);
        }
    }
    for (id, problem) in register.astray() {
        let Some(change) = register.change(id) else { continue };
        let (number, replica) = called(change);
        let (path, reason) = (&problem.path, &problem.reason);
        let sentence = said!(says::ASTRAY, number, replica, path, reason);
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

/// By what a change is called: its number and its replica.
fn called(change: &Change) -> (String, &str) {
    (change.header.number.to_string(), change.header.replica.as_str())
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
        let (count, number, ids) = (changes.len().to_string(), number.to_string(), ids.join(", "));
        let sentence = said!(says::FORK, count, number, replica = replica.as_str(), ids);
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
