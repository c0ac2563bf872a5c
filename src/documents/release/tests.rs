//! What a release freezes, and what it says of the one before.

use serde_json::{Value, json};

use super::*;
use crate::documents::html;
use crate::figures::{Leg, Rates, When};
use crate::register::{Draft, Now, Pen};
use crate::words::English;

struct NoRates;

impl Rates for NoRates {
    fn leg(&self, _: Currency, _: Currency, _: When) -> Option<Leg> {
        None
    }
}

struct Desk {
    register: Register,
    pen: Pen,
    millis: u64,
}

impl Desk {
    fn new() -> Self {
        Desk { register: Register::default(), pen: Pen::new("r1"), millis: 1 }
    }

    fn write(&mut self, body: Value) {
        self.millis += 1;
        let now = Now { millis: self.millis, at: "2024-05-05T10:00:00+02:00".to_owned() };
        self.register.add([self.pen.write(body.as_object().unwrap().clone(), &now)]);
    }

    /// Releases what is there.
    fn release(&mut self) -> Release {
        let held = self.register.changes().last().map(|change| HeldThen {
            replica: Some("r1".to_owned()),
            count: Some(change.header.number),
            head: Some(change.id.to_string()),
            ..HeldThen::default()
        });
        let names = |register: &Register, key: &RecordKey| match key.collection {
            Collection::Parties => register.parties.get(&key.id).unwrap().name.clone().unwrap(),
            _ => key.id.to_string(),
        };
        let held = held.into_iter().collect();
        let release = next_release(&brief(&self.register), day(5), held, Hash::of(b"all"), &names);
        let mut draft = Draft::new();
        draft.record(&format!("z{}", self.millis).as_str().into(), &release);
        self.write(Value::Object(draft.into_body()));
        release
    }
}

fn day(day: u32) -> Day {
    Day::from_ymd_opt(2024, 5, day).unwrap()
}

fn brief(register: &Register) -> Brief<'_> {
    let query = Query { on: day(1), published: None, currency: Currency::EUR };
    Brief { register, rates: &NoRates, query, locale: &English, verdicts: &[] }
}

fn gift(amount: &str, day: &str) -> Value {
    json!({"kind": "pledge", "date": day, "amount": {"value": amount, "currency": "EUR"}})
}

fn pledged(release: &Release) -> Option<Amount> {
    release.figures.values().find(|one| one.measure == Some(Measure::Pledged)).and_then(|one| one.amount)
}

fn changes(release: &Release) -> Vec<(&str, Option<Decimal>, Option<Decimal>)> {
    let value = |amount: Option<Amount>| amount.map(|amount| amount.value);
    let all = release.changes.values().filter(|one| one.measure == Some(Measure::Pledged));
    all.map(|one| (one.what.as_deref().unwrap(), value(one.before), value(one.after))).collect()
}

fn euros(amount: i64) -> Amount {
    Amount::exact(Decimal::from(amount), Currency::EUR)
}

#[test]
fn a_release_lists_each_figure_that_changed_and_the_record_that_changed_it() {
    let mut desk = Desk::new();
    desk.write(json!({"contributions": {
        "c1": {"entries": {"e": gift("100", "2024-02-02")}},
        "c2": {"entries": {"e": gift("50", "2024-02-03")}},
    }}));
    let first = desk.release();
    assert_eq!((first.number, pledged(&first), changes(&first)), (Some(1), Some(euros(150)), vec![]));
    // One is corrected long afterwards, one is new, and one stands as it was.
    desk.write(json!({"contributions": {"c1": {"entries": {"e": gift("80", "2024-02-02")}}}}));
    desk.write(json!({"contributions": {"c3": {"entries": {"e": gift("5", "2024-01-01")}}}}));
    let second = desk.release();
    let (some, none) = (|n: i64| Some(Decimal::from(n)), None);
    assert_eq!((second.number, pledged(&second)), (Some(2), Some(euros(135))));
    assert_eq!(changes(&second), [("c1", some(100), some(80)), ("c3", none, some(5))]);
    let third = desk.release();
    assert_eq!((third.number, third.changes.values().count()), (Some(3), 0));
    // What was released before says what it said.
    assert_eq!(
        desk.register.releases.live().map(|(_, one)| pledged(one)).collect::<Vec<_>>(),
        [Some(euros(150)), Some(euros(135)), Some(euros(135)),]
    );
}

#[test]
fn what_is_internal_is_in_no_release() {
    let mut desk = Desk::new();
    desk.write(json!({"contributions": {"c1": {"entries": {"e": gift("100", "2024-02-02")}}}}));
    desk.release();
    desk.write(json!({"contributions": {
        "secret": {"internal": true, "entries": {"e": gift("7", "2024-02-02")}},
    }}));
    let release = desk.release();
    assert_eq!((pledged(&release), changes(&release)), (Some(euros(100)), vec![]));
}

#[test]
fn other_rules_are_told_from_other_records() {
    let mut desk = Desk::new();
    desk.write(json!({"contributions": {"c1": {"entries": {"e": gift("100", "2024-02-02")}}}}));
    let mut old = desk.release();
    old.figures = numbered(vec![ReleasedFigure {
        measure: Some(Measure::Pledged),
        amount: Some(euros(90)),
        ..ReleasedFigure::default()
    }]);
    let mut draft = Draft::new();
    let (id, _) = last_release(&desk.register).unwrap();
    draft.record(&id.clone(), &old);
    desk.write(Value::Object(draft.into_body()));
    let release = desk.release();
    let of = [("Other rates, or another way of counting", Some(euros(90).value), Some(euros(100).value))];
    assert_eq!(changes(&release), of);
}

#[test]
fn members_come_and_go() {
    let member = |id: &str, until: Option<&str>| json!({"party": id, "role": "member", "from": "2023", "until": until});
    let mut desk = Desk::new();
    desk.write(json!({"parties": {"EE": {"name": "Estonia"}, "LU": {"name": "Luxembourg"}}}));
    desk.write(json!({"memberships": {"m1": member("EE", None)}}));
    desk.release();
    desk.write(json!({"memberships": {"m1": member("EE", Some("2024-01")), "m2": member("LU", None)}}));
    let release = desk.release();
    let said: Vec<_> = release.changes.values().map(|one| one.what.clone().unwrap()).collect();
    assert_eq!(said, ["Luxembourg joined", "Estonia is no longer counted"]);
    let sheet = html(&release_sheet(&brief(&desk.register), &release), &|_| None);
    for part in ["Release 2", "What changed since release 1", "Luxembourg joined", "<td class=\"n\">1</td>"] {
        assert!(sheet.contains(part), "{part} in {sheet}");
    }
}
