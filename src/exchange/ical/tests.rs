use serde_json::{Value, json};

use super::super::export::{Export, ExportError, Format, LeftOut};
use crate::documents::public;
use crate::register::{Id, Now, Pen, Register};

fn steps(bodies: &[Value]) -> Register {
    let mut pen = Pen::new("r");
    let write = |body: &Value| {
        pen.write(body.as_object().unwrap().clone(), &Now { millis: 1_706_832_000_000, at: String::new() })
    };
    Register::of(bodies.iter().map(write).collect::<Vec<_>>())
}

fn written(register: &Register, left_out: Option<LeftOut>) -> Result<String, ExportError> {
    let id = Id::from("r");
    let on = "2024-12-31".parse().unwrap();
    let file =
        Format::Calendar.write(&Export { register, id: &id, on, left_out, registered_as: None, only: None });
    file.map(|file| file.replace("\r\n ", ""))
}

#[track_caller]
fn check(records: Value, expected: &[&str]) {
    let file = written(&steps(&[records]), None).unwrap();
    for line in expected {
        let stands = file.lines().any(|held| held == *line);
        assert!(stands, "{line} is not in {file}");
    }
}

#[test]
fn a_meeting_begins_by_its_own_clock() {
    let meeting = |time: &str, zone: &str| json!({"meetings": {"m": {"title": "A", "date": "2024-02-02", "time": time, "zone": zone}}});
    check(
        meeting("10:00", "Europe/Tallinn"),
        &["DTSTART;TZID=Europe/Tallinn:20240202T100000", "TZID:Europe/Tallinn"],
    );
    check(meeting("10:00", "UTC"), &["DTSTART:20240202T100000Z"]);
    let whole = ["DTSTART;VALUE=DATE:20240202", "DTEND;VALUE=DATE:20240203"];
    check(meeting("10:00", "Mars/Olympus"), &whole);
    check(meeting("noon", "Europe/Tallinn"), &whole);
    check(meeting("noon", "Mars/Olympus"), &["DESCRIPTION:Begins at: noon\\nTime zone: Mars/Olympus"]);
}

#[test]
fn a_date_that_is_not_a_day_is_tentative() {
    let meeting = |date: &str| json!({"meetings": {"m": {"date": date}}});
    let two = [
        "DTSTART;VALUE=DATE:20240201",
        "DTEND;VALUE=DATE:20240203",
        "STATUS:TENTATIVE",
        "TRANSP:TRANSPARENT",
    ];
    check(meeting("[2024-02-01,2024-02-02]"), &two);
    check(meeting("2024-02-01/2024-02-02"), &["DTEND;VALUE=DATE:20240203", "STATUS:CONFIRMED"]);
    check(meeting("2024-02-01~"), &["DTEND;VALUE=DATE:20240202", "STATUS:TENTATIVE"]);
}

#[test]
fn an_action_is_a_task_of_its_meeting() {
    let action = json!({"text": "Write, soon", "due": "2024-03", "state": "done", "priority": 2, "owner": "EE",
        "made_at": "m", "closed_at": "n"});
    let records = json!({
        "parties": {"EE": {"kind": "state"}},
        "meetings": {"m": {"date": "2024-02-02"}, "n": {"date": "2024-04-01"}},
        "actions": {"a": action},
    });
    check(
        records,
        &[
            "SUMMARY:Write\\, soon",
            "DUE;VALUE=DATE:20240331",
            "STATUS:COMPLETED",
            "COMPLETED:20240401T000000Z",
            "PRIORITY:3",
            "CONTACT:Estonia",
            "UID:actions-a@r.muster",
            "RELATED-TO:meetings-m@r.muster",
        ],
    );
}

#[test]
fn each_change_makes_a_new_version_in_public_too() {
    let first =
        json!({"meetings": {"m": {"date": "2024-02-02", "agenda": {"x": {"title": "A", "internal": true}}}}});
    let second = json!({"meetings": {"m": {"title": "B"}}});
    let third = json!({"meetings": {"m": {"agenda": {"x": {"internal": false}}}}});
    let mut versions = Vec::new();
    for count in 1..=3 {
        let whole = steps(&[first.clone(), second.clone(), third.clone()][..count]);
        for register in [public(&whole).register, whole] {
            let file = written(&register, None).unwrap();
            let line = |name: &str| file.lines().find(|line| line.starts_with(name)).unwrap().to_owned();
            versions.push((line("SEQUENCE"), line("DTSTAMP")));
        }
    }
    let stamp = "DTSTAMP:20240202T000000Z".to_owned();
    let expected = [0, 0, 1, 1, 2, 2].map(|version| (format!("SEQUENCE:{version}"), stamp.clone()));
    assert_eq!(versions, expected);
}

#[test]
fn there_is_no_calendar_without_a_meeting_or_an_action() {
    assert!(written(&Register::default(), None).is_err());
    assert!(written(&steps(&[json!({"meetings": {"m": {"title": "A"}}})]), None).is_err());
    assert!(written(&steps(&[json!({"actions": {"a": {"text": "A"}}})]), None).is_ok());
}

#[test]
fn what_is_missing_is_named_by_its_field() {
    let register = steps(&[json!({
        "meetings": {
            "a": {"title": "A"}, "b": {"title": "A", "date": "2024-01/.."}, "c": {"title": "A", "date": "2024-01"},
            "d": {"title": "A", "date": "2024-01-01"}, "e": {"date": "2024-01-01", "time": "10:00"},
        },
        "actions": {"x": {"text": "A", "due": "2024-01-01", "owner": "EE"}, "y": {"text": "A"}},
    })]);
    let (id, on) = (Id::from("r"), "2024-12-31".parse().unwrap());
    let ready = Format::Calendar.ready(&Export {
        register: &register,
        id: &id,
        on,
        left_out: None,
        registered_as: None,
        only: None,
    });
    let said: Vec<_> =
        ready.iter().map(|one| format!("{} {} {:?}", one.key.id, one.path, one.need)).collect();
    let expected = [
        "a date Valid",
        "b date Valid",
        "c date Complete",
        "d time Complete",
        "e zone Complete",
        "e title Complete",
        "y due Complete",
        "y owner Complete",
    ];
    assert_eq!(said, expected);
}
