use serde_json::{Value, json};

use super::super::export::{Export, ExportError, Format};
use super::Package;
use crate::register::{Change, Id, Now, Pen, Register};

fn with<T>(body: &Value, done: impl Fn(&Export<'_>) -> T) -> T {
    let body = body.as_object().unwrap().clone();
    let change: Change = Pen::new("r").write(body, &Now { millis: 1_706_832_000_000, at: String::new() });
    let (register, id) = (Register::of([change]), Id::from("r"));
    let on = "2024-12-31".parse().unwrap();
    done(&Export {
        register: &register,
        id: &id,
        on,
        left_out: None,
        registered_as: Some("ocds-abc123"),
        only: None,
    })
}

fn written(body: &Value, package: Package) -> Result<Value, ExportError> {
    let text = with(body, |export| Format::Ocds(package).write(export));
    text.map(|text| serde_json::from_str(&text).unwrap())
}

fn release(purchase: Value) -> Value {
    let entries = json!({"x": {"kind": "expenditure", "date": "2024-06-01",
        "amount": {"value": "3", "currency": "EUR"}}});
    let body = json!({
        "parties": {"EE": {"kind": "state"}},
        "contributions": {"c": {"contributors": {"g": {"party": "EE"}}, "entries": entries}},
        "purchases": {"p": purchase},
    });
    written(&body, Package::Releases).unwrap()["releases"][0].clone()
}

#[track_caller]
fn check(purchase: Value, place: &str, expected: Value) {
    let release = release(purchase);
    assert_eq!(release.pointer(place).cloned().unwrap_or_default(), expected, "{release:#}");
}

fn eur(value: u32) -> Value {
    json!({"value": value.to_string(), "currency": "EUR"})
}

#[test]
fn an_order_is_an_award_and_a_contract_with_the_latest_value() {
    let purchase = || {
        json!({"steps": {
            "a": {"kind": "approved", "date": "2024-01-01", "value": eur(7)},
            "b": {"kind": "ordered", "date": "2024-02-01", "value": eur(5)},
            "c": {"kind": "contracted", "date": "2024-03", "value": eur(6)},
            "d": {"kind": "contracted", "date": "2025-03", "value": eur(9)},
        }})
    };
    check(purchase(), "/planning/budget/amount", json!({"amount": 7, "currency": "EUR"}));
    check(purchase(), "/awards/0/value", json!({"amount": 6, "currency": "EUR"}));
    check(purchase(), "/awards/0/date", json!("2024-02-01T00:00:00Z"));
    check(purchase(), "/contracts/0/dateSigned", json!("2024-03-31T00:00:00Z"));
    check(purchase(), "/planning/milestones/1/status", json!("scheduled"));
    check(purchase(), "/tender/status", json!("complete"));
}

#[test]
fn what_has_no_figure_or_an_unlisted_currency_is_told_in_words() {
    for value in [
        json!({"value": "1", "currency": "XCG"}),
        json!({"value": "1", "currency": "EUR", "qualifier": "at-most"}),
    ] {
        let purchase = json!({"steps": {"b": {"kind": "ordered", "date": "2024-02-01", "value": value}}});
        let award = release(purchase)["awards"][0].clone();
        assert!(award.get("value").is_none() && award["description"].as_str().unwrap().contains('1'));
    }
}

#[test]
fn a_share_is_a_line_of_the_budget_and_what_was_spent_a_transaction() {
    let purchase = || {
        json!({
            "steps": {"b": {"kind": "ordered", "date": "2024-02-01"}},
            "shares": {"s": {"of": {"o": {"contribution": "c"}}, "amount": eur(4)}},
        })
    };
    let source = json!({"id": "EE", "name": "Estonia"});
    check(purchase(), "/planning/budget/budgetBreakdown/0/sourceParty", source.clone());
    check(purchase(), "/contracts/0/implementation/transactions/0/id", json!("c/x"));
    check(purchase(), "/contracts/0/implementation/transactions/0/payer", source);
    check(purchase(), "/parties/0/roles", json!(["funder", "payer"]));
    check(purchase(), "/ocid", json!("ocds-abc123-r-p"));
}

#[test]
fn a_delivery_without_an_order_stands_with_the_tender() {
    let purchase = json!({"deliveries": {"d": {"date": "2024-02"}}});
    check(purchase, "/tender/milestones/0/dateMet", json!("2024-02-29T00:00:00Z"));
}

#[test]
fn a_record_has_the_release_and_its_compilation() {
    let file = written(&json!({"purchases": {"p": {"title": "A"}}}), Package::Records).unwrap();
    assert_eq!(file["records"][0]["compiledRelease"]["tag"], json!(["compiled"]));
    assert_eq!(file["records"][0]["releases"][0]["tender"]["title"], json!("A"));
}

#[test]
fn there_is_no_file_without_a_purchase() {
    let refused = written(&json!({"parties": {"EE": {"kind": "state"}}}), Package::Releases).unwrap_err();
    assert!(refused.to_string().starts_with("There is no record in purchases"));
}

#[test]
fn what_is_missing_is_named_by_its_field() {
    let purchase = json!({
        "title": "A", "agent": "EE",
        "steps": {"a": {"kind": "ordered"}, "b": {"kind": "need", "date": "2024", "value": {"value": "1", "currency": "XCG"}}},
        "shares": {"s": {"amount": eur(1)}},
    });
    let body = json!({"register": {"self": {"keeper": "B"}}, "purchases": {"p": purchase}});
    let ready = with(&body, |export| Format::Ocds(Package::Releases).ready(export));
    let paths: Vec<_> = ready.iter().map(|one| one.path.as_str()).collect();
    let expected =
        ["supplier", "steps/a/value", "steps/a/date", "steps/b/value", "steps/b/date", "shares/s/of"];
    assert_eq!(paths, expected, "{ready:#?}");
}
