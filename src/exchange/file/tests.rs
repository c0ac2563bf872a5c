//! What a file says byte by byte, and what is said of one that is no register.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::register::{Now, Pen};

const NOW: u64 = 1_706_832_000_000;

fn changes() -> Vec<Arc<Change>> {
    let mut pen = Pen::new("r1");
    (0..3u64)
        .map(|step| {
            let now = Now { millis: NOW + step, at: "2024-02-02T10:00:00+02:00".to_owned() };
            let body = json!({"parties": {"EE": {"name": format!("Eesti {step}")}}});
            pen.write(body.as_object().unwrap().clone(), &now).into()
        })
        .collect()
}

fn file(changes: impl IntoIterator<Item = Arc<Change>>) -> String {
    write(&"it".into(), &Register::of(changes))
}

#[test]
fn writes_what_the_format_says() {
    assert_eq!(file([]), "{\"changes\":[\n],\"format\":\"muster\",\"register\":\"it\",\"version\":1}\n");
    let text = file(changes());
    assert_eq!(text.lines().count(), 5);
    assert!(text.starts_with("{\"changes\":[\n{\"at\":\"2024-02-02T10:00:00+02:00\",\"body\":"));
    assert!(text.ends_with("}\n],\"format\":\"muster\",\"register\":\"it\",\"version\":1}\n"));
}

#[test]
fn reads_back_to_the_same_bytes() {
    let mut all = changes();
    all[1] = all[1].blanked().into();
    let text = file(all.clone());
    let read = read(text.as_bytes(), NOW).unwrap();
    assert_eq!((read.register.as_str(), &read.changes, read.problems.len()), ("it", &all, 0));
    assert_eq!(file(read.changes), text);
}

#[test]
fn line_ends_and_byte_order_marks_do_not_matter() {
    let text = format!("\u{feff}{}", file(changes()).replace('\n', "\r\n"));
    assert_eq!(read(text.as_bytes(), NOW).unwrap().changes, changes());
}

#[test]
fn says_what_else_a_file_is() {
    let check = |bytes: &[u8], expected: &str| {
        let said = read(bytes, NOW).unwrap_err().to_string();
        assert!(said.starts_with(expected), "{said}");
    };
    check(b"", "The file is empty.");
    check(b" \n", "The file is empty.");
    check(b"<!DOCTYPE html><p>Sign in", "The file is a web page, not a register.");
    check(b"PK\x03\x04\x14", "The file is a ZIP archive, a spreadsheet");
    check(b"%PDF-1.7", "The file is a PDF document");
    check(b"{\"a\":\"\xff\"}", "The file is not a text");
    check(b"\xff\xfe{\0", "The file is a text in UTF-16");
    check(b"party;amount\nEE;5", "The file is not JSON: line 1, column 1 cannot be read.");
    check(b"{\n\"changes\": x}", "The file is not JSON: line 2, column 12 cannot be read.");
    check(b"[]", "The file is JSON, but not a register: it holds no object.");
    check(b"{\"type\":1}", "The file is JSON, but not a register: it names no format.");
    check(b"{\"format\":\"x\"}", "The file is JSON, but not a register: its format is \"x\", not");
    check(b"{\"format\":\"muster\"}", "The file is a register, but its \u{201c}version\u{201d} must be");
    check(
        b"{\"format\":\"muster\",\"version\":2}",
        "A newer version of Muster wrote this file (version 2, this",
    );
    let tail = |register: &str, changes: &str| {
        format!("{{\"format\":\"muster\",\"version\":1,\"register\":{register},\"changes\":{changes}}}")
    };
    check(tail("\"a/b\"", "[]").as_bytes(), "The file is a register, but its “register” must be an id");
    check(tail("\"it\"", "{}").as_bytes(), "The file is a register, but its “changes” must be a list");
    check(
        tail("\"it\"", "[{\"schema\":9}]").as_bytes(),
        "A newer version of Muster wrote this file (schema 9,",
    );
    let text = file(changes());
    let cut: String = text.chars().take(300).collect();
    check(cut.as_bytes(), "The file ends too early, at line 3");
    check("{\"format\":\"Эс".as_bytes().split_last().unwrap().1, "The file ends too early, at line 1");
}

fn problems(listed: &[Value]) -> Vec<(usize, bool, String)> {
    let text = json!({"format": "muster", "version": 1, "register": "it", "changes": listed}).to_string();
    let read = read(text.as_bytes(), NOW).unwrap();
    read.problems.into_iter().map(|found| (found.place, found.left_out, found.sentence)).collect()
}

#[test]
fn names_bad_changes_and_takes_the_others() {
    let good: Vec<Value> = changes().iter().map(|change| change.to_json()).collect();
    let mut listed = vec![json!("x"), good[0].clone(), good[0].clone()];
    let mut fraction = good[0].clone();
    fraction["body"]["parties"]["EE"]["name"] = json!([1.5]);
    listed.push(fraction);
    let expected = [
        (0, true, "A change is a JSON object; this is a text.".to_owned()),
        (
            3,
            true,
            "The body of a change holds the number 1.5; only whole numbers are numbers there, others are texts."
                .to_owned(),
        ),
    ];
    assert_eq!(problems(&listed), expected);
}

#[test]
fn broken_chains_are_listed() {
    let check = |listed: &[Value], place: usize, beginning: &str| {
        let found = problems(listed);
        assert_eq!((found.len(), found[0].0, found[0].1), (1, place, false), "{found:?}");
        assert!(found[0].2.starts_with(beginning), "{}", found[0].2);
    };
    let good: Vec<Value> = changes().iter().map(|change| change.to_json()).collect();
    assert_eq!(problems(&good), vec![]);
    let mut altered = good.clone();
    altered[1]["body"]["parties"]["EE"]["name"] = "Estland".into();
    check(&altered, 2, "Change 3 of replica r1 was written after another change 2 than");
    check(&good[1..], 0, "Change 1 of replica r1 is missing from this file.");
    check(&good[2..], 0, "Changes 1 to 2 of replica r1 are missing");
    check(&[good[0].clone(), good[2].clone()], 1, "Change 2 of replica r1 is missing");
    let mut loose = good.clone();
    loose[1].as_object_mut().unwrap().remove("prev");
    assert!(problems(&loose)[0].2.starts_with("Change 2 of replica r1 does not name"));
    let mut early = good.clone();
    early[0]["prev"] = early[1]["prev"].clone();
    assert!(problems(&early)[0].2.starts_with("Change 1 of replica r1 names a change before it"));
}

#[test]
fn stamps_far_ahead_are_set_apart() {
    let (all, day) = (changes(), AHEAD);
    let text = file(all.clone());
    assert_eq!(read(text.as_bytes(), NOW - day + 2).unwrap().ahead, []);
    let read = read(text.as_bytes(), NOW - day).unwrap();
    assert_eq!((read.changes, read.ahead, read.problems.len()), (all[..1].to_vec(), all[1..].to_vec(), 0));
}

#[test]
fn of_a_change_that_is_there_twice_the_blanked_one_is_taken() {
    let one = &changes()[0];
    let blanked = Arc::new(one.blanked());
    for pair in [[one, &blanked], [&blanked, one]] {
        let listed: Vec<Value> = pair.iter().map(|change| change.to_json()).collect();
        let text = json!({"format": "muster", "version": 1, "register": "it", "changes": listed}).to_string();
        assert_eq!(read(text.as_bytes(), NOW).unwrap().changes, [Arc::clone(&blanked)]);
    }
}

proptest! {
    #[test]
    fn any_order_gives_the_same_bytes(order in Just(changes()).prop_shuffle()) {
        prop_assert_eq!(file(order), file(changes()));
    }

    #[test]
    fn no_bytes_make_it_fall_over(bytes in prop::collection::vec(any::<u8>(), 0..200), at in 0..900usize) {
        let _ = read(&bytes, NOW);
        let mut altered = file(changes()).into_bytes();
        for (place, byte) in bytes.iter().enumerate() {
            if let Some(target) = altered.get_mut(at + place) {
                *target = *byte;
            }
        }
        let _ = read(&altered, NOW);
    }
}
