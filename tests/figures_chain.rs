//! From a decision to goods in hand, walked both ways.
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

use any::{cases, gifts, make, purchases};
use dsl::{Maker, currency, day, register};
use muster::figures::{Chains, Count, DecidedIn, Free, Ledger, PurchaseChain, Query, TypedRates};
use muster::register::{Id, Register};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::json;

fn walk<T>(register: &Register, on: &str, ask: impl FnOnce(&Chains) -> T) -> T {
    let query = Query { on: day(on), published: None, currency: currency("EUR") };
    let (ledger, rates) = (Ledger::of(register), TypedRates::of(register));
    ask(&Chains::new(register, Count::new(&ledger, &rates, query)))
}

fn example() -> Register {
    register()
        .meeting("m", "steering", "2024-04-15")
        .contribution("c", &["EE"])
        .commitment("2024-01-01", "100 EUR")
        .delivery("2024-02-01", "7 EUR")
        .contribution("d", &["LU", "NL"])
        .pledge("2024-01-01", "50 EUR")
        .purchase("p")
        .step("approved", "2024-04-15", "90 EUR")
        .line_with("steps", "meeting", "m".into())
        .line_with("steps", "decision", "Buy the radios.".into())
        .funded(&["c"], "60 EUR")
        .funded(&["d"], "30 EUR")
        .delivered("2024-06-01", "45 EUR")
        .line_with("deliveries", "receipt", "confirmed".into())
        .delivered("2024-11-01", "9 EUR")
        .purchase("q")
        .step("need", "2024-03-01", "")
        .funded(&["c"], "10 EUR")
        .set(
            &["meetings", "m", "agenda", "i", "outcomes", "o"],
            json!({"kind": "decision", "text": "Cables, too.", "purchase": "q"}),
        )
        .set(
            &["meetings", "m", "agenda", "i", "outcomes", "x"],
            json!({"kind": "information", "purchase": "p"}),
        )
        .done()
}

fn print(chain: &PurchaseChain) -> String {
    let words = chain.decisions.iter().map(|one| {
        let meeting = one.meeting.as_ref().map_or("-", |meeting| meeting.as_str());
        format!("{meeting} {}", one.words.as_deref().unwrap_or("-"))
    });
    let shares = chain.shares.iter().map(|share| {
        let of: Vec<_> = share.of.iter().map(Id::as_str).collect();
        format!("{} {}", of.join("+"), share.money.map_or("?".to_owned(), |money| money.value.to_string()))
    });
    let deliveries = chain.deliveries.iter().map(|one| {
        let sum = one.money.map_or("?".to_owned(), |money| money.value.normalize().to_string());
        format!("{} {sum}{}", one.day, if one.confirmed { " confirmed" } else { "" })
    });
    let stage = chain.stage.map_or("-", |stage| stage.word());
    let all = [words.collect::<Vec<_>>(), shares.collect(), deliveries.collect()].map(|list| list.join(", "));
    format!("{} {stage}: {}", chain.purchase, all.join(" | "))
}

#[test]
fn where_the_money_of_a_purchase_comes_from() {
    let of =
        |id: &str| walk(&example(), "2024-09-30", |chains| print(&chains.purchase(&Id::from(id)).unwrap()));
    assert_eq!(of("p"), "p received: m Buy the radios. | c 60, d 30 | 2024-06-01 45 confirmed");
    assert_eq!(of("q"), "q need: m Cables, too. | c 10 | ");
}

#[test]
fn what_a_meeting_decided() {
    let decided = walk(&example(), "2024-09-30", |chains| chains.meeting(&Id::from("m")));
    assert_eq!(decided.iter().map(|chain| chain.purchase.as_str()).collect::<Vec<_>>(), ["p", "q"]);
    assert!(matches!(&decided[0].decisions[0].written, DecidedIn::Step(_)));
    let written = DecidedIn::Outcome { item: Id::from("i"), outcome: Id::from("o") };
    assert_eq!(decided[1].decisions[0].written, written);
    assert!(walk(&example(), "2024-04-14", |chains| chains.meeting(&Id::from("m"))).is_empty());
}

#[test]
fn what_a_contribution_became() {
    let became = walk(&example(), "2024-12-31", |chains| chains.contribution(&Id::from("c")).unwrap());
    let purchases: Vec<_> = became.purchases.iter().map(print).collect();
    // Two thirds of each delivery are its own.
    let p = "p delivered: m Buy the radios. | c 60 | 2024-06-01 30 confirmed, 2024-11-01 6";
    assert_eq!(purchases, [p, "q need: m Cables, too. | c 10 | "]);
    assert_eq!(became.handed_over.len(), 1);
    assert_eq!(
        (became.free.taken.to_string(), became.free.left.to_string()),
        ("70".to_owned(), "30".to_owned())
    );
}

#[test]
fn all_of_one_member_also_what_it_gave_with_others() {
    let of = |party: &str| {
        let all = walk(&example(), "2024-12-31", |chains| chains.member(&Id::from(party)));
        all.iter().map(|chain| chain.contribution.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(
        (of("EE"), of("LU"), of("NL"), of("DK")),
        (vec!["c".to_owned()], vec!["d".to_owned()], vec!["d".to_owned()], vec![])
    );
}

fn check_free(maker: Maker, expected: &str) {
    let free = walk(&maker.done(), "2024-12-31", |chains| chains.contribution(&Id::from("c")).unwrap().free);
    let Free { currency, left, left_committed, beyond, .. } = &free;
    let mut words = vec![format!("{left} {currency}, {left_committed} committed")];
    words.extend((!beyond.is_zero()).then(|| format!("beyond {beyond}")));
    words.extend((!free.unknown.is_empty()).then(|| "or less".to_owned()));
    words.extend(free.without_figure.then(|| "or more".to_owned()));
    words.extend((free.unconverted > 0).then(|| format!("unconverted {}", free.unconverted)));
    words.extend((free.family.len() > 1).then(|| format!("of {}", free.family.len())));
    assert_eq!(words.join(", "), expected);
}

#[test]
fn what_is_free() {
    let c = || {
        register()
            .contribution("c", &["EE"])
            .pledge("2024-01-01", "100 DKK")
            .commitment("2024-02-01", "40 DKK")
    };
    check_free(c(), "100 DKK, 40 DKK committed".replace("40 DKK", "40").as_str());
    check_free(c().purchase("p").funded(&["c"], "30 DKK"), "70 DKK, 10 committed");
    check_free(c().purchase("p").funded(&["c"], "130 DKK"), "0 DKK, 0 committed, beyond 30");
    check_free(c().purchase("p").funded(&["c"], ""), "100 DKK, 40 committed, or less");
    let cancelled = c().purchase("p").funded(&["c"], "30 DKK").step("cancelled", "2024-03-01", "");
    check_free(cancelled, "100 DKK, 40 committed");
    let shared = c()
        .contribution("d", &["LU"])
        .pledge("2024-01-01", "1 DKK")
        .purchase("p")
        .funded(&["c", "d"], "30 DKK");
    check_free(shared, "100 DKK, 40 committed, or less");
    check_free(register().contribution("c", &["EE"]).pledge("2024-01-01", ""), "0 EUR, 0 committed, or more");
    // In several currencies it stands in that of the count.
    check_free(c().purchase("p").funded(&["c"], "3 EUR"), "0 EUR, 0 committed, beyond 3, unconverted 1");
}

#[test]
fn what_is_the_same_money_is_free_once() {
    let maker = register()
        .contribution("c", &["EE"])
        .pledge("2024-01-01", "100 EUR")
        .contribution("d", &["EE"])
        .commitment("2024-02-01", "100 EUR")
        .fulfils("c")
        .purchase("p")
        .funded(&["d"], "30 EUR");
    check_free(maker, "70 EUR, 70 committed, of 2");
}

proptest! {
    #![proptest_config(cases(96))]

    /// Every share is reached from both ends, and nothing is free below zero.
    #[test]
    fn both_ways_give_the_same(gifts in gifts(), purchases in purchases()) {
        let register = make(&gifts, &purchases).done();
        walk(&register, "2024-09-30", |chains| {
            let (mut forth, mut back) = (Vec::new(), Vec::new());
            for (id, _) in register.contributions.live() {
                let chain = chains.contribution(id).unwrap();
                prop_assert!(chain.free.left >= Decimal::ZERO && chain.free.left_committed >= Decimal::ZERO);
                for purchase in chain.purchases {
                    forth.extend(purchase.shares.into_iter().map(|share| (share.share, id.clone())));
                }
            }
            for (id, _) in register.purchases.live() {
                for share in chains.purchase(id).unwrap().shares {
                    back.extend(share.of.into_iter().map(|of| (share.share.clone(), of)));
                }
            }
            forth.sort();
            back.sort();
            prop_assert_eq!(forth, back);
            Ok(())
        })?;
    }
}
