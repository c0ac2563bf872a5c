//! Registers of any kind, for laws that hold for all.
#![allow(dead_code, unused_imports, reason = "each test binary uses a part of it")]

#[path = "../common/cases.rs"]
mod cases;

pub use cases::cases;
use muster::register::Measure;
use proptest::prelude::*;

use super::dsl::{Maker, register};

pub const ALL: [Measure; 11] = [
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

#[derive(Clone, Debug)]
pub struct Line {
    pub kind: &'static str,
    pub date: String,
    pub sum: String,
    /// Whether it names the meeting `m`.
    pub met: bool,
}

#[derive(Clone, Debug)]
pub struct Gift {
    pub givers: Vec<&'static str>,
    pub share: Option<u32>,
    pub lines: Vec<Line>,
    /// Kind, the other's place, and whether it is possible.
    pub relations: Vec<(&'static str, usize, bool)>,
    pub outside: bool,
}

#[derive(Clone, Debug)]
pub struct Bought {
    pub steps: Vec<(&'static str, String, String)>,
    pub shares: Vec<(Vec<usize>, String)>,
    pub deliveries: Vec<(String, String)>,
}

pub fn a_date() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => (1..=12_u32, 1..=28_u32).prop_map(|(month, day)| format!("2024-{month:02}-{day:02}")),
        1 => (1..=12_u32).prop_map(|month| format!("2024-{month:02}")),
        1 => (1..=9_u32).prop_map(|day| format!("[2024-03-0{day}..2024-05-20]")),
        1 => Just("2023".to_owned()),
        1 => Just(String::new()),
    ]
}

pub fn a_sum() -> impl Strategy<Value = String> {
    let qualifier = prop::sample::select(vec!["", "", "", "about ", "over ", "almost ", "at-most "]);
    let currency = prop::sample::select(vec!["EUR", "EUR", "EUR", "DKK", "USD", "ISK"]);
    let amount = (qualifier, -300..=3_000_000_i64, currency).prop_map(|(qualifier, cents, currency)| {
        let (sign, cents) = (if cents < 0 { "-" } else { "" }, cents.abs());
        format!("{qualifier}{sign}{}.{:02} {currency}", cents / 100, cents % 100)
    });
    prop_oneof![6 => amount, 1 => Just(String::new())]
}

pub fn a_line() -> impl Strategy<Value = Line> {
    let kinds = vec!["pledge", "pledge", "commitment", "paid", "expenditure", "delivery", "statement"];
    let line = (prop::sample::select(kinds), a_date(), a_sum(), prop::bool::weighted(0.2));
    line.prop_map(|(kind, date, sum, met)| Line { kind, date, sum, met })
}

pub fn gifts() -> impl Strategy<Value = Vec<Gift>> {
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

pub fn purchases() -> impl Strategy<Value = Vec<Bought>> {
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

pub fn name(place: usize) -> String {
    format!("c{place}")
}

pub fn rates() -> Maker {
    let months = (1..=12).flat_map(|month| [1, 15].map(move |day| (month, day)));
    months.fold(register(), |maker, (month, day)| {
        let date = format!("2024-{month:02}-{day:02}");
        let maker = maker.rate(&date, &format!("EUR/DKK 7.4{month}{day:02}"));
        // There is no rate of the króna in spring.
        let maker = if (3..6).contains(&month) { maker } else { maker.rate(&date, "EUR/ISK 149.7") };
        maker.rate(&date, &format!("EUR/USD 1.0{month}"))
    })
}

pub fn put(mut maker: Maker, place: usize, gift: &Gift, all: usize) -> Maker {
    maker = maker.contribution(&name(place), &gift.givers);
    if let (Some(share), Some(party)) = (gift.share, gift.givers.first()) {
        maker = maker.share(party, &format!("{share} EUR"));
    }
    if gift.outside {
        maker = maker.field("outside", true.into());
    }
    for line in &gift.lines {
        maker = maker.entry(line.kind, &line.date, &line.sum);
        if line.met {
            maker = maker.with("meeting", "m".into());
        }
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

pub fn make(gifts: &[Gift], purchases: &[Bought]) -> Maker {
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
