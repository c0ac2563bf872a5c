//! One file a schema, and one for what a schema learnt later without another form, kept for ever: what an older Muster
//! wrote is read, folds to what it said, and is written again byte for byte.
//!
//! `MUSTER_BLESS=1 cargo test --test golden` writes the file of the present schema where there is none yet, and
//! the folds anew. A file that is there is never written again.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

use std::fs;
use std::path::PathBuf;

use muster::exchange::{read, write};
use muster::journal::{Key, Place, segment};
use muster::register::{Change, Collection, Now, Pen, Register, SCHEMA, canonical};
use serde_json::{Map, Value, json};

const START: u64 = 1_706_780_400_000;

/// What a file holds.
type Made = fn() -> Vec<Change>;

/// The files, each with how it came about.
const FILES: [(&str, Made); 2] = [("1", every_kind_of_change), ("1-releases", a_release)];

fn path(schema: &str, kind: &str) -> PathBuf {
    PathBuf::from(format!("{}/tests/fixtures/schema-{schema}.{kind}.json", env!("CARGO_MANIFEST_DIR")))
}

fn blessing() -> bool {
    std::env::var_os("MUSTER_BLESS").is_some()
}

/// The fold of a register as JSON: collection, record, fields.
fn fold(register: &Register) -> String {
    let mut all: Map<String, Value> = Map::new();
    for key in register.keys() {
        let records = all.entry(key.collection.word()).or_insert_with(|| json!({}));
        records[key.id.as_str()] = Value::Object(register.json(key));
    }
    let mut lines = Vec::new();
    for (collection, records) in &all {
        for (id, record) in records.as_object().unwrap() {
            lines.push(canonical(&json!([collection, id, record])));
        }
    }
    format!("[\n{}\n]\n", lines.join(",\n"))
}

#[test]
fn every_schema_is_read_for_ever() {
    for (schema, made) in FILES {
        let file = path(schema, "muster");
        if blessing() && !file.exists() {
            fs::write(&file, write(&"golden".into(), &Register::of(made()))).unwrap();
        }
        let text = fs::read_to_string(&file).unwrap();
        let found = read(text.as_bytes(), START).unwrap();
        assert_eq!((found.register.as_str(), found.problems.len(), found.ahead.len()), ("golden", 0, 0));
        let mut register = Register::of(found.changes.iter().rev().cloned());
        assert_eq!(write(&found.register, &register), text, "schema {schema}: other bytes");
        assert_eq!(register.problems().collect::<Vec<_>>(), vec![]);
        assert_eq!(register.astray().to_vec(), vec![]);
        let lacking = usize::from(schema == "1");
        assert_eq!(register.incomplete().count(), lacking, "one step lacks a part");
        register.add(found.changes);
        assert_eq!(
            write(&found.register, &register),
            text,
            "schema {schema}: a union with itself is not itself"
        );

        let expected = path(schema, "fold");
        if blessing() {
            fs::write(&expected, fold(&register)).unwrap();
        }
        assert_eq!(fold(&register), fs::read_to_string(&expected).unwrap(), "schema {schema}: another fold");
    }
}

/// The key and the value of a segment, each on a line; one file a form of segments, kept for ever.
#[test]
fn every_form_of_segments_is_read_for_ever() {
    let file = PathBuf::from(format!("{}/tests/fixtures/segment-2.txt", env!("CARGO_MANIFEST_DIR")));
    let text = fs::read_to_string(path("1", "muster")).unwrap();
    let read = read(text.as_bytes(), START).unwrap();
    let mut changes: Vec<Change> = read.changes.iter().map(|change| (**change).clone()).collect();
    if blessing() && !file.exists() {
        let place = Place::Segment { replica: "k3v9x2m1".into(), number: 1 };
        let key = Key::In("golden".into(), place);
        fs::write(&file, format!("{key}\n{}\n", segment::seal(&key, &changes))).unwrap();
    }
    let kept = fs::read_to_string(&file).unwrap();
    let (key, line) = kept.split_once('\n').unwrap();
    let mut found = segment::read(&Key::parse(key).unwrap(), line.trim_end_matches('\n')).unwrap();
    for list in [&mut changes, &mut found] {
        list.sort_by_key(|change| change.id);
    }
    assert_eq!(found, changes);
}

#[test]
fn the_golden_files_have_every_collection_and_every_field_of_a_change() {
    assert!(FILES.iter().any(|(name, _)| name.split('-').next() == Some(&SCHEMA.to_string())));
    let all = FILES.map(|(name, _)| fs::read_to_string(path(name, "muster")).unwrap());
    let changes: Vec<_> = all.iter().flat_map(|text| read(text.as_bytes(), START).unwrap().changes).collect();
    let register = Register::of(changes.clone());
    for collection in Collection::ALL {
        assert!(register.keys().any(|key| key.collection == *collection), "no {}", collection.word());
    }
    let has = |what: &str, test: &dyn Fn(&Change) -> bool| {
        assert!(changes.iter().any(|change| test(change)), "none with {what}")
    };
    has("party", &|change| change.header.party.is_some());
    has("no author", &|change| change.header.author.is_none());
    has("undoes", &|change| change.header.undoes.is_some());
    has("from", &|change| change.header.from.is_some());
    has("part", &|change| change.header.part.is_some());
    has("blanked", &|change| change.is_blanked());
}

/// Writes what the file with a release holds.
fn a_release() -> Vec<Change> {
    let now = Now { millis: START, at: "2024-02-01T11:40:00+02:00".to_owned() };
    let mut pen = Pen::new("k3v9x2m1");
    let gift = json!({"kind": "pledge", "date": "2024-01-29", "amount": {"value": "10", "currency": "EUR"}});
    let made = pen.write(
        json!({"contributions": {"c1": {"purpose": "Radios", "entries": {"e": gift}}}})
            .as_object()
            .unwrap()
            .clone(),
        &now,
    );
    let ten = json!({"value": "10", "currency": "EUR", "qualifier": "about"});
    let release = json!({
        "number": 2, "day": "2024-02-01", "on": "2024-01-31", "currency": "EUR", "hash": made.id.to_string(),
        "figures": {
            "000": {"measure": "members", "count": 3},
            "001": {"measure": "pledged", "amount": ten, "beyond": "above", "beside": "1 contribution without a figure"},
        },
        "changes": {"000": {"measure": "pledged", "contribution": "c1", "what": "Radios", "after": ten}},
        "held": {"000": {"replica": "k3v9x2m1", "count": 1, "head": made.id.to_string()}},
        "note": "Corrected after the meeting.",
    });
    let body = json!({"releases": {"z1": release}});
    let released = pen.write(body.as_object().unwrap().clone(), &now);
    vec![made, released]
}

/// Writes what the file of schema 1 holds. Once that file is there, this is only a record of how it came about.
fn every_kind_of_change() -> Vec<Change> {
    let mut changes = Vec::new();
    let mut clock = START;
    let mut now = || {
        clock += 60_000;
        Now { millis: clock, at: "2024-02-01T11:40:00+02:00".to_owned() }
    };
    let map = |body: Value| body.as_object().unwrap().clone();
    let mut mari = Pen::new("k3v9x2m1");
    (mari.author, mari.party) = (Some("Mari Maasikas".to_owned()), Some("EE".to_owned()));
    for body in records() {
        changes.push(mari.write(map(body), &now()));
    }
    let typo = mari.write(
        map(json!({"parties": {"LU": {"name": "Luxemburg \u{201e}Létzebuerg\u{201c} \u{1}\t\\\u{7f}"}}})),
        &now(),
    );
    let undone = mari.undo(map(json!({"parties": {"LU": {"name": null}}})), typo.id, &now());
    let private =
        mari.write(map(json!({"contacts": {"k3v9x2m1.90": {"address": "private"}}})), &now()).blanked();
    changes.extend([typo.clone(), undone, private]);
    let parts = vec![
        map(json!({"sources": {"k3v9x2m1.91": {"title": "Звіт, частина 1"}}})),
        map(
            json!({"sources": {"k3v9x2m1.91": {"language": "uk"}, "k3v9x2m1.92": {"gone": true, "title": "Removed"}}}),
        ),
    ];
    changes.extend(mari.write_step(parts.clone(), None, &now()));
    changes.extend(mari.write_step(parts, None, &now()).into_iter().take(1));

    // Another desk, at the same moments, without a name on its changes; and one more in the same moment.
    let mut desk = Pen::new("00ab");
    let moment = Now { millis: START + 60_000, at: "2024-02-01T09:41:00Z".to_owned() };
    changes.push(desk.write(map(json!({"parties": {"EE": {"name": "Eesti"}}})), &moment));
    changes.push(desk.write(map(json!({"parties": {"EE": {"kind": "state"}}})), &moment));
    let line = json!({"contributions": {"k3v9x2m1.20": {"entries": {"k3v9x2m1.21": {"gone": true, "order": "a1"}}}}});
    let over = desk.write(map(line), &now());
    let taken = Change::new(muster::register::Header { from: Some(typo.id), ..over.header }, over.body);
    changes.push(taken);
    // A fork: the same replica and number, written twice.
    let mut fork = Pen::new("00ab");
    let other = fork.write(map(json!({"parties": {"EE": {"name": "Viro"}}})), &moment);
    changes.push(other);
    changes
}

fn records() -> Vec<Value> {
    let cited = json!({"k3v9x2m1.2": {"source": "k3v9x2m1.1", "place": "paragraph 3", "confidence": "high"}});
    vec![
        json!({"sources": {"k3v9x2m1.1": {
            "title": "Ten nations back IT coalition", "address": "https://example.org/a?b=1&c=ö", "kind": "press",
            "publisher": "Example", "shown": "2024-02-01", "established": "[2024-02-01,2024-02-02]",
            "retrieved": "2024-07-31", "language": "en"}}}),
        json!({"register": {"self": {
            "name": "IT coalition", "purpose": "IT, communications\nand cybersecurity", "currency": "EUR",
            "beneficiary": "UA", "beneficiary_counts": false, "founded": "2023-09-19", "rate_policy": "day-of-entry",
            "areas": {"k3v9x2m1.3": {"name": "Cybersecurity", "order": "a"}}, "complete_to": "2024-07-31"}}}),
        json!({"parties": {
            "EE": {"kind": "state", "code": "EE"}, "LU": {"kind": "state", "code": "LU"},
            "UA": {"kind": "state", "code": "UA", "note": "Україна"},
            "k3v9x2m1.4": {"kind": "supplier", "name": "Example Ltd"}}}),
        json!({"agreements": {"k3v9x2m1.5": {"name": "Cooperation agreement", "kind": "cooperation-agreement", "opened": "2024-02"}}}),
        json!({"memberships": {"k3v9x2m1.6": {"party": "EE", "role": "lead", "from": "2023-09-19", "sources": cited,
            "acts": {"k3v9x2m1.7": {"kind": "agreement-signed", "date": "2024-02-01~", "agreement": "k3v9x2m1.5"}},
            "readings": {"k3v9x2m1.8": {"field": "from", "value": "2023-09", "source": "k3v9x2m1.1", "reason": "less exact"}}}}}),
        json!({"contacts": {"k3v9x2m1.9": {"name": "Jaan Tamm", "office": "Desk officer", "party": "EE", "internal": true}}}),
        json!({"meetings": {"k3v9x2m1.10": {
            "title": "First steering group", "kind": "steering-group", "date": "2024-02-01", "time": "10:00",
            "zone": "Europe/Brussels", "place": {"name": "Brussels", "country": "BE"}, "list_complete": "not-stated",
            "attendance": {"k3v9x2m1.11": {"party": "EE", "capacity": "lead", "presence": "present"}},
            "agenda": {"k3v9x2m1.12": {"title": "Priorities", "order": "a",
                "outcomes": {"k3v9x2m1.13": {"kind": "decision", "text": "Next steps set"}}}},
            "counts": {"k3v9x2m1.14": {"of": "members", "count": 10}}}}}),
        json!({"actions": {"k3v9x2m1.15": {"text": "Send the list", "owner": "LU", "due": "2024-03", "state": "open", "made_at": "k3v9x2m1.10"}}}),
        json!({"contributions": {"k3v9x2m1.20": {
            "purpose": "Not yet said", "form": "financial", "area": "k3v9x2m1.3", "sources": cited,
            "contributors": {"k3v9x2m1.22": {"party": "LU", "share": {"value": "10000000", "currency": "EUR", "qualifier": "over"}}},
            "entries": {
                "k3v9x2m1.21": {"kind": "pledge", "act": "announced", "date": "2024-01", "amount": {"value": "10000000", "currency": "EUR"}},
                "k3v9x2m1.23": {"kind": "commitment", "date": "2024-02-01", "amount": {"value": "-0.5", "currency": "DKK", "qualifier": "about"},
                    "stated_rate": {"base": "EUR", "quote": "DKK", "value": "7.4568"}, "counts_for": 2024}},
            "planned": {"k3v9x2m1.24": {"kind": "paid", "date": "2025", "amount": {"value": "1000000", "currency": "EUR"}}}}}}),
        json!({"purchases": {"k3v9x2m1.30": {"title": "Laptops", "needed_by": "UA", "priority": 1,
            "steps": {"k3v9x2m1.31": {"kind": "ordered", "date": "[2024-04-03..2024-05-20]"}},
            "items": {"k3v9x2m1.32": {"what": "Laptop", "quantity": {"value": "100", "unit": "pieces"}}},
            "shares": {"k3v9x2m1.33": {"of": {"k3v9x2m1.34": {"contribution": "k3v9x2m1.20"}}, "split": "not-published"}},
            "deliveries": {"k3v9x2m1.35": {"date": "2024-06/2024-07", "receipt": "not-stated"}}}}}),
        json!({"outreach": {"k3v9x2m1.40": {"direction": "outward", "group": "states outside the coalition", "by": "LU", "stage": "contacted"}}}),
        json!({"reported": {"k3v9x2m1.50": {"measure": "pledged", "kept": "ours", "amount": {"value": "30000000", "currency": "EUR", "qualifier": "over"},
            "stated_to": "1000000", "date": "2024-02-01", "span": "to-date", "whose": "all", "scope": "all"}}}),
        json!({"groups": {"k3v9x2m1.60": {"name": "Experts", "members": {"k3v9x2m1.61": {"party": "EE", "role": "lead"}}}}}),
        json!({"rates": {"k3v9x2m1.70": {"rate": {"base": "EUR", "quote": "DKK", "value": "7.4568"}, "day": "2024-01-24", "kind": "ecb"}}}),
    ]
}
