//! Which commitments could pay for open needs.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

#[path = "figures/any.rs"]
mod any;
#[path = "figures/dsl.rs"]
mod dsl;

use any::{cases, gifts, make, name, purchases};
use dsl::{Maker, currency, day, register};
use muster::figures::{Chains, Count, Ledger, Proposal, Query, TypedRates, WhyShare, coverage, propose};
use muster::register::{Id, Register};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn asked<T>(register: &Register, ask: impl FnOnce(&Count) -> T) -> T {
    let query = Query { on: day("2024-12-31"), published: None, currency: currency("EUR") };
    ask(&Count::new(&Ledger::of(register), &TypedRates::of(register), query))
}

fn proposed(register: &Register) -> Proposal {
    asked(register, |count| propose(register, count))
}

/// Shares, then what stays open, then what stays free.
fn check(maker: Maker, shares: &[&str], open: &[&str], free: &[&str]) {
    let all = proposed(&maker.done());
    let print = |money: &muster::figures::Money| format!("{} {}", money.value.normalize(), money.currency);
    let found: Vec<_> = all
        .shares
        .iter()
        .map(|one| format!("{} {} {}", one.purchase, one.contribution, print(&one.money)))
        .collect();
    assert_eq!(found, shares);
    let left = |one: &Option<muster::figures::Money>| one.as_ref().map_or("?".to_owned(), print);
    let found: Vec<_> =
        all.open.iter().map(|one| format!("{} {} {:?}", one.purchase, left(&one.left), one.why)).collect();
    assert_eq!(found, open);
    let found: Vec<_> = all
        .free
        .iter()
        .map(|one| format!("{} {} {:?}", one.contribution, print(&one.money), one.why))
        .collect();
    assert_eq!(found, free);
}

fn gift(maker: Maker, id: &str, sum: &str) -> Maker {
    maker.contribution(id, &["EE"]).commitment("2024-01-01", sum)
}

fn need(maker: Maker, id: &str, priority: u32, sum: &str) -> Maker {
    maker.purchase(id).step("need", "2024-01-01", sum).purchase_field("priority", priority.into())
}

#[test]
fn needs_by_priority_until_nothing_is_free() {
    let maker = need(need(gift(register(), "a", "10 EUR"), "p", 2, "6 EUR"), "q", 1, "7 EUR");
    check(maker.clone(), &["q a 7 EUR", "p a 3 EUR"], &["p 3 EUR NothingFree"], &[]);
    let sooner = need(maker.purchase_field("by_when", "2026".into()), "r", 1, "4 EUR");
    let sooner = sooner.purchase_field("by_when", "2025".into());
    check(sooner, &["r a 4 EUR", "q a 6 EUR"], &["q 1 EUR NothingFree", "p 6 EUR NothingFree"], &[]);
    check(gift(register(), "a", "10 EUR"), &[], &[], &["a 10 EUR NotNeeded"]);
}

#[test]
fn only_what_is_committed_and_free() {
    let pledge = register().contribution("a", &["EE"]).pledge("2024-01-01", "10 EUR");
    check(need(pledge, "p", 1, "6 EUR"), &[], &["p 6 EUR NothingFree"], &[]);
    let taken = need(gift(register(), "a", "10 EUR"), "p", 1, "6 EUR").funded(&["a"], "6 EUR");
    check(need(taken, "q", 2, "6 EUR"), &["q a 4 EUR"], &["q 2 EUR NothingFree"], &[]);
    let unknown = need(gift(register(), "a", "10 EUR"), "p", 1, "6 EUR").funded(&["a"], "");
    check(unknown, &[], &["p 6 EUR NothingFree"], &["a 10 EUR UnknownShare"]);
    let same = gift(gift(register(), "a", "10 EUR"), "b", "10 EUR").possibly("same-as", "a");
    check(
        need(same, "p", 1, "12 EUR"),
        &["p a 10 EUR"],
        &["p 2 EUR NothingFree"],
        &["b 10 EUR PossiblySame"],
    );
    check(gift(register(), "a", "10 EUR").purchase("p"), &[], &["p ? NoValue"], &["a 10 EUR NotNeeded"]);
}

#[test]
fn money_goes_where_it_is_meant_for() {
    let soft = |area: &str| {
        gift(register(), "b", "10 EUR").field("earmark", "soft".into()).field("area", area.into())
    };
    let with =
        |maker: Maker| need(gift(maker, "a", "10 EUR"), "p", 1, "6 EUR").purchase_field("area", "it".into());
    check(with(soft("it")), &["p b 6 EUR"], &[], &["a 10 EUR NotNeeded", "b 4 EUR NotNeeded"]);
    let more = with(soft("cyber")).step("approved", "2024-02-01", "13 EUR");
    check(more, &["p a 10 EUR"], &["p 3 EUR NothingFree"], &["b 10 EUR OtherArea"]);
    let tied = gift(register(), "a", "10 EUR").field("earmark", "earmarked".into());
    check(need(tied, "p", 1, "6 EUR"), &[], &["p 6 EUR NothingFree"], &["a 10 EUR Earmarked"]);
}

#[test]
fn the_currency_of_the_need_first_and_each_sum_converted_once() {
    let rated = || register().rate("2024-12-31", "EUR/DKK 7.5");
    let both = || gift(gift(rated(), "a", "75 DKK"), "b", "10 EUR");
    check(need(both(), "p", 1, "12 EUR"), &["p b 10 EUR", "p a 2 EUR"], &[], &["a 60 DKK NotNeeded"]);
    check(need(both(), "p", 1, "30 EUR"), &["p b 10 EUR", "p a 75 DKK"], &["p 10 EUR NothingFree"], &[]);
    let none = need(gift(register(), "a", "75 NOK"), "p", 1, "12 EUR");
    check(none, &[], &["p 12 EUR NothingFree"], &["a 75 NOK NoRate"]);
}

#[test]
fn what_is_the_same_money_is_proposed_once() {
    let maker = register().contribution("a", &["EE"]).pledge("2024-01-01", "10 EUR");
    let maker = gift(maker, "b", "10 EUR").fulfils("a");
    check(need(maker, "p", 1, "16 EUR"), &["p b 10 EUR"], &["p 6 EUR NothingFree"], &[]);
}

#[test]
fn each_share_says_why() {
    let check = |maker: Maker, expected: &[(&str, WhyShare, bool)]| {
        let all = proposed(&maker.done());
        let found: Vec<_> =
            all.shares.iter().map(|one| (one.contribution.as_str(), one.why, one.fills)).collect();
        assert_eq!(found, expected);
    };
    let rated = register().rate("2024-12-31", "EUR/DKK 7.5");
    let soft = gift(rated, "a", "1 EUR").field("earmark", "soft".into()).field("area", "it".into());
    let all = gift(gift(soft, "b", "75 DKK"), "c", "4 EUR");
    let expected = [
        ("a", WhyShare::ForTheArea, false),
        ("c", WhyShare::SameCurrency, false),
        ("b", WhyShare::Converted, true),
    ];
    check(need(all, "p", 1, "12 EUR").purchase_field("area", "it".into()), &expected);
}

proptest! {
    #![proptest_config(cases(96))]

    /// With the proposal put in, no need has more than it is worth and nothing is taken twice.
    #[test]
    fn nothing_is_promised_twice(gifts in gifts(), purchases in purchases()) {
        let maker = make(&gifts, &purchases);
        let register = maker.clone().done();
        let all = proposed(&register);
        let before = asked(&register, |count| coverage(&register, count));
        let mut with = maker;
        for share in &all.shares {
            with = with.purchase_again(share.purchase.as_str());
            with = with.funded(&[share.contribution.as_str()], &format!("{} {}", share.money.value, share.money.currency));
        }
        let with = with.done();
        let after = asked(&with, |count| coverage(&with, count));
        for (old, new) in before.needs.iter().zip(&after.needs) {
            let foreign = new.shares.iter().any(|share| share.money.map(|money| money.currency) != new.value.map(|value| value.currency));
            prop_assert!(foreign || new.covered.beyond == old.covered.beyond, "{:?} {:?}", old, new);
        }
        let free = |register: &Register, id: &str| {
            asked(register, |count| Chains::new(register, *count).contribution(&Id::from(id)).map(|chain| chain.free))
        };
        for place in 0..gifts.len() {
            let (Some(old), Some(new)) = (free(&register, &name(place)), free(&with, &name(place))) else { continue };
            let several = old.currency != new.currency || new.unconverted > 0;
            let taken = new.taken - old.taken;
            // Sums are rounded once for each share.
            let cents = Decimal::new(10, 2);
            prop_assert!(several || taken <= old.left_committed + cents, "{:?} {:?}", old, new);
        }
    }
}
