//! Tiny registers for the tests of the rules.

use serde_json::Value;

use super::{Rule, check_all, check_history, check_record};
use crate::register::{Day, Now, Pen, Register};
use crate::words::labels;
use crate::words::text::{Spoken, within};

/// The day on which the tests stand.
pub(super) fn today() -> Day {
    Day::from_ymd_opt(2024, 6, 1).unwrap()
}

/// A register of one change with this body.
pub(super) fn tiny(body: Value) -> Register {
    let now = Now { millis: 1_700_000_000_000, at: String::new() };
    Register::of([Pen::new("r").write(body.as_object().unwrap().clone(), &now)])
}

/// Where one rule finds something, each as `collection/id path`; what it says is a sentence, and checking record
/// by record finds the same.
pub(super) fn check(rule: &Rule, body: Value, expected: &[&str]) {
    check_register(rule, &tiny(body), expected);
}

/// The same for a register of several changes.
pub(super) fn check_register(rule: &Rule, register: &Register, expected: &[&str]) {
    let all = check_all(register, today());
    let mut single = check_history(register, today());
    single.extend(register.keys().flat_map(|key| check_record(register, key, today())));
    assert_eq!(all.len(), single.len());
    assert!(single.iter().all(|finding| all.contains(finding)));
    in_another_language(register);
    let places: Vec<_> = all
        .iter()
        .filter(|finding| finding.id == rule.id)
        .map(|finding| {
            assert!(finding.sentence.ends_with('.'), "{}", finding.sentence);
            format!("{}/{} {}", finding.key.collection.word(), finding.key.id, finding.path)
                .trim_end()
                .to_owned()
        })
        .collect();
    assert_eq!(places, expected, "{}", rule.id);
}

/// In another language a finding says nothing in plain letters but what stands in the register, and words of the file.
fn in_another_language(register: &Register) {
    let data: String = register.changes().map(|change| change.text().to_lowercase()).collect();
    let is_data = |word: &str| {
        word.len() < 2
            || !word.bytes().all(|letter| letter.is_ascii_alphabetic())
            || word == word.to_uppercase()
            || data.contains(&word.to_lowercase())
            || labels::choice_label(word) != "Unnamed choice"
    };
    within(Spoken::made_up(), || {
        let again = Register::of(register.changes().cloned());
        for finding in check_all(&again, today()) {
            let said = format!("{} {}", finding.sentence, finding.remedy);
            let mut words = said.split(|letter: char| !letter.is_alphanumeric());
            assert!(words.all(is_data), "{said}");
        }
    });
}
