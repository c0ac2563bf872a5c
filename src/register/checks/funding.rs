//! Money promised twice: shares beyond what a contribution reached or a purchase is worth.
//!
//! Sums of several currencies are not compared here: that takes rates.

use rust_decimal::Decimal;

use super::index::{Drawn, Steps, steps};
use super::names::sum;
use super::{Found, Rule, Severity, Subject, name};
use crate::register::{Amount, Collection, Each, Few, Id, Purchase, PurchaseStepKind, RecordKey, Step};
use crate::said;
use crate::words::text::areas::findings as says;

pub(super) const BEYOND_RAISED: Rule =
    Rule { id: "shares-beyond-contribution", severity: Severity::Error, remedy: says::BEYOND_REACHED_DO };
pub(super) const AGAINST_PLEDGE: Rule =
    Rule { id: "ordered-against-pledge", severity: Severity::Warning, remedy: says::BEYOND_COMMITTED_DO };
pub(super) const BEYOND_VALUE: Rule =
    Rule { id: "shares-beyond-purchase", severity: Severity::Error, remedy: says::BEYOND_VALUE_DO };

pub(super) const RULES: &[&Rule] = &[&BEYOND_RAISED, &AGAINST_PLEDGE, &BEYOND_VALUE];

pub(super) fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    if subject.of(Collection::Purchases).is_none() {
        return;
    }
    let Some(purchase) = subject.register().purchases.get(&subject.key.id) else { return };
    if purchase.steps.values().any(|step| step.kind == Some(PurchaseStepKind::Cancelled)) {
        return;
    }
    // One finding for each contribution that this purchase draws on, at its first share.
    let mut first: Few<&Id, &Id> = Few::new();
    for (id, share) in purchase.shares.live() {
        let of: Vec<&Id> = share.of.values().filter_map(|of| Some(of.contribution.as_ref()?.id())).collect();
        match (of.as_slice(), share.amount) {
            ([contribution], Some(_)) => {
                first.or_insert(contribution, id);
            }
            ([_, _, ..], Some(amount)) => joint(subject, id, &of, amount, found),
            _ => {}
        }
    }
    for (contribution, share) in first {
        single(subject, contribution, share, found);
    }
    value(subject, purchase, found);
}

/// All shares that draw on one contribution against what it reached.
fn single(subject: &Subject<'_>, contribution: &Id, share: &Id, found: &mut Found<'_>) {
    let register = subject.register();
    let index = subject.look.index;
    let Some(steps) = steps(index, register, contribution) else { return };
    let drawn = index.drawn(register, contribution);
    let Some(total) = total(drawn.iter().map(|drawn| drawn.amount), &steps) else { return };
    let beyond_raised = total > steps.raised();
    let (rule, reached) = match beyond_raised {
        true => (&BEYOND_RAISED, steps.raised()),
        false if total > steps.of(Step::Commitment) => (&AGAINST_PLEDGE, steps.of(Step::Commitment)),
        false => return,
    };
    let Some(excess) = total.checked_sub(reached) else { return };
    let key = RecordKey { collection: Collection::Contributions, id: contribution.clone() };
    let (purchase, contribution) = (name(register, subject.key), name(register, &key));
    let [total, reached, excess] = [total, reached, excess].map(|value| sum(value, steps.currency));
    let others = others(subject, drawn);
    let sentence = match beyond_raised {
        true => said!(says::BEYOND_REACHED, purchase, contribution, total, reached, excess, others),
        false => said!(says::BEYOND_COMMITTED, purchase, contribution, total, reached, excess, others),
    };
    found.add(rule, format!("shares/{share}/amount"), sentence);
}

/// The other purchases that draw on the same contribution.
fn others(subject: &Subject<'_>, drawn: &[Drawn]) -> String {
    let mut others: Vec<&Id> =
        drawn.iter().map(|drawn| &drawn.purchase).filter(|id| **id != subject.key.id).collect();
    others.dedup();
    let name = |id: &Id| name(subject.register(), &RecordKey::new(Collection::Purchases, id.as_str()));
    match others.as_slice() {
        [] => String::new(),
        [only] => said!(says::SO_DOES, name = name(only)),
        [first, more @ ..] => said!(says::SO_DO, name = name(first), count = more.len().to_string()),
    }
}

/// One share of several contributions against what they reached together.
fn joint(subject: &Subject<'_>, share: &Id, of: &[&Id], amount: Amount, found: &mut Found<'_>) {
    let (register, index) = (subject.register(), subject.look.index);
    let mut reached = Decimal::ZERO;
    for contribution in of {
        let Some(steps) = steps(index, register, contribution) else { return };
        let Some(sum) = reached.checked_add(steps.raised()) else { return };
        if steps.currency != amount.currency {
            return;
        }
        reached = sum;
    }
    if amount.value > reached {
        let (purchase, n, count) = (name(register, subject.key), of.len(), of.len().to_string());
        let [part, reached] = [amount.value, reached].map(|value| sum(value, amount.currency));
        let sentence = said!(says::JOINT_BEYOND, purchase, share = part, n, count, reached);
        found.add(&BEYOND_RAISED, format!("shares/{share}/amount"), sentence);
    }
}

/// The shares of a purchase against its value: that of its latest step with one.
fn value(subject: &Subject<'_>, purchase: &Purchase, found: &mut Found<'_>) {
    let valued =
        purchase.steps.values().filter_map(|step| Some((step.date.as_ref(), step.kind, step.value?)));
    let latest = valued.max_by_key(|(date, kind, _)| (date.map(|date| date.last()), *kind));
    let Some((.., value)) = latest else { return };
    let shares: Vec<Amount> = purchase.shares.values().filter_map(|share| share.amount).collect();
    if shares.iter().any(|share| share.currency != value.currency) {
        return;
    }
    let total = shares.iter().try_fold(Decimal::ZERO, |sum, share| sum.checked_add(share.value));
    let Some(total) = total.filter(|total| *total > value.value) else { return };
    let Some(excess) = total.checked_sub(value.value) else { return };
    let [total, value, excess] = [total, value.value, excess].map(|one| sum(one, value.currency));
    let drawn = drawn_on(subject, purchase);
    let purchase = name(subject.register(), subject.key);
    let sentence = said!(says::BEYOND_VALUE, purchase, total, value, excess, drawn);
    found.add(&BEYOND_VALUE, "shares", sentence);
}

/// The contributions that a purchase draws on.
fn drawn_on(subject: &Subject<'_>, purchase: &Purchase) -> String {
    let of = purchase.shares.values().flat_map(|share| share.of.values());
    let of: Each<&Id> = of.filter_map(|of| Some(of.contribution.as_ref()?.id())).collect();
    let name = |id: &Id| name(subject.register(), &RecordKey::new(Collection::Contributions, id.as_str()));
    let mut of = of.iter();
    match (of.next(), of.next(), of.count()) {
        (None, ..) => String::new(),
        (Some(only), None, _) => said!(says::DRAWN_ONE, name = name(only)),
        (Some(first), Some(second), 0) => said!(says::DRAWN_TWO, name = name(first), other = name(second)),
        (Some(first), Some(_), more) => {
            said!(says::DRAWN_MORE, name = name(first), count = more.saturating_add(1).to_string())
        }
    }
}

/// The sum of amounts that are all in the currency of a contribution.
fn total(mut amounts: impl Iterator<Item = Amount>, steps: &Steps) -> Option<Decimal> {
    amounts.try_fold(Decimal::ZERO, |sum, amount| {
        if amount.currency == steps.currency { sum.checked_add(amount.value) } else { None }
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::check_all;
    use super::super::tiny::{check, tiny, today};
    use super::*;

    fn amount(value: u32) -> Value {
        json!({"value": value.to_string(), "currency": "EUR"})
    }

    fn share(contributions: &[&str], value: Value) -> Value {
        let of: serde_json::Map<_, _> =
            contributions.iter().map(|id| ((*id).to_owned(), json!({"contribution": id}))).collect();
        json!({"of": of, "amount": value})
    }

    /// Contribution c with a pledge and a commitment; purchase p, worth 100, with these shares, and purchase q,
    /// which draws 10 on c.
    fn body(pledge: u32, commitment: u32, shares: &[Value]) -> Value {
        let shares: serde_json::Map<_, _> =
            shares.iter().enumerate().map(|(n, share)| (format!("s{n}"), share.clone())).collect();
        json!({
            "parties": {"EE": {"kind": "state"}},
            "contributions": {
                "c": {
                    "contributors": {"g": {"party": "EE"}},
                    "entries": {
                        "e": {"kind": "pledge", "date": "2024-01", "amount": amount(pledge)},
                        "f": {"kind": "commitment", "date": "2024-02", "amount": amount(commitment)},
                    },
                },
                "d": {"entries": {"e": {"kind": "pledge", "amount": amount(20)}}},
            },
            "purchases": {
                "p": {
                    "title": "Radios",
                    "steps": {
                        "a": {"kind": "need", "date": "2024-01", "value": amount(1000)},
                        "b": {"kind": "approved", "date": "2024-02", "value": amount(100)},
                    },
                    "shares": shares,
                },
                "q": {"title": "Cables", "shares": {"s": share(&["c"], amount(10))}},
            },
        })
    }

    #[test]
    fn shares_stay_within_a_contribution() {
        let places = ["purchases/p shares/s0/amount", "purchases/q shares/s/amount"];
        check(&BEYOND_RAISED, body(50, 50, &[share(&["c"], amount(41))]), &places);
        check(&BEYOND_RAISED, body(50, 50, &[share(&["c"], amount(40))]), &[]);
        check(&BEYOND_RAISED, body(50, 20, &[share(&["c", "d"], amount(71))]), &places[..1]);
        check(&BEYOND_RAISED, body(50, 20, &[share(&["c", "d"], amount(70))]), &[]);
        let dkk = json!({"value": "400", "currency": "DKK"});
        check(&BEYOND_RAISED, body(50, 50, &[share(&["c"], dkk)]), &[]);
        let mut cancelled = body(50, 50, &[share(&["c"], amount(41))]);
        cancelled["purchases"]["p"]["steps"]["c"] = json!({"kind": "cancelled", "date": "2024-03"});
        check(&BEYOND_RAISED, cancelled, &[]);
    }

    #[test]
    fn both_records_and_the_amounts_are_named() {
        let found = check_all(&tiny(body(50, 50, &[share(&["c"], amount(41))])), today());
        let finding = found.iter().find(|finding| finding.id == BEYOND_RAISED.id).unwrap();
        assert_eq!(
            finding.sentence,
            "The purchase “Radios” draws on the contribution of Estonia (50 EUR): shares of 51 EUR in all stand \
             against 50 EUR reached, 1 EUR too much; so does the purchase “Cables”."
        );
    }

    #[test]
    fn the_value_names_the_contributions_too() {
        let shares = [share(&["c"], amount(61)), share(&["d", "c"], amount(40))];
        let found = check_all(&tiny(body(500, 500, &shares)), today());
        let finding = found.iter().find(|finding| finding.id == BEYOND_VALUE.id).unwrap();
        assert_eq!(
            finding.sentence,
            "The shares of the purchase “Radios” come to 101 EUR against its value of 100 EUR, 1 EUR too much; \
             they draw on the contribution of Estonia (500 EUR) and the contribution d (20 EUR)."
        );
    }

    #[test]
    fn an_order_waits_for_the_commitment() {
        let places = ["purchases/p shares/s0/amount", "purchases/q shares/s/amount"];
        check(&AGAINST_PLEDGE, body(50, 30, &[share(&["c"], amount(21))]), &places);
        check(&AGAINST_PLEDGE, body(50, 31, &[share(&["c"], amount(21))]), &[]);
        // A commitment held as its own contribution makes the pledge good.
        let mut fulfilled = body(50, 0, &[share(&["c"], amount(21))]);
        fulfilled["contributions"]["f"] = json!({
            "entries": {"e": {"kind": "commitment", "amount": amount(40)}},
            "relations": {"r": {"kind": "fulfils", "to": "c"}},
        });
        check(&AGAINST_PLEDGE, fulfilled, &[]);
    }

    #[test]
    fn shares_stay_within_the_value() {
        let shares = |second| [share(&["c"], amount(40)), share(&[], amount(second))];
        check(&BEYOND_VALUE, body(50, 50, &shares(61)), &["purchases/p shares"]);
        check(&BEYOND_VALUE, body(50, 50, &shares(60)), &[]);
    }
}
