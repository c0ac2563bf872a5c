//! What becomes of an entry: a transaction, a result, or words.

use rust_decimal::Decimal;

use super::activity::Sheet;
use crate::exchange::export::{figure, is_in_kind};
use crate::register::{Contribution, Currency, Day, Entry, Id, Relation, RelationKind, Step};

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
    pub fn carried(&self, id: &Id, record: &Contribution, entry: &Entry) -> Carried {
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
        if self.stands_elsewhere(id, record, kind) {
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

    /// Whether a contribution that this one repeats, is part of or may be the same as has a transaction of that step.
    fn stands_elsewhere(&self, id: &Id, record: &Contribution, kind: Step) -> bool {
        record.relations.any().any(|relation| {
            let Some((to, other)) = self.gives_way_to(id, record, relation) else { return false };
            let has = |entry: &Entry| {
                let happened = entry.date.as_ref().is_some_and(|date| date.last() <= self.export.on);
                entry.kind == Some(kind) && happened && figure(entry.amount.as_ref()).is_some()
            };
            // What is a result there is no transaction that could stand for this one.
            let is_money = kind != Step::Delivery || is_in_kind(other.form);
            to != id && is_money && other.entries.any().any(has)
        })
    }

    /// The contribution to which this one gives way by a relation, if the relation says so.
    fn gives_way_to(
        &self,
        id: &Id,
        record: &Contribution,
        relation: &Relation,
    ) -> Option<(&Id, &Contribution)> {
        let to = relation.to.as_ref()?.id();
        let (to, other) = self.export.register.contributions.live().find(|(held, _)| *held == to)?;
        let in_a_circle = self.circles.iter().any(|circle| circle.contains(id) && circle.contains(to));
        if other.outside
            || in_a_circle
            || matches!(relation.kind?, RelationKind::Fulfils) && !relation.is_possible()
        {
            return None;
        }
        if relation.is_possible() {
            let point = |one: &Contribution, at: &Id, possible: bool| {
                let mut back = one.relations.any();
                back.any(|one| {
                    one.kind.is_some()
                        && one.is_possible() == possible
                        && one.to.as_ref().is_some_and(|to| to.id() == at)
                })
            };
            // What is certain between the same two makes what is possible idle.
            if point(record, to, false) || point(other, id, false) {
                return None;
            }
            // Of two that may each be the other, the one that began later gives way.
            let began = |one: &Contribution| {
                one.entries.any().filter_map(|entry| entry.date.as_ref()).map(|date| date.last()).min()
            };
            if point(other, id, true)
                && (began(record).unwrap_or(Day::MAX), id) < (began(other).unwrap_or(Day::MAX), to)
            {
                return None;
            }
        }
        Some((to, other.as_ref()))
    }
}
