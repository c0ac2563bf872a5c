//! What a public copy adds up to is what the public part of its register adds up to.
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
use copied::{EXAMPLE, marked, print};
use dsl::{day, register};
use muster::documents::public;
use muster::exchange::link::open;
use muster::exchange::{CopyScope, Detail, FreshCopy, Limits, Link, Lock, read_own};
use muster::register::Register;
use proptest::prelude::*;
use serde_json::json;

/// What a reader of the link of a register's public copy counts.
fn counted(register: &Register) -> Vec<String> {
    let copy = FreshCopy::of(register, &CopyScope::default(), day("2024-08-01"));
    let link = Link::of(&copy).write(&Lock::Open).unwrap();
    print(&open(&link, Limits::default()).unwrap().copy().unwrap().register())
}

#[test]
fn the_example_adds_up_to_the_same() {
    let example = Register::of(read_own(EXAMPLE));
    assert_eq!(counted(&example), print(&example));
}

#[test]
fn no_sum_needs_what_can_stay_out() {
    let example = Register::of(read_own(EXAMPLE));
    let scope = CopyScope { without: Detail::ALL.to_vec(), ..CopyScope::default() };
    let copy = FreshCopy::of(&example, &scope, day("2024-08-01"));
    assert!(copy.omitted.fields > 40, "{:?}", copy.omitted);
    assert_eq!(print(&copy.register()), print(&example));
}

#[test]
fn a_party_that_is_internal_counts_without_its_name() {
    let internal = json!({"code": "RU", "internal": true});
    let register = register()
        .member("EE", "2024-01-01")
        .member("RU", "2024-01-01")
        .set(&["parties", "RU"], internal)
        .done();
    let public = print(&public(&register).register);
    assert!(public.contains(&"2024-01-31 members [2, 0, 0, 0]".to_owned()), "{public:?}");
    assert_eq!(counted(&register), public);
    let copy = FreshCopy::of(&register, &CopyScope::default(), day("2024-08-01"));
    assert!(copy.changes().iter().all(|change| !change.text().contains("RU")));
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn the_public_copy_adds_up_to_what_is_public(
        gifts in gifts(),
        purchases in purchases(),
        numbers in prop::collection::vec(0..12_u8, 17..40),
    ) {
        let register = marked(&make(&gifts, &purchases).done(), &numbers);
        prop_assert_eq!(counted(&register), print(&public(&register).register));
    }
}
