//! Where in a file of others something stands that is not understood, in which encodings such files are read, and that
//! nothing which was asked for is lost beside what was ordered.
#![cfg(feature = "formats")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

use muster::exchange::foreign::{Foreign, ForeignError, read};
use muster::register::{Collection, Now, RecordKey};
use serde_json::{Value, json};

fn taken(text: &str) -> Foreign {
    read_bytes(text.as_bytes()).unwrap()
}

fn read_bytes(bytes: &[u8]) -> Result<Foreign, ForeignError> {
    read(bytes, &Now { millis: 5, at: "2024-06-01T00:00:00Z".into() })
}

/// The line, the column and a part of the sentence of each problem.
fn check(text: &str, expected: &[(usize, usize, &str)]) {
    let foreign = taken(text);
    let found: Vec<_> =
        foreign.problems.iter().map(|one| (one.line, one.column, one.sentence.as_str())).collect();
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for (found, expected) in found.iter().zip(expected) {
        assert_eq!((found.0, found.1), (expected.0, expected.1), "{found:?}");
        assert!(found.2.contains(expected.2), "{found:?}");
    }
}

#[test]
fn a_problem_of_xml_is_where_its_element_begins() {
    check(
        "<?xml version=\"1.0\"?>\n<iati-activities>\n  <!-- ä --><more/>\n\
         <iati-activity><iati-identifier>Å</iati-identifier><transaction><transaction-type code=\"8\"/></transaction>\n\
         <participating-org role=\"1\"><narrative>Estonia</narrative></participating-org>\
         <planned-disbursement/></iati-activity></iati-activities>",
        &[
            (2, 1, "of which version"),
            (3, 13, "<more> is no activity"),
            (4, 52, "type “8”"),
            (5, 79, "The planned sum is none"),
        ],
    );
}

#[test]
fn a_problem_of_json_is_where_its_value_begins() {
    check(
        "{\"releases\": [{\"ocid\": \"a\", \"tender\": {\"title\": \"Ä\"},\r\n\
         \t\"awards\": [ {\"id\": \"ä\", \"status\": \"pending\"}]}, {\"id\": 7}]}",
        &[(2, 14, "is pending"), (2, 50, "has no ocid")],
    );
}

#[test]
fn a_problem_of_a_calendar_is_where_its_line_or_value_begins() {
    check(
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Ä\r\nDTSTART;X-LONG=\"ä:;\r\n \
         ö\":never\r\nEND:VEVENT\r\nBEGIN:VTODO\r\nUID:2\r\nSUMMARY:Do\r\nDUE:80240401T000000Z\r\n\
         END:VTODO\r\nBEGIN:VJOURNAL\r\nEND:VJOURNAL\r\nEND:VCALENDAR\r\n",
        &[(13, 1, "VJOURNAL"), (6, 5, "The beginning of the event is no date"), (11, 5, "When it is due")],
    );
}

#[test]
fn a_file_in_one_line_is_read_in_time() {
    let activity = "<iati-activity><x/></iati-activity>";
    let foreign =
        taken(&format!("<iati-activities version=\"2.03\">{}</iati-activities>", activity.repeat(20_000)));
    assert_eq!(foreign.problems.last().map(|one| (one.line, one.column)), Some((1, 33 + 19_999 * 35)));
    let release = "{\"id\": 1},";
    let foreign = taken(&format!("{{\"releases\": [{}{{}}]}}", release.repeat(20_000)));
    assert_eq!(foreign.problems.len(), 20_001);
}

#[test]
fn what_was_asked_for_and_not_ordered_stands_in_the_note() {
    let purchases = |items: &str| {
        let foreign = taken(&format!("{{\"releases\": [{{\"ocid\": \"o\", {items}}}]}}"));
        let ids = foreign.register.ids(Collection::Purchases).into_iter();
        let all = ids.map(|id| {
            Value::Object(foreign.register.json(&RecordKey { collection: Collection::Purchases, id }))
        });
        all.collect::<Vec<_>>()
    };
    let notes = |items: &str| {
        let notes =
            purchases(items).into_iter().map(|one| one["note"].as_str().unwrap_or_default().to_owned());
        notes.filter(|note| !note.is_empty()).collect::<Vec<_>>()
    };
    let radio =
        "{\"id\": \"1\", \"description\": \"Radio\", \"quantity\": 100, \"unit\": {\"name\": \"pieces\"}}";
    let fewer = radio.replace("100", "90");
    let mast = "{\"id\": \"2\", \"description\": \"Mast\"}";
    let with = |tender: &str, award: &str, contract: &str| {
        notes(&format!(
            "\"tender\": {{\"items\": [{tender}]}}, \"awards\": [{{\"id\": \"a\", \"items\": [{award}]}}], \
             \"contracts\": [{{\"id\": \"c\", \"awardID\": \"a\", \"items\": [{contract}]}}]"
        ))
    };
    assert_eq!(with(radio, "", ""), [""; 0]);
    assert_eq!(with(radio, radio, radio), [""; 0]);
    assert_eq!(
        with(&format!("{radio}, {mast}"), "", &fewer),
        ["tender item: description: Radio; id: 1; quantity: 100; unit/name: pieces\n\
          tender item: description: Mast; id: 2"]
    );
    assert_eq!(with("", mast, radio), ["award item: description: Mast; id: 2"]);
    // Of an order that lists nothing those that were asked for are the items.
    let two = format!(
        "\"tender\": {{\"items\": [{mast}]}}, \"contracts\": [{{\"id\": \"c\", \"items\": [{radio}]}}, {{\"id\": \"d\"}}]"
    );
    assert_eq!(notes(&two), [""; 0]);
    // What is not understood of an item stands in its own note.
    let odd =
        "{\"id\": \"1\", \"description\": \"Radio\", \"quantity\": \"many\", \"unit\": {\"id\": \"H87\"}}";
    let all = purchases(&format!("\"tender\": {{\"items\": [{odd}]}}"));
    let items: Vec<Value> = all[0]["items"].as_object().unwrap().values().cloned().collect();
    assert_eq!(items, [json!({"what": "Radio", "note": "quantity: many; unit/id: H87"})]);
}

const ACTIVITY: &str = "<?xml version=\"1.0\" encoding=\"ENCODING\"?>\n<iati-activities version=\"2.03\"><iati-activity>\
    <iati-identifier>1</iati-identifier><title><narrative>Õ€Ї</narrative></title>\
    <participating-org role=\"1\"><narrative>Estonia</narrative></participating-org></iati-activity></iati-activities>";
const RELEASE: &str = "{\"ocid\": \"o\", \"tender\": {\"title\": \"Õ€Ї\"}}";
const MEETING: &str = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Õ€Ї\r\nDTSTART;VALUE=DATE:20240201\r\n\
    END:VEVENT\r\nEND:VCALENDAR\r\n";

/// What the first record of a file is called.
fn title(foreign: &Foreign) -> String {
    let (key, _) = foreign.places.first().unwrap();
    let json = foreign.register.json(key);
    ["purpose", "title"].iter().find_map(|name| json.get(*name)?.as_str()).unwrap().to_owned()
}

#[test]
fn files_in_other_encodings_are_read_where_they_say_which() {
    let wide =
        |text: &str, order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    for text in [ACTIVITY, RELEASE, MEETING] {
        for declared in ["UTF-16", "utf-8", "utf-16le"] {
            let text = text.replace("ENCODING", declared);
            for mark in ["", "\u{feff}"] {
                let text = format!("{mark}{text}");
                for bytes in [wide(&text, u16::to_le_bytes), wide(&text, u16::to_be_bytes)] {
                    assert_eq!(title(&read_bytes(&bytes).unwrap()), "Õ€Ї");
                    // Cut anywhere it is refused in a sentence.
                    for cut in [bytes.len() / 2, bytes.len() / 2 + 1, 5] {
                        let error = read_bytes(&bytes[..cut]).unwrap_err().to_string();
                        assert!(error.ends_with('.'), "{error}");
                    }
                }
            }
        }
    }
    let named = |name: &str, title: &str| {
        let text = ACTIVITY.replace("ENCODING", name).replace("Õ€Ї", title);
        let encoding = encoding_rs::Encoding::for_label(name.as_bytes()).unwrap();
        encoding.encode(&text).0.into_owned()
    };
    for (name, said) in [("windows-1251", "Естонія"), ("windows-1252", "Õ €"), ("ISO-8859-15", "Õ€Ž")]
    {
        assert_eq!(title(&read_bytes(&named(name, said)).unwrap()), said, "{name}");
    }
}

#[test]
fn a_file_that_names_another_encoding_than_it_is_in_says_so() {
    check(
        &ACTIVITY.replace("ENCODING", "windows-1252"),
        &[(1, 1, "says that it is in windows-1252, and it reads as UTF-8")],
    );
    check(&ACTIVITY.replace("ENCODING", "windows-1252").replace("Õ€Ї", "a"), &[]);
}

#[test]
fn files_in_an_encoding_that_nobody_names_are_refused_with_what_to_do() {
    let check = |bytes: &[u8], why: &str| {
        let error = read_bytes(bytes).unwrap_err();
        assert!(matches!(error, ForeignError::Letters(_)), "{error}");
        let said = error.to_string();
        assert!(said.contains(why) && said.contains("Save it in UTF-8"), "{said}");
    };
    let latin = |text: &str| {
        text.replace("Õ€Ї", "@")
            .into_bytes()
            .into_iter()
            .map(|byte| if byte == b'@' { 0xd5 } else { byte })
            .collect::<Vec<u8>>()
    };
    check(&latin(RELEASE), "does not say in which encoding");
    check(&latin(MEETING), "does not say in which encoding");
    check(&latin("<iati-activities>Õ€Ї</iati-activities>"), "does not say");
    check(&latin(&ACTIVITY.replace("ENCODING", "UTF-8")), "neither in the encoding that it names");
    check(&latin(&ACTIVITY.replace("ENCODING", "x-unheard-of")), "neither in the encoding that it names");
    // Half of a letter of two halves.
    check(&[0xff, 0xfe, b'{', 0, 0, 0xd8, b'}', 0], "as UTF-16 it is cut or damaged");
}
