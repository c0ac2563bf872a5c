//! Dates that cannot be: in the future for what happened, or the end before the beginning.

use super::{Found, Rule, Severity, Spot, Subject};
use crate::register::{Collection, Date, MinutesState, Presence};
use crate::said;
use crate::words::text::Text;
use crate::words::text::areas::findings as says;

pub(super) const FUTURE: Rule =
    Rule { id: "date-in-future", severity: Severity::Error, remedy: says::FUTURE_DO };
pub(super) const REVERSED: Rule =
    Rule { id: "period-reversed", severity: Severity::Error, remedy: says::REVERSED_DO };
pub(super) const WITHOUT_KIND: Rule =
    Rule { id: "entry-without-kind", severity: Severity::Error, remedy: says::NO_KIND_DO };
pub(super) const WITHOUT_DATE: Rule =
    Rule { id: "entry-without-date", severity: Severity::Warning, remedy: says::NO_DATE_DO };

pub(super) const RULES: &[&Rule] = &[&FUTURE, &REVERSED, &WITHOUT_KIND, &WITHOUT_DATE];

/// The dates of what has happened, by the node that holds them. Meetings are looked at apart.
const HAPPENED: &[(&str, &[&str])] = &[
    ("Entry", &["date"]),
    ("Act", &["date"]),
    ("PurchaseStep", &["date"]),
    ("Delivery", &["date"]),
    ("MinutesVersion", &["date"]),
    ("Outreach", &["date"]),
    ("ReportedFigure", &["date"]),
    ("Rate", &["day"]),
    ("Source", &["shown", "established", "retrieved"]),
    ("Agreement", &["completed"]),
    ("Coalition", &["founded"]),
];

/// The periods, by the node that holds them: what begins and what ends.
const PERIODS: &[(&str, &str, &str)] = &[
    ("Membership", "from", "until"),
    ("Contact", "from", "until"),
    ("GroupMember", "from", "until"),
    ("Agreement", "opened", "until"),
    ("Agreement", "opened", "completed"),
];

/// The dated steps.
const STEPS: &[(&str, Text, Text)] = &[
    ("Entry", says::ENTRY_NO_KIND, says::ENTRY_NO_DATE),
    ("Act", says::ACT_NO_KIND, says::ACT_NO_DATE),
    ("PurchaseStep", says::STEP_NO_KIND, says::STEP_NO_DATE),
];

pub(super) fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for spot in subject.spots {
        for (_, fields) in HAPPENED.iter().filter(|(shape, _)| *shape == spot.shape.name) {
            for field in *fields {
                future(subject, spot, field, found);
            }
        }
        for (_, from, until) in PERIODS.iter().filter(|(shape, ..)| *shape == spot.shape.name) {
            reversed(spot, from, until, found);
        }
        for (_, no_kind, no_date) in STEPS.iter().filter(|(shape, ..)| *shape == spot.shape.name) {
            if spot.lacks("kind") {
                found.add(&WITHOUT_KIND, spot.at("kind"), no_kind.said().to_owned());
            }
            if spot.lacks("date") {
                found.add(&WITHOUT_DATE, spot.at("date"), no_date.said().to_owned());
            }
        }
    }
    if let Some(spot) = subject.of(Collection::Meetings)
        && was_held(subject)
    {
        future(subject, spot, "date", found);
    }
}

/// Whether a meeting is on record as held: somebody was there or missed it, or there are minutes of it.
fn was_held(subject: &Subject<'_>) -> bool {
    let Some(meeting) = subject.register().meetings.get(&subject.key.id) else { return false };
    let minutes = [Some(MinutesState::Circulated), Some(MinutesState::Approved)].contains(&meeting.minutes);
    let seen = [Some(Presence::Present), Some(Presence::Remote), Some(Presence::Absent)];
    minutes || meeting.attendance.values().any(|one| seen.contains(&one.presence))
}

fn future(subject: &Subject<'_>, spot: &Spot<'_>, field: &str, found: &mut Found<'_>) {
    let Some(date) = spot.leaf::<Date>(field) else { return };
    let today = subject.look.today;
    if date.first() > today {
        let sentence = said!(says::FUTURE, date = date.to_string(), today = today.to_string());
        found.add(&FUTURE, spot.at(field), sentence);
    }
}

fn reversed(spot: &Spot<'_>, from: &str, until: &str, found: &mut Found<'_>) {
    if let (Some(first), Some(last)) = (spot.leaf::<Date>(from), spot.leaf::<Date>(until))
        && first.first() > last.last()
    {
        let (first, last) = (first.to_string(), last.to_string());
        found.add(&REVERSED, spot.at(until), said!(says::REVERSED, first, last));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::tiny::check;
    use super::*;

    #[test]
    fn what_happened_is_not_in_the_future() {
        let entry = |date: &str| json!({"contributions": {"c": {"entries": {"e": {"date": date}}}}});
        let place = "contributions/c entries/e/date";
        check(&FUTURE, entry("2024-06-02"), &[place]);
        check(&FUTURE, entry("2024-07"), &[place]);
        check(&FUTURE, entry("[2024-06-02..2024-07-01]"), &[place]);
        for past in ["2024-06-01", "2024-06", "2024", "[2024-05-01,2024-07-01]", "1999-01-01"] {
            check(&FUTURE, entry(past), &[]);
        }
        check(&FUTURE, json!({"contributions": {"c": {"planned": {"e": {"date": "2030"}}}}}), &[]);
        check(&FUTURE, json!({"actions": {"a": {"due": "2030"}}}), &[]);
        check(&FUTURE, json!({"sources": {"s": {"shown": "2025"}}}), &["sources/s shown"]);
        check(
            &FUTURE,
            json!({"memberships": {"m": {"acts": {"a": {"date": "2025"}}}}}),
            &["memberships/m acts/a/date"],
        );
        check(
            &FUTURE,
            json!({"purchases": {"p": {"by_when": "2025", "deliveries": {"d": {"date": "2025"}}}}}),
            &["purchases/p deliveries/d/date"],
        );
    }

    #[test]
    fn a_meeting_that_was_held_is_not_in_the_future() {
        let meeting = |presence: &str| json!({"meetings": {"m": {"date": "2024-07-01", "attendance": {"a": {"presence": presence}}}}});
        check(&FUTURE, meeting("present"), &["meetings/m date"]);
        check(&FUTURE, meeting("not-stated"), &[]);
        check(
            &FUTURE,
            json!({"meetings": {"m": {"date": "2024-07-01", "minutes": "circulated"}}}),
            &["meetings/m date"],
        );
    }

    #[test]
    fn periods_are_ordered() {
        let membership =
            |from: &str, until: &str| json!({"memberships": {"m": {"from": from, "until": until}}});
        check(&REVERSED, membership("2024-03-01", "2024-02"), &["memberships/m until"]);
        check(&REVERSED, membership("2024-02-10", "2024-02"), &[]);
        check(&REVERSED, json!({"memberships": {"m": {"from": "2024"}}}), &[]);
    }

    #[test]
    fn steps_have_a_kind_and_a_date() {
        let entry = |line| json!({"contributions": {"c": {"entries": {"e": line}}}});
        check(&WITHOUT_KIND, entry(json!({"date": "2024"})), &["contributions/c entries/e/kind"]);
        check(&WITHOUT_KIND, entry(json!({"kind": "pledge"})), &[]);
        check(&WITHOUT_DATE, entry(json!({"kind": "pledge"})), &["contributions/c entries/e/date"]);
        check(&WITHOUT_DATE, entry(json!({"date": "2024"})), &[]);
        let open = json!({"kind": "pledge", "readings": {"r": {"field": "date", "value": "2024"}}});
        check(&WITHOUT_DATE, entry(open), &[]);
    }
}
