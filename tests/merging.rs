//! A merge by its differences alone says what a merge of everything says, and a file that is read beside a register is
//! the file.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

mod common;

use std::collections::BTreeMap;
use std::sync::Arc;

use common::{cases, changes};
use muster::exchange::{Difference, merge_preview, read, read_beside, return_preview, write};
use muster::register::{Change, RecordKey, Register};
use proptest::prelude::*;
use serde_json::Value;

/// Long after every generated change.
const NOW: u64 = 1_000_000;

/// Two copies of a set, of which each lacks some; a change of a step may be in one of them alone.
fn copies() -> impl Strategy<Value = (Register, Vec<Arc<Change>>)> {
    (changes(), prop::collection::vec(0..4_u8, 40)).prop_map(|(set, sides)| {
        let side = |lacks: u8| {
            let kept = set.iter().zip(sides.iter().cycle()).filter(move |(_, side)| **side != lacks);
            kept.map(|(change, _)| change.clone())
        };
        (Register::of(side(0)), side(1).map(Arc::new).collect())
    })
}

fn leaves(register: &Register, key: &RecordKey) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    for change in register.touching(key) {
        for ((other, path), _) in common::written(&change.whole().unwrap()) {
            if other == *key {
                let value =
                    register.leaf(key, &path).map(|(value, _)| value).filter(|value| !value.is_null());
                found.extend(value.map(|value| (path, value)));
            }
        }
    }
    found
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn the_differences_are_those_of_the_whole((here, theirs) in copies()) {
        let preview = merge_preview(&here, &theirs);
        let mut after = here.clone();
        after.add(theirs.iter().cloned());
        prop_assert_eq!(preview.is_empty(), common::bytes(&after) == common::bytes(&here));
        prop_assert_eq!(preview.news.len(), after.size() - here.size());
        prop_assert_eq!(preview.blanked.len(), after.blanked() - here.blanked());
        let said = |key: &RecordKey| preview.by_record.iter().filter(|(other, _)| other == key).flat_map(|(_, leaves)| leaves).cloned().collect::<Vec<Difference>>();
        for key in after.keys().chain(here.keys()) {
            let (was, is, said) = (leaves(&here, key), leaves(&after, key), said(key));
            for Difference { path, here, after, .. } in &said {
                prop_assert_eq!((was.get(path), is.get(path)), (here.as_ref(), after.as_ref()));
            }
            // What the union changes is said, unless it only takes away what was blanked.
            for (path, value) in is.iter().filter(|(path, value)| was.get(*path) != Some(*value)) {
                let is_said = said.iter().any(|leaf| leaf.path == *path);
                prop_assert!(is_said || !preview.blanked.is_empty(), "{:?} {} becomes {}", key, path, value);
            }
        }
        for (key, leaf) in preview.by_record.iter().flat_map(|(key, leaves)| leaves.iter().map(move |leaf| (key, leaf))) {
            prop_assert_ne!(&leaf.here, &leaf.there);
            prop_assert!(leaf.after == leaf.there || leaf.after == leaf.here || !preview.blanked.is_empty(), "{:?} {:?}", key, leaf);
        }
    }

    #[test]
    fn the_way_back_is_that_of_the_whole((here, theirs) in copies()) {
        let mut after = here.clone();
        after.add(theirs.iter().cloned());
        let back = after.back_to(None, |change| theirs.iter().any(|other| other.id == change.id));
        prop_assert_eq!(return_preview(&here, &theirs, &merge_preview(&here, &theirs)).leaves, back.leaves);
    }

    #[test]
    fn a_file_is_the_same_beside_any_register((here, theirs) in copies()) {
        let text = write(&"it".into(), &Register::of(theirs));
        let alone = read(text.as_bytes(), NOW).unwrap();
        let beside = read_beside(text.as_bytes(), NOW, Some(&here)).unwrap();
        prop_assert_eq!(&alone, &beside);
        // What is here already is not there a second time.
        let own = read_beside(write(&"it".into(), &here).as_bytes(), NOW, Some(&here)).unwrap();
        prop_assert!(own.changes.iter().zip(here.changes()).all(|(read, held)| Arc::ptr_eq(read, held)));
        // Written on one line, it is read as any other JSON.
        prop_assert_eq!(read(text.replace(",\n", ", ").as_bytes(), NOW).unwrap(), alone);
    }
}
