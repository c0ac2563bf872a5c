//! What becomes of an entry: a transaction, a result, or words.

use rust_decimal::Decimal;

use super::activity::Sheet;
use crate::exchange::export::{Export, figure, is_in_kind};
use crate::figures::{Count, Ledger, Query, Reason, TypedRates};
use crate::register::{Contribution, Currency, Day, Entry, Few, Id, Step};

/// What an entry becomes. Each becomes one of these, once.
pub enum Carried {
    /// A sum that moved or is to move.
    Transaction(Transaction),
    /// Goods that were handed over for money which is counted already.
    Result(Day),
    /// Words in the description, and why.
    Words(Why),
}

/// A transaction as IATI has it.
pub struct Transaction {
    /// The code of its type.
    pub code: &'static str,
    pub day: Day,
    pub value: Decimal,
    pub currency: Currency,
    /// The day that fixes the exchange rate.
    pub value_day: Day,
    /// Whether goods came, not money.
    pub in_kind: bool,
}

/// Why an entry is told in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It says nothing that moves money.
    Statement,
    NoKind,
    NoFigure,
    NoDay,
    /// It is dated after the day of the file, or may be.
    Later,
    /// Another contribution has the same money as a transaction, or may have.
    SaidAgain,
    /// It is of several givers, and the file is that of one.
    Together,
    /// It was spent by those to whom the money was paid.
    SpentByOthers,
}

impl Why {
    /// All reasons.
    #[cfg(feature = "formats")]
    pub const ALL: [Why; 8] = [
        Why::Statement,
        Why::NoKind,
        Why::NoFigure,
        Why::NoDay,
        Why::Later,
        Why::SaidAgain,
        Why::Together,
        Why::SpentByOthers,
    ];

    /// The reason as a sentence; empty where there is none to give.
    pub fn sentence(self) -> &'static str {
        match self {
            Why::Statement => "",
            Why::NoKind => "No transaction: which step it is is not on record.",
            Why::NoFigure => "No transaction: there is no figure.",
            Why::NoDay => "No transaction: there is no date.",
            Why::Later => "No transaction: it can lie after the day of this file.",
            Why::SaidAgain => "No transaction: the same money stands, or may stand, with another activity.",
            Why::Together => "No transaction: it is of several givers together.",
            Why::SpentByOthers => "No transaction: it was spent by those to whom the money was paid.",
        }
    }
}

impl Sheet<'_> {
    /// What becomes of an entry of a contribution.
    pub fn carried(&self, id: &Id, record: &Contribution, (line, entry): (&Id, &Entry)) -> Carried {
        let kind = match entry.kind {
            None => return Carried::Words(Why::NoKind),
            Some(Step::Statement) => return Carried::Words(Why::Statement),
            Some(kind) => kind,
        };
        let Some(date) = entry.date.as_ref() else { return Carried::Words(Why::NoDay) };
        let day = date.last();
        if day > self.export.on {
            return Carried::Words(Why::Later);
        }
        if kind == Step::Delivery && !is_in_kind(record.form) {
            return Carried::Result(day);
        }
        let Some((value, currency)) = figure(entry.amount.as_ref()) else {
            return Carried::Words(Why::NoFigure);
        };
        if self.stands_elsewhere(id, line) {
            return Carried::Words(Why::SaidAgain);
        }
        let code = match self.member {
            None => match kind {
                Step::Pledge => "13",
                Step::Commitment => "11",
                Step::Expenditure => "4",
                _ => "1",
            },
            Some(_) if self.said.givers(record).len() > 1 => return Carried::Words(Why::Together),
            Some(_) => match kind {
                Step::Pledge => "12",
                Step::Commitment => "2",
                Step::Expenditure if record.entries.any().any(|one| one.kind == Some(Step::Paid)) => {
                    return Carried::Words(Why::SpentByOthers);
                }
                Step::Expenditure => "4",
                _ => "3",
            },
        };
        let value_day = entry.value_date.as_ref().unwrap_or(date).last();
        Carried::Transaction(Transaction {
            code,
            day,
            value,
            currency,
            value_day,
            in_kind: kind == Step::Delivery,
        })
    }

    /// Whether figures count the entry with another contribution, so that it would stand in the file twice.
    fn stands_elsewhere(&self, id: &Id, line: &Id) -> bool {
        let Some(other) = self.elsewhere.get(&(id.clone(), line.clone())) else { return false };
        // In the file of a member only its own contributions have transactions.
        let other = other.as_ref().and_then(|other| self.export.register.contributions.get(other));
        self.member.is_none() || other.is_none_or(|other| self.said.only_giver(other) == self.member)
    }
}

/// By contribution and line, the contribution that has the money of an entry; nothing where several parts have it.
pub type Elsewhere = Few<(Id, Id), Option<Id>>;

/// The entries that figures count with another contribution: said again, possibly the same, or within a whole; and
/// those of a whole that is less than its parts.
pub fn elsewhere(export: &Export<'_>, currency: Currency) -> Elsewhere {
    let (ledger, rates) = (Ledger::of(export.register), TypedRates::of(export.register));
    let count = Count::new(&ledger, &rates, Query { on: export.on, published: None, currency });
    let mut found = Elsewhere::new();
    for measure in Step::ALL.iter().filter_map(|step| step.measure()) {
        for one in count.figure(measure).left_out {
            let other = match one.reason {
                Reason::Repeats(other) | Reason::PossiblySame(other) | Reason::Within(other) => Some(other),
                Reason::PartsAreMore => None,
                _ => continue,
            };
            found.insert((one.of.id().clone(), one.line), other);
        }
    }
    found
}
