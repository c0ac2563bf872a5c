//! All totals at once, kept through an edit: what the edited contribution had in them is taken out, and what it has
//! now is put in. Counting everything again takes a thousand times as long.

use rust_decimal::Decimal;

use crate::register::{Arrange, Currency, Id, Measure};

use super::between::Level;
use super::fact::Tilt;
use super::money::{add, negative};
use super::pieces::Piece;
use super::{Count, Figure, Money, Open, Unconverted};

/// One measure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Total {
    amount: Decimal,
    /// How many directions of each kind its sums have: above, below, about.
    lean: [i64; 3],
    unvalued: i64,
    possible: Decimal,
    /// By currency: the sum and the number of lines.
    unconverted: Vec<(Currency, Decimal, i64)>,
}

impl Total {
    fn of(figure: &Figure) -> Self {
        let count = |leans: fn(&Tilt) -> bool| {
            let slants = figure.slants.iter().filter(|slant| leans(&slant.tilt));
            i64::try_from(slants.count()).unwrap_or(i64::MAX)
        };
        let beside = figure.unconverted.iter();
        Total {
            amount: figure.amount,
            lean: [count(|tilt| tilt.above), count(|tilt| tilt.below), count(|tilt| tilt.about)],
            unvalued: figure.unvalued.into(),
            possible: figure.possible,
            unconverted: beside.map(|one| (one.sum.currency, one.sum.value, one.count.into())).collect(),
        }
    }

    /// The same, taken away.
    fn inverse(&self) -> Self {
        let beside = self.unconverted.iter();
        Total {
            amount: negative(self.amount),
            lean: self.lean.map(|count| count.saturating_neg()),
            unvalued: self.unvalued.saturating_neg(),
            possible: negative(self.possible),
            unconverted: beside.map(|(code, sum, n)| (*code, negative(*sum), n.saturating_neg())).collect(),
        }
    }

    fn join(&mut self, other: &Total) {
        self.amount = add(self.amount, other.amount).unwrap_or(self.amount);
        for (count, more) in self.lean.iter_mut().zip(other.lean) {
            *count = count.saturating_add(more);
        }
        self.unvalued = self.unvalued.saturating_add(other.unvalued);
        self.possible = add(self.possible, other.possible).unwrap_or(self.possible);
        for (code, value, count) in &other.unconverted {
            match self.unconverted.iter_mut().find(|(held, ..)| held == code) {
                Some((_, sum, held)) => {
                    *sum = add(*sum, *value).unwrap_or(*sum);
                    *held = held.saturating_add(*count);
                }
                None => self.unconverted.push((*code, *value, *count)),
            }
        }
        self.unconverted.retain(|(_, sum, count)| !sum.is_zero() || *count != 0);
        self.unconverted.arrange_by_key(|(code, ..)| *code);
    }
}

/// What a figure says beside its parts.
#[derive(Clone, Debug, PartialEq)]
pub struct TotalOf {
    /// How much, in which direction it may miss, and how many are without a figure.
    pub level: Level,
    /// The sum of what may be the same money.
    pub possible: Decimal,
    /// What has no rate.
    pub unconverted: Vec<Unconverted>,
    /// What is allocated beyond all commitments.
    pub excess: Decimal,
}

/// All measures of a count, or of a few contributions of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    all: Vec<(Measure, Total)>,
}

/// What is counted; what is to be allocated follows from the rest.
const COUNTED: [Measure; 10] = [
    Measure::Pledged,
    Measure::Committed,
    Measure::Raised,
    Measure::Paid,
    Measure::Spent,
    Measure::Delivered,
    Measure::OpenPledge,
    Measure::Undelivered,
    Measure::Ordered,
    Measure::Allocated,
];

impl Totals {
    /// Of a whole count.
    pub fn of(count: &Count) -> Self {
        Totals { all: COUNTED.map(|measure| (measure, Total::of(&count.figure(measure)))).to_vec() }
    }

    /// Of one contribution that hangs together with no other.
    pub fn of_contribution(count: &Count, id: &Id) -> Self {
        let place = count.ledger.index.get(id).filter(|place| {
            let account = count.ledger.accounts.get(**place);
            account.is_some_and(|account| !account.outside)
        });
        let families = place.map(|place| vec![*place]).into_iter().collect();
        let alone = count.ledger.of_piece(&Piece { families }, &|_| true);
        Totals::of(&count.with(&alone))
    }

    /// Takes out what a contribution had and puts in what it has, after [`Ledger::read_again`](super::Ledger::read_again).
    pub fn exchange(&mut self, before: &Totals, after: &Totals) {
        for ((_, held), ((_, old), (_, new))) in self.all.iter_mut().zip(before.all.iter().zip(&after.all)) {
            held.join(&old.inverse());
            held.join(new);
        }
    }

    /// One measure.
    pub fn get(&self, measure: Measure) -> TotalOf {
        let counted = |measure| {
            let found = self.all.iter().find(|(other, _)| *other == measure);
            found.map(|(_, total)| total.clone()).unwrap_or_default()
        };
        if measure != Measure::ToBeAllocated {
            return said(&counted(measure));
        }
        let mut total = counted(Measure::Committed);
        let taken = counted(Measure::Allocated).inverse();
        // What leans one way leans the other when it is taken away; what has no rate is told of both.
        let [above, below, about] = taken.lean.map(i64::saturating_neg);
        let beside = taken.unconverted.iter().map(|(code, sum, count)| (*code, *sum, count.saturating_neg()));
        let unconverted = beside.collect();
        total.join(&Total {
            lean: [below, above, about],
            unvalued: 0,
            possible: Decimal::ZERO,
            unconverted,
            amount: taken.amount,
        });
        let mut total = said(&total);
        total.excess = negative(total.level.amount.min(Decimal::ZERO));
        total.level.amount = total.level.amount.max(Decimal::ZERO);
        total
    }
}

fn said(total: &Total) -> TotalOf {
    let [above, below, about] = total.lean.map(|count| count > 0);
    let beside = total.unconverted.iter().map(|(currency, value, count)| Unconverted {
        sum: Money { value: *value, currency: *currency },
        count: u32::try_from(*count).unwrap_or_default(),
    });
    TotalOf {
        level: Level {
            amount: total.amount,
            open: Open::of(Tilt { above, below, about }),
            about,
            unvalued: u32::try_from(total.unvalued).unwrap_or_default(),
        },
        possible: total.possible,
        unconverted: beside.collect(),
        excess: Decimal::ZERO,
    }
}
