//! Segments: read back to the same changes, small, and found out when a letter of them is another one.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::*;
use crate::journal::Place;
use crate::journal::testing::change;
use crate::register::{Stamp, StepPart};

fn key() -> Key {
    Key::In("it".into(), Place::Segment { replica: "r1".into(), number: 1 })
}

fn sorted(mut changes: Vec<Change>) -> Vec<Change> {
    changes.sort_by_key(|change| (change.header.replica.clone(), change.header.number, change.id));
    changes
}

fn check(changes: Vec<Change>) {
    let line = seal(&key(), &changes);
    assert_eq!(read(&key(), &line), Ok(sorted(changes)));
}

fn header(replica: &str, number: u32) -> Header {
    change(replica, number, "").header
}

/// A chain as a page writes it.
fn chain(replica: &str, length: u32) -> Vec<Change> {
    let mut prev = None;
    let written = (1..=length).map(|number| {
        let body =
            json!({"parties": {format!("{replica}.{number}"): {"name": format!("Party “{number}”\n")}}});
        let header = Header { prev, ..header(replica, number) };
        let change = Change::new(header, body.as_object().unwrap().into());
        prev = Some(change.id);
        change
    });
    written.collect()
}

#[test]
fn reads_back_whatever_stands_in_a_header() {
    check(chain("r1", 40));
    check([chain("r1", 3), chain("r2", 5)].concat());
    check(vec![change("r1", 7, "fork"), change("r1", 7, "other fork"), change("r1", 9, "gap")]);
    let mut all = chain("r1", 6);
    all[2] = all[2].blanked();
    check(all);
    let id = Hash::of(b"x");
    let full = Header {
        schema: 3,
        stamp: Stamp { millis: u64::MAX, count: u32::MAX },
        at: "\"".to_owned(),
        author: Some("\\".to_owned()),
        party: Some(String::new()),
        undoes: Some(id),
        from: Some(id),
        prev: Some(id),
        part: Some(StepPart { first: 2, k: 1, m: 2 }),
        ..header("r,1:2", u32::MAX)
    };
    let low = Header { stamp: Stamp::default(), author: None, ..header("Ё", 1) };
    check(vec![Change::new(full, (&Map::new()).into()), Change::new(low, Body::Blanked(id))]);
}

#[test]
fn of_a_whole_and_a_blanked_change_the_blanked_stays() {
    let all = chain("r1", 2);
    let both = [all.clone(), vec![all[1].blanked()]].concat();
    assert_eq!(read(&key(), &seal(&key(), &both)), Ok(vec![all[0].clone(), all[1].blanked()]));
}

#[test]
fn says_what_it_holds_also_when_it_is_cut() {
    let line = seal(&key(), &[chain("r1", 12), chain("r2", 2), vec![change("r2", 9, "")]].concat());
    let held = |replica: &str, first, last| Stretch { replica: replica.into(), first, last };
    let expected = vec![held("r1", 1, 12), held("r2", 1, 2), held("r2", 9, 9)];
    assert_eq!(contents(&key(), &line), Some(expected.clone()));
    let letters: Vec<char> = line.chars().collect();
    let cut: String = letters[..letters.len() / 2].iter().collect();
    assert_eq!(contents(&key(), &cut), Some(expected));
    assert_eq!(read(&key(), &cut), Err(LineError::Checksum));
    assert_eq!(contents(&key(), &line.replacen("r2/1/2", "r2/1/3", 1)), None);
}

#[test]
fn every_altered_or_cut_letter_is_found_out() {
    let line: Vec<char> = seal(&key(), &chain("r1", 3)).chars().collect();
    for at in 0..line.len() {
        let cut: String = line[..at].iter().collect();
        assert!(read(&key(), &cut).is_err(), "cut at {at}");
        let mut altered = line.clone();
        altered[at] = if altered[at] == '5' { '6' } else { '5' };
        assert!(read(&key(), &altered.iter().collect::<String>()).is_err(), "altered at {at}");
    }
    let elsewhere = Key::In("it".into(), Place::Segment { replica: "r1".into(), number: 2 });
    assert_eq!(read(&elsewhere, &line.iter().collect::<String>()), Err(LineError::Checksum));
}

/// A text in place of the columns, with all the checksums that it needs.
fn forged(columns: &str) -> String {
    let packed = pack(&miniz_oxide::deflate::compress_to_vec(columns.as_bytes(), 1));
    let rest = format!("{} r1/1/1 {packed}", checksum(&key(), "r1/1/1"));
    format!("2 {} {rest}", checksum(&key(), &rest))
}

#[test]
fn a_segment_with_other_changes_than_its_heads_name_is_refused() {
    let line = seal(&key(), &chain("r1", 1));
    let packed = line.rsplit(' ').next().unwrap();
    let bytes = miniz_oxide::inflate::decompress_to_vec(&unpack(packed).unwrap()).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(read(&key(), &forged(&text)), Ok(chain("r1", 1)));
    for (from, to) in [
        ("Party", "Empty"),
        ("Mari", "Jaan"),
        ("1 parties/*/name", "1 parties/*/title"),
        ("r1 1 1", "r1 1 2"),
        ("r1 1 1", "r1 2 1"),
        ("r1 1 1", "r1 1 0"),
        ("1 .shape\n0", "1 .shape\n1"),
        ("1 .at", "2 .at"),
    ] {
        let altered = text.replacen(from, to, 1);
        assert_ne!(altered, text, "{from}");
        assert_eq!(read(&key(), &forged(&altered)), Err(LineError::NotASegment), "{from} {to}");
    }
    let more = format!("{text}1 parties/*/more\nx\n");
    assert_eq!(read(&key(), &forged(&more)), Err(LineError::NotASegment));
    assert_eq!(read(&key(), "1 abc def"), Err(LineError::NotOurs));
    assert_eq!(read(&key(), "3 abc def"), Err(LineError::Newer("3".to_owned())));
    assert_eq!(read(&key(), "e abc"), Err(LineError::Encrypted));
}

/// One text that each of many changes repeats takes next to nothing in a segment.
#[test]
fn a_small_segment_with_more_than_memory_holds_is_refused() {
    let long = "x".repeat(1 << 20);
    let list = json!({"parties": [long.as_str()]});
    let said = |number| {
        Change::new(Header { author: Some(long.clone()), ..header("r1", number) }, (&Map::new()).into())
    };
    let done = |number| Change::new(header("r1", number), list.as_object().unwrap().into());
    for change in [&said as &dyn Fn(u32) -> Change, &done] {
        check((1..12).map(change).collect());
        let line = seal(&key(), &(1..20).map(change).collect::<Vec<_>>());
        assert_eq!(read(&key(), &line), Err(LineError::NotASegment));
    }
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (0..1_000_i64).prop_map(Value::from),
        "[a-zЁ\"\\\\\n+*0-9-]{0,6}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::btree_map("[a-c_]{1,2}|[a-b]\\.[0-9]{1,2}|[*\"]{0,2}|[A-B]", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_bodies_read_back(bodies in prop::collection::vec(json(), 1..8)) {
        let changes = bodies.into_iter().zip(1..).map(|(body, number)| {
            let body = json!({"any": body});
            Change::new(header("r1", number), body.as_object().unwrap().into())
        });
        check(changes.collect());
    }

    #[test]
    fn no_text_makes_the_reader_stop(columns in "([0-3] [.a-z/*]{0,9}\n|[0-9\"\\\\{}:*a-z ]{0,9}\n){0,20}") {
        let _ = read(&key(), &forged(&columns));
    }
}
