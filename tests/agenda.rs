//! Points of agendas from one meeting of a series to the next.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

use muster::figures::{
    AgendaPoint, Agendas, action_on, meeting_after, meeting_before, open_actions, point_title,
};
use muster::register::{Day, Id, Node, Now, Pen, Register};
use serde_json::{Value, json};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Three meetings of one series and one of another; the points of the first are given, and the actions.
fn register(first: Value, second: Value, actions: Value) -> Register {
    let body = json!({
        "meetings": {
            "m1": {"series": "S", "date": "2024-02-01", "agenda": first},
            "m2": {"series": "S", "date": "2024-03-19", "agenda": second},
            "m3": {"series": "S", "date": "2024-05-31"},
            "other": {"series": "T", "date": "2024-03-01", "agenda": {"z": {"title": "Of another series"}}},
        },
        "actions": actions,
    });
    let now = Now { millis: 1, at: String::new() };
    Register::of([Pen::new("r").write(body.as_object().unwrap().clone(), &now)])
}

/// What is open before a meeting, on its day: "from item" or "from !action".
fn open(register: &Register, meeting: &str, on: &str) -> Vec<String> {
    let points = Agendas::of(register, day(on)).open_before(&meeting.into());
    points
        .into_iter()
        .map(|point| match (point.item, point.action) {
            (Some(item), _) => format!("{} {item}", point.from),
            (None, action) => format!("{} !{}", point.from, action.unwrap()),
        })
        .collect()
}

#[track_caller]
fn check(first: Value, second: Value, actions: Value, meeting: &str, on: &str, expected: &[&str]) {
    assert_eq!(open(&register(first, second, actions), meeting, on), expected);
}

#[test]
fn what_nothing_came_of_is_open() {
    let point = |outcomes: Value| json!({"a": {"title": "Roadmap", "outcomes": outcomes}});
    check(point(json!({})), json!({}), json!({}), "m2", "2024-03-19", &["m1 a"]);
    check(point(json!({})), json!({}), json!({}), "m1", "2024-02-01", &[]);
    // It waits until a meeting takes it up, also when one came between.
    check(point(json!({})), json!({}), json!({}), "m3", "2024-05-31", &["m1 a"]);
    for kind in ["information", "decision"] {
        check(point(json!({"o": {"kind": kind}})), json!({}), json!({}), "m2", "2024-03-19", &[]);
    }
}

#[test]
fn what_was_said_of_a_point_goes_first() {
    let said = |open: bool, outcomes: Value| json!({"a": {"open": open, "outcomes": outcomes}});
    check(
        said(true, json!({"o": {"kind": "decision"}})),
        json!({}),
        json!({}),
        "m2",
        "2024-03-19",
        &["m1 a"],
    );
    check(said(false, json!({})), json!({}), json!({}), "m2", "2024-03-19", &[]);
}

#[test]
fn a_point_is_open_as_long_as_its_action() {
    let point = json!({"a": {"outcomes": {"o": {"kind": "action", "action": "x"}}}});
    let action =
        |state: &str, closed: Value| json!({"x": {"made_at": "m1", "state": state, "closed_at": closed}});
    check(point.clone(), json!({}), action("open", json!(null)), "m2", "2024-03-19", &["m1 a"]);
    // Closed at the second meeting: open until its day.
    check(point.clone(), json!({}), action("done", json!("m2")), "m2", "2024-03-18", &["m1 a"]);
    check(point.clone(), json!({}), action("done", json!("m2")), "m2", "2024-03-19", &[]);
    check(point, json!({}), action("dropped", json!(null)), "m2", "2024-03-18", &[]);
}

#[test]
fn an_action_of_no_point_is_carried_by_itself() {
    let action = |made: &str| json!({"x": {"made_at": made}});
    check(json!({}), json!({}), action("m1"), "m2", "2024-03-19", &["m1 !x"]);
    check(json!({}), json!({}), action("other"), "m2", "2024-03-19", &[]);
    check(json!({}), json!({}), action("m2"), "m2", "2024-03-19", &[]);
    let taken = json!({"b": {"carried_from": "m1", "action": "x"}});
    check(json!({}), taken.clone(), action("m1"), "m2", "2024-03-19", &[]);
    check(json!({}), taken, action("m1"), "m3", "2024-05-31", &["m2 b"]);
}

#[test]
fn what_was_taken_up_is_carried_from_there() {
    let first = json!({"a": {"title": "Roadmap"}});
    let again = json!({"b": {"carried_from": "m1", "continues": "a"}});
    check(first.clone(), again.clone(), json!({}), "m2", "2024-03-19", &[]);
    check(first.clone(), again.clone(), json!({}), "m3", "2024-05-31", &["m2 b"]);
    let decided =
        json!({"b": {"carried_from": "m1", "continues": "a", "outcomes": {"o": {"kind": "decision"}}}});
    check(first.clone(), decided, json!({}), "m3", "2024-05-31", &[]);
    let removed = json!({"b": {"carried_from": "m1", "continues": "a", "gone": true}});
    check(first, removed, json!({}), "m3", "2024-05-31", &["m1 a"]);
}

#[test]
fn what_takes_a_point_up_copies_nothing() {
    let register = register(json!({"a": {"title": "Roadmap"}}), json!({}), json!({}));
    let point = Agendas::of(&register, day("2024-03-19")).open_before(&"m2".into()).remove(0);
    assert_eq!(Value::Object(point.line().write()), json!({"carried_from": "m1", "continues": "a"}));
}

#[test]
fn titles_come_from_where_a_point_began() {
    let first = json!({"a": {"title": "Roadmap"}, "c": {"carried_from": "m2", "continues": "d"}});
    let second = json!({
        "b": {"carried_from": "m1", "continues": "a"},
        "d": {"carried_from": "m1", "continues": "c"},
        "e": {"action": "x"},
        "f": {"title": "Its own", "carried_from": "m1", "continues": "a"},
        "g": {"carried_from": "m1", "continues": "nothing there"},
    });
    let register = register(first, second, json!({"x": {"text": "Write it"}}));
    let title = |item: &str| {
        let meeting = register.meetings.get(&"m2".into()).unwrap();
        point_title(&register, meeting.agenda.0.get(&Id::from(item)).unwrap())
    };
    assert_eq!(title("b").as_deref(), Some("Roadmap"));
    assert_eq!(title("d"), None, "a circle ends");
    assert_eq!(title("e").as_deref(), Some("Write it"));
    assert_eq!(title("f").as_deref(), Some("Its own"));
    assert_eq!(title("g"), None);
}

/// A history as text: "m1 a +x; m2 b -x done; closed".
fn told(register: &Register, meeting: &str, item: &str, on: &str) -> String {
    let point = AgendaPoint { meeting: meeting.into(), item: item.into() };
    let history = Agendas::of(register, day(on)).history(&point);
    let mut all: Vec<String> = history
        .steps
        .iter()
        .map(|step| {
            let mut words = vec![step.meeting.to_string()];
            words.extend(step.items.iter().map(Id::to_string));
            words.extend(step.made.iter().map(|id| format!("+{id}")));
            words.extend(step.closed.iter().map(|(id, state)| format!("-{id} {}", state.word())));
            words.join(" ")
        })
        .collect();
    all.push(if history.open { "open" } else { "closed" }.to_owned());
    all.join("; ")
}

#[test]
fn a_history_is_the_same_from_both_its_ends() {
    let first = json!({"a": {"outcomes": {"o": {"kind": "information", "action": "x"}}}});
    let second = json!({"b": {"carried_from": "m1", "continues": "a"}});
    let register =
        register(first, second, json!({"x": {"made_at": "m2", "state": "done", "closed_at": "m3"}}));
    for (meeting, item) in [("m1", "a"), ("m2", "b")] {
        assert_eq!(told(&register, meeting, item, "2024-05-31"), "m1 a; m2 b +x; m3 -x done; closed");
        assert_eq!(told(&register, meeting, item, "2024-05-30"), "m1 a; m2 b +x; m3 -x done; open");
    }
    let of_action = Agendas::of(&register, day("2024-05-31")).history_of_action(&"x".into());
    assert_eq!(of_action.steps.len(), 3);
    assert!(!of_action.open);
}

#[test]
fn a_circle_is_told_once() {
    let first = json!({"a": {"carried_from": "m2", "continues": "b"}});
    let second = json!({"b": {"carried_from": "m1", "continues": "a"}});
    assert_eq!(told(&register(first, second, json!({})), "m1", "a", "2024-03-19"), "m1 a; m2 b; closed");
}

#[test]
fn overdue_on_a_day() {
    let register = register(
        json!({}),
        json!({}),
        json!({
            "x": {"made_at": "m1", "due": "2024-03"},
            "y": {"made_at": "m1", "due": "2024-03-01", "state": "done", "closed_at": "m2"},
        }),
    );
    let on = |id: &str, on: &str| {
        let action = register.actions.get(&id.into()).unwrap();
        let now = action_on(&register, action, day(on));
        (now.state.map_or("not yet", |state| state.word()), now.overdue)
    };
    assert_eq!(on("x", "2024-01-31"), ("not yet", None));
    assert_eq!(on("x", "2024-03-31"), ("open", None), "a month is over with its last day");
    assert_eq!(on("x", "2024-04-03"), ("open", Some(3)));
    assert_eq!(on("y", "2024-03-18"), ("open", Some(17)));
    assert_eq!(on("y", "2024-03-19"), ("done", None));
    assert_eq!(open_actions(&register, day("2024-03-18")), [Id::from("y"), "x".into()]);
}

#[test]
fn neighbours_are_of_the_same_series() {
    let register = register(json!({}), json!({}), json!({}));
    let before = |id: &str| meeting_before(&register, &id.into()).map(|held| held.meeting.to_string());
    let after = |id: &str| meeting_after(&register, &id.into()).map(|held| held.meeting.to_string());
    assert_eq!((before("m2"), after("m2")), (Some("m1".into()), Some("m3".into())));
    assert_eq!((before("m1"), after("m3")), (None, None));
    assert_eq!((before("other"), after("other")), (None, None));
}
