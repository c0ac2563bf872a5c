//! Laws of counting that hold for every register.
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

use any::{ALL, Gift, a_date, cases, gifts, make, name, purchases, put};
use dsl::{figure_of, register, said};
use muster::figures::{Figure, Ledger, LeftOut};
use muster::register::{Measure, Register};
use proptest::prelude::*;

const ON: &str = "2024-06-30";

/// All figures in one text, but for the ids of lines.
fn print(register: &Register) -> Vec<String> {
    ALL.iter().map(|measure| format!("{measure:?} {}", said(&figure_of(register, *measure, ON)))).collect()
}

/// No line is both in a figure and left out of it, and none is left out twice.
fn check_lists(figure: &Figure) {
    let key = |left: &LeftOut| (left.of.clone(), left.line.clone());
    let mut left: Vec<_> = figure.left_out.iter().map(key).collect();
    let all = left.len();
    left.sort();
    left.dedup();
    assert_eq!(all, left.len(), "left out twice: {:#?}", figure.left_out);
    if figure.measure != Measure::Raised {
        for part in &figure.parts {
            let Some(of) = &part.of else { continue };
            assert!(part.lines.iter().all(|line| !left.contains(&(of.clone(), line.clone()))), "{part:?}");
        }
    }
}

proptest! {
    #![proptest_config(cases(128))]

    /// Parts and every split add up to the figure (`figure_of` asserts both), and lists do not contradict each other.
    #[test]
    fn parts_and_splits_add_up(gifts in gifts(), purchases in purchases()) {
        let register = make(&gifts, &purchases).done();
        for measure in ALL {
            let figure = figure_of(&register, measure, ON);
            check_lists(&figure);
            prop_assert!(figure.excess.is_zero() || figure.amount.is_zero());
        }
    }

    /// In which order entries were written makes no difference.
    #[test]
    fn order_is_irrelevant(gifts in gifts(), purchases in purchases()) {
        let mut turned = gifts.clone();
        for gift in &mut turned {
            gift.lines.reverse();
            gift.relations.reverse();
        }
        prop_assert_eq!(print(&make(&gifts, &purchases).done()), print(&make(&turned, &purchases).done()));
    }

    /// Saying again what is on record adds nothing.
    #[test]
    fn a_repeat_never_changes_a_figure(gifts in gifts(), which in 0..8_usize) {
        let which = which % gifts.len();
        let mut again = gifts[which].clone();
        again.relations.clear();
        let plain = make(&gifts, &[]);
        let repeated = put(plain.clone(), 90, &again, 1).repeats(&name(which));
        prop_assert_eq!(print_sums(&plain.done(), &gifts, which), print_sums(&repeated.done(), &gifts, which));
    }

    /// A part within its whole adds nothing.
    #[test]
    fn a_part_within_its_whole_adds_nothing(cents in 0..1_000_u32, whole in 1_000..9_000_u32, date in a_date()) {
        let maker = || register().contribution("w", &["EE", "LU"]).pledge("2024-01-01", &format!("{whole} EUR"));
        let with = maker().contribution("p", &["EE"]).pledge(&date, &format!("{cents} EUR")).part_of("w").done();
        let without = maker().done();
        for on in ["2024-01-15", "2024-06-30", "2027-01-01"] {
            let (a, b) = (figure_of(&with, Measure::Raised, on), figure_of(&without, Measure::Raised, on));
            prop_assert_eq!(a.amount, b.amount);
        }
    }

    /// However contributions point at each other, each is in at most one circle, and counting ends.
    #[test]
    fn circles_end(gifts in gifts()) {
        let register = make(&gifts, &[]).done();
        let mut named: Vec<_> = Ledger::of(&register).circles().into_iter().flat_map(|circle| circle.members).collect();
        let all = named.len();
        named.sort();
        named.dedup();
        prop_assert_eq!(all, named.len());
    }
}

/// The sums alone. A repeat of something outside, or of nothing, is no repeat.
fn print_sums(register: &Register, gifts: &[Gift], which: usize) -> Vec<String> {
    if gifts[which].outside {
        return Vec::new();
    }
    let sums = ALL.iter().map(|measure| figure_of(register, *measure, ON));
    sums.map(|figure| format!("{:?} {}", figure.measure, figure.amount.normalize())).collect()
}
