//! What goes into a copy, what stays out, and under which ids.

use serde_json::json;

use super::*;
use crate::register::{Collection, Now, Pen};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn register(body: Value) -> Register {
    let mut pen = Pen::new("k3v9");
    pen.author = Some("Somebody".into());
    let now = Now { millis: 1, at: "2024-01-01T00:00:00Z".into() };
    Register::of([pen.write(body.as_object().unwrap().clone(), &now)])
}

/// The records of a copy as one JSON, as a body of a change holds them.
fn shown(copy: &FreshCopy) -> Value {
    let mut all = json!({});
    for (key, node) in copy.records() {
        all[key.collection.word()][key.id.as_str()] = Value::Object(node);
    }
    all
}

fn check(scope: &CopyScope, body: Value, expected: Value) -> Omitted {
    let copy = FreshCopy::of(&register(body), scope, day("2024-02-02"));
    assert_eq!(shown(&copy), expected);
    copy.omitted
}

#[test]
fn ids_are_new_and_references_follow() {
    let body = json!({
        "register": {"self": {"name": "It", "areas": {"k3v9.9": {"name": "IT", "order": "b"}, "k3v9.8": {"name": "Cyber", "order": "a"}, "k3v9.7": {"gone": true, "name": "X"}}}},
        "parties": {"EE": {"code": "EE"}, "k3v9.1": {"name": "A company"}},
        "contributions": {
            "k3v9.3": {"contributors": {"k3v9.4": {"party": "EE"}, "k3v9.5": {"party": "k3v9.1"}, "k3v9.6": {"party": "LU"}}, "area": "k3v9.9"},
            "k3v9.2": {"relations": {"k3v9.10": {"kind": "repeats", "to": "k3v9.3"}}, "gone": true},
            "k3v9.11": {"order": "z", "relations": {"k3v9.12": {"kind": "repeats", "to": "k3v9.3"}}, "area": "?"},
        },
        "meetings": {
            "k3v9.13": {"date": "2024-01-01", "agenda": {"k3v9.14": {"title": "First", "order": "a"}}},
            "k3v9.15": {"agenda": {"k3v9.16": {"carried_from": "k3v9.13", "continues": "k3v9.14"}}},
        },
        "memberships": {"k3v9.17": {"readings": {"k3v9.18": {"field": "party", "value": "k3v9.1"}, "k3v9.19": {"field": "role", "value": "EE"}}}},
    });
    let expected = json!({
        "register": {"self": {"name": "It", "areas": {"self.1": {"name": "Cyber"}, "self.2": {"name": "IT"}}}},
        "parties": {"EE": {"code": "EE"}, "p1": {"name": "A company"}},
        "contributions": {
            "c1": {"contributors": {"c1.1": {"party": "EE"}, "c1.2": {"party": "p1"}, "c1.3": {"party": "LU"}}, "area": "self.2"},
            "c2": {"relations": {"c2.1": {"kind": "repeats", "to": "c1"}}},
        },
        "meetings": {
            "m1": {"date": "2024-01-01", "agenda": {"m1.1": {"title": "First"}}},
            "m2": {"agenda": {"m2.1": {"carried_from": "m1", "continues": "m1.1"}}},
        },
        "memberships": {"r1": {"readings": {"r1.1": {"field": "party", "value": "p1"}, "r1.2": {"field": "role", "value": "EE"}}}},
    });
    assert_eq!(check(&CopyScope::default(), body, expected), Omitted::default());
}

fn with_internal() -> Value {
    json!({
        "contributions": {
            "a": {"purpose": "Radios", "contributors": {"x": {"party": "RU"}, "y": {"party": "SE"}}, "entries": {
                "p": {"kind": "pledge", "date": "2024", "note": "Said so.", "sources": {"s": {"source": "letter"}}},
                "q": {"kind": "pledge", "internal": true, "act": "whispered"},
                "r": {"kind": "paid", "internal": true, "gone": true},
            }},
            "b": {"purpose": "Secret", "internal": true},
        },
        "parties": {"RU": {"code": "RU", "internal": true}},
        "contacts": {"k": {"name": "A person", "internal": false}, "l": {"name": "Another"}},
        "sources": {"letter": {"title": "A letter", "internal": true}},
    })
}

#[test]
fn what_is_internal_stays_out_and_is_counted() {
    let expected = json!({"contributions": {"c1": {
        "purpose": "Radios",
        "contributors": {"c1.1": {"party": "p-1"}, "c1.2": {"party": "SE"}},
        "entries": {"c1.3": {"kind": "pledge", "date": "2024", "note": "Said so.", "sources": {"c1.4": {"source": "s-1"}}}},
    }}});
    let omitted = check(&CopyScope::default(), with_internal(), expected);
    let counts = Omitted { internal_records: 3, internal_lines: 1, contacts: 2, ..Omitted::default() };
    assert_eq!(omitted, counts);
}

#[test]
fn notes_stay_out_when_they_are_not_asked_for() {
    let scope = CopyScope { without: vec![Detail::Notes], ..CopyScope::default() };
    let body = json!({"parties": {"EE": {"note": "Eesti", "code": "EE", "readings": {
        "a": {"field": "note", "value": "Viro"}, "b": {"field": "name", "value": "Estland"},
    }}, "FI": {"note": "Only a note."}}});
    let expected = json!({"parties": {"EE": {"code": "EE", "readings": {"EE.1": {"field": "name", "value": "Estland"}}}}});
    assert_eq!(check(&scope, body, expected), Omitted { fields: 2, ..Omitted::default() });
}

#[test]
fn all_goes_when_it_is_asked_for() {
    let scope = CopyScope { with_internal: true, ..CopyScope::default() };
    let copy = FreshCopy::of(&register(with_internal()), &scope, day("2024-02-02"));
    assert_eq!((copy.len(), copy.omitted, copy.is_internal), (6, Omitted::default(), true));
    assert!(shown(&copy).to_string().contains("whispered"));
}

#[test]
fn a_view_brings_along_what_it_refers_to() {
    let body = json!({
        "register": {"self": {"name": "It"}},
        "parties": {"EE": {"code": "EE", "sources": {"l": {"source": "two"}}}, "LU": {"code": "LU"}},
        "contributions": {
            "a": {"contributors": {"x": {"party": "EE"}}, "entries": {"e": {"meeting": "m", "kind": "pledge"}}, "relations": {"r": {"to": "b", "kind": "repeats"}}},
            "b": {"purpose": "Another"},
            "c": {"purpose": "Secret", "internal": true},
        },
        "meetings": {"m": {"title": "Kick-off"}},
        "rates": {"r": {"day": "2024-01-01"}},
        "sources": {"one": {"title": "One"}, "two": {"title": "Two", "copy_of": "three"}, "three": {"title": "Three"}},
    });
    let keys = ["a", "c"].map(|id| RecordKey::new(Collection::Contributions, id)).to_vec();
    let scope = CopyScope { which: Chosen::Only(keys), ..CopyScope::default() };
    let expected = json!({
        "register": {"self": {"name": "It"}},
        "parties": {"EE": {"code": "EE", "sources": {"EE.1": {"source": "s2"}}}},
        "contributions": {"c1": {"contributors": {"c1.1": {"party": "EE"}}, "entries": {"c1.2": {"kind": "pledge"}}, "relations": {"c1.3": {"kind": "repeats"}}}},
        "rates": {"x1": {"day": "2024-01-01"}},
        "sources": {"s1": {"title": "Three"}, "s2": {"title": "Two", "copy_of": "s1"}},
    });
    let omitted = check(&scope, body, expected);
    assert_eq!(omitted, Omitted { internal_records: 1, other_records: 4, ..Omitted::default() });
}

#[test]
fn a_period_leaves_out_what_is_of_another_time() {
    let period = Some((day("2024-01-01"), day("2024-06-30")));
    let body = json!({
        "contributions": {
            "a": {"entries": {"x": {"date": "2023-12-31"}, "y": {"date": "2024-06"}, "z": {"kind": "pledge"}}},
            "b": {"entries": {"x": {"date": "2023"}}},
        },
        "meetings": {"m": {"date": "[2023-12-01..2024-01-01]"}, "n": {"date": "2024-07-01"}},
        "memberships": {"r": {"acts": {"x": {"date": "2020-01-01"}}}},
    });
    let expected = json!({
        "contributions": {"c1": {"entries": {"c1.1": {"date": "2024-06"}}}},
        "meetings": {"m1": {"date": "[2023-12-01..2024-01-01]"}},
        "memberships": {"r1": {"acts": {"r1.1": {"date": "2020-01-01"}}}},
    });
    let omitted = check(&CopyScope { period, ..CopyScope::default() }, body, expected);
    assert_eq!(omitted, Omitted { other_records: 2, other_lines: 2, ..Omitted::default() });
}

#[test]
fn changes_are_by_nobody_and_one_a_record() {
    let copy = FreshCopy::of(&register(with_internal()), &CopyScope::default(), day("2024-02-02"));
    let changes = copy.changes();
    assert_eq!(changes.len(), copy.len());
    let header = &changes[0].header;
    assert_eq!((header.at.as_str(), &header.author, &header.party), ("2024-02-02T00:00:00Z", &None, &None));
    assert_eq!(header.stamp.millis, 1_706_832_000_000);
    assert!(header.replica.as_str().starts_with("copy-"));
    assert_eq!(copy.register().size(), copy.len());
    assert_eq!(
        copy.changes(),
        FreshCopy::of(&register(with_internal()), &CopyScope::default(), copy.day).changes()
    );
}

#[test]
fn a_line_without_a_date_counts_from_the_day_of_its_writing() {
    let now = |at: &str| Now { millis: 1, at: at.into() };
    let body = |line: &str| json!({"contributions": {"a": {"purpose": "Radios", "entries": {line: {"kind": "pledge"}}}}});
    let mut pen = Pen::new("r");
    let mut write = |line: &str, at| pen.write(body(line).as_object().unwrap().clone(), &now(at));
    let register = Register::of([
        write("x", "2024-01-05T23:00:00+02:00"),
        write("y", "2024-01-07T01:00:00Z"),
        write("z", "once"),
    ]);
    let changes = FreshCopy::of(&register, &CopyScope::default(), day("2024-02-02")).changes();
    let found: Vec<(&str, String)> = changes
        .iter()
        .map(|one| (one.header.at.as_str(), Value::Object(one.whole().unwrap()).to_string()))
        .collect();
    let entry =
        |id: &str| format!(r#"{{"contributions":{{"c1":{{"entries":{{"{id}":{{"kind":"pledge"}}}}}}}}}}"#);
    let expected = [
        ("2024-02-02T00:00:00Z", r#"{"contributions":{"c1":{"purpose":"Radios"}}}"#.to_owned()),
        ("", entry("c1.3")),
        ("2024-01-05T00:00:00Z", entry("c1.1")),
        ("2024-01-07T00:00:00Z", entry("c1.2")),
    ];
    assert_eq!(found, expected);
}

/// Each part fits under one key of the browser, and together they are the record.
#[test]
fn a_large_record_is_written_in_parts() {
    let lines = (0..400).map(|n| {
        (format!("e{n}"), json!({"kind": "pledge", "date": "2024-01-01", "note": "Said so. ".repeat(40)}))
    });
    let entries = Value::Object(lines.collect());
    let body = json!({"contributions": {"a": {"purpose": "Radios", "entries": entries}, "b": {"purpose": "Cables"}}});
    let copy = FreshCopy::of(&register(body), &CopyScope::default(), day("2024-02-02"));
    let changes = copy.changes();
    let size = |change: &Arc<Change>| canonical_map(&change.whole().unwrap()).len();
    assert!(changes.iter().all(|change| size(change) <= BODY_LIMIT));
    let parts: Vec<_> =
        changes.iter().map(|change| change.header.part.map(|part| (part.first, part.k, part.m))).collect();
    assert_eq!(parts, [Some((1, 1, 3)), Some((1, 2, 3)), Some((1, 3, 3)), None]);
    let read = copy.register();
    let folded: Vec<_> = read.keys().map(|key| (key, read.json(key))).collect();
    assert_eq!(folded, copy.records().collect::<Vec<_>>());
}
