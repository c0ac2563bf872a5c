//! The years ahead: what is planned for each, what is needed by it, and what lies between.

use chrono::Datelike;
use rust_decimal::Decimal;

use crate::register::{Arrange, Day, Few, Id, Step};

use super::money::{add, sub};
use super::{Covered, NeedYear, Planned, Roadmap};

/// One year of a roadmap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearAhead {
    /// Which; nothing for what has no date.
    pub year: Option<i32>,
    /// What is planned: each contribution once, at its largest planned step.
    pub planned: Decimal,
    /// What of it can still come: nothing for a year that has passed, where it was entered or lapsed.
    pub to_come: Decimal,
    /// How many planned entries have no sum, or no rate.
    pub not_in: u32,
    /// How many needs there are.
    pub needs: usize,
    /// What is needed.
    pub covered: Covered,
    /// What is to fund less what can still come; below zero where more is planned than needed.
    pub gap: Decimal,
}

impl Roadmap {
    /// Planned money beside needs on a day, year by year; what has no date last.
    pub fn ahead(&self, on: Day) -> Vec<YearAhead> {
        let mut years: Vec<Option<i32>> =
            self.years.iter().map(|one| one.year).chain(self.needs.iter().map(|one| one.year)).collect();
        years.arrange_by_key(|year| year.map_or(i64::MAX, i64::from));
        years.dedup();
        let year_of = |year| {
            let of_year: Vec<&Planned> = self.planned.iter().filter(|one| one.year == year).collect();
            let need = self.needs.iter().find(|one| one.year == year);
            ahead(year, on, &of_year, need)
        };
        years.into_iter().map(year_of).collect()
    }
}

fn ahead(year: Option<i32>, on: Day, planned: &[&Planned], need: Option<&NeedYear>) -> YearAhead {
    let mut steps: Few<(&Id, Option<Step>), Decimal> = Few::new();
    let mut not_in = 0_u32;
    for one in planned {
        let Some(value) = one.converted else {
            not_in = not_in.saturating_add(1);
            continue;
        };
        let sum = steps.or_default((&one.contribution, one.kind));
        *sum = add(*sum, value).unwrap_or(*sum);
    }
    let mut largest: Few<&Id, Decimal> = Few::new();
    for ((contribution, _), sum) in steps {
        let held = largest.or_insert(contribution, sum);
        *held = sum.max(*held);
    }
    let planned = largest.values().try_fold(Decimal::ZERO, |all, sum| add(all, *sum)).unwrap_or_default();
    let covered = need.map(|need| need.covered).unwrap_or_default();
    let to_come = if year.is_some_and(|year| year < on.year()) { Decimal::ZERO } else { planned };
    let gap = sub(covered.to_fund, to_come).unwrap_or_default();
    YearAhead {
        year,
        planned,
        to_come,
        not_in,
        needs: need.map_or(0, |need| need.purchases.len()),
        covered,
        gap,
    }
}
