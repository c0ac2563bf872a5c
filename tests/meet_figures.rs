//! What a comparison by record does to totals: all taken into an empty register gives their figures, and a copy of one's
//! own changes none.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

#[path = "figures/any.rs"]
mod any;
#[path = "figures/copied.rs"]
mod copied;
#[path = "figures/dsl.rs"]
mod dsl;

use any::{cases, gifts, make, purchases};
use copied::{EXAMPLE, marked, now, print};
use dsl::day;
use muster::exchange::meet::{Choice, Meet, Origin, Take};
use muster::exchange::{Chosen, CopyScope, FreshCopy, read_own};
use muster::register::{Few, Register};
use proptest::prelude::*;

fn took(ours: &Register, theirs: &Register, rule: Take) -> Register {
    let meet = Meet::of(ours, theirs, Origin::Other, &Few::new());
    meet.after(&meet.accept(&Choice::all(rule)), &now())
}

fn copy(register: &Register, with_internal: bool) -> Register {
    let scope = CopyScope { with_internal, ..CopyScope::default() };
    FreshCopy::of(register, &scope, day("2024-08-01")).register()
}

#[test]
fn the_example_into_an_empty_register() {
    let example = Register::of(read_own(EXAMPLE));
    let whole = print(&took(&Register::default(), &example, Take::Theirs));
    assert_eq!(whole, print(&example));
    assert_eq!(print(&took(&Register::default(), &copy(&example, false), Take::Additions)), whole);
}

#[test]
fn the_example_and_its_own_copy() {
    let example = Register::of(read_own(EXAMPLE));
    for with_internal in [false, true] {
        let copy = copy(&example, with_internal);
        let meet = Meet::of(&example, &copy, Origin::Other, &Few::new());
        let differing: Vec<String> = meet.differing().map(|one| format!("{one:?}")).collect();
        assert_eq!(differing, Vec::<String>::new());
        assert!(meet.accept(&Choice::all(Take::Theirs)).is_empty());
    }
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn all_into_an_empty_register(gifts in gifts(), purchases in purchases()) {
        let theirs = marked(&make(&gifts, &purchases).member("EE", "2024-01-01").role("DK", "observer", "").done(), &[1]);
        prop_assert_eq!(print(&took(&Register::default(), &theirs, Take::Theirs)), print(&theirs));
        prop_assert_eq!(print(&took(&Register::default(), &copy(&theirs, false), Take::Additions)), print(&theirs));
    }

    #[test]
    fn a_copy_of_ones_own_changes_no_total(
        gifts in gifts(),
        purchases in purchases(),
        numbers in prop::collection::vec(0..12_u8, 17..40),
        with_internal in any::<bool>(),
    ) {
        let ours = marked(&make(&gifts, &purchases).member("EE", "2024-01-01").done(), &numbers);
        let copy = copy(&ours, with_internal);
        for rule in [Take::Additions, Take::Theirs] {
            prop_assert_eq!(print(&took(&ours, &copy, rule)), print(&ours));
        }
    }

    /// References to what was not asked for are left out of it.
    #[test]
    fn a_copy_of_a_part_changes_no_total(
        gifts in gifts(),
        purchases in purchases(),
        picks in prop::collection::vec(any::<bool>(), 5..12),
    ) {
        let ours = marked(&make(&gifts, &purchases).member("EE", "2024-01-01").done(), &[1]);
        let picked = ours.keys().zip(picks.iter().cycle()).filter(|(_, picked)| **picked);
        let which = Chosen::Only(picked.map(|(key, _)| key.clone()).collect());
        let scope = CopyScope { which, ..CopyScope::default() };
        let copy = FreshCopy::of(&ours, &scope, day("2024-08-01")).register();
        for take in [Take::Additions, Take::Theirs] {
            prop_assert_eq!(print(&took(&ours, &copy, take)), print(&ours));
        }
    }

    #[test]
    fn nothing_is_left_when_all_is_taken(one in gifts(), other in gifts(), bought in purchases(), more in purchases()) {
        let ours = marked(&make(&one, &bought).done(), &[1]);
        let theirs = copy(&marked(&make(&other, &more).done(), &[1]), false);
        let after = took(&ours, &theirs, Take::Theirs);
        let again = Meet::of(&after, &theirs, Origin::Other, &Few::new());
        let left: Vec<String> = again.differing().map(|one| format!("{one:?}")).collect();
        prop_assert_eq!(left, Vec::<String>::new());
        prop_assert_eq!(print(&took(&after, &theirs, Take::Theirs)), print(&after));
    }
}
