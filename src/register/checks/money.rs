//! Amounts that cannot be: too fine for their currency, below zero, cut by more than was there.

use rust_decimal::Decimal;

use super::index::steps;
use super::names::{money, sum};
use super::{Found, Rule, Severity, Spot, Subject};
use crate::register::{
    Amount, Arrange, Basis, Collection, Contribution, Currency, Date, Few, Form, Id, Kind, Leaf, Qualifier,
    Step,
};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::findings as says;

pub(super) const TOO_FINE: Rule =
    Rule { id: "amount-too-fine", severity: Severity::Error, remedy: says::TOO_FINE_DO };
pub(super) const NEGATIVE: Rule =
    Rule { id: "amount-negative", severity: Severity::Error, remedy: says::BELOW_ZERO_DO };
pub(super) const CUT: Rule =
    Rule { id: "cut-beyond-sum", severity: Severity::Error, remedy: says::CUT_BEYOND_DO };
pub(super) const PARTS: Rule =
    Rule { id: "parts-above-sum", severity: Severity::Error, remedy: says::PARTS_ABOVE_DO };
pub(super) const BASIS: Rule =
    Rule { id: "value-without-basis", severity: Severity::Info, remedy: says::NO_BASIS_DO };

pub(super) const RULES: &[&Rule] = &[&TOO_FINE, &NEGATIVE, &CUT, &PARTS, &BASIS];

/// The nodes whose amount may be below zero.
const MAY_CUT: [&str; 2] = ["Entry", "PlannedEntry"];

pub(super) fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for spot in subject.spots {
        amounts(spot, found);
    }
    if let Some(contribution) = subject.register().contributions.get(&subject.key.id)
        && subject.of(Collection::Contributions).is_some()
    {
        cuts(contribution, found);
        parts(subject, contribution, found);
        bases(contribution, found);
    }
}

fn amounts(spot: &Spot<'_>, found: &mut Found<'_>) {
    for (field, _, value) in spot.leaves().filter(|(_, kind, _)| *kind == Kind::Amount) {
        let Ok(amount) = Amount::read(value) else { continue };
        if amount.is_too_fine() {
            let (digits, currency) = (amount.currency.digits().to_string(), amount.currency.code());
            let sentence = said!(says::TOO_FINE, sum = money(&amount), currency, digits);
            found.add(&TOO_FINE, spot.at(field), sentence);
        }
        if amount.value < Decimal::ZERO && !MAY_CUT.contains(&spot.shape.name) {
            found.add(&NEGATIVE, spot.at(field), said!(says::BELOW_ZERO, sum = money(&amount)));
        }
    }
}

/// An entry with an amount, and its date if it has one.
type Dated<'a> = (&'a Id, Amount, Option<&'a Date>);

/// Whether each cut finds what it cuts, by step and currency. A date that is not exact is read in favour of the
/// entry: what is added counts from its first day, what is cut from its last.
fn cuts(contribution: &Contribution, found: &mut Found<'_>) {
    let mut lines: Few<(Step, Currency), Vec<Dated<'_>>> = Few::new();
    let mut open = Vec::new();
    for (id, entry) in contribution.entries.live() {
        let Some(step) = entry.kind else { continue };
        match entry.amount {
            Some(amount) => {
                if amount.qualifier != Qualifier::Exact && amount.value > Decimal::ZERO {
                    open.push(step);
                }
                lines.or_default((step, amount.currency)).push((id, amount, entry.date.as_ref()));
            }
            None => open.push(step),
        }
    }
    for ((step, currency), mut entries) in lines {
        // What was there is not known where a figure is missing or not exact.
        if open.contains(&step) {
            continue;
        }
        entries.arrange_by_key(|(id, amount, date)| {
            let is_cut = amount.value < Decimal::ZERO;
            let day = date.map(|date| if is_cut { date.last() } else { date.first() });
            // Undated: what is added comes first, what is cut last.
            (day.is_none() && is_cut, day, is_cut, (*id).clone())
        });
        let mut held = Decimal::ZERO;
        for (id, amount, _) in entries {
            let Some(after) = held.checked_add(amount.value) else { break };
            if after < Decimal::ZERO {
                let step = labels::inside(labels::choice_label(step.word()));
                let [cut, held] = [-amount.value, held].map(|value| sum(value, currency));
                let sentence = said!(says::CUT_BEYOND, cut, step, held);
                found.add(&CUT, format!("entries/{id}/amount"), sentence);
            } else {
                held = after;
            }
        }
    }
}

fn parts(subject: &Subject<'_>, contribution: &Contribution, found: &mut Found<'_>) {
    let parts: Vec<Amount> = contribution.contributors.values().filter_map(|giver| giver.share).collect();
    let Some(first) = parts.first() else { return };
    if parts.iter().any(|part| part.currency != first.currency) {
        return;
    }
    let total = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.value));
    let steps = steps(subject.look.index, subject.register(), &subject.key.id);
    let (Some(total), Some(steps)) = (total, steps) else { return };
    if steps.currency == first.currency && total > steps.raised() {
        let (total, reached) = (sum(total, first.currency), sum(steps.raised(), steps.currency));
        let sentence = said!(says::PARTS_ABOVE, total, reached);
        found.add(&PARTS, "contributors", sentence);
    }
}

fn bases(contribution: &Contribution, found: &mut Found<'_>) {
    if contribution.form != Some(Form::InKind) {
        return;
    }
    for (id, entry) in contribution.entries.live() {
        if let (Some(amount), None::<Basis>) = (entry.amount, entry.basis) {
            let sentence = said!(says::NO_BASIS, sum = money(&amount));
            found.add(&BASIS, format!("entries/{id}/basis"), sentence);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::tiny::check;
    use super::*;

    fn amount(value: &str, currency: &str) -> Value {
        json!({"value": value, "currency": currency})
    }

    #[test]
    fn scale_and_sign() {
        let entry = |value, currency| json!({"contributions": {"c": {"entries": {"e": {"amount": amount(value, currency)}}}}});
        let place = "contributions/c entries/e/amount";
        check(&TOO_FINE, entry("0.001", "EUR"), &[place]);
        check(&TOO_FINE, entry("0.5", "JPY"), &[place]);
        check(&TOO_FINE, entry("0.01", "EUR"), &[]);
        check(&TOO_FINE, entry("5", "JPY"), &[]);
        check(&NEGATIVE, entry("-1", "EUR"), &[]);
        check(&NEGATIVE, json!({"reported": {"f": {"amount": amount("-1", "EUR")}}}), &["reported/f amount"]);
        check(&NEGATIVE, json!({"reported": {"f": {"amount": amount("1", "EUR")}}}), &[]);
    }

    /// Entries e1, e2 … of one contribution as date and value.
    fn entries(lines: &[(&str, &str)]) -> Value {
        let entry = |(n, (date, value)): (usize, &(&str, &str))| {
            let line = json!({"kind": "pledge", "date": date, "amount": amount(value, "EUR")});
            (format!("e{}", n + 1), line)
        };
        let lines: serde_json::Map<_, _> = lines.iter().enumerate().map(entry).collect();
        json!({"contributions": {"c": {"entries": lines}}})
    }

    #[test]
    fn a_cut_finds_what_it_cuts() {
        check(&CUT, entries(&[("2024-01", "-5")]), &["contributions/c entries/e1/amount"]);
        check(
            &CUT,
            entries(&[("2024-01", "10"), ("2024-02", "-11")]),
            &["contributions/c entries/e2/amount"],
        );
        check(&CUT, entries(&[("2024-03", "10"), ("2024-02", "-5")]), &["contributions/c entries/e2/amount"]);
        check(&CUT, entries(&[("2024-01", "10"), ("2024-02", "-10")]), &[]);
        check(&CUT, entries(&[("2024", "10"), ("2024-02", "-10")]), &[]);
        let mut unknown = entries(&[("2024-02", "-10")]);
        unknown["contributions"]["c"]["entries"]["e0"] = json!({"kind": "pledge", "date": "2024-01"});
        check(&CUT, unknown, &[]);
    }

    #[test]
    fn the_parts_fit_into_the_sum() {
        let with = |part| {
            let mut body = entries(&[("2024-01", "10")]);
            body["contributions"]["c"]["contributors"] =
                json!({"a": {"share": part}, "b": {"share": amount("4", "EUR")}});
            body
        };
        check(&PARTS, with(amount("7", "EUR")), &["contributions/c contributors"]);
        check(&PARTS, with(amount("6", "EUR")), &[]);
        check(&PARTS, with(amount("7", "DKK")), &[]);
    }

    #[test]
    fn a_value_in_kind_says_its_basis() {
        let with = |basis: Value| {
            let entry = json!({"amount": amount("1", "EUR"), "basis": basis});
            json!({"contributions": {"c": {"form": "in-kind", "entries": {"e": entry}}}})
        };
        check(&BASIS, with(Value::Null), &["contributions/c entries/e/basis"]);
        check(&BASIS, with("unknown".into()), &[]);
    }
}
