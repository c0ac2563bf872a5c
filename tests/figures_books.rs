//! Books: totals kept through edits say what counting anew says.
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

use std::sync::Arc;

use any::{ALL, a_line, cases, gifts, make, purchases};
use dsl::{currency, day, register};
use muster::figures::by::{Split, Splitting};
use muster::figures::{
    Books, Count, EcbRates, Figure, Keep as _, Layered, Ledger, Members, Of, Query, TypedRates,
};
use muster::register::{Change, Measure, Now, Pen, Register};
use proptest::prelude::*;
use serde_json::{Value, json};

const QUERY: fn() -> Query = || Query { on: day("2024-09-30"), published: None, currency: currency("EUR") };

/// The measures of one kind of entry.
const ENTRIES: [Measure; 5] =
    [Measure::Pledged, Measure::Committed, Measure::Paid, Measure::Spent, Measure::Delivered];

const SPLITTINGS: [Splitting; 5] =
    [Splitting::Member, Splitting::Area, Splitting::Form, Splitting::Year, Splitting::Meeting];

/// Each measure says what its figure says, counted anew; a figure that is kept, as long as the answer is held, says what the
/// books say.
fn check(books: &mut Books, register: &Register) -> Vec<Arc<Figure>> {
    let (ledger, rates) = (Ledger::of(register), TypedRates::of(register));
    if !books.follow(register, &rates) {
        *books = Books::of(register);
    }
    for measure in ALL {
        let mut expected = Count::new(&ledger, &rates, QUERY()).figure(measure).total();
        let mut found = books.total(&rates, QUERY(), measure);
        for total in [&mut expected, &mut found] {
            total.unconverted.retain(|one| !one.sum.value.is_zero());
            total.unconverted.sort_by_key(|one| one.sum.currency);
            total.ceilings.sort_by(|a, b| (&a.of, &a.line).cmp(&(&b.of, &b.line)));
        }
        assert_eq!(found, expected, "{measure:?}");
        let figure = Count::new(&ledger, &rates, QUERY()).figure(measure);
        for splitting in SPLITTINGS {
            let expected = Split::of(&figure, &ledger, splitting);
            let found = books.split(&rates, QUERY(), measure, splitting);
            let members = Members::default();
            assert_eq!(
                found.rows(splitting, &members),
                expected.rows(splitting, &members),
                "{measure:?} by {splitting:?}"
            );
            assert_eq!(found.largest(), expected.largest(), "{measure:?}");
        }
    }
    let figure = |measure| {
        let figure = books.figure(&rates, QUERY(), measure);
        assert_eq!(*figure, Count::new(books.ledger(), &rates, QUERY()).figure(measure), "{measure:?}");
        figure
    };
    ALL.map(figure).into()
}

fn write(pen: &mut Pen, body: Value) -> Change {
    let now = Now { millis: 2, at: "2026-03-02T12:00:00+01:00".to_owned() };
    pen.write(body.as_object().unwrap().clone(), &now)
}

fn edit(id: &str, patch: Value) -> Value {
    json!({"contributions": {id: patch}})
}

/// Whether an edit of a register of four contributions leaves the ledger where it is, with one account exchanged.
fn is_kept(body: Value) -> bool {
    let four =
        register().contribution("a", &["EE"]).pledge("2024-01-01", "10 EUR").contribution("b", &["LU"]);
    let four = four.pledge("2024-01-01", "10 EUR").contribution("c", &["NL"]).pledge("2024-01-01", "1 EUR");
    let mut register = four.contribution("d", &["DK"]).repeats("c").source("2024-01-02").done();
    let mut books = Books::of(&register);
    books.total(&TypedRates::of(&register), QUERY(), Measure::Raised);
    let before = Arc::as_ptr(books.ledger());
    register.add([write(&mut Pen::new("r2"), body)]);
    check(&mut books, &register);
    // A ledger that is made anew lies elsewhere; the old one is held until then.
    before == Arc::as_ptr(books.ledger())
}

#[test]
fn an_edit_is_read_alone_where_it_can_be() {
    let amount = |sum: &str| json!({"entries": {"l0001": {"amount": {"value": sum, "currency": "EUR"}}}});
    assert!(is_kept(edit("a", amount("12"))));
    assert!(is_kept(json!({"meetings": {"m": {"title": "x"}}})));
    assert!(is_kept(json!({"contributions": {"n": amount("5")}, "sources": {"new": {"title": "x"}}})));
    assert!(
        is_kept(edit("c", json!({"entries": {"l0003": {"amount": {"value": "9", "currency": "EUR"}}}}))),
        "its family"
    );
    assert!(!is_kept(edit("d", json!({"relations": {"l0004": {"certainty": "possible"}}}))));
    assert!(!is_kept(edit("b", json!({"relations": {"x": {"kind": "repeats", "to": "a"}}}))));
    assert!(!is_kept(edit("b", json!({"outside": true}))));
    assert!(is_kept(edit("b", json!({"gone": true}))));
    assert!(!is_kept(edit("c", json!({"gone": true}))), "another repeats it");
    assert!(!is_kept(json!({"sources": {"l0005": {"shown": "2024-05-01"}}})), "it is cited");
    assert!(!is_kept(json!({"rates": {"r": {"kind": "typed"}}})));
    assert!(
        is_kept(json!({"register": {"self": {"last_rate_day": "2026-03-02"}}})),
        "of rates that are not here"
    );
    assert!(!is_kept(
        json!({"register": {"self": {"last_rate_day": "2026-03-02", "rate_policy": "stated"}}})
    ));
}

#[test]
fn the_last_day_of_the_rates_matters_where_it_leaves_some_out() {
    let bank = Arc::new(EcbRates::read(include_bytes!("../src/figures/ecb/ecb-rates.bin")).unwrap());
    let last = bank.last_day();
    for (until, is_kept) in
        [(last, true), (last.succ_opt().unwrap(), true), (last.pred_opt().unwrap(), false)]
    {
        let mut register = register().contribution("a", &["US"]).pledge("2024-01-10", "10 USD").done();
        let rates = Layered::of(&register, Some(Arc::clone(&bank)));
        let mut books = Books::of(&register);
        let both = json!({
            "register": {"self": {"last_rate_day": until.to_string()}},
            "contributions": {"a": {"entries": {"l0001": {"amount": {"value": "20", "currency": "USD"}}}}},
        });
        register.add([write(&mut Pen::new("r2"), both)]);
        assert_eq!(books.follow(&register, &rates), is_kept, "{until}");
        let anew = Layered::of(&register, Some(Arc::clone(&bank)));
        let expected = Count::new(&Ledger::of(&register), &anew, QUERY()).figure(Measure::Pledged).total();
        if is_kept {
            assert_eq!(books.total(&rates, QUERY(), Measure::Pledged), expected, "{until}");
        }
    }
}

#[test]
fn a_figure_stays_where_words_alone_are_edited() {
    let mut register = register().contribution("a", &["EE"]).pledge("2024-01-01", "10 EUR").done();
    let mut books = Books::of(&register);
    let mut pen = Pen::new("r2");
    let mut held = check(&mut books, &register);
    for (body, stays) in [
        (edit("a", json!({"purpose": "Radios"})), true),
        (edit("a", json!({"entries": {"l0001": {"note": "By letter"}}})), true),
        (edit("a", json!({"area": "it"})), false),
        (edit("a", json!({"entries": {"l0001": {"date": "2024-01-02"}}})), false),
    ] {
        register.add([write(&mut pen, body.clone())]);
        let now = check(&mut books, &register);
        assert_eq!(Arc::ptr_eq(&held[0], &now[0]), stays, "{body}");
        held = now;
    }
}

#[test]
fn sums_that_are_too_long_are_counted_anew() {
    let huge = "9999999999999999999999999999";
    let two = register().contribution("a", &["EE"]).pledge("2024-01-01", &format!("{huge} EUR"));
    let mut register = two.contribution("b", &["EE"]).pledge("2024-01-01", &format!("{huge} EUR")).done();
    let mut books = Books::of(&register);
    check(&mut books, &register);
    let amount = json!({"value": huge, "currency": "EUR"});
    let mut pen = Pen::new("r2");
    for id in ["c", "d", "e"] {
        let body =
            edit(id, json!({"entries": {"l": {"kind": "pledge", "date": "2024-01-01", "amount": amount}}}));
        register.add([write(&mut pen, body)]);
        check(&mut books, &register);
    }
}

#[test]
fn a_change_that_lost_its_body_is_noticed() {
    let mut register = register().contribution("a", &["EE"]).pledge("2024-01-01", "10 EUR").done();
    let change = write(&mut Pen::new("r2"), edit("a", json!({"entries": {"l0001": {"gone": true}}})));
    let mut books = Books::of(&register);
    register.add([change.clone()]);
    check(&mut books, &register);
    register.add([change.blanked()]);
    check(&mut books, &register);
}

proptest! {
    #![proptest_config(cases(192))]

    /// Counted alone with what has a bearing on it, each entry of a contribution says what it says in the whole.
    #[test]
    fn entries_say_the_same_alone(gifts in gifts(), purchases in purchases()) {
        let register = make(&gifts, &purchases).done();
        let (ledger, rates) = (Ledger::of(&register), TypedRates::of(&register));
        for (id, _) in register.contributions.live() {
            let (alone, of) = (ledger.around(id), Of::Contribution(id.clone()));
            for measure in ENTRIES {
                let mut whole = Count::new(&ledger, &rates, QUERY()).figure(measure);
                let mut part = Count::new(&alone, &rates, QUERY()).figure(measure);
                for figure in [&mut whole, &mut part] {
                    figure.parts.retain(|part| part.of.as_ref() == Some(&of));
                    figure.left_out.retain(|left| left.of == of);
                }
                prop_assert_eq!(whole.parts, part.parts, "{:?} of {}", measure, id);
                prop_assert_eq!(whole.left_out, part.left_out, "{:?} of {}", measure, id);
            }
        }
    }

    /// After each of some edits the totals are those of the edited register.
    #[test]
    fn kept_totals_are_counted_totals(
        gifts in gifts(),
        purchases in purchases(),
        edits in prop::collection::vec((0..10_usize, prop::collection::vec(a_line(), 0..4), 0..7_u8), 1..6),
    ) {
        let mut whole = make(&gifts, &purchases).done();
        let mut books = Books::of(&whole);
        let mut held = check(&mut books, &whole);
        let mut pen = Pen::new("r2");
        for (which, lines, way) in edits {
            match way {
                0 | 2 => {
                    let id = whole.contributions.live().nth(which).map(|(id, _)| id.to_string());
                    let Some(id) = id else { continue };
                    let patch = if way == 0 { json!({"gone": true}) } else { json!({"purpose": which.to_string()}) };
                    whole.add([write(&mut pen, edit(&id, patch))]);
                    held = check(&mut books, &whole);
                    continue;
                }
                1 => {
                    let Some(last) = whole.undoable(|change| change.header.replica == *pen.replica()).undo else { continue };
                    let draft = whole.inverse(&last).unwrap().draft;
                    let now = Now { millis: 2, at: "2026-03-02T12:00:00+01:00".to_owned() };
                    whole.add([pen.undo(draft.into_body(), last, &now)]);
                    held = check(&mut books, &whole);
                    continue;
                }
                _ => {}
            }
            let gift = any::Gift { lines, givers: vec!["EE"], share: None, relations: Vec::new(), outside: false };
            // A pen of its own writes what a maker makes; lines of the same name are written over.
            let made = any::put(register(), which, &gift, 1).change();
            let body = Value::Object(made.whole().unwrap().clone());
            whole.add([write(&mut pen, body)]);
            held = check(&mut books, &whole);
        }
        drop(held);
    }
}
