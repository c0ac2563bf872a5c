//! The books: a ledger and the totals of it, kept through edits.
//!
//! An edit of a contribution takes what it and its family had out of the totals and puts in what they have. Anything
//! else that has a bearing on figures is counted anew, which takes a thousand times as long.

use std::sync::{Arc, Weak};

use rust_decimal::Decimal;
use serde_json::Value;

use crate::register::{Change, Collection, Currency, Few, Id, Measure, RecordKey, Register, SCHEMA, Seen};

use super::by::{Split, Splitting};
use super::fact::Tilt;
use super::keep::{COUNTED, Keep};
use super::money::{add, negative};
use super::rates::last_rate_day;
use super::{Ceiling, Count, Figure, Ledger, Money, Open, Query, Rates, Reason, Total, Unconverted};

/// What a register says about money, kept up with it.
#[derive(Clone, Debug)]
pub struct Books {
    ledger: Arc<Ledger>,
    seen: Seen,
    /// Of one query; another begins anew.
    kept: Option<Kept>,
}

/// What was asked, and is kept up from then on.
#[derive(Clone, Debug)]
struct Kept {
    query: Query,
    sums: Vec<(Measure, Sum)>,
    splits: Vec<(Measure, Splitting, Split)>,
    /// Whole figures, as long as somebody else holds them and no edit came.
    figures: Vec<(Measure, Weak<Figure>)>,
}

impl Books {
    /// The books of a register.
    pub fn of(register: &Register) -> Self {
        Books::over(register, Arc::new(Ledger::of(register)))
    }

    /// The books of a register whose ledger was made before.
    pub fn over(register: &Register, ledger: Arc<Ledger>) -> Self {
        Books { ledger, seen: Seen::of(register), kept: None }
    }
}

impl Keep for Books {
    fn follow(&mut self, register: &Register, rates: &dyn Rates) -> bool {
        let seen = std::mem::replace(&mut self.seen, Seen::of(register));
        let edited = edited_since(seen, register).filter(|_| rates.is_same_until(last_rate_day(register)));
        edited.is_some_and(|edited| edited.iter().all(|id| self.read_again(register, rates, id)))
    }

    fn ledger(&self) -> &Arc<Ledger> {
        &self.ledger
    }

    fn figure(&mut self, rates: &dyn Rates, query: Query, measure: Measure) -> Arc<Figure> {
        let figures = &mut self.of_query(query).figures;
        figures.retain(|(_, figure)| figure.strong_count() > 0);
        let known = figures.iter().find(|(other, _)| *other == measure);
        if let Some(figure) = known.and_then(|(_, figure)| figure.upgrade()) {
            return figure;
        }
        let figure = Arc::new(Count::new(&self.ledger, rates, query).figure(measure));
        self.of_query(query).figures.push((measure, Arc::downgrade(&figure)));
        figure
    }

    /// Counted when it is first asked for.
    fn total(&mut self, rates: &dyn Rates, query: Query, measure: Measure) -> Total {
        if measure != Measure::ToBeAllocated {
            return self.sum(rates, query, measure).total(measure, query);
        }
        // The only one that is not the sum of what each contribution adds.
        let committed = self.sum(rates, query, Measure::Committed);
        match committed.less(self.sum(rates, query, Measure::Allocated)) {
            Some(rest) => rest.total(measure, query).clamped(),
            None => Sum::of(&self.figure(rates, query, measure)).total(measure, query),
        }
    }

    fn split(&mut self, rates: &dyn Rates, query: Query, measure: Measure, by: Splitting) -> Split {
        let known =
            self.of_query(query).splits.iter().find(|(other, way, _)| (*other, *way) == (measure, by));
        if let Some((.., split)) = known {
            return split.clone();
        }
        let split = Split::of(&self.figure(rates, query, measure), &self.ledger, by);
        if measure != Measure::ToBeAllocated {
            self.of_query(query).splits.push((measure, by, split.clone()));
        }
        split
    }
}

impl Books {
    /// What is kept of a query.
    fn of_query(&mut self, query: Query) -> &mut Kept {
        let kept = self.kept.take().filter(|kept| kept.query == query);
        self.kept.insert(kept.unwrap_or_else(|| Kept {
            query,
            sums: Vec::new(),
            splits: Vec::new(),
            figures: Vec::new(),
        }))
    }

    fn sum(&mut self, rates: &dyn Rates, query: Query, measure: Measure) -> Sum {
        if let Some((_, sum)) = self.of_query(query).sums.iter().find(|(other, _)| *other == measure) {
            return sum.clone();
        }
        let sum = Sum::of(&self.figure(rates, query, measure));
        self.of_query(query).sums.push((measure, sum.clone()));
        sum
    }

    /// Exchanges one contribution. Where that does not do, the answer is false.
    fn read_again(&mut self, register: &Register, rates: &dyn Rates, id: &Id) -> bool {
        let (held, before) = (self.ledger.account(id).cloned(), self.alone(rates, id));
        if !Arc::make_mut(&mut self.ledger).read_again(register, id) {
            return false;
        }
        // Where words alone were edited all figures are what they were.
        if held.is_some() && held.as_ref() == self.ledger.account(id) {
            return true;
        }
        let after = self.alone(rates, id);
        let (Some(kept), Some(before), Some(after)) = (&mut self.kept, before, after) else { return true };
        kept.figures.clear();
        let mut is_exact = true;
        for (((_, sum), (_, old)), (_, new)) in kept.sums.iter_mut().zip(before.sums).zip(after.sums) {
            is_exact &= sum.exchange(old, new);
        }
        for (((.., all), (.., old)), (.., new)) in kept.splits.iter_mut().zip(before.splits).zip(after.splits)
        {
            is_exact &= all.exchange(old, new);
        }
        is_exact
    }

    /// The same of one contribution and what hangs together with it.
    fn alone(&self, rates: &dyn Rates, id: &Id) -> Option<Kept> {
        let kept = self.kept.as_ref()?;
        let alone = self.ledger.of_piece(&self.ledger.piece_of(id), &|_| true);
        let count = Count::new(&alone, rates, kept.query);
        let sums = kept.sums.iter().map(|(measure, _)| (*measure, Sum::of(&count.figure(*measure))));
        let split = |measure, by| Split::of(&count.figure(measure), &self.ledger, by);
        let splits = kept.splits.iter().map(|(measure, by, _)| (*measure, *by, split(*measure, *by)));
        let (sums, splits) = (sums.collect(), splits.collect());
        Some(Kept { query: kept.query, sums, splits, figures: Vec::new() })
    }
}

/// The contributions that were written since, if nothing else was that has a bearing on figures.
fn edited_since(seen: Seen, register: &Register) -> Option<Vec<Id>> {
    let mut edited = Vec::new();
    for change in seen.new_in(register)? {
        edited.extend(contributions_of(register, &change)?);
    }
    Some(edited)
}

/// The contributions that a change writes to, if nothing else that it writes to counts. What it makes itself, a source
/// or a contribution, nothing before it can name; what it takes over from elsewhere, or brings back, may be named.
fn contributions_of(register: &Register, change: &Change) -> Option<Vec<Id>> {
    let header = &change.header;
    let body = change.whole().filter(|_| header.part.is_none() && header.schema == SCHEMA)?;
    let brings = header.undoes.is_none() && header.from.is_none();
    let mut found = Vec::new();
    for (word, records) in body {
        let Some(collection) = Collection::from_word(&word) else { continue };
        let records = records.as_object()?;
        let ids = || records.keys();
        let is_new = |id: &String| register.is_new(&RecordKey::new(collection, id.as_str()));
        let relates = |(id, record): (&String, &Value)| record.get("relations").is_some() && !is_new(id);
        match collection {
            Collection::Contributions if !records.iter().any(relates) && (brings || !ids().any(is_new)) => {
                found.extend(ids().map(|id| Id::from(id.as_str())));
            }
            Collection::Sources if brings && ids().all(is_new) => {}
            // Whether the rates are others is asked of them.
            Collection::Register if records.values().all(names_rate_day_alone) => {}
            collection if COUNTED.contains(&collection) => return None,
            _ => {}
        }
    }
    Some(found)
}

fn names_rate_day_alone(own: &Value) -> bool {
    own.as_object().is_some_and(|own| own.keys().all(|field| field == "last_rate_day"))
}

/// One measure, so that a part can be taken out again.
#[derive(Clone, Debug, Default, PartialEq)]
struct Sum {
    amount: Decimal,
    /// How many directions of each kind its sums have: above, below, about.
    lean: [i64; 3],
    unvalued: i64,
    possible: Decimal,
    /// By currency: the sum and the number of lines.
    unconverted: Vec<(Currency, Decimal, i64)>,
    ceilings: Vec<Ceiling>,
    loose: i64,
    /// How many parts each giver has in it.
    givers: Few<Id, i64>,
    /// Whether a sum had too many digits to be kept: then it cannot be told what a part adds.
    overflows: bool,
}

impl Sum {
    fn of(figure: &Figure) -> Self {
        let many = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        let mut lean = [0_i64; 3];
        for slant in &figure.slants {
            lean.iter_mut().zip(slant.tilt.counts()).for_each(|(all, one)| *all = all.saturating_add(one));
        }
        let mut givers = Few::new();
        for party in figure.parts.iter().flat_map(|part| part.who.parties()) {
            let parts: &mut i64 = givers.or_default(party.clone());
            *parts = parts.saturating_add(1);
        }
        let beside = figure.unconverted.iter();
        Sum {
            amount: figure.amount,
            lean,
            unvalued: figure.unvalued.into(),
            possible: figure.possible,
            unconverted: beside.map(|one| (one.sum.currency, one.sum.value, one.count.into())).collect(),
            ceilings: figure.ceilings.clone(),
            loose: many(figure.too_loose.len()),
            givers,
            overflows: figure.left_out.iter().any(|left| left.reason == Reason::TooManyDigits),
        }
    }

    /// Takes out what a part was and puts in what it is; false where that cannot be told exactly.
    fn exchange(&mut self, old: Sum, new: Sum) -> bool {
        let is_exact = !(self.overflows || old.overflows || new.overflows);
        self.ceilings.retain(|ceiling| !old.ceilings.contains(ceiling));
        is_exact && self.join(old, true) && self.join(new, false)
    }

    fn join(&mut self, other: Sum, is_taken: bool) -> bool {
        let count = |value: i64| if is_taken { value.saturating_neg() } else { value };
        let sum = |held: &mut Decimal, value: Decimal| {
            let joined = add(*held, if is_taken { negative(value) } else { value });
            *held = joined.unwrap_or(*held);
            joined.is_some()
        };
        let mut is_exact = sum(&mut self.amount, other.amount) & sum(&mut self.possible, other.possible);
        for (held, value) in self.lean.iter_mut().zip(other.lean) {
            *held = held.saturating_add(count(value));
        }
        self.unvalued = self.unvalued.saturating_add(count(other.unvalued));
        self.loose = self.loose.saturating_add(count(other.loose));
        for (currency, value, lines) in other.unconverted {
            match self.unconverted.iter_mut().find(|(held, ..)| *held == currency) {
                Some((_, held, number)) => {
                    is_exact &= sum(held, value);
                    *number = number.saturating_add(count(lines));
                }
                None => self.unconverted.push((currency, value, lines)),
            }
        }
        for (party, parts) in other.givers {
            let held = self.givers.or_default(party);
            *held = held.saturating_add(count(parts));
        }
        if !is_taken {
            self.ceilings.extend(other.ceilings);
        }
        is_exact
    }

    /// What remains when another measure is taken away; nothing where that cannot be told exactly.
    fn less(mut self, other: Sum) -> Option<Sum> {
        let [above, below, about] = other.lean;
        let mut unconverted = other.unconverted;
        unconverted.iter_mut().for_each(|(_, value, _)| *value = negative(*value));
        let taken = Sum {
            amount: negative(other.amount),
            // What may be more leaves less.
            lean: [below, above, about],
            unvalued: 0,
            possible: Decimal::ZERO,
            unconverted,
            ceilings: Vec::new(),
            ..other
        };
        let is_exact = !self.overflows && !taken.overflows;
        (is_exact && self.join(taken, false)).then_some(self)
    }

    fn total(self, measure: Measure, query: Query) -> Total {
        let [above, below, about] = self.lean.map(|count| count > 0);
        let number = |count: i64| u32::try_from(count).unwrap_or_default();
        let beside = self.unconverted.into_iter().filter(|(.., lines)| *lines > 0);
        let unconverted = beside.map(|(currency, value, lines)| {
            let sum = Money { value, currency };
            Unconverted { sum, count: number(lines) }
        });
        let givers = self.givers.values().filter(|parts| **parts > 0).count();
        Total {
            measure,
            currency: query.currency,
            date: query.on,
            amount: self.amount,
            open: Open::of(Tilt { above, below, about }),
            about,
            unvalued: number(self.unvalued),
            unconverted: unconverted.collect(),
            possible: self.possible,
            ceilings: self.ceilings,
            loose: number(self.loose),
            excess: Decimal::ZERO,
            givers: u32::try_from(givers).unwrap_or(u32::MAX),
        }
    }
}

impl Total {
    /// Never below zero: what is missing stands beside as the excess.
    fn clamped(mut self) -> Self {
        self.excess = negative(self.amount.min(Decimal::ZERO));
        self.amount = self.amount.max(Decimal::ZERO);
        self
    }
}
