//! What is planned, what will be needed, and what lapses. Never in an actual measure.

use chrono::Datelike;
use rust_decimal::Decimal;

use crate::register::{Arrange, Day, Few, Id, Measure, PlannedEntry, Register, Step};

use super::count::unconverted;
use super::coverage::{Covered, coverage};
use super::money::{add, sub};
use super::raised::STEPS;
use super::{Count, Figure, Money, Of, Reason, Unconverted, When, Who};

/// One planned entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// For which year; nothing without a date.
    pub year: Option<i32>,
    /// Whose it is.
    pub who: Who,
    /// The contribution.
    pub contribution: Id,
    /// The line.
    pub line: Id,
    /// Which step is planned.
    pub kind: Option<Step>,
    /// How much, where that is said.
    pub money: Option<Money>,
    /// The same in the currency of the count; nothing where there is no rate.
    pub converted: Option<Decimal>,
}

/// What is planned for one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedYear {
    /// Which; nothing for what has no date.
    pub year: Option<i32>,
    /// By giver and step: one commitment planned and its payment planned are the same money and never added.
    pub rows: Vec<PlannedRow>,
    /// How many entries have no sum.
    pub without_sum: u32,
    /// What has no rate.
    pub unconverted: Vec<Unconverted>,
}

/// What one giver plans for a year by a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedRow {
    /// Whose.
    pub who: Who,
    /// Which step.
    pub kind: Option<Step>,
    /// How much.
    pub amount: Decimal,
}

/// What is needed by the end of one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeedYear {
    /// Which; nothing for needs without a date.
    pub year: Option<i32>,
    /// The purchases.
    pub purchases: Vec<Id>,
    /// Their sums.
    pub covered: Covered,
}

/// Why money lapses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lapse {
    /// It was planned for a year that has passed, and no entry came of it.
    Planned,
    /// It was committed for a year that has passed, and neither spent nor delivered.
    Unspent,
}

/// Money of a year that has passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lapsed {
    /// Which year.
    pub year: i32,
    /// The contribution.
    pub contribution: Id,
    /// The planned lines, or the commitment.
    pub lines: Vec<Id>,
    /// Whose it is.
    pub who: Who,
    /// Why.
    pub why: Lapse,
    /// How much of it lapsed.
    pub money: Money,
    /// The same in the currency of the count; nothing where there is no rate.
    pub converted: Option<Decimal>,
    /// Whether an entry without a figure, or in another currency, can have used some of it.
    pub or_less: bool,
}

/// What is ahead, and what was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roadmap {
    /// Planned entries by year, giver, contribution and line.
    pub planned: Vec<Planned>,
    /// The same by year, what has no date last.
    pub years: Vec<PlannedYear>,
    /// Needs by the year by which they are needed, those without a date last.
    pub needs: Vec<NeedYear>,
    /// What lapses, by year and contribution.
    pub lapsed: Vec<Lapsed>,
    /// Planned entries of contributions that repeat another.
    pub repeats: Vec<(Id, Id)>,
}

/// What is planned and needed as the register stands, and what has lapsed by the day of the count. What lies ahead has
/// no rate yet and is converted at that of the day of the count.
pub fn roadmap(register: &Register, count: &Count) -> Roadmap {
    let mut roadmap = Roadmap {
        planned: Vec::new(),
        years: Vec::new(),
        needs: Vec::new(),
        lapsed: Vec::new(),
        repeats: Vec::new(),
    };
    for (place, account) in count.ledger.accounts.iter().enumerate().filter(|(_, account)| !account.outside) {
        let Some(record) = register.contributions.get(&account.id) else { continue };
        let again = !count.ledger.ties(place).repeats.is_empty();
        let first = roadmap.planned.len();
        for (line, entry) in record.planned.live() {
            match again {
                true => roadmap.repeats.push((account.id.clone(), line.clone())),
                false => roadmap.planned.push(count.planned(&account.id, &account.who, line, entry)),
            }
        }
        let own = roadmap.planned.get(first..).unwrap_or_default();
        roadmap.lapsed.extend(count.lapsed_plans(place, own));
    }
    roadmap.planned.arrange_by(|a, b| {
        (last(a.year), &a.who, &a.contribution, &a.line).cmp(&(
            last(b.year),
            &b.who,
            &b.contribution,
            &b.line,
        ))
    });
    for of_year in roadmap.planned.chunk_by(|a, b| a.year == b.year) {
        roadmap.years.push(count.planned_year(of_year));
    }
    roadmap.lapsed.extend(count.unspent());
    roadmap.lapsed.arrange_by(|a, b| (a.year, &a.contribution).cmp(&(b.year, &b.contribution)));
    roadmap.needs = needs(register, count);
    roadmap
}

/// What has no year comes last.
fn last(year: Option<i32>) -> i64 {
    year.map_or(i64::MAX, i64::from)
}

fn needs(register: &Register, count: &Count) -> Vec<NeedYear> {
    let mut years: Few<i64, NeedYear> = Few::new();
    for need in coverage(register, count).needs {
        let by_when = register.purchases.get(&need.purchase).and_then(|record| record.by_when.as_ref());
        let year = by_when.map(|date| date.last().year());
        let none = || NeedYear { year, purchases: Vec::new(), covered: Covered::default() };
        let row = years.or_insert_with(last(year), none);
        row.purchases.push(need.purchase);
        row.covered.join(&need.covered);
    }
    years.into_iter().map(|(_, row)| row).collect()
}

impl Count<'_> {
    fn planned(&self, contribution: &Id, who: &Who, line: &Id, entry: &PlannedEntry) -> Planned {
        let money = entry.amount.map(|amount| Money { value: amount.value, currency: amount.currency });
        let day = entry.date.as_ref().map(|date| date.last());
        Planned {
            year: day.map(|day| day.year()),
            who: who.clone(),
            contribution: contribution.clone(),
            line: line.clone(),
            kind: entry.kind,
            money,
            converted: money.and_then(|money| self.ahead(money, day)),
        }
    }

    /// A sum of a day that may lie ahead.
    fn ahead(&self, money: Money, day: Option<Day>) -> Option<Decimal> {
        let day = day.map_or(self.query.on, |day| day.min(self.query.on));
        Some(self.convert(money, When::Day(day), None).ok()?.0)
    }

    fn planned_year(&self, all: &[Planned]) -> PlannedYear {
        let mut beside: Figure = self.empty(Measure::Raised);
        let mut rows: Few<(Who, Option<Step>), Decimal> = Few::new();
        let mut without_sum = 0_u32;
        for one in all {
            match (one.money, one.converted) {
                (None, _) => without_sum = without_sum.saturating_add(1),
                (Some(money), None) => unconverted(&mut beside, money, 1),
                (_, Some(value)) => {
                    let sum = rows.or_default((one.who.clone(), one.kind));
                    *sum = add(*sum, value).unwrap_or(*sum);
                }
            }
        }
        let rows = rows.into_iter().map(|((who, kind), amount)| PlannedRow { who, kind, amount }).collect();
        let year = all.first().and_then(|one| one.year);
        PlannedYear { year, rows, without_sum, unconverted: beside.unconverted }
    }

    /// What a contribution planned for years that have passed, less what it or one that is the same money entered for
    /// that year by the same step or one further on. Of several planned steps of a year the largest lapse stands.
    fn lapsed_plans(&self, place: usize, planned: &[Planned]) -> Vec<Lapsed> {
        let now = self.query.on.year();
        let mut lapsed: Few<(i32, crate::register::Currency), Lapsed> = Few::new();
        let kind_of = |one: &Planned| one.kind.filter(|kind| STEPS.contains(kind)).unwrap_or(Step::Pledge);
        for one in planned {
            let (Some(year), Some(money)) = (one.year.filter(|year| *year < now), one.money) else {
                continue;
            };
            let kind = kind_of(one);
            let same = |other: &&Planned| {
                other.year == Some(year)
                    && kind_of(other) == kind
                    && other.money.map(|other| other.currency) == Some(money.currency)
            };
            let all: Vec<&Planned> = planned.iter().filter(same).collect();
            // Each step of a year once, at its first line.
            if all.first().is_some_and(|first| first.line != one.line) {
                continue;
            }
            let sum = all
                .iter()
                .filter_map(|other| other.money)
                .try_fold(Decimal::ZERO, |sum, money| add(sum, money.value));
            let (entered, or_less) = self.entered(place, year, kind, money);
            let rest = sum.and_then(|sum| sub(sum, entered)).filter(|rest| *rest > Decimal::ZERO);
            let Some(rest) = rest else { continue };
            let money = Money { value: rest, ..money };
            let end = Day::from_ymd_opt(year, 12, 31);
            let found = Lapsed {
                year,
                contribution: one.contribution.clone(),
                lines: all.iter().map(|other| other.line.clone()).collect(),
                who: one.who.clone(),
                why: Lapse::Planned,
                money,
                converted: self.ahead(money, end),
                or_less,
            };
            let held = lapsed.or_insert_with((year, money.currency), || found.clone());
            if held.money.value < rest {
                *held = found;
            }
        }
        lapsed.into_iter().map(|(_, lapsed)| lapsed).collect()
    }

    /// What was entered for a year by a step or one further on, and whether more may have been.
    fn entered(&self, place: usize, year: i32, kind: Step, planned: Money) -> (Decimal, bool) {
        let ledger = self.ledger;
        let family = ledger.net.families.iter().find(|family| family.contains(&place));
        let family = family.map_or(std::slice::from_ref(&place), Vec::as_slice);
        let firsts = family.iter().filter(|place| ledger.ties(**place).repeats.is_empty());
        let mut sums: Few<Step, Decimal> = Few::new();
        let mut or_less = false;
        for (_, fact) in firsts.flat_map(|place| self.holding(*place)) {
            if fact.kind < kind || self.year(&fact.dated) != Some(year) {
                continue;
            }
            match fact.dated.money.filter(|money| money.currency == planned.currency) {
                Some(money) => {
                    let sum = sums.or_default(fact.kind);
                    *sum = add(*sum, money.value).unwrap_or(*sum);
                }
                None => or_less = true,
            }
        }
        (sums.values().copied().max().unwrap_or_default(), or_less)
    }

    /// Commitments that count for a year that has passed, as far as neither spending nor deliveries used them up.
    fn unspent(&self) -> Vec<Lapsed> {
        let [spent, delivered] = [Step::Expenditure, Step::Delivery]
            .map(|less| self.remainder(Measure::Undelivered, Step::Commitment, less));
        let not_delivered = rests(&delivered);
        let now = self.query.on.year();
        let mut lapsed = Vec::new();
        for ((id, line), (money, converted)) in rests(&spent) {
            let Some((other, converted_other)) = not_delivered.get(&(id.clone(), line.clone())) else {
                continue;
            };
            let Some(account) = self.ledger.account(&id) else { continue };
            let Some(fact) = account.facts.iter().find(|fact| fact.dated.id == line) else { continue };
            let Some(year) = fact.dated.year.filter(|year| *year < now) else { continue };
            // The smaller rest; one without a rate has none in either.
            let smaller = match (converted, converted_other) {
                (Some(own), Some(other)) => *other < own,
                _ => other.value < money.value,
            };
            let (money, converted) = if smaller { (*other, *converted_other) } else { (money, converted) };
            // Something delivered or spent without a figure can have used some of it.
            let used = [Step::Expenditure, Step::Delivery];
            let mut facts = account.facts.iter().filter(|fact| used.contains(&fact.kind));
            let or_less = facts.any(|fact| fact.dated.money.is_none() && self.not_yet(&fact.dated).is_none());
            let (who, why) = (account.who.clone(), Lapse::Unspent);
            lapsed.push(Lapsed {
                year,
                contribution: id,
                lines: vec![line],
                who,
                why,
                money,
                converted,
                or_less,
            });
        }
        lapsed
    }
}

/// What remains of each entry of a remainder, converted or not.
fn rests(figure: &Figure) -> Few<(Id, Id), (Money, Option<Decimal>)> {
    let line = |of: &Of, line: &Id| (of.id().clone(), line.clone());
    let parts = figure.parts.iter().filter_map(|part| {
        Some((line(part.of.as_ref()?, part.lines.first()?), (part.original, Some(part.converted))))
    });
    let beside = figure.left_out.iter().filter(|left| left.reason == Reason::NoRate);
    let beside = beside.filter_map(|left| Some((line(&left.of, &left.line), (left.amount?, None))));
    parts.chain(beside).collect()
}
