//! A register of any size, the same for the same number: what the budgets of the design are measured on.
//!
//! Each contribution has one entry or two, a purpose of four words, and every third a note; half of the words are
//! Cyrillic. One in fifty repeats, fulfils or is part of another; every tenth sum is in kroner.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a benchmark that cannot go on stops"
)]

use muster::register::{Change, Now, Pen};
use serde_json::{Map, Value, json};

/// Who gives, in turn.
const GIVERS: [&str; 24] = [
    "BE", "BG", "CA", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "IE", "IS", "IT", "JP", "LT", "LU",
    "LV", "NL", "NO", "PL", "PT", "SE", "US",
];
const LATIN: [&str; 8] =
    ["radios", "laptops", "training", "licences", "servers", "cables", "shelters", "spares"];
const CYRILLIC: [&str; 8] =
    ["радіостанції", "ноутбуки", "навчання", "ліцензії", "сервери", "кабелі", "укриття", "запчастини"];
const FORMS: [&str; 4] = ["financial", "in-kind", "services", "training"];
const AREAS: [&str; 3] = ["it", "communications", "cyber"];
/// How many purchases and meetings stand beside the contributions.
const PURCHASES: usize = 500;
const MEETINGS: usize = 24;

/// Numbers that look like chance and are always the same (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }

    fn day(&mut self) -> String {
        format!("{}-{:02}-{:02}", 2022 + self.below(4), 1 + self.below(12), 1 + self.below(28))
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }

    fn words(&mut self, number: usize) -> String {
        let language = if self.below(2) == 0 { &LATIN } else { &CYRILLIC };
        (0..number).map(|_| self.of(language)).collect::<Vec<_>>().join(" ")
    }
}

/// The changes that make it: one for what all share, then one for each contribution and purchase.
pub fn changes(contributions: usize) -> Vec<Change> {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let mut pen = Pen::new("bench");
    let mut millis = 1_700_000_000_000;
    let mut write = |body: Value| {
        millis += 1;
        let now = Now { millis, at: "2025-12-31T12:00:00+01:00".to_owned() };
        pen.write(body.as_object().unwrap().clone(), &now)
    };
    let mut all = vec![write(frame())];
    all.extend(
        (0..contributions).map(|n| write(json!({"contributions": {id(n): contribution(&mut dice, n)}}))),
    );
    all.extend(
        (0..PURCHASES.min(contributions))
            .map(|n| write(json!({"purchases": {format!("p{n}"): purchase(&mut dice, contributions)}}))),
    );
    all
}

/// The id of a contribution.
pub fn id(n: usize) -> String {
    format!("c{n:06}")
}

fn frame() -> Value {
    let members: Map<_, _> = GIVERS
        .iter()
        .map(|code| ((*code).to_owned(), json!({"party": code, "role": "member", "from": "2022-01-01"})))
        .collect();
    let parties: Map<_, _> = GIVERS.iter().map(|code| ((*code).to_owned(), json!({"state": code}))).collect();
    let meetings: Map<_, _> = (0..MEETINGS)
        .map(|n| {
            let date = format!("{}-{:02}-15", 2022 + n / 6, 1 + n % 6 * 2);
            (
                format!("m{n}"),
                json!({"title": format!("Meeting {}", n + 1), "date": date, "series": "Steering group"}),
            )
        })
        .collect();
    let rates: Map<_, _> = (0..48)
        .map(|n| {
            let day = format!("{}-{:02}-01", 2022 + n / 12, 1 + n % 12);
            let rate = json!({"base": "EUR", "quote": "DKK", "value": format!("7.4{:02}", n + 1)});
            (format!("r{n}"), json!({"day": day, "rate": rate, "kind": "typed"}))
        })
        .collect();
    let areas = json!({"it": {"name": "IT"}, "communications": {"name": "Communications"}, "cyber": {"name": "Cybersecurity"}});
    json!({
        "register": {"self": {"name": "A very large coalition", "currency": "EUR", "areas": areas}},
        "parties": parties, "memberships": members, "meetings": meetings, "rates": rates,
    })
}

fn contribution(dice: &mut Dice, n: usize) -> Value {
    let currency = if dice.below(10) == 0 { "DKK" } else { "EUR" };
    let sum = format!("{}.{:02}", 1_000 + dice.below(5_000_000), dice.below(100));
    let date = dice.day();
    let mut first = json!({"kind": "pledge", "date": date});
    if dice.below(20) > 0 {
        first["amount"] = json!({"value": sum, "currency": currency});
    }
    if dice.below(4) == 0 {
        first["meeting"] = format!("m{}", dice.below(MEETINGS)).into();
    }
    let mut entries = json!({"e1": first});
    if dice.below(2) == 0 {
        let kind = dice.of(&["commitment", "paid", "delivery"]);
        entries["e2"] =
            json!({"kind": kind, "date": dice.day(), "amount": {"value": sum, "currency": currency}});
    }
    let giver = dice.of(&GIVERS);
    let mut record = json!({
        "contributors": {"g1": {"party": giver}},
        "purpose": dice.words(4),
        "form": dice.of(&FORMS),
        "area": dice.of(&AREAS),
        "entries": entries,
    });
    if n.is_multiple_of(3) {
        record["note"] = dice.words(12).into();
    }
    if n > 0 && dice.below(50) == 0 {
        let kind = dice.of(&["repeats", "part-of", "fulfils"]);
        record["relations"] = json!({"r1": {"kind": kind, "to": id(dice.below(n))}});
    }
    record
}

fn purchase(dice: &mut Dice, contributions: usize) -> Value {
    let value = 10_000 + dice.below(1_000_000);
    let amount = json!({"value": value.to_string(), "currency": "EUR"});
    json!({
        "title": dice.words(3),
        "steps": {"s1": {"kind": "approved", "date": dice.day(), "value": amount}},
        "shares": {"f1": {"of": {"c1": {"contribution": id(dice.below(contributions))}}, "amount": amount}},
    })
}
