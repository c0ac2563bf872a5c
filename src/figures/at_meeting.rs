//! What was new at a meeting: what raised would lack without the entries that name it, whatever their day.

use rust_decimal::Decimal;

use crate::register::{Arrange, Day, Id, Measure};

use super::between::changed_of;
use super::count::unconverted;
use super::money::{add, negative, sub};
use super::{Count, Fact, Figure, Money, Of, Possible, Unconverted, Unvalued, Who};

/// What one record adds.
#[derive(Clone, Debug, PartialEq)]
pub struct NewMoney {
    /// The contribution or purchase.
    pub of: Of,
    /// Whose it is.
    pub who: Who,
    /// How much; below zero where a cut was made known.
    pub amount: Decimal,
    /// Whether it had been announced before without a figure and got its first one there.
    pub first_figure: bool,
}

/// What was new at a meeting. What repeats something on record never is.
#[derive(Clone, Debug, PartialEq)]
pub struct NewAtMeeting {
    /// The last day from which an entry of the meeting counts, as of which all this stands; nothing without any entry.
    pub day: Option<Day>,
    /// How much, in the currency of the count: all rows together.
    pub amount: Decimal,
    /// How much of it had been announced before without a figure.
    pub first_figures: Decimal,
    /// Record by record, by id.
    pub rows: Vec<NewMoney>,
    /// What was announced there for the first time and has no figure.
    pub without_figure: Vec<Unvalued>,
    /// What has no rate.
    pub unconverted: Vec<Unconverted>,
    /// What was made known there and may be the same money as something on record.
    pub possibles: Vec<Possible>,
}

impl Count<'_> {
    /// What was new at a meeting, as far as it counts on the day of the count. It stands as of the last day from which
    /// an entry counts that names the meeting: what follows later takes nothing of what was new
    /// (`docs/decisions/0026-new-at-a-meeting.md`).
    pub fn new_at(&self, meeting: &Id) -> NewAtMeeting {
        let families = self.ledger.families.iter().flatten();
        let facts = families.flat_map(|place| self.holding(*place)).map(|(_, fact)| fact);
        let named =
            facts.filter(|fact| fact.bought.is_none() && fact.dated.meeting.as_ref() == Some(meeting));
        let last = named.map(|fact| fact.dated.from).max();
        self.on(last.unwrap_or(self.query.on)).new_by(meeting, last)
    }

    fn new_by(&self, meeting: &Id, day: Option<Day>) -> NewAtMeeting {
        let mut new = NewAtMeeting {
            day,
            amount: Decimal::ZERO,
            first_figures: Decimal::ZERO,
            rows: Vec::new(),
            without_figure: Vec::new(),
            unconverted: Vec::new(),
            possibles: Vec::new(),
        };
        let named = |fact: &Fact| fact.dated.meeting.as_ref() == Some(meeting);
        let mut beside = self.empty(Measure::Raised);
        for piece in self.ledger.pieces() {
            let mut places = piece.families.iter().flatten().filter_map(|at| self.ledger.accounts.get(*at));
            if !places.any(|account| account.facts.iter().any(named)) {
                continue;
            }
            let (whole, without) =
                (self.ledger.of_piece(&piece, &|_| true), self.ledger.of_piece(&piece, &|fact| !named(fact)));
            let (with, without) =
                (self.with(&whole).figure(Measure::Raised), self.with(&without).figure(Measure::Raised));
            self.put_new(&mut new, meeting, &with, &without);
            for (figure, sign) in [(&with, false), (&without, true)] {
                for one in &figure.unconverted {
                    let value = if sign { negative(one.sum.value) } else { one.sum.value };
                    unconverted(&mut beside, Money { value, ..one.sum }, if sign { 0 } else { one.count });
                }
            }
        }
        new.unconverted = beside.unconverted;
        new.unconverted.retain(|one| !one.sum.value.is_zero());
        new.rows.arrange_by(|a, b| a.of.cmp(&b.of));
        new
    }

    fn put_new(&self, new: &mut NewAtMeeting, meeting: &Id, with: &Figure, without: &Figure) {
        for row in changed_of(without, with).rows {
            let Some(of) = row.of.filter(|_| !row.change.is_zero()) else { continue };
            let Some(amount) = add(new.amount, row.change) else { continue };
            new.amount = amount;
            let first_figure = self.first_figure(&of, meeting);
            if first_figure {
                new.first_figures = add(new.first_figures, row.change).unwrap_or(new.first_figures);
            }
            new.rows.push(NewMoney { of, who: row.who, amount: row.change, first_figure });
        }
        let bare = with.without_figure.iter();
        new.without_figure.extend(bare.filter(|one| !without.without_figure.contains(one)).cloned());
        for one in &with.possibles {
            let old = without.possibles.iter().find(|old| old.contribution == one.contribution);
            let beyond = old.map_or(Some(one.converted), |old| sub(one.converted, old.converted));
            if let Some(converted) = beyond.filter(|beyond| old.is_none() || !beyond.is_zero()) {
                new.possibles.push(Possible { converted, ..one.clone() });
            }
        }
    }

    /// Whether a contribution had entries before those of the meeting, and none of them a figure.
    fn first_figure(&self, of: &Of, meeting: &Id) -> bool {
        let Of::Contribution(id) = of else { return false };
        let Some(place) = self.ledger.index.get(id) else { return false };
        let entries = || self.holding(*place).map(|(_, fact)| fact).filter(|fact| fact.bought.is_none());
        let named = |fact: &&Fact| fact.dated.meeting.as_ref() == Some(meeting);
        let first =
            entries().filter(named).filter(|fact| fact.dated.money.is_some()).map(|fact| fact.dated.from);
        let Some(first) = first.min() else { return false };
        let mut before = entries().filter(|fact| !named(fact) && fact.dated.from < first).peekable();
        before.peek().is_some() && before.all(|fact| fact.dated.money.is_none())
    }
}
