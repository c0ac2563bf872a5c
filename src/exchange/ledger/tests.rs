use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::super::export::{Export, Format, LeftOut, Missing, Need};
use super::accounts::postings;
use super::item::{Item, Journal, Moved, Sum};
use super::{Dialect, beancount, hledger};
use crate::exchange::foreign::Build;
use crate::figures::by::by;
use crate::figures::{Count, Key, Ledger, Query, Splitting, TypedRates, members};
use crate::register::{Currency, Day, Id, Measure, Now, Pen, RecordKey, Register, StatedRate, Step};

fn register(body: &Value) -> Register {
    let now = Now { millis: 1_706_832_000_000, at: "2024-02-02T00:00:00Z".to_owned() };
    Register::of([Pen::new("r").write(body.as_object().unwrap().clone(), &now)])
}

fn with<T>(register: &Register, done: impl Fn(&Export<'_>) -> T) -> T {
    let id = Id::from("r");
    let on = "2024-12-31".parse().unwrap();
    done(&Export { register, id: &id, on, left_out: None, registered_as: None, only: None })
}

fn written(register: &Register, dialect: Dialect) -> String {
    with(register, |export| Format::Ledger(dialect).write(export).unwrap())
}

/// One contribution of Estonia with these entries and fields, beside another.
fn of(entries: Value, more: Value) -> Register {
    let mut one = json!({"contributors": {"c": {"party": "EE"}}, "purpose": "Radios", "entries": entries});
    for (name, value) in more.as_object().unwrap() {
        one[name] = value.clone();
    }
    let whole = json!({"entries": {"e": entry("pledge", "2024-01-01", "9")}});
    register(&json!({
        "parties": {"EE": {"kind": "state"}, "LV": {"kind": "state"}},
        "sources": {"s": {"address": "https://example.org/a", "shown": "2024-01-15"}},
        "contributions": {"one": one, "whole": whole},
    }))
}

fn entry(kind: &str, date: &str, value: &str) -> Value {
    json!({"kind": kind, "date": date, "amount": {"value": value, "currency": "EUR"}})
}

/// The postings of Estonia with day and status, and why entries are told in words.
fn money(journal: &str) -> (Vec<String>, Vec<String>) {
    let (mut head, mut moved, mut words) = ("", Vec::new(), Vec::new());
    for line in journal.lines() {
        if line.starts_with("20") {
            head = line.split(" (").next().unwrap();
        } else if let Some(posting) = line.strip_prefix("    Equity:").filter(|text| text.contains("EE")) {
            moved.push(format!("{head} {posting}"));
        } else if let Some(why) = line.strip_prefix("    ; no_transaction: ") {
            words.push(why.to_owned());
        }
    }
    (moved, words)
}

#[track_caller]
fn check(entries: Value, more: Value, moved: &[&str], why: &[&str]) {
    let own = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let register = of(entries, more);
    assert_eq!(money(&written(&register, Dialect::Hledger)), (own(moved), own(why)));
}

#[test]
fn what_figures_count_is_a_transaction() {
    let all = json!({
        "a": entry("pledge", "2024-01", "5"), "b": entry("commitment", "2024-02-01", "4"),
        "c": entry("paid", "2024-03-01", "3"), "d": entry("expenditure", "2024-04-01", "-2.125"),
        "e": entry("delivery", "2024-05-01", "1"),
    });
    let moved = [
        "2024-01-31 * Pledged:EE  5.00 EUR",
        "2024-02-01 * Committed:EE  4.00 EUR",
        "2024-03-01 * Paid:EE  3.00 EUR",
        "2024-04-01 * Spent:EE  -2.125 EUR",
        "2024-05-01 * Delivered:EE  1.00 EUR",
    ];
    check(all, json!({}), &moved, &[]);
}

#[test]
fn an_entry_without_a_date_stands_where_figures_count_it_and_is_marked() {
    let undated = |more: Value| {
        let mut one = json!({"kind": "pledge", "amount": {"value": "5", "currency": "NOK"}});
        one.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({"a": one})
    };
    check(undated(json!({})), json!({}), &["2024-02-02 ! Pledged:EE  5.00 NOK"], &[]);
    let cited = json!({"sources": {"c": {"source": "s"}}});
    check(undated(cited.clone()), json!({}), &["2024-01-15 ! Pledged:EE  5.00 NOK"], &[]);
    check(undated(json!({})), cited, &["2024-01-15 ! Pledged:EE  5.00 NOK"], &[]);
}

#[test]
fn what_moves_nothing_says_why() {
    let at_most = json!({"value": "5", "currency": "EUR", "qualifier": "at-most"});
    let all = json!({
        "a": entry("statement", "2024-01-01", "5"),
        "b": {"date": "2024-01-01", "amount": {"value": "5", "currency": "EUR"}},
        "c": {"kind": "pledge", "date": "2024-01-01"},
        "d": {"kind": "pledge", "date": "2024-01-01", "amount": at_most},
        "e": entry("pledge", "2025-01-01", "5"),
        "f": entry("pledge", "2024", "5"),
        "g": entry("pledge", "2024-06-01/..", "5"),
    });
    let why = [
        "A statement moves nothing.",
        "Which step it is is not on record.",
        "There is no figure.",
        "There is no figure.",
        "It can lie after the day of this journal.",
        "It can lie after the day of this journal.",
    ];
    check(all, json!({}), &["2024-12-31 * Pledged:EE  5.00 EUR"], &why);
    let again = json!({"relations": {"r": {"kind": "repeats", "to": "whole"}}});
    let said = ["The same money stands, or may stand, with another contribution."];
    check(json!({"a": entry("pledge", "2024-02-01", "5")}), again, &[], &said);
    check(json!({"a": entry("pledge", "2024-02-01", "5")}), json!({"outside": true}), &[], &[]);
    let planned = json!({"planned": {"p": {"kind": "paid", "date": "2024", "amount": {"value": "5", "currency": "EUR"}}}});
    check(json!({}), planned, &[], &[]);
}

/// A joint sum of 22 of which 2 are a contribution of their own and 3 a published share.
fn joint() -> Register {
    let share = json!({"value": "3", "currency": "EUR"});
    register(&json!({
        "parties": {"EE": {"kind": "state"}, "LV": {"kind": "state"}, "LT": {"kind": "state"}},
        "contributions": {
            "all": {
                "contributors": {"a": {"party": "EE"}, "b": {"party": "LV", "share": share}, "c": {"party": "LT"}},
                "entries": {"e": entry("pledge", "2024-05-31", "20"), "f": entry("pledge", "2024-06-01", "2")},
            },
            "part": {
                "contributors": {"a": {"party": "EE"}},
                "relations": {"r": {"kind": "part-of", "to": "all"}},
                "entries": {"e": entry("pledge", "2024-06-05", "2")},
            },
            "alone": {"contributors": {"a": {"party": "EE"}}, "entries": {"e": entry("pledge", "2024-01-01", "1")}},
        },
    }))
}

#[test]
fn accounts_have_what_figures_say_of_their_party() {
    let register = joint();
    let (ledger, rates) = (Ledger::of(&register), TypedRates::of(&register));
    let on = "2024-12-31".parse().unwrap();
    let query = Query { on, published: None, currency: Currency::EUR };
    let figure = Count::new(&ledger, &rates, query).figure(Measure::Pledged);
    let rows = by(&figure, &ledger, Splitting::Member, &members(&register, on));
    // A row without a sum of its own only says “or more”.
    let mut expected: Vec<String> = rows
        .iter()
        .filter(|row| !row.amount.is_zero())
        .map(|row| match &row.key {
            Key::Party(id) => format!("{id} {}", row.amount),
            Key::Together(ids) => {
                format!("{} {}", super::accounts::parties(ids.iter().map(Id::as_str)), row.amount)
            }
            other => panic!("{other:?}"),
        })
        .collect();
    expected.sort();
    let journal = with(&register, Journal::of);
    let mut sums = std::collections::BTreeMap::new();
    for posting in journal.moves.iter().flat_map(|(_, moved)| &moved.postings) {
        if let Some(whose) = posting.account.strip_prefix("Equity:Pledged:") {
            *sums.entry(whose.to_owned()).or_insert(Decimal::ZERO) += posting.sum.value;
        }
    }
    assert_eq!(sums.iter().map(|(whose, sum)| format!("{whose} {sum}")).collect::<Vec<_>>(), expected);
    assert_eq!(expected, ["EE 3", "EE-and-LT-and-LV 17", "LV 3"]);
    let names: Vec<_> = journal.accounts.values().map(|account| account.name.as_str()).collect();
    assert_eq!(names, ["", "Estonia", "Estonia, Lithuania, Latvia", "Latvia"]);
}

#[test]
fn both_dialects_say_the_same() {
    let rated = json!({"a": {
        "kind": "pledge", "act": "announced; (twice)", "date": "2024-01-24~", "note": "one\ntwo, three",
        "amount": {"value": "91000000", "currency": "DKK", "qualifier": "over"},
        "stated_rate": {"base": "EUR", "quote": "DKK", "value": "7.4568"},
    }});
    let register = of(rated, json!({}));
    let stands = |dialect: Dialect, expected: &str| {
        let journal = written(&register, dialect);
        assert!(journal.contains(expected), "{journal}");
    };
    stands(
        Dialect::Hledger,
        "\n2024-01-24 * (pledge) Estonia | Radios\n    ; record: contributions/one\n    ; of: entries/a\n    \
         ; kind: pledge\n    ; act: announced; (twice)\n    ; date: 2024-01-24~\n    \
         ; stated_rate: 1 EUR = 7.4568 DKK\n    ; note: one\\ntwo, three\n    ; qualifier: over\n    \
         Equity:Pledged:EE  91000000.00 DKK\n    Equity:Contra:Pledged  -12203626.22 EUR @ 7.4568 DKK\n    \
         Equity:Rounding  -0.002704 DKK\n",
    );
    stands(
        Dialect::Beancount,
        "\n2024-01-24 * \"Estonia\" \"Radios\"\n  record: \"contributions/one\"\n  of: \"entries/a\"\n  \
         kind: \"pledge\"\n  act: \"announced; (twice)\"\n  date: \"2024-01-24~\"\n  \
         stated_rate: \"1 EUR = 7.4568 DKK\"\n  note: \"one\\ntwo, three\"\n  qualifier: \"over\"\n  \
         Equity:Pledged:EE  91000000.00 DKK\n  Equity:Contra:Pledged  -12203626.22 EUR @ 7.4568 DKK\n  \
         Equity:Rounding  -0.002704 DKK\n",
    );
}

#[test]
fn an_empty_register_has_a_journal_that_says_its_day_and_side() {
    let (register, id) = (Register::default(), Id::from("r"));
    let on = "2024-12-31".parse().unwrap();
    let left_out = Some(LeftOut { records: 2, lines: 3 });
    let export = Export { register: &register, id: &id, on, left_out, registered_as: None, only: None };
    let public = "As of 2024-12-31: the public part of the register; internal and left out: records 2, lines of other records 3.";
    for dialect in Dialect::ALL {
        let journal = Format::Ledger(dialect).write(&export).unwrap();
        assert!(journal.starts_with(&format!("; Muster journal 1 for {}\n", dialect.word())));
        assert!(journal.contains(public) && journal.ends_with("\n; End of the journal\n"), "{journal}");
        assert_eq!(Format::Ledger(dialect).ready(&export), []);
    }
}

#[test]
fn what_is_missing_is_named() {
    let lacks = |body: &Value| {
        let all = with(&register(body), |export| Format::Ledger(Dialect::Hledger).ready(export));
        all.into_iter()
            .map(|Missing { need, key, path, sentence }| {
                assert!(key == RecordKey::new(key.collection, "c") && sentence.ends_with('.'), "{sentence}");
                (need, path)
            })
            .collect::<Vec<_>>()
    };
    let (valid, complete) = (Need::Valid, Need::Complete);
    let entries = json!({
        "a": entry("pledge", "2024-01", "5"), "b": {"kind": "pledge", "date": "2024-01-01"},
        "c": {"date": "2024-01-01"}, "d": {"kind": "paid", "amount": {"value": "5", "currency": "EUR"}},
        "e": entry("statement", "2024-01-01", "5"), "f": entry("pledge", "2024-01-02", "5"),
    });
    let expected = [
        (complete, "contributors"),
        (complete, "purpose"),
        (complete, "entries/a/date"),
        (valid, "entries/b/amount"),
        (valid, "entries/c/kind"),
        (complete, "entries/d/date"),
    ];
    let expected = expected.map(|(need, path)| (need, path.to_owned()));
    assert_eq!(lacks(&json!({"contributions": {"c": {"entries": entries}}})), expected);
}

/// A text that a file can hold: without controls, with one kind of line end.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof!["\\PC{0,30}", "[ ;:,|\"\\\\\nts]{0,12}"]
}

fn any_item() -> impl Strategy<Value = Item> {
    (any_text(), prop::collection::vec(("[a-z][a-z_]{1,8}", any_text()), 0..5))
        .prop_map(|(title, fields)| Item { word: "entry", title, fields })
}

fn any_moved() -> impl Strategy<Value = Moved> {
    let value = (any::<i64>(), 0..20_u32).prop_map(|(value, scale)| Decimal::new(value, scale));
    let day = (0..36_000_u64).prop_map(|days| "2000-01-01".parse::<Day>().unwrap() + chrono::Days::new(days));
    let currency = prop::sample::select(Currency::all());
    let rate = (1..10_000_000_i64, 0..7_u32).prop_map(|(value, scale)| Decimal::new(value, scale));
    (day, any_text(), any_text(), value, currency, prop::option::of(rate)).prop_map(
        |(day, giver, purpose, value, currency, rate)| {
            let rate = rate.and_then(|rate| StatedRate::new(Currency::EUR, currency, rate).ok());
            let sum = Sum { value, currency };
            let postings = postings(Step::Pledge, "EE", sum, rate).unwrap();
            Moved { day, is_dated: value.is_sign_positive(), giver, purpose, postings }
        },
    )
}

proptest! {
    /// What is printed is read as it was, in both dialects; and every transaction adds up to nothing.
    #[test]
    fn what_is_printed_reads_back(
        moves in prop::collection::vec((any_item(), any_moved()), 0..4),
        words in prop::collection::vec(any_item(), 0..4),
        title in any_text(),
        preface in any_text(),
    ) {
        let on = "2100-01-01".parse().unwrap();
        let journal =
            Journal { on, title, preface, currencies: Default::default(), accounts: Default::default(), moves, words };
        for (_, moved) in &journal.moves {
            let mut sums = std::collections::BTreeMap::new();
            for posting in &moved.postings {
                let sum = match posting.price {
                    Some(price) => Sum { value: posting.sum.value * price.value, ..price },
                    None => posting.sum,
                };
                *sums.entry(sum.currency).or_insert(Decimal::ZERO) += sum.value;
            }
            prop_assert!(sums.values().all(Decimal::is_zero), "{sums:?}");
        }
        for dialect in Dialect::ALL {
            let mut build = Build::default();
            let blocks = match dialect {
                Dialect::Hledger => hledger::read(&hledger::print(&journal), &mut build),
                Dialect::Beancount => beancount::read(&beancount::print(&journal), &mut build),
            };
            let found: Vec<_> = blocks.unwrap().into_iter().map(|block| {
                let fields: Vec<_> = block.fields.into_iter().map(|(name, text, _)| (name, text)).collect();
                let postings: Vec<_> = block.postings.into_iter().map(|one| (one.account, one.sum)).collect();
                (block.day, fields, postings)
            }).collect();
            let moves = journal.moves.iter().map(|(item, moved)| {
                let postings = moved.postings.iter().map(|one| (one.account.clone(), one.sum)).collect();
                (moved.day, item.fields.clone(), postings)
            });
            let words = journal.words.iter().map(|item| (on, item.fields.clone(), Vec::new()));
            prop_assert_eq!(found, moves.chain(words).collect::<Vec<_>>());
        }
    }
}
