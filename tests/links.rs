//! Links: how long they are, that they read back, and what is said of those that were cut or altered.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that cannot go on stops"
)]

mod common;

use common::{Wild, cases, changes, object, patch};
use muster::exchange::link::{BEGINNING, Content, open};
use muster::exchange::{
    CopyScope, Detail, FreshCopy, Limits, Link, LinkError, Lock, Opened, Received, Signature, read_own,
};
use muster::register::{Collection, Day, Kind, Pen, Register, Shape};
use muster::seal::{Cost, WrappingKey};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const EXAMPLE: &str = include_str!("../src/app/example/it-coalition.muster.json");

fn day() -> Day {
    "2024-08-01".parse().unwrap()
}

fn example(scope: &CopyScope) -> FreshCopy {
    FreshCopy::of(&Register::of(read_own(EXAMPLE)), scope, day())
}

fn written(copy: &FreshCopy) -> String {
    Link::of(copy).write(&Lock::Open).unwrap()
}

fn opened(text: &str) -> Result<Opened, LinkError> {
    open(text, Limits::default())
}

/// All that a copy says.
fn text_of(copy: &FreshCopy) -> String {
    copy.changes().iter().map(|change| format!("{}\n", change.text())).collect()
}

#[test]
fn the_public_copy_of_the_example_is_short() {
    let check = |without: &[Detail], most: usize| {
        let copy = example(&CopyScope { without: without.to_vec(), ..CopyScope::default() });
        let link = written(&copy);
        println!("without {without:?}: {} characters", link.len());
        assert_eq!(opened(&link).unwrap().content, Content::Copy(copy));
        assert!(link.len() < most, "{} characters", link.len());
        assert!(
            link.starts_with(BEGINNING)
                && link[4..].bytes().all(|c| c.is_ascii_alphanumeric() || b"-_".contains(&c))
        );
    };
    check(&[], 10_000);
    check(&[Detail::Notes], 8_000);
    check(&Detail::ALL, 7_500);
}

#[test]
fn a_copy_of_a_copy_is_the_same() {
    let copy = example(&CopyScope::default());
    let again = FreshCopy::of(&copy.register(), &CopyScope::default(), day());
    assert_eq!(again.records().collect::<Vec<_>>(), copy.records().collect::<Vec<_>>());
    assert_eq!(written(&copy), written(&example(&CopyScope::default())));
}

#[test]
fn a_copy_says_nothing_of_who_wrote() {
    let all = text_of(&example(&CopyScope::default()));
    for word in ["example.", "\"author\"", "2026-11-22"] {
        assert!(!all.contains(word), "{word}");
    }
}

/// The same record with a mark in every text that must not leave the register, by rules of its own.
fn planted(shape: &Shape, json: &mut Map<String, Value>, above: bool) {
    let is_sourced = json.get("sources").and_then(Value::as_object).is_some_and(|lines| {
        lines.values().filter_map(Value::as_object).any(|line| line.get("gone") != Some(&json!(true)))
    });
    let stays = match json.get("internal") {
        Some(Value::Bool(said)) => *said,
        _ => shape.name == "Outreach" && !is_sourced,
    };
    let hidden = above || stays || shape.name == "Contact" || json.get("gone") == Some(&json!(true));
    for (name, value) in json {
        match (shape.field(name).map(|field| field.kind), value) {
            (Some(Kind::Lines(below)), Value::Object(lines)) => {
                lines
                    .values_mut()
                    .filter_map(Value::as_object_mut)
                    .for_each(|line| planted(below, line, hidden));
            }
            (Some(Kind::Text | Kind::Prose | Kind::Link | Kind::Any) | None, value)
                if hidden && name != "order" =>
            {
                *value = "INTERNAL".into();
            }
            (None, value) => *value = "INTERNAL".into(),
            _ => {}
        }
    }
}

/// A register that says what another one says, with marks.
fn marked(register: &Register) -> Register {
    let mut body = json!({});
    for key in register.keys() {
        let mut json = register.json(key);
        planted(key.collection.shape(), &mut json, false);
        body[key.collection.word()][key.id.as_str()] = Value::Object(json);
    }
    Register::of([Pen::new("WRITER").write(object(body), &common::now(1))])
}

proptest! {
    #![proptest_config(cases(64))]

    /// Whatever a register holds, its copy reads back, and the same register gives the same letters.
    #[test]
    fn any_copy_reads_back(changes in changes(), with_internal in any::<bool>(), without in prop::sample::subsequence(Detail::ALL.to_vec(), 0..=6)) {
        let scope = CopyScope { with_internal, without, ..CopyScope::default() };
        let copy = FreshCopy::of(&Register::of(changes.clone()), &scope, day());
        let link = written(&copy);
        prop_assert_eq!(opened(&link).unwrap().content, Content::Copy(copy.clone()));
        let turned = Register::of(changes.into_iter().rev());
        prop_assert_eq!(written(&FreshCopy::of(&turned, &scope, day())), link);
        for (key, json) in copy.records() {
            let folded = copy.register().json(key);
            prop_assert!(folded.iter().all(|(name, value)| json.get(name) == Some(value)), "{:?}", json);
        }
    }

    /// Of what is internal, removed or unknown, nothing leaves, nor who wrote it.
    #[test]
    fn nothing_internal_leaves(changes in changes()) {
        let register = marked(&Register::of(changes));
        let copy = FreshCopy::of(&register, &CopyScope::default(), day());
        let there = opened(&written(&copy)).unwrap();
        for text in [text_of(&copy), text_of(there.copy().unwrap())] {
            prop_assert!(!text.contains("INTERNAL") && !text.contains("WRITER"), "{}", text);
        }
    }

    /// Two records of one collection meet in tables of any form.
    #[test]
    fn any_table_reads_back(patches in prop::collection::vec(patch(Collection::Purchases.shape(), Wild::Wild), 0..12)) {
        let records: Map<String, Value> =
            patches.into_iter().enumerate().map(|(place, patch)| (format!("r.{place}"), patch.into())).collect();
        let change = Pen::new("r").write(object(json!({"purchases": records})), &common::now(1));
        let scope = CopyScope { with_internal: true, ..CopyScope::default() };
        let copy = FreshCopy::of(&Register::of([change]), &scope, day());
        prop_assert_eq!(opened(&written(&copy)).unwrap().content, Content::Copy(copy));
    }

    /// No text makes it fall over.
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,40}", letters in "[A-Za-z0-9_-]{0,60}") {
        prop_assert!(opened(&text).is_err());
        let link = format!("#/s/AQ{letters}");
        prop_assert!(opened(&link).is_err());
    }
}

fn small() -> Link {
    let body = json!({"register": {"self": {"name": "It"}}, "parties": {"EE": {"code": "EE"}, "LU": {"code": "LU"}}});
    let register = Register::of([Pen::new("r").write(object(body), &common::now(1))]);
    Link::of(&FreshCopy::of(&register, &CopyScope::default(), day()))
}

/// Links of every sort.
fn sorts() -> Vec<String> {
    let (link, wrapping) = (small(), WrappingKey::new([7; 32]));
    let passphrase =
        Lock::Passphrase { wrapping: &wrapping, cost: Cost::light([3; 16]), key: [4; 32], nonce: [5; 24] };
    let signature =
        Signature { key: [1; 32], bytes: [2; 64], name: "A".into(), at: "2024-02-02T10:00:00Z".into() };
    let signed = link.clone().signed(signature);
    [&link, &signed]
        .into_iter()
        .flat_map(|link| {
            [&Lock::Open, &passphrase, &Lock::Key([9; 32])].map(|lock| link.write(lock).unwrap())
        })
        .collect()
}

#[test]
fn a_link_that_is_cut_is_said_to_be_cut() {
    let mut all = sorts();
    all.push(written(&example(&CopyScope::default())));
    for link in all {
        for end in 0..link.len() {
            let said = opened(&link[..end]);
            let of_payload = link.find('.').unwrap_or(link.len());
            match said {
                Err(LinkError::NotALink) => assert!(end < BEGINNING.len(), "{end} of {}", link.len()),
                Err(LinkError::NeedsKey) => assert!((of_payload..=of_payload + 1).contains(&end), "{end}"),
                Err(LinkError::Cut { .. }) => assert!(end >= BEGINNING.len(), "{end}"),
                other => panic!("{end} of {}: {other:?}", link.len()),
            }
        }
    }
}

#[test]
fn one_altered_letter_is_told() {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let check = |link: &str, at: usize, letter: char| {
        let altered = format!("{}{letter}{}", &link[..at], &link[at + 1..]);
        if altered != link {
            assert!(
                opened(&altered).is_err_and(|error| error != LinkError::NeedsPassphrase),
                "letter {at}: {altered}"
            );
        }
    };
    for link in sorts() {
        for at in BEGINNING.len()..link.len() {
            letters.chars().skip(at % 5).step_by(5).for_each(|letter| check(&link, at, letter));
        }
    }
    let link = written(&example(&CopyScope::default()));
    (BEGINNING.len()..link.len())
        .step_by(97)
        .for_each(|at| check(&link, at, if at % 2 == 0 { 'A' } else { 'z' }));
}

#[test]
fn what_is_too_long_is_not_looked_at() {
    let long = format!("#/s/{}", "A".repeat(1_000_000));
    assert_eq!(opened(&long), Err(LinkError::TooLong { found: 1_000_004, most: 1_000_000 }));
}

/// Links of version 1 as they were written first, and the bodies of their changes: these open for ever.
#[test]
fn the_first_links_open_for_ever() {
    let bodies = include_str!("fixtures/link-1.bodies.txt");
    let links = include_str!("fixtures/link-1.txt");
    let mut signatures = 0;
    for link in links.lines() {
        let received = Received::read(link, Limits::default()).unwrap();
        let wrapping = received.cost().map(|_| WrappingKey::new([7; 32]));
        let Opened { content, signed } = received.open(wrapping.as_ref()).unwrap();
        let Content::Copy(copy) = content else { panic!("no copy") };
        let found: String = copy
            .changes()
            .iter()
            .map(|change| format!("{}\n", Value::Object(change.whole().unwrap())))
            .collect();
        assert_eq!(found, bodies);
        assert_eq!((copy.omitted.internal_records, copy.omitted.contacts), (2, 1));
        if let Some(signed) = signed {
            assert_eq!(signed.message, Link::of(&copy).message("A desk", "2024-08-01T09:00:00+02:00"));
            signatures += 1;
        }
    }
    assert_eq!((links.lines().count(), signatures), (4, 1));
}
