//! What would narrow the gap between a claim and the register.

use rust_decimal::Decimal;

use crate::register::{Amount, Arrange, Contribution, Each, Few, Id, Leaf, Measure, Node, Step};

use super::super::fact::Fact;
use super::super::money::{add, sub};
use super::super::{Count, Money, Of, Reason};
use super::judge::{Judge, Trial};
use super::outcome::{Cause, Narrowing};
use super::seen::{Seen, Stands, kinds, shifted};

/// Within how many days an entry may have been taken along, or not yet.
const MONTH: i64 = 30;

/// Everything that would narrow the gap, what narrows it most first.
pub(super) fn narrowing(judge: &Judge<'_>, seen: &Seen, gap: Decimal, trial: Trial) -> Vec<Narrowing> {
    let mut found = Vec::new();
    let later = Trial { on: shifted(trial.on, MONTH), by: shifted(trial.by, MONTH), ..trial };
    changes(&mut found, Cause::Later, seen, &judge.seen(judge.measure, later));
    if trial.before.is_none() {
        let earlier = Trial { on: shifted(trial.on, -MONTH), ..trial };
        changes(&mut found, Cause::Earlier, seen, &judge.seen(judge.measure, earlier));
    }
    let count = judge.count(trial.on, trial.by);
    let inside = |id: &Id| {
        let account = judge.ledger.account(id);
        account.is_some_and(|one| judge.within().stands(one.who.parties(), one.form) == Stands::In)
    };
    for one in seen.figure.possibles.iter().filter(|one| inside(&one.contribution)) {
        put(&mut found, Cause::Duplicate, &one.contribution, None, one.converted);
    }
    for (id, sum) in repeats(judge, seen, &count).into_iter().filter(|(id, _)| inside(id)) {
        put(&mut found, Cause::Repeat, &id, None, sum);
    }
    readings(&mut found, judge, seen, &count, &inside);
    let left = |one: &Narrowing| sub(gap, one.effect).map_or(Decimal::MAX, |left| left.abs());
    found.retain(|one| left(one) < gap.abs());
    found.arrange_by_key(|one| (left(one), one.cause, one.of.id().clone(), one.line.clone()));
    found
}

fn put(found: &mut Vec<Narrowing>, cause: Cause, id: &Id, line: Option<&Id>, effect: Decimal) {
    found.push(Narrowing { cause, of: Of::Contribution(id.clone()), line: line.cloned(), effect });
}

/// How the sum of each record is another on another day.
fn changes(found: &mut Vec<Narrowing>, cause: Cause, seen: &Seen, other: &Seen) {
    let records: Each<&Of> = seen.sums.keys().chain(other.sums.keys()).flatten().collect();
    for of in records {
        let sum = |seen: &Seen| seen.sums.get(&Some(of.clone())).copied().unwrap_or_default();
        if let Some(effect) = sub(sum(other), sum(seen)).filter(|effect| !effect.is_zero()) {
            found.push(Narrowing { cause, of: of.clone(), line: None, effect });
        }
    }
}

/// What was said again, by contribution. A step further on is not more money: the largest of its kinds.
fn repeats(judge: &Judge<'_>, seen: &Seen, count: &Count<'_>) -> Few<Id, Decimal> {
    let mut sums: Few<(Id, Step), Decimal> = Few::new();
    for left in &seen.figure.left_out {
        let (Of::Contribution(id), Reason::Repeats(_)) = (&left.of, &left.reason) else { continue };
        let fact = fact(judge, id, &left.line);
        let Some((fact, money)) = fact.and_then(|fact| Some((fact, fact.dated.money?))) else { continue };
        let Ok((value, _)) = count.convert(money, fact.dated.when, fact.dated.stated) else { continue };
        let sum = sums.or_default((id.clone(), fact.kind));
        *sum = add(*sum, value).unwrap_or(*sum);
    }
    let mut largest: Few<Id, Decimal> = Few::new();
    for ((id, _), sum) in sums {
        let held = largest.or_insert(id, sum);
        *held = sum.max(*held);
    }
    largest
}

fn fact<'a>(judge: &Judge<'a>, id: &Id, line: &Id) -> Option<&'a Fact> {
    let mut facts = judge.ledger.account(id)?.facts.iter();
    facts.find(|fact| fact.bought.is_none() && fact.dated.id == *line)
}

/// What other readings of the sums of counted entries would change.
fn readings(
    found: &mut Vec<Narrowing>,
    judge: &Judge<'_>,
    seen: &Seen,
    count: &Count<'_>,
    inside: &dyn Fn(&Id) -> bool,
) {
    if kinds(judge.measure).is_empty() || judge.measure == Measure::Members {
        return;
    }
    let doubted: Each<(&Of, &Id)> = seen
        .figure
        .left_out
        .iter()
        .filter(|left| matches!(left.reason, Reason::Repeats(_) | Reason::PossiblySame(_)))
        .map(|left| (&left.of, &left.line))
        .collect();
    for (id, record) in judge.register.contributions.live().filter(|(id, one)| !one.outside && inside(id)) {
        for (line, reading, amount) in other_sums(record) {
            let Some(fact) = fact(judge, id, line).filter(|fact| kinds(judge.measure).contains(&fact.kind))
            else {
                continue;
            };
            let of = Of::Contribution(id.clone());
            if doubted.contains(&(&of, line)) || !fact.dated.holds(count.query.on, count.query.published) {
                continue;
            }
            let convert = |money| count.convert(money, fact.dated.when, fact.dated.stated).ok();
            let own = match fact.dated.money {
                Some(money) => convert(money).map(|(value, _)| value),
                None => Some(Decimal::ZERO),
            };
            let other = convert(Money { value: amount.value, currency: amount.currency });
            let effect = own.zip(other).and_then(|(own, (other, _))| sub(other, own));
            if let Some(effect) = effect {
                put(found, Cause::Reading, id, Some(reading), effect);
            }
        }
    }
}

/// The other readings of the sums of a contribution: the entry, the reading, and what it says.
fn other_sums(record: &Contribution) -> Vec<(&Id, &Id, Amount)> {
    let mut found = Vec::new();
    for (line, entry) in record.entries.0.iter().filter(|(_, entry)| !entry.is_gone()) {
        for (id, reading) in entry.readings.0.iter().filter(|(_, reading)| !reading.is_gone()) {
            if reading.field.as_deref() == Some("amount")
                && let Some(amount) = reading.value.as_ref().and_then(|value| Amount::read(&value.0).ok())
            {
                found.push((line, id, amount));
            }
        }
    }
    found
}
