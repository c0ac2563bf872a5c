use serde_json::{Value, json};

use super::super::export::{Export, ExportError, Format, Missing, Need, Perspective};
use crate::register::{Change, Id, Now, Pen, RecordKey, Register};

fn register(body: &Value) -> Register {
    let body = body.as_object().unwrap().clone();
    let change: Change = Pen::new("r").write(body, &Now { millis: 1_706_832_000_000, at: String::new() });
    Register::of([change])
}

fn with<T>(body: &Value, done: impl Fn(&Export<'_>) -> T) -> T {
    let (register, id) = (register(body), Id::from("r"));
    let on = "2024-12-31".parse().unwrap();
    done(&Export { register: &register, id: &id, on, left_out: None, registered_as: None, only: None })
}

fn written(body: &Value, perspective: Perspective) -> String {
    with(body, |export| Format::Iati(perspective.clone()).write(export).unwrap())
}

/// The transactions of a file: type, value and whether in kind; and why entries are none.
fn money(file: &str) -> (Vec<String>, Vec<String>) {
    let code = |part: &str| part.split_once("code=\"").unwrap().1.split_once('"').unwrap().0.to_owned();
    let transactions = file.split("<transaction ").skip(1).map(|part| {
        let part = part.split_once("</transaction>").unwrap().0;
        let value = part.split_once("</value>").unwrap().0.rsplit_once('>').unwrap().1;
        let channel = if part.contains("disbursement-channel") { " in kind" } else { "" };
        format!("{} {value}{channel}", code(part))
    });
    let why = file.split("No transaction: ").skip(1).map(|part| part.split_once('.').unwrap().0.to_owned());
    (transactions.collect(), why.collect())
}

#[track_caller]
fn check(entries: Value, more: Value, transactions: &[&str], why: &[&str]) {
    check_of(Perspective::Register, entries, more, transactions, why);
}

#[track_caller]
fn check_of(perspective: Perspective, entries: Value, more: Value, transactions: &[&str], why: &[&str]) {
    let mut one = json!({"contributors": {"c": {"party": "EE"}}, "entries": entries});
    for (name, value) in more.as_object().unwrap() {
        one[name] = value.clone();
    }
    let whole = json!({"entries": {
        "e": {"kind": "pledge", "date": "2024-01-01", "amount": {"value": "9", "currency": "EUR"}},
    }});
    let body = json!({
        "parties": {"EE": {"kind": "state"}},
        "contributions": {"one": one, "whole": whole},
    });
    let file = written(&body, perspective);
    let part = file.split("muster:record=\"contributions/one\"").nth(1).unwrap();
    let found = money(part.split("</iati-activity>").next().unwrap());
    assert_eq!(found, (own(transactions), own(why)));
}

fn own(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn entry(kind: &str, date: &str, value: &str) -> Value {
    json!({"kind": kind, "date": date, "amount": {"value": value, "currency": "EUR"}})
}

#[test]
fn money_comes_in_from_the_registers_side() {
    let all = json!({
        "a": entry("pledge", "2024-01", "5"), "b": entry("commitment", "2024-02-01", "4"),
        "c": entry("commitment", "2024-02-02", "-1"), "d": entry("paid", "2024-03-01", "2"),
        "e": entry("expenditure", "2024-04-01", "1"), "f": entry("delivery", "2024-05-01", "3"),
        "g": entry("statement", "2024-05-01", "3"),
    });
    check(all, json!({"form": "mixed"}), &["13 5", "11 4", "11 -1", "1 2", "4 1", "1 3 in kind"], &[]);
}

#[test]
fn money_goes_out_from_a_members_side() {
    let member = || Perspective::Member("EE".into());
    let all = json!({
        "a": entry("pledge", "2024-01", "5"), "b": entry("commitment", "2024-02-01", "4"),
        "d": entry("paid", "2024-03-01", "2"), "e": entry("expenditure", "2024-04-01", "1"),
        "f": entry("delivery", "2024-05-01", "3"),
    });
    let spent = "it was spent by those to whom the money was paid";
    check_of(member(), all, json!({}), &["12 5", "2 4", "3 2", "3 3 in kind"], &[spent]);
    check_of(member(), json!({"e": entry("expenditure", "2024-04-01", "1")}), json!({}), &["4 1"], &[]);
    let two = json!({"contributors": {"c": {"party": "EE"}, "d": {"party": "LV"}}});
    let together = "it is of several givers together";
    check_of(member(), json!({"a": entry("pledge", "2024-01", "5")}), two, &[], &[together]);
}

#[test]
fn what_has_no_figure_no_date_or_no_step_is_told_in_words() {
    let at_most = json!({"kind": "pledge", "date": "2024-01-01",
        "amount": {"value": "9", "currency": "EUR", "qualifier": "at-most"}});
    let entries = json!({
        "a": {"kind": "pledge", "date": "2024-01-01"},
        "b": at_most,
        "c": {"kind": "pledge", "amount": {"value": "9", "currency": "EUR"}},
        "d": {"date": "2024-01-01", "amount": {"value": "9", "currency": "EUR"}},
        "e": entry("pledge", "2024-12/2025-01", "9"),
    });
    let no_figure = "there is no figure";
    let later = "it can lie after the day of this file";
    check(
        entries,
        json!({}),
        &[],
        &[no_figure, no_figure, "there is no date", "which step it is is not on record", later],
    );
}

#[test]
fn the_same_money_is_one_transaction() {
    let again = "the same money stands, or may stand, with another activity";
    let entries = || json!({"a": entry("pledge", "2024-02-01", "5"), "b": entry("paid", "2024-03-01", "5")});
    for kind in ["repeats", "part-of", "same-as"] {
        let relations = json!({"relations": {"r": {"kind": kind, "to": "whole"}}});
        check(entries(), relations, &["1 5"], &[again]);
    }
    let part = json!({"relations": {"r": {"kind": "part-of", "to": "whole"}}});
    // The whole is not Estonia's alone, so that its known part stands in its file.
    check_of(Perspective::Member("EE".into()), entries(), part, &["12 5", "3 5"], &[]);
    check(entries(), json!({"relations": {"r": {"kind": "fulfils", "to": "whole"}}}), &["13 5", "1 5"], &[]);
    check(entries(), json!({"relations": {"r": {"kind": "repeats", "to": "one"}}}), &["13 5", "1 5"], &[]);
}

#[test]
fn a_purchase_begins_when_something_happened_or_is_to_happen() {
    let dates = |steps: Value, deliveries: Value| {
        let file = written(
            &json!({"purchases": {"p": {"title": "A", "steps": steps, "deliveries": deliveries}}}),
            Perspective::Register,
        );
        let part = file.split("muster:record=\"purchases/p\"").nth(1).unwrap().to_owned();
        let of = |part: &str| {
            let (sort, rest) = part.split_once('"').unwrap();
            format!("{sort} {}", rest.split('"').nth(1).unwrap())
        };
        part.split("<activity-date type=\"").skip(1).map(of).collect::<Vec<_>>()
    };
    let none = || json!({});
    assert_eq!(dates(none(), none()), ["1 2024-02-02"], "the day of its recording");
    assert_eq!(dates(none(), json!({"d": {"date": "2024-03"}})), ["2 2024-03-31"]);
    assert_eq!(dates(json!({"s": {"kind": "delivered", "date": "2025-03"}}), none()), ["1 2025-03-31"]);
    let both =
        json!({"s": {"kind": "approved", "date": "2024-03"}, "t": {"kind": "ordered", "date": "2024-05-01"}});
    assert_eq!(dates(both, none()), ["1 2024-03-31", "2 2024-05-01"]);
    assert_eq!(dates(json!({"s": {"kind": "approved", "date": "2024-03/.."}}), none()), ["1 2024-02-02"]);
}

#[test]
fn goods_bought_with_money_that_counts_are_a_result() {
    let delivered = json!({"a": entry("delivery", "2024-02-01", "5")});
    check(delivered.clone(), json!({"form": "financial"}), &[], &[]);
    let body = json!({"contributions": {"one": {"form": "financial", "entries": delivered}}});
    assert!(written(&body, Perspective::Register).contains("<result type=\"1\" muster:of=\"entries/a\">"));
}

#[test]
fn an_empty_register_has_the_activity_of_the_coalition() {
    let file = written(&json!({}), Perspective::Register);
    assert_eq!(file.matches("<iati-activity ").count(), 1);
    assert!(file.contains("Not dated in the register"));
}

#[test]
fn a_party_that_is_not_on_record_has_no_file() {
    let refused = with(&json!({}), |export| Format::Iati(Perspective::Member("EE".into())).write(export));
    assert_eq!(refused, Err(ExportError::NoParty("EE".into())));
}

#[test]
fn what_is_missing_is_named_by_its_field() {
    let body = json!({"contributions": {"one": {"purpose": "A", "entries": {
        "a": {"kind": "pledge", "date": "2024-01-01"}, "b": entry("pledge", "2024-02", "1"),
    }}}});
    let ready = with(&body, |export| Format::Iati(Perspective::Register).ready(export));
    let key = RecordKey::of::<crate::register::Contribution>(&"one".into());
    let mine = |missing: &&Missing| missing.key == key;
    let said: Vec<_> = ready.iter().filter(mine).map(|one| (one.need, one.path.as_str())).collect();
    let expected = [
        (Need::Complete, "contributors"),
        (Need::Valid, "entries/a/amount"),
        (Need::Complete, "entries/b/date"),
    ];
    assert_eq!(said, expected);
}
