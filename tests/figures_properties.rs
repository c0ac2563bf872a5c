//! Laws of counting that hold for every register.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

#[path = "figures/dsl.rs"]
mod dsl;

use dsl::{Maker, figure_of, register, said};
use muster::figures::{Figure, Ledger, LeftOut};
use muster::register::{Measure, Register};
use proptest::prelude::*;

const ALL: [Measure; 11] = [
    Measure::Pledged,
    Measure::Committed,
    Measure::Paid,
    Measure::Spent,
    Measure::Delivered,
    Measure::Raised,
    Measure::OpenPledge,
    Measure::Undelivered,
    Measure::Ordered,
    Measure::Allocated,
    Measure::ToBeAllocated,
];

const ON: &str = "2024-06-30";

#[derive(Clone, Debug)]
struct Line {
    kind: &'static str,
    date: String,
    sum: String,
}

#[derive(Clone, Debug)]
struct Gift {
    givers: Vec<&'static str>,
    share: Option<u32>,
    lines: Vec<Line>,
    /// Kind, the other's place, and whether it is possible.
    relations: Vec<(&'static str, usize, bool)>,
    outside: bool,
}

#[derive(Clone, Debug)]
struct Bought {
    steps: Vec<(&'static str, String, String)>,
    shares: Vec<(Vec<usize>, String)>,
    deliveries: Vec<(String, String)>,
}

fn a_date() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => (1..=12_u32, 1..=28_u32).prop_map(|(month, day)| format!("2024-{month:02}-{day:02}")),
        1 => (1..=12_u32).prop_map(|month| format!("2024-{month:02}")),
        1 => (1..=9_u32).prop_map(|day| format!("[2024-03-0{day}..2024-05-20]")),
        1 => Just("2023".to_owned()),
        1 => Just(String::new()),
    ]
}

fn a_sum() -> impl Strategy<Value = String> {
    let qualifier = prop::sample::select(vec!["", "", "", "about ", "over ", "almost ", "at-most "]);
    let currency = prop::sample::select(vec!["EUR", "EUR", "EUR", "DKK", "USD", "ISK"]);
    let amount = (qualifier, -300..=3_000_000_i64, currency).prop_map(|(qualifier, cents, currency)| {
        let (sign, cents) = (if cents < 0 { "-" } else { "" }, cents.abs());
        format!("{qualifier}{sign}{}.{:02} {currency}", cents / 100, cents % 100)
    });
    prop_oneof![6 => amount, 1 => Just(String::new())]
}

fn a_line() -> impl Strategy<Value = Line> {
    let kinds = vec!["pledge", "pledge", "commitment", "paid", "expenditure", "delivery", "statement"];
    (prop::sample::select(kinds), a_date(), a_sum()).prop_map(|(kind, date, sum)| Line { kind, date, sum })
}

fn gifts() -> impl Strategy<Value = Vec<Gift>> {
    let relation =
        (prop::sample::select(vec!["repeats", "part-of", "fulfils", "same-as"]), 0..8_usize, any::<bool>());
    let gift = (
        prop::sample::subsequence(vec!["DK", "EE", "LU", "NL"], 0..=3),
        prop::option::of(0..10_000_u32),
        prop::collection::vec(a_line(), 0..5),
        prop::collection::vec(relation, 0..2),
        prop::bool::weighted(0.1),
    );
    let gift = gift.prop_map(|(givers, share, lines, relations, outside)| Gift {
        givers,
        share,
        lines,
        relations,
        outside,
    });
    prop::collection::vec(gift, 1..8)
}

fn purchases() -> impl Strategy<Value = Vec<Bought>> {
    let kinds = vec!["need", "approved", "ordered", "contracted", "cancelled"];
    let dated = || a_date().prop_filter("a step has a date", |date| !date.is_empty());
    let bought = (
        prop::collection::vec((prop::sample::select(kinds), dated(), a_sum()), 0..4),
        prop::collection::vec((prop::collection::vec(0..8_usize, 0..3), a_sum()), 0..3),
        prop::collection::vec((dated(), a_sum()), 0..3),
    );
    let bought = bought.prop_map(|(steps, shares, deliveries)| Bought { steps, shares, deliveries });
    prop::collection::vec(bought, 0..3)
}

fn name(place: usize) -> String {
    format!("c{place}")
}

fn rates() -> Maker {
    let months = (1..=12).flat_map(|month| [1, 15].map(move |day| (month, day)));
    months.fold(register(), |maker, (month, day)| {
        let date = format!("2024-{month:02}-{day:02}");
        let maker = maker.rate(&date, &format!("EUR/DKK 7.4{month}{day:02}"));
        // There is no rate of the króna in spring.
        let maker = if (3..6).contains(&month) { maker } else { maker.rate(&date, "EUR/ISK 149.7") };
        maker.rate(&date, &format!("EUR/USD 1.0{month}"))
    })
}

fn put(mut maker: Maker, place: usize, gift: &Gift, all: usize) -> Maker {
    maker = maker.contribution(&name(place), &gift.givers);
    if let (Some(share), Some(party)) = (gift.share, gift.givers.first()) {
        maker = maker.share(party, &format!("{share} EUR"));
    }
    if gift.outside {
        maker = maker.field("outside", true.into());
    }
    for line in &gift.lines {
        maker = maker.entry(line.kind, &line.date, &line.sum);
    }
    for (kind, other, possible) in &gift.relations {
        let other = name(other % all);
        maker = match (*kind, *possible) {
            ("repeats", false) => maker.repeats(&other),
            ("part-of", false) => maker.part_of(&other),
            ("fulfils", false) => maker.fulfils(&other),
            (kind, _) => maker.possibly(kind, &other),
        };
    }
    maker
}

fn make(gifts: &[Gift], purchases: &[Bought]) -> Maker {
    let maker = gifts.iter().enumerate().fold(rates(), |maker, (n, gift)| put(maker, n, gift, gifts.len()));
    purchases.iter().enumerate().fold(maker, |maker, (n, bought)| {
        let mut maker = maker.purchase(&format!("p{n}"));
        for (kind, date, sum) in &bought.steps {
            maker = maker.step(kind, date, sum);
        }
        for (of, sum) in &bought.shares {
            let of: Vec<_> = of.iter().map(|place| name(place % gifts.len())).collect();
            maker = maker.funded(&of.iter().map(String::as_str).collect::<Vec<_>>(), sum);
        }
        bought.deliveries.iter().fold(maker, |maker, (date, sum)| maker.delivered(date, sum))
    })
}

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
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

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
