//! Files of IATI, OCDS and iCalendar that others wrote, and files that are none of these.
#![cfg(feature = "formats")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

use muster::exchange::Sort;
use muster::exchange::foreign::{Foreign, ForeignError, ForeignFormat, read};
use muster::exchange::meet::{Choice, Found, Meet, Origin, Take};
use muster::register::{Collection, Few, Id, Now, Pen, RecordKey, Register};
use serde_json::{Map, Value, json};

const ACTIVITIES: &str = include_str!("fixtures/foreign/activities.xml");
const RELEASES: &str = include_str!("fixtures/foreign/releases.json");
const CALENDAR: &str = include_str!("fixtures/foreign/calendar.ics");

fn now() -> Now {
    Now { millis: 5, at: "2024-06-01T00:00:00Z".into() }
}

fn taken(text: &str) -> Foreign {
    let foreign = read(text.as_bytes(), &now()).unwrap();
    assert_eq!(foreign.register.problems().count(), 0, "what was read is read again");
    foreign
}

/// The records of a collection in the order of their texts: lines without their ids, parties by code or name.
fn records(foreign: &Foreign, collection: Collection) -> Vec<Value> {
    let register = &foreign.register;
    let ids = register.ids(collection).into_iter();
    let mut all: Vec<Value> =
        ids.map(|id| plain(register, &Value::Object(register.json(&RecordKey { collection, id })))).collect();
    all.sort_by_key(ToString::to_string);
    all
}

const LISTS: [&str; 8] =
    ["contributors", "entries", "planned", "steps", "items", "shares", "deliveries", "of"];

fn plain(register: &Register, value: &Value) -> Value {
    match value {
        Value::Object(parts) => {
            let part = |(name, part): (&String, &Value)| {
                let part = match part {
                    Value::Object(lines) if LISTS.contains(&name.as_str()) => {
                        let mut lines: Vec<Value> =
                            lines.values().map(|line| plain(register, line)).collect();
                        lines.sort_by_key(ToString::to_string);
                        Value::Array(lines)
                    }
                    part => plain(register, part),
                };
                (name.clone(), part)
            };
            Value::Object(parts.iter().map(part).collect())
        }
        Value::String(id) => match register.parties.get(&id.as_str().into()) {
            Some(party) => json!(party.code.clone().or_else(|| party.name.clone())),
            None if register.contributions.get(&id.as_str().into()).is_some() => json!("a contribution"),
            None => value.clone(),
        },
        value => value.clone(),
    }
}

fn problems(foreign: &Foreign) -> Vec<String> {
    foreign.problems.iter().map(|one| format!("{}:{}: {}", one.line, one.column, one.sentence)).collect()
}

fn eur(value: &str) -> Value {
    json!({"currency": "EUR", "value": value})
}

#[test]
fn activities_of_others_become_a_contribution_for_each_giver() {
    let foreign = taken(ACTIVITIES);
    assert_eq!(foreign.format, ForeignFormat::Iati);
    let found = records(&foreign, Collection::Contributions);
    let of = |party: Value| found.iter().find(|one| one["contributors"] == party).unwrap();
    let denmark = of(json!([{"party": "DK"}]));
    assert_eq!(denmark["purpose"], "Radios & masts");
    assert_eq!(denmark["form"], "in-kind");
    assert_eq!(
        denmark["entries"],
        json!([
            {"amount": {"currency": "DKK", "value": "-1"}, "date": "2024-03-01", "kind": "delivery"},
            {"amount": {"currency": "DKK", "value": "5000000"}, "date": "2024-01-15", "kind": "pledge"},
            {"amount": eur("670000"), "date": "2024-02-01", "kind": "commitment", "note": "Letter of 1 February", "value_date": "2024-02-03"},
        ])
    );
    let note = denmark["note"].as_str().unwrap();
    for said in ["Handheld radios.", "Radio Works", "activity-status code=2", "transaction-type code=8"] {
        assert!(note.contains(said), "{note}");
    }
    assert_eq!(
        of(json!([{"party": "EE"}]))["entries"],
        json!([{"amount": eur("10"), "date": "2024-01-01", "kind": "pledge"
            , "note": "provider-org: Estonia"}])
    );
    assert_eq!(of(json!([{"party": "LV"}]))["entries"][0]["amount"], eur("20"));
    let both = of(json!([{"party": "EE"}, {"party": "LV"}]));
    assert_eq!(both["entries"][0]["amount"], eur("30"));
    assert_eq!(both["entries"][1]["kind"], "expenditure");
    assert_eq!(
        both["planned"],
        json!([{"amount": eur("100"), "date": "2025-01-01/2025-12-31", "kind": "paid"}])
    );
    assert_eq!(found.len(), 4);
    assert_eq!(
        problems(&foreign),
        ["28:5: A transaction of type “8” is no step of a contribution; it stands in the note."]
    );
}

#[test]
fn a_release_of_others_becomes_a_purchase_with_its_money() {
    let foreign = taken(RELEASES);
    assert_eq!(foreign.format, ForeignFormat::Ocds);
    assert_eq!(
        records(&foreign, Collection::Purchases),
        [json!({
            "title": "Radios", "need": "Radios are needed.", "agent": "Ministry of Defence", "supplier": "Radio Works",
            "items": [{"quantity": {"unit": "pieces", "value": "100"}, "what": "Radio"}],
            "steps": [
                {"date": "2024-02-01", "decision": "Steering group", "kind": "approved"},
                {"date": "2024-03-01", "kind": "ordered", "value": eur("1100")},
                {"date": "2024-03-10", "kind": "contracted", "value": eur("1150.25")},
                {"kind": "need", "value": eur("1200.5")},
            ],
            "shares": [{"amount": eur("1000"), "of": [{"contribution": "a contribution"}]}],
            "deliveries": [{"date": "2024-04-20", "note": "Arrived"}],
            "note": "tender/procurementMethod: open\nMinistry of Defence: contactPoint/email: b@example.org",
        })]
    );
    assert_eq!(
        records(&foreign, Collection::Contributions),
        [json!({
            "purpose": "Radios", "contributors": [{"party": "EE"}],
            "entries": [{"amount": eur("500"), "date": "2024-04-01", "kind": "expenditure", "note": "Paid to: Radio Works"}],
        })]
    );
    assert_eq!(
        problems(&foreign),
        ["48:5: There is a newer release of ocds-abc123-1 in the file; this one is left out."]
    );
}

#[test]
fn a_calendar_of_others_becomes_meetings_and_actions() {
    let foreign = taken(CALENDAR);
    assert_eq!(foreign.format, ForeignFormat::Calendar);
    assert_eq!(
        records(&foreign, Collection::Meetings),
        [
            json!({
                "title": "Steering group, spring", "date": "2024-02-01", "time": "10:30", "zone": "Europe/Tallinn",
                "place": {"name": "Tallinn; Riigikogu"},
                "note": "First\nSecond\nEnds at: 1200\nORGANIZER: Kask; Mari, mailto:mari@example.org",
            }),
            json!({"title": "Ministers", "date": "2024-03-01/2024-03-02", "internal": true}),
        ]
    );
    assert_eq!(
        records(&foreign, Collection::Actions),
        [json!({"text": "Send the list", "due": "2024-04-01", "state": "done", "priority": 1})]
    );
    assert_eq!(problems(&foreign), ["31:1: VJOURNAL is neither an event nor a task and is left out."]);
}

#[test]
fn the_same_file_again_changes_nothing() {
    for text in [ACTIVITIES, RELEASES, CALENDAR] {
        let theirs = taken(text).register;
        let offered = |ours: &Register| {
            let meet = Meet::of(ours, &theirs, Origin::Other, &Few::new());
            let accepted = meet.accept(&Choice::all(Take::Theirs));
            (accepted.size, meet.after(&accepted, &now()))
        };
        assert_eq!(offered(&theirs).0, (0, 0));
        let (size, after) = offered(&Register::default());
        assert!(size.0 > 0, "what is new is offered");
        assert_eq!(offered(&after).0, (0, 0));
    }
}

/// What a donor reports of a pledge that somebody typed here before is not a second pledge.
#[test]
fn what_is_here_already_under_another_id_is_found() {
    let theirs = taken(ACTIVITIES).register;
    let all = |collection: Collection| -> Map<String, Value> {
        let one = |id: Id| (id.to_string(), Value::Object(theirs.json(&RecordKey { collection, id })));
        theirs.ids(collection).into_iter().map(one).collect()
    };
    let typed = theirs.ids(Collection::Contributions).into_iter().enumerate().map(|(place, id)| {
        let mut record = theirs.json(&RecordKey::new(Collection::Contributions, id.as_str()));
        record.remove("note");
        (format!("typed-{place}"), Value::Object(record))
    });
    let typed: Map<String, Value> = typed.collect();
    let body = Map::from_iter([
        (Collection::Parties.word().to_owned(), Value::Object(all(Collection::Parties))),
        (Collection::Contributions.word().to_owned(), Value::Object(typed)),
    ]);
    let ours = Register::of([Pen::new("r").write(body, &now())]);
    let meet = Meet::of(&ours, &theirs, Origin::Other, &Few::new());
    let found = meet.matches().iter().filter(|one| one.theirs.collection == Collection::Contributions);
    let found: Vec<_> = found.map(|one| (one.found, one.ours.id.as_str().starts_with("typed-"))).collect();
    assert!(!found.is_empty());
    assert!(found.iter().all(|(found, is_ours)| matches!(found, Found::Paired(..)) && *is_ours), "{found:?}");
}

#[test]
fn each_record_says_where_it_comes_from() {
    let places = |text: &str| taken(text).places.into_iter().map(|(_, place)| place).collect::<Vec<_>>();
    assert_eq!(places(ACTIVITIES)[0], "activity 1, XM-DAC-3-1-RADIO, line 4");
    assert_eq!(places(RELEASES)[0], "release 1, ocds-abc123-1, line 5");
    assert_eq!(places(CALENDAR)[0], "VEVENT “Steering group, spring”, line 4");
}

#[test]
fn what_is_none_of_the_formats_is_named() {
    let check = |bytes: &[u8], expected: ForeignError| {
        let found = read(bytes, &now()).unwrap_err();
        assert_eq!(found, expected, "{}", String::from_utf8_lossy(bytes));
        assert!(found.to_string().ends_with('.'), "{found}");
    };
    check(b"", ForeignError::Empty);
    check(b" \n", ForeignError::Empty);
    check(b"PK\x03\x04", ForeignError::Other(Sort::Zip));
    check(b"%PDF-1.7", ForeignError::Other(Sort::Pdf));
    check(b"\x80\x81\x82", ForeignError::Other(Sort::Binary));
    check(b"<!doctype html><p>", ForeignError::Other(Sort::Page));
    check(b"<rss/>", ForeignError::NotKnown("it is XML of another kind"));
    check(b"[1]", ForeignError::NotKnown("it is a list in JSON and no package of OCDS"));
    check(b"{}", ForeignError::NotKnown("it is JSON and has neither releases nor records"));
    check(b"Giver,Amount\n", ForeignError::NotKnown("it begins as none of them does"));
    check(b"BEGIN:VCARD\nEND:VCARD\n", ForeignError::NotKnown("it has components, and none is a calendar"));
}

#[test]
fn xml_that_unfolds_or_reads_other_files_is_refused() {
    let check = |text: &str, line: usize| match read(text.as_bytes(), &now()) {
        Err(ForeignError::Entities { line: found, .. }) => assert_eq!(found, line, "{text}"),
        other => panic!("{other:?}"),
    };
    check(
        "<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY b \"c\">]>\n<iati-activities>&b;</iati-activities>",
        2,
    );
    check("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><iati-activities/>", 1);
    check("<!DOCTYPE a SYSTEM \"https://example.org/a.dtd\"><iati-activities/>", 1);
    check("<iati-activities>\n<a>&lol9;</a></iati-activities>", 2);
    check("<iati-activities a=\"&b;\"/>", 1);
}

#[test]
fn a_cut_or_broken_file_says_where() {
    let cut = |text: &str, line: usize| match read(text.as_bytes(), &now()) {
        Err(ForeignError::Cut { line: found, .. }) => assert_eq!(found, line, "{text}"),
        other => panic!("{text}: {other:?}"),
    };
    cut("<iati-activities>\n<iati-activity>\n<title", 3);
    cut("<iati-activities>\n<iati-activity>", 2);
    cut("{\"releases\": [\n{\"ocid\": \"a", 2);
    cut("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:a\r\n", 3);
    let broken = |text: &str, line: usize| match read(text.as_bytes(), &now()) {
        Err(ForeignError::Broken { line: found, .. }) => assert_eq!(found, line, "{text}"),
        other => panic!("{text}: {other:?}"),
    };
    broken("<iati-activities>\n<a></b></iati-activities>", 2);
    broken("<iati-activities>\n<a b=\"1\" b=\"2\"/></iati-activities>", 2);
    broken("{\"releases\": [\n{]}", 2);
    broken("BEGIN:VCALENDAR\nnothing\nEND:VCALENDAR", 2);
    broken("BEGIN:VCALENDAR\nEND:VEVENT", 2);
    let deep = |open: &str| read(open.repeat(100_000).as_bytes(), &now()).unwrap_err();
    assert!(matches!(deep("<a>"), ForeignError::TooMuch { .. } | ForeignError::Cut { .. }));
    assert!(matches!(deep("BEGIN:A\n"), ForeignError::TooMuch { line: 65, .. }));
    let lists = format!("{{\"releases\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(matches!(read(lists.as_bytes(), &now()), Err(ForeignError::TooMuch { .. })));
}

#[test]
fn a_day_that_no_register_holds_stands_in_the_note() {
    let task = |due: &str| {
        format!("BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:1\nSUMMARY:Do\nDUE:{due}\nEND:VTODO\nEND:VCALENDAR\n")
    };
    let foreign = taken(&task("80240401T000000Z"));
    assert_eq!(
        records(&foreign, Collection::Actions),
        [json!({"text": "Do", "note": "DUE: 80240401T000000Z"})]
    );
    assert_eq!(problems(&foreign), ["5:5: When it is due is no date of ours; it stands in the note."]);
    assert_eq!(records(&taken(&task("20240401")), Collection::Actions)[0]["due"], "2024-04-01");
}

#[test]
fn a_record_that_says_nothing_is_none() {
    let release = |title: &str| {
        format!(
            "{{\"uri\": \"urn:x-muster:r\", \"releases\": [{{\"ocid\": \"o\", \"tender\": {{\"id\": \"p\", \
             \"title\": \"{title}\", \"items\": [{{\"id\": \"i\"}}]}}}}]}}"
        )
    };
    let check = |title: &str, expected: usize| {
        let foreign = taken(&release(title));
        assert_eq!(foreign.places.len(), expected);
        assert_eq!(records(&foreign, Collection::Purchases).len(), expected);
    };
    check("p", 0);
    check("Radios", 1);
}
