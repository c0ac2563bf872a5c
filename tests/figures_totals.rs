//! All totals at once, kept through an edit.
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

use any::{ALL, a_line, cases, gifts, make, name, purchases};
use dsl::{currency, day, register};
use muster::figures::{Count, Ledger, Level, Query, Totals, TypedRates};
use muster::register::{Id, Measure, Register};
use proptest::prelude::*;

const QUERY: fn() -> Query = || Query { on: day("2024-09-30"), published: None, currency: currency("EUR") };

/// Each measure says what its figure says.
fn check(totals: &Totals, register: &Register) {
    let (ledger, rates) = (Ledger::of(register), TypedRates::of(register));
    for measure in ALL {
        let figure = Count::new(&ledger, &rates, QUERY()).figure(measure);
        let total = totals.get(measure);
        assert_eq!(total.level, Level::of(&figure), "{measure:?}");
        assert_eq!((total.possible, total.excess), (figure.possible, figure.excess), "{measure:?}");
        let beside: Vec<_> = figure.unconverted.into_iter().filter(|one| !one.sum.value.is_zero()).collect();
        let found: Vec<_> = total.unconverted.into_iter().filter(|one| !one.sum.value.is_zero()).collect();
        assert_eq!(found, beside, "{measure:?}");
    }
}

#[test]
fn an_edit_is_read_alone_where_nothing_hangs_on_it() {
    let maker =
        register().contribution("a", &["EE"]).pledge("2024-01-01", "10 EUR").contribution("b", &["LU"]);
    let maker = maker.pledge("2024-01-01", "10 EUR");
    let register = maker.clone().done();
    let mut ledger = Ledger::of(&register);
    assert!(ledger.read_again(&register, &Id::from("a")));
    assert!(!ledger.read_again(&register, &Id::from("none")));
    let repeats = maker.clone().repeats("a").done();
    assert!(!ledger.read_again(&repeats, &Id::from("b")));
    assert!(!Ledger::of(&repeats).read_again(&repeats, &Id::from("a")));
    let outside = maker.clone().field("outside", true.into()).done();
    assert!(!ledger.read_again(&outside, &Id::from("b")));
    let gone = maker.field("gone", true.into()).done();
    assert!(!ledger.read_again(&gone, &Id::from("b")));
    assert_eq!(
        Count::new(&ledger, &TypedRates::of(&register), QUERY()).figure(Measure::Raised).amount,
        20.into()
    );
}

proptest! {
    #![proptest_config(cases(192))]

    /// After an edit the totals are those of the edited register.
    #[test]
    fn kept_totals_are_counted_totals(gifts in gifts(), purchases in purchases(), lines in prop::collection::vec(a_line(), 0..4), which in 0..8_usize) {
        let which = which % gifts.len();
        let old = make(&gifts, &purchases).done();
        let mut ledger = Ledger::of(&old);
        let rates = TypedRates::of(&old);
        let mut totals = Totals::of(&Count::new(&ledger, &rates, QUERY()));
        check(&totals, &old);
        let mut edited = gifts;
        edited[which].lines = lines;
        let new = make(&edited, &purchases).done();
        let id = Id::from(name(which).as_str());
        let before = Totals::of_contribution(&Count::new(&ledger, &rates, QUERY()), &id);
        if ledger.read_again(&new, &id) {
            let after = Totals::of_contribution(&Count::new(&ledger, &rates, QUERY()), &id);
            totals.exchange(&before, &after);
            check(&totals, &new);
        }
    }
}
