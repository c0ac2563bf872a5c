//! A measure over time: points only where it changes, and what a line of days cannot show.
//!
//! Each piece of the ledger is counted on its own days, so that the whole takes about as long as counting it once for
//! every entry of a piece, not once for every day.

use rust_decimal::Decimal;

use chrono::Datelike;

use crate::register::{Arrange, Currency, Day, Each, Measure};

use super::between::Level;
use super::fact::Tilt;
use super::money::{add, negative};
use super::{Count, Dated, Figure, Loose, Of, Open, Unconverted, When, count, pieces};

/// A value that holds from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// From which day.
    pub day: Day,
    /// What the figure says from then on.
    pub level: Level,
}

/// What a line of days shows at a wrong place, or not at all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Apart {
    /// How many lines.
    pub count: u32,
    /// Their sum in the currency of the series, as far as it could be converted.
    pub sum: Decimal,
    /// What of it has no rate.
    pub unconverted: Vec<Unconverted>,
}

/// A measure over time. Points of different series are never joined.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What it measures.
    pub measure: Measure,
    /// In which currency.
    pub currency: Currency,
    /// The last day.
    pub until: Day,
    /// The days on which it changed, with what it is from then on.
    pub points: Vec<Point>,
    /// What has no date, and stands on the day of its source or its recording.
    pub undated: Apart,
    /// What is not known to the month, and stands on the last day that its date can mean.
    pub loose: Apart,
    /// What may have happened already, and is dated too loosely to be in.
    pub not_yet: Apart,
    /// What has no rate and is in no point.
    pub unconverted: Vec<Unconverted>,
}

impl Series {
    /// What it is on a day; nothing before its first point.
    pub fn on(&self, day: Day) -> Option<Level> {
        let after = self.points.partition_point(|point| point.day <= day);
        Some(self.points.get(after.checked_sub(1)?)?.level)
    }

    /// Whether it can be put into one line with another.
    pub fn joins(&self, other: &Series) -> bool {
        (self.measure, self.currency) == (other.measure, other.currency)
    }
}

/// What changes on a day: a sum, and how many pieces lean which way.
struct Step {
    day: Day,
    sum: Decimal,
    lean: [i32; 3],
    unvalued: i64,
}

/// What a piece says on a day.
#[derive(Clone, Copy, Default)]
struct Said {
    sum: Decimal,
    lean: [i32; 3],
    unvalued: i64,
}

impl Said {
    /// Of a figure, added or taken away.
    fn of(figure: &Figure, taken: bool) -> Self {
        let tilt = figure.slants.iter().fold(Tilt::default(), |all, slant| all.or(slant.tilt));
        let tilt = if taken { tilt.inverse() } else { tilt };
        let sum = if taken { negative(figure.amount) } else { figure.amount };
        let unvalued = if taken { 0 } else { i64::from(figure.unvalued) };
        Said { sum, lean: [tilt.above, tilt.below, tilt.about].map(i32::from), unvalued }
    }
}

impl Count<'_> {
    /// A measure from the beginning to the day of the count.
    pub fn series(&self, measure: Measure) -> Series {
        let mut steps = Vec::new();
        if !pieces::steps(measure).is_empty() {
            self.contributions_over_time(measure, &mut steps);
        }
        match measure {
            Measure::Delivered | Measure::Ordered | Measure::Allocated => {
                self.purchases_over_time(measure, false, &mut steps);
            }
            Measure::ToBeAllocated => self.purchases_over_time(Measure::Allocated, true, &mut steps),
            _ => {}
        }
        steps.arrange_by_key(|step| step.day);
        let figure = self.figure(measure);
        let mut series = Series {
            measure,
            currency: self.query.currency,
            until: self.query.on,
            points: points(&steps, measure == Measure::ToBeAllocated),
            undated: Apart::default(),
            loose: Apart::default(),
            not_yet: self.apart(&figure.too_loose),
            unconverted: figure.unconverted.clone(),
        };
        self.put_apart(&mut series, &figure);
        series
    }

    fn contributions_over_time(&self, measure: Measure, steps: &mut Vec<Step>) {
        let wanted = pieces::steps(measure);
        let of_kind = if measure == Measure::ToBeAllocated { Measure::Committed } else { measure };
        for piece in self.ledger.pieces() {
            let places = || piece.families.iter().flatten().filter_map(|at| self.ledger.accounts.get(*at));
            let facts = places().flat_map(|account| &account.facts);
            let facts = facts.filter(|fact| wanted.contains(&fact.kind));
            let days = self.days(&mut facts.map(|fact| fact.dated.as_ref()));
            if days.is_empty() {
                continue;
            }
            let ledger = self.ledger.of_piece(&piece, &|fact| wanted.contains(&fact.kind));
            self.put_steps(&self.with(&ledger), of_kind, false, &days, steps);
        }
    }

    fn purchases_over_time(&self, measure: Measure, taken: bool, steps: &mut Vec<Step>) {
        for purchase in &self.ledger.purchases {
            let lines = purchase.steps.iter().map(|(_, step)| step).chain(&purchase.deliveries);
            let days = self.days(&mut lines.into_iter());
            let ledger = self.ledger.of_purchase(purchase);
            self.put_steps(&self.with(&ledger), measure, taken, &days, steps);
        }
    }

    /// The days on which something begins to count, or a period is over whose mean rate it needs.
    fn days(&self, lines: &mut dyn Iterator<Item = &Dated>) -> Each<Day> {
        let mut days = Vec::new();
        for line in lines.filter(|line| line.was_public(self.query.published)) {
            days.push(line.from);
            if let When::Period { last, .. } = line.when {
                days.push(last.max(line.from));
            }
        }
        days.into_iter().filter(|day| *day <= self.query.on).collect()
    }

    fn put_steps(&self, count: &Count, measure: Measure, taken: bool, days: &[Day], steps: &mut Vec<Step>) {
        let mut before = Said::default();
        for day in days {
            let said = Said::of(&count.on(*day).figure(measure), taken);
            let sum = add(said.sum, negative(before.sum)).unwrap_or_default();
            let mut lean = said.lean;
            for (now, then) in lean.iter_mut().zip(before.lean) {
                *now = now.saturating_sub(then);
            }
            let unvalued = said.unvalued.saturating_sub(before.unvalued);
            if !sum.is_zero() || lean != [0; 3] || unvalued != 0 {
                steps.push(Step { day: *day, sum, lean, unvalued });
            }
            before = said;
        }
    }

    /// The sum of lines that are not in.
    fn apart(&self, lines: &[Loose]) -> Apart {
        let mut beside = self.empty(Measure::Raised);
        let mut apart = Apart::default();
        for line in lines {
            apart.count = apart.count.saturating_add(1);
            let (Some(money), Some(dated)) = (line.amount, self.dated(&line.of, &line.line)) else {
                continue;
            };
            match self.convert(money, dated.when, dated.stated) {
                Ok((value, _)) => apart.sum = add(apart.sum, value).unwrap_or(apart.sum),
                Err(_) => count::unconverted(&mut beside, money, 1),
            }
        }
        apart.unconverted = beside.unconverted;
        apart
    }

    /// What of a figure stands on a day that is not its own.
    fn put_apart(&self, series: &mut Series, figure: &Figure) {
        for part in &figure.parts {
            let Some(of) = &part.of else { continue };
            let lines = || part.lines.iter().filter_map(|line| self.dated(of, line));
            let month = |day: Day| (day.year(), day.month());
            let apart = if lines().any(|line| line.undated) {
                &mut series.undated
            } else if lines().any(|line| month(line.first) != month(line.from)) {
                &mut series.loose
            } else {
                continue;
            };
            apart.count = apart.count.saturating_add(u32::try_from(part.lines.len()).unwrap_or(u32::MAX));
            apart.sum = add(apart.sum, part.converted).unwrap_or(apart.sum);
        }
    }

    /// A line of a record as the ledger has it. A share has the day of the approval.
    fn dated(&self, of: &Of, line: &crate::register::Id) -> Option<&Dated> {
        match of {
            Of::Contribution(id) => {
                let facts = &self.ledger.account(id)?.facts;
                facts.iter().find(|fact| fact.dated.id == *line).map(|fact| fact.dated.as_ref())
            }
            Of::Purchase(id) => {
                let purchase = self.ledger.bought(id)?;
                let steps = purchase.steps.iter().map(|(_, step)| step);
                let found = steps.chain(&purchase.deliveries).find(|dated| dated.id == *line);
                let is_share = || purchase.shares.iter().any(|share| share.dated.id == *line);
                found.or_else(|| purchase.approval(self.query.published).filter(|_| is_share()))
            }
        }
    }
}

/// Adds up what changes, in the order of days; `clamped` never below zero.
fn points(steps: &[Step], clamped: bool) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    let (mut sum, mut lean, mut unvalued) = (Decimal::ZERO, [0_i32; 3], 0_i64);
    for of_day in steps.chunk_by(|a, b| a.day == b.day) {
        for step in of_day {
            sum = add(sum, step.sum).unwrap_or(sum);
            for (now, change) in lean.iter_mut().zip(step.lean) {
                *now = now.saturating_add(change);
            }
            unvalued = unvalued.saturating_add(step.unvalued);
        }
        let [above, below, about] = lean.map(|pieces| pieces > 0);
        let level = Level {
            amount: if clamped { sum.max(Decimal::ZERO) } else { sum },
            open: Open::of(Tilt { above, below, about }),
            about,
            unvalued: u32::try_from(unvalued).unwrap_or_default(),
        };
        let Some(day) = of_day.first().map(|step| step.day) else { continue };
        if points.last().map_or(Level::default(), |point| point.level) != level {
            points.push(Point { day, level });
        }
    }
    points
}
