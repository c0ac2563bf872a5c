//! A head start leaves no trace: whatever is shown before the changes behind it are read, in the end the register is
//! the fold of its changes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

mod common;

use common::{Wild, body, cases, changes, later, picture, records, tables};
use muster::register::{Change, HeadStart, Packing, RecordKey, Register, Tables, Unpacking};
use proptest::prelude::*;

/// The records of a register, packed in pieces of this many bytes, and read back.
fn through_bytes(register: &Register, size: usize) -> Tables {
    let (mut packing, mut unpacking) = (Packing::of(register), Unpacking::default());
    while let Some(piece) = packing.piece(size) {
        unpacking.piece(&piece).expect("what was packed reads back");
    }
    unpacking.tables()
}

/// The register with a head start that holds these records, and behind it the changes in portions of two.
fn ahead(register: &Register, records: Tables) -> Register {
    let all: Vec<Change> = register.changes().map(|change| (**change).clone()).collect();
    let start = HeadStart {
        tables: records,
        changes: register.size(),
        blanked: register.blanked(),
        last: register.last().expect("it has changes"),
    };
    let mut portions: Vec<Vec<Change>> = all.chunks(2).rev().map(<[Change]>::to_vec).collect();
    Register::ahead(start, Box::new(move || portions.pop()))
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn records_read_back_from_their_bytes(set in changes(), size in 1_usize..400) {
        let register = Register::of(set);
        prop_assert_eq!(tables(&through_bytes(&register, size)), tables(&register));
    }

    #[test]
    fn no_bytes_make_the_reader_stop(bytes in prop::collection::vec(any::<u8>(), 0..200), set in changes(), at in any::<prop::sample::Index>()) {
        let _ = Unpacking::default().piece(&bytes);
        let mut piece = Packing::of(&Register::of(set)).piece(usize::MAX).unwrap_or_default();
        if !piece.is_empty() {
            let place = at.index(piece.len());
            piece[place] = piece[place].wrapping_add(bytes.first().copied().unwrap_or(1));
            let _ = Unpacking::default().piece(&piece);
        }
    }

    #[test]
    fn in_the_end_it_is_the_fold(
        (before, after) in changes().prop_filter("nothing was written", |set| !set.is_empty()).prop_flat_map(|set| (1..=set.len()).prop_map(move |cut| (set[..cut].to_vec(), set[cut..].to_vec()))),
        own in prop::collection::vec(body(Wild::Wild), 0..3),
        steps in prop::collection::vec(0_usize..4, 16),
    ) {
        let base = Register::of(before.clone());
        prop_assume!(base.size() > 0);
        let mut early = ahead(&base, through_bytes(&base, 100));
        prop_assert_eq!(tables(&early), tables(&base));
        prop_assert_eq!((early.size(), early.blanked(), early.latest()), (base.size(), base.blanked(), base.latest()));
        prop_assert!(early.is_behind());
        let mut whole = base.clone();
        let mut steps = steps.into_iter();
        let mut go_on = |early: &mut Register| {
            for _ in 0..steps.next().unwrap_or(0) {
                let touched = early.catch_up();
                assert!(touched.is_none_or(|touched| touched.is_empty()), "the head start was right");
            }
        };
        for body in own {
            go_on(&mut early);
            let change = later(&early, "own", body, None);
            let latest = whole.latest();
            prop_assert_eq!(early.since(latest), whole.since(latest));
            let touched = early.add([change.clone()]);
            prop_assert_eq!(&touched, &whole.add([change]));
            prop_assert_eq!(tables(&early), tables(&whole));
            prop_assert_eq!(early.since(latest), whole.since(latest));
            let is_told = |key: &RecordKey| base.has_cleared() || early.is_new(key) == whole.is_new(key);
            prop_assert!(touched.iter().all(is_told));
        }
        for change in after {
            go_on(&mut early);
            whole.add([change.clone()]);
            early.add([change]);
            prop_assert_eq!(tables(&early), tables(&whole));
        }
        while early.catch_up().is_some() {}
        prop_assert!(early.is_settled() && !early.is_behind());
        prop_assert_eq!(picture(&early), picture(&whole));
    }

    #[test]
    fn what_is_asked_of_the_changes_reads_them_first(set in changes(), change in body(Wild::Tame)) {
        let base = Register::of(set);
        prop_assume!(base.size() > 0);
        let mut early = ahead(&base, through_bytes(&base, 100));
        let change = later(&base, "own", change, None);
        early.add([change.clone()]);
        let mut whole = base.clone();
        whole.add([change]);
        prop_assert_eq!(records(&early), records(&whole));
        prop_assert!(!early.is_behind());
    }

    #[test]
    fn a_wrong_head_start_is_put_right(set in changes(), other in changes()) {
        let base = Register::of(set);
        prop_assume!(base.size() > 0);
        let mut early = ahead(&base, (*Register::of(other.clone())).clone());
        let mut touched = muster::register::Touched::new();
        while let Some(more) = early.catch_up() {
            touched.extend(more);
        }
        prop_assert_eq!(picture(&early), picture(&base));
        let is_other = tables(&Register::of(other)) != tables(&base);
        prop_assert_eq!(!touched.is_empty(), is_other);
    }
}
