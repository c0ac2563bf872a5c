//! What each record has in each measure, so that a table of it adds up to the register's figures.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::figures::{Count, Ledger, Of, Open, Query, Rates};
use crate::register::{Collection, Measure, RecordKey, Register, print_decimal};

/// The measures that stand beside each other.
pub const SUMMED: [Measure; 6] = [
    Measure::Pledged,
    Measure::Committed,
    Measure::Raised,
    Measure::Paid,
    Measure::Spent,
    Measure::Delivered,
];

/// The figures of a register on a day, by record.
#[derive(Clone, Debug, PartialEq)]
pub struct Sums {
    /// The day and the currency.
    pub query: Query,
    /// The records that count, in the order of their keys.
    pub rows: Vec<SumRow>,
    /// The figures.
    pub totals: [SumTotal; 6],
}

/// What one record has in each measure; nothing where it is no part of it.
#[derive(Clone, Debug, PartialEq)]
pub struct SumRow {
    /// A contribution, or a purchase of which something was delivered.
    pub key: RecordKey,
    /// What it is for.
    pub title: String,
    /// In the currency asked for, in the order of [`SUMMED`].
    pub sums: [Option<Decimal>; 6],
}

/// What the rows add up to, and the figure of the register that they are of.
#[derive(Clone, Debug, PartialEq)]
pub struct SumTotal {
    /// The sum of the rows.
    pub amount: Decimal,
    /// The figure, which is that sum where no row was left out.
    pub figure: Decimal,
    /// Whether the figure is that, or more, or less.
    pub open: Open,
    /// Whether it is only near.
    pub about: bool,
    /// How many have no figure.
    pub unvalued: u32,
    /// What has no rate, in its own currency.
    pub unconverted: String,
}

impl Sums {
    /// Of a register, on a day in a currency.
    pub fn of(register: &Register, rates: &dyn Rates, query: Query) -> Self {
        Self::of_chosen(register, rates, query, &|_| true)
    }

    /// The same with the rows of some records alone. They are counted within the whole, so that each has what
    /// it has there.
    pub fn of_chosen(
        register: &Register,
        rates: &dyn Rates,
        query: Query,
        is_chosen: &dyn Fn(&RecordKey) -> bool,
    ) -> Self {
        let ledger = Ledger::of(register);
        let count = Count::new(&ledger, rates, query);
        let mut rows: BTreeMap<RecordKey, [Option<Decimal>; 6]> = BTreeMap::new();
        let totals = SUMMED.map(|measure| {
            let figure = count.figure(measure);
            let mut amount = Decimal::ZERO;
            for part in &figure.parts {
                let Some(of) = &part.of else { continue };
                let collection = match of {
                    Of::Contribution(_) => Collection::Contributions,
                    Of::Purchase(_) => Collection::Purchases,
                };
                let key = RecordKey { collection, id: of.id().clone() };
                if !is_chosen(&key) {
                    continue;
                }
                amount = amount.saturating_add(part.converted);
                let row = rows.entry(key).or_default();
                let place = SUMMED.iter().position(|other| *other == measure);
                if let Some(sum) = place.and_then(|place| row.get_mut(place)) {
                    *sum = Some(sum.unwrap_or_default().saturating_add(part.converted));
                }
            }
            let beside = figure
                .unconverted
                .iter()
                .map(|one| format!("{} {}", print_decimal(one.sum.value), one.sum.currency));
            let unconverted = beside.collect::<Vec<_>>().join(", ");
            SumTotal {
                amount,
                figure: figure.amount,
                open: figure.open,
                about: figure.about,
                unvalued: figure.unvalued,
                unconverted,
            }
        });
        let rows = rows.into_iter().map(|(key, sums)| SumRow { title: title(register, &key), key, sums });
        Sums { query, rows: rows.collect(), totals }
    }
}

fn title(register: &Register, key: &RecordKey) -> String {
    let purpose = || register.contributions.get(&key.id)?.purpose.as_ref().map(|purpose| purpose.to_string());
    let title = || register.purchases.get(&key.id)?.title.clone();
    match key.collection {
        Collection::Purchases => title(),
        _ => purpose(),
    }
    .unwrap_or_default()
}
